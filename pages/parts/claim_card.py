"""One finding's card: label, reason and words, wording advice, both sides, the searches, the claim in parts."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.model import Audit, Edit, EditKind, Event, Finding, Judgement, Search, Stance
from pages.parts import emphasis, signs, words
from pages.parts.cards import act, blank, chip, draw, icon, note, sign
from pages.parts.markup import Markup, join, tag
from pages.parts.wiring import Same

MOST_DOTS = 12


def verdict(finding: Finding, number: int, parent: str) -> None:
    """The head of a claim's card: label, reason, explanation, both sides. ``parent``: the sentence of a rewritten claim, else ""."""
    claim, value, mark = finding.claim, finding.verdict, signs.of(finding)
    row = tag(
        "div",
        sign(mark, big=True),
        tag("span", words.sentence(signs.REASONS[value.reason]) if value else mark.meaning, cls="quiet"),
        cls="row",
    )
    about = tag(
        "div",
        chip(f"Claim {number}"),
        chip(claim.kind.value),
        _risk(finding),
        chip(claim.certainty.value, " wording"),
        chip("attributed to ", claim.attribution) if claim.attribution else "",
        cls="chips",
    )
    parent = emphasis.plain(parent)
    lead_in = tag("span", claim.context.rstrip(" :"), ": ") if parent and claim.context else ""
    source = (
        join(tag("p", "Completed from the list" if lead_in else "Completed from the sentence", cls="over"), lead_in, parent)
        if parent
        else ""
    )
    draw(
        row,
        tag("h2", emphasis.plain(claim.text), cls="claim-words", dir="auto"),
        tag("div", source, cls="parent", dir="auto") if source else "",
        about,
        tag("p", finding.explanation or (value.explanation if value else mark.meaning), cls="why"),
        cls=f"verdict tone-{mark.tone}",
    )


def _risk(finding: Finding) -> Markup:
    risk = signs.RISKS[finding.claim.risk]
    return tag("span", icon(risk.icon), risk.word, cls=f"chip filled tone-{risk.tone}", title=finding.claim.risk_reason or None)


def wording(finding: Finding) -> None:
    """The softer sentence, where the words promise more than the evidence."""
    advice = finding.wording
    if advice.overstated:
        suggestion = (
            join(tag("p", "Suggested wording", cls="over"), tag("p", advice.suggestion, cls="claim-words")) if advice.suggestion else ""
        )
        draw(tag("p", icon("edit"), " ", tag("b", "The wording goes further than the evidence. "), advice.why), suggestion, cls="panel")


def balance(finding: Finding) -> None:
    """Who supports and who refutes, level by level: a filled square counts, an outlined one is only shown."""
    counted = {weighed.pmid for weighed in finding.verdict.weighed if weighed.counted} if finding.verdict else set()
    rows = []
    for name in dict.fromkeys(words.level(judgement.graded) for judgement in _by_level(finding.judgements)):
        here = [judgement for judgement in finding.judgements if words.level(judgement.graded) == name]
        rows.append(
            tag(
                "tr",
                tag("td", _dots([j.pmid in counted for j in here if j.stance == Stance.SUPPORTS], "supported", "supporting"), cls="left"),
                tag("th", name, scope="row"),
                tag("td", _dots([j.pmid in counted for j in here if j.stance == Stance.REFUTES], "contradicted", "refuting"), cls="right"),
            )
        )
    if rows:
        head = tag(
            "tr", tag("th", "Supports", scope="col", cls="left"), tag("th", "", scope="col"), tag("th", "Refutes", scope="col", cls="right")
        )
        draw(
            tag("table", head, *rows, cls="balance"),
            tag("p", "Filled squares count towards the label; outlined ones are shown and do not.", cls="quiet small"),
            cls="panel",
        )


def _by_level(judgements: Sequence[Judgement]) -> list[Judgement]:
    return sorted((j for j in judgements if j.stance != Stance.NEUTRAL), key=lambda j: (j.graded.level is None, j.graded.level or 0))


def _dots(filled: Sequence[bool], tone: str, says: str) -> Markup:
    """One square a citation, counted ones first; more than a row's worth as a number."""
    dots = [tag("span", cls="dot" if yes else "dot hollow") for yes in sorted(filled, reverse=True)[:MOST_DOTS]]
    more = tag("span", f"+{len(filled) - MOST_DOTS}", cls="small") if len(filled) > MOST_DOTS else ""
    label = f"{sum(filled)} {says}, counted; {len(filled) - sum(filled)} not counted"
    return tag("span", *dots, more, cls=f"dots tone-{tone}", role="img", aria_label=label) if filled else Markup("")


