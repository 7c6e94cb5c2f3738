"""The reading room: the frozen text with every claim marked, beside the chosen claim's card."""

from pages.parts import cards, frame, room, wiring

frame.begin("Article")
with frame.told() as refused:
    audits = wiring.audits()
    if audits:
        audit = wiring.audit(room.which(audits))
        room.head(audit, audits)
        room.room(audit)
    else:
        frame.heading("Article")
        cards.blank(
            "chrome_reader_mode", "No article has been audited yet", "Audit one first: its text stands here with every claim marked."
        )
        frame.go("Audit an article", "pages/1_Audit.py", primary=True)
if refused:
    frame.go("Open the newest audit instead", "pages/2_Article.py")
