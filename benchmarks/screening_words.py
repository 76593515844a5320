"""What the words of a description say, for cases that have only facts: a crude reader.

The tables in vocabulary/*.toml say for each choice of a question which words name it; facts.toml
says the same for a few facts. They are made from the questionnaires' own choices and the vocabulary
of the authorities' lists, never from one case. A choice has lines, each enough by itself:

    shop = ["<camera> & shops? | stores?", "till … filmed & !parking"]

`&` joins what must all be there, `!` marks what must not, `|` separates alternatives, each a
regular expression over whole words. `~` stands for any ending, a space for a space or a hyphen, `…`
for up to four words between, <name> for a list of lists.toml. Of a question with one answer the
first wins.

A word within reach of “no”, “not”, “without”, “never” and the like counts as not said. Beyond that
nothing is understood: not who does what, nor what is only compared, feared or planned. An assessor
who reads the same sentence answers better; an answer read here is no more than likely.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).resolve().parent / "vocabulary"
NEGATION = re.compile(
    r"\b(?:no|non|not|without|never|nor|neither|except|excluding)\b(?! only\b)", re.I
)
WORD = r"[\w'-]+"
BETWEEN = rf"(?:[^\w.;]+{WORD}){{0,4}}?[^\w.;]+"
ITEM = rf"(?:{WORD} ){{0,2}}{WORD}"
REACH = re.compile(rf" {ITEM}(?:, {ITEM})*,? (?:or|nor) {ITEM}|(?: {WORD}){{1,4}}", re.I)
"""What a negation reaches: a list that ends with “or”, else up to four words, no comma between."""

Reading = Mapping[str, Mapping[str, str]]
"""Question -> choice -> the words that say so."""


class Line(NamedTuple):
    """What must all be said, and what must not be."""

    wanted: tuple[re.Pattern[str], ...]
    unwanted: tuple[re.Pattern[str], ...]


@cache
def vocabulary(of: str = "") -> Mapping[str, Mapping[str, tuple[Line, ...]]]:
    """Return the tables: question -> choice -> lines, compiled; of="facts": fact -> “yes”, “no”."""
    found: dict[str, dict[str, tuple[Line, ...]]] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        for topic, questions in _table(path).items():
            if topic == "lists" or (topic == "facts") is not (of == "facts"):
                continue
            for question, choices in questions.items():
                found[question if of else f"{topic}.{question}"] = {
                    choice: tuple(map(_line, lines)) for choice, lines in choices.items()
                }
    return found


def read(description: str, *, facts: bool = False) -> Reading:
    """Return which choices the words of a description name; or which facts they say."""
    text = _plain(description)
    ends = (negation.end() for negation in NEGATION.finditer(text))
    reached = [match.span() for match in (REACH.match(text, end) for end in ends) if match]
    found: dict[str, dict[str, str]] = {}
    for question, choices in (vocabulary("facts") if facts else vocabulary()).items():
        for choice, lines in choices.items():
            said = next(filter(None, (_said(line, text, reached) for line in lines)), "")
            if said:
                found.setdefault(question, {})[choice] = said
    return found


def _said(line: Line, text: str, reached: list[tuple[int, int]]) -> str:
    """Return the words by which a line is said, or an empty text."""
    if any(_match(pattern, text, reached) for pattern in line.unwanted):
        return ""
    words = [_match(pattern, text, reached) for pattern in line.wanted]
    return " … ".join(words) if all(words) else ""


def _match(pattern: re.Pattern[str], text: str, reached: list[tuple[int, int]]) -> str:
    for match in pattern.finditer(text):
        if not any(start <= match.start() < end for start, end in reached):
            return match.group()
    return ""


def _line(text: str) -> Line:
    parts = [part.strip() for part in text.split("&")]
    return Line(
        tuple(_pattern(part) for part in parts if not part.startswith("!")),
        tuple(_pattern(part[1:]) for part in parts if part.startswith("!")),
    )


def _pattern(words: str) -> re.Pattern[str]:
    for _ in range(3):  # a list may name another
        words = re.sub(r"<(\w+)>", lambda name: f"(?:{_lists()[name[1]]})", words)
    words = re.sub(r"\s*\|\s*", "|", words.strip()).replace(" … ", BETWEEN)
    words = words.replace("~", r"[\w'-]*").replace(" ", r"(?:[\s/-]+)")
    return re.compile(rf"\b(?:{words})(?!\w)", re.I)


@cache
def _lists() -> Mapping[str, str]:
    return dict(_table(FOLDER / "lists.toml")["lists"])


def _table(path: Path) -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _plain(text: str) -> str:
    text = re.sub(r"\bnon-", "non ", text, flags=re.I)
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("–", "-"))
