"""A question is a value before it is a call: the ladder is tested as text."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import mesh, queries
from evidence.model import Certainty, Claim, Concept, Direction, Kind, Pico, Rung
from evidence.rules import questions, routes
from evidence.sources.library import Library
from evidence.store import Store

KETAMINE = (
    '("Ketamine"[mh] OR ketamine[tiab] OR ketalar[tiab] OR esketamine[tiab] OR spravato[tiab] OR "S-ketamine"[tiab]'
    ' OR arketamine[tiab] OR "R-ketamine"[tiab])'
)
SMALL = Concept("", "red yeast", "red yeast")
THING = Concept("", "glow therapy", "glow therapy")


def named(words: str) -> tuple[Concept, ...]:
    return mesh.vocabulary().find(words)[:1]


def claim(text: str, *, kind: Kind = Kind.EFFICACY, direction: Direction = Direction.BENEFIT, **pico: object) -> Claim:
    return Claim("b2:x", text, 0, len(text), kind, direction=direction, pico=Pico(**pico))  # type: ignore[arg-type]


# ---------------------------------------------------------------- the syntax, read by a parser of its own


TOKEN = re.compile(r'\(|\)|AND\b|OR\b|NOT\b|"[^"()\[\]]*(?:\([^"()]*\)[^"()]*)?"\[(?:tiab|mh)\]|[^\W_][\w-]*\*?\[(?:tiab|mh)\]')


def check(query: str) -> None:
    """Raises AssertionError unless the query is in the subset that PubMed and the library share."""
    tokens = []
    place = 0
    while place < len(query):
        if query[place] == " ":
            place += 1
            continue
        found = TOKEN.match(query, place)
        assert found, f"not a token: {query[place : place + 40]!r}"
        tokens.append(found[0])
        place = found.end()
    assert expression(tokens, 0) == len(tokens), query
    for token in tokens:
        if "*" in token:
            assert re.fullmatch(r"[^\W_]{4,}\*\[tiab\]", token), token


def expression(tokens: list[str], place: int) -> int:
    place = operand(tokens, place)
    first = ""
    while place < len(tokens) and tokens[place] in ("AND", "OR", "NOT"):
        # PubMed reads left to right without precedence: a level that mixes operators would mean something else elsewhere.
        assert first in ("", tokens[place]), "operators mixed without parentheses"
        first = tokens[place]
        place = operand(tokens, place + 1)
    return place


def operand(tokens: list[str], place: int) -> int:
    assert place < len(tokens), "an operand is missing"
    if tokens[place] == "(":
        place = expression(tokens, place + 1)
        assert tokens[place] == ")"
        return place + 1
    assert tokens[place] not in (")", "AND", "OR", "NOT")
    return place + 1


# ---------------------------------------------------------------- the ladder


def test_a_full_claim_has_every_rung() -> None:
    asked = queries.ladder(
        claim(
            "IV ketamine lowers fatigue in bipolar disorder.",
            population=named("bipolar disorder"),
            intervention=named("ketamine"),
            outcome=named("fatigue"),
            route="intravenous",
        )
    )
    assert [query.rung for query in asked] == [Rung.STRICT, Rung.WIDER, Rung.BROAD, Rung.BROAD, Rung.COUNTER]
    strict, wider, broad, alone, counter = (query.text for query in asked)
    assert alone == (
        "(iv[tiab] OR ketamine[tiab] OR ketamines[tiab] OR fatigue[tiab] OR fatigues[tiab] OR bipolar[tiab] OR bipolars[tiab])"
    )
    assert strict.startswith(KETAMINE + ' AND ("Bipolar Disorder"[mh] OR "bipolar disorder"[tiab] OR bipolar[tiab] OR ')
    assert ' AND ("Fatigue"[mh] OR fatigue[tiab] OR ' in strict
    assert strict.endswith(
        '("Administration, Intravenous"[mh] OR "Infusions, Intravenous"[mh] OR intravenous[tiab] OR intravenously[tiab]'
        " OR infusion[tiab] OR infusions[tiab] OR infused[tiab] OR iv[tiab])"
    )
    assert wider == " AND ".join(strict.split(" AND ")[:2])
    assert broad.startswith(KETAMINE + ' AND ("Bipolar Disorder"[mh] OR ')
    assert '"Fatigue"[mh]' in broad
    assert " AND (ineffective[tiab] OR " in counter
    for query in asked:
        check(query.text)
        assert query.purpose
        assert query.limit == (100 if query.text == alone else 20)


def test_words_alone_become_title_and_abstract_terms() -> None:
    strict, wider, broad, alone, counter = queries.ladder(claim("Yodelling mends squeaky hinges.", direction=Direction.UNSTATED))
    assert alone.text == (
        "(yodelling[tiab] OR yodellings[tiab] OR mends[tiab] OR mend[tiab] OR squeaky[tiab] OR squeakies[tiab]"
        " OR hinges[tiab] OR hinge[tiab])"
    )
    assert strict.text == "yodell*[tiab] AND squeaki*[tiab] AND hing*[tiab] AND mend*[tiab]".replace("squeaki", "squeak")
    assert wider.text.startswith("((yodell*[tiab] AND squeak*[tiab]) OR (yodell*[tiab] AND hing*[tiab])")
    assert broad.text == "(yodell*[tiab] OR squeak*[tiab] OR hing*[tiab] OR mend*[tiab])"
    assert counter.text.startswith(f"{wider.text} AND (")


def test_one_concept_asks_what_its_kind_asks() -> None:
    asked = queries.ladder(
        claim(
            "Fibromyalgia affects 4 million Americans.",
            kind=Kind.PREVALENCE,
            direction=Direction.QUANTITY,
            population=named("fibromyalgia"),
        )
    )
    assert asked[0].text.endswith(
        'AND ("Prevalence"[mh] OR "Epidemiology"[mh] OR prevalence[tiab] OR incidence[tiab] OR epidemiology[tiab]'
        " OR epidemiological[tiab] OR population[tiab] OR survey[tiab] OR proportion[tiab])"
    )
    assert asked[1].rung == Rung.WIDER
    assert " AND " not in asked[1].text
    assert "american*[tiab]" in asked[2].text


def test_without_a_kind_of_its_own_the_words_narrow() -> None:
    asked = queries.ladder(claim("Our clinic is the leader in ketamine.", kind=Kind.PROMOTIONAL, intervention=named("ketamine")))
    assert asked[0].text == f"{KETAMINE} AND leader*[tiab]"


def test_outcomes_alone_are_a_subject() -> None:
    asked = queries.ladder(claim("Sleep gets deeper.", outcome=named("sleep")))
    assert asked[0].text.startswith('("Sleep"[mh] OR')
    assert asked[1].text.startswith('("Sleep"[mh] OR')


def test_both_sides_of_a_comparison_are_asked_for() -> None:
    asked = queries.ladder(
        claim(
            "Intravenous ketamine works better than oral ketamine or electroconvulsive therapy.",
            kind=Kind.COMPARISON,
            intervention=named("ketamine"),
            comparator=named("electroconvulsive therapy"),
            route="intravenous",
            comparator_route="oral",
        )
    )
    assert '"Electroconvulsive Therapy"[mh]' in asked[0].text
    assert '"Administration, Oral"[mh]' in asked[0].text
    assert '"Administration, Oral"[mh]' not in asked[1].text


def test_every_intervention_is_required_in_the_strict_query_and_any_in_the_others() -> None:
    asked = queries.ladder(claim("Ketamine with lithium helps.", intervention=(*named("ketamine"), *named("lithium"))))
    assert asked[0].text.startswith(KETAMINE + ' AND ("Lithium"[mh]')
    assert asked[1].text.startswith(f'{KETAMINE[:-1]} OR "Lithium"[mh]')


def test_a_neighbouring_disease_is_within_the_broad_query() -> None:
    """Fatigue in another disease is indirect evidence on chronic fatigue syndrome; the strict query leaves it out."""
    asked = queries.ladder(
        claim("Ketamine is a promising treatment for ME/CFS.", population=named("ME/CFS"), intervention=named("ketamine"))
    )
    assert " fatigue[tiab]" not in asked[0].text
    assert " fatigue[tiab]" in next(query.text for query in asked if query.rung == Rung.BROAD)


def test_a_claim_on_a_disease_keeps_the_disease_and_loosens_the_rest() -> None:
    asked = queries.ladder(
        claim(
            "Fibromyalgia can follow influenza.",
            kind=Kind.RISK_FACTOR,
            direction=Direction.ASSOCIATION,
            intervention=named("influenza"),
            outcome=named("fibromyalgia"),
        )
    )
    broad = next(query.text for query in asked if query.rung == Rung.BROAD)
    assert broad.startswith('("Fibromyalgia"[mh] OR')
    assert "precipitating[tiab]" in broad


def test_groups_of_people_narrow_only_the_strict_query() -> None:
    asked = queries.ladder(
        claim("Women have fibromyalgia more often.", kind=Kind.PREVALENCE, population=(*named("women"), *named("fibromyalgia")))
    )
    assert '"Women"[mh]' in asked[0].text
    assert " AND " in asked[0].text
    assert '"Women"[mh]' not in asked[1].text


def test_the_library_reads_every_query(tmp_path: Path) -> None:
    """The library's own parser and MeSH mapping understand each string without a remark on its syntax."""
    store = Store.open(f"sqlite:///{tmp_path}/x.sqlite3")
    library = Library(store, tmp_path / "index")
    asked = claim(
        "IV ketamine lowers fatigue in bipolar disorder, not pain.",
        population=named("bipolar disorder"),
        intervention=named("ketamine"),
        outcome=named("fatigue"),
        route="intravenous",
    )
    for query in (*queries.ladder(asked), *queries.ladder(claim("Yodelling mends squeaky hinges."))):
        found = library.find(query)
        assert found.count == 0
        assert all(warning.startswith("Not found in the library") for warning in found.warnings), found.warnings
    store.close()


