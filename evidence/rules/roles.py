"""Which part of a question a concept plays: what stands before or behind it, and which branch of MeSH it comes from.

``BEFORE`` patterns must match right up to the concept, ``AFTER`` patterns right behind it; up to three words may lie between
where ``{gap}`` stands. Source: phrases counted in the titles of the PubMed records at hand and in health articles, team list.
"""
# ruff: noqa: E501 - a rule is a line

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RoleCue:
    """``role``: population, intervention, comparator or outcome."""

    name: str
    role: str
    pattern: str


_GAP = r"(?:(?!(?:and|or|of|with|for|in|than|to|on|by|from)\b)[\w'’/-]+,?\s+){0,3}"
_WHO = r"(?:patients?|people|persons?|individuals|adults|children|women|men|those|participants|subjects|survivors|veterans|anyone|sufferers|cases|adolescents|infants)"

BEFORE: tuple[RoleCue, ...] = (
    RoleCue("comparator.than", "comparator", rf"\b(?:than|versus|vs\.?|compared (?:to|with)|in comparison (?:to|with)|relative to|as opposed to|rather than|instead of|unlike|(?:superior|inferior|equivalent|comparable|preferable) to|over)\s+(?:with |to |other |(?:other )?(?:forms|types|kinds|routes) of |the use of |that of |those (?:of|on|given|taking|receiving) |treatment with |an? |the |taking |using )*{_GAP}$"),
    RoleCue("comparator.as", "comparator", rf"\bas (?:effective|good|safe|well|strong|potent|powerful|efficacious)(?:ly)? as\s+{_GAP}$"),
    RoleCue("population.who", "population", rf"\b{_WHO}\s+(?:\w+\s+)?(?:with|who (?:have|had|suffer(?:ed)? from|are living with|live with|experience)|suffering (?:from|with)|living with|having|diagnosed with|affected by|struggling with|undergoing|at (?:high )?risk (?:of|for))\s+{_GAP}$"),
    RoleCue("population.treat", "population", rf"\b(?:treat(?:s|ed|ing)?|managing|manages?|treatments? (?:for|of|from)|therap(?:y|ies) (?:for|of|in)|remed(?:y|ies) for|cures? for|medications? for|drugs? for|options? for|relief (?:from|for)|management of|used (?:for|in|to treat)|effective (?:for|in|against)|benefits? (?:for|in)|help(?:s|ful)? (?:with|for|in)|indicated for|approved for|works? for|hope for)\s+(?:the )?(?:treatment of )?(?:(?:symptoms?|signs) of )?{_GAP}$"),
    RoleCue("population.in", "population", rf"\b(?:in|among|for|amongst)\s+(?:the )?(?:context|setting|case|course|treatment|management|population)?\s*(?:of )?{_GAP}$"),
    RoleCue("population.features", "population", rf"\b(?:symptoms?|signs?|features?|hallmarks?|characteristics?|manifestations?|complications?|diagnosis|prevalence|incidence|rates?|epidemiology|causes?|triggers?|history) of\s+{_GAP}$"),
    RoleCue("population.prevalence", "population", rf"\b(?:(?:is|are|was|were) (?:affected by|diagnosed with|living with)|(?:have|has|had|suffers?|suffer from|live with|lives with|develops?)|(?:adults|americans|people|women|men|children|population) (?:have|has|with))\s+{_GAP}$"),
    RoleCue("exposure.by", "intervention", rf"\b(?:preceded|caused|triggered|brought on|induced|worsened|exacerbated|aggravated|driven|improved|relieved|reduced|eased|helped|treated) (?:by|with)\s+{_GAP}$"),
    RoleCue("exposure.effect", "intervention", rf"\b(?:effects?|efficacy|effectiveness|safety|tolerability|impact|influence|role|use|benefits?|bioavailability|pharmacokinetics|dos(?:e|es|ing)|administration|infusions? of|injections? of|treatment with|treated with|therapy with|supplementation with|intake|combination|trial) of\s+(?:\w+-dose )?{_GAP}$"),
    RoleCue("exposure.after", "intervention", rf"\b(?:after|following|because of|due to|owing to|thanks to|using|taking|receiving|with added|plus|combined with|together with|along with|added to|treatment with|combining|use of)\s+{_GAP}$"),
    RoleCue("outcome.related", "outcome", r"[- ](?:related|associated|induced)\s+$"),
    RoleCue("outcome.on", "outcome", rf"^\s+on\s+(?:the )?{_GAP}$"),
    RoleCue("outcome.change", "outcome", rf"\b(?:kill(?:s|ed|ing)?|shorten(?:s|ed|ing)?|sooth(?:e|es|ed|ing)|slow(?:s|ed|ing)?|delay(?:s|ed|ing)?|control(?:s|led|ling)?|manag(?:e|es|ed|ing)|reduc(?:e|es|ed|ing|tions? (?:of|in))|improv(?:e|es|ed|ing|ements? (?:of|in))|reliev(?:e|es|ed|ing)|relief of|eas(?:e|es|ed|ing)|lower(?:s|ed|ing)?|increas(?:e|es|ed|ing)(?: in| of)?|rais(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)(?: in| of)?|prevent(?:s|ed|ing|ion of)?|restor(?:e|es|ed|ing)|boost(?:s|ed|ing)?|enhanc(?:e|es|ed|ing)|worsen(?:s|ed|ing)?|exacerbat(?:e|es|ed|ing)|caus(?:e|es|ed|ing)|trigger(?:s|ed|ing)?|alleviat(?:e|es|ed|ing)|suppress(?:es|ed)?|cut(?:s|ting)?|fight(?:s|ing)?|combat(?:s|ing)?|revers(?:e|es|ed|ing)|cur(?:e|es|ed|ing)|promot(?:e|es|ed|ing)|support(?:s|ed|ing)?|lead(?:s|ing)? to|led to|result(?:s|ed|ing)? in|protect(?:s|ed|ing)? against|contribut(?:e|es|ed|ing) to|block(?:s|ed|ing)?|inhibit(?:s|ed|ing)?|stimulat(?:e|es|ed|ing))\s+(?:the |your |their |symptoms of |levels of |release of |rates? of |risk (?:of|for) |feelings of |both |overall )*{_GAP}$"),
    RoleCue("outcome.risk", "outcome", rf"\b(?:risk|risks|odds|chance|chances|likelihood|levels?|release|severity|frequency|number|episodes?|onset|duration|recurrence|scores?|rates?|amounts?|production|measures?) (?:of|for|in)\s+(?:developing |getting |having |the |a )*{_GAP}$"),
    RoleCue("outcome.linked", "outcome", rf"\b(?:associated with|linked (?:to|with)|related to|correlat\w+ with|risk factors? for|predict(?:s|ed|or of)?|preced(?:e|es|ed|ing))\s+(?:an? |the |increased |higher |lower |reduced |greater )*{_GAP}$"),
    RoleCue("outcome.effects_on", "outcome", rf"\b(?:effects?|impact|influence|benefits?|action) on\s+(?:the )?{_GAP}$"),
    RoleCue("outcome.includes", "outcome", rf"^\s*(?:(?:can|may|might|often|usually|commonly|typically)\s+)*(?:includ(?:e|es|ed|ing)|report|experience)\s+{_GAP}$"),
    RoleCue("outcome.include", "outcome", rf"\b(?:symptoms?|side effects?|adverse effects?|complications?|benefits|effects) (?:can |may |might )?(?:include|are|such as|like|range from)\s+{_GAP}$"),
)

