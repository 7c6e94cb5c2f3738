"""What kind of file the bytes are: by their first bytes, then by what they hold, the name last.

Whatever is no article is refused by what it is, with what to do.
"""

from __future__ import annotations

import re

from evidence.errors import ArticleError

MOST_BYTES = 10 * 1024 * 1024

TEXT, MARKDOWN, HTML = "text/plain", "text/markdown", "text/html"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"

_SAVE_AS = "Save it as DOCX, PDF or plain text and give that file."
# First bytes of files that are no article -> what they are. Source: the formats' own magic numbers.
_OTHER = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls or .ppt)", _SAVE_AS),
    (b"{\\rtf", "an RTF file", _SAVE_AS),
    (b"\x89PNG", "an image", "Give the article's text, not a picture of it."),
    (b"\xff\xd8\xff", "an image", "Give the article's text, not a picture of it."),
    (b"GIF8", "an image", "Give the article's text, not a picture of it."),
    (b"II*\x00", "an image", "Give the article's text, not a picture of it."),
    (b"MM\x00*", "an image", "Give the article's text, not a picture of it."),
    (b"\x1f\x8b", "a compressed file", "Unpack it and give the article inside."),
    (b"BZh", "a compressed file", "Unpack it and give the article inside."),
    (b"7z\xbc\xaf", "a compressed file", "Unpack it and give the article inside."),
    (b"Rar!", "a compressed file", "Unpack it and give the article inside."),
    (b"\xfd7zXZ", "a compressed file", "Unpack it and give the article inside."),
    (b"\x7fELF", "a program", ArticleError.advice),
    (b"MZ\x90", "a program", ArticleError.advice),
    (b"SQLite format 3", "a database", ArticleError.advice),
    (b"%!PS", "a PostScript file", "Save it as PDF and give that file."),
)
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_ENDINGS = {
    "txt": TEXT, "text": TEXT, "md": MARKDOWN, "markdown": MARKDOWN, "mdown": MARKDOWN, "html": HTML, "htm": HTML, "xhtml": HTML,
    "docx": DOCX, "pdf": PDF,
}
_NO_ARTICLE = {
    "csv": "a table", "tsv": "a table", "json": "data", "jsonl": "data", "xml": "an XML file", "rtf": "an RTF file",
    "doc": "an old Word file", "odt": "an OpenDocument file", "epub": "a book", "xlsx": "a workbook", "pptx": "a presentation",
    "nbib": "a list of citations", "ris": "a list of citations", "bib": "a list of citations", "eml": "an e-mail",
    "msg": "an e-mail", "js": "a program", "py": "a program", "css": "a style sheet", "svg": "an image",
}  # fmt: skip
_HTML_START = re.compile(
    rb"\s*+(?:<\?xml[^>]{0,200}\?>\s*+)?(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_HTML_INSIDE = re.compile(rb"<(?:html|head|body|article|main)\b[^>]{0,300}>", re.IGNORECASE)


def media_type(data: bytes, name: str) -> str:
    """One of the five media types that can be read; ArticleError names anything else."""
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if len(data) > MOST_BYTES:
        raise ArticleError(
            f"{name} is {len(data) / 1024 / 1024:.1f} MB; articles up to 10 MB are read.",
            advice="Give the article alone, without its pictures.",
        )
    if not data.strip():
        raise ArticleError(f"{name} is empty.", advice="Give a file with the article's text in it.")
    if b"%PDF-" in data[:1024]:
        return PDF
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return DOCX
    if data.startswith(_OTHER[0][0]) and _ENCRYPTED_PACKAGE in data:
        raise ArticleError(f"{name} is protected with a password.", advice="Remove the password in Word (File, Info) and give it again.")
    for magic, what, advice in _OTHER:
        if data.startswith(magic):
            raise ArticleError(f"{name} is {what}, not an article that can be read.", advice=advice)
    kind = _ENDINGS.get(ending)
    if kind in (PDF, DOCX):
        raise ArticleError(
            f"{name} is named like a {ending.upper()} file but is none, or its beginning is lost.", advice="Save it again from its program."
        )
    if ending in _NO_ARTICLE and not _HTML_START.match(data[:4096]):
        advice = "PubMed records go into the library: evidence library import FILE." if ending in ("xml", "nbib") else _SAVE_AS
        raise ArticleError(f"{name} is {_NO_ARTICLE[ending]}, not an article.", advice=advice)
    if kind in (MARKDOWN, TEXT):
        return HTML if kind == TEXT and _HTML_START.match(data[:4096]) else kind
    if kind == HTML or _HTML_START.match(data[:4096]) or _HTML_INSIDE.search(data[:4096]):
        return HTML
    if data.lstrip().startswith(b"<?xml"):
        raise ArticleError(
            f"{name} is an XML file, not an article.", advice="PubMed records go into the library: evidence library import FILE."
        )
    return TEXT
