"""Settings -> the doors, built once, for every face: command line, worker, dashboard.

The starter library is read in on first use, and again when a newer one ships. Nothing is opened before it is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from threading import RLock
from typing import Any

from evidence import judges, pipeline, verdicts
from evidence.errors import ClaimError, EvidenceError, SettingsError, StoreError
from evidence.jobs import Handler, Jobs, Report, new_id
from evidence.judges import endpoint
from evidence.model import Article, Audit, Citation, Claim, Finding, PublicationStatus, Reference, Run, State
from evidence.revision import Revision
from evidence.rules import material
from evidence.settings import Settings
from evidence.sources import endpoint as chat
from evidence.sources import entrez, folders, notices
from evidence.sources.entrez import Entrez
from evidence.sources.library import Library
from evidence.status import StatusReport
from evidence.store import Store

SOURCES = ("library", "pubmed")
JUDGE, POLICY = "lexical-pair-2", verdicts.CLINICAL_1.name
STARTER = "library/starter.json"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that ``evidence check`` looked at: what it is, whether it works, and in words how it stands."""

    name: str
    ok: bool
    detail: str
    exit_code: int = 0


class Installation:
    """One installation's doors. Safe to share between threads."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self.settings, self.store = settings, store
        self.jobs = Jobs(store, settings.data_folder)
        self.revision = Revision(store)
        self._library: Library | None = None
        self._entrez: Entrez | None = None
        self._unkept: list[Citation] = []
        self._pairs: dict[str, pipeline.Judge] = {}
        self._lock = RLock()

    @classmethod
    def open(cls, settings: Settings) -> Installation:
        """Opens the database; StoreError where that cannot be used."""
        store = Store.open(settings.database)
        store.database.signed_in = settings.people == "oidc"
        return cls(settings, store)

    def close(self) -> None:
        self.store.close()

    @property
    def library(self) -> Library:
        """The local library, with at least the starter notes in it."""
        with self._lock:
            if self._library is None:
                library = Library(self.store, self.settings.index_folder)
                mark = sha256(material.read(STARTER)).hexdigest()
                if self.store.setting("starter") != mark:
                    library.import_file(material.path(STARTER))
                    self.store.put_setting("starter", mark)
                self._library = library
            return self._library

    @property
    def entrez(self) -> Entrez:
        """PubMed over the network; what it sends is kept in the library."""
        with self._lock:
            if self._entrez is None:
                self._entrez = Entrez(self.settings, self._keep)
            return self._entrez

    def _keep(self, citations: Sequence[Citation]) -> None:
        """Fetched records go into the library; while that is busy they wait, and ``record`` sees to it that none is left over."""
        with self._lock:
            self._unkept += citations
        with suppress(StoreError):
            self._keep_all()

    def _keep_all(self) -> None:
        with self._lock:
            waiting, self._unkept = self._unkept, []
        try:
            if waiting:
                self.library.add(waiting)
        except StoreError:
            with self._lock:
                self._unkept = waiting + self._unkept
            raise

    def source(self, name: str) -> pipeline.Source:
        """The source of this name, one of SOURCES."""
        if name not in SOURCES:
            raise SettingsError(f"There is no source {name!r}.", advice=f"Choose one of: {', '.join(SOURCES)}.")
        return self.library if name == "library" else self.entrez

    def judge(self, name: str = JUDGE) -> pipeline.Judge:
        """The judge of this name: one that ships, or one of a folder with a network (docs/judges.md)."""
        if name in judges.NAMES:
            return judges.get(name)
        if name == endpoint.NAME:
            return self._endpoint()
        with self._lock:
            if name not in self._pairs and (found := folders.judge(self.judge_folders(), name)) is not None:
                self._pairs[name] = found
            if name in self._pairs:
                return self._pairs[name]
        raise SettingsError(f"There is no judge {name!r}.", advice=f"Choose one of: {', '.join(self.judge_names())}.")

    def judge_folders(self) -> tuple[folders.Folder, ...]:
        """The folders that hold, or want to hold, a pair judge: the product's own, then those of the data folder."""
        return folders.listed(((material.FOLDER / "judges", True), (self.settings.pair_folder, False)))

    def judge_names(self) -> tuple[str, ...]:
        """Every judge that can be asked for by name, the one in use first."""
        named = (name for folder in self.judge_folders() if folder.card for name in (folder.name, folder.stacked_name) if name)
        return tuple(dict.fromkeys((JUDGE, *judges.NAMES, *named, *((endpoint.NAME,) if self.settings.endpoint_url else ()))))

    def endpoint_notice(self) -> str:
        """What a person must know before anything is sent; SettingsError where no endpoint is set."""
        held = self.settings
        if not held.endpoint_url or not held.endpoint_model:
            missing = "EVIDENCE_ENDPOINT_MODEL" if held.endpoint_url else "EVIDENCE_ENDPOINT_URL"
            raise SettingsError(f"The judge endpoint is off: {missing} is not set.", advice="Set it; docs/judges.md says how.")
        return endpoint.NOTICE.format(server=held.endpoint_url, requests=held.endpoint_requests, tokens=held.endpoint_tokens)

    def allow_endpoint(self) -> None:
        """A person has read the notice; another address or model asks again."""
        self.endpoint_notice()
        self.store.put_setting(self._consent, now())

    def endpoint_allowed(self) -> str:
        """When the notice was accepted for this address and model, ISO 8601 UTC; "" where it was not."""
        return self.store.setting(self._consent) or ""

    @property
    def _consent(self) -> str:
        return f"endpoint allowed: {self.settings.endpoint_url} {self.settings.endpoint_model}"

    def _endpoint(self) -> pipeline.Judge:
        """A judge with a budget of its own: one for each audit."""
        self.endpoint_notice()
        if not self.endpoint_allowed():
            raise SettingsError("Nobody has accepted the notice of the judge endpoint yet.", advice="Read it with: evidence judges allow")
        held = self.settings
        budget = chat.Budget(held.endpoint_requests, held.endpoint_tokens)
        key = held.endpoint_key.get_secret_value()
        door = chat.Chat(held.endpoint_url, held.endpoint_model, key, budget, seconds=held.endpoint_seconds)
        return endpoint.Endpoint(held.endpoint_model, held.endpoint_url, door.ask, self.store.setting, self.store.put_setting)

    def policy(self, name: str = POLICY) -> verdicts.Policy:
        """The policy of this name."""
        if name not in verdicts.POLICIES:
            raise SettingsError(f"There is no policy {name!r}.", advice=f"Choose one of: {', '.join(verdicts.POLICIES)}.")
        return verdicts.POLICIES[name]

    def examine(
        self,
        article: Article,
        source: str = "library",
        judge: str = JUDGE,
        policy: str = POLICY,
        *,
        limit: int = pipeline.LIMIT,
        run_id: str = "",
        progress: pipeline.Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
        beside: str = "",
    ) -> Audit:
        """Audits the article without keeping the audit; the arguments are those of ``pipeline.audit``, doors by name."""
        return pipeline.audit(
            article,
            self.source(source),
            self.judge(judge),
            self.policy(policy),
            clock=now,
            run_id=run_id or new_id(),
            software=software(),
            limit=limit,
            progress=progress,
            cancelled=cancelled,
            others=self.others,
            notices=tuple((one.name, one.as_of) for one in self.store.notice_sources()),
            match=self._match if source == "pubmed" else None,
            added=self._added(article),
            beside=self.judge(beside) if beside else None,
        )

    def audit(self, article: Article, source: str = "library", judge: str = JUDGE, policy: str = POLICY, **more: Any) -> Audit:
        """``examine``, then ``record``."""
        audit = self.examine(article, source, judge, policy, **more)
        self.record(audit)
        return audit

    def record(self, audit: Audit) -> None:
        """Keeps the audit, and with it every record that it rests on; StoreError where either cannot be kept."""
        self._keep_all()
        self.store.record(audit)

    def find(self, claim: Claim, source: str = "library", judge: str = JUDGE, policy: str = POLICY, limit: int = pipeline.LIMIT) -> Finding:
        """One statement: its searches, what they found and the verdict on it; nothing is recorded."""
        gathered = pipeline.gather(claim, self.source(source), limit, now)
        doors = (self.judge(judge), self.policy(policy))
        return pipeline.settle(claim, gathered.citations, gathered.searches, *doors, others=self.others)

    def audit_claim(self, run: str, claim: str, source: str = "", *, actor: str = "machine", run_id: str = "") -> Finding:
        """Audits one claim of an audit as it stands by itself, with that audit's judge and policy, and keeps what was found.

        ``source``: that of the audit, where none is named. ClaimError where no such claim stands.
        """
        audit = self.revision.standing(run)
        asked = next((finding.claim for finding in audit.findings if finding.claim.id == claim), None)
        if asked is None:
            raise ClaimError(f"No claim {claim} stands in this article.")
        doors = source or audit.run.source, audit.run.judge, audit.run.policy
        started, at = now(), self.source(doors[0]).state()
        if asked.checkable:
            finding = self.find(asked, *doors)
        else:
            finding = Finding(asked, State.NOT_CHECKABLE, explanation=pipeline.NOT_CHECKABLE[asked.kind])
        self._keep_all()
        made = Run(run_id or new_id(), started, now(), self.source(doors[0]).name, at, *doors[1:], software())
        self.store.record_alone(audit.article.key, finding, made, actor=actor)
        return finding

    def others(self, records: Sequence[Citation]) -> Mapping[str, Mapping[str, PublicationStatus]]:
        """What the sources of notices say of each record, as ``status.of`` wants it: PMID -> source -> status."""
        return self.store.others(records)

    def _match(self, found: Sequence[Reference]) -> tuple[str, ...]:
        """PubMed's own matching of citations (ECitMatch)."""
        return self.entrez.match([entrez.Reference(one.journal, one.year, one.volume, one.page, one.author) for one in found])

    def _added(self, article: Article) -> pipeline.Added | None:
        """The citations that people put beside the article's claims; None where there are none."""
        pmids: dict[str, list[str]] = {}
        for one in self.store.added(article=article.key):
            pmids.setdefault(one.claim, []).append(one.pmid)
        return (lambda claim: self.library.shelf.get_citations(pmids.get(claim.id, []))) if pmids else None

    def status(self, record: Citation) -> StatusReport:
        """The record's status by PubMed and all other sources, each with its own answer and date."""
        return self.store.status(record)

    def import_notices(self, path: Path | str, **more: Any) -> notices.Outcome:
        """Reads the Retraction Watch CSV or a list of retracted PMIDs; the arguments are those of ``notices.import_file``."""
        return notices.import_file(self.store, path, **more)

    def handlers(self) -> Mapping[str, Handler]:
        """What the worker process can do: kind of job -> how."""
        return {"audit": partial(_audit, self), "claim": partial(_alone, self)}

    def checks(self, network: bool = True) -> tuple[Check, ...]:
        """The health of database, library and, if asked for, network. What fails is told, never raised."""
        found = [_tried("database", self._database), _tried("library", self._library_state)]
        if network:
            health = self.entrez.check()
            found.append(Check("pubmed", health.ok, health.message, 0 if health.ok else 4))
        return tuple(found)

    def _database(self) -> str:
        events = self.store.verify_log()
        return f"{len(self.store.audits()):,} audits of {len(self.store.articles()):,} articles; the log of {events:,} events is whole."

    def _library_state(self) -> str:
        state = self.library.state()
        return f"{state.records:,} records, digest {state.digest}."


