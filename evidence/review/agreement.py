"""How far two people agree: percent and Cohen's kappa (Cohen 1960: (observed - expected) / (1 - expected))."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evidence.review.acts import Decision
from evidence.review.entries import Decided, Entry


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of one pair of people: ``claims`` both decided blind, ``agreed`` of them, ``kappa`` -1 to 1, None where it has no value.

    ``table``: (what the first said, what the second said, how often), sorted.
    """

    people: tuple[str, str]
    claims: int
    agreed: int
    kappa: float | None
    table: tuple[tuple[str, str, int], ...] = ()

    @property
    def percent(self) -> float:
        """0 to 100; 0 where there is no claim."""
        return 100 * self.agreed / self.claims if self.claims else 0.0


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Unweighted kappa of (first's word, second's word); None for no pair, or where both always said one and the same word."""
    total = len(pairs)
    left, right = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    expected = sum(left[word] * right[word] for word in left)  # in units of total squared, so that equality is exact
    if total == 0 or expected == total * total:
        return None
    observed = sum(one == other for one, other in pairs)
    return (observed * total - expected) / (total * total - expected)


def agreements(firsts: Iterable[Sequence[Entry]]) -> tuple[Agreement, ...]:
    """For each two people, by name: their agreement over the claims both decided blind (``Standing.first`` of each claim)."""
    told: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for first in firsts:
        decided = [(entry.by, entry.content.decision) for entry in first if isinstance(entry.content, Decided)]
        said = sorted((by, decision.value) for by, decision in decided if decision != Decision.WITHDRAW)
        if len(said) == 2:
            (one, its), (other, others) = said
            told.setdefault((one, other), []).append((its, others))
    return tuple(
        Agreement(
            people,
            len(pairs),
            sum(a == b for a, b in pairs),
            kappa(pairs),
            tuple((a, b, n) for (a, b), n in sorted(Counter(pairs).items())),
        )
        for people, pairs in sorted(told.items())
    )
