"""Sound input for the targets: what dpia writes now, and files of other tools made by hand.

Nothing of it lies in the corpus, so that it is never older than the formats.
"""

import io
import json
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from tests.documents.drawings import jpeg, png
from tests.fuzzing.room import room

Data = list[bytes]
SECRET = "correct horse battery"
BIKES = {
    "Processing": [["ref_id", "name", "status"], ["PR-7", "Lending bikes", "draft"]],
    "Purposes": [["name", "legal_basis"], ["Lending", "contract"]],
    "Personal data": [["name", "category", "is_sensitive"], ["Knee", "health_data", True]],
    "Transfers": [["name", "country"], ["The host", "CA"]],
}
MAP = {
    "format": "dpia-import-map/1",
    "dates": "DD.MM.YYYY",
    "columns": {
        "Title": {"field": "title"},
        "Due": {"field": "review_due"},
        "People": {"question": "screening.people"},
        "Kinds": {
            "question": "screening.people_kinds",
            "split": ";",
            "values": {"Kids": "children"},
        },
        "Purpose": {"question": "processing.purposes", "cell": "name"},
        "Risk": {"risk": "title"},
        "Chance": {"risk": "likelihood", "values": {"rare": 1}},
        "Harm": {"risk": "severity"},
        "Measure": {"measure": "title"},
        "Remark": {"note": "screening.people"},
    },
}
TABLE = (
    "Title;Due;People;Kinds;Purpose;Risk;Chance;Harm;Measure;Remark;No.\r\n"
    "Badges;31.12.2027;12 000;Kids;Open doors;Badge stolen;rare;3;Block it;Asked;A-1\r\n"
    'Lockers;;;;"Two\nlines";;;;;;A-2\r\n'
)
CONFIG = """name = "A. Person"
organisation = "The club"
authority = "bg"
also = ["nl"]
review_months = 24
language = "nl"
later = 2026-11-22
[views]
mine = "owner:me"
[keys]
register.new = "f2"
[roles]
"A. Person" = "assessor"
[backup]
folder = "/tmp"
keep = "7d 4w 12m"
"""


def dumped(content: Any) -> bytes:
    """Return JSON as bytes."""
    return json.dumps(content, ensure_ascii=False).encode()


def zipped(**members: bytes) -> bytes:
    """Return a ZIP of these members; `_` in a name stands for a dot."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name.replace("_", ".")), data)
    return made.getvalue()


@cache
def assessments() -> Data:
    """Return assessment files: a small one with one of everything, and worked examples."""
    from dpia.assessment.document import to_file

    examples = list(room().desk.library.examples().values())
    return [dumped(to_file(room().case.document)), *map(dumped, examples[:2])]


@cache
def stored() -> Data:
    """Return the file of an assessment as it lies in a register."""
    return [room().path.read_bytes()]


@cache
def lines() -> Data:
    """Return a register as JSON Lines."""
    from dpia.desk.carrying import streamed

    return [b"".join(streamed(room().desk, None, lambda _said: None))]


@cache
def workbooks() -> Data:
    """Return the workbook of the register, and the sheet of questions."""
    from dpia.desk.exporting import export_questions, export_register

    book, asked = room().folder / "register.xlsx", room().folder / "questions.xlsx"
    export_register(room().desk, book)
    export_questions(room().desk, asked, [room().id])
    return [book.read_bytes(), asked.read_bytes()]


@cache
def bikes() -> Data:
    """Return the workbook of another tool's register of processing activities."""
    return [sheets(BIKES)]


def sheets(content: dict[str, list[list[Any]]]) -> bytes:
    """Return a workbook with these rows by the titles of its sheets."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in content.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@cache
def pias() -> Data:
    """Return a PIA of the CNIL's software, alone and in a list."""
    from tests.documents.incoming.pia_files import whole, written

    return [written(whole()), written([whole(), whole()])]


@cache
def zipped_pias() -> Data:
    """Return a ZIP with a PIA and a picture."""
    return [zipped(pia_json=pias()[0], plan_png=b"\x89PNG\r\n\x1a\n")]


@cache
def forms() -> Data:
    """Return a pre-scan and a DPIA of the Rijksdienst's tool."""
    from tests.documents.incoming.rijksdienst_files import DPIA, PRESCAN

    return [dumped(DPIA), dumped(PRESCAN)]


