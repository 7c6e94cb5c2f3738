"""The parts that articles and books share: people, abstracts, dates, identifiers, headings, grants."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from evidence.model import Author, Correction, MeshTerm, Section
from evidence.records.markup import text

_PERSON = (
    "Author", "Investigator", "PersonalNameSubject",
    "LastName", "ForeName", "Initials", "Suffix", "CollectiveName", "Affiliation", "Identifier",
)  # fmt: skip
_TAG = re.compile(r"</?[A-Za-z]+>")  # some old records hold "<Suffix>Jr</Suffix>" as text
_MONTHS = {
    "jan": "01", "feb": "02", "mar": "03", "apr": "04", "may": "05", "jun": "06",
    "jul": "07", "aug": "08", "sep": "09", "oct": "10", "nov": "11", "dec": "12",
}  # fmt: skip
# "Dates with a season are set as: winter = January, spring = April, summer = July and fall = October" (PubMed User Guide).
_SEASONS = {"winter": "01", "spring": "04", "summer": "07", "fall": "10", "autumn": "10"}
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_DAY = re.compile(r"\b(\d{1,2})\b")
_DOI = re.compile(r"10\.\d{4,9}/\S+")


def plain(value: str | None) -> str:
    """A simple element's text with single spaces."""
    if not value:
        return ""
    # The quick way for what needs nothing done; isprintable() is false for line breaks and every blank but the plain one.
    return value.strip() if value.isprintable() and "  " not in value else " ".join(value.split())


def people(group: etree._Element | None) -> tuple[Author, ...]:
    """Authors, editors, investigators or personal names as subject; names that were corrected (ValidYN="N") are left out."""
    if group is None:
        return ()
    found: list[Author] = []
    last = fore = initials = suffix = collective = orcid = ""
    places: list[str] = []
    begun = False
    # One flat walk, and names as they stand: NLM sends them without stray blanks, and this is where most of the time goes.
    for element in group.iter(*_PERSON):
        tag = element.tag
        if tag == "LastName":
            last = element.text or ""
        elif tag == "ForeName":
            fore = element.text or ""
        elif tag == "Initials":
            initials = element.text or ""
        elif tag == "Affiliation":
            if words := text(element) if len(element) else plain(element.text):
                places.append(words)
        elif tag == "Suffix":
            suffix = _TAG.sub("", text(element))
        elif tag == "CollectiveName":
            collective = text(element)
        elif tag == "Identifier":
            if element.get("Source", "").upper() == "ORCID":
                orcid = _orcid(element.text or "")
        else:
            if begun:
                found.append(Author(last, fore, initials, suffix, collective, orcid, tuple(places)))
            begun = element.get("ValidYN") != "N"
            last = fore = initials = suffix = collective = orcid = ""
            places = []
    if begun:
        found.append(Author(last, fore, initials, suffix, collective, orcid, tuple(places)))
    return tuple(found)


def abstract(element: etree._Element | None) -> tuple[str, tuple[Section, ...], str]:
    """The abstract with one line per section, its sections, and the copyright line.

    A single text without a label has no sections; an empty section leaves no trace.
    """
    if element is None:
        return "", (), ""
    texts: list[tuple[str, str, str]] = []
    rights = ""
    for child in element:
        if child.tag == "AbstractText":
            if words := text(child):
                texts.append((plain(child.get("Label")), child.get("NlmCategory", ""), words))
        elif child.tag == "CopyrightInformation":
            rights = plain(child.text)
    if len(texts) == 1 and not texts[0][0]:
        return texts[0][2], (), rights
    sections, start = [], 0
    for label, category, words in texts:
        sections.append(Section(label, category, start, start + len(words)))
        start += len(words) + 1
    return "\n".join(words for _, _, words in texts), tuple(sections), rights


def other_abstract(element: etree._Element) -> tuple[str, str]:
    """(language, text) of a translation, (type, text) of a summary by another body ("plain-language-summary", "KIE")."""
    kind = element.get("Type", "Publisher")
    lines = []
    for child in element:
        if child.tag == "AbstractText" and (words := text(child)):
            label = plain(child.get("Label"))
            lines.append(f"{label}: {words}" if label else words)
    return element.get("Language", "eng") if kind == "Publisher" else kind, "\n".join(lines)


def date(element: etree._Element | None) -> tuple[str, str]:
    """PubMed's own words ("2019 Jan 15", "1998 Dec-1999 Jan") and the date as ISO 8601, as far as known."""
    if element is None:
        return "", ""
    year = month = day = season = ""
    for child in element:
        tag = child.tag
        if tag == "Year":
            year = child.text or ""
        elif tag == "Month":
            month = child.text or ""
        elif tag == "Day":
            day = child.text or ""
        elif tag == "Season":
            season = child.text or ""
        elif tag == "MedlineDate":
            words = plain(child.text)
            return words, of_words(words)
    number = _month(month)
    words = " ".join([part for part in (year, month or season, day) if part])
    if not number:
        number = _season(season or month) if season or month else ""
        return words, f"{year}-{number}" if year and number else year
    return words, f"{year}-{number}-{day:0>2}" if day.isdigit() else f"{year}-{number}"


