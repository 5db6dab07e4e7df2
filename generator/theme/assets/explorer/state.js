// What the explorer shows, as its URL says it.

/** @typedef {"theme" | "tag" | "author"} List */
/**
 * @typedef {object} State
 * @property {string} q what stands in the box
 * @property {string[]} theme
 * @property {string[]} tag
 * @property {string[]} author
 * @property {string} from year, or ""
 * @property {string} to
 * @property {string} code "1" where papers must have code
 * @property {string} sort "" for the best first
 * @property {number} page
 */

/** @type {List[]} */
export const LISTS = ["theme", "tag", "author"];
const SORTS = ["newest", "oldest", "title", "added", "place"];

/** @type {State} */
export const EMPTY = {
  q: "",
  theme: [],
  tag: [],
  author: [],
  from: "",
  to: "",
  code: "",
  sort: "",
  page: 1,
};

/**
 * Read the query of a URL; what is no state is left out.
 *
 * @param {string} search
 * @returns {State}
 */
export function read(search) {
  const given = new URLSearchParams(search);
  const year = (/** @type {string} */ name) => /^\d{1,4}$/.exec(given.get(name) ?? "")?.[0] ?? "";
  const list = (/** @type {string} */ name) => [...new Set(given.getAll(name))].filter(Boolean);
  return {
    q: given.get("q") ?? "",
    theme: list("theme"),
    tag: list("tag"),
    author: list("author"),
    from: year("from"),
    to: year("to"),
    code: given.get("code") === "1" ? "1" : "",
    sort: SORTS.find((sort) => sort === given.get("sort")) ?? "",
    page: Math.max(1, Math.floor(Number(given.get("page"))) || 1),
  };
}

/**
 * Write a state as the query of a URL; "" for that of all papers.
 *
 * @param {State} state
 */
export function write(state) {
  const query = new URLSearchParams();
  for (const name of /** @type {const} */ (["q", ...LISTS, "from", "to", "code", "sort"])) {
    for (const value of [state[name]].flat()) if (value) query.append(name, value);
  }
  if (state.page > 1) query.set("page", String(state.page));
  const text = query.toString();
  return text && `?${text}`;
}
