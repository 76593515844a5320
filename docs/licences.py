"""What dpia rests on: each package with its version, licence and what it is needed for.

`python -m docs.licences` prints the table of what is installed here, and asks pip-audit, where that
is installed, for known vulnerabilities. `python -m docs.licences --lock` writes
`requirements.lock`, the versions that `.ci/run` installs.
"""

import argparse
import re
import subprocess
import sys
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from dpia.documents.table import render

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements.lock"
HEAD = """\
# The versions that everything was tested with, on Python {python}: `.ci/run` installs them there;
# another Python takes the newest that pyproject.toml allows. Nobody who installs dpia needs this.
# `python -m docs.licences --lock` writes it anew from what is installed.
"""
_IN_SOURCES = {"atheris": "Apache-2.0"}
"""Licences that stand in each file of a package's sources, and not in what it says of itself."""
_LICENCE = re.compile(r"License :: (?:OSI Approved :: )?(.+)")


def needed() -> dict[str, set[str]]:
    """Return every package that dpia needs, by its name, and for what: `run`, or an extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {"run": project["dependencies"], **project["optional-dependencies"]}
    found: dict[str, set[str]] = {}
    for use, lines in wanted.items():
        _gather(list(map(Requirement, lines)), use, found)
    return dict(sorted(found.items()))


def _gather(requirements: list[Requirement], use: str, found: dict[str, set[str]]) -> None:
    """Add what is needed here, and what that needs, as far as it is installed."""
    for one in requirements:
        name = canonicalize_name(one.name)
        package = _installed(name)
        if package is None or (use in found.get(name, ()) and not one.extras):
            continue
        found.setdefault(name, set()).add(use)
        inner = [Requirement(line) for line in package.requires or ()]
        _gather([r for r in inner if _applies(r, one.extras or {""})], use, found)


def _applies(requirement: Requirement, extras: set[str]) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in extras)


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def licence(package: Distribution) -> str:
    """Return the licence as the package itself states it, in short."""
    about = package.metadata
    said, free = (
        about[name].strip() if name in about else "" for name in ("License-Expression", "License")
    )
    classified = [m[1] for c in about.get_all("Classifier") or () if (m := _LICENCE.match(c))]
    told = said or ", ".join(classified) or free.split("\n")[0][:60]
    return told or _IN_SOURCES.get(canonicalize_name(about["Name"]), "not stated")


def rows() -> list[list[str]]:
    """Return name, version, licence and use of every package."""
    found = ((name, distribution(name), uses) for name, uses in needed().items())
    return [[name, p.version, licence(p), ", ".join(sorted(uses))] for name, p, uses in found]


def lock() -> str:
    """Return what stands in the lock file for what is installed."""
    python = ".".join(map(str, sys.version_info[:2]))
    pins = [f"{name}=={distribution(name).version}" for name in needed()]
    return HEAD.format(python=python) + "\n".join(pins) + "\n"


def audit() -> int:
    """Ask pip-audit for known vulnerabilities; return 1 when there are any."""
    if find_spec("pip_audit") is None:
        print("\nNot checked for known vulnerabilities: pip-audit is not installed.")
        return 0
    command = [sys.executable, "-m", "pip_audit", "--progress-spinner", "off", "--skip-editable"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = f"{done.stdout.strip()}\n{done.stderr.strip()}".strip()
    if done.returncode and "known vulnerabilit" not in said.lower():
        print("\nNot checked for known vulnerabilities: pip-audit got no answer (offline?).")
        return 0
    print(f"\n{said}")
    return int(done.returncode != 0)


def main(arguments: list[str] | None = None) -> int:
    """Print the table, or write the lock file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--lock", action="store_true", help="write requirements.lock anew")
    if parser.parse_args(arguments).lock:
        LOCK.write_text(lock(), encoding="utf-8")
        return 0
    print(render(["Package", "Version", "Licence", "Needed to"], rows(), width=None))
    return audit()


if __name__ == "__main__":
    sys.exit(main())
