"""Exports: the contract's JSON, a CSV that begins no formula, Markdown that shows what is written."""

from __future__ import annotations

import csv as reader
import io
import json as parser
import re
from dataclasses import fields, replace

import nouns
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from evidence import exports
from evidence.exports import csv, json, markdown
from evidence.model import Audit, Finding, State

# Whole audits are big: without shrinking, a failure shows within seconds.
WHOLE = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# The contract, key by key; "claims" and what is below them are lists of such objects.
CONTRACT = {
    "": {"schema", "article", "run", "summary", "flags", "claims"},
    "article": {"key", "title", "sha256", "length", "source"},
    "run": {"id", "started_at", "finished_at", "source", "library", "judge", "policy", "software"},
    "run.library": {"records", "digest"},
    "summary": {"claims", "supported", "mixed", "unsourced", "not_checkable", "search_failed"},
    "flags": {"code", "text"},
    "claims": {
        "id", "start", "end", "text", "rewritten", "parent", "kind", "certainty", "check_worthy", "risk", "pico", "state", "label",
        "reason", "explanation", "counts", "searches", "judgements", "wording", "review",
    },
    "claims.pico": {"population", "intervention", "comparator", "outcome", "route", "dose"},
    "claims.counts": {"supports", "refutes", "neutral", "excluded"},
    "claims.searches": {"rung", "query", "translation", "source", "at", "count", "fetched"},
    "claims.judgements": {
        "pmid", "title", "year", "stance", "score", "counted", "why_not_counted", "directness", "mismatches", "design", "level", "status",
        "rationale",
    },
    "claims.judgements.mismatches": {"code", "claim", "study"},
    "claims.judgements.rationale": {"start", "end", "text"},
    "claims.wording": {"overstated", "suggestion"},
    "claims.review": {"state", "label", "reviewer", "reason", "at"},
}  # fmt: skip


def at(document: object, path: str) -> list[dict[str, object]]:
    found: list[object] = [document]
    for name in path.split(".") if path else ():
        found = [item for one in found for item in (one[name] if isinstance(one[name], list) else [one[name]])]  # type: ignore[index]
    return found  # type: ignore[return-value]


@pytest.mark.parametrize("path", CONTRACT)
def test_every_key_of_the_contract_is_there(path: str) -> None:
    objects = at(json.document(nouns.audit()), path)
    assert objects
    for one in objects:
        assert set(one) >= CONTRACT[path]


def test_the_document_tells_the_audit() -> None:
    audit = nouns.audit()
    document = parser.loads(json.text(audit))
    assert document == json.document(audit)
    assert document["schema"] == "evidence-audit/1"
    assert document["summary"] == {"claims": 4, "supported": 1, "mixed": 0, "unsourced": 1, "not_checkable": 1, "search_failed": 1}
    first, _, third, fourth = document["claims"]
    assert audit.article.text[first["start"] : first["end"]] == first["text"]
    assert (first["label"], first["reason"], first["parent"]) == ("supported", "direct_support", None)
    assert third["parent"] == {"start": 0, "end": 24}
    assert (third["label"], third["reason"], third["explanation"]) == (None, None, "No.")
    assert fourth["review"]["reviewer"] == "Dr Who"
    assert [(one["pmid"], one["counted"]) for one in first["judgements"]] == [("11", True), ("12", False)]


@WHOLE
@given(audit=nouns.audits())
def test_any_audit_becomes_utf8_json(audit: Audit) -> None:
    written = exports.FORMATS["json"].render(audit)
    assert parser.loads(written) == parser.loads(parser.dumps(json.document(audit)))
    assert written == exports.FORMATS["json"].render(audit)


# ---------------------------------------------------------------- CSV


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "  =1", "|x", "＝1", "＋1", "－1", "＠x", "\u00a0=1"])
def test_no_cell_begins_a_formula(start: str) -> None:
    assert csv.guarded(start) == "'" + start


@pytest.mark.parametrize("text", ["x=1", "a+b", "1-2", "mail@x", "", "'=1", "ketamine 0.5 mg/kg"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert csv.guarded(text) == text


@pytest.mark.parametrize(("value", "shown"), [(-5, "-5"), (0.5, "0.5"), (True, "yes"), (False, "no"), (None, "")])
def test_numbers_stay_numbers(value: float | bool | None, shown: str) -> None:
    assert csv.guarded(value) == shown


@QUIET
@given(text=nouns.TEXTS | st.text())
def test_any_cell_is_safe_and_holdable(text: str) -> None:
    cell = csv.guarded(text)
    cell.encode("utf-8")
    assert not re.match(r"[\t\r\n]|\s*[=+\-@]", cell)
    assert "\0" not in cell
    assert cell.removeprefix("'").replace("\ufffd", "") == re.sub(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffd-\uffff]", "", text
    ) or (text.startswith("'"))


def test_the_table_has_one_line_per_claim_and_citation() -> None:
    audit = nouns.audit()
    first = audit.findings[0]
    hostile = replace(first.claim, text='=HYPERLINK("http://x","a")\r\nb')
    written = csv.render(replace(audit, findings=(replace(first, claim=hostile), *audit.findings[1:])))
    assert written.startswith(b"\xef\xbb\xbfclaim_id,")
    lines = list(reader.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))
    assert [line["pmid"] for line in lines] == ["11", "12", "", "", ""]
    assert lines[0]["claim"] == "'" + hostile.text
    assert [line["label"] for line in lines] == ["supported", "supported", "unsourced", "", ""]
    assert [line["state"] for line in lines][2:] == ["judged", "search_failed", "not_checkable"]
    assert lines[1]["mismatches"] == "population: fatigue vs bipolar disorder"
    assert lines[0]["quote"] == "Fatigue fell after one infusion."


