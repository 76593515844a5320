"""How an interview speaks: line by line, broken between words where a terminal is too narrow."""

import shutil
import sys
import textwrap

from dpia.cli import common


def print_line(line: str = "") -> None:
    """Print a line of text; in a terminal it is broken between words, in a pipe it stays whole."""
    for part in broken(line, _width()):
        common.print_line(part)


def broken(line: str, width: int) -> list[str]:
    """Return a line in parts of at most `width` characters; 0 leaves it whole."""
    if not width or len(line) <= width:
        return [line]
    parts = [
        part
        for piece in line.splitlines()
        for part in textwrap.wrap(piece, width, break_on_hyphens=False) or [""]
    ]
    return parts or [line]


def _width() -> int:
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
