"""What stands around an article's prose: dates, bylines, labels; one line of the article at a time.

Every row is matched against one line (white space folded). Source of all rows: team list from reading health pages.
"""

from __future__ import annotations

from dataclasses import dataclass

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DEGREE = r"(?:M\.?D\.?|D\.?O\.?|Ph\.?D\.?|N\.?P\.?|R\.?N\.?|PharmD|PsyD|FNP(?:-BC)?|PA-C|MPH|MSc?|MBBS|FRCA|RD)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? +)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"


@dataclass(frozen=True, slots=True)
class LinePattern:
    """A name and a regular expression, case ignored; its named groups are what is taken from the line."""

    name: str
    pattern: str


# A date's own text. "04/05/2024" is April in the US and May elsewhere: only its year is taken.
DATES = (
    LinePattern("date.month_day", rf"{_WEEKDAY}{_MONTH} +{_DAY},? +{_YEAR}"),
    LinePattern("date.day_month", rf"{_WEEKDAY}{_DAY} +(?:of +)?{_MONTH},? +{_YEAR}"),
    LinePattern("date.iso", rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?:t[\d:.z+-]*)?"),
    LinePattern("date.numbers", rf"(?P<first>\d{{1,2}})[/.](?P<second>\d{{1,2}})[/.]{_YEAR}"),
    LinePattern("date.month_year", rf"{_MONTH},? +{_YEAR}"),
)

# Words before a date that make its line a date line; "review" and "update" dates count only where no other is given.
DATE_LABELS = (
    LinePattern("label.published", r"(?:first |originally )?(?:published|posted|date|written|publication date|publish date)(?: on)?"),
    LinePattern("label.updated", r"(?:last )?(?:updated?|modified|revised|(?:medically )?reviewed|edited)(?: on)?"),
)

# "person" is the author's name as the line gives it.
BYLINES = (
    LinePattern("byline.by", r"(?:(?:written|authored|posted|article|words|text) )?by:? +(?P<person>[^!?]{3,80})"),
    LinePattern("byline.author", r"(?:authors?|writer):? +(?P<person>[^!?]{3,80})"),
    LinePattern(
        "byline.degree",
        r"(?P<person>(?:dr\.? +)?(?-i:(?:[A-Z][\w'’-]+|[A-Z]\.) +){1,4}"
        rf"(?-i:[A-Z][\w'’-]+)(?-i:(?:,? *{_DEGREE})+))",
    ),
    LinePattern("byline.doctor", r"(?P<person>dr\.? +(?-i:(?:[A-Z][\w'’-]+|[A-Z]\.)(?: +(?:[A-Z][\w'’-]+|[A-Z]\.)){0,3}))"),
)

# Who checked the page is not its author.
NOT_AUTHOR = LinePattern(
    "byline.reviewer",
    r"(?:medically |clinically |fact[- ]|scientifically )?(?:reviewed|checked|edited|approved) by\b.*",
)

# Titles that programs write by themselves and no author ever meant.
JUNK_TITLES = LinePattern(
    "title.junk",
    r"(?:untitled|(?:new )?document ?\d*|microsoft word\b.*|powerpoint\b.*|slide ?\d*|.*\.(?:docx?|pdf|indd|qxd|html?|tex)"
    r"|anonymous|word document)?",
)
JUNK_AUTHORS = LinePattern(
    "author.junk",
    r"(?:python-docx|anonymous|unknown|user|admin(?:istrator)?|microsoft(?: office)?(?: user)?|owner|author)?",
)
