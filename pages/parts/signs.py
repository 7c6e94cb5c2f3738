"""The words, icons and tones for people: one table for each family of the model's words. Colour is never the only sign.

``icon`` is a name of the bundled Material Symbols; ``tone`` names the colours of ``look.css`` and ``figures``.
"""

from __future__ import annotations

from dataclasses import dataclass

from evidence.model import Design, Finding, Judgement, Label, MismatchCode, PublicationStatus, Reason, Risk, Rung, Stance, State, Verdict


@dataclass(frozen=True, slots=True)
class Sign:
    """Icon + word + colour, with what it means in one sentence."""

    icon: str
    word: str
    tone: str
    meaning: str = ""

    @property
    def material(self) -> str:
        """The icon as Streamlit's own widgets spell it."""
        return f":material/{self.icon}:"


LABELS = {
    Label.SUPPORTED: Sign(
        "check_circle", "supported", "supported", "Direct human evidence supports it, at the level this kind of claim needs."
    ),
    Label.MIXED: Sign("contrast", "mixed", "mixed", "The evidence disagrees, is indirect, too weak, or says less than the claim."),
    Label.UNSOURCED: Sign("help", "unsourced", "unsourced", "The search ran, is dated, and nothing that was found takes a stand."),
}
CONTRADICTED = Sign("cancel", "mixed: contradicted", "contradicted", "Direct evidence refutes it and none supports it.")
STATES = {
    State.SEARCH_FAILED: Sign("cloud_off", "search failed", "failed", "The source did not answer: nothing is known about this claim yet."),
    State.NOT_SEARCHED: Sign("pending", "not searched", "pending", "Nobody has asked a source about this claim yet."),
    State.NOT_CHECKABLE: Sign("block", "not checkable", "unchecked", "Opinion, promotion or a regulator's fact: PubMed cannot settle it."),
}
STALE = Sign("history", "stale", "pending", "Judged before the text, the policy or the evidence changed.")
# The order in which labels stand in every bar: what carries, what is in doubt, what is against, what is missing, what is no label.
ORDER = (
    LABELS[Label.SUPPORTED],
    LABELS[Label.MIXED],
    CONTRADICTED,
    LABELS[Label.UNSOURCED],
    STATES[State.SEARCH_FAILED],
    STATES[State.NOT_SEARCHED],
    STATES[State.NOT_CHECKABLE],
)

REASONS = {
    Reason.DIRECT_SUPPORT: "direct evidence supports, none of equal level refutes",
    Reason.SUPPORT_OUTWEIGHS: "direct support outweighs weaker refutation",
    Reason.CONFLICTING: "direct evidence on both sides",
    Reason.CONTRADICTED: "direct evidence refutes, none supports",
    Reason.INDIRECT_ONLY: "the evidence is about something else than the claim",
    Reason.WEAK_ONLY: "the evidence is below the level this claim needs",
    Reason.OVERSTATED: "the claim says more than the evidence",
    Reason.NONE_FOUND: "the search found no citation on it",
    Reason.NO_STANCE: "citations were read, none takes a stand",
}
RISKS = {
    Risk.HIGH: Sign("priority_high", "high risk", "risk-high"),
    Risk.MEDIUM: Sign("remove", "medium risk", "risk-medium"),
    Risk.LOW: Sign("arrow_downward", "low risk", "risk-low"),
}
STANCES = {
    Stance.SUPPORTS: Sign("thumb_up", "supports", "supported"),
    Stance.REFUTES: Sign("thumb_down", "refutes", "contradicted"),
    Stance.NEUTRAL: Sign("remove", "takes no stand", "unchecked"),
}
NOT_JUDGED = Sign("cloud_off", "not judged", "failed", "The judge gave no usable answer: this counts for nothing, not as neutral either.")
STATUSES = {
    PublicationStatus.RETRACTED: Sign("delete_forever", "retracted", "contradicted", "Shown, struck through, never counted."),
    PublicationStatus.CONCERN: Sign("report", "expression of concern", "mixed", "Counts with this warning, one level lower."),
    PublicationStatus.CORRECTED: Sign("published_with_changes", "corrected and republished", "mixed"),
    PublicationStatus.ERRATUM: Sign("edit_note", "erratum", "unchecked"),
    PublicationStatus.CURRENT: Sign("task_alt", "no notice known", "unchecked"),
    PublicationStatus.UNKNOWN: Sign("question_mark", "status unknown", "failed", "No source could say; never read this as clean."),
}
MISMATCHES = {
    MismatchCode.POPULATION: "other population",
    MismatchCode.INTERVENTION: "other intervention",
    MismatchCode.ROUTE: "other route",
    MismatchCode.DOSE: "other dose",
    MismatchCode.COMPARATOR: "other comparator",
    MismatchCode.OUTCOME: "other outcome",
    MismatchCode.SPECIES: "other species",
}
RUNGS = {
    Rung.STRICT: "Strict: the whole claim",
    Rung.WIDER: "Wider",
    Rung.BROAD: "Broad",
    Rung.COUNTER: "Counter-evidence",
    Rung.OWN: "A person's own query",
}
SOURCES = {"library": "Local library", "pubmed": "PubMed, live"}
# Strongest first: the order of every picture by design.
DESIGNS = (
    Design.SYNTHESIS,
    Design.RCT,
    Design.CONTROLLED,
    Design.SINGLE_ARM,
    Design.COHORT,
    Design.CASE_CONTROL,
    Design.CROSS_SECTIONAL,
    Design.CASE_REPORT,
    Design.GUIDELINE,
    Design.OPINION,
    Design.PRECLINICAL,
    Design.PROTOCOL,
    Design.NOTICE,
    Design.UNCLEAR,
)


def stance(judgement: Judgement) -> Sign:
    """The sign of a judgement's stance, or that there is none."""
    return NOT_JUDGED if judgement.not_judged else STANCES[judgement.stance]


def of_verdict(label: Label, reason: Reason) -> Sign:
    """The sign of a label; a claim against which all speaks never looks half-true."""
    return CONTRADICTED if reason == Reason.CONTRADICTED else LABELS[label]


def of_stored(state: State, label: Label | None, reason: Reason | None) -> Sign:
    """The sign of a claim as the store keeps it: its label, or in words why it has none."""
    if label is None or reason is None:
        return STATES[state]
    sign = of_verdict(label, reason)
    return Sign(STALE.icon, f"{sign.word}, stale", STALE.tone, STALE.meaning) if state == State.STALE else sign


def of(finding: Finding) -> Sign:
    verdict: Verdict | None = finding.verdict
    return of_stored(finding.state, verdict.label if verdict else None, verdict.reason if verdict else None)
