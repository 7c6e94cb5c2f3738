"""Words that say which way something goes: up or down in amount, better or worse in value, and results that found nothing.

``UP`` and ``DOWN`` are read together with what goes up or down (rules/outcomes.py); ``BETTER`` and ``WORSE`` stand for themselves.
Sources: "team list" from reading result sentences; "Evidence Inference" marks words frequent in its sentences labelled
increased, decreased or no difference (Evidence Inference 2.0, MIT).
"""

from __future__ import annotations

from evidence.rules.cue import Cue

UP: tuple[Cue, ...] = (
    Cue("increase", r"\bincreas(?:e[sd]?|ing(?:ly)?)\b", "up"),
    Cue("raise", r"\b(?:rais(?:e[sd]?|ing)|ris(?:es?|ing|en)|rose)\b(?! (?:concern|question|hypothes|possibilit))", "up"),
    Cue("elevate", r"\belevat(?:e[sd]?|ing|ions?)\b", "up"),
    Cue(
        "higher",
        r"\b(?:higher|highest|greater|greatest|larger|largest|longer|longest|more|most|bigger"
        r"|over-?abundan\w+)\b(?! than one\b)",
        "up",
    ),
    Cue("enhance", r"\b(?:enhanc(?:e[sd]?|ing|ements?)|augment(?:s|ed|ing|ation)?|boost(?:s|ed|ing)?|amplif(?:y|ies|ied|ication))\b", "up"),
    Cue("promote", r"\b(?:promot(?:e[sd]?|ing|ion)|stimulat(?:e[sd]?|ing|ions?)|facilitat(?:e[sd]?|ing|ion)|encourag(?:e[sd]?|ing)"
        r"|support(?:s|ed|ing)? (?:the )?(?:growth|development|survival|proliferation))\b", "up"),
    Cue("activate", r"\b(?:(?:re)?activat(?:e[sd]?|ing|ion)|up-?regulat(?:e[sd]?|ing|ion)|over-?express(?:e[sd]|ing|ion)?)\b", "up"),
    Cue("accelerate", r"\b(?:accelerat(?:e[sd]?|ing|ion)|intensif(?:y|ies|ied)|heighten(?:s|ed|ing)?|potentiat(?:e[sd]?|ing|ion)"
        r"|strengthen(?:s|ed|ing)?|expan(?:ds?|ded|ding|sion))\b", "up"),
    Cue("gain", r"\b(?:gain(?:s|ed|ing)?|gr(?:ows?|ew|own|owing)|prolong(?:s|ed|ing|ation)?|extend(?:s|ed|ing)?|exceed(?:s|ed|ing)?"
        r"|outnumber(?:s|ed)?)\b", "up"),
    Cue("commoner", r"\b(?:common(?:er|est)|more (?:common|frequent|often|likely|prevalent)|frequently|fold (?:higher|greater|increase)"
        r"|overrepresented|excess)\b", "up"),
)

# Connectors: they pass on what follows ("leads to reduced growth") and mean more of it where nothing does ("causes fatigue").
CAUSE: tuple[Cue, ...] = (
    Cue(
        "cause",
        r"(?<!-)\b(?:caus(?:e[sd]?|ing|al)|leads? to|leading to|led to|result(?:s|ed|ing)? in|contribut(?:e[sd]?|ing) to"
        r"|giv(?:es?|ing) rise to|gave rise to|produc(?:e[sd]?|ing)|induc(?:e[sd]?|ing|tion)|trigger(?:s|ed|ing)?"
        r"|elicit(?:s|ed|ing)?|evok(?:e[sd]?|ing)|provok(?:e[sd]?|ing)|driv(?:es?|ing|en)|drove|bring(?:s|ing)? about"
        r"|play(?:s|ed)? (?:a|an) (?:\w+ ){0,2}role)\b",
        "cause",
    ),
    Cue(
        "precede",
        r"\b(?:preced(?:e[sd]?|ing)|develop(?:s|ed)? (?:after|following)|follow(?:s|ed|ing)|after (?:acute|an?|the)|onset"
        r"|start(?:s|ed)? (?:after|with))\b",
        "cause",
    ),
)

