"""What the heads and cells of a table say: heads under which nothing is claimed, cells that are marks, cells that need "is".

Source: team list, from tables of health pages, leaflets and the sample articles.
"""
# ruff: noqa: E501 - a rule is a line

from __future__ import annotations

SILENT_HEADS = (
    r"^\W*(?:usual |typical |standard |recommended )?(?:dos(?:e|es|age|ing)|price|cost|fee|brand|trade name|name|source|reference|ref|notes?|how to take|schedule|"
    r"appointment|duration of course|provider|phone|address|hours|link|page|author|date|year|package|includes?)s?\b"
)
# Cells that claim nothing: yes and no, note marks, dashes.
MARKS = r"^\W*(?:yes|no|none|n/?a|unknown|varies|see (?:text|below)|not known|yardstick|[-–—✓✔✗x]|\[\d+\](?:,\s*\[\d+\])*)?\W*$"
# Heads that ask or point, and name no quality: "What to expect", "Details".
ASKING_HEADS = r"^\W*(?:what|how|why|when|who|details?|comments?|remarks?|description|results?|findings?|effects?|benefits?|outcomes?|evidence|take care)\b"
# Cells that say what the row is like: "As effective as propranolol", "Unsuitable in asthma".
LIKE = r"^(?:as \w+ as|(?:more|less|most|least|not|very|un)\s?\w+ (?:for|in|than|with|as)|unsuitable|suitable|safe|unsafe|effective|ineffective|contraindicated)\b"
FIGURE = r"^(?:about|around|nearly|almost|over|under|up to|roughly|approximately|approx\.?|less than|more than|at least|at most|some|[<>~≈±])?\s*[\d.]+"
