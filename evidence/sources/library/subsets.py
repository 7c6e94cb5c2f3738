"""Tables: subsets and filters, the untagged words that PubMed reads as one, the subheadings of MeSH, languages.

Source: PubMed User Guide, "Subset [sb]", "Filter search strategies", "Comments/Corrections", "MeSH Subheadings" (2024).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from evidence.errors import QueryError
from evidence.sources.library.words import words


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a subset stands for: a ``flag`` of the index or a ``query`` that says the same; ``warning`` where it only comes near."""

    flag: str = ""
    query: str = ""
    warning: str = ""


CORRECTIONS = (
    "CommentIn", "CommentOn", "CorrectedRepublishedIn", "CorrectedRepublishedFrom", "CorrectedandRepublishedIn",
    "CorrectedandRepublishedFrom", "AssociatedPublication", "AssociatedDataset", "ErratumIn", "ErratumFor", "ExpressionOfConcernIn",
    "ExpressionOfConcernFor", "OriginalReportIn", "RepublishedIn", "RepublishedFrom", "RetractedandRepublishedIn",
    "RetractedandRepublishedFrom", "RetractionIn", "RetractionOf", "SummaryForPatientsIn", "UpdateIn", "UpdateOf",
)  # fmt: skip

# Words that are searched without a tag and stand for a property of the record.
FLAGS = frozenset(
    {"hasabstract", "hasstructuredabstract", "hasnonenglishabstract", "hascois", "haskeyword", "hasdatabanklist"}
    | {"pmcbook", "pmcbooktitle", "pmcbookchapter", "pubstatusaheadofprint", "pubstatusepublish", "pubstatusppublish", "starternote"}
    | {f"has{name.lower()}" for name in CORRECTIONS}
)

_STATUS = frozenset({"medline", "inprocess", "publisher", "pubmednotmedline", "pubmed pmc", "pubmed books", "aim", "im", "preprint"})

_QUERIES = {
    "humans": "humans[mh]",
    "human": "humans[mh]",
    "animals": "animals[mh:noexp]",
    "animal": "animals[mh:noexp]",
    "male": "male[mh]",
    "female": "female[mh]",
    "allchild": "infant[mh] OR child[mh] OR adolescent[mh]",
    "newborn": '"infant, newborn"[mh]',
    "allinfant": "infant[mh]",
    "infant": "infant[mh:noexp]",
    "preschoolchild": '"child, preschool"[mh]',
    "child": "child[mh:noexp]",
    "adolescent": "adolescent[mh]",
    "alladult": "adult[mh]",
    "youngadult": '"young adult"[mh]',
    "adult": "adult[mh:noexp]",
    "middleagedaged": '"middle aged"[mh] OR aged[mh]',
    "middleaged": '"middle aged"[mh]',
    "aged": "aged[mh]",
    "80andover": '"aged, 80 and over"[mh]',
    "excludepreprints": "all[sb] NOT preprint[pt]",
    "randomizedcontrolledtrial": "randomized controlled trial[pt]",
    "clinicaltrial": "clinical trial[pt]",
    "metaanalysis": "meta-analysis[pt]",
    "review": "review[pt]",
    "observationalstudy": "observational study[pt]",
    "casereports": "case reports[pt]",
    "guideline": "guideline[pt]",
    "practiceguideline": "practice guideline[pt]",
    "editorial": "editorial[pt]",
    "letter": "letter[pt]",
    "english": "eng[la]",
    "german": "ger[la]",
    "french": "fre[la]",
    "spanish": "spa[la]",
}
_SYSTEMATIC = (
    '"systematic review"[pt] OR "systematic review"[ti] OR "systematic literature review"[ti] OR "this systematic review"[tiab]'
    ' OR (meta-analysis[pt] AND "systematic review"[tiab]) OR "cochrane database syst rev"[ta]'
)
_UNANSWERED = {
    "free full text": "whether a full text is free is not in the records",
    "full text": "links to full texts are not in the records",
    "loall": "links to full texts are not in the records",
    "data": "associated data are not in the records",
}
_LAST = re.compile(r"last\s+(?:(\d{1,4})\s+)?(day|month|year)s?", re.IGNORECASE)


