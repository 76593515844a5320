"""A new list is a new version of its file, never an edit: what a version held is kept by its hash.

After a change of the law or a correction, raise `version` in the authority's file (an older list
stays, with `valid_to`), and then add the new version here:

    python -m tests.contract.test_list_versions
"""

import json
from pathlib import Path

import pytest

from dpia.canonical import digest
from dpia.desk.library import Library

KEPT = Path(__file__).parent / "list_versions.json"
FILES = {
    document["id"]: document
    for key, document in Library().files().items()
    if key.startswith("authorities/")
}


def known() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


def judged(name: str) -> str:
    """Return the hash of what verdicts rest on: the lists, the readings of facts, the values."""
    document = FILES[name]
    parts = ("lists", "facts", "data", "consultation")
    return digest({part: document.get(part) for part in parts})


@pytest.mark.parametrize("name", sorted(FILES))
def test_what_a_version_holds_never_changes(name: str) -> None:
    version = FILES[name]["version"]
    kept = known().get(name, {}).get(version)
    assert kept is not None, f"{name} {version} is new: add it as the docstring says"
    assert kept == judged(name), f"{name}: raise the version, it does not hold what {version} held"


def test_nothing_kept_is_of_no_authority() -> None:
    assert set(known()) == set(FILES)


def main() -> None:
    """Add what is new; what is there already stays as it is."""
    kept = known() if KEPT.exists() else {}
    for name in sorted(FILES):
        kept.setdefault(name, {}).setdefault(FILES[name]["version"], judged(name))
    KEPT.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
