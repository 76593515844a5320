"""Every benchmark in one run, and one table of what each takes against its limit.

A limit is the best peer, or what the machine cannot do without. Where the aim is a ratio of 1 the
limit is a promise in seconds or megabytes; the rest counts on any machine. “MB” is the most memory
that a benchmark took, with all it started. Nothing else should be running.

    python benchmarks/all.py [NAME…]
"""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from measure import MARK, ROOT

RUNS: dict[str, tuple[str, ...]] = {
    "first_frame": (),
    "tui_latency": ("--only", "form"),
    "sections": (),
    "judging": (),
    "linting": (),
    "saving": (),
    "encrypting": (),
    "opening": (),
    "reviewing": (),
    "exporting": ("--assessments", "300"),
    "importing": (),
}


def run(name: str, arguments: tuple[str, ...]) -> tuple[list[str], float]:
    """Run one benchmark as it prints; return its lines for the table, and the MB it took."""
    command = [sys.executable, "-u", str(ROOT / "benchmarks" / f"{name}.py"), *arguments]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert child.stdout is not None
    lines = []
    for line in child.stdout:
        print(line, end="", flush=True)
        if line.startswith(MARK):
            lines.append(line.removeprefix(MARK).strip("\n"))
    _pid, status, used = os.wait4(child.pid, 0)
    if status:
        lines.append(f" {name} failed")
    return lines, used.ru_maxrss / 1024


def main() -> int:
    """Run them all and print the table."""
    chosen = sys.argv[1:] or list(RUNS)
    table = []
    for name in chosen:
        print(f"\n--- {name}", flush=True)
        lines, memory = run(name, RUNS.get(name, ()))
        table += [f"{line:<100}| {f'{memory:.0f} MB' * (n == 0)}" for n, line in enumerate(lines)]
    print(f"\n {'what':<38}|{'takes':>11} |{'times':>7} | its limit | aim")
    print("\n".join(table))
    return int(any(line.strip().split("|")[0].strip().endswith("failed") for line in table))


if __name__ == "__main__":
    sys.exit(main())
