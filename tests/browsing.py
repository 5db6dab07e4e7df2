"""Sites on a server of their own, and pages in a browser that must stay quiet."""

import functools
import threading
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

PATHS = ("/papershelf/", "/repo/pr-preview/7/")
"""Under which a site is served: its own, on which the page for what is not found relies, and another."""


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
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{PATHS[0]}"
        server.shutdown()


@contextmanager
def visits(chromium, address):
    """Yield a function that opens pages; fail on any console message, error or request elsewhere."""
    contexts, complaints = [], []

    def open_page(path="", width=1280, scheme="light", under=PATHS[0], **options):
        base = address.replace(PATHS[0], under)
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", lambda r: _left(r) or complaints.append(f"failed: {r.url}"))
        page.on("request", lambda r: r.url.startswith((base, "data:")) or complaints.append(r.url))
        page.goto(base + path)
        if path.split("?")[0] == "papers/" and options.get("java_script_enabled", True):
            page.locator("#facet_lists .facet").first.wait_for(state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _left(request):
    """Tell whether a request was given up because the page was left."""
    return request.failure == "net::ERR_ABORTED"
