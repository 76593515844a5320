"""Trying patterns on texts where it may take for ever: in a process of its own.

Reads a JSON list of `[pattern, texts]`, prints the JSON list of the patterns that needed more than
a second of the processor for one text.
"""

import json
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

SECONDS = 1.0


class _TooLong(Exception):
    pass


def endless(cases: list[tuple[str, list[str]]]) -> list[str]:
    """Return the patterns among `cases` that took too long on one of their texts."""
    command = [sys.executable, "-m", "tests.questionnaire.matching"]
    done = subprocess.run(
        command,
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
        cwd=Path(__file__).parents[2],
    )
    found: list[str] = json.loads(done.stdout)
    return found


def _stop(_number: int, _frame: Any) -> None:
    raise _TooLong


def _takes_long(pattern: str, texts: list[str]) -> bool:
    search = re.compile(pattern).search
    try:
        for text in texts:
            signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
            search(text)
    except _TooLong:
        return True
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return False


if __name__ == "__main__":
    signal.signal(signal.SIGVTALRM, _stop)
    json.dump([one for one, texts in json.load(sys.stdin) if _takes_long(one, texts)], sys.stdout)
