"""The sentences in which a verdict is told. ``{level}`` and the like are filled in by verdicts.py."""

from __future__ import annotations

from evidence.model import Reason

OPENING: dict[Reason, str] = {
    Reason.DIRECT_SUPPORT: "Supported: direct human evidence supports the claim, and none of equal or higher level refutes it.",
    Reason.SUPPORT_OUTWEIGHS: "Supported: direct human evidence supports the claim and outweighs what speaks against it.",
    Reason.CONFLICTING: "Mixed: direct evidence speaks on both sides.",
    Reason.CONTRADICTED: "Mixed, and contradicted: the direct evidence refutes the claim and none supports it.",
    Reason.INDIRECT_ONLY: "Mixed: the evidence that takes a stand is indirect; it studied something other than what the claim says.",
    Reason.WEAK_ONLY: "Mixed: direct evidence supports the claim, but only below the level that this kind of claim needs.",
    Reason.OVERSTATED: "Mixed: the evidence supports a weaker wording or another number than the claim's.",
    Reason.NONE_FOUND: "Unsourced: the search ran and found no citation on the claim.",
    Reason.NO_STANCE: "Unsourced: citations were found and read, and none of them counts for or against the claim.",
}

SOURCES = {"library": "local library", "pubmed": "PubMed"}

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
