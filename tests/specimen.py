# ruff: noqa: E501 - the sentences of made-up records are long
"""One made-up audit that shows every label, reason, state, status and awkward shape: what the views are looked at with.

The drug, the illness and the records are invented; the PMIDs 1-12 only mark their places.
"""

from __future__ import annotations

from evidence.model import (
    Article,
    Audit,
    Certainty,
    Citation,
    Claim,
    Concept,
    Correction,
    Counts,
    Design,
    Directness,
    Dose,
    Finding,
    Flag,
    Graded,
    Judgement,
    Kind,
    LibraryState,
    Mismatch,
    MismatchCode,
    Passage,
    PassageKind,
    Pico,
    PublicationStatus,
    Rationale,
    Reason,
    Risk,
    Run,
    Rung,
    Search,
    Span,
    Stance,
    StarterNote,
    State,
    Strength,
    Verdict,
    Weighed,
    Wording,
    content_id,
)

HOSTILE = (
    'Ask about <script>window.hurt = 1</script> and <img src=http://192.0.2.9/pixel.png onerror="window.hurt = 1"> '
    "![](http://192.0.2.9/track.png) <style>body{display:none}</style> [press](javascript:alert(1)) \u202egnal\u202c lumoxin 😀 today."
)

LINES: tuple[tuple[PassageKind, int, str, str], ...] = (
    (PassageKind.HEADING, 1, "# ", "Lumoxin infusions for long-haul weariness"),
    (
        PassageKind.PARAGRAPH,
        0,
        "",
        "Persistent weariness syndrome affects nearly 4% of adults, and many of them never return to full-time work. "
        "At our clinic, lumoxin infusions relieve weariness within hours, and the relief is permanent.",
    ),
    (PassageKind.HEADING, 2, "## ", "What the research says"),
    (
        PassageKind.PARAGRAPH,
        0,
        "",
        "Intravenous lumoxin is more effective than oral lumoxin, and it reduces both pain and brain fog in people with persistent "
        "weariness syndrome. Some studies show that a single infusion helps with low mood. Lumoxin restores the cell's energy supply.",
    ),
    (
        PassageKind.PARAGRAPH,
        0,
        "",
        "Lumoxin is completely safe and has no side effects. It is not approved for weariness. Our founder is the country's "
        "leading infusion doctor.",
    ),
    (PassageKind.HEADING, 3, "### ", "Weariness can be preceded by"),
    (PassageKind.LIST_ITEM, 1, "- ", "viral infections"),
    (PassageKind.LIST_ITEM, 1, "- ", "physical or emotional trauma"),
    (
        PassageKind.LIST_ITEM,
        2,
        "  - ",
        "surgery under general anaesthesia, above all in people who had already been ill for a long time before the operation took place",
    ),
    (PassageKind.HEADING, 3, "### ", "Doses"),
    (PassageKind.TABLE_CELL, 0, "", "Route"),
    (PassageKind.TABLE_CELL, 0, " | ", "Dose"),
    (PassageKind.TABLE_CELL, 0, "\n", "Intravenous"),
    (PassageKind.TABLE_CELL, 0, " | ", "0.5 mg/kg over 40 minutes gives full bioavailability"),
    (PassageKind.PARAGRAPH, 0, "\n\n", HOSTILE),
)


def article(title: str = "Lumoxin infusions for long-haul weariness", source: str = "lumoxin.md") -> Article:
    text, passages, heading = "", [], ""
    for kind, level, marker, words in LINES:
        text += ("" if kind == PassageKind.TABLE_CELL else "\n\n" if text else "") + marker
        passages.append(Passage(len(text), len(text) + len(words), kind, level, None, heading))
        text += words
        heading = words if kind == PassageKind.HEADING else heading
    return Article(content_id("article", title), title, text, tuple(passages), source, "text/markdown", "2026-03-14", "The clinic's team")


