"""The network itself: two texts in, three probabilities out, the same bits for the same pair whatever is asked beside it.

Every pair is run alone. In a batch int8 layers share one scale, so neighbours move the logits (by up to 0.04 on a MiniLM-L6 here),
and even fp32 differs in the last bits; alone there is no padding either. Two threads, always: 1 and 2 were bit-equal.
"""

from __future__ import annotations

import math
from importlib.util import find_spec
from typing import Any

import numpy as np

from evidence.errors import SettingsError
from evidence.judges.pair.card import STANCES, Card
from evidence.model import Stance

THREADS = 2
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_TYPES = {"tensor(int64)": np.int64, "tensor(int32)": np.int32}
NEEDED = (
    "Install the packages that run it: make pair (or pip install --no-deps --require-hashes -r requirements-pair.txt);"
    " without them, ask for --judge lexical-2."
)


def installed() -> bool:
    """Whether the packages that run a network are there."""
    return all(find_spec(name) is not None for name in ("onnxruntime", "tokenizers"))


class Network:
    """Runs one ONNX model with its tokenizer. ``model``: the file's bytes; ``tokenizer``: the JSON of a Hugging Face fast tokenizer."""

    def __init__(self, card: Card, model: bytes, tokenizer: str) -> None:
        try:
            import onnxruntime
            import tokenizers
        except ImportError:
            raise SettingsError(f"The judge {card.name} needs onnxruntime and tokenizers; they are not installed.", advice=NEEDED) from None
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = THREADS, 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        # Pairs differ in length: patterns of memory kept for each length would only grow. Waiting threads leave the cores to others.
        options.enable_mem_pattern = False
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # Weights that are kept as int8 are widened once, when loaded, and not anew for every pair (about four times slower here).
        options.add_session_config_entry("session.disable_quant_qdq", "1")
        options.log_severity_level = 4
        try:
            self._session: Any = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
            self._tokenizer: Any = tokenizers.Tokenizer.from_str(tokenizer)
        except Exception as error:  # both raise classes of their own, down to bare Exception
            raise _unusable(card, f"it cannot be loaded ({type(error).__name__})") from None
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._card = card
        self._inputs = {one.name: _TYPES.get(one.type) for one in self._session.get_inputs()}
        if not {"input_ids"} <= set(self._inputs) <= set(_INPUTS) or None in self._inputs.values():
            raise _unusable(card, f"its inputs must be {', '.join(_INPUTS)}, whole numbers")
        outputs = [one.name for one in self._session.get_outputs()]
        self._output = "logits" if "logits" in outputs else outputs[0]
        self.probabilities("A claim.", "Some evidence.")  # what does not fit shows now, not in the middle of an audit

    def probabilities(self, claim: str, evidence: str) -> tuple[float, float, float]:
        """Supports, neutral, refutes: summing to 1."""
        card = self._card
        one = self._tokenizer.encode(claim, add_special_tokens=False)
        other = self._tokenizer.encode(evidence, add_special_tokens=False)
        one.truncate(card.claim_length)
        other.truncate(max(1, card.max_length - len(one) - self._tokenizer.num_special_tokens_to_add(True)))
        pair = self._tokenizer.post_process(*((one, other) if card.claim_first else (other, one)), add_special_tokens=True)
        given = {"input_ids": pair.ids, "attention_mask": pair.attention_mask, "token_type_ids": pair.type_ids}
        feed = {name: np.array([given[name]], dtype=kind) for name, kind in self._inputs.items()}
        try:
            logits = np.asarray(self._session.run([self._output], feed)[0], dtype=np.float64)
        except Exception as error:
            raise _unusable(card, f"it failed on a pair of texts ({type(error).__name__})") from None
        if logits.shape != (1, len(card.labels)) or not np.isfinite(logits).all():
            raise _unusable(card, f"it must give {len(card.labels)} finite logits for a pair, not an output of shape {logits.shape}")
        scaled = [float(value) / card.temperature for value in logits[0]]
        most = max(scaled)
        weights = [math.exp(value - most) for value in scaled]
        total = math.fsum(weights)
        by_stance: dict[Stance, float] = dict(zip(card.labels, (weight / total for weight in weights), strict=True))
        return by_stance[STANCES[0]], by_stance[STANCES[1]], by_stance[STANCES[2]]


def _unusable(card: Card, why: str) -> SettingsError:
    return SettingsError(
        f"The model of the judge {card.name} cannot be used: {why}.",
        advice="Export a cross-encoder for sequence classification to ONNX with one output of three logits (docs/judges.md).",
    )
