"""Commands that work on one assessment: new, set, mark, row, undo."""

import json
from typing import TYPE_CHECKING, Any

import click

from dpia.cli.common import (
    announce,
    as_json,
    case_of,
    country,
    day,
    desk_of,
    given,
    json_result,
    print_json,
    reference,
    saved,
    say,
)
from dpia.cli.naming import place_of
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.case import Case


@click.command()
@click.argument("title")
@click.option("--authority", type=country, help="Lead supervisory authority, by country code.")
@click.option(
    "--also", multiple=True, type=country, help="Another authority concerned; may be repeated."
)
@click.option(
    "--pathway", help="Which questionnaires are asked (edpb-2026, quick, screening-only)."
)
@click.option("--method", help="Risk method; `dpia methods` lists them.")
@click.option("--organisation", default="", help="The controller.")
@click.option("--unit", default="", help="Department or unit responsible.")
@click.option("--from", "source", metavar="FILE", help="Start from a file that `assess` reads.")
@as_json
@click.pass_context
def new(ctx: click.Context, /, title: str, source: str | None, as_json: bool, **given: Any) -> int:
    """Create an assessment with this TITLE and print its reference."""
    desk = desk_of(ctx)
    given = {name: value for name, value in given.items() if value}
    if "also" in given:
        given["also"] = list(given["also"])
    if source:
        from dpia.desk.intake import read

        raw = read(source)
        case = desk.bring_in({**raw, "title": title, **given})
        if raw.get("attachments"):
            say(_("The file names attachments but does not hold them; attach them again."))
    else:
        case = desk.create(title, **given)
    if as_json:
        print_json({name: case.document[name] for name in ("id", "reference", "title")})
    else:
        click.echo(case.document["reference"])
    return 0


@click.command("set")
@reference
@click.argument("assignments", nargs=-1, required=True, metavar="QUESTION=VALUE…")
@click.option("--json-values", is_flag=True, help="Read each VALUE as JSON.")
@click.option("--note", help="A note on the last answer.")
@json_result
@click.pass_context
def set_(
    ctx: click.Context, ref: str, assignments: tuple[str, ...], json_values: bool, note: str | None
) -> int:
    """Answer questions: `dpia set 2026-0001 screening.people=12000 screening.part=controller`.

    Several choices are separated by commas, `none` is none of them, `?` is “not known yet”, an
    empty VALUE takes the answer away. A cell is topic.table/row/column (`dpia row` adds rows).
    """
    case = case_of(ctx, ref)
    paths = [assignment.partition("=")[0] for assignment in assignments]
    with case.together("answered", ", ".join(paths)):
        for assignment in assignments:
            assign(case, assignment, json_values)
        if note is not None:
            case.mark(paths[-1], note=note)
    saved(case, ", ".join(paths))
    return 0


def assign(case: "Case", assignment: str, json_values: bool) -> None:
    """Answer the question of `question=value`; `?` is not known yet, an empty value no answer."""
    path, equals, text = assignment.partition("=")
    if not equals:
        message = _("“{text}” should read QUESTION=VALUE.")
        raise click.UsageError(message.format(text=assignment[:60]))
    if text == "?":
        case.mark(path, unknown=True)
    elif text == "":
        case.clear(path)
    elif json_values:
        case.answer(path, _json(path, text))
    else:
        case.answer_text(path, text)


