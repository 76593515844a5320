"""The tests need nothing but pip; LibreOffice is missed only where it was asked for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("required", "collected"), [("", False), ("1", True)])
def test_libreoffice_is_asked_for_where_it_is_there_or_required(
    tmp_path: Path, required: str, collected: bool
) -> None:
    command = [sys.executable, "-m", "pytest", "-n0", "--collect-only", "-pno:cacheprovider"]
    done = subprocess.run(
        [*command, "tests/documents/test_libreoffice.py"],
        cwd=ROOT,
        env={**os.environ, "PATH": str(tmp_path), "DPIA_REQUIRE_LIBREOFFICE": required},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ("test_every_sheet_has_the_same_values" in done.stdout) is collected
    assert ("deselected" in done.stdout) is not collected


def test_importing_the_documents_loads_no_spreadsheet_library() -> None:
    program = (
        "import sys, dpia.documents.workbook, dpia.documents.table;"
        "print([name for name in ('openpyxl', 'jsonschema', 'rich') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
