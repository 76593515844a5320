"""How the terminal UI ends when dpia itself fails: with a sentence, without what was in memory."""

import os

from rich.segment import Segments
from rich.text import Text
from textual.app import App

from dpia.errors import whereabouts
from dpia.text import _


class Failing(App[None]):
    """The part of the app that ends it after a fault.

    Textual prints every local variable, and with that answers; whoever reports a fault sends those
    on. With DPIA_DEBUG the steps that led there are printed, still without variables.
    """

    def _fatal_error(self) -> None:
        """End the program after the exception that is being handled, or that a worker met."""
        from sys import exc_info

        fault = exc_info()[1] or self._exception
        self.bell()
        message = _(
            "Something inside dpia went wrong ({fault}). What was accepted before is saved. Set "
            "DPIA_DEBUG=1 and run it again to see the details for a report; they may repeat what "
            "you wrote."
        )
        told = [Text(message.format(fault=whereabouts(fault) if fault else "?"))]
        if os.environ.get("DPIA_DEBUG") and fault:
            from traceback import format_exception

            told.insert(0, Text("".join(format_exception(fault))))
        text = Text("\n").join(told)
        self._exit_renderables.append(Segments(self.console.render(text)))
        self._close_messages_no_wait()
