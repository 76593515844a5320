"""Commands that look over many things: list, history."""

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
    say,
    shown,
)
from dpia.errors import Invalid
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.case import Case


_MOST_NAMED = 8
"""Assessments that a remark names one by one."""


@click.command("list")
@click.argument("words", nargs=-1)
@click.option("--status", help="Only this status: draft, decided or archived.")
@click.option(
    "--consultation", is_flag=True, help="Only those that need prior consultation (exit 4 if any)."
)
@as_json
@click.pass_context
def list_(
    ctx: click.Context, words: tuple[str, ...], status: str, consultation: bool, as_json: bool
) -> int:
    """List the assessments, or those that all WORDS fit.

    A word is searched in titles and answers; `name:value` picks, as in `dpia list status:draft
    level:high,very-high -owner:ada due:30d`. Names: status, screening, consultation, live, level,
    today, authority, owner, unit, organisation, due, findings. `@name` is a saved view
    (`dpia config views.name "status:draft"`). Archived and superseded ones show with status:all.
    """
    from dpia.desk.filters import from_words
    from dpia.desk.overview import summaries

    asked = [*words, *([f"status:{status}"] if status else [])]
    asked += ["consultation:required"] if consultation else []
    rows = summaries(ctx.find_root().obj, from_words(asked))
    if as_json:
        print_json(rows)
    elif rows:
        print_table(*register_table(rows))
        _say_doubts(rows)
    else:
        if words or status or consultation:
            say(_("No assessment fits. `dpia list` alone lists all."))
        else:
            say(_("No assessments. `dpia new TITLE` makes one, `dpia demo` shows examples."))
    for row in rows:
        if row.get("damaged"):
            click.echo(row["damaged"], err=True)
    return 4 if consultation and rows else 0


def _say_doubts(rows: list[dict[str, Any]]) -> None:
    """Say which levels come from a matrix that is not an official one."""
    doubts: dict[str, list[str]] = {}
    for row in rows:
        if row.get("level_doubt") and row.get("target_level"):
            doubts.setdefault(row["level_doubt"], []).append(row["reference"])
    for doubt, found in doubts.items():
        which = ", ".join(found[:_MOST_NAMED])
        if len(found) == len(rows):
            which = _("all")
        elif len(found) > _MOST_NAMED:
            which = _("{some} and {n} more").format(some=which, n=len(found) - _MOST_NAMED)
        say(_("Target risk, matrix {which}: {how}.").format(how=doubt, which=which))


def register_table(rows: list[dict[str, Any]]) -> tuple[list[str], list[list[str]]]:
    """Return the headers and the cells of the scored register, in words."""
    from dpia.documents import words

    headers = [_("Reference"), _("Title"), _("Status"), _("Screening"), _("Target risk")]
    headers += [_("Prior consultation"), _("Review due")]
    empty = [""] * len(headers)
    cells = []
    for row in rows:
        if row.get("damaged"):
            name = row["reference"] or row["id"][:8]
            cells.append([name, row["title"] or "", _("DAMAGED"), *empty[3:]])
            continue
        level = str(row.get("target_level") or "")
        cells.append(
            [
                row["reference"],
                row["title"],
                words.STATUS.get(row["status"], row["status"]),
                words.SCREENING.get(row.get("screening", ""), ""),
                level.replace("-", " ").capitalize() or _("not rated"),
                words.CONSULTATION.get(row.get("consultation", ""), ""),
                row.get("review_due") or "",
            ]
        )
    return headers, cells


@click.command()
@reference
@click.option("--event", type=int, metavar="N", help="Show what event N changed, before and after.")
@as_json
@click.pass_context
def history(ctx: click.Context, ref: str, event: int | None, as_json: bool) -> int:
    """Show who changed what, when and why.

    Exit 3 when the chain of events or an attachment is not whole.
    """
    case = case_of(ctx, ref)
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
