"""What waits for people: queues of claims, disagreements of two reviewers, articles on their way to the sign-off."""

from pages.parts import cards, frame, people_desk, review_desks, review_queues, wiring

frame.begin("Review")
frame.heading("Review", "What waits for a person, highest risk and earliest day first. Every decision stands in the log, with its reason.")
with frame.told():
    me = people_desk.me()
    if wiring.audits():
        asked = review_queues.ask(me)
        if asked.view == review_queues.SIGNING:
            review_desks.show(asked, me)
        else:
            review_queues.show(asked, me)
    else:
        cards.blank("rate_review", "Nothing to review yet", "Audit an article first: its claims wait here until somebody decides on them.")
        frame.go("Audit an article", "pages/1_Audit.py", primary=True)