def of_words(words: str) -> str:
    """ISO date of a MedlineDate: the first year, month (or season) and day that it names."""
    found = _YEAR.search(words)
    if found is None:
        return ""
    year = found.group()
    behind = words[found.end() :]
    month = next((number for part in re.findall(r"[A-Za-z]+", behind) if (number := _month(part) or _season(part))), "")
    if not month:
        before = next((number for part in re.findall(r"[A-Za-z]+", words) if (number := _month(part) or _season(part))), "")
        return f"{year}-{before}" if before else year
    first = re.match(r"[\s/-]*[A-Za-z]+\.?\s+(\d{1,2})\b", behind)
    if first and 1 <= int(first.group(1)) <= 31 and _season(re.findall(r"[A-Za-z]+", behind)[0]) == "":
        return f"{year}-{month}-{first.group(1):0>2}"
    return f"{year}-{month}"


def stamp(element: etree._Element) -> str:
    """ISO date of a Year/Month/Day group such as DateRevised."""
    if len(element) >= 3:
        year, month, day = element[0].text or "", element[1].text or "", element[2].text or ""
        if (year + month + day).isdigit():
            return f"{year}-{month:0>2}-{day:0>2}"
    return date(element)[1]


def year_of(iso: str) -> int | None:
    return int(iso[:4]) if iso[:4].isdigit() and len(iso[:4]) == 4 else None


def _month(name: str) -> str:
    if name.isdigit():
        return f"{int(name):02d}" if 1 <= int(name) <= 12 else ""
    return _MONTHS.get(name[:3].lower(), "")


def _season(name: str) -> str:
    return next((number for season, number in _SEASONS.items() if name.lower().startswith(season)), "")


def _orcid(value: str) -> str:
    """ "0000-0002-1825-0097" of any spelling that publishers send (an address, without hyphens); "" for anything else."""
    digits = value.strip().replace("-", "")[-16:].upper()
    if len(digits) != 16 or not digits[:15].isdigit() or not (digits[15].isdigit() or digits[15] == "X"):
        return ""
    return f"{digits[:4]}-{digits[4:8]}-{digits[8:12]}-{digits[12:]}"


def doi(value: str | None) -> str:
    """The identifier alone: without "doi:", an address or spaces; as stored in any other respect."""
    value = plain(value)
    if value.startswith("10."):
        return value
    found = _DOI.search(value)
    return found.group() if found else value


def headings(group: etree._Element) -> tuple[MeshTerm, ...]:
    """The headings of a MeshHeadingList with their qualifiers."""
    found: list[MeshTerm] = []
    ui = name = ""
    major = False
    qualifiers: list[tuple[str, str, bool]] = []
    for element in group.iter("DescriptorName", "QualifierName"):
        if element.tag == "QualifierName":
            qualifiers.append((element.get("UI", ""), element.text or "", element.get("MajorTopicYN") == "Y"))
            continue
        if name:
            found.append(MeshTerm(ui, name, major, tuple(qualifiers)))
            qualifiers = []
        ui, name, major = element.get("UI", ""), element.text or "", element.get("MajorTopicYN") == "Y"
    if name:
        found.append(MeshTerm(ui, name, major, tuple(qualifiers)))
    return tuple(found)


def correction(element: etree._Element) -> Correction:
    """One CommentsCorrections entry."""
    source = pmid = note = ""
    for child in element:
        if child.tag == "RefSource":
            source = plain(child.text)
        elif child.tag == "PMID":
            pmid = plain(child.text)
        elif child.tag == "Note":
            note = plain(child.text)
    return Correction(element.get("RefType", ""), source, pmid, note)


def grants(group: etree._Element) -> tuple[tuple[str, str, str], ...]:
    """(number, agency, country) of each grant."""
    found = []
    for grant in group:
        number = agency = country = ""
        for child in grant:
            tag = child.tag
            if tag == "GrantID":
                number = plain(child.text)
            elif tag == "Agency":
                agency = plain(child.text)
            elif tag == "Country":
                country = plain(child.text)
        found.append((number, agency, country))
    return tuple(found)


def references(lists: Iterable[etree._Element]) -> list[tuple[str, str]]:
    """(text as printed, PMID or "") of each reference, lists within lists included."""
    found: list[tuple[str, str]] = []
    for group in lists:
        for element in group.iter("Citation", "ArticleId"):
            if element.tag == "Citation":
                found.append((text(element) if len(element) else plain(element.text), ""))
            elif found and element.get("IdType") == "pubmed":
                found[-1] = (found[-1][0], (element.text or "").strip())
    return found
