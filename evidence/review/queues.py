"""What waits for whom. A queue is a rule over one claim's row; the database asks the same, a test compares both."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from evidence.model import Claim, Risk, State

OPEN_STATES = ("draft", "in review")
DECIDED_STATES = ("approved", "approved with changes", "rejected")


class Queue(StrEnum):
    MINE = "mine"
    UNASSIGNED = "unassigned"
    DISAGREEMENTS = "disagreements"
    STALE = "stale"
    ALARMS = "alarms"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One claim in a queue. ``assigned``: whose desk it lies on; ``still``: those of them who have not decided.

    ``needed``: a sign-off waits for it. ``outdated``: it was decided on another label of the machine than today's. ``alarmed``: an
    alarm that nobody has seen reaches it. ``due``: an ISO day or "".
    """

    run: str
    article: str
    title: str
    position: int
    claim: str
    text: str
    kind: str
    risk: str
    state: str
    label: str
    reason: str
    review: str = "draft"
    reviewer: str = ""
    due: str = ""
    reviewers: int = 1
    deciders: int = 0
    disagreement: bool = False
    needed: bool = True
    outdated: bool = False
    alarmed: bool = False
    assigned: tuple[str, ...] = ()
    still: tuple[str, ...] = ()


def needed(claim: Claim) -> bool:
    """Whether a person has to decide on it: what PubMed cannot settle, or is not worth checking, holds up no sign-off."""
    return claim.check_worthy and claim.checkable


def belongs(row: Waiting, queue: Queue, person: str = "") -> bool:
    """Whether the row stands in this queue; ``MINE`` is the person's."""
    if queue == Queue.MINE:
        return person in row.still and row.review in OPEN_STATES
    if queue == Queue.UNASSIGNED:
        return row.needed and not row.assigned and row.review in OPEN_STATES and not row.disagreement
    if queue == Queue.DISAGREEMENTS:
        return row.disagreement
    if queue == Queue.STALE:
        return row.state == State.STALE or row.outdated
    return row.alarmed


def urgency(row: Waiting) -> tuple[int, str, str, str, int, str]:
    """Sorts by risk, then by the day it is due; without a day last."""
    order = [risk.value for risk in Risk]
    risk = order.index(row.risk) if row.risk in order else len(order)
    return risk, row.due or "9", row.title.casefold(), row.article, row.position, row.claim