DOWN: tuple[Cue, ...] = (
    Cue("decrease", r"\bdecreas(?:e[sd]?|ing)\b", "down"),
    Cue("reduce", r"\breduc(?:e[sd]?|ing|tions?)\b", "down"),
    Cue(
        "lower",
        r"\b(?:lower(?:s|ed|ing)?|lowest|less(?:er|ens?|ened)?|least|fewer|fewest|smaller|smallest|shorter|shortest"
        r"|weaker)\b",
        "down",
    ),
    Cue("fall", r"\b(?:f[ae]ll(?:s|en|ing)?|drop(?:s|ped|ping)?|declin(?:e[sd]?|ing)|diminish(?:es|ed|ing)?|dwindl\w+"
        r"|minimi[sz](?:e[sd]?|ing)|decrement)\b", "down"),
    Cue(
        "suppress",
        r"\b(?:suppress(?:es|ed|ing|ion)?|inhibit(?:s|ed|ing|ion)?|block(?:s|ed|ing|ade)?|antagoni[sz](?:e[sd]?|ing)"
        r"|imped(?:e[sd]?|ing)|hamper(?:s|ed)?|hinder(?:s|ed)?|repress(?:es|ed|ing|ion)?|silenc(?:e[sd]?|ing)|abolish(?:es"
        r"|ed|ing)?|abrogat(?:e[sd]?|ing|ion)|eliminat(?:e[sd]?|ing|ion))\b",
        "down",
    ),
    Cue(
        "down-regulate",
        r"\b(?:down-?regulat(?:e[sd]?|ing|ion)|de-?activat(?:e[sd]?|ing|ion)|inactivat(?:e[sd]?|ing|ion)|deplet(?:e[sd]?"
        r"|ing|ion)|under-?express(?:ed|ion)?)\b",
        "down",
    ),
    Cue("attenuate", r"\b(?:attenuat(?:e[sd]?|ing|ion)|blunt(?:s|ed|ing)?|dampen(?:s|ed|ing)?|mitigat(?:e[sd]?|ing|ion)|weaken(?:s|ed|ing)?"
        r"|curb(?:s|ed)?|limit(?:s|ed|ing)?|restrict(?:s|ed|ing)?)\b(?! (?:by|evidence|data|number|information))", "down"),
    Cue("prevent", r"\b(?:prevent(?:s|ed|ing|ion|ive)?|avoid(?:s|ed|ing|ance)?|delay(?:s|ed|ing)?|slow(?:s|ed|ing|er)?|stop(?:s|ped|ping)?"
        r"|halt(?:s|ed|ing)?)\b", "down"),
    Cue("lose", r"\b(?:los(?:es?|t|s|ing)|scarce|depriv(?:ed|ation))\b(?! to follow)", "down"),
    Cue("rarer", r"\b(?:rarer|less (?:common|frequent|often|likely|prevalent)|infrequent(?:ly)?|under-?represented)\b", "down"),
)

BETTER: tuple[Cue, ...] = (
    Cue("improve", r"\bimprov(?:e[sd]?|ing|ements?)\b", "better"),
    Cue(
        "relieve",
        r"\b(?:reliev(?:e[sd]?|ing)|relief|alleviat(?:e[sd]?|ing|ion)|ameliorat(?:e[sd]?|ing|ion)|eas(?:e[sd]|ing)"
        r"|sooth(?:e[sd]?|ing))\b",
        "better",
    ),
    Cue(
        "benefit",
        r"\b(?:benefi(?:ts?|ted|ting|cial)|advantages?|favou?r(?:s|ed|able|ably|ing)?|helps?|helped|helpful|helping"
        r"|useful)\b",
        "better",
    ),
    Cue(
        "effective",
        r"\b(?<!not )(?<!un)(?:effective(?:ly|ness)?|efficacious|efficacy|successful(?:ly)?|success|works?|worked)\b",
        "better",
    ),
    Cue("superior", r"\b(?:superior(?:ity)?|better|best|outperform(?:s|ed|ing)?|beat)\b", "better"),
    Cue(
        "protect",
        r"\b(?:protect(?:s|ed|ing|ion|ive)?|safe(?:ly|ty)?|well[- ]tolerated|heal(?:s|ed|ing)?|cur(?:e[sd]?|ing|ative))\b",
        "better",
    ),
    Cue(
        "recover",
        r"\b(?:recover(?:s|ed|y|ing)?|restor(?:e[sd]?|ing|ation)|remission|remitt(?:ed|ers?)|rescu(?:e[sd]?|ing)"
        r"|revers(?:e[sd]?|al|ing)|normali[sz](?:e[sd]?|ing|ation))\b",
        "better",
    ),
    Cue("promising", r"\b(?:promis(?:e|ing)|potential(?:ly)? (?:benefit|useful|treatment|therap\w+))\b", "better"),
)

WORSE: tuple[Cue, ...] = (
    Cue(
        "worsen",
        r"\b(?:wors(?:e|en(?:s|ed|ing)?|t)|deteriorat(?:e[sd]?|ing|ion)|aggravat(?:e[sd]?|ing|ion)|exacerbat(?:e[sd]?|ing"
        r"|ions?))\b",
        "worse",
    ),
    Cue("impair", r"\b(?:impair(?:s|ed|ing|ments?)?|damag(?:e[sd]?|ing)|harm(?:s|ed|ful|ing)?|detriment(?:s|al)?|disrupt(?:s|ed|ing|ion)?"
        r"|compromis(?:e[sd]|ing))\b", "worse"),
    Cue("adverse", r"\b(?:adverse|toxic(?:ity)?|side[- ]effects?|unsafe|dangerous|hazard(?:s|ous)?|serious harms?)\b(?! ratio)", "worse"),
    Cue("inferior", r"\b(?<!non-)(?:inferior(?:ity)?|poor(?:er|est|ly)?|unfavou?rable)\b", "worse"),
    Cue(
        "fail",
        r"\b(?:fail(?:s|ed|ing|ures?)?|ineffective(?:ly|ness)?|unsuccessful(?:ly)?|useless|futile"
        r"|no better)\b(?! to reject)",
        "worse",
    ),
)

