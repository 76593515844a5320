"""How a note keeps what another tool said: each text under a line with its title in brackets."""

import re
from collections.abc import Iterator

from dpia.questionnaire.cleaning import clean

_TITLE = re.compile(r"^\[([^\[\]\n]{1,300})\]$", re.M)


def block(title: str, text: str) -> str:
    """Return a text under its title."""
    called = " ".join(clean(title).replace("[", "(").replace("]", ")").split())[:300]
    return f"[{called}]\n{clean(text).strip()}"


def blocks(note: str) -> Iterator[tuple[str, str]]:
    """Yield the titles in a note with the texts under them."""
    found = list(_TITLE.finditer(note))
    ends = [*(title.start() for title in found[1:]), len(note)]
    for title, end in zip(found, ends, strict=False):
        yield title[1], note[title.end() : end].strip()
