"""Encrypted registers for tests, with a passphrase that costs nothing to try."""

import base64
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dpia.register import Register, mounts
from dpia.register.encryption import keys, turning, unlocking

PASSPHRASE = keys.Passphrase("correct horse battery")
CHEAP = keys.Cost(2**4, 8, 1)
WANTED = "DPIA_TESTS_ENCRYPT"
"""The variable that lets `samples.register_of` make encrypted registers, in children, too."""


def encrypt(folder: Path) -> Register:
    """Encrypt the register in `folder` cheaply, and return it, opened."""
    with cheap():
        turning.encrypt(folder, [("A. Assessor", PASSPHRASE)])
    know()
    return Register.open(folder)


@contextmanager
def cheap() -> Iterator[None]:
    """Let a passphrase cost nothing to try; what ships is never asked to."""
    usual, keys.COST = keys.COST, CHEAP
    try:
        yield
    finally:
        keys.COST = usual


def know() -> None:
    """Let this process know the passphrase."""
    mounts.ask = lambda _folder: PASSPHRASE


def begin_anew(folder: Path) -> None:
    """Forget what this process knows of the register in `folder`, as another one would."""
    unlocking.forget()
    mounts.unmount(folder)


def wanted() -> bool:
    """Say whether registers are to be encrypted; then this process knows the passphrase."""
    if os.environ.get(WANTED):
        know()
        return True
    return False


def holders(folder: Path, text: str) -> list[str]:
    """Return the files below `folder` in which `text` stands, in any form it may be written in."""
    forms = {text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")}
    forms.add(json.dumps(text)[1:-1].encode())
    for start in range(3):  # base64 has three ways to begin; the ends depend on what is around
        coded = base64.b64encode(b"\0" * start + text.encode())
        forms.add(coded[4 if start else 0 : -4])
    return [
        f"{path.relative_to(folder)}: {form!r}"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for data in (os.fsencode(path.name) + b"\n" + path.read_bytes(),)
        for form in forms
        if form in data
    ]
