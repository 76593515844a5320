"""Texts of several lines in an interview: typed until a lone dot, or written in one's editor."""

from typing import TYPE_CHECKING

import click

from dpia.cli.interview.route import Stop
from dpia.errors import DpiaError, Invalid
from dpia.text import _

if TYPE_CHECKING:
    from dpia.cli.interview.asking import Interview

END = "."
"""The line that ends a text."""


def take(interview: "Interview", stop: Stop, first: str) -> None:
    """Read a text that begins with the line `first` up to the line that ends it, and accept it.

    What is not ended is kept as a draft: it is no answer, and it is not lost.
    """
    lines: list[str] = []
    line: str | None = first
    while line is not None and line.strip() != END:
        lines.append(line)
        line = interview.lines.next()
    text = "\n".join(lines)
    if line is None:
        interview.case.keep_typing(stop.path, text)
        message = _("The text is not ended by a line with nothing but a dot. It is kept, unended.")
        raise Invalid(message)
    accept(interview, stop, text)


def edit(interview: "Interview", stop: Stop, _rest: str) -> None:
    """Write the answer in your editor."""
    if stop.question.kind not in ("text", "long-text"):
        raise Invalid(_("Only texts are written in the editor."))
    if not interview.lines.interactive:
        raise Invalid(_("The editor needs a terminal."))
    drafts = interview.case.document["drafts"]
    before = drafts.get(stop.path) or str(interview.case.evaluation.value(stop.path) or "")
    try:
        text = click.edit(before)
    except click.ClickException as problem:
        raise Invalid(problem.message) from problem
    if text is None or not text.strip():
        raise Invalid(_("Nothing was saved in the editor; the answer is as it was."))
    accept(interview, stop, text)


def accept(interview: "Interview", stop: Stop, text: str) -> None:
    """Accept a text as the answer; one that is refused is kept as a draft."""
    try:
        interview.case.answer_text(stop.path, text)
    except DpiaError:
        interview.case.keep_typing(stop.path, text)
        raise
    interview.saved()
    interview.forward(stop)
