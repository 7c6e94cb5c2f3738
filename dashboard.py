"""The way in, and the Overview: what needs attention first, the articles, how labels and evidence fall."""

from __future__ import annotations

from pages.parts import frame, overview_view, wiring


def overview() -> None:
    frame.begin("Overview")
    with frame.told():
        found = wiring.overview(rows=3)
        if any(article.latest for article in found.articles):
            frame.heading("Overview", overview_view.summary(found))
            overview_view.attention(found)
            overview_view.articles(found)
            overview_view.pictures(found)
        else:
            frame.heading("Which sentences stand, and on what?", "Audit a health article claim by claim against PubMed, offline or live.")
            overview_view.newcomer()


frame.door(overview)
