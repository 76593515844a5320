"""The history of one assessment, and of one answer in it; an earlier answer is restored here."""

import sys
from typing import TYPE_CHECKING, Any

import click

from dpia.cli.common import (
    as_json,
    case_of,
    print_json,
    print_pieces,
    print_table,
    reference,
    saved,
    say,
    shown,
)
from dpia.cli.naming import past_of
from dpia.errors import Invalid
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.case import Case


@click.command()
@reference
@click.argument("question", required=False)
@click.option("--event", type=int, metavar="N", help="Show what event N changed, before and after.")
@click.option(
    "--restore",
    type=int,
    metavar="N",
    help="Let stand again what stood at QUESTION as of its entry N.",
)
@click.option("--reason", default="", help="Why it is restored.")
@as_json
@click.pass_context
def history(
    ctx: click.Context,
    ref: str,
    question: str | None,
    event: int | None,
    restore: int | None,
    reason: str,
    as_json: bool,
) -> int:
    """Show who changed what, when and why; with QUESTION all that was ever said there.

    QUESTION is a question, a cell or row (topic.table/row/column), a risk or measure, or a field
    of one: `r1`, `R1.likelihood`, `risks/r1/today/severity`, `m2.due`. It is followed through all
    versions. Exit 3 when the chain of events or an attachment is not whole.
    """
    if (event is not None and (question or restore)) or (restore is not None and not question):
        raise click.UsageError(_("Name a QUESTION for --restore; --event goes without one."))
    case = case_of(ctx, ref)
    if question:
        question = past_of(case, question)
        if restore is not None:
            _restore(case, question, restore, reason, as_json)
        else:
            _print_past(case, question, as_json)
        return 0
    events = list(case.desk.register.history(case.id))
    if as_json:
        print_json([one for one in events if event in (None, one["seq"])])
    else:
        _print_events(case, events, event)
    breaks = case.desk.register.verify(case.id)
    sys.stdout.flush()
    if breaks:
        raise Invalid("\n".join(breaks))
    return 0


def _print_events(case: "Case", events: list[dict[str, Any]], event: int | None) -> None:
    """Print all events in a table, or one with everything it changed."""
    from dpia.documents.history import Teller, clock

    teller = Teller(events, case.rulebook, case.document)
    if event is not None:
        print_pieces(teller.pieces(event))
        return
    heads = [_("No."), _("When (UTC)"), _("Who"), _("What"), _("Why")]
    rows = [
        [str(told.seq), clock(told.at), *map(shown, (told.by, told.what, told.why))]
        for told in reversed(teller.told())
    ]
    print_table(heads, rows)


def _print_past(case: "Case", question: str, as_json: bool) -> None:
    """Print what was said at one place, the oldest first."""
    from dpia.documents.past import entry_json, past_pieces

    past = case.past(question)
    if as_json:
        last = past.entries[-1:]
        print_json([entry_json(entry, entry in last) for entry in past.entries])
    else:
        print_pieces(past_pieces(past.title, past.entries))
    for problem in past.problems:
        say(_("An earlier version cannot be read: {problem}").format(problem=shown(problem)))


def _restore(case: "Case", question: str, number: int, reason: str, as_json: bool) -> None:
    case.restore(question, number, reason)
    if as_json:
        click.get_current_context().meta["dpia.json"] = True
    saved(case, _("{question} as of entry {n}").format(question=question, n=number))
