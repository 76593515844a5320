"""Process start to first frame in a real terminal, against a minimal Textual app with one table.

Both run in a pseudo-terminal of 80 by 24, in turn and compiled, as an installed program is; a
frame counts when its words have arrived. Aim: at most 1.3 times the minimal app. Then: how long an
accepted answer takes from the key to the repainted verdict (headless, worked example).

    python benchmarks/first_frame.py [rounds]
"""

import asyncio
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
import tempfile
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))

from measure import ROOT, figure, interleaved

if TYPE_CHECKING:
    from dpia.desk.desk import Desk

MINIMAL = """
from textual.app import App
from textual.widgets import DataTable

class Minimal(App):
    def compose(self):
        yield DataTable()

    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("Number", "Title", "Status", "DPIA", "Target", "Consult", "Review")
        table.add_row("2026-0001", "Moving", "draft", "required", "Medium", "no", "2027-09")

Minimal().run()
"""
PATIENCE = 30.0


def until_seen(arguments: list[str], marker: str, **environment: str) -> None:
    """Start Python with `arguments` in a terminal, wait for `marker` on it, and end it."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    settings = {**os.environ, "TERM": "xterm-256color", **environment}
    settings.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, *arguments]
    child = subprocess.Popen(
        command, stdin=follower, stdout=follower, stderr=follower, cwd=ROOT, env=settings
    )
    os.close(follower)
    seen = b""
    end = time.monotonic() + PATIENCE
    try:
        while marker not in plain(seen):
            ready, _w, _x = select.select([leader], [], [], end - time.monotonic())
            if not ready:
                raise TimeoutError(f"“{marker}” was not seen; the screen shows {plain(seen)!r}")
            seen += os.read(leader, 65536)
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()
        os.close(leader)


def plain(output: bytes) -> str:
    """Return what a terminal would show, without the sequences that steer it."""
    return re.sub(
        r"\x1b(\[[0-9;?<>$=]*[a-zA-Z]|[=>].?|\][^\x07]*\x07)", "", output.decode("utf-8", "ignore")
    )


def starts(rounds: int, folder: Path) -> None:
    """Print how long both take to their first frame, and ours to its rows."""
    minimal = folder / "minimal.py"
    minimal.write_text(MINIMAL, encoding="utf-8")
    ours = ["-m", "dpia", "--register", str(folder / "register")]
    (folder / "config").mkdir()  # without a file in it the first start asks who one is
    (folder / "config" / "config.toml").touch()
    config = {"DPIA_CONFIG": str(folder / "config")}
    found = interleaved(
        {
            "minimal app, table": lambda: until_seen([str(minimal)], "Number"),
            "dpia, first frame": lambda: until_seen(ours, "Number", **config),
            "dpia, rows read": lambda: until_seen(ours, "2026-0001", **config),
        },
        rounds,
    )
    base = found["minimal app, table"]
    for name, seconds in found.items():
        print(f"{name:<22} {seconds * 1000:8.0f} ms {seconds / base:8.2f}")
    first = found["dpia, first frame"]
    figure(
        "start to first frame", f"{first * 1e3:.0f} ms", first / base, "minimal Textual app", "1.3"
    )


def main() -> None:
    """Print the table."""
    from dpia.cli.exporting import demo_desk

    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as name:
        desk = demo_desk(Path(name) / "register")
        starts(rounds, Path(name))
        times = asyncio.run(repaints(desk))
    times.sort()
    middle, slow = statistics.median(times), times[int(len(times) * 0.99)]
    print(
        f"{'key to new verdict':<22} {middle * 1000:8.0f} ms   99th percentile {slow * 1000:.0f} ms"
    )


async def repaints(desk: "Desk") -> list[float]:
    """Return how long each of a hundred answers takes from its key to the repainted verdict."""
    from answering import fill
    from textual import events

    from dpia.tui.app import DpiaApp

    times: list[float] = []
    case = desk.create("Everything answered", authority="bg")
    fill(case)
    case.remember({"question": "screening.part"})
    app = DpiaApp(desk, case.id)
    async with app.run_test(size=(80, 24)) as pilot:
        while app.view is None or len(app.screen_stack) < 2:
            await pilot.pause(0.01)
        await pilot.pause(0.2)
        for number in range(102):
            before, painted = app.view, asyncio.Event()
            start = time.perf_counter()
            key = "21"[number % 2]
            app.post_message(events.Key(key, key))
            while app.view is before:
                await asyncio.sleep(0.001)
            app.screen.call_later(app.screen.call_after_refresh, painted.set)
            await painted.wait()
            times.append(time.perf_counter() - start)
            await pilot.pause(0.02)
    return times[2:]


if __name__ == "__main__":
    main()
