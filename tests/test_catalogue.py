"""A person's search and one record with all that is known of it; what a person adds; who cites whom; money in the record's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import nouns
import pytest

from evidence import catalogue as room
from evidence import pipeline
from evidence.catalogue import Catalogue
from evidence.errors import Conflict, NotStored, QueryError, SettingsError, SourceUnreachable
from evidence.exports import prisma
from evidence.installation import JUDGE, Installation
from evidence.model import Audit, Citation, Correction, Found, PublicationStatus, Query, Rung, Search, Stance
from evidence.readers import read
from evidence.rules import funding
from evidence.server.citing import Citing
from evidence.settings import Settings

TEXT = b"# On lumoxin\n\nKetamine infusions reduce fatigue in adults with chronic fatigue syndrome. It was a sunny day in the clinic.\n"


def record(number: int, title: str, abstract: str = "Ketamine reduced fatigue in adults.", **more: Any) -> Citation:
    return Citation(str(90_000_200 + number), title, abstract, year=2019, journal="J Made Up", medline_ta="J Made Up", **more)


FIRST = record(1, "Ketamine infusions for fatigue in adults", publication_types=(("D016449", "Randomized Controlled Trial"),))
SECOND = record(2, "Sleep in shift workers", "Sleep was short.", references=(("Doe. Before.", FIRST.pmid), ("Roe. Never.", "")))
THIRD = record(3, "More on ketamine and fatigue", references=(("Doe. Before.", FIRST.pmid), ("Sleep.", SECOND.pmid)))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Installation]:
    """An installation whose E-utilities address nobody listens on."""
    house = Installation.open(Settings(data_folder=tmp_path / "own", eutils_url="http://127.0.0.1:9/entrez/eutils/"))
    house.library.add((FIRST, SECOND, THIRD))
    yield house
    house.close()


@pytest.fixture
def catalogue(house: Installation) -> Catalogue:
    return Catalogue(house)


@pytest.fixture
def audit(house: Installation) -> Audit:
    return house.audit(read(TEXT, "lumoxin.md"))


# ---------------------------------------------------------------- searching


def test_a_search_is_told_whole(catalogue: Catalogue, audit: Audit) -> None:
    found = catalogue.look("  ketamine[ti]   AND adults[ti] OR 90000201[uid] ")
    assert (found.source, found.page) == ("library", 1)
    assert FIRST.pmid in [line.record.pmid for line in found.lines]
    assert found.count == found.reachable == len(found.lines)
    assert "[Title]" in found.translation
    first = next(line for line in found.lines if line.record.pmid == FIRST.pmid)
    assert (first.graded.level, first.report.status, first.used) == (2, PublicationStatus.CURRENT, 1)


def test_a_page_behind_the_last_one_is_empty_and_still_counts(catalogue: Catalogue) -> None:
    found = catalogue.look("90000201[uid]", page=7)
    assert (found.count, found.lines, found.page) == (1, (), 7)


def test_nothing_found_suggests_another_spelling(catalogue: Catalogue) -> None:
    found = catalogue.look("ketamien AND xyzzyplugh")
    assert found.count == 0
    assert found.suggestion == "ketamine AND xyzzyplugh"
    assert any("xyzzyplugh" in warning for warning in found.warnings)


@pytest.mark.parametrize(("query", "words"), [("", "empty"), (" \n", "empty")])
def test_a_bad_query_is_refused_in_words(catalogue: Catalogue, query: str, words: str) -> None:
    with pytest.raises(QueryError, match=words):
        catalogue.look(query)
    with pytest.raises(SettingsError):
        catalogue.look("ketamine", "embase")


def test_an_unreachable_pubmed_is_told(catalogue: Catalogue) -> None:
    with pytest.raises(SourceUnreachable):
        catalogue.look("ketamine", "pubmed")
    with pytest.raises(SourceUnreachable):
        catalogue.linked_live(FIRST.pmid, "pubmed_pubmed")


def test_the_key_is_in_no_error_and_no_repr(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    key = "feedfacecafebeef0123456789abcdef0123"
    house = Installation.open(Settings(data_folder=tmp_path / "own", eutils_url="http://127.0.0.1:9/entrez/eutils/", ncbi_api_key=key))
    with pytest.raises(SourceUnreachable) as told:
        Catalogue(house).look("ketamine", "pubmed")
    said = (str(told.value), told.value.advice, repr(told.value), repr(house.entrez), repr(house.settings), caplog.text)
    assert all(key not in words for words in said)
    house.close()


# ---------------------------------------------------------------- one record


def test_a_card_tells_all(catalogue: Catalogue, audit: Audit, house: Installation) -> None:
    card = catalogue.card(f" 0{FIRST.pmid} ")
    assert card.record == FIRST
    assert card.graded[0].level == 2
    assert [use.run for use in card.uses] == [audit.run.id]
    assert card.uses[0].claim == audit.findings[0].claim.id
    assert card.uses[0].stance == "supports"
    house.library.add((replace(FIRST, corrections=(Correction("RetractionIn", "J Made Up. 2026"),), revised="2026-01-01"),))
    (alarm,) = catalogue.card(FIRST.pmid).alarms
    assert (alarm.after, catalogue.open_alarms()) == (PublicationStatus.RETRACTED, 1)
    assert catalogue.card(FIRST.pmid).uses[0].state == "stale"
    (queued,) = catalogue.alarms(open_only=True)
    assert (queued[0].number, queued[1][0].claim) == (alarm.number, card.uses[0].claim)
    with pytest.raises(SettingsError, match="for a reason"):
        catalogue.see(alarm.number, "Dr Who", " ")
    catalogue.see(alarm.number, "Dr Who", "Rewritten.")
    assert catalogue.alarms(open_only=True) == ()
    with pytest.raises(Conflict):
        catalogue.see(alarm.number, "Dr No", "Again.")


def test_what_is_not_held_is_unknown_never_clean(catalogue: Catalogue) -> None:
    card = catalogue.card("123")
    assert (card.record, card.report.status, card.graded) == (None, PublicationStatus.UNKNOWN, ())
    with pytest.raises(SourceUnreachable):
        catalogue.fetch("123")


@pytest.mark.parametrize("pmid", ["", "x", "-1", "0", "1" * 12, "\u0661", "<script>"])
def test_what_is_no_pmid_is_refused(catalogue: Catalogue, pmid: str) -> None:
    with pytest.raises(QueryError, match="is not a PMID"):
        catalogue.card(pmid)


def test_an_article_that_cites_the_record_itself_is_a_use(catalogue: Catalogue, house: Installation) -> None:
    house.audit(read(TEXT + b"\nSee PMID 90000201.\n", "citing.md"))
    assert [(use.claim, use.mismatch) for use in catalogue.card(FIRST.pmid).uses if not use.claim] == [("", False)]


def test_what_lies_near(catalogue: Catalogue) -> None:
    assert THIRD.pmid in [near.pmid for near in catalogue.similar(FIRST.pmid)][:3]
    assert [near.pmid for near in catalogue.cites(FIRST.pmid)] == [THIRD.pmid, SECOND.pmid]
    assert catalogue.cites(THIRD.pmid) == ()


def test_citing_is_kept_and_follows_the_library(house: Installation, tmp_path: Path) -> None:
    citing = Citing(tmp_path / "kept")
    assert citing.of(house.library, [FIRST.pmid, SECOND.pmid, "x"]) == (THIRD.pmid, SECOND.pmid)
    kept = (tmp_path / "kept" / "citing").read_bytes()
    assert Citing(tmp_path / "kept").of(house.library, [SECOND.pmid]) == (THIRD.pmid,)
    (tmp_path / "kept" / "citing").write_bytes(kept[:-3])  # cut short: made anew
    assert Citing(tmp_path / "kept").of(house.library, [SECOND.pmid]) == (THIRD.pmid,)
    assert (tmp_path / "kept" / "citing").read_bytes() == kept
    house.library.delete([THIRD.pmid])
    assert citing.of(house.library, [FIRST.pmid]) == (SECOND.pmid,)


# ---------------------------------------------------------------- a person's own citation


def test_an_addition_stands_beside_the_machines_findings_and_is_judged_next_time(
    catalogue: Catalogue, audit: Audit, house: Installation
) -> None:
    claim = audit.findings[0].claim.id
    added = catalogue.add(audit.run.id, claim, SECOND.pmid, "Dr Who", "The team asked for it.")
    assert (added.by, added.reason, added.judge, added.stance) == ("Dr Who", "The team asked for it.", JUDGE, "neutral")
    assert catalogue.card(SECOND.pmid).added == (added,)
    assert house.store.audit(audit.run.id, as_recorded=True) == audit
    with pytest.raises(Conflict, match="Dr Who has added"):
        catalogue.add(audit.run.id, claim, SECOND.pmid, "Dr No", "Me too.")
    again = house.audit(read(TEXT, "lumoxin.md"))
    finding = again.findings[0]
    assert SECOND.pmid in [judgement.pmid for judgement in finding.judgements]
    assert [(search.rung, search.source, search.pmids) for search in finding.searches][-1] == (Rung.OWN, "person", (SECOND.pmid,))
    items = {item.number: item for item in prisma.items(again, (finding,))}
    assert f"PMID {SECOND.pmid}" in items[7].lines[0]
    assert "person" not in " ".join(items[1].lines)
    catalogue.withdraw(added, "Dr Who", "A mistake.")
    assert catalogue.card(SECOND.pmid).added == ()
    with pytest.raises(NotStored):
        catalogue.withdraw(added, "Dr Who", "A mistake.")
    kinds = [event.kind for event in house.store.events(subject=claim)]
    assert kinds[-2:] == ["citation_added", "citation_withdrawn"]
    assert house.store.verify_log() == len(house.store.events())
    assert SECOND.pmid not in [j.pmid for j in house.audit(read(TEXT, "lumoxin.md")).findings[0].judgements]


def test_an_addition_needs_a_name_a_reason_a_record_and_a_claim(catalogue: Catalogue, audit: Audit) -> None:
    claim = audit.findings[0].claim.id
    with pytest.raises(SettingsError, match="for a reason"):
        catalogue.add(audit.run.id, claim, FIRST.pmid, " ", "Why not.")
    with pytest.raises(NotStored, match="not in the library"):
        catalogue.add(audit.run.id, claim, "123", "Dr Who", "Why not.")
    with pytest.raises(NotStored, match="no such claim"):
        catalogue.add(audit.run.id, "b2:none", FIRST.pmid, "Dr Who", "Why not.")
    with pytest.raises(NotStored):
        catalogue.add("no-run", claim, FIRST.pmid, "Dr Who", "Why not.")
    assert [one.id for one in catalogue.claims(audit.run.id)] == [f.claim.id for f in audit.findings if f.claim.checkable]


# ---------------------------------------------------------------- remarks on a query


class Remarking:
    """A source that finds nothing and remarks on a word of the claim, on one of the ladder's, and on the whole."""

    name = "library"

    def find(self, query: Query) -> Found:
        said = (
            "Not found in the library: zebrafish[Title/Abstract].",
            'Not found: "xyzzy syndrome"[tiab]',
            "12,000 hits; only 9,999 are given.",
        )
        return Found(query, (), 0, query.text, self.name, nouns.AT, said)


