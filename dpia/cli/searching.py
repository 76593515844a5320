"""Searching everything that was ever answered."""

import sys
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from dpia.cli.common import as_json, desk_of, print_pieces, say, shown
from dpia.cli.log import print_array
from dpia.text import _, ngettext

if TYPE_CHECKING:
    from dpia.desk.searching import Hit
    from dpia.documents.pieces import Piece

MOST = 100
"""Hits that are shown unless another number is named."""


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--past", is_flag=True, help="Also what stood once: reads the history of everything.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=MOST,
    metavar="N",
    help=f"At most N hits (default {MOST}; 0 is all).",
)
@as_json
@click.pass_context
def search(
    ctx: click.Context, words: tuple[str, ...], past: bool, limit: int, as_json: bool
) -> int:
    """Find every text in which all WORDS stand: answers, notes, risks, measures, opinions, titles.

    Case and accents do not matter, the last word may be the beginning of one. `name:value` picks
    assessments as in `dpia list`. Archived and superseded ones are searched as well.
    """
    from dpia.desk.filters import from_words
    from dpia.desk.searching import search

    desk = desk_of(ctx, create=False)
    asked = from_words(words)
    found = search(desk, asked, past, lambda problem: say(shown(problem)), _progress)
    hits = islice(found, limit or None)
    if as_json:
        print_array(_told(hit) for hit in hits)
        return 0
    count = 0
    for hit in hits:
        print_pieces(_pieces(hit))
        count += 1
    if not count:
        say(_("Nothing found.") if past else _("Nothing found. --past looks in the past, too."))
    elif limit and count == limit:
        say(_("These are the first {n}; --limit 0 shows all.").format(n=count))
    else:
        say(ngettext("{n} hit.", "{n} hits.", count).format(n=count))
    return 0


def _progress(done: int, total: int) -> None:
    if total > 50 and done % 50 in (0, total % 50) and sys.stderr.isatty():
        click.echo(f"\r{done} / {total}", nl=done == total, err=True)


def _pieces(hit: "Hit") -> Iterator["Piece"]:
    from dpia.documents.past import stood
    from dpia.documents.pieces import Piece

    yield Piece(f"{hit.reference}  {hit.where} ({hit.path})", kind="name")
    yield Piece(" ".join(hit.text.split()), 1)
    yield Piece(stood(hit.standing), 1, kind="quiet")


def _told(hit: "Hit") -> dict[str, Any]:
    about = {name: getattr(hit, name) for name in ("reference", "id", "version", "title")}
    ends = {"since": hit.told("since", "at"), "by": hit.told("since", "by")}
    ends |= {"until": hit.told("until", "at"), "until_by": hit.told("until", "by")}
    told = {"question": hit.path, "where": hit.where, "text": hit.text, "current": hit.current}
    return {**about, **told, **{name: value or None for name, value in ends.items()}}
