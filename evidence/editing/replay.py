"""The fold over edits. Claims are followed by their id, so an article that was audited again keeps what people made of its claims.

An id is made of the claim's words: new words are another claim, so that no decision on the old words passes over to them silently.
A change of kind or PICO keeps the id. An edit whose claim is not there is an orphan: it is shown, and comes back when the claim does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from evidence.model import Claim, Edit, EditKind, Span

# Order among the machine's claims, and for the parts of a split one number more each time; an added one stands behind its neighbour.
Place = tuple[int, ...]
_BEHIND = 1 << 30


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim as it stands: ``machine`` are the machine's own claims that it came from (() for an added one), ``edits`` what made it."""

    claim: Claim
    machine: tuple[Claim, ...] = ()
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """``claims`` in the order of the text; ``dropped`` ones with what stood; ``edits``: all of them, orphans marked."""

    claims: tuple[Standing, ...]
    dropped: tuple[Standing, ...] = ()
    edits: tuple[Edit, ...] = ()

    @property
    def orphans(self) -> tuple[Edit, ...]:
        return tuple(edit for edit in self.edits if edit.orphaned)

    def of(self, claim_id: str) -> Standing | None:
        """The standing claim with this id."""
        return next((one for one in self.claims if one.claim.id == claim_id), None)

    def heirs(self, claim_id: str) -> tuple[str, ...]:
        """Ids of the standing claims that came from one that stands no more: () where it was dropped or never was."""
        return tuple(
            one.claim.id
            for one in self.claims
            if any(before.id == claim_id for edit in one.edits for before in edit.before) and one.claim.id != claim_id
        )


@dataclass
class _List:
    """The list under the fold's hands: ids -> what stands, and where in the order of the machine's list."""

    machine: Sequence[Claim]
    standing: dict[str, Standing] = field(default_factory=dict)
    place: dict[str, Place] = field(default_factory=dict)
    dropped: dict[str, tuple[Standing, Place]] = field(default_factory=dict)


def replay(text: str, machine: Sequence[Claim], edits: Iterable[Edit]) -> Outcome:
    """The claims of ``text`` as they stand after the edits, oldest first. Linear but for places that must be found again."""
    work = _List(machine)
    for order, claim in enumerate(machine):
        work.standing[claim.id] = Standing(claim, (claim,))
        work.place[claim.id] = (order,)
    done = tuple(replace(edit, orphaned=not _do(work, text, edit)) for edit in edits)
    kept = sorted(work.standing.values(), key=lambda one: work.place[one.claim.id])
    return Outcome(tuple(kept), tuple(standing for standing, _ in work.dropped.values()), done)


def _do(work: _List, text: str, edit: Edit) -> bool:
    """Does one edit to the list; False where there is nothing that it could be done to, and then nothing is changed."""
    if edit.kind == EditKind.RESTORE:
        return _restore(work, edit)
    if any(claim.id not in work.standing for claim in edit.before):
        return False
    gone = {claim.id for claim in edit.before}
    before = [work.standing[claim.id] for claim in edit.before]
    after = [placed for claim, quote in zip(edit.after, edit.quotes, strict=True) if (placed := _placed(text, claim, quote, before, edit))]
    if len(after) < len(edit.after):
        return False
    machine = tuple(claim for standing in before for claim in standing.machine)
    history = (*(one for standing in before for one in standing.edits), edit)
    first = min((work.place[claim_id] for claim_id in gone), default=None)
    for claim_id in gone:
        place = work.place.pop(claim_id)
        taken = work.standing.pop(claim_id)
        if edit.kind == EditKind.DROP:
            work.dropped[claim_id] = (replace(taken, edits=history), place)
    for part, claim in enumerate(after):
        # What the machine finds by itself today is not doubled: its own claim goes on, with the edit in its history.
        own = work.standing.get(claim.id)
        past = tuple(sorted({*history, *own.edits}, key=lambda one: one.number)) if own and own.edits else history
        work.standing[claim.id] = Standing(own.claim if own else claim, own.machine if own else machine, past)
        if own is None and first is None:
            before_it = max((order for order, one in enumerate(work.machine) if one.start <= claim.start), default=-1)
            work.place[claim.id] = (before_it, _BEHIND, claim.start, edit.number)
        elif own is None and first is not None:
            work.place[claim.id] = (*first, part) if len(after) > 1 else first
        work.dropped.pop(claim.id, None)
    return True


