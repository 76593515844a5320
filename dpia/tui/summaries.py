"""The register's rows: the columns, the words in them, and what they are sorted by."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from textual.content import Content

from dpia.assessment.life_cycle import DUE, state_of
from dpia.documents import words
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.widgets.table import REST, Column

Summary = dict[str, Any]
"""What `Desk.summaries` gives of one assessment."""

COLUMNS = (
    Column("reference", _("Number"), {0: 12, 110: 13}),
    Column("title", _("Title"), {0: REST}),
    Column("status", _("Status"), {70: 8, 110: 9, 170: 10}),
    Column("screening", _("DPIA"), {0: 12, 170: 14}),
    Column("today", _("Today"), {110: 9, 170: 12}),
    Column("target", _("Target"), {0: 9, 170: 12}),
    Column("consultation", _("Consult"), {66: 9, 170: 12}),
    Column("review", _("Review"), {96: 10, 170: 11}),
    Column("owner", _("Owner"), {110: 14, 170: 18}),
    Column("authority", _("Authority"), {145: 9, 170: 10}),
    Column("blocking", _("Blocking"), {145: 9}),
    Column("organisation", _("Organisation"), {170: 22}),
    Column("updated", _("Changed"), {215: 11}),
)
STATUS = {
    **{"draft": _("draft"), "in-review": _("review"), "advised": _("advised")},
    **{"decided": _("decided"), "in-force": _("in force"), "due-for-review": _("due")},
    **{"superseded": _("superseded"), "retired": _("retired"), "archived": _("archived")},
}
_SCREENING = {
    "required": _("required"),
    "recommended": _("recommended"),
    "undetermined": _("not clear"),
    "not-required": _("not required"),
}
_CONSULT = {"required": _("required"), "undetermined": _("not clear"), "not-required": _("no")}

# Sorting

_STRICT = {name: place for place, name in enumerate(reversed(list(_SCREENING)))}
_LIFE = {name: place for place, name in enumerate(STATUS)}
_DUTY = {"not-required": 0, "undetermined": 1, "required": 2}
_KEYS: Mapping[str, Callable[[Summary], Any]] = {
    "title": lambda row: foreign.folded(str(row.get("title") or "")),
    "screening": lambda row: _STRICT.get(str(row.get("screening")), -1),
    "today": lambda row: row.get("today_rank") or 0,
    "target": lambda row: row.get("target_rank") or 0,
    "consultation": lambda row: _DUTY.get(str(row.get("consultation")), -1),
    "review": lambda row: str(row.get("review_due") or "9999"),
    "owner": lambda row: foreign.folded(str(row.get("owner") or "\uffff")),
    "authority": lambda row: str(row.get("authority") or ""),
    "blocking": lambda row: row.get("blocking") or 0,
    "organisation": lambda row: foreign.folded(str(row.get("organisation") or "\uffff")),
    "updated": lambda row: str(row.get("updated") or ""),
}
FALLING = ("screening", "today", "target", "consultation", "blocking", "updated")
"""Columns whose rows stand with the highest first, when one begins to sort by them."""


def sort_key(row: Summary, by: str, today: date) -> Any:
    """Return what a row is sorted by; what is stricter or higher counts as more.

    The status is that of `today`, as it is shown.
    """
    return _LIFE.get(state_of(row, today), len(_LIFE)) if by == "status" else _KEYS[by](row)


def reference_key(row: Summary) -> tuple[Any, ...]:
    """Return what rows are sorted by that are alike: 2026-9999 comes before 2026-10000."""
    parts = filter(None, re.split(r"(\d+)", str(row.get("reference") or "")))
    numbered = ((0, int(p[:18]), "") if p.isdecimal() else (1, 0, p) for p in parts)
    return (*numbered, (-1, 0, row["id"]))


# Drawing


def cells(row: Summary, reference: Content, today: date) -> list[Content]:
    """Return the cells of one row as it stands `today`, one for each column."""
    review = str(row.get("review_due") or "")
    blocking = row.get("blocking")
    none = Content.styled("–", theme.QUIET)
    shown = {
        "reference": reference,
        "title": foreign.line(row.get("title") or ""),
        "status": state_word(row, today),
        "screening": _coded(_SCREENING, row.get("screening")),
        "today": level_words(row.get("today_level")),
        "target": level_words(row.get("target_level")),
        "consultation": _consult(row),
        "review": foreign.line(review),
        "owner": foreign.line(row.get("owner") or ""),
        "authority": foreign.line(row.get("authority") or ""),
        "blocking": Content.styled(str(blocking), theme.BAD) if blocking else None,
        "organisation": foreign.line(row.get("organisation") or ""),
        "updated": foreign.line(str(row.get("updated") or "")[:10], theme.QUIET),
    }
    return [shown[column.id] or none for column in COLUMNS]


def state_word(row: Summary, today: date) -> Content:
    """Return the state of an assessment on that day as a word."""
    state = state_of(row, today)
    return Content.styled(STATUS.get(state, "?"), theme.CARE if state == DUE else theme.QUIET)


def level_words(level: object) -> Content | None:
    """Return a level of any method as a word."""
    return foreign.line(str(level).replace("-", " ").capitalize()) if level else None


def detail(row: Summary) -> Content:
    """Return the whole title of a row, and what has no column, on two lines."""
    conclusion = words.word(words.CONCLUSION, row.get("conclusion"))
    stands = words.consulting(row.get("consulting")) or words.consulted(row.get("consulted"))
    said = [stands, row.get("organisation"), conclusion, row.get("owner")]
    if row.get("review_due"):
        said.append(_("review due {date}").format(date=row["review_due"]))
    if row.get("level_doubt") and row.get("target_level"):
        doubt = re.split("[;,]", str(row["level_doubt"]))[0]  # the rest has no room
        said.append(_("matrix: {how}").format(how=doubt))
    updated = str(row.get("updated") or "")[:10]
    if updated:
        said.append(_("changed {date}").format(date=updated))
    about = " · ".join(foreign.one_line(part, 60) for part in said if part)
    title = foreign.line(row.get("title") or row["id"], "bold", limit=200)
    return Content.assemble(title, "\n", (about, theme.QUIET))


def _consult(row: Summary) -> Content | None:
    """Return whether the authority must be consulted; where it is or was, that instead."""
    if found := row.get("consulting"):
        answered = found.get("state") == "answered"
        return Content.styled(_("answered") if answered else _("under way"), theme.CARE)
    ended = row.get("consulted") or {}
    if ended and (row.get("consultation") != "required" or ended.get("fulfilled")):
        return Content(_("closed"))
    return _coded(_CONSULT, row.get("consultation"))


def _coded(known: dict[str, str], code: object) -> Content | None:
    found = known.get(str(code))
    return Content.styled(found, theme.outcome_style(code)) if found else None
