"""The paragraph that tells a verdict to a physician: what decided, what was searched and read, level, scope, what to check."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from evidence.model import Claim, Counts, Judgement, PublicationStatus, Reason, Stance, Strength, Weighed
from evidence.rules.policies import Policy
from evidence.rules.telling import MONTHS, OPENING, SOURCES
from evidence.verdicts.sides import NO_STAND, Sides, level_under


def explain(
    claim: Claim,
    reason: Reason,
    counts: Counts,
    side: Sides,
    weighed: Sequence[tuple[Judgement, Weighed]],
    policy: Policy,
    *,
    searched_at: str,
    source: str,
    failed: bool,
) -> str:
    parts = [OPENING[reason], _searched(counts, len(weighed), searched_at, source)]
    level_of = level_under(policy, claim)
    supporting = side.full or side.overstated or side.weak
    if supporting:
        parts.append(f"Best direct support: {_named(supporting[0], level_of)}.")
    if reason == Reason.WEAK_ONLY:
        parts.append(f"A claim of this kind ({claim.kind.value}) needs level {policy.needs(claim.kind)} or better in people.")
    if side.overstated:
        parts.append(f"It falls short of the claim: {_sentence(side.overstated[0].overstated)}")
    if side.refuting:
        parts.append(f"Against it: {_named(side.refuting[0], level_of)}{_null(side.refuting[0])}.")
    if side.indirect:
        parts.append(_scope(side.indirect))
    parts += _cautions(weighed, side)
    if failed:
        parts.append("At least one search failed, so evidence may be missing.")
    return " ".join(parts)


def _searched(counts: Counts, read: int, searched_at: str, source: str) -> str:
    when = f"Search of {_day(searched_at)}" if searched_at else "Search"
    where = f", {SOURCES.get(source, source)}" if source else ""
    if not read:
        return f"{when}{where}: nothing found."
    told = [
        f"{counts.supports} support{_s(counts.supports)}" if counts.supports else "",
        f"{counts.refutes} refute{_s(counts.refutes)}" if counts.refutes else "",
        f"{counts.neutral} take{_s(counts.neutral)} no stand" if counts.neutral else "",
        f"{counts.excluded} not counted" if counts.excluded else "",
    ]
    return f"{when}{where}: {read:,} read; {', '.join(part for part in told if part)}."


def _s(number: int) -> str:
    return "s" if number == 1 else ""


def _day(iso: str) -> str:
    """"2026-11-22T09:00:00Z" -> "22 Nov 2026"; anything else as it stands."""
    year, _, rest = iso[:10].partition("-")
    month, _, day = rest.partition("-")
    if year.isdigit() and month.isdigit() and day.isdigit() and 1 <= int(month) <= 12:
        return f"{int(day)} {MONTHS[int(month) - 1]} {year}"
    return iso


def _named(judgement: Judgement, level_of: Callable[[Judgement], int]) -> str:
    graded = judgement.graded
    inside = [
        f"PMID {judgement.pmid}",
        str(judgement.year) if judgement.year else "",
        f"n = {graded.n:,}" if graded.n else "",
        "guideline, its own evidence not graded" if graded.level is None else f"level {level_of(judgement)}",
    ]
    return f"{graded.design.value} ({', '.join(part for part in inside if part)})"


def _null(judgement: Judgement) -> str:
    return ", a null result in few people" if judgement.underpowered else ""


def _sentence(words: str) -> str:
    return words if words.endswith(".") else words + "."


def _scope(indirect: Sequence[Judgement]) -> str:
    seen: dict[str, None] = {}
    for judgement in indirect:
        for mismatch in judgement.mismatches:
            seen.setdefault(f"{mismatch.code.value} ({mismatch.study}, not {mismatch.claim})")
    shown = list(seen)[:3]
    more = f" and {len(seen) - 3} more" if len(seen) > 3 else ""
    number = len(indirect)
    return f"{number} of those that take a stand {'is' if number == 1 else 'are'} indirect: {', '.join(shown)}{more}."


def _cautions(weighed: Sequence[tuple[Judgement, Weighed]], side: Sides) -> list[str]:
    told = []
    left_out: dict[str, list[str]] = {}
    for judgement, result in weighed:
        if not result.counted and result.why_not_counted != NO_STAND:
            left_out.setdefault(result.why_not_counted, []).append(judgement.pmid)
    if left_out:
        groups = [f"{', '.join(f'PMID {pmid}' for pmid in pmids[:3])}{' and others' if len(pmids) > 3 else ''} ({why})"
                  for why, pmids in sorted(left_out.items())]
        told.append(f"Not counted: {'; '.join(groups)}.")
    counted = [judgement for judgement, result in weighed if result.counted]
    if any(judgement.status == PublicationStatus.CONCERN for judgement in counted):
        told.append("An expression of concern stands on counted evidence, which lowers its level by one.")
    if side.refuting or any(judgement.stance == Stance.REFUTES for judgement in side.indirect):
        told.append("A refutation found by the machine is for a person to check.")
    notes = sum(judgement.note for judgement in counted)
    if notes:
        are = "is a starter note" if notes == 1 else "are starter notes"
        told.append(f"{notes} of the counted {are} in our words, not PubMed's abstract.")
    if any(judgement.strength == Strength.LOW and judgement.stance != Stance.NEUTRAL for judgement, _ in weighed):
        told.append("Tentative stances change no label.")
    return told
