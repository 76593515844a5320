"""The layers: imports point down, and nothing below the terminal UI loads textual."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dpia.desk.config import Config
from dpia.desk.desk import Desk
from dpia.desk.library import Library
from dpia.register import Register

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "dpia"
FLOOR = {"errors", "text", "canonical"}
BELOW = {
    "questionnaire": FLOOR,
    "assessment": FLOOR | {"questionnaire"},
    "judgement": FLOOR | {"questionnaire", "assessment"},
    "register": FLOOR | {"questionnaire", "assessment", "judgement"},
    "documents": FLOOR | {"questionnaire", "assessment", "judgement"},
    "desk": FLOOR | {"questionnaire", "assessment", "judgement", "register", "documents"},
    "cli": FLOOR
    | {"questionnaire", "assessment", "judgement", "register", "documents", "desk", "tui"},
    "tui": FLOOR | {"questionnaire", "assessment", "judgement", "register", "documents", "desk"},
}
PURE = ("questionnaire", "assessment", "judgement")
IMPURE_MODULES = {
    *("os", "io", "pathlib", "tempfile", "shutil", "socket", "subprocess", "time", "random"),
    *("secrets", "uuid", "sqlite3", "threading", "asyncio", "urllib", "http", "getpass", "sys"),
}


def imports(path: Path) -> Iterator[str]:
    """Yield every module a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("layer", BELOW)
def test_imports_point_down(layer: str) -> None:
    files = list((PACKAGE / layer).rglob("*.py"))
    assert files
    for path in files:
        for name in imports(path):
            parts = name.split(".")
            if parts[0] == "dpia" and len(parts) > 1 and parts[1] != "__version__":
                allowed = BELOW[layer] | {layer}
                assert parts[1] in allowed, f"{path.relative_to(ROOT)} imports {name}"


@pytest.mark.parametrize("layer", PURE)
def test_pure_packages_do_no_input_or_output(layer: str) -> None:
    for path in (PACKAGE / layer).rglob("*.py"):
        found = {name.split(".")[0] for name in imports(path)} & IMPURE_MODULES
        assert not found, f"{path.relative_to(ROOT)} imports {sorted(found)}"
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call)]
        names = {ast.unparse(call.func) for call in calls}
        clock = {"open", "print", "input", "datetime.now", "date.today", "datetime.today"}
        assert not names & clock, f"{path.relative_to(ROOT)} calls {names & clock}"


def loaded(statement: str) -> set[str]:
    """Return the modules that are loaded after `statement` in a fresh interpreter."""
    code = f"{statement}\nimport sys\nprint(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(done.stdout.split())


DRAWN = """
import asyncio
from pathlib import Path
from dpia.desk.desk import open_desk
from dpia.tui.app import DpiaApp

async def draw(app):
    async with app.run_test() as pilot:
        while app.screen.loading or not app.screen_stack[0]._read:
            await pilot.pause(0.01)
        await pilot.pause()
    app.desk_thread.close()

asyncio.run(draw(DpiaApp(open_desk(Path({path!r})))))
"""
"""A program that draws the register at `path` and ends."""


def below_the_tui() -> list[str]:
    names = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if "tui" not in parts and parts[-1] != "__main__":
            names.append(".".join(part for part in parts if part != "__init__"))
    return names


def test_nothing_below_the_tui_loads_textual() -> None:
    modules = loaded("\n".join(f"import {name}" for name in below_the_tui()))
    assert "dpia.desk.case" in modules
    assert not {name for name in modules if name.split(".")[0] in ("textual", "rich")}


def test_listing_stays_light(tmp_path: Path) -> None:
    named = ["--register", str(tmp_path / "register")]
    new = ["new", "A case", "--authority", "bg"]
    subprocess.run([sys.executable, "-m", "dpia", *named, *new], check=True, cwd=ROOT)
    modules = loaded(
        "import sys\nfrom dpia.__main__ import main\n"
        "sys.stdout = open('/dev/null', 'w')\n"
        f"assert main([*{named!r}, 'list']) == 0\n"
        "sys.stdout = sys.__stdout__"
    )
    heavy = {"textual", "rich", "openpyxl", "jsonschema", "tinydb", "asyncio"}
    assert "dpia.register.index" in modules
    assert not heavy & {name.split(".")[0] for name in modules}


def test_the_register_is_drawn_before_anything_about_one_assessment_is_loaded(
    tmp_path: Path,
) -> None:
    Desk(
        Register.open(tmp_path / "register", create=True), Library(), Config(authority="nl")
    ).create("Badges")
    modules = loaded(DRAWN.format(path=str(tmp_path / "register")))
    assert {"dpia.tui.screens.register", "dpia.register.index"} < modules
    later = ("dpia.desk.case", "dpia.judgement", "dpia.questionnaire.model", "dpia.tui.view")
    assert not {name for name in modules if name.startswith((*later, "textual.widgets._text_area"))}
