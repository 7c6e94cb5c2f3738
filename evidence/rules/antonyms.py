"""Pairs of words of which one side of a contradiction often says the one and the other the other. Stems as text.stem gives them.

Pairs of direction (increase, reduce; better, worse) stand in directions.py. Source: team list.
"""

from __future__ import annotations

PAIRS: tuple[tuple[str, str], ...] = (
    ("high", "low"), ("positiv", "negativ"), ("present", "absent"), ("presenc", "absenc"), ("necessari", "dispensabl"),
    ("essential", "dispensabl"), ("requir", "dispensabl"), ("sufficient", "insufficient"), ("common", "rare"),
    ("frequent", "rare"), ("acut", "chronic"), ("early", "late"), ("earli", "late"), ("short", "long"), ("fast", "slow"),
    ("rapid", "slow"), ("young", "old"), ("younger", "older"), ("man", "woman"), ("male", "femal"), ("boy", "girl"),
    ("mother", "father"), ("maternal", "paternal"), ("before", "after"), ("first", "last"), ("minor", "major"),
    ("major", "minor"), ("weak", "strong"), ("safe", "unsafe"), ("effectiv", "ineffectiv"), ("normal", "abnormal"),
    ("related", "unrelat"), ("relat", "unrelat"), ("dependent", "independent"), ("sensitiv", "resistant"),
    ("susceptibl", "resistant"), ("benign", "malignant"), ("open", "clos"), ("gain", "loss"), ("gain", "lose"),
    ("proximal", "distal"), ("intravenou", "oral"), ("homozygou", "heterozygou"), ("dominant", "recessiv"),
    ("agonist", "antagonist"), ("symptomatic", "asymptomatic"), ("stabl", "unstabl"), ("likely", "unlikely"),
    ("likeli", "unlikeli"), ("similar", "different"), ("same", "different"), ("superior", "inferior"),
    ("advantag", "disadvantag"), ("direct", "indirect"), ("reversibl", "irreversibl"), ("active", "inactiv"),
    ("activ", "inactiv"), ("excitatori", "inhibitori"), ("proinflammatori", "antiinflammatori"), ("rich", "poor"),
    ("single", "multipl"), ("singl", "multipl"), ("upstream", "downstream"), ("mild", "severe"), ("mild", "sever"),
    ("aerobic", "anaerobic"), ("life", "death"), ("surviv", "die"), ("agree", "disagre"), ("include", "exclud"),
    ("ever", "never"), ("always", "never"), ("everi", "none"), ("all", "none"), ("tolerabl", "intolerabl"), ("known", "unknown"),
    ("visibl", "invisibl"), ("central", "peripheral"), ("internal", "external"), ("primari", "secondari"), ("heavi", "light"),
    ("thin", "thick"), ("hypo", "hyper"), ("hot", "cold"), ("day", "month"), ("day", "week"), ("hour", "week"),
    ("minut", "month"), ("half", "twic"), ("minority", "majority"), ("minoriti", "majoriti"),
)
