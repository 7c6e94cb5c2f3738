"""Every page opens, empty and full; refuses nonsense with advice; lets nobody in past the door. The pages are found, not listed."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import specimen
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from evidence.model import Design, Finding, Label, MismatchCode, PassageKind, PublicationStatus, Reason, Risk, Rung, Span, Stance, State
from pages.parts import article_view, emphasis, look, markup, signs, wiring, words

PAGES = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "pages").glob("*.py"))]


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch, own_data_folder: Path) -> Callable[..., AppTest]:
    """Opens the dashboard by its door and goes to a page at an address."""
    monkeypatch.chdir(ROOT)

    def opened(page: str = "", /, **address: str | list[str]) -> AppTest:
        test = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
        if page:
            test.switch_page(page)
        for name, value in address.items():
            test.query_params[name] = value
        return test.run() if page or address else test

    return opened


@pytest.fixture
def seeded(app: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """The same, with the specimen audited."""
    wiring.store().put_citations(specimen.citations())
    wiring.store().record(specimen.audit())
    return app


def said(test: AppTest) -> str:
    """All markup on the page but the style sheet."""
    return "\n".join(element.proto.body for element in test.get("html") if not element.proto.body.startswith("<style>"))


def refusal(test: AppTest) -> str:
    """What the page refuses and advises; fails where it refuses nothing, or with a traceback."""
    assert not test.exception
    found = [text for text in said(test).split("\n") if 'role="alert"' in text or ('role="status"' in text and "Left out" in text)]
    assert found, said(test)
    return found[0]


# ---------------------------------------------------------------- every page


@pytest.mark.parametrize("page", ["", *PAGES])
def test_a_page_opens_on_an_empty_house(app: Callable[..., AppTest], page: str) -> None:
    test = app(page)
    assert not test.exception
    assert said(test).count("<h1") == 1, "every page has one first heading"


@pytest.mark.parametrize("page", ["", *PAGES])
def test_a_page_opens_on_a_full_house(seeded: Callable[..., AppTest], page: str) -> None:
    test = seeded(page)
    assert not test.exception
    assert said(test).count("<h1") == 1
    assert 'role="alert"' not in said(test)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_lets_nobody_in_past_the_door(monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    """Streamlit runs a page's file directly on a fresh server: it must draw nothing then (ecosystem.md, trap 1)."""
    monkeypatch.chdir(ROOT)
    assert said(AppTest.from_file(str(ROOT / page), default_timeout=60).run()) == ""


@pytest.mark.parametrize("page", PAGES)
def test_the_first_call_of_a_page_is_the_door(page: str) -> None:
    tree = ast.parse((ROOT / page).read_text("utf-8"))
    first = next(node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom) and not _docstring(node))
    assert ast.unparse(first).startswith("frame.begin("), ast.unparse(first)


def _docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_survives_a_nonsense_address(seeded: Callable[..., AppTest], page: str) -> None:
    """Whatever stands in the address, a page answers in words and never with a traceback."""
    nonsense = "../<script>\u202e' OR 1=1 --"
    address = dict.fromkeys(("audit", "claim", "job", "label", "kind", "risk", "level", "article", "sort", "sheet", "words"), nonsense)
    test = seeded(page, **address)
    assert not test.exception
    assert "<script>" not in said(test)
    # The Settings page reads nothing from its address, so there is nothing to refuse.
    assert page == "pages/8_Settings.py" or refusal(test)


def test_a_wished_page_is_kept_through_the_door(seeded: Callable[..., AppTest]) -> None:
    test = seeded("", page="Evidence", label="unsourced")
    test.run()
    assert "Every claim of the newest audit" in said(test)
    assert test.query_params["label"] == "unsourced"
    assert "page" not in test.query_params


def test_a_wish_for_no_page_of_ours_stays_at_the_door(seeded: Callable[..., AppTest]) -> None:
    test = seeded("", page="../../etc/passwd")
    test.run()
    assert not test.exception
    assert "Needs attention" in said(test)


# ---------------------------------------------------------------- audit


