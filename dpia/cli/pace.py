"""How far a long work is, on the terminal, and when its time is up."""

import sys
import time

import click

_QUIET = 0.5
"""Seconds in which nobody needs to be told anything."""
_BETWEEN = 0.1


class Pace:
    """Call it with `(done, total)`: it tells that from half a second on, and returns whether to go
    on. Only a terminal is told; `seconds` bounds the work, without it there is no bound.
    """

    def __init__(self, what: str, seconds: float | None = None) -> None:
        """Begin now; `what` is done, in a word or two."""
        self._what, self._seconds = what, seconds
        self._began = self._told = time.monotonic()
        self._line = ""

    def __call__(self, done: int, total: int) -> bool:
        """Tell how far it is; say whether there is time left."""
        now = time.monotonic()
        if sys.stderr.isatty() and now - self._began > _QUIET and now - self._told > _BETWEEN:
            self._told = now
            self._line = f"{self._what}: {done:,} / {total:,}"
            click.echo(f"\r{self._line}", nl=False, err=True)
        return self._seconds is None or now - self._began < self._seconds

    def done(self) -> None:
        """Take the line away again."""
        if self._line:
            click.echo("\r" + " " * len(self._line) + "\r", nl=False, err=True)
            self._line = ""