def test_only_remarks_on_the_claims_own_words_are_kept() -> None:
    claim = nouns.claim(nouns.article("Swimming helps zebrafish with fatigue."), 0, 38)
    searches = pipeline.gather(claim, Remarking(), 5, lambda: nouns.AT).searches
    assert searches
    for search in searches:
        assert search.warnings == ("Not found in the library: zebrafish[Title/Abstract].", "12,000 hits; only 9,999 are given.")


# ---------------------------------------------------------------- money

MONEY = {
    "employed": ("R.W. is currently an employee of Vir Biotechnology.", "None of the authors is an author of interest."),
    "paid": ("Dr Doe reports personal fees from Roche.", "The authors paid close attention."),
    "advises": ("G.S. has served as consultant to Ancora.", "The authors have no interest to declare as consultants."),
    "owns": ("Dr. Lu owns shares in Signalway.", "The authors declare that they share no competing interests."),
    "received": (
        "L.W. has received grant support from GSK.",
        "The research was done without any support that could be a conflict of interest.",
    ),
}


@pytest.mark.parametrize("cue", funding.TIES, ids=lambda cue: cue.name)
def test_every_tie_catches_and_lets_go(cue: Any) -> None:
    catches, lets_go = MONEY[cue.name]
    (tie,) = room.ties(record(9, "T", conflict_of_interest=catches))
    assert (tie.kind, tie.words) == (cue.name, catches)
    assert room.ties(record(9, "T", conflict_of_interest=lets_go)) == ()


