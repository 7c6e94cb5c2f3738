"""How far two judges agree on the same citations: the share of equal stances, and Cohen's kappa, which takes off what chance gives.

Cohen 1960, "A coefficient of agreement for nominal scales". Pairs that one of the two did not judge are counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evidence.model import Finding, Judgement, Stance

STANCES = (Stance.SUPPORTS, Stance.REFUTES, Stance.NEUTRAL)


@dataclass(frozen=True, slots=True)
class Agreement:
    """``table[i][j]``: pairs to which the first judge gave STANCES[i] and the second STANCES[j]. ``not_judged``: pairs left out."""

    table: tuple[tuple[int, ...], ...]
    not_judged: int = 0

    @property
    def pairs(self) -> int:
        return sum(map(sum, self.table))

    @property
    def same(self) -> int:
        return sum(self.table[at][at] for at in range(len(STANCES)))

    @property
    def opposed(self) -> int:
        """One supports, the other refutes: what a person should look at first."""
        return self.table[0][1] + self.table[1][0]

    @property
    def share(self) -> float | None:
        """0-1; None where no pair was judged by both."""
        return self.same / self.pairs if self.pairs else None

    @property
    def kappa(self) -> float | None:
        """-1 to 1; None where it is not defined: no pair, or both judges gave one and the same stance throughout."""
        if not self.pairs:
            return None
        rows, columns = [sum(row) for row in self.table], [sum(row[at] for row in self.table) for at in range(len(STANCES))]
        # Whole numbers until the one division: the same value on every machine, and no 0/0 that rounding hides.
        chance = sum(row * column for row, column in zip(rows, columns, strict=True))
        left = self.pairs * self.pairs - chance
        return (self.pairs * self.same - chance) / left if left else None


def of(pairs: Iterable[tuple[Judgement, Judgement]]) -> Agreement:
    """The agreement over pairs of judgements on one citation each."""
    table = [[0] * len(STANCES) for _ in STANCES]
    missing = 0
    for first, second in pairs:
        if first.not_judged or second.not_judged:
            missing += 1
        else:
            table[STANCES.index(first.stance)][STANCES.index(second.stance)] += 1
    return Agreement(tuple(map(tuple, table)), missing)


def over(findings: Sequence[Finding]) -> Agreement:
    """The agreement of an audit's judge with the one beside it, over every citation of every claim."""
    return of(pair for finding in findings for pair in zip(finding.judgements, finding.beside, strict=False))


def told(found: Agreement, first: str, second: str) -> str:
    """The agreement as a sentence, for people."""
    left_out = f" {found.not_judged:,} were not judged by both." if found.not_judged else ""
    if found.share is None:
        return f"No citation was judged by both {first} and {second}.{left_out}"
    kappa = "" if found.kappa is None else f", Cohen's kappa {found.kappa:.2f}"
    opposed = f" On {found.opposed:,} one supports where the other refutes: look at these first." if found.opposed else ""
    same = f"the same stance on {found.same:,} of {found.pairs:,} citations ({found.share:.0%}){kappa}"
    return f"{second} beside {first}: {same}.{opposed}{left_out}"
