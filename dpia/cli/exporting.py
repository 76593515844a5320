"""Commands that write files: export, demo."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dpia.cli.common import as_json, desk_of, has_terminal, print_json, print_table, say, shown
from dpia.errors import Invalid
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.case import Case
    from dpia.desk.desk import Desk
    from dpia.documents.workbook import Report


@click.command()
@click.argument("names", metavar="FILE | ID... | FILTER...", nargs=-1)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Where to write; - is standard output."
)
@click.option("--only", multiple=True, metavar="ID", help="Only this assessment; may be repeated.")
@click.option("--jsonl", "ending", flag_value=".jsonl", help="Write JSON Lines, whatever its name.")
@click.option("--csv", "ending", flag_value=".csv", help="Write CSV, whatever its name.")
@click.option("--jsonld", "ending", flag_value=".jsonld", help="Write JSON-LD, whatever its name.")
@click.option("--cnil", "ending", flag_value=".json", help="Write for the CNIL's PIA software.")
@click.option(
    "--sheet",
    type=click.Choice(["register", "risks", "measures", "findings"]),
    default="register",
    show_default=True,
    help="Which sheet is written as CSV.",
)
@click.option(
    "--questions",
    type=click.Path(path_type=Path),
    metavar="FILE.xlsx",
    help="Write only what is open or to confirm, for a colleague to answer in a spreadsheet.",
)
@click.option(
    "--topic", "topics", multiple=True, help="Only questions of this topic; may be repeated."
)
@click.option("--public", is_flag=True, help="Withhold what is confidential, and list it.")
@click.option("--no-bom", is_flag=True, help="CSV without the mark by which Excel knows UTF-8.")
@as_json
@click.pass_context
def export(
    ctx: click.Context,
    /,
    names: tuple[str, ...],
    output: Path | None,
    only: tuple[str, ...],
    ending: str | None,
    sheet: str,
    questions: Path | None,
    topics: tuple[str, ...],
    public: bool,
    no_bom: bool,
    as_json: bool,
) -> int:
    """Write the register, or the assessments named, to a file of the kind its name ends with.

    FILE.xlsx is the scored register as an Excel workbook. FILE.jsonl holds whole assessments with
    history and attachments, one a line, which `dpia import` takes back as they were. FILE.csv is
    one sheet of the workbook. FILE.jsonld is linked data in the Data Privacy Vocabulary (DPV).
    FILE.json is one assessment for the CNIL's PIA software. `dpia import` takes workbooks back.

    `dpia export FILE` writes all, `dpia export -o FILE ID` one, and `dpia export -o FILE
    status:draft owner:ada` or `@view` those that `dpia list` shows by it. `dpia export ID
    --questions FILE.xlsx` asks a colleague.
    --public: .xlsx, .csv and .jsonld hold no more than a public report, and list what is withheld.
    """
    from dpia.cli.outgoing import write
    from dpia.desk.exporting import picked
    from dpia.desk.outgoing import ENDINGS

    desk = desk_of(ctx, create=False)
    if questions:
        asked = _for_the_house([*only, *names], public)
        return _ask(desk, questions, picked(desk, asked), topics, as_json)
    target, refs = _target(names, output, only)
    told = _("Only: {filter}.").format(filter=" ".join(refs)) if refs else ""
    refs, ending = picked(desk, refs), ending or target.suffix.lower()
    if ending in ENDINGS:
        return write(desk, ending, target, refs, (sheet, not no_bom), public, as_json)
    return _as_workbook(_write(desk, target, refs, told, public), as_json)


def _as_workbook(report: "Report", as_json: bool) -> int:
    if as_json:
        counts = {name: getattr(report, name) for name in ("assessments", "risks", "measures")}
        cut = [str(sentence) for sentence in report.cut]
        print_json({"path": str(report.path), **counts, "cut": cut})
    return 0


def _target(
    names: tuple[str, ...], output: Path | None, only: tuple[str, ...]
) -> tuple[Path, list[str] | None]:
    """Return where to write and which assessments; without --output the one name is the file."""
    if output is None and len(names) != 1:
        raise click.UsageError(_("Name one file, or say -o FILE and whose assessments it holds."))
    refs = [*only, *(names if output else ())]
    return output or Path(names[0]), refs or None


def _for_the_house(names: list[str], public: bool) -> list[str]:
    if public:
        raise click.UsageError(_("A sheet of questions is never public: it goes to a colleague."))
    return names


def _ask(
    desk: "Desk", file: Path, refs: list[str] | None, topics: tuple[str, ...], as_json: bool
) -> int:
    from dpia.desk.exporting import export_questions

    if not refs:
        raise click.UsageError(_("Name the assessment whose questions are asked."))
    count = export_questions(desk, file, refs, topics)
    say(_("Wrote {path}.").format(path=shown(str(file))))
    say(_("Rows to fill in: {n}. `dpia import` takes the answers back.").format(n=count))
    if as_json:
        print_json({"path": str(file), "questions": count})
    return 0


def _write(
    desk: "Desk",
    file: Path,
    refs: list[str] | None = None,
    filters: str = "",
    public: bool = False,
) -> "Report":
    from dpia.desk.exporting import export_register

    report = export_register(desk, file, refs, _progress, filters, public)
    say(_("Wrote {path}.").format(path=report.path))
    for said in (*report.left_out, *report.cut):
        say(str(said))
    return report


def _progress(done: int, total: int) -> None:
    if total > 50 and sys.stderr.isatty():
        click.echo(f"\r{done} / {total}", nl=done == total, err=True)


@click.command()
@click.option("--xlsx", type=click.Path(path_type=Path), help="Write the workbook here.")
@as_json
def demo(xlsx: Path | None, as_json: bool) -> int:
    """Try dpia on worked examples, in a register of its own that is thrown away.

    On a terminal the screens open on it; without one, or with --xlsx, the scored register is
    printed and the workbook written.
    """
    from dpia.desk.passing import private_folder

    with private_folder() as folder:
        if has_terminal() and xlsx is None and not as_json:
            from dpia.tui.app import run_tui

            desk = _empty_desk(folder / "register")
            return run_tui(desk, None, _examples(desk))
        say(_("Judging the worked examples …"))
        desk = demo_desk(folder / "register")
        from dpia.cli.listing import register_table

        rows = desk.summaries()
        if as_json:
            print_json(rows)
        else:
            print_table(*register_table(rows))
        _write(desk, xlsx or Path(tempfile.mkdtemp(prefix="dpia-")) / "register.xlsx")
    return 0


def demo_desk(folder: Path) -> "Desk":
    """Return a desk on a new register with the worked examples in it."""
    desk = _empty_desk(folder)
    for bring in _examples(desk):
        try:
            bring()
        except Invalid as problem:
            for line in problem.message.splitlines():
                say(shown(line))
    return desk


def _empty_desk(folder: Path) -> "Desk":
    from dataclasses import replace

    from dpia.desk.config import Config
    from dpia.desk.desk import Desk
    from dpia.desk.library import Library
    from dpia.register import Register

    config = replace(Config(), name="Example assessor", organisation="")
    return Desk(Register.open(folder, create=True), Library(), config)


def _examples(desk: "Desk") -> "list[Callable[[], Case]]":
    from dpia.desk.examples import Examples

    return Examples(desk.library, desk.books).copies(desk, whole=True)
