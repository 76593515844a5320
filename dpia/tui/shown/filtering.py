"""Filters as a person picks and types them: what there is to choose, how a text goes on."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dpia.assessment.life_cycle import DUE, state_of
from dpia.desk.filters import NAMES, PAST, known_values, name_and_values, parse, parts_of, quoted
from dpia.documents import words
from dpia.text import _
from dpia.tui.summaries import Summary

MOST = 200
"""Owners and the like that are offered, those with the most assessments."""
NONE = "none"
"""What the language calls the absence of a level."""

_TITLES = {
    "status": _("Status"),
    "screening": _("Is a DPIA required?"),
    "level": _("Target risk"),
    "consultation": _("Prior consultation"),
    "due": _("Review due"),
    "findings": _("Findings"),
    "authority": _("Authority"),
    "owner": _("Owner"),
}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "status": words.STATUS,
    "screening": words.SCREENING,
    "consultation": words.CONSULTATION,
    "due": {
        **{"overdue": _("Overdue"), "30d": _("Within 30 days"), "90d": _("Within 90 days")},
        "365d": _("Within a year"),
    },
    "findings": {"blocking": _("With a blocking finding")},
}
_KEYS = {
    **{name: name for name in ("status", "screening", "consultation", "authority", "owner")},
    **{"level": "target_level", "today": "today_level"},
    **{"unit": "unit", "organisation": "organisation"},
}
"""`name -> key of a summary`."""
_SINGLE = ("due", "findings")
"""Names of which one value includes the others."""


@dataclass(frozen=True)
class Option:
    """One value to pick, in words, with the number of assessments that have it."""

    value: str
    title: str
    count: int


@dataclass(frozen=True)
class Facet:
    """One name of the language with its values; of a `single` one only one can be chosen."""

    name: str
    title: str
    options: tuple[Option, ...]
    single: bool = False


def facets(rows: Iterable[Summary], today: date) -> list[Facet]:
    """Return what can be picked in a register, with how often it occurs."""
    every = [row for row in rows if not row.get("damaged")]
    seen = [row for row in every if row.get("status") not in PAST]
    found = []
    for name, title in _TITLES.items():
        counts = _counted(name, every if name == "status" else seen, today)
        options = [Option(value, said, counts[value]) for value, said in _known(name, seen).items()]
        found.append(Facet(name, title, tuple(options), name in _SINGLE))
    return [facet for facet in found if facet.options]


def _counted(name: str, rows: Sequence[Summary], today: date) -> Mapping[str, int]:
    """Return `value -> number of assessments` under a name."""
    if name in _SINGLE:
        asked = {value: parse(f"{name}:{value}", today).fits for value in _WORDS[name]}
        return {value: sum(map(fits, rows)) for value, fits in asked.items()}
    counts = Counter(str(row.get(_KEYS[name]) or NONE) for row in rows)
    if name == "status":
        counts[DUE] = sum(state_of(row, today) == DUE for row in rows)
    return counts


def _known(name: str, rows: Sequence[Summary]) -> dict[str, str]:
    """Return `value -> words` for a name: those of the language, else those that occur."""
    if name in _WORDS:
        return dict(_WORDS[name])
    occurring = values_of(name, rows)
    if name != "level":
        return {value: value for value in occurring}
    ranks = {row.get("target_level"): row.get("target_rank") or 0 for row in rows}
    levels = sorted(occurring, key=lambda level: -int(ranks.get(level) or 0))
    return {level: level.replace("-", " ").capitalize() for level in levels} | {
        NONE: words.NOT_RATED
    }


def values_of(name: str, rows: Iterable[Summary]) -> list[str]:
    """Return the values that occur under a name, the most frequent first."""
    counted = Counter(str(row[_KEYS[name]]) for row in rows if row.get(_KEYS[name]))
    return [value for value, _count in counted.most_common(MOST)]


def known_in(rows: Iterable[Summary]) -> dict[str, list[str]]:
    """Return the values that occur, for every name that has no values of its own."""
    every = list(rows)
    return {name: values_of(name, every) for name in _KEYS if not known_values(name)}


# The text in the field


def chosen(text: str, name: str) -> list[str]:
    """Return the values that a text asks for under a name."""
    return next((values for found, values in _named(text) if found == name), [])


def turned(text: str, name: str, value: str, single: bool = False) -> str:
    """Return a text that asks for one value more, or for it no longer."""
    before = chosen(text, name)
    if value in before:
        after = [one for one in before if one != value]
    else:
        after = [value] if single else [*before, value]
    part = f"{name}:{','.join(map(quoted, after))}" if after else ""
    parts = parts_of(text)
    places = [at for at, (found, _values) in enumerate(_named(text)) if found == name]
    if places:
        parts[places[0]] = part
    else:
        parts.append(part)
    return " ".join(filter(None, parts))


def _named(text: str) -> Iterator[tuple[str, list[str]]]:
    return (name_and_values(part) for part in parts_of(text))


def ways_on(text: str, known: Mapping[str, Sequence[str]]) -> tuple[str, list[str]]:
    """Return how what is being typed at the end could go on: what stays, and what can follow.

    `known` are the values by name; under `@` the saved views.
    """
    parts = parts_of(text)
    if not parts or text[-1:].isspace():
        return text, []
    last = parts[-1]
    name, colon, typed = last.lstrip("-").partition(":")
    if last.startswith("@"):
        typed, options = last[1:], list(known.get("@", ()))
    elif colon and name.casefold() in NAMES:
        typed = typed.rpartition(",")[2].lstrip('"')
        options = list(known.get(name.casefold()) or known_values(name.casefold()))
    elif len(name) > 1 and not colon:
        typed, options = name, [f"{one}:" for one in NAMES]
    else:
        return text, []
    begun = typed.casefold()
    stays = text.removesuffix(typed).removesuffix('"') if typed or text.endswith('"') else text
    fitting = [one for one in options if one.casefold().startswith(begun)]
    if fitting == [typed]:
        return text, []
    return stays, [one if one.endswith(":") else quoted(one) for one in fitting]
