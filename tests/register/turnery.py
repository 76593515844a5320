"""Run as a program: kills children at every call of encrypting or decrypting a register.

    python -m tests.register.turnery FOLDER encrypt|decrypt MODE [STEP]

MODE is kill-before, kill-half or kill-after; with STEP only every so manieth call is tried.
Prints a JSON object: what went wrong, and how often a child was killed before it had finished.
"""

import json
import os
import shutil
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import dpia.register.storage  # noqa: F401 - loaded once, before the children are made
from dpia.register import Register, files, mounts
from dpia.register.encryption import turning, unlocking
from dpia.register.founding import identify

from . import sealed
from .faults import FaultyOs
from .samples import assessment, leftovers, register_of, with_history

MARKER = "Zeugnis-7719"


def told(folder: Path) -> dict[str, object]:
    """Return everything that a register holds, as its readers see it."""
    register = Register.open(folder)
    found: dict[str, object] = {"read only": register.read_only}
    for row in register.summaries():
        ident = row["id"]
        document = register.load(ident).document
        found[ident] = [document, list(register.events(document)), register.verify(ident)]
        for attachment in document.get("attachments", []):
            found[attachment["sha256"]] = register.attached(attachment["sha256"]).decode()
        for digest in document.get("judged_by", {}).values():
            found[digest] = register.frozen(digest)
    return found


def template(folder: Path) -> Register:
    """Return a register that has something of every kind."""
    register = register_of(folder)
    name = register.attach(f"leaflet {MARKER}".encode())
    digest = register.freeze({"topic": MARKER})
    long = {**with_history(205), "title": MARKER, "judged_by": {"topics/screening": digest}}
    register.create({**long, "attachments": [{"id": "a1", "sha256": name}]}, 2026)
    register.create(assessment(), 2026)
    return register


def flaws(folder: Path, before: dict[str, object], decrypting: bool) -> list[str]:
    """Say what is wrong with a register that somebody opens after a kill."""
    sealed.begin_anew(folder)
    sealed.know()
    found = [] if told(folder) == before else ["it reads otherwise"]
    encrypted = Register.open(folder).encrypted
    if identify(folder)[0].get("state"):
        found.append("it was not finished")
    holders = {line.split(":")[0] for line in sealed.holders(folder, MARKER)} - {"index"}
    if encrypted and (holders or (folder / "index").exists()):
        found.append(f"plain: {holders}")
    if not encrypted and any(
        path.read_bytes().startswith(mounts.SEALED) for path in folder.rglob("*") if path.is_file()
    ):
        found.append("something is still sealed")
    if leftovers(folder):
        found.append(f"left behind: {leftovers(folder)}")
    return found


def killed_at_every_call(folder: Path, decrypting: bool, mode: str, step: int) -> dict[str, object]:
    """Kill a child at its first system call, then at a later one …, until it gets through."""
    register = template(folder / "template")
    if decrypting:
        sealed.encrypt(register.path)
    before = told(register.path)
    turn: Callable[[Path], object] = turning.decrypt if decrypting else sealed.encrypt
    found: list[str] = []
    for at in range(1, 400, step):
        copy = folder / str(at)
        shutil.copytree(register.path, copy)
        process = os.fork()
        if process == 0:
            try:
                Register.open(copy)
                files.os = FaultyOs(at, mode)  # type: ignore[assignment]
                turn(copy)
            except BaseException:
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        _process, status = os.waitpid(process, 0)
        found += [f"call {at}: {flaw}" for flaw in flaws(copy, before, decrypting)]
        shutil.rmtree(copy)
        if not os.WIFSIGNALED(status):
            found += [f"call {at}: it ended with {status}"] if status else []
            return {"found": found, "killed": at - 1}
    return {"found": [*found, "never got through"], "killed": 0}


if __name__ == "__main__":
    unlocking.forget()
    place = Path(sys.argv[1])
    every = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    print(json.dumps(killed_at_every_call(place, sys.argv[2] == "decrypt", sys.argv[3], every)))
