"""Publication types, MeSH headings and words -> design; design and question -> OCEBM level.

Sources: NLM's publication types; "The Oxford 2011 Levels of Evidence" (OCEBM), whose rows are: treatment benefits, treatment
harms, prevalence, prognosis; method.md, section 3. Tables are in order: the first row that fits decides.
"""

from __future__ import annotations

from evidence.model import Design, Kind
from evidence.rules.cue import Cue

NLM = "NLM publication types"

# What NLM's indexers said, the surest first. A row is (publication type, design).
BY_TYPE: tuple[tuple[str, Design], ...] = (
    ("Retraction Notice", Design.NOTICE),
    ("Retraction of Publication", Design.NOTICE),
    ("Expression of Concern", Design.NOTICE),
    ("Published Erratum", Design.NOTICE),
    ("Clinical Trial Protocol", Design.PROTOCOL),
    ("Network Meta-Analysis", Design.SYNTHESIS),
    ("Meta-Analysis", Design.SYNTHESIS),
    ("Systematic Review", Design.SYNTHESIS),
    ("Randomized Controlled Trial", Design.RCT),
    ("Equivalence Trial", Design.RCT),
    ("Pragmatic Clinical Trial", Design.RCT),
    ("Controlled Clinical Trial", Design.CONTROLLED),
    ("Practice Guideline", Design.GUIDELINE),
    ("Guideline", Design.GUIDELINE),
    ("Consensus Statement", Design.GUIDELINE),
    ("Consensus Development Conference", Design.GUIDELINE),
    ("Case Reports", Design.CASE_REPORT),
)

# Types that still leave open what was done: asked after the words.
BY_TYPE_LAST: tuple[tuple[str, Design], ...] = (
    ("Clinical Trial, Phase I", Design.SINGLE_ARM),
    ("Clinical Trial, Phase II", Design.SINGLE_ARM),
    ("Clinical Trial, Phase III", Design.SINGLE_ARM),
    ("Clinical Trial", Design.SINGLE_ARM),
    ("Clinical Study", Design.SINGLE_ARM),
    ("Observational Study", Design.COHORT),
    ("Twin Study", Design.CROSS_SECTIONAL),
)

# Types that hold no finding of their own or an opinion; flags name the ones that a policy leaves out.
OPINION_TYPES: tuple[tuple[str, str], ...] = (
    ("Editorial", "editorial"),
    ("Comment", "comment"),
    ("News", "news"),
    ("Newspaper Article", "news"),
    ("Letter", "letter"),
    ("Review", "narrative review"),
    ("Scientific Integrity Review", "narrative review"),
)

# MeSH headings that name a study's design.
BY_MESH: tuple[tuple[str, Design], ...] = (
    ("Cohort Studies", Design.COHORT),
    ("Prospective Studies", Design.COHORT),
    ("Longitudinal Studies", Design.COHORT),
    ("Follow-Up Studies", Design.COHORT),
    ("Retrospective Studies", Design.COHORT),
    ("Case-Control Studies", Design.CASE_CONTROL),
    ("Cross-Sectional Studies", Design.CROSS_SECTIONAL),
    ("Health Surveys", Design.CROSS_SECTIONAL),
    ("Nutrition Surveys", Design.CROSS_SECTIONAL),
)

