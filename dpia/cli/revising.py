"""Commands about versions: revise, confirm, diff."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dpia.cli.common import (
    as_json,
    case_of,
    json_result,
    print_json,
    print_line,
    print_pieces,
    reference,
    saved,
    say,
    shown,
    wants_json,
)
from dpia.text import _

if TYPE_CHECKING:
    from dpia.assessment.carrying import Carried
    from dpia.desk.case import Case


@click.command()
@reference
@json_result
@click.pass_context
def revise(ctx: click.Context, ref: str) -> int:
    """Open the next version of a decided assessment and print its reference.

    Answers are carried over, each to be confirmed (`dpia confirm`). Today's questionnaires and
    lists apply. The version before stays as it was decided, until the new one is.
    """
    from dpia.desk.revising import revise as next_version

    case, carried = next_version(case_of(ctx, ref))
    if wants_json():
        about: dict[str, Any] = {name: case.document[name] for name in ("id", "reference")}
        told = {name: getattr(carried, name) for name in ("lost", "changed", "new")}
        print_json({**about, **told, "summary": case.document["summary"]})
        return 0
    click.echo(case.document["reference"])
    _tell(case, carried)
    return 0


def _tell(case: "Case", carried: "Carried") -> None:
    from dpia.documents.versions import carried_pieces

    count = case.document["summary"].get("to_confirm", 0)
    for piece in carried_pieces(carried, case.rulebook, count):
        say(shown(piece.text))


@click.command()
@reference
@click.argument("questions", nargs=-1, metavar="QUESTION…")
@click.option("--topic", help="Everything of one questionnaire.")
@json_result
@click.pass_context
def confirm(ctx: click.Context, ref: str, questions: tuple[str, ...], topic: str | None) -> int:
    """Confirm answers that were carried over from the version before; no QUESTION lists them."""
    case = case_of(ctx, ref)
    waiting = case.to_confirm()
    wanted = [*questions, *(path for path in waiting if topic and path.startswith(f"{topic}."))]
    if not wanted:
        if wants_json():
            print_json(waiting)
        for path in () if wants_json() else waiting:
            print_line(f"{path}  {shown(case.rulebook.question(path).title)}")
        return 0
    with case.together("confirmed", ", ".join(wanted)):
        for path in wanted:
            case.confirm(path)
    saved(case, ", ".join(wanted))
    return 0


@click.command()
@click.argument("a", metavar="A")
@click.argument("b", metavar="[B]", required=False)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write it to a FILE: .xlsx, .md, .txt."
)
@as_json
@click.pass_context
def diff(ctx: click.Context, a: str, b: str | None, output: Path | None, as_json: bool) -> int:
    """Compare two assessments: from A to B, or from the version before A to A.

    What changed in answers and measures, what the verdict makes of it, and because of what.
    """
    from dpia.desk.comparing import before, compared, level_titles, write_comparison

    first = case_of(ctx, a)
    pair = (first, case_of(ctx, b)) if b else (before(first), first)
    found = compared(*pair)
    if output:
        say(_("Wrote {path}.").format(path=write_comparison(*pair, found, output)))
    if as_json:
        print_json(found)
    elif not output:
        from dpia.documents.versions import version_pieces

        print_pieces(version_pieces(found, level_titles(*pair)))
    return 0
