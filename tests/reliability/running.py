"""Running the long proofs in their short form, as programs of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

EXAMPLES = int(os.environ.get("DPIA_TEST_EXAMPLES", "0"))
"""How many sequences of steps Hypothesis tries; 0 for the few of a usual run."""
ROOT = Path(__file__).parents[2]


def proof(name: str, *arguments: object) -> list[dict[str, Any]]:
    """Run `python -m tests.reliability.NAME … --json`; return what it found, a line each."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.reliability.{name}", *map(str, arguments), "--json"],
        capture_output=True,
        text=True,
        timeout=300,
        cwd=ROOT,
    )
    assert done.returncode in (0, 1) and done.stdout, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]