AFTER: tuple[RoleCue, ...] = (
    RoleCue("population.related", "population", r"^[- ](?:related|associated|induced|linked)\b"),
    RoleCue("population.people", "population", r"^\s+(?:patients?|sufferers|survivors|population|community|cohort|symptoms?|treatment|relief|diagnosis|management|care)\b"),
    RoleCue("exposure.causes", "intervention", r"^(?:\s+(?:infections?|use|intake|exposure|deficiency|therapy|treatment|supplement\w*))?\s+(?:(?:can|may|might|could|often|also|will|sometimes|usually|has been shown to)\s+)*(?:cause|trigger|lead to|leads to|led to|causes|triggers|precede|precedes|increases? the (?:risk|odds|chance)|raises? the|contributes? to|is a risk factor|are risk factors|is (?:linked|associated)|are (?:linked|associated)|worsens?|exacerbates?|promotes?)\b"),
    RoleCue("outcome.scores", "outcome", r"^\s+(?:scores?|levels?|severity|ratings?|scales?|outcomes?|intensity|episodes?|rates?|risk|density|function)\b"),
)

# Branches of the tree (prefixes); the longest prefix that fits decides.
KINDS: tuple[tuple[str, str], ...] = (
    ("C", "condition"),
    ("C23.888", "symptom"),
    ("C23.550", "condition"),
    ("C23.550.291.500.392", "condition"),
    ("C10.597", "symptom"),
    ("F03", "condition"),
    ("F01", "outcome"),
    ("F01.145.126", "symptom"),
    ("F01.145.317", "exposure"),
    ("F01.145.805", "exposure"),
    ("F01.470.132", "symptom"),
    ("F01.470.282", "symptom"),
    ("F01.470.142", "exposure"),
    ("F02.830.900", "symptom"),
    ("F03.615.250.700", "symptom"),
    ("F04.570", "treatment"),
    ("C23.550.260", "outcome"),
    ("C23.550.470", "symptom"),
    ("C25.100", "outcome"),
    ("C26", "condition"),
    ("D09.947.875.359.448.500", "target"),
    ("D10.570.938.208", "target"),
    ("D12.776", "target"),
    ("E02.760.400", "outcome"),
    ("G01.750.250.650.836", "treatment"),
    ("G08.686.157.500", "condition"),
    ("G08.686.784.769", "people"),
    ("F02", "outcome"),
    ("F04.754", "treatment"),
    ("D", "treatment"),
    ("D27.505", "treatment"),
    ("E01", "measure"),
    ("E02", "treatment"),
    ("E02.319.267", "route"),
    ("E03", "treatment"),
    ("E04", "treatment"),
    ("E05", "measure"),
    ("E06", "treatment"),
    ("E07", "treatment"),
    ("B01.050", "animal"),
    ("B01.650", "treatment"),
    ("B01.875", "treatment"),
    ("B", "exposure"),
    ("B03", "exposure"),
    ("B04", "exposure"),
    ("A02", "anatomy"),
    ("A", "anatomy"),
    ("A12.207.152.693.600", "treatment"),
    ("G", "outcome"),
    ("G07.203", "treatment"),
    ("G07.610.240", "treatment"),
    ("G11.427.410.698.277", "treatment"),
    ("I03.350", "treatment"),
    ("I01.800", "outcome"),
    ("K01", "outcome"),
    ("J02.200", "treatment"),
    ("J02.500", "treatment"),
    ("J01", "other"),
    ("M", "people"),
    ("N01", "outcome"),
    ("N02", "other"),
    ("N06.850", "outcome"),
    ("E05.318", "other"),
    ("N05", "other"),
    ("N06.850.520", "other"),
)

