"""PubMed over the E-utilities: search, fetch, link, match and spell, as values (method.md section 6).

What PubMed remarked on a query, what it left out and what it does not have is named in words, never dropped. Records are handed
to ``keep`` and the raw replies stay in the data folder. How one call is made, limited and repeated is ``call``'s business.
"""

from __future__ import annotations

import io
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from threading import Lock
from typing import Any

from evidence import records
from evidence.errors import Cancelled, EvidenceError, QueryError, RecordsError, SourceError, SourceRefused
from evidence.model import Citation, Found, LibraryState, Query
from evidence.settings import NCBI, Settings
from evidence.sources import answers
from evidence.sources.answers import MOST_LISTED, Hits, Summary
from evidence.sources.call import NCBI_PACE, Caller, Expired, Nobody, Pace
from evidence.sources.replies import Replies
from evidence.sources.wire import Passing

log = logging.getLogger(__name__)
Progress = Callable[[int, int], None]
"""Called with (done, of how many)."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """Records in the order asked; ``missing``: asked for, but PubMed has no such record or sent none."""

    citations: tuple[Citation, ...]
    missing: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference as ECitMatch wants it: journal title, year, volume, first page, first author ("mann bj")."""

    journal: str = ""
    year: str = ""
    volume: str = ""
    page: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """What ``evidence check`` shows of a source; ``records`` and ``updated`` as the server states them."""

    ok: bool
    message: str
    records: int = 0
    updated: str = ""


