"""Attached pictures are drawn in a report; what cannot be drawn is named with the reason."""

import zipfile
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from typing import Any

import docx
import pypdf
import pytest

from dpia.assessment.confidential import MARK
from dpia.documents import pictures
from dpia.documents.html import html
from dpia.documents.markdown import markdown
from dpia.documents.pdf import pdf
from dpia.documents.pictures import Fetch, looked_at
from dpia.documents.template import Filled, fill, public
from dpia.documents.word import word
from dpia.errors import NotFound
from tests.documents.drawings import jpeg, png
from tests.documents.test_markdown import squeezed
from tests.documents.test_report_files import texts
from tests.documents.test_template import FORM, SOUND, seen

PNG, JPEG = png(64, 48), jpeg()
BOMB = png(100_000, 100_000, b"")
NO_PICTURE = "it is no PNG or JPEG picture"
UNSHOWN = "it cannot be shown in a file of this kind"


def report(*kept: bytes, about: str = "data_flow", hidden: bool = False, **said: Any) -> Filled:
    """Return a form with files attached to a part of it."""
    found = seen(SOUND)
    found.document["attachments"] = [  # type: ignore[index]
        {
            **{"id": f"a{at}", "name": f"flow{at}.png", "about": about, **said},
            **{"sha256": sha256(data).hexdigest(), "size": len(data)},
        }
        for at, data in enumerate(kept, 1)
    ]
    return fill(FORM, public(found) if hidden else found)


def giving(*kept: bytes) -> Fetch:
    by_sha = {sha256(data).hexdigest(): data for data in kept}

    def fetch(sha: str) -> bytes:
        if sha not in by_sha:
            raise NotFound("It is gone.")
        return by_sha[sha]

    return fetch


def in_word(content: bytes) -> list[bytes]:
    """Return the pictures that a Word file shows, in order."""
    document = docx.Document(BytesIO(content))
    return [
        document.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed].blob
        for shape in document.inline_shapes
    ]


def in_pdf(content: bytes) -> list[tuple[int, int]]:
    """Return width and height, in pixels, of the pictures of a PDF."""
    found = []
    for page in pypdf.PdfReader(BytesIO(content)).pages:
        objects: Mapping[str, Any] = page.get("/Resources", {}).get("/XObject", {})
        images = [one for one in objects.values() if one["/Subtype"] == "/Image"]
        found += [(int(one["/Width"]), int(one["/Height"])) for one in images]
    return found


def said(content: bytes) -> str:
    """Return the text of a Word file or a PDF without its spaces."""
    if content.startswith(b"PK"):
        return texts(docx.Document(BytesIO(content)))
    pages = pypdf.PdfReader(BytesIO(content)).pages
    return squeezed("".join(page.extract_text() for page in pages))


def test_each_format_draws_the_bytes_that_were_attached_beneath_their_name() -> None:
    form, fetch = report(PNG, JPEG), giving(PNG, JPEG)
    made = word(form, fetch=fetch)
    assert in_word(made) == [PNG, JPEG]
    members = zipfile.ZipFile(BytesIO(made)).namelist()
    assert {"word/media/image1.png", "word/media/image2.jpg"} <= set(members)
    page = html(form, fetch)
    caption = page.index(f"SHA-256 {sha256(PNG).hexdigest()}</p>")
    shown = page.index(f'<img src="data:image/png;base64,{b64encode(PNG).decode()}"')
    assert caption < shown < page.index(f"SHA-256 {sha256(JPEG).hexdigest()}</p>")
    assert f"data:image/jpeg;base64,{b64encode(JPEG).decode()}" in page
    printed = pdf(form, None, fetch)
    assert in_pdf(printed) == [(64, 48), (16, 8)]
    for text in (said(made), said(printed), squeezed(page)):
        assert "flow1.png" in text and sha256(PNG).hexdigest() in text
        assert "notshown" not in text


def test_in_word_and_html_a_picture_is_told_to_those_who_cannot_see_it() -> None:
    form, fetch = report(PNG, title='<b>"Flows"\x07'), giving(PNG)
    inside = zipfile.ZipFile(BytesIO(word(form, fetch=fetch))).read("word/document.xml").decode()
    assert 'descr="&lt;b&gt;&quot;Flows&quot;' in inside
    assert 'alt="&lt;b&gt;&quot;Flows&quot;' in html(form, fetch)


def test_markdown_names_it_and_nothing_is_read_without_need() -> None:
    form = report(PNG)
    assert sha256(PNG).hexdigest() in markdown(form)
    assert "<img" not in html(form) and not in_word(word(form)) and not in_pdf(pdf(form, None))


HOSTILE = {
    BOMB: "it has more than 40 million pixels",
    JPEG.replace(b"\0\x08\0\x10", b"\xff\xff\xff\xff"): "it has more than 40 million pixels",
    PNG[:-30]: "it is damaged",
    PNG[:16]: "it is damaged",
    PNG.replace(PNG[60:64], b"\0\1\2\3"): "it is damaged",
    png(0, 5, b""): "it is damaged",
    JPEG[:-2]: "it is damaged",
    JPEG[:40]: "it is damaged",
    b"\xff\xd8\xff" + b"\xe0\0\0" * 50: "it is damaged",
    b"\xff\xd8" + b"\xff" * 500: "it is damaged",
    b"Only words, whatever the name says.": NO_PICTURE,
    b'<svg xmlns="http://www.w3.org/2000/svg"/>': NO_PICTURE,
    b"GIF89a" + b"\0" * 40: NO_PICTURE,
    b"": NO_PICTURE,
    PNG + b"\0" * 10_000_000: "it is larger than 10 MB",
}


