"""`dpia import --map`: from a file of one's own to assessments, or to sentences and nothing."""

import json
from pathlib import Path

from tests.cli.conftest import Run

MAP = {
    "format": "dpia-import-map/1",
    "columns": {"Name": {"field": "title"}, "People": {"question": "screening.people"}},
}


def files(home: Path, text: str) -> tuple[str, str]:
    (home / "old.csv").write_text(text, "utf-8")
    (home / "map.json").write_text(json.dumps(MAP), "utf-8")
    return str(home / "old.csv"), str(home / "map.json")


def test_rows_become_assessments(run: Run, home: Path) -> None:
    table, mapping = files(home, "Name;People\nBadges;12\nBikes;7\n")
    tried = run("import", table, "--map", mapping, "--dry-run", "--json")
    assert tried.code == 0 and len(tried.json["assessments"]) == 2
    assert not (home / "register").exists()
    done = run("import", table, "--map", mapping)
    assert (done.code, done.out) == (0, "2026-0001\n2026-0002\n")
    assert [row["title"] for row in run("list", "--json").json] == ["Badges", "Bikes"]


def test_one_wrong_cell_and_nothing_is_written(run: Run, home: Path) -> None:
    table, mapping = files(home, "Name;People\nBadges;12\nBikes;some\n")
    done = run("import", table, "--map", mapping)
    assert done.code == 3 and "row 3, column “People”: " in done.err and done.out == ""
    assert run("list", "--json").json == []


def test_standard_input_and_the_schema(run: Run, home: Path) -> None:
    _table, mapping = files(home, "")
    done = run("import", "-", "--map", mapping, stdin="Name;People\nBadges;12\n")
    assert (done.code, done.out) == (0, "2026-0001\n")
    assert run("schema", "import-map").json["properties"]["format"]["const"] == MAP["format"]
    assert run("import", "-", "--as", "table", stdin="Name\nx\n").code == 3