# Which kind wins where a heading stands in several branches.
KIND_ORDER = ("condition", "treatment", "symptom", "exposure", "target", "outcome", "people", "animal", "measure", "route", "anatomy", "other")

# Headings that say no more than the sentence's own words: never a concept of a question (by MeSH name).
GENERIC = frozenset(
    {
        "Analysis of Variance", "Behavior", "Biomarkers", "Blood", "Body Weight", "Cells", "Child Health", "Clinical Trials as Topic", "Comprehension",
        "Drug Therapy", "Evaluation Studies as Topic", "Food", "Forecasting", "Growth", "Health Personnel", "Hospitals", "Humans",
        "Infusions, Intravenous", "Injections", "Life Style", "Male", "Female", "Nurses", "Organizations", "Parents", "Patients", "Persons", "Physicians",
        "Placebos", "Proteins", "Research Personnel", "Sex", "Temperature", "Therapeutics", "Tissues", "Water", "Women's Health",
        "Administration, Oral", "Administration, Intranasal", "Administration, Intravenous", "Administration, Sublingual", "Chemistry", "Capsules",
        "Tablets", "Powders", "Gels", "Ointments", "Aerosols", "Nasal Sprays", "Pharmaceutical Preparations", "Solutions", "Self Report", "Follow-Up Studies",
        "Double-Blind Method", "Random Allocation", "Cross-Over Studies", "Retrospective Studies", "Prospective Studies", "Biological Products",
        "Linear Models", "Logistic Models", "Sample Size", "Comorbidity", "Incidence", "Prevalence", "Risk Factors", "Severity of Illness Index",
        "Treatment Outcome", "Case-Control Studies", "Cohort Studies", "Cross-Sectional Studies", "Surveys and Questionnaires", "Pilot Projects",
        "Neurotransmitter Agents", "Dose-Response Relationship, Drug", "Time Factors", "Research Design", "Evidence-Based Medicine", "Animals", "Volunteers",
        "Counseling", "Receptors, Drug", "Nutrients", "Societies", "Military Personnel", "Specialization", "Students", "Faculty",
    }
)  # fmt: skip

