"""How an article's spelling is brought to MeSH's: British pieces of words to American ones, Greek letters to their names.

``BRITISH`` is tried only after the word as written was not found.
Source: the pairs NLM itself lists as entry terms (Anaemia / Anemia, Oedema / Edema, Tumour / Tumor, beta Catenin / β).
"""

BRITISH: tuple[tuple[str, str], ...] = (
    ("aemi", "emi"),
    ("haem", "hem"),
    ("oedem", "edem"),
    ("oesoph", "esoph"),
    ("oestr", "estr"),
    ("paed", "ped"),
    ("anaesth", "anesth"),
    ("gynaec", "gynec"),
    ("foet", "fet"),
    ("coeliac", "celiac"),
    ("rrhoea", "rrhea"),
    ("pnoea", "pnea"),
    ("tumour", "tumor"),
    ("behaviour", "behavior"),
    ("fibre", "fiber"),
    ("colour", "color"),
    ("sulph", "sulf"),
    ("caecal", "cecal"),
    ("ageing", "aging"),
)

GREEK: tuple[tuple[str, str], ...] = (
    ("α", "alpha"),
    ("β", "beta"),
    ("γ", "gamma"),
    ("δ", "delta"),
    ("ε", "epsilon"),
    ("κ", "kappa"),
    ("λ", "lambda"),
    ("μ", "mu"),
    ("ω", "omega"),
)
