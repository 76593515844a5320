"""Public exports: what is confidential is in no byte of workbook, CSV and DPV, and is listed."""

import copy
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dpia.assessment.confidential import MARK
from dpia.documents.csv_table import SHEETS
from dpia.documents.csv_table import rows as csv_rows
from dpia.documents.dpv import nodes
from dpia.documents.incoming.source import Source
from dpia.documents.incoming.workbook.reading import read
from dpia.documents.publishing import published
from dpia.documents.sheets.case import Case
from dpia.documents.template import Seen
from dpia.documents.workbook import write_register
from dpia.errors import Invalid
from tests.documents.samples import MADE
from tests.documents.test_public import SECRET, all_secret
from tests.documents.test_template import SOUND, seen

AS_OF = date(2026, 11, 22)


def judged(found: Seen) -> tuple[Any, Any, Any]:
    return found.document, found.verdict, found.evaluation.rulebook


def partly() -> Seen:
    """Return a sound assessment of which one risk, one answer and the advice are confidential."""
    raw = copy.deepcopy(SOUND)
    raw["risks"][0] |= {MARK: True, "title": "Hush1"}
    raw["answers"]["processing"]["description"] = "Hush2"
    said = {MARK: True, "note": "Hush3"}
    raw["marks"] = {"processing": {"/description": said, "/controller": {"note": "Hush4"}}}
    raw["opinions"] = {"dpo": {"advice": "Hush5", "by": "Hush6", "at": "2026-11-01", MARK: True}}
    return seen(raw)


def every_byte(found: Seen, folder: Path, public: bool = True) -> dict[str, str]:
    path = folder / "public.xlsx"
    write_register(path, [judged(found)], as_of=AS_OF, generated_at=MADE, public=public)
    with zipfile.ZipFile(path) as packed:
        members = [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
    case = Case(*judged(found), AS_OF)
    shown = published(case) if public else case
    files = {name: b"".join(csv_rows(name, [shown])).decode() for name in SHEETS}
    linked = json.dumps(list(nodes(shown.document, shown.verdict, shown.rules)))
    return {"xlsx": "".join(members), **files, "dpv": linked}


@pytest.mark.parametrize("make", [all_secret, partly])
def test_no_byte_of_a_public_export_says_what_is_confidential(make: Any, tmp_path: Path) -> None:
    for name, text in every_byte(make(), tmp_path).items():
        assert not SECRET.search(text), (name, SECRET.findall(text))
    whole = every_byte(make(), tmp_path, public=False)
    assert all(SECRET.search(whole[name]) for name in ("xlsx", "risks", "dpv", "register"))


def test_what_is_withheld_is_listed_and_said_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "public.xlsx"
    write_register(path, [judged(partly())], as_of=AS_OF, generated_at=MADE, public=True)
    book = openpyxl.load_workbook(path, read_only=True)
    assert "History" not in book.sheetnames
    listed = [row[1:3] for row in book["Withheld"].iter_rows(values_only=True)][1:]
    assert ("Risks", "R1") in listed and len(listed) == 3
    heads, *rows = book["Answers"].iter_rows(values_only=True)
    answers = {row[heads.index("Question ID")]: row for row in rows}
    secret = answers["processing.description"]
    assert secret[heads.index("Answer")] == secret[heads.index("State")] == "Withheld"
    assert answers["processing.controller"][heads.index("Answer")] == "A shop"
    assert "Open" not in {row[heads.index("State")] for row in rows if "Withheld" in row}
    heads, row = book["Register"].iter_rows(values_only=True)
    assert row[heads.index("DPO advice")] == "Withheld"
    assert row[heads.index("Risks")] == len(SOUND["risks"]) - 1


def test_a_public_workbook_is_never_imported(tmp_path: Path) -> None:
    path = tmp_path / "public.xlsx"
    write_register(path, [judged(partly())], as_of=AS_OF, generated_at=MADE, public=True)
    with pytest.raises(Invalid, match="public version"):
        read(Source("public.xlsx", path.read_bytes()))
    green = openpyxl.load_workbook(path)["Register"]["B1"].fill.fgColor.rgb
    assert green == openpyxl.load_workbook(path)["Register"]["A1"].fill.fgColor.rgb
