"""Bytes -> text: UTF-8, UTF-16 and UTF-32 by their mark, Windows-1252 only where it reads like writing."""

from __future__ import annotations

import codecs
import re

from evidence.errors import ArticleError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_AS_UTF8 = "Save it as UTF-8 text and give it again."
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x7f]")
_DECLARED = re.compile(rb"<(?:meta[^>]{0,200}?charset\s*=\s*[\"']?|\?xml[^>]{0,100}?encoding\s*=\s*[\"'])([\w.:-]{2,40})", re.IGNORECASE)


def decoded(data: bytes, name: str) -> str:
    """The text exactly as the file holds it, without its byte-order mark; line ends stay as they are."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_decode(data[len(mark) :], encoding, name), name)
    if b"\x00" in data:
        raise ArticleError(f"{name} is not text: it holds zero bytes.", advice=f"If it is text in another encoding: {_AS_UTF8}")
    try:
        return _checked(data.decode("utf-8"), name)
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise ArticleError(f"{name} is neither UTF-8 nor Windows text.", advice=_AS_UTF8) from None
    if not _reads_like_writing(text):
        raise ArticleError(f"{name} is neither UTF-8 nor Windows text.", advice=_AS_UTF8)
    return _checked(text, name)


def decoded_html(data: bytes, name: str) -> str:
    """As ``decoded``, but a page may name its encoding itself."""
    declared = _DECLARED.search(data[:4096])
    if declared and not data.startswith(tuple(mark for mark, _ in _MARKS)) and b"\x00" not in data:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            try:
                encoding = codecs.lookup(declared[1].decode("ascii")).name
                return _checked(data.decode("cp1252" if encoding == "iso8859-1" else encoding, errors="strict"), name)
            except (LookupError, UnicodeError, ValueError, TypeError, AttributeError):
                pass
    return decoded(data, name)


def _decode(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise ArticleError(f"{name} says it is {encoding.upper()} text, but is broken.", advice=_AS_UTF8) from None


def _checked(text: str, name: str) -> str:
    if "\x00" in text or len(_CONTROL.findall(text)) > 2 + len(text) // 200:
        raise ArticleError(f"{name} is not text: it holds control characters.", advice=_AS_UTF8)
    if not any(character.isalnum() for character in text):
        raise ArticleError(f"{name} holds no words.", advice="Give a file with the article's text in it.")
    return text


def _reads_like_writing(text: str) -> bool:
    """Mostly ASCII letters and spaces, few of the upper half's characters, and those mostly letters or typographic signs."""
    high = [character for character in text if ord(character) > 127]
    plain = sum(character.isascii() and (character.isalpha() or character in " \n\r\t,.;:-'\"()") for character in text)
    likely = sum(character.isalpha() or character in "‘’“”–—…•€£§°±²³·½¼®™©µ×\xa0«»" for character in high)
    return plain >= 0.75 * len(text) and len(high) <= 0.15 * len(text) + 3 and likely >= 0.8 * len(high) and not _CONTROL.search(text)