# Words of a title, of an abstract's sentences about the study itself, or of a starter note's own design line.
BY_WORDS: tuple[Cue, ...] = (
    Cue("notice", r"^(?:correction|corrigendum|erratum|addendum|retraction)(?: to| notice| note)?:", "notice",
        hints="corr errat addend retract"),
    Cue("protocol", r"\b(?:study|trial|review) protocol\b"
        r"|\bprotocol (?:for|of) (?:a|an|the) (?:[\w,-]+ ){0,8}(?:trial|study|review|meta-analysis|cohort|survey|rct)\b"
        r"|^protocol\b(?! (?:for|of))"
        r"|\brationale and design\b|\bdesign and rationale\b|\btrial regist(?:ry|ration record)\b"
        r"|\bregistry (?:record|results)\b"
        r"|\b(?:participants|patients|adults|women|men|children|subjects|volunteers) will (?:be|receive)\b"
        r"|\bwe will (?:recruit|enrol\w*|randomi[sz]e|include|conduct|search|assess|measure)\b", "protocol, no results",
        hints="protocol rationale regist will"),
    Cue("meta-analysis", r"\bmeta[- ]?analy(?:sis|ses|tic)\b", "systematic review or meta-analysis",
        hints="meta"),
    Cue("systematic review", r"\b(?:systematic(?:ally)?|scoping|umbrella|cochrane) (?:\w+ )?review(?:ed|s)?\b|\bsystematic search\b",
        "systematic review or meta-analysis",
        hints="review systematic"),
    Cue("mendelian", r"\bmendelian[- ]randomi[sz]\w+", "cohort", hints="mendelian"),
    Cue("randomised", r"(?<!non-)(?<!non)(?<!not )\brandomi[sz]ed\b(?! controlled trials)(?! trials)(?! clinical trials)"
        r"|\brandomly (?:assigned|allocated|selected to receive|received|divided|assorted)\b|\brct\b", "randomised trial",
        hints="random rct"),
    Cue("double-blind", r"\bdouble[- ](?:blind|mask)(?:ed)?\b|\b(?:placebo|sham)[- ]controlled\b", "randomised trial",
        hints="double placebo sham"),
    Cue("guideline", r"\b(?:clinical|practice|consensus|treatment) guidelines?\b|\bconsensus (?:statement|recommendations?)\b"
        r"|\bexpert (?:consensus|opinion)\b|\bposition (?:paper|statement)\b", "guideline",
        hints="guideline consensus expert position"),
    Cue("controlled", r"\bnon-?randomi[sz]ed\b|\bquasi-?(?:experimental|randomi[sz]ed)\b|\bcontrolled before[- ]and[- ]after\b"
        r"|\bcontrolled (?:clinical )?trial\b|\bcross-?over (?:trial|study)\b", "non-randomised controlled",
        hints="random quasi controlled cross"),
    Cue("case report", r"\b(?:case (?:reports?|series|study of (?:a|an|one))|clinic series|single[- ]case"
        r"|we (?:report|describe) (?:a|an|the) (?:case|patient))\b", "case report or series",
        hints="case series report describe"),
    Cue("single arm", r"\b(?:open[- ]label|single[- ]arm|uncontrolled (?:trial|study|pilot)|before[- ]and[- ]after study|dose[- ]escalation"
        r"|phase (?:1|2|i|ii)|pilot (?:trial|study)|pharmacokinetic study)\b", "single-arm trial",
        hints="open single uncontrolled before dose phase pilot pharmacokinetic"),
    Cue("case-control", r"\bcase[- ]control(?:led)?\b|\bcontrolled seroprevalence\b|\bmatched controls\b"
        r"|\b(?:patients|cases|subjects|individuals) (?:with [\w/\- ]{1,60} )?and (?:\w+ |\d+ ){0,3}(?:healthy|matched|normal) (?:\w+ )?"
        r"(?:controls|volunteers|subjects|individuals|people|participants)\b|\bhealthy (?:\w+ ){0,2}controls?\b",
        "case-control",
        hints="control healthy volunteers subjects individuals people participants"),
    Cue("cross-sectional", r"\bcross[- ]sectional\b|\b(?:population|community|national|telephone|postal|online|household|questionnaire)"
        r"(?:-based)? (?:survey|audit)\b|\bsurvey (?:of|among|with|was)\b|\bprevalence (?:study|survey)\b|\bwe surveyed\b",
        "cross-sectional",
        hints="cross survey audit prevalence"),
    Cue("cohort", r"\bcohorts?\b|\bprospective(?:ly)?\b|\blongitudinal(?:ly)?\b|\bfollowed (?:up )?(?:for|over|until)\b"
        r"|\bretrospective(?:ly)?\b|\bregist(?:ry|er)[- ]based\b|\bfollow-up study\b", "cohort",
        hints="cohort prospective longitudinal follow retrospective regist"),
    Cue("hypothesis", r"\bhypothesis paper\b|\bnarrative (?:review|hypothesis|synthesis)\b|\bliterature review\b|\bthis (?:\w+ )?review\b"
        r"|\bwe (?:review|summari[sz]e|discuss|propose|hypothesi[sz]e)\b|\bin this (?:article|perspective|commentary|viewpoint)\b"
        r"|\b(?:a|an|mini|brief|critical|comprehensive|qualitative) review\b|^commentary:", "review or opinion",
        hints="hypothes narrative literature review summar discuss propose article perspective commentary viewpoint"),
)

