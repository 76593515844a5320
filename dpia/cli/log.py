"""The log of the whole register: who did what where, the latest first."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from dpia.cli.common import as_json, day, desk_of, print_table, say, shown
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.log import Happening, Words

MOST = 50
"""Events that are shown where neither a number nor a day is named."""


@click.command()
@click.argument("words", nargs=-1)
@click.option("--since", metavar="DATE", help="What happened on this day (UTC) or later.")
@click.option(
    "--by", default="", metavar="NAME", help="What somebody did; part of a name is enough."
)
@click.option("--kind", multiple=True, help="Only this kind, such as decided; may be repeated.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    metavar="N",
    help=f"At most N events (default {MOST}, with --since all; 0 is all).",
)
@as_json
@click.pass_context
def log(
    ctx: click.Context,
    words: tuple[str, ...],
    since: str | None,
    by: str,
    kind: tuple[str, ...],
    limit: int | None,
    as_json: bool,
) -> int:
    """Show what happened in the register, the latest first; with WORDS as in `dpia list`.

    Without WORDS archived and superseded assessments are in it as well.
    """
    from dpia.desk.log import Wanted, Words, log

    first = day(since)
    wanted = Wanted(first.isoformat() if first else "", by, _kinds(kind))
    desk = desk_of(ctx, create=False)
    found = log(desk, wanted, _among(ctx, words), lambda problem: say(shown(problem)))
    most = limit if limit is not None else 0 if since else MOST
    happened = islice(found, most or None)
    told = Words(desk)
    if as_json:
        print_array(_told(one, told) for one in happened)
    else:
        _print(happened, told)
    return 0


def _among(ctx: click.Context, words: tuple[str, ...]) -> list[str] | None:
    from dpia.desk.filters import from_words
    from dpia.desk.overview import summaries

    if not words:
        return None
    return [row["id"] for row in summaries(ctx.find_root().obj, from_words(words))]


def _kinds(given: tuple[str, ...]) -> frozenset[str]:
    from dpia.documents.history import KIND

    for name in given:
        if name not in KIND:
            message = _("There is no kind “{name}”. Known: {known}.")
            raise click.UsageError(message.format(name=name[:40], known=", ".join(KIND)))
    return frozenset(given)


def _told(happening: "Happening", words: "Words") -> dict[str, Any]:
    event, document = happening.event, happening.document
    about = {name: document.get(name) for name in ("reference", "id", "title")}
    said = {name: event.get(name) for name in ("kind", "about")}
    return {
        **{"at": happening.at, "by": event.get("by"), **about, "event": event.get("seq")},
        **{**said, "what": words.what(happening), "reason": event.get("note", "")},
    }


def _print(happened: Iterable["Happening"], words: "Words") -> None:
    from dpia.documents.history import clock

    rows = []
    for one in happened:
        told = _told(one, words)
        said = (told[name] or "" for name in ("by", "reference", "what", "title"))
        rows.append([clock(one.at), *(shown(str(text)) for text in said)])
    if rows:
        print_table([_("When (UTC)"), _("Who"), _("Reference"), _("What"), _("Where")], rows)
    else:
        say(_("Nothing of that kind has happened."))


def print_array(items: Iterator[Any]) -> None:
    """Print a JSON array, each of `items` as soon as it is known."""
    from dpia.canonical import indented

    first = next(items, None)
    if first is None:
        click.echo("[]")
        return
    click.echo("[")
    click.echo("  " + indented(first, "\n  "), nl=False)
    for item in items:
        click.echo(",\n  " + indented(item, "\n  "), nl=False)
    click.echo("\n]")
