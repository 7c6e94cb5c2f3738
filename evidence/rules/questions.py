"""What a query asks besides its concepts: words for each kind of claim, for routes, and for evidence against a claim.

Each term is a piece of a PubMed query (``stem*``, ``"a phrase"``; the field tag is added by ``queries``); ``headings`` are MeSH names.
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
    Asked(Kind.EFFICACY, ("efficacy", "effective*", "treatment*", "therap*", "improve*", "trial*", "randomi*"), ("Treatment Outcome",), "clinical queries"),
    Asked(Kind.ONSET, ("rapid*", "onset", "duration", "sustained", "hours", "days", "response"), ("Time Factors",), "team list"),
    Asked(Kind.COMPARISON, ("compar*", "versus", "superior*", "inferior*", "randomi*", '"head to head"'), ("Comparative Effectiveness Research",), "clinical queries"),
    Asked(Kind.SAFETY, ("safety", "adverse", "tolerab*", "tolerated", "toxicity", "harm*", '"side effects"'), ("Drug-Related Side Effects and Adverse Reactions",), "clinical queries"),
    Asked(Kind.PREVALENCE, ("prevalence", "incidence", "epidemiolog*", "population", "survey*", "proportion"), ("Prevalence", "Epidemiology"), "MeSH"),
    Asked(Kind.SYMPTOM, ("symptom*", "diagnos*", "criteria", "features", "manifestation*", "definition*"), ("Signs and Symptoms", "Diagnosis"), "clinical queries"),
    Asked(Kind.RISK_FACTOR, ("risk", "trigger*", "precipitat*", "predict*", "predispos*", "cause*", "etiolog*", "following"), ("Risk Factors", "Causality"), "clinical queries"),
    Asked(Kind.MECHANISM, ("mechanism*", "pathway*", "mediat*", "receptor*", "pathophysiolog*", "biomarker*"), ("Signal Transduction",), "team list"),
    Asked(Kind.PHARMACOKINETICS, ("pharmacokinetic*", "bioavailab*", "plasma", "metaboli*", "half-life", "absorption"), ("Pharmacokinetics", "Biological Availability"), "MeSH"),
    Asked(Kind.REGULATORY, ("approv*", "regulat*", '"off label"', "licens*", "fda", "compound*"), ("Drug Approval", "Off-Label Use"), "MeSH"),
)
"""Kinds that are missing here (promotional, testimonial) are asked for by their words alone."""


@dataclass(frozen=True, slots=True)
class Against:
    """What a citation that speaks against a claim of this direction is likely to say."""

    direction: Direction
    terms: tuple[str, ...]
    source: str


ALWAYS_AGAINST = ("contradict*", "controvers*", '"no evidence"', '"insufficient evidence"', "inconclusive", "negative")

AGAINST: tuple[Against, ...] = (
    Against(
        Direction.BENEFIT,
        ("ineffective*", '"no difference"', '"no significant difference"', '"not effective"', '"no benefit"', '"no effect"', '"lack of efficacy"',
         "placebo", "null", "nonsignificant", "unchanged", "worsen*", "adverse", "fail*"),
        "team list",
    ),
    Against(
        Direction.HARM,
        ('"well tolerated"', "safe", "safely", '"no adverse"', '"no increased risk"', '"no serious"', "protective", "unaffected", '"no difference"'),
        "team list",
    ),
    Against(
        Direction.NO_DIFFERENCE,
        ("superior*", "inferior*", '"more effective"', '"less effective"', '"significant difference"', '"significantly better"', "outperform*"),
        "team list",
    ),
    Against(
        Direction.ASSOCIATION,
        ('"no association"', '"not associated"', '"no correlation"', '"no relationship"', "unrelated", "uncorrelated", "independent", "null", "confound*"),
        "team list",
    ),
    Against(
        Direction.QUANTITY,
        ("overestimat*", "underestimat*", "overstat*", "misdiagnos*", "bias*", "uncertain*", "heterogene*", '"lower than"', '"higher than"'),
        "team list",
    ),
    Against(
        Direction.UNSTATED,
        ("ineffective*", '"no difference"', '"no significant"', '"no association"', '"not associated"', "placebo", "null", "unchanged", "adverse", "fail*"),
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
    RouteWords("intravenous", ("intravenous*", "infusion*", "infused", "iv")),
    RouteWords("intramuscular", ("intramuscular*",)),
    RouteWords("intranasal", ("intranasal*", "nasal*")),
    RouteWords("sublingual", ("sublingual*", "troche*", "lozenge*")),
    RouteWords("buccal", ("buccal*", "transmucosal*")),
    RouteWords("oral", ("oral*", "tablet*", "capsule*")),
    RouteWords("subcutaneous", ("subcutaneous*",)),
    RouteWords("epidural", ("epidural*", "peridural*", "transforaminal*")),
    RouteWords("intrathecal", ("intrathecal*",)),
    RouteWords("intra-articular", ("intraarticular*", '"intra articular"')),
    RouteWords("transdermal", ("transdermal*", "patch*")),
    RouteWords("topical", ("topical*", "cream*", "ointment*")),
    RouteWords("inhaled", ("inhal*", "nebuli*")),
    RouteWords("rectal", ("rectal*", "suppositor*", "enema*")),
    RouteWords("vaginal", ("vaginal*", "intravaginal*")),
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
