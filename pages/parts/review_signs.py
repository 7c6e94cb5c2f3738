"""Words, icons and tones of the review: states, queues, and the kinds of events in the log."""

from __future__ import annotations

import json
from typing import Any

from evidence.model import Event
from evidence.review.queues import Queue, Waiting
from pages.parts import words
from pages.parts.signs import Sign

STATES = {
    "draft": Sign("pending", "not decided", "pending"),
    "in review": Sign("hourglass_top", "in review", "pending"),
    "approved": Sign("task_alt", "approved", "supported"),
    "approved with changes": Sign("published_with_changes", "approved with changes", "mixed"),
    "rejected": Sign("cancel", "rejected", "contradicted"),
    "withdrawn": Sign("undo", "withdrawn", "unchecked"),
}
APART = Sign("difference", "disagreement", "contradicted")
QUEUES = {
    Queue.MINE: Sign("person", "mine", "active", "Claims on your desk that you have not decided yet."),
    Queue.UNASSIGNED: Sign("inbox", "unassigned", "pending", "Claims that lie on nobody's desk and are not decided."),
    Queue.DISAGREEMENTS: Sign("difference", "disagreements", "contradicted", "Two reviewers decided otherwise; a third person settles it."),
    Queue.STALE: Sign("history", "stale", "pending", "Judged or decided before the text, the evidence or the machine's label changed."),
    Queue.ALARMS: Sign(
        "notifications_active", "alarms", "mixed", "They rest on a paper whose status has changed, and nobody has seen the alarm."
    ),
}
SIGNING = Sign("draw", "sign-off", "supported", "Articles on their way to a signature.")
EMPTY = {
    Queue.MINE: "Nothing lies on your desk",
    Queue.UNASSIGNED: "Every claim lies on somebody's desk or is decided",
    Queue.DISAGREEMENTS: "No disagreement",
    Queue.STALE: "Nothing is stale",
    Queue.ALARMS: "No alarm is open",
}
EVENTS = {
    "audit": Sign("fact_check", "audited", "unchecked"),
    "alarm": Sign("notifications_active", "alarm", "mixed"),
    "alarm_seen": Sign("notifications_off", "alarm seen", "unchecked"),
    "citation_added": Sign("add_link", "citation added", "unchecked"),
    "citation_withdrawn": Sign("link_off", "citation withdrawn", "unchecked"),
    "claim_added": Sign("add", "claim added", "unchecked"),
    "claim_edited": Sign("edit", "claim edited", "unchecked"),
    "claim_split": Sign("call_split", "claim split", "unchecked"),
    "claim_merged": Sign("call_merge", "claims merged", "unchecked"),
    "claim_dropped": Sign("delete", "claim dropped", "unchecked"),
    "claim_restored": Sign("restore_from_trash", "claim restored", "unchecked"),
    "claim_audited": Sign("fact_check", "claim audited", "unchecked"),
    "decided": Sign("gavel", "decided", "active"),
    "adjudicated": Sign("balance", "settled", "active"),
    "commented": Sign("chat_bubble", "commented", "unchecked"),
    "assigned": Sign("assignment_ind", "assigned", "unchecked"),
    "link_decided": Sign("link", "citation decided", "unchecked"),
    "reviewers_set": Sign("group", "reviewers set", "unchecked"),
    "signed_off": Sign("draw", "signed off", "supported"),
    "unlocked": Sign("lock_open", "unlocked", "mixed"),
    "role_given": Sign("person_add", "role given", "unchecked"),
    "role_taken": Sign("person_remove", "role taken", "unchecked"),
}


def event(kind: str) -> Sign:
    """The sign of a kind of event; one that is not known yet keeps its own word."""
    return EVENTS.get(kind, Sign("circle", kind.replace("_", " "), "unchecked"))


def stands(row: Waiting) -> Sign:
    """How a claim of a queue stands; of two blind reviewers only how many have decided."""
    if row.disagreement:
        return APART
    state = STATES.get(row.review, STATES["draft"])
    return Sign(state.icon, f"{row.deciders} of 2 decided", state.tone) if row.reviewers == 2 and row.review == "in review" else state


def told(one: Event) -> str:
    """What an event says, in a line: what it holds beside its reason, as far as a person wants it."""
    held = _read(one.after) or _read(one.before)
    if not isinstance(held, dict):
        return ""
    parts: list[str | None] = [
        held.get("decision"),
        ", ".join(held["codes"]) if held.get("codes") else "",
        f"label {held['label']}" if isinstance(held.get("label"), str) else "",
        f"“{held['wording']}”" if held.get("wording") else "",
        held.get("text"),
        f"to {', '.join(held['to'])}" if held.get("to") else "",
        f"due {words.day(held['due'])}" if held.get("due") else "",
        f"PMID {held['pmid']}" if held.get("pmid") else "",
        held.get("state") or held.get("stance"),
        f"{held['person']}: {held['role']}" if held.get("person") and held.get("role") else "",
        f"{words.count(held['decided'], 'claim')} decided, {held.get('undecided', 0)} not" if held.get("decided") else "",
        words.count(held["claims"], "claim") if isinstance(held.get("claims"), int) else "",
    ]
    if one.kind == "reviewers_set":
        parts.append("two reviewers" if held.get("number") == 2 else "one reviewer")
    return words.listed([part for part in parts if isinstance(part, str)])


def _read(written: str) -> Any:
    try:
        return json.loads(written) if written else None
    except ValueError:
        return None
