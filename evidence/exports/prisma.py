"""The record of the searches as a PRISMA-S sheet for the article and for each claim: sixteen items, each filled or "not done".

The items are those of the PRISMA-S checklist (Rethlefsen et al., "PRISMA-S: an extension to the PRISMA Statement for Reporting
Literature Searches in Systematic Reviews", Systematic Reviews 2021). What the machine did not do is said so, never left empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from evidence.exports.markdown import escaped, named, on_one_line
from evidence.model import Audit, Finding, Resolution, Rung, Search

NOT_DONE = "Not done"
_PERSON = "person"  # the source of what a person added to a claim by hand (``pipeline.PERSON``)
ITEMS = (
    "Database name",
    "Multi-database searching",
    "Study registries",
    "Online resources and browsing",
    "Citation searching",
    "Contacts",
    "Other methods",
    "Full search strategies",
    "Limits and restrictions",
    "Search filters",
    "Prior work",
    "Updates",
    "Dates of searches",
    "Peer review",
    "Total records",
    "Deduplication",
)
_PLATFORMS = {
    "pubmed": "PubMed (U.S. National Library of Medicine) through the NCBI E-utilities",
    "library": "Local library of PubMed records, asked in PubMed's query syntax",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the checklist, numbered from 1. ``lines``: what was done; without any it was not."""

    number: int
    name: str
    lines: tuple[str, ...] = ()
    remark: str = ""

    @property
    def done(self) -> bool:
        return bool(self.lines)


def items(audit: Audit, findings: Sequence[Finding] | None = None) -> tuple[Item, ...]:
    """The sixteen items for the whole article, or for these findings of it."""
    kept = audit.findings if findings is None else tuple(findings)
    searches = tuple(search for finding in kept for search in finding.searches)
    answered = tuple(search for search in searches if not search.failed)
    said: dict[int, tuple[tuple[str, ...], str]] = {
        1: (_databases(audit, searches), ""),
        2: ((), "one database on one platform, so nothing was searched at once with another"),
        3: ((), "no study registry was searched; registry numbers stand in the records themselves"),
        4: ((), "no web site, table of contents or print source was searched or browsed"),
        5: ((), "neither cited nor citing articles of what was found were looked through"),
        6: ((), "no author, expert or maker was asked"),
        7: (_by_hand(searches) + (_other(audit) if findings is None else ()), "no other method was used"),
        8: (_strategies(kept), "no search was sent"),
        9: (_limits(searches), "no search was sent"),
        10: ((), "no published search filter was used"),
        11: (_prior(audit, searches), "no search was sent"),
        12: ((), "this sheet is of one run; a later run has its own sheet with its own dates"),
        13: (_dates(searches), "no search was sent"),
        14: ((), "the strategies were written by a program and read by no second searcher (PRESS)"),
        15: (_totals(answered, searches), "no search was answered"),
        16: (_duplicates(answered), "no search was answered"),
    }
    return tuple(Item(number, name, said[number][0], said[number][1]) for number, name in enumerate(ITEMS, 1))


def render(audit: Audit) -> bytes:
    """The article's sheet, then one for every claim, as Markdown."""
    lines = [*_head(audit), "## The whole article", "", *_sheet(items(audit))]
    for number, finding in enumerate(audit.findings, 1):
        lines += ["", f"## Claim {number}", "", *_of_claim(audit, finding)]
    return ("\n".join(lines).rstrip() + "\n").encode("utf-8")


def claim(audit: Audit, claim_id: str) -> bytes:
    """The sheet of one claim of the audit; KeyError when it has no such claim."""
    for finding in audit.findings:
        if finding.claim.id == claim_id:
            return ("\n".join([*_head(audit), *_of_claim(audit, finding)]).rstrip() + "\n").encode("utf-8")
    raise KeyError(claim_id)


