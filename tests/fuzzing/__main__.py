"""Fuzz one target or all for some time; print what was found and a table."""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from tests.fuzzing.running import Result, fuzz, report
from tests.fuzzing.targets import TARGETS

_RUNS = re.compile(r"Done (\d+) runs|^#(\d+)\s", re.MULTILINE)


def main() -> int:
    """Run what the command line asks for; 1 when something was found."""
    asked = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=__doc__)
    asked.add_argument("target", choices=["all", *TARGETS])
    asked.add_argument("--seconds", type=int, default=60, help="for each target")
    asked.add_argument("--seed", type=int, default=0, help="without atheris")
    asked.add_argument("--plain", action="store_true", help="do not use atheris")
    asked.add_argument("--guided", metavar="FOLDER", help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.guided:
        from tests.fuzzing.guided import guided

        guided(given.target, given.seconds, Path(given.guided))
    led = find_spec("atheris") is not None and not given.plain
    if not led and not given.plain:
        print("atheris is not installed (pip install -e '.[fuzz]'): input is changed by chance.")
    found = Path(tempfile.mkdtemp(prefix="dpia-fuzzing-found-"))
    results = []
    for name in TARGETS if given.target == "all" else [given.target]:
        if led:
            results.append(_led(name, given.seconds, found))
        else:
            results.append(_plain(name, given.seconds, given.seed, found))
    print("\n| target | executions | seconds | findings |\n| --- | --- | --- | --- |")
    for one in results:
        print(f"| {one[0]} | {one[1]} | {given.seconds} | {one[2]} |")
    if not any(one[2] for one in results):
        found.rmdir()
        return 0
    print(f"\nThe input of each finding: {found}")
    return 1


def _plain(name: str, seconds: int, seed: int, found: Path) -> tuple[str, int, int]:
    result: Result = fuzz(TARGETS[name], seconds, sys.maxsize, seed)
    for at, (_finding, data) in enumerate(result.findings.values(), 1):
        (found / f"{name}-{at}").write_bytes(data)
    print(report(result), flush=True)
    return name, result.executions, len(result.findings)


def _led(name: str, seconds: int, found: Path) -> tuple[str, int, int]:
    command = [sys.executable, "-W", "ignore", "-m", "tests.fuzzing", name]
    command += ["--seconds", str(seconds), "--guided", str(found)]
    done = subprocess.run(command, capture_output=True, env=os.environ, check=False)
    said, told = (text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))
    print(said, end="", flush=True)
    counts = [int(one or other) for one, other in _RUNS.findall(told)]
    findings = said.count("FOUND ")
    if "Done " not in told:  # it ended before its time
        print(f"{name}: ended by itself\n{told[-2000:]}", flush=True)
        findings += 1
    return name, max(counts, default=0), findings


if __name__ == "__main__":
    sys.exit(main())
