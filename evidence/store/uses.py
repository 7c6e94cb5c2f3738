"""Where a record stands in the newest audits: claims judged on it, and articles that cite it themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, distinct, func, select

from evidence.model import Stance
from evidence.store.browse import OF_FINDINGS
from evidence.store.database import Database
from evidence.store.numbers import pmid_number
from evidence.store.schema import articles, audits, cited, claims, findings, judgements, verdicts

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a record. ``claim`` is "" where the article cites it itself; ``mismatch`` is then said of that reference.

    ``state``, ``label`` and ``reason`` of the claim, ``stance``, ``strength``, ``directness`` and ``counted`` of the judgement, as the
    enumerations spell them, "" where there is none.
    """

    run: str
    article: str
    title: str
    claim: str = ""
    text: str = ""
    state: str = ""
    label: str = ""
    reason: str = ""
    stance: str = ""
    strength: str = ""
    directness: str = ""
    counted: bool = False
    mismatch: bool = False


class Uses:
    """Asking for uses."""

    database: Database

    def uses(self, pmid: str) -> tuple[Use, ...]:
        """Claims by article in document order, those on which the record takes a stand first, then articles that cite it themselves."""
        number = pmid_number(pmid)
        if number is None:
            return ()
        newest = articles.join(audits, articles.c.latest == audits.c.number)
        columns = (audits.c.run, articles.c.key, articles.c.title, claims.c.claim, claims.c.text, *_SIGNS, *_STAND)
        judged = (
            select(*columns)
            .select_from(
                newest.join(findings, findings.c.audit == audits.c.number)
                .join(claims, claims.c.number == findings.c.claim)
                .join(verdicts, verdicts.c.finding == findings.c.number, isouter=True)
                .join(judgements, judgements.c.finding == findings.c.number)
            )
            .where(judgements.c.pmid == number)
            .order_by(judgements.c.stance == Stance.NEUTRAL.value, func.lower(articles.c.title), articles.c.key, findings.c.position)
        )
        named = (
            select(audits.c.run, articles.c.key, articles.c.title, func.max(case((cited.c.mismatch, 1), else_=0)).label("mismatch"))
            .select_from(newest.join(cited, cited.c.audit == audits.c.number))
            .where(cited.c.pmid == number)
            .group_by(audits.c.run, articles.c.key, articles.c.title)
            .order_by(func.lower(articles.c.title), articles.c.key)
        )
        with self.database.reading() as connection:
            claimed = tuple(Use(*row) for row in connection.execute(judged))
            own = tuple(Use(row.run, row.key, row.title, mismatch=bool(row.mismatch)) for row in connection.execute(named))
        return claimed + own

    def use_counts(self, pmids: Sequence[str]) -> dict[str, int]:
        """PMID -> how many claims of the newest audits hold a judgement on it; those without are left out."""
        wanted = sorted({number for pmid in pmids if (number := pmid_number(pmid)) is not None})
        found: dict[str, int] = {}
        with self.database.reading() as connection:
            for start in range(0, len(wanted), _BATCH):
                query = (
                    select(judgements.c.pmid, func.count(distinct(findings.c.number)).label("n"))
                    .select_from(
                        judgements.join(findings, findings.c.number == judgements.c.finding).join(
                            articles, articles.c.latest == findings.c.audit
                        )
                    )
                    .where(judgements.c.pmid.in_(wanted[start : start + _BATCH]))
                    .group_by(judgements.c.pmid)
                )
                found.update((str(row.pmid), int(row.n)) for row in connection.execute(query))
        return found


_SIGNS = (OF_FINDINGS["state"], OF_FINDINGS["label"], OF_FINDINGS["reason"])
_STAND = (judgements.c.stance, judgements.c.strength, judgements.c.directness, judgements.c.counted)
