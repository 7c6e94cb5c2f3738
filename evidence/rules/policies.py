"""Named policies: every threshold of a verdict in one frozen value. A published policy is never edited, the next one is added.

Source: method.md, section 1 (three labels and their reasons) and section 3 (OCEBM 2011 rows).
"""

from __future__ import annotations

from dataclasses import dataclass

from evidence.model import Design, Kind, Strength


@dataclass(frozen=True, slots=True)
class Policy:
    """What is counted, what is firm and which level each kind of claim needs.

    ``needed``: kind -> worst OCEBM level that still gives ``supported``. ``existential``: the worst level at which one direct
    study satisfies "some studies show". ``guideline``: kind -> the level a guideline counts at, its underlying level being
    unknown; a kind not named counts at ``opinion_level``. ``firm``: strengths that count. ``never``: designs that are never
    counted; ``never_flagged``: flags of citations that are never counted. ``benefit_kinds`` and ``ceiling``: designs that never
    give ``supported`` for a benefit to people. ``laboratory_kinds``: kinds for which preclinical evidence is weak, not indirect.
    ``underpowered_below``: a null result with fewer people is a weak refutation. ``concern_lowers``: levels lost by a concern.
    """

    name: str
    needed: tuple[tuple[Kind, int], ...]
    existential: int
    guideline: tuple[tuple[Kind, int], ...]
    opinion_level: int
    firm: tuple[Strength, ...]
    never: tuple[Design, ...]
    never_flagged: tuple[str, ...]
    benefit_kinds: tuple[Kind, ...]
    ceiling: tuple[Design, ...]
    laboratory_kinds: tuple[Kind, ...]
    underpowered_below: int
    concern_lowers: int

    def needs(self, kind: Kind) -> int:
        """The worst level that supports a claim of this kind."""
        return dict(self.needed)[kind]

    def guideline_level(self, kind: Kind) -> int:
        return dict(self.guideline).get(kind, self.opinion_level)


CLINICAL_1 = Policy(
    name="clinical-1",
    needed=(
        (Kind.EFFICACY, 3),
        (Kind.ONSET, 3),
        (Kind.COMPARISON, 3),
        (Kind.SAFETY, 4),
        (Kind.PREVALENCE, 4),
        (Kind.SYMPTOM, 4),
        (Kind.RISK_FACTOR, 4),
        (Kind.MECHANISM, 5),
        (Kind.PHARMACOKINETICS, 5),
        # Never weighed (not checkable); should one be asked for all the same, it needs the best there is.
        (Kind.REGULATORY, 1),
        (Kind.PROMOTIONAL, 1),
        (Kind.TESTIMONIAL, 1),
    ),
    existential=4,
    # What an illness is called and which symptoms define it is settled by those who write its case definition.
    guideline=((Kind.SYMPTOM, 4),),
    opinion_level=5,
    firm=(Strength.MEDIUM, Strength.HIGH),
    never=(Design.NOTICE, Design.PROTOCOL),
    never_flagged=("editorial", "comment", "news"),
    benefit_kinds=(Kind.EFFICACY, Kind.ONSET, Kind.COMPARISON, Kind.SAFETY),
    ceiling=(Design.PRECLINICAL, Design.OPINION, Design.GUIDELINE),
    laboratory_kinds=(Kind.MECHANISM, Kind.PHARMACOKINETICS),
    underpowered_below=30,
    concern_lowers=1,
)

POLICIES = {policy.name: policy for policy in (CLINICAL_1,)}
