"""Population, intervention, comparator, outcome, route, dose, regimen, species, age, numbers: of a claim, a study, an article.

The parts are MeSH concepts where MeSH has one. Rules only (``rules/roles.py``, ``routes.py``, ``people.py``, ``units.py``).
"""

from evidence.pico.amounts import dose, quantities, regimen
from evidence.pico.roles import age, concepts, kind, of_text, route, species
from evidence.pico.studies import of_citation
from evidence.pico.topics import Topic, abbreviations, article_defaults

__all__ = [
    "Topic",
    "abbreviations",
    "age",
    "article_defaults",
    "concepts",
    "dose",
    "kind",
    "of_citation",
    "of_text",
    "quantities",
    "regimen",
    "route",
    "species",
]
