"""What an edit of claims means: the machine's claims and the edits in order -> the claims as they stand, none ever lost. Pure.

``replay`` is the fold; ``refusal`` and ``overtaken`` say why an edit cannot be made; ``findings`` puts the verdicts to the claims.
"""

from __future__ import annotations

from evidence.editing.answers import findings, said
from evidence.editing.replay import Outcome, Standing, overtaken, refusal, replay

__all__ = ["Outcome", "Standing", "findings", "overtaken", "refusal", "replay", "said"]
