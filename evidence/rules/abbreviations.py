"""Full stops that do not end a sentence, and the few signs that say whether one does.

Sources: "team" is our own reading of articles and abstracts; "AMA" the abbreviations of the AMA Manual of Style's kind that
US clinicians write; "ISO 4" shortened words of references. Words stand without their last full stop; a capital first
letter in the table means that only that form counts ("Ms." is a title, "ms." is milliseconds).
"""
# ruff: noqa: E501 - a rule is a line

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Ends(StrEnum):
    """When a full stop after the word ends the sentence all the same."""

    NEVER = "never"
    BEFORE_STARTER = "only before a word that usually opens a sentence"
    BEFORE_CAPITAL = "before a capital letter, not before a number"
    AFTER_AMOUNT = "before a starter, or before a capital when an amount stands in front"


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """One row: a family of words whose full stop behaves alike."""

    name: str
    ends: Ends
    words: tuple[str, ...]
    source: str


TABLE = (
    Abbreviations(
        "latin", Ends.NEVER,
        ("e.g", "eg", "i.e", "ie", "vs", "viz", "cf", "c.f", "ca", "approx", "incl", "excl", "esp", "resp", "aka", "a.k.a",
         "ibid", "i.a"),
        "AMA",
    ),
    Abbreviations(
        "title", Ends.NEVER,
        ("Dr", "Drs", "Prof", "Profs", "Mr", "Mrs", "Ms", "Mx", "Messrs", "Rev", "Hon", "Gov", "Sen", "Rep", "Gen", "Col",
         "Lt", "Sgt", "Capt",
         "St", "Mt", "Ft", "Assoc", "Asst", "Dept", "Univ"),
        "team",
    ),
    Abbreviations(
        "pointer", Ends.NEVER,
        ("Fig", "Figs", "Eq", "Eqs", "Eqn", "Suppl", "Supp", "Ref", "Refs", "Tab", "Tabs", "Vol", "Vols", "vol", "Nos", "nos",
         "pp", "ed",
         "eds", "Eds", "Ch", "Sect", "ver"),
        "ISO 4",
    ),
    Abbreviations(
        "before number", Ends.BEFORE_CAPITAL,
        ("no", "p", "ref", "refs", "eq", "ch", "fig", "figs", "art", "chap", "sec", "secs", "min", "mins", "max", "hr", "hrs", "wk", "wks", "mo", "mos",
         "yr", "yrs", "jan",
         "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "avg", "temp", "est", "tel", "ext",
         "dil", "conc", "vols"),
        "AMA",
    ),
    Abbreviations(
        "closing", Ends.BEFORE_CAPITAL,
        ("etc", "a.m", "p.m", "q.d", "b.i.d", "t.i.d", "q.i.d", "p.r.n", "q.h.s", "b.d", "t.d.s", "o.d", "q.o.d", "n.s",
         "b.c", "c.e", "a.d"),
        "AMA",
    ),
    Abbreviations(
        "route", Ends.AFTER_AMOUNT,
        ("i.v", "i.m", "i.n", "s.c", "p.o", "s.l", "i.p", "i.d", "i.t", "p.r", "s.q", "i.c.v", "subcut", "inj", "infus"),
        "AMA",
    ),
    Abbreviations(
        "proper", Ends.BEFORE_STARTER,
        ("al", "Inc", "Ltd", "Co", "Corp", "Bros", "Jr", "Sr", "Esq", "Ave", "Blvd", "Rd", "u.s", "u.s.a", "u.k", "e.u",
         "u.n", "d.c", "n.y",
         "ph.d", "m.d", "m.p.h", "b.sc", "m.sc", "d.o", "r.n", "n.p", "f.d.a", "w.h.o", "n.i.h", "c.i", "s.d", "s.e", "s.e.m",
         "o.r", "h.r", "r.r",
         "i.q.r", "d.f", "subsp", "ssp", "sp", "spp", "var", "cv", "Phil", "Calif", "Mass", "Conn", "Fla", "Tex", "Ariz", "Colo"),
        "team",
    ),
)

# Words that open a sentence far more often than they carry on a name: "the U.S. However, ..." against "the U.S. Food and Drug ...".
STARTERS = frozenset(
    """
    The This These Those That There Then Thus Therefore They Their Them It Its In An We Our You Your He She His Her However
    Although Though
    While When Where Whether Which Who What Why How If For From Both As At After Before During Since Because Moreover
    Furthermore Nevertheless
    Nonetheless Here Hence Some Many Most All Any Each Every Few Several Other Others Another Further Additionally Also
    Similarly Conversely
    Overall Finally First Second Third Next Last Patients Participants Subjects People Women Men Children Adults Results Conclusion
    Conclusions Methods Background Objective Objectives Aim Aims Purpose Design Setting Interpretation Findings Data Studies Research
    Researchers Clinicians Doctors Treatment But And Or So Yet Not No Only Even Until Unless Under Over Among Between Across Despite
    Instead Interestingly Importantly Notably Recently Currently Today Now Once With Without Within By To On Of Is Are Was
    Were Can Could
    May Might Should Do Does Did Has Have Had Such Same Using Based Compared According Given Please Call Contact Learn Read See Let Ask
    """.split()  # noqa: SIM905
)

# A single capital letter after one of these is a name's last part, so its full stop may end the sentence: "vitamin C. It ..."
LETTER_NAMES = frozenset(
    """
    vitamin vitamins hepatitis group groups type types grade class category stage phase arm cohort panel part appendix plan influenza
    factor schedule section table figure level protein complex provitamin immunoglobulin haemoglobin hemoglobin subtype medicare
    """.split()  # noqa: SIM905
)

# Units whose full stop is rare in running text, so that one before a route says the dose is complete: "0.5 mg/kg i.v. Patients ..."
UNITS = frozenset(
    """
    mg g kg mcg ug µg μg ng ml l dl mmol mol iu u meq mg/kg mg/kg/h mg/kg/d mg/kg/day mcg/kg µg/kg μg/kg ug/kg g/kg ml/kg mg/d
    mg/day mg/ml mg/h
    ml/h h hr hrs min minutes hours days weeks day week daily twice once doses dose
    """.split()  # noqa: SIM905
)

ENDS: dict[str, Ends] = {word: row.ends for row in TABLE for word in row.words}
