"""An audit as a file: JSON for scripts, CSV for a spreadsheet, Markdown for people."""

from evidence import exports
from pages.parts import cards, delivery, frame, wiring

frame.begin("Export")
frame.heading("Export", "Take an audit out of here: its claims, labels, quotes and searches. Short quotes and links, no whole abstracts.")
with frame.told() as refused:
    audits = wiring.audits()
    if audits:
        audit = wiring.audit(delivery.which(audits))
        delivery.summary(audit)
        delivery.files(exports.FORMATS, wiring.made(audit.run.id), audit)
    else:
        cards.blank("ios_share", "Nothing to export yet", "Audit an article first, then take it out as JSON, CSV or Markdown.")
        frame.go("Audit an article", "pages/1_Audit.py", primary=True)
if refused:
    frame.go("Export the newest audit instead", "pages/7_Export.py")
