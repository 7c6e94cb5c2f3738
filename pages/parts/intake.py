"""The Audit page's questions: which article, and where to search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from evidence.model import Article, LibraryState, PassageKind
from pages.parts import address, cards, signs, state
from pages.parts.markup import tag
from pages.parts.wiring import Sample

PASTE, UPLOAD, SAMPLE = "paste", "upload", "sample"
WAYS = {PASTE: "Paste text", UPLOAD: "Upload a file", SAMPLE: "Take a sample"}
FILES = ("txt", "md", "markdown", "html", "htm", "docx", "pdf")
SOURCES = {
    "library": "Works offline, on the records that stand on this machine.",
    "pubmed": "Asks the National Library of Medicine; what it answers is kept in the library.",
}


@dataclass(frozen=True, slots=True)
class Brought:
    """What a person brought: bytes and a name, both empty when there is nothing yet."""

    data: bytes
    name: str


def article(samples: Sequence[Sample]) -> Brought:
    """Asks for the article; what is brought goes to the readers as it is."""
    way = address.one(state.WAY, WAYS, PASTE)
    st.segmented_control(
        "How to bring it",
        list(WAYS),
        required=True,
        label_visibility="collapsed",
        format_func=WAYS.__getitem__,
        **address.bind(state.WAY, way),
    )
    if way == UPLOAD:
        file = st.file_uploader("Article as text, Markdown, HTML, Word or PDF, at most 10 MB", type=list(FILES), key="intake.file")
        return Brought(file.getvalue(), file.name) if file else Brought(b"", "The upload")
    if way == SAMPLE:
        if not samples:
            cards.blank("folder_off", "No samples here", "This installation ships without samples: paste or upload an article.")
            return Brought(b"", "The sample")
        chosen = st.radio(
            "Sample",
            range(len(samples)),
            format_func=lambda n: samples[n].article.title,
            captions=[sample.about for sample in samples],
            key="intake.sample",
            label_visibility="collapsed",
        )
        _preview(samples[chosen].article)
        return Brought(samples[chosen].data, samples[chosen].name)
    title = st.text_input("Title", placeholder="optional: else its first heading or line", max_chars=300, key="intake.title")
    text = st.text_area(
        "Text of the article",
        height=320,
        placeholder="Paste the whole article. Headings, lists and paragraphs keep their places.",
        key="intake.text",
    )
    return Brought(text.encode(), title.strip() or "Pasted text")


def _preview(article: Article) -> None:
    """The text as it was read, so that a person sees what will be audited."""
    blocks = (
        tag("p", article.text[passage.start : passage.end], dir="auto", cls="head" if passage.kind == PassageKind.HEADING else None)
        for passage in article.passages
    )
    cards.draw(*blocks, cls="preview panel", role="region", aria_label=f"Text of the sample {article.title}", tabindex=0)


def source(library: LibraryState, pubmed: str) -> str:
    """Asks where to search. ``pubmed``: who asks there, in words."""
    chosen = st.radio(
        "Where to search", list(SOURCES), format_func=signs.SOURCES.__getitem__, captions=list(SOURCES.values()), key="intake.source"
    )
    said = f"{library.records:,} records on this machine." if chosen == "library" else pubmed
    cards.draw(tag("p", said, cls="small quiet"))
    return chosen
