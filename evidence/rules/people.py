"""Who is meant: age groups and other groups of people, and whether people, animals or cells were studied.

Source of the age groups and their bounds: MeSH scope notes (Infant, Newborn to 1 month; Infant 1-23 months; Child, Preschool 2-5;
Child 6-12; Adolescent 13-18; Adult 19-44; Middle Aged 45-64; Aged 65 and over; Aged, 80 and over).
``GROUPS``: people for whom a wrong statement can do more harm (ICH E6(R2) 1.61 and 21 CFR 56.111 name vulnerable subjects).
"""
# ruff: noqa: E501 - a rule is a line

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """``name``: MeSH's name of the group (or "human", "animal", "in vitro"); ``pattern``: what tells it, case ignored.

    ``words``: the pattern is tried only where one of these (lower-case runs of letters) occurs.
    """

    name: str
    words: tuple[str, ...]
    pattern: str


AGES: tuple[Group, ...] = (
    Group("Infant, Newborn", ("newborn", "newborns", "neonate", "neonates", "neonatal", "preterm", "premature"), r"\b(?:newborns?|neonat(?:es?|al)|preterm|premature (?:bab(?:y|ies)|infants?))\b"),
    Group("Infant", ("infant", "infants", "baby", "babies", "infancy"), r"\b(?:infants?|bab(?:y|ies)|infancy)\b"),
    Group("Child, Preschool", ("toddler", "toddlers", "preschool", "preschooler", "preschoolers"), r"\b(?:toddlers?|preschool(?:ers?)?)\b"),
    Group("Child", ("child", "children", "kid", "kids", "pediatric", "paediatric", "schoolchildren", "boys"), r"\b(?:child(?:ren)?|kids?|p(?:a)?ediatric|schoolchildren|boys and girls)\b(?! neurologist| hospital)"),
    Group("Adolescent", ("adolescent", "adolescents", "adolescence", "teen", "teens", "teenager", "teenagers", "teenage", "youth", "youths"), r"\b(?:adolescen(?:ts?|ce)|teen(?:s|agers?|age)?|youths?)\b"),
    Group("Aged, 80 and over", ("octogenarian", "octogenarians", "nonagenarian", "nonagenarians", "aged", "over", "years"), r"\b(?:octogenarians?|nonagenarians?|aged 80|over (?:the age of )?80|80 years (?:and|or) older)\b"),
    Group("Aged", ("elderly", "older", "seniors", "over", "aged", "above", "geriatric", "years"), r"\b(?:elderly|older (?:adults?|people|men|women|patients|persons)|seniors|(?:over|aged|above) (?:the age of )?6[05]|geriatric|6[05] years (?:and|or) older)\b"),
    Group("Middle Aged", ("middle",), r"\bmiddle[- ]aged?\b"),
    Group("Adult", ("adult", "adults", "adulthood"), r"\b(?:adults?|adulthood)\b"),
)

SPECIES: tuple[Group, ...] = (
    Group("in vitro", ("vitro", "cell", "cultured", "vivo", "tube", "tubes", "petri"), r"\bin[- ]vitro\b|\bcell (?:lines?|cultures?)\b|\bcultured (?:\w+ )?cells?\b|\bex vivo\b|\btest[- ]tubes?\b|\bpetri dish"),
    Group("animal", ("mouse", "mice", "murine", "rat", "rats", "rodent", "rodents", "rabbit", "rabbits", "zebrafish", "animal", "animals", "monkey", "monkeys", "primate", "primates", "piglet", "piglets", "canine", "porcine", "hamster", "hamsters"), r"\b(?:mouse|mice|murine|rats?|rodents?|rabbits?|zebrafish|animals?|animal models?|monkeys?|primates?|piglets?|canine|porcine|hamsters?)\b(?! bites?)"),
    Group("human", ("patient", "patients", "people", "person", "persons", "human", "humans", "women", "men", "adult", "adults", "child", "children", "participant", "participants", "volunteer", "volunteers", "individuals", "subjects", "veterans", "infants", "adolescents", "us"), r"\b(?:patients?|people|persons?|humans?|women|men|adults?|child(?:ren)?|participants?|volunteers?|individuals|subjects|veterans|infants|adolescents|us)\b"),
)

GROUPS: tuple[Group, ...] = (
    Group("Pregnant Women", ("pregnant", "pregnancy", "pregnancies", "expectant", "breast", "breastfeeding", "nursing", "lactating"), r"\b(?:pregnan(?:t|cy|cies)|expectant mothers?|breast-?feeding|nursing mothers?|lactating)\b"),
    Group("Child", ("child", "children", "infant", "infants", "baby", "babies", "newborn", "newborns", "adolescent", "adolescents", "teens", "teenagers", "pediatric", "paediatric", "preterm"), r"\b(?:child(?:ren)?|infants?|bab(?:y|ies)|newborns?|adolescents?|teen(?:s|agers?)|p(?:a)?ediatric|preterm)\b"),
    Group("Aged", ("elderly", "older", "seniors", "frail"), r"\b(?:elderly|older (?:adults?|people|patients)|seniors|frail)\b"),
    Group("Suicidal Ideation", ("suicide", "suicidal", "suicidality", "suicides"), r"\bsuicid\w+"),
    Group("Neoplasms", ("cancer", "cancers", "chemotherapy", "tumor", "tumors", "tumour", "tumours"), r"\b(?:cancers?|chemotherapy|tumou?rs?)\b"),
    Group("Immunocompromised Host", ("immunocompromised", "immunosuppressed", "immuno"), r"\bimmuno-?(?:compromised|suppressed)\b"),
)
