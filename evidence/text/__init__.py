"""Sentences, words and their normal form, for medical prose.

``sentences`` and ``ends_block`` say where statements end; ``words``, ``normal``, ``content_words`` and ``stem`` what they are made of.
"""

from __future__ import annotations

from evidence.text.forms import Token, content_words, normal, stem, words
from evidence.text.splitting import ends_block, sentences

__all__ = ["Token", "content_words", "ends_block", "normal", "sentences", "stem", "words"]
