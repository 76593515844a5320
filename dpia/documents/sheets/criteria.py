"""The sheet Criteria: every assessment against the nine criteria of WP 248 rev.01."""

from collections.abc import Callable, Mapping

from dpia.documents import words
from dpia.documents.sheets.book import Value
from dpia.documents.sheets.case import Case, rows, said, several
from dpia.documents.sheets.grid import Column, Layout
from dpia.documents.sheets.style import Toned
from dpia.documents.words import word
from dpia.text import _

UNTITLED = (
    *("evaluation_scoring", "automated_decision", "systematic_monitoring", "sensitive_data"),
    *("large_scale", "combining_datasets", "vulnerable_people", "innovative_technology"),
    "prevents_right_or_service",
)
"""The ids of the criteria, for a workbook without a single assessment to take titles from."""


def layout(titles: Mapping[str, str]) -> Layout[Case]:
    """Return the columns for these criteria: `titles` maps their ids to their titles, in order."""
    return Layout(
        title=_("Criteria"),
        table="tblCriteria",
        columns=[
            Column(_("Reference"), 12, lambda case: case.reference, link="register"),
            Column(_("Title"), 30, lambda case: said(case.title)),
            Column(_("Screening"), 16, _screening),
            *(Column(title, 14, _met(criterion)) for criterion, title in titles.items()),
            Column(_("Number met"), 9, _number_met),
            Column(_("Overruled"), 40, _overruled),
            Column(_("Assessment ID"), 38, lambda case: case.id),
        ],
        printed=4 + len(titles),
        about=lambda case: case.reference,
        head_height=64,
    )


def titles_of(case: Case | None) -> dict[str, str]:
    """Return the criteria's ids and titles, from the case's rulebook when there is a case."""
    if case is None:
        return {name: name.replace("_", " ").capitalize() for name in UNTITLED}
    return {name: str(entry.get("title", name)) for name, entry in case.rules.criteria.items()}


def _screening(case: Case) -> Value:
    return word(words.SCREENING, case.judged("screening", "outcome"))


def _met(criterion: str) -> Callable[[Case], Value]:
    def read(case: Case) -> Value:
        for entry in rows(case.judged("screening", "criteria")):
            if entry.get("id") == criterion:
                return _word(entry.get("met"))
        return None

    return read


def _word(met: object) -> Value:
    if met is True:
        return Toned(words.MET[True], "fair")
    return words.MET[False] if met is False else Toned(words.MET[None], "none")


def _overruled(case: Case) -> Value:
    """Return the criteria that count for something else than the answers say, and what they say."""
    text = _("{title}: the answers say “{derived}”")
    return several(
        (
            text.format(
                title=entry.get("title", entry.get("id")),
                derived=words.MET.get(entry.get("derived"), ""),
            )
            for entry in rows(case.judged("screening", "criteria"))
            if entry.get("overruled")
        ),
        by="\n",
    )


def _number_met(case: Case) -> Value:
    found = rows(case.judged("screening", "criteria"))
    return len([entry for entry in found if entry.get("met") is True])
