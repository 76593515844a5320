"""What the choices of the two forms mean in our terms, told by words that stand in them."""

from collections.abc import Iterable, Mapping

_DATA: Mapping[str, str] = {
    "biometrische": "biometric_id",
    "seksueel": "sex_life",
    "gezondheid": "health",
    "genetische": "genetic",
    "vakbond": "trade_union",
    "politieke": "political",
    "etnische": "ethnic_origin",
    "religieuze": "religion",
    "financiële situatie": "income_wealth",
    "identificatienummer": "national_id",
    "strafrechtelijk": "criminal",
    "communicatie- en locatie": "location",
    "stigmatisering": "social_situation",
}
_PEOPLE: Mapping[str, str] = {
    "kinderen": "children",
    "medewerkers": "employees",
    "kwetsbare": "other_imbalance",
}
_BASES: Mapping[str, str] = {
    "toestemming": "consent",
    "overeenkom": "contract",
    "wettelijke verplichting": "legal_obligation",
    "vitaal belang": "vital_interests",
    "algemeen belang": "public_task",
    "gerechtvaardigd belang": "legitimate_interest",
}
_SPECIAL: Mapping[str, str] = {
    "biometrische": "biometric",
    "seksueel": "sex_life",
    "gezondheid": "health",
    "genetische": "genetic",
    "vakbond": "origin_beliefs",
    "politieke": "origin_beliefs",
    "etnische": "origin_beliefs",
    "religieuze": "origin_beliefs",
}
_INSTRUMENTS: Mapping[str, str] = {
    "adequaatheidsbesluit": "adequacy",
    "scc": "scc",
    "bindend bedrijfsvoorschrift": "bcr",
    "certificering": "certification",
    "gedragscode": "code",
    "bindend en afdwingbaar": "public_instrument",
    "artikel 49": "derogation",
}
_SORTS: Mapping[str, str] = {
    "gewoon": "ordinary",
    "gevoelig": "personal",
    "bijzonder": "special",
    "strafrechtelijk": "criminal",
    "identificatienummer": "personal",
}
_ROLES: Mapping[str, str] = {
    "sub-verwerker": "sub_processor",
    "gezamenlijke": "joint",
    "verwerkingsverantwoordelijke": "controller",
    "verwerker": "processor",
    "ontvanger": "controller",
    "derde": "controller",
}
"""In this order: the first that fits counts."""
STEPS: Mapping[str, int] = {"laag": 1, "midden": 2, "gemiddeld": 2, "hoog": 3}
"""The three steps of the method `rijksdienst`."""


def _first(said: str, known: Mapping[str, str]) -> str | None:
    folded = said.casefold()
    return next((code for words, code in known.items() if words in folded), None)


def _all(said: Iterable[str], known: Mapping[str, str]) -> list[str]:
    found = (_first(one, known) for one in said)
    return list(dict.fromkeys(code for code in found if code))


def data_kinds(said: Iterable[str]) -> list[str]:
    """Return the values of `screening.data_kinds` that are meant."""
    said = list(said)
    both = ["communications"] if any("communicatie- en" in one.casefold() for one in said) else []
    return [*_all(said, _DATA), *both]


def people_kinds(said: Iterable[str]) -> list[str]:
    """Return the values of `screening.people_kinds` that are meant."""
    return _all(said, _PEOPLE)


def legal_basis(said: str) -> str | None:
    """Return the legal basis of a purpose that is meant."""
    return _first(said, _BASES)


def special(said: Iterable[str]) -> list[str]:
    """Return the special categories of an item of data that are meant."""
    return _all(said, _SPECIAL)


def instrument(said: str) -> str | None:
    """Return the instrument of a transfer that is meant."""
    return _first(said, _INSTRUMENTS)


def sensitivity(said: str) -> str | None:
    """Return of what sort an item of data is meant to be."""
    return _first(said, _SORTS)


def role(said: str) -> str | None:
    """Return the role of a recipient that is meant."""
    return _first(said, _ROLES)
