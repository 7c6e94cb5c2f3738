"""What a link to another record says about a paper, and which records are notices rather than papers.

Sources: NLM, "Errata, Retractions, and Other Linked Citations in PubMed" (fact sheet) and the values of
``CommentsCorrections/@RefType`` in PubMed's DTD; severity order: method.md, section 5.
"""

from __future__ import annotations

from dataclasses import dataclass

from evidence.model import PublicationStatus


@dataclass(frozen=True, slots=True)
class Link:
    """A RefType that stands on the affected paper, the status it gives and how it is told."""

    ref_type: str
    status: PublicationStatus
    words: str


# The *In* forms stand on the affected paper. NLM treats a partial retraction as an erratum.
ON_THE_PAPER = (
    Link("RetractionIn", PublicationStatus.RETRACTED, "retracted in"),
    Link("RetractedandRepublishedIn", PublicationStatus.RETRACTED, "retracted and republished in"),
    Link("ExpressionOfConcernIn", PublicationStatus.CONCERN, "expression of concern in"),
    Link("CorrectedandRepublishedIn", PublicationStatus.CORRECTED, "corrected and republished in"),
    Link("ErratumIn", PublicationStatus.ERRATUM, "erratum in"),
    Link("PartialRetractionIn", PublicationStatus.ERRATUM, "partly retracted in"),
    Link("UpdateIn", PublicationStatus.CURRENT, "a newer version is"),
)

# The *Of* and *For* forms stand on the notice, which speaks about another paper and has no finding of its own.
ON_THE_NOTICE = frozenset({"RetractionOf", "ExpressionOfConcernFor", "ErratumFor", "PartialRetractionOf"})

# Publication types of notices, today's name and the ones before it.
NOTICE_TYPES = frozenset({"Retraction Notice", "Retraction of Publication", "Expression of Concern", "Published Erratum"})

# The publication type of a retracted paper: enough even where the link is missing.
RETRACTED_TYPES = frozenset({"Retracted Publication"})



@dataclass(frozen=True, slots=True)
class Nature:
    """What Retraction Watch calls a notice (its column RetractionNature), and the status that gives the paper."""

    name: str
    status: PublicationStatus


# Source: Retraction Watch Database User Guide, "Nature of Notice". A reinstatement takes an earlier retraction back.
NATURES = (
    Nature("Retraction", PublicationStatus.RETRACTED),
    Nature("Expression of concern", PublicationStatus.CONCERN),
    Nature("Correction", PublicationStatus.ERRATUM),
    Nature("Reinstatement", PublicationStatus.CURRENT),
)

# Full articles that replace a corrected or retracted one: papers, although they point back.
REPUBLISHED_TYPES = frozenset({"Corrected and Republished Article"})

# Most severe first (method.md, section 5); UNKNOWN only where no source could answer.
SEVERITY = (
    PublicationStatus.RETRACTED,
    PublicationStatus.CONCERN,
    PublicationStatus.CORRECTED,
    PublicationStatus.ERRATUM,
    PublicationStatus.CURRENT,
    PublicationStatus.UNKNOWN,
)
