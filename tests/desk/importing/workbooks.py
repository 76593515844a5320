"""A register with one assessment, its workbook, and a hand that writes in it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from dpia.desk.case import Case
from dpia.desk.desk import Desk
from dpia.desk.exporting import export_register
from dpia.desk.importing.planning import open_source, plans_for
from dpia.desk.importing.workbook import Amending
from dpia.documents.incoming.model import Importer

Edit = Callable[[Any], None]


def filled(desk: Desk) -> Case:
    """Return an assessment with answers, a table, two risks and a measure."""
    case = desk.create("Badge readers", unit="Site services")
    first = case.add_risk(title="Someone reads the log", track="event", event="access")
    case.change_risk(first, likelihood=2, severity=3, inherent_reason="It names people.")
    case.add_risk(title="Staff feel watched", track="design")
    measure = case.add_measure(title="Delete after a week", kind="technical", due="2027-01-31")
    case.set_effect(measure, first, 1, 0)
    case.answer("screening.part", "controller")
    case.answer("screening.people", 1200)
    case.answer("screening.data_kinds", ["location"])
    case.mark("screening.people_kinds", unknown=True, note="Asked on Monday")
    row = case.add_row("processing.purposes")
    case.answer(f"processing.purposes/{row}/name", "Opening doors")
    return case


def written(desk: Desk, folder: Path, edit: Edit | None = None) -> Path:
    """Write the workbook of the register, let `edit` change it, and return where it is."""
    path = folder / "register.xlsx"
    export_register(desk, path)
    if edit:
        workbook = openpyxl.load_workbook(path)
        edit(workbook)
        workbook.save(path)
    return path


def planned(desk: Desk, path: Path) -> list[Any]:
    """Return the plans for a workbook."""
    importer, plans = plans_for(desk, open_source(path))
    assert isinstance(importer, Importer) and importer.id == "workbook"
    assert all(isinstance(plan, Amending) for plan in plans)
    return plans


def carried_out(desk: Desk, path: Path) -> Case:
    """Import a workbook that changes one assessment, and return that as it is on the disk."""
    (plan,) = planned(desk, path)
    assert plan.problem == ""
    return desk.open(plan.carry_out().id)


def head(sheet: Any, title: str) -> int:
    """Return the number of the column with this head."""
    return [cell.value for cell in sheet[1]].index(title) + 1


def put(sheet: Any, row: int, **values: Any) -> None:
    """Write values in a row; a head with spaces is named with _ for them."""
    for title, value in values.items():
        sheet.cell(row, head(sheet, title.replace("_", " "))).value = value


def answer_row(workbook: Any, path: str) -> int:
    """Return the row of a question on the sheet Answers."""
    sheet = workbook["Answers"]
    at = head(sheet, "Question ID")
    return next(n for n in range(2, sheet.max_row + 1) if sheet.cell(n, at).value == path)
