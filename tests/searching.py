"""The site's search engine, asked as a page asks it."""

FIND = """async ([base, queries, most]) => {
  const { Engine } = await import(base + "assets/search/engine.js");
  const { Files } = await import(base + "assets/search/files.js");
  const files = new Files(), engine = new Engine(files), found = [];
  for (const query of queries) {
    const { positions } = await engine.find(query);
    found.push((await files.shown((positions ?? []).slice(0, most))).map(one => one.url));
  }
  return found;
}"""


def find(page, address, queries, most=5):
    """Return the ids of the first papers that each query finds."""
    found = page.evaluate(FIND, [address, queries, most])
    return [[url.split("/")[1] for url in urls] for urls in found]
