"""Run as a program: flips every byte of an assessment's file, looks whether that is noticed, and
repairs it.

    python -m tests.register.flips [--every 1]

Prints a JSON object: what went wrong, how many flips were noticed, repaired, or changed nothing.
A flip changes nothing when only the number of saves is another. It takes some minutes.
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from dpia.assessment.event import REPAIRED, content
from dpia.desk.config import Config
from dpia.desk.repairing import Repair
from dpia.register import Register
from dpia.register.checking import Inspection

from .samples import Document, answered, assessment, register_of

BITS = (0x01, 0x20)


class Plain(Repair):
    """Repairs without judging: the sample answers to no questionnaire."""

    def _judged(self, document: Document) -> Document:
        return document


def prepared(folder: Path) -> tuple[Register, str, str]:
    """Return a register of two, the id of the one that is damaged, and the id of the other."""
    document = answered(answered(answered(event_first(), "no"), "why", "note"), "last")
    register = register_of(folder, document, assessment("Sound"))
    return register, document["id"], register.find("2026-0002")


def event_first(**given: Any) -> Document:
    """Return an assessment whose history begins with it, as the desk makes one."""
    from dpia.assessment import event

    about = {"kind": "created", "about": "assessment", "by": "A. Assessor"}
    at = "2026-11-22T10:00:00Z"
    return event.record({}, assessment(**given), **about, at=at, salt="5a17")


def flipped(folder: Path, every: int) -> dict[str, Any]:
    """Flip bits of each byte, or of one in so many, one after the other; say what came of it."""
    register, ident, other = prepared(folder)
    path = register.file(ident)
    whole, before = path.read_bytes(), register.load(ident).document
    shutil.copytree(folder / "copies", folder.parent / "copies")
    found: list[str] = []
    noticed = harmless = 0
    for place in range(0, len(whole), every):
        for bit in BITS:
            path.write_bytes(whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])
            said = f"byte {place} ^ {bit:#x}: "
            if not Inspection(register).one(ident).flaws:
                now = register.load(ident).document
                harmless += 1
                if {**now, "revision": 0} != {**before, "revision": 0}:
                    found.append(said + "not noticed")
                continue
            noticed += 1
            if Inspection(register).one(other).flaws or register.load(other) is None:
                found.append(said + "the other one suffered")
            (mended,) = Plain(folder, Config(name="Ada")).mend(ident, lambda _done, _total: None)
            found += [said + problem for problem in _flaws(register, ident, before, mended)]
            shutil.rmtree(folder / "copies")
            shutil.copytree(folder.parent / "copies", folder / "copies")
            shutil.rmtree(folder / "damaged", ignore_errors=True)
    return {"found": found, "noticed": noticed, "harmless": harmless, "bytes": len(whole)}


def _flaws(register: Register, ident: str, before: Document, mended: Any) -> list[str]:
    if not mended.source:
        return ["not repaired"]
    now = register.load(ident).document
    found = []
    if content(now) != content(before) or now["events"][:-1] != before["events"]:
        found.append("another document came back")
    if now["events"][-1]["kind"] != REPAIRED or register.verify(ident):
        found.append("the repair is not in the history")
    if mended.lost or not (register.path / mended.aside).is_file():
        found.append(f"lost {mended.lost}, kept aside: {mended.aside}")
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1)
    with tempfile.TemporaryDirectory() as place:
        result = flipped(Path(place, "register"), parser.parse_args().every)
    print(json.dumps(result, indent=2))