@WHOLE
@given(audit=nouns.audits())
def test_any_audit_becomes_a_table_of_equal_lines(audit: Audit) -> None:
    lines = list(reader.reader(io.StringIO(csv.render(audit).decode("utf-8-sig"), newline="")))
    assert {len(line) for line in lines} == {len(csv.COLUMNS)}
    assert len(lines) == 1 + sum(max(1, len(finding.judgements)) for finding in audit.findings)


# ---------------------------------------------------------------- Markdown

READER = MarkdownIt("gfm-like", {"linkify": False}).disable("linkify")


def shown(text: str) -> tuple[str, set[str]]:
    """What a reader of Markdown shows of a text, and the kinds of signs it found in it."""
    tokens = READER.parse(text)
    inline = [child for token in tokens if token.children for child in token.children]
    words = "".join(child.content if child.type in ("text", "text_special", "code_inline") else "\n" for child in inline)
    return words, {token.type for token in tokens} | {child.type for child in inline}


@QUIET
@given(text=nouns.WORDS | st.text(r"\`*_{}[]()#+-.!|~<>&=:@$^123ab w/", min_size=1))
def test_markdown_shows_every_character_as_text(text: str) -> None:
    escaped = markdown.escaped(text)
    assert "\n" not in escaped
    words, kinds = shown(escaped)
    assert kinds <= {"paragraph_open", "inline", "text", "text_special", "paragraph_close"}
    plain = re.sub(r"\s+", " ", re.sub("[^\\S ]", " ", text)).strip()
    assert len(words) == len(escaped.replace("\\\\", "\0").replace("\\", "").strip())
    if plain.isascii() and plain.isprintable():
        assert words == plain


@pytest.mark.parametrize(
    "text", ["www.evil.example", "see http://evil.example/x", "a@evil.example", "<script>alert(1)</script>", "![x](http://e)"]
)
def test_no_address_or_markup_survives(text: str) -> None:
    escaped = markdown.escaped(text)
    assert not re.search(r"(?<!\\)(?:<|\[|@|://)|www\.", escaped)
    assert shown(escaped)[0] == text


def test_the_report_names_label_reason_quote_and_link() -> None:
    report = markdown.render(nouns.audit()).decode()
    for words in (
        "### 1. ✔ supported: Ketamine lowers fatigue.",
        "direct support, characters 0 to 24",
        "> Fatigue fell after one infusion.",
        "[PMID 11](https://pubmed.ncbi.nlm.nih.gov/11/)",
        "### 2. ○ unsourced",
        "### 3. ⚠ search failed",
        "### 4. ∅ not checkable",
        "failed: PubMed did not answer.",
        "Softer wording: Ketamine may lower fatigue.",
        "The article names no reference.",
    ):
        assert words in report


@WHOLE
@given(audit=nouns.audits())
def test_any_audit_becomes_markdown_with_our_links_only(audit: Audit) -> None:
    report = markdown.render(audit).decode("utf-8")
    tokens = [child for token in READER.parse(report) for child in token.children or ()]
    links = {str(token.attrs["href"]) for token in tokens if token.type == "link_open"}
    assert all(link.startswith("https://pubmed.ncbi.nlm.nih.gov/") for link in links)
    assert not any(token.type in ("html_inline", "image") for token in tokens)
    assert sum(token.type == "heading_open" and token.tag == "h3" for token in READER.parse(report)) == len(audit.findings)


@pytest.mark.parametrize("state", [state for state in State if state not in (State.JUDGED, State.STALE)])
def test_every_state_has_its_own_words(state: State) -> None:
    finding = Finding(nouns.audit().findings[0].claim, state)
    assert markdown.named(finding) == markdown.STATES[state]


def test_formats_are_whole() -> None:
    audit = nouns.audit()
    for name, one in exports.FORMATS.items():
        assert one.render(audit)
        assert one.suffix.startswith(f".{name}")
        assert all(getattr(one, field.name) for field in fields(one))
