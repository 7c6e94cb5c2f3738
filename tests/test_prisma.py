"""The PRISMA-S sheet: sixteen items, each filled from the record of the searches or said to be not done."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import nouns
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from markdown_it import MarkdownIt

from evidence import cli
from evidence.exports import prisma
from evidence.model import Audit, CitedReference, Reference, Resolution, Rung, Search
from evidence.store import Store

MOST = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])


def searched() -> Audit:
    """The made-up audit with two answered searches and one failed one on its first claim."""
    audit = nouns.audit()
    first = audit.findings[0]
    strict = replace(first.searches[0], warnings=("Not found: lumoxin",))
    counter = Search(Rung.COUNTER, "ketamine[tiab] NOT fatigue[tiab]", "library", "2026-11-22T10:00:09Z", 900, 2, pmids=("12", "13"))
    failed = Search(Rung.BROAD, "ketamine[mh]", "library", "2026-11-22T10:00:05Z", failed="The library was busy.")
    finding = replace(first, searches=(strict, counter, failed))
    own = (CitedReference(Reference(0, 8, "Ketamine", pmid="1"), Resolution.UNCHECKED, "Stopped."),)
    return replace(audit, findings=(finding, *audit.findings[1:]), references=own)


def item(audit: Audit, number: int, *, claim: int | None = None) -> prisma.Item:
    return prisma.items(audit, None if claim is None else (audit.findings[claim],))[number - 1]


def test_there_are_sixteen_items_each_done_or_not() -> None:
    audit = searched()
    for findings in (None, *((finding,) for finding in audit.findings), ()):
        made = prisma.items(audit, findings)
        assert [one.number for one in made] == list(range(1, 17))
        assert tuple(one.name for one in made) == prisma.ITEMS
        assert all(one.done or one.remark for one in made)


def test_what_was_done_is_told_from_the_record() -> None:
    audit = searched()
    assert item(audit, 1).lines == ("Local library of PubMed records, asked in PubMed's query syntax; 2 records, state `b2:00`",)
    assert "1 in all, 0 found, 1 unchecked" in item(audit, 7).lines[0]
    assert not item(audit, 7, claim=0).done
    strict, counter, failed = item(audit, 8, claim=0).lines
    assert strict.startswith("strict: `ketamine[tiab] AND fatigue[tiab]`")
    assert "understood as `translated`" in strict
    assert "remark: Not found: lumoxin" in strict
    assert counter.startswith("counter-evidence: `ketamine[tiab] NOT fatigue[tiab]`")
    assert "**failed**: The library was busy." in failed
    assert "Of 1 of 3 searches only the first" in item(audit, 9, claim=0).lines[0]
    assert item(audit, 13, claim=0).lines == ("2026-11-22T10:00:00Z to 2026-11-22T10:00:09Z",)
    assert item(audit, 15, claim=0).lines == ("902 records in 2 searches, 4 of them taken; 1 searches failed and brought none.",)
    assert item(audit, 16, claim=0).lines == ("By PMID: 4 records taken, 1 of them more than once, 3 left.",)


@pytest.mark.parametrize("number", [2, 3, 4, 5, 6, 10, 12, 14])
def test_what_the_machine_never_does_is_said(number: int) -> None:
    assert not item(searched(), number).done


def test_a_claim_that_was_never_searched_says_so() -> None:
    """A failed search is an entry of the sheet, none at all is "not done"; neither reads as a search that found nothing."""
    audit = searched()
    assert [one.number for one in prisma.items(audit, (audit.findings[3],)) if one.done] == [1]
    assert item(audit, 8, claim=2).done
    assert not item(audit, 15, claim=2).done
    assert not item(audit, 16, claim=2).done
    assert item(audit, 15, claim=1).lines == ("0 records in 1 searches, 0 of them taken.",)


def test_the_sheets_print() -> None:
    audit = searched()
    written = prisma.render(audit).decode()
    assert written.count("**Database name.**") == 1 + len(audit.findings)
    assert re.search(r"^14\. \*\*Peer review\.\*\* Not done: ", written, re.MULTILINE)
    lists = [token for token in MarkdownIt().parse(written) if token.type == "ordered_list_open"]
    assert len(lists) == 1 + len(audit.findings)


def test_one_claim_has_its_own_sheet() -> None:
    audit = searched()
    written = prisma.claim(audit, audit.findings[0].claim.id).decode()
    assert written.count("**Database name.**") == 1
    assert "Ketamine lowers fatigue." in written
    with pytest.raises(KeyError):
        prisma.claim(audit, "b2:none")


def test_the_sheet_is_a_page_that_prints_alone() -> None:
    audit = searched()
    page = prisma.page(audit).decode()
    assert page.count("<h3>Database name</h3>") == 1 + len(audit.findings)
    assert page.count("<h3>") == len(prisma.ITEMS) * (1 + len(audit.findings))
    assert "src=" not in page
    assert "href=" not in page
    one = prisma.page(audit, audit.findings[0].claim.id).decode()
    assert one.count("<h3>Database name</h3>") == 1
    with pytest.raises(KeyError):
        prisma.page(audit, "b2:none")


@MOST
@given(audit=nouns.audits())
def test_no_word_of_an_audit_becomes_markup_of_the_page(audit: Audit) -> None:
    page = prisma.page(audit).decode()
    tags = {tag.lower() for tag in re.findall(r"<([a-zA-Z0-9!/]+)", page)}
    known = ("!doctype", "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "section", "ol", "ul", "li", "b")
    assert tags <= {*known, "code", "footer", *(f"/{name}" for name in (*known, "code", "footer"))}


@MOST
@given(audit=nouns.audits())
def test_any_audit_prints(audit: Audit) -> None:
    written = prisma.render(audit).decode("utf-8")
    assert written == prisma.render(audit).decode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\ud800-\udfff]", written)


def test_the_command_writes_the_file(tmp_path: Path, own_data_folder: Path) -> None:
    store = Store.open(f"sqlite:///{own_data_folder / 'evidence.sqlite3'}")
    store.record(searched())
    store.close()
    place = tmp_path / "search.md"
    assert cli.run(["export", "run-1", "--format", "prisma", "-o", str(place)]) == 0
    assert place.read_bytes() == prisma.render(searched())
