"""Two versions compared, and what 10,000 assessments wait for, against reading the same files.

Aims: under one second each on two cores. Run: python benchmarks/reviewing.py [assessments]
"""

import json
import sys
import tempfile
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from listing import fill
from measure import figure, interleaved, process

from dpia.desk.case import Case
from dpia.desk.comparing import compared
from dpia.desk.desk import Desk, open_desk
from dpia.desk.dues import dues
from dpia.desk.revising import revise
from dpia.register import Register


def versions(desk: Desk) -> tuple[Case, Case]:
    """Return the longest assessment of a register and its next version, revised in one answer."""
    rows = sorted(desk.summaries(), key=lambda row: desk.register.file(row["id"]).stat().st_size)
    case = desk.open(rows[-1]["id"])
    if case.editable:
        case.decide("rejected", "So that there is a next version.")
    later, _carried = revise(case)
    later.answer("screening.people", 1_000_000)
    return case, later


def files_of(cases: tuple[Case, Case]) -> list[Path]:
    """Return the files of two assessments and of what each was judged by."""
    own = [case.desk.register.file(case.id) for case in cases]
    names = {sha for case in cases for sha in case.document["judged_by"].values()}
    frozen = own[0].parents[1] / "frozen"
    return own + [frozen / f"{name.removeprefix('sha256:')}.json" for name in sorted(names)]


def read(paths: list[Path]) -> None:
    """Read JSON files and do nothing with them."""
    for path in paths:
        json.loads(path.read_bytes())


def comparing(register: Path) -> dict[str, float]:
    """Return the seconds it takes to compare two versions, and to read what that rests on."""
    desk = open_desk(register)
    cases = versions(desk)
    paths = files_of(cases)
    return interleaved(
        {
            "read the files": lambda: read(paths),
            "open and compare": lambda: compared(*(opened(desk, case) for case in cases)),
            "dpia diff": process("-m", "dpia", "--register", str(register), "diff", cases[1].id),
        },
        rounds=7,
    )


def opened(desk: Desk, case: Case) -> Case:
    """Open an assessment as if for the first time: its rulebook is built from the frozen files."""
    return Desk(desk.register, desk.library, desk.config).open(case.id)


def waiting(folder: Path, count: int) -> dict[str, float]:
    """Return the seconds it takes to say what a register waits for, and to read its index."""
    register = Register.open(folder / str(count))
    today = date.today()
    return interleaved(
        {
            "read the index": register.summaries,
            "what is due": lambda: dues(register.with_due(register.summaries()), today),
            "dpia due": process("-m", "dpia", "--register", str(folder / str(count)), "due"),
        },
        rounds=7,
    )


def told(title: str, found: dict[str, float]) -> None:
    """Print one table; the first line is what the others are measured against."""
    print(title)
    least = next(iter(found.values()))
    for name, seconds in found.items():
        print(f"  {name:<20} {seconds:>7.3f} s {seconds / least:>7.1f}x")


def main() -> None:
    """Print both tables."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        bare = interleaved({"interpreter": process("-c", "pass")}, rounds=7)
        told("Bare", bare)
        fill(Path(folder), count)
        versions = comparing(Path(folder) / "examples")
        told("Two versions compared", versions)
        due = waiting(Path(folder), count)
        told(f"What {count:,} assessments wait for", due)
    for what, found, limit in (
        ("open and compare two versions", versions, "read the files"),
        ("what is due", due, "read the index"),
    ):
        seconds = found["open and compare" if found is versions else what]
        figure(what, f"{seconds * 1e3:.0f} ms", seconds / found[limit], limit)
        whole = found["dpia diff" if found is versions else "dpia due"]
        figure("  as a command", f"{whole:.2f} s", whole, "one second", "1")


if __name__ == "__main__":
    main()
