"""The targets: each gives its input to a reader as people do, and looks at what was accepted."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from dpia.desk.importing.planning import plans_for
from dpia.documents.incoming.source import Source
from dpia.errors import Invalid
from tests.fuzzing import seeds
from tests.fuzzing.law import condition, law, own
from tests.fuzzing.room import desk, room, told, whole
from tests.fuzzing.sealing import sealed, segments
from tests.fuzzing.target import Form, Target

TODAY = date(2026, 11, 22)


_ONE_IN = 12
"""Carrying out and judging takes a hundred times as long as reading."""


def imported(data: bytes, name: str, format_: str = "", always: bool = False, **given: Any) -> None:
    """Import a file: what is planned is told, and of some carried out, and whole afterwards."""
    carried = always or zlib.crc32(data) % _ONE_IN == 0
    with desk() as at:
        _importer, plans = plans_for(at, Source(name, data), format_, given)
        for plan in plans[:3]:
            assert plan.what and all(line.what or line.why for line in plan.lines)
            if plan.problem:
                assert told(plan.carry_out) is None
            elif carried and (case := told(plan.carry_out)):
                whole(case)


def assessment(data: bytes) -> None:
    """Judge a file without a register (`assess`), then import it."""
    from dpia.desk.intake import assess, assessment_in, read

    path = room().put("assess.json", data)
    raw = assessment_in(read(str(path)))
    assert json.dumps(assess(raw, room().desk.library, TODAY, False, room().desk.books))
    imported(data, "file.json", "dpia")


def stored(data: bytes) -> None:
    """Read a file of the register that a hand, a disk or an enemy changed."""
    from dpia.desk.verifying import Verification
    from dpia.register.encoding import decode, encode
    from dpia.register.salvaging import events_in

    with desk() as at:
        room().path.write_bytes(data.replace(b"@ID@", room().id.encode()))
        assert at.summaries() is not None
        assert all(f.said for f in Verification(room().register).findings(lambda _n, _of: None))
        events_in(data)
        case = told(lambda: at.open(room().id))
        if case is None:
            return
        assert all(isinstance(said, str) for said in at.register.verify(case.id))
        told(lambda: list(at.register.history(case.id)))
        told(lambda: case.verdict)
        told(lambda: case.rename(title="Another title"))
        again = decode(room().path.read_bytes(), room().path)
        assert decode(encode(again), room().path) == again


def table(data: bytes) -> None:
    """Import a table by a map that is sound."""
    imported(data, "old.csv", "table", map=room().put("map.json", seeds.maps()[0]))


def mapping(data: bytes) -> None:
    """Import a sound table by a map."""
    path = room().put("hostile.json", data)
    imported(seeds.tables()[0], "old.csv", "table", map=path)


def config(data: bytes) -> None:
    """Read the settings; what was read is written and read again as it was."""
    from dpia.desk.config import load, save

    path = room().put("config/config.toml", data)
    found = load(path)
    save(found, path)
    assert load(path) == found or "nan" in repr(found)


def style(data: bytes) -> None:
    """Write a report with the styles of a Word file."""
    from dpia.desk.reporting import write_form

    target = room().folder / "report.docx"
    write_form(room().case, _filled(), target, room().put("style.docx", data))
    assert target.stat().st_size


@cache
def _filled() -> Any:
    from dpia.desk.reporting import DEFAULT_FORM, filled_form

    form = filled_form(room().case, DEFAULT_FORM)
    return replace(form, sections=form.sections[:2], reasons=(), heat=())


def picture(data: bytes) -> None:
    """Draw an attachment in a Word file and in a PDF."""
    import docx

    from dpia.documents import word_marks
    from dpia.documents.pdf.pictures import takes
    from dpia.documents.pictures import Picture, looked_at

    found = looked_at(data)
    if not isinstance(found, Picture):
        raise Invalid(found)
    if word_marks.takes(found):
        word_marks.draw(docx.Document(), found, "A picture")
    assert takes(found) in (True, False)


def backup(data: bytes) -> None:
    """Restore a backup: nothing is left of one that is refused, and one that is taken is whole."""
    from dpia.register.restore import restore

    folder = room().empty("restored")
    path = room().put("hostile.zip", data)
    try:
        restored = restore(path, folder)
    except BaseException:
        assert not folder.exists() and not list(room().folder.glob(".restored*"))
        raise
    assert restored.flaws is not None and (folder / "register.json").is_file()


def header(data: bytes) -> None:
    """Open a register whose `register.json` says what it likes about its encryption."""
    from dpia.register import Register, mounts
    from dpia.register.encryption import keys, unlocking

    folder = room().folder / "sealed"
    for name in ("assessments", "frozen", "attachments", "history"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    room().put("sealed/register.json", data)
    asked, mounts.ask = mounts.ask, lambda _folder: keys.Passphrase(seeds.SECRET)
    try:
        Register.open(folder).summaries()
    finally:
        mounts.ask = asked
        unlocking.forget()
        mounts.unmount(folder)


def key_file(data: bytes) -> None:
    """Open a register with a file of a private key."""
    from dpia.register.encryption import keys, pairs

    content = pairs.read_key_file(data)
    sealed = pairs.is_sealed(content)
    private = pairs.private_of(content, keys.Passphrase(seeds.SECRET) if sealed else None)
    assert isinstance(private.data, bytes)
    keys.unwrap("id", [{"name": "x", "kind": "x25519", "wrapped": "AAAA"}], private)


def translation(data: bytes) -> None:
    """Read a translation, lay it over what it translates, and bring it up to date."""
    from dpia.desk.translations import write

    own_ = room().folder / "words"
    room().put("words/topics/screening.nl.json", data)
    library = _library(own_)
    library.translated = True
    write(library, "screening", "nl")
    from dpia.desk.translations import words

    assert isinstance(words(library, "nl"), Mapping)


def _library(folder: Path) -> Any:
    from dpia.desk.library import Library

    found = Library(folder, translated=False)
    shipped = room().desk.library
    found.__dict__["_files"] = shipped.files()
    return found


def importing(name: str, format_: str, form: Form, made: Any, file: str = "file") -> Target:
    """Return the target of an importer."""
    return Target(name, lambda data: imported(data, file, format_, data in made()), form, made)


def planted(data: bytes) -> None:
    """Do wrong in three ways: the room is shown to find them."""
    content = json.loads(data) if data[:1] in b"{[" else None
    if not isinstance(content, dict):
        raise Invalid("This is no object.")
    if content.get("depth") is None:
        raise KeyError("depth")


TARGETS = {
    target.name: target
    for target in (
        Target("law", law, "json", seeds.law),
        Target("own", own, "json", seeds.law),
        Target("condition", condition, "json", seeds.conditions),
        Target("translation", translation, "json", seeds.translations),
        Target("assessment", assessment, "json", seeds.assessments),
        Target("stored", stored, "json", seeds.stored),
        Target("sealed", sealed, "json", segments),
        importing("any", "", "bytes", lambda: [b"PK\x03\x04", b"{", b"%PDF-1.7", b"Title;Risk"]),
        importing("cnil", "", "json", seeds.pias),
        importing("cnil-zip", "", "zip", seeds.zipped_pias),
        importing("rijksdienst", "", "json", seeds.forms),
        importing("ciso", "", "zip", seeds.bikes),
        importing("workbook", "", "zip", lambda: seeds.workbooks()[:1]),
        importing("questions", "", "zip", lambda: seeds.workbooks()[1:]),
        importing("lines", "", "lines", seeds.lines),
        importing("report", "", "bytes", seeds.reports),
        Target("table", table, "text", seeds.tables),
        Target("map", mapping, "json", seeds.maps),
        Target("style", style, "zip", seeds.styles),
        Target("picture", picture, "bytes", seeds.pictures),
        Target("config", config, "text", seeds.config),
        Target("backup", backup, "zip", seeds.backups),
        Target("header", header, "json", seeds.headers),
        Target("key-file", key_file, "json", seeds.key_files),
    )
}
