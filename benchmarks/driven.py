"""A program in a pseudo-terminal, driven by keys: how long until something is drawn, until all is.

Everything is seen from outside, as a person at a terminal sees it: bytes in, bytes out.
"""

import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from first_frame import plain
from measure import ROOT

PATIENCE = 60.0
QUIET = 0.2
"""Seconds without output after which a key has done what it does."""
KEYS = {
    **{"up": "\x1b[A", "down": "\x1b[B", "pageup": "\x1b[5~", "pagedown": "\x1b[6~"},
    **{"home": "\x1b[H", "end": "\x1b[F", "tab": "\t", "enter": "\r", "backspace": "\x7f"},
    **{"f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~"},
    **{"f6": "\x1b[17~", "f7": "\x1b[18~", "f8": "\x1b[19~", "ctrl+n": "\x0e", "ctrl+r": "\x12"},
    **{"ctrl+z": "\x1a", "escape": "\x1b"},
}
"""What a terminal sends for a key; anything else is sent as it is."""


@dataclass
class Waits:
    """How long a person waited, key by key, in seconds."""

    first: list[float] = field(default_factory=list)
    """From the key to the first thing that was drawn."""
    last: list[float] = field(default_factory=list)
    """From the key to the last thing that was drawn because of it."""

    def words(self) -> str:
        """Return median, 99th percentile and longest wait for something, median for all."""
        ordered = sorted(self.first)
        high = ordered[min(int(len(ordered) * 0.99), len(ordered) - 1)]
        parts = (statistics.median(ordered), high, ordered[-1], statistics.median(self.last))
        return "".join(f"{part * 1000:9.1f}" for part in parts)


class Driven:
    """One program in a terminal of its own."""

    def __init__(
        self,
        arguments: Iterable[str],
        environment: Mapping[str, str] | None = None,
        size: tuple[int, int] = (80, 24),
    ) -> None:
        """Start Python with `arguments`."""
        self.leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.began = time.perf_counter()
        self.child = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=follower,
            stdout=follower,
            stderr=follower,
            cwd=ROOT,
            env={**os.environ, "TERM": "xterm-256color", **(environment or {})},
            start_new_session=True,
        )
        os.close(follower)
        self.seen = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_trouble: object) -> None:
        self.child.send_signal(signal.SIGKILL)
        self.child.wait()
        os.close(self.leader)

    def until(self, words: str) -> float:
        """Wait until `words` have been drawn; return the seconds since the start."""
        end = time.perf_counter() + PATIENCE
        while words not in plain(self.seen):
            if not self._read(end - time.perf_counter()):
                raise TimeoutError(f"“{words}” was not seen: {plain(self.seen)[-2000:]!r}")
        return time.perf_counter() - self.began

    def settle(self, quiet: float = 1.0) -> None:
        """Wait until nothing has been drawn for `quiet` seconds."""
        while self._read(quiet):
            pass
        self.seen = b""

    def press(self, key: str, waits: Waits | None = None) -> None:
        """Press a key and wait until nothing more is drawn."""
        self.seen = b""
        start = time.perf_counter()
        os.write(self.leader, KEYS.get(key, key).encode())
        if not self._read(PATIENCE):
            raise TimeoutError(f"nothing was drawn after {key}")
        first = last = time.perf_counter()
        while self._read(QUIET):
            last = time.perf_counter()
        if waits is not None:
            waits.first.append(first - start)
            waits.last.append(last - start)

    def play(self, keys: Iterable[str]) -> Waits:
        """Press keys one after the other and return how long each was waited for."""
        waits = Waits()
        for key in keys:
            self.press(key, waits)
        return waits

    def work(self, keys: Iterable[str]) -> None:
        """Press keys one after the other, whether anything is drawn because of them or not."""
        for key in keys:
            os.write(self.leader, KEYS.get(key, key).encode())
            self.settle(QUIET)

    def memory(self) -> float:
        """Return the resident memory in megabytes."""
        status = Path(f"/proc/{self.child.pid}/status").read_text(encoding="ascii")
        found = re.search(r"VmRSS:\s+(\d+)", status)
        return int(found[1]) / 1024 if found else 0.0

    def _read(self, timeout: float) -> bool:
        ready, _w, _x = select.select([self.leader], [], [], max(timeout, 0))
        if ready:
            self.seen += os.read(self.leader, 65536)
        return bool(ready)
