"""What a kind of claim must share with a study before the study can speak about it at all, and the words that decide it.

``NEEDS``: kind -> (subject, object): parts of the claim's PICO. Every concept of the subject must be met, and one of the object.
Source: method.md, sections 1 and 4.
"""

from __future__ import annotations

from evidence.model import Kind
from evidence.rules.cue import Cue

NEEDS: dict[Kind, tuple[str, str]] = {
    Kind.EFFICACY: ("intervention", "outcome"),
    Kind.ONSET: ("intervention", "outcome"),
    Kind.COMPARISON: ("intervention", "outcome"),
    Kind.SAFETY: ("intervention", "outcome"),
    Kind.PREVALENCE: ("population", ""),
    Kind.SYMPTOM: ("population", "outcome"),
    Kind.RISK_FACTOR: ("population", "intervention"),
    Kind.MECHANISM: ("intervention", "outcome"),
    Kind.PHARMACOKINETICS: ("intervention", "outcome"),
}

# Words near which a share is a share of the population, not of the patients.
OF_THE_POPULATION: tuple[Cue, ...] = (
    Cue("prevalence", r"\b(?:prevalences?|incidence|population|per (?:\d[\d,]*|million)|estimat\w+|lifetime|pooled|overall|average"
        r"|affect(?:s|ed)|rates?|frequency|occur(?:s|red)?|occurrence)\b"),
)
NEAR_THE_WORD = 40

PER_MANY = Cue(
    "per many",
    r"(?P<n>\d+(?:[.,]\d+)?)\s?(?:per|in|/|out of)(?: every)?\s?(?P<many>100,?000|10,?000|1,?000|million|1 million)\b",
)
MANY = {"100000": 100_000, "10000": 10_000, "1000": 1_000, "million": 1_000_000, "1million": 1_000_000}
INTERVAL = Cue("interval", r"\s?(?:C\.?I\.?|confidence|credible)\b")

# A study's figure may be this far from the claim's, as a share of the claim's, and still be the same figure overstated.
NEAR_MISS = 0.25

# Groups of people that a claim may compare, as stems.
GROUPS: tuple[tuple[str, frozenset[str]], ...] = (
    ("women", frozenset({"woman", "femal", "girl", "mother"})),
    ("men", frozenset({"man", "mal", "male", "boy", "father"})),
    ("children", frozenset({"child", "pediatric", "adolescent", "infant", "youth"})),
    ("adults", frozenset({"adult", "elder", "older"})),
)
MORE_OFTEN = Cue(
    "more often in the first",
    r"\b(?:more (?:often|common(?:ly)?|frequent(?:ly)?|likely|prevalent|women|men)|higher|greater|predominan\w+|twice|mostly|mainly)\b",
)
LESS_OFTEN = Cue("less often in the first", r"\b(?:less (?:often|common(?:ly)?|frequent(?:ly)?|likely|prevalent)|lower|fewer|rarer)\b")
RATIO = Cue("ratio", r"\bratios?\b")

# A sentence with one of these settles nothing: plans, proposals, open questions.
OPEN: tuple[Cue, ...] = (
    Cue(
        "plans",
        r"\b(?:plans?|planned|will (?:be|test|determine|enrol\w*)|no results|results? (?:lines? )?(?:not|are awaited)"
        r"|ongoing|registered|tests? (?:a|an|the|whether)|terminated|not (?:seen|shown|reported|in the excerpt))\b",
    ),
    Cue("proposes", r"\b(?:propos(?:e[sd]?|al)|hypothesi[sz]e[sd]?|hypothes[ie]s|speculat\w+|theor(?:y|etical)|could unify|argues?)\b"),
    Cue(
        "open",
        r"\b(?:(?:is|are|was|were|remains?|still|largely|harms|effects?|causes?) (?:\w+ )?un(?:clear|known|certain|tested)"
        r"|not (?:yet )?(?:known|clear|established|settled)|inconclusive|insufficient|conflicting|no definitive"
        r"|remains? to be)\b",
    ),
)

# A sentence that tells what came after what, or who has what more often: without one, standing side by side is no risk.
AFTER = Cue(
    "after",
    r"\b(?:after|following|followed|preced\w*|prior|before|onset|start(?:ed|s)?|develop\w*|met (?:\w+ )?criteria|trigger\w*|risks?"
    r"|odds|hazard"
    r"|likely|likelihood|associat\w*|linked|link|predict\w*|caus\w*|lead\w*|led|result(?:s|ed)? in|histor(?:y|ies) of|incidence"
    r"|new-onset)\b",
)

# Words that deny. "Similar" is none: a rate that is similar in two groups denies neither.
DENYING: tuple[Cue, ...] = (
    Cue(
        "not",
        r"\b(?:no(?! (?:less|more|fewer|later|earlier|doubt))|not|none|neither|nor|without|lack(?:ed|s)?|absen(?:t|ce)"
        r"|fail(?:ed|s)? to|never|cannot)\b|n't\b",
    ),
)

MOST = Cue("most", r"\b(?:highest|greatest|largest|most|best|maximal|maximum)\b")
LEAST = Cue("least", r"\b(?:lowest|smallest|least|worst|minimal|minimum|poorest)\b")

# Words of a claim that say nothing about its subject: they need not be met by the study.
EMPTY = frozenset(
    """
    abnormal abnormalities abnormality about affect affected affects allow allows almost alter altered always anti around because
    become believed benefit benefits best better call called can cause causes characteristics combination combined common commonly
    compare compared condition convenient day days decrease described disease due effect effective effects emerging especially etc
    explain explains few first follow followed form forms frequent gold good help helps high higher highest hour hours illness
    impaired impairment important improve improves include includes increase issue know known lead leads least less levels long low
    lower lowest many may month months more most nearly new occur occurs often other others outcome outcomes patient patients people
    person population possibly powerful precede preceded problem problems promising provide provides reduce relate related relief
    relieve report roughly several show shows significant significantly some standard strong stronger struggling studies study such
    symptom symptoms take takes therapies therapy took treat treatment treatments trigger triggers trouble unique upset use used using
    various week weeks work works year years
    """.split()  # noqa: SIM905
)
# Words of a claim that a study says in its own way, by stem.
SAME_SENSE: dict[str, tuple[str, ...]] = {
    "independent": ("adjust", "adjustment", "covariat", "multivariabl"),
    "independently": ("adjust", "adjustment", "covariat", "multivariabl"),
    "relat": ("mediat", "mediation", "attribut", "correlat", "associat"),
}
# Findings on harms say nothing about a benefit.
ON_HARMS = Cue("on harms", r"\b(?:adverse|side[- ]effects?|tolera\w+|drop-?outs?|discontinu\w+|complications?)\b")
# Units of time by their length in days, for claims on how fast something works.
TIMES: dict[str, float] = {"minutes": 1 / 1440, "hours": 1 / 24, "days": 1.0, "weeks": 7.0, "months": 30.0, "years": 365.0}
DAY_NUMBER = Cue("day number", r"\b(?P<unit>day|week|month|hour)s? (?P<n>\d+)\b")
# Words rarer than this (inverse document frequency) tell something; half of their weight must stand in the record.
TELLING = 2.5
