"""Lists of articles and claims as tables whose rows open, and counts of the store as signs with numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evidence.model import Kind, Label, Reason, Risk, State
from pages.parts import signs, table, words
from pages.parts.signs import Sign
from pages.parts.table import Column, Row
from pages.parts.wiring import ArticleSummary, FindingRow

Tally = tuple[tuple[Sign, int], ...]


def sign_of(state: str, label: str, reason: str) -> Sign:
    """The sign of a claim as the store's columns tell it."""
    return signs.of_stored(State(state), Label(label) if label else None, Reason(reason) if reason else None)


def tally(found: Iterable[tuple[Sign, int]]) -> Tally:
    """Equal signs added up, in the order of every bar; a stale label counts under its own sign, last."""
    numbers: dict[Sign, int] = {}
    for sign, number in found:
        numbers[sign] = numbers.get(sign, 0) + number
    known = [sign for sign in signs.ORDER if sign in numbers]
    others = sorted((sign for sign in numbers if sign not in signs.ORDER), key=lambda sign: sign.word)
    return tuple((sign, numbers[sign]) for sign in [*known, *others])


def tallies(rows: Sequence[tuple[str, str, str, str, int]]) -> dict[str, Tally]:
    """(name, state, label, reason, number) of the store -> the labels of each name."""
    names = dict.fromkeys(row[0] for row in rows)
    return {name: tally((sign_of(*row[1:4]), row[4]) for row in rows if row[0] == name) for name in names}


def by_kind(rows: Sequence[tuple[str, str, str, str, int]]) -> dict[str, Tally]:
    """Labels for each kind of claim, in the order of the kinds."""
    found = tallies(rows)
    return {kind.value: found[kind.value] for kind in Kind if kind.value in found}


def articles(summaries: Sequence[ArticleSummary], labels: dict[str, Tally], *, key: str) -> str | None:
    """Every article with the labels of its newest audit, the most alarming first; the run that was opened, else None."""
    columns = (
        Column("title", "Article", "open", "38%"),
        Column("labels", "Labels of the newest audit", "bar"),
        Column("alarming", "High risk, unsourced or contradicted", "number", "9rem"),
    )
    audited = sorted((one for one in summaries if one.latest), key=lambda one: (-one.latest.alarming, one.title.casefold()))
    rows = [
        Row(
            one.latest.run,
            {
                "title": {
                    "words": one.title,
                    "under": words.listed(
                        (
                            words.count(one.latest.claims, "claim"),
                            f"audited {words.day(one.latest.finished_at)}",
                            signs.SOURCES.get(one.latest.source, one.latest.source),
                        )
                    ),
                },
                "labels": table.bar(labels.get(one.key, ())),
                "alarming": str(one.latest.alarming),
            },
        )
        for one in audited
    ]
    return table.opened("Articles", columns, rows, key=key)


def claims(found: Sequence[FindingRow], *, key: str, caption: str, detailed: bool = True) -> tuple[str, str] | None:
    """Claims with their signs; (run, claim) of the one that was opened, else None. Rows carry ids, never positions."""
    columns = [
        Column("sign", "Label", "sign", "11.5rem"),
        Column("claim", "Claim", "open"),
        *(
            [
                Column("kind", "Kind", "quiet", "9rem"),
                Column("risk", "Risk", "sign", "8.5rem"),
                Column("level", "Best level", "number", "6.5rem"),
                Column("sides", "For / against", "number", "7.5rem"),
            ]
            if detailed
            else [Column("kind", "Kind", "quiet", "9rem")]
        ),
    ]
    rows = [
        Row(
            f"{row.run} {row.claim}",
            {
                "sign": table.sign(sign_of(row.state, row.label, row.reason)),
                "claim": {"words": row.text, "under": words.listed((row.title, signs.REASONS[Reason(row.reason)] if row.reason else ""))},
                "kind": row.kind,
                "risk": table.sign(signs.RISKS[Risk(row.risk)]),
                "level": str(row.best_level) if row.best_level else "none",
                "sides": f"{row.supports} / {row.refutes}" if row.label else "",
            },
        )
        for row in found
    ]
    chosen = table.opened(caption, columns, rows, key=key)
    run, _, claim = (chosen or "").partition(" ")
    return (run, claim) if claim else None
