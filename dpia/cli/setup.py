"""`dpia setup`: who one is and for whom one assesses, asked line by line."""

import sys
from typing import Any

import click

from dpia.cli.common import say, shown
from dpia.errors import Invalid
from dpia.questionnaire.model import Question
from dpia.text import _

HELP = _(
    "Type the answer: a choice by its number or name. Enter alone keeps what is there, - none."
)


@click.command()
def setup() -> int:
    """Ask for your name, organisation, authority and the like, line by line, and keep them.

    At the end of the input the rest stays as it is.
    """
    from dpia.desk.beginning import only_language, settings_of, settled, setup_questions
    from dpia.desk.config import config_path, load, remember
    from dpia.desk.library import Library

    values, library = settings_of(load()), Library()
    click.echo(HELP)
    if said := only_language(library):
        click.echo(said)
    for name, question in setup_questions(library).items():
        _print(question, values[name], without=values["authority"] if name == "also" else None)
        if not _ask(values, name, question):
            break
    remember(config_path(), lambda config: settled(config, values))
    say(_("Saved in {path}.").format(path=config_path()))
    say(_("`dpia examples` lists worked examples; `dpia` opens the screens."))
    return 0


def _ask(values: dict[str, Any], name: str, question: Question) -> bool:
    """Take one answer; false at the end of the input."""
    from dpia.questionnaire.answers import parse_text

    while line := sys.stdin.readline():
        text = line.strip()
        if text == "-":
            values[name] = None
        elif text:
            try:
                values[name] = parse_text(question, text)
            except Invalid as problem:
                if not sys.stdin.isatty():  # the lines after it would answer other questions
                    raise
                click.echo(shown(problem.message))
                click.echo("> ", nl=False)
                continue
        return True
    click.echo()
    return False


def _print(question: Question, value: Any, without: str | None) -> None:
    from dpia.questionnaire.answers import display, options

    click.echo(f"\n{shown(question.title)}")
    if question.help:
        click.echo(f"  {shown(question.help)}")
    for number, (key, title) in enumerate(options(question).items(), 1):
        if key != without:
            click.echo(f"  {number}. {key}  {shown(title)}")
    if value is not None:
        click.echo(_("  now: {value}").format(value=shown(display(question, value))))
    click.echo("> ", nl=False)