def page(audit: Audit, claim_id: str = "") -> bytes:
    """The sheet as one HTML page that prints on its own: the article's and every claim's, or one claim's; KeyError when there is none such.

    It loads nothing and runs nothing; every word of article and records is escaped.
    """
    wanted = [(number, finding) for number, finding in enumerate(audit.findings, 1) if claim_id in ("", finding.claim.id)]
    if claim_id and not wanted:
        raise KeyError(claim_id)
    run, title = audit.run, audit.article.title or audit.article.source
    facts = (f"Run {run.id}", f"{run.started_at} to {run.finished_at} (UTC)", run.software, f"judge {run.judge}", f"policy {run.policy}")
    body = [f"<h1>PRISMA-S search record: {_shown(title)}</h1><p class=quiet>{' · '.join(_shown(fact) for fact in facts if fact)}</p>"]
    if not claim_id:
        body.append(f"<section><h2>The whole article</h2>{as_html(items(audit))}</section>")
    for number, finding in wanted:
        head = f"<h2>Claim {number}</h2><p class=claim>{_shown(finding.claim.text)}</p><p class=quiet>{_shown(named(finding))}</p>"
        body.append(f"<section>{head}{as_html(items(audit, (finding,)))}</section>")
    source = "<footer>Items: PRISMA-S (Rethlefsen et al. 2021). Citation data: courtesy of the U.S. National Library of Medicine.</footer>"
    head = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>PRISMA-S: {_shown(title)}</title><style>{_PRINT}</style></head>'
    )
    return f"{head}<body>{''.join(body)}{source}</body></html>\n".encode()


def as_html(made: Sequence[Item]) -> str:
    """The items as an ordered list; what was not done is told apart."""
    rows = []
    for item in made:
        lines = [_marked_up(line) for line in item.lines]
        told = f"<p>{lines[0]}</p>" if len(lines) == 1 else f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"
        if not item.done:
            told = f"<p class=undone><b>{NOT_DONE}</b>: {_shown(item.remark)}.</p>"
        rows.append(f"<li><h3>{item.name}</h3>{told}</li>")
    return f"<ol class=sheet>{''.join(rows)}</ol>"


_PRINT = (
    "body{font:15px/1.5 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1d2930;overflow-wrap:anywhere}"
    "h1{font-size:1.5rem}h2{font-size:1.2rem;margin:2rem 0 .3rem}h3{font-size:1rem;margin:0}p{margin:.15rem 0 .5rem}"
    ".quiet,footer,.undone{color:#55626b}.claim{font-weight:600}ol.sheet>li{margin:.5rem 0;break-inside:avoid}"
    "code{font-size:.85em;background:#f0eee8;padding:.05em .3em;white-space:pre-wrap}"
    "@media print{body{margin:0;max-width:none;font-size:11pt}section{break-before:page}section:first-of-type{break-before:auto}"
    "code{background:none}}"
)
# What the lines of the items are written in: code spans, bold, and signs that Markdown would read behind a backslash.
_PIECES = re.compile(r"`([^`]*)`|\*\*([^*]+)\*\*|\\(.)|([^`*\\]+|.)", re.DOTALL)


def _marked_up(line: str) -> str:
    """A line of an item as HTML, every character of it shown as Markdown would show it."""
    tags = {"code": "code", "bold": "b"}
    return "".join(f"<{tags[kind]}>{escape(words)}</{tags[kind]}>" if kind in tags else escape(words) for kind, words in pieces(line))


def pieces(line: str) -> tuple[tuple[str, str], ...]:
    """A line of an item as ("code" | "bold" | "", words), for whoever draws it without Markdown."""
    found: list[tuple[str, str]] = []
    for match in _PIECES.finditer(line):
        code, bold, sign, words = match.groups()
        kind = "code" if code is not None else "bold" if bold else ""
        found.append((kind, code or bold or sign or words or ""))
    return tuple(found)


def _shown(text: str) -> str:
    return escape(on_one_line(text))


def _head(audit: Audit) -> Iterator[str]:
    run = audit.run
    yield from (f"# PRISMA-S search record: {escaped(audit.article.title or audit.article.source)}", "")
    yield f"Run `{_code(run.id)}`, {escaped(run.started_at)} to {escaped(run.finished_at)}, {escaped(run.software)}, "
    yield f"judge {escaped(run.judge)}, policy {escaped(run.policy)}. Text sha256 `{audit.article.sha256}`. Times are UTC."
    yield ""


def _of_claim(audit: Audit, finding: Finding) -> Iterator[str]:
    yield from (f"**{named(finding)}**: {escaped(finding.claim.text)}", "", f"`{_code(finding.claim.id)}`", "")
    yield from _sheet(items(audit, (finding,)))


