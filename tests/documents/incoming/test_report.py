"""A report as a PDF is read back; what only looks like one is refused in a sentence."""

import json
import zlib
from io import BytesIO
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpia.canonical import digest
from dpia.documents.incoming.report import IMPORTER
from dpia.documents.incoming.source import Source
from dpia.documents.pdf import ATTACHED, pdf
from dpia.documents.template import brief
from dpia.errors import Invalid
from tests.documents.test_template import SOUND, seen
from tests.long import long

KEPT = {"id": "x", "title": "A newsletter", "sha256": digest(SOUND), "assessment": SOUND}
REPORT = pdf(brief(seen(SOUND)), KEPT)


def read(data: bytes) -> Any:
    source = Source("report.pdf", data)
    assert IMPORTER.sniff(source)
    (found,) = IMPORTER.read(source)
    return found


def refused(data: bytes) -> str:
    with pytest.raises(Invalid) as caught:
        read(data)
    sentence = caught.value.message
    assert sentence.startswith("report.pdf") or "report.pdf" in sentence
    assert sentence.endswith(".") and len(sentence) < 300
    return sentence


def carrying(**files: bytes) -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    for data in files.values():
        writer.add_attachment(ATTACHED, data)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def test_the_assessment_comes_back_as_it_was_put_in() -> None:
    found = read(REPORT)
    assert found.fields["answers"] == SOUND["answers"]
    assert found.fields["risks"] == SOUND["risks"]
    assert found.title == "A newsletter" and found.origin == "x"


def test_a_report_without_an_assessment_says_so() -> None:
    assert "holds no assessment" in refused(pdf(brief(seen(SOUND)), None))


def test_what_was_altered_is_not_taken() -> None:
    altered = {**KEPT, "assessment": {**SOUND, "title": "Another"}}
    assert "hash" in refused(carrying(one=json.dumps(altered).encode()))
    assert "hash" in refused(carrying(one=json.dumps(SOUND).encode()))
    assert "hash" in refused(carrying(one=b"[]"))


def test_two_assessments_are_one_too_many() -> None:
    data = json.dumps(KEPT).encode()
    assert read(carrying(one=data)).title
    assert "holds no assessment" in refused(carrying(one=data, other=data))


def test_a_password_is_named() -> None:
    writer = pypdf.PdfWriter(clone_from=BytesIO(REPORT))
    writer.encrypt("secret", algorithm="RC4-128")
    made = BytesIO()
    writer.write(made)
    assert "password" in refused(made.getvalue())


def packed(stream: bytes, filters: str = "/FlateDecode") -> bytes:
    """Return a PDF whose one attachment is this stream."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(assessment.json)3 0 R]>>>>>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</Type/Filespec/F(assessment.json)/UF(assessment.json)/EF<</F 4 0 R/UF 4 0 R>>>>",
        b"<</Filter %s/Length %d>>stream\n%s\nendstream" % (filters.encode(), len(stream), stream),
    ]
    made, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(made)
    made += b"xref\n0 5\n0000000000 65535 f \n"
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start


def test_the_handmade_file_is_one_that_can_be_read() -> None:
    assert read(packed(zlib.compress(json.dumps(KEPT).encode()))).title == "A newsletter"


def test_what_unpacks_to_a_flood_is_refused() -> None:
    flood = zlib.compress(b" " * 60_000_000, 9)
    refused(packed(flood))
    refused(packed(zlib.compress(flood, 9), "[/FlateDecode/FlateDecode]"))


def test_json_that_is_nested_without_end_is_refused() -> None:
    refused(packed(zlib.compress(b"[" * 100_000)))


@settings(deadline=None, max_examples=long(21, 60))
@given(st.integers(0, len(REPORT) - 1), st.binary(max_size=12), st.booleans())
def test_a_damaged_report_is_read_right_or_refused(at: int, with_: bytes, cut: bool) -> None:
    data = REPORT[:at] + with_ + (b"" if cut else REPORT[at + len(with_) :])
    source = Source("report.pdf", data)
    if not IMPORTER.sniff(source):
        return
    try:
        (found,) = IMPORTER.read(source)
    except Invalid:
        return
    assert found.fields["answers"] == SOUND["answers"]
