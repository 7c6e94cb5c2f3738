"""A network of a few hundred bytes for the tests: an ONNX file written by hand, so that nothing is needed to make one.

Each word of the evidence adds its row of a table to the three logits; words of the claim (type 0) count for nothing, unless the model
has no types. Protocol-buffer field numbers are those of onnx.proto (ModelProto, GraphProto, NodeProto, TensorProto, ValueInfoProto).
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

INT64, FLOAT = 7, 1
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")


def varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def number(field: int, value: int) -> bytes:
    return varint(field << 3) + varint(value)


def held(field: int, value: bytes | str) -> bytes:
    data = value.encode() if isinstance(value, str) else value
    return varint(field << 3 | 2) + varint(len(data)) + data


def node(kind: str, inputs: Sequence[str], output: str, **integers: int) -> bytes:
    attributes = b"".join(held(5, held(1, name) + number(3, value) + number(20, 2)) for name, value in integers.items())
    return held(1, b"".join(held(1, one) for one in inputs) + held(2, output) + held(4, kind) + attributes)


def tensor(name: str, dims: Sequence[int], kind: int, raw: bytes) -> bytes:
    return held(5, b"".join(number(1, one) for one in dims) + number(2, kind) + held(8, name) + held(9, raw))


def value(field: int, name: str, kind: int, shape: Sequence[int | str]) -> bytes:
    dims = b"".join(held(1, number(1, one) if isinstance(one, int) else held(2, one)) for one in shape)
    return held(field, held(1, name) + held(2, held(1, number(1, kind) + held(2, dims))))


def model(table: Sequence[Sequence[float]], *, types: bool = True) -> bytes:
    """logits = sum over tokens of table[id] (times the token's type and mask)."""
    classes = len(table[0])
    raw = b"".join(struct.pack("<f", one) for row in table for one in row)
    named = ["input_ids", "attention_mask", *(["token_type_ids"] if types else [])]
    nodes = [node("Gather", ("table", "input_ids"), "rows", axis=0)]
    last = "rows"
    for name in named[1:]:
        nodes += [
            node("Cast", (name,), f"{name}.float", to=FLOAT),
            node("Unsqueeze", (f"{name}.float", "two"), f"{name}.wide"),
            node("Mul", (last, f"{name}.wide"), f"{name}.rows"),
        ]
        last = f"{name}.rows"
    nodes.append(node("ReduceSum", (last, "one"), "logits", keepdims=0))
    graph = b"".join(nodes) + held(2, "tiny")
    graph += tensor("table", (len(table), classes), FLOAT, raw)
    graph += tensor("one", (1,), INT64, struct.pack("<q", 1)) + tensor("two", (1,), INT64, struct.pack("<q", 2))
    graph += b"".join(value(11, name, INT64, ("batch", "tokens")) for name in named)
    graph += value(12, "logits", FLOAT, ("batch", classes))
    return number(1, 8) + held(8, held(1, "") + number(2, 13)) + held(7, graph)


def tokenizer(words: Sequence[str]) -> str:
    """A WordPiece tokenizer of these words, as Hugging Face writes it for an uncased BERT."""
    vocabulary = {word: at for at, word in enumerate((*SPECIAL, *words))}
    part = {"A": {"Sequence": {"id": "A", "type_id": 0}}, "B": {"Sequence": {"id": "B", "type_id": 1}}}

    def sign(name: str, kind: int) -> dict[str, object]:
        return {"SpecialToken": {"id": name, "type_id": kind}}

    return json.dumps(
        {
            "version": "1.0",
            "truncation": None,
            "padding": None,
            "added_tokens": [],
            "normalizer": {
                "type": "BertNormalizer",
                "clean_text": True,
                "handle_chinese_chars": True,
                "strip_accents": None,
                "lowercase": True,
            },
            "pre_tokenizer": {"type": "BertPreTokenizer"},
            "post_processor": {
                "type": "TemplateProcessing",
                "single": [sign("[CLS]", 0), part["A"], sign("[SEP]", 0)],
                "pair": [sign("[CLS]", 0), part["A"], sign("[SEP]", 0), part["B"], sign("[SEP]", 1)],
                "special_tokens": {name: {"id": name, "ids": [vocabulary[name]], "tokens": [name]} for name in ("[CLS]", "[SEP]")},
            },
            "decoder": None,
            "model": {
                "type": "WordPiece",
                "unk_token": "[UNK]",
                "continuing_subword_prefix": "##",
                "max_input_chars_per_word": 100,
                "vocab": vocabulary,
            },
        }
    )


def folder(place: Path, rows: Mapping[str, tuple[float, ...]], *, types: bool = True, **card: object) -> Path:
    """A judge's folder whose network adds ``rows[word]`` to the logits for each such word of the evidence."""
    place.mkdir(parents=True)
    classes = len(next(iter(rows.values())))
    table = [(0.0,) * classes] * len(SPECIAL) + [rows[word] for word in rows]
    (place / "model.onnx").write_bytes(model(table, types=types))
    (place / "tokenizer.json").write_text(tokenizer(list(rows)), encoding="utf-8")
    write_card(place, **card)
    return place


def write_card(place: Path, **card: object) -> None:
    files = {name: sha256((place / name).read_bytes()).hexdigest() for name in ("model.onnx", "tokenizer.json")}
    whole = {"name": place.name, "labels": ["supports", "neutral", "refutes"], "trained_on": ["nothing"], "files": files} | card
    (place / "judge.json").write_text(json.dumps(whole), encoding="utf-8")
