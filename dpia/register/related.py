"""What an assessment does not need, but what tells of it: its second copies, the version before."""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dpia.assessment.event import FIRST
from dpia.assessment.replaying import Replay
from dpia.errors import DpiaError
from dpia.register import copies, files, history
from dpia.register.encoding import decode
from dpia.register.problems import Damaged, not_read
from dpia.register.shape import UUID, unwrap
from dpia.register.verify import breaks
from dpia.text import _

if TYPE_CHECKING:
    from dpia.register.folder import Register

Document = dict[str, Any]
_KEPT = re.compile(r"[0-9a-f]{64}|[0-9a-f]{96}")  # the longer ones are hidden in an encrypted one


def gone(register: Path) -> list[str]:
    """Return the ids of assessments of which second copies or sealed history are all there is."""
    segments = (path for path in register.glob("history/*/*.json") if _KEPT.fullmatch(path.stem))
    left = {path.parent.name for path in (*register.glob("copies/*/*.json"), *segments)}
    there = {path.stem for path in register.glob("assessments/*.json")}
    return sorted(ident for ident in left - there if UUID.fullmatch(ident))


def reference_in_copies(register: Path, ident: str) -> str:
    """Return how an assessment is called in the newest copy that can be read; empty for none."""
    for path in copies.of(register, ident):
        with suppress(OSError, DpiaError):
            found = unwrap(decode(files.read(path).data, path), path, ident)
            return str(found.get("reference") or "")[:80]
    return ""


def damaged_copies(register: Path, ident: str, sound: bool) -> Iterator[tuple[Path, str]]:
    """Yield each second copy of an assessment that is damaged, and how.

    Where the assessment itself is not `sound` only whether they can be read is looked at: what it
    needs for more may be what is damaged.
    """
    now: Document = {}
    try:
        newest = files.read(register / "assessments" / f"{ident}.json").data if sound else b""
    except OSError:  # just removed
        return
    for path in copies.of(register, ident):
        try:
            data = files.read(path).data
            if data == newest:
                continue
            document = unwrap(decode(data, path), path, ident)
            now = now or (unwrap(decode(newest, path), path, ident) if sound else {})
            if sound and not _leads(register / "history", document, now):
                yield path, _("it says something else than its history")
        except OSError as error:
            problem = not_read(path, error)
            yield path, problem.kind if isinstance(problem, Damaged) else problem.message
        except DpiaError as problem:
            yield path, problem.kind if isinstance(problem, Damaged) else problem.message


def _leads(folder: Path, document: Document, now: Document) -> bool:
    """Say whether the history of a copy is whole and leads to what it says.

    Events that it shares with the assessment of `now`, which is sound, are not hashed again.
    """
    replay, events = Replay(), document.get("events") or []
    shared = document.get("sealed") == now.get("sealed")
    if shared and events == (now.get("events") or [])[: len(events)]:
        for event in history.stream(folder, document):
            replay.take(event)
    elif breaks(folder, document, replay.take):
        return False
    return not replay.differing(document)


def earlier(register: "Register", document: Document) -> tuple[Path, str, bool] | None:
    """Return the file and the reference of the version an assessment was made from, and whether
    its history still holds the event it was made after; None when it was made from none.

    Raises NotFound when it is not in the register, and a DpiaError when it cannot be read.
    """
    before = document.get("previous")
    if not isinstance(before, dict):
        return None
    found = register.load(str(before.get("id"))).document
    wanted = before.get("head")
    held = wanted == FIRST or any(one.get("hash") == wanted for one in register.backwards(found))
    return register.file(found["id"]), str(found.get("reference") or found["id"])[:80], held