def test_equal_rungs_are_asked_once_and_the_counter_query_always() -> None:
    asked = queries.ladder(claim("Ketamine treats ME/CFS.", population=named("ME/CFS"), intervention=named("ketamine")))
    assert [query.rung for query in asked] == [Rung.STRICT, Rung.BROAD, Rung.BROAD, Rung.COUNTER]
    assert len({query.text for query in asked}) == 4


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("kind", Kind)
def test_every_kind_and_direction_has_a_valid_ladder(kind: Kind, direction: Direction) -> None:
    for query in queries.ladder(claim("Ketamine lowers pain.", kind=kind, direction=direction, intervention=named("ketamine"))):
        check(query.text)


def test_a_denial_of_benefit_is_countered_by_benefit() -> None:
    denied = replace(claim("Ketamine does not ease pain.", intervention=named("ketamine")), certainty=Certainty.DENIED)
    assert '"more effective"[tiab]' in queries.ladder(denied)[-1].text
    assert "ineffective[tiab]" not in queries.ladder(denied)[-1].text


def test_a_concept_without_a_heading_is_its_words() -> None:
    assert queries.block(THING) == '"glow therapy"[tiab]'
    asked = queries.ladder(claim("Glow therapy with red yeast helps.", intervention=(THING, SMALL)))
    assert asked[0].text == '"glow therapy"[tiab] AND "red yeast"[tiab]'


