"""A real browser on a real server: the main ways through the dashboard, the door, hostile text, and no request to anybody else.

Needs Chromium (CHROMIUM names it, else the usual places); skipped where it is missing, but an error when CI=true.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import specimen
from conftest import ROOT

from evidence.installation import Installation
from evidence.settings import Settings

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is a development requirement")
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright  # noqa: E402

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60_000  # ms; a browser on a busy machine
expect.set_options(timeout=PATIENCE)
IDLE = """() => {
  const is = (what) => document.querySelector(what) !== null
  return is('[data-test-connection-state=CONNECTED]') && is('[data-test-script-state=notRunning]') && is('h1')
    && !is('[data-testid=stSkeleton]') && !is('[data-stale=true]')
}"""


def chromium() -> str:
    """Where Chromium stands, "" if nowhere."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next((found for name in names if (found := shutil.which(name))), "")


@dataclass
class Server:
    """The dashboard on a port of its own."""

    address: str
    process: subprocess.Popen[bytes]
    strangers: list[str] = field(default_factory=list)


def serve(folder: Path) -> Server:
    """Starts a fresh server over a data folder; it is killed at the end of the tests, whatever happens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("EVIDENCE_", "STREAMLIT_"))}
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port), "--server.headless", "true"],
            cwd=ROOT,
            env={**environment, "EVIDENCE_DATA_FOLDER": str(folder)},
            stdout=log,
            stderr=log,
        )
    atexit.register(process.kill)
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:
                if answer.status == 200:
                    return Server(address, process)
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            assert process.poll() is None, (folder / "server.log").read_text()
            subprocess.run(["sleep", "0.2"], check=True)
    raise AssertionError("the dashboard did not start: " + (folder / "server.log").read_text())


def end_worker(folder: Path) -> None:
    """Ends the worker process that this house's dashboard started, if it did; it would wait for work for a quarter of an hour."""
    installation = Installation.open(Settings(data_folder=folder))
    who = (installation.store.setting("worker") or "").partition(" ")[2]
    installation.close()
    if who.count(":") == 2:
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(who.split(":")[1]), signal.SIGTERM)