# A result that found no difference, no effect or no link.
NULL: tuple[Cue, ...] = (
    Cue(
        "no difference",
        r"\b(?:no|without(?: any)?|not (?:find|found|show|observe|detect|identif\w+|reveal|demonstrate)(?: any| an?)?"
        r"|neither|lack of(?: a| any)?|absence of(?: a| any)?|failed to (?:find|show|detect|demonstrate)(?: any"
        r"| an?)?) (?:(?:statistically|clinically|overall|significant|appreciable|clear|consistent|major|meaningful"
        r"|measurable|apparent|detectable|obvious|added|additional|group|between-group|such|strong|direct|independent"
        r"|other|substantial|relevant|discernible|evident|evidence (?:of|for)|evidence that|support for|lasting|long-term"
        r"|net|common|causal|a|an|any) ){0,4}(?:differences?|effects?|changes?|associations?|correlations?|relationships?|benefits?"
        r"|improvements?|impact|links?|influence|increase[sd]?|decrease[sd]?|reductions?|interactions?|advantages?"
        r"|superiority|evidence|role|excess|alterations?|abnormalit(?:y|ies)|relief|responses?)\b",
        "null",
        "Evidence Inference",
    ),
    Cue(
        "did not differ",
        r"\b(?:did|do|does|was|were|is|are|has|have|had|could|can)(?: not|n't)(?: \w+){0,3}? (?:differ(?:ent)?|change[sd]?"
        r"|affect(?:ed)?|alter(?:ed)?|influence[sd]?|improve[sd]?|reduce[sd]?|increase[sd]?|decrease[sd]?|lower(?:ed)?"
        r"|prevent(?:ed)?|predict(?:ed)?|correlate[sd]?|associated|significant(?:ly)?|related|linked|effective|superior"
        r"|better|higher|greater|more|benefit|support(?:ed)?|enhance[sd]?|result(?:ed)?|cause[sd]?|lead|contribute[sd]?"
        r"|require[sd]?|induce[sd]?|promote[sd]?|inhibit(?:ed)?|separate|help|work)\b",
        "null",
        "Evidence Inference",
    ),
    Cue(
        "not significant",
        r"\b(?:not (?:reach |achieve |attain )?(?:statistical(?:ly)? )?significan(?:t(?:ly)?|ce)|non-?significant(?:ly)?"
        r"|insignificant(?:ly)?|neither (?:\w+ )?significant|p ?= ?(?:ns|n\.s\.)|\bns\b)",
        "null",
        "Evidence Inference",
    ),
    Cue(
        "similar",
        r"\b(?:similar(?:ly)?|comparable|equivalent|equal(?:ly)?|the same|identical|unchanged|unaffected|unaltered"
        r"|indistinguishable|as (?:effective|safe|good) as|non-?inferior(?:ity)?|no more|no better|no less|no higher"
        r"|no lower|not? (?:different|superior))\b",
        "null",
        "Evidence Inference",
    ),
    Cue("p above 0.05", r"\bp ?(?:>|≥) ?0?\.(?:05|1)\d*\b|\bp ?= ?0?\.(?:0[6-9]|[1-9])\d*\b", "null", "Evidence Inference"),
    Cue(
        "vanished",
        r"\b(?:vanish(?:es|ed)|disappear(?:s|ed)|abolished|no longer (?:significant|associated|present)"
        r"|independent(?:ly)? of|unrelated|not related|little (?:effect|evidence|impact|explained|change|benefit|or no))\b",
        "null",
    ),
)

# A difference that was found.
SIGNIFICANT: tuple[Cue, ...] = (
    Cue("significant", r"(?<!not )(?<!non-)(?<!no )(?<!not statistically )(?<!no statistically )\bsignifican(?:t(?:ly)?|ce)\b", "found"),
    Cue("p below 0.05", r"\bp ?(?:<|≤) ?0?\.0\d*\b|\bp ?= ?0?\.0(?:0\d*|[1-4]\d*|5)\b", "found"),
)

# A link that was found, whatever its direction.
LINK: tuple[Cue, ...] = (
    Cue(
        "association",
        r"\b(?:associat(?:ed|ions?)|correlat(?:e[sd]?|ions?)|linked|related to|relationships?|predict(?:s|ed|ors?|ive)?"
        r"|link between|risk factors?)\b",
        "linked",
    ),
)
