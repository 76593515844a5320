"""The long form: `python -m tests.simulation --assessments 500 --seed 1` prints what was done and
what held. It ends with 1 where something did not.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.simulation.checking import CHECKS, Told
from tests.simulation.office import Office
from tests.simulation.work import simulated


def main() -> int:
    """Do the work, check it, and print both."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--assessments", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dpia-simulation-") as folder:
        start = time.perf_counter()
        office = simulated(Path(folder), asked.assessments, asked.seed)
        events = sum(len(known.events) for known in office.known.values())
        print(
            f"{asked.assessments:,} assessments in {len(office.known):,} versions, "
            f"{events:,} events, {time.perf_counter() - start:.0f} s"
        )
        for what, times in office.done.most_common():
            print(f"{times:>8,}  {what}")
        return max([_checked(office, check) for check in CHECKS])


def _checked(office: Office, check: Callable[[Office], Told]) -> int:
    start = time.perf_counter()
    lines = list(check(office))
    faults = [line for line in lines if line]
    said = f"{len(faults):,} FAULTS" if faults else "holds"
    name = check.__name__.replace("_", " ")
    print(f"{name:<38} {len(lines):>7,} looked at  {said:>12}  {time.perf_counter() - start:.0f} s")
    for fault in faults[:10]:
        print(f"    {fault}")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
