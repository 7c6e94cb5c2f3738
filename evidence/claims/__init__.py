"""An article's claims: every checkable statement with its exact place, kind, certainty, direction, question, worth and risk.

Compound sentences and list items become atomic claims that keep their parent. ``extract`` reads an article, ``flags`` says what
concerns it as a whole, ``statement`` makes a claim of one free sentence; ``selection`` makes those that a person adds or changes.
"""

from evidence.claims.extraction import extract, statement
from evidence.claims.flags import flags

__all__ = ["extract", "flags", "statement"]
