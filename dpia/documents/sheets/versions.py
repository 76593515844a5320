"""Two assessments compared as a workbook: one row for each thing that is different."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dpia.documents.sheets import longtexts
from dpia.documents.sheets.book import Book
from dpia.documents.sheets.grid import Column, Layout, TableSheet
from dpia.documents.sheets.placing import checked, private_folder, put_in_place, told
from dpia.documents.versions import Shift, named, shifts
from dpia.text import _


@dataclass(frozen=True)
class _Row:
    """One difference, and the heading it stands under."""

    heading: str
    shift: Shift


def write_versions(
    path: str | os.PathLike[str], found: Mapping[str, Any], levels: Mapping[str, str]
) -> Path:
    """Write what `judgement.versions.compare` found to the workbook `path`, and return its place.

    `levels` are the titles of the risk levels. A file at `path` is replaced only when the new one
    is complete. Raises Usage for another ending than `.xlsx`, NotSaved.
    """
    target = checked(Path(path))
    with private_folder(target) as folder, Book(folder) as book, told(target):
        sheet = TableSheet(book, _layout(named(found["a"]), named(found["b"])))
        for heading, group in shifts(found, levels):
            for shift in group:
                sheet.append(_Row(heading, shift))
        sheet.close()
        longtexts.write(book, after=sheet.title)
        put_in_place(book.workbook, folder / target.name, target)
    return target


def _layout(before: str, after: str) -> Layout[_Row]:
    return Layout(
        title=_("Differences"),
        table="tblDifferences",
        columns=[
            Column(_("Part"), 22, lambda row: row.heading),
            Column(_("What"), 48, lambda row: row.shift.what),
            Column(_("Before: {name}").format(name=before), 40, lambda row: row.shift.before),
            Column(_("After: {name}").format(name=after), 40, lambda row: row.shift.after),
            Column(_("Because of"), 48, lambda row: row.shift.causes()),
            Column(_("Question"), 34, lambda row: row.shift.path),
        ],
        printed=5,
        head_height=48,
        about=lambda row: row.shift.what,
    )
