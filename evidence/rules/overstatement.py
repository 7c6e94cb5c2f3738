"""Words of certainty and what must stand behind them; how strongly a sentence ties cause to effect; softer ways to say it.

``WORDS``: a word or phrase, the best evidence level that it needs (1 = synthesis of trials; 0 = no evidence can carry it), a softer phrase
with the same facts ("" where only taking it out helps), and the source of the rule.
``ASSOCIATION``, ``CAUSE``, ``CONDITION``: the four grades of "nothing claimed, goes together, may cause, causes" that are used for
exaggeration in press releases (Sumner et al. 2014; Yu et al. 2019); our own word lists.
Help for a reviewer, not legal advice.
"""
# ruff: noqa: E501 - a rule is a line

from __future__ import annotations

from dataclasses import dataclass

from evidence.rules.cue import Cue

FTC = "FTC, Health Products Compliance Guidance, December 2022"
CFR = "21 CFR 202.1(e)(6)(i)"
TEAM = "method.md, section 10"


@dataclass(frozen=True, slots=True)
class Strong:
    """``needs``: the highest (numerically largest) OCEBM level that may stand behind the word when it is supported; 0 for none."""

    name: str
    pattern: str
    needs: int
    softer: str
    source: str


WORDS: tuple[Strong, ...] = (
    Strong("cure", r"\b(?:cures?|cured|curing)\b(?! (?:rate|meat))", 1, "may help with", FTC),
    Strong("proven", r"\b(?:(?:is|are|has been|have been) )?(?:clinically |scientifically |medically )?proven(?: to)?\b(?! wrong)", 1, "may", FTC),
    Strong("clinically shown", r"\b(?:clinically|scientifically) (?:shown|tested|demonstrated|validated|established)(?: to)?\b", 1, "reported to", FTC),
    Strong("guaranteed", r"\bguarantee(?:s|d)?(?: to)?\b", 0, "may", FTC),
    Strong("miracle", r"\bmirac(?:le|les|ulous(?:ly)?)\b", 0, "", FTC),
    Strong("breakthrough", r"\b(?:breakthroughs?|revolutionary|game[- ]changers?|game[- ]changing|wonder (?:drug|cure))\b", 0, "", FTC),
    Strong("no side effects", r"\b(?:no|without(?: any)?|zero|free (?:of|from)) (?:known |serious |harmful )?side[- ]effects?\b", 0, "", CFR),
    Strong("completely safe", r"\b(?:completely|totally|perfectly|absolutely|entirely|100 ?%) safe\b|\brisk[- ]free\b|\bharmless\b", 0, "", CFR),
    Strong("safe", r"\b(?:is|are|was|were) (?:also |very |extremely )?safe\b(?! when| if| for most)", 2, "", CFR),
    Strong("gold standard", r"\bgold standard\b", 1, "", CFR),
    Strong("best", r"\b(?:the best|the most (?:effective|powerful|potent|advanced|reliable)|superior to|unsurpassed|unmatched|second to none|better than any)\b", 1, "", CFR),
    Strong("always works", r"\b(?:always works?|works? (?:every time|for everyone)|never fails?|100 ?% effective|in all (?:patients|cases))\b", 0, "", CFR),
    Strong("reverses", r"\b(?:reverses?|eliminates?|eradicates?|wipes? out|stops?)\b(?= (?:\w+ ){0,2}?(?:aging|ageing|disease|cancer|diabetes|dementia|alzheimer\w*|pain|fatigue|depression|symptoms|inflammation|arthritis|illness)\b)", 1, "may reduce", FTC),
    Strong("prevents disease", r"\bprevents?\b(?= (?:\w+ ){0,2}?(?:cancer|dementia|alzheimer\w*|heart (?:attacks?|disease)|stroke|diabetes|covid\S*|infections?)\b)", 1, "may lower the risk of", FTC),
    Strong("permanent", r"\b(?:permanent(?:ly)?|forever|for good|once and for all)\b(?! (?:damage|injury|disab|loss))", 1, "", FTC),
    Strong("instant", r"\b(?:instant(?:ly)?|immediate(?:ly)?|overnight) (?:relief|results?|improvement|cure|reliev\w+|improv\w+)\b", 2, "", FTC),
    Strong("studies prove", r"\b(?:studies|science|research|trials?|experts?) (?:prove[sd]?|confirm(?:s|ed)?|agrees?)\b", 1, "some studies suggest", FTC),
)

