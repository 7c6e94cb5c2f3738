"""Corrections, retractions and concerns -> the publication status of the paper itself (method.md, section 5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from evidence.model import Citation, PublicationStatus
from evidence.rules.notices import NOTICE_TYPES, ON_THE_NOTICE, ON_THE_PAPER, REPUBLISHED_TYPES, RETRACTED_TYPES, SEVERITY

_ON_THE_PAPER = {link.ref_type: link for link in ON_THE_PAPER}
_NONE: Mapping[str, PublicationStatus] = MappingProxyType({})
_UNDATED: Mapping[str, str] = MappingProxyType({})
ABOUT_ANOTHER = "which is about the paper that this notice speaks of"


@dataclass(frozen=True, slots=True)
class Notice:
    """What a source other than PubMed says about one paper: facts only, "" where it is silent.

    ``record``: the source's own number of the notice. ``pmid`` and ``doi`` name the paper, ``notice_pmid`` and ``notice_doi``
    the notice. ``status`` CURRENT takes an earlier retraction back. ``date``: of the notice, ISO 8601.
    """

    record: str
    status: PublicationStatus
    pmid: str = ""
    doi: str = ""
    nature: str = ""
    date: str = ""
    notice_pmid: str = ""
    notice_doi: str = ""

    def __post_init__(self) -> None:
        if not (self.pmid or self.doi):
            raise ValueError("a notice names its paper by PMID or DOI")


@dataclass(frozen=True, slots=True)
class Answer:
    """One source's answer about one paper; ``as_of``: the day up to which the source speaks, ISO 8601, or ""."""

    source: str
    status: PublicationStatus
    as_of: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class StatusReport:
    """``status`` of the paper; ``why`` in plain words; ``notice``: the record is a notice about another paper.

    ``sources``: every source that was asked with its own answer, PubMed's record first, the others by name. ``dates``: source
    and the day up to which it speaks, for those that have one.
    """

    status: PublicationStatus
    why: str
    notice: bool = False
    sources: tuple[tuple[str, PublicationStatus], ...] = ()
    dates: tuple[tuple[str, str], ...] = ()


def is_notice(citation: Citation) -> bool:
    """Whether the record announces a retraction, concern or erratum of another paper instead of being one."""
    types = frozenset(citation.types)
    if types & REPUBLISHED_TYPES:
        return False
    return bool(types & NOTICE_TYPES) or any(correction.ref_type in ON_THE_NOTICE for correction in citation.corrections)


def of(citation: Citation, others: Mapping[str, PublicationStatus] = _NONE, dates: Mapping[str, str] = _UNDATED) -> StatusReport:
    """The worst answer of PubMed's record and the ``others`` (source name -> its answer, ``UNKNOWN`` when it failed).

    A starter note is not PubMed's record, so its own answer is ``UNKNOWN``: never read as clean. Where the sources
    that answered say ``CURRENT`` and another failed, the status is ``CURRENT`` and ``why`` names the one that failed.
    What others say about a record that PubMed types as a notice is about the paper behind it: told, and not applied.
    """
    own, why = _own(citation)
    notice = is_notice(citation)
    sources = (("PubMed record", own), *sorted(others.items()))
    # A link alone may stand on a full paper that corrects another one, and that paper can be retracted itself.
    apart = notice and bool(frozenset(citation.types) & NOTICE_TYPES)
    worst = own if apart else min((answer for _, answer in sources), key=SEVERITY.index)
    aside = f", {ABOUT_ANOTHER}" if apart else ""
    reasons = [*why, *(f"{name}: {answer.value}{aside}" for name, answer in sources[1:] if answer != PublicationStatus.CURRENT)]
    told = "; ".join(reasons) or "no correction, concern or retraction is linked to the record"
    dated = [("PubMed record", citation.revised), *sorted(dates.items())]
    return StatusReport(worst, told, notice, sources, tuple((name, date) for name, date in dated if date))


def answered(citation: Citation, answers: Iterable[Answer]) -> StatusReport:
    """``of`` for answers with their dates."""
    kept = tuple(answers)
    return of(citation, {one.source: one.status for one in kept}, {one.source: one.as_of for one in kept})


def standing(notices: Iterable[Notice]) -> tuple[PublicationStatus, str]:
    """What one source's notices about one paper come to, and in words which one decided; no notice at all: CURRENT.

    A reinstatement takes back the retractions dated up to its own day, an undated one only undated retractions; concerns and
    corrections stay. Of what is left the most severe stands.
    """
    kept = sorted(notices, key=lambda one: (one.date, one.record))
    back = max((one.date for one in kept if one.status == PublicationStatus.CURRENT), default=None)
    left = [one for one in kept if back is None or one.status != PublicationStatus.RETRACTED or one.date > back]
    worst = min(left, key=lambda one: SEVERITY.index(one.status), default=None)
    if worst is None:
        return PublicationStatus.CURRENT, ""
    where = f"PMID {worst.notice_pmid}" if worst.notice_pmid else worst.notice_doi
    return worst.status, " ".join(part for part in ((worst.nature or worst.status.value).lower(), worst.date, where) if part)


def is_news(before: PublicationStatus, after: PublicationStatus) -> bool:
    """Whether a change of status is one to raise an alarm for: not knowing any more is none, and neither is learning that all is well."""
    if after in (before, PublicationStatus.UNKNOWN):
        return False
    return not (before == PublicationStatus.UNKNOWN and after == PublicationStatus.CURRENT)


def _own(citation: Citation) -> tuple[PublicationStatus, tuple[str, ...]]:
    if citation.note is not None:
        return PublicationStatus.UNKNOWN, ("starter note: PubMed's record has not been read yet",)
    found = [(PublicationStatus.RETRACTED, f"publication type {name}") for name in citation.types if name in RETRACTED_TYPES]
    for correction in citation.corrections:
        link = _ON_THE_PAPER.get(correction.ref_type)
        if link is not None:
            where = " ".join(part for part in (correction.source, f"PMID {correction.pmid}" if correction.pmid else "") if part)
            found.append((link.status, f"{link.words} {where}".strip()))
    found.sort(key=lambda item: SEVERITY.index(item[0]))
    return (found[0][0] if found else PublicationStatus.CURRENT), tuple(dict.fromkeys(words for _, words in found))