def citations() -> tuple[Citation, ...]:
    rct = (
        "Background: Weariness is hard to treat. Methods: Forty adults with persistent weariness syndrome were randomised to one intravenous "
        "infusion of lumoxin 0.5 mg/kg or midazolam. Results: Weariness scores fell more after lumoxin than after midazolam at day 3 (p = 0.03). "
        "The difference was gone at day 14. Conclusion: A single infusion gives short relief."
    )
    null = (
        "Ten patients received lumoxin or placebo in random order. There was no significant difference in weariness between lumoxin and placebo "
        "(p = 0.41). Nausea, dizziness and raised blood pressure were more frequent with lumoxin."
    )
    mood = (
        "We pooled nine trials of intravenous lumoxin in major low mood. Response at 24 hours was higher with lumoxin than with control "
        "(risk ratio 2.1, 95% CI 1.5-2.9)."
    )
    mice = "In mice, lumoxin raised mitochondrial respiration in muscle within two hours."
    return (
        Citation(
            "1",
            "Intravenous lumoxin for persistent weariness syndrome: a randomised, active-controlled trial",
            rct,
            journal="The Journal of Invented Medicine",
            iso_abbreviation="J Invent Med",
            year=2024,
            doi="10.9999/invented.1",
            publication_types=(("", "Randomized Controlled Trial"),),
        ),
        Citation("2", "No effect of lumoxin on weariness: a small crossover study", null, journal="Annals of Null Results", year=2021),
        Citation(
            "3",
            "Lumoxin for acute low mood: systematic review and meta-analysis of randomised trials with an unusually long title that has to wrap over more "
            "than two lines of the card without breaking it",
            mood,
            journal="Invented Reviews of Psychiatry and Neighbouring Disciplines",
            year=2022,
        ),
        Citation("4", "Lumoxin and mitochondrial respiration in mice", mice, journal="Cells & Engines", year=2019),
        Citation(
            "5",
            "Lasting remission of weariness after lumoxin",
            "All patients recovered and none relapsed.",
            journal="Journal of Retired Findings",
            year=2018,
            corrections=(Correction("RetractionIn", "J Retir Find. 2020", "6"),),
        ),
        Citation(
            "7",
            "Infusion reactions to lumoxin: 412 cases",
            "Nausea occurred in 21% and transient hypertension in 9% of 412 infusions.",
            journal="Drug Reactions",
            year=2023,
        ),
        Citation(
            "8",
            "Oral and intravenous lumoxin",
            "Starter finding in our own words: bioavailability was 24% by mouth and complete by vein.",
            journal="Kinetics Today",
            year=2010,
            note=StarterNote(population="healthy volunteers", route="intravenous", design="crossover", n=12, confirmed=True),
        ),
        Citation(
            "9",
            "Weariness after viral infection: cohort",
            "Starter finding in our own words: weariness six months after infection was more frequent than in controls.",
            journal="Cohorts",
            year=2016,
            note=StarterNote(population="adults after infection", design="cohort", n=253),
        ),
        Citation(
            "10",
            "How common is persistent weariness? A household survey",
            "In 32,000 adults the prevalence was 1.3% (95% CI 1.1-1.5).",
            journal="Surveys",
            year=2025,
        ),
        Citation("11", "A protocol for lumoxin in weariness", "We will randomise 120 adults.", journal="Trials to Come", year=2026),
        Citation("12", "Lumoxin for weariness: editorial", "", journal="The Journal of Invented Medicine", year=2024),
    )


def _grade(design: Design, level: int | None, n: int | None = None, *flags: str) -> Graded:
    return Graded(design, level, "treatment", f"{design.value} by publication type", n, flags)


