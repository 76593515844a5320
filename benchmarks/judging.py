"""Judging a full assessment after one answer has changed, with what is known from before.

Two answers are changed in turn: a number that a few rules read, and the part one has in the
processing, on which the questions of every topic wait. Beside the verdict worked out afresh (the
ratio) stand the other steps of an accepted answer: settling what is hidden, taking the view that is
drawn, writing the file. Best and median of processor time. Aim: 5 ms for a verdict.

    python benchmarks/judging.py [rounds]
"""

import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from answering import fill
from measure import figure

from dpia.assessment.shelf import settle
from dpia.cli.exporting import demo_desk
from dpia.desk.case import Case
from dpia.judgement import judge
from dpia.questionnaire.memory import Memory
from dpia.register.encoding import encode
from dpia.tui.view import look

DAY = date(2026, 11, 28)
CHANGES: dict[str, tuple[Any, Any]] = {
    "screening.people": (20_000, 20_001),
    "screening.part": ("controller", "joint_controller"),
}

FIVE = 0.005
"""Seconds a verdict may take."""


def taken(action: Callable[[int], object], rounds: int) -> tuple[float, float]:
    """Return the least and the median processor time of an action, in seconds."""
    found = []
    for number in range(-2, rounds):
        start = time.process_time()
        action(number)
        found.append(time.process_time() - start)
    return min(found[2:]), statistics.median(found[2:])


def changed(document: dict[str, Any], path: str, number: int) -> dict[str, Any]:
    """Return the document with one of the two values at `path`, in turn."""
    topic, _dot, name = path.partition(".")
    answers = document["answers"]
    inside = {**answers[topic], name: CHANGES[path][number % 2]}
    return {**document, "answers": {**answers, topic: inside}}


def verdicts(case: Case, path: str, rounds: int) -> None:
    """Print how long a verdict takes afresh and with what is known."""
    lines = [changed(case.document, path, number) for number in (0, 1)]
    memory, book = Memory(), case.rulebook
    afresh = taken(lambda n: judge(lines[n % 2], book, DAY), rounds)
    known = taken(lambda n: judge(lines[n % 2], book, DAY, memory=memory), rounds)
    told(f"{path}, afresh", afresh)
    told("  with what is known", known, known[0] / afresh[0])
    took = f"{known[0] * 1e3:.1f} ms"
    figure(f"judge a full case, {path}", took, known[0] / FIVE, "5 ms", "1")


def told(label: str, times: tuple[float, float], ratio: float | None = None) -> None:
    """Print one line."""
    beside = "" if ratio is None else f"{ratio:9.2f}"
    print(f"{label:<34}{times[0] * 1e3:9.1f}{times[1] * 1e3:9.1f}{beside}")


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with tempfile.TemporaryDirectory() as name:
        case = demo_desk(Path(name) / "register").create("Everything answered", authority="bg")
        fill(case)
        gc.collect()
        gc.freeze()
        print(f"{'processor time, ms':<34}{'best':>9}{'median':>9}{'ratio':>9}")
        for path in CHANGES:
            verdicts(case, path, rounds)
        path, values = next(iter(CHANGES.items()))
        known, book = case.evaluation, case.rulebook
        lines = [changed(case.document, path, number) for number in (0, 1)]
        told("settling, afresh", taken(lambda n: settle(lines[n % 2], book, DAY), rounds))
        told(
            "  with what is known", taken(lambda n: settle(lines[n % 2], book, DAY, known), rounds)
        )
        told("encoding the file", taken(lambda _n: encode({"assessment": {"1": lines[0]}}), rounds))
        told(
            "an answer accepted, all of it",
            taken(lambda n: case.answer(path, values[n % 2]), rounds),
        )
        told("  and the view taken", taken(lambda _n: look(case), rounds))


if __name__ == "__main__":
    main()
