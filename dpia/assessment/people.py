"""Whether two entries name the same person, however they are spaced, cased and titled."""

import re


def same_person(one: str, other: str) -> bool:
    """Say whether both names are there and the same; what follows a comma or bracket is no name."""
    first, second = _plain(one), _plain(other)
    return bool(first) and first == second


def named_in(name: str, text: str) -> bool:
    """Say whether a text of several words names that person in full."""
    plain = _plain(name)
    return " " in plain and f" {plain} " in f" {_words(text)} "


def _plain(name: str) -> str:
    return _words(re.split(r"[,;(\[<]", name, maxsplit=1)[0])


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))