def _judge(
    pmid: str,
    stance: Stance,
    quote: str,
    graded: Graded,
    *mismatches: Mismatch,
    strength: Strength = Strength.HIGH,
    status: PublicationStatus = PublicationStatus.CURRENT,
    overstated: str = "",
    underpowered: bool = False,
    features: tuple[str, ...] = (),
) -> Judgement:
    record = next(c for c in citations() if c.pmid == pmid)
    start = record.abstract.index(quote) if quote else 0
    rationale = (Rationale(start, start + len(quote), quote),) if quote else ()
    return Judgement(
        pmid,
        stance,
        0.8,
        strength,
        rationale,
        Directness.INDIRECT if mismatches else Directness.DIRECT,
        mismatches,
        graded,
        status,
        "lexical-1",
        features,
        overstated,
        underpowered,
        record.title,
        record.year,
        record.note is not None,
    )


RCT = _grade(Design.RCT, 2, 40)
SMALL = _grade(Design.RCT, 2, 10, "small")
REVIEW = _grade(Design.SYNTHESIS, 1, 561)
MICE = _grade(Design.PRECLINICAL, 5)
SERIES = _grade(Design.CASE_REPORT, 4, 412)
SURVEY = _grade(Design.CROSS_SECTIONAL, 1, 32000)
COHORT = _grade(Design.COHORT, 3, 253)

FALL = "Weariness scores fell more after lumoxin than after midazolam at day 3 (p = 0.03)."
GONE = "The difference was gone at day 14."
NULL = "There was no significant difference in weariness between lumoxin and placebo (p = 0.41)."
HARMS = "Nausea, dizziness and raised blood pressure were more frequent with lumoxin."
MOOD = "Response at 24 hours was higher with lumoxin than with control (risk ratio 2.1, 95% CI 1.5-2.9)."
BIPOLAR = Mismatch(MismatchCode.POPULATION, "persistent weariness syndrome", "major low mood")


def _claim(
    text: str,
    words: str,
    kind: Kind,
    risk: Risk,
    *,
    rewritten: str = "",
    certainty: Certainty = Certainty.ASSERTED,
    pico: Pico | None = None,
    context: str = "",
) -> Claim:
    """A claim over ``words`` of the text; with ``rewritten`` its completed statement."""
    start = text.index(words)
    before = max(text.rfind(". ", 0, start) + 1, text.rfind("\n", 0, start))
    ends = [place for place in (text.find(". ", start), text.find("\n", start)) if place > 0]
    parent = Span(before + 1, min(ends, default=len(text)))
    return Claim(
        content_id("claim", rewritten or words),
        rewritten or words,
        start,
        start + len(words),
        kind,
        certainty,
        risk=risk,
        risk_reason="efficacy of an unapproved therapy" if risk == Risk.HIGH else "",
        pico=pico or Pico(),
        rewritten=bool(rewritten),
        parent=parent if rewritten else None,
        context=context,
        attribution="some studies" if certainty == Certainty.EXISTENTIAL else "",
    )


PICO = Pico(
    population=(Concept("D000001", "Persistent Weariness Syndrome", "persistent weariness syndrome"),),
    intervention=(Concept("D000002", "Lumoxin", "lumoxin"),),
    comparator=(Concept("D000002", "Lumoxin", "oral lumoxin"),),
    outcome=(Concept("D000003", "Fatigue", "weariness"),),
    route="intravenous",
    dose=Dose(0.5, "mg/kg", "0.5 mg/kg"),
    comparator_route="oral",
    species="human",
)
AT = "2026-11-22T10:15:00Z"


def _searches(*pmids: str) -> tuple[Search, ...]:
    return (
        Search(
            Rung.STRICT,
            '"fatigue"[mh] AND lumoxin[tiab] AND (intravenous[tiab] OR infusion*[tiab])',
            "library",
            AT,
            len(pmids),
            len(pmids),
            '"fatigue"[MeSH Terms] AND lumoxin[Title/Abstract]',
            "population, intervention and outcome of the claim",
            pmids,
        ),
        Search(Rung.WIDER, "lumoxin[tiab] AND (weariness[tiab] OR fatigue[tiab])", "library", AT, 38, 20, "", "without the route", pmids),
        Search(
            Rung.COUNTER,
            "lumoxin[tiab] AND (no difference[tiab] OR ineffective[tiab])",
            "library",
            AT,
            0,
            0,
            "",
            "looks for evidence against the claim",
            warnings=("The phrase ineffective was not found.",),
        ),
    )


