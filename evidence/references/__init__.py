"""The article's own references: where they stand, whether they exist, whether their titles are theirs, whether they are retracted.

``find``: article -> references with their places. ``resolve``: references -> what a source knows of them, identifiers first, then
the citation's figures, then the title. ``flags``: what of it concerns the article as a whole.
"""

from __future__ import annotations

from evidence.references.checking import MATCHES, MOST, Match, flags, resolve, similarity, unchecked
from evidence.references.reading import find

__all__ = ["MATCHES", "MOST", "Match", "find", "flags", "resolve", "similarity", "unchecked"]
