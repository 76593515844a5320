"""The part of `import` that takes back what `export` wrote as JSON Lines, from a file or a pipe."""

import io
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from dpia.cli.common import desk_of, say, shown
from dpia.errors import DpiaError, NotFound
from dpia.text import _, ngettext

if TYPE_CHECKING:
    from dpia.desk.carrying import Returned
    from dpia.desk.desk import Desk

STANDARD = Path("-")


@contextmanager
def opened(file: Path) -> Iterator[io.BufferedReader | None]:
    """Offer a file or standard input to read; None when it is no file that can be opened."""
    if file == STANDARD:
        stdin: Any = getattr(sys.stdin, "buffer", None) or io.BytesIO(sys.stdin.read().encode())
        yield stdin if isinstance(stdin, io.BufferedReader) else io.BufferedReader(stdin)
        return
    with ExitStack() as stack:
        found = None
        with suppress(OSError, ValueError):
            if file.is_file():
                found = stack.enter_context(file.open("rb"))
        yield found


def is_stream(found: io.BufferedReader) -> bool:
    """Say whether these are JSON Lines of ours; nothing is taken away from it."""
    from dpia.documents.incoming.lines import BEGINNING, opens

    return opens(found.peek(BEGINNING)[:BEGINNING])


def restore(
    ctx: click.Context, found: BinaryIO, file: Path, dry_run: bool, as_json: bool
) -> tuple[int, dict[str, Any]]:
    """Put the assessments of a stream back as they were and say what became of each.

    Returns the exit code and what is told as JSON: 5 when one of the register differs, else 3 when
    one cannot be used.
    """
    from dpia.desk.carrying import restored

    name = _("standard input") if file == STANDARD else shown(file.name)
    done: list[Returned] = []
    ending: DpiaError | None = None
    with ExitStack() as stack:
        desk, trial = _desks(ctx, dry_run, stack)
        try:
            for one in restored(desk, found, name, trial):
                done.append(one)
                _tell(one, dry_run, as_json)
        except DpiaError as problem:
            ending = problem
            say(shown(problem.message))
    say(_counted(done, dry_run))
    problems = [one.problem for one in done if one.problem] + ([ending] if ending else [])
    told = {"format": "jsonl", "dry_run": dry_run, "assessments": list(map(_row, done))}
    return max((problem.exit_code for problem in problems), default=0), told


def _desks(ctx: click.Context, dry_run: bool, stack: ExitStack) -> "tuple[Desk, Desk | None]":
    """Return the desk of the register and, for a trial, one on a register to throw away."""
    from dpia.desk.desk import open_desk
    from dpia.desk.passing import private_folder

    if not dry_run:
        return desk_of(ctx), None
    folder = stack.enter_context(private_folder())
    trial = open_desk(folder / "register")
    try:
        return desk_of(ctx, create=False), trial
    except NotFound:
        return trial, trial


def _tell(one: "Returned", dry_run: bool, as_json: bool) -> None:
    called = shown(f"{one.reference} {one.title}".strip() or one.id)
    if one.problem:
        say(_("Not taken: {name}").format(name=called))
        for sentence in one.problem.message.splitlines():
            say(shown(f"  {sentence}"))
    elif one.fate == "there":
        say(_("Here already: {name}").format(name=called))
    elif not dry_run and not as_json:
        click.echo(one.reference or one.id)


def _row(one: "Returned") -> dict[str, Any]:
    row = {"id": one.id, "reference": one.reference, "title": one.title, "fate": one.fate}
    return row | {"problem": one.problem.message if one.problem else None}


def _counted(done: "list[Returned]", dry_run: bool) -> str:
    count = {fate: sum(one.fate == fate for one in done) for fate in ("added", "there", "refused")}
    if dry_run:
        text = ngettext(
            "{n} assessment would be added, {there} is here already, {refused} not taken.",
            "{n} assessments would be added, {there} here already, {refused} not taken.",
            count["added"],
        )
    else:
        text = ngettext(
            "{n} assessment added, {there} here already, {refused} not taken.",
            "{n} assessments added, {there} here already, {refused} not taken.",
            count["added"],
        )
    return text.format(n=count["added"], **count)
