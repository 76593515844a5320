"""The command `import`: files of other tools become assessments."""

from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dpia.cli.common import as_json, country, desk_of, given, print_json, print_table, say, shown
from dpia.errors import DpiaError, NotFound
from dpia.text import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from dpia.desk.desk import Desk
    from dpia.desk.importing.planning import Plan
    from dpia.documents.incoming.source import Source


@click.command("import")
@click.argument(
    "files", metavar="FILE...", type=click.Path(path_type=Path), nargs=-1, required=True
)
@click.option("--as", "format_", default="", metavar="FORMAT", help="Read it as this format.")
@click.option(
    "--map",
    "map_",
    type=click.Path(path_type=Path),
    metavar="MAP.json",
    help="What the columns of a CSV file or a sheet hold; `dpia schema import-map`.",
)
@click.option("--dry-run", is_flag=True, help="Print what would be made, and write nothing.")
@click.option("--authority", type=country, help="Lead supervisory authority, by country code.")
@click.option(
    "--also", multiple=True, type=country, help="Another authority concerned; may be repeated."
)
@click.option(
    "--pathway", help="Which questionnaires are asked (edpb-2026, quick, screening-only)."
)
@click.option("--method", help="Risk method; `dpia methods` lists them.")
@as_json
@click.pass_context
def import_(
    ctx: click.Context,
    /,
    files: tuple[Path, ...],
    dry_run: bool,
    as_json: bool,
    map_: Path | None,
    **basis: Any,
) -> int:
    """Make assessments of a FILE from another tool, or of several, and print their references.

    The content says which format it is. Answers come in as to be confirmed; levels and verdicts
    are computed anew. What has no place here is kept in a file with the assessment, like the FILE
    itself. Of one file all is written or nothing. Exits 3 when something in it cannot be used; of
    several files the others are imported, and it exits with the worst code.

    What `dpia export` wrote as JSON Lines is put back as it was, with ids, history and files. An
    assessment that is here already is passed over; one that differs is refused (exit 5).

    A workbook that `dpia export` wrote changes the assessments that are here: what was written in
    its open columns is checked and taken over, all of it or nothing. Where the register has
    changed since as well you are asked; without a terminal it is refused (exit 5).

    With --map a register of your own, as CSV or on a sheet, becomes assessments: the mapping file
    says what each column holds. What is wrong is told by row and column; then nothing is written.

    - as FILE reads standard input.
    """
    from dpia.cli.importing_several import several

    basis["also"], basis["map"] = list(basis["also"]) or None, map_
    with ExitStack() as stack:
        desk = cache(lambda: _desk(ctx, dry_run, stack))  # one for all: it knows its rulebooks
        if len(files) > 1:
            one = partial(_file, ctx, desk, dry_run=dry_run, as_json=as_json, **basis)
            return several(files, as_json, one)
        code, told = _file(ctx, desk, files[0], dry_run, as_json, **basis)
    if as_json:
        print_json(told)
    return code


def _file(
    ctx: click.Context,
    desk: "Callable[[], Desk]",
    file: Path,
    dry_run: bool,
    as_json: bool,
    **basis: Any,
) -> tuple[int, dict[str, Any]]:
    """Import one file, or print what would be made of it: the exit code, and what is told as JSON.

    Raises what reading it raises.
    """
    from dpia.cli.restoring import is_stream, opened, restore
    from dpia.desk.importing.planning import open_source

    with opened(file) as found:
        if found and is_stream(found):
            return restore(ctx, found, file, dry_run, as_json)
        source = open_source(file, found)
    return _carried_out(desk(), source, dry_run, as_json, **basis)


def _carried_out(
    desk: "Desk", source: "Source", dry_run: bool, as_json: bool, format_: str, **basis: Any
) -> tuple[int, dict[str, Any]]:
    """Carry out the plans for a file, unless one of them is wrong, or print them."""
    from dpia.cli.settling import settle
    from dpia.desk.importing.planning import plans_for

    format_ = "table" if basis["map"] else format_
    importer, plans = plans_for(desk, source, format_, given(basis))
    say(_("{file} is read as: {title}.").format(file=source.name, title=importer.title))
    waiting = settle(plans, ask=not dry_run)
    held = any(plan.problem for plan in plans)
    done = [_one(plan, dry_run, held, as_json) for plan in plans]
    told = {"format": importer.id, "dry_run": dry_run, "assessments": done}
    return 5 if waiting else 3 if any(row["problem"] for row in done) else 0, told


def _desk(ctx: click.Context, dry_run: bool, stack: ExitStack) -> "Desk":
    """Open the register; for a dry run without one, a register that is thrown away."""
    try:
        return desk_of(ctx, create=not dry_run)
    except NotFound:
        from dpia.desk.desk import open_desk
        from dpia.desk.passing import private_folder

        folder = stack.enter_context(private_folder())
        return open_desk(folder / "register")


def _one(plan: "Plan", dry_run: bool, held: bool, as_json: bool) -> dict[str, Any]:
    """Carry one plan out, unless it is only to be looked at, and say what became of it.

    `held`: something else in its file is wrong.
    """
    from dpia.cli.settling import idle

    problem, made = plan.problem, {}
    if held and not problem and not dry_run:
        problem = _("Something else in this file is wrong. Mend it, or take it out, first.")
    if not (dry_run or problem or idle(plan)):
        try:
            document = plan.carry_out().document
            made = {name: document[name] for name in ("id", "reference", "title")}
        except DpiaError as refused:
            problem = refused.message
    if not as_json:
        _print(plan, problem, str(made.get("reference", "")), dry_run)
    lines = [vars(line) for line in plan.lines]
    return {"title": plan.title, **made, "problem": problem or None, "report": lines}


def _print(plan: "Plan", problem: str, reference: str, dry_run: bool) -> None:
    from dpia.documents.incoming.telling import FATES, counted, report_table

    if reference:
        click.echo(reference)
    say(shown(plan.what))
    if dry_run:
        headers, rows = report_table(plan.lines, refused=bool(problem))
        print_table(headers, [[shown(cell) for cell in row] for row in rows])
    say(counted(plan.lines, refused=bool(problem)))
    if problem:
        say(_("Nothing was written of it:"))
        for sentence in problem.splitlines():
            say(shown(sentence))
    elif not dry_run:
        for line in plan.lines:
            if line.fate in ("kept", "dropped"):
                say(shown(f"  {FATES[line.fate]}: {line.what}. {line.why}".rstrip()))
