"""What `export` writes besides the workbook: streams of lines, to a file or standard output."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from dpia.cli.common import say, shown
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.desk import Desk

INCOMPLETE = 3
STANDARD = Path("-")


def json_lines(desk: "Desk", target: Path, refs: list[str] | None) -> int:
    """Write whole assessments as JSON Lines; return 3 when one is left out or is not whole."""
    from dpia.desk.carrying import streamed

    told: list[str] = []

    def tell(sentence: str) -> None:
        told.append(sentence)
        say(shown(sentence))

    _write(desk, target, streamed(desk, refs, tell))
    return INCOMPLETE if told else 0


def _write(desk: "Desk", target: Path, pieces: Iterable[bytes]) -> None:
    with _opened(desk, target) as stream:
        for piece in pieces:
            stream.write(piece)
    if target != STANDARD:
        say(_("Wrote {path}.").format(path=shown(str(target))))


@contextmanager
def _opened(desk: "Desk", target: Path) -> Iterator[BinaryIO]:
    from dpia.desk.handing_out import new_file

    if target == STANDARD:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    else:
        with new_file(target, desk.register) as stream:
            yield stream


Writer = Callable[["Desk", Path, "list[str] | None"], int]
WRITERS: dict[str, Writer] = {".jsonl": json_lines}
"""`ending -> writer`; each takes the desk, where to write and which assessments, or None."""
