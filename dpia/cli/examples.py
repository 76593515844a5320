"""Commands about worked examples: list, show, add."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import click

from dpia.cli.common import as_json, desk_of, print_json, print_pieces, print_table, say, shown
from dpia.errors import Invalid
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.desk import Desk
    from dpia.desk.examples import Judged


@click.group(invoke_without_command=True)
@click.pass_context
def examples(ctx: click.Context) -> int:
    """Read worked examples and what must still be asked in each; start from a copy of one.

    Without a command: the list.
    """
    return int(ctx.invoke(list_, as_json=False)) if ctx.invoked_subcommand is None else 0


@examples.command("list")
@as_json
def list_(as_json: bool) -> int:
    """List the worked examples: what each is about and what its screening comes to."""
    each = _each()
    for message in dict.fromkeys(one.message for one in each if isinstance(one, Invalid)):
        _complain(message)
    found = [one for one in each if not isinstance(one, Invalid)]
    found.sort(key=lambda one: (one.example["group"], one.example["id"]))
    if as_json:
        print_json([_row(one) for one in found])
        return 0
    from dpia.documents.examples import examples_table

    print_table(*examples_table([(one.example, one.verdict) for one in found]))
    say(_("`dpia examples show ID` prints one, `dpia examples add ID` copies it for you."))
    return 0


def _each() -> "list[Judged | Invalid]":
    from dpia.desk.examples import Examples

    known, today = Examples(), _today()
    found: list[Judged | Invalid] = []
    for example in known.each():
        try:
            found.append(example if isinstance(example, Invalid) else known.judged(example, today))
        except Invalid as problem:
            found.append(problem)
    return found


def _row(one: "Judged") -> dict[str, Any]:
    names = ("id", "title", "group", "seed", "summary", "open_questions")
    screening = one.verdict["screening"]
    outcome = {name: screening[name] for name in ("outcome", "conclusion")}
    return {**{name: one.example[name] for name in names}, "screening": outcome}


def _complain(message: str) -> None:
    for line in message.splitlines():
        say(shown(line))


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


@examples.command()
@click.argument("name", metavar="ID")
@as_json
@click.option("--why", is_flag=True, help="Print the reasons under every part of the verdict.")
def show(name: str, as_json: bool, why: bool) -> int:
    """Print a worked example to read: what it comes to, and what must still be asked."""
    from dpia.desk.examples import Examples

    known = Examples()
    one = known.judged(known.named(name), _today(), explore=why or as_json)
    if as_json:
        print_json({**one.example, "verdict": one.verdict})
        return 0
    from dpia.documents.examples import example_pieces

    print_pieces(example_pieces(one.example, one.verdict, one.rulebook.method_document))
    if why:
        from dpia.cli.traces import print_verdict

        print_verdict(dict(one.verdict))
    else:
        hint = _("`dpia examples show {id} --why` prints the reasons, `dpia examples add {id}` ")
        say(hint.format(id=one.example["id"]) + _("copies it into your register."))
    return 0


@examples.command()
@click.argument("names", nargs=-1, metavar="[ID]...")
@click.option("--all", "everything", is_flag=True, help="Add all of them.")
@as_json
@click.pass_context
def add(ctx: click.Context, names: tuple[str, ...], everything: bool, as_json: bool) -> int:
    """Put copies of worked examples into your register and print their references.

    Each copy is a draft of your own: what was decided in the example is left out. Adding one again
    makes another copy. Exits 3 when one of --all cannot be used.
    """
    if bool(names) == everything:
        raise click.UsageError(_("Name the examples to add, or say --all."))
    from dpia.desk.examples import Examples

    desk = desk_of(ctx)
    known = Examples(desk.library, desk.books)
    found = list(known.each()) if everything else [known.named(name) for name in names]
    before = _titles(desk)
    made: list[dict[str, Any]] = []
    problems: dict[str, None] = {}
    for example in found:
        try:
            if isinstance(example, Invalid):
                raise example
            case = known.add(desk, example)
        except Invalid as problem:
            problems[problem.message] = None
            continue
        document = case.document
        made.append({"example": example["id"]} | {n: document[n] for n in ("id", "reference")})
        if not as_json:
            click.echo(document["reference"])
        _say_added(document["reference"], example, before.get(example["title"], ""))
        before[example["title"]] = document["reference"]
    for message in problems:  # each once: a broken catalogue says the same of every example
        _complain(message)
    if as_json:
        print_json(made)
    return 3 if problems else 0


def _titles(desk: "Desk") -> dict[str, str]:
    """Return `title -> reference` of what is in the register, the latest of each title."""
    rows = desk.summaries()
    return {str(row["title"]): str(row["reference"]) for row in rows if not row.get("damaged")}


def _say_added(reference: str, example: Any, before: str) -> None:
    said = _("Added {reference}: {title}, as a draft.")
    if example["assessment"].get("decision"):
        said += _(" The decision of the example is left out.")
    if before:
        said += _(" {before} has the same title; both stay.")
    title = shown(example["title"])
    say(said.format(reference=reference, title=title, before=before))
