"""Registers of one's own, as CSV or on a sheet: a mapping file says what their columns hold."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dpia.desk.importing import beginning
from dpia.desk.importing.mapped.mapping import Map, need_columns, read
from dpia.desk.importing.mapped.reading import Reading
from dpia.desk.importing.mapped.values import text_of
from dpia.documents import safe
from dpia.documents.incoming import tables
from dpia.documents.incoming.model import Importer, Incoming
from dpia.documents.incoming.source import Source
from dpia.documents.incoming.tables import Row, Table
from dpia.errors import DpiaError, Invalid
from dpia.text import _, ngettext

if TYPE_CHECKING:
    from dpia.desk.desk import Desk
    from dpia.questionnaire.rulebook import Rulebook

_MOST_TOLD = 50


def plans(
    desk: "Desk", source: Source, importer: Importer, given: Mapping[str, Any]
) -> list[beginning.Beginning]:
    """Return a plan for each assessment in the table.

    Raises Invalid with a sentence for each cell that is wrong: then there is no plan at all.
    """
    if not given.get("map"):
        message = _("Say what the columns hold: `--map MAP.json`; `dpia schema import-map`.")
        raise Invalid(message)
    found = read(Path(given["map"]), desk.library)
    table = tables.read(source, found.sheet, found.heads, found.delimiter)
    need_columns(found, table, source.name)
    importer = replace(importer, title=found.title or found.name)
    problems: list[str] = []
    made = []
    for rows in _grouped(table, found, problems):
        reading = Reading(found, _rulebook(desk, found, rows, given), problems)
        incoming = reading.of(rows)
        made.append(_plan(desk, _extract(source, table, rows), importer, incoming, given))
    for plan, rows in zip(made, _grouped(table, found, []), strict=True):
        told = plan.problem.splitlines() if not problems else ()
        problems += [_("row {n}: {what}").format(n=rows[0].number, what=what) for what in told]
    if problems:
        raise Invalid("\n".join(_told(source, problems)))
    return made


def _told(source: Source, problems: list[str]) -> Iterator[str]:
    message = ngettext(
        "{name}: {n} thing is wrong, so nothing was written:",
        "{name}: {n} things are wrong, so nothing was written:",
        len(problems),
    )
    yield message.format(name=source.name, n=len(problems))
    yield from problems[:_MOST_TOLD]
    if len(problems) > _MOST_TOLD:
        yield _("… and {n} more.").format(n=len(problems) - _MOST_TOLD)


def _grouped(table: Table, found: Map, problems: list[str]) -> list[list[Row]]:
    """Return the rows of each assessment, in the order in which they begin."""
    if not found.group:
        return [[row] for row in table.rows]
    groups: dict[str, list[Row]] = {}
    for row in table.rows:
        if found.group in row.cells:
            groups.setdefault(text_of(row.cells[found.group]), []).append(row)
        else:
            message = _("row {n}, column “{head}”: it says to which assessment the row belongs.")
            problems.append(message.format(n=row.number, head=safe.visible(found.group)))
    return list(groups.values())


def _rulebook(desk: "Desk", found: Map, rows: list[Row], given: Mapping[str, Any]) -> "Rulebook":
    """Return the rulebook the rows are read by: that of the authority in them, or asked for."""
    said = [
        str(row.cells[column.head]).strip().lower()
        for column in found.of("field")
        for row in rows
        if column.what == "authority" and column.head in row.cells
    ]
    basis = {name: given.get(name) or getattr(desk.config, name) for name in beginning.BASIS}
    basis["authority"] = given.get("authority") or next(iter(said), "") or basis["authority"]
    if not basis["authority"]:
        message = _("Say which supervisory authority leads, for example `--authority nl`.")
        raise Invalid(message)
    basis["also"] = tuple(name for name in basis["also"] or () if name != basis["authority"])
    try:
        return desk.books.on(basis)
    except DpiaError as problem:
        message = _("row {n}: {what}")
        raise Invalid(message.format(n=rows[0].number, what=problem.message)) from problem


def _plan(
    desk: "Desk",
    extract: Source,
    importer: Importer,
    incoming: Incoming,
    given: Mapping[str, Any],
) -> beginning.Beginning:
    alone = replace(importer, read=lambda _source: [incoming])
    return next(beginning.plans(desk, extract, alone, given))


def _extract(source: Source, table: Table, rows: list[Row]) -> Source:
    """Return a table of these rows alone: nobody's assessment keeps what is said of others."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow([safe.no_formula(head) for head in table.heads])
    for row in rows:
        said = (row.cells.get(head, "") for head in table.heads)
        writer.writerow([safe.no_formula(text_of(value)) for value in said])
    stem = source.name.rpartition(".")[0] or source.name
    name = _("{name}, row {n}.csv").format(name=stem, n=rows[0].number)
    return Source(name, made.getvalue().encode())
