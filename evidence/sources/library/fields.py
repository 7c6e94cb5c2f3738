"""The search field tags of PubMed: how they may be written, what PubMed calls them, and what the local index can answer.

Source: PubMed User Guide, "Search field tags" and "PubMed data field descriptions" (as of 2024), and the long names that PubMed's own
translations use ("[Title/Abstract]", "[Date - Publication]").
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from evidence.errors import QueryError


@dataclass(frozen=True, slots=True)
class Field:
    """One field: ``code`` as used here, ``name`` as PubMed shows it, ``written`` how else it may be written, lower case.

    ``kind``: "words" (text; phrases), "heading", "value" (exact values), "author", "date", "number", "subset".
    """

    code: str
    name: str
    kind: str
    written: tuple[str, ...] = ()


FIELDS = (
    Field("all", "All Fields", "words", ("all",)),
    Field("tiab", "Title/Abstract", "words", ("title/abstract", "title abstract")),
    Field("ti", "Title", "words", ("titl",)),
    Field("ab", "Abstract", "words"),
    Field("tw", "Text Word", "words", ("text", "text words", "word")),
    Field("ot", "Other Term", "words", ("keyword", "keywords")),
    Field("tt", "Transliterated Title", "words"),
    Field("ad", "Affiliation", "words", ("affl",)),
    Field("cois", "Conflict of Interest Statements", "words", ("conflict of interest statement",)),
    Field("gr", "Grants and Funding", "words", ("grnt", "grant number", "grant")),
    Field("si", "Secondary Source ID", "words"),
    Field("book", "Book", "words"),
    Field("pubn", "Publisher", "words"),
    Field("cn", "Corporate Author", "words", ("author - corporate", "corp")),
    Field("nm", "Supplementary Concept", "words", ("substance name", "subs")),
    Field("mh", "MeSH Terms", "heading", ("mesh", "mesh term", "mesh heading", "mesh headings")),
    Field("majr", "MeSH Major Topic", "heading", ("mesh major topics", "mjr", "mesh major")),
    Field("sh", "MeSH Subheading", "value", ("subheading", "mesh subheadings", "subh")),
    Field("pt", "Publication Type", "heading", ("ptyp", "publication types")),
    Field("ta", "Journal", "value", ("jour", "journal title", "issn", "is")),
    Field("la", "Language", "value", ("lang",)),
    Field("rn", "EC/RN Number", "value", ("ecno",)),
    Field("vi", "Volume", "value", ("vol",)),
    Field("ip", "Issue", "value", ("iss",)),
    Field("pg", "Pagination", "value", ("page",)),
    Field("jid", "NLM Unique ID", "value", ("jid",)),
    Field("pl", "Place of Publication", "value", ("cntry",)),
    Field("aid", "Article Identifier", "value", ("doi",)),
    Field("lid", "Location ID", "value"),
    Field("pmcid", "PMCID", "value", ("pmc",)),
    Field("auid", "Author - Identifier", "value", ("author identifier", "orcid")),
    Field("sb", "Subset", "subset", ("filter", "sb", "fltr")),
    Field("au", "Author", "author", ("auth",)),
    Field("1au", "Author - First", "author", ("first author", "first author name", "frst")),
    Field("lastau", "Author - Last", "author", ("last author", "last author name", "laut")),
    Field("fau", "Author - Full", "author", ("full author name", "full author", "full")),
    Field("ir", "Investigator", "author", ("fir", "full investigator name", "investigator - full")),
    Field("ed", "Editor", "author"),
    Field("ps", "Personal Name as Subject", "author"),
    Field("dp", "Date - Publication", "date", ("pdat", "publication date", "date of publication")),
    Field("ppdat", "Date - Print Publication", "date", ("print publication date",)),
    Field("epdat", "Date - Electronic Publication", "date", ("electronic publication date",)),
    Field("edat", "Date - Entry", "date", ("entry date", "date - entrez", "entrez date")),
    Field("crdt", "Date - Create", "date", ("create date",)),
    Field("mhda", "Date - MeSH", "date", ("mesh date",)),
    Field("lr", "Date - Modification", "date", ("mdat", "modification date")),
    Field("dcom", "Date - Completion", "date", ("completion date",)),
    Field("uid", "PMID", "number", ("pmid",)),
)

BY_CODE = {field.code: field for field in FIELDS}
_BY_NAME = {name: field for field in FIELDS for name in (field.code, field.name.lower(), *field.written)}

# Tags that PubMed knows and this library cannot answer, with the reason.
UNANSWERED = {
    "pa": "which drugs have a pharmacological action is not in the records",
    "pharmacological action": "which drugs have a pharmacological action is not in the records",
    "isbn": "ISBNs are not kept",
    "owner": "the owner of a record is not kept",
}


def find(written: str) -> tuple[Field, bool, int | None]:
    """The field of a tag as written between the brackets, whether it explodes, and the distance of a proximity search.

    QueryError for a tag that is unknown or cannot be answered here.
    """
    name, _, option = (part.strip() for part in " ".join(written.lower().split()).partition(":"))
    field = _BY_NAME.get(name)
    if field is None:
        if name in UNANSWERED:
            raise QueryError(
                f"[{written.strip()}] cannot be searched here: {UNANSWERED[name]}.", advice="Leave this part of the query out."
            )
        near = get_close_matches(name, _BY_NAME, 1)
        hint = f" Did you mean [{near[0]}]?" if near else " Common tags are [tiab], [ti], [mh], [majr], [pt], [au], [ta], [dp]."
        raise QueryError(f"The field tag [{written.strip()[:40]}] is not known.", advice=f"Use one of PubMed's field tags.{hint}")
    if not option:
        return field, True, None
    if option in ("noexp", "no exp") and (field.kind == "heading" or field.code == "sh"):
        return field, False, None
    if option.startswith("~") and option[1:].isdigit() and len(option) < 6 and field.code in ("ti", "tiab", "ad"):
        return field, True, int(option[1:])
    raise QueryError(
        f"[{written.strip()[:40]}] cannot be understood.",
        advice="Behind a tag stands :noexp (for [mh], [majr], [pt], [sh]) or :~N, a distance in words (for [ti], [tiab], [ad]).",
    )
