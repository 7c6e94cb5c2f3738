"""The fold: a claim's entries in order -> what stands now, as one person may see it.

Where two people review, what one of them decided, wrote or said of a citation is withheld from everybody else until both have decided.
``first`` keeps the two decisions as they stood at that moment: agreement is measured on them, whatever is changed afterwards.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from evidence.model import Label, Review
from evidence.review.acts import Decision
from evidence.review.entries import Assigned, Content, Decided, Entry, Kind, Linked

# method.md, section 9, in order.
STATES = ("draft", "in review", "approved", "approved with changes", "rejected", "withdrawn")
_STATE_OF = {
    Decision.APPROVE: "approved",
    Decision.CHANGES: "approved with changes",
    Decision.REJECT: "rejected",
    Decision.WITHDRAW: "withdrawn",
}
# What tells where a person stands, and is withheld while two review blind.
BLIND = frozenset({Kind.DECIDED, Kind.COMMENTED, Kind.LINKED})
# What a writer must have seen before he writes the same kind of thing; a comment contends with nothing.
CONTENDING: dict[Kind, frozenset[str]] = {
    Kind.DECIDED: frozenset({Kind.DECIDED, Kind.ADJUDICATED}),
    Kind.ADJUDICATED: frozenset({Kind.DECIDED, Kind.ADJUDICATED}),
    Kind.ASSIGNED: frozenset({Kind.ASSIGNED}),
    Kind.LINKED: frozenset({Kind.LINKED}),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One claim's review. ``number``: the newest entry seen, which the next decision names.

    ``decisions``: the one that stands of each person, in the order they first decided; ``hidden``: how many decided that the viewer
    may not see yet. ``links``: the last word on each citation. ``settled``: the adjudication, where there is one.
    """

    claim: str
    state: str = "draft"
    number: int = 0
    reviewers: int = 1
    decisions: tuple[Entry, ...] = ()
    settled: Entry | None = None
    first: tuple[Entry, ...] = ()
    comments: tuple[Entry, ...] = ()
    links: tuple[Entry, ...] = ()
    assigned: Assigned = field(default_factory=Assigned)
    hidden: int = 0
    revealed: bool = True
    disagreement: bool = False

    @property
    def final(self) -> Entry | None:
        """The decision by which the claim stands, None while there is none."""
        return _final(self.decisions, self.settled, self.reviewers) if self.revealed and not self.disagreement else None

    @property
    def decided(self) -> bool:
        """Whether nothing more has to be decided: what a sign-off waits for."""
        return self.state in ("approved", "approved with changes", "rejected")

    @property
    def label(self) -> Label | None:
        """The person's label, where it differs from the machine's."""
        final = self.final
        return final.content.label if final is not None and isinstance(final.content, Decided) else None

    @property
    def review(self) -> Review:
        """As the finding carries it."""
        final = self.final
        if final is None or not isinstance(final.content, Decided):
            return Review(self.state)
        people = [final.by] if self.reviewers == 1 or self.settled else [entry.by for entry in self.decisions]
        codes = ", ".join(code.value for code in final.content.codes)
        return Review(self.state, self.label, ", ".join(people), "; ".join(part for part in (codes, final.reason) if part), final.at)

    def of(self, person: str) -> Entry | None:
        """What this person decided and has not withdrawn."""
        return next((entry for entry in self.decisions if entry.by == person and not _withdrawn(entry)), None)


def withheld(entries: Sequence[Entry], reviewers: int, viewer: str) -> frozenset[int]:
    """The numbers of the entries on one claim that this person may not read yet."""
    if reviewers < 2 or len(_deciders(entries)) >= reviewers:
        return frozenset()
    return frozenset(entry.number for entry in entries if entry.kind in BLIND and entry.by != viewer)


