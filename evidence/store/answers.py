"""What every source of notices says about records, inside an open transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from evidence.model import Citation, PublicationStatus
from evidence.status import Answer, Notice, standing
from evidence.store.numbers import pmid_number
from evidence.store.schema import notice_sources, notices

_BATCH = 500


def ask(connection: Connection, records: Sequence[Citation]) -> dict[str, tuple[Answer, ...]]:
    """PMID -> the answer of every source, by name. A notice speaks of a record that has its PMID or its DOI."""
    sources = connection.execute(select(notice_sources).order_by(notice_sources.c.name)).all()
    if not sources:
        return {record.pmid: () for record in records}
    by_pmid: dict[int, list[Row[Any]]] = {}
    by_doi: dict[str, list[Row[Any]]] = {}
    for start in range(0, len(records), _BATCH):
        some = records[start : start + _BATCH]
        numbers = sorted({number for one in some if (number := pmid_number(one.pmid)) is not None})
        dois = sorted({one.doi.lower() for one in some if one.doi})
        for row in connection.execute(select(notices).where(notices.c.pmid.in_(numbers)).order_by(notices.c.number)):
            by_pmid.setdefault(row.pmid, []).append(row)
        for row in connection.execute(select(notices).where(notices.c.doi.in_(dois)).order_by(notices.c.number)):
            by_doi.setdefault(row.doi, []).append(row)
    answers = {}
    for record in records:
        rows = [*by_pmid.get(pmid_number(record.pmid) or -1, ()), *(by_doi.get(record.doi.lower(), ()) if record.doi else ())]
        mine = {row.number: row for row in rows}
        answers[record.pmid] = tuple(_answer(source, mine.values()) for source in sources)
    return answers


def _answer(source: Row[Any], rows: Iterable[Row[Any]]) -> Answer:
    status, why = standing(_notice(row) for row in rows if row.source == source.name)
    if source.failed and status == PublicationStatus.CURRENT:
        return Answer(source.name, PublicationStatus.UNKNOWN, source.as_of, source.failed)
    return Answer(source.name, status, source.as_of, why)


def _notice(row: Row[Any]) -> Notice:
    return Notice(
        row.record,
        PublicationStatus(row.status),
        "" if row.pmid is None else str(row.pmid),
        row.doi,
        row.nature,
        row.date,
        row.notice_pmid,
        row.notice_doi,
    )
