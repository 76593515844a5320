"""`dpia list` as a whole process against a bare interpreter, with 10, 1,000 and 10,000 assessments.

Aim: at 10,000 at most 0.3 s more than the interpreter.
"""

import copy
import json
import sys
import tempfile
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from measure import interleaved, process

from dpia.cli.exporting import demo_desk
from dpia.register import Register


def fill(folder: Path, count: int) -> None:
    """Fill a register with copies of the worked examples; each file differs in id and title."""
    desk = demo_desk(folder / "examples")
    originals = [desk.open(row["id"]) for row in desk.summaries()]
    register = Register.open(folder / str(count), create=True)
    for case in originals:
        for content in case.rulebook.files.values():
            register.freeze(content)
    template = {case.id: register_file(desk.register.file(case.id)) for case in originals}
    for number in range(count):
        old, text = list(template.items())[number % len(template)]
        new = str(uuid.UUID(int=number + 1, version=4))
        target = register.file(new)
        reference = f"2026-{number + 1:04d}"
        tables = json.loads(text.replace(old, new))
        document = next(iter(tables["assessment"].values()))
        document = copy.copy(document) | {"reference": reference}
        tables["assessment"] = dict.fromkeys(tables["assessment"], document)
        target.write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")


def register_file(path: Path) -> str:
    """Return the text of one assessment file."""
    return path.read_text(encoding="utf-8")


def main() -> None:
    """Print the table."""
    print(f"{'assessments':>12} {'interpreter':>12} {'dpia list':>12} {'more':>8} {'ratio':>8}")
    for count in (10, 1_000, 10_000):
        with tempfile.TemporaryDirectory() as folder:
            fill(Path(folder), count)
            register = str(Path(folder) / str(count))
            found = interleaved(
                {
                    "bare": process("-c", "pass"),
                    "list": process("-m", "dpia", "--register", register, "list"),
                },
                rounds=7,
            )
        more = found["list"] - found["bare"]
        ratio = found["list"] / found["bare"]
        print(
            f"{count:>12,} {found['bare']:>10.3f} s {found['list']:>10.3f} s "
            f"{more:>6.3f} s {ratio:>7.1f}x"
        )


if __name__ == "__main__":
    main()
