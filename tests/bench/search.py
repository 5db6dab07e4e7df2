"""Measure search in a real browser: bytes and requests of a first query, time from keystroke to results
on a slowed processor, and what sets of queries find beside Material's own search and plain Pagefind.

Run by `make bench`. Each set of tests/data/queries has two halves: one was there to tune by, one kept aside.
"""

import functools
import gzip
import hashlib
import re
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

import material
import yaml
from playwright.sync_api import sync_playwright

import browsers
from generator.catalog.shelf import load
from programs import mkdocs
from support import ROOT

KNOWN = yaml.safe_load((ROOT / "tests/flagship/known_items.yml").read_text("utf-8"))
SETS = ("paraphrase", "question", "unfinished", "variants", "set", "structured", "identifiers")
SLOW_LINE = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}
"""Slow 3G: milliseconds until an answer begins, and bytes a second."""
SLOWED = 4
"""How many times slower the processor is made for keystrokes."""
TYPED = [
    "neural tangent kernel",
    "grokking",
    "hopfeild",
    "gradient desent",
    "fourier operator pde",
    "mezic koopman",
]
KEYSTROKES = """async text => {
  const input = document.querySelector("#search-input"), status = document.querySelector(".search__status");
  const times = [];
  for (let n = 1; n <= text.length; n++) {
    const start = performance.now();
    input.value = text.slice(0, n);
    const shown = new Promise(done => new MutationObserver((_, o) => (o.disconnect(), done()))
      .observe(document.querySelector("#search-results"), {childList: true}));
    input.dispatchEvent(new Event("input", {bubbles: true}));
    await shown;
    times.push(performance.now() - start);
    await new Promise(done => setTimeout(done, 20));
  }
  return times;
}"""
ANSWERED = """new MutationObserver(() => {
  if (document.documentElement.classList.contains("asked")) window.asked = true;
  else if (window.asked) window.answered ??= performance.now();
}).observe(document, {subtree: true, attributes: true})"""
OURS = """async queries => {
  const {Engine} = await import(new URL("assets/search/engine.js", location.href));
  const {Files} = await import(new URL("assets/search/files.js", location.href));
  const files = new Files(), engine = new Engine(files), all = [];
  for (const query of queries) {
    const {positions} = await engine.find(query);
    all.push((await files.shown((positions ?? []).slice(0, 10))).map(one => one.url));
  }
  return all;
}"""
ENTITIES = """async queries => {
  const {Engine} = await import(new URL("assets/search/engine.js", location.href));
  const {entities} = await import(new URL("assets/search/entities.js", location.href));
  const {Files} = await import(new URL("assets/search/files.js", location.href));
  const files = new Files(), engine = new Engine(files), all = [];
  for (const query of queries) all.push((await entities(await engine.find(query), files)).slice(0, 4).map(one => one.url));
  return all;
}"""
STOCK = """async queries => {
  const index = await (await fetch("search/search_index.json")).json();
  const worker = new Worker("stock.js"), all = [];
  const answer = type => new Promise(done => worker.onmessage = e => e.data.type === type && done(e.data.data));
  let wait = answer(1);
  worker.postMessage({type: 0, data: {...index, options: {suggest: false}}});
  await wait;
  for (const query of queries) {
    wait = answer(3);
    worker.postMessage({type: 2, data: query});
    all.push(((await wait).items ?? []).slice(0, 10).map(group => group[0].location));
  }
  return all;
}"""
PAGEFIND = """async queries => {
  const pagefind = await import(new URL("pagefind/pagefind.js", location.href)), all = [];
  for (const query of queries) {
    const {results} = await pagefind.search(query);
    all.push((await Promise.all(results.slice(0, 10).map(one => one.data()))).map(one => one.url.slice(1)));
  }
  return all;
}"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word, compressed as hosts do."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if not file.is_file():
            self.send_error(404)
            return
        body = gzip.compress(file.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def browsing(site):
    """Serve a site; yield a browser and the address."""
    handler = functools.partial(Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=browsers.find(), args=["--no-sandbox"])
        yield browser, f"http://127.0.0.1:{server.server_port}/"
        browser.close()
        server.shutdown()


def measure(site):
    """Return kilobytes and requests of a first query, and milliseconds of warm keystrokes when slowed."""
    with browsing(site) as (browser, address):
        first = [first_query(browser, address, text) for text in TYPED]
        deep = [deep_link(browser, address, text) for text in TYPED]
        page = browser.new_page()
        page.goto(address + "about/")
        page.locator("#search-input").focus()
        for text in TYPED:  # the first round warms
            page.evaluate(KEYSTROKES, text)
        slow = page.context.new_cdp_session(page)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        times = [time for text in TYPED for time in page.evaluate(KEYSTROKES, text)]
    cold, requests = (max(figures) for figures in zip(*first, strict=True))
    return {
        "cold": cold,
        "requests": requests,
        "median": median(times),
        "p95": quantiles(times, n=20)[-1],
        "deep link": median(deep),
    }


def first_query(browser, address, text):
    """Return the kilobytes, with gzip, and the requests of a first query, beyond the page it is asked on."""
    page, answers = browser.new_page(), []
    page.goto(address + "about/")
    page.wait_for_load_state("networkidle")
    page.on("response", lambda answer: answers.append(answer))
    page.locator("#search-input").fill(text)
    page.locator("#search-results [role=option]").first.wait_for()
    page.wait_for_load_state("networkidle")
    sizes = [len(gzip.compress(answer.body())) for answer in answers]
    page.close()
    return sum(sizes) / 1000, len(sizes)


def deep_link(browser, address, text):
    """Return the milliseconds after which an address with a query shows results on a slow line."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(ANSWERED)
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW_LINE)
    page.goto(f"{address}papers/?{urlencode({'q': text})}", wait_until="commit")
    page.locator("html:not(.asked) #results > li").first.wait_for()
    shown = page.evaluate("answered")
    context.close()
    return shown


