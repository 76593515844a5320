"""Commands about supervisory authorities and their lists: list, show, diff."""

from datetime import UTC, date, datetime
from typing import Any

import click

from dpia.cli.common import as_json, day, print_json, print_pieces, print_table, say, shown
from dpia.errors import Invalid
from dpia.text import _

as_of = click.option(
    "--as-of", metavar="DATE", help="What is in force on this day (default: today)."
)


@click.group(invoke_without_command=True)
@as_of
@as_json
@click.pass_context
def authorities(ctx: click.Context, as_of: str | None, as_json: bool) -> int:
    """List the supervisory authorities; show one with its lists; compare two.

    Without a command: country, authority, rows and logic of the lists under Art. 35(4) and 35(5),
    the age of consent, and how many rows were not checked against the official text.
    """
    if ctx.invoked_subcommand is not None:
        if as_json or as_of:
            raise click.UsageError(_("Write options behind the command they are for."))
        return 0
    from dpia.desk.authorities import Authorities
    from dpia.judgement.authorities import summary

    when = _day(as_of)
    found: list[dict[str, Any]] = []
    for authority in Authorities().each():
        if isinstance(authority, Invalid):
            say(shown(authority.message))
        else:
            found.append(summary(authority, when))
    if as_json:
        print_json(found)
    else:
        from dpia.documents.authorities import summary_table

        print_table(*summary_table(found))
        say(_("? after an age: not checked against the official text. `dpia authorities show ID`"))
    return 0


@authorities.command()
@click.argument("name", metavar="ID")
@click.option("--all", "everything", is_flag=True, help="Also lists and rows not in force.")
@as_of
@as_json
def show(name: str, everything: bool, as_of: str | None, as_json: bool) -> int:
    """Print an authority to read, with every row of its lists.

    ID is that of an authority, such as `nl`, or the path of an authority file.
    """
    from dpia.desk.authorities import Authorities

    known, when = Authorities(), _day(as_of)
    authority = known.given(name)
    if as_json:
        from dpia.judgement.authorities import description

        print_json(description(authority, known.names, when, everything))
    else:
        from dpia.documents.authorities import authority_pieces

        print_pieces(authority_pieces(authority, known.names, when, everything))
    return 0


@authorities.command()
@click.argument("a")
@click.argument("b")
@as_of
@as_json
def diff(a: str, b: str, as_of: str | None, as_json: bool) -> int:
    """Compare two authorities, or two versions of one.

    A and B are ids, or paths of authority files.

    Two versions of one authority: lists, rows and values that were added, removed or changed.
    Two authorities: how their lists work on the day asked for, and what only one of them turns on.
    """
    from dpia.desk.authorities import Authorities
    from dpia.desk.library import Library
    from dpia.judgement.comparing import compare

    known = Authorities(Library(translated=False))  # a translation would hide what was reworded
    found = compare(known.given(a), known.given(b), known.names, _day(as_of))
    if as_json:
        print_json(found)
    else:
        from dpia.documents.comparison import comparison_pieces

        print_pieces(comparison_pieces(found))
    return 0


def _day(text: str | None) -> date:
    return day(text) or datetime.now(UTC).astimezone().date()
