"""The paper's status: every link type, both sides of a pair, other sources, and never a clean answer from a failed one."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from evidence import status
from evidence.model import Citation, Correction, PublicationStatus, StarterNote
from evidence.rules.notices import NOTICE_TYPES, ON_THE_NOTICE, ON_THE_PAPER, RETRACTED_TYPES, SEVERITY


def record(*ref_types: str, types: tuple[str, ...] = ("Journal Article",), note: StarterNote | None = None) -> Citation:
    corrections = tuple(Correction(name, "J Test. 2020;1:2", "123") for name in ref_types)
    return Citation("1", "A trial", "Words.", corrections=corrections, publication_types=tuple(("D1", name) for name in types), note=note)


@pytest.mark.parametrize("link", ON_THE_PAPER, ids=lambda link: link.ref_type)
def test_a_link_on_the_paper_gives_its_status_and_says_where(link) -> None:
    report = status.of(record(link.ref_type))
    assert report.status == link.status
    assert report.why == f"{link.words} J Test. 2020;1:2 PMID 123"
    assert not report.notice


@pytest.mark.parametrize("ref_type", sorted(ON_THE_NOTICE))
def test_a_link_on_the_notice_leaves_the_notice_unflagged(ref_type: str) -> None:
    report = status.of(record(ref_type))
    assert report.status == PublicationStatus.CURRENT
    assert report.notice


@pytest.mark.parametrize("name", sorted(NOTICE_TYPES))
def test_a_notice_is_known_by_its_type_alone(name: str) -> None:
    assert status.is_notice(record(types=(name,)))


@pytest.mark.parametrize("name", sorted(RETRACTED_TYPES))
def test_the_publication_type_is_enough(name: str) -> None:
    assert status.of(record(types=("Journal Article", name))).status == PublicationStatus.RETRACTED


def test_a_republished_article_is_a_paper_although_it_points_back() -> None:
    report = status.of(record("ErratumFor", types=("Corrected and Republished Article",)))
    assert not report.notice
    assert report.status == PublicationStatus.CURRENT


@pytest.mark.parametrize("ref_type", ["CommentIn", "CommentOn", "UpdateOf", "ReprintIn", "CorrectedandRepublishedFrom"])
def test_other_links_say_nothing_about_the_status(ref_type: str) -> None:
    report = status.of(record(ref_type))
    assert report.status == PublicationStatus.CURRENT
    assert report.why == "no correction, concern or retraction is linked to the record"


def test_the_most_severe_link_wins_and_all_are_told() -> None:
    report = status.of(record("ErratumIn", "RetractionIn", "ExpressionOfConcernIn"))
    assert report.status == PublicationStatus.RETRACTED
    assert report.why.startswith("retracted in")
    assert "erratum in" in report.why
    assert "expression of concern in" in report.why


def test_every_status_has_its_place_in_the_order() -> None:
    assert set(SEVERITY) == set(PublicationStatus)


def test_another_source_can_retract_what_the_record_does_not() -> None:
    report = status.of(record(), {"Retraction Watch": PublicationStatus.RETRACTED})
    assert report.status == PublicationStatus.RETRACTED
    assert "Retraction Watch: retracted" in report.why
    assert report.sources == (("PubMed record", PublicationStatus.CURRENT), ("Retraction Watch", PublicationStatus.RETRACTED))


def test_a_source_that_failed_is_named() -> None:
    report = status.of(record(), {"Retraction Watch": PublicationStatus.UNKNOWN})
    assert report.status == PublicationStatus.CURRENT
    assert report.why == "Retraction Watch: unknown"


def test_a_starter_note_is_unknown_until_a_source_answers() -> None:
    note = record(note=StarterNote(design="trial"))
    assert status.of(note).status == PublicationStatus.UNKNOWN
    assert status.of(note, {"list of retracted PMIDs": PublicationStatus.CURRENT}).status == PublicationStatus.CURRENT
    assert status.of(note, {"list of retracted PMIDs": PublicationStatus.RETRACTED}).status == PublicationStatus.RETRACTED


def test_real_pairs_are_flagged_on_the_right_side(shared: Path) -> None:
    etree = pytest.importorskip("lxml.etree")
    with gzip.open(shared / "data" / "pubmed" / "oddities.xml.gz") as stream:
        root = etree.parse(stream).getroot()
    retracted = notices = 0
    for article in root.iter("PubmedArticle"):
        links = [(node.get("RefType"), node.findtext("RefSource") or "", node.findtext("PMID") or "")
                 for node in article.iterfind("MedlineCitation/CommentsCorrectionsList/CommentsCorrections")]
        types = tuple((node.get("UI") or "", node.text or "") for node in article.iter("PublicationType"))
        citation = Citation(article.findtext("MedlineCitation/PMID"), "t", corrections=tuple(Correction(*link) for link in links),
                            publication_types=types)
        report = status.of(citation)
        names = {name for _, name in types}
        if "Retracted Publication" in names:
            retracted += 1
            assert report.status == PublicationStatus.RETRACTED
            assert not report.notice
        if "Retraction of Publication" in names:
            notices += 1
            assert report.notice
            assert report.status != PublicationStatus.RETRACTED
    assert retracted >= 6
    assert notices >= 11
