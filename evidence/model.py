"""The nouns of the house, frozen; an impossible one cannot be made.

Offsets are Unicode code points, half-open, into the text named beside them. Ids are tagged content hashes
(``b2:`` + 32 hex digits of BLAKE2b-128). Every collection is a tuple, so that equal input gives equal output.
Compare members of the enumerations with ``==``: Streamlit reloads modules.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b, sha256


def content_id(*parts: str) -> str:
    """A tagged content hash of the parts in order; a part never runs into the next one."""
    digest = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return "b2:" + digest.hexdigest()


def text_sha256(text: str) -> str:
    """SHA-256, in hex, of the text as UTF-8."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


# ---------------------------------------------------------------- words of the field (method.md, section 12)


class PassageKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"


class Kind(StrEnum):
    """What kind of statement a claim is (method.md, section 2)."""

    EFFICACY = "efficacy"
    ONSET = "onset"
    COMPARISON = "comparison"
    SAFETY = "safety"
    PREVALENCE = "prevalence"
    SYMPTOM = "symptom/definition"
    RISK_FACTOR = "risk factor/trigger"
    MECHANISM = "mechanism"
    PHARMACOKINETICS = "pharmacokinetics"
    REGULATORY = "regulatory"
    PROMOTIONAL = "authority/promotional"
    TESTIMONIAL = "testimonial"


class Certainty(StrEnum):
    ASSERTED = "asserted"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    EXISTENTIAL = "existential"
    DENIED = "denied"


class Direction(StrEnum):
    BENEFIT = "benefit"
    HARM = "harm"
    NO_DIFFERENCE = "no difference"
    ASSOCIATION = "association"
    QUANTITY = "quantity"
    UNSTATED = "unstated"


