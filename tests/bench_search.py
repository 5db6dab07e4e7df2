"""Measure search in a real browser: bytes of a first query, time from keystroke to results, and what
the known items find beside Material's own search and plain Pagefind. Run by `make bench`."""

import functools
import gzip
import re
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median, quantiles

import material
import yaml
from playwright.sync_api import sync_playwright

import browsers
from support import ROOT, mkdocs

KNOWN = yaml.safe_load((ROOT / "tests/browser/known_items.yml").read_text("utf-8"))
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
OURS = """async queries => {
  const {Engine} = await import(new URL("assets/search/engine.js", location.href));
  const {Files} = await import(new URL("assets/search/files.js", location.href));
  const files = new Files(), engine = new Engine(files), all = [];
  for (const query of queries) all.push((await files.shown((await engine.find(query)).positions.slice(0, 5))).map(one => one.url));
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
    all.push(((await wait).items ?? []).slice(0, 5).map(group => group[0].location));
  }
  return all;
}"""
PAGEFIND = """async queries => {
  const pagefind = await import(new URL("pagefind/pagefind.js", location.href)), all = [];
  for (const query of queries) {
    const {results} = await pagefind.search(query);
    all.push((await Promise.all(results.slice(0, 5).map(one => one.data()))).map(one => one.url.slice(1)));
  }
  return all;
}"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, *args):
        pass


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
    """Return the kilobytes of a first query, misspelt or not, and the milliseconds of warm keystrokes."""
    with browsing(site) as (browser, address):
        cold = max(first_query(browser, address, text) for text in TYPED)
        page = browser.new_page()
        page.goto(address + "about/")
        page.locator("#search-input").focus()
        for _ in range(2):  # the first round warms
            times = [time for text in TYPED for time in page.evaluate(KEYSTROKES, text)]
    return {"cold": cold, "median": median(times), "p95": quantiles(times, n=20)[-1]}


def first_query(browser, address, text):
    """Return the kilobytes that a first query moves with gzip, beyond the page that it is asked from."""
    page, sizes = browser.new_page(), []
    page.goto(address + "about/")
    page.wait_for_load_state("networkidle")
    page.on("response", lambda answer: sizes.append(len(gzip.compress(answer.body()))))
    page.locator("#search-input").fill(text)
    page.wait_for_load_state("networkidle")
    page.locator("#search-results li").first.wait_for()
    page.close()
    return sum(sizes) / 1000


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
        print(f"\n{'known items in the first 5':30}{'ours':>10}{'stock':>10}{'Pagefind':>10}")
        for kind, items in KNOWN.items():
            shares = [share(page, script, kind, items) for script in (OURS, STOCK, PAGEFIND)]
            print(f"{kind:30}" + "".join(f"{share:>10.0%}" for share in shares))


def share(page, script, kind, items):
    """Return the share of items that an engine has among its first five, exact titles as its first."""
    found = page.evaluate(script, [item["query"] for item in items])
    first = 1 if kind == "exact title" else 5
    hits = [f"papers/{item['paper']}/" in urls[:first] for item, urls in zip(items, found, strict=True)]
    return sum(hits) / len(hits)
