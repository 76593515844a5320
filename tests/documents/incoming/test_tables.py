"""Tables that came from elsewhere: read as they are meant, refused in a sentence where hostile."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from dpia.documents.incoming.source import Source
from dpia.documents.incoming.tables import MOST_ROWS, Cell, read
from dpia.errors import Invalid


def workbook(*rows: list[Any], title: str = "Sheet") -> bytes:
    book = Workbook()
    sheet: Any = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def altered(data: bytes, member: str, content: bytes) -> bytes:
    """Return a workbook with one of its parts replaced or added."""
    made = io.BytesIO()
    old, new = zipfile.ZipFile(io.BytesIO(data)), zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED)
    with old, new:
        for info in old.infolist():
            if info.filename != member:
                new.writestr(info.filename, old.read(info.filename))
        new.writestr(member, content)
    return made.getvalue()


def cells(data: bytes, **how: Any) -> list[dict[str, Cell]]:
    return [row.cells for row in read(Source("there", data), **how).rows]


@pytest.mark.parametrize(
    "text",
    [
        "Name;People\nBadges;12\n",
        "\ufeffName,People\r\nBadges,12\r\n",
        "Name\tPeople\nBadges\t12",
        '"Name"|"People"\n"Badges"|"12"\n;;\n',
    ],
)
def test_csv_is_read_whatever_stands_between_its_cells(text: str) -> None:
    assert cells(text.encode())[0] == {"Name": "Badges", "People": "12"}


def test_a_sheet_is_read_with_numbers_and_days_and_rows_as_they_are_shown() -> None:
    data = workbook(["A title"], ["Name", "People", "On"], [], ["=x", 12.0, date(2026, 5, 1)])
    table = read(Source("there", data), head_row=2)
    assert table.heads == ("Name", "People", "On")
    assert [(row.number, row.cells["People"]) for row in table.rows] == [(4, 12)]
    assert table.rows[0].cells["On"] == date(2026, 5, 1)


def test_the_apostrophe_of_a_guard_goes_and_any_other_stays() -> None:
    found = cells(b"A,B,C\n'=1+1,'s-Gravenhage,=1+1\n")[0]
    assert found == {"A": "=1+1", "B": "'s-Gravenhage", "C": "=1+1"}


def test_a_formula_counts_as_the_value_it_had() -> None:
    assert cells(workbook(["Name", "Sum"], ["Badges", "=1+1"]))[0] == {"Name": "Badges"}


def test_a_sheet_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(Invalid, match="no sheet “Risks”; it has: Register"):
        cells(workbook(["Name"], title="Register"), sheet="Risks")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no heads"),
        ("Name,Name\n1,2\n", "two columns “Name” in row 1"),
        ("Name\n" + "x\n" * (MOST_ROWS + 1), "more than 20000 rows"),
        ("Name," * 400 + "\n", "more than 300 columns|two columns"),
        ("Name\n" + "x" * 50_000, "more than 40000 characters"),
        ("Name\n" + "x" * 200_000, "a cell that is too long"),
        ("Name\nx\0y", "NUL"),
    ],
)
def test_a_csv_file_that_is_too_much_is_refused(text: str, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        cells(text.encode())


def test_a_text_that_is_no_utf8_is_refused() -> None:
    with pytest.raises(Invalid, match="UTF-8"):
        cells(b"Name\n\xff\xfe\xff")


_SHEET = "xl/worksheets/sheet1.xml"
_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData>'
    b"</worksheet>"
)


@pytest.mark.parametrize(
    ("member", "content", "said"),
    [
        (_SHEET, _BOMB, "declares things"),
        (_SHEET, _BOMB.decode().encode("utf-16"), "declares things"),
        (_SHEET, b"<worksheet", "cannot be read"),
        ("xl/workbook.xml", b"<!doctype x SYSTEM 'file:///etc/passwd'><x/>", "declares things"),
        ("xl/media/zeros", b"\0" * 30_000_000, "larger than 20 MB"),
        ("../../evil.xml", b"x", "outside itself"),
        ("C:/evil.xml", b"x", "outside itself"),
    ],
)
def test_a_hostile_workbook_is_refused_in_a_sentence(
    member: str, content: bytes, said: str
) -> None:
    with pytest.raises(Invalid, match=said):
        cells(altered(workbook(["Name"], ["x"]), member, content))


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        new.writestr("a.txt", "x")
    with pytest.raises(Invalid, match="no Excel workbook"):
        cells(made.getvalue())


def test_a_row_far_below_does_not_make_a_million_rows() -> None:
    far = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row>'
        b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row>'
        b"</sheetData></worksheet>"
    )
    with pytest.raises(Invalid, match="more than 20000 rows"):
        cells(altered(workbook(["Name"], ["x"]), _SHEET, far))
