// Citations of chosen papers as one file, put together from the site's own files.

const FEW = 40; // as files of their own; more of them come faster out of the file of all papers
const CHANGED = "The site has changed since this page was opened: reload the page, then save again.";

export const KINDS = {
  BibTeX: { suffix: ".bib", type: "application/x-bibtex", split: lines, id: (entry) => /^@\w+\{(.*),$/m.exec(entry)?.[1], join: joined },
  RIS: { suffix: ".ris", type: "application/x-research-info-systems", split: lines, id: (entry) => /^ID  - (.*)$/m.exec(entry)?.[1], join: joined },
  "CSL-JSON": {
    suffix: ".json",
    type: "application/vnd.citationstyles.csl+json",
    split: (text) => JSON.parse(text),
    id: (item) => item.id,
    join: (items) => JSON.stringify(items, null, 1) + "\n",
  },
};

// The ids of papers by their numbers: those of few are known from what results show.
export async function identify(numbers, engine) {
  if (numbers.length <= FEW) return (await engine.shown(numbers)).map(id);
  const [{ edition }, known] = await Promise.all([engine.load("index"), engine.load("ids")]);
  if (known.edition !== edition) throw new Error(CHANGED);
  return numbers.map((n) => known.ids[n]);
}

export function id({ url }) {
  return url.split("/")[1];
}

// Saves a file with the papers of these ids.
export async function save(name, ids, root, called) {
  const kind = KINDS[name];
  const entries = ids.length > FEW ? await fromAll(kind, ids, root) : await oneByOne(kind, ids, root);
  const address = URL.createObjectURL(new Blob([kind.join(entries)], { type: kind.type }));
  Object.assign(document.createElement("a"), { href: address, download: called + kind.suffix }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

// The last line of an entry in RIS ends with a space.
function lines(text) {
  return text.replace(/\n+$/, "").split("\n\n");
}

function joined(entries) {
  return entries.join("\n\n") + "\n";
}

async function fromAll(kind, ids, root) {
  const entries = new Map(kind.split(await load(`${root}papers${kind.suffix}`)).map((entry) => [kind.id(entry), entry]));
  if (!ids.every((id) => entries.has(id))) throw new Error(CHANGED);
  return ids.map((id) => entries.get(id));
}

async function oneByOne(kind, ids, root) {
  const texts = await Promise.all(ids.map((id) => load(`${root}papers/${id}${kind.suffix}`)));
  return texts.flatMap(kind.split);
}

async function load(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.text();
}
