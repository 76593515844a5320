"""What the commands share: the desk, output as data, words for verdicts."""

import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from dpia.canonical import indented
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.case import Case
    from dpia.desk.desk import Desk
    from dpia.documents.pieces import Piece

reference = click.argument("ref", metavar="ID")
Function = TypeVar("Function", bound=Callable[..., Any])
PAPER = 92
"""Characters of a line where there is no terminal, and the most that are good to read."""
_LEAVING = ("output", "pack")
"""What commands call the place of a file that leaves the register."""
_DASHES = ("–", "—", "-")


def speak_plainly(
    ctx: click.Context, _option: click.Parameter | None = None, wanted: bool = True
) -> None:
    """Let everything the running command prints be plain."""
    if wanted:
        ctx.meta["dpia.plain"] = True


def wants_plain() -> bool:
    """Say whether one fact a line is wanted: `--plain`, before or after the command."""
    ctx = click.get_current_context(silent=True)
    return bool(ctx and ctx.meta.get("dpia.plain"))


plain_option = click.option(
    "--plain",
    is_flag=True,
    expose_value=False,
    callback=speak_plainly,
    help="Print one fact a line and no tables, for screen readers and pipes.",
)


def as_json(function: Function) -> Function:
    """Give a command that shows something the options `--json` and `--plain`."""
    option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
    return option(plain_option(function))


def country(code: str) -> str:
    """Return the id of an authority for a country code as people write it."""
    known = {"el": "gr", "gb": "uk"}
    return known.get(code.lower(), code.lower())


def with_options(options: Sequence[Callable[[Any], Any]]) -> Callable[[Function], Function]:
    """Return a decorator that gives a command several options, in this order."""

    def decorate(function: Function) -> Function:
        found: Any = function
        for option in reversed(options):
            found = option(found)
        return cast(Function, found)

    return decorate


