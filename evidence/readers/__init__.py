"""Bytes -> frozen Article: plain text, Markdown, HTML, DOCX, PDF.

``read`` is the room's door sill: whatever the bytes are, an Article comes out or an ``ArticleError`` that says what to do.
Plain text and Markdown keep the file's own text, character by character, without its byte-order mark; line ends stay. The
text of the other formats is written by ``blocks.freeze``.
"""

from __future__ import annotations

from evidence.model import Article
from evidence.readers import decoding, docx, html, markdown, pdf, plain, recognition


def read(data: bytes, name: str) -> Article:
    """The article in ``data``; ``name`` is the file's name or address. Recognised by content first, then by name."""
    kind = recognition.media_type(data, name)
    if kind == recognition.PDF:
        return pdf.read(data, name)
    if kind == recognition.DOCX:
        return docx.read(data, name)
    if kind == recognition.HTML:
        return html.read(decoding.decoded_html(data, name), name)
    text = decoding.decoded(data, name)
    return markdown.read(text, name) if kind == recognition.MARKDOWN else plain.read(text, name)
