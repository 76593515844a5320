"""A file from elsewhere: everything hostile is refused with a sentence that says why."""

import io
import json
import zipfile

import pytest

from dpia.documents.incoming import source as limits
from dpia.documents.incoming.formats import FORMATS, importer, recognise
from dpia.documents.incoming.source import Source
from dpia.errors import Invalid, NotFound


def zipped(*files: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return stream.getvalue()


HOSTILE = {
    "twice": '{"pia": {}, "pia": {}}',
    "levels deep": '{"pia": ' + "[" * 100 + "]" * 100 + "}",
    "nested more": "[" * 100_000,
    "number too long": '{"pia": ' + "9" * 5_000 + "}",
    "number too large": '{"pia": 1e999}',
    "too large or": '{"pia": NaN}',
    "not valid JSON": '{"pia": ',
}


@pytest.mark.parametrize("why", HOSTILE)
def test_hostile_json_is_refused(why: str) -> None:
    with pytest.raises(Invalid, match=why):
        _ = Source("x.json", HOSTILE[why].encode()).json


@pytest.mark.parametrize("name", ["../x.json", "/etc/x.json", "a/../../x.json", "C:\\x.json"])
def test_a_zip_that_names_files_outside_itself_is_refused(name: str) -> None:
    with pytest.raises(Invalid, match="outside itself"):
        _ = Source("x.zip", zipped((name, b"{}"))).members


def test_a_zip_that_unpacks_to_too_much_is_refused() -> None:
    bomb = zipped(*((f"{n}.json", b"0" * 15_000_000) for n in range(7)))
    assert len(bomb) < 200_000
    with pytest.raises(Invalid, match="unpacks to more than 100 MB"):
        _ = Source("x.zip", bomb).members
    with pytest.raises(Invalid, match="larger than 20 MB"):
        _ = Source("x.zip", zipped(("a", b"0" * 21_000_000))).members


def test_a_zip_of_too_many_files_is_refused() -> None:
    many = zipped(*((f"{n}", b"") for n in range(limits.MOST_MEMBERS + 1)))
    with pytest.raises(Invalid, match="more than 1000 files"):
        _ = Source("x.zip", many).members


def test_a_zip_that_lies_about_a_size_is_refused() -> None:
    honest = zipped(("a.json", b"x" * 500))
    at = honest.index(b"PK\x01\x02") + 24  # the size of a file, unpacked, in the list at the end
    lying = honest[:at] + (5).to_bytes(4, "little") + honest[at + 4 :]
    with pytest.raises(Invalid):
        Source("x.zip", lying).member("a.json")


def test_a_broken_zip_and_a_broken_text_are_refused() -> None:
    with pytest.raises(Invalid, match="no ZIP that can be read"):
        _ = Source("x.zip", b"PK\x03\x04 and no more").members
    with pytest.raises(Invalid, match="not UTF-8"):
        _ = Source("x.txt", b"\xe9\xe9 Latin").text


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(Invalid, match="at most 20 MB"):
        Source("x", b" " * (limits.LARGEST + 1))


def test_what_is_broken_is_said_where_no_format_fits() -> None:
    with pytest.raises(Invalid, match="twice"):
        recognise(Source("x", HOSTILE["twice"].encode()))
    with pytest.raises(Invalid, match="no format that can be imported"):
        recognise(Source("x", json.dumps({"nothing": "known"}).encode()))


def test_every_format_has_an_importer_of_that_name() -> None:
    assert [importer(name).id for name in FORMATS] == list(FORMATS)
    with pytest.raises(NotFound, match="cnil"):
        importer("word")