def test_nothing_pasted_is_refused_with_advice(app: Callable[..., AppTest]) -> None:
    test = app("pages/1_Audit.py")
    test.button[0].click().run()
    assert "empty" in refusal(test)
    assert "job" not in test.query_params


def test_an_unknown_job_is_refused(app: Callable[..., AppTest]) -> None:
    assert "No job nonsense" in refusal(app("pages/1_Audit.py", job="nonsense"))


# ---------------------------------------------------------------- article


def test_the_address_opens_exactly_that_claim_and_tells_all_of_it(seeded: Callable[..., AppTest]) -> None:
    test = seeded("pages/2_Article.py", audit="run-specimen")
    for finding in specimen.audit().findings:
        test.query_params["claim"] = finding.claim.id
        shown = said(test.run())
        assert not test.exception
        assert str(markup.tag("h2", finding.claim.text, cls="claim-words", dir="auto")) in shown
        assert signs.of(finding).word in shown
        if finding.verdict:
            assert words.sentence(signs.REASONS[finding.verdict.reason]) in shown
        for judgement in finding.judgements:
            assert f"PMID {judgement.pmid}" in shown
            for miss in judgement.mismatches:
                assert miss.claim in shown
                assert miss.study in shown


def test_the_card_says_what_a_reviewer_must_not_miss(seeded: Callable[..., AppTest]) -> None:
    by_text = {finding.claim.text: finding for finding in specimen.audit().findings}
    test = seeded("pages/2_Article.py", audit="run-specimen")

    def card(text: str) -> str:
        test.query_params["claim"] = by_text[text].claim.id
        return said(test.run())

    retracted = card("The relief of weariness by lumoxin infusions is permanent")
    assert "struck" in retracted
    assert "Not counted: retracted" in retracted
    assert "Completed from the sentence" in retracted
    assert "Suggested wording" in retracted
    starter = card("Weariness can be preceded by viral infections")
    assert "starter note, not the abstract" in starter
    assert "unconfirmed" in starter
    assert "unconfirmed" not in card("0.5 mg/kg over 40 minutes gives full bioavailability")
    assert "expression of concern" in card("Lumoxin is completely safe and has no side effects")
    assert "PubMed did not answer" in card("Intravenous lumoxin reduces pain in people with persistent weariness syndrome")
    refuted = card("lumoxin infusions relieve weariness within hours")
    assert "The article claims" in refuted
    assert "The study says" in refuted
    assert "<mark>" in refuted


def test_a_quote_that_no_longer_stands_in_the_record_is_said_so(seeded: Callable[..., AppTest]) -> None:
    changed = tuple(
        replace(record, abstract="Another text altogether.", version=9) for record in specimen.citations() if record.pmid == "3"
    )
    wiring.store().put_citations(changed)
    claim = next(
        finding.claim for finding in specimen.audit().findings if finding.verdict and finding.verdict.reason == Reason.SUPPORT_OUTWEIGHS
    )
    assert "no longer stands there" in said(seeded("pages/2_Article.py", audit="run-specimen", claim=claim.id))


def test_an_unknown_audit_is_refused_with_a_way_on(seeded: Callable[..., AppTest]) -> None:
    for page in ("pages/2_Article.py", "pages/7_Export.py"):
        test = seeded(page, audit="nonsense")
        assert "No audit nonsense" in refusal(test)
        assert "newest audit instead" in test.button[0].label
        test.button[0].click().run()
        assert not test.exception
        assert 'role="alert"' not in said(test)


def test_an_unknown_claim_is_said_so_and_the_article_still_stands(seeded: Callable[..., AppTest]) -> None:
    test = seeded("pages/2_Article.py", audit="run-specimen", claim="b2:nonsense")
    assert "holds no such claim" in said(test)
    assert "17 claims" in said(test)


