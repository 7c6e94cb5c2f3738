"""Which finding belongs to a claim as it stands: the machine's, where nothing was changed; its own audit's, where it was audited alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from evidence.editing.replay import Outcome, Standing
from evidence.model import Claim, EditKind, Finding, Span, State

KINDS = {
    EditKind.ADD: "added",
    EditKind.EDIT: "edited",
    EditKind.SPLIT: "split off",
    EditKind.MERGE: "merged",
    EditKind.RESTORE: "restored",
    EditKind.DROP: "dropped",
}


def said(claim: Claim) -> Claim:
    """What the claim says, without its place: another version of the text may move it and changes nothing about it."""
    return replace(claim, start=0, end=1, rewritten=False, parent=None, heading="")


def findings(outcome: Outcome, recorded: Sequence[Finding], alone: Mapping[Claim, Finding]) -> tuple[Finding, ...]:
    """A finding for every standing claim, in its order. ``alone``: findings of claims that were audited by themselves, by ``said``.

    The machine's finding goes with the machine's claim only; after a change of kind or PICO it is shown as stale, after a change of
    words not at all: then nobody has searched for these words yet.
    """
    by_id = {finding.claim.id: finding for finding in recorded}
    return tuple(_finding(one, by_id.get(one.claim.id), alone) for one in outcome.claims)


def _finding(one: Standing, own: Finding | None, alone: Mapping[Claim, Finding]) -> Finding:
    if not one.edits and own is not None:
        return own
    claim = one.claim
    if own is not None and said(own.claim) == said(claim):
        return replace(own, claim=claim)
    searched = alone.get(said(claim))
    if searched is not None:
        return replace(searched, claim=claim)
    last = one.edits[-1]
    by = f"{KINDS[last.kind].capitalize()} by {last.actor}" if last.actor else f"{KINDS[last.kind].capitalize()} by a person"
    if own is not None and own.verdict is not None:
        why = f"{by} after it was judged: what is shown was found for the claim as it was read before. Audit this claim again."
        return replace(own, claim=claim, state=State.STALE, explanation=why)
    return Finding(claim, State.NOT_SEARCHED, explanation=f"{by}; nobody has searched for these words yet. Audit this claim.")


def whole(claim: Claim) -> Span:
    """The sentence or item in which the claim stands, as far as it is known."""
    return claim.parent or Span(claim.start, claim.end)
