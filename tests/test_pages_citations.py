"""The Citations page: search, one record, alarms, the record of searches; what is refused, what is hostile, what was acted on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import specimen
from conftest import ROOT
from streamlit.testing.v1 import AppTest

from evidence.exports import prisma
from evidence.model import Citation, Correction
from pages.parts import wiring

PAGE = "pages/4_Citations.py"
HOSTILE = "<script>window.hurt = 1</script><img src=x onerror=alert(1)> ![](http://192.0.2.9/t.png)"


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch, own_data_folder: Path) -> Callable[..., AppTest]:
    """The page at an address, with the specimen audited; nobody listens where PubMed is asked."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("EVIDENCE_EUTILS_URL", "http://127.0.0.1:9/entrez/eutils/")
    wiring.store().put_citations(specimen.citations())
    wiring.store().record(specimen.audit())

    def opened(**address: str) -> AppTest:
        test = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=90).run()
        test.switch_page(PAGE)
        for name, value in address.items():
            test.query_params[name] = value
        return test.run()

    return opened


def said(test: AppTest) -> str:
    """All markup on the page but the style sheets."""
    assert not test.exception
    return "\n".join(element.proto.body for element in test.get("html") if not element.proto.body.startswith("<style>"))


def test_a_search_shows_how_it_was_read_and_what_it_brought(app: Callable[..., AppTest]) -> None:
    shown = said(app(words="lumoxin"))
    assert "Understood as" in shown
    assert "lumoxin" in shown
    assert "Local library" in shown


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ({"words": "xyzzyplugh"}, "No record found"),
        ({"words": "lumoxin", "sheet": "99"}, "lies before this one"),
        ({"words": "lumoxin", "source": "pubmed"}, "nothing listens there"),
        ({"pmid": "no number"}, "is not a PMID"),
        ({"pmid": "4040404"}, "does not hold this record"),
        ({"audit": "no-run"}, "No audit no-run is stored"),
        ({"view": "nonsense"}, "Left out of the address"),
        ({"view": "alarms"}, "No alarm is open"),
        ({}, "Search as you would on PubMed"),
    ],
)
def test_an_empty_or_refused_view_says_what_to_do(app: Callable[..., AppTest], address: dict[str, str], words: str) -> None:
    shown = said(app(**address))
    assert words in shown
    assert shown.count("<h1") == 1 or 'role="alert"' in shown


def test_hostile_words_stay_words(app: Callable[..., AppTest]) -> None:
    more: dict[str, Any] = {
        "journal": HOSTILE,
        "conflict_of_interest": HOSTILE,
        "keywords": (HOSTILE,),
        "grants": ((HOSTILE, HOSTILE, ""),),
    }
    record = Citation("77", HOSTILE, HOSTILE, **more)
    wiring.installation().library.add((record,))
    for address in ({"pmid": "77"}, {"words": HOSTILE}, {"words": "77[uid]"}):
        shown = said(app(**address))
        assert "<script>" not in shown
        assert "<img" not in shown
    assert "&lt;script&gt;" in said(app(pmid="77"))


def test_a_record_tells_of_its_status_its_uses_and_takes_a_persons_claim(app: Callable[..., AppTest]) -> None:
    pmid = next(one.pmid for one in specimen.audit().findings[0].judgements)
    test = app(pmid=pmid)
    shown = said(test)
    for words in ("Publication status", "Level of evidence", "Where it is used", "Money and interests", "PubMed record"):
        assert words in shown
    test.text_input(key=next(one.key for one in test.text_input if one.key.startswith("by.add"))).input("Dr Who")
    test.text_input(key=next(one.key for one in test.text_input if one.key.startswith("reason.add"))).input("Asked for by the team.")
    next(one for one in test.button if one.label == "Add to this claim").click()
    assert "Added by Dr Who" in said(test.run())
    (added,) = wiring.store().added(pmid=pmid)
    assert (added.by, added.reason) == ("Dr Who", "Asked for by the team.")
    nameless = app(pmid=pmid)
    next(one for one in nameless.button if one.label == "Add to this claim").click()
    assert "for a reason" in said(nameless.run())


def test_an_alarm_is_seen_on_the_page(app: Callable[..., AppTest]) -> None:
    used = next(one for one in specimen.audit().findings[0].judgements)
    retracted = (Correction("RetractionIn", "J Made Up. 2026"),)
    record = Citation(used.pmid, "Gone wrong", corrections=retracted, revised="2027-01-01", version=9)
    wiring.store().put_citations((record,))
    test = app(view="alarms")
    assert "retracted in J Made Up" in said(test).replace("Retracted", "retracted")
    test.text_input(key="by.seen.1").input("Dr Who")
    test.text_input(key="reason.seen.1").input("The claim is rewritten.")
    next(one for one in test.button if one.label == "Seen").click()
    assert "No alarm is open" in said(test.run())
    assert wiring.store().alarm(1).seen_by == "Dr Who"


def test_the_record_of_searches_has_sixteen_items(app: Callable[..., AppTest]) -> None:
    audit = specimen.audit()
    shown = said(app(audit=audit.run.id))
    assert all(f"<h3>{name}</h3>" in shown for name in prisma.ITEMS)
    claim = next(finding for finding in audit.findings if finding.searches)
    assert f"Claim {audit.findings.index(claim) + 1}: " in said(app(audit=audit.run.id, claim=claim.claim.id))
    assert "holds no such claim" in said(app(audit=audit.run.id, claim="b2:none"))