def test_a_block_names_the_claims_own_words_first_then_short_names_once() -> None:
    (long_covid,) = named("long-haul COVID")
    assert queries.block(long_covid).startswith(
        '("Post-Acute COVID-19 Syndrome"[mh] OR "long-haul COVID"[tiab] OR "Post-Acute COVID-19 Syndrome"[tiab]'
    )
    assert queries.block(long_covid).count("[tiab]") <= 12
    assert queries.block(long_covid).casefold().count('"long-haul covid"') == 1


def test_generic_headings_are_no_block() -> None:
    asked = queries.ladder(claim("Patients improve with ketamine.", population=named("patients"), intervention=named("ketamine")))
    assert all('"Patients"[mh]' not in query.text for query in asked)


def test_text_cannot_break_out_of_its_quotes() -> None:
    nasty = Concept("", 'a" OR all[sb] OR "b', 'a" OR all[sb] OR "b')
    assert queries.block(nasty) == '"a OR all sb OR b"[tiab]'


@settings(max_examples=150, deadline=None)
@given(st.text(min_size=1, max_size=80).filter(lambda text: text.strip() != ""), st.sampled_from(Kind), st.booleans())
def test_any_text_gives_a_valid_ladder_twice_the_same(text: str, kind: Kind, concept: bool) -> None:
    about = {"intervention": (Concept("", text, text),)} if concept else {}
    asked = queries.ladder(claim(text, kind=kind, **about))
    assert asked == queries.ladder(claim(text, kind=kind, **about))
    assert asked[-1].rung == Rung.COUNTER
    assert len(asked) >= 2
    assert len({query.text for query in asked}) == len(asked)
    for query in asked:
        check(query.text)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_headings_give_a_valid_ladder(data: st.DataObject) -> None:
    vocabulary = mesh.vocabulary()
    some = st.integers(0, len(vocabulary) - 1).map(lambda line: vocabulary.heading(vocabulary._uis[line]))
    drawn = [heading for heading in data.draw(st.lists(some, min_size=1, max_size=4)) if heading]
    concepts = [Concept(heading.ui, heading.name, heading.name, 0, 1, heading.trees) for heading in drawn]
    for query in queries.ladder(claim("It helps.", intervention=tuple(concepts[:2]), population=tuple(concepts[2:]))):
        check(query.text)


