"""The register's rows: the columns, the words in them, and what they are sorted by."""

from typing import Any

from textual.content import Content

from dpia.documents import words
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.widgets.table import Column

Summary = dict[str, Any]
"""What `Desk.summaries` gives of one assessment."""

COLUMNS = (
    Column("reference", _("Number"), 9, 10),
    Column("title", _("Title")),
    Column("status", _("Status"), 8, 9, least=70),
    Column("screening", _("DPIA"), 12, 14),
    Column("target", _("Target"), 8, 12),
    Column("consultation", _("Consult"), 9, 13),
    Column("review", _("Review"), 7, 11, least=70),
)
_STATUS = {"draft": _("draft"), "decided": _("decided"), "archived": _("archived")}
_SCREENING = {
    "required": _("required"),
    "recommended": _("recommended"),
    "undetermined": _("not clear"),
    "not-required": _("not required"),
}
_CONSULT = {"required": _("required"), "undetermined": _("not clear"), "not-required": _("no")}


def sort_key(row: Summary, by: str) -> tuple[Any, ...]:
    """Return what a row is sorted by; what is stricter or higher counts as more."""
    title = foreign.folded(str(row.get("title") or ""))
    strict = {name: place for place, name in enumerate(reversed(list(_SCREENING)))}
    consult = {"not-required": 0, "undetermined": 1, "required": 2}
    keys: dict[str, Any] = {
        "reference": row.get("reference") or "",
        "title": title,
        "status": str(row.get("status") or ""),
        "screening": strict.get(str(row.get("screening")), -1),
        "target": row.get("target_rank") or 0,
        "consultation": consult.get(str(row.get("consultation")), -1),
        "review": str(row.get("review_due") or "9999"),
    }
    return (keys[by], row.get("reference") or "", row["id"])


def cells(row: Summary, reference: Content, wide: bool) -> list[Content]:
    """Return the cells of one row."""
    screening, consult = str(row.get("screening")), str(row.get("consultation"))
    level, review = row.get("target_level"), str(row.get("review_due") or "")
    none = Content.styled("–", theme.QUIET)
    return [
        reference,
        foreign.line(row.get("title") or ""),
        Content.styled(_STATUS.get(str(row.get("status")), "?"), theme.QUIET),
        _coded(_SCREENING, screening) or none,
        foreign.line(str(level).replace("-", " ").capitalize()) if level else none,
        _coded(_CONSULT, consult) or none,
        foreign.line(review if wide else review[:7]) if review else none,
    ]


def detail(row: Summary) -> Content:
    """Return the whole title of a row, and what has no column, on two lines."""
    conclusion = words.word(words.CONCLUSION, row.get("conclusion"))
    said = [row.get("organisation"), conclusion, row.get("owner")]
    if row.get("level_doubt") and row.get("target_level"):
        said.append(_("matrix: {how}").format(how=row["level_doubt"]))
    updated = str(row.get("updated") or "")[:10]
    if updated:
        said.append(_("changed {date}").format(date=updated))
    about = " · ".join(foreign.one_line(part, 60) for part in said if part)
    title = foreign.line(row.get("title") or row["id"], "bold", limit=200)
    return Content.assemble(title, "\n", (about, theme.QUIET))


def _coded(known: dict[str, str], code: str) -> Content | None:
    found = known.get(code)
    return Content.styled(found, theme.outcome_style(code)) if found else None
