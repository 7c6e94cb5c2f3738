"""The keys of the session's desk and the names in addresses, declared once. What must last goes to the store at once."""

from __future__ import annotations

# Session state: set by dashboard.py when a visitor came in by the door (frame.begin turns others back to it).
READY = "evidence.ready"
PERSON = "evidence.person"  # the name a person typed, for the log
ASKED = "evidence.asked"  # what the reading room's dialog is about, while it is open
LOOKING = "evidence.looking"  # claim -> job of its own audit, while that is under way
ELSEWHERE = "evidence.elsewhere"  # a click in a card leads to another article
TOLD = "evidence.told"  # what was just done, told once

# Names in the address, so that every view can be sent to a colleague.
PAGE = "page"  # where a visitor wanted to go when he was sent to the door
AUDIT = "audit"  # the run of the audit shown
CLAIM = "claim"  # the claim chosen in the reading room
REASON = "reason"  # filters of the reading room, beside label, kind and risk
UNDECIDED = "undecided"
JOB = "job"  # the audit that is under way
LABEL = "label"  # filters of the Evidence page
KIND = "kind"
RISK = "risk"
LEVEL = "level"
TEXT = "words"
ARTICLE = "article"
SORT = "sort"
REVIEW = "review"
SHEET = "sheet"  # which page of the claims
PMID = "pmid"  # the record shown on the Citations page
SOURCE = "source"  # where its search is sent
VIEW = "view"  # search or alarms
WHO = "person"  # filters of the History page, beside claim, article and kind
DAY = "day"
WAY = "way"  # how an article is brought: paste, upload, sample
