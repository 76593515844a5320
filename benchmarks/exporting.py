"""What it costs to write the workbook: time against the same bare cells, and memory.

Each assessment has 12 risks with 2 measures each, and the answers of a worked example. The cells
of one assessment are written bare as often with the library's write-only mode, without looks,
links, tables or heights; both run in a process of their own, in turn. The ratios count.

    python benchmarks/exporting.py [--assessments 100] [--rounds 3]
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from measure import figure, grows

EXAMPLE = "accounting-and-invoices"
RISKS = 12
AS_OF = date(2026, 11, 22)
MEGABYTE = 1024


def main() -> None:
    """Print the seconds, the memory and the ratios; with `--run` be one of the processes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--assessments", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--run", choices=("whole", "bare"))
    chosen = parser.parse_args()
    if chosen.run:
        print(json.dumps(one(chosen.run, chosen.assessments)))
        return
    found: dict[str, list[dict[str, float]]] = {"whole": [], "bare": []}
    for _round in range(chosen.rounds):
        for name, runs in found.items():
            runs.append(in_a_process(name, chosen.assessments))
    report(chosen.assessments, found)
    steps = [chosen.assessments // 10, chosen.assessments // 3]
    taken = {count: in_a_process("whole", count)["seconds"] for count in steps}
    last = statistics.median(run["seconds"] for run in found["whole"])
    grows("  with their number", {**taken, chosen.assessments: last})


def in_a_process(name: str, count: int) -> dict[str, float]:
    """Return what one run measures in a process of its own."""
    command = [sys.executable, __file__, "--run", name, "--assessments", str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def one(name: str, count: int) -> dict[str, float]:
    """Write once; return seconds of the processor, megabytes over the start, and cells."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        judged = sample(folder)
        rows = bare_rows(folder, judged) if name == "bare" else {}
        memory = peak()
        written(folder, judged, 1)  # what is loaded once takes memory, but no time here
        begin = time.process_time()
        if name == "whole":
            written(folder, judged, count)
        else:
            bare(folder, rows, count)
        taken = time.process_time() - begin
    cells = sum(len(row) for many in rows.values() for row in many) * count
    return {"seconds": taken, "memory": (peak() - memory) / MEGABYTE, "cells": cells}


def peak() -> int:
    """Return the most memory this process has had, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def sample(folder: Path) -> tuple[dict[str, Any], Any, Any]:
    """Return a worked example with 12 risks and 24 measures, its verdict and its rulebook."""
    from dpia.desk.config import Config
    from dpia.desk.desk import Desk
    from dpia.desk.intake import assessment_in
    from dpia.desk.library import Library, read_json
    from dpia.register import Register

    library = Library(folder / "none")
    desk = Desk(Register.open(folder / "register", create=True), library, Config(authority="bg"))
    raw = read_json(Path(__file__).parent.parent / "questionnaires/examples" / f"{EXAMPLE}.json")
    case = desk.bring_in(dict(assessment_in(raw)))
    risks, measures = case.document["risks"], case.document["measures"]
    document = {
        **case.document,
        "risks": [{**risks[n % len(risks)], "id": f"r{n}"} for n in range(RISKS)],
        "measures": [
            {**measures[n % len(measures)], "id": f"m{n}", "effects": [{"risk": f"r{n // 2}"}]}
            for n in range(2 * RISKS)
        ],
    }
    judged = case.verdict["risks"]
    verdict = {
        **case.verdict,
        "risks": [{**judged[n % len(judged)], "id": f"r{n}"} for n in range(RISKS)],
    }
    return document, verdict, case.rulebook


def written(folder: Path, judged: tuple[dict[str, Any], Any, Any], count: int) -> Path:
    """Write a workbook of `count` assessments."""
    from dpia.documents.workbook import write_register

    path = folder / "register.xlsx"
    document, verdict, rules = judged

    def cases() -> Iterator[Any]:
        for number in range(count):
            named = {"id": f"{number:036}", "reference": f"2026-{number:05}"}
            yield {**document, **named}, verdict, rules

    write_register(path, cases(), as_of=AS_OF, generated_at=datetime.now(UTC))
    return path


def bare_rows(
    folder: Path, judged: tuple[dict[str, Any], Any, Any]
) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of one assessment by sheet: what a second one adds to a workbook."""
    from openpyxl import load_workbook

    found = {}
    for sheet in load_workbook(written(folder, judged, 1), read_only=True):
        rows = list(sheet.iter_rows(values_only=True))
        tables = ("Register", "Risks", "Measures", "Criteria", "Findings", "Answers", "History")
        if sheet.title in tables:
            found[sheet.title] = rows[1:]
        if sheet.title == "_meta":
            found[sheet.title] = [row for row in rows if str((*row, "")[0]).startswith("tbl")]
    return found


def bare(folder: Path, rows: dict[str, list[tuple[Any, ...]]], count: int) -> None:
    """Write the same cells `count` times as they come."""
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    sheets = {title: workbook.create_sheet(title) for title in rows}
    for _number in range(count):
        for title, many in rows.items():
            for row in many:
                cells = [None if v is None else str(v) if str(v)[:1] == "=" else v for v in row]
                sheets[title].append(cells)
    workbook.save(folder / "bare.xlsx")


def report(count: int, found: dict[str, list[dict[str, float]]]) -> None:
    """Print a line for each, and the ratio."""
    middle = {
        name: {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        for name, runs in found.items()
    }
    cells = int(middle["bare"]["cells"])
    print(f"{count:,} assessments with {RISKS} risks each, {cells:,} cells; medians")
    print(f"{'':>8} {'seconds':>9} {'MB over start':>14}")
    for name, run in middle.items():
        print(f"{name:>8} {run['seconds']:9.2f} {run['memory']:14.1f}")
    ratio = middle["whole"]["seconds"] / middle["bare"]["seconds"]
    print(f"whole to bare: {ratio:.2f} (aim 2.5)", end="   ")
    memory = middle["whole"]["memory"]
    print(f"memory: {memory:.0f} MB (aim 40)")
    took = f"{middle['whole']['seconds']:.1f} s"
    figure(f"export {count:,} to a workbook", took, ratio, "the same cells, bare", "2.5")
    figure("  memory over start", f"{memory:.0f} MB", memory / 40, "40 MB", "1")


if __name__ == "__main__":
    main()
