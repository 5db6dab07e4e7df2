// The whole catalogue behind one box, with facets; the address holds every state.

import { KINDS, id, identify, save } from "./citations.js";
import { Engine } from "./engine.js";
import { element, result } from "./results.js";
import { words } from "./tokens.js";

const PAGE = 25;
const FEW = 10;
const LISTS = ["theme", "tag", "author"];
const TITLES = { theme: "Theme", tag: "Tag", author: "Author" };

const form = document.querySelector("#explorer_form");
const list = document.querySelector("#results");
const root = new URL("../", location.href.split(/[?#]/)[0]).href;
const engine = new Engine(root);
const opened = new Set(matchMedia("(width >= 60em)").matches ? ["theme", "tag"] : []);
const ticks = `ticked ${root}`;
const ticked = remembered();
const row = document.querySelector(".explorer .exports");
let listed = [];
let turn = 0;
let rendering;

function read() {
  const given = new URLSearchParams(location.search);
  const year = (name) => /^\d{1,4}$/.exec(given.get(name) ?? "")?.[0] ?? "";
  const state = { q: given.get("q") ?? "", from: year("from"), to: year("to") };
  for (const name of LISTS) state[name] = [...new Set(given.getAll(name))].filter(Boolean);
  const sorts = [...form.elements.sort.options].map((option) => option.value);
  state.sort = sorts.includes(given.get("sort")) ? given.get("sort") : "";
  return { ...state, code: given.get("code") === "1" ? "1" : "", page: Math.max(1, Math.floor(Number(given.get("page"))) || 1) };
}

function address(state) {
  const query = new URLSearchParams();
  for (const name of ["q", ...LISTS, "from", "to", "code", "sort"]) {
    for (const value of [state[name]].flat()) if (value) query.append(name, value);
  }
  if (state.page > 1) query.set("page", state.page);
  const text = query.toString();
  return text ? `?${text}` : location.pathname;
}

async function papers(state) {
  const [found, facets, { papers: count, themes }, authors, titles] = await Promise.all([
    engine.find(state.q),
    engine.load("facets"),
    engine.load("index"),
    state.author.length || opened.has("author") ? engine.load("authors") : null, // many, so only when wanted
    state.sort === "title" ? engine.load("titles") : null,
  ]);
  const numbers = [...(found.numbers ?? Array(count).keys())].filter((n) => n < count && passes(state, n, facets, authors));
  return { found, facets, authors, themes, numbers: sorted(numbers, state, found, titles) };
}

function passes(state, n, facets, authors) {
  const year = facets.years[n];
  if ((state.from && year < Number(state.from)) || (state.to && (!year || year > Number(state.to)))) return false;
  if (state.code && !facets.code[n]) return false;
  return LISTS.every((name) => {
    const own = state[name].length ? values(name, n, facets, authors) : [];
    return state[name].every((id) => own.includes(id));
  });
}

function values(name, n, facets, authors) {
  if (name === "author") return authors.papers[n].map((place) => authors.names[place][0]);
  return facets[`${name}s`][n].map((place) => facets.names[name][place][0]);
}

function sorted(numbers, state, found, titles) {
  const sort = state.sort || (found.scores ? "relevance" : "newest");
  if (sort === "relevance" && found.scores) return numbers;
  const inOrder = numbers.toSorted((a, b) => a - b);
  const among = new Set(numbers);
  if (sort === "title") return titles.filter((n) => among.has(n));
  return sort === "oldest" ? inOrder.reverse() : inOrder;
}

function render() {
  rendering = attempt();
  return rendering;
}

async function attempt() {
  const mine = ++turn;
  try {
    await show(read(), mine);
  } catch (error) {
    if (mine !== turn) return;
    listed = [];
    offerCitations();
    document.querySelector("#search_hints").replaceChildren(element("p", {}, `Search is out of reach: ${error.message}`));
  } finally {
    document.documentElement.classList.remove("asked");
  }
}

async function show(state, mine) {
  list.setAttribute("aria-busy", "true");
  const view = await papers(state);
  const pages = Math.max(1, Math.ceil(view.numbers.length / PAGE));
  const page = Math.min(state.page, pages);
  const numbers = view.numbers.slice((page - 1) * PAGE, page * PAGE);
  const shown = await engine.shown(numbers);
  if (mine !== turn) return;
  fields(state);
  list.className = "papers";
  list.replaceChildren(...shown.map((one) => tickable(result(one, view.found.query, root, view.themes), one)));
  listed = view.numbers;
  offerCitations();
  document.querySelector("#result-count").textContent = view.numbers.length;
  document.querySelector("#result-noun").textContent = view.numbers.length === 1 ? "paper" : "papers";
  document.querySelector("#search_hints").replaceChildren(...hints(view, state));
  document.querySelector("#facet_lists").replaceChildren(...LISTS.map((name) => facet(name, view, state)), codeFacet(view, state));
  document.querySelector("#result_pages").replaceChildren(...pager(state, page, pages));
  document.querySelector("#chosen_facets").replaceChildren(...chosen(view, state));
  list.setAttribute("aria-busy", "false");
  describe(numbers, mine).catch(() => {}); // Without it the results are as good to read.
}

// Tells reference managers what is listed, once whoever types has paused.
async function describe(numbers, mine) {
  await new Promise((paused) => setTimeout(paused, 500));
  const coins = mine === turn ? await engine.each("coins", numbers) : [];
  if (mine !== turn) return;
  for (const [place, item] of [...list.children].entries()) item.append(element("span", { class: "Z3988", title: coins[place] }));
  document.dispatchEvent(new Event("ZoteroItemUpdated", { bubbles: true })); // by which Zotero looks again
}

function tickable(item, paper) {
  const box = element("input", { type: "checkbox", class: "tick", "aria-label": `Tick ${paper.title}` });
  box.checked = ticked.has(id(paper));
  box.addEventListener("change", () => {
    ticked[box.checked ? "add" : "delete"](id(paper));
    remember();
  });
  item.append(box);
  return item;
}

function remembered() {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(ticks)));
  } catch {
    return new Set();
  }
}

