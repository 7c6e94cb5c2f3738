"""Word forms folded into one: irregular plurals and verbs, and British into American spelling (MeSH's own spelling).

Sources: "team" our own list; MeSH headings use American spelling, its entry terms often both.
"""

from __future__ import annotations

from dataclasses import dataclass

# Form -> the form that the stemmer goes on with.
IRREGULAR = {
    "women": "woman", "men": "man", "children": "child", "people": "person", "mice": "mouse", "feet": "foot", "teeth": "tooth",
    "bacteria": "bacterium", "viruses": "virus", "criteria": "criterion", "phenomena": "phenomenon", "data": "datum", "media": "medium",
    "stimuli": "stimulus", "foci": "focus", "nuclei": "nucleus", "fungi": "fungus", "indices": "index", "vertices": "vertex",
    "metastases": "metastasis", "lives": "life", "wives": "wife", "halves": "half", "better": "good", "best": "good", "worse": "bad",
    "worst": "bad", "worsened": "worsen", "rose": "rise", "risen": "rise", "fell": "fall", "fallen": "fall", "grew": "grow",
    "grown": "grow",
    "gave": "give", "given": "give", "took": "take", "taken": "take", "found": "find", "shown": "show", "showed": "show", "led": "lead",
    "felt": "feel", "began": "begin", "begun": "begin", "became": "become", "went": "go", "gone": "go", "came": "come", "saw": "see",
    "seen": "see", "knew": "know", "known": "know", "brought": "bring", "kept": "keep", "slept": "sleep", "lost": "lose",
    "trochees": "troche", "programme": "program", "programmes": "program",
    "used": "use", "using": "use", "uses": "use", "relief": "relieve",
}


@dataclass(frozen=True, slots=True)
class Fold:
    """A British piece of a word and its American form; ``at`` says where it must stand: "start", "end" or "any"."""

    british: str
    american: str
    at: str
    source: str = "team"


FOLDS = (
    Fold("anaesth", "anesth", "any"),
    Fold("haem", "hem", "start"),
    Fold("aemia", "emia", "any"),
    Fold("oedema", "edema", "any"),
    Fold("oestr", "estr", "any"),
    Fold("oesoph", "esoph", "any"),
    Fold("paed", "ped", "start"),
    Fold("orthopaed", "orthoped", "start"),
    Fold("gynaec", "gynec", "start"),
    Fold("faec", "fec", "start"),
    Fold("foet", "fet", "start"),
    Fold("diarrhoea", "diarrhea", "start"),
    Fold("dyspnoea", "dyspnea", "start"),
    Fold("apnoea", "apnea", "any"),
    Fold("tumour", "tumor", "any"),
    Fold("behaviour", "behavior", "any"),
    Fold("colour", "color", "start"),
    Fold("labour", "labor", "start"),
    Fold("favour", "favor", "start"),
    Fold("odour", "odor", "start"),
    Fold("vapour", "vapor", "start"),
    Fold("centre", "center", "any"),
    Fold("fibre", "fiber", "any"),
    Fold("litre", "liter", "any"),
    Fold("sulph", "sulf", "any"),
    Fold("isation", "ization", "any"),
    Fold("ising", "izing", "end"),
    Fold("ised", "ized", "end"),
    Fold("ise", "ize", "end"),
    Fold("ises", "izes", "end"),
    Fold("yse", "yze", "end"),
    Fold("ysed", "yzed", "end"),
    Fold("ysing", "yzing", "end"),
    Fold("judgement", "judgment", "start"),
    Fold("ageing", "aging", "end"),
    Fold("grey", "gray", "start"),
)

# Words that end in -ise in American English too, or would become another word.
NEVER_FOLDED = frozenset(
    """
    exercise exercises exercised exercising rise rises rising raise raised raises raising arise arises arising wise likewise otherwise
    promise promises promised promising advise advised advises advising revise revised revises revising precise concise
    disease crisis crises
    comprise comprised comprises comprising compromise compromised compromises compromising surprise surprised surprising
    supervise supervised supervising noise poise raised bruise bruised bruises bruising cruise praise expertise premise
    premises franchise
    enterprise disguise disguised devise devised paradise merchandise
    """.split()  # noqa: SIM905
)

# Words whose last letters look like an inflection and are none.
UNINFLECTED = frozenset({"bias", "gas", "lens", "series", "species", "news", "pancreas", "measles", "mumps", "perhaps", "always", "during"})
