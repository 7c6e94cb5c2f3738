"""All claims of all articles: filter, and open one where it stands."""

from pages.parts import cards, finder, frame, wiring

frame.begin("Evidence")
frame.heading("Evidence", "Every claim of the newest audit of every article. The address keeps the filters: send it to a colleague.")
with frame.told():
    articles = wiring.store().articles()
    if articles:
        asked = finder.ask(articles)
        finder.show(wiring.claims(asked, finder.ROWS), asked)
    else:
        cards.blank("manage_search", "No claims yet", "Audit an article first: its claims stand here beside those of all others.")
        frame.go("Audit an article", "pages/1_Audit.py", primary=True)