function remember() {
  try {
    sessionStorage.setItem(ticks, JSON.stringify([...ticked]));
  } catch {
    // Without storage ticks last as long as the page.
  }
  offerCitations();
}

// The links lead to the citations of all papers; here they come to mean those listed or ticked.
function offerCitations() {
  if (!row) return; // The catalogue is empty.
  const count = ticked.size || listed.length;
  const text = `${count.toLocaleString("en")}${ticked.size ? " ticked" : ""} ${count === 1 ? "paper" : "papers"}`;
  row.hidden = !count;
  row.querySelector(".all").textContent = ticked.size ? "" : text;
  row.querySelector("[role=status]").textContent = ticked.size ? text : "";
  row.querySelector("[role=alert]").textContent = "";
  row.querySelector(".untick").hidden = !ticked.size;
}

function fields(state) {
  for (const name of ["q", "from", "to"]) {
    if (form.elements[name].value.trim() !== state[name]) form.elements[name].value = state[name];
  }
  form.elements.sort.value = state.sort;
}

function hints({ found, numbers }, state) {
  const notes = [];
  for (const [typed, meant] of found.corrected ?? []) {
    const q = state.q.replace(/[\p{L}\p{N}\p{M}]+/gu, (piece) => (words(piece)[0] === typed ? meant : piece));
    notes.push(["No paper has “" + typed + "”. Did you mean ", link({ ...state, q, page: 1 }, meant), "?"]);
  }
  if (found.partial && numbers.length) notes.push(["No paper has all the words; these have most of them."]);
  if (!numbers.length) notes.push(["No paper fits. Take something away, or ", link({ ...EMPTY }, "start again"), "."]);
  return notes.map((note) => element("p", {}, ...note));
}

const EMPTY = { q: "", theme: [], tag: [], author: [], from: "", to: "", code: "", sort: "", page: 1 };

function link(state, text, attributes = {}) {
  return element("a", { href: address(state), "data-state": "", ...attributes }, text);
}

