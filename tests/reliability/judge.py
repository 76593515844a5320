"""What must be true of a register whatever was struck: its state, its files, the next save."""

import hashlib
import json
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dpia.errors import DpiaError
from dpia.register import Register, files, mounts
from tests.reliability.scenes import (
    CACHE,
    OWN,
    OWN_SEALED,
    Ending,
    Home,
    Scene,
    State,
    play,
    state,
)


def states(scene: Scene, home: Home) -> list[State]:
    """Return the state before the scene, and after each change it makes."""
    found = [state(home.register)]
    for count in range(1, len(scene.lines) + 1) if scene.lines else [0]:
        copy = Home(home.path.with_name("fault-free"))
        shutil.copytree(home.path, copy.path)
        code, _said, told = play(scene, copy, scene.lines[:count])
        assert code in (0, 3), told
        found.append(state(copy.register))
        shutil.rmtree(copy.path)
    assert len({json.dumps(one, sort_keys=True) for one in found}) == len(found)
    return found


def contents(register: Path) -> dict[str, str]:
    """Return the hash of every file but the cache and the lock, by its place."""
    return {
        str(path.relative_to(register)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in register.rglob("*")
        if path.is_file() and path.name not in CACHE
    }


def misnamed(register: Path) -> list[str]:
    """Return the files that are not what the hash in their name says; sealed ones are opened."""
    found = []
    for folder in (
        "frozen",
        "attachments",
        *(f"history/{p.name}" for p in register.glob("history/*")),
    ):
        for path in mounts.listing(register / folder, "[0-9a-f]*"):
            try:
                if files.stamp_of(files.read(path).data) != path.name.partition(".")[0]:
                    found.append(f"{folder}/{path.name}")
            except OSError as error:
                found.append(f"{folder}/{path.name}: {error}")
    return found


@dataclass
class Judge:
    """Looks at what a fault has left of one scene's register."""

    scene: Scene
    home: Home
    states: list[State] = field(init=False)
    before: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.states = states(self.scene, self.home)
        self.before = contents(self.home.register)
        (self.touched,) = (
            str(row["id"])
            for row in Register.open(self.home.register).summaries()
            if row["reference"] == "2026-0001"
        )

    def flaws(self, home: Home, accepted: int, whole: bool = True) -> list[str]:
        """Say what is wrong with a register in which so many changes were acknowledged.

        `whole`: the program has said that it did everything.
        """
        if home.encrypted and (plain := home.plain()):
            return [f"plain on the disk: {where}" for where in plain]
        try:
            found = state(home.register)
        except DpiaError as problem:
            return [f"unreadable: {problem.message}"]
        if found not in self.states:
            return [f"neither old nor new: {found}"]
        wrong = []
        if self.states.index(found) < (len(self.states) - 1 if whole else accepted):
            wrong.append(f"lost: {accepted} acknowledged, {self.states.index(found)} there")
        now = contents(home.register)
        wrong += [
            f"changed: {name}"
            for name, digest in self.before.items()
            if self.touched not in name and now.get(name) != digest
        ]
        wrong += [f"not what its name says: {name}" for name in misnamed(home.register)]
        Register.open(home.register).sweep()
        paths = [p.relative_to(home.register) for p in home.register.rglob("*") if p.is_file()]
        own = OWN_SEALED if home.encrypted else OWN
        wrong += [f"left behind: {path}" for path in paths if not own.fullmatch(str(path))]
        return wrong

    def ending_flaws(self, ending: Ending) -> list[str]:
        """Say what is wrong with how the program ended."""
        if ending.killed:
            return []
        if ending.code not in (0, 1, 3, 5):
            return [f"exit code {ending.code}: {ending.told}"]
        if "Traceback" in ending.told or "Something inside" in ending.told:
            return [f"no sentence: {ending.told}"]
        if ending.code != 0 and not ending.told.strip() and not self.scene.lines:
            return ["it failed and said nothing"]
        return []

    def next_save(self, home: Home) -> list[str]:
        """Save something else, and say what went wrong."""
        register = Register.open(home.register)
        document, stamp = register.load(self.touched)
        after = {**document, "title": "Next"}
        try:
            register.save(after, stamp)
        except DpiaError as problem:
            return [f"the next save failed: {problem.message}"]
        wrong = [] if register.load(self.touched).document == after else ["the next save was lost"]
        return wrong + register.verify(self.touched)


def told(scenes: Iterable[dict[str, Any]], as_json: bool) -> int:
    """Print what was found in each scene, as it comes, and return how the program ends."""
    start, failed = time.monotonic(), False
    for found in scenes:
        failed |= bool(found["flaws"])
        tell(found, as_json)
    if not as_json:
        print(f"{time.monotonic() - start:.0f} s")
    return int(failed)


def tell(found: dict[str, Any], as_json: bool) -> None:
    """Print what was found in one scene."""
    if as_json:
        print(json.dumps(found), flush=True)
        return
    told = "{scene} ({store}): {cases} cases, {count} flaws"
    print(told.format(**found, count=len(found["flaws"])))
    print("".join(f"  {flaw}\n" for flaw in found["flaws"][:20]), end="", flush=True)