def _sheet(made: Sequence[Item]) -> Iterator[str]:
    for item in made:
        if len(item.lines) == 1:
            yield f"{item.number}. **{item.name}.** {item.lines[0]}"
        elif item.done:
            yield f"{item.number}. **{item.name}.**"
            yield from (f"    - {line}" for line in item.lines)
        else:
            yield f"{item.number}. **{item.name}.** {NOT_DONE}: {item.remark}."


def _databases(audit: Audit, searches: Sequence[Search]) -> tuple[str, ...]:
    names = dict.fromkeys([search.source for search in searches if search.source != _PERSON] or [audit.run.source])
    held = audit.run.library
    size = f"; {held.records:,} records, state `{_code(held.digest)}`" if held.records else ""
    return tuple(f"{_PLATFORMS.get(name, escaped(name))}{size if name == audit.run.source else ''}" for name in names)


def _by_hand(searches: Sequence[Search]) -> tuple[str, ...]:
    pmids = dict.fromkeys(pmid for search in searches if search.source == _PERSON for pmid in search.pmids)
    return (f"Added to a claim by a person, with name and reason in the log: PMID {', '.join(pmids)}.",) if pmids else ()


def _other(audit: Audit) -> tuple[str, ...]:
    if not audit.references:
        return ()
    found = sum(one.resolution == Resolution.FOUND for one in audit.references)
    left = sum(one.resolution == Resolution.UNCHECKED for one in audit.references)
    return (
        f"The article's own references were looked up: {len(audit.references)} in all, {found} found, {left} unchecked. They were not "
        "added to what the searches found.",
    )


def _strategies(kept: Sequence[Finding]) -> tuple[str, ...]:
    lines = []
    for number, finding in enumerate(kept, 1):
        for search in finding.searches:
            whose = f"claim {number}, " if len(kept) > 1 else ""
            rung = "counter-evidence" if search.rung == Rung.COUNTER else search.rung.value
            line = f"{whose}{rung}: `{_code(search.query)}`"
            if search.purpose:
                line += f" ({escaped(search.purpose.rstrip('.'))})"
            if search.translation and search.translation != search.query:
                line += f"; understood as `{_code(search.translation)}`"
            if search.failed:
                line += f"; **failed**: {escaped(search.failed)}"
            lines.append(line + "".join(f"; remark: {escaped(warning)}" for warning in search.warnings))
    return tuple(lines)


def _limits(searches: Sequence[Search]) -> tuple[str, ...]:
    if not searches:
        return ()
    most = max(search.fetched for search in searches)
    cut = sum(search.count > search.fetched for search in searches if not search.failed)
    line = "No limit of language, date, age or publication type beyond what the strategies above spell out."
    if cut:
        line += f" Of {cut} of {len(searches)} searches only the first records by relevance were taken, at most {most}."
    return (line,)


def _prior(audit: Audit, searches: Sequence[Search]) -> tuple[str, ...]:
    if not searches:
        return ()
    return (f"No earlier search was adapted; the strategies were made from the claims' words by {escaped(audit.run.software)}.",)


def _dates(searches: Sequence[Search]) -> tuple[str, ...]:
    if not searches:
        return ()
    times = sorted(search.at for search in searches)
    return (escaped(times[0]) if times[0] == times[-1] else f"{escaped(times[0])} to {escaped(times[-1])}",)


def _totals(answered: Sequence[Search], searches: Sequence[Search]) -> tuple[str, ...]:
    if not answered:
        return ()
    hits, taken = sum(search.count for search in answered), sum(search.fetched for search in answered)
    failed = len(searches) - len(answered)
    line = f"{hits:,} records in {len(answered)} searches, {taken:,} of them taken"
    return (f"{line}; {failed} searches failed and brought none." if failed else f"{line}.",)


def _duplicates(answered: Sequence[Search]) -> tuple[str, ...]:
    if not answered:
        return ()
    taken = [pmid for search in answered for pmid in search.pmids]
    single = len(set(taken))
    return (f"By PMID: {len(taken):,} records taken, {len(taken) - single:,} of them more than once, {single:,} left.",)


def _code(query: str) -> str:
    """The string for a code span, where only the back quote would end it; every character of it stays as it was sent."""
    return on_one_line(query).replace("`", "'")
