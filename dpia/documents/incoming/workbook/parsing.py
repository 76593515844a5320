"""From what a cell says to the value of a field: labels or the codes behind them, days, steps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from dpia.documents import words
from dpia.documents.incoming.workbook.reading import Raw
from dpia.documents.sheets.answers import none_of
from dpia.documents.sheets.case import Case, dig, rows
from dpia.errors import Invalid
from dpia.questionnaire.answers import Choices, check, options, parse_text, pick
from dpia.questionnaire.dates import read_day
from dpia.questionnaire.model import Question
from dpia.text import _

Parser = Callable[[Raw, Case], Any]
_SHOWN = 60
_EFFECT = re.compile(r"(?P<risk>.+?)(?::(?P<steps>[^:]*))?", re.DOTALL)
_STEP = re.compile(r"(?:\A|(?<=[\d,;]))([^\d,;]*)(\d)\b")
"""A word and a number; it begins only where a step may, so that a long cell is read once."""


def text(value: Raw, _case: Case) -> str:
    """Return a text; a number or a day that a spreadsheet made of one is written out."""
    return _written(value)


def _written(value: Raw) -> str:
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def day(value: Raw, _case: Case) -> str | None:
    """Return a day in ISO form. Raises Invalid."""
    found = value if isinstance(value, date) else read_day(text(value, _case))
    return found.isoformat() if found else None


def coded(known: Mapping[str, str]) -> Parser:
    """Return what reads one of these words, or the code it stands for."""

    return lambda value, _case: word_of(known, value)


def word_of(known: Mapping[str, str], value: Raw) -> str | None:
    """Return the code that a word of `known` stands for, or the code itself; None for nothing."""
    said = _written(value).strip()
    return _one_of(said, known) if said else None


def step(scale: str) -> Parser:
    """Return what reads a step of the method: `3`, `3 Significant` or `Significant`."""

    def read(value: Raw, case: Case) -> int | None:
        said = text(value, case).strip()
        if not said:
            return None
        titles = {int(one["level"]): str(one["title"]) for one in case.method[scale]}
        known = {str(number): f"{number} {title}" for number, title in titles.items()}
        by_title = {title.casefold(): str(number) for number, title in titles.items()}
        return int(_one_of(by_title.get(said.casefold(), said), known))

    return read


def serves(value: Raw, case: Case) -> list[str]:
    """Return the ids of principles, rights and requirements, one a line by title or id."""
    titles = {name: str(dig(case.rules.duties, name, "title")) for name in case.rules.duties}
    return sorted({_one_of(line, titles) for line in _lines(value, case)})


def effects(value: Raw, case: Case) -> list[list[Any]]:
    """Return `[risk, likelihood, severity]` for each line such as `r1: likelihood 1, severity 0`.

    A risk is named by its id or its title; one that is new in the same file by its title.
    """
    titles = {str(r.get("id")): str(r.get("title")) for r in rows(case.read("risks"))}
    return sorted(_effect(line, titles) for line in _lines(value, case))


REGISTER: Mapping[str, Parser] = {"review_due": day}
RISKS: Mapping[str, Parser] = {
    "track": coded(words.TRACK),
    "event": coded(words.EVENT),
    "obvious": coded(words.YES_NO),
    "widespread": coded(words.YES_NO),
    "likelihood": step("likelihood"),
    "severity": step("severity"),
}
MEASURES: Mapping[str, Parser] = {
    "role": coded(words.MEASURE_ROLE),
    "status": coded(words.MEASURE_STATUS),
    "kind": coded(words.MEASURE_KIND),
    "due": day,
    "serves": serves,
    "effects": effects,
}
"""How each field of a table is read; those that are not named here are texts."""


def answer(question: Question, value: Raw, choices: Choices) -> Any:
    """Return the answer a cell gives, None for an empty one, UNKNOWN for “not known yet”.

    Raises Invalid with a sentence.
    """
    said = value.isoformat() if isinstance(value, date) else value
    if said is None or (isinstance(said, str) and not said.strip()):
        return None
    if isinstance(said, str) and said.strip().casefold() in (words.UNKNOWN.casefold(), "?"):
        return UNKNOWN
    if isinstance(said, str) and said.strip().casefold() == none_of(question).casefold():
        return [] if question.kind in ("choices", "rows") else check(question, said, choices)
    if question.kind == "rows":
        message = _("“{title}” is a table: write in the rows of its cells, or that there is none.")
        raise Invalid(message.format(title=question.title))
    if question.kind == "choices":
        return check(question, _several(str(said), options(question, choices)), choices)
    if question.kind in ("integer", "number") and not isinstance(said, str):
        return check(question, said)
    return parse_text(question, str(said), choices)


class _Unknown:
    """What is not known yet."""


UNKNOWN = _Unknown()


def _several(said: str, known: Mapping[str, str]) -> list[str]:
    """Return the choices that lines name; a line may hold several, parted by ; or commas."""
    found: list[str] = []
    for line in filter(None, map(str.strip, said.splitlines())):
        for parted in ([line], line.split(";"), re.split("[;,]", line)):
            values = [pick(part.strip(), known) for part in parted if part.strip()]
            if all(value in known for value in values):
                break
        found += values
    return list(dict.fromkeys(found))


def _one_of(said: str, known: Mapping[str, str]) -> str:
    folded = said.casefold()
    for code, title in known.items():
        if folded in (code.casefold(), title.casefold()):
            return code
    message = _("“{value}” is none of: {known}.")
    raise Invalid(message.format(value=_short(said), known=", ".join(known.values())))


def _effect(line: str, titles: Mapping[str, str]) -> list[Any]:
    found = _EFFECT.fullmatch(line)
    name, steps = line, ""
    if found and not any(line.casefold() == title.casefold() for title in titles.values()):
        name, steps = found["risk"].strip(), found["steps"] or ""
    risk = next((id for id, title in titles.items() if name.casefold() == title.casefold()), name)
    likelihood, severity = words.SCALE["likelihood"], words.SCALE["severity"]
    numbers: dict[str, int] = {}
    for at, (word, number) in enumerate(_STEP.findall(steps)):
        said = word.strip(" -−\t\xa0").casefold()
        scale = (likelihood, severity)[min(at, 1)]
        for known in (likelihood, severity):
            if said and known.casefold().startswith(said):
                scale = known
        numbers[scale] = int(number)
    if steps.strip() and not numbers:
        message = _("“{line}” should read like this: r1: likelihood 1, severity 0.")
        raise Invalid(message.format(line=_short(line)))
    return [risk, numbers.get(likelihood, 0), numbers.get(severity, 0)]


def _lines(value: Raw, case: Case) -> Iterable[str]:
    return filter(None, map(str.strip, text(value, case).splitlines()))


def _short(said: str) -> str:
    plain = " ".join(said.split())
    return plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1] + "…"
