"""Which way is good for a person: whether more of an outcome, or a higher score, is better or worse.

``says``: "bad" when more of it is worse, "good" when more of it is better. ``source`` names where the direction is settled:
an instrument's own scoring rule, or plain meaning.
"""

from __future__ import annotations

from evidence.rules.cue import Cue

PLAIN = "plain meaning"

OUTCOMES: tuple[Cue, ...] = (
    # instruments, by their scoring rules
    Cue(
        "fatigue scales",
        r"\b(?:fatigue (?:severity|impact|assessment) scales?|fss|mfis|fis(?:-40)?|chalder|brief fatigue inventory|nih-bfi"
        r"|bfi|icfs|checklist individual strength|multidimensional fatigue inventory|mfi-20|fatigue (?:scores?|vas|scales?"
        r"|questionnaire))\b",
        "bad",
        "scoring rules: a higher score is more fatigue",
    ),
    Cue(
        "depression scales",
        r"\b(?:ham-?d|hamd|hdrs|madrs|bdi(?:-ii)?|phq-?9|qids|depression (?:scores?|scales?|inventory|rating)|hads)\b",
        "bad",
        "scoring rules: a higher score is more depression",
    ),
    Cue(
        "pain scales",
        r"\b(?:pain (?:scores?|scales?|intensity|vas|ratings?)|vas pain|womac|mcgill|fiq|numerical rating scale|nrs)\b",
        "bad",
        "scoring rules: a higher score is more pain or impact",
    ),
    Cue("sleep scales", r"\b(?:psqi|insomnia severity index|isi|epworth)\b", "bad", "scoring rules: a higher score is worse sleep"),
    Cue(
        "function scales",
        r"\b(?:sf-?36|sf-?12|eq-?5d|karnofsky|performance status score|barthel|moca|mmse|6-?minute walk(?:ing)?|6mwt"
        r"|grip strength)\b",
        "good",
        "scoring rules: a higher score is better function",
    ),
    # what people suffer
    Cue("fatigue", r"\b(?:fatigue|tiredness|exhaustion|malaise|weakness|lethargy)\b", "bad", PLAIN),
    Cue("pain", r"\b(?:pain|headaches?|migraines?|hyperalgesia|allodynia|myalgia|soreness)\b", "bad", PLAIN),
    Cue(
        "depression",
        r"\b(?:depress(?:ion|ive)|anxiety|suicid(?:e|al|ality)|anhedonia|distress|stress|worry|psychosis|dissociat(?:ion"
        r"|ive))\b",
        "bad",
        PLAIN,
    ),
    Cue("death", r"\b(?:deaths?|mortality|fatal(?:ity|ities)|died|lethal(?:ity)?)\b", "bad", PLAIN),
    Cue(
        "disease",
        r"\b(?:diseases?|disorders?|illness(?:es)?|infections?|cancers?|tumou?rs?|carcinoma|metastas[ei]s|stroke"
        r"|infarction|fractures?|relapses?|recurrences?|complications?|symptoms?|injur(?:y|ies)|inflammation|hypertension"
        r"|diabetes|obesity|asthma|dementia|disabilit(?:y|ies)|bleeding|ha?emorrhage|thrombosis|sepsis|seizures?|nausea"
        r"|vomiting|diarrh(?:o)?ea|insomnia|delirium|impairments?|deficits?|severity|burden)\b",
        "bad",
        PLAIN,
    ),
    Cue(
        "harm",
        r"\b(?:adverse (?:events?|effects?|reactions?)|side[- ]effects?|toxicity|harms?|hospitali[sz]ations?|admissions?"
        r"|drop-?outs?|costs?)\b",
        "bad",
        PLAIN,
    ),
    Cue("risk", r"\b(?:risks?|hazard|odds|susceptibility|incidence|vulnerability)\b(?! (?:ratio|factor))", "bad", PLAIN),
    # what people want
    Cue(
        "survival",
        r"\b(?:survival|life expectancy|longevity|lifespan|remission|recovery|response rates?|responders?|cure)\b",
        "good",
        PLAIN,
    ),
    Cue("quality of life", r"\b(?:quality of life|qol|well-?being|wellness|satisfaction|adherence|compliance|happiness)\b", "good", PLAIN),
    Cue(
        "function",
        r"\b(?:function(?:ing)?|performance|capacity|mobility|strength|endurance|energy|vigou?r|vitality|mood|cognition"
        r"|memory|attention|sleep (?:quality|efficiency|duration)|alertness|fitness|immunity|fertility)\b",
        "good",
        PLAIN,
    ),
    Cue(
        "benefit",
        r"\b(?:benefits?|efficacy|effectiveness|relief|tolerability|safety|bioavailability|healing|protection)\b",
        "good",
        PLAIN,
    ),
)