def test_what_is_hostile_or_broken_is_named_with_the_reason_in_every_format() -> None:
    form, fetch = report(*HOSTILE, JPEG), giving(*HOSTILE, JPEG)
    made, page, printed = word(form, fetch=fetch), html(form, fetch), pdf(form, None, fetch)
    for text in (said(made), squeezed(page), said(printed)):
        for data, why in HOSTILE.items():
            assert squeezed(f"{sha256(data).hexdigest()}; not shown: {why}") in text
        assert all(squeezed(section.title) in text for section in form.sections)
    assert in_word(made) == [JPEG] and page.count("<img") == 1 and in_pdf(printed) == [(16, 8)]


def test_one_that_is_missing_is_named_and_the_report_is_whole() -> None:
    form = report(PNG, JPEG)
    for text in (said(word(form, fetch=giving(JPEG))), squeezed(html(form, giving(JPEG)))):
        assert squeezed("; not shown: it is missing") in text
    printed = pdf(form, None, giving(JPEG))
    assert "itismissing" in said(printed) and in_pdf(printed) == [(16, 8)]


def test_what_the_makers_of_a_format_refuse_is_named_in_that_one_alone() -> None:
    unpacked = png(64, 48, b"this is not packed")
    printed = pdf(report(unpacked), None, giving(unpacked))
    assert squeezed(UNSHOWN) in said(printed) and not in_pdf(printed)
    unmarked = jpeg(name=b"Other\0\1\1\0\0\1\0\1\0\0")
    form, fetch = report(unmarked), giving(unmarked)
    assert squeezed(UNSHOWN) in said(made := word(form, fetch=fetch)) and not in_word(made)
    assert in_pdf(pdf(form, None, fetch)) == [(16, 8)]


def test_pictures_that_are_too_large_together_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    form, fetch = report(PNG, JPEG), giving(PNG, JPEG)
    why = "the pictures of this report are too large together"
    for limit, most in (("ALL_BYTES", len(PNG) + len(JPEG)), ("ALL_PIXELS", 64 * 48 + 16 * 8)):
        with monkeypatch.context() as patch:
            patch.setattr(pictures, limit, most)
            assert why not in html(form, fetch)
            patch.setattr(pictures, limit, most - 1)
            assert why in (page := html(form, fetch)) and page.count("<img") == 1


def test_a_file_that_is_attached_twice_is_drawn_once() -> None:
    form, fetch = report(PNG, PNG), giving(PNG)
    assert html(form, fetch).count("<img") == 1 and len(in_word(word(form, fetch=fetch))) == 1


@pytest.mark.parametrize("about", ["", "gone.part"])
def test_one_that_belongs_to_no_part_is_drawn_too(about: str) -> None:
    form = report(PNG, about=about)
    assert html(form, giving(PNG)).count("<img") == 1


def test_what_is_no_picture_by_its_name_is_only_named() -> None:
    form = report(b"%PDF-1.7", name="contract.pdf")
    assert sha256(b"%PDF-1.7").hexdigest() in html(form)
    assert html(form, giving(b"%PDF-1.7")) == html(form)


@pytest.mark.parametrize("mark", [{}, {MARK: True}])
def test_a_public_report_draws_none_and_asks_for_none(mark: dict[str, bool]) -> None:
    def fetch(sha: str) -> bytes:
        raise AssertionError(sha)

    form = report(PNG, hidden=True, **mark)
    assert html(form, fetch) == html(form)
    assert word(form, fetch=fetch) and pdf(form, None, fetch)
    assert sha256(PNG).hexdigest() in html(form) or mark


def test_a_picture_is_no_wider_than_the_text_and_no_higher_than_a_page() -> None:
    sizes = [(3000, 40), (40, 3000), (1, 20_000), (20_000, 1)]
    kept = [png(*size) for size in sizes]
    form, fetch = report(*kept), giving(*kept)
    document = docx.Document(BytesIO(word(form, fetch=fetch)))
    page = document.sections[0]
    for shape, size in zip(document.inline_shapes, sizes, strict=True):
        assert 0 < shape.width <= page.page_width - page.left_margin - page.right_margin
        assert 0 < shape.height <= page.page_height - page.top_margin - page.bottom_margin
        assert max(shape.width / size[0], shape.height / size[1]) <= 9525  # 96 pixels to an inch
    assert in_pdf(pdf(form, None, fetch)) == sizes


def test_the_size_is_read_from_the_head_of_the_file() -> None:
    for data, size in ((PNG, (64, 48)), (JPEG, (16, 8)), (jpeg(6), (48, 8))):
        found = looked_at(data)
        assert not isinstance(found, str) and (found.width, found.height) == size
