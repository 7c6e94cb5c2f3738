"""Ways a treatment is given: the name used throughout, the words that tell it, MeSH's heading.

Patterns are searched in the text as written; where small and capital letters matter ("IV", "IM") the pattern says so.
``WEAK``: tells the route only where nothing stronger does. Source: MeSH "Drug Administration Routes" (E02.319.267) and usual short forms.
"""
# ruff: noqa: E501 - a rule is a line

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Route:
    """``words``: the pattern is tried only where one of these (lower-case runs of letters) occurs."""

    name: str
    words: tuple[str, ...]
    pattern: str
    heading: str
    weak: bool = False


ROUTES: tuple[Route, ...] = (
    Route("intravenous", ("intravenous", "intravenously", "i", "iv"), r"(?i:intravenous(?:ly)?|\bi\.\s?v\.)|(?<![Tt]ype )(?<![Pp]hase )(?<![Ss]tage )(?<![Gg]rade )(?<![Ll]evel )\bIV\b", "Administration, Intravenous"),
    Route("intramuscular", ("intramuscular", "intramuscularly", "intra", "i", "im"), r"(?i:intra-?muscular(?:ly)?|\bi\.\s?m\.)|\bIM\b", "Injections, Intramuscular"),
    Route("intranasal", ("intranasal", "intranasally", "nasal", "nasally", "nose", "intra", "in"), r"(?i:intra-?nasal(?:ly)?|nasal sprays?|nasally|nose spray)|\bIN (?=ketamine|esketamine|naloxone)", "Administration, Intranasal"),
    Route("sublingual", ("sublingual", "sublingually", "sub", "tongue", "troche", "troches", "trochee", "trochees", "lozenge", "lozenges"), r"(?i:sub-?lingual(?:ly)?|under the tongue|troches?\b|trochees?\b|lozenges?\b)", "Administration, Sublingual"),
    Route("buccal", ("buccal", "buccally"), r"(?i:\bbuccal(?:ly)?)", "Administration, Buccal"),
    Route("oral", ("oral", "orally", "mouth", "os", "p", "po"), r"(?i:\boral(?:ly)?\b(?! (?:health|hygiene|cancer|cavity|microbio|surg|mucos|candid|lesion|care|ulcer|bacteri|tolerance))|by mouth|\bper os\b|\bp\.o\.)|\bPO\b", "Administration, Oral"),
    Route("subcutaneous", ("subcutaneous", "subcutaneously", "sub", "skin", "s", "sc"), r"(?i:sub-?cutaneous(?:ly)?|under the skin|\bs\.c\.)|\bSC (?=injection|infusion|dose)", "Injections, Subcutaneous"),
    Route("epidural", ("epidural", "epidurally", "peridural", "peridurally", "transforaminal"), r"(?i:\b(?:epi|peri)dural(?:ly)?\b(?! (?:hematoma|haematoma|abscess|space|bleed))|transforaminal)", "Injections, Epidural"),
    Route("intrathecal", ("intrathecal", "intrathecally", "intra"), r"(?i:\bintra-?thecal(?:ly)?)", "Injections, Spinal"),
    Route("intra-articular", ("intra", "intraarticular", "joint", "knee", "hip", "shoulder", "facet"), r"(?i:\bintra-?articular(?:ly)?|into the (?:joint|knee|hip|shoulder)|(?:knee|hip|joint|shoulder|facet) injections?)", "Injections, Intra-Articular"),
    Route("transdermal", ("transdermal", "transdermally", "skin", "patch", "patches"), r"(?i:\btransdermal(?:ly)?|skin patch(?:es)?|\bpatch(?:es)? (?:worn|applied|on the skin))", "Administration, Cutaneous"),
    Route("topical", ("topical", "topically", "cream", "creams", "ointment", "ointments", "gel", "gels", "skin"), r"(?i:\btopical(?:ly)?|\b(?:creams?|ointments?|gels?)\b (?=applied|rubbed|on|to the skin)|applied to the skin)", "Administration, Topical"),
    Route("inhaled", ("inhaled", "inhalation", "inhaler", "inhalers", "inhaling", "nebulized", "nebulised", "nebulizer", "nebuliser"), r"(?i:\binhal(?:ed|ation|ers?|ing)\b|nebuli[sz]\w+)", "Administration, Inhalation"),
    Route("rectal", ("rectal", "rectally", "suppository", "suppositories", "enema", "enemas"), r"(?i:\brectal(?:ly)?\b(?! (?:cancer|bleed|tumou?r|prolapse|exam))|suppositor(?:y|ies)|enemas?\b)", "Administration, Rectal"),
    Route("vaginal", ("vaginal", "vaginally", "intravaginal", "intravaginally"), r"(?i:\b(?:intra)?vaginal(?:ly)? (?=gel|cream|tablet|ring|estrogen|oestrogen|suppositor|application|administration|probiotic))", "Administration, Intravaginal"),
    Route("intravenous", ("infusion", "infusions", "infused", "drip", "drips"), r"(?i:\binfus(?:ions?|ed)\b|\bIV drips?\b|\bdrips?\b(?= (?:therapy|treatment|of|bar)))", "Infusions, Intravenous", weak=True),
    Route("oral", ("tablet", "tablets", "pill", "pills", "capsule", "capsules", "gummy", "gummies", "softgel", "softgels", "drink", "drinks", "powder", "powders", "swallow", "swallowed", "swallowing"), r"(?i:\b(?:tablets?|pills?|capsules?|gumm(?:y|ies)|softgels?|drinks?|powders?|swallow(?:ed|ing)?)\b)", "Administration, Oral", weak=True),
)
