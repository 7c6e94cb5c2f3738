"""Judgements -> one verdict under a named policy, with the paragraph that explains it (method.md, section 1).

Pure and free of votes: levels decide, not numbers of studies. The order of the judgements changes nothing but the order of
``weighed``. No abstract is read here: a judgement carries all that is weighed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from evidence.model import Certainty, Claim, Counts, Judgement, Reason, Stance, Verdict
from evidence.rules.policies import CLINICAL_1, POLICIES, Policy
from evidence.verdicts.explanation import explain
from evidence.verdicts.sides import NO_STAND, Sides, count, level_under, sides

__all__ = ["CLINICAL_1", "POLICIES", "Policy", "weigh"]


def weigh(
    claim: Claim,
    judgements: Sequence[Judgement],
    policy: Policy,
    *,
    searched_at: str = "",
    source: str = "",
    failed: bool = False,
) -> Verdict:
    """The claim's verdict. ``searched_at``: ISO 8601 of the last search; ``source``: who answered ("library", "pubmed").

    ``failed``: at least one of the claim's searches failed. A failed search must never read as unsourced, so this raises
    ValueError where the label would be that; any other label says that evidence may be missing.
    """
    weighed = tuple(count(judgement, policy, claim) for judgement in judgements)
    counted = [judgement for judgement, result in zip(judgements, weighed, strict=True) if result.counted]
    counts = Counts(
        supports=sum(judgement.stance == Stance.SUPPORTS for judgement in counted),
        refutes=sum(judgement.stance == Stance.REFUTES for judgement in counted),
        neutral=sum(result.why_not_counted == NO_STAND for result in weighed),
        excluded=sum(not result.counted and result.why_not_counted != NO_STAND for result in weighed),
    )
    side = sides(claim, counted, policy)
    reason = _reason(claim, side, policy, read=bool(judgements))
    if failed and reason in (Reason.NONE_FOUND, Reason.NO_STANCE):
        raise ValueError("a search failed: the claim is search_failed, not unsourced")
    level_of = level_under(policy, claim)
    carrying = side.full or side.overstated or side.weak or side.refuting or side.indirect
    explanation = explain(claim, reason, counts, side, tuple(zip(judgements, weighed, strict=True)), policy,
                           searched_at=searched_at, source=source, failed=failed)
    best = min((level_of(judgement) for judgement in (*carrying, *side.refuting)), default=None)
    return Verdict(reason, counts, weighed, policy.name, explanation, best)


def _reason(claim: Claim, side: Sides, policy: Policy, *, read: bool) -> Reason:
    level_of = level_under(policy, claim)
    if side.full:
        best = level_of(side.full[0])
        if side.overstated and level_of(side.overstated[0]) < best:
            return Reason.OVERSTATED
        if not side.refuting:
            return Reason.DIRECT_SUPPORT
        comparable = [judgement for judgement in side.refuting if level_of(judgement) <= best]
        if not comparable or claim.certainty == Certainty.EXISTENTIAL or _only_small_nulls(comparable, side.full, level_of):
            return Reason.SUPPORT_OUTWEIGHS
        return Reason.CONFLICTING
    if side.refuting:
        return Reason.CONFLICTING if side.overstated or side.weak else Reason.CONTRADICTED
    if side.overstated:
        return Reason.OVERSTATED
    if side.weak:
        return Reason.WEAK_ONLY
    if side.indirect:
        return Reason.INDIRECT_ONLY
    return Reason.NO_STANCE if read else Reason.NONE_FOUND


def _only_small_nulls(refuting: Sequence[Judgement], full: Sequence[Judgement], level_of: Callable[[Judgement], int]) -> bool:
    """Every comparable refutation is an underpowered null, and a larger study of an equal or better level supports."""
    return all(
        null.underpowered and any(level_of(item) <= level_of(null) and (item.graded.n or 0) > (null.graded.n or 0) for item in full)
        for null in refuting
    )