class Risk(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Stance(StrEnum):
    SUPPORTS = "supports"
    REFUTES = "refutes"
    NEUTRAL = "neutral"


class Strength(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Directness(StrEnum):
    DIRECT = "direct"
    INDIRECT = "indirect"


class MismatchCode(StrEnum):
    POPULATION = "population"
    INTERVENTION = "intervention"
    ROUTE = "route"
    DOSE = "dose"
    COMPARATOR = "comparator"
    OUTCOME = "outcome"
    SPECIES = "species"


class Design(StrEnum):
    SYNTHESIS = "systematic review or meta-analysis"
    RCT = "randomised trial"
    CONTROLLED = "non-randomised controlled"
    SINGLE_ARM = "single-arm trial"
    COHORT = "cohort"
    CASE_CONTROL = "case-control"
    CROSS_SECTIONAL = "cross-sectional"
    CASE_REPORT = "case report or series"
    GUIDELINE = "guideline"
    OPINION = "review or opinion"
    PRECLINICAL = "preclinical"
    PROTOCOL = "protocol, no results"
    NOTICE = "notice"
    UNCLEAR = "unclear"


class PublicationStatus(StrEnum):
    """Of the paper itself, most severe first; ``UNKNOWN`` when no source could answer (never read as clean)."""

    RETRACTED = "retracted"
    CONCERN = "expression of concern"
    CORRECTED = "corrected and republished"
    ERRATUM = "erratum"
    CURRENT = "current"
    UNKNOWN = "unknown"


class Label(StrEnum):
    SUPPORTED = "supported"
    MIXED = "mixed"
    UNSOURCED = "unsourced"


class Reason(StrEnum):
    DIRECT_SUPPORT = "direct_support"
    SUPPORT_OUTWEIGHS = "support_outweighs"
    CONFLICTING = "conflicting"
    CONTRADICTED = "contradicted"
    INDIRECT_ONLY = "indirect_only"
    WEAK_ONLY = "weak_only"
    OVERSTATED = "overstated"
    NONE_FOUND = "none_found"
    NO_STANCE = "no_stance"


LABEL_OF = {
    Reason.DIRECT_SUPPORT: Label.SUPPORTED,
    Reason.SUPPORT_OUTWEIGHS: Label.SUPPORTED,
    Reason.CONFLICTING: Label.MIXED,
    Reason.CONTRADICTED: Label.MIXED,
    Reason.INDIRECT_ONLY: Label.MIXED,
    Reason.WEAK_ONLY: Label.MIXED,
    Reason.OVERSTATED: Label.MIXED,
    Reason.NONE_FOUND: Label.UNSOURCED,
    Reason.NO_STANCE: Label.UNSOURCED,
}


class State(StrEnum):
    """Where a claim stands; only ``JUDGED`` carries a label."""

    JUDGED = "judged"
    SEARCH_FAILED = "search_failed"
    NOT_SEARCHED = "not_searched"
    NOT_CHECKABLE = "not_checkable"
    STALE = "stale"


class Rung(StrEnum):
    """The steps of a query ladder, strictest first; ``COUNTER`` looks for evidence against the claim."""

    STRICT = "strict"
    WIDER = "wider"
    BROAD = "broad"
    COUNTER = "counter"
    OWN = "own"


# ---------------------------------------------------------------- article


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open ``[start, end)`` in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}, {self.end}")

    def overlap(self, other: Span) -> int:
        """How many code points both share."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of the article: ``article.text[start:end]`` is its text without bullet, number or hashes.

    ``level``: 1-6 for a heading, nesting depth from 1 for a list item, 0 otherwise. ``lead_in`` is the span of
    the paragraph or heading that introduces a list ("Symptoms include:"), for items only. ``heading`` is the text of
    the nearest heading above.
    """

    start: int
    end: int
    kind: PassageKind
    level: int = 0
    lead_in: Span | None = None
    heading: str = ""

    def __post_init__(self) -> None:
        Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Article:
    """A frozen article: ``text`` never changes after reading; ``key`` names it across its versions.

    ``source``: the file name or address it came from. ``date``: ISO 8601 as far as known ("2024-04-24"), else "".
    ``links``: (start, end, address) where words of the text are links whose address the text does not show.
    """

    key: str
    title: str
    text: str
    passages: tuple[Passage, ...]
    source: str
    media_type: str = "text/plain"
    date: str = ""
    author: str = ""
    links: tuple[tuple[int, int, str], ...] = ()

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("an article needs text")
        for passage in self.passages:
            if passage.end > len(self.text):
                raise ValueError("a passage ends behind the text")

    @property
    def sha256(self) -> str:
        return text_sha256(self.text)


# ---------------------------------------------------------------- claim


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing of the field found in text: a MeSH heading (``ui`` "D015673", ``trees``), or words alone (``ui`` "").

    ``words`` are the text's own; ``start``/``end`` their place in the text that was searched.
    """

    ui: str
    name: str
    words: str
    start: int = 0
    end: int = 0
    trees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dose:
    """An amount as stated and normalised: ``value`` (to ``high`` for a range) in ``unit`` ("mg/kg", "mg", ...)."""

    value: float
    unit: str
    words: str
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and tolerance: ``low <= x <= high`` is what still agrees with the words.

    ``unit``: "%", "ratio", "n", "days", "weeks", "months", "hours", "minutes", "mg/kg", ... or "".
    """

    value: float
    unit: str
    low: float
    high: float
    words: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Pico:
    """Population, intervention or exposure, comparator, outcome; any part may be empty.

    ``route``: a name of rules.routes ("intravenous", ...), "" if unstated. ``species``: "human", "animal",
    "in vitro" or "" if unstated. ``regimen``: "single", "series" or "". ``age``: MeSH age-group name or "".
    """

    population: tuple[Concept, ...] = ()
    intervention: tuple[Concept, ...] = ()
    comparator: tuple[Concept, ...] = ()
    outcome: tuple[Concept, ...] = ()
    route: str = ""
    dose: Dose | None = None
    regimen: str = ""
    species: str = ""
    age: str = ""
    comparator_route: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable statement.

    ``rewritten`` False: ``text == article.text[start:end]``. True: the statement was completed from its
    parent sentence, lead-in or resolved antecedent (only their content words occur in it); ``start:end`` is then the
    piece of the article that it rests on, and ``parent`` the whole sentence or item. ``context``: the lead-in's words.
    """

    id: str
    text: str
    start: int
    end: int
    kind: Kind
    certainty: Certainty = Certainty.ASSERTED
    direction: Direction = Direction.UNSTATED
    check_worthy: bool = True
    check_worthy_reason: str = ""
    risk: Risk = Risk.MEDIUM
    risk_reason: str = ""
    pico: Pico = Pico()
    numbers: tuple[Quantity, ...] = ()
    rewritten: bool = False
    parent: Span | None = None
    context: str = ""
    heading: str = ""
    attribution: str = ""

    def __post_init__(self) -> None:
        Span(self.start, self.end)
        if not self.text.strip():
            raise ValueError("a claim needs words")
        if self.rewritten and self.parent is None:
            raise ValueError("a rewritten claim keeps its parent sentence")

    @property
    def checkable(self) -> bool:
        """Whether PubMed could settle it at all (method.md, section 1: ``not_checkable``)."""
        return self.kind not in (Kind.REGULATORY, Kind.PROMOTIONAL, Kind.TESTIMONIAL)


# ---------------------------------------------------------------- query and what it finds


@dataclass(frozen=True, slots=True)
class Query:
    """A question as a value: a PubMed query string, its rung and, in words, why it is asked."""

    text: str
    rung: Rung
    purpose: str = ""
    limit: int = 20

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a query needs words")


@dataclass(frozen=True, slots=True)
class Author:
    last: str = ""
    fore: str = ""
    initials: str = ""
    suffix: str = ""
    collective: str = ""
    orcid: str = ""
    affiliations: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """"Saligan LN", or the group's name."""
        return self.collective or " ".join(part for part in (self.last, self.initials, self.suffix) if part)


@dataclass(frozen=True, slots=True)
class MeshTerm:
    """A heading as indexed on a record; ``qualifiers`` as (ui, name, major)."""

    ui: str
    name: str
    major: bool = False
    qualifiers: tuple[tuple[str, str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """One ``CommentsCorrections`` entry: ``ref_type`` as PubMed spells it ("RetractionIn", "RetractionOf", ...)."""

    ref_type: str
    source: str = ""
    pmid: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A labelled piece of an abstract: ``abstract[start:end]`` under ``label`` ("RESULTS", ...)."""

    label: str
    category: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StarterNote:
    """What a starter note states about a study in our own words; "" and None where it is silent.

    ``confirmed``: the PMID was seen on a PubMed page or a PMC header.
    """

    population: str = ""
    intervention: str = ""
    comparator: str = ""
    outcome: str = ""
    route: str = ""
    design: str = ""
    species: str = ""
    n: int | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """A PubMed record. ``abstract`` is the stored text that quotes are cut from; ``note`` marks a starter note.

    With ``note`` set, ``abstract`` is the finding in our own words, not the abstract. Dates are ISO as far as
    known; ``published`` keeps PubMed's own words ("1998 Dec-1999 Jan").

    Pairs: ``publication_types``, ``chemicals`` and ``supplementary`` (ui, name), ``registry_numbers`` runs parallel to
    ``chemicals`` ("0" where none is assigned); ``other_abstracts`` (language or type, text); ``databank_ids`` (databank, number);
    ``grants`` (number, agency, country); ``references`` (text, PMID or ""); ``history`` (PubMed's stage, ISO date).
    """

    pmid: str
    title: str
    abstract: str = ""
    sections: tuple[Section, ...] = ()
    authors: tuple[Author, ...] = ()
    investigators: tuple[Author, ...] = ()
    journal: str = ""
    iso_abbreviation: str = ""
    issn: str = ""
    year: int | None = None
    published: str = ""
    date: str = ""
    electronic_date: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    pmcid: str = ""
    languages: tuple[str, ...] = ()
    vernacular_title: str = ""
    other_abstracts: tuple[tuple[str, str], ...] = ()
    publication_types: tuple[tuple[str, str], ...] = ()
    mesh: tuple[MeshTerm, ...] = ()
    keywords: tuple[str, ...] = ()
    chemicals: tuple[tuple[str, str], ...] = ()
    corrections: tuple[Correction, ...] = ()
    databank_ids: tuple[tuple[str, str], ...] = ()
    grants: tuple[tuple[str, str, str], ...] = ()
    conflict_of_interest: str = ""
    copyright: str = ""
    references: tuple[tuple[str, str], ...] = ()
    revised: str = ""
    version: int = 1
    medline_status: str = ""
    book: str = ""
    note: StarterNote | None = None
    medline_ta: str = ""
    nlm_id: str = ""
    country: str = ""
    pii: str = ""
    publication_status: str = ""
    completed: str = ""
    history: tuple[tuple[str, str], ...] = ()
    subsets: tuple[str, ...] = ()
    registry_numbers: tuple[str, ...] = ()
    supplementary: tuple[tuple[str, str], ...] = ()
    subjects: tuple[Author, ...] = ()
    editors: tuple[Author, ...] = ()
    publisher: str = ""
    issn_linking: str = ""

    def __post_init__(self) -> None:
        if not self.pmid.isascii() or not self.pmid.isdigit():
            raise ValueError(f"a PMID is digits, not {self.pmid!r}")

    @property
    def types(self) -> tuple[str, ...]:
        """The names of the publication types, as PubMed spells them."""
        return tuple(name for _, name in self.publication_types)


@dataclass(frozen=True, slots=True)
class Found:
    """A source's answer to one query. ``at``: ISO 8601 UTC. ``count``: all hits, of which ``citations`` came back."""

    query: Query
    citations: tuple[Citation, ...]
    count: int
    translation: str
    source: str
    at: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """The record of one search (method.md, section 7); ``failed`` holds the plain reason of a failed one."""

    rung: Rung
    query: str
    source: str
    at: str
    count: int = 0
    fetched: int = 0
    translation: str = ""
    purpose: str = ""
    pmids: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    failed: str = ""


# ---------------------------------------------------------------- judgement and verdict


@dataclass(frozen=True, slots=True)
class Rationale:
    """A verbatim sentence of the stored record: ``part`` "abstract" or "title", offsets into that part."""

    start: int
    end: int
    text: str
    part: str = "abstract"

    def __post_init__(self) -> None:
        Span(self.start, self.end)
        if self.part not in ("abstract", "title"):
            raise ValueError(f"a rationale stands in the abstract or the title, not in {self.part!r}")

    def stands_in(self, citation: Citation) -> bool:
        """Whether the record still holds this sentence at this very place (method.md, section 8)."""
        whole = citation.title if self.part == "title" else citation.abstract
        return whole[self.start : self.end] == self.text


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Where the study differs from the claim, with both values in words."""

    code: MismatchCode
    claim: str
    study: str


@dataclass(frozen=True, slots=True)
class Graded:
    """A study's design and OCEBM level with the reason.

    ``level`` 1-5; None where no level applies (protocol, notice, guideline). ``row``: the question's own row
    ("treatment", "harms", "prevalence", "prognosis", "diagnosis"). ``n``: people studied, None if unstated. ``flags``: "small",
    "pilot", "n of 1", "preprint", "guideline", ...
    """

    design: Design
    level: int | None
    row: str
    why: str
    n: int | None = None
    flags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.level is not None and not 1 <= self.level <= 5:
            raise ValueError(f"an OCEBM level is 1 to 5, not {self.level}")


@dataclass(frozen=True, slots=True)
class Judgement:
    """Claim x citation. ``score`` 0-1 belongs to the stance; ``features`` are the plain reasons that fired.

    ``overstated``: what the study states weaker than the claim ("study: 1.3 %; claim: nearly 2 %"), else "".
    ``underpowered``: a null result too small to outweigh (method.md, section 1). ``status`` of the paper at the time.
    ``not_judged``: why the judge has no answer, "" where it has one; such a judgement counts for nothing, not as neutral either.
    ``relevance`` 0-1 to the claim and ``placed``: why it stands where it does among the others, in words. ``same_study``: "preprint of
    PMID 1" where another of the claim's records stands for the same study, else "".
    """

    pmid: str
    stance: Stance
    score: float
    strength: Strength
    rationale: tuple[Rationale, ...]
    directness: Directness
    mismatches: tuple[Mismatch, ...]
    graded: Graded
    status: PublicationStatus
    judge: str
    features: tuple[str, ...] = ()
    overstated: str = ""
    underpowered: bool = False
    title: str = ""
    year: int | None = None
    note: bool = False
    not_judged: str = ""
    relevance: float = 0.0
    placed: str = ""
    same_study: str = ""

    def __post_init__(self) -> None:
        if self.stance != Stance.NEUTRAL and not self.rationale:
            raise ValueError("a stance needs the sentence it rests on")
        if self.not_judged and self.stance != Stance.NEUTRAL:
            raise ValueError("what was not judged takes no stance")
        if (self.directness == Directness.INDIRECT) != bool(self.mismatches):
            raise ValueError("indirect means at least one mismatch, direct means none")


@dataclass(frozen=True, slots=True)
class Weighed:
    """Whether the policy counted a judgement, and why not."""

    pmid: str
    counted: bool
    why_not_counted: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many citations stand where; ``excluded`` were read but not counted (retracted, protocol, tentative...)."""

    supports: int = 0
    refutes: int = 0
    neutral: int = 0
    excluded: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """A label with its reason, the counts and, citation by citation, what was counted, under a named policy."""

    reason: Reason
    counts: Counts
    weighed: tuple[Weighed, ...]
    policy: str
    explanation: str
    best_level: int | None = None

    @property
    def label(self) -> Label:
        return LABEL_OF[self.reason]


@dataclass(frozen=True, slots=True)
class Wording:
    """Certainty against what the level allows; ``suggestion`` is a softer sentence with the same facts, or ""."""

    overstated: bool
    why: str = ""
    suggestion: str = ""
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One act of a person or of the machine in the append-only log; ``before`` and ``after`` are JSON texts."""

    kind: str
    actor: str
    at: str
    subject: str
    before: str = ""
    after: str = ""
    reason: str = ""
    article: str = ""
    versions: str = ""
    number: int = 0
    previous: str = ""
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """What stands now for one claim: the person's label beside the machine's."""

    state: str = "draft"
    label: Label | None = None
    reviewer: str = ""
    reason: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim with its searches, judgements, verdict, wording and standing review.

    ``beside``: what a second judge said of the same citations, in the same order; it decides nothing. () where there was none.
    """

    claim: Claim
    state: State
    searches: tuple[Search, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    verdict: Verdict | None = None
    wording: Wording = field(default_factory=lambda: Wording(False))
    review: Review = field(default_factory=Review)
    explanation: str = ""
    beside: tuple[Judgement, ...] = ()

    def __post_init__(self) -> None:
        if (self.state in (State.JUDGED, State.STALE)) != (self.verdict is not None):
            raise ValueError("a judged claim carries a verdict, any other none")

    @property
    def label(self) -> Label | None:
        return self.verdict.label if self.verdict else None


@dataclass(frozen=True, slots=True)
class Flag:
    """Something about the article as a whole: code, plain sentence and, where it has one, its place."""

    code: str
    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class LibraryState:
    """What the local library held: number of records and a digest over them."""

    records: int
    digest: str


@dataclass(frozen=True, slots=True)
class Run:
    """When, against what and with which versions an audit ran; times are ISO 8601 UTC.

    ``notices``: (source, day up to which it speaks or "") of the sources besides PubMed that were asked for publication status.
    ``beside``: the second judge whose judgements stand beside those that decided, "" where there was none.
    """

    id: str
    started_at: str
    finished_at: str
    source: str
    library: LibraryState
    judge: str
    policy: str
    software: str
    notices: tuple[tuple[str, str], ...] = ()
    beside: str = ""


class Resolution(StrEnum):
    """What became of a reference: a record was found, the source answered and has none, or nobody could be asked."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that the article itself refers to; ``text == article.text[start:end]``.

    ``entry``: an entry of a reference list, else an identifier inside running text. Identifiers are bare ("10.1000/x" in lower case,
    digits, "PMC123"); ``titles`` are the pieces of an entry that may be its title, likeliest first; "" and () where it is silent.
    """

    start: int
    end: int
    text: str
    entry: bool = False
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    titles: tuple[str, ...] = ()
    author: str = ""
    journal: str = ""
    year: str = ""
    volume: str = ""
    page: str = ""

    def __post_init__(self) -> None:
        Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class CitedReference:
    """A reference as it was looked up. ``by``: what found it ("pmid", "doi", "pmcid", "citation", "title"), "" if nothing did.

    ``similarity`` 0-1 of its title with the record's, None where there is none to compare; ``mismatch``: title or identifiers say
    another record. ``status`` of the paper at the time; ``why`` in words; ``source`` that was asked and when (``at``, ISO 8601 UTC).
    """

    reference: Reference
    resolution: Resolution
    why: str = ""
    pmid: str = ""
    title: str = ""
    similarity: float | None = None
    mismatch: bool = False
    status: PublicationStatus = PublicationStatus.UNKNOWN
    by: str = ""
    source: str = ""
    at: str = ""

    def __post_init__(self) -> None:
        if (self.resolution == Resolution.FOUND) != bool(self.pmid):
            raise ValueError("a reference that was found has a PMID, any other none")


class EditKind(StrEnum):
    """What a person may do to an article's claims (method.md, section 2)."""

    ADD = "add"
    EDIT = "edit"
    SPLIT = "split"
    MERGE = "merge"
    DROP = "drop"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of an article's claims by a person: the claims as they stood (``before``) and as they stand then (``after``).

    ``quotes``: the frozen text's own words at the place of each claim of ``after``, by which they are found again in another version.
    ``number``: of its event in the log. ``orphaned``: in the version at hand there is nothing that it could be done to.
    """

    kind: EditKind
    before: tuple[Claim, ...] = ()
    after: tuple[Claim, ...] = ()
    quotes: tuple[str, ...] = ()
    reason: str = ""
    actor: str = ""
    at: str = ""
    number: int = 0
    orphaned: bool = False

    def __post_init__(self) -> None:
        counts = len(self.before), len(self.after)
        fits = {
            EditKind.ADD: counts == (0, 1),
            EditKind.EDIT: counts == (1, 1),
            EditKind.SPLIT: counts[0] == 1 and counts[1] >= 2,
            EditKind.MERGE: counts[0] >= 2 and counts[1] == 1,
            EditKind.DROP: counts == (1, 0),
            EditKind.RESTORE: counts == (0, 1),
        }
        if not fits[self.kind]:
            raise ValueError(f"{self.kind.value} cannot turn {counts[0]} claims into {counts[1]}")
        if len(self.quotes) != len(self.after):
            raise ValueError("every new claim has the words at its place")
        if self.kind == EditKind.DROP and not self.reason.strip():
            raise ValueError("a claim is dropped for a reason")


@dataclass(frozen=True, slots=True)
class Audit:
    """One dated run over an article; ``references``: the article's own, as they were looked up then.

    ``edits``: what people did to its claims, oldest first, where the findings are those of the edited claims; () as recorded.
    """

    article: Article
    run: Run
    findings: tuple[Finding, ...]
    flags: tuple[Flag, ...] = ()
    references: tuple[CitedReference, ...] = ()
    edits: tuple[Edit, ...] = ()