# What a sentence may name as outcome without MeSH having a heading for it: words -> heading name ("" keeps the words).
OUTCOME_WORDS: tuple[tuple[str, str], ...] = (
    (r"anti-?fatigue", "Fatigue"),
    (r"anti-?depressant effects?", "Depression"),
    (r"symptom (?:relief|improvement|severity)", ""),
    (r"symptoms?", ""),
    (r"bioavailability", "Biological Availability"),
    (r"half-life", "Half-Life"),
    (r"mood", "Affect"),
    (r"energy(?: levels?)?", "Fatigue"),
    (r"pain scores?", "Pain"),
    (r"(?:hospital )?length of stay", "Length of Stay"),
    (r"surviv(?:al|e)", "Survival"),
    (r"disability", "Disability Evaluation"),
    (r"function(?:ing)?", ""),
    (r"recovery", ""),
    (r"remission", ""),
    (r"relapse", "Recurrence"),
    (r"prevalence", "Prevalence"),
)

# Where an intervention that MeSH does not name must stand: before a verb of effect, or after "effect of".
_WORD = r"[A-Za-z][\w+]*(?:-[\w+]+)*"
SUBJECTS: tuple[str, ...] = (
    rf"^(?:the |an? |daily |regular |taking |using |oral |intravenous |iv |low-dose |high-dose )*(?P<words>{_WORD}(?: {_WORD}){{0,2}}?) (?:(?:can|may|might|could|will|also|significantly|often|help|helps|to|has been shown to|have been shown to|is shown to) )*(?:improv|reduc|reliev|eas|lower|increas|rais|decreas|prevent|restor|boost|enhanc|worsen|caus|trigger|alleviat|cur|treat|support|promot|protect|fight|shorten|slow|heal)(?:e|es|ed|s|ing)?\b",
    rf"\b(?:effects?|efficacy|effectiveness|safety|impact|use|trial) of (?:the |oral |intravenous |low-dose |high-dose |single-dose )*(?P<words>{_WORD}(?: {_WORD}){{0,2}}?) (?:on|in|for|versus|vs|and|as|compared|among)\b",
    rf"^(?P<words>{_WORD}(?: {_WORD}){{0,1}}?) (?:for|in|versus|vs\.?) (?:the )?(?:treatment|management|prevention|patients|adults|children|people)\b",
)

# Words that stand there without naming anything.
NO_NAME = frozenset(
    """
    it this that these those they he she we you i there which who what study studies trial trials research treatment treatments therapy therapies
    results findings evidence review analysis patients people doctors physicians drug drugs medication medications intervention interventions effect effects
    use role impact program approach one some many most all each both women men children adults others patient case group groups data symptoms
    not no to and or of the a an in on for with by from as is are was were be been has have had do does did than systematic randomized controlled clinical
    """.split()  # noqa: SIM905
)