def compare(folder):
    """Build the flagship with all three engines' indexes; print the share of known items in the first five."""
    config = (folder / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(
        config.replace("  - papershelf\n", "  - papershelf\n  - material/search\n"), "utf-8"
    )
    mkdocs("build", "--quiet", cwd=folder, check=True)
    site = folder / "site"
    (worker,) = (Path(material.__file__).parent / "templates/assets/javascripts/workers").glob(
        "search.*.min.js"
    )
    shutil.copy(worker, site / "stock.js")
    index = [
        "-m",
        "pagefind",
        "--site",
        str(site),
        "--glob",
        "papers/*/index.html",
        "--root-selector",
        "#page_content",
    ]
    subprocess.run([sys.executable, *index], check=True, stdout=subprocess.DEVNULL)
    # The other engines run what our policy forbids.
    home = site / "index.html"
    home.write_text(
        re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", home.read_text("utf-8")), "utf-8"
    )
    with browsing(site) as (browser, address):
        page = browser.new_page()
        page.goto(address)
        print(f"\n{'found in the first 5':40}{'ours':>10}{'stock':>10}{'Pagefind':>10}")
        for label, items in sets(folder / "catalog"):
            shares = [score(page, script, label, items) for script in (OURS, STOCK, PAGEFIND)]
            print(f"{label:40}" + "".join(f"{share:>10.2f}" for share in shares))
        for half, items in halves("entities").items():
            found = page.evaluate(ENTITIES, list(items))
            hits = [
                any(url.find(part) > 0 for url in urls)
                for part, urls in zip(items.values(), found, strict=True)
            ]
            print(f"{f'entities, {half}':40}{sum(hits) / len(hits):>10.2f}")


def sets(folder):
    """Yield the name of each set and half with its queries and the addresses of the papers meant."""
    paper = load(folder).catalog.paper
    for kind, items in KNOWN.items():
        known = {item["query"]: [item["paper"]] for item in items if item["paper"] in paper}
        yield kind, {query: [f"papers/{id}/" for id in ids] for query, ids in known.items()}
    for kind in SETS:
        for half, items in halves(kind).items():
            wanted = {query: [ids] if isinstance(ids, str) else ids for query, ids in items.items()}
            yield (
                f"{kind}, {half}",
                {
                    query: [f"papers/{paper[id].id}/" for id in ids]
                    for query, ids in wanted.items()
                    if all(id in paper for id in ids)
                },
            )


def halves(kind):
    """Return the two halves of a set; which an item is in depends on its text alone."""
    items = yaml.safe_load((ROOT / f"tests/data/queries/{kind}.yml").read_text("utf-8"))
    found = {"to tune by": {}, "kept aside": {}}
    for query, wanted in items.items():
        odd = int(hashlib.sha256(query.encode()).hexdigest(), 16) % 2
        found["kept aside" if odd else "to tune by"][query] = wanted
    return found


def score(page, script, label, items):
    """Return the share of queries with a paper meant in the first five; of sets, of papers in the first ten."""
    found = page.evaluate(script, list(items))
    first = 1 if label.startswith(("exact title", "identifiers")) else 5
    shares = []
    for wanted, urls in zip(items.values(), found, strict=True):
        if len(wanted) > 1 and label.startswith("set,"):
            shares.append(sum(url in urls for url in wanted) / len(wanted))
        else:
            shares.append(float(any(url in urls[:first] for url in wanted)))
    return sum(shares) / len(shares)