class Entrez:
    """A client of one E-utilities address. Safe to share between threads; clients of one data folder share one pace.

    ``keep`` is handed every record that was fetched. ``sleep`` is how it waits between tries.
    """

    name = "pubmed"

    def __init__(
        self,
        settings: Settings,
        keep: Callable[[Sequence[Citation]], None] | None = None,
        *,
        pace: Pace = NCBI_PACE,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._caller = Caller(
            settings.eutils_url,
            tool=settings.ncbi_tool,
            email=settings.ncbi_email,
            key=settings.ncbi_api_key.get_secret_value(),
            folder=settings.data_folder / "pace",
            pace=pace,
            sleep=sleep,
        )
        self._ask, self._keep, self._pace = self._caller.ask, keep, pace
        self._nameless = settings.eutils_url == NCBI and not settings.ncbi_email
        self._replies = Replies(settings.data_folder / "replies")
        self._recent: OrderedDict[str, tuple[float, Citation]] = OrderedDict()
        self._lock = Lock()

    def __repr__(self) -> str:
        return f"Entrez({self._caller!r})"

    # ------------------------------------------------------------ what a Source promises

    def find(self, query: Query) -> Found:
        """The first ``query.limit`` records by PubMed's Best Match, with all that PubMed remarked on the query."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        hits = self.search(query.text, most=min(query.limit, MOST_LISTED))
        fetched = self.fetch_checked(hits.pmids)
        if hits.pmids and not fetched.citations:
            raise SourceRefused(f"{self._caller.server} listed {len(hits.pmids)} records and sent none of them.")
        warnings = dict.fromkeys((*hits.warnings, *fetched.warnings))
        return Found(query, fetched.citations, hits.count, hits.translation, self.name, at, tuple(warnings))

    def fetch(self, pmids: Sequence[str]) -> tuple[Citation, ...]:
        """The records of these PMIDs in the order asked; those that do not exist are left out (``fetch_checked`` names them)."""
        return self.fetch_checked(pmids).citations

    def state(self) -> LibraryState:
        """How many records PubMed says it holds and which build it is; zero and "" when it does not answer."""
        try:
            count, _, build = self.describe()
        except SourceError:
            return LibraryState(0, "")
        return LibraryState(count, build)

    def check(self) -> Health:
        """Whether the server answers; never raises one of our errors."""
        try:
            count, updated, build = self.describe()
        except EvidenceError as error:
            return Health(False, f"{error} {error.advice}")
        # NCBI asks for an address in every call, to write to before it blocks anybody (method.md, section 6).
        wish = " NCBI asks for an e-mail address: set EVIDENCE_NCBI_EMAIL." if self._nameless else ""
        return Health(True, f"{self._caller.server} answers: {count:,} records, build {build or 'not stated'}.{wish}", count, updated)

    # ------------------------------------------------------------ the utilities

    def search(
        self,
        term: str,
        *,
        most: int = 20,
        start: int = 0,
        sort: str = "relevance",
        dates: tuple[str, str] | None = None,
        date_type: str = "pdat",
        history: bool = False,
    ) -> Hits:
        """ESearch. ``dates``: first and last day as "YYYY/MM/DD", of publication ("pdat") or entry ("edat"); ``history``: keep it there."""
        if not term.strip():
            raise QueryError("The query is empty.")
        if start >= MOST_LISTED:
            raise QueryError(
                f"PubMed gives out only the first {MOST_LISTED:,} records of a search; {start:,} is beyond.",
                advice="Split the search by date.",
            )
        most = min(most, MOST_LISTED - start)
        more: dict[str, Any] = {"usehistory": "y"} if history else {}
        if dates:
            more |= {"mindate": dates[0], "maxdate": dates[1], "datetype": date_type}

        def read(body: bytes) -> Hits:
            return answers.hits(body, start=start, most=most)

        return self._ask("esearch", read, db="pubmed", term=term, retmax=most, retstart=start, sort=sort, **more)

    def search_all(self, term: str, *, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None) -> Hits:
        """Every PMID of a search, also beyond 9,999: halves by date of entry until each part can be listed."""
        whole = self.search(term, most=MOST_LISTED, sort="pub_date")
        if whole.count <= MOST_LISTED:
            return whole
        found: dict[str, None] = {}
        left_out: list[str] = []
        # The day of entry is whole for every record, which the day of publication is not; PubMed's first is in the 1960s.
        parts = [(date(1900, 1, 1), datetime.now(UTC).date() + timedelta(days=366))]
        while parts:
            if cancelled and cancelled():
                raise Cancelled("The search was stopped.")
            first, last = parts.pop()
            days = (f"{first:%Y/%m/%d}", f"{last:%Y/%m/%d}")
            part = self.search(term, most=MOST_LISTED, sort="pub_date", dates=days, date_type="edat")
            if part.count > MOST_LISTED and first < last:
                middle = first + (last - first) // 2
                parts += [(middle + timedelta(days=1), last), (first, middle)]
                continue
            found.update(dict.fromkeys(part.pmids))
            if part.count > MOST_LISTED:
                left_out.append(f"{part.count - len(part.pmids):,} records that came in on {days[0]} cannot be listed.")
            if progress:
                progress(len(found), whole.count)
        if len(found) != whole.count and not left_out:
            left_out.append(f"{len(found):,} records were listed where PubMed counts {whole.count:,}.")
        kept = tuple(each for each in whole.warnings if "gives out only" not in each)
        return Hits(tuple(found), whole.count, whole.translation, (*kept, *left_out))

    def fetch_checked(
        self,
        pmids: Iterable[str],
        *,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Fetched:
        """EFetch in batches by POST; what was asked and did not come is asked again, then named."""
        asked = tuple(dict.fromkeys(pmids))
        for pmid in asked:
            if not (pmid.isascii() and pmid.isdigit()):
                raise QueryError(f"{pmid[:40]!r} is not a PMID.", advice="A PMID is a number of up to 8 digits.")
        have = self._remembered(asked)
        wanted = [pmid for pmid in asked if pmid not in have]
        warnings: dict[str, None] = {}
        for begin in range(0, len(wanted), self._pace.batch):
            if cancelled and cancelled():
                raise Cancelled("Fetching was stopped.")
            batch = wanted[begin : begin + self._pace.batch]
            got, said = self._batch(batch)
            for _ in range(self._pace.again):
                if rest := [pmid for pmid in batch if pmid not in got]:
                    more, _ = self._batch(rest)
                    got |= more
            have |= got
            warnings.update(dict.fromkeys(said))
            self._remember(got)
            if progress:
                progress(min(begin + self._pace.batch, len(wanted)), len(wanted))
        missing = tuple(pmid for pmid in asked if pmid not in have)
        if missing:
            warnings[f"PubMed sent no record for PMID {', '.join(missing[:20])}{' ...' if len(missing) > 20 else ''}."] = None
        return Fetched(tuple(have[pmid] for pmid in asked if pmid in have), missing, tuple(warnings))

    def fetch_history(self, hits: Hits, *, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None) -> Fetched:
        """EFetch of a search kept on the history server (``search(history=True)``), in batches by WebEnv.

        A history that has expired meanwhile is no loss: the records are then fetched by their PMIDs.
        """
        web, key = hits.history
        have: dict[str, Citation] = {}
        total = len(hits.pmids)
        for start in range(0, total, self._pace.batch):
            if cancelled and cancelled():
                raise Cancelled("Fetching was stopped.")
            most = min(self._pace.batch, total - start)
            try:
                got = self._ask("efetch", self._records, db="pubmed", retmode="xml", WebEnv=web, query_key=key, retstart=start, retmax=most)
            except Expired:
                break
            have |= got
            self._remember(got)
            if progress:
                progress(start + most, total)
        rest = [pmid for pmid in hits.pmids if pmid not in have]
        fetched = self.fetch_checked(rest, cancelled=cancelled)
        have |= {citation.pmid: citation for citation in fetched.citations}
        return Fetched(tuple(have[pmid] for pmid in hits.pmids if pmid in have), fetched.missing, fetched.warnings)

    def post(self, pmids: Sequence[str]) -> tuple[str, str]:
        """EPost: leave PMIDs on the history server -> (WebEnv, query_key)."""
        web, key, _ = self._ask("epost", answers.posted, db="pubmed", id=",".join(pmids))
        return web, key

    def summaries(self, pmids: Sequence[str]) -> tuple[Summary, ...]:
        """ESummary, version 2.0, in the order asked; one with ``error`` set stands for a PMID that does not exist."""
        found: dict[str, Summary] = {}
        asked = tuple(dict.fromkeys(pmids))
        for begin in range(0, len(asked), self._pace.batch):
            ids = ",".join(asked[begin : begin + self._pace.batch])
            sent = self._ask("esummary", answers.summaries, db="pubmed", id=ids, version="2.0", retmode="xml")
            found |= {each.pmid: each for each in sent}
        return tuple(found.get(pmid, Summary(pmid, error="no summary was sent")) for pmid in asked)

    def related(self, pmid: str, link: str = "pubmed_pubmed") -> tuple[tuple[str, int], ...]:
        """ELink: (PMID, score) of similar articles, or of another link such as "pubmed_pubmed_citedin"; the record itself left out."""

        def read(body: bytes) -> tuple[tuple[str, int], ...]:
            return answers.links(body, link)

        scored = "neighbor_score" if link == "pubmed_pubmed" else "neighbor"
        found = self._ask("elink", read, dbfrom="pubmed", db="pubmed", id=pmid, linkname=link, cmd=scored)
        return tuple(each for each in found if each[0] != pmid)

    def cited_in(self, pmid: str) -> tuple[str, ...]:
        """ELink: PMIDs of the articles in PMC that cite this one."""
        return tuple(found for found, _ in self.related(pmid, "pubmed_pubmed_citedin"))

    def match(self, references: Sequence[Reference]) -> tuple[str, ...]:
        """ECitMatch: reference -> PMID, "" where PubMed finds none or several."""
        keys = tuple(f"r{number}" for number in range(len(references)))
        if not keys:
            return ()
        lines = (
            "|".join((*(part.replace("|", " ") for part in (each.journal, each.year, each.volume, each.page, each.author)), key, ""))
            for each, key in zip(references, keys, strict=True)
        )
        return self._ask("ecitmatch", lambda body: answers.matches(body, keys), db="pubmed", retmode="xml", bdata="\r".join(lines))

    def spell(self, term: str) -> str:
        """ESpell: the term with its spelling mended, "" when PubMed has nothing to mend."""
        return self._ask("espell", answers.spelling, db="pubmed", term=term)

    def describe(self) -> tuple[int, str, str]:
        """EInfo: how many records PubMed holds, when it was updated, and its build."""
        return self._ask("einfo", answers.database, db="pubmed")

    def replay(self) -> int:
        """Read the kept replies again, oldest first, and hand their records to ``keep``: after a better parser, without the network."""
        count = 0
        for body in self._replies:
            got = self._records(body)
            count += len(got)
            if self._keep and got:
                self._keep(tuple(got.values()))
        return count

    # ------------------------------------------------------------ records

    def _batch(self, pmids: Sequence[str], tries: int | None = None) -> tuple[dict[str, Citation], tuple[str, ...]]:
        """One EFetch. A reply that stays unreadable is halved until the record at fault stands alone and is named."""
        try:
            got = self._ask("efetch", self._records, tries=tries, db="pubmed", retmode="xml", id=",".join(pmids))
        except Nobody:
            return {}, ()
        except _Unreadable as error:
            if len(pmids) == 1:
                return {}, (f"The record of PMID {pmids[0]} cannot be read: {error}",)
            half = len(pmids) // 2
            left, said_left = self._batch(pmids[:half], tries=2)
            right, said_right = self._batch(pmids[half:], tries=2)
            return left | right, (*said_left, *said_right)
        strangers = sorted(set(got) - set(pmids), key=int)
        said = (f"PubMed also sent PMID {', '.join(strangers[:20])}, not asked for; left out.",) if strangers else ()
        return {pmid: got[pmid] for pmid in pmids if pmid in got}, said

    def _records(self, body: bytes) -> dict[str, Citation]:
        """An EFetch reply's records by PMID, the newest version of each; the reply itself is kept."""
        found: dict[str, Citation] = {}
        try:
            for record in records.read(io.BytesIO(body)):
                if isinstance(record, Citation):
                    known = found.get(record.pmid)
                    if known is None or record.version >= known.version:
                        found[record.pmid] = record
        except RecordsError as error:
            raise Passing(_Unreadable(self._caller.clean(str(error)))) from None
        if found and not self._caller.holds_key(body):
            try:
                self._replies.keep(body)
            except OSError as error:  # a full disk must not lose the records themselves
                log.warning("a reply could not be kept: %s", error.strerror)
        return found

    def _remembered(self, pmids: Iterable[str]) -> dict[str, Citation]:
        now = time.monotonic()
        with self._lock:
            found = {pmid: self._recent[pmid] for pmid in pmids if pmid in self._recent}
        return {pmid: citation for pmid, (at, citation) in found.items() if now - at < self._pace.same_for}

    def _remember(self, got: dict[str, Citation]) -> None:
        if self._keep and got:
            self._keep(tuple(got.values()))
        now = time.monotonic()
        with self._lock:
            for pmid, citation in got.items():
                self._recent[pmid] = (now, citation)
                self._recent.move_to_end(pmid)
            while len(self._recent) > 5000:
                self._recent.popitem(last=False)


class _Unreadable(SourceRefused):
    """An EFetch reply that is not a whole set of records."""
