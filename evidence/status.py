"""Corrections, retractions and concerns -> the publication status of the paper itself (method.md, section 5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from evidence.model import Citation, PublicationStatus
from evidence.rules.notices import NOTICE_TYPES, ON_THE_NOTICE, ON_THE_PAPER, REPUBLISHED_TYPES, RETRACTED_TYPES, SEVERITY

_ON_THE_PAPER = {link.ref_type: link for link in ON_THE_PAPER}
_NONE: Mapping[str, PublicationStatus] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class StatusReport:
    """``status`` of the paper; ``why`` in plain words; ``notice``: the record is a notice about another paper.

    ``sources``: every source that was asked with its own answer, PubMed's record first, the others by name.
    """

    status: PublicationStatus
    why: str
    notice: bool = False
    sources: tuple[tuple[str, PublicationStatus], ...] = ()


def is_notice(citation: Citation) -> bool:
    """Whether the record announces a retraction, concern or erratum of another paper instead of being one."""
    types = frozenset(citation.types)
    if types & REPUBLISHED_TYPES:
        return False
    return bool(types & NOTICE_TYPES) or any(correction.ref_type in ON_THE_NOTICE for correction in citation.corrections)


def of(citation: Citation, others: Mapping[str, PublicationStatus] = _NONE) -> StatusReport:
    """The worst answer of PubMed's record and the ``others`` (source name -> its answer, ``UNKNOWN`` when it failed).

    A starter note is not PubMed's record, so its own answer is ``UNKNOWN``: never read as clean. Where the sources
    that answered say ``CURRENT`` and another failed, the status is ``CURRENT`` and ``why`` names the one that failed.
    """
    own, why = _own(citation)
    sources = (("PubMed record", own), *sorted(others.items()))
    worst = min((answer for _, answer in sources), key=SEVERITY.index)
    reasons = [*why, *(f"{name}: {answer.value}" for name, answer in sources[1:] if answer != PublicationStatus.CURRENT)]
    told = "; ".join(reasons) or "no correction, concern or retraction is linked to the record"
    return StatusReport(worst, told, is_notice(citation), sources)


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
