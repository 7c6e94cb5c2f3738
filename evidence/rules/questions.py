"""What a query asks besides its concepts: words for each kind of claim, for routes, and for evidence against a claim.

Each term is a piece of a PubMed query (a word or ``"a phrase"``; ``queries`` adds the field tag); ``headings`` are MeSH names. Word forms
are written out: a truncated word costs an index more than five whole ones, and a reader sees what was asked.
Sources: "clinical queries": the search filters of PubMed's Clinical Queries (Haynes and colleagues), in their words, not their
whole; "MeSH": names and entry terms of the headings given; "team list": written for this project.
"""

# ruff: noqa: E501, SIM905 - a rule is a line, a list of words is prose
# fmt: off

from __future__ import annotations

from dataclasses import dataclass

from evidence.model import Direction, Kind


@dataclass(frozen=True, slots=True)
class Asked:
    """What citations on one kind of claim speak of."""

    kind: Kind
    terms: tuple[str, ...]
    headings: tuple[str, ...]
    source: str


ASKED: tuple[Asked, ...] = (
    Asked(Kind.EFFICACY, ("efficacy", "effective", "effectiveness", "treatment", "therapy", "improved", "improvement", "trial", "randomized", "randomised"), ("Treatment Outcome",), "clinical queries"),
    Asked(Kind.ONSET, ("rapid", "rapidly", "onset", "duration", "sustained", "hours", "days", "response"), ("Time Factors",), "team list"),
    Asked(Kind.COMPARISON, ("compared", "comparison", "comparative", "versus", "superior", "superiority", "inferior", "randomized", "randomised"), ("Comparative Effectiveness Research",), "clinical queries"),
    Asked(Kind.SAFETY, ("safety", "safe", "adverse", "tolerability", "tolerated", "toxicity", "harms", '"side effects"'), ("Drug-Related Side Effects and Adverse Reactions",), "clinical queries"),
    Asked(Kind.PREVALENCE, ("prevalence", "incidence", "epidemiology", "epidemiological", "population", "survey", "proportion"), ("Prevalence", "Epidemiology"), "MeSH"),
    Asked(Kind.SYMPTOM, ("symptom", "symptoms", "diagnosis", "diagnostic", "criteria", "features", "manifestations", "definition"), ("Signs and Symptoms", "Diagnosis"), "clinical queries"),
    Asked(Kind.RISK_FACTOR, ("risk", "triggered", "triggers", "precipitating", "predictors", "predispose", "cause", "etiology", "onset", "following"), ("Risk Factors", "Causality"), "clinical queries"),
    Asked(Kind.MECHANISM, ("mechanism", "mechanisms", "pathway", "pathways", "mediated", "receptor", "pathophysiology", "biomarkers"), ("Signal Transduction",), "team list"),
    Asked(Kind.PHARMACOKINETICS, ("pharmacokinetics", "pharmacokinetic", "bioavailability", "plasma", "metabolism", "half-life", "absorption"), ("Pharmacokinetics", "Biological Availability"), "MeSH"),
    Asked(Kind.REGULATORY, ("approval", "approved", "regulatory", "licensed", '"off label"', "fda", "compounded"), ("Drug Approval", "Off-Label Use"), "MeSH"),
)
"""Kinds that are missing here (promotional, testimonial) are asked for by their words alone."""


@dataclass(frozen=True, slots=True)
class Against:
    """What a citation that speaks against a claim of this direction is likely to say."""

    direction: Direction
    terms: tuple[str, ...]
    source: str


ALWAYS_AGAINST = ("contradict", "contrary", "controversial", "controversy", '"no evidence"', '"insufficient evidence"', "inconclusive", "negative")

