"""Sites on a server of their own, and pages in a browser that must stay quiet."""

import functools
import json
import threading
from contextlib import ExitStack, contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

PATHS = ("/papershelf/", "/repo/pr-preview/7/")
"""Under which a site is served: its own, on which the page for what is not found relies, and another."""
KINDS = {
    "home": "",
    "further papers": "papers/page/2/",
    "paper": "papers/feature-learning-in-infinite-width-neural-networks/",
    "paper with formulas": "papers/sorting-memories-in-o-n-log-n-time-with-l2-bounded-energy/",
    "hostile paper": "papers/a-hostile-title/",
    "paper without facts": "papers/a-record-that-waits-for-its-curator/",
    "paper of a crowd": "papers/a-hundred-hands-on-one-detector/",
    "right to left": "papers/reading-from-right-to-left/",
    "themes": "themes/",
    "theme": "themes/neural-tangent-kernel/",
    "tags": "tags/",
    "tag": "tags/transformer/",
    "authors": "authors/",
    "letter": "authors/s/",
    "years": "years/",
    "year": "years/2023/",
    "lists": "lists/",
    "list": "lists/long-list/",
    "timeline": "timeline/",
    "statistics": "statistics/",
    "new papers": "new/",
    "week": "new/2026-W42/",
    "about": "about/",
    "subscribe": "about/subscribe/",
    "API": "about/api/",
    "hosts": "about/hosts/",
    "contribute": "about/contribute/",
    "my shelf": "my/",
    "explorer": "papers/",
    "map": "map/",
    "not found": "404.html",
}
"""A page of each kind in the small catalogue's site."""


class Server(ThreadingHTTPServer):
    """A web server that holds more waiting connections than a browser opens while the machine is busy."""

    request_queue_size = 128


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder under each of PATHS."""

    protocol_version = "HTTP/1.1"

    def translate_path(self, path):
        below = next((path.removeprefix(start) for start in PATHS if path.startswith(start)), None)
        return "/nowhere" if below is None else super().translate_path("/" + below)

    def log_message(self, *args):
        pass


@contextmanager
def served(site):
    """Serve a site on a port that is free; yield its address."""
    handler = functools.partial(Handler, directory=str(site))
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{PATHS[0]}"
        server.shutdown()


@contextmanager
def visits(browser, address):
    """Yield a function that opens pages; fail on any console message, error or request elsewhere."""
    complaints = []

    with ExitStack() as tabs:

        def open_page(path="", width=1280, scheme="light", under=PATHS[0], **options):
            base = address.replace(PATHS[0], under)
            page = tabs.enter_context(_tab(browser, address, options, _judges(base, complaints)))
            resize(page, width, scheme)
            page.goto(base + path)
            if path.split("?")[0] == "papers/" and options.get("java_script_enabled", True):
                page.locator("#facet_lists .facet").first.wait_for(state="attached")
            return page

        open_page.complaints = complaints
        yield open_page
    assert complaints == [], complaints


def _judges(base, complaints):
    """Return the listeners of a page by event; what they complain of goes to `complaints`."""
    return {
        "console": lambda message: complaints.append(message.text),
        "pageerror": lambda error: complaints.append(str(error)),
        "requestfailed": lambda r: _left(r) or complaints.append(f"{r.failure}: {r.url}"),
        "request": lambda r: r.url.startswith((base, "data:", "about:")) or complaints.append(r.url),
    }


@contextmanager
def _tab(browser, address, options, listeners):
    """Yield a tab that remembers nothing, with listeners; keep it for the next: a new one costs a second."""
    context, idle = _context(browser, json.dumps(options))
    page = idle.pop() if idle else context.new_page()
    for event, listener in listeners.items():
        page.on(event, listener)
    yield page
    if page.is_closed():
        return
    if page.url.startswith(_origin(address)):
        page.evaluate("sessionStorage.clear()")
    page.unroute_all()
    page.goto("about:blank")
    for event, listener in listeners.items():
        page.remove_listener(event, listener)
    _forget(page, address)
    idle.append(page)


def resize(page, width, scheme):
    """Show a page at a width and in a colour scheme."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)


@functools.cache
def _context(browser, options):
    """Return the one context of pages with these options, whose warm cache saves time, and its idle pages."""
    return browser.new_context(**json.loads(options)), []


def _forget(page, address):
    session = page.context.new_cdp_session(page)
    everything = {"origin": _origin(address), "storageTypes": "all"}
    session.send("Storage.clearDataForOrigin", everything)
    session.send("Page.resetNavigationHistory")
    session.detach()
    page.emulate_media(media="null")


def _origin(address):
    return "/".join(address.split("/")[:3])


def _left(request):
    """Tell whether a request was given up because the page was left, or scripts are off.

    The latter is reported as "csp"; a script that the policy forbids is reported on the console, too.
    """
    return request.failure in ("net::ERR_ABORTED", "csp")