def _json(path: str, text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        message = _("The value of {path} is not valid JSON: {reason}.")
        raise click.UsageError(message.format(path=path, reason=error)) from None


@click.command()
@reference
@click.argument("what")
@click.option("--unknown/--known", default=None, help="Not known yet, or no longer so.")
@click.option("--note", help="What is said about the answer; empty takes the note away.")
@click.option("--evidence", multiple=True, help="Where it can be looked up; may be repeated.")
@click.option("--assumed/--not-assumed", default=None, help="The answer is assumed, not confirmed.")
@click.option(
    "--confidential/--not-confidential", default=None, help="A public report withholds it, or not."
)
@json_result
@click.pass_context
def mark(
    ctx: click.Context,
    ref: str,
    what: str,
    unknown: bool | None,
    note: str | None,
    evidence: tuple[str, ...],
    assumed: bool | None,
    confidential: bool | None,
) -> int:
    """Say something about an answer: a note, evidence, “not known yet”, assumed, confidential.

    WHAT is a question (screening.people). Confidential can also be a risk (R1), a measure (M2), an
    attachment (a3), opinions.dpo, opinions.data_subjects and the words of the decision. A public
    report withholds it: `dpia report --public`.
    """
    case = case_of(ctx, ref)
    said = {"unknown": unknown, "note": note, "evidence": list(evidence) or None}
    told = given({**said, "assumed": assumed})
    if confidential is None:
        case.mark(what, **told)
    elif not told:
        case.mark_confidential(place_of(case, what), confidential)
    else:
        case.mark(what, **told, confidential=confidential)
    saved(case, what)
    return 0


@click.command()
@reference
@click.argument("table")
@click.argument("assignments", nargs=-1, metavar="COLUMN=VALUE…")
@click.option("--remove", metavar="ROW", help="Remove this row instead.")
@click.option("--copy", "copied", metavar="ROW", help="Begin with a copy of this row.")
@click.option(
    "--move", nargs=2, type=(str, int), metavar="ROW BY", help="Move a row up (-1) or down."
)
@json_result
@click.pass_context
def row(
    ctx: click.Context,
    ref: str,
    table: str,
    assignments: tuple[str, ...],
    remove: str | None,
    copied: str | None,
    move: tuple[str, int] | None,
) -> int:
    """Add a row to a TABLE (`processing.purposes`) and print its id; or remove or move one."""
    case = case_of(ctx, ref)
    row_id = ""
    if remove:
        case.remove_row(table, remove)
    elif move:
        case.move_row(table, *move)
    else:
        with case.together("row-copied" if copied else "row-added", table):
            row_id = case.copy_row(table, copied) if copied else case.add_row(table)
            for assignment in assignments:
                column, _equals, text = assignment.partition("=")
                case.answer_text(f"{table}/{row_id}/{column}", text)
        announce(row_id)
    saved(case, table, row_id)
    return 0


@click.command()
@reference
@click.option("--title")
@click.option("--organisation")
@click.option("--unit")
@click.option("--owner")
@click.option("--description")
@click.option("--review", metavar="DATE", help="When it is to be reviewed next.")
@click.option("--pathway", help="Go on under another pathway; answers stay.")
@json_result
@click.pass_context
def edit(
    ctx: click.Context,
    /,
    ref: str,
    review: str | None,
    pathway: str | None,
    **fields: str | None,
) -> int:
    """Change what an assessment is called, whose it is, its pathway, and when it is reviewed."""
    case = case_of(ctx, ref)
    changed = {name: text for name, text in fields.items() if text is not None}
    if not changed and not review and not pathway:
        raise click.UsageError(_("Name what to change; `dpia edit --help` lists it."))
    if changed:
        case.rename(**changed)
    if pathway:
        case.take_pathway(pathway)
    if review:
        case.set_review(day(review))
    done = {"pathway": pathway, "review": review}
    saved(case, ", ".join([*changed, *(name for name, given in done.items() if given)]))
    return 0


@click.command()
@reference
@json_result
@click.pass_context
def undo(ctx: click.Context, ref: str) -> int:
    """Take back your own latest change."""
    case = case_of(ctx, ref)
    done = case.undo()
    saved(case, _("took back {what}").format(what=done))
    return 0


@click.command()
@reference
@json_result
@click.pass_context
def redo(ctx: click.Context, ref: str) -> int:
    """Make the change again that you took back last."""
    case = case_of(ctx, ref)
    done = case.redo()
    saved(case, _("made again {what}").format(what=done))
    return 0
