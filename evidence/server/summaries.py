"""Citations -> ESummary's short records: version 1.0 (items), version 2.0 (XML) and JSON, with PubMed's field names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from evidence.model import Citation
from evidence.server.article import escaped, group

UNKNOWN = "cannot get document summary"
DTD_OF_SECOND = "/eutils/dtd/20160808/esummary_pubmed.dtd"
"""Where NCBI has the DTD of version 2.0, and this server its own."""
_LISTS = {
    "Authors": "Author",
    "Lang": "string",
    "PubType": "flag",
    "ArticleIds": "ArticleId",
    "History": "PubMedPubDate",
    "Attributes": "flag",
}


def fields(c: Citation) -> dict[str, Any]:
    """The summary under the names of version 2.0; lists hold strings or dictionaries."""
    authors = [{"Name": each.name, "AuthType": "CollectiveName" if each.collective else "Author"} for each in c.authors]
    ids = (("pubmed", c.pmid), ("doi", c.doi), ("pmc", c.pmcid), ("pii", c.pii))
    date = f"{(c.date or '').replace('-', '/')}"
    return {
        "PubDate": c.published,
        "EPubDate": c.electronic_date.replace("-", "/"),
        "Source": c.medline_ta or c.iso_abbreviation or c.journal or c.book,
        "Authors": authors,
        "LastAuthor": authors[-1]["Name"] if authors else "",
        "Title": c.title,
        "SortTitle": c.title.casefold(),
        "Volume": c.volume,
        "Issue": c.issue,
        "Pages": c.pages,
        "Lang": list(c.languages),
        "NlmUniqueID": c.nlm_id,
        "ISSN": c.issn,
        "PubType": [name for _, name in c.publication_types],
        "RecordStatus": f"PubMed - indexed for {c.medline_status}" if c.medline_status == "MEDLINE" else "PubMed",
        "PubStatus": c.publication_status,
        "ArticleIds": [{"IdType": kind, "Value": value} for kind, value in ids if value],
        "History": [{"PubStatus": stage, "Date": iso.replace("-", "/")} for stage, iso in c.history],
        "Attributes": ["Has Abstract"] if c.abstract else [],
        "FullJournalName": c.journal,
        "ELocationID": f"doi: {c.doi}" if c.doi else "",
        "DocType": "book" if c.book else "citation",
        "BookTitle": c.book,
        "PublisherName": c.publisher,
        "SortPubDate": date,
    }


def as_json(wanted: Sequence[str], found: dict[str, Citation]) -> dict[str, Any]:
    """The JSON reply; names in small letters, as NCBI has them."""
    result: dict[str, Any] = {"uids": list(wanted)}
    for pmid in wanted:
        if pmid not in found:
            result[pmid] = {"uid": pmid, "error": UNKNOWN}
            continue
        values = {
            name.lower(): [_lower(each) for each in value] if isinstance(value, list) else value
            for name, value in fields(found[pmid]).items()
        }
        result[pmid] = {"uid": pmid} | values
    return {"header": {"type": "esummary", "version": "0.3"}, "result": result}


def second(wanted: Sequence[str], found: dict[str, Citation]) -> bytes:
    """Version 2.0 XML, under the name of NCBI's DTD."""
    documents = "".join(
        group("DocumentSummary", _second(found[pmid]), uid=pmid)
        if pmid in found
        else f'<DocumentSummary uid="{escaped(pmid)}"><error>{UNKNOWN}</error></DocumentSummary>'
        for pmid in wanted
    )
    head = (
        '<?xml version="1.0" encoding="UTF-8" ?>\n<!DOCTYPE eSummaryResult PUBLIC "-//NLM//DTD esummary pubmed 20160808//EN" '
        f'"https://eutils.ncbi.nlm.nih.gov{DTD_OF_SECOND}">\n'
    )
    return f'{head}<eSummaryResult><DocumentSummarySet status="OK">{documents}</DocumentSummarySet></eSummaryResult>\n'.encode()


