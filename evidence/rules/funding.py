"""How records tell of money from industry: company names in grants, and ties of the authors in the conflict-of-interest statement.

Sources: ICMJE Disclosure Form (2021), whose items are grants, royalties, consulting fees, honoraria, patents, boards, stock, equipment and
other gifts; legal forms of companies; NLM's publication types "Research Support". A tie is shown, never judged.
"""

from __future__ import annotations

from evidence.rules.cue import Cue

ICMJE = "ICMJE Disclosure Form 2021"
FORMS = "legal forms and trade names of companies"

# A statement that denies all ties names the same words: these sentences are let go whole.
DENIED = (
    r"\b(?:no|none|nothing|not|never|without|absence of|nil|neither|nor)\b[^.;]{0,120}\b(?:conflicts?|competing|interests?|relationships?)"
    r"|\b(?:no|none|nothing|nil)\b[^.;]{0,40}\b(?:disclos\w+|declar\w+|ties)\b"
    r"|\b(?:conflicts?|interests?|relationships?|declare[ds]?|report)\b[^.;]{0,40}\b(?:no|none|nothing|nil)\b"
)

TIES: tuple[Cue, ...] = (
    Cue(
        "employed",
        r"\b(?:employees?|employed by|chief \w+ officer|founder|co-?founder|board of directors)\b",
        "employment",
        ICMJE,
    ),
    Cue(
        "paid",
        r"\b(?:honorari\w+|(?:consult|speak|lectur|personal|travel)\w* (?:fees?|support)|paid consultants?|speakers?['’]? bureau)\b",
        "fees",
        ICMJE,
    ),
    Cue("advises", r"\b(?:consultant|consulted|consulting|consultancy|advisory board|advis[eo]r)\b", "advice or consulting", ICMJE),
    Cue("owns", r"\b(?:stocks?|shares?|shareholder|equity|royalt\w+|patents?)\b", "shares, patents or royalties", ICMJE),
    Cue(
        "received",
        r"\b(?:grants?|funding|funded|support\w*|sponsor\w*|provided|supplied|donated)\b[^.;]{0,80}\b(?:by|from|through)\b",
        "support",
        ICMJE,
    ),
)
# Funders of the public hand whose names sound like a trade ("Biotechnology and Biological Sciences Research Council").
PUBLIC = r"\b(?:Councils?|Ministry|National|Department|Government)\b"
COMPANY = Cue(
    "company",
    r"\b(?:Inc|Ltd|LLC|GmbH|AG|S\.?A\.?S?|B\.?V|plc|PLC|Corp(?:oration)?|Co|K\.?K|Pty|A/S|Oy|AB)\b\.?(?=[\s,;.)]|$)"
    r"|\b\w*[Pp]harma(?:ceuticals?|cia)?\b|\b(?:Therapeutics|Biosciences|Biotech\w*|Biopharma\w*|Laboratories|Diagnostics|Products)\b"
    r"|\b(?:AbbVie|Amgen|AstraZeneca|Bayer|Biogen|Boehringer|Celgene|Eli Lilly|Lilly|Gilead|GlaxoSmithKline|GSK|Janssen|Lundbeck|Medtronic"
    r"|Johnson & Johnson|Merck|Novartis|Novo Nordisk|Otsuka|Pfizer|Roche|Sanofi|Servier|Takeda|Teva|UCB)\b",
    "a company",
    FORMS,
)
