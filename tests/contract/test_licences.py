"""What dpia rests on is known: versions, licences, and the lock that CI installs."""

import re
import subprocess
import sys
import tomllib
from itertools import chain
from types import SimpleNamespace

import pytest
from packaging.requirements import Requirement

from docs import licences
from docs.licences import LOCK, ROOT, lock, main, needed, rows


def test_every_package_states_its_licence() -> None:
    assert {row[0] for row in rows()} >= {"textual", "tinydb", "openpyxl", "rich"}
    assert not [row for row in rows() if row[2] == "not stated"]
    assert "run" in needed()["rich"] and "run" not in needed()["pytest"]


def test_the_lock_names_what_is_needed_and_where_nothing_comes_from() -> None:
    text = LOCK.read_text("utf-8")
    pins = dict(line.split("==") for line in text.splitlines() if not line.startswith("#"))
    assert not re.search("://|^-|@", text, re.MULTILINE)
    made = re.search(r"on Python (\d\.\d+):", text)
    assert made, "`.ci/run` reads it"
    if sys.platform == "linux" and made[1] == ".".join(map(str, sys.version_info[:2])):
        assert set(pins) >= set(needed()), "run `python -m docs.licences --lock`"
    assert lock().startswith("# The versions")


def test_the_lock_fits_what_is_allowed_and_nothing_may_break_us_unseen() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    text = LOCK.read_text("utf-8")
    pins = dict(line.split("==") for line in text.splitlines() if not line.startswith("#"))
    lines = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    for one in map(Requirement, lines):
        assert one.specifier.contains(pins[one.name.lower()]), one
    for one in map(Requirement, project["dependencies"]):
        assert any(spec.operator in ("<", "==", "~=") for spec in one.specifier), one


@pytest.mark.parametrize(
    ("code", "said", "told", "ends"),
    [
        (0, "No known vulnerabilities found", "No known", 0),
        (1, "Found 2 known vulnerabilities in 1 package", "Found 2", 1),
        (1, "ConnectionError: nobody answers", "offline?", 0),
    ],
)
def test_known_vulnerabilities_are_told_where_somebody_can_be_asked(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    code: int,
    said: str,
    told: str,
    ends: int,
) -> None:
    answer = SimpleNamespace(returncode=code, stdout="", stderr=said)
    monkeypatch.setattr(licences, "find_spec", lambda _name: True)
    monkeypatch.setattr(subprocess, "run", lambda *_a, **_k: answer)
    assert main([]) == ends
    assert told in capsys.readouterr().out
