"""Tables in `dpia answer`: asked row by row and column by column."""

from typing import Any

import pytest

from tests.cli.conftest import Done, Run
from tests.cli.test_interview import asked, stored

TABLE = "processing.recipients"
TWO = "2\nA lawyer\ncontroller\nClaims\nA host\nprocessor\nStorage\nyes\n"


def rows(run: Run, case: str, table: str = TABLE) -> list[dict[str, Any]]:
    topic, _dot, name = table.partition(".")
    found: list[dict[str, Any]] = stored(run, case).get(topic, {}).get(name)
    return found


@pytest.fixture
def ready(run: Run, case: str) -> str:
    """Return a case with two recipients."""
    run("set", case, "screening.controller_kind=company", "screening.establishment=eu")
    done = run("answer", case, "--from", TABLE, stdin=TWO)
    assert "Another row in “" in done.out
    return case


def at_table(run: Run, case: str, typed: str) -> Done:
    return run("answer", case, "--from", TABLE, stdin=typed)


def test_a_table_is_asked_row_by_row_and_column_by_column(run: Run, case: str) -> None:
    run("set", case, "screening.controller_kind=company", "screening.establishment=eu")
    done = at_table(run, case, TWO + "y\nA bank\nauthority\nSupervision\nn\n")
    first, second, third = (row["id"] for row in rows(run, case))
    assert [path for path in asked(done) if path.startswith(TABLE)] == [
        TABLE,
        *(f"{TABLE}/{first}/{name}" for name in ("name", "role", "purpose")),
        *(f"{TABLE}/{second}/{name}" for name in ("name", "role", "purpose", "contract")),
        *(f"{TABLE}/{third}/{name}" for name in ("name", "role", "purpose")),
    ]
    lines = done.out.splitlines()
    assert "Row 1 of 2, row 1; column 1 of 3" in lines
    assert "Row 2 of 2, A host; column 4 of 4" in lines
    assert "Row 3 of 3, A bank; column 2 of 3" in lines
    assert sum(line.endswith("(y/n or a number)") for line in lines) == 2
    assert not asked(done)[-1].startswith(TABLE)
    assert [row["role"] for row in rows(run, case)] == ["controller", "processor", "authority"]


def test_rows_added_at_once_are_one_change(run: Run, case: str) -> None:
    run("set", case, "screening.controller_kind=company")
    at_table(run, case, "3\n")
    assert len(rows(run, case)) == 3
    run("undo", case)
    assert not rows(run, case)


@pytest.mark.parametrize("word", ["none", "n", "no"])
def test_a_table_can_be_empty(run: Run, case: str, word: str) -> None:
    run("set", case, "screening.controller_kind=company")
    at_table(run, case, f"{word}\n")
    assert rows(run, case) == []


def test_a_half_filled_row_is_gone_on_with_the_next_time(run: Run, case: str) -> None:
    run("set", case, "screening.controller_kind=company")
    at_table(run, case, "1\nA host\nprocessor\n")
    done = run("answer", case, stdin="\n" * 200)
    row = rows(run, case)[0]["id"]
    cells = [path for path in asked(done) if path.startswith(TABLE)]
    assert cells == [f"{TABLE}/{row}/purpose", f"{TABLE}/{row}/contract"]


def test_rows_are_listed_with_what_is_open(run: Run, ready: str) -> None:
    at_table(run, ready, "y\nA bank\n")
    done = at_table(run, ready, ":rows\n")
    at = done.out.splitlines().index("1. A lawyer: done")
    assert done.out.splitlines()[at + 1 : at + 3] == [
        "2. A host: done",
        "3. A bank: 2 open or not known",
    ]