def _restore(work: _List, edit: Edit) -> bool:
    kept = work.dropped.pop(edit.after[0].id, None)
    if kept is None or edit.after[0].id in work.standing:
        return False
    standing, place = kept
    work.standing[standing.claim.id], work.place[standing.claim.id] = replace(standing, edits=(*standing.edits, edit)), place
    return True


def _placed(text: str, claim: Claim, quote: str, before: Sequence[Standing], edit: Edit) -> Claim | None:
    """The claim at its place in this version of the text: where it was, moved with the claim it came from, or where its words stand now."""
    if text[claim.start : claim.end] == quote:
        return claim
    moved = before[0].claim.start - edit.before[0].start if before else 0
    start = claim.start + moved
    if start < 0 or text[start : start + len(quote)] != quote:
        start = _nearest(text, quote, max(start, 0))
    if start >= 0:
        place = Span(start, start + len(quote))
        parent = claim.parent and _parent(claim.parent, start - claim.start, len(text), place)
        return replace(claim, start=place.start, end=place.end, parent=parent)
    if not before:
        return None
    own = before[0].claim  # its words have changed, the claim it was made from still stands
    return replace(claim, start=own.start, end=own.end, rewritten=True, parent=own.parent or Span(own.start, own.end))


def _parent(parent: Span, moved: int, length: int, place: Span) -> Span:
    start, end = max(parent.start + moved, 0), min(parent.end + moved, length)
    return Span(min(start, place.start), max(end, place.end))


def _nearest(text: str, quote: str, near: int) -> int:
    """Where the words begin, nearest to where they were; -1 where they are not. Looks once to each side."""
    after, earlier = text.find(quote, near), text.rfind(quote, 0, near + len(quote))
    found = [place for place in (earlier, after) if place >= 0]
    return min(found, key=lambda place: (abs(place - near), place), default=-1) if quote else -1


# ---------------------------------------------------------------- what cannot be done


def refusal(outcome: Outcome, edit: Edit) -> str:
    """Why the edit cannot be made to the claims as they stand, in words; "" where it can."""
    for claim in edit.before:
        standing = outcome.of(claim.id)
        if standing is None:
            return "A claim that was to be changed does not stand any more."
        if standing.claim != claim:
            return "The claim was changed in the meantime."
    gone = {claim.id for claim in edit.before}
    if edit.kind == EditKind.RESTORE:
        return "" if any(one.claim.id == edit.after[0].id for one in outcome.dropped) else "No such claim was dropped."
    for claim in edit.after:
        if claim.id not in gone and outcome.of(claim.id) is not None:
            return f"The article has this claim already: {claim.text}"
    if len({claim.id for claim in edit.after}) < len(edit.after):
        return "Two of the parts say the same."
    if edit.kind == EditKind.EDIT and edit.before == edit.after:
        return "Nothing was changed."
    return ""


def overtaken(edits: Sequence[Edit], edit: Edit) -> Edit | None:
    """The earlier edit that has already changed or removed what this one starts from, None where nobody was quicker.

    Reads the edits alone, so that it can be asked inside the transaction that writes.
    """
    for claim in edit.before:
        for earlier in reversed(edits):
            made = next((one for one in earlier.after if one.id == claim.id), None)
            if made is not None:
                if _words(made) == _words(claim):
                    break  # this very version was made there: nothing came between
                return earlier
            if any(one.id == claim.id for one in earlier.before):
                return earlier
    for claim in edit.after if edit.kind != EditKind.RESTORE else ():
        for earlier in reversed(edits):
            if any(one.id == claim.id for one in earlier.before):
                break
            if any(one.id == claim.id for one in earlier.after) and claim.id not in {one.id for one in edit.before}:
                return earlier
    return None


def _words(claim: Claim) -> Claim:
    """The claim without its place, which another version of the text may have moved."""
    return replace(claim, start=0, end=1, parent=Span(0, 1) if claim.rewritten else None, rewritten=claim.rewritten)