def dtd_of_second() -> bytes:
    """A DTD of what ``second`` sends. Biopython cannot read it without one, ships none and fetches NCBI's: offline, put this
    file into ``Bio.Entrez.Parser.DataHandler.local_dtd_dir``."""
    plain = [name for name in fields(Citation("1", "")) if name not in _LISTS]
    leaves = ["DbBuild", "ERROR", "Name", "AuthType", "IdType", "Value", "PubStatus", "Date", "string", "flag", "error"]
    lines = [
        "<!ELEMENT eSummaryResult (DocumentSummarySet?, ERROR?)>",
        "<!ELEMENT DocumentSummarySet (DbBuild?, DocumentSummary*)>\n<!ATTLIST DocumentSummarySet status CDATA #REQUIRED>",
        f"<!ELEMENT DocumentSummary ((error)|({', '.join(name + '?' for name in fields(Citation('1', '')))}))>"
        "\n<!ATTLIST DocumentSummary uid CDATA #REQUIRED>",
        *(f"<!ELEMENT {name} ({each}*)>" for name, each in _LISTS.items()),
        "<!ELEMENT Author (Name, AuthType)>\n<!ELEMENT ArticleId (IdType, Value)>\n<!ELEMENT PubMedPubDate (PubStatus, Date)>",
        *(f"<!ELEMENT {name} (#PCDATA)>" for name in dict.fromkeys((*plain, *leaves))),
    ]
    return ("\n".join(lines) + "\n").encode()


def first(wanted: Sequence[str], found: dict[str, Citation]) -> bytes:
    """Version 1.0 XML, the default: ``Item`` elements with a name and a type."""
    known = [found[pmid] for pmid in wanted if pmid in found]
    documents = "".join(f"<DocSum><Id>{each.pmid}</Id>{''.join(_first(each))}</DocSum>" for each in known)
    unknown = "".join(f"<ERROR>UID={escaped(pmid)}: {UNKNOWN}</ERROR>" for pmid in wanted if pmid not in found)
    head = (
        '<?xml version="1.0" encoding="UTF-8" ?>\n<!DOCTYPE eSummaryResult PUBLIC "-//NLM//DTD esummary v1 20041029//EN" '
        '"https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20041029/esummary-v1.dtd">\n'
    )
    return f"{head}<eSummaryResult>{documents}{unknown}</eSummaryResult>\n".encode()


def _second(c: Citation) -> Iterator[str]:
    for name, value in fields(c).items():
        if not isinstance(value, list):
            yield f"<{name}>{escaped(value)}</{name}>"
        else:
            each = _LISTS[name]
            yield f"<{name}>{''.join(_inside(each, item) for item in value)}</{name}>"


def _inside(name: str, item: str | dict[str, str]) -> str:
    if isinstance(item, str):
        return f"<{name}>{escaped(item)}</{name}>"
    return f"<{name}>{''.join(f'<{key}>{escaped(value)}</{key}>' for key, value in item.items())}</{name}>"


def _first(c: Citation) -> Iterator[str]:
    values = fields(c)
    for name, kind in (("PubDate", "Date"), ("EPubDate", "Date"), ("Source", "String")):
        yield _item(name, kind, values[name])
    yield _items("AuthorList", [("Author", each["Name"]) for each in values["Authors"]])
    for name in ("LastAuthor", "Title", "Volume", "Issue", "Pages"):
        yield _item(name, "String", values[name])
    yield _items("LangList", [("Lang", each) for each in values["Lang"]])
    yield _item("NlmUniqueID", "String", values["NlmUniqueID"])
    yield _item("ISSN", "String", values["ISSN"])
    yield _items("PubTypeList", [("PubType", each) for each in values["PubType"]])
    for name in ("RecordStatus", "PubStatus"):
        yield _item(name, "String", values[name])
    yield _items("ArticleIds", [(each["IdType"], each["Value"]) for each in values["ArticleIds"]])
    yield _items("History", [(each["PubStatus"], each["Date"]) for each in values["History"]])
    yield _item("HasAbstract", "Integer", "1" if values["Attributes"] else "0")
    for name in ("FullJournalName", "ELocationID"):
        yield _item(name, "String", values[name])


def _item(name: str, kind: str, words: str) -> str:
    return f'<Item Name="{escaped(name)}" Type="{kind}">{escaped(words)}</Item>'


def _items(name: str, inside: Iterable[tuple[str, str]]) -> str:
    return f'<Item Name="{name}" Type="List">{"".join(_item(each, "String", words) for each, words in inside)}</Item>'


def _lower(item: str | dict[str, str]) -> str | dict[str, str]:
    return item if isinstance(item, str) else {name.lower(): value for name, value in item.items()}
