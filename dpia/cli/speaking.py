"""The option `--language`: settled before any command is imported, for tables of words are, too."""

import click

from dpia.cli.common import say, shown
from dpia.text import language_code


def speak(_ctx: click.Context, _option: click.Parameter, asked: str | None) -> None:
    """Speak the language that was asked for, else the configured one, else the system's."""
    from dpia.desk.languages import settle
    from dpia.desk.translations import no_language

    if asked and not language_code(asked):
        raise click.UsageError(shown(no_language(asked)))
    if problem := settle(asked or ""):
        say(shown(problem))
