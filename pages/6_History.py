"""The log as it was written: who did what to which claim, when and why; filtered, checked, taken out as a file."""

from pages.parts import cards, frame, history_view, people_desk

frame.begin("History")
frame.heading("History", "The log: events are added, never changed, and each carries the hash of the one before it.")
with frame.told():
    me = people_desk.who()
    asked = history_view.ask()
    found = history_view.find(asked, me)
    if found.total:
        history_view.show(found, asked, me)
    else:
        cards.blank(
            "history",
            "No event passes",
            "Audits, decisions, comments, alarms and signatures stand here. Take a filter away, or audit an article.",
        )
    history_view.check()