function facet(name, view, state) {
  const counts = new Map();
  for (const n of name === "author" && !view.authors ? [] : view.numbers) {
    for (const id of values(name, n, view.facets, view.authors)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  for (const id of state[name]) counts.delete(id);
  const names = new Map(name === "author" ? view.authors?.names : view.facets.names[name].map(([id, text]) => [id, text]));
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || names.get(a[0]).localeCompare(names.get(b[0])));
  const rows = ranked.slice(0, name === "theme" ? 99 : 200).map(([id, count]) => {
    const row = element("li", {}, link({ ...state, [name]: [...state[name], id], page: 1 }, names.get(id), { "data-facet": name, "data-value": id }));
    row.append(" ", element("span", { class: "count" }, count));
    return row;
  });
  const box = element("details", { class: "facet" }, element("summary", {}, TITLES[name]), element("ul", {}, ...rows.slice(0, FEW)));
  if (rows.length > FEW) box.append(element("details", {}, element("summary", {}, "More"), element("ul", {}, ...rows.slice(FEW))));
  box.open = opened.has(name);
  box.addEventListener("toggle", () => {
    if (box.open === opened.has(name)) return;
    opened[box.open ? "add" : "delete"](name);
    if (name === "author" && !view.authors) render();
  });
  return box;
}

function codeFacet(view, state) {
  const count = view.numbers.filter((n) => view.facets.code[n]).length;
  const row = element("p", { class: "facet" });
  if (!state.code) row.append(link({ ...state, code: "1", page: 1 }, "Has code", { "data-facet": "code", "data-value": "1" }), " ", element("span", { class: "count" }, count));
  return row;
}

// What narrows the list, each with a way to take it back.
function chosen(view, state) {
  const names = { theme: new Map(view.facets.names.theme), tag: new Map(view.facets.names.tag), author: new Map(view.authors?.names) };
  const rows = LISTS.flatMap((name) =>
    state[name].map((id) => [`${TITLES[name]}: ${names[name].get(id) ?? id}`, { ...state, [name]: state[name].filter((one) => one !== id), page: 1 }]),
  );
  if (state.code) rows.push(["Has code", { ...state, code: "", page: 1 }]);
  return rows.map(([text, without]) => element("li", {}, link(without, `${text} ×`, { class: "chip", "aria-label": `Remove ${text}` })));
}

function pager(state, page, pages) {
  if (pages === 1) return [];
  const steps = [];
  if (page > 1) steps.push(link({ ...state, page: page - 1 }, "Previous", { rel: "prev" }));
  steps.push(element("span", {}, `Page ${page} of ${pages}`));
  if (page < pages) steps.push(link({ ...state, page: page + 1 }, "Next", { rel: "next" }));
  return steps;
}

function go(to, replace = false) {
  history[replace ? "replaceState" : "pushState"](null, "", to);
  return render();
}

document.addEventListener("click", (event) => {
  const target = event.target.closest("a[data-state]");
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  go(target.href).then(() => target.rel && document.querySelector("#page_title").scrollIntoView());
});
// Ticks are told aloud; how many papers are listed is said over them.
row?.firstChild.replaceWith("Cite ", element("span", { class: "all" }, "papers"), element("span", { role: "status" }), ": ");
row?.append(" ", element("button", { type: "button", class: "untick", hidden: "" }, "Untick all"), " ", element("span", { role: "alert" }));
row?.addEventListener("click", async (event) => {
  if (event.target.matches(".untick")) {
    ticked.clear();
    for (const box of list.querySelectorAll(".tick")) box.checked = false;
    remember();
    row.querySelector("a").focus();
  } else if (event.target.textContent in KINDS) {
    event.preventDefault();
    const failure = row.querySelector("[role=alert]");
    failure.textContent = "";
    await saveChosen(event.target.textContent).catch((error) => (failure.textContent = error.message));
  }
});

async function saveChosen(name) {
  await rendering;
  const ids = ticked.size ? [...ticked] : await identify(listed, engine);
  await save(name, ids, root, ticked.size ? "papers" : called(read()));
}

// A file is called by what narrows the list.
function called(state) {
  return [...LISTS.flatMap((name) => state[name]), ...words(state.q)].join("-").slice(0, 60) || "papers";
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", (event) => {
  const state = { ...read(), page: 1, q: form.elements.q.value.trim() };
  for (const name of ["from", "to", "sort"]) state[name] = form.elements[name].value;
  // One entry in the history for each visit to the box, not for each letter.
  go(address(state), event.target.name === "q" && history.state?.typing);
  if (event.target.name === "q") history.replaceState({ typing: true }, "");
});
form.elements.q.addEventListener("blur", () => history.state?.typing && history.replaceState(null, ""));
addEventListener("popstate", render);
render();
