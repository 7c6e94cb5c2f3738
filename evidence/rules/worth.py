"""What makes a statement worth checking, and what makes it too vague to check; price and promotion near a benefit.

Source: method.md, section 2 (check-worthiness, risk tiers); FTC Health Products Compliance Guidance (December 2022) for price and promotion.
"""
# ruff: noqa: E501 - a rule is a line

from __future__ import annotations

from evidence.rules.cue import Cue

VAGUE: tuple[Cue, ...] = (
    Cue("vague.praise", r"\b(?:gold standard|powerful|important|unique|amazing|exciting|convenient|customi[sz]\w+|natural|holistic|innovative|transformative|valuable|great|perfect|ideal|gentle|remarkable|life-changing|game[- ]chang\w+|exceptional|special|challenging|mystery|better choice|popular|trusted|synergy)\b", "evaluative words, nothing to measure"),
    Cue("vague.many", r"^(?:there (?:are|is) (?:many|several|few|a few|some)|\S+(?: \S+){0,2} (?:comes?|is available) in (?:many|several|different))\b", "names no effect"),
)

# Words that give a vague statement something to measure after all.
MEASURABLE = r"\d|%|\b(?:pain|fatigue|depress\w+|symptoms?|bioavailab\w+|relief|risk|sleep|mortality|death|side effects?|prevent\w*|reduc\w+|improv\w+|increas\w+|effective|treat\w*|infections?|recover\w*|than)\b"

# A sentence with none of these, no concept, no figure and no cue of any kind says nothing that could be checked.
OF_HEALTH = r"\b(?:patients?|people|adults|dos(?:e|es|ing)|drugs?|treat\w*|therap\w+|symptoms?|diseases?|conditions?|illness|health\w*|doctors?|hospitals?|tests?|tested|risks?|side effects?|body|blood|brain|recover\w*|medic\w+|effects?|benefits?|trials?|studies|study)\b"

PRICE = r"[$€£]\s?\d[\d,.]*|\b\d+\s?(?:%|percent) off\b|\b(?:free consultation|discount|special offer|financing|payment plans?|money[- ]back|limited[- ]time|package of|buy (?:now|one)|save \d)\b"

REFERENCES = r"\bdoi:\s?10\.|doi\.org/10\.|\bPMID:?\s?\d{4,}|\bPMC\d{5,}|pubmed\.ncbi|ncbi\.nlm\.nih\.gov|\[\d{1,3}(?:[,–-]\s?\d{1,3})*\]|\bet al\.?,? \(?(?:19|20)\d\d|\((?:[A-Z][\w'’-]+(?:,| and| &| et al\.?)? ){1,3}(?:19|20)\d\d\)|\b(?:19|20)\d\d;\s?\d+(?:\(\d+\))?:\s?[\dSe]|[a-z]\.?[¹²³⁴-⁹]"
