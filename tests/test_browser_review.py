"""The review in a real browser: two review blind, disagree, a third settles; kappa, signature, lock; a tampered database is caught."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import specimen
from conftest import ROOT
from test_browser import Browser, Page, Server, browser, end, expect, go, idle, serve  # noqa: F401 - fixture

from evidence.installation import Installation
from evidence.settings import Settings

CLAIM = specimen.audit().findings[0].claim
OTHER = specimen.audit().findings[4].claim
WHY = "Nobody measured this in adults."


@pytest.fixture
def house(tmp_path: Path) -> Iterator[tuple[Path, Server]]:
    installation = Installation.open(Settings(data_folder=tmp_path))
    installation.store.put_citations(specimen.citations())
    installation.store.record(specimen.audit())
    installation.close()
    started = serve(tmp_path)
    yield tmp_path, started
    end(started)


def person(browser: Browser, server: Server, name: str) -> Page:  # noqa: F811
    """A browser of his own in which this person has typed his name."""
    opened = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=server.address).new_page()
    go(opened, "/Review")
    opened.get_by_label("Your name").fill(name)
    opened.get_by_label("Your name").press("Enter")
    expect(opened.get_by_text("Nobody holds a role here")).to_be_visible()
    idle(opened)
    return opened


def inside(page: Page, link: str) -> None:
    """To another page by the menu, so that the session and its name stay."""
    page.get_by_role("link", name=link, exact=True).first.click()
    idle(page)


def claim(page: Page, words: str) -> None:
    """Opens a claim by its words from the queue of the unassigned."""
    inside(page, "Review")
    page.get_by_text("unassigned", exact=False).first.click()
    page.wait_for_url(re.compile("view=unassigned"))
    page.locator("button.open", has_text=words).first.click()
    page.wait_for_url(re.compile("/Article"))
    expect(page.locator(".st-key-card .claim-words").first).to_contain_text(words)
    idle(page)


def decide(page: Page, what: str) -> None:
    page.locator(f".st-key-card button[data-act={what}]").first.click()


def reject(page: Page, what: str) -> None:
    """By the dialog: a code, a reason, and the button."""
    decide(page, what)
    dialog = page.get_by_role("dialog")
    if what == "settle":
        dialog.get_by_label("Decision").click()
        page.get_by_role("option", name="reject", exact=True).click()
    dialog.get_by_label("What is wrong").click()
    page.get_by_role("option", name="overstated").click()
    page.keyboard.press("Escape")
    dialog.get_by_label("Reason").fill(WHY)
    dialog.get_by_label("Reason").press("Control+Enter")
    idle(page)
    dialog.get_by_role("button", name=re.compile("Reject the claim|Settle the disagreement")).click()
    expect(dialog).to_have_count(0)
    idle(page)


def test_from_two_blind_reviewers_to_the_signature(browser: Browser, house: tuple[Path, Server]) -> None:  # noqa: F811
    folder, server = house
    director = person(browser, server, "Dr Di")
    director.get_by_text("sign-off", exact=False).first.click()
    director.get_by_role("button", name="Let two people review each claim, blind").click()
    expect(director.get_by_role("button", name="Let one person review each claim")).to_be_visible()

    ana = person(browser, server, "Ana")
    claim(ana, CLAIM.text)
    reject(ana, "reject")
    expect(ana.locator(".st-key-card .review")).to_contain_text(WHY)

    bea = person(browser, server, "Bea")
    claim(bea, CLAIM.text)
    panel = bea.locator(".st-key-card .review")
    expect(panel).to_contain_text("1 person has decided")
    expect(panel).not_to_contain_text(WHY)
    inside(bea, "History")
    expect(bea.get_by_text("withheld until both reviewers have decided").first).to_be_visible()
    expect(bea.get_by_text(WHY)).to_have_count(0)
    claim(bea, CLAIM.text)
    decide(bea, "approve")
    expect(panel).to_contain_text(WHY)
    expect(panel).to_contain_text("Two reviewers disagree")

    inside(director, "Review")
    director.get_by_text("disagreements", exact=False).first.click()
    director.locator("button.open", has_text=CLAIM.text).click()
    director.wait_for_url(re.compile("/Article"))
    idle(director)
    reject(director, "settle")
    expect(director.locator(".st-key-card .review")).to_contain_text("rejected")

    inside(director, "Review")
    director.get_by_text("sign-off", exact=False).first.click()
    expect(director.get_by_text("0 of 1 claim, 0 %")).to_be_visible()
    expect(director.get_by_text("Cohen's kappa")).to_contain_text("0.00")
    director.get_by_label("Your name is your signature").fill("Dr Di")
    director.get_by_label("Reason").fill("Reviewed for publication.")
    director.get_by_text(re.compile("Sign although 14 claims")).click()
    director.get_by_role("button", name="Sign off and lock").click()
    expect(director.get_by_text("Signed off and locked.")).to_be_visible()

    go(ana, f"/Article?audit=run-specimen&claim={OTHER.id}")
    expect(ana.locator(".st-key-card")).to_contain_text("The article is signed off")
    inside(ana, "History")
    ana.get_by_role("button", name="Check the log").click()
    expect(ana.get_by_text(re.compile("1 reviewed claim and 1 signed article stand"))).to_be_visible()

    with closing(sqlite3.connect(folder / "evidence.sqlite3")) as connection:
        connection.executescript("DROP TRIGGER events_never_change; UPDATE events SET reason = 'kinder' WHERE number = 3")
    ana.get_by_role("button", name="Check the log").click()
    expect(ana.get_by_role("alert")).to_contain_text("event 3 was changed")
    told = subprocess.run(
        [sys.executable, "-m", "evidence", "database", "verify-log"],
        cwd=ROOT,
        env={**os.environ, "EVIDENCE_DATA_FOLDER": str(folder)},
        capture_output=True,
        text=True,
    )
    assert (told.returncode, "event 3 was changed" in told.stderr) == (6, True)
