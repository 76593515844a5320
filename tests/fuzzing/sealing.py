"""The target for sealed history: in a plain register and in an encrypted one."""

import json
import shutil
from functools import cache
from pathlib import Path
from typing import Any

from dpia.desk.verifying import Verification
from dpia.register import Register, content, files, history, mounts
from dpia.register.encoding import encode
from dpia.register.wording import Wording
from tests.fuzzing.room import room, told
from tests.register import sealed as secret

Json = dict[str, Any]


class Long:
    """A register with one assessment, the oldest half of whose history is to be sealed."""

    def __init__(self, name: str, encrypted: bool) -> None:
        self.folder = room().empty(name)
        shutil.copytree(room().register, self.folder)
        if encrypted:
            secret.encrypt(self.folder)
        register = Register.open(self.folder)
        self.document: Json = register.load(room().id).document
        self.document["judged_by"] = {}  # what it was judged by is read by other targets
        self.encrypted = encrypted
        events = list(register.history(room().id))
        half = len(events) // 2
        self.hashes = [event["hash"] for event in events]
        self.oldest, self.document["events"] = events[:half], events[half:]
        self.segment = history.segment(room().id, self.oldest)
        self.lying = self.place(self.segment).read_bytes()

    def place(self, data: bytes) -> Path:
        """Seal `data` as the oldest half of the history, and return where it lies."""
        name = content.put(self.folder / "history" / room().id, data)
        last = self.oldest[-1]
        entry = {"file": name, "first": 1, "last": last["seq"], "head": last["hash"]}
        document = {**self.document, "sealed": [entry]}
        files.replace(
            self.folder / "assessments" / f"{room().id}.json",
            encode({"assessment": {"1": document}}),
        )
        return mounts.place_of(self.folder / "history" / room().id / f"{name}.json")

    def empty(self) -> None:
        shutil.rmtree(self.folder / "history" / room().id, ignore_errors=True)


@cache
def registers() -> tuple[Long, Long]:
    """Return the plain register and the encrypted one."""
    asked = mounts.ask
    try:
        return Long("long", False), Long("long-sealed", True)
    finally:
        mounts.ask = asked


def segments() -> list[bytes]:
    """Return a segment as it is, and as it lies in the encrypted register."""
    return [registers()[0].segment, registers()[1].lying]


def sealed(data: bytes) -> None:
    """Read a segment that somebody wrote, named by its hash; or one changed where it lies."""
    data = data.replace(b"@ID@", room().id.encode())
    for long in registers():
        asked, mounts.ask = mounts.ask, lambda _folder: secret.PASSPHRASE
        try:
            if data[:1] in b"{[ \n" or not long.encrypted:
                long.place(data)
            else:
                long.place(long.segment).write_bytes(data)
            _read(long)
        finally:
            mounts.ask = asked
            long.empty()


def _read(long: Long) -> None:
    register = Register.open(long.folder)
    broken = register.verify(room().id)
    events = told(lambda: list(register.history(room().id)))
    back = told(lambda: list(register.backwards(register.load(room().id).document)))
    assert events is None or back == events[::-1]
    if not broken:
        assert events is not None and [event["hash"] for event in events] == long.hashes
    found = list(Verification(long.folder, room().id).findings(lambda _n, _of: None))
    assert not broken or any(finding.wrong for finding in found)
    assert all(finding.said.strip() and json.dumps(finding.said) for finding in found)
    register.may_mention(room().id, Wording("badge"))
