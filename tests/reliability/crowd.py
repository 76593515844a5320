"""Several programs at one register, and at one assessment in it, for as long as you like.

    python -m tests.reliability.crowd [--seconds N] [--programs N] [--seed N] [--store NAME]

Each opens, answers at random, keeps what it opened for a while, and begins again; its clock jumps
back and forth by years. Now and then one that holds the lock, and one of the programs, is killed.
In the end every answer that was acknowledged stands in the history, once; whoever was refused was
shown what the other wrote; nobody waited for a lock whose holder was dead.
"""

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

from dpia.desk.case import Case
from dpia.errors import Conflict
from dpia.register import Register
from dpia.register.lock import Lock
from tests.reliability.careless import STORES
from tests.reliability.scenes import Home, furnish
from tests.sharing import Shared

PLACES = ("sample.text", "sample.story", "sample.number")
SHARED = "2026-0001"
ENOUGH = 4
"""So many changes each program tries at least."""
GRACE = 30.0
"""Seconds that the slowest change may take on a busy machine."""


class Program:
    """One of the crowd: changes things, and writes down what became of it."""

    def __init__(self, home: Home, number: int, chance: random.Random) -> None:
        self.home, self.number, self.chance = home, number, chance
        self.log = (home.path / f"log-{number}").open("a", encoding="utf-8")
        self.count = 0

    def run(self, end: float) -> None:
        """Work until then, and on a slow machine until there was something to be seen."""
        desk = self.home.desk()
        desk.clock = self.jumping
        while time.monotonic() < end or self.count < ENOUGH:
            if self.chance.random() < 0.05:
                self.tell("created", desk.create(f"By {self.number}").id)
            case = desk.open(SHARED)
            for _change in range(self.chance.randrange(1, 5)):
                self.change(case)
            if self.chance.random() < 0.2:
                desk.summaries()

    def jumping(self) -> datetime:
        """Return a time of day that has little to do with the last one."""
        days = self.chance.choice((0, 0, 1, -1, 400, -4000))
        return datetime.now(UTC) + timedelta(days=days)

    def change(self, case: Case) -> None:
        """Answer something, with a value that nobody else ever gives."""
        self.count += 1
        token = (os.getpid() * 10_000 + self.count) * 100 + self.number
        place = self.chance.choice(PLACES)
        began = time.monotonic()
        try:
            if case.unsaved:
                case.retry()
            case.answer(place, token if place == "sample.number" else f"={token}=")
            self.tell("saved", str(token))
        except Conflict as problem:
            if case.unsaved:  # the lock was held
                self.tell("busy", problem.message)
            else:
                self.tell("refused" if case.theirs else "refused without a reason", str(token))
        if time.monotonic() - began > GRACE:
            self.tell("waited", f"{time.monotonic() - began:.0f} s")

    def tell(self, what: str, which: str) -> None:
        """Acknowledge on the disk of the test."""
        self.log.write(f"{what}\t{which}\n")
        self.log.flush()


class Crowd:
    """All programs at one home."""

    def __init__(self, home: Home, programs: int, seconds: float, seed: int) -> None:
        self.home, self.chance = home, random.Random(seed)
        self.end = time.monotonic() + seconds
        self.running = {self.begin(number): number for number in range(programs)}
        self.killed = 0

    def begin(self, number: int) -> int:
        """Start a program; return its process id."""
        seed = self.chance.random()
        process = os.fork()
        if process:
            return process
        self._work(Program(self.home, number, random.Random(seed)))

    def _work(self, program: Program) -> NoReturn:
        try:
            program.run(self.end)
        except BaseException:
            program.tell("failed", repr(traceback.format_exc()))
        os._exit(0)

    def hold_and_die(self) -> None:
        """Let a process take the lock, and kill it."""
        reading, writing = os.pipe()
        process = os.fork()
        if process == 0:
            with suppress(Conflict), Lock(self.home.register).held():
                os.write(writing, b"!")
                time.sleep(GRACE)
            os._exit(0)
        os.close(writing)
        os.read(reading, 1)
        os.close(reading)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        self.killed += 1

    def run(self) -> None:
        """Disturb them until the end, and wait for all."""
        while time.monotonic() < self.end:
            time.sleep(min(0.4, max(0.0, self.end - time.monotonic())))
            self.hold_and_die()
            if self.chance.random() < 0.3 and time.monotonic() < self.end:
                victim = self.chance.choice(list(self.running))
                number = self.running.pop(victim)
                os.kill(victim, signal.SIGKILL)
                os.waitpid(victim, 0)
                self.killed += 1
                self.running[self.begin(number)] = number
        last = self.end + 2 * GRACE
        while self.running and time.monotonic() < last:
            for process in list(self.running):
                if os.waitpid(process, os.WNOHANG)[0]:
                    del self.running[process]
            time.sleep(0.02)

    def flaws(self) -> tuple[Counter[str], list[str]]:
        """Count what was told, and say what is wrong."""
        told = [
            line.split("\t", 1)
            for path in self.home.path.glob("log-*")
            for line in path.read_text(encoding="utf-8").splitlines()
        ]
        counts = Counter(what for what, _which in told)
        found = [f"{what}: {which}" for what, which in told if what in WRONG]
        found += [f"process {process} hangs" for process in self.running]
        for process in self.running:
            os.kill(process, signal.SIGKILL)
        register = Register.open(self.home.register)
        ident = register.find(SHARED)
        said = Counter(_tokens(register, ident))
        for what, token in told:
            if what == "saved" and said[token] != 1:
                found.append(f"lost: {token} was acknowledged and stands {said[token]} times")
        try:
            self.home.desk().open(SHARED).answer("sample.text", "the last")
        except Conflict as problem:
            found.append(f"the lock is not free: {problem.message}")
        rows = register.summaries()
        missing = {which for what, which in told if what == "created"} - {r["id"] for r in rows}
        found += [f"lost: the assessment {which}" for which in missing]
        references = Counter(row["reference"] for row in rows)
        found += [f"twice: {name}" for name, count in references.items() if count > 1]
        found += [flaw for row in rows for flaw in register.verify(row["id"])]
        return counts, found


WRONG = {"failed", "waited", "refused without a reason"}


def _tokens(register: Register, ident: str) -> list[str]:
    """Return every value that the history of an assessment was ever given."""
    values = [
        change.get("to", change.get("after"))
        for event in register.history(ident)
        for change in event["changes"]
    ]
    return [str(value).strip("=") for value in values]


def program() -> int:
    """Read the command line, let the crowd work, and print what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--programs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--store", choices=list(STORES), default="dpia")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    Shared().install(setattr)
    with tempfile.TemporaryDirectory(prefix="dpia-crowd-") as folder:
        home = furnish(Path(folder))
        STORES[given.store]()
        crowd = Crowd(home, given.programs, given.seconds, given.seed)
        crowd.run()
        result: dict[str, Any] = {}
        counts, found = crowd.flaws()
        result = {**counts, "killed": crowd.killed, "found": found[:20], "flaws": len(found)}
    print(json.dumps(result))
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(program())