def meaning(text: str) -> Meaning:
    """What [sb] or [filter] means by these words; QueryError for what is unknown or cannot be answered here."""
    plain = " ".join(words(text))
    packed = plain.replace(" ", "")
    if packed == "all":
        return Meaning(flag="all")
    if plain in _STATUS or packed in _STATUS or packed in FLAGS:
        return Meaning(flag=plain if plain in _STATUS else packed)
    if packed in ("systematic", "systematicreview", "systematicreviews"):
        return Meaning(
            query=_SYSTEMATIC, warning="systematic[sb] is answered by publication type and title here; PubMed's own strategy is longer."
        )
    if packed in _QUERIES:
        return Meaning(query=_QUERIES[packed])
    if plain in _UNANSWERED or packed in _UNANSWERED:
        why = _UNANSWERED.get(plain) or _UNANSWERED[packed]
        raise QueryError(
            f"{text.strip()}[sb] cannot be answered here: {why}.", advice="Leave this part out, or search PubMed: --source pubmed."
        )
    raise QueryError(
        f"The subset {text.strip()[:40]!r} is not known.",
        advice="Known are medline, inprocess, publisher, pubmed pmc, systematic, humans and so on.",
    )


def span(text: str) -> tuple[int, str]:
    """("last 5 years") -> (5, "year")."""
    found = _LAST.fullmatch(text.strip())
    if found is None:
        raise QueryError(f"{text.strip()[:40]!r} is no span of time.", advice='Write "last 5 years"[dp].')
    return int(found.group(1) or 1), found.group(2).lower()


# Abbreviation -> subheading.
SUBHEADINGS = {
    "ab": "abnormalities", "ad": "administration and dosage", "ae": "adverse effects", "ag": "agonists", "aa": "analogs and derivatives",
    "an": "analysis", "ah": "anatomy and histology", "ai": "antagonists and inhibitors", "bi": "biosynthesis", "bs": "blood supply",
    "bl": "blood", "cf": "cerebrospinal fluid", "cs": "chemical synthesis", "ci": "chemically induced", "ch": "chemistry",
    "cl": "classification", "co": "complications", "cn": "congenital", "cy": "cytology", "df": "deficiency", "di": "diagnosis",
    "dh": "diet therapy", "dg": "diagnostic imaging", "de": "drug effects", "dt": "drug therapy", "ec": "economics", "ed": "education",
    "em": "embryology", "en": "enzymology", "ep": "epidemiology", "es": "ethics", "eh": "ethnology", "et": "etiology", "ge": "genetics",
    "gd": "growth and development", "hi": "history", "im": "immunology", "in": "injuries", "ir": "innervation", "is": "instrumentation",
    "ip": "isolation and purification", "lj": "legislation and jurisprudence", "me": "metabolism", "mt": "methods", "mi": "microbiology",
    "mo": "mortality", "nu": "nursing", "og": "organization and administration", "ps": "parasitology", "py": "pathogenicity",
    "pa": "pathology", "pk": "pharmacokinetics", "pd": "pharmacology", "ph": "physiology", "pp": "physiopathology", "po": "poisoning",
    "pc": "prevention and control", "px": "psychology", "re": "radiation effects", "rt": "radiotherapy", "rh": "rehabilitation",
    "sc": "secondary", "st": "standards", "sn": "statistics and numerical data", "sd": "supply and distribution", "su": "surgery",
    "tu": "therapeutic use", "th": "therapy", "to": "toxicity", "tm": "transmission", "tr": "transplantation", "td": "trends",
    "ul": "ultrastructure", "ur": "urine", "ve": "veterinary", "vi": "virology",
}  # fmt: skip


def subheading_key(text: str) -> str:
    """How subheadings are compared: "administration & dosage" is "administration and dosage"."""
    return " ".join(word for word in words(text) if word != "and")


BY_KEY = {subheading_key(name): name for name in SUBHEADINGS.values()}

# What stands below a subheading in a search. Source: NLM, "MeSH in MEDLINE: A Tutorial", subheading groupings (the family it prints).
FAMILIES = {
    "therapeutic use": ("administration dosage", "adverse effects", "poisoning"),
    "administration dosage": (),
    "poisoning": (),
}

_LANGUAGES = {
    "japanese": "jpn", "german": "ger", "french": "fre", "chinese": "chi", "spanish": "spa", "dutch": "dut", "czech": "cze", "greek": "gre",
    "romanian": "rum", "slovak": "slo", "persian": "per", "icelandic": "ice", "macedonian": "mac", "welsh": "wel", "croatian": "hrv",
    "serbian": "srp", "multilingual": "mul", "undetermined": "und",
}  # fmt: skip


def language(name: str) -> str:
    """ "You may search using either the language or the first three characters of most languages" (User Guide)."""
    name = name.strip().lower()
    return _LANGUAGES.get(name, name[:3])
