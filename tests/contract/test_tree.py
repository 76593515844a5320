"""Rules for the tree itself: sizes, and what no file may say."""

import ast
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def tracked() -> list[Path]:
    """Return the project's files: what git tracks, or in an unpacked source all of them."""
    listed = ["git", "ls-files"]
    done = subprocess.run(listed, capture_output=True, text=True, cwd=ROOT, check=False)
    names = done.stdout.split("\n") if done.returncode == 0 else []
    found = [ROOT / name for name in names if name]
    return [path for path in found if path.is_file()] or [
        path for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts
    ]


def python_files() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py" and "dpia" in path.parts]


def test_files_and_functions_stay_small() -> None:
    sources = [path for path in python_files() if (ROOT / "dpia") in path.parents]
    assert len(sources) > 30
    long_files = {p.name: n for p in sources if (n := len(p.read_text("utf-8").splitlines())) > 300}
    assert not long_files
    long_functions = [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path in sources
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > 40
    ]
    assert not long_functions


def test_no_file_names_a_package_registry() -> None:
    pattern = re.compile(r"pypi\.org|pythonhosted\.org|registry\.npmjs|deb\.debian\.org", re.I)
    hits = []
    for path in tracked():
        text = path.suffix in (".py", ".md", ".toml", ".json", ".tcss") or path.name == "run"
        if text and path != Path(__file__) and pattern.search(path.read_text("utf-8")):
            hits.append(str(path.relative_to(ROOT)))
    assert not hits


def test_shipped_data_names_nobody() -> None:
    banned = re.compile("|".join(("cool" + "back", "coool" + "box", "мейер|mei" + "jer")), re.I)
    texts = [path for path in tracked() if (ROOT / "questionnaires") in path.parents]
    assert texts
    assert not [path.name for path in texts if banned.search(path.read_text("utf-8"))]
