"""Text patterns: none that a text could keep busy for ever."""

from collections.abc import Iterator, Mapping
from typing import Any

from dpia.questionnaire.lint.defect import Defect, pointer
from dpia.questionnaire.lint.stock import Stock
from dpia.questionnaire.patterns import unsound


def endless(stock: Stock) -> Iterator[Defect]:
    """Yield a defect for every pattern that is refused."""
    for kind in sorted(set(stock.kinds.values())):
        for file, document in stock.checked(kind):
            yield from endless_in(file, document)


def endless_in(file: str, document: Mapping[str, Any]) -> Iterator[Defect]:
    """Yield a defect for every pattern of one file that is refused."""
    for path, what, mend in unsound(document):
        yield Defect(file, pointer(*path), what, mend, "bad-pattern")