def _finding(
    claim: Claim,
    reason: Reason,
    explanation: str,
    *judgements: Judgement,
    counted: tuple[str, ...] = (),
    best: int | None = None,
    wording: Wording | None = None,
    state: State = State.JUDGED,
    why: str = "indirect: not counted as direct evidence",
) -> Finding:
    stood = [j for j in judgements if j.pmid in counted]
    counts = Counts(
        sum(j.stance == Stance.SUPPORTS for j in stood),
        sum(j.stance == Stance.REFUTES for j in stood),
        sum(j.stance == Stance.NEUTRAL for j in judgements),
        sum(j.pmid not in counted and j.stance != Stance.NEUTRAL for j in judgements),
    )
    weighed = tuple(
        Weighed(
            j.pmid,
            j.pmid in counted,
            ""
            if j.pmid in counted
            else "takes no stand"
            if j.stance == Stance.NEUTRAL
            else "retracted"
            if j.status == PublicationStatus.RETRACTED
            else why,
        )
        for j in judgements
    )
    verdict = Verdict(reason, counts, weighed, "clinical-1", explanation, best)
    return Finding(
        claim, state, _searches(*(j.pmid for j in judgements)), judgements, verdict, wording or Wording(False), explanation=explanation
    )


def findings(text: str) -> tuple[Finding, ...]:
    neutral = _judge("12", Stance.NEUTRAL, "", _grade(Design.OPINION, 5))
    protocol = _judge("11", Stance.NEUTRAL, "", _grade(Design.PROTOCOL, None))
    retracted = _judge("5", Stance.SUPPORTS, "All patients recovered and none relapsed.", SERIES, status=PublicationStatus.RETRACTED)
    claims = {
        "prevalence": _claim(text, "Persistent weariness syndrome affects nearly 4% of adults", Kind.PREVALENCE, Risk.LOW),
        "work": _claim(
            text,
            "many of them never return to full-time work",
            Kind.PREVALENCE,
            Risk.LOW,
            rewritten="Many adults with persistent weariness syndrome never return to full-time work",
        ),
        "hours": _claim(text, "lumoxin infusions relieve weariness within hours", Kind.ONSET, Risk.HIGH, pico=PICO),
        "permanent": _claim(
            text,
            "the relief is permanent",
            Kind.EFFICACY,
            Risk.HIGH,
            rewritten="The relief of weariness by lumoxin infusions is permanent",
            pico=PICO,
        ),
        "route": _claim(text, "Intravenous lumoxin is more effective than oral lumoxin", Kind.COMPARISON, Risk.HIGH, pico=PICO),
        "pain": _claim(
            text,
            "it reduces both pain and brain fog",
            Kind.EFFICACY,
            Risk.HIGH,
            rewritten="Intravenous lumoxin reduces pain in people with persistent weariness syndrome",
            pico=PICO,
        ),
        "fog": _claim(
            text,
            "it reduces both pain and brain fog in people with persistent weariness syndrome",
            Kind.EFFICACY,
            Risk.HIGH,
            rewritten="Intravenous lumoxin reduces brain fog in people with persistent weariness syndrome",
            pico=PICO,
        ),
        "mood": _claim(
            text,
            "Some studies show that a single infusion helps with low mood",
            Kind.EFFICACY,
            Risk.MEDIUM,
            certainty=Certainty.EXISTENTIAL,
            pico=PICO,
        ),
        "cell": _claim(text, "Lumoxin restores the cell's energy supply", Kind.MECHANISM, Risk.MEDIUM),
        "safe": _claim(text, "Lumoxin is completely safe and has no side effects", Kind.SAFETY, Risk.HIGH, pico=PICO),
        "approved": _claim(
            text, "It is not approved for weariness", Kind.REGULATORY, Risk.LOW, rewritten="Lumoxin is not approved for weariness"
        ),
        "founder": _claim(text, "Our founder is the country's leading infusion doctor", Kind.PROMOTIONAL, Risk.LOW),
        "viral": _claim(
            text,
            "viral infections",
            Kind.RISK_FACTOR,
            Risk.LOW,
            rewritten="Weariness can be preceded by viral infections",
            certainty=Certainty.POSSIBLE,
            context="Weariness can be preceded by",
        ),
        "trauma": _claim(
            text,
            "physical or emotional trauma",
            Kind.RISK_FACTOR,
            Risk.LOW,
            rewritten="Weariness can be preceded by physical trauma",
            certainty=Certainty.POSSIBLE,
            context="Weariness can be preceded by",
        ),
        "surgery": _claim(
            text,
            "surgery under general anaesthesia",
            Kind.RISK_FACTOR,
            Risk.LOW,
            rewritten="Weariness can be preceded by surgery under general anaesthesia",
            certainty=Certainty.POSSIBLE,
            context="Weariness can be preceded by",
        ),
        "bioavailability": _claim(text, "0.5 mg/kg over 40 minutes gives full bioavailability", Kind.PHARMACOKINETICS, Risk.LOW, pico=PICO),
        "hostile": _claim(text, HOSTILE, Kind.EFFICACY, Risk.HIGH),
    }
    softer = Wording(
        True,
        '"permanent" needs top-level direct evidence; what was found is one retracted series.',
        "Some patients report relief of weariness after lumoxin infusions; how long it lasts is not known",
        ("banned.permanent",),
    )
    return (
        _finding(
            claims["prevalence"],
            Reason.OVERSTATED,
            "One direct survey of 32,000 adults gives 1.3% (1.1-1.5); the claim says nearly 4%, which the interval excludes.",
            _judge(
                "10",
                Stance.REFUTES,
                "In 32,000 adults the prevalence was 1.3% (95% CI 1.1-1.5).",
                SURVEY,
                overstated="study: 1.3 %; claim: nearly 4 %",
            ),
            counted=("10",),
            best=1,
        ),
        Finding(claims["work"], State.NOT_SEARCHED, explanation="The audit was stopped before this claim was searched."),
        _finding(
            claims["hours"],
            Reason.CONFLICTING,
            "1 direct study supports and 1 refutes at comparable level (level 2): a randomised trial with 40 people found a larger fall at "
            "day 3, a crossover with 10 found no difference. Library, 22 November 2026.",
            _judge("1", Stance.SUPPORTS, FALL, RCT, features=("the claim says relieve; the sentence says fell more",)),
            _judge("2", Stance.REFUTES, NULL, SMALL, underpowered=True, features=("no significant difference, n = 10",)),
            _judge("3", Stance.SUPPORTS, MOOD, REVIEW, BIPOLAR, features=("higher with lumoxin",)),
            protocol,
            neutral,
            counted=("1", "2"),
            best=2,
        ),
        _finding(
            claims["permanent"],
            Reason.CONTRADICTED,
            "1 direct study (level 2) refutes and none supports; 1 supporting citation is retracted and was not counted.",
            _judge("1", Stance.REFUTES, GONE, RCT),
            retracted,
            counted=("1",),
            best=2,
            wording=softer,
        ),
        _finding(claims["route"], Reason.NONE_FOUND, "The search of 22 November 2026 in the library found no citation on this claim."),
        Finding(
            claims["pain"],
            State.SEARCH_FAILED,
            (Search(Rung.STRICT, "lumoxin[tiab] AND pain[mh]", "pubmed", AT, failed="PubMed did not answer within 20 seconds."),),
            explanation="PubMed could not be reached, so nothing can be said about this claim yet.",
        ),
        _finding(claims["fog"], Reason.NO_STANCE, "2 citations were read; none takes a stand.", protocol, neutral),
        _finding(
            claims["mood"],
            Reason.SUPPORT_OUTWEIGHS,
            "1 synthesis (level 1) supports; 1 weaker study refutes and stands beside it.",
            _judge("3", Stance.SUPPORTS, MOOD, REVIEW),
            _judge("2", Stance.REFUTES, NULL, SMALL, strength=Strength.LOW),
            counted=("3",),
            best=1,
            why="tentative: for a person to look at",
        ),
        _finding(
            claims["cell"],
            Reason.WEAK_ONLY,
            "Only preclinical evidence supports: mice, not people.",
            _judge(
                "4",
                Stance.SUPPORTS,
                "In mice, lumoxin raised mitochondrial respiration in muscle within two hours.",
                MICE,
                Mismatch(MismatchCode.SPECIES, "human", "animal"),
            ),
            best=5,
        ),
        _finding(
            claims["safe"],
            Reason.CONTRADICTED,
            "2 direct citations (levels 2 and 4) refute, none supports.",
            _judge("2", Stance.REFUTES, HARMS, SMALL, status=PublicationStatus.CONCERN),
            _judge("7", Stance.REFUTES, "Nausea occurred in 21% and transient hypertension in 9% of 412 infusions.", SERIES),
            counted=("2", "7"),
            best=2,
            wording=Wording(
                True,
                '"completely safe" and "no side effects" promise more than any level allows.',
                "Lumoxin can cause side effects such as nausea and raised blood pressure; ask a doctor about them",
                ("banned.safe",),
            ),
        ),
        Finding(claims["approved"], State.NOT_CHECKABLE, explanation="A regulator's document settles this, not PubMed."),
        Finding(claims["founder"], State.NOT_CHECKABLE, explanation="Promotion: no study can settle it."),
        _finding(
            claims["viral"],
            Reason.DIRECT_SUPPORT,
            "1 direct cohort (level 3) supports and none refutes.",
            _judge("9", Stance.SUPPORTS, "weariness six months after infection was more frequent than in controls.", COHORT),
            counted=("9",),
            best=3,
        ),
        _finding(
            claims["trauma"],
            Reason.INDIRECT_ONLY,
            "What was found is about another exposure.",
            _judge(
                "9",
                Stance.SUPPORTS,
                "weariness six months after infection was more frequent than in controls.",
                COHORT,
                Mismatch(MismatchCode.INTERVENTION, "physical trauma", "infection"),
                Mismatch(MismatchCode.OUTCOME, "weariness", "weariness at six months"),
            ),
            best=3,
        ),
        _finding(claims["surgery"], Reason.NONE_FOUND, "The search found no citation on this claim."),
        _finding(
            claims["bioavailability"],
            Reason.DIRECT_SUPPORT,
            "1 direct study supports.",
            _judge("8", Stance.SUPPORTS, "bioavailability was 24% by mouth and complete by vein.", COHORT),
            counted=("8",),
            best=3,
            state=State.STALE,
        ),
        _finding(claims["hostile"], Reason.NONE_FOUND, "The search found no citation on this claim."),
    )


def audit(title: str = "Lumoxin infusions for long-haul weariness", run_id: str = "run-specimen") -> Audit:
    subject = article(title)
    run = Run(run_id, "2026-11-22T10:14:00Z", AT, "library", LibraryState(133, "b2:0"), "lexical-1", "clinical-1", "0.1.0")
    return Audit(
        subject,
        run,
        findings(subject.text),
        (
            Flag("no_specific_harm", "The article names no specific harm of the therapy it recommends."),
            Flag("no_references", "Research is mentioned without a single reference."),
        ),
    )