# A sentence with one of these speaks of other studies or of wishes, not of what was done here.
NOT_THIS_STUDY = Cue(
    "other studies",
    r"\b(?:previous|prior|earlier|future|further|larger|additional|needed|warranted|should be|recent(?:ly)?|other) (?:\w+ ){0,4}"
    r"(?:studies|trials?|research|work|reviews?|meta-analyses|evidence)\b|\b(?:is|are) (?:needed|required|warranted)\b",
    hints="studies trial research work reviews meta-analyses evidence needed required warranted",
)
# A sentence on what is known already: "A randomised trial has shown ...", "Randomised trials suggest ...".
KNOWN_ALREADY = Cue(
    "known already",
    r"\b(?:trials?|studies|study|reviews?|meta-analyses|meta-analysis|cohorts?|reports?) (?:\w+ ){0,3}?(?:has|have)(?: \w+)? "
    r"(?:shown|suggested|reported|found|demonstrated|linked|examined)\b"
    r"|\b(?:it )?(?:has|have) been (?:shown|suggested|reported|demonstrated)\b"
    r"|\b(?:trials|studies|reviews|meta-analyses) (?:suggest|show|indicate|report)\b",
    hints="has have suggest show indicate report",
)
# Types whose own words never make a design: they speak of somebody else's study.
ABOUT_OTHERS: frozenset[str] = frozenset({"editorial", "comment", "news"})
# What a paper that is typed as a review may still be, by its title.
OF_A_REVIEW: tuple[Design, ...] = (Design.SYNTHESIS, Design.GUIDELINE, Design.PROTOCOL, Design.NOTICE, Design.OPINION)

# Which designs a synthesis pooled; first row that fits. No row: designs unstated.
POOLED: tuple[Cue, ...] = (
    Cue("of randomised trials", r"\brandomi[sz]ed\b|\brcts?\b|\bplacebo[- ]controlled\b", "1"),
    Cue("of observational studies", r"\b(?:observational|cohort|case[- ]control|cross[- ]sectional|prevalence) (?:\w+ )?"
        r"(?:studies|surveys)\b", "3"),
)
POOLED_UNSTATED = 3

ANIMALS = Cue(
    "animals",
    r"\b(?:mice|mouse|rats?|murine|rodents?|zebrafish|drosophila|c\. elegans|rabbits?|guinea pigs?|piglets?|pigs|dogs|monkeys|macaques?"
    r"|hamsters|sheep|xenopus|animal (?:model|experiment|study)s?)\b",
    hints="mice mouse rat murine rodent zebrafish drosophila elegans rabbit pig dogs monkey macaque hamster sheep xenopus animal",
)
LABORATORY = Cue(
    "laboratory",
    r"\b(?:in vitro|ex vivo|in silico|cell lines?|cultured (?:\w+ )?cells|hek ?293|transgenic|knock-?out|crystal structure|xenografts?"
    r"|oocytes|brain slices)\b",
    hints="vitro vivo silico cell cultured hek transgenic knock crystal xenograft oocytes slices",
)
PEOPLE = Cue(
    "people",
    r"\b(?:patients?|participants?|volunteers|women|men|adults|children|adolescents|infants|humans?|people|persons|individuals|veterans"
    r"|twins|donors|population|outpatients|inpatients|respondents)\b",
)
POPULATION_SAMPLE = Cue(
    "population sample",
    r"\b(?:population|community)(?:-based)?\b|\brandom(?:ly)? (?:sampled?|digit|selected)\b|\bnational(?:ly)?\b|\bregistr(?:y|ies)\b"
    r"|\bcensus\b|\btwins?\b|\bhouseholds?\b",
)
INCEPTION = Cue(
    "inception",
    r"\b(?:inception|newly|new[- ]onset|incident|acute|at (?:the )?onset|after (?:\w+ ){0,3}(?:infection|mononucleosis|outbreak|injury))\b",
)
SINGLE_CASE = Cue(
    "single case",
    r"\b(?:a|one|single) (?:case|patient)\b|\bcase report\b|\ba \d{1,3}[- ]year[- ]old\b",
)
EQUIVALENCE = Cue(
    "equivalence", r"\b(?:equivalen(?:ce|t)|non-?inferior(?:ity)?) (?:trial|study|margin|design|test|of|to)\b|\bnon-?inferiority\b"
)
PILOT = Cue("pilot", r"\b(?:pilot|feasibility|proof[- ]of[- ]concept|exploratory|preliminary)\b")

