"""A workbook is the same with lxml, which openpyxl uses where it is installed, and without."""

import subprocess
import sys
from pathlib import Path

import openpyxl

from .reading import sheet_xml
from .test_hostile_text import HOSTILE, write

WITHOUT = """
import sys
from pathlib import Path
sys.modules["lxml"] = sys.modules["lxml.etree"] = None
import openpyxl
assert not openpyxl.LXML
from tests.documents.test_hostile_text import HOSTILE, write
write(Path(sys.argv[1]), HOSTILE)
"""


def test_a_workbook_written_without_lxml_holds_the_same_cells_and_formulas(tmp_path: Path) -> None:
    assert openpyxl.LXML, "python-docx brings lxml"
    with_it, without = tmp_path / "with.xlsx", tmp_path / "without.xlsx"
    write(with_it, HOSTILE)
    command = [sys.executable, "-c", WITHOUT, str(without)]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=Path(__file__).parents[2], timeout=120
    )
    assert done.returncode == 0, done.stderr
    books = [openpyxl.load_workbook(path) for path in (with_it, without)]
    cells = [
        [(s.title, *row) for s in book for row in s.iter_rows(values_only=True)] for book in books
    ]
    assert len(cells[0]) > 50
    assert cells[0] == cells[1]
    counted = [[xml.count("<f") for xml in sheet_xml(path)] for path in (with_it, without)]
    assert counted[0] == counted[1]
