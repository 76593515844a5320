"""Reports draw the pictures that the register keeps; what it has lost is named."""

from base64 import b64encode
from pathlib import Path

import pytest

from dpia.desk.desk import Desk
from dpia.desk.packing import write_pack
from dpia.desk.reporting import filled_form, write_form
from dpia.register import Register
from tests.documents.drawings import png
from tests.documents.test_pictures import in_pdf, in_word

FLOWS = png(64, 48)


def drawing(folder: Path) -> Path:
    """Return a picture under a name that says something else."""
    path = folder / "flows.gif"
    path.write_bytes(FLOWS)
    return path


def test_a_report_and_a_pack_draw_what_is_attached(desk: Desk, tmp_path: Path) -> None:
    case = desk.create("Cookies")
    case.attach(drawing(tmp_path), "Flows", "data_flow")
    for ending in ("docx", "pdf", "html", "md", "json"):
        write_form(case, filled_form(case), tmp_path / f"r.{ending}")
    assert in_word((tmp_path / "r.docx").read_bytes()) == [FLOWS]
    assert in_pdf((tmp_path / "r.pdf").read_bytes()) == [(64, 48)]
    source = f"data:image/png;base64,{b64encode(FLOWS).decode()}"
    assert source in (tmp_path / "r.html").read_text("utf-8")
    write_pack(case, tmp_path / "pack", "cpdp")
    assert in_pdf((tmp_path / "pack" / "consultation.pdf").read_bytes()) == [(64, 48)]
    assert in_word((tmp_path / "pack" / "consultation.docx").read_bytes()) == [FLOWS]
    (part,) = (tmp_path / "pack").glob("f-*.html")
    assert source in part.read_text("utf-8")


def test_what_the_register_lost_is_named_without_its_folder(desk: Desk, tmp_path: Path) -> None:
    case = desk.create("Cookies")
    case.attach(drawing(tmp_path), about="data_flow")
    (kept,) = (desk.register.path / "attachments").iterdir()
    for spoil, why in ((lambda: kept.write_bytes(b"other"), "damaged"), (kept.unlink, "missing")):
        spoil()
        write_form(case, filled_form(case), tmp_path / "r.html")
        said = (tmp_path / "r.html").read_text("utf-8")
        assert f"; not shown: it is {why}</p>" in said and str(desk.register.path) not in said


def test_markdown_and_json_read_no_attachment(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = desk.create("Cookies")
    case.attach(drawing(tmp_path), about="data_flow")
    monkeypatch.delattr(Register, "attached")
    for ending in ("md", "json"):
        write_form(case, filled_form(case), tmp_path / f"r.{ending}")
        assert "flows.gif" in (tmp_path / f"r.{ending}").read_text("utf-8")
