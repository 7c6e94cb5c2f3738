"""A true sentence turned round: direction words swapped, or a negation put in or taken out. Only for training a judge."""

from __future__ import annotations

import random
import re

_PAIRS = (
    "increases/decreases increased/decreased increase/decrease increasing/decreasing reduces/increases reduced/increased reduce/increase"
    " higher/lower lower/higher improves/worsens improved/impaired improve/worsen impairs/improves impaired/improved enhances/impairs"
    " enhanced/reduced enhance/impair promotes/inhibits promote/inhibit promoted/inhibited inhibits/promotes inhibited/promoted"
    " inhibit/promote induces/suppresses suppresses/induces attenuates/aggravates prevents/promotes prevent/promote more/less less/more"
    " greater/smaller positive/negative upregulates/downregulates downregulates/upregulates activates/inhibits stimulates/inhibits"
    " effective/ineffective safe/unsafe better/worse superior/inferior longer/shorter high/low low/high elevated/reduced"
    " alleviates/aggravates ameliorates/aggravates accelerates/delays delays/accelerates common/rare rare/common required/dispensable"
    " essential/dispensable necessary/unnecessary gain/loss beneficial/harmful worsens/improves early/late decreases/increases"
    " decreased/increased decrease/increase"
)
_SWAPPED = dict(pair.split("/") for pair in _PAIRS.split())
_WORD = re.compile(r"\b(" + "|".join(sorted(_SWAPPED, key=lambda word: (-len(word), word))) + r")\b")
_NOT = re.compile(r"\b(is|are|was|were|can|may|could|should) (not )?")
_DOES_NOT = re.compile(r"\b(?:does|do|did) not (\w+)")
_VERB = re.compile(
    r"\b(increases|decreases|reduces|improves|enhances|promotes|inhibits|induces|suppresses|attenuates|prevents|predicts|affects|modulates"
    r"|regulates|causes|protects|alleviates|ameliorates|impairs|mediates|stimulates|activates|facilitates|contributes|leads|requires"
    r"|controls|influences|alters|accelerates|delays|blocks|correlates|provides|produces|relieves|lowers|worsens|exacerbates) (?=\w)"
)


def contradicted(sentence: str, draw: random.Random) -> str:
    """One of the ways to turn the sentence round, or "" where none is safe."""
    ways = []
    if hits := list(_WORD.finditer(sentence)):
        hit = draw.choice(hits)
        ways.append(sentence[: hit.start()] + _SWAPPED[hit[1]] + sentence[hit.end() :])
    if hit_ := _DOES_NOT.search(sentence):
        ways.append(sentence[: hit_.start()] + hit_[1] + "s" + sentence[hit_.end() :])
    elif hit_ := _VERB.search(sentence):
        base = hit_[1].removesuffix("es") if hit_[1].endswith("sses") else hit_[1].removesuffix("s")
        ways.append(f"{sentence[: hit_.start()]}does not {base} {sentence[hit_.end() :]}")
    elif hit_ := _NOT.search(sentence):
        ways.append(f"{sentence[: hit_.start()]}{hit_[1]} {'' if hit_[2] else 'not '}{sentence[hit_.end() :]}")
    return draw.choice(ways) if ways else ""
