"""The query language: read left to right, mapped to MeSH, shown as PubMed shows it; only QueryError for what cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import mesh
from evidence.errors import QueryError
from evidence.mesh import Heading
from evidence.sources.library import fields, nearness, subsets, words
from evidence.sources.library.mapping import Mapping, show
from evidence.sources.library.query import Joined, Node, Range, Term, parse

TODAY = "2024-05-17"


def t(text: str, field: str = "", quoted: bool = False, **more: object) -> Term:
    return Term(text, field, quoted, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("ketamine", t("ketamine")),
        ("chronic fatigue syndrome", t("chronic fatigue syndrome")),
        ('"chronic fatigue"', t("chronic fatigue", "all", True)),
        ("“chronic fatigue”[ti]", t("chronic fatigue", "ti", True)),
        ("ketamine[tiab]", t("ketamine", "tiab")),
        ("kidney allograft [TIAB]", t("kidney allograft", "tiab")),
        ("Ketamine[Title/Abstract]", t("Ketamine", "tiab")),
        ("neoplasms[MeSH Terms:noexp]", t("neoplasms", "mh", explode=False)),
        ("plants/genetics[majr]", t("plants/genetics", "majr")),
        ('"hip pain"[Title:~4]', t("hip pain", "ti", True, within=4)),
        ("ketamin*", t("ketamin", "all", True, stem=True)),
        ("ketamin*[ti]", t("ketamin", "ti", stem=True)),
        ('"adverse effect*"[tiab:~3]', t("adverse effect", "tiab", True, stem=True)),
        ("smith j*[au]", t("smith j", "au", stem=True)),
        ("2015:2020[dp]", Range("2015", "2020", "dp")),
        ("2019/01/01:2020 [pdat]", Range("2019/01/01", "2020", "dp")),
        ('"2015/01/01"[Date - Publication] : "3000"[Date - Publication]', Range("2015/01/01", "3000", "dp")),
        ("2019/5[dp]", t("2019/5", "dp")),
        ('"last 5 years"[dp]', t("last 5 years", "dp", True)),
        ("100:200[uid]", Range("100", "200", "uid")),
        ("26807672", t("26807672")),
        ("26807672[uid]", t("26807672", "uid")),
        ("a b[ti] c", Joined("AND", (t("a b", "ti"), t("c")))),
        ('ketamine "chronic fatigue" trial[pt]', Joined("AND", (t("ketamine"), t("chronic fatigue", "all", True), t("trial", "pt")))),
        ("ketamine 2015:2020[dp]", Joined("AND", (t("ketamine"), Range("2015", "2020", "dp")))),
        ("ketamin* trial", Joined("AND", (t("ketamin", "all", True, stem=True), t("trial")))),
        ("1:1 ratio", t("1 1 ratio")),
        ("ANDROGEN NOTCH ORAL", t("ANDROGEN NOTCH ORAL")),
        ("a & b | c", Joined("OR", (Joined("AND", (t("a"), t("b"))), t("c")))),
        ("(a)", t("a")),
        ("a and b", t("a and b")),
    ],
)
def test_queries_and_their_trees(text: str, tree: Node) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a OR b AND c", Joined("AND", (Joined("OR", (t("a"), t("b"))), t("c")))),
        ("a AND b OR c", Joined("OR", (Joined("AND", (t("a"), t("b"))), t("c")))),
        ("a AND (b OR c)", Joined("AND", (t("a"), Joined("OR", (t("b"), t("c")))))),
        ("a AND b AND c", Joined("AND", (t("a"), t("b"), t("c")))),
        ("(a AND b) AND c", Joined("AND", (Joined("AND", (t("a"), t("b"))), t("c")))),
        ("a NOT b NOT c", Joined("NOT", (t("a"), t("b"), t("c")))),
        ("a NOT b OR c", Joined("OR", (Joined("NOT", (t("a"), t("b"))), t("c")))),
        ("a NOT (b NOT c)", Joined("NOT", (t("a"), Joined("NOT", (t("b"), t("c")))))),
        ("a (b OR c) d", Joined("AND", (t("a"), Joined("OR", (t("b"), t("c"))), t("d")))),
    ],
)
def test_precedence_is_from_left_to_right(text: str, tree: Node) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "A term is missing"),
        ("   ", "A term is missing"),
        ("AND ketamine", "missing before AND"),
        ("ketamine OR", "missing before the end"),
        ("ketamine AND OR pain", "AND is followed by OR"),
        ("ketamine AND NOT pain", "AND is followed by NOT"),
        ("NOT pain", "missing before NOT"),
        ("(ketamine", "not closed"),
        ("ketamine)", "too many"),
        ("()", "nothing between"),
        ('"ketamine', "cannot stand here"),
        ("ketamine[tiab", "cannot stand here"),
        ("[tiab]", "nothing before the tag"),
        ("(a OR b)[ti]", "behind a parenthesis"),
        ("a[ti][ab]", "Two tags"),
        ("a[xyz]", "[xyz] is not known"),
        ("a[tiabb]", "Did you mean [tiab]"),
        ("a[pa]", "cannot be searched here"),
        ("a[ti:noexp]", "cannot be understood"),
        ("a[mh:~3]", "cannot be understood"),
        ("ket*", "too short"),
        ("ket*mine", "does not stand at the end"),
        ("*mine", "does not stand at the end"),
        ("- + -", "nothing to search for"),
        ('""', "nothing to search for"),
        ("soon[dp]", "is no date"),
        ("ketamine 2019[dp]", "is no date"),
        ("abc[uid]", "is no PMID"),
        ("2015:2020", "has no tag"),
        ("2015:[dp]", "has no end"),
        ('"2015"[dp] :', "has no end"),
        ("2015:2020[ti]", "has no ranges"),
        ("201:202[dp]", "is no range"),
        ('"2015"[dp]:"2016"[edat]', "different tags"),
        ("#1 AND ketamine", "no search history"),
        ("(" * 70 + "a" + ")" * 70, "nested deeper"),
        ("a AND b OR " * 200 + "c", "change too often"),
        ("a " * 30_000, "longer than"),
    ],
)
def test_what_cannot_be_read_is_said_with_what_to_do(text: str, says: str) -> None:
    with pytest.raises(QueryError) as told:
        parse(text)
    assert says in f"{told.value} {told.value.advice}"
    assert told.value.advice


PIECES = (
    "ketamine", "the", "chronic", "fatigue", "a", "AND", "OR", "NOT", "and", "(", ")", '"', "[ti]", "[mh]", "[mh:noexp]", "[dp]", "[au]",
    "[tiab:~2]", "[uid]", "[sb]", "[pt]", "[bad]", "2019", "2015:2020", ":", "*", "ketamin*", "humans", "12345", "neoplasms/dh", "#1", "β",
    "last 5 years", "hasabstract", "x-ray", "smith j", "/", "%", "-", "été", "\x00", "[", "]", "&", "|",
)  # fmt: skip
SOUP = st.lists(st.sampled_from(PIECES), max_size=12)


class Small:
    """A vocabulary of three headings."""

    ROWS = (
        Heading("D007649", "Ketamine", ("Ketamine", "Ketalar"), ("D02.1",)),
        Heading("D015673", "Fatigue Syndrome, Chronic", ("Fatigue Syndrome, Chronic", "Chronic Fatigue Syndrome"), ("C10.1",)),
        Heading("D016454", "Review", ("Review",), ("V02.1",)),
        Heading("D011506", "Protein C", ("Protein C",), ("D12.1",)),
    )

    def entry(self, term: str) -> Heading | None:
        return next((row for row in self.ROWS for name in row.terms if words.key(name) == words.key(term)), None)

    def heading(self, name_or_ui: str) -> Heading | None:
        return next((row for row in self.ROWS if name_or_ui in (row.ui, row.name)), None)

    def expand(self, ui: str) -> tuple[str, ...]:
        return ()


def mapped(text: str, held: frozenset[str] = frozenset()) -> tuple[Node, list[str]]:
    mapping = Mapping(Small(), held.__contains__, TODAY)
    return mapping.query(text), mapping.warnings


@given(st.one_of(SOUP.map(" ".join), SOUP.map("".join), st.text(max_size=40)))
def test_only_query_errors_come_out_and_translations_are_stable(text: str) -> None:
    try:
        tree, _ = mapped(text)
    except QueryError:
        return
    shown = show(tree)
    again, _ = mapped(shown)
    assert show(again) == shown
    assert again == tree


@pytest.mark.parametrize(
    ("text", "translation"),
    [
        ("ketamine", '"ketamine"[MeSH Terms] OR "ketamine"[All Fields]'),
        ("Ketalar", '"ketamine"[MeSH Terms] OR "ketamine"[All Fields] OR "ketalar"[All Fields]'),
        (
            "chronic fatigue syndrome trial",
            '("fatigue syndrome, chronic"[MeSH Terms] OR ("chronic"[All Fields] AND "fatigue"[All Fields] AND "syndrome"[All Fields])'
            ' OR "chronic fatigue syndrome"[All Fields]) AND "trial"[All Fields]',
        ),
        ("protein c", '"protein c"[MeSH Terms] OR "protein c"[All Fields]'),
        ("review", '"review"[Publication Type] OR "review"[All Fields]'),
        ("ketamine[all]", '"ketamine"[MeSH Terms] OR "ketamine"[All Fields]'),
        ('"ketamine"', '"ketamine"[All Fields]'),
        ("ketamin*", '"ketamin*"[All Fields]'),
        ("double-blind", '"double blind"[All Fields]'),
        ("fatigue of patients", '"fatigue"[All Fields] AND "patients"[All Fields]'),
        ("Ketalar[mh]", '"ketamine"[MeSH Terms]'),
        ("ketamine/ae[majr]", '"ketamine/adverse effects"[MeSH Major Topic]'),
        ("ketamine/dt", '"ketamine/drug therapy"[MeSH Terms]'),
        ("unknown thing[mh:noexp]", '"unknown thing"[MeSH Terms:noexp]'),
        ("th[sh]", '"therapy"[MeSH Subheading]'),
        ("administration & dosage", '"administration"[All Fields] AND "dosage"[All Fields]'),
        ("Smith J[au]", "smith j[Author]"),
        ('"Smith J"[au]', '"smith j"[Author]'),
        ("2019[dp]", "2019[Date - Publication]"),
        ("2019:2020/06[dp]", "2019:2020/06[Date - Publication]"),
        ('"last 5 years"[dp]', "2019/05/17:3000[Date - Publication]"),
        ('"last 2 months"[edat]', "2024/03/17:3000[Date - Entry]"),
        ('"last 10 days"[crdt]', "2024/05/07:3000[Date - Create]"),
        ("12345678 23456789", "12345678 23456789[PMID]"),
        ("hasabstract", '"hasabstract"[Subset]'),
        ("medline[sb]", '"medline"[Subset]'),
        ("english[filter]", '"eng"[Language]'),
        ("female[Filter] NOT review[pt]", '"female"[MeSH Terms] NOT "review"[Publication Type]'),
        ('"hip pain"[tiab:~2]', '"hip pain"[Title/Abstract:~2]'),
        ("the ketamine AND of", '"ketamine"[MeSH Terms] OR "ketamine"[All Fields]'),
    ],
)
def test_translations(text: str, translation: str) -> None:
    assert show(mapped(text)[0]) == translation


def test_other_spellings_are_searched_where_the_library_has_them() -> None:
    tree, _ = mapped("tumours", frozenset({"tumour", "tumor", "tumors"}))
    assert show(tree) == '"tumours"[All Fields] OR "tumor"[All Fields] OR "tumors"[All Fields] OR "tumour"[All Fields]'
    assert show(mapped("tumours")[0]) == '"tumours"[All Fields]'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ketamine of the", "left out: of, the"),
        ("ketamine or pain", "operators are written in capitals"),
        ("unknown thing[mh]", "not a MeSH heading"),
        ("systematic[sb]", "answered by publication type"),
        ("ketamine/dt[mh]", "without the subheadings below"),
    ],
)
def test_what_was_done_with_a_query_is_said(text: str, says: str) -> None:
    assert any(says in warning for warning in mapped(text)[1])


@pytest.mark.parametrize("text", ["the of", "free full text[sb]", "nonsense[sb]", "the NOT ketamine"])
def test_what_cannot_be_mapped_is_refused(text: str) -> None:
    with pytest.raises(QueryError) as told:
        mapped(text)
    assert told.value.advice


def test_every_field_is_found_under_each_of_its_names() -> None:
    for field in fields.FIELDS:
        for name in (field.code, field.name, field.name.upper(), *field.written):
            assert fields.find(f" {name} ") == (field, True, None)
    names = [name for field in fields.FIELDS for name in {field.code, field.name.lower(), *field.written}]
    assert len(names) == len(set(names))


def test_every_subset_means_something_that_can_be_searched() -> None:
    for name in subsets._QUERIES:
        assert show(mapped(f'"{name}"[filter]')[0])
    for name in (*subsets.FLAGS, *subsets._STATUS):
        assert show(mapped(f'"{name}"[sb]')[0]) == f'"{name}"[Subset]'
    for name in subsets._UNANSWERED:
        with pytest.raises(QueryError):
            subsets.meaning(name)


def test_every_subheading_by_name_and_abbreviation() -> None:
    mapping = Mapping(Small(), lambda word: False, TODAY)
    for short, name in subsets.SUBHEADINGS.items():
        assert mapping.subheading(short.upper()) == name
        assert mapping.subheading(name.replace(" and ", " & ")) == name
    assert set(subsets.FAMILIES) <= {subsets.subheading_key(name) for name in subsets.SUBHEADINGS.values()}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Double-blind trial", ["double", "blind", "trial"]),
        ("O'Brien's 0.5 mg/kg", ["o", "brien", "s", "0", "5", "mg", "kg"]),
        ("NAD+ and NAD⁺", ["nad", "and", "nad"]),
        ("β-blockers, TNF-α", ["beta", "blockers", "tnf", "alpha"]),
        ("naïve Müller Ø", ["naive", "muller", "o"]),
        ("CO₂ m²", ["co2", "m2"]),
        ("ﬁbrosis", ["fibrosis"]),
        ("", []),
    ],
)
def test_what_a_word_is(text: str, found: list[str]) -> None:
    assert words.words(text) == found


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("tumour", "tumor"), ("tumor", "tumours"), ("therapies", "therapy"), ("therapy", "therapies"), ("doses", "dose"),
        ("anaemia", "anemia"), ("randomised", "randomized"), ("crutch", "crutches"),
    ],
)  # fmt: skip
def test_variants_of_a_word(word: str, other: str) -> None:
    assert other in words.variants(word)
    assert word not in words.variants(word)


@pytest.mark.parametrize("word", ["virus", "stress", "dna", "b12"])
def test_variants_that_are_none(word: str) -> None:
    assert word[:-1] not in words.variants(word)


@pytest.mark.parametrize(
    ("text", "wanted", "within", "holds"),
    [
        ("rationing healthcare", "rationing healthcare", 0, True),
        ("healthcare rationing", "rationing healthcare", 0, True),
        ("rationing of healthcare", "rationing healthcare", 0, False),
        ("rationing strategies in healthcare", "rationing healthcare", 2, True),
        ("rationing a b c healthcare", "rationing healthcare", 2, False),
        ("patient physician relationship", "relationship patient physician", 0, True),
        ("patient x physician y relationship", "patient physician relationship", 1, True),
        ("pain of the pain", "pain pain", 2, True),
        ("pain", "pain pain", 2, False),
    ],
)
def test_words_near_each_other(text: str, wanted: str, within: int, holds: bool) -> None:
    assert nearness.near(text.split(), wanted.split(), within) is holds


def test_the_shipped_vocabulary_serves() -> None:
    mapping = Mapping(mesh.vocabulary(), lambda word: False, TODAY)
    assert show(mapping.query("heart attack[mh]")) == '"myocardial infarction"[MeSH Terms]'
    assert '"fatigue syndrome, chronic"[MeSH Terms]' in show(mapping.query("chronic fatigue syndrome"))
    assert show(mapping.query("clinical trial[pt]")) == '"clinical trial"[Publication Type]'