def standing(claim: str, entries: Sequence[Entry], reviewers: int = 1, viewer: str = "") -> Standing:
    """What stands after the entries on one claim, oldest first, as the viewer may see it ("": as anybody)."""
    deciders = _deciders(entries)
    revealed = reviewers < 2 or len(deciders) >= reviewers
    kept_back = withheld(entries, reviewers, viewer)
    seen = [entry for entry in entries if entry.number not in kept_back]
    decisions: dict[str, Entry] = {}
    links: dict[str, Entry] = {}
    first: tuple[Entry, ...] = ()
    settled: Entry | None = None
    assigned = Assigned()
    for entry in seen:
        if entry.kind == Kind.DECIDED:
            decisions[entry.by] = entry
            if not first and len(decisions) == 2 and reviewers == 2:
                first = tuple(decisions.values())
        elif entry.kind == Kind.ADJUDICATED:
            settled = entry
        elif isinstance(entry.content, Linked):
            links[entry.content.pmid] = entry
        elif isinstance(entry.content, Assigned):
            assigned = entry.content
    standing_ones = tuple(decisions.values())
    if settled is not None and _withdrawn(settled):
        settled = None
    apart = revealed and settled is None and reviewers == 2 and _differ(standing_ones)
    return Standing(
        claim,
        _state(standing_ones, settled, reviewers, revealed, apart, bool(assigned.to or deciders)),
        max((entry.number for entry in seen), default=0),
        reviewers,
        standing_ones,
        settled,
        first,
        tuple(entry for entry in seen if entry.kind == Kind.COMMENTED),
        tuple(links[pmid] for pmid in sorted(links)),
        assigned,
        len(set(deciders) - set(decisions)),
        revealed,
        apart,
    )


def blocked(stands: Standing, deciders: Collection[str], kind: Kind, content: Content, by: str) -> str:
    """Why this act has no place on the claim as it stands, in words; "" where it has. ``deciders``: all who have decided, seen or not."""
    if not isinstance(content, Decided):
        return ""
    withdraws = content.decision == Decision.WITHDRAW
    if kind == Kind.ADJUDICATED:
        if by in deciders:
            return f"{by} is one of the two who disagree; somebody else has to settle it."
        if withdraws:
            return "" if stands.settled else "There is no settlement to withdraw."
        return "" if stands.disagreement or stands.settled else "There is no disagreement to settle on this claim."
    if stands.settled is not None:
        return f"{stands.settled.by} has settled this claim; only a medical director changes that."
    if stands.reviewers == 2 and by not in deciders and len(deciders) >= 2:
        return f"Two people have decided on this claim already ({', '.join(sorted(deciders))})."
    others = stands.reviewers == 1 and stands.final is not None and not _withdrawn(stands.final)
    if withdraws and stands.of(by) is None and not others:
        return f"{by} has no decision on this claim to withdraw."
    return ""


def _deciders(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Who has decided, in order. Who withdrew has decided: he has seen, or been seen."""
    return tuple(dict.fromkeys(entry.by for entry in entries if entry.kind == Kind.DECIDED))


def _withdrawn(entry: Entry) -> bool:
    return isinstance(entry.content, Decided) and entry.content.decision == Decision.WITHDRAW


def _said(entry: Entry) -> tuple[object, ...]:
    return (entry.content.decision, entry.content.label) if isinstance(entry.content, Decided) else ()


def _differ(decisions: Sequence[Entry]) -> bool:
    live = [entry for entry in decisions if not _withdrawn(entry)]
    return len(live) > 1 and len({_said(entry) for entry in live}) > 1


def _final(decisions: Sequence[Entry], settled: Entry | None, reviewers: int) -> Entry | None:
    if settled is not None:
        return settled
    newest = max(decisions, key=lambda entry: entry.number, default=None)
    if reviewers == 1:
        return newest
    live = [entry for entry in decisions if not _withdrawn(entry)]
    return newest if len(live) == reviewers or (decisions and not live) else None


def _state(decisions: Sequence[Entry], settled: Entry | None, reviewers: int, revealed: bool, apart: bool, begun: bool) -> str:
    final = None if apart or not revealed else _final(decisions, settled, reviewers)
    if final is not None and isinstance(final.content, Decided):
        return _STATE_OF[final.content.decision]
    return "in review" if begun else "draft"
