"""How articles write identifiers, reference lists and the parts of an entry.

Sources: Crossref, "DOIs and matching regular expressions"; NLM's pages on PMID and PMCID; Citing Medicine (NLM) for the order of an
entry (authors, title, journal, date;volume(issue):pages); APA 7 for "(year). Title. Journal, volume(issue), pages".
"""

from __future__ import annotations

DOI = r"\b10\.\d{4,9}/[^\s\"<>“”]+"
# What is glued behind a DOI and is not part of it.
BEHIND_DOI = r"(?:[.,;]?(?:pmid|pmcid|epub|available|accessed)\b.*|\]\(.*|[*`|\]}].*)$"
PMID = r"\bPMID\s?:?\s?(\d{1,8})\b"
PMID_ADDRESS = (
    r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed|europepmc\.org/(?:article|abstract)/med)/(?:\?term=)?(\d{1,8})\b"
)
# What publishers put behind a DOI in the address of a page or file ("/full", "/pdf", "?journalCode=...").
BEHIND_ADDRESS = r"(?:/(?:full|fulltext|abstract|pdf|epdf|html|meta|references|summary)(?:/[^?#]*)?)?(?:[?#].*)?$"
PMCID = r"\bPMC\s?(\d{4,9})\b"
ADDRESS = r"(?:https?://|\bwww\.)[^\s\"<>“”]+"

HEADING = (
    r"^\W*(?:\d+[.)]?\s+)?(?:selected |key |main |scientific |notes and |sources and )?"
    r"(?:references?|bibliography|literature|works|sources?|citations?|further reading|footnotes|endnotes)"
    r"(?: cited| list| and notes| and further reading)?\W*$"
)
NUMBER = r"^\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)]|[•*-])\s*"
# A numbered line inside a block begins an entry of its own.
NEXT_LINE = r"\n(?=\s*(?:\[\d{1,3}\]|\d{1,3}[.)])\s)"

YEAR = r"\b(?:19|20)\d\d[a-z]?\b"
# Journal date;volume(issue):page as Vancouver writes it, and APA's volume(issue), pages.
VANCOUVER = r"(?P<year>(?:19|20)\d\d)[^;:]{0,16};\s?(?P<volume>\d{1,4})\s?(?:\([^)]{1,20}\))?\s?:\s?(?P<page>[A-Za-z]{0,2}\d{1,7})"
APA = r",\s?(?P<volume>\d{1,4})\s?(?:\([^)]{1,20}\))?\s?,\s?(?:pp?\.\s?)?(?P<page>[A-Za-z]{0,2}\d{1,7})"
APA_YEAR = r"\((?P<year>(?:19|20)\d\d)[a-z]?(?:,[^)]{1,20})?\)\.?\s+"
QUOTED = r"[“\"‘]([^”\"’]{12,300})[”\"’]"
# "Rolan P, et al", "van der Berg, A. B., & Ono, C.": a piece of names and initials.
AUTHORS = r"^(?:(?:[a-z]{1,4}\s){0,3}[^\W\d_][\w'’-]+,?\s(?:[A-Z]\.?-?\s?){1,4}(?:[,;.&]|$|\band\b|\bet\b)|.{0,200}\bet\s+al\b)"
FIRST_AUTHOR = r"^((?:[a-z]{1,4}\s){0,3}[^\W\d_][\w'’-]+),?\s((?:[A-Z]\.?-?\s?){1,4})"