# People studied. ``n`` is the group that holds the number; totals are asked before single groups.
HOW_MANY: tuple[Cue, ...] = (
    Cue(
        "total",
        r"\b(?:a total of|total of|totall?ing|overall,?|involving|including|comprising|enrolled|recruited|included"
        r"|surveyed) (?P<n>\d[\d,  ]*\d|\d)(?: (?!of\b)\w+){0,4}? (?:patients|participants|subjects|adults|women|men"
        r"|people|persons|individuals|volunteers|children|adolescents|cases|respondents|veterans|students|twins|infants"
        r"|outpatients)\b",
    ),
    Cue("total n", r"\b(?-i:N) ?= ?(?P<n>\d[\d,]*)"),
    Cue(
        "people",
        r"\b(?P<n>\d{1,3}(?:[,  ]\d{3})+|(?!(?:19|20)\d\d\b)\d+)(?![\d.%])(?:[- ](?!of\b)\w+){0,3}? (?:patients"
        r"|participants|subjects|adults|women|men|people|persons|individuals|volunteers|children|adolescents|cases"
        r"|respondents|veterans|students|twins|infants|outpatients|controls)\b",
    ),
    Cue("n of a group", r"\bn ?= ?(?P<n>\d[\d,]*)"),
)
SMALL = 30

ROW: dict[Kind, str] = {
    Kind.EFFICACY: "treatment",
    Kind.ONSET: "treatment",
    Kind.COMPARISON: "treatment",
    Kind.SAFETY: "harms",
    Kind.PREVALENCE: "prevalence",
    Kind.SYMPTOM: "prevalence",
    Kind.RISK_FACTOR: "prognosis",
    Kind.MECHANISM: "treatment",
    Kind.PHARMACOKINETICS: "treatment",
    Kind.REGULATORY: "treatment",
    Kind.PROMOTIONAL: "treatment",
    Kind.TESTIMONIAL: "treatment",
}

# OCEBM 2011, one row a question. What a population sample, an inception cohort or a synthesis changes stands in levels.py.
LEVEL: dict[str, dict[Design, int | None]] = {
    "treatment": {
        Design.SYNTHESIS: 1, Design.RCT: 2, Design.CONTROLLED: 3, Design.SINGLE_ARM: 4, Design.COHORT: 3, Design.CASE_CONTROL: 4,
        Design.CROSS_SECTIONAL: 4, Design.CASE_REPORT: 4, Design.GUIDELINE: None, Design.OPINION: 5, Design.PRECLINICAL: 5,
        Design.PROTOCOL: None, Design.NOTICE: None, Design.UNCLEAR: 5,
    },
    "harms": {
        Design.SYNTHESIS: 1, Design.RCT: 2, Design.CONTROLLED: 3, Design.SINGLE_ARM: 4, Design.COHORT: 3, Design.CASE_CONTROL: 4,
        Design.CROSS_SECTIONAL: 4, Design.CASE_REPORT: 4, Design.GUIDELINE: None, Design.OPINION: 5, Design.PRECLINICAL: 5,
        Design.PROTOCOL: None, Design.NOTICE: None, Design.UNCLEAR: 5,
    },
    "prevalence": {
        Design.SYNTHESIS: 1, Design.RCT: 3, Design.CONTROLLED: 3, Design.SINGLE_ARM: 3, Design.COHORT: 3, Design.CASE_CONTROL: 3,
        Design.CROSS_SECTIONAL: 3, Design.CASE_REPORT: 4, Design.GUIDELINE: None, Design.OPINION: 5, Design.PRECLINICAL: 5,
        Design.PROTOCOL: None, Design.NOTICE: None, Design.UNCLEAR: 5,
    },
    "prognosis": {
        Design.SYNTHESIS: 1, Design.RCT: 3, Design.CONTROLLED: 3, Design.SINGLE_ARM: 4, Design.COHORT: 3, Design.CASE_CONTROL: 4,
        Design.CROSS_SECTIONAL: 4, Design.CASE_REPORT: 4, Design.GUIDELINE: None, Design.OPINION: 5, Design.PRECLINICAL: 5,
        Design.PROTOCOL: None, Design.NOTICE: None, Design.UNCLEAR: 5,
    },
}
