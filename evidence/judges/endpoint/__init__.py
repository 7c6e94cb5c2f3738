"""A judge behind an OpenAI-compatible endpoint: off unless a person set its address, read the notice and asks for it by name.

Pure but for what it is given: ``ask`` carries the messages out (a door), ``recall`` and ``keep`` are the cache. An answer that does
not pass every check is *not judged*, never neutral. Level, scope and status come from the product's own rules, as for every judge.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace

from evidence.errors import EvidenceError
from evidence.judges import lexical
from evidence.judges.endpoint import prompt
from evidence.judges.endpoint.answers import Answer, NotUsable, check
from evidence.judges.lexical import Lexical, reading
from evidence.judges.lexical.reading import Line
from evidence.judges.lexical.selector import NO_FINDING
from evidence.model import Citation, Claim, Judgement, Rationale, Stance, Strength, content_id

NAME = "endpoint"
NOTICE = (
    "With this judge the text of every claim, and the title and abstract of every citation read for it, is sent to {server}. "
    "Who runs that server can read and keep it. Your own notes, names and decisions are not sent. "
    "Each question may cost money there; the budget is {requests:,} requests and {tokens:,} tokens an audit."
)
# A model's own word for how sure it is, as a number between the strengths' thresholds; no probability was measured.
_SCORE = {Strength.LOW: 0.5, Strength.MEDIUM: 0.7, Strength.HIGH: 0.9}

Messages = tuple[tuple[str, str], ...]
Ask = Callable[[Messages], str]


class Endpoint:
    """``model`` as the server calls it; ``server``: its address without secrets, for the cache and for reasons in words."""

    def __init__(self, model: str, server: str, ask: Ask, recall: Callable[[str], str | None], keep: Callable[[str, str], None]) -> None:
        self.name = f"{NAME}:{model}:{prompt.NAME}"
        self._model, self._server, self._ask, self._recall, self._keep = model, server, ask, recall, keep
        self._lexical = Lexical()

    def __repr__(self) -> str:
        return f"Endpoint({self.name!r})"

    def judge(self, claim: Claim, citations: Sequence[Citation]) -> tuple[Judgement, ...]:
        """One judgement a citation, in the same order; one that could not be had says so in ``not_judged``."""
        return tuple(self._one(claim, citation) for citation in citations)

    def rank(self, claim: Claim, citation: Citation) -> tuple[Rationale, ...]:
        """The linear judge's ranking: a model is asked for a stance, not for an order."""
        return self._lexical.rank(claim, citation)

    def _one(self, claim: Claim, citation: Citation) -> Judgement:
        # Scope, level and status are the same whoever takes the stance; what the linear judge says of it is set aside here.
        own = self._lexical.settle(claim, citation, lexical.read_pair(claim, citation), name=self.name)
        blank = replace(
            own, stance=Stance.NEUTRAL, score=0.0, strength=Strength.LOW, rationale=(), features=(), overstated="", underpowered=False
        )
        lines = reading.read(citation).lines
        if not lines:
            return replace(blank, features=("the record has no text to judge",))
        try:
            answer = self._answer(claim, citation, lines)
        except (EvidenceError, NotUsable) as trouble:
            return replace(blank, not_judged=str(trouble).rstrip("."))
        telling = _telling(answer, lines)
        agrees = own.stance == answer.stance
        return replace(
            blank,
            stance=answer.stance,
            score=_SCORE[answer.strength],
            strength=answer.strength if answer.stance != Stance.NEUTRAL else Strength.LOW,
            rationale=tuple(Rationale(line.start, line.end, line.words, line.part) for line in telling),
            features=(f"{self._model} was shown {len(lines)} sentences and answered {answer.stance.value}",),
            overstated=own.overstated if agrees else "",
            underpowered=own.underpowered and agrees,
        )

    def _answer(self, claim: Claim, citation: Citation, lines: Sequence[Line]) -> Answer:
        sentences = tuple(line.words for line in lines)
        asked = prompt.messages(claim.text, citation.title, sentences)
        key = content_id("endpoint", self._server, self._model, prompt.NAME, *(words for _, words in asked))
        known = self._recall(key)
        if known is not None:
            try:
                return _checked(known, lines)
            except NotUsable:
                pass  # written by something else: ask anew
        said = self._ask(asked)
        answer = _checked(said, lines)
        self._keep(key, json.dumps(json.loads(said)))  # in ASCII: every database holds that
        return answer


def _checked(said: str, lines: Sequence[Line]) -> Answer:
    answer = check(said, tuple(line.words for line in lines))
    if answer.numbers and not _telling(answer, lines):
        raise NotUsable("the answer rests on an aim or a method alone")
    return answer


def _telling(answer: Answer, lines: Sequence[Line]) -> list[Line]:
    """The named sentences that say what was found: never an aim or a method."""
    return [lines[number - 1] for number in answer.numbers if lines[number - 1].role not in NO_FINDING]
