"""Run as a program: lets children save into a register and kills them, then looks at what is left.

    python -m tests.register.nursery FOLDER random ROUNDS SIGNAL
    python -m tests.register.nursery FOLDER every MODE

Prints a JSON object: what went wrong, and how often a child was killed before it had finished.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import NoReturn

import tinydb  # noqa: F401 - loaded once, before the children are made

from dpia.register import Register, files

from .faults import FaultyOs
from .samples import answered, assessment, leftovers, register_of

ENOUGH = 400


def child(folder: Path, ident: str, pipe: int) -> NoReturn:
    """Save again and again, and acknowledge each save on the pipe."""
    try:
        register = Register.open(folder)
        document, stamp = register.load(ident)
        os.write(pipe, b"0\n")
        for _number in range(ENOUGH):
            document = answered(document, f"{document['revision'] + 1} " * random.randrange(1, 200))
            stamp = register.save(document, stamp)
            os.write(pipe, f"{document['revision']}\n".encode())
    except KeyboardInterrupt:
        os._exit(130)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def flaws(folder: Path, ident: str, acknowledged: int) -> list[str]:
    """Say what is wrong with the register after a kill."""
    register = Register.open(folder)
    document = register.load(ident).document
    numbers = [event["seq"] for event in register.history(ident)]
    value = str(document["answers"]["screening"]["part"]).split()[0]
    found = []
    if document["revision"] < acknowledged:
        found.append(f"{acknowledged} was acknowledged, {document['revision']} is there")
    if numbers != list(range(1, len(numbers) + 1)) or register.verify(ident):
        found.append(f"the history is broken: {register.verify(ident)}")
    if numbers and value != str(document["revision"]):
        found.append("an answer without its event")
    if leftovers(folder / "assessments"):
        found.append(f"left behind: {leftovers(folder)}")
    register.sweep()
    if leftovers(folder):
        found.append(f"left behind: {leftovers(folder)}")
    if any(row["damaged"] for row in register.summaries()):
        found.append("something is damaged")
    return found


def killed_at_random(folder: Path, rounds: int, number: int) -> dict[str, object]:
    """Kill a child at a random moment, so many times."""
    document = assessment()
    register_of(folder, document)
    acknowledged, found, early = 1, [], 0
    for attempt in range(rounds):
        reading, writing = os.pipe()
        process = os.fork()
        if process == 0:
            child(folder, document["id"], writing)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            heard = [pipe.readline() for _save in range(random.randrange(1, 5))]
            time.sleep(random.uniform(0, 0.005))
            os.kill(process, number)
            os.waitpid(process, 0)
            lines = b"".join([*heard, *pipe]).split()
        early += len(lines) < ENOUGH
        acknowledged = max([acknowledged, *map(int, lines)])
        found += [
            f"round {attempt}: {flaw}" for flaw in flaws(folder, document["id"], acknowledged)
        ]
    return {"found": found, "killed": early, "acknowledged": acknowledged}


def killed_at_every_call(folder: Path, mode: str) -> dict[str, object]:
    """Kill a child at its first system call, then at the second …, until it gets through."""
    found: list[str] = []
    document = assessment()
    for number in range(200):
        document = answered(document, f"{number + 2} ")
    register_of(folder / "template", document)
    for at in range(1, 100):
        shutil.copytree(folder / "template", folder / str(at))
        register = Register.open(folder / str(at))
        process = os.fork()
        if process == 0:
            try:
                after = answered(document, f"{document['revision'] + 1} ")
                stamp = register.load(document["id"]).stamp
                files.os = FaultyOs(at, mode)  # type: ignore[assignment]
                register.save(after, stamp)
            except BaseException:
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        _process, status = os.waitpid(process, 0)
        seen = flaws(folder / str(at), document["id"], 1)
        found += [f"call {at}: {flaw}" for flaw in seen if "without its event" not in flaw]
        if not os.WIFSIGNALED(status):
            found += [f"call {at}: it ended with {status}"] if status else []
            return {"found": found, "killed": at - 1}
    return {"found": [*found, "never got through"], "killed": 0}


if __name__ == "__main__":
    place = Path(sys.argv[1])
    if sys.argv[2] == "random":
        result = killed_at_random(place, int(sys.argv[3]), signal.Signals[sys.argv[4]])
    else:
        result = killed_at_every_call(place, sys.argv[3])
    print(json.dumps(result))
