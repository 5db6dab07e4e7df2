"""Attacks on the site by a preview that shares its origin: from a fork, and after it was removed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import expect

from hosts import Host, git
from programs import catalog, mkdocs
from support import ROOT

PAPER = "papers/hopfield-networks-is-all-you-need"
ATTACK = "localStorage.hit = 1; navigator.serviceWorker.register('worker.js')"
MARKUP = f'<script>{ATTACK}</script><img src="x" onerror="{ATTACK}"> [click](javascript:{ATTACK})'
PAGE = f'<!doctype html><title>Theirs</title><p>Theirs</p><script src="attack.js"></script>{MARKUP}'
WORKER = """
addEventListener("install", () => self.skipWaiting());
addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
addEventListener("fetch", (event) => event.respondWith(
  new Response("<title>Theirs</title><p>Still the stranger", { headers: { "Content-Type": "text/html" } })));
"""
TRACES = """async () => {
  const registrations = await navigator.serviceWorker.getRegistrations();
  const keys = Object.keys(localStorage).filter((key) => !key.startsWith("visit "));
  return [registrations.length, await caches.keys(), keys, document.cookie];
}"""


def commit(folder):
    git(folder, "add", "--all", "--force", "--", "catalog", "docs", "mkdocs.yml")
    git(folder, "-c", "user.name=A", "-c", "user.email=a@b.org", "commit", "--quiet", "-m", "Change")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def remote(toy, site):
    """A remote of the small catalogue, where `site` is published; its clone is the project."""
    git(toy.parent, "init", "--quiet", "--bare", "remote.git")
    git(toy, "init", "--quiet", "--initial-branch=main")
    git(toy, "remote", "add", "origin", str(toy.parent / "remote.git"))
    commit(toy)
    git(toy, "push", "--quiet", "origin", "main")
    catalog("site", "publish", str(site), cwd=toy, check=True)
    return toy.parent / "remote.git"


@pytest.fixture
def web(remote, tmp_path):
    """Serve what is published; call it to bring it up to date."""
    folder = tmp_path / "web"
    folder.mkdir()

    def update():
        git(remote, f"--work-tree={folder}", "read-tree", "--reset", "-u", "gh-pages")

    update()
    with Host(folder, "/papershelf/") as host:
        host.update = update
        yield host


@pytest.fixture
def page(chromium):
    """A page of a browser that knows nothing yet."""
    with chromium.new_context() as context:
        yield context.new_page()


def take_records(folder, head):
    """Run the step of the workflow that takes the records of a fork's commit."""
    steps = yaml.safe_load((ROOT / ".github/workflows/preview.yml").read_text("utf-8"))["jobs"]["fork"]
    (script,) = (step["run"] for step in steps["steps"] if "records" in step.get("name", ""))
    (folder / ".venv").mkdir()
    (folder / ".venv/bin").symlink_to(Path(sys.executable).parent)
    tools = folder.parent / "tools"
    tools.mkdir()
    (tools / "gh").write_text("#!/bin/sh\n")
    (tools / "gh").chmod(0o755)
    environment = os.environ | {"HEAD": head, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run(["bash", "-euc", script], cwd=folder, env=environment, check=True)


def test_the_preview_of_a_fork_runs_nothing_of_the_fork(toy, remote, web, page):
    git(toy, "switch", "--quiet", "--create", "fork")
    record = toy / f"catalog/{PAPER}.yml"
    fields = yaml.safe_load(record.read_text("utf-8")) | {"title": MARKUP, "summary": MARKUP * 2}
    record.write_text(yaml.safe_dump(fields, sort_keys=False), "utf-8")
    with (toy / "docs/about/index.md").open("a") as about:
        about.write(f"\n{PAGE}\n")
    for name in ("attack.js", "worker.js"):
        (toy / "docs" / name).write_text(ATTACK if name == "attack.js" else WORKER)
        (toy / "catalog" / name).write_text(ATTACK)
    with (toy / "mkdocs.yml").open("a") as settings:
        settings.write("\nextra_javascript: [attack.js]\n")
    head = commit(toy)
    git(toy, "push", "--quiet", "origin", "fork")
    git(toy, "switch", "--quiet", "main")

    take_records(toy, head)
    mkdocs("build", "--strict", cwd=toy, check=True)
    catalog("site", "publish", "site", "--preview", "7", cwd=toy, check=True)
    web.update()

    preview = web.address() + "pr-preview/7/"
    assert page.goto(preview + PAPER + "/").ok
    assert "<script>" in page.locator("h1").text_content()
    for path in ("", "about/", "papers/", f"{PAPER}/", "attack.js", "worker.js", "catalog/attack.js"):
        found = page.goto(preview + path).ok
        assert found == (path == "worker.js" or not path.endswith(".js")), path
        assert "Theirs" not in page.content()
        assert "stranger" not in page.content()
    page.goto(web.address())
    assert page.evaluate(TRACES) == [0, [], [], ""]


def test_a_worker_of_a_removed_preview_stops_answering(toy, remote, web, page, tmp_path):
    """As previews were when a fork's own site was published: with scripts, and a worker."""
    theirs = tmp_path / "theirs"
    (theirs / "papers").mkdir(parents=True)
    (theirs / "worker.js").write_text(WORKER)
    for folder in (theirs, theirs / "papers"):
        (folder / "index.html").write_text("<!doctype html><p>Theirs")
    catalog("site", "publish", str(theirs), "--preview", "7", cwd=toy, check=True)
    web.update()
    preview = web.address() + "pr-preview/7/"
    page.goto(web.address())
    page.evaluate("localStorage.scheme = 'dark'; document.cookie = 'ours=1; path=/'")
    page.goto(preview)
    page.evaluate(f"""async () => {{
      document.cookie = "theirs=1; path={web.path}pr-preview/7/";
      localStorage["{web.path}pr-preview/7/note"] = 1;
      await (await caches.open("theirs")).put("index.html", new Response("x"));
      await navigator.serviceWorker.register("worker.js");
      await navigator.serviceWorker.ready;
    }}""")
    for path in ("", "papers/", "anything/"):
        page.goto(preview + path)
        expect(page.locator("p")).to_have_text("Still the stranger")

    catalog("site", "remove", "7", cwd=toy, check=True)
    shutil.rmtree(theirs)
    web.update()
    page.goto(preview)
    expect(page.locator("h1")).to_have_text("This preview was removed")
    page.wait_for_function(f"async () => !(await ({TRACES})())[1].length")
    assert page.evaluate(TRACES) == [0, [], ["scheme"], "ours=1"]
    for path in ("papers/", "anything/"):
        assert page.goto(preview + path).status == 404
    page.goto(preview)
    page.get_by_role("link", name="Go to the site").click()
    assert page.url == web.address()
