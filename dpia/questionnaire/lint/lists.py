"""How the rows of an authority's lists come together, and how its lists follow each other."""

from collections.abc import Iterator

from dpia.questionnaire.law import FREES, unsound_logic
from dpia.questionnaire.lint.defect import Defect, pointer
from dpia.questionnaire.lint.stock import Stock


def unsound_lists(stock: Stock) -> Iterator[Defect]:
    """Yield a defect for everything in an authority's lists that does not fit together."""
    for file, document in stock.each("authority"):
        freeing = {found["id"] for found in document["lists"] if found["article"] == FREES}
        for i, found in enumerate(document["lists"]):
            for key, what, mend in unsound_logic(found, freeing):
                yield Defect(file, pointer("lists", i, key), what, mend, "bad-logic")
