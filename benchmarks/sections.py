"""Going from section to section of a full assessment: the longest stall of the event loop.

A heartbeat beats every 2 ms beside the program; the longest time between two beats is how long a
person waits at worst: by the clock, and in processor time of the event loop alone, which other work
on the machine touches less. Of each section the best of several visits counts; “with waste” is the
worst visit of all, in which Python's collector may have been at work. Beside it stands a bare
Textual app that mounts as many plain inputs with their titles. Aim: no stall over 100 ms.

    python benchmarks/sections.py [rounds]
"""

import asyncio
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from answering import fill
from measure import figure
from register_screen import Beats
from textual import events
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from dpia.cli.exporting import demo_desk
from dpia.tui.app import DpiaApp
from dpia.tui.widgets.question import QuestionCard

SECTIONS = 15
"""How many sections are visited, there and back."""
QUIET = 0.25
"""Seconds after which a section stands."""


class Plain(App[None]):
    """Mounts as many titled inputs as it is told, one lot in place of the other."""

    def __init__(self) -> None:
        super().__init__()
        self.animation_level = "none"

    def compose(self) -> ComposeResult:
        yield VerticalScroll(can_focus=False)

    async def show(self, count: int) -> None:
        """Replace the inputs."""
        sheet = self.query_one(VerticalScroll)
        fields = [Input("some words", compact=True) for _n in range(count)]
        with self.batch_update():
            await sheet.remove_children()
            lots = [
                (Static(f"Question {n}: what about this?"), one) for n, one in enumerate(fields)
            ]
            await sheet.mount(*(widget for lot in lots for widget in lot))
        if fields:
            fields[0].focus()


class Watched:
    """The longest stall of each step by the processor, and of all by the clock."""

    def __init__(self) -> None:
        self.stalls: dict[str, list[float]] = {}
        self.clock = 0.0

    async def step(self, beats: Beats, go: Callable[[], object], name: Callable[[], str]) -> None:
        """Do one step, wait until all is drawn, and note what it took."""
        beats.gaps.clear()
        go()
        await asyncio.sleep(QUIET)
        self.stalls.setdefault(name(), []).append(max(gap[1] for gap in beats.gaps) * 1000)
        self.clock = max(self.clock, max(gap[0] for gap in beats.gaps) * 1000)

    def told(self, label: str) -> float:
        """Print the table's line; return the median stall."""
        least = {name: min(times) for name, times in self.stalls.items()}
        worst = max(least, key=lambda name: least[name])
        middle = statistics.median(least.values())
        longest = max(max(times) for times in self.stalls.values())
        figures = (middle, least[worst], longest, self.clock)
        print(f"{label:<6}{''.join(f'{figure:12.0f}' for figure in figures)}   {worst}")
        return middle


async def ours(folder: Path, rounds: int) -> tuple[Watched, list[int]]:
    """Go through all sections."""
    case = demo_desk(folder / "register").create("Everything answered", authority="bg")
    fill(case)
    case.remember({"question": "screening.part"})
    app, beats, found, sizes = DpiaApp(case.desk, case.id), Beats(), Watched(), list[int]()
    async with app.run_test(size=(80, 24)) as pilot:
        while app.view is None or len(app.screen_stack) < 2:
            await pilot.pause(0.01)
        await asyncio.sleep(1)
        task = asyncio.create_task(beats.beat())
        for key in (*["f4"] * SECTIONS, *["f3"] * SECTIONS) * rounds:
            press = events.Key(key, None)
            await found.step(
                beats,
                lambda p=press: app.post_message(p),
                lambda: "/".join(getattr(app.screen, "here", ())),
            )
            sizes.append(len(app.screen.query(QuestionCard)))
        task.cancel()
    return found, sizes


async def bare(sizes: list[int]) -> Watched:
    """Mount as many inputs as there were questions."""
    app, beats, found = Plain(), Beats(), Watched()
    async with app.run_test(size=(80, 24)):
        task = asyncio.create_task(beats.beat())
        for size in sizes:
            go = lambda s=size: app.run_worker(app.show(s))  # noqa: E731
            await found.step(beats, go, lambda s=size: f"{s} questions")
        task.cancel()
    return found


def main() -> None:
    """Print the table and the ratio."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as name:
        found, sizes = asyncio.run(ours(Path(name), rounds))
    beside = asyncio.run(bare(sizes))
    heads = ("stall", "worst", "with waste", "clock")
    print(f"{'ms':<6}{''.join(f'{head:>12}' for head in heads)}   worst at")
    middle = found.told("dpia") / beside.told("bare")
    print(f"stall, to bare: {middle:.2f}")
    stall = statistics.median(min(times) for times in found.stalls.values())
    figure(
        "switch to another section", f"{stall:.0f} ms", middle, "bare Textual app, as many fields"
    )


if __name__ == "__main__":
    main()
