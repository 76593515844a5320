"""Judge case files while their answers are being written.

python -m tests.cases.judge tests/cases/bg-07.json …
"""

import sys
from pathlib import Path

from tests.cases.case import SCHEMA, Unreadable, case_of, read_json
from tests.cases.judging import judge
from tests.cases.words import told


def flaws(raw: object) -> list[str]:
    """Return what the schema says against a case file, each with its place."""
    from jsonschema import Draft202012Validator

    found = Draft202012Validator(read_json(SCHEMA)).iter_errors(raw)
    return [f"/{'/'.join(map(str, flaw.absolute_path))}: {flaw.message}" for flaw in found]


def main(names: list[str]) -> int:
    """Print each case; return 1 when a file is no case."""
    wrong = 0
    for name in names:
        try:
            raw = read_json(Path(name))
            problems = flaws(raw)
            lines = problems or list(told(judge(case_of(raw))))
        except Unreadable as error:
            problems = lines = [str(error)]
        wrong |= bool(problems)
        print(*lines, sep="\n")
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
