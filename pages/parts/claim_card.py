"""One finding's card: label, reason and words, wording advice, both sides, the searches, the claim in parts."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.model import Finding, Judgement, Search, Stance
from pages.parts import signs, words
from pages.parts.cards import blank, chip, draw, icon, note, sign
from pages.parts.markup import Markup, join, tag

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
    lead_in = tag("span", claim.context.rstrip(" :"), ": ") if parent and claim.context else ""
    source = (
        join(tag("p", "Completed from the list" if lead_in else "Completed from the sentence", cls="over"), lead_in, parent)
        if parent
        else ""
    )
    draw(
        row,
        tag("h2", claim.text, cls="claim-words", dir="auto"),
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
