"""Alarms: one change of status reaches every claim, article and audit that rests on the paper, once, and rewrites nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import nouns
import pytest
from fakes import AT, Shelf, Words
from test_notices import row, table

from evidence import cli, pipeline
from evidence.errors import Conflict, NotStored
from evidence.exports import json as documents
from evidence.exports import markdown
from evidence.model import Audit, Citation, Correction, PublicationStatus, Reason, Stance, StarterNote, State
from evidence.readers import read
from evidence.sources import notices
from evidence.status import Notice
from evidence.store import Filters, Store
from evidence.verdicts import CLINICAL_1

RETRACTED, CURRENT = PublicationStatus.RETRACTED, PublicationStatus.CURRENT
WATCH = "Retraction Watch"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{tmp_path / 'data-folder' / 'evidence.sqlite3'}")
    yield store
    store.close()


def told(store: Store, pmid: str = "11", status: PublicationStatus = RETRACTED, record: str = "1", date: str = "2026-01-01") -> int:
    """Another source says so; the number of alarms that raises."""
    return store.put_notices(WATCH, [Notice(record, status, pmid, nature=status.value, date=date)], file="w.csv", as_of="2026-11-01")


def article(number: int) -> Audit:
    """An audit of an article of its own in which 11 supports one claim and 12 is neutral."""
    return nouns.audit(f"run-{number}", nouns.article(title=f"On ketamine {number}"))


def retracted(pmid: str = "11", **more: object) -> Citation:
    return nouns.citation(pmid, corrections=(Correction("RetractionIn", "J Made Up. 2026", "99"),), revised="2026-01-01", **more)


def states(store: Store, run: str) -> list[State]:
    return [finding.state for finding in store.audit(run).findings]


# ---------------------------------------------------------------- what raises one


def test_one_change_reaches_every_dependent_claim(store: Store) -> None:
    """The scripted case: three articles, one of them audited twice, two papers; one retraction comes in by a notices file."""
    store.put_citations([nouns.citation("11"), nouns.citation("12")])
    for number in (1, 2, 3):
        store.record(article(number))
    store.record(replace(article(1), run=replace(article(1).run, id="run-1b", finished_at="2026-11-22T11:00:00Z")))
    before = {run: store.audit(run) for run in ("run-1", "run-1b", "run-2", "run-3")}

    assert told(store) == 1

    (alarm,) = store.alarms()
    assert (alarm.pmid, alarm.before, alarm.after, alarm.open) == ("11", CURRENT, RETRACTED, True)
    assert (alarm.claims, alarm.articles, alarm.cause) == (3, 3, "Retraction Watch: w.csv")
    assert alarm.title == nouns.citation("11").title
    reached = store.reached(alarm.number)
    assert sorted(one.run for one in reached) == ["run-1", "run-1b", "run-2", "run-3"]
    assert all(one.stands and one.claim == before[one.run].findings[0].claim.id for one in reached)
    for run, audit in before.items():
        assert states(store, run) == [State.STALE, State.JUDGED, State.SEARCH_FAILED, State.NOT_CHECKABLE]
        assert store.audit(run, as_recorded=True) == audit
        assert "PMID 11 was current when this was judged and is retracted" in store.audit(run).findings[0].explanation
    assert store.findings_page(Filters(state=("stale",))).total == 3
    assert store.findings_page(Filters(state=("judged",))).total == 3
    assert ("stale", 3) in store.finding_counts(("state",))
    events = [event for event in store.events() if event.kind == "alarm"]
    assert [event.subject for event in events] == ["alarm:1"] * 3
    assert {event.article for event in events} == {audit.article.key for audit in before.values()}
    after = json.loads(next(one.after for one in events if one.article == before["run-1"].article.key))
    assert (after["pmid"], after["status"], sorted(after["audits"])) == ("11", "retracted", ["run-1", "run-1b"])
    assert after["claims"] == [before["run-1"].findings[0].claim.id]
    assert store.verify_log() == len(store.events())


def test_the_library_raises_one_too(store: Store) -> None:
    store.put_citations([nouns.citation("11"), nouns.citation("12"), nouns.citation("13")])
    store.record(article(1))
    store.put_citations([retracted("11"), retracted("13")])
    (alarm,) = store.alarms()
    assert (alarm.pmid, alarm.after, alarm.cause) == ("11", RETRACTED, "PubMed's record")
    assert "J Made Up. 2026 PMID 99" in alarm.why
    assert states(store, "run-1")[0] == State.STALE


def test_a_neutral_citation_is_reached_and_makes_nothing_stale(store: Store) -> None:
    store.record(article(1))
    assert told(store, "12") == 1
    (reached,) = store.reached(1)
    assert not reached.stands
    assert State.STALE not in states(store, "run-1")


@pytest.mark.parametrize("pmid", ["999", "13"])
def test_a_paper_that_no_audit_uses_raises_none(store: Store, pmid: str) -> None:
    store.record(article(1))
    assert told(store, pmid) == 0


def test_saying_the_same_again_raises_nothing(store: Store) -> None:
    store.record(article(1))
    assert told(store) == 1
    assert told(store) == 0
    assert told(store, record="2") == 0
    store.put_citations([retracted("11")])
    assert len(store.alarms()) == 1


def test_not_knowing_and_learning_that_all_is_well_are_no_alarms(store: Store) -> None:
    unknown = nouns.judgement("11", status=PublicationStatus.UNKNOWN)
    audit = article(1)
    store.record(replace(audit, findings=(replace(audit.findings[0], judgements=(unknown,)), *audit.findings[1:])))
    store.put_citations([nouns.citation("11", note=StarterNote())])
    store.put_citations([nouns.citation("11")])
    store.fail_notices(WATCH, "w.csv", "It is damaged.")
    assert store.alarms() == ()


def test_a_reinstated_paper_raises_one_and_the_finding_stands_again(store: Store) -> None:
    store.record(article(1))
    told(store)
    assert states(store, "run-1")[0] == State.STALE
    assert told(store, status=CURRENT, record="2", date="2026-02-01") == 1
    newest, older = store.alarms()
    assert (newest.before, newest.after, older.after) == (RETRACTED, CURRENT, RETRACTED)
    assert len(store.reached(newest.number)) == 1
    assert states(store, "run-1")[0] == State.JUDGED
    assert store.forget_notices(WATCH) == 2
    assert len(store.alarms()) == 2


def test_a_new_audit_is_not_stale_and_the_old_one_stays_so(store: Store) -> None:
    audit = article(1)
    store.record(audit)
    told(store)
    first, *rest = audit.findings
    known = nouns.judgement("11", status=RETRACTED)
    again = replace(first, judgements=(known, *first.judgements[1:]), verdict=nouns.verdict(Reason.NO_STANCE, level=None, excluded=1))
    store.record(replace(audit, run=replace(audit.run, id="run-2", finished_at="2026-11-23T00:00:00Z"), findings=(again, *rest)))
    assert states(store, "run-2")[0] == State.JUDGED
    assert states(store, "run-1")[0] == State.STALE
    assert len(store.alarms()) == 1
    assert told(store, status=CURRENT, record="2", date="2026-02-01") == 1
    assert (states(store, "run-1")[0], states(store, "run-2")[0]) == (State.JUDGED, State.STALE)


def test_an_audit_that_ran_while_the_alarm_was_raised_is_reached(store: Store) -> None:
    store.record(article(1))
    told(store)
    store.record(article(2))
    assert [alarm.articles for alarm in store.alarms()] == [2, 1]
    assert states(store, "run-1")[0] == states(store, "run-2")[0] == State.STALE
    store.record(article(3))
    assert store.alarms()[0].articles == 3


def test_a_worse_status_raises_another(store: Store) -> None:
    store.record(article(1))
    assert told(store, status=PublicationStatus.CONCERN) == 1
    assert told(store, record="2") == 1
    assert [(one.before, one.after) for one in store.alarms()] == [
        (PublicationStatus.CONCERN, RETRACTED),
        (CURRENT, PublicationStatus.CONCERN),
    ]
    assert store.audit("run-1").findings[0].explanation.count("PMID 11") == 1


def test_many_papers_in_one_file(store: Store, tmp_path: Path) -> None:
    audit = article(1)
    many = tuple(nouns.judgement(str(number), Stance.SUPPORTS) for number in range(1000, 2200))
    store.record(replace(audit, findings=(replace(audit.findings[0], judgements=many), *audit.findings[1:])))
    path = tmp_path / "list.tsv"
    path.write_text("\n".join(str(number) for number in range(1000, 5000, 2)))
    assert notices.import_file(store, path).alarms == 600
    assert store.open_alarms() == store.newest_alarm() == 600
    assert len(store.alarms(limit=10)) == 10


def test_a_record_that_pubmed_deletes_raises_one_that_stands_until_it_comes_back(store: Store) -> None:
    """Two articles, one audited again while it was gone; the deleted record has no status, whatever other sources say of it."""
    store.put_citations([nouns.citation("11"), nouns.citation("12"), nouns.citation("13")])
    store.record(article(1))
    store.record(article(2))
    assert store.delete_citations(["11", "13"]) == 2
    (alarm,) = store.alarms()
    assert (alarm.pmid, alarm.before, alarm.after, alarm.why) == ("11", CURRENT, PublicationStatus.UNKNOWN, "PubMed deleted the record")
    assert (alarm.title, alarm.claims, alarm.articles) == (nouns.citation("11").title, 2, 2)
    assert states(store, "run-1")[0] == states(store, "run-2")[0] == State.STALE
    assert store.delete_citations(["11"]) == 0
    told(store, "999")  # another source is read: to it the paper is as good as ever, and the record is still gone
    assert len(store.alarms()) == 1
    store.record(replace(article(1), run=replace(article(1).run, id="run-1b", finished_at="2026-11-23T00:00:00Z")))
    assert [(one.after, one.articles) for one in store.alarms()] == [(PublicationStatus.UNKNOWN, 2)] * 2
    assert states(store, "run-1b")[0] == State.STALE
    store.put_citations([nouns.citation("11")])
    assert [one.after for one in store.alarms()] == [CURRENT, PublicationStatus.UNKNOWN, PublicationStatus.UNKNOWN]
    assert [states(store, run)[0] for run in ("run-1", "run-1b", "run-2")] == [State.JUDGED] * 3
    store.put_citations([nouns.citation("11", revised="2026-12-01")])
    assert len(store.alarms()) == 3


def test_a_deleted_record_that_another_source_calls_retracted_stays_retracted(store: Store) -> None:
    store.put_citations([nouns.citation("11")])
    store.record(article(1))
    told(store)
    store.delete_citations(["11"])
    assert [one.after for one in store.alarms()] == [RETRACTED]
    assert states(store, "run-1")[0] == State.STALE


# ---------------------------------------------------------------- the queue


def test_an_alarm_is_seen_once_by_somebody_for_a_reason(store: Store) -> None:
    store.record(article(1))
    told(store)
    seen = store.see_alarm(1, "Dr Who", "The claim will be rewritten.")
    assert (seen.open, seen.seen_by, seen.seen_reason) == (False, "Dr Who", "The claim will be rewritten.")
    assert store.alarms(open_only=True) == ()
    assert store.open_alarms() == 0
    event = store.events(subject="alarm:1")[-1]
    assert (event.kind, event.actor, event.reason) == ("alarm_seen", "Dr Who", "The claim will be rewritten.")
    with pytest.raises(Conflict, match="Dr Who has seen alarm 1 already"):
        store.see_alarm(1, "Dr No", "Me too.")
    with pytest.raises(ValueError, match="somebody and for a reason"):
        store.see_alarm(1, "Dr No", " ")
    with pytest.raises(NotStored):
        store.see_alarm(2, "Dr No", "What?")
    assert states(store, "run-1")[0] == State.STALE
    assert store.verify_log() == len(store.events())


def test_alarms_of_one_article(store: Store) -> None:
    store.record(article(1))
    told(store)
    store.record(nouns.audit("other", nouns.article(title="Other")))
    assert len(store.alarms(article=article(1).article.key)) == 2
    assert store.alarms(article="b2:none") == ()


def test_alarms_travel_with_a_backup(store: Store, tmp_path: Path) -> None:
    store.record(article(1))
    told(store)
    store.backup(tmp_path / "copy.sqlite3")
    copy = Store.open(f"sqlite:///{tmp_path / 'copy.sqlite3'}")
    assert copy.alarms() == store.alarms()
    assert copy.audit("run-1") == store.audit("run-1")
    copy.close()


# ---------------------------------------------------------------- judging and showing


TEXT = b"# On ketamine\n\nKetamine infusions reduce fatigue in adults with chronic fatigue syndrome.\n"


def test_judging_asks_every_source(store: Store) -> None:
    """A paper that only another source knows as retracted is not counted."""
    record = nouns.citation("11", abstract="Ketamine infusions reduce fatigue in adults with chronic fatigue syndrome.")
    with_pubmed_alone, with_all = (
        pipeline.audit(read(TEXT, "a.md"), Shelf(record), Words(), CLINICAL_1, clock=lambda: AT, run_id="r", others=others)
        for others in (None, lambda records: {one.pmid: {WATCH: RETRACTED} for one in records})
    )
    assert [one.status for one in with_pubmed_alone.findings[0].judgements] == [CURRENT]
    (judgement,) = with_all.findings[0].judgements
    assert judgement.status == RETRACTED
    assert with_all.findings[0].verdict.weighed[0].why_not_counted == "retracted"
    told(store)
    by_store = pipeline.audit(read(TEXT, "a.md"), Shelf(record), Words(), CLINICAL_1, clock=lambda: AT, run_id="r", others=store.others)
    assert by_store == with_all


def test_a_stale_finding_says_so_in_every_file(store: Store) -> None:
    store.record(article(1))
    told(store)
    audit = store.audit("run-1")
    claim = documents.document(audit)["claims"][0]
    assert (claim["state"], claim["label"]) == ("stale", "supported")
    assert "PMID 11" in claim["stale_because"]
    assert "Stale: PMID 11" in markdown.render(audit).decode()
    assert documents.document(store.audit("run-1", as_recorded=True))["claims"][0]["stale_because"] == ""


# ---------------------------------------------------------------- command line


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    capsys.readouterr()
    code = cli.run([str(each) for each in arguments])
    return code, *capsys.readouterr()


def test_the_command_line_way(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store.record(article(1))
    assert run(capsys, "notices", "status")[2].startswith("Only PubMed's own links are known.")
    path = tmp_path / "watch.csv"
    path.write_text(table(row(pmid=11), row(2, nature="")))
    code, out, err = run(capsys, "notices", "import", path)
    assert (code, out) == (0, "")
    assert err.splitlines() == [
        "watch.csv: 1 notices of Retraction Watch (as of 2004-03-06), 1 rows at fault.",
        "line 3: the nature of the notice is not stated",
        "1 alarm raised; see: evidence alarms",
    ]
    code, out, _ = run(capsys, "notices", "status", "--json", "-")
    (source,) = json.loads(out)["sources"]
    assert (source["name"], source["notices"], source["faults"]) == ("Retraction Watch", 1, 1)
    assert "Retraction Watch" in run(capsys, "notices", "status")[1]

    code, out, err = run(capsys, "alarms", "--json", "-")
    assert (code, err) == (0, "")
    (alarm,) = json.loads(out)["alarms"]
    assert (alarm["number"], alarm["pmid"], alarm["after"], alarm["open"]) == (1, "11", "retracted", True)
    assert [one["run"] for one in alarm["reached"]] == ["run-1"]
    assert "Ketamine lowers fatigue." in run(capsys, "alarms")[1]
    assert "Stale: PMID 11" in run(capsys, "show", alarm["reached"][0]["claim"])[1].replace("\n", " ")

    assert run(capsys, "alarms", "seen", "1")[0] == 2
    assert run(capsys, "alarms", "seen", "1", "--reason", " ")[0] == 2
    assert run(capsys, "alarms", "seen", "1", "--reason", "Rewritten.", "--by", "Dr Who")[0] == 0
    assert run(capsys, "alarms", "seen", "1", "--reason", "Again.", "--by", "Dr No")[0] == 5
    assert run(capsys, "alarms", "seen", "7", "--reason", "x", "--by", "Dr No")[0] == 2
    assert run(capsys, "alarms")[2] == "No alarm is open.\n"
    assert "seen" in run(capsys, "alarms", "--all")[1]
    assert run(capsys, "notices", "forget", "Retraction Watch")[0] == 0
    assert run(capsys, "notices", "import", tmp_path / "nowhere.csv")[0] == 3
