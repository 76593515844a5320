"""Where targets work: a register with one assessment, which every input finds as it was."""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TypeVar

from dpia.desk.case import Case
from dpia.desk.desk import Desk
from dpia.errors import DpiaError
from tests.desk.conftest import desk_on
from tests.desk.importing.workbooks import filled

T = TypeVar("T")
_MEMORY = Path("/dev/shm")


class Room:
    """A desk on a register, and the files of that register as they were at first."""

    def __init__(self) -> None:
        where = _MEMORY if _MEMORY.is_dir() else None
        self.folder = Path(tempfile.mkdtemp(prefix="dpia-fuzzing-", dir=where))
        atexit.register(shutil.rmtree, self.folder, ignore_errors=True)
        self.register = self.folder / "register"
        self.desk = desk_on(self.register)
        self.case = filled(self.desk)
        self.id = self.case.id
        self._first = {path: path.read_bytes() for path in self._files()}

    @property
    def path(self) -> Path:
        """The file of the assessment that is there at first."""
        return self.register / "assessments" / f"{self.id}.json"

    def _files(self) -> Iterator[Path]:
        return (path for path in self.register.rglob("*") if path.is_file())

    def tidy(self) -> None:
        """Put every file of the register back as it was, and remove all others."""
        for path in list(self._files()):
            if path not in self._first and path.name not in ("index", ".lock"):
                path.unlink()
        for path, data in self._first.items():
            if "frozen" not in path.parts and (not path.exists() or path.read_bytes() != data):
                path.write_bytes(data)

    def put(self, name: str, data: bytes) -> Path:
        """Write a file outside the register and return where it is."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def empty(self, name: str) -> Path:
        """Return a folder outside the register that is not there."""
        path = self.folder / name
        shutil.rmtree(path, ignore_errors=True)
        return path


@cache
def room() -> Room:
    """Return the one room of this process."""
    return Room()


@contextmanager
def desk() -> Iterator[Desk]:
    """Lend the desk; afterwards its register is as it was."""
    try:
        yield room().desk
    finally:
        room().tidy()


def told(act: Callable[[], T]) -> T | None:
    """Return what `act` returns; None where it says in a sentence why it cannot."""
    try:
        return act()
    except DpiaError:
        return None


def whole(case: Case) -> None:
    """Look whether what was accepted is stored, judged, whole, and comes in again as it is."""
    from dpia.assessment.document import to_file
    from dpia.canonical import indented
    from dpia.desk.importing.planning import plans_for
    from dpia.documents.incoming.source import Source

    again = case.desk.open(case.id)
    assert again.document == case.document, "what is on the disk is something else"
    assert again.verdict["as_of"]
    assert case.desk.register.verify(case.id) == []
    out = to_file(again.document)
    _importer, (plan,) = plans_for(case.desk, Source("again.json", indented(out).encode()), "dpia")
    assert not plan.problem, f"what was stored does not come in again: {plan.problem[:300]}"
    kept = ("attachments", "decision", "about")
    back = to_file(plan.carry_out().document)
    assert _without(back, kept) == _without(out, kept), "it comes in again as something else"


def _without(document: object, names: tuple[str, ...]) -> dict[str, object]:
    assert isinstance(document, dict)
    return {name: said for name, said in document.items() if name not in names}