@pytest.mark.parametrize(
    ("agency", "company"),
    [
        ("Merck Sharp & Dohme Corp.", True),
        ("Janssen Research and Development", True),
        ("NIMH NIH HHS", False),
        ("Biotechnology and Biological Sciences Research Council", False),
        ("Wellcome Trust", False),
    ],
)
def test_funders_that_are_companies(agency: str, company: bool) -> None:
    assert [tie.kind for tie in room.ties(record(9, "T", grants=(("G1", agency, "US"),)))] == (["company"] if company else [])


def test_a_statement_that_denies_all_ties_is_let_go(shared: Path) -> None:
    """Of the real statements at hand none that only denies is taken for a tie."""
    from evidence import records

    denials = 0
    with (shared / "data" / "pubmed" / "topics.xml.gz").open("rb") as file:
        for one in records.read(file):
            if isinstance(one, Citation) and len(one.conflict_of_interest) < 300 and "no conflict" in one.conflict_of_interest.lower():
                denials += 1
                assert room.ties(replace(one, grants=())) == (), one.conflict_of_interest
    assert denials > 3


def test_stances_and_searches_are_the_models_own_words() -> None:
    assert {"supports", "refutes", "neutral"} == {stance.value for stance in Stance}
    assert Search(Rung.OWN, "1[uid]", pipeline.PERSON, nouns.AT).source == "person"