@cache
def tables() -> Data:
    """Return a table as CSV and as a workbook."""
    rows = [line.split(";") for line in TABLE.splitlines()[:2]]
    return [TABLE.encode(), sheets({"Sheet": rows})]


@cache
def reports() -> Data:
    """Return a small PDF with an assessment in it."""
    import pypdf

    from dpia.canonical import digest
    from dpia.documents.pdf import ATTACHED

    inside = json.loads(assessments()[0])
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    kept = {"id": "x", "title": "Badges", "sha256": digest(inside), "assessment": inside}
    writer.add_attachment(ATTACHED, dumped(kept))
    made = io.BytesIO()
    writer.write(made)
    return [made.getvalue()]


@cache
def styles() -> Data:
    """Return a Word file."""
    import docx

    made = io.BytesIO()
    docx.Document().save(made)
    return [made.getvalue()]


@cache
def backups() -> Data:
    """Return a backup of a register with one assessment."""
    from dpia.desk.backing_up import back_up

    path = room().folder / "backup.zip"
    back_up(room().register, path, force=True)
    return [path.read_bytes()]


@cache
def law() -> Data:
    """Return a file of each kind that a library holds."""
    from tests.questionnaire.handmade import sound_library

    return [dumped(document) for document in sound_library().values()]


@cache
def translations() -> Data:
    """Return the beginning of a translation."""
    from dpia.questionnaire.translation import skeleton
    from tests.questionnaire.handmade import sound_library

    made = skeleton("topics/sound", "nl", sound_library()["topics/sound"], {})
    return [dumped(made)]


@cache
def headers() -> Data:
    """Return `register.json` of a register that is encrypted, and of one that is not."""
    from dpia.register.encryption import keys
    from tests.register.sealed import CHEAP

    plain = json.loads((room().register / "register.json").read_text())
    keys.COST, usual = CHEAP, keys.COST
    try:
        entry = keys.wrap(b"k" * 32, plain["id"], "A. Person", keys.Passphrase(SECRET), ())
    finally:
        keys.COST = usual
    sealed = {**plain, "format": "dpia-register/2", "encrypted": True, "keys": [entry]}
    return [dumped({**sealed, "proof": "0" * 64}), dumped(plain)]


@cache
def key_files() -> Data:
    """Return files of private keys, with and without a passphrase."""
    from dpia.register.encryption import keys, pairs
    from tests.register.sealed import CHEAP

    private, recipient = pairs.make_pair()
    keys.COST, usual = CHEAP, keys.COST
    try:
        sealed = pairs.key_file(private, recipient, keys.Passphrase(SECRET))
    finally:
        keys.COST = usual
    return [pairs.key_file(private, recipient, None), sealed]


CONDITIONS: tuple[Any, ...] = (
    {"screening.part": "controller"},
    {"screening.data_kinds": ["location", "health"], "screening.people": {"minimum": 10}},
    {"fact": "large_scale"},
    {"criterion": "large_scale"},
    {"row": "bg-35-4-1"},
    {"some": "processing.purposes", "where": {"name": {"minLength": 1}}},
    {"count": "processing.purposes", "where": {"name": "x"}, "minimum": 2},
    {"compare": ["case.completed", ">", {"value": "2026-01-01"}]},
    {"compare": ["screening.people", ">=", {"datum": "consent_age"}]},
    {"at-least": 2, "of": [{"answered": "screening.people"}, {"not": {"screening.part": "x"}}]},
    {"any": [{"all": []}, {"every": "processing.purposes", "where": {"answered": "name"}}]},
    {"score": "prescan", "minimum": 5},
)


def conditions() -> Data:
    """Return a condition of each form."""
    return [dumped(one) for one in CONDITIONS]


def config() -> Data:
    """Return a configuration with one of everything."""
    return [CONFIG.encode()]


def pictures() -> Data:
    """Return a picture of each kind."""
    return [png(40, 20), jpeg()]


def maps() -> Data:
    """Return a mapping file."""
    return [dumped(MAP)]


def corpus(name: str) -> Data:
    """Return the files of a target's corpus, by name."""
    folder = Path(__file__).with_name("corpus") / name
    return [path.read_bytes() for path in sorted(folder.glob("*"))]
