"""The library that is preloaded into dpia (`shim.c`): building it, setting it, reading its report.

It lets one system call below a folder fail, or kills the program there, and can write a trace of
all calls. A test that needs it is skipped where there is no C compiler, or no Linux with glibc.
"""

import ctypes
import errno
import hashlib
import os
import platform
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, IntFlag
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).with_name("shim.c")
MISSING = "needs Linux with glibc and a C compiler (apt-get install gcc libc6-dev)"


class Call(IntFlag):
    """Kinds of system calls, as in shim.c."""

    OPEN = 1
    WRITE = 2
    SYNC = 4
    RENAME = 8
    UNLINK = 16
    TRUNCATE = 32
    CLOSE = 64
    MKDIR = 128
    CHMOD = 256
    READ = 512
    LOOK = 1024
    SYNC_FOLDER = 2048
    LINK = 4096
    LOCK = 8192


READING = Call.READ | Call.LOOK
CHANGING = Call(16383) & ~READING


class Mode(IntEnum):
    """What happens to the call that is struck, as in shim.c."""

    PASS = 0
    KILL_BEFORE = 1
    KILL_HALF = 2
    KILL_AFTER = 3
    FAIL = 4
    SHORT = 5
    HALF_THEN_FAIL = 6
    DONE_BUT_FAIL = 7


@dataclass(frozen=True)
class Fault:
    """One fault: which call is struck, counted from 1 among those of `only`, and how."""

    at: int = 0
    mode: Mode = Mode.PASS
    error: int = errno.EIO
    only: Call = CHANGING
    lasting: bool = False
    """Every such call from then on fails as well."""

    @property
    def kills(self) -> bool:
        """Whether it ends the program."""
        return self.mode in (Mode.KILL_BEFORE, Mode.KILL_HALF, Mode.KILL_AFTER)

    def arm(self, folder: Path, report: Path, trace: Path | None = None) -> None:
        """Set it in this process, which was started with the library preloaded."""
        arm = ctypes.CDLL(None).fault_arm
        arm.argtypes = [ctypes.c_char_p, ctypes.c_long, *[ctypes.c_int] * 4, *[ctypes.c_char_p] * 2]
        arm(
            *(os.fsencode(folder), self.at, self.mode, self.error, self.only, self.lasting),
            *(os.fsencode(report), os.fsencode(trace or "")),
        )

    def environment(self, folder: Path, report: Path, trace: Path | None = None) -> dict[str, str]:
        """Return what sets it in a program that is started with this environment."""
        return {
            **{"LD_PRELOAD": str(library()), "FAULT_ROOT": str(folder)},
            **{"FAULT_AT": str(self.at), "FAULT_MODE": str(int(self.mode))},
            **{"FAULT_ERRNO": str(self.error), "FAULT_ONLY": str(int(self.only))},
            **{"FAULT_ON": str(int(self.lasting)), "FAULT_REPORT": str(report)},
            **{"FAULT_TRACE": str(trace or "")},
        }


class Report(NamedTuple):
    """How many calls there were, and which kind was struck, None when none was."""

    calls: int
    struck: Call | None


def report(path: Path) -> Report:
    """Read what the library left behind."""
    if not path.exists():
        return Report(0, None)
    calls, kind = struct.unpack("ll", path.read_bytes()[:16])
    return Report(calls, Call(kind) if kind else None)


class Traced(NamedTuple):
    """One call of a trace; `offset` is the flags of an open, the length of a truncation."""

    what: str
    descriptor: int
    path: str
    other: str
    offset: int
    data: bytes


def traced(path: Path) -> Iterator[Traced]:
    """Yield the calls of a trace."""
    with path.open("rb") as file:
        while line := file.readline():
            what, descriptor, one, two, offset, size = os.fsdecode(line[:-1]).split("\t")
            yield Traced(what, int(descriptor), one, two, int(offset), file.read(int(size)))


def possible() -> bool:
    """Whether the library can be built here."""
    return platform.libc_ver()[0] == "glibc" and compiler() is not None


def compiler() -> str | None:
    """Return the C compiler there is."""
    return shutil.which("gcc") or shutil.which("cc")


def library() -> Path:
    """Return the library, built when it was not yet."""
    source = SOURCE.read_bytes()
    name = f"dpia-shim-{os.getuid()}-{hashlib.sha256(source).hexdigest()[:16]}.so"
    built = Path(tempfile.gettempdir()) / name
    if not built.exists() or built.stat().st_uid != os.getuid():
        made = built.with_suffix(f".{os.getpid()}")
        gcc = compiler()
        assert gcc, MISSING
        options = ["-O1", "-Wall", "-shared", "-fPIC"]
        subprocess.run([gcc, *options, "-o", str(made), str(SOURCE), "-ldl"], check=True)
        made.replace(built)
    return built


def started(module: str) -> None:
    """See to it that this process, which runs `module`, has the library: start it again with it."""
    if "dpia-shim" in Path("/proc/self/maps").read_text(encoding="utf-8"):
        os.environ.pop("LD_PRELOAD", None)
        return
    os.environ["LD_PRELOAD"] = str(library())
    os.execv(sys.executable, [sys.executable, "-m", module, *sys.argv[1:]])
