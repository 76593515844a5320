"""The command heatmap: where the risks of a register stand, and which they are."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from dpia.cli.common import as_json, desk_of, print_json, print_line, print_table, say, shown
from dpia.documents.risk_map import STAGES
from dpia.text import _, ngettext

if TYPE_CHECKING:
    from dpia.desk.desk import Desk
    from dpia.documents.risk_map import RiskMap

Rows = dict[str, dict[str, Any]]


@click.command()
@click.argument("words", nargs=-1)
@click.option("--stage", type=click.Choice(STAGES), default="today", show_default=True)
@click.option("--method", help="Only this method; `dpia methods` lists them.")
@click.option(
    "--cell",
    nargs=2,
    type=int,
    metavar="SEVERITY LIKELIHOOD",
    help="List the risks in this cell instead.",
)
@as_json
@click.pass_context
def heatmap(
    ctx: click.Context,
    /,
    words: tuple[str, ...],
    stage: str,
    method: str | None,
    cell: tuple[int, int] | None,
    as_json: bool,
) -> int:
    """Count the risks of all assessments in the matrix of each method they use.

    WORDS pick assessments as in `dpia list`. With --json all three stages are printed.
    """
    from dpia.desk.filters import from_words
    from dpia.desk.overview import summaries
    from dpia.desk.risk_map import RiskMaps

    rows = summaries(ctx.find_root().obj, from_words(words))
    maps: list[RiskMap] = []
    if rows:
        desk = desk_of(ctx, create=False)
        maps, problems = RiskMaps().gather(desk, rows, _progress)
        for sentence in problems:
            say(sentence)
    maps = [one for one in maps if method in (None, one.method["id"])]
    by_id = {row["id"]: row for row in rows}
    if cell:
        _print_cell(desk if rows else None, maps, by_id, stage, cell, as_json)
    elif as_json:
        print_json([_whole(one) for one in maps])
    elif not maps:
        say(_("No assessment fits. `dpia list` alone lists all."))
    for number, one in enumerate(maps if not cell and not as_json else ()):
        print_line("\n" * bool(number) + _heading(one, stage))
        print_table(*_matrix(one, stage))
        print_line(_counted(one, stage))
    return 0


def _progress(done: int, total: int) -> None:
    if total > 50 and sys.stderr.isatty():
        click.echo(f"\r{done} / {total}", nl=False, err=True)


def _heading(found: "RiskMap", stage: str) -> str:
    from dpia.documents.words import AXIS
    from dpia.judgement.telling import trusted

    count = ngettext("{n} assessment", "{n} assessments", found.assessments)
    said = count.format(n=f"{found.assessments:,}")
    title = f"{found.method['title']} {found.method.get('version', '')}".strip()
    doubt = trusted(found.method).get("confidence_note")
    matrix = _(" (matrix: {how})").format(how=doubt) if doubt else ""
    return f"{shown(title)}: {AXIS[stage]}, {said}{matrix}"


def _matrix(found: "RiskMap", stage: str) -> tuple[list[str], list[list[str]]]:
    """Return the headers and the cells: the word of the level, and how many risks lie there."""
    titles = {level["id"]: str(level["title"]) for level in found.method["levels"]}
    cells = found.stages[stage].cells
    heads = [f"{step['level']} {step['title']}" for step in found.method["likelihood"]]
    lines = []
    for step in sorted(found.method["severity"], key=lambda step: -int(step["level"])):
        line = [f"{step['level']} {step['title']}"]
        for other in found.method["likelihood"]:
            place = (step["level"], other["level"])
            line.append(f"{titles[found.level(*place)]}: {len(cells.get(place, ())):,}")
        lines.append(line)
    return [_("Severity, likelihood"), *heads], lines


def _counted(found: "RiskMap", stage: str) -> str:
    at = found.stages[stage]
    text = _("Rated: {rated}. Of these not confirmed: {unconfirmed}, raised by a flag: {raised}. ")
    counts = {"unconfirmed": len(at.unconfirmed), "raised": len(at.raised)}
    said = text.format(rated=f"{at.rated():,}", **{name: f"{n:,}" for name, n in counts.items()})
    return said + _("Not rated: {n}.").format(n=f"{len(at.unrated):,}")


def _whole(found: "RiskMap") -> dict[str, Any]:
    """Return a map as JSON: its method, and for each stage what lies in which cell."""
    method = {name: found.method.get(name) for name in ("id", "version", "title", "confidence")}
    stages = {
        name: {
            "cells": [
                {"severity": s, "likelihood": p, "level": found.level(s, p), "risks": len(risks)}
                for (s, p), risks in sorted(at.cells.items())
            ],
            "rated": at.rated(),
            "unrated": len(at.unrated),
            "unconfirmed": len(at.unconfirmed),
            "raised": len(at.raised),
        }
        for name, at in found.stages.items()
    }
    return {"method": method, "assessments": found.assessments, "stages": stages}


def _print_cell(
    desk: "Desk | None",
    maps: "list[RiskMap]",
    rows: Rows,
    stage: str,
    cell: tuple[int, int],
    as_json: bool,
) -> None:
    found = list(_in_cell(desk, maps, rows, stage, cell)) if desk else []
    if as_json:
        print_json(found)
    elif found:
        heads = [_("Reference"), _("Risk"), _("What could happen"), _("Assessment")]
        names = ("reference", "risk", "title", "assessment")
        print_table(heads, [[shown(entry[name]) for name in names] for entry in found])
    else:
        say(_("No risk lies in this cell."))


def _in_cell(
    desk: "Desk", maps: "list[RiskMap]", rows: Rows, stage: str, cell: tuple[int, int]
) -> Iterator[dict[str, str]]:
    from dpia.desk.risk_map import titles
    from dpia.documents.risk_map import ids_of

    known: dict[str, dict[str, str]] = {}
    for one in maps:
        for assessment, risk in map(ids_of, one.stages[stage].cells.get(cell, ())):
            if assessment not in known:
                known[assessment] = titles(desk, assessment)
            row = rows[assessment]
            yield {
                "id": assessment,
                "reference": row["reference"] or assessment[:8],
                "assessment": row["title"] or "",
                "method": one.method["id"],
                "risk": risk,
                "title": known[assessment].get(risk, ""),
            }
