"""A real terminal: the installed program in tmux, its keys, its screen, its end."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Self

PATIENCE = 30.0
"""Seconds for which a screen is waited for; a slow machine with other work needs some."""
BEAT = 0.03
DPIA = Path(sys.executable).with_name("dpia")
"""The program as it is installed beside this Python."""
RUN = """\
sh -c 'echo $$ >"$0"; exec "$@"' "$0/pid" "$@"
echo $? >"$0/part" && mv "$0/part" "$0/code"
"""
"""Runs the program of the arguments and leaves its process id and its exit code in a folder."""
MISSING = "tmux is missing. The proofs in a real terminal need it: apt-get install tmux"


class Terminal:
    """One program in a terminal of its own, seen and served as a person does."""

    def __init__(
        self, home: Path, *arguments: str, size: tuple[int, int] = (80, 24), **settings: str
    ) -> None:
        """Start the installed program on the register and the configuration in `home`."""
        assert shutil.which("tmux"), MISSING
        assert DPIA.exists(), f"{DPIA} is missing: pip install -e '.[test]'"
        self._folder = tempfile.TemporaryDirectory(prefix="dpia-tmux-")
        self._place = Path(self._folder.name)
        given = {**environment(home), **settings}
        named = ["env", *(f"{name}={value}" for name, value in given.items())]
        self._tmux(
            *("set-option", "-g", "status", "off", ";"),
            *("set-option", "-g", "remain-on-exit", "on", ";"),
            *("set-option", "-g", "default-terminal", "screen-256color", ";"),
            *("new-session", "-d", "-x", str(size[0]), "-y", str(size[1])),
            *("sh", "-c", RUN, self._folder.name, *named, str(DPIA), *arguments),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_trouble: object) -> None:
        self._tmux("kill-server")
        self._folder.cleanup()

    # What a person does

    def press(self, *keys: str) -> None:
        """Press keys by the names tmux has for them: Enter, Escape, F6, C-q, a."""
        self._tmux("send-keys", *keys)

    def write(self, text: str) -> None:
        """Type a text."""
        self._tmux("send-keys", "-l", text)

    def feed(self, data: bytes) -> None:
        """Send bytes, as a terminal of another encoding does, or noise on its line."""
        path = self._place / "bytes"
        path.write_bytes(data)
        self._tmux("load-buffer", str(path), ";", "paste-buffer")

    # What a person sees

    def screen(self) -> str:
        """Return what is on the screen."""
        return self._tmux("capture-pane", "-p")

    def sees(self, *words: str, without: str = "") -> str:
        """Wait until all of `words` are on the screen (and `without` is not); return it."""
        wanted = " ".join(map(repr, words)) + (f" without {without!r}" if without else "")
        return self.until(
            lambda shown: (
                all(word in shown for word in words) and not (without and without in shown)
            ),
            wanted,
        )

    def until(self, true: Callable[[str], object], wanted: str) -> str:
        """Wait until `true` of the screen, and return it."""
        shown = ""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            shown = self.screen()
            if true(shown):
                return shown
            time.sleep(BEAT)
        raise AssertionError(f"not seen in {PATIENCE:.0f} s: {wanted}\n{shown}")

    # Its end

    def send(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(int((self._place / "pid").read_text()), number)

    def ended(self) -> int:
        """Wait until the program has ended; return its exit code as a shell tells it."""
        code, end = self._place / "code", time.monotonic() + PATIENCE
        while not code.exists():
            assert time.monotonic() < end, f"still running:\n{self.screen()}"
            time.sleep(BEAT)
        return int(code.read_text())

    @property
    def restored(self) -> bool:
        """Whether the screen that was there before the program is shown again."""
        return self._tmux("display-message", "-p", "#{alternate_on}").strip() == "0"

    def _tmux(self, *arguments: str) -> str:
        socket = str(self._place / "socket")
        outside = {k: v for k, v in os.environ.items() if k not in ("TMUX", "NO_COLOR")}
        done = subprocess.run(
            ["tmux", "-u", "-f", os.devnull, "-S", socket, *arguments],
            capture_output=True,
            encoding="utf-8",
            env={**outside, "LC_ALL": "C.UTF-8"},
            check=False,
        )
        assert done.returncode == 0, (arguments, done.stderr)
        return done.stdout


def environment(home: Path) -> Mapping[str, str]:
    """Return where a program that belongs to `home` keeps its things."""
    return {
        "DPIA_REGISTER": str(home / "register"),
        "DPIA_CONFIG": str(home / "config"),
        "LC_ALL": "C.UTF-8",
    }


def command(home: Path, *arguments: str) -> str:
    """Run one command of the installed program, and return what it printed."""
    done = subprocess.run(
        [str(DPIA), *arguments],
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        env={**os.environ, **environment(home)},
        check=False,
    )
    assert done.returncode == 0, (arguments, done.stdout, done.stderr)
    return done.stdout


OPEN_QUESTION = re.compile(r"^▌ +(\d+)  (\S.*?)(?:  +(\S.*?))?[ ▁▂▃▄▅▆▇█]*$", re.MULTILINE)


def question(screen: str) -> tuple[str, str]:
    """Return the first line of the words of the question in focus, and its state."""
    found = OPEN_QUESTION.search(screen)
    return (found[2], found[3] or "") if found else ("", "")
