"""An audit with what people made of its claims: edits are asked for in words and ids, checked, kept, and laid over the findings.

Takes the stored rows as a promise (``Rows``), so it names no door. Every edit starts from the claims as they stand for one run; a claim
that somebody else has changed meanwhile is refused, with who did so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from evidence import editing, status
from evidence.claims import selection
from evidence.editing import Outcome
from evidence.errors import ClaimError
from evidence.model import Audit, Citation, Claim, Edit, EditKind, Finding, Kind, PublicationStatus, Review, Stance, State


class Alone(Protocol):
    """A claim's own audit."""

    @property
    def finding(self) -> Finding: ...


class Rows(Protocol):
    """What the database promises (the store keeps it)."""

    def audit(self, run: str) -> Audit: ...
    def claim_edits(self, article: str) -> tuple[Edit, ...]: ...
    def edit_claims(self, article: str, edit: Edit, *, run: str = ...) -> Edit: ...
    def alone(self, article: str) -> Sequence[Any]: ...
    def reviews(self, article: str) -> Mapping[str, Review]: ...
    def get_citations(self, pmids: Sequence[str]) -> tuple[Citation, ...]: ...
    def others(self, records: Sequence[Citation]) -> Mapping[str, Mapping[str, PublicationStatus]]: ...


class Revision:
    """Editing the claims of audits, and reading audits as edited."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    # ------------------------------------------------------------ reading

    def standing(self, run: str) -> Audit:
        """The audit with the findings of the claims as they stand; the recorded one itself where nobody edited anything."""
        return self.laid_over(self._rows.audit(run))

    def laid_over(self, audit: Audit) -> Audit:
        edits = self._rows.claim_edits(audit.article.key)
        if not edits:
            return audit
        outcome = _outcome(audit, edits)
        own = {editing.said(one.finding.claim): self._looked_at(one.finding) for one in self._rows.alone(audit.article.key)}
        stand = self._rows.reviews(audit.article.key)
        findings = editing.findings(outcome, audit.findings, own)
        decided = tuple(replace(one, review=stand[one.claim.id]) if one.claim.id in stand else one for one in findings)
        return replace(audit, findings=decided, edits=outcome.edits)

    def outcome(self, run: str) -> Outcome:
        """The claims as they stand, the dropped ones and the orphans."""
        audit = self._rows.audit(run)
        return _outcome(audit, self._rows.claim_edits(audit.article.key))

    def _looked_at(self, finding: Finding) -> Finding:
        """A finding whose papers have changed their status since is stale (the sweep of alarms reaches recorded audits only)."""
        stands = [judgement for judgement in finding.judgements if judgement.stance != Stance.NEUTRAL]
        if finding.state != State.JUDGED or not stands:
            return finding
        records = self._rows.get_citations([judgement.pmid for judgement in stands])
        said = self._rows.others(records)
        now = {record.pmid: status.of(record, said.get(record.pmid, {})).status for record in records}
        changed = [one for one in stands if now.get(one.pmid, one.status) != one.status]
        if not changed:
            return finding
        first = changed[0]
        why = f"PMID {first.pmid} was {first.status.value} when this was judged and is {now[first.pmid].value} now. Audit this claim again."
        return replace(finding, state=State.STALE, explanation=why)

    # ------------------------------------------------------------ changing

    def add(
        self,
        run: str,
        start: int,
        end: int,
        *,
        by: str,
        words: str = "",
        kind: Kind | None = None,
        parts: Mapping[str, str] | None = None,
        reason: str = "",
    ) -> Edit:
        """A new claim at the selected stretch ``[start, end)`` of the article's text, in its own or in other words."""
        audit = self._rows.audit(run)
        claim = _asked(selection.selected, audit.article, start, end, words)
        if kind or parts:
            claim = _asked(selection.reread, claim, kind, parts)
        return self._keep(audit, Edit(EditKind.ADD, (), (claim,), _quotes(audit, claim), reason, by))

    def edit(
        self,
        run: str,
        claim: str,
        *,
        by: str,
        words: str = "",
        kind: Kind | None = None,
        parts: Mapping[str, str] | None = None,
        reason: str = "",
    ) -> Edit:
        """Other words, another kind or another question for a claim."""
        audit, outcome = self._read(run)
        before = after = _claim(outcome, claim)
        if words.strip() and " ".join(words.split()) != " ".join(before.text.split()):
            after = _asked(selection.reworded, audit.article, before, words)
        if kind or parts:
            after = _asked(selection.reread, after, kind, parts)
        return self._keep(audit, Edit(EditKind.EDIT, (before,), (after,), _quotes(audit, after), reason, by), outcome)

    def split(self, run: str, claim: str, parts: Sequence[str], *, by: str, reason: str = "") -> Edit:
        """One claim as several, each in its own words."""
        audit, outcome = self._read(run)
        before = _claim(outcome, claim)
        said = [part for part in parts if part.strip()]
        if len(said) < 2:
            raise ClaimError("A claim is split into two parts or more.", advice="Write each part as a full statement of its own.")
        after = tuple(_asked(selection.reworded, audit.article, before, part) for part in said)
        return self._keep(audit, Edit(EditKind.SPLIT, (before,), after, _quotes(audit, *after), reason, by), outcome)

    def merge(self, run: str, claims: Sequence[str], words: str, *, by: str, reason: str = "") -> Edit:
        """Several claims as one, in these words."""
        audit, outcome = self._read(run)
        before = tuple(_claim(outcome, one) for one in dict.fromkeys(claims))
        if len(before) < 2:
            raise ClaimError("Two claims or more are merged.", advice="Name another claim of the same article.")
        after = _asked(selection.joined, audit.article, before, words)
        return self._keep(audit, Edit(EditKind.MERGE, before, (after,), _quotes(audit, after), reason, by), outcome)

    def drop(self, run: str, claim: str, *, by: str, reason: str) -> Edit:
        """Takes a claim off the list, for a reason; it stays in the log and can be restored."""
        audit, outcome = self._read(run)
        if not reason.strip():
            raise ClaimError("A claim is dropped for a reason.", advice="Say in words why it is no claim to check.")
        return self._keep(audit, Edit(EditKind.DROP, (_claim(outcome, claim),), reason=reason, actor=by), outcome)

    def restore(self, run: str, claim: str, *, by: str, reason: str = "") -> Edit:
        """Puts a dropped claim back."""
        audit, outcome = self._read(run)
        dropped = next((one.claim for one in outcome.dropped if one.claim.id == claim), None)
        if dropped is None:
            raise ClaimError("No such claim was dropped.")
        return self._keep(audit, Edit(EditKind.RESTORE, (), (dropped,), _quotes(audit, dropped), reason, by), outcome)

    def _read(self, run: str) -> tuple[Audit, Outcome]:
        audit = self._rows.audit(run)
        return audit, _outcome(audit, self._rows.claim_edits(audit.article.key))

    def _keep(self, audit: Audit, edit: Edit, outcome: Outcome | None = None) -> Edit:
        if not edit.actor.strip():
            raise ClaimError("Nobody is named who makes this change.", advice="Type your name: it stands in the log beside the change.")
        outcome = outcome or _outcome(audit, self._rows.claim_edits(audit.article.key))
        problem = editing.refusal(outcome, edit)
        if problem:
            raise ClaimError(problem, advice="Look at the claims as they stand now, then try again; nothing was changed.")
        return self._rows.edit_claims(audit.article.key, edit, run=audit.run.id)


def _outcome(audit: Audit, edits: Sequence[Edit]) -> Outcome:
    return editing.replay(audit.article.text, [finding.claim for finding in audit.findings], edits)


def _claim(outcome: Outcome, claim_id: str) -> Claim:
    standing = outcome.of(claim_id)
    if standing is None:
        heirs = outcome.heirs(claim_id)
        if heirs:
            raise ClaimError("This claim was changed by somebody meanwhile.", advice=f"What stands now: {', '.join(heirs)}.")
        raise ClaimError(f"No claim {claim_id} stands in this article.")
    return standing.claim


def _quotes(audit: Audit, *claims: Claim) -> tuple[str, ...]:
    return tuple(audit.article.text[claim.start : claim.end] for claim in claims)


def _asked(make: Any, *arguments: Any) -> Claim:
    """What a person asked for, made; what cannot be made is told in plain words."""
    try:
        made: Claim = make(*arguments)
    except ValueError as error:
        raise ClaimError(str(error), advice="Correct it and try again; nothing was changed.") from None
    return made
