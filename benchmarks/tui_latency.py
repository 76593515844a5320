"""How long one waits at the screens, beside a bare Textual app that does the same kind of thing.

Both run in a pseudo-terminal of 80 by 24 and are driven key by key: typing, moving, answering,
going to the next section; a register of many assessments; memory over minutes of work. The ratios
count, not the milliseconds. Printed are the wait until something is drawn (median, 99th percentile,
longest) and until all is drawn (median), ours over the bare app's. Aims: no wait over 100 ms,
memory flat. The event loop itself is watched in register_screen.py.

    python benchmarks/tui_latency.py [--rows 10000] [--minutes 30] [--rounds 100] [--only PART]
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from answering import fill as answer_all
from driven import Driven, Waits
from listing import fill as fill_register
from measure import figure

from dpia.cli.exporting import demo_desk
from dpia.desk.case import Case
from dpia.register import Register

BARE = str(Path(__file__).with_name("bare.py"))
CHOOSING, WRITING, ANSWERING = "screening.data_kinds", "processing.controller", "screening.part"
TYPED = "the quick brown fox jumps over the lazy dog again and again "


class Bench:
    """Where a program of ours is started, and with what."""

    def __init__(self, folder: Path) -> None:
        """Keep everything in `folder`."""
        self.folder = folder
        (folder / "config").mkdir()
        (folder / "config" / "config.toml").touch()
        self.case = self._case()

    def _case(self) -> Case:
        case = demo_desk(self.folder / "register").create("Everything answered", authority="bg")
        answer_all(case)
        return case

    def form(self, question: str) -> Driven:
        """Open the assessment at a question."""
        self.case = self.case.desk.open(self.case.id)
        self.case.remember({"question": question})
        program = self.ours(self.folder / "register")
        program.until("2026-0001")
        program.settle()
        for key in ("slash", *"Everything answered", "enter", "enter"):
            program.press({"slash": "/"}.get(key, key))
        program.settle()
        return program

    def ours(self, register: Path) -> Driven:
        """Start dpia on a register."""
        config = {"DPIA_CONFIG": str(self.folder / "config")}
        return Driven(("-m", "dpia", "--register", str(register)), config)

    def bare(self, *arguments: str) -> Driven:
        """Start the bare app."""
        program = Driven((BARE, *arguments))
        program.until("2026-0001" if arguments[0] == "table" else "Question")
        program.settle()
        return program


def compared(label: str, ours: Waits, bare: Waits) -> None:
    """Print one line of the table for ours, one for the bare app, and the ratio of the medians."""
    ratios = [statistics.median(getattr(ours, n)) / statistics.median(getattr(bare, n))
              for n in ("first", "last")]  # fmt: skip
    print(f"{label:<26}{ours.words()}{ratios[0]:9.2f}{ratios[1]:9.2f}")
    print(f"{'  bare':<26}{bare.words()}")
    took = f"{statistics.median(ours.first) * 1e3:.0f} ms"
    figure(f"{label}, until it is drawn", took, ratios[0], "bare Textual app")


def heading(title: str) -> None:
    """Print the head of a table."""
    heads = ("median", "99 %", "longest", "all drawn", "ratio", "of all")
    print(f"\n{title + ', ms':<26}{''.join(f'{head:>9}' for head in heads)}", flush=True)


# A form


def form(bench: Bench, rounds: int) -> None:
    """Print how long one waits in the questionnaire."""
    heading("Questionnaire")
    letters = [TYPED[n % len(TYPED)] for n in range(rounds)]
    there_and_back = (["down"] * 8 + ["up"] * 8) * (rounds // 16 + 1)
    steps: tuple[tuple[str, str, list[str], list[str], list[str]], ...] = (
        ("a letter of a long text", WRITING, letters, ["f4"], letters),
        ("a choice up or down", CHOOSING, there_and_back, [], there_and_back),
        ("an answer, all judged", ANSWERING, ["1", "2"] * (rounds // 2), [], ["down", "enter"]),
        ("the next section", ANSWERING, (["f4"] * 10 + ["f3"] * 10) * (rounds // 20), [],
         (["f4"] * 10 + ["f3"] * 10) * (rounds // 20)),
    )  # fmt: skip
    for label, question, ours, before, same in steps:
        with bench.form(question) as program:
            found = program.play(ours)
        with bench.bare("form") as program:
            program.play(before)
            beside = program.play(same * (len(ours) // len(same)))
            if same == ["down", "enter"]:  # only the second of the two answers
                beside = Waits(beside.first[1::2], beside.last[1::2])
        compared(label, found, beside)


# A register


def register(bench: Bench, rows: int) -> None:
    """Print how long one waits at a register of many assessments."""
    fill_register(bench.folder, rows)
    place = bench.folder / str(rows)
    Register.open(place).summaries()
    heading(f"{rows:,} assessments")
    begun, table = [], []
    for _round in range(5):
        with bench.ours(place) as program:
            begun.append(program.until("2026-0001"))
        with Driven((BARE, "table", str(rows))) as program:
            table.append(program.until("2026-0001"))
    compared("first rows, from the start", Waits(begun, begun), Waits(table, table))
    words = ["/", *"personal data", *["backspace"] * 13]
    steps: tuple[tuple[str, Iterable[str]], ...] = (
        ("scrolling", [*["down"] * 40, *["pagedown"] * 20, *["end", "home"] * 3]),
        ("sorting", ["s"] * 7),
        ("typing a search", words),
    )
    with bench.ours(place) as program, bench.bare("table", str(rows)) as bare:
        program.until(f"{rows:,} assessments")
        program.settle()
        for label, keys in steps:
            compared(label, program.play(keys), bare.play(keys))


# Memory

MINUTE = (
    *("f4", "f4", "1", "2", "down", "up", "f6", "down", "f5", "f3", "f3", "f7", "down", "f5"),
    *("f1", "escape", "ctrl+n", "f8", "f5", "ctrl+z"),
)
"""What a person may do in a minute."""
BARE_MINUTE = (*("f4", "down", "enter", "f4", "x", "f3", "f3"), *("f4", "f3") * 4)
"""The same in the bare app: as many sections, an answer, a letter."""


def memory(bench: Bench, minutes: int) -> None:
    """Print how much memory minutes of work take, by thirds, and how it grows in the last."""
    heads = ("start", "1st third", "last third", "ratio", "a minute")
    print(f"\n{'memory, MB':<26}{''.join(f'{head:>11}' for head in heads)}")
    kinds: tuple[tuple[str, Callable[[], Driven], tuple[str, ...]], ...] = (
        ("dpia", lambda: bench.form(ANSWERING), MINUTE),
        ("  bare", lambda: bench.bare("form"), BARE_MINUTE),
    )
    third = max(minutes // 3, 2)
    for label, begin, keys in kinds:
        with begin() as program:
            start, found = program.memory(), []
            for _minute in range(minutes):
                program.work(keys)
                found.append(program.memory())
        early, late = statistics.mean(found[:third]), statistics.mean(found[-third:])
        grown = (found[-1] - found[-third]) / (third - 1)
        shown = "".join(f"{part:11.1f}" for part in (start, early, late))
        print(f"{label:<26}{shown}{late / early:11.3f}{grown:11.2f}", flush=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--minutes", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--only", choices=("form", "register", "memory"))
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name))
        for part, job in (
            ("form", lambda: form(bench, chosen.rounds)),
            ("register", lambda: register(bench, chosen.rows)),
            ("memory", lambda: memory(bench, chosen.minutes)),
        ):
            if chosen.only in (None, part):
                job()


if __name__ == "__main__":
    main()
