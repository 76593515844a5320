"""The one language in which assessments are picked from a register: words and `name:value`.

`vaccine status:draft level:high,very-high -owner:ada due:30d` – every part must fit; values
separated by commas are alternatives, and one with spaces stands in quotes (`owner:"Ada B."`); a
minus in front turns a part round; `@name` stands for a saved view. Archived and superseded ones are
shown only where `status:` says so. `status:due-for-review` are those of the decided and of those
in force whose day of review has come.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dpia.assessment.life_cycle import ARCHIVED, DUE, RETIRED, STATES, SUPERSEDED, state_of
from dpia.errors import Invalid
from dpia.questionnaire.dates import day_of
from dpia.text import _

Row = Mapping[str, Any]
_TOKEN = re.compile(r'(?:[^\s"]|"[^"]*(?:"|$))+')
_PART = re.compile(r"(-?)(\w+):(.*)", re.DOTALL)
_VALUE = re.compile(r'"([^"]*)"?|([^,"]+)')
_DAYS = re.compile(r"(\d{1,4})d")
_CODED = {
    "status": ("status", (*STATES, "all")),
    "screening": ("screening", ("required", "recommended", "not-required", "undetermined")),
    "consultation": ("consultation", ("required", "not-required", "undetermined")),
    "live": ("go_live", ("clear", "on-conditions", "blocked", "undetermined")),
}
"""`name -> (key of a summary, its values)`."""
_FREE = {"authority": "authority", "level": "target_level", "today": "today_level"}
_TEXTS = {"owner": "owner", "unit": "unit", "organisation": "organisation"}
PAST = (SUPERSEDED, ARCHIVED)
"""What lists leave out unless `status:` names it."""
ENDED = (*PAST, RETIRED)
"""Where nothing is left to do."""
_LIKE = {"due": ("overdue", "30d", "2026-12-31"), "findings": ("blocking",)}
NAMES = (*_CODED, *_FREE, *_TEXTS, *_LIKE)
"""What can stand before the colon."""


@dataclass(frozen=True)
class Filter:
    """What a person asked for: words to search, and tests on a summary that must all hold."""

    words: str
    tests: tuple[Callable[[Row], bool], ...]
    past: bool

    def fits(self, row: Row) -> bool:
        """Say whether a summary passes every test; words are searched elsewhere."""
        if not self.past and row.get("status") in PAST:
            return False
        return all(test(row) for test in self.tests)


def parse(text: str, today: date, views: Mapping[str, str] | None = None) -> Filter:
    """Read what a person typed. Raises Invalid for a value or a view that does not exist."""
    words: list[str] = []
    tests: list[Callable[[Row], bool]] = []
    past = False
    for part in _expanded(text, views or {}):
        named, values = name_and_values(part)
        if not named:
            words.append(part.replace('"', ""))
            continue
        name = named.lstrip("-")
        past |= name == "status" and bool({*PAST, "all"} & set(values))
        tests.append(_test(name, values, today, turned=named != name))
    return Filter(" ".join(words), tuple(tests), past)


def parts_of(text: str) -> list[str]:
    """Return the parts of what a person typed; what stands in quotes holds together."""
    return _TOKEN.findall(text)


def from_words(words: Iterable[str]) -> str:
    """Return the text of several words of a command line: one word is one part, quoted or not."""
    return " ".join(map(_as_one_part, words))


def _as_one_part(word: str) -> str:
    found = _PART.fullmatch(word)
    if found and '"' not in word and name_and_values(word)[0]:
        values = ",".join(quoted(value.strip()) for value in found[3].split(","))
        return f"{found[1]}{found[2]}:{values}"
    return word


def name_and_values(part: str) -> tuple[str, list[str]]:
    """Return the name (with its minus) and the values of `name:value,value`; no name for others."""
    found = _PART.fullmatch(part)
    if found is None or found[2].casefold() not in NAMES:
        return "", []
    values = (held or plain for held, plain in _VALUE.findall(found[3]))
    return found[1] + found[2].casefold(), [value for value in values if value.strip()]


def quoted(value: str) -> str:
    """Return a value as it is written after a colon: the longest piece of it that can be written.

    A quote would end it, and a character that shows nothing has no place in a line.
    """
    pieces = "".join(c if c.isprintable() and c != '"' else "\0" for c in value).split("\0")
    plain = max(pieces, key=len).strip()
    return f'"{plain}"' if re.search(r"[\s,]", plain) else plain


def known_values(name: str) -> tuple[str, ...]:
    """Return what can stand after `name:`; examples where it can be many things."""
    return _CODED[name][1] if name in _CODED else _LIKE.get(name, ())


def expanded(text: str, views: Mapping[str, str]) -> str:
    """Return `text` with its saved views written out. Raises Invalid for one there is not."""
    return " ".join(_expanded(text, views))


def matching(rows: Iterable[Row], asked: Filter) -> list[Any]:
    """Return the summaries that pass, in their order. Damaged ones always do."""
    return [row for row in rows if row.get("damaged") or asked.fits(row)]


def _expanded(text: str, views: Mapping[str, str]) -> list[str]:
    parts: list[str] = []
    for part in parts_of(text):
        if not part.startswith("@"):
            parts.append(part)
        elif part[1:] in views:
            parts += [one for one in parts_of(views[part[1:]]) if not one.startswith("@")]
        else:
            known = ", ".join(f"@{name}" for name in sorted(views)) or _("none yet")
            message = _("There is no saved view “{name}”. Known: {known}.")
            raise Invalid(message.format(name=part, known=known))
    return parts


def _test(name: str, values: list[str], today: date, turned: bool) -> Callable[[Row], bool]:
    plain = _plain(name, values, today)
    return (lambda row: not plain(row)) if turned else plain


def _plain(name: str, values: list[str], today: date) -> Callable[[Row], bool]:
    if not values:
        listed = ", ".join(f"{name}:{value}" for value in known_values(name))
        may_be = _(" Known: {values}.").format(values=listed) if listed else ""
        raise Invalid(_("“{name}:” takes a value.{known}").format(name=name, known=may_be))
    if name in _CODED:
        key, known = _CODED[name]
        _refuse(name, [value for value in values if value not in known], known)
        if DUE in values:
            return lambda row: row.get(key) in values or state_of(row, today) == DUE
        return lambda row: "all" in values or row.get(key) in values
    if name == "findings":
        _refuse(name, [value for value in values if value != "blocking"], ("blocking",))
        return lambda row: bool(row.get("blocking"))
    if name == "due":
        last = max(_until(value, today) for value in values)
        return lambda row: bool(row.get("review_due")) and row["review_due"] <= last
    if name in _FREE:
        wanted = {value.casefold() for value in values}
        return lambda row: str(row.get(_FREE[name]) or "none").casefold() in wanted
    folded = [_folded(value) for value in values]
    return lambda row: any(text in _folded(str(row.get(_TEXTS[name]) or "")) for text in folded)


def _refuse(name: str, wrong: list[str], known: Iterable[str]) -> None:
    if wrong:
        message = _("“{name}:{value}” cannot be. Write one of: {known}.")
        listed = ", ".join(f"{name}:{value}" for value in known)
        raise Invalid(message.format(name=name, value=wrong[0][:40], known=listed))


def _until(value: str, today: date) -> str:
    """Return the last day a review may be due on: of `overdue`, `30d` or a date."""
    days = _DAYS.fullmatch(value)
    if value == "overdue":
        return (today - timedelta(days=1)).isoformat()
    if days:
        return (today + timedelta(days=int(days[1]))).isoformat()
    day = day_of(value)
    if day is None:
        message = _("“due:{value}” cannot be. Write due:overdue, due:30d or due:2026-12-31.")
        raise Invalid(message.format(value=value[:40]))
    return day.isoformat()


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
