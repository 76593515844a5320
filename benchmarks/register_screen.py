"""The register with 10,000 assessments on the screen: the first rows, and the longest stalls.

A heartbeat beats every 2 ms beside the program; the longest time between two beats is how long a
person waited at worst: by the clock, and in processor time of the event loop alone, which other
work on the machine does not touch. Aims: first rows 0.3 s after the start of a minimal app, no
stall of more than 100 ms. Run: python benchmarks/register_screen.py [assessments]
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from first_frame import MINIMAL, until_seen
from listing import fill
from measure import interleaved
from textual import events

from dpia.desk.config import Config
from dpia.desk.desk import Desk
from dpia.desk.library import Library
from dpia.register import Register
from dpia.tui.app import DpiaApp

NAMED = {" ": "space", ":": "colon", "/": "slash"}
STEPS = (
    ("scrolling", [*["down"] * 20, *["pagedown"] * 20, "end", "home"], 0.05),
    ("sorting", ["s"] * 9, 0.3),
    ("turning round", ["r"] * 3, 0.3),
    ("typing words", ["slash", *"personal data"], 0.12),
    ("leaving the search", ["escape"], 0.3),
    ("typing a filter", ["slash", *"status:draft level:medium"], 0.12),
    ("marking", ["enter", *["space"] * 5, "a", "a"], 0.1),
    ("picking filters", ["f", "down", "space", "down", "space", "escape"], 0.4),
    ("opening the heat map", ["escape", "m"], 2.0),
    ("moving in the map", ["left", "down", "right", "s", "m", "tab", *["pagedown"] * 5], 0.3),
    ("and back", ["escape", "escape"], 0.5),
)


class Beats:
    """Beats beside the program."""

    def __init__(self) -> None:
        self.gaps: list[tuple[float, float]] = []

    async def beat(self) -> None:
        """Beat until cancelled."""
        last = time.perf_counter(), time.thread_time()
        while True:
            await asyncio.sleep(0.002)
            now = time.perf_counter(), time.thread_time()
            self.gaps.append((now[0] - last[0], now[1] - last[1]))
            last = now

    def told(self, label: str) -> None:
        """Print the longest gaps so far, and forget them."""
        clock, busy = (max(gap[at] for gap in self.gaps) * 1000 for at in (0, 1))
        print(f"{label:<22} {clock:8.0f} ms {busy:10.0f} ms")
        self.gaps.clear()


async def stalls(folder: Path) -> None:
    """Play the steps and print the longest stall of each."""
    desk = Desk(Register.open(folder), Library(), Config(authority="bg"))
    app, beats = DpiaApp(desk), Beats()
    print(f"\n{'longest stall':<22} {'clock':>11} {'processor':>13}")
    async with app.run_test(size=(120, 40)):
        task = asyncio.create_task(beats.beat())
        await asyncio.sleep(2)
        beats.told("reading")
        await asyncio.sleep(1)
        beats.told("doing nothing")
        for label, keys, wait in STEPS:
            await _press(app, keys, wait)
            beats.told(label)
        task.cancel()


async def _press(app: DpiaApp, keys: Iterable[str], wait: float) -> None:
    for key in keys:
        name = NAMED.get(key, key)
        app.post_message(events.Key(name, key if len(key) == 1 else None))
        await asyncio.sleep(wait)
    await asyncio.sleep(1)


def main() -> None:
    """Print both tables."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as name:
        fill(Path(name), count)
        register = Path(name) / str(count)
        Register.open(register).summaries()
        minimal = Path(name) / "minimal.py"
        minimal.write_text(MINIMAL, encoding="utf-8")
        (Path(name) / "config").mkdir()
        (Path(name) / "config" / "config.toml").touch()
        config = {"DPIA_CONFIG": str(Path(name) / "config")}
        ours = ["-m", "dpia", "--register", str(register)]
        found = interleaved(
            {
                "minimal app, table": lambda: until_seen([str(minimal)], "Number"),
                "first frame": lambda: until_seen(ours, "Number", **config),
                "first rows": lambda: until_seen(ours, "2026-0001", **config),
                "all counted": lambda: until_seen(ours, f"{count:,} assessments", **config),
            },
            rounds=7,
        )
        for label, seconds in found.items():
            print(f"{label:<22} {seconds * 1000:8.0f} ms")
        asyncio.run(stalls(register))


if __name__ == "__main__":
    main()