ASSOCIATION: tuple[Cue, ...] = (
    Cue("association.with", r"\b(?:associat\w+|correlat\w+|link(?:ed|s)? (?:to|with|between)|linked|relat(?:ed|ion|ions|ionship|ionships)|connected|connection|co-?occur\w*)\b"),
    Cue("association.predict", r"\b(?:predict(?:s|ed|or|ors|ive)?|prognostic|risk (?:factors?|markers?)|markers? (?:of|for)|determinants?|indicators?|likelihood|odds|predispos\w+|reflect(?:s|ed)?)\b"),
    Cue("association.more", r"\b(?:more|less|most|least|times|twice as) (?:\w+ )?(?:likely|common|frequent(?:ly)?|often|prevalent|prone|at risk)\b"),
    Cue("association.risk", r"\b(?:(?:increased|higher|greater|elevated|lower|reduced|decreased|high|excess) (?:\w+ )?(?:risk|rates?|prevalence|incidence|mortality|frequency|odds)|at (?:increased |higher |greater )?risk)\b"),
    Cue("association.compared", r"\b(?:higher|lower|greater|worse|better|poorer|longer|shorter|more|less|fewer|larger|smaller|similar|comparable)\b.{0,80}\b(?:than|compared (?:with|to)|among|between)\b|\b(?:differ(?:s|ed|ences?)|different) (?:between|from|in)\b|\bvar(?:y|ied|ies) (?:by|with|between)\b"),
)

CAUSE: tuple[Cue, ...] = (
    Cue("cause.changes", r"\b(?:increas(?:e|es|ed|ing)|reduc(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|lower(?:s|ed|ing)|improv(?:e|es|ed|ing|ements?)|rais(?:e|es|ed|ing)|worsen(?:s|ed|ing)?|eas(?:e|es|ed|ing)|enhanc(?:e|es|ed|ing)|attenuat\w+|accelerat\w+|delay(?:s|ed)?|prolong(?:s|ed)?|shorten(?:s|ed)?|alleviat\w+|reliev\w+|restor\w+|boost\w*|halv(?:e|es|ed)|doubl(?:e|es|ed)|cut(?:s|ting)?|slow(?:s|ed)?|impair(?:s|ed)?|ameliorat\w+|exacerbat\w+|eliminat\w+|revers(?:e|es|ed))\b"),
    Cue("cause.causes", r"\b(?:caus(?:e|es|ed|ing|al)|lead(?:s|ing)? to|led to|result(?:s|ed|ing)? in|induc(?:e|es|ed|ing)|trigger\w*|contribut(?:e|es|ed|ing) to|produc(?:e|es|ed)|promot(?:e|es|ed|ing)|affect(?:s|ed|ing)?|influenc(?:e|es|ed|ing)|effects? (?:of|on)|impact(?:s|ed)? (?:of|on)?|mediat\w+|due to|because of|responsible for|drive[sn]?|attributable)\b"),
    Cue("cause.works", r"\b(?:effective(?:ly|ness)?|efficacious|efficacy|ineffective|benefi(?:t|ts|cial|ted)|help(?:s|ed|ing)?|prevent(?:s|ed|ing|ion)?|protect(?:s|ed|ing|ive|ion)?|treat(?:s)?\b|cur(?:e|es|ed)|sav(?:e|es|ed|ing) lives|safe|well[- ]tolerated|superior|non-?inferior|inferior|fail(?:s|ed) to (?:improve|reduce|prevent)|successful(?:ly)?|suppress\w*|inhibit\w*|block(?:s|ed)?|stimulat\w+|facilitat\w+|supports? (?:the )?(?:growth|healing|recovery))\b"),
)

CONDITION: tuple[Cue, ...] = (
    Cue("condition.may", r"\b(?:may|might|could|can|would|possibl[ey]|potential(?:ly)?|perhaps|likely|probabl[ey]|appears? to|seems? to|suggest(?:s|ed)? (?:that )?|promising|hypothes\w+|tends? to|should (?:be able|reduce|improve|help))\b"),
)

# Sentences that call for action or research state no finding.
NO_FINDING = r"\b(?:(?:further|future|more|additional|larger) (?:\w+ ){0,3}?(?:research|stud(?:y|ies)|trials?|work|investigations?|evidence|data)|(?:is|are|was|were) (?:needed|warranted|required|necessary|recommended|a major)|should (?:be|not|consider|include|focus|take|aim|undergo|receive|have)|need(?:s)? to|must be|remains? (?:unclear|unknown|controversial|to be)|it is (?:important|necessary|essential|crucial)|we (?:recommend|propose|aimed|describe|present)|important to|limitations?|this is the first)\b"
