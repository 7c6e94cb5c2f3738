"""What is counted, at which level, and on which side of the claim it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evidence.model import Certainty, Claim, Design, Directness, Judgement, MismatchCode, PublicationStatus, Stance, Weighed
from evidence.rules.comparatives import COMPARES, COMPARING_KINDS, HARMS_ALONE, WITH_WHAT
from evidence.rules.policies import Policy

TENTATIVE = "tentative: for a person to look at"
NO_STAND = "takes no stand"
COMPARED_WITH_NOTHING = "tentative: the claim does not say with what it compares"
OF_HARMS = "a finding on harms carries no benefit"


@dataclass(frozen=True, slots=True)
class Sides:
    """The counted judgements, best level first, and what each is worth to this claim."""

    full: tuple[Judgement, ...]
    overstated: tuple[Judgement, ...]
    weak: tuple[Judgement, ...]
    refuting: tuple[Judgement, ...]
    indirect: tuple[Judgement, ...]


def count(judgement: Judgement, policy: Policy, claim: Claim) -> Weighed:
    """Whether a judgement counts for or against the claim, and if not, why not."""
    why = ""
    if judgement.status == PublicationStatus.RETRACTED:
        why = "retracted"
    elif judgement.graded.design in policy.never:
        why = judgement.graded.design.value if judgement.graded.design == Design.PROTOCOL else "a notice about another paper"
    elif flag := next((flag for flag in policy.never_flagged if flag in judgement.graded.flags), ""):
        why = flag
    elif judgement.same_study:
        why = judgement.same_study
    elif judgement.not_judged:
        why = f"not judged: {judgement.not_judged}"
    elif judgement.stance == Stance.NEUTRAL:
        why = NO_STAND
    elif judgement.strength not in policy.firm:
        why = TENTATIVE
    elif judgement.stance == Stance.REFUTES and _compares_with_nothing(claim):
        why = COMPARED_WITH_NOTHING
    elif judgement.stance == Stance.SUPPORTS and any(one.study == HARMS_ALONE for one in judgement.mismatches):
        why = OF_HARMS
    return Weighed(judgement.pmid, not why, why)


def _compares_with_nothing(claim: Claim) -> bool:
    """ "Has fewer side effects" without a "than": what a study compares may be something else, so it refutes nothing for sure."""
    if claim.kind not in COMPARING_KINDS or claim.pico.comparator or claim.pico.comparator_route:
        return False
    return bool(COMPARES.found.search(claim.text)) and not WITH_WHAT.found.search(claim.text)


def level_under(policy: Policy, claim: Claim) -> Callable[[Judgement], int]:
    def level(judgement: Judgement) -> int:
        graded = judgement.graded
        own = policy.guideline_level(claim.kind) if graded.level is None else graded.level
        lowered = policy.concern_lowers if judgement.status == PublicationStatus.CONCERN else 0
        return min(5, own + lowered)

    return level


def sides(claim: Claim, counted: Sequence[Judgement], policy: Policy) -> Sides:
    level_of = level_under(policy, claim)
    needed = policy.needs(claim.kind)
    if claim.certainty == Certainty.EXISTENTIAL:
        needed = max(needed, policy.existential)
    ordered = sorted(counted, key=lambda item: (level_of(item), -(item.graded.n or 0), -(item.year or 0), item.pmid))
    groups: dict[str, list[Judgement]] = {"full": [], "overstated": [], "weak": [], "refuting": [], "indirect": []}
    for judgement in ordered:
        if judgement.directness == Directness.INDIRECT:
            groups["weak" if _laboratory(claim, judgement, policy) else "indirect"].append(judgement)
        elif judgement.stance == Stance.REFUTES:
            groups["refuting"].append(judgement)
        elif level_of(judgement) > needed or _under_the_ceiling(claim, judgement, policy):
            groups["weak"].append(judgement)
        else:
            groups["overstated" if judgement.overstated else "full"].append(judgement)
    return Sides(**{name: tuple(group) for name, group in groups.items()})


def _laboratory(claim: Claim, judgement: Judgement, policy: Policy) -> bool:
    """Preclinical support of a claim about mechanism: weak evidence on the question itself, not evidence on another one."""
    codes = {mismatch.code for mismatch in judgement.mismatches}
    return claim.kind in policy.laboratory_kinds and judgement.stance == Stance.SUPPORTS and codes == {MismatchCode.SPECIES}


def _under_the_ceiling(claim: Claim, judgement: Judgement, policy: Policy) -> bool:
    graded = judgement.graded
    if graded.design == Design.PRECLINICAL:
        return True
    return claim.kind in policy.benefit_kinds and (graded.design in policy.ceiling or "n of 1" in graded.flags)