def now() -> str:
    """The time as ISO 8601 UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def software() -> str:
    """Name and version of this product."""
    try:
        return f"evidence-review {metadata.version('evidence-review')}"
    except metadata.PackageNotFoundError:
        return "evidence-review, not installed"


def _audit(installation: Installation, payload: Mapping[str, Any], report: Report) -> str:
    """The job "audit": payload ``version`` (of the stored article), ``source``, and optionally ``judge``, ``policy``, ``limit``.

    The audit's run id is the job's: a job that is taken up again after its audit was recorded does nothing twice.
    """
    store = installation.store
    if report.job in store.runs(report.job):
        return report.job
    article = store.article(payload["version"])
    audit = installation.audit(
        article,
        payload.get("source", "library"),
        payload.get("judge", JUDGE),
        payload.get("policy", POLICY),
        limit=payload.get("limit", pipeline.LIMIT),
        beside=payload.get("beside", ""),
        run_id=report.job,
        progress=lambda done, total, claim: report(done, total, claim.text if claim else "Keeping what was found."),
        cancelled=report.cancelled,
    )
    return audit.run.id


def _alone(installation: Installation, payload: Mapping[str, Any], report: Report) -> str:
    """The job "claim": payload ``run``, ``claim`` and optionally ``source``: one claim of an audit by itself. To repeat it is harmless."""
    report(0, 1, "Searching for this claim.")
    installation.audit_claim(payload["run"], payload["claim"], payload.get("source", ""), run_id=report.job)
    return str(payload["run"])


def _tried(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except EvidenceError as error:
        return Check(name, False, f"{error} {error.advice}", error.exit_code)
