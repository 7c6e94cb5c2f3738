"""What "it", "this therapy" and "these patients" may stand for.

``CLASSES``: a noun behind "this/the/these" and the sort of thing it names. ``FITS``: predicates that ask for a sort of thing.
``EMPTY``: "it" and "there" that stand for nothing. ``EVENTS``: "this" that stands for the whole sentence before.
Source: team list; every row has an example in its test.
"""
# ruff: noqa: E501 - a rule is a line

from __future__ import annotations

from evidence.rules import joints, verbs
from evidence.rules.cue import Cue

SUBJECT = r"^(?P<pronoun>(?P<whose>its|their)(?=\s+\w)|(?:it|they|this|these|those|that)(?=\s+(?:(?:\w+n['’]t|cannot|also|often|usually|can|may|might|could|will|would|should|must|is|are|was|were|has|have|had|does|do|did|then|really|typically|generally|sometimes|rarely|even|not|never|simply|actually|commonly|further|directly|quickly|both|all|each|either)\b|\w+(?:s|es|ed)\b|(?:{irregular})\b))|(?:this|the|these|those|such)\s+(?:(?!(?:two|three|four|both|other|all|many|some|new|most|best|first|second|last|next|right|same|following|only|few|more)\b)\w+\s+)?(?P<noun>{nouns}))(?=[\s,.;:]|$)(?! (?:of|for|with|that|who|which|from|against)\b)"

IRREGULAR = "|".join(sorted({past for past, _ in verbs.IRREGULAR.values()}))  # "it sped up", "it led to"

CLASSES: tuple[Cue, ...] = (
    Cue("class.treatment", r"(?:therap(?:y|ies)|treatments?|drugs?|medications?|medicines?|infusions?|injections?|shots?|supplements?|remed(?:y|ies)|procedures?|interventions?|compounds?|molecules?|substances?|vitamins?|nutrients?|minerals?|an?esthetics?|hormones?|antibiotics?|strains?|microbes?|organisms?|pills?|tablets?|capsules?|devices?|diet|practice)", "treatment"),
    Cue("class.condition", r"(?:conditions?|diseases?|disorders?|illness(?:es)?|syndromes?|ailments?|infections?|symptoms?)", "condition"),
    Cue("class.people", r"(?:patients?|people|individuals|sufferers)", "condition"),
)

FITS: tuple[Cue, ...] = (
    Cue("fits.condition", r"\b(?:diagnos\w+|symptoms?|caused by|preceded|triggered by|brought on|is an? (?:\w+ ){0,3}(?:condition|disease|disorder|illness|syndrome|infection)|affects? (?:\w+ ){0,4}(?:people|adults|women|men|children|population|americans|%|percent|\d)|develops? (?:when|after|if|in)|occurs? (?:when|after|if|in)|(?:begins?|starts?|appears?|comes on|sets in|strikes?)\b|suffer|sufferers|prevalen\w+|common|is described|is characteri[sz]ed|is defined)\b", "condition"),
    Cue("fits.treatment", r"\b(?:administered|used|stopped|started|given|injected|infused|taken|prescribed|approved|dos(?:e|es|ing)|works?|treats?|help(?:s|ed)?|reduc\w+|reliev\w+|eas(?:e|es)|improv\w+|prevents?|lowers?|boosts?|effective|safe|side effects|bioavailability|absorbed|antagonist|agonist|opioid|medication|related to|binds?|blocks?|inhibits?|increases|acts?|supports?|restores?|is an? (?:\w+ ){0,3}(?:treatment|therapy|option|drug|medication|medicine|an?esthetic|supplement|vitamin|compound|molecule))\b", "treatment"),
)

# What may stand before the subject: "In adults with gout, it ...", "Rarely, the drug ...".
ADJUNCT = r"(?:(?:(?:in|for|among|after|during|with|at|on|by|over|under|within|compared with|compared to|taken|given|used|when (?:taken|given|used))\b[^,;:()]{3,110}|\w+ly|often|sometimes|however|today),\s+|(?:in|among|for|with|during)\s+(?:[\w-]+\s+){1,3}(?=(?:it|they|this|these)\b)|" + joints.FRAME + r")"

EMPTY = r"^(?:it|there)\s+(?:is|was|are|were|seems|appears|turns out|takes|has been|have been|can be|may be|might be)\s+(?:also |now |not |often |widely |generally |well |very |so |quite |still |currently |really )*(?:important|possible|likely|unlikely|estimated|believed|thought|known|clear|unclear|worth|best|hard|easy|difficult|essential|crucial|true|said|recommended|unknown|uncommon|common|possible|necessary|understood|suggested|shown|advisable|vital|tempting|hoped|no|some|little|evidence|any|many|several|few|a|an|strong|growing|good|currently|limited|significant|two|three|that|time|normal|rare|safe to|wise|reasonable|reported|found|proposed)\b|^there\b"

EVENTS = r"^it\s+(?:also )?(?:means|follows|is why|shows) that\b|^(?:this|that)\s+(?:also |then |often |in turn |really )*(?:(?:may|might|could|can|would|will|helps?|has|to)\s+)*(?:explain\w*|means?|meant|suggest\w*|shows?|showed|indicates?|implies|makes?|made|allows?|allowed|happens?|occurs? because|is why|is because|is when|is how|leads?|led|result\w*|causes?|gives?|creates?|reflects?|includes|ensures?|matters|supports? the|raises? the (?:question|possibility)|lets|enables?|forces?|is (?:called|known as|termed|also known)|occurs|triggers|puts|relates)\b"
