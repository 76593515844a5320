"""Commands that judge files: assess, schema. They touch no register."""

from datetime import UTC, datetime

import click

from dpia.cli.common import as_json, day, headline, print_json, print_line
from dpia.text import _

OUTCOMES = ("not-required", "recommended", "undetermined", "required")


@click.command()
@click.argument("file")
@click.option("--as-of", metavar="DATE", help="Judge as on this day (default: today).")
@click.option(
    "--fail-on",
    type=click.Choice([*OUTCOMES[:0:-1], "consultation", "blocking", "go-live"]),
    help="Exit 4 when screening is at least this strict, consultation is required or not settled, "
    "a finding is blocking, or going live is not clear.",
)
@as_json
def assess(file: str, as_of: str | None, fail_on: str | None, as_json: bool) -> int:
    """Judge an assessment FILE (or - for standard input) and print the verdict.

    The form of the file is printed by `dpia schema assessment`. No register is touched.
    """
    from dpia.desk.intake import assess as judge_file
    from dpia.desk.intake import read
    from dpia.desk.library import Library

    when = day(as_of) or datetime.now(UTC).astimezone().date()
    verdict = judge_file(read(file), Library(), when)
    if as_json:
        print_json(verdict)
    else:
        from dpia.cli.traces import print_verdict

        for line in headline(verdict):
            print_line(line)
        print_verdict(verdict)
    if fail_on == "consultation":
        return 4 if verdict["consultation"]["outcome"] != "not-required" else 0
    if fail_on == "go-live":
        return 4 if verdict["go_live"]["outcome"] != "clear" else 0
    if fail_on == "blocking":
        return 4 if any(f["weight"] == "blocking" for f in verdict["findings"]) else 0
    if fail_on:
        found = OUTCOMES.index(verdict["screening"]["outcome"])
        return 4 if found >= OUTCOMES.index(fail_on) else 0
    return 0


@click.command()
@click.argument("name", required=False)
def schema(name: str | None) -> int:
    """Print the JSON Schema of a file format (`dpia schema assessment`); no NAME lists them."""
    from dpia.desk.library import Library

    library = Library()
    if name is None:
        for known in library.schema_names():
            click.echo(known)
        click.echo(_("`dpia schema NAME` prints one."), err=True)
        return 0
    print_json(library.schema(name))
    return 0
