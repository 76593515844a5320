"""What `export` writes besides the workbook, to a file or to standard output."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from dpia.cli.common import print_json, say, shown
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.desk import Desk

INCOMPLETE = 3
STANDARD = Path("-")


def write(
    desk: "Desk",
    ending: str,
    target: Path,
    refs: list[str] | None,
    csv: tuple[str, bool],
    public: bool,
    as_json: bool,
) -> int:
    """Write what `ending` (of `dpia.desk.outgoing.ENDINGS`) says and return the exit code.

    `csv` is which sheet, and whether with the mark by which Excel knows UTF-8. The code is 3 when a
    stream that is to be imported again is not whole.
    """
    from dpia.desk.outgoing import pieces

    told: list[str] = []
    _write(desk, target, pieces(desk, ending, refs, told.append, *csv, public))
    for sentence in told:
        say(shown(sentence))
    if as_json and target != STANDARD:
        print_json({"path": str(target), "left_out": told})
    return INCOMPLETE if told and ending == ".jsonl" else 0


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
