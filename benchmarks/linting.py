"""Checking everything that ships, as a whole process; aim: one second.

Beside it stands the least there is to do: reading the same files. Run: python benchmarks/linting.py
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from measure import ROOT, figure, interleaved, process

FILES = sorted((ROOT / "questionnaires").rglob("*.json"))


def read() -> None:
    """Read all files and do nothing with them."""
    for path in FILES:
        json.loads(path.read_bytes())


def main() -> None:
    """Print both."""
    check = process("-m", "dpia", "questionnaire", "check")
    found = interleaved({"read": read, "check": check}, rounds=5)
    for name, seconds in found.items():
        print(f"{name:<8}{seconds:8.2f} s")
    figure("check all that ships", f"{found['check']:.2f} s", found["check"], "one second", "1")


if __name__ == "__main__":
    main()