def test_a_row_is_gone_back_into_with_all_its_columns(run: Run, ready: str) -> None:
    row = rows(run, ready)[1]["id"]
    done = at_table(run, ready, ":row 2\nAnother host\n\n\nn\nn\n")
    names = ("name", "role", "purpose", "contract")
    assert asked(done)[1:5] == [f"{TABLE}/{row}/{name}" for name in names]
    assert "Now: A host" in done.out
    assert rows(run, ready)[1] == {
        **{"id": row, "name": "Another host", "role": "processor", "purpose": "Storage"},
        "contract": "no",
    }


def test_a_row_is_copied_behind_itself_as_one_change(run: Run, ready: str) -> None:
    done = at_table(run, ready, ":copy 1\nA second lawyer\n\n\nn\n")
    first, copied, _last = rows(run, ready)
    assert copied == {**first, "id": copied["id"], "name": "A second lawyer"}
    assert asked(done)[1] == f"{TABLE}/{copied['id']}/name"
    run("undo", ready)
    run("undo", ready)
    assert [row["name"] for row in rows(run, ready)] == ["A lawyer", "A host"]


def test_a_row_is_deleted_and_brought_back(run: Run, ready: str) -> None:
    done = at_table(run, ready, ":delete 1\n")
    assert "Deleted: A lawyer. `:undo` brings it back." in done.out
    assert [row["name"] for row in rows(run, ready)] == ["A host"]
    at_table(run, ready, ":undo\n")
    assert [row["name"] for row in rows(run, ready)] == ["A lawyer", "A host"]


def test_a_row_is_deleted_from_within(run: Run, ready: str) -> None:
    row = rows(run, ready)[0]["id"]
    done = run("answer", ready, "--from", f"{TABLE}/{row}/role", stdin=":delete 1\n:quit\n")
    assert done.code == 3 and done.err == ""
    assert [row["name"] for row in rows(run, ready)] == ["A host"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("maybe\n", "Type y for one more row, how many rows to add (1 to 50), or n."),
        ("51\n", "Type y for one more row"),
        ("none\n", "The table has rows. `:delete N` deletes one."),
        (":row\n", "Say which row, from 1 to 2."),
        (":row 3\n", "Say which row, from 1 to 2."),
        (":copy x\n", "Say which row, from 1 to 2."),
        (":delete 0\n", "Say which row, from 1 to 2."),
    ],
)
def test_what_cannot_be_done_names_what_can(run: Run, ready: str, typed: str, words: str) -> None:
    before = rows(run, ready)
    done = at_table(run, ready, typed)
    assert done.code == 3
    assert done.err.startswith("Line 1, ") and TABLE in done.err
    assert words in done.err
    assert rows(run, ready) == before


def test_a_table_that_follows_another_is_asked_but_not_added_to(run: Run, ready: str) -> None:
    first = run("row", ready, "processing.data_items", "item=Names").out.strip()
    table = "data_flow.items"
    done = run("answer", ready, "--from", table, stdin=":rows\n:row 1\nA name\n:quit\n")
    assert done.err == ""
    assert "A table with one row for each row of “" in done.out
    assert "Row 1 of 1, Names; column 1 of " in done.out
    assert rows(run, ready, table)[0] == {"id": first, "explanation": "A name"}
    for typed in ("y\n", ":copy 1\n"):
        assert "add it there" in run("answer", ready, "--from", table, stdin=typed).err
    assert "delete it there" in run("answer", ready, "--from", table, stdin=":delete 1\n").err
    assert rows(run, ready, table) == [{"id": first, "explanation": "A name"}]


def test_rows_of_another_table_are_choices(run: Run, ready: str) -> None:
    row = run("row", ready, "processing.data_items", "item=Names").out.strip()
    path = f"processing.data_items/{row}/purposes"
    run("row", ready, "processing.purposes", "name=Billing")
    done = run("answer", ready, "--from", path, stdin="Billing\n")
    assert "1. Billing" in done.out.splitlines()
    assert "`:go processing.purposes` adds some." in done.out
    assert len(rows(run, ready, "processing.data_items")[0]["purposes"]) == 1
