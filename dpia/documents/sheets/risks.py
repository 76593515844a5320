"""The sheet Risks: one row for each risk scenario, rated three times."""

from collections.abc import Mapping

from dpia.documents import words
from dpia.documents.sheets.book import Value
from dpia.documents.sheets.case import AXES, Risk, dig, listed, rows, said, several, text_told
from dpia.documents.sheets.grid import Column, Layout
from dpia.documents.sheets.style import Toned
from dpia.documents.words import word
from dpia.text import _


def layout() -> Layout[Risk]:
    """Return the columns: what the risk is, its levels, then everything behind them."""
    return Layout(
        title=_("Risks"),
        table="tblRisks",
        columns=[*_key_columns(), *_further_columns()],
        printed=len(_key_columns()),
        about=lambda risk: f"{risk.case.reference} {risk.risk.get('id', '')}",
    )


def _key_columns() -> list[Column[Risk]]:
    columns = [
        Column[Risk](_("Reference"), 12, lambda risk: risk.case.reference),
        Column[Risk](_("Risk"), 34, lambda risk: said(risk.risk.get("title"))),
        Column[Risk](_("Track"), 13, lambda risk: word(words.TRACK, risk.risk.get("track"))),
    ]
    for axis in AXES:
        columns += _axis_columns(axis, words.AXIS[axis])
    columns.append(Column(_("Confirmed"), 12, _confirmed))
    columns.append(Column(_("Acceptable"), 11, lambda risk: _yes_or_no(risk, "acceptable")))
    columns.append(Column(_("Text"), 11, lambda risk: text_told(risk.risk)))
    return columns


def _axis_columns(axis: str, name: str) -> list[Column[Risk]]:
    return [
        Column(
            _("{axis} likelihood").format(axis=name),
            13,
            lambda risk: risk.case.scale("likelihood", risk.axis(axis).get("likelihood")),
        ),
        Column(
            _("{axis} severity").format(axis=name),
            13,
            lambda risk: risk.case.scale("severity", risk.axis(axis).get("severity")),
        ),
        Column(
            _("{axis} level").format(axis=name),
            11,
            lambda risk: risk.case.level(risk.axis(axis).get("level")),
        ),
    ]


def _further_columns() -> list[Column[Risk]]:
    return [
        Column(_("Assessment"), 34, lambda risk: said(risk.case.title)),
        Column(_("Kind of event"), 16, lambda risk: word(words.EVENT, risk.risk.get("event"))),
        Column(_("Description"), 48, lambda risk: said(risk.risk.get("description"))),
        Column(_("Sources"), 30, lambda risk: listed(risk.risk.get("sources"))),
        Column(_("Impacts on people"), 30, lambda risk: listed(risk.risk.get("impacts"))),
        Column(_("Reason for the rating"), 40, lambda risk: _reason(risk)),
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
        Column(_("Risk ID"), 10, lambda risk: said(risk.risk.get("id"))),
        Column(_("Assessment ID"), 38, lambda risk: risk.case.id),
    ]


def _confirmed(risk: Risk) -> Value:
    if risk.judged.get("stale"):
        return Toned(_("Out of date"), "fair")
    return words.YES if risk.judged.get("confirmed") else Toned(_("Not yet"), "none")


def _yes_or_no(risk: Risk, name: str) -> Value:
    value = risk.judged.get(name)
    return None if value is None else words.YES if value else words.NO


def _reason(risk: Risk) -> Value:
    inherent = dig(risk.risk, "inherent", "reason")
    return several([inherent, risk.risk.get("reason")], by="\n")


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
