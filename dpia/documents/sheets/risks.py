"""The sheet Risks: one row for each risk scenario, rated three times."""

from collections.abc import Mapping

from dpia.documents import words
from dpia.documents.sheets.book import Value
from dpia.documents.sheets.case import AXES, Risk, dig, listed, rows, said, several, text_told
from dpia.documents.sheets.grid import Column, Layout
from dpia.documents.sheets.matrices import Matrices
from dpia.documents.sheets.style import Toned
from dpia.documents.words import word
from dpia.text import _


def layout(matrices: Matrices) -> Layout[Risk]:
    """Return the columns: what the risk is, its levels, then everything behind them."""
    key = _key_columns(matrices)
    return Layout(
        title=_("Risks"),
        table="tblRisks",
        columns=[*key, _as_filled_in(matrices), *_further_columns()],
        printed=len(key),
        about=lambda risk: f"{risk.case.reference} {risk.risk.get('id', '')}",
    )


def _key_columns(matrices: Matrices) -> list[Column[Risk]]:
    columns = [
        Column[Risk](
            *(_("Reference"), 12, lambda risk: risk.case.reference),
            link="register",
            key="reference",
        ),
        Column[Risk](_("Risk"), 34, lambda risk: said(risk.risk.get("title")), field="title"),
        Column[Risk](
            *(_("Track"), 13, lambda risk: word(words.TRACK, risk.risk.get("track"))),
            field="track",
            offer="list_track",
        ),
        _axis_column("inherent", "likelihood", matrices),
        _axis_column("inherent", "severity", matrices),
        _level_column("inherent"),
    ]
    for axis in AXES[1:]:
        columns += [_axis_column(axis, scale) for scale in words.SCALE]
        columns.append(_level_column(axis))
    columns.append(Column(_("Confirmed"), 12, _confirmed))
    columns.append(Column(_("Acceptable"), 11, lambda risk: _yes_or_no(risk, "acceptable")))
    columns.append(Column(_("Text"), 11, lambda risk: text_told(risk.risk)))
    return columns


_AXIS_TITLES = {
    "likelihood": _("{axis} likelihood"),
    "severity": _("{axis} severity"),
    "level": _("{axis} level"),
}


def _title(axis: str, scale: str) -> str:
    return _AXIS_TITLES[scale].format(axis=words.AXIS[axis])


def _axis_column(axis: str, scale: str, matrices: Matrices | None = None) -> Column[Risk]:
    """Return the column of a step; the one of an inherent risk may be changed."""
    return Column(
        _title(axis, scale),
        13,
        lambda risk: risk.case.scale(scale, _step(risk, axis, scale)),
        field=scale if matrices else "",
        offer=(lambda risk: matrices.steps(risk, scale)) if matrices else "",
    )


def _step(risk: Risk, axis: str, scale: str) -> object:
    judged = risk.axis(axis).get(scale)
    return judged or (dig(risk.risk, "inherent", scale) if axis == "inherent" else None)


def _level_column(axis: str) -> Column[Risk]:
    return Column(
        _title(axis, "level"), 11, lambda risk: risk.case.level(risk.axis(axis).get("level"))
    )


def _as_filled_in(matrices: Matrices) -> Column[Risk]:
    """Return the one column that is calculated: what the matrix says to the steps as they stand."""
    headers = _title("inherent", "likelihood"), _title("inherent", "severity")
    return Column(
        *(_("Level by the cells"), 11, lambda risk: matrices.level(risk, *headers)), toned=True
    )


def _further_columns() -> list[Column[Risk]]:
    return [
        Column(_("Assessment"), 34, lambda risk: said(risk.case.title)),
        Column(
            *(_("Kind of event"), 16, lambda risk: word(words.EVENT, risk.risk.get("event"))),
            field="event",
            offer="list_event",
        ),
        _text(_("Description"), 48, "description"),
        _text(_("Sources"), 30, "sources"),
        _text(_("Impacts on people"), 30, "impacts"),
        Column(
            *(_("Reason for the rating"), 40),
            lambda risk: said(dig(risk.risk, "inherent", "reason")),
            field="inherent_reason",
        ),
        _text(_("Written justification"), 40, "reason"),
        _yes_no(_("Obvious that it will happen"), "obvious"),
        _yes_no(_("Touches very many people"), "widespread"),
        Column(_("Flags"), 40, _flags),
        Column(_("Still needed"), 40, lambda risk: listed(risk.judged.get("needs"))),
        Column(_("Set by hand"), 40, _by_hand),
        Column(_("Method"), 30, lambda risk: risk.case.method_told),
        Column(_("Measures in place"), 36, lambda risk: _measures(risk, ("implemented",))),
        Column(
            _("Measures planned"),
            36,
            lambda risk: _measures(risk, ("planned", "partially-implemented")),
        ),
        Column(_("Confirmed by"), 18, lambda risk: said(dig(risk.risk, "confirmed", "by"))),
        Column(_("Risk ID"), 10, lambda risk: said(risk.risk.get("id")), key="row"),
        Column(_("Assessment ID"), 38, lambda risk: risk.case.id, key="assessment"),
    ]


def _confirmed(risk: Risk) -> Value:
    if risk.judged.get("stale"):
        return Toned(_("Out of date"), "fair")
    return words.YES if risk.judged.get("confirmed") else Toned(_("Not yet"), "none")


def _yes_or_no(risk: Risk, name: str) -> Value:
    value = risk.judged.get(name)
    return None if value is None else words.YES if value else words.NO


def _text(title: str, width: int, name: str) -> Column[Risk]:
    return Column(title, width, lambda risk: listed(risk.risk.get(name)), field=name)


def _yes_no(title: str, name: str) -> Column[Risk]:
    return Column(
        *(title, 14, lambda risk: word(words.YES_NO, risk.risk.get(name))),
        field=name,
        offer="list_yes_no",
    )


def _flags(risk: Risk) -> Value:
    """Return the flags that hold, and those that would if something were known."""
    lines = []
    for flag in rows(risk.judged.get("flags")):
        if flag.get("met") is False:
            continue
        title, law = said(flag.get("title")) or said(flag.get("id")), listed(flag.get("law"))
        line = f"{title} ({law})" if law else title or ""
        lines.append(line if flag.get("met", True) else _("{flag}: not known").format(flag=line))
    return several(dict.fromkeys(lines), by="\n")


def _by_hand(risk: Risk) -> Value:
    lines = []
    by_hand = risk.risk.get("by_hand")
    for axis, scales in by_hand.items() if isinstance(by_hand, Mapping) else ():
        for scale, entry in scales.items() if isinstance(scales, Mapping) else ():
            shown = risk.case.scale(scale, dig(entry, "value"))
            name = f"{word(words.AXIS, axis)}, {word(words.SCALE, scale)}"
            lines.append(f"{name}: {shown}. {said(dig(entry, 'reason')) or ''}".rstrip())
    return several(lines, by="\n")


def _measures(risk: Risk, statuses: tuple[str, ...]) -> Value:
    """Return the titles of the measures of these statuses that treat the risk."""
    return several(
        (
            measure.get("title")
            for measure in risk.case.measures()
            if measure.get("status") in statuses
            and any(e.get("risk") == risk.risk.get("id") for e in rows(measure.get("effects")))
        ),
        by="\n",
    )
