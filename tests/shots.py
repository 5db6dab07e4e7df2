"""Photograph the site in both schemes and three widths into shots/; run by `make shots` after a build."""

import functools
import shutil
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import sync_playwright

import browsers
from support import ROOT

PAGES = {
    "home": "",
    "explorer": "papers/?q=ntk",
    "theme": "themes/neural-tangent-kernel/",
    "paper": "papers/feature-learning-in-infinite-width-neural-networks/",
    "tags": "tags/",
    "authors": "authors/s/",
}
SHOWN = {"home-1280-light": "home.png", "paper-1280-dark": "paper.png"}
"""Pictures that the README shows."""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, *args):
        pass


def main():
    handler = functools.partial(Quiet, directory=str(ROOT / "site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=browsers.find(), args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            for width in (360, 768, 1280):
                photograph(browser, f"http://127.0.0.1:{server.server_port}/", scheme, width)
        server.shutdown()
    for shot, picture in SHOWN.items():
        shutil.copy(ROOT / f"shots/{shot}.png", ROOT / "docs/assets" / picture)


def photograph(browser, address, scheme, width):
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    for name, path in PAGES.items():
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=ROOT / f"shots/{name}-{width}-{scheme}.png")
    context.close()


if __name__ == "__main__":
    main()
