"""The review of claims by people, pure: what may be decided and by whom, what stands after the log's entries, who sees what, agreement.

``acts``: the words and the roles; ``entries``: what the log holds of a review; ``standing``: the fold; ``agreement``: percent and kappa.
The store keeps the entries as events and asks these rules inside the transaction that writes.
"""

from __future__ import annotations

from evidence.review.acts import Act, Code, Decision, Role, may, refusal
from evidence.review.agreement import Agreement, agreements
from evidence.review.entries import (
    Assigned,
    Comment,
    Content,
    Decided,
    Entry,
    Kind,
    Linked,
    LinkState,
    Reviewers,
    Signed,
    incomplete,
    mentions,
)
from evidence.review.standing import BLIND, CONTENDING, STATES, Standing, blocked, standing, withheld

__all__ = [
    "BLIND",
    "CONTENDING",
    "STATES",
    "Act",
    "Agreement",
    "Assigned",
    "Code",
    "Comment",
    "Content",
    "Decided",
    "Decision",
    "Entry",
    "Kind",
    "LinkState",
    "Linked",
    "Reviewers",
    "Role",
    "Signed",
    "Standing",
    "agreements",
    "blocked",
    "incomplete",
    "may",
    "mentions",
    "refusal",
    "standing",
    "withheld",
]