@given(st.text("ab *_`[]()\\\n", max_size=60))
def test_marks_of_markdown_only_hide_and_never_move_the_text(text: str) -> None:
    worn = emphasis.styles(text, 0, len(text))
    assert all(0 <= start < end <= len(text) or start == end for start, end, _ in worn)
    assert "".join(piece.words for piece in article_view.pieces(text, 0, len(text), (), worn)) == text
    assert set(emphasis.plain(text)) <= set(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**Ketamine** helps", "Ketamine helps"),
        ("It *may* help", "It may help"),
        ("__Note__: _both_ `ways`", "Note: both ways"),
        ("See [the trial](https://example.org/a) here", "See the trial here"),
        ("5 * 3 * 2 and a_b_c stay", "5 * 3 * 2 and a_b_c stay"),
        (r"\*not slanted\*", "*not slanted*"),
        ("a ** b", "a ** b"),
    ],
)
def test_what_is_shown_of_markdown(text: str, shown: str) -> None:
    assert emphasis.plain(text) == shown


def test_a_claim_that_was_edited_shows_both_texts_and_leads_from_the_old_address(seeded: Callable[..., AppTest]) -> None:
    first = specimen.audit().findings[0].claim
    test = seeded("pages/2_Article.py", audit="run-specimen")
    edit = wiring.revision().edit("run-specimen", first.id, by="Dr A", words="The syndrome affects some adults", reason="hedged")
    test.query_params["claim"] = edit.after[0].id
    test.run()
    assert not test.exception
    assert "Edited by Dr A" in said(test)
    assert first.text in said(test)
    assert "nobody has searched for these words" in said(test)
    test.query_params["claim"] = first.id
    test.run()
    assert "What stands for it now" in said(test)
    wiring.revision().drop("run-specimen", edit.after[0].id, by="Dr B", reason="not ours")
    test.query_params["claim"] = edit.after[0].id
    test.run()
    assert "This claim was dropped" in said(test)


# ---------------------------------------------------------------- evidence


def found(test: AppTest) -> str:
    assert not test.exception
    return next(text for text in said(test).split("\n") if "shown" in text or "No claim passes" in text or "behind the last" in text)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ({}, "17 claims"),
        ({"label": "supported"}, "3 claims"),
        ({"label": "contradicted"}, "2 claims"),
        ({"label": "unsourced", "risk": "high"}, "3 claims"),
        ({"label": "search_failed"}, "1 claim,"),
        ({"label": "not_checkable"}, "2 claims"),
        ({"kind": ["safety", "mechanism"]}, "2 claims"),
        ({"level": "1"}, "2 claims"),
        ({"words": "WEARINESS permanent"}, "1 claim,"),
        ({"words": "no such words"}, "No claim passes"),
        ({"sheet": "4"}, "behind the last"),
    ],
)
def test_filters_stand_in_the_address(seeded: Callable[..., AppTest], address: dict[str, str], expected: str) -> None:
    assert expected in found(seeded("pages/3_Evidence.py", **address))


def test_a_filter_writes_itself_into_the_address_and_begins_at_the_first_page(seeded: Callable[..., AppTest]) -> None:
    test = seeded("pages/3_Evidence.py", sheet="2")
    test.multiselect[0].set_value(["safety"]).run()
    assert test.query_params["kind"] == "safety"
    assert "sheet" not in test.query_params
    assert "1 claim," in found(test)
    test.multiselect[0].set_value([]).run()
    assert "kind" not in test.query_params


def test_nonsense_in_a_filter_is_named_and_never_taken_for_all(seeded: Callable[..., AppTest]) -> None:
    assert "label=purple" in refusal(seeded("pages/3_Evidence.py", label="purple"))


# ---------------------------------------------------------------- export


def test_the_files_are_ready_before_the_click(seeded: Callable[..., AppTest]) -> None:
    test = seeded("pages/7_Export.py")
    assert not test.exception
    assert len(test.get("download_button")) == 4
    assert set(wiring.made("run-specimen")) == {"json", "csv", "md", "prisma"}


# ---------------------------------------------------------------- parts


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=8)


@given(st.text(min_size=1, max_size=80), SPANS)
def test_pieces_joined_are_the_text_and_every_claim_ends_once(text: str, drawn: list[tuple[int, int]]) -> None:
    spans = [(start, min(start + length, len(text)), number) for number, (start, length) in enumerate(drawn) if start < len(text)]
    cut = article_view.pieces(text, 0, len(text), spans)
    assert "".join(piece.words for piece in cut) == text
    place = 0
    for piece in cut:
        covering = {number for start, end, number in spans if start <= place and end >= place + len(piece.words)}
        assert set(piece.claims) == covering
        place += len(piece.words)
    assert sorted(number for piece in cut for number in piece.ending) == sorted(number for _, _, number in spans)


