"""Every promise about reliability names tests that exist, in the manual and in the README."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MANUAL = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
IN_THE_MANUAL = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
IN_THE_README = re.compile(r'\]\((tests/[\w/]+\.py) "(\w+)"\)')


@cache
def names(path: str) -> set[str]:
    """Return the tests of a file, by their names."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assigned = [node for node in tree.body if isinstance(node, ast.Assign)]
    classes = {t.id for node in assigned for t in node.targets if isinstance(t, ast.Name)}
    return {name for name in functions | classes if name.lower().startswith("test")}


def section(text: str, title: str) -> str:
    """Return what stands under a heading."""
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    assert found, title
    return found[1]


def unproven(text: str, how: re.Pattern[str]) -> list[str]:
    """Return the promises of a list that name no test, or one that does not exist."""
    promises = re.split(r"^- ", text, flags=re.M)[1:]
    assert len(promises) > 5
    return [
        promise
        for promise in promises
        if not (named := how.findall(promise))
        or any(not (ROOT / path).is_file() or name not in names(path) for path, name in named)
    ]


def test_every_promise_names_a_test_that_exists() -> None:
    assert unproven(section(MANUAL, "What is promised"), IN_THE_MANUAL) == []
    assert unproven(section(README, "What it promises"), IN_THE_README) == []


def test_a_promise_without_a_test_is_noticed() -> None:
    promised = section(MANUAL, "What is promised")
    assert len(unproven(f"{promised}\n- It never fails.\n", IN_THE_MANUAL)) == 1
    renamed = promised.replace("::test_a_destroyed_file_costs_no_answer", "::test_gone")
    assert len(unproven(renamed, IN_THE_MANUAL)) == 1


def test_the_long_forms_are_programs_that_exist() -> None:
    programs = re.findall(r"python -m (tests\.[\w.]+)", MANUAL)
    assert len(set(programs)) >= 4
    for name in programs:
        place = ROOT / name.replace(".", "/")
        assert place.with_suffix(".py").is_file() or (place / "__main__.py").is_file(), name
