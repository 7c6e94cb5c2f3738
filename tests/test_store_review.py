"""Reviews in the store: events that stand in the chain, roles and locks asked below every face, blindness of every reading call."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace

import pytest
import specimen
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from test_store import postgresql, postgresql_url, sqlite_url, store, url  # noqa: F401 - fixtures

from evidence import exports, review
from evidence.errors import Conflict, Locked, NotAllowed, NotStored, ReviewError, VerificationError
from evidence.model import Audit, Label, Stance, content_id
from evidence.review import Code, Decision, Kind, LinkState, Role
from evidence.review.queues import Queue, belongs
from evidence.store import Filters, HistoryFilters, Store

RUN = specimen.audit().run.id
ARTICLE = specimen.article().key
CLAIMS = [finding.claim.id for finding in specimen.audit().findings]
SECRET = "because the dose is ten times higher"


@pytest.fixture
def audit(store: Store) -> Audit:  # noqa: F811
    made = specimen.audit()
    store.record(made)
    return made


def reject(kept: Store, claim: str, by: str, **more: object) -> review.Standing:
    return kept.decide(claim, Decision.REJECT, by=by, codes=[Code.DOSE], reason=SECRET, **more)  # type: ignore[arg-type]


def test_a_decision_is_an_event_with_what_it_was_made_on(store: Store, audit: Audit) -> None:  # noqa: F811
    now = store.decide(
        CLAIMS[0], Decision.CHANGES, by="Ana", codes=[Code.OVERSTATED], label=Label.SUPPORTED, wording="may affect", reason="softer"
    )
    event = store.events(CLAIMS[0])[-1]
    assert (event.kind, event.actor, event.reason, event.article) == ("decided", "Ana", "softer", ARTICLE)
    for part in ('"run":"run-specimen"', '"judge":', '"policy":', '"version":', '"people":"typed name"'):
        assert part in event.versions
    assert '"machine":"mixed:overstated"' in event.after
    assert (now.state, now.label) == ("approved with changes", Label.SUPPORTED)
    again = store.decide(CLAIMS[0], Decision.APPROVE, by="Ana", label=Label.MIXED, reason="x", seen=now.number)
    assert again.label is None, "the machine's own label is no other label"
    assert '"decision":"approve with changes"' in store.events(CLAIMS[0])[-1].before
    assert store.verify_log() == 3
    assert store.check_standings() == 1


def test_the_second_writer_is_told_who_changed_what_and_nothing_is_written(store: Store, audit: Audit) -> None:  # noqa: F811
    reject(store, CLAIMS[0], "Ana", seen=0)
    with pytest.raises(Conflict, match="Ana was first: reject; wrong dose or route; because the dose"):
        store.decide(CLAIMS[0], Decision.APPROVE, by="Bea", seen=0)
    store.comment(CLAIMS[0], "a comment contends with nothing", by="Cy")
    seen = store.standing(CLAIMS[0], "Bea").number
    store.comment(CLAIMS[0], "nor does one written meanwhile", by="Cy")
    assert store.decide(CLAIMS[0], Decision.APPROVE, by="Bea", seen=seen).state == "approved"
    store.decide_link(CLAIMS[0], "1", LinkState.ACCEPTED, by="Ana", seen=0)
    store.decide_link(CLAIMS[0], "2", LinkState.ACCEPTED, by="Bea", seen=0)
    with pytest.raises(Conflict, match="Ana was first: PMID 1 accepted"):
        store.decide_link(CLAIMS[0], "1", LinkState.REJECTED, by="Bea", reason="no", stance=Stance.REFUTES, seen=0)


def test_nonsense_is_refused_in_words(store: Store, audit: Audit) -> None:  # noqa: F811
    with pytest.raises(ReviewError, match="at least one reason"):
        store.decide(CLAIMS[0], Decision.REJECT, by="Ana")
    with pytest.raises(NotStored):
        store.decide("b2:none", Decision.APPROVE, by="Ana")
    with pytest.raises(NotStored):
        store.decide(CLAIMS[0], Decision.APPROVE, by="Ana", run="run-of-another")
    with pytest.raises(NotAllowed, match="Nobody is named"):
        store.comment(CLAIMS[0], "who am I?", by=" ")
    assert len(store.events()) == 1


# ---------------------------------------------------------------- roles and locks, below the pages


def everything(kept: Store, by: str) -> dict[str, object]:
    """Every write a person can ask for, as calls by name."""
    return {
        "decide": lambda: kept.decide(CLAIMS[1], Decision.APPROVE, by=by),
        "adjudicate": lambda: kept.adjudicate(CLAIMS[1], Decision.APPROVE, by=by),
        "comment": lambda: kept.comment(CLAIMS[1], "x", by=by),
        "assign": lambda: kept.assign([CLAIMS[1]], ["Zoe"], by=by),
        "link": lambda: kept.decide_link(CLAIMS[1], "1", LinkState.ACCEPTED, by=by),
        "reviewers": lambda: kept.set_reviewers(ARTICLE, 2, by=by),
        "sign": lambda: kept.sign(RUN, by=by, reason="x", undecided=15),
        "add": lambda: kept.add_citation("1", CLAIMS[1], ARTICLE, by, "x"),
    }


def test_where_roles_are_held_a_reader_writes_nothing(store: Store, audit: Audit) -> None:  # noqa: F811
    with pytest.raises(NotAllowed, match="first role"):
        store.give_role("Root", Role.READER, by="root", first=True)
    with pytest.raises(NotAllowed, match="Nobody is an administrator yet"):
        store.give_role("Ana", Role.DIRECTOR, by="Ana")
    store.give_role("Root", Role.ADMINISTRATOR, by="root", first=True)
    with pytest.raises(Conflict, match="already"):
        store.give_role("Ana", Role.ADMINISTRATOR, by="Ana", first=True)
    store.give_role("Rea", Role.READER, by="Root")
    for name in ("Rea", "a stranger"):
        for act, call in everything(store, name).items():
            with pytest.raises(NotAllowed):
                call()  # type: ignore[operator]
            assert len(store.events()) == 3, act
    with pytest.raises(NotAllowed):
        store.give_role("Rea", Role.DIRECTOR, by="Rea")
    with pytest.raises(NotAllowed, match="take files out"):
        store.ask("Rea", review.Act.EXPORT)
    store.give_role("Rea", Role.REVIEWER, by="Root")
    assert store.decide(CLAIMS[1], Decision.APPROVE, by="Rea").state == "approved"
    with pytest.raises(Conflict, match="last administrator"):
        store.take_role("Root", by="Root")
    store.take_role("Rea", Role.REVIEWER, by="Root")
    with pytest.raises(NotAllowed):
        store.decide(CLAIMS[2], Decision.APPROVE, by="Rea")
    assert [(one.name, one.roles) for one in store.people()] == [("Rea", (Role.READER,)), ("Root", (Role.ADMINISTRATOR,))]
    assert store.check_standings() == 1


def test_where_people_sign_in_nobody_writes_before_the_first_administrator(store: Store, audit: Audit) -> None:  # noqa: F811
    store.database.signed_in = True
    with pytest.raises(NotAllowed, match="not on the list"):
        store.decide(CLAIMS[0], Decision.APPROVE, by="ana@clinic.example")
    store.give_role("root@clinic.example", Role.ADMINISTRATOR, by="root", first=True)
    store.give_role("di@clinic.example", Role.DIRECTOR, by="root@clinic.example")
    store.decide(CLAIMS[0], Decision.APPROVE, by="di@clinic.example")
    assert '"people":"signed in"' in store.events(CLAIMS[0])[-1].versions
    for stale in ("", "2020-01-01T00:00:00Z", "nonsense"):
        with pytest.raises(NotAllowed, match="too old for a signature"):
            store.sign(RUN, by="di@clinic.example", reason="x", undecided=14, signed_in_at=stale)
    from evidence.store.database import now

    store.sign(RUN, by="di@clinic.example", reason="x", undecided=14, signed_in_at=now())


def test_a_signed_article_is_locked_below_every_face(store: Store, audit: Audit) -> None:  # noqa: F811
    store.decide(CLAIMS[0], Decision.APPROVE, by="Ana")
    with pytest.raises(ReviewError, match="14 claims are not decided"):
        store.sign(RUN, by="Di", reason="ready")
    with pytest.raises(ReviewError, match="needs a reason"):
        store.sign(RUN, by="Di", reason=" ", undecided=14)
    signed = store.sign(RUN, by="Di", reason="ready", undecided=14)
    assert (signed.sha256, signed.decided, signed.undecided) == (audit.article.sha256, 1, 14)
    before = len(store.events())
    for act, call in everything(store, "Ana").items():
        with pytest.raises(Locked, match="Di has signed off"):
            call()  # type: ignore[operator]
        assert len(store.events()) == before, act
    assert (store.check_signings(), store.desks()[0].locked) == (1, True)
    with pytest.raises(ReviewError, match="for a reason"):
        store.unlock(ARTICLE, by="Di", reason="")
    store.unlock(ARTICLE, by="Di", reason="a new trial")
    assert store.decide(CLAIMS[1], Decision.APPROVE, by="Ana").state == "approved"
    assert [event.kind for event in store.events(ARTICLE)] == ["signed_off", "unlocked"]
    assert store.check_standings() == 2


def test_an_older_audit_cannot_be_signed(store: Store, audit: Audit) -> None:  # noqa: F811
    store.record(replace(audit, run=replace(audit.run, id="run-newer", finished_at="2026-11-23T10:15:00Z")))
    with pytest.raises(Conflict, match="newer audit"):
        store.sign(RUN, by="Di", reason="x", undecided=15)


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE signings SET locked = (1 = 0)", "signed off"),
        ("UPDATE standings SET state = 'approved'", "What stands of claim"),
        ("DELETE FROM roles WHERE person = 'Ana'", "Whether Ana is"),
        ("UPDATE findings SET payload = (SELECT payload FROM findings WHERE position = 1) WHERE position = 0", "is not what stands now"),
    ],
)
def test_what_was_changed_behind_the_log_is_found(store: Store, audit: Audit, statement: str, says: str) -> None:  # noqa: F811
    reject(store, CLAIMS[0], "Ana")
    store.sign(RUN, by="Di", reason="x", undecided=14)
    store.give_role("Root", Role.ADMINISTRATOR, by="root", first=True)
    store.give_role("Ana", Role.REVIEWER, by="Root")
    with store.database.writing("log") as connection:
        connection.execute(text(statement))
    assert store.verify_log()
    with pytest.raises(VerificationError, match=says):
        store.check_all()


def test_a_log_made_anew_is_found_by_the_head_written_down(store: Store, audit: Audit) -> None:  # noqa: F811
    head = store.log_head()
    assert store.verify_log(head) == 1
    with pytest.raises(VerificationError, match="made anew: event 1"):
        store.verify_log((1, "sha256:other"))
    with pytest.raises(VerificationError, match="ends at event 1"):
        store.verify_log((7, "sha256:other"))


# ---------------------------------------------------------------- two reviewers


def test_no_call_tells_a_blind_decision_to_anybody_else(store: Store, audit: Audit) -> None:  # noqa: F811
    store.set_reviewers(ARTICLE, 2, by="Di")
    reject(store, CLAIMS[0], "Ana", label=Label.UNSOURCED)
    store.comment(CLAIMS[0], SECRET, by="Ana")
    store.decide_link(CLAIMS[0], "1", LinkState.REJECTED, by="Ana", reason=SECRET)

    def readable(viewer: str) -> str:
        return repr(
            [
                store.standing(CLAIMS[0], viewer),
                store.standings(ARTICLE, viewer),
                store.events(viewer=viewer),
                store.history(HistoryFilters(), viewer),
                store.findings_page(Filters(), 500),
                [store.queue(queue, viewer) for queue in Queue],
                store.desks(),
                store.agreement(ARTICLE),
                store.mentions(viewer),
                [made.render(store.audit(RUN)) for made in exports.FORMATS.values()],
            ]
        )

    for viewer in ("Bea", "Di", ""):
        told = readable(viewer)
        assert SECRET not in told
        assert "wrong dose" not in told
        assert "REJECT" not in told
        assert '"decision"' not in told
    assert SECRET in readable("Ana")
    assert store.verify_log() == 5
    # What Bea may not see does not stand in her way either; then both see both.
    store.decide(CLAIMS[0], Decision.APPROVE, by="Bea", seen=0)
    for viewer in ("Ana", "Bea", "Di", ""):
        assert SECRET in readable(viewer)
    assert store.queue(Queue.DISAGREEMENTS)[1] == 1
    assert store.agreement(ARTICLE)[0].table == (("reject", "approve", 1),)
    with pytest.raises(ReviewError, match="1 claim is in disagreement"):
        store.sign(RUN, by="Di", reason="x", undecided=14)
    with pytest.raises(ReviewError, match="one of the two"):
        store.adjudicate(CLAIMS[0], Decision.REJECT, by="Ana", codes=[Code.DOSE])
    assert store.adjudicate(CLAIMS[0], Decision.REJECT, by="Di", codes=[Code.DOSE]).review.reviewer == "Di"
    assert store.audit(RUN).findings[0].review.state == "rejected"
    assert store.check_standings() == 1
    with pytest.raises(ReviewError, match="decided already"):
        store.set_reviewers(ARTICLE, 1, by="Di")


# ---------------------------------------------------------------- queues


def test_queues_hold_what_waits_most_urgent_first(store: Store, audit: Audit) -> None:  # noqa: F811
    assert store.assign([*CLAIMS[3:6], CLAIMS[3]], ["Bea", "Ana"], by="Di", due="2026-12-24") == 3
    assert store.assign(CLAIMS[3:4], ["Bea", "Ana"], by="Di", due="2026-12-24") == 0, "it lies there already"
    store.assign(CLAIMS[6:7], ["Ana"], by="Di", due="2026-12-01")
    rows, total = store.queue(Queue.MINE, "Ana")
    assert (total, [row.due for row in rows]) == (4, ["2026-12-01", "2026-12-24", "2026-12-24", "2026-12-24"])
    reject(store, CLAIMS[6], "Ana")
    assert store.queue(Queue.MINE, "Ana")[1] == 3
    assert store.queue(Queue.MINE, "Bea")[1] == 3
    unassigned = store.queue(Queue.UNASSIGNED)[0]
    assert [row.risk for row in unassigned] == sorted((row.risk for row in unassigned), key=["high", "medium", "low"].index)
    assert not {row.kind for row in unassigned} & {"regulatory", "authority/promotional", "testimonial"}
    assert [row.claim for row in store.queue(Queue.STALE)[0]] == [
        finding.claim.id for finding in audit.findings if finding.state == "stale"
    ]
    page = store.findings_page(Filters(review=("rejected",)))
    assert [(row.claim, row.review, row.reviewer) for row in page.rows] == [(CLAIMS[6], "rejected", "Ana")]


def test_the_database_asks_the_same_as_the_rule(store: Store, audit: Audit) -> None:  # noqa: F811
    store.set_reviewers(ARTICLE, 2, by="Di")
    store.assign(CLAIMS[:6], ["Ana", "Bea"], by="Di")
    for claim, decision in zip(CLAIMS[:3], (Decision.APPROVE, Decision.REJECT, Decision.APPROVE), strict=True):
        store.decide(claim, decision, by="Ana", codes=[Code.DOSE])
    store.decide(CLAIMS[1], Decision.APPROVE, by="Bea")
    every = store._edited(ARTICLE)
    assert len(every) == len(CLAIMS)
    for queue in Queue:
        for person in ("Ana", "Bea", ""):
            ours = {row.claim for row in every if belongs(row, queue, person)}
            assert {row.claim for row in store.queue(queue, person)[0]} == ours, (queue, person)


# ---------------------------------------------------------------- the log is the truth

WRITES = st.lists(
    st.tuples(
        st.sampled_from(["decide", "comment", "assign", "link", "adjudicate"]),
        st.sampled_from(["Ana", "Bea", "Di"]),
        st.integers(0, 2),
        st.sampled_from(Decision),
    ),
    max_size=10,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(writes=WRITES, two=st.booleans())
def test_replaying_the_log_gives_what_stands(sqlite_url: str, writes: list, two: bool) -> None:  # noqa: F811
    kept = Store.open("sqlite://")
    kept.record(specimen.audit())
    if two:
        kept.set_reviewers(ARTICLE, 2, by="Di")
    done: Counter[str] = Counter()
    for what, by, number, decision in writes:
        claim = CLAIMS[number]
        try:
            if what in ("decide", "adjudicate"):
                getattr(kept, what)(claim, decision, by=by, codes=[Code.OTHER], reason="x")
            elif what == "comment":
                kept.comment(claim, "hm", by=by)
            elif what == "assign":
                done["assign"] += kept.assign([claim], [by], by=by) - 1
            else:
                kept.decide_link(claim, "1", LinkState.REJECTED, by=by, reason="x")
        except ReviewError:
            continue
        done[what] += 1
    assert kept.check_standings() <= 3
    assert kept.verify_log() == 1 + two + sum(done.values())
    for claim in CLAIMS[:3]:
        anew = review.standing(claim, [one for one in _entries(kept) if one.subject == claim], 2 if two else 1)
        assert kept.standing(claim) == anew
        page = {row.claim: row.review for row in kept.findings_page(Filters(), 500).rows}
        assert page[claim] == anew.state
    kept.close()


def _entries(kept: Store) -> list[review.Entry]:
    from evidence.store.review import ON_CLAIMS, entries_of

    with kept.database.reading() as connection:
        return [one for claim in CLAIMS[:3] for one in entries_of(connection, claim) if one.kind in ON_CLAIMS]


# ---------------------------------------------------------------- people at once

WRITER = """
import sys
sys.path.insert(0, {tests!r})
from evidence.errors import Conflict
from evidence.review import Decision
from evidence.store import Store
import test_store_review
claims = test_store_review.MANY
store = Store.open({url!r})
refused = 0
for number in range({times}):
    claim = claims[(number + {who}) % len(claims)]
    while True:
        seen = store.standing(claim, "p{who}").number
        try:
            store.decide(claim, Decision.APPROVE, by="p{who}", reason=f"p{who} {{number}}", seen=seen)
            break
        except Conflict:
            refused += 1
