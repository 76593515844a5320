"""Opening a register and searching it, in one process, with 1,000, 3,000 and 10,000 assessments.

Opening reads the summary of every assessment. Beside it stands what nobody can do without: looking
at the size and time of every file, and reading the index's rows. Beside a search stands asking the
index alone. Aims at 10,000: opening 1.5 times that, a search 100 ms, and nothing grows faster than
the register.

    python benchmarks/opening.py [rounds]
"""

import os
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from listing import fill
from measure import figure, grows, interleaved

from dpia.register import Register

SIZES = (1_000, 3_000, 10_000)
WORDS = "personal data"


def looked_at(place: Path) -> None:
    """Look at every file and read every row of the index."""
    with os.scandir(place / "assessments") as found:
        for file in found:
            file.stat()
    with closing(sqlite3.connect(place / "index")) as cache:
        cache.execute("SELECT * FROM entry").fetchall()


def asked(place: Path) -> None:
    """Ask the index for the words."""
    with closing(sqlite3.connect(place / "index")) as cache:
        question = "SELECT rowid FROM words WHERE words MATCH ?"
        cache.execute(question, ('"personal" "data"*',)).fetchall()


def measured(folder: Path, size: int, rounds: int) -> dict[str, float]:
    """Return the seconds that everything takes at one size."""
    fill(folder, size)
    place = folder / str(size)
    register = Register.open(place)
    register.summaries()
    return interleaved(
        {
            "look and read": lambda: looked_at(place),
            "open": lambda: Register.open(place).summaries(),
            "ask": lambda: asked(place),
            "search": lambda: register.containing(WORDS),
        },
        rounds,
    )


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    found = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            found[size] = measured(Path(folder), size, rounds)
        line = "".join(f"{name:>16} {took * 1e3:6.1f} ms" for name, took in found[size].items())
        print(f"{size:>7,}{line}", flush=True)
    last = found[SIZES[-1]]
    ratio = last["open"] / last["look and read"]
    figure(
        "open a register of 10,000",
        f"{last['open'] * 1e3:.0f} ms",
        ratio,
        "stat every file, read the index",
        "1.5",
    )
    grows("  with the register", {size: took["open"] for size, took in found.items()})
    took = last["search"]
    figure("search 10,000", f"{took * 1e3:.0f} ms", took / 0.1, "100 ms", "1")
    grows("  with the register", {size: took["search"] for size, took in found.items()})


if __name__ == "__main__":
    main()
