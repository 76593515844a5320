"""Linting everything that ships, in processor time; aim: one second.

Beside it stands the least there is to do: reading the same files. The command does more besides: it
starts, tries the worked examples, and counts the questions of every pathway under every authority.

    python benchmarks/linting.py
"""

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from measure import ROOT, figure, interleaved, process

from dpia.desk.library import Library
from dpia.questionnaire.lint import lint

ROUNDS = 5


def read() -> None:
    """Read all files and do nothing with them."""
    for path in sorted((ROOT / "questionnaires").rglob("*.json")):
        json.loads(path.read_bytes())


def linted(library: Library) -> float:
    """Return the processor seconds of linting all files, once they are read."""
    files = library.files()
    schemas = {name: library.schema(name) for name in library.schema_names()}
    start = time.process_time()
    lint(files, schemas)
    return time.process_time() - start


def main() -> None:
    """Print all three."""
    alone = min(linted(Library()) for _round in range(ROUNDS))
    check = process("-m", "dpia", "questionnaire", "check")
    found = interleaved({"read": read, "check": check}, ROUNDS)
    for name, seconds in {**found, "lint": alone}.items():
        print(f"{name:<8}{seconds:8.2f} s")
    figure("lint all that ships", f"{alone:.2f} s", alone, "one second", "1")
    figure("  the whole command", f"{found['check']:.2f} s", found["check"] / found["read"], "read")


if __name__ == "__main__":
    main()
