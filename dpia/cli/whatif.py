"""The command that tries changes without saving them: whatif."""

from typing import TYPE_CHECKING, Any

import click

from dpia.cli.common import as_json, case_of, print_json, print_table, reference, saved, shown
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.trial import Trial


@click.command()
@reference
@click.argument("assignments", nargs=-1, required=True, metavar="WHAT=VALUE…")
@click.option("--keep", "kept", is_flag=True, help="Make the changes if they are to stay.")
@as_json
@click.pass_context
def whatif(
    ctx: click.Context, /, ref: str, assignments: tuple[str, ...], kept: bool, as_json: bool
) -> int:
    """Show what would change: `dpia whatif 2026-0001 screening.people=20000 m1=implemented`.

    WHAT is a question, or the id of a measure whose status is tried. Nothing is saved without
    --keep. `dpia show ID --why` lists which single answers would change the screening.
    """
    from dpia.desk.trial import keep, trial
    from dpia.documents.difference import told
    from dpia.judgement.difference import difference

    case = case_of(ctx, ref)
    tried = trial(case)
    for assignment in assignments:
        _try(tried, assignment)
    found = difference(case.verdict, tried.verdict)
    if as_json:
        print_json({"changes": found, "kept": kept})
    elif found:
        titles = {level["id"]: level["title"] for level in case.rulebook.method_document["levels"]}
        rows = [[shown(text) for text in told(change, titles)] for change in found]
        print_table([_("What"), _("Now"), _("Then")], rows)
    else:
        click.echo(_("Nothing in the verdict would change."))
    if kept:
        keep(case, tried)
        if not as_json:
            saved(case, ", ".join(assignments))
    return 0


def _try(tried: "Trial", assignment: str) -> None:
    from dpia.cli.working import assign

    name, _equals, value = assignment.partition("=")
    measures: set[Any] = {measure["id"] for measure in tried.document["measures"]}
    if name in measures:
        tried.change_measure(name, status=value)
    else:
        assign(tried, assignment, json_values=False)
