"""The sheet Measures: what is done against the risks, by whom and by when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dpia.documents import words
from dpia.documents.sheets import fields
from dpia.documents.sheets.book import Value
from dpia.documents.sheets.case import Case, Document, day, dig, rows, said, several, text_told
from dpia.documents.sheets.grid import Column, Layout
from dpia.documents.sheets.style import Toned
from dpia.documents.words import word
from dpia.text import _


@dataclass(frozen=True)
class Measure:
    """One measure of a case."""

    case: Case
    measure: Document


def measures(case: Case) -> Iterator[Measure]:
    """Yield the measures of a case in the order of the document."""
    for measure in case.measures():
        yield Measure(case, measure)


def layout() -> Layout[Measure]:
    """Return the columns of the action list."""
    return Layout(
        title=_("Measures"),
        table="tblMeasures",
        columns=[*_key_columns(), *_further_columns()],
        printed=len(_key_columns()),
        about=lambda row: f"{row.case.reference} {row.measure.get('id', '')}",
        overdue=(_("Due"), _("Status")),
    )


def _key_columns() -> list[Column[Measure]]:
    return [
        Column(
            *(_("Reference"), 12, lambda row: row.case.reference),
            link="register",
            key="reference",
        ),
        _text(_("Measure"), 40, "title"),
        _coded(_("Role"), 18, "role", words.MEASURE_ROLE),
        _coded(_("Status"), 16, "status", words.MEASURE_STATUS),
        _text(_("Owner"), 20, "owner"),
        Column(_("Due"), 12, lambda row: day(row.measure.get("due")), field="due"),
        Column(_("Overdue"), 10, _overdue),
        Column(_("Treats"), 52, _treats),
        Column(_("Text"), 11, lambda row: text_told(row.measure)),
    ]


def _further_columns() -> list[Column[Measure]]:
    return [
        _coded(_("Kind"), 16, "kind", words.MEASURE_KIND),
        _text(_("Description"), 52, "description"),
        Column(_("Serves"), 34, _serves, field="serves"),
        _text(_("Suitability and effect"), 52, "suitability"),
        Column(_("Lowers, by risk ID"), 34, _lowers, field="effects"),
        Column(_("Assessment"), 34, lambda row: said(row.case.title)),
        Column(_("Measure ID"), 11, lambda row: said(row.measure.get("id")), key="row"),
        Column(_("Assessment ID"), 38, lambda row: row.case.id, key="assessment"),
    ]


def _text(title: str, width: int, name: str) -> Column[Measure]:
    return Column(title, width, lambda row: said(row.measure.get(name)), field=name)


def _coded(title: str, width: int, name: str, known: Mapping[str, str]) -> Column[Measure]:
    return Column(
        *(title, width, lambda row: word(known, row.measure.get(name))),
        field=name,
        offer=f"list_measure_{name}",
        toned=name == "status",
    )


def _lowers(row: Measure) -> Value:
    """Return by how many steps the measure lowers each risk, as it may be written."""
    effects = fields.of_measure(row.measure).get("effects", ())
    return fields.effects_told(effects, words.SCALE) or None


def _overdue(row: Measure) -> Value:
    return Toned(_("Overdue"), "bad") if row.case.overdue(row.measure) else words.NO


def _serves(row: Measure) -> Value:
    """Return the principles, rights and requirements the measure serves, in words."""
    duties = row.case.rules.duties
    served = row.measure.get("serves")
    names = served if isinstance(served, list) else []
    return several((dig(duties, str(name), "title") or name for name in names), by="\n")


def _treats(row: Measure) -> Value:
    """Return the risks the measure treats and by how many steps it lowers each."""
    titles = {risk.get("id"): risk.get("title") for risk in rows(row.case.read("risks"))}
    lines = []
    for effect in rows(row.measure.get("effects")):
        steps = [
            name.format(steps=effect[scale])
            for scale, name in (
                ("likelihood", _("likelihood −{steps}")),
                ("severity", _("severity −{steps}")),
            )
            if effect.get(scale)
        ]
        title = said(titles.get(effect.get("risk"))) or said(effect.get("risk")) or ""
        lines.append(f"{title}: {', '.join(steps)}" if steps else title)
    return several(lines, by="\n")
