"""The lines a person types or a pipe sends, counted, so that a slip can be found again."""

from typing import TextIO

import click

from dpia.errors import DpiaError, Invalid
from dpia.text import _


class Lines:
    """Reads line by line. Someone at the keyboard is asked again after a slip, a pipe is not."""

    def __init__(self, stream: TextIO) -> None:
        """Read from `stream`."""
        self.stream = stream
        self.interactive = stream.isatty()
        self.number = 0
        """How many lines were read."""
        self.question_mark = ":why" if self.interactive else ":unknown"
        """What `?` stands for: help, as on the screens; in a pipe nobody reads any, and there it
        is “not known yet”, as for `dpia set`."""

    def next(self) -> str | None:
        """Return the next line without its end, or None at the end of the input."""
        if self.interactive:
            click.echo("> ", nl=False)
        self.number += 1
        try:
            line = self.stream.readline()
        except UnicodeDecodeError:
            raise Invalid(_("This is not text in UTF-8.")) from None
        if not line:
            self.number -= 1
            return None
        return line.rstrip("\r\n").removeprefix("\ufeff")

    def placed(self, problem: DpiaError, title: str, path: str) -> DpiaError:
        """Return a problem that says at which line and which question it came up."""
        named = path if f"“{title}”" in problem.message else f"“{title}” ({path})"
        message = _("Line {n}, {question}: {problem} Everything accepted before it is saved.")
        problem.message = message.format(n=self.number, question=named, problem=problem.message)
        return problem