def facts(finding: Finding) -> None:
    """What the claim says, in parts."""
    claim = finding.claim
    rows = (
        *words.pico(claim.pico),
        ("Direction", claim.direction.value),
        ("Numbers", ", ".join(number.words for number in claim.numbers)),
        ("Under the heading", claim.heading),
        ("Introduced by", claim.context),
        ("Risk", words.listed((claim.risk.value, claim.risk_reason))),
        ("Worth checking", words.listed(("yes" if claim.check_worthy else "no", claim.check_worthy_reason))),
        ("Place", f"characters {claim.start:,} to {claim.end:,} of the frozen text"),
        ("Policy", finding.verdict.policy if finding.verdict else ""),
    )
    draw(tag("dl", *(join(tag("dt", name), tag("dd", said)) for name, said in rows if said), cls="facts"), cls="panel")


def searches(made: Sequence[Search]) -> None:
    """Every query that was sent, as sent, with what came back."""
    if not made:
        blank("search_off", "No search was made", "This claim was not searched, so nothing stands for or against it.")
        return
    draw(tag("ol", *(_search(search) for search in made), cls="searches"), cls="panel")


def _search(search: Search) -> Markup:
    outcome = (
        note("cloud_off", "failed", tag("p", tag("b", "Search failed. "), search.failed))
        if search.failed
        else tag("div", f"{words.count(search.count, 'hit')}, {search.fetched:,} read", cls="small")
    )
    return tag(
        "li",
        tag("b", signs.RUNGS[search.rung]),
        tag("span", f" {search.purpose}", cls="quiet small") if search.purpose else "",
        tag("pre", search.query, cls="query"),
        tag("div", "Read as ", tag("code", search.translation), cls="small quiet") if search.translation else "",
        *(tag("div", icon("warning"), " ", warning, cls="small quiet") for warning in search.warnings),
        outcome,
        tag("div", words.listed((signs.SOURCES.get(search.source, search.source), words.when(search.at))), cls="small quiet"),
    )


# ---------------------------------------------------------------- what people made of it

EDITS = {
    EditKind.ADD: ("add_comment", "Added"),
    EditKind.EDIT: ("edit", "Edited"),
    EditKind.SPLIT: ("call_split", "Split"),
    EditKind.MERGE: ("merge", "Merged"),
    EditKind.DROP: ("delete", "Dropped"),
    EditKind.RESTORE: ("restore_from_trash", "Restored"),
}
EVENTS = {
    "claim_added": "added it",
    "claim_edited": "edited it",
    "claim_split": "split it",
    "claim_merged": "merged it with another",
    "claim_dropped": "dropped it",
    "claim_restored": "restored it",
    "claim_audited": "audited it by itself",
    "decided": "decided",
    "adjudicated": "settled a disagreement",
    "commented": "commented",
    "assigned": "assigned it",
    "link_decided": "decided on a citation",
}


def lineage(audit: Audit, claim: str) -> tuple[str, ...]:
    """The claim's id and those of all claims that it came from, newest first."""
    ids = [claim]
    for edit in reversed(audit.edits):
        if not edit.orphaned and any(one.id in ids for one in edit.after):
            ids += [one.id for one in edit.before if one.id not in ids]
    return tuple(ids)


def made_of(audit: Audit, finding: Finding) -> None:
    """What people did to the claim: who, when, why, and the words that stood before."""
    ids = lineage(audit, finding.claim.id)
    mine = [edit for edit in audit.edits if not edit.orphaned and any(one.id in ids for one in (*edit.after, *edit.before))]
    if mine:
        draw(*(_edit(edit, finding) for edit in reversed(mine)), cls="panel edits")
    draw(
        act("Edit", "edit", symbol="edit", claim=finding.claim.id),
        act("Split", "split", symbol="call_split", claim=finding.claim.id),
        act("Merge", "merge", symbol="merge", claim=finding.claim.id),
        act("Drop", "drop", symbol="delete", claim=finding.claim.id),
        act("Search again", "look", symbol="search", claim=finding.claim.id),
        cls="acts",
    )


def _edit(edit: Edit, finding: Finding | None = None) -> Markup:
    symbol, done = EDITS[edit.kind]
    before = [tag("del", emphasis.plain(one.text), dir="auto") for one in edit.before]
    after = [tag("ins", emphasis.plain(one.text), dir="auto") for one in edit.after if finding is None or one.id != finding.claim.id]
    same = len(edit.before) == len(edit.after) == 1 and edit.before[0].text == edit.after[0].text
    changed = [f"{name}: {was or 'none'} → {now or 'none'}" for name, was, now in _differences(edit)] if same else []
    return tag(
        "div",
        tag("p", icon(symbol), " ", tag("b", f"{done} by {edit.actor}"), f", {words.when(edit.at)}", cls="small"),
        tag("p", edit.reason, cls="small quiet", dir="auto") if edit.reason else "",
        *(() if same else (tag("p", *before, cls="was"), tag("p", *after, cls="was"))),
        tag("p", "; ".join(changed), cls="small") if changed else "",
    )