def given(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the options that were given on the command line."""
    return {name: value for name, value in fields.items() if value is not None}


def desk_of(ctx: click.Context, create: bool = True) -> "Desk":
    """Open the desk on the register the command line names."""
    from dpia.desk.desk import open_desk
    from dpia.desk.opening import leaving

    desk = open_desk(ctx.find_root().obj, create=create)
    if ctx.info_name in ("export", "report") or any(map(ctx.params.get, _LEAVING)):
        leaving(desk.register.path, say)
    if ctx.info_name != "redact":
        remind(desk.register.path)
    return desk


def remind(register: Path | None) -> None:
    """Say what is still to be done in a register (default: the user's)."""
    from dpia.desk.paths import default_register
    from dpia.register.redacting import backups_due

    if due := backups_due(register or default_register()):
        say(due)


def case_of(ctx: click.Context, ref: str) -> "Case":
    """Open the assessment the command line names."""
    return desk_of(ctx, create=False).open(ref)


def has_terminal() -> bool:
    """Say whether the screens can be shown: keys are read, and textual draws on standard error."""
    return all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def print_json(content: Any) -> None:
    """Print `content` as JSON on standard output."""
    click.echo(indented(content))


def print_catalogue(case: "Case", kind: str, as_json: bool) -> None:
    """Print the entries of a catalogue (`scenarios`, `measures`) an assessment can pick from."""
    entries = case.rulebook.document(f"catalogue/{kind}")["entries"]
    if as_json:
        print_json(entries)
    else:
        print_table([_("Name"), _("Title")], [[e["id"], e["title"]] for e in entries])


def print_table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table; it is fitted to the terminal only when there is one.

    Plainly it is a paragraph for each row, with a line `header: cell` for each cell that is not
    empty.
    """
    from dpia.documents.table import render

    if wants_plain():
        for number, row in enumerate(rows):
            click.echo("\n" * bool(number) + "\n".join(_plain_row(headers, row)))
        return
    width = shutil.get_terminal_size((80, 24)).columns if sys.stdout.isatty() else None
    click.echo(render(headers, rows, width=width))


def _plain_row(headers: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    for header, cell in zip(headers, row, strict=True):
        if cell.strip() and cell not in _DASHES:
            yield fitting(f"{header}: {shown(cell)}")


def print_facts(facts: Mapping[str, str], width: int) -> None:
    """Print names and what they stand for, the names filled to `width`; plainly `name: text`."""
    for name, text in facts.items():
        plain = f"{name}: {text or _('nothing')}"
        click.echo(plain if wants_plain() else f"{name:<{width}} {text}")


def print_pieces(pieces: Iterable["Piece"]) -> None:
    """Print text to read, fitted to the terminal or to paper; plainly a line for each piece."""
    from dpia.documents.pieces import laid_out, plain_lines

    if wants_plain():
        for text in plain_lines(pieces):
            print_line(shown(text))
        return
    for line in laid_out(pieces, paper_width()):
        click.echo(shown(line.text))


def paper_width() -> int:
    """Return how wide a text to read may be."""
    columns = shutil.get_terminal_size((PAPER, 24)).columns if sys.stdout.isatty() else PAPER
    return min(columns, PAPER)


def print_line(line: str = "") -> None:
    """Print a line of text; plainly without indent and without spaces that only line things up."""
    click.echo(fitting(line))


def fitting(text: str) -> str:
    """Return text as it is, or plainly with words for arrows and no spaces that line things up."""
    if not wants_plain():
        return text
    return re.sub(r"^ +| +$|(?<= ) +", "", text.replace("→", _("to")), flags=re.MULTILINE)


def say(message: str) -> None:
    """Say something to the person, on standard error."""
    click.echo(fitting(message), err=True)


def shown(text: str) -> str:
    """Return foreign text as it may be printed: control characters are made visible.

    Plainly the lines of a text follow each other on one, as their signs would be read aloud.
    """
    from dpia.documents.safe import visible

    return visible(" ".join(text.split()) if wants_plain() else text)


def day(text: str | None) -> date | None:
    """Return the date a person typed. Raises a usage error when it is none."""
    from dpia.questionnaire.dates import day_of, no_date

    if not text:
        return None
    found = day_of(text)
    if found is None:
        raise click.UsageError(no_date(text))
    return found


def _remember_json(ctx: click.Context, _option: click.Parameter, given_: bool) -> None:
    ctx.meta["dpia.json"] = given_


json_result = click.option(
    "--json",
    is_flag=True,
    expose_value=False,
    callback=_remember_json,
    help="Print JSON instead of text.",
)
"""The option `--json` of a command that changes something; `saved` does what it says."""


def wants_json() -> bool:
    """Say whether the running command was given `--json`."""
    return bool(click.get_current_context().meta.get("dpia.json"))


def announce(row_id: str) -> None:
    """Print the id of what was just made, for scripts."""
    if not wants_json():
        click.echo(row_id)


def saved(case: "Case", what: str, created: str = "") -> None:
    """Say what was saved and what it comes to now; `created` is the id of a new row."""
    if wants_json():
        named = {name: case.document[name] for name in ("id", "reference", "revision", "status")}
        done = {"saved": what, "created": created or None}
        print_json({**named, **done, "summary": case.document["summary"]})
        return
    say(_("Saved: {what}.").format(what=what))
    for line in headline(case.verdict):
        say(line)


def accepting(row_ids: tuple[str, ...], every: bool, proposed: Sequence[str]) -> tuple[str, ...]:
    """Return whose text is taken over: those named, or with `every` all that is proposed."""
    if every == bool(row_ids):
        raise click.UsageError(_("Name what is taken over, or say --all."))
    return row_ids or tuple(proposed)


def matrix_doubt(verdict: dict[str, Any]) -> str:
    """Return in brackets how far the matrix behind the levels can be trusted, where that is due."""
    note = verdict["method"].get("confidence_note")
    return _(" (matrix: {how})").format(how=note) if note and verdict["overall"]["inherent"] else ""


def say_method(verdict: dict[str, Any]) -> None:
    """Say by which method levels were drawn, where its matrix cannot be trusted without more."""
    if doubt := matrix_doubt(verdict):
        title = shown(verdict["method"]["title"])
        say(_("By the method “{title}”{doubt}.").format(title=title, doubt=doubt))


def headline(verdict: dict[str, Any]) -> list[str]:
    """Return the verdict in a few lines of words."""
    from dpia.documents import words

    screening, complete = verdict["screening"], verdict["completeness"]
    met = sum(criterion["met"] is True for criterion in screening["criteria"])
    blocking = sum(finding["weight"] == "blocking" for finding in verdict["findings"])
    consultation = verdict["consultation"]
    basis = ", ".join(f"GDPR Art. {basis}" for basis in consultation["basis"])
    overall = verdict["overall"].items()
    levels = ", ".join(f"{_(stage)} {level or _('not rated')}" for stage, level in overall)
    return [
        _("Screening:     {outcome}; {conclusion}; {met} of 9 criteria met").format(
            outcome=words.word(words.SCREENING, screening["outcome"]),
            conclusion=words.word(words.CONCLUSION, screening["conclusion"]),
            met=met,
        ),
        _("Highest risk:  {levels}{doubt}").format(levels=levels, doubt=matrix_doubt(verdict)),
        _("Consultation:  {outcome}{basis}").format(
            outcome=words.consultation(consultation["outcome"], consultation.get("record")),
            basis=f" ({basis})" if basis else "",
        ),
        _("Findings:      {count}, of these blocking: {blocking}").format(
            count=len(verdict["findings"]), blocking=blocking
        ),
        _("Answered:      {answered} of {owed}").format(
            answered=complete["answered"], owed=complete["required"]
        ),
    ]
