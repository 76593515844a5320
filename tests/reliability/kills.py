"""Thousands of kills: at random moments, within a sync, and of the installed program.

    python -m tests.reliability.kills [--rounds N] [--caught N] [--installed N] [--store NAME]

Children save again and again and acknowledge each save on a pipe. Some are killed at a random
moment, some when the system says that they are within a sync, and some are the installed
program's interview, fed line by line. Whatever was acknowledged must be there each time.
"""

import argparse
import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from dpia.errors import DpiaError
from dpia.register import Register
from tests.register.nursery import killed_at_random
from tests.register.samples import assessment, register_of
from tests.reliability.careless import STORES
from tests.reliability.scenes import Home, furnish, state
from tests.tui.terminal import DPIA

SYNCS = {"74", "75"}
"""fsync and fdatasync, by the numbers that Linux on x86-64 gives them."""
PART = 200
"""So many random kills befall one register; then it is told how they went, and another begun."""


def saves(folder: Path, ident: str, pipe: int) -> NoReturn:
    """Save a title that grows and shrinks, and acknowledge each save on the pipe."""
    try:
        register = Register.open(folder)
        document, stamp = register.load(ident)
        while True:
            document["title"] = f"{document['revision'] + 1} " * random.choice((1, 4000))
            stamp = register.save(document, stamp)
            os.write(pipe, f"{document['revision']}\n".encode())
    finally:
        os._exit(1)


def caught_in_a_sync(folder: Path, rounds: int) -> dict[str, Any]:
    """Kill a child when the system says that it waits for the disk, so many times."""
    document = assessment()
    register = register_of(folder, document)
    acknowledged, found, caught = 1, [], 0
    for attempt in range(rounds):
        reading, writing = os.pipe()
        process = os.fork()
        if process == 0:
            saves(folder, document["id"], writing)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            lines = [pipe.readline() for _save in range(random.randrange(1, 4))]
            caught += _waits(process)
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            lines += pipe.readlines()
        acknowledged = max([acknowledged, *map(int, b"".join(lines).split())])
        try:
            there = register.load(document["id"]).document
        except DpiaError as problem:
            found.append(f"round {attempt}: unreadable: {problem.message}")
            break  # what comes after would not tell anything new
        if attempt == 2 and not caught:
            break  # a disk in memory, which lets nobody wait
        if there["revision"] < acknowledged or there["title"].split()[0] != str(there["revision"]):
            found.append(f"round {attempt}: {acknowledged} lost, {there['revision']} is there")
    return {"proof": "caught in a sync", "cases": caught, "found": found}


def _waits(process: int) -> bool:
    """Watch a process until it is within a sync; give up after two seconds."""
    end = time.monotonic() + 2
    with contextlib.suppress(OSError), open(f"/proc/{process}/syscall", "rb") as file:  # noqa: PTH123
        while time.monotonic() < end:
            file.seek(0)
            if file.read(40).split(b" ")[0].decode() in SYNCS:
                return True
    return False


def at_random(folder: Path, rounds: int) -> dict[str, Any]:
    """Kill children at random moments, so many times."""
    try:
        result = killed_at_random(folder, rounds, signal.SIGKILL)
    except Exception as problem:
        result = {"found": [f"unreadable: {problem}"], "killed": 0, "acknowledged": 0}
    return {"proof": "at random", "cases": result["killed"], **result}


def installed(folder: Path, rounds: int) -> dict[str, Any]:
    """Kill the installed program's interview at a random moment after some answers."""
    home = furnish(folder)
    found: list[str] = []
    for attempt in range(rounds):
        said, given = _interviewed(home, random.randrange(1, 6))
        saved = said.count("saved\n")
        there = state(home.register)["2026-0001"]["answers"].get("sample", {}).get("one")
        if there not in given[saved - 1 : saved + 1]:
            found.append(f"round {attempt}: {saved} were saved, {there} is there of {given}")
    return {"proof": "the installed program", "cases": rounds, "found": found}


def _interviewed(home: Home, count: int) -> tuple[str, list[str]]:
    """Answer one question again and again; kill the program a moment after `count` answers.

    Returns what it had said, and every answer that it was given.
    """
    program = subprocess.Popen(
        [str(DPIA), "answer", "2026-0001", "--all", "--from", "sample.one"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **home.environment()},
    )
    assert program.stdin and program.stdout
    given, said = [], b""
    for _number in range(count):
        given.append(random.choice("abc"))
        program.stdin.write(f"{given[-1]}\n:go sample.one\n".encode())
        program.stdin.flush()
        while not said.endswith(b"saved\n") or said.count(b"saved\n") < len(given):
            said += program.stdout.readline()
    given.append(random.choice("abc"))
    program.stdin.write(f"{given[-1]}\n".encode())
    program.stdin.flush()
    time.sleep(random.uniform(0, 0.06))
    program.kill()
    program.stdin.close()
    said += program.stdout.read()
    program.wait()
    return said.decode("utf-8"), given


def program() -> int:
    """Read the command line, and print what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--rounds", type=int, default=2000)
    parser.add_argument("--caught", type=int, default=200)
    parser.add_argument("--installed", type=int, default=50)
    parser.add_argument("--store", choices=list(STORES), default="dpia")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    STORES[given.store]()
    rest, parts = given.rounds % PART, given.rounds // PART
    proofs: list[tuple[Callable[[Path, int], dict[str, Any]], int]] = [
        *[(at_random, PART)] * parts,
        (at_random, rest),
        (caught_in_a_sync, given.caught),
        (installed, given.installed),
    ]
    failed = False
    with tempfile.TemporaryDirectory(prefix="dpia-kills-") as folder:
        for number, (proof, rounds) in enumerate(proofs):
            if rounds:
                result = proof(Path(folder) / str(number), rounds)
                failed |= bool(result["found"])
                print(json.dumps(result), flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(program())
