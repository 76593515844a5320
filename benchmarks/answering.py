"""An answer accepted at the desk (checked, judged, saved) with every questionnaire answered.

Prints percentiles beside the bare save of the same bytes, as a ratio. Aim for accepted answer to
repainted verdict: 50 ms at the 99th percentile; the screen's part is measured in first_frame.py.
"""

import os
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from measure import seconds

from dpia.cli.exporting import demo_desk
from dpia.desk.case import Case
from dpia.questionnaire.progress import each


def fill(case: Case) -> None:
    """Answer everything that can be answered with a first choice or a plausible value."""
    for _round in range(6):
        for state in list(each(case.evaluation)):
            if state.state in ("open", "unknown", "optional"):
                question = state.question
                values = {
                    "choice": question.choices[0].value if question.choices else None,
                    "choices": [choice.value for choice in question.choices],
                    "integer": min(20_000, question.schema.get("maximum", 20_000)),
                    "number": 1,
                    "date": "2026-01-31",
                    "text": "text",
                    "long-text": "text " * 50,
                    "rows": [{"id": "a1"}, {"id": "a2"}],
                }
                if values[question.kind] is not None:
                    case.answer(state.path, values[question.kind])


def bare(folder: Path, data: bytes) -> None:
    """Write the same bytes the cheapest safe way."""
    part = folder / "part"
    handle = os.open(part, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
    os.write(handle, data)
    os.fsync(handle)
    os.close(handle)
    part.replace(folder / "whole")
    place = os.open(folder, os.O_RDONLY)
    os.fsync(place)
    os.close(place)


def main() -> None:
    """Print the percentiles."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = demo_desk(folder / "register")
        case = desk.create("Everything answered", authority="bg")
        fill(case)
        data = desk.register.file(case.id).read_bytes()
        answered = sum(state.state == "answered" for state in each(case.evaluation))
        accepted, saved = [], []
        for number in range(300):
            accepted.append(
                seconds(lambda n=number: case.answer("screening.people", 20_000 + n))  # type: ignore[misc]
            )
            saved.append(seconds(lambda: bare(folder, data)))
    accepted.sort()
    print(f"{answered} questions answered, assessment file {len(data):,} bytes")
    middle, high = statistics.median(accepted), accepted[int(len(accepted) * 0.99)]
    print(f"answer accepted: median {middle * 1e3:.1f} ms, 99th percentile {high * 1e3:.1f} ms")
    print(f"ratio to the bare save: {middle / statistics.median(saved):.1f}x")


if __name__ == "__main__":
    main()
