"""Every system call of a command in turn, struck in every way, in the program as it is.

    python -m tests.reliability.faults [--scene NAME] [--mode NAME] [--every N] [--store NAME]
        [--below FOLDER] [--json]

The library of `shim.c` sits between dpia and the system. Children of this process, which has
loaded everything once, run the real commands; after each the register must open, hold every
acknowledged change and everything else as it was, hold no stray file, and take the next save.
`--every 7` strikes each seventh call only, `--below assessments` those on files of that folder;
`--store` uses a careless store instead.
"""

import argparse
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.reliability.careless import STORES
from tests.reliability.judge import Judge, told
from tests.reliability.scenes import SCENES, Home, Scene, forked, furnish
from tests.reliability.shim import CHANGING, READING, Call, Fault, Mode, started
from tests.sharing import Shared

MODES = {
    "kill-before": Fault(mode=Mode.KILL_BEFORE),
    "kill-half": Fault(mode=Mode.KILL_HALF, only=Call.WRITE),
    "kill-after": Fault(mode=Mode.KILL_AFTER),
    "error": Fault(mode=Mode.FAIL),
    "full": Fault(mode=Mode.FAIL, error=errno.ENOSPC),
    "quota": Fault(mode=Mode.FAIL, error=errno.EDQUOT, only=Call.WRITE | Call.OPEN | Call.MKDIR),
    "short": Fault(mode=Mode.SHORT, only=Call.WRITE),
    "half-then-full": Fault(mode=Mode.HALF_THEN_FAIL, error=errno.ENOSPC, only=Call.WRITE),
    "done-but-error": Fault(mode=Mode.DONE_BUT_FAIL, only=CHANGING & ~Call.CLOSE),
    "dead-disk": Fault(mode=Mode.FAIL, lasting=True),
    "full-from-here": Fault(
        mode=Mode.FAIL,
        error=errno.ENOSPC,
        only=Call.WRITE | Call.OPEN | Call.MKDIR | Call.RENAME,
        lasting=True,
    ),
    "stale-network": Fault(
        mode=Mode.FAIL, error=errno.ESTALE, only=CHANGING | READING, lasting=True
    ),
    "unreadable": Fault(mode=Mode.FAIL, only=READING),
}


def struck(fault: Fault, at: int) -> Fault:
    """Return the fault at the call of that number."""
    return Fault(at, fault.mode, fault.error, fault.only, fault.lasting)


class Enumeration:
    """Strikes the calls of one scene, and counts."""

    def __init__(self, scene: Scene, place: Path, store: str, below: str) -> None:
        self.careless = STORES[store]
        self.below = below
        self.judge = Judge(scene, furnish(place / scene.name, scene.long_history, scene.encrypted))
        self.cases = 0
        self.flaws: list[str] = []

    def run(self, name: str, every: int) -> None:
        """Strike every call, or each so manieth, in one way."""
        for at in self._numbers(every):
            copy = Home(self.judge.home.path.with_name("struck"))
            shutil.copytree(self.judge.home.path, copy.path)
            try:
                if not self._strike(copy, name, at):
                    return
            finally:
                shutil.rmtree(copy.path)

    @staticmethod
    def _numbers(every: int) -> Iterator[int]:
        return iter(range(1, 5000, every))

    def _strike(self, home: Home, name: str, at: int) -> bool:
        """Run the scene with one call struck; return False when it made no such call any more."""
        judge, fault = self.judge, struck(MODES[name], at)
        ending = forked(judge.scene, home, fault, self.careless, self.below)
        self.cases += 1
        accepted = judge.scene.accepted(ending.said, ending.code)
        whole = ending.code in (0, 3) and not ending.killed and not ending.told
        found = judge.ending_flaws(ending) + judge.flaws(home, accepted, whole)
        found = found or judge.next_save(home)
        call = ending.report.struck
        where = f"{judge.scene.name}, {name} at {at} ({call.name if call else 'no such call'})"
        self.flaws += [f"{where}: {flaw}" for flaw in found]
        return call is not None


def enumerated(
    scenes: list[Scene], modes: list[str], every: int, store: str, below: str
) -> Iterator[dict[str, Any]]:
    """Yield for each scene how many cases there were and what was wrong."""
    with tempfile.TemporaryDirectory(prefix="dpia-faults-", dir=_quick()) as folder:
        for scene in scenes:
            enumeration = Enumeration(scene, Path(folder), store, below)
            for mode in modes:
                enumeration.run(mode, every)
            yield {
                "scene": scene.name,
                "store": store,
                "cases": enumeration.cases,
                "flaws": enumeration.flaws,
            }


def _quick() -> str | None:
    """Return a folder in memory: what counts here is the order of calls, not the disk."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def program() -> int:
    """Read the command line, and print what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--scene", action="append", choices=[scene.name for scene in SCENES])
    parser.add_argument("--mode", action="append", choices=list(MODES))
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--store", action="append", choices=list(STORES))
    parser.add_argument("--below", default="")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    started("tests.reliability.faults")
    Shared().install(setattr)
    scenes = [scene for scene in SCENES if scene.name in (given.scene or scene.name)]
    modes = given.mode or list(MODES)
    found = (
        one
        for store in given.store or ["dpia"]
        for one in enumerated(scenes, modes, given.every, store, given.below)
    )
    return told(found, given.json)


if __name__ == "__main__":
    sys.exit(program())