# ---------------------------------------------------------------- the tables


@pytest.mark.parametrize("row", questions.ASKED, ids=lambda row: row.kind)
def test_what_a_kind_asks_is_well_formed_and_its_headings_exist(row: questions.Asked) -> None:
    assert row.source
    for name in row.headings:
        heading = mesh.vocabulary().heading(name)
        assert heading is not None, name
        assert heading.name == name
    for term in row.terms:
        check(f"{term}[tiab]")


ASKED_EXAMPLES = {
    Kind.EFFICACY: ("a randomised trial of its efficacy", "a map of the town"),
    Kind.ONSET: ("a rapid response", "a map of the town"),
    Kind.COMPARISON: ("superiority over placebo", "a map of the town"),
    Kind.SAFETY: ("adverse events were mild", "a map of the town"),
    Kind.PREVALENCE: ("the prevalence in adults", "a map of the town"),
    Kind.SYMPTOM: ("diagnostic criteria", "a map of the town"),
    Kind.RISK_FACTOR: ("triggered by infection", "a map of the town"),
    Kind.MECHANISM: ("mediated by a receptor", "a map of the town"),
    Kind.PHARMACOKINETICS: ("plasma bioavailability", "a map of the town"),
    Kind.REGULATORY: ("approved by the agency", "a map of the town"),
}
AGAINST_EXAMPLES = {
    Direction.BENEFIT: ("there was no difference from placebo", "scores fell by half"),
    Direction.HARM: ("it was well tolerated", "three people died"),
    Direction.NO_DIFFERENCE: ("a significant difference between the arms", "the arms were alike"),
    Direction.ASSOCIATION: ("it was not associated with relapse", "it raised the odds of relapse"),
    Direction.QUANTITY: ("earlier figures were overestimated", "the share was 4%"),
    Direction.UNSTATED: ("placebo did as well", "scores fell by half"),
}


def says(terms: tuple[str, ...], words: str) -> bool:
    """Whether any term occurs in the words, read as PubMed reads it."""
    return any(
        re.search(rf"\b{re.escape(term.strip('*').strip(chr(34)))}{'' if term.endswith('*') else chr(92) + 'b'}", words) for term in terms
    )


def test_every_row_has_an_example_that_it_catches_and_one_that_it_lets_go() -> None:
    assert {row.kind for row in questions.ASKED} == set(ASKED_EXAMPLES)
    assert {row.direction for row in questions.AGAINST} == set(AGAINST_EXAMPLES) == set(Direction)
    for asked in questions.ASKED:
        caught, let_go = ASKED_EXAMPLES[asked.kind]
        assert says(asked.terms, caught), asked.kind
        assert not says(asked.terms, let_go), asked.kind
    for against in questions.AGAINST:
        caught, let_go = AGAINST_EXAMPLES[against.direction]
        assert says(against.terms, caught), against.direction
        assert not says(against.terms, let_go), against.direction
        for term in (*against.terms, *questions.ALWAYS_AGAINST):
            check(f"{term}[tiab]")


def test_every_route_has_words_and_real_headings() -> None:
    assert {row.route for row in questions.ROUTE_WORDS} == {route.name for route in routes.ROUTES}
    for row in questions.ROUTE_WORDS:
        for term in row.terms:
            check(f"{term}[tiab]")


def test_the_list_of_empty_words_is_plain() -> None:
    for word in questions.EMPTY_WORDS:
        assert re.fullmatch(r"[a-z]+", word)
    assert "fatigue" not in questions.EMPTY_WORDS
    assert "ketamine" not in questions.EMPTY_WORDS
