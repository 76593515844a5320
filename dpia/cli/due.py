"""Commands over the whole register: due, rejudge."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from dpia.cli.common import as_json, desk_of, print_json, print_line, print_table, say, shown
from dpia.text import _, ngettext

THRESHOLD = 4


@click.command()
@click.argument("words", nargs=-1)
@click.option(
    "--within", default="30d", show_default=True, help="Also what falls due in this time."
)
@click.option(
    "--ics",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write what has a day as a calendar.",
)
@click.option("--fail", is_flag=True, help="Exit 4 when anything is overdue or missing.")
@as_json
@click.pass_context
def due(
    ctx: click.Context,
    words: tuple[str, ...],
    within: str,
    ics: Path | None,
    fail: bool,
    as_json: bool,
) -> int:
    """List what assessments wait for: reviews, measures, conditions, consultations, advice, views.

    WORDS pick assessments as in `dpia list`.
    """
    from dpia.cli.encrypting import folder_of
    from dpia.desk.dues import dues, write_calendar
    from dpia.desk.filters import from_words
    from dpia.desk.opening import leaving
    from dpia.desk.overview import summaries

    days = re.fullmatch(r"(\d{1,4})d?", within)
    if days is None:
        raise click.UsageError(_("Write --within as a number of days, such as 30d."))
    today = datetime.now(UTC).astimezone().date()
    rows = summaries(ctx.find_root().obj, from_words(words), due=True)
    found = dues(rows, today, int(days[1]))
    if ics is not None:
        written = write_calendar(found, ics)
        told = ngettext("Wrote {path}: {n} day.", "Wrote {path}: {n} days.", written)
        say(told.format(path=ics, n=written))
        leaving(folder_of(ctx), say)
    if as_json:
        print_json(found)
    elif ics is not None:
        pass  # said already
    elif found:
        heads = [_("Reference"), _("What"), _("Day"), _("Of what"), _("Owner"), _("Title")]
        print_table(heads, [_line(entry) for entry in found])
    else:
        say(_("Nothing is due."))
    pressing = any(entry["overdue"] or not entry["day"] for entry in found)
    return THRESHOLD if fail and pressing else 0


def _line(entry: dict[str, Any]) -> list[str]:
    from dpia.documents.words import DUE

    day = entry["day"] or ""
    texts = (entry[name] or "" for name in ("detail", "owner", "title"))
    return [
        entry["reference"] or entry["id"][:8],
        DUE[entry["what"]],
        _("{day} OVERDUE").format(day=day) if entry["overdue"] else day,
        *map(shown, texts),
    ]


@click.command()
@click.argument("refs", nargs=-1, metavar="[ID…]")
@click.option(
    "--all", "every", is_flag=True, help="All that are not superseded, retired or archived."
)
@click.option(
    "--apply", is_flag=True, help="Judge the open ones among them by the newest from now on."
)
@click.option("--fail", is_flag=True, help="Exit 4 when a verdict would change.")
@as_json
@click.pass_context
def rejudge(
    ctx: click.Context,
    /,
    refs: tuple[str, ...],
    every: bool,
    apply: bool,
    fail: bool,
    as_json: bool,
) -> int:
    """Say which verdicts would change today, by the newest lists, questionnaires and methods.

    Nothing is changed, unless --apply is given: then drafts are judged by the newest from now on.
    A decided assessment is never moved; `dpia revise` opens its next version.
    """
    from dpia.desk.rejudging import rejudged

    if every == bool(refs):
        raise click.UsageError(_("Name assessments, or say --all."))
    desk = desk_of(ctx, create=False)
    wanted = list(refs) or [row["id"] for row in desk.summaries() if _stands(row)]
    found = [rejudged(desk.open(ref), apply) for ref in wanted]
    changed = [one for one in found if one["changes"]]
    if as_json:
        print_json(found)
    else:
        _tell(found)
    return THRESHOLD if fail and changed else 0


def _stands(row: dict[str, Any]) -> bool:
    from dpia.desk.filters import ENDED

    return row.get("status") not in ENDED and not row.get("damaged")


def _tell(found: list[dict[str, Any]]) -> None:
    from dpia.documents.difference import told

    for one in found:
        head = "{reference} {title}".format(**one)
        if not one["changes"]:
            print_line(shown(_("{head}: nothing would change.").format(head=head)))
            continue
        print_line(shown(_("{head}: would change.").format(head=head)))
        for change in one["changes"]:
            print_line(shown("  {}: {}  →  {}".format(*told(change, one["levels"]))))
        if one["files"]:
            print_line(_("  newer: {files}").format(files=", ".join(one["files"])))
        if one["applied"]:
            print_line(_("  judged by the newest from now on"))
