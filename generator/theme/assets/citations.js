// Citations of chosen papers as one file, put together from the site's own files.

const FEW = 40; // as files of their own; more of them come faster out of the file of all papers

export const KINDS = {
  BibTeX: { suffix: ".bib", type: "application/x-bibtex", split: lines, join: (entries) => entries.join("\n\n") + "\n" },
  RIS: { suffix: ".ris", type: "application/x-research-info-systems", split: lines, join: (entries) => entries.join("\n\n") + "\n" },
  "CSL-JSON": {
    suffix: ".json",
    type: "application/vnd.citationstyles.csl+json",
    split: (text) => JSON.parse(text),
    join: (items) => JSON.stringify(items, null, 1) + "\n",
  },
};

// Saves a file with the papers of these numbers, which are their places in the catalogue.
export async function save(name, numbers, engine) {
  const kind = KINDS[name];
  const entries = numbers.length > FEW ? await fromAll(kind, numbers, engine) : await oneByOne(kind, numbers, engine);
  const address = URL.createObjectURL(new Blob([kind.join(entries)], { type: kind.type }));
  Object.assign(document.createElement("a"), { href: address, download: `papers${kind.suffix}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function lines(text) {
  return text.trimEnd().split("\n\n");
}

async function fromAll(kind, numbers, engine) {
  const entries = kind.split(await load(`${engine.root}papers${kind.suffix}`));
  return numbers.map((n) => entries[n]);
}

async function oneByOne(kind, numbers, engine) {
  const papers = await engine.shown(numbers);
  const texts = await Promise.all(papers.map(({ url }) => load(engine.root + url.slice(0, -1) + kind.suffix)));
  return texts.flatMap(kind.split);
}

async function load(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.text();
}
