"""Pair judges: checked cards, pinned files, one answer a pair whatever stands beside it, and the stack on the linear judge."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import tiny_network
from hypothesis import given
from hypothesis import strategies as st

from evidence import settings
from evidence.errors import SettingsError
from evidence.installation import JUDGE, Installation
from evidence.judges.pair import Pair, card, stacked
from evidence.judges.pair.card import Card, Stacking
from evidence.model import Citation, Claim, Kind, Stance, Strength, content_id
from evidence.sources import folders

ROOT = Path(__file__).resolve().parents[1]
HASH = "0" * 64
CARD = {"name": "tiny-1", "labels": ["supports", "neutral", "refutes"], "files": {"model.onnx": HASH, "tokenizer.json": HASH}}
ABSTRACT = (
    "We aimed to determine whether zinc lozenges shorten the common cold. We randomly assigned 120 adults to zinc or placebo. "
    "Zinc lozenges reduced the duration of the common cold compared with placebo. Nausea was more frequent with zinc. "
    "In conclusion, zinc lozenges reduce the duration of colds in adults."
)
ZINC = Citation("11", "Zinc lozenges for the common cold", ABSTRACT)
REST = Citation("12", "Rest for gout", "Rest did not change the duration of gout in 40 adults. Pain was the same in both groups.")
WORDS: Mapping[str, tuple[float, ...]] = {
    "reduced": (3.0, 0.0, 0.0),
    "reduce": (2.0, 0.0, 0.0),
    "not": (0.0, 0.0, 4.0),
    "aimed": (0.0, 0.0, 90.0),
}


def claim(words: str = "Zinc lozenges reduce the duration of the common cold.") -> Claim:
    return Claim(content_id("claim", words), words, 0, len(words), Kind.EFFICACY)


def parsed(**changed: object) -> Card:
    return card.parse(json.dumps(CARD | changed).encode())


class Says:
    """A network that always says the same, and remembers what it was shown."""

    def __init__(self, supports: float, neutral: float, refutes: float) -> None:
        self.said, self.shown = (supports, neutral, refutes), list[tuple[str, str]]()

    def probabilities(self, claim: str, evidence: str) -> tuple[float, float, float]:
        self.shown.append((claim, evidence))
        return self.said


def has_runtime() -> None:
    pytest.importorskip("onnxruntime", reason="the optional packages of requirements-pair.txt are not installed")
    pytest.importorskip("tokenizers", reason="the optional packages of requirements-pair.txt are not installed")


# ---------------------------------------------------------------- the card


def test_a_card_has_working_defaults() -> None:
    held = parsed()
    assert held.labels == (Stance.SUPPORTS, Stance.NEUTRAL, Stance.REFUTES)
    assert (held.claim_first, held.max_length, held.claim_length, held.temperature, held.views) == (True, 256, 64, 1.0, (3, 5))
    assert dict(held.medium)["refutes"] < dict(held.high)["refutes"]


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"name": "Two Words"}, "name"),
        ({"name": None}, "name"),
        ({"files": {"model.onnx": HASH}}, "files"),
        ({"files": {"model.onnx": HASH, "tokenizer.json": "abc"}}, "files"),
        ({"files": {"model.onnx": HASH, "../tokenizer.json": HASH}}, "files"),
        ({"order": ["evidence"]}, "order"),
        ({"labels": ["entailment", "not_entailment"]}, "three classes"),
        ({"labels": ["supports", "supports", "neutral"]}, "three classes"),
        ({"labels": None}, "labels"),
        ({"max_length": 9}, "max_length"),
        ({"max_length": True}, "max_length"),
        ({"max_length": 100, "claim_length": 64}, "claim_length"),
        ({"temperature": 0}, "temperature"),
        ({"temperature": math.nan}, "temperature"),
        ({"views": []}, "views"),
        ({"views": [0]}, "views"),
        ({"medium": {"supports": 2}}, "supports"),
        ({"trained_on": "SciFact"}, "trained_on"),
        ({"stacking": {}}, "stacking"),
        ({"stacking": {"name": "both-1", "coefficients": [[1, 2]]}}, "coefficients"),
        ({"stacking": {"name": "both-1", "coefficients": [[1] * 6] * 3}}, "intercept"),
    ],
)
def test_a_card_that_cannot_be_used_says_why(changed: dict[str, object], word: str) -> None:
    with pytest.raises(SettingsError, match=word) as caught:
        parsed(**changed)
    assert caught.value.advice


@given(
    st.binary(max_size=60)
    | st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from([*CARD, "views", "stacking", "medium", "order"]), inner, max_size=5)
        ),
    ).map(lambda value: json.dumps(value).encode())
)
def test_no_card_breaks_the_reader(data: bytes) -> None:
    with pytest.raises(SettingsError):
        card.parse(data)


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ({"0": "contradiction", "1": "entailment", "2": "neutral"}, (Stance.REFUTES, Stance.SUPPORTS, Stance.NEUTRAL)),
        ({"0": "ENTAILMENT", "1": "NEUTRAL", "2": "CONTRADICTION"}, (Stance.SUPPORTS, Stance.NEUTRAL, Stance.REFUTES)),
        ({"2": "SUPPORT", "1": "NEI", "0": "REFUTE"}, (Stance.REFUTES, Stance.NEUTRAL, Stance.SUPPORTS)),
    ],
)
def test_the_label_order_may_stand_in_the_networks_own_config(named: dict[str, str], expected: tuple[Stance, ...]) -> None:
    assert card.parse(json.dumps(CARD | {"labels": None}).encode(), json.dumps({"id2label": named}).encode()).labels == expected


@pytest.mark.parametrize(
    "config", [b"[]", b"{}", b'{"id2label": {"0": "LABEL_0", "1": "LABEL_1", "2": "LABEL_2"}}', b'{"id2label": {"a": "neutral"}}']
)
def test_a_config_without_classes_is_refused(config: bytes) -> None:
    with pytest.raises(SettingsError):
        card.labels(config)


def test_the_digest_changes_with_all_that_answers_rest_on_and_with_nothing_else() -> None:
    same = parsed().digest
    assert parsed(licence="MIT", trained_on=["SciFact"]).digest == same
    for changed in ({"temperature": 2.0}, {"views": [4]}, {"files": CARD["files"] | {"model.onnx": "1" * 64}}, {"high": {"supports": 0.9}}):  # type: ignore[operator]
        assert parsed(**changed).digest != same


# ---------------------------------------------------------------- from a reading to a judgement


def test_the_network_sees_the_best_sentences_in_order_and_no_aim_or_method() -> None:
    network = Says(0.9, 0.05, 0.05)
    said = Pair("tiny-1", parsed(views=[1, 3]), network).judge(claim(), [ZINC])[0]
    assert len(network.shown) == 2
    for words, evidence in network.shown:
        assert words == claim().text
        assert "aimed" not in evidence
        assert "randomly" not in evidence
    whole = network.shown[1][1]
    assert whole.index("Zinc lozenges reduced") < whole.index("Nausea") < whole.index("In conclusion")
    assert said.stance == Stance.SUPPORTS
    for quote in said.rationale:
        assert ABSTRACT[quote.start : quote.end] == quote.text


def test_equal_views_are_read_once() -> None:
    network = Says(0.9, 0.05, 0.05)
    Pair("tiny-1", parsed(views=[3, 5, 9]), network).judge(claim(), [REST])
    assert len(network.shown) == 1


def test_a_record_of_aims_and_methods_alone_takes_no_stand() -> None:
    network = Says(0.99, 0.005, 0.005)
    aims = Citation("13", "Zinc and colds", "We aimed to determine whether zinc lozenges reduce the duration of the common cold.")
    said = Pair("tiny-1", parsed(), network).judge(claim(), [aims])[0]
    assert (said.stance, network.shown) == (Stance.NEUTRAL, [])


def test_an_empty_record_takes_no_stand() -> None:
    assert Pair("tiny-1", parsed(), Says(0.99, 0.005, 0.005)).judge(claim(), [Citation("14", "")])[0].stance == Stance.NEUTRAL


@pytest.mark.parametrize(
    ("said", "stance", "strength"),
    [
        ((0.95, 0.03, 0.02), Stance.SUPPORTS, Strength.HIGH),
        ((0.75, 0.15, 0.1), Stance.SUPPORTS, Strength.MEDIUM),
        ((0.5, 0.3, 0.2), Stance.SUPPORTS, Strength.LOW),
        ((0.02, 0.03, 0.95), Stance.REFUTES, Strength.HIGH),
        ((0.2, 0.7, 0.1), Stance.NEUTRAL, Strength.LOW),
    ],
)
def test_the_networks_probabilities_take_the_place_of_the_linear_ones(
    said: tuple[float, float, float], stance: Stance, strength: Strength
) -> None:
    judged = Pair("tiny-1", parsed(), Says(*said)).judge(claim(), [ZINC])[0]
    assert (judged.stance, judged.strength, judged.judge) == (stance, strength, "tiny-1")
    assert judged.score == pytest.approx(max(said))
    assert judged.features[0].startswith("the pair model tiny-1 reads the sentences as ")


def test_a_stack_names_both_parts_where_they_disagree() -> None:
    held = parsed(stacking={"name": "lexical-tiny-1", "weight": 0.9})
    refuting = Pair("lexical-tiny-1", held, Says(0.01, 0.01, 0.98), held.stacking).judge(claim(), [ZINC])[0]
    assert refuting.judge == "lexical-tiny-1"
    assert refuting.features[0] == (
        "the pair model tiny-1 reads the sentences as refuting the claim; the linear judge reads them as supporting the claim"
    )
    agreeing = Pair("lexical-tiny-1", held, Says(0.98, 0.01, 0.01), held.stacking).judge(claim(), [ZINC])[0]
    assert agreeing.features[0] == "the pair model tiny-1 reads the sentences as supporting the claim"


def test_a_stack_fitted_beside_another_linear_judge_is_refused() -> None:
    held = parsed(stacking={"name": "lexical-tiny-1", "lexical": "lexical-0"})
    with pytest.raises(SettingsError, match="lexical-0"):
        Pair("lexical-tiny-1", held, Says(1, 0, 0), held.stacking)


THREE = st.tuples(*[st.floats(0.001, 1)] * 3).map(lambda each: tuple(one / sum(each) for one in each))


@given(THREE, THREE, st.floats(0, 1))
def test_a_stack_gives_probabilities(words: tuple[float, float, float], read: tuple[float, float, float], weight: float) -> None:
    mean = stacked(words, read, Stacking("both-1", "", weight))
    for own, other, both in zip(words, read, mean, strict=True):
        assert min(own, other) - 1e-9 <= both <= max(own, other) + 1e-9
    alone = tuple(tuple(float(row == at - 3) for at in range(6)) for row in range(3))
    assert stacked(words, read, Stacking("both-1", "", 0.5, alone, (0.0, 0.0, 0.0))) == pytest.approx(read)
    leaning = stacked(words, read, Stacking("both-1", "", 0.5, alone, (5.0, 0.0, 0.0)))
    assert leaning[0] >= read[0]
    assert sum(leaning) == pytest.approx(1)


# ---------------------------------------------------------------- a real network from a real folder


def found(place: Path, *, own: bool = False) -> tuple[folders.Folder, ...]:
    return folders.listed(((place, own),))


def loaded(place: Path, name: str) -> Pair:
    made = folders.judge(found(place), name)
    assert made is not None
    return made


def test_a_folder_is_a_judge(tmp_path: Path) -> None:
    has_runtime()
    tiny_network.folder(tmp_path / "tiny-1", WORDS)
    judge = loaded(tmp_path, "tiny-1")
    assert judge.name == found(tmp_path)[0].name
    zinc, rest = judge.judge(claim(), [ZINC, REST])
    assert (zinc.stance, rest.judge) == (Stance.SUPPORTS, judge.name)
    refuting = judge.judge(claim("Zinc lozenges do not reduce the duration of the common cold."), [ZINC])[0]
    assert refuting.stance == Stance.SUPPORTS, "the claim's own words have another type and count for nothing here"


def test_the_answer_does_not_depend_on_neighbours_or_order(tmp_path: Path) -> None:
    has_runtime()
    judge = loaded(tiny_network.folder(tmp_path / "tiny-1", WORDS).parent, "tiny-1")
    alone = [judge.judge(claim(), [one])[0] for one in (ZINC, REST)]
    assert list(judge.judge(claim(), [ZINC, REST])) == alone
    assert list(judge.judge(claim(), [REST, ZINC, REST])) == [alone[1], alone[0], alone[1]]


def test_same_bytes_in_every_process_and_under_every_thread_count(tmp_path: Path) -> None:
    has_runtime()
    tiny_network.folder(tmp_path / "tiny-1", {word: tuple(one / 7 for one in row) for word, row in WORDS.items()})
    code = (
        "import sys; sys.path.insert(0, 'tests'); from pathlib import Path; import test_pair as t\n"
        "j = t.loaded(Path(sys.argv[1]), 'tiny-1'); print(j.judge(t.claim(), [t.ZINC, t.REST]))"
    )
    said = set()
    for threads, seed in (("1", "1"), ("2", "2"), ("8", "3")):
        environment = dict(os.environ, OMP_NUM_THREADS=threads, PYTHONHASHSEED=seed)
        done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, env=environment, capture_output=True, check=True)
        said.add(done.stdout)
    assert len(said) == 1


def test_the_classes_and_the_order_of_the_texts_are_the_cards(tmp_path: Path) -> None:
    has_runtime()
    turned = {word: (row[2], row[0], row[1]) for word, row in WORDS.items()}
    straight = tiny_network.folder(tmp_path / "a" / "tiny-1", WORDS)
    other = tiny_network.folder(tmp_path / "b" / "tiny-1", turned, labels=["contradiction", "entailment", "neutral"])
    one, two = (loaded(place.parent, "tiny-1").judge(claim(), [ZINC])[0] for place in (straight, other))
    assert (one.stance, one.score) == (two.stance, two.score)
    assert one.stance == Stance.SUPPORTS
    tiny_network.write_card(straight, order=["evidence", "claim"])
    swapped = loaded(straight.parent, "tiny-1")
    assert swapped.judge(claim("It is not so."), [ZINC])[0].stance == Stance.REFUTES, "now the claim is the second text, and counts"


def test_long_texts_are_cut_and_the_claim_keeps_its_part(tmp_path: Path) -> None:
    has_runtime()
    place = tiny_network.folder(tmp_path / "tiny-1", WORDS, max_length=24, claim_length=8)
    network = folders.Network(*folders.parts(found(place.parent)[0]))
    long = "zinc " * 5000
    assert network.probabilities(long, f"reduced {long}") == network.probabilities("zinc", "reduced")
    assert network.probabilities("zinc", f"{long} reduced") == network.probabilities("zinc", "zinc")


def test_a_network_without_types_works_too(tmp_path: Path) -> None:
    has_runtime()
    place = tiny_network.folder(tmp_path / "plain-1", WORDS, types=False)
    assert loaded(place.parent, "plain-1").judge(claim(), [ZINC])[0].stance == Stance.SUPPORTS


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_file_that_was_changed_is_refused(tmp_path: Path, name: str) -> None:
    place = tiny_network.folder(tmp_path / "tiny-1", WORDS)
    with (place / name).open("ab") as file:
        file.write(b" ")
    with pytest.raises(SettingsError, match="SHA-256 differs"):
        folders.judge(found(tmp_path), "tiny-1")


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_file_that_is_no_network_is_refused_in_words(tmp_path: Path, name: str) -> None:
    has_runtime()
    place = tiny_network.folder(tmp_path / "tiny-1", WORDS)
    (place / name).write_bytes(b"nonsense")
    tiny_network.write_card(place)
    with pytest.raises(SettingsError, match="cannot be loaded"):
        folders.judge(found(tmp_path), "tiny-1")


def test_a_network_of_two_classes_is_refused(tmp_path: Path) -> None:
    has_runtime()
    tiny_network.folder(tmp_path / "two-1", {"reduced": (1.0, 0.0)})
    with pytest.raises(SettingsError, match="3 finite logits"):
        folders.judge(found(tmp_path), "two-1")


def test_a_broken_folder_is_listed_with_its_fault_and_the_others_work(tmp_path: Path) -> None:
    tiny_network.folder(tmp_path / "good-1", WORDS)
    tiny_network.folder(tmp_path / "torn-1", WORDS)
    (tmp_path / "torn-1" / "judge.json").write_text("{")
    (tmp_path / "empty").mkdir()
    listed = found(tmp_path)
    assert [(one.path.name, bool(one.card), bool(one.fault)) for one in listed] == [("good-1", True, False), ("torn-1", False, True)]
    with pytest.raises(SettingsError, match="not JSON"):
        folders.judge(listed, "torn-1")
    assert folders.judge(listed, "nobody-1") is None


def test_an_installation_finds_its_judges_by_name_with_or_without_digest(own_data_folder: Path) -> None:
    has_runtime()
    tiny_network.folder(own_data_folder / "judges" / "tiny-1", WORDS, stacking={"name": "lexical-tiny-1"})
    installation = Installation.open(settings.load())
    try:
        names = installation.judge_names()
        assert names[0] == JUDGE
        alone, both = (next(name for name in names if name.startswith(start)) for start in ("tiny-1@", "lexical-tiny-1@"))
        assert installation.judge("tiny-1").name == installation.judge(alone).name == alone
        assert installation.judge("lexical-tiny-1").name == both
        assert installation.judge("tiny-1") is installation.judge("tiny-1")
        with pytest.raises(SettingsError, match="nobody") as caught:
            installation.judge("nobody")
        assert alone in caught.value.advice
    finally:
        installation.close()


def test_a_downloaded_network_is_described_once_and_then_pinned(tmp_path: Path) -> None:
    place = tiny_network.folder(tmp_path / "mine", WORDS)
    (place / "judge.json").unlink()
    (place / "config.json").write_text(json.dumps({"id2label": {"0": "entailment", "1": "neutral", "2": "contradiction"}}))
    folders.describe(place, "my-nli", order=("claim", "evidence"), licence="Apache-2.0", trained_on=("MNLI",))
    (only,) = found(tmp_path)
    assert only.card is not None
    assert (only.card.name, only.card.trained_on, only.card.labels[2]) == ("my-nli", ("MNLI",), Stance.REFUTES)
    assert (only.name.partition("@")[0], only.stacked_name.partition("@")[0]) == ("my-nli", "lexical-my-nli")
    with pytest.raises(SettingsError):
        folders.describe(place, "Bad Name", order=("claim", "evidence"))
