"""Certainty against what the evidence allows: words that need more than is there, and a softer sentence with the same facts.

Without a verdict only words that no claim may use unsupported are named. A suggestion never adds a fact: it hedges the verb or takes a word
out; where neither leaves a true sentence there is none. Help for a reviewer, who accepts it or not.
"""

from __future__ import annotations

import re

from evidence import text as prose
from evidence.model import Certainty, Claim, Kind, Label, Reason, Verdict, Wording
from evidence.rules import overstatement, verbs
from evidence.wording.grading import grade, level

_STRONG = tuple((row, re.compile(row.pattern, re.IGNORECASE)) for row in overstatement.WORDS)
_WEAK = (Reason.INDIRECT_ONLY, Reason.WEAK_ONLY, Reason.OVERSTATED, Reason.CONFLICTING, Reason.CONTRADICTED)
_SILENT = (Kind.REGULATORY, Kind.TESTIMONIAL)
_EFFECTS = (Kind.EFFICACY, Kind.ONSET, Kind.COMPARISON, Kind.SAFETY, Kind.MECHANISM, Kind.RISK_FACTOR)
_VERB = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_REASONS = {
    Reason.INDIRECT_ONLY: "the evidence is indirect",
    Reason.WEAK_ONLY: "the evidence is below the level that such a claim needs",
    Reason.OVERSTATED: "the evidence supports a weaker statement",
    Reason.CONFLICTING: "the evidence conflicts",
    Reason.CONTRADICTED: "the evidence speaks against it",
    Reason.NONE_FOUND: "no citation was found",
    Reason.NO_STANCE: "no citation takes a stand",
}


# How far apart two conclusions must stand, on the ladder from 1 to 3, before one is said to go further: looked at in steps of a quarter on
# the 100 training pairs of press releases and abstracts.
FURTHER = 0.75


def strength(text: str) -> int:
    """How strongly a sentence ties cause to effect: 0 no finding, 1 goes together, 2 may cause, 3 causes."""
    return grade(text)


def compared(said: str, evidence: str) -> str:
    """Whether ``said`` "exaggerates" or "downplays" what ``evidence`` says, or is the "same"; both are conclusions of some sentences.

    A conclusion states a finding, so "no finding" is left out of the weighing.
    """
    ours, theirs = _strongest(said), _strongest(evidence)
    return "exaggerates" if ours > theirs + FURTHER else "downplays" if ours < theirs - FURTHER else "same"


def _strongest(text: str) -> float:
    spans = prose.sentences(text)
    return max((level(text[span.start : span.end]) for span in spans), default=0.0)


def check(claim: Claim, verdict: Verdict | None) -> Wording:
    """Whether the claim is worded more strongly than its evidence allows; ``rules`` names each rule that fired with its source."""
    if claim.kind in _SILENT:
        return Wording(False)
    fired = [(row, pattern) for row, pattern in _STRONG if pattern.search(claim.text) and not _carried(row, claim, verdict)]
    firm = claim.certainty == Certainty.ASSERTED and claim.kind in _EFFECTS and strength(claim.text) == 3
    thin = verdict is not None and (verdict.reason in _WEAK or verdict.label == Label.UNSOURCED) and firm
    if not fired and not thin:
        return Wording(False)
    why = [_why(row, verdict) for row, _ in fired]
    rules = [f"{row.name} ({row.source})" for row, _ in fired]
    if thin and verdict is not None:
        why.append(f"stated as a fact while {_REASONS[verdict.reason]}")
        rules.append(f"certainty against evidence ({overstatement.TEAM})")
    told = "; ".join(why)
    return Wording(True, f"{told[0].upper()}{told[1:]}.", _softer(claim, fired, thin), tuple(rules))


def _why(row: overstatement.Strong, verdict: Verdict | None) -> str:
    if row.needs == 0:
        return f"no level of evidence can carry \"{row.name}\""
    return f"\"{row.name}\" needs direct support of level {row.needs}{' or better' if row.needs > 1 else ''}, and {_stands(verdict)}"


def _stands(verdict: Verdict | None) -> str:
    """What the claim has instead. A level alone says nothing where the evidence is indirect, split or against it."""
    if verdict is None or verdict.label == Label.UNSOURCED or verdict.best_level is None:
        return "the claim stands on nothing judged so far"
    if verdict.label == Label.SUPPORTED:
        return f"the claim stands on level {verdict.best_level}"
    return f"{_REASONS[verdict.reason]} (its best is of level {verdict.best_level})"


def _carried(row: overstatement.Strong, claim: Claim, verdict: Verdict | None) -> bool:
    """Whether the verdict is strong enough for the word; a denied claim ("does not cure") makes no promise."""
    if claim.certainty == Certainty.DENIED and row.name not in ("no side effects", "completely safe"):
        return True
    if verdict is None or row.needs == 0 or verdict.label != Label.SUPPORTED or verdict.best_level is None:
        return False
    return verdict.best_level <= row.needs


def _softer(claim: Claim, fired: list[tuple[overstatement.Strong, re.Pattern[str]]], thin: bool) -> str:
    """A softer sentence with the same facts, or ""."""
    words = claim.text
    for row, pattern in fired:
        if not row.softer:
            return ""
        words = pattern.sub(row.softer, words, count=1)
    if not fired and thin:
        words = _hedged(words)
    words = re.sub(r"\b(may(?: \w+)?) \1\b", r"\1", words)
    return words if words != claim.text else ""


def _hedged(words: str) -> str:
    """"X reduces pain" -> "X may reduce pain"; "" stays "" where no plain verb is found."""
    for match in _VERB.finditer(words):
        low = match.group().lower()
        if match.start() == 0:
            continue
        before = words[: match.start()].rstrip().rsplit(" ", 1)[-1].lower()
        if low in ("is", "are") and not words[match.end() :].lstrip().startswith(("not ", "no ")):
            return f"{words[: match.start()]}may be{words[match.end() :]}"
        if low in verbs.THIRD and before not in verbs.DETERMINERS and before not in verbs.PREPOSITIONS:
            lemma = verbs.THIRD[low]
            if lemma in verbs.NOUNS_TOO and not re.match(r"\s+(?:the|a|an|your|in|with|to|by|\w+ing)\b", words[match.end() :]):
                continue
            return f"{words[: match.start()]}may {lemma}{words[match.end() :]}"
        if low in verbs.LEMMAS and low not in verbs.NOUNS_TOO and before.endswith("s"):
            return f"{words[: match.start()]}may {low}{words[match.end() :]}"
    return words
