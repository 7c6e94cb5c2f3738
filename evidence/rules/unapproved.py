"""Treatments that are used beyond what a regulator has approved (United States), each with its source and date.

Help for a reviewer, not legal advice: a row raises the risk tier of claims about the treatment and asks for an off-label statement.
``approved_for``: MeSH names of conditions for which the statement would not be off-label.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unapproved:
    """``heading``: MeSH name or the name of a newer thing (rules/lay.py). ``date``: of the source, ISO."""

    heading: str
    statement: str
    source: str
    date: str
    approved_for: tuple[str, ...] = ()


UNAPPROVED: tuple[Unapproved, ...] = (
    Unapproved(
        "Ketamine",
        "approved as an anesthetic; not approved for any psychiatric disorder, and compounded ketamine is not reviewed by FDA",
        "FDA, alert on compounded ketamine products",
        "2023-10-10",
        ("Anesthesia", "Anesthesia, General"),
    ),
    Unapproved(
        "NAD",
        "injections are compounded, and compounded products are not reviewed by FDA",
        "FDA, alert on compounded ketamine products (on compounding)",
        "2023-10-10",
    ),
)

OFF_LABEL = (
    r"\b(?:off-?label|(?:not|n['’]t|never) (?:been |yet )?(?:fda[- ])?(?:approved|cleared|licensed|evaluated)|"
    r"has not approved|unapproved|without (?:fda|regulatory) approval)\b"
)
