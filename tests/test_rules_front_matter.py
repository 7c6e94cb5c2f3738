"""Every row of the table of dates, bylines and labels shows what it catches and what it lets go."""

from __future__ import annotations

import re

import pytest

from evidence.readers import front
from evidence.rules import front_matter

DATES = (
    ("date.month_day", "Apr 24, 2024", "2024-04-24", "April is cold"),
    ("date.day_month", "6th of May 2025", "2025-05-06", "6 of 9 died in 2025"),
    ("date.iso", "2025-01-20T08:30:00Z", "2025-01-20", "2025-20"),
    ("date.numbers", "24/04/2024", "2024-04-24", "120/80 in 2024"),
    ("date.month_year", "March 2023", "2023-03", "in March 2023 we opened"),
)
LABELS = (
    ("label.published", "Published on March 3, 2024", True, "Publishing is hard"),
    ("label.updated", "Last updated: 3 March 2024", False, "Updates follow in March"),
)
BYLINES = (
    ("byline.by", "By Ruth Abebe", "Ruth Abebe", "by eating well and resting"),
    ("byline.author", "Author: Jonas Lindqvist, PhD", "Jonas Lindqvist, PhD", "Authors disagree about this"),
    ("byline.degree", "Maria J. Santos MD", "Maria J. Santos MD", "Ketamine and MD"),
    ("byline.doctor", "Dr. Hana Okafor", "Dr. Hana Okafor", "Dr. Okafor says it helps"),
)


@pytest.mark.parametrize(("row", "catches", "iso", "lets_go"), DATES, ids=[case[0] for case in DATES])
def test_dates(row: str, catches: str, iso: str, lets_go: str) -> None:
    pattern = next(entry.pattern for entry in front_matter.DATES if entry.name == row)
    assert re.fullmatch(pattern, catches, re.IGNORECASE)
    assert front.date_of(catches) == iso
    assert front.date_of(lets_go) == ""


@pytest.mark.parametrize(("row", "catches", "published", "lets_go"), LABELS, ids=[case[0] for case in LABELS])
def test_labels(row: str, catches: str, published: bool, lets_go: str) -> None:
    assert front.date_of(catches) == "2024-03-03"
    assert front.is_published(catches) is published
    assert front.date_of(lets_go) == ""


@pytest.mark.parametrize(("row", "catches", "person", "lets_go"), BYLINES, ids=[case[0] for case in BYLINES])
def test_bylines(row: str, catches: str, person: str, lets_go: str) -> None:
    pattern = next(entry.pattern for entry in front_matter.BYLINES if entry.name == row)
    assert re.fullmatch(pattern, catches, re.IGNORECASE)
    assert front.author_of(catches) == person
    assert front.author_of(lets_go) == ""


def test_every_row_has_an_example() -> None:
    assert [row.name for row in front_matter.DATES] == [case[0] for case in DATES]
    assert [row.name for row in front_matter.DATE_LABELS] == [case[0] for case in LABELS]
    assert [row.name for row in front_matter.BYLINES] == [case[0] for case in BYLINES]


def test_who_reviewed_a_page_is_not_its_author() -> None:
    assert front.author_of("Medically reviewed by Hana Okafor, MD") == ""
    assert front.author_of("By Ruth Abebe | Medically reviewed by Hana Okafor, MD") == "Ruth Abebe"


def test_titles_and_authors_that_programs_write_are_none() -> None:
    assert front.known_title("Microsoft Word - final_v3.docx") == front.known_title("Untitled") == ""
    assert front.known_title("  Living  with ME/CFS ") == "Living with ME/CFS"
    assert front.known_author("python-docx") == front.known_author("Microsoft Office User") == ""
    assert front.known_author("Ruth Abebe") == "Ruth Abebe"


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("By Tobias Wrenfield | January 20, 2025 | 4 min read", "2025-01-20"),
        ("Reviewed by a pharmacist. Published 6 May 2025", "2025-05-06"),
        ("03/04/2024", "2024"),  # March in the US, April elsewhere
        ("02/31/2024", ""),
        ("2024-13-01", ""),
        ("Wed, 5 June 2024", "2024-06-05"),
        ("In May 2024 the trial ended.", ""),
        ("x" * 10_000, ""),
    ],
)
def test_lines_around_dates(line: str, iso: str) -> None:
    assert front.date_of(line) == iso