AGAINST: tuple[Against, ...] = (
    Against(
        Direction.BENEFIT,
        ("ineffective", "ineffectiveness", '"no difference"', '"no significant difference"', '"not effective"', '"no benefit"', '"no effect"',
         '"lack of efficacy"', "placebo", "null", "nonsignificant", "unchanged", "worsened", "worsening", "adverse", "failed", "failure"),
        "team list",
    ),
    Against(
        Direction.HARM,
        ('"well tolerated"', "safe", "safely", '"no adverse"', '"no increased risk"', '"no serious"', "protective", "unaffected", '"no difference"'),
        "team list",
    ),
    Against(
        Direction.NO_DIFFERENCE,
        ("superior", "superiority", "inferior", '"more effective"', '"less effective"', '"significant difference"', '"significantly better"', "outperformed"),
        "team list",
    ),
    Against(
        Direction.ASSOCIATION,
        ('"no association"', '"not associated"', '"lack of association"', '"no correlation"', '"no relationship"', "unrelated", "uncorrelated",
         "independent", "null", "confounding"),
        "team list",
    ),
    Against(
        Direction.QUANTITY,
        ("overestimate", "overestimated", "underestimate", "underestimated", "overstated", "misdiagnosis", "bias", "uncertain", "heterogeneity",
         '"lower than"', '"higher than"'),
        "team list",
    ),
    Against(
        Direction.UNSTATED,
        ("ineffective", '"no difference"', '"no significant"', '"no association"', '"not associated"', '"lack of association"', "placebo", "null",
         "unchanged", "adverse", "failed"),
        "team list",
    ),
)


@dataclass(frozen=True, slots=True)
class RouteWords:
    """Query terms for a route of ``rules.routes``, beside its headings."""

    route: str
    terms: tuple[str, ...]
    source: str = "team list"


ROUTE_WORDS: tuple[RouteWords, ...] = (
    RouteWords("intravenous", ("intravenous", "intravenously", "infusion", "infusions", "infused", "iv")),
    RouteWords("intramuscular", ("intramuscular", "intramuscularly")),
    RouteWords("intranasal", ("intranasal", "intranasally", "nasal")),
    RouteWords("sublingual", ("sublingual", "sublingually", "troche", "lozenge")),
    RouteWords("buccal", ("buccal", "transmucosal")),
    RouteWords("oral", ("oral", "orally", "tablet", "tablets", "capsule", "capsules")),
    RouteWords("subcutaneous", ("subcutaneous", "subcutaneously")),
    RouteWords("epidural", ("epidural", "peridural", "transforaminal")),
    RouteWords("intrathecal", ("intrathecal", "intrathecally")),
    RouteWords("intra-articular", ("intraarticular", '"intra articular"')),
    RouteWords("transdermal", ("transdermal", "patch", "patches")),
    RouteWords("topical", ("topical", "topically", "cream", "ointment")),
    RouteWords("inhaled", ("inhaled", "inhalation", "inhaler", "nebulized", "nebulised")),
    RouteWords("rectal", ("rectal", "rectally", "suppository", "enema")),
    RouteWords("vaginal", ("vaginal", "intravaginal", "vaginally")),
)

EMPTY_WORDS = frozenset((
    "ability able according affect affects age also always anti anyone article available based because become becomes before behind "
    "believed better body bring brings called care case cases cause causes certain change changes characterised characterized "
    "chronic clinic clinical come comes common commonly complete condition conditions consider considered current currently day days "
    "debilitating despite developed different difficult disease diseases disorder disorders doctor doctors due effect effective "
    "effectively effectiveness effects either else even ever every evidence example experience experienced experts explain explains "
    "fact factor factors feel feeling feelings few fewer fewest first follow followed following follows form forms found full "
    "further general get gets getting give given gives giving go goes going gone good got great group happen happens help helped "
    "helpful helps high higher hope hours illness important improve improved improvement improves improving include included "
    "includes including increase increased individual individuals just keep keeps known last lasted lasting lasts later lead leading "
    "leads learn least less let level levels life likely living long longer longest look lot low lower made main major make makes "
    "many medical medication medications medicine medicines mere merely mild million minutes moderate month months more moreover "
    "most mostly much nearly necessarily need never new no non none nor not now number occur occurs offer offers often option "
    "options other others otherwise overall own part particular particularly patient patients people perhaps person persons plus "
    "popular population positive possible potential potentially precede preceded precedes prior probably problem problems promising "
    "proven provide provided provides put quickly quite rapid rarely rate rates rather really receive recent recently reduce reduced "
    "reduces reducing related relief research researchers response result results same say says scientists see seem seems set "
    "several severe show showed shown significant significantly similar since single so sometimes soon specific start started starts "
    "states still strong stronger strongest studied studies study successful successfully such suffer suffering suggest suggested "
    "suggests support sure symptom symptoms syndrome syndromes take taken takes taking tend tends therapies therapy thing things "
    "think though thought time today together took total toward towards traditional treat treated treating treatment treatments "
    "trial trials type types typical typically until upon use used useful uses using usually various very via want way ways week "
    "weeks well when where whether while widely within without work works world worsen year years yet"
).split())
"""Words of health prose that distinguish no topic from another; they never stand for a concept in a query. Team list."""
