"""The numbers of people a description names."""

import re
from collections.abc import Iterator
from typing import NamedTuple

ONES = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
POWERS = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
STAFF = r"employees|staff|workers|people employed|civil servants"
THINGS = (
    r"computers|scanners|sensors|monitors|servers|numbers|letters|orders|offers|meters|trackers|"
    r"\w*ments|accidents|incidents|events|cents|centers|posters|folders|routers|printers"
)
PEOPLE = (
    r"people|persons|individuals|citizens|inhabitants|households|families|subjects|members|clients|"
    r"guests|fans|crowd|pupils|children|minors|women|men|adults|insured|patients|parents|"
    rf"(?!(?:{THINGS})\b)\w+(?:ers|ors|ants|ents|ists|ians|ees)"
)
"""Those who are counted: common words, and the endings of words for people who do something."""
DIGITS = r"\d{1,3}(?:[ ,.']\d{3})+|\d+(?:\.\d+)?"
AMOUNT = re.compile(
    rf"(?P<below>\b(?:(?:fewer|less) than|under|below) )?"
    rf"(?P<above>\b(?:(?:more|greater) than|over|above) )?"
    rf"\b(?:(?P<number>half a|tens of|hundreds of|{DIGITS}|{'|'.join(ONES)})[ -]?)?"
    rf"(?:(?P<power>{'|'.join(POWERS)})s?|(?<=\d))(?: of)?"
    rf"(?: (?!(?:of|for|with|by|in|from|to|and|or|on|at)\b)[\w'-]+){{0,2}}? "
    rf"(?:(?P<staff>{STAFF})|(?:{PEOPLE}))\b",
    re.IGNORECASE,
)
"""An amount, with at most two words between it and those it counts."""


class Amount(NamedTuple):
    """How many people, whether they are staff, and the words that say so."""

    number: int
    staff: bool
    words: str


def amounts(text: str) -> Iterator[Amount]:
    """Yield the numbers of people a text names."""
    for match in AMOUNT.finditer(text):
        number = _number(match["number"] or "", match["power"] or "")
        if number:
            number += bool(match["above"]) - bool(match["below"])
            yield Amount(number, bool(match["staff"]), match.group().strip())


def _number(number: str, power: str) -> int:
    """Return what digits or a word, and a power of ten after them, come to; 0 for none."""
    number = number.lower()
    if not power:
        return round(_digits(number))
    rough = {"": 1, "half a": 0.5, "tens of": 10, "hundreds of": 100, **ONES}
    return round(POWERS[power.lower()] * (rough.get(number) or _digits(number)))


def _digits(number: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:[ ,.']\d{3})+", number):
        return float(re.sub(r"\D", "", number))
    return float(number) if re.fullmatch(r"\d+(?:\.\d+)?", number) else 0