def test_no_mark_of_a_claim_is_lost() -> None:
    """Each claim of the specimen is drawn at its own words, and its tag stands once."""
    audit = specimen.audit()
    drawn = article_view.blocks(audit.article, [Span(one.claim.start, one.claim.end) for one in audit.findings])
    for number, finding in enumerate(audit.findings):
        own = "".join(piece.words for block in drawn for piece in block.pieces if number in piece.claims)
        assert own == audit.article.text[finding.claim.start : finding.claim.end]
        assert sum(number in piece.ending for block in drawn for piece in block.pieces) == 1


def test_cells_of_one_line_stand_in_one_row() -> None:
    audit = specimen.audit()
    rows = [block.row for block in article_view.blocks(audit.article, ()) if block.kind == PassageKind.TABLE_CELL]
    assert rows == [0, 0, 1, 1]


def test_a_claim_outside_every_passage_brings_its_text_along() -> None:
    article = replace(specimen.article(), text="Before. Lumoxin heals. After.", passages=())
    drawn = article_view.blocks(article, [Span(8, 22)])
    assert [piece.words for piece in drawn[0].pieces if piece.claims] == ["Lumoxin heals."]


@pytest.mark.parametrize(
    ("table", "members"),
    [
        (signs.LABELS, Label), (signs.REASONS, Reason), (signs.RISKS, Risk), (signs.STANCES, Stance), (signs.STATUSES, PublicationStatus),
        (signs.MISMATCHES, MismatchCode), (signs.RUNGS, Rung),
        ({**signs.STATES, State.JUDGED: "", State.STALE: signs.STALE}, State), (dict.fromkeys(signs.DESIGNS), Design),
    ],
)  # fmt: skip
def test_every_word_of_the_model_has_its_words_for_people(table: dict[object, object], members: type) -> None:
    assert set(table) == set(members)  # type: ignore[call-overload]


def test_a_contradicted_claim_never_looks_half_true() -> None:
    contradicted: Finding = next(one for one in specimen.audit().findings if one.verdict and one.verdict.reason == Reason.CONTRADICTED)
    assert signs.of(contradicted).tone == "contradicted"
    assert signs.of(contradicted) != signs.LABELS[Label.MIXED]


def test_markup_escapes_everything_that_is_not_its_own() -> None:
    made = markup.tag("p", specimen.HOSTILE, markup.tag("b", "<i>"), title='"><script>')
    assert "<script" not in made
    assert "<img" not in made
    assert "<b>&lt;i&gt;</b>" in made
    assert 'title="&quot;&gt;&lt;script&gt;"' in made
    assert markup.tag("a", "x", href="javascript:alert(1)") == "<a>x</a>"


def test_ink_is_readable_on_its_wash_in_both_themes() -> None:
    """WCAG 2.2 AA: 4.5:1 for text, 3:1 for the lines and bars that carry a meaning, against every ground they stand on."""
    sheet = look.asset("look.css")
    token = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}, #\w{6})\)", sheet))
    pairs = {name: tuple(value.split(", ")) for name, value in token.items()}
    tones = sorted({name.removesuffix("-ink") for name in pairs if name.endswith("-ink")})
    assert len(tones) == 7
    for tone in tones:
        for theme in (0, 1):
            ink, wash, line = (pairs[f"{tone}-{part}"][theme] for part in ("ink", "wash", "line"))
            paper = pairs["paper"][theme]
            assert contrast(ink, wash) >= 4.5, (tone, theme)
            assert contrast(ink, paper) >= 4.5, (tone, theme)
            assert contrast(pairs["ink"][theme], wash) >= 4.5, (tone, theme)
            if tone not in ("pending", "unchecked", "mixed"):
                assert contrast(line, paper) >= 3, (tone, theme)


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio of two colours."""

    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)
