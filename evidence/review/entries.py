"""What the log holds of a review: an entry is one act, with its content as a noun. The kinds are the events' own names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from evidence.model import Label, Stance
from evidence.review.acts import Code, Decision


class Kind(StrEnum):
    """Kinds of events; those on a claim have the claim as subject, ``REVIEWERS`` to ``UNLOCKED`` the article."""

    DECIDED = "decided"
    ADJUDICATED = "adjudicated"
    COMMENTED = "commented"
    ASSIGNED = "assigned"
    LINKED = "link_decided"
    REVIEWERS = "reviewers_set"
    SIGNED = "signed_off"
    UNLOCKED = "unlocked"


class LinkState(StrEnum):
    """Where a citation stands on a claim (method.md, section 9)."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Decided:
    """``label``: the person's, where it is not the machine's. ``wording``: the words that would pass. ``machine``: "label:reason" then."""

    decision: Decision
    codes: tuple[Code, ...] = ()
    label: Label | None = None
    wording: str = ""
    machine: str = ""
    run: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    text: str
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assigned:
    """``to``: nobody takes the claim off everybody's desk. ``due``: an ISO day or ""."""

    to: tuple[str, ...] = ()
    due: str = ""


@dataclass(frozen=True, slots=True)
class Linked:
    """A citation on the claim: taken, refused, or read otherwise than by the machine (``stance``, ``level``; None: as the machine)."""

    pmid: str
    state: LinkState
    stance: Stance | None = None
    level: int | None = None
    run: str = ""

    def __post_init__(self) -> None:
        if self.level is not None and not 1 <= self.level <= 5:
            raise ValueError(f"an OCEBM level is 1 to 5, not {self.level}")


@dataclass(frozen=True, slots=True)
class Reviewers:
    """How many people review each claim of an article."""

    number: int = 1

    def __post_init__(self) -> None:
        if self.number not in (1, 2):
            raise ValueError("one person or two review an article")


@dataclass(frozen=True, slots=True)
class Signed:
    """What was signed: the audit, the text's version and hash, and a digest of the audit with every standing decision."""

    run: str
    version: str
    sha256: str
    digest: str
    decided: int = 0
    undecided: int = 0


Content = Decided | Comment | Assigned | Linked | Reviewers | Signed | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One act. ``subject``: the claim's id or the article's key; ``reason`` in the person's own words."""

    number: int
    kind: Kind
    by: str
    at: str
    subject: str
    content: Content
    reason: str = ""
    article: str = ""


def incomplete(content: Content, reason: str) -> str:
    """What is missing for this act to be written, in words; "" where it is complete."""
    if isinstance(content, Decided):
        return _incomplete(content, reason.strip())
    if isinstance(content, Comment) and not content.text.strip():
        return "A comment needs words."
    if isinstance(content, Assigned) and content.due:
        try:
            date.fromisoformat(content.due)
        except ValueError:
            return f"{content.due} is no day; write it as 2026-11-30."
    if isinstance(content, Linked) and not reason.strip() and not (content.state == LinkState.ACCEPTED and _as_found(content)):
        return "To refuse a citation, or to read it otherwise than the machine, needs a reason."
    return ""


def _as_found(content: Linked) -> bool:
    return content.stance is None and content.level is None


def _incomplete(content: Decided, reason: str) -> str:
    if content.decision == Decision.REJECT and not content.codes:
        return "To reject a claim, choose at least one reason."
    if content.decision == Decision.CHANGES and not (content.wording.strip() or reason):
        return "To approve with changes, write the words that would pass or what has to change."
    if content.decision == Decision.WITHDRAW and not reason:
        return "To withdraw a decision, say why."
    if Code.OTHER in content.codes and not reason:
        return 'With the reason "other", say it in words.'
    if content.label is not None and not (reason or content.codes):
        return "To give another label than the machine's, say why."
    return ""


_MENTION = re.compile(r"@(\w[\w.+-]*(?:@[\w-]+(?:\.[\w-]+)+)?)")


def mentions(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Who is named with an @: people known by name first (names may have blanks), else the word behind the sign; each once, in order."""
    names = sorted(known, key=lambda name: (-len(name), name))
    found: list[str] = []
    place = text.find("@")
    while place >= 0:
        rest = text[place + 1 :].casefold()
        name = next((one for one in names if rest.startswith(one.casefold()) and not _goes_on(rest[len(one) :])), "")
        alone = place == 0 or not (text[place - 1].isalnum() or text[place - 1] in "._-")
        match = _MENTION.match(text, place)
        if alone and (name or match):
            found.append(name or (match.group(1).rstrip(".") if match else ""))
        place = text.find("@", place + 1 + len(name))
    return tuple(dict.fromkeys(found))


def _goes_on(rest: str) -> bool:
    return rest[:1].isalnum() or rest[:1] in ("_", "@")
