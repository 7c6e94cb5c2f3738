"""The words of a review (method.md, section 9) and which role may do what.

Nobody both keeps the list of people and decides: an administrator gives roles and reviews nothing, so that one person who wants both
has to hold both roles, in sight of the log.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum


class Decision(StrEnum):
    """What a person decides on a claim; ``WITHDRAW`` takes his own decision back."""

    APPROVE = "approve"
    CHANGES = "approve with changes"
    REJECT = "reject"
    WITHDRAW = "withdraw"


class Code(StrEnum):
    """Why a claim is not approved as it stands."""

    POPULATION = "wrong population"
    DOSE = "wrong dose or route"
    OVERSTATED = "overstated"
    OUTDATED = "outdated"
    CHERRY_PICKED = "cherry-picked"
    NO_REFERENCE = "no reference"
    RETRACTED = "retracted source"
    MISQUOTED = "misquoted"
    OTHER = "other"


class Role(StrEnum):
    READER = "reader"
    REVIEWER = "reviewer"
    SECOND = "second reviewer"
    DIRECTOR = "medical director"
    EXPORTER = "exporter"
    ADMINISTRATOR = "administrator"


class Act(StrEnum):
    """What somebody may want to write; the value is how a refusal names it."""

    DECIDE = "decide on claims"
    DECIDE_SECOND = "decide on claims that two people review"
    COMMENT = "comment"
    ASSIGN = "assign claims"
    EDIT = "change claims"
    CITE = "add citations or decide on them"
    SEE = "take alarms off the queue"
    ADJUDICATE = "settle a disagreement"
    SIGN = "sign off an article"
    UNLOCK = "unlock an article"
    REVIEWERS = "say how many people review an article"
    EXPORT = "take files out"
    PEOPLE = "give and take roles"


_REVIEWING = frozenset({Role.REVIEWER, Role.SECOND, Role.DIRECTOR})
ALLOWED: dict[Act, frozenset[Role]] = {
    Act.DECIDE: frozenset({Role.REVIEWER, Role.DIRECTOR}),
    # A second reviewer decides where two people review, nowhere else.
    Act.DECIDE_SECOND: _REVIEWING,
    Act.COMMENT: _REVIEWING,
    Act.ASSIGN: _REVIEWING | {Role.ADMINISTRATOR},
    Act.EDIT: _REVIEWING,
    Act.CITE: _REVIEWING,
    Act.SEE: _REVIEWING,
    Act.ADJUDICATE: frozenset({Role.DIRECTOR}),
    Act.SIGN: frozenset({Role.DIRECTOR}),
    Act.UNLOCK: frozenset({Role.DIRECTOR}),
    Act.REVIEWERS: frozenset({Role.DIRECTOR, Role.ADMINISTRATOR}),
    Act.EXPORT: frozenset({Role.EXPORTER, Role.DIRECTOR, Role.ADMINISTRATOR}),
    Act.PEOPLE: frozenset({Role.ADMINISTRATOR}),
}


def may(roles: Collection[Role], act: Act) -> bool:
    return not ALLOWED[act].isdisjoint(roles)


def refusal(name: str, roles: Collection[Role], act: Act) -> str:
    """Why this person may not do so, in words; "" where he may."""
    if may(roles, act):
        return ""
    held = " and ".join(role.value for role in Role if role in roles)
    able = " or ".join(role.value for role in Role if role in ALLOWED[act])
    return f"{name} may not {act.value}: that needs the role {able}, and {name} is {held or 'not on the list of people'}."
