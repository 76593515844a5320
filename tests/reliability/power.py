"""A power cut at every moment of a command, as the worst disk would have it.

    python -m tests.reliability.power [--scene NAME] [--tries N] [--store NAME] [--seed N]
        [--sync-fails] [--below FOLDER] [--json]

A command is run once and every system call on the register's files is written down. Then the disk
is modelled: what was not synced may be there or not, each page of a write and each name for
itself, in any combination. From each such disk the register must open in the old or the new state,
and in the new one when the change was acknowledged. At every moment all combinations of names are
tried with nothing and with all of the data, and `--tries` more by chance.
"""

import argparse
import itertools
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.reliability.careless import STORES
from tests.reliability.judge import Judge, told
from tests.reliability.scenes import SCENES, Home, Scene, forked, furnish
from tests.reliability.shim import Call, Fault, Mode, Traced, started, traced
from tests.sharing import Shared

PAGE = 4096
MOST_NAMES = 6
"""All combinations of so many names are tried; of more only some."""


@dataclass
class Inode:
    """A file as it is on the disk, and what was written to it since."""

    durable: bytes = b""
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    """(offset, page or part of one), or (length, None) for a truncation."""

    def write(self, offset: int, data: bytes) -> None:
        """Note a write, page by page."""
        for start in range(0, len(data), PAGE):
            self.pending.append((offset + start, data[start : start + PAGE]))

    def sync(self) -> None:
        """Put everything on the disk."""
        self.durable, self.pending = self.after(range(len(self.pending))), []

    def after(self, chosen: Any) -> bytes:
        """Return the content when only the `chosen` of what is pending got to the disk."""
        data = bytearray(self.durable)
        for number in chosen:
            offset, part = self.pending[number]
            if part is None:
                del data[offset:]
                data.extend(bytes(offset - len(data)))
                continue
            data.extend(bytes(max(0, offset - len(data))))
            data[offset : offset + len(part)] = part
        return bytes(data)


@dataclass(frozen=True)
class Naming:
    """A name that is given to a file or taken away, not synced yet; `removed` goes with it."""

    folder: str
    name: str
    inode: int | None
    removed: str = ""


class Disk:
    """Takes the calls of a trace and says what may be on the disk after a power cut."""

    def __init__(self, register: Path) -> None:
        self.inodes: list[Inode] = []
        self.durable: dict[str, int] = {}
        self.pending: list[Naming] = []
        self.open: dict[int, int | str] = {}
        """By descriptor: a file's number, or a folder's path."""
        for path in filter(Path.is_file, register.rglob("*")):
            self.durable[str(path)] = len(self.inodes)
            self.inodes.append(Inode(path.read_bytes()))

    def names(self, chosen: Any = None) -> dict[str, int]:
        """Return what each name means when the `chosen` (default: all) of what is pending holds."""
        found = dict(self.durable)
        for number in range(len(self.pending)) if chosen is None else chosen:
            change = self.pending[number]
            found.pop(change.removed, None)
            if change.inode is None:
                found.pop(change.name, None)
            else:
                found[change.name] = change.inode
        return found

    def take(self, call: Traced) -> None:
        """Let one call happen."""
        at = self.open.get(call.descriptor)
        if call.what == "open":
            self._open(call)
        elif call.what == "folder":
            self.open[call.descriptor] = call.path
        elif call.what == "close":
            self.open.pop(call.descriptor, None)
        elif call.what == "rename":
            self._name(call.other, self.names()[call.path], call.path)
        elif call.what == "unlink":
            self._name(call.path, None)
        elif call.what == "sync" and isinstance(at, str):
            self._sync_folder(at)
        elif isinstance(at, int):
            inode = self.inodes[at]
            if call.what == "write":
                inode.write(call.offset, call.data)
            elif call.what == "truncate":
                inode.pending.append((call.offset, None))
            elif call.what == "sync":
                inode.sync()
            elif call.what == "lost":  # Linux takes what it could not write for written
                inode.pending = []

    def _open(self, call: Traced) -> None:
        known = self.names().get(call.path)
        if known is None:
            known = len(self.inodes)
            self.inodes.append(Inode())
            self._name(call.path, known)
        elif call.offset & os.O_TRUNC:
            self.inodes[known].pending.append((0, None))
        self.open[call.descriptor] = known

    def _name(self, name: str, inode: int | None, removed: str = "") -> None:
        self.pending.append(Naming(str(Path(name).parent), name, inode, removed))

    def _sync_folder(self, folder: str) -> None:
        durable = [n for n, change in enumerate(self.pending) if change.folder == folder]
        self.durable = self.names(durable)
        self.pending = [change for change in self.pending if change.folder != folder]

    def after_a_cut(self, tries: int, chance: random.Random) -> Iterator[dict[str, bytes]]:
        """Yield what the disk may hold after a power cut now: files by their path."""
        count = len(self.pending)
        if count <= MOST_NAMES:
            subsets = [[n for n in range(count) if bits >> n & 1] for bits in range(2**count)]
        else:
            subsets = [[], list(range(count)), *(self._some(count, chance) for _n in range(tries))]
        for subset, everything in itertools.product(subsets, (False, True)):
            yield self._content(subset, lambda n, e=everything: range(n) if e else ())
        if any(inode.pending for inode in self.inodes):
            for _try in range(tries):
                subset = chance.choice(subsets)
                yield self._content(subset, lambda n: self._some(n, chance))

    @staticmethod
    def _some(count: int, chance: random.Random) -> list[int]:
        return [number for number in range(count) if chance.random() < 0.5]

    def _content(self, names: list[int], written: Any) -> dict[str, bytes]:
        parts = {n: inode.after(written(len(inode.pending))) for n, inode in enumerate(self.inodes)}
        return {name: parts[number] for name, number in self.names(names).items()}


