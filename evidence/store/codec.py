"""Nouns <-> bytes: canonical JSON (sorted keys, defaults left out), compressed.

A field that a noun gains later with a default reads old rows unchanged and leaves their digests as they were. Texts keep
every code point, lone surrogates and NUL included.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from evidence.errors import StoreError

T = TypeVar("T")
Decode = Callable[[Any], Any]
_LEVEL = 6
_UNHOLDABLE = re.compile("[\x00\ud800-\udfff]")
_MISSING = object()


def text(value: object) -> str:
    """The value as canonical JSON: the same value gives the same text in every process and version."""
    return _JSON.encode(value)


def canonical(value: object) -> bytes:
    """The canonical JSON as bytes; UTF-8 in which lone surrogates pass."""
    return text(value).encode("utf-8", "surrogatepass")


def pack(value: object, without: str = "") -> bytes:
    """The value's bytes; ``without`` names one field that is kept elsewhere and given to ``unpack`` again."""
    if without:
        given = _given(value)
        del given[without]
        return squeeze(canonical(given))
    return squeeze(canonical(value))


def squeeze(plain: bytes, level: int = _LEVEL) -> bytes:
    """``level`` as zlib counts it; ``stretch`` reads all of them."""
    return zlib.compress(plain, level)


def stretch(payload: bytes) -> bytes:
    try:
        return zlib.decompress(payload)
    except zlib.error as error:
        raise StoreError("A stored value is damaged.", advice="Restore a backup with: evidence database restore FILE.") from error


def unpack(noun: type[T], payload: bytes, **kept: object) -> T:
    """The noun that ``pack`` was given, with the fields ``kept`` elsewhere. StoreError when the bytes are damaged or of an unknown form."""
    hint: Any = noun
    try:
        value: T = _decoder(hint)(json.loads(stretch(payload).decode("utf-8", "surrogatepass")), **kept)
    except (ValueError, TypeError, KeyError) as error:
        raise StoreError(
            f"A stored {noun.__name__.lower()} cannot be read: {error}.",
            advice="Run `evidence database upgrade`, or restore a backup with: evidence database restore FILE.",
        ) from error
    return value


def read(noun: type[T], written: str) -> T:
    """The value that ``text`` was given, or a tuple of nouns; StoreError when it is of an unknown form."""
    hint: Any = noun
    try:
        value: T = _decoder(hint)(json.loads(written))
    except (ValueError, TypeError, KeyError) as error:
        message = f"An event of the log cannot be read: {error}."
        raise StoreError(message, advice="Check the log with: evidence database verify-log") from error
    return value


def digest(plain: bytes) -> int:
    """BLAKE2b-256 of canonical bytes as a number, so that digests of records can be added up in any order."""
    return int.from_bytes(blake2b(plain, digest_size=32).digest(), "big")


def shown(text: str) -> str:
    """The text as every database can hold it: NUL and lone surrogates become U+FFFD."""
    return _UNHOLDABLE.sub("\ufffd", text)


def _given(value: Any) -> dict[str, Any]:
    """A noun's fields that differ from their defaults; JSON's own encoder does all below that is no noun."""
    names, take, defaults = _shape(value.__class__)
    return {
        name: item
        for name, item, default in zip(names, take(value), defaults, strict=True)
        # 1 == True and 0 == False must not make a value disappear.
        if item is not default and not (item == default and item.__class__ is default.__class__)
    }


@cache
def _shape(noun: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]], tuple[Any, ...]]:
    """The names of a noun's fields in order of the alphabet, what takes them from a value, and their defaults."""
    ordered = sorted(fields(noun), key=lambda field: field.name)
    names = tuple(field.name for field in ordered)
    if len(names) < 2:
        return names, lambda value: tuple(getattr(value, name) for name in names), tuple(map(_default, ordered))
    return names, attrgetter(*names), tuple(map(_default, ordered))


def _default(field: Any) -> Any:
    if field.default is not MISSING:
        return field.default
    if field.default_factory is not MISSING:
        return field.default_factory()
    return _MISSING


_JSON = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, check_circular=False, default=_given)


@cache
def _decoder(hint: Any) -> Decode:
    origin = get_origin(hint)
    if origin in (UnionType, Union):
        (inner,) = (_decoder(part) for part in get_args(hint) if part is not NoneType)
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        parts = get_args(hint)
        if parts[-1] is Ellipsis:
            item = _decoder(parts[0])
            if item is _same:
                return tuple
            return lambda value: tuple([item(one) for one in value])
        items = tuple(_decoder(part) for part in parts)
        return lambda value: tuple([item(one) for item, one in zip(items, value, strict=True)])
    if is_dataclass(hint):
        return _of_noun(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if hint is float:
        return float
    return _same


def _same(value: Any) -> Any:
    return value


def _of_noun(noun: Any) -> Decode:
    hints = get_type_hints(noun)
    parts = {field.name: _decoder(hints[field.name]) for field in fields(noun)}

    def decode(value: Any, **kept: Any) -> Any:
        return noun(**{name: parts[name](item) for name, item in value.items() if name in parts}, **kept)

    return decode
