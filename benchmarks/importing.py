"""Reading and mapping a thousand files of the CNIL's PIA software; aim: at least 100 a second."""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent))

from measure import figure, grows

from dpia.desk.books import Books
from dpia.desk.importing.placing import as_case, placed
from dpia.desk.intake import need_fit, need_shape, rulebook_for
from dpia.desk.library import Library
from dpia.documents.incoming.formats import recognise
from dpia.documents.incoming.source import Source
from tests.documents.incoming.pia_files import TEXT_QUESTIONS, answer, whole, written

FILES = 1_000
STEPS = (100, 300, FILES)
"""After so many files the clock is read."""
PARAGRAPH = (
    '<p class="MsoNormal"><span lang="FR" style="font-family: Arial, sans-serif;">People pass the '
    "gate with a <strong>badge</strong>, whose number, hour and door are kept&nbsp;; the list is "
    "read when something was stolen, and erased after a month.<o:p></o:p></span></p>"
)


def one(number: int) -> bytes:
    """Return a file of some 25 kB, pasted from Word."""
    raw = whole()
    raw["pia"]["name"] = f"Processing {number}"
    raw["answers"] += [answer(n, PARAGRAPH * 3) for n in TEXT_QUESTIONS]
    raw["measures"] += [
        {"id": 100 + n, "title": f"Measure {n}", "content": PARAGRAPH} for n in range(15)
    ]
    return written(raw)


def main() -> None:
    """Print how many files a second are read, mapped, and checked besides."""
    library = Library()
    books = Books(library.judged_by)
    data = [one(number) for number in range(FILES)]
    basis = {"authority": "fr", "also": [], "pathway": "edpb-2026", "method": "four-by-four"}
    rulebook = rulebook_for({**basis, "answers": {}}, library, books)
    mapping = checking = 0.0
    taken = {}
    for number, content in enumerate(data):
        start = time.perf_counter()
        source = Source(f"{number}.json", content)
        incoming = next(iter(recognise(source).read(source)))
        case = {**as_case(incoming, placed(incoming, rulebook)), **basis}
        middle = time.perf_counter()
        need_shape(case, library)
        need_fit(case, rulebook)
        mapping += middle - start
        checking += time.perf_counter() - middle
        if number + 1 in STEPS:
            taken[number + 1] = mapping + checking
    print(f"{FILES:,} files of {len(data[0]) // 1000} kB")
    print(f"read and mapped  {FILES / mapping:>8.0f} a second")
    print(f"and checked      {FILES / (mapping + checking):>8.0f} a second")
    took = mapping + checking
    figure("import 1,000 CNIL files", f"{took:.1f} s", took / 10, "100 files a second", "1")
    grows("  with their number", taken)


if __name__ == "__main__":
    main()
