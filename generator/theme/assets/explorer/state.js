// What the explorer shows, as its URL says it.

/** @typedef {"theme" | "tag" | "venue" | "author"} List */
/** @typedef {"code" | "pdf"} Flag */
/**
 * @typedef {object} State
 * @property {string} q what stands in the box
 * @property {string[]} theme ids, of which a paper has one
 * @property {string[]} tag
 * @property {string[]} venue
 * @property {string[]} author
 * @property {string} from year, or ""
 * @property {string} to
 * @property {string} added the first day, or ""
 * @property {string} code "1" where papers must have code
 * @property {string} pdf
 * @property {string} sort "" for the best first
 * @property {number} page
 */

/** @type {List[]} */
export const LISTS = ["theme", "tag", "venue", "author"];
/** @type {Flag[]} */
export const FLAGS = ["code", "pdf"];
const SORTS = ["newest", "oldest", "title", "added", "place"];

/** @type {State} */
export const EMPTY = {
  q: "",
  theme: [],
  tag: [],
  venue: [],
  author: [],
  from: "",
  to: "",
  added: "",
  code: "",
  pdf: "",
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
  const text = (/** @type {string} */ name, /** @type {RegExp} */ form) =>
    form.exec(given.get(name) ?? "")?.[0] ?? "";
  const list = (/** @type {string} */ name) => [...new Set(given.getAll(name))].filter(Boolean);
  return {
    q: given.get("q") ?? "",
    theme: list("theme"),
    tag: list("tag"),
    venue: list("venue"),
    author: list("author"),
    from: text("from", /^\d{4}$/),
    to: text("to", /^\d{4}$/),
    added: text("added", /^\d{4}-\d\d-\d\d$/),
    code: text("code", /^1$/),
    pdf: text("pdf", /^1$/),
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
  for (const name of /** @type {const} */ ([
    "q",
    ...LISTS,
    "from",
    "to",
    "added",
    ...FLAGS,
    "sort",
  ])) {
    for (const value of [state[name]].flat()) if (value) query.append(name, value);
  }
  if (state.page > 1) query.set("page", String(state.page));
  const text = query.toString();
  return text && `?${text}`;
}

/**
 * Tell whether a state asks for the papers of one year.
 *
 * @param {State} state
 * @param {string} year
 */
export function isYear({ from, to }, year) {
  return from === year && to === year;
}

/**
 * Return the state after a value of a facet was ticked or unticked.
 *
 * @param {State} state
 * @param {List | Flag | "year"} name
 * @param {string} value
 * @returns {State}
 */
export function toggled(state, name, value) {
  if (name === "code" || name === "pdf")
    return { ...state, [name]: state[name] ? "" : "1", page: 1 };
  if (name === "year") {
    const year = isYear(state, value) ? "" : value;
    return { ...state, from: year, to: year, page: 1 };
  }
  const own = state[name];
  const without = own.filter((one) => one !== value);
  return { ...state, [name]: without.length < own.length ? without : [...own, value], page: 1 };
}