print(refused)
"""
# 200 each, as asked for, takes minutes of two cores: EVIDENCE_TEST_WRITERS=200 for that; every run does fewer.
PEOPLE, TIMES = 8, int(os.environ.get("EVIDENCE_TEST_WRITERS", "25"))
# Many claims, so that the test is about writers at once and not about long histories.
MANY = [content_id("claim", str(number)) for number in range(100)]


def of_many_claims() -> Audit:
    made = specimen.audit()
    one = made.findings[0]
    return replace(made, findings=tuple(replace(one, claim=replace(one.claim, id=claim)) for claim in MANY))


def test_eight_people_who_decide_at_once_lose_nothing_and_double_nothing(url: str) -> None:  # noqa: F811
    kept = Store.open(url)
    kept.record(of_many_claims())
    programs = [WRITER.format(tests=str(ROOT / "tests"), url=url, who=who, times=TIMES) for who in range(PEOPLE)]
    running = [subprocess.Popen([sys.executable, "-c", one], cwd=ROOT, stdout=subprocess.PIPE) for one in programs]
    told = [process.communicate()[0] for process in running]
    assert [process.returncode for process in running] == [0] * PEOPLE
    assert all(one.strip().isdigit() for one in told)
    decided = [event for event in kept.events() if event.kind == Kind.DECIDED]
    assert Counter(event.reason for event in decided) == {f"p{who} {n}": 1 for who in range(PEOPLE) for n in range(TIMES)}
    assert kept.verify_log() == 1 + PEOPLE * TIMES
    assert kept.check_standings() == min(len(MANY), TIMES + PEOPLE - 1)
    kept.close()
