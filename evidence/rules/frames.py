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
    Cue("plans", r"\b(?:plans?|planned|will (?:be|test|determine|enrol\w*)|no results|results? (?:lines? )?(?:not|are awaited)|ongoing|registered"
        r"|tests? (?:a|an|the|whether)|terminated|not (?:seen|shown|reported|in the excerpt))\b"),
    Cue("proposes", r"\b(?:propos(?:e[sd]?|al)|hypothesi[sz]e[sd]?|hypothes[ie]s|speculat\w+|theor(?:y|etical)|could unify|argues?)\b"),
    Cue("open", r"\b(?:(?:is|are|was|were|remains?|still|largely|harms|effects?|causes?) (?:\w+ )?un(?:clear|known|certain|tested)|not (?:yet )?(?:known|clear|established|settled)|inconclusive|insufficient|conflicting"
        r"|no definitive|remains? to be)\b"),
)

# A sentence that tells what came after what, or who has what more often: without one, standing side by side is no risk.
AFTER = Cue(
    "after",
    r"\b(?:after|following|followed|preced\w*|prior|before|onset|start(?:ed|s)?|develop\w*|met (?:\w+ )?criteria|trigger\w*|risks?|odds|hazard"
    r"|likely|likelihood|associat\w*|linked|link|predict\w*|caus\w*|lead\w*|led|result(?:s|ed)? in|histor(?:y|ies) of|incidence|new-onset)\b",
)

# Words that deny. "Similar" is none: a rate that is similar in two groups denies neither.
DENYING: tuple[Cue, ...] = (
    Cue("not", r"\b(?:no(?! (?:less|more|fewer|later|earlier|doubt))|not|none|neither|nor|without|lack(?:ed|s)?|absen(?:t|ce)|fail(?:ed|s)? to|never|cannot)\b|n't\b"),
)

MOST = Cue("most", r"\b(?:highest|greatest|largest|most|best|maximal|maximum)\b")
LEAST = Cue("least", r"\b(?:lowest|smallest|least|worst|minimal|minimum|poorest)\b")

# Words of a claim that say nothing about its subject: they need not be met by the study.
EMPTY = (
    "treat treatment treatments therapy therapies patient patients people person symptom symptoms include includes condition disease illness"
    " can may often many several important various characteristics powerful promising effect effects effective benefit benefits help helps"
    " relieve relief improve improves better best good significant significantly levels study studies show shows some other others form forms"
    " compare compared allow allows provide provides precede preceded follow followed trigger triggers cause causes lead leads relate related"
    " affect affects affected population common commonly frequent report due because call called new emerging few first strong stronger"
    " convenient such etc unique abnormal abnormality abnormalities problem problems issue trouble upset impairment impaired high higher highest"
    " low lower lowest gold standard more less most least increase decrease reduce take takes took occur occurs become outcome outcomes long"
    " year years month months week weeks day days hour hours nearly almost about around roughly possibly altered alter explain explains anti"
    " believed described known know always struggling especially combined combination important effect use used using work works"
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