def end(server: Server) -> None:
    server.process.kill()
    server.process.wait()
    atexit.unregister(server.process.kill)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose house holds the specimen."""
    folder = tmp_path_factory.mktemp("house")
    installation = Installation.open(Settings(data_folder=folder))
    installation.store.put_citations(specimen.citations())
    installation.store.record(specimen.audit())
    installation.close()
    started = serve(folder)
    yield started
    end(started)
    end_worker(folder)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    where = chromium()
    if not where:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing, and the dashboard is not to be called tested without it.")
        pytest.skip("Chromium is not on this machine")
    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=where, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """A page that records every request to anybody else; the test fails on the first one."""
    strangers: list[str] = []

    def watch(request: Request) -> None:
        if not request.url.startswith((server.address, server.address.replace("http", "ws"), "data:", "blob:")):
            strangers.append(request.url)

    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=server.address, accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    opened = context.new_page()
    opened.on("request", watch)
    yield opened
    context.close()
    assert strangers == []


def go(page: Page, address: str) -> None:
    page.goto(address)
    idle(page)


def idle(page: Page) -> None:
    page.wait_for_function(IDLE, timeout=PATIENCE)


def card(page: Page, words: str) -> None:
    """Waits until the open card is about these words."""
    expect(page.locator(".st-key-card .claim-words").first).to_contain_text(words, timeout=PATIENCE)


# ---------------------------------------------------------------- the ways


def test_audit_a_sample_to_its_first_claim(page: Page) -> None:
    go(page, "/")
    page.get_by_role("link", name="Audit", exact=True).click()
    page.get_by_text("Take a sample").click()
    page.get_by_text("Living with ME/CFS").first.click()
    page.get_by_role("button", name="Audit this article").click()
    page.wait_for_url(re.compile(r"job="))
    page.get_by_role("button", name="Read it claim by claim").click()
    page.wait_for_url(re.compile(r"/Article\?audit="))
    expect(page.locator("article .mark").first).to_be_visible()
    idle(page)
    page.keyboard.press("j")
    page.wait_for_url(re.compile("claim="))
    expect(page.locator("article .tag.chosen")).to_have_count(1)
    expect(page.locator(".st-key-card .verdict .sign")).to_be_visible()


def test_an_uploaded_article_is_audited_and_can_be_stopped(page: Page) -> None:
    go(page, "/Audit?way=upload")
    lines = (f"Lumoxin relieves weariness number {number} in adults with chronic fatigue syndrome." for number in range(700))
    page.locator("input[type=file]").set_input_files({"name": "long.txt", "mimeType": "text/plain", "buffer": "\n\n".join(lines).encode()})
    expect(page.get_by_text("long.txt")).to_be_visible()
    idle(page)
    page.get_by_role("button", name="Audit this article").click()
    page.wait_for_url(re.compile(r"job="))
    page.get_by_role("button", name="Stop the audit").click()
    expect(page.locator(".ev .sign", has_text="stopped")).to_be_visible()
    expect(page.get_by_text(re.compile("what was found is kept|before it began"))).to_be_visible()


def test_what_cannot_be_read_is_refused_with_advice(page: Page) -> None:
    go(page, "/Audit?way=upload")
    page.locator("input[type=file]").set_input_files({"name": "scan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 broken"})
    expect(page.get_by_text("scan.pdf")).to_be_visible()
    idle(page)
    page.get_by_role("button", name="Audit this article").click()
    expect(page.get_by_role("alert")).to_contain_text("scan.pdf")
    assert "job=" not in page.url


def test_choose_a_claim_by_mouse_and_by_keyboard(page: Page) -> None:
    go(page, "/Article?audit=run-specimen")
    page.locator("article .mark", has_text="the relief is permanent").click()
    card(page, "The relief of weariness by lumoxin infusions is permanent")
    page.keyboard.press("j")
    card(page, "Intravenous lumoxin is more effective than oral lumoxin")
    page.keyboard.press("k")
    card(page, "The relief of weariness by lumoxin infusions is permanent")
    page.locator("article .tag.chosen").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    card(page, "Intravenous lumoxin is more effective than oral lumoxin")


def test_where_claims_overlap_each_can_be_reached(page: Page) -> None:
    go(page, "/Article?audit=run-specimen")
    mark = page.locator("article .mark", has_text="it reduces both pain and brain fog").first
    mark.click()
    card(page, "Intravenous lumoxin reduces pain")
    mark.click()
    card(page, "Intravenous lumoxin reduces brain fog")


def test_a_filter_never_changes_the_open_claim(page: Page) -> None:
    """Trap 2: positions. The claim is named by its id; marking only others leaves it open."""
    go(page, "/Article?audit=run-specimen")
    page.locator("article .tag", has_text="supported").first.click()
    card(page, "Some studies show")
    page.keyboard.press("f")
    page.locator(".bar .pick", has_text="unsourced").click()
    expect(page.locator("article .tag:visible")).to_have_count(4)
    card(page, "Some studies show")
    page.wait_for_url(re.compile("label=unsourced"))
    page.keyboard.press("j")
    card(page, "surgery under general anaesthesia")
    expect(page.locator("article .tag.chosen")).to_contain_text("unsourced")


SELECT = """(words) => {
  const root = [...document.querySelectorAll('*')].map((one) => one.shadowRoot).find((one) => one && one.querySelector('article'))
  const walker = document.createTreeWalker(root.querySelector('article'), NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words)
    if (at < 0 || node.__start === undefined) continue
    const range = document.createRange()
    range.setStart(node, at)
    range.setEnd(node, at + words.length)
    const picked = root.getSelection()
    picked.removeAllRanges()
    picked.addRange(range)
    root.querySelector('article').dispatchEvent(new Event('mouseup'))
    return true
  }
  return false
}"""


def test_selected_words_become_a_claim_that_is_edited_and_dropped(page: Page, server: Server) -> None:
    go(page, "/Article?audit=run-specimen")
    expect(page.locator("article .mark").first).to_be_visible()
    assert page.evaluate(SELECT, "over 40 minutes gives full bioavailability")
    page.get_by_role("button", name="Add as a claim").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("The claim in words")).to_have_value("over 40 minutes gives full bioavailability")
    dialog.get_by_label("The claim in words").fill("Lumoxin over 40 minutes is wholly bioavailable")
    dialog.get_by_label("Your name").fill("Dr Test")
    dialog.get_by_label("Your name").press("Tab")
    dialog.get_by_role("button", name="Add and search").click()
    card(page, "Lumoxin over 40 minutes is wholly bioavailable")
    expect(page.locator(".st-key-card")).to_contain_text("Added by Dr Test")
    page.locator(".st-key-card [data-act=drop]").click()
    page.get_by_role("dialog").get_by_label("Reason", exact=True).fill("only a test")
    page.get_by_role("dialog").get_by_label("Reason", exact=True).press("Tab")
    page.get_by_role("dialog").get_by_role("button", name="Drop it").click()
    expect(page.locator(".st-key-card .edits")).to_contain_text("Dropped by Dr Test")
    expect(page.locator("article .tag")).to_have_count(17)


def test_a_claim_is_approved_by_the_keyboard_and_progress_shows_it(page: Page) -> None:
    go(page, "/Article?audit=run-specimen")
    expect(page.locator("article .mark").first).to_be_visible()
    page.keyboard.press("n")
    card(page, "Persistent weariness syndrome affects")
    page.keyboard.press("a")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Your name").fill("Dr Test")
    dialog.get_by_label("Your name").press("Tab")
    dialog.get_by_role("button", name="Approve", exact=True).click()
    expect(page.locator(".bar")).to_contain_text("1 of 17 decided")
    page.keyboard.press("q")
    expect(page.locator(".st-key-card details.whole[open]")).to_have_count(1)


def test_a_row_opens_its_own_claim_after_a_filter(page: Page) -> None:
    go(page, "/Evidence")
    page.get_by_text("mixed: contradicted", exact=True).first.click()
    page.wait_for_url(re.compile("label=contradicted"))
    expect(page.locator("button.open")).to_have_count(2)
    page.locator("button.open", has_text="completely safe").click()
    page.wait_for_url(re.compile("/Article"))
    card(page, "Lumoxin is completely safe")


def test_the_overview_leads_to_what_needs_attention(page: Page) -> None:
    go(page, "/")
    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    page.get_by_role("link", name=re.compile("Show 2 claims")).click()
    page.wait_for_url(re.compile("label=contradicted"))
    expect(page.locator("button.open")).to_have_count(2)


@pytest.mark.parametrize(("ending", "inside"), [(".json", '"evidence-audit/1"'), (".csv", "claim"), (".md", "Lumoxin")])
def test_an_export_is_the_file_it_says(page: Page, ending: str, inside: str, tmp_path: Path) -> None:
    go(page, "/Export?audit=run-specimen")
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Download {ending}").click()
    kept = tmp_path / "file"
    download.value.save_as(kept)
    assert download.value.suggested_filename.endswith(ending)
    assert inside in kept.read_text("utf-8")


# ---------------------------------------------------------------- safety


def test_hostile_text_is_text(page: Page) -> None:
    """Script, image, style, javascript: link, bidi override: shown, inert, and (by the fixture) no request leaves."""
    hostile = next(finding for finding in specimen.audit().findings if finding.claim.text == specimen.HOSTILE)
    for address in (f"/Article?audit=run-specimen&claim={hostile.claim.id}", "/Evidence?words=window", "/", "/Export?audit=run-specimen"):
        go(page, address)
        page.wait_for_timeout(300)
        assert page.evaluate("window.hurt") is None
        assert page.locator("img[src*='192.0.2']").count() == 0
        assert page.locator("a[href^='javascript']").count() == 0
        assert page.evaluate("getComputedStyle(document.body).display") != "none"
    go(page, f"/Article?audit=run-specimen&claim={hostile.claim.id}")
    expect(page.locator("article")).to_contain_text("<script>window.hurt = 1</script>")
    expect(page.locator(".st-key-card .claim-words").first).to_contain_text("<script>window.hurt = 1</script>")


def test_a_cold_visitor_is_led_through_the_door(browser: Browser, tmp_path: Path, server: Server) -> None:
    """Trap 1: the very first request to a fresh server asks for a page. It must come in by the door, with its address kept."""
    folder = tmp_path / "cold"
    folder.mkdir()
    installation = Installation.open(Settings(data_folder=folder))
    installation.store.record(specimen.audit())
    installation.close()
    cold = serve(folder)
    try:
        context = browser.new_context(base_url=cold.address)
        opened = context.new_page()
        go(opened, "/Evidence?label=unsourced")
        expect(opened.locator("h1")).to_have_text("Evidence", timeout=PATIENCE)
        expect(opened.get_by_test_id("stSidebarNav")).to_have_count(0)
        assert "label=unsourced" in opened.url
        assert "page=" not in opened.url
        expect(opened.locator("button.open")).to_have_count(4, timeout=PATIENCE)
        context.close()
    finally:
        end(cold)


@pytest.mark.parametrize("address", ["/", "/Audit", "/Article?audit=run-specimen", "/Evidence", "/Export"])
def test_a_narrow_window_scrolls_only_downwards(browser: Browser, server: Server, address: str) -> None:
    context = browser.new_context(viewport={"width": 400, "height": 800}, base_url=server.address)
    opened = context.new_page()
    go(opened, address)
    assert opened.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 400
    context.close()