def _differences(edit: Edit) -> list[tuple[str, str, str]]:
    """The parts of the reading that an edit changed: (part, was, is)."""
    before, after = edit.before[0], edit.after[0]
    was, now = dict(words.pico(before.pico)), dict(words.pico(after.pico))
    was["Kind"], now["Kind"] = before.kind.value, after.kind.value
    return [(name, was.get(name, ""), now.get(name, "")) for name in dict.fromkeys((*was, *now)) if was.get(name, "") != now.get(name, "")]


def dropped(audit: Audit) -> dict[str, Edit]:
    """The claims that stand dropped, with the edit that did so."""
    found: dict[str, Edit] = {}
    for edit in audit.edits:
        if edit.orphaned:
            continue
        for one in edit.after:
            found.pop(one.id, None)
        if edit.kind == EditKind.DROP:
            found[edit.before[0].id] = edit
    return found


def dropped_line(edit: Edit) -> Markup:
    return tag("div", _edit(edit), act("Restore", "restore", symbol="restore_from_trash", claim=edit.before[0].id))


def edits_aside(audit: Audit) -> None:
    """What no claim in the text shows: dropped claims, and edits that fit nothing in this version of the article."""
    gone = dropped(audit)
    if gone:
        draw(tag("p", f"Dropped ({len(gone)})", cls="over"), *(dropped_line(edit) for edit in gone.values()), cls="panel edits")
    orphans = [edit for edit in audit.edits if edit.orphaned]
    if orphans:
        draw(
            tag("p", f"Edits that fit nothing in this version ({len(orphans)})", cls="over"),
            tag("p", "The article has changed since. They come back when their claim does.", cls="small quiet"),
            *(_edit(edit) for edit in orphans),
            cls="panel edits",
        )


def history(events: Sequence[Event]) -> None:
    """What the log says about the claim, newest first."""
    if not events:
        blank("history", "Nothing has been done to it", "Decisions, comments and edits of this claim are listed here as the log has them.")
        return
    rows = [
        tag(
            "li",
            tag("b", event.actor),
            f" {EVENTS.get(event.kind, event.kind.replace('_', ' '))}",
            tag("span", f", {words.when(event.at)}", cls="quiet"),
            tag("div", event.reason, cls="small quiet", dir="auto") if event.reason else "",
        )
        for event in reversed(events)
    ]
    draw(tag("ol", *rows, cls="searches"), cls="panel")


def elsewhere(found: Sequence[Same]) -> None:
    """Where else this claim stands, and what was decided there: a suggestion with its source, never taken over."""
    if not found:
        blank("content_copy", "It stands nowhere else", "Claims of other articles that say the same, with what was decided there.")
        return
    rows = []
    for one in found:
        decided = tag("p", "Not decided there.", cls="small quiet")
        if one.decided:
            who = tag("p", tag("b", f"Suggested: {one.state}"), f", as {one.reviewer} decided there, {words.when(one.at)}")
            why = words.listed((f"label {one.label}" if one.label else "", one.reason))
            decided = note("lightbulb", "active", who, tag("p", why, dir="auto") if why else "")
        rows.append(
            tag(
                "li",
                tag("p", emphasis.plain(one.text), cls="was", dir="auto"),
                tag("p", "in ", tag("b", one.title), cls="small quiet", dir="auto"),
                decided,
                act("Open it there", "there", symbol="open_in_new", claim=one.claim, value=one.run) if one.run else "",
            )
        )
    draw(tag("ol", *rows, cls="searches"), cls="panel")


def suggestion(found: Sequence[Same]) -> None:
    """One line at the head of the card where the same claim was decided before."""
    decided = [one for one in found if one.decided]
    if decided:
        first = decided[0]
        more = f" and {words.count(len(decided) - 1, 'other')}" if len(decided) > 1 else ""
        where = f"{first.reviewer} decided so on the same claim in “{first.title}”{more}, {words.when(first.at)}."
        said = tag("p", tag("b", f"Suggested: {first.state}. "), where)
        draw(note("lightbulb", "active", said, tag("p", "Nothing is taken over: decide here yourself.", cls="small")))
