"""Timing shared by the benchmarks: interleaved runs, medians, ratios, slopes."""

import math
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MARK = "=>"
"""Begins a line that `all.py` gathers into its table."""


def figure(what: str, took: str, ratio: float, limit: str, aim: str = "") -> None:
    """Print what was measured, what it took, and how many times that is what `limit` takes."""
    print(f"{MARK} {what:<38}|{took:>11} |{ratio:>7.2f} | {limit} | {aim}", flush=True)


def grows(what: str, taken: Mapping[int, float], aim: float = 1.1) -> None:
    """Print how steeply the seconds grow with a size: 1 is as fast as the size, 0 not at all.

    The slope is that of the straight line through the logarithms, by least squares.
    """
    points = [(math.log(size), math.log(seconds)) for size, seconds in taken.items()]
    slope = statistics.linear_regression(*zip(*points, strict=True)).slope
    sizes = ", ".join(f"{size:,}" for size in taken)
    figure(what, "slope", slope, f"as its input, at {sizes}", f"{aim:.1f}")


def seconds(action: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def interleaved(actions: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median seconds of each action, run in turn so that drift hits all alike."""
    found: dict[str, list[float]] = {name: [] for name in actions}
    for action in actions.values():
        action()
    for _round in range(rounds):
        for name, action in actions.items():
            found[name].append(seconds(action))
    return {name: statistics.median(times) for name, times in found.items()}


def process(*arguments: str) -> Callable[[], object]:
    """Return an action that runs the interpreter as a whole process."""
    command = [sys.executable, *arguments]
    return lambda: subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