class Replay:
    """Cuts the power at every moment of one scene, and counts."""

    def __init__(self, scene: Scene, place: Path, store: str, fault: Fault, below: str) -> None:
        self.scene = scene
        self.judge = Judge(scene, furnish(place / scene.name, scene.long_history, scene.encrypted))
        self.place = place
        self.cases = 0
        self.flaws: list[str] = []
        home = Home(place / "struck")  # the name that all copies have, as paths are in the trace
        shutil.copytree(self.judge.home.path, home.path)
        self.disk = Disk(home.register)
        self.base = {name: self.disk.inodes[n].durable for name, n in self.disk.durable.items()}
        ending = forked(scene, home, fault, STORES[store], below, place / "trace")
        assert ending.code in (0, 3) or fault.at, ending.told
        self.code = ending.code
        self.calls = list(traced(place / "trace"))
        shutil.rmtree(home.path)

    def run(self, tries: int, chance: random.Random) -> None:
        """Cut before the first call, before the second …, and after the last."""
        said, seen = "", set[tuple[Any, ...]]()
        for number, call in enumerate([*self.calls, None]):
            accepted = self.scene.accepted(said, None if call else self.code)
            for files in self.disk.after_a_cut(tries, chance):
                changed = {n: d for n, d in files.items() if self.base.get(n) != d}
                gone = self.base.keys() - files.keys()
                key = (accepted, frozenset(changed.items()), frozenset(gone))
                if key not in seen:
                    seen.add(key)
                    self._look(number, changed, gone, accepted)
            if call and call.what == "say":
                said += call.data.decode("utf-8")
            elif call:
                self.disk.take(call)

    def _look(self, at: int, changed: dict[str, bytes], gone: Any, accepted: int) -> None:
        """Put a disk together, and judge it."""
        self.cases += 1
        home = Home(self.place / "struck")
        shutil.copytree(self.judge.home.path, home.path, copy_function=os.link)
        for name in gone | changed.keys():
            Path(name).unlink(missing_ok=True)
        for name, data in changed.items():
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_bytes(data)
        found = self.judge.flaws(home, accepted, whole=False) or self.judge.next_save(home)
        self.flaws += [f"{self.scene.name}, cut at {at} of {len(self.calls)}: {f}" for f in found]
        shutil.rmtree(home.path)


def replayed(
    scenes: list[Scene], tries: int, store: str, seed: int, fault: Fault, below: str
) -> Iterator[dict[str, Any]]:
    """Yield for each scene how many disks there were and what was wrong."""
    for scene in scenes:
        with tempfile.TemporaryDirectory(prefix="dpia-power-", dir="/dev/shm") as folder:
            replay = Replay(scene, Path(folder), store, fault, below)
            replay.run(tries, random.Random(seed))
            yield {
                "scene": scene.name,
                "store": store,
                "cases": replay.cases,
                "flaws": replay.flaws,
            }


ONCE = Fault(1, Mode.FAIL, only=Call.SYNC)
"""The disk reports an error once, at the first sync."""


def program() -> int:
    """Read the command line, and print what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--scene", action="append", choices=[scene.name for scene in SCENES])
    parser.add_argument("--tries", type=int, default=20)
    parser.add_argument("--store", action="append", choices=list(STORES))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sync-fails", action="store_true", help="the first sync fails")
    parser.add_argument("--below", default="", help="write down the calls on this folder alone")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    started("tests.reliability.power")
    Shared().install(setattr)
    scenes = [scene for scene in SCENES if scene.name in (given.scene or scene.name)]
    fault = ONCE if given.sync_fails else Fault()
    found = (
        one
        for store in given.store or ["dpia"]
        for one in replayed(scenes, given.tries, store, given.seed, fault, given.below)
    )
    return told(found, given.json)


if __name__ == "__main__":
    sys.exit(program())
