"""What a Word document needs and python-docx has no words for: marks in its XML, and pictures."""

from io import BytesIO
from typing import Any

from docx.image.image import Image
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from dpia.documents.pictures import Picture
from dpia.documents.safe import legal


def takes(picture: Picture) -> bool:
    """Say whether a Word file can hold a picture."""
    try:
        Image.from_blob(picture.data)
    except Exception:  # the library raises what it likes for a broken file
        return False
    return True


def draw(document: Any, picture: Picture, text: str) -> None:
    """Add a picture, as wide as the text and nearly as high as a page at most; `text` tells it."""
    page = document.sections[-1]
    width = page.page_width - page.left_margin - page.right_margin
    height = (page.page_height or Cm(29.7)) - (page.top_margin or 0) - (page.bottom_margin or 0)
    size = picture.within(width / Pt(1), height / Pt(1) * 0.85)
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing = 1.0  # a fixed one, of a style, would cut it off
    sides = (max(int(Pt(side)), 1) for side in size)
    inline = paragraph.part.new_pic_inline(BytesIO(picture.data), *sides)
    inline.docPr.set("descr", legal(text))
    for side in "TBLR":
        inline.set(f"dist{side}", "0")  # left out, LibreOffice moves it to the right
    paragraph.add_run()._r.add_drawing(inline)


def emptied(document: Any) -> None:
    """Take everything out of a Word file but its styles and its page."""
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)


def together(row: Any) -> None:
    """Keep a row on one page; one that is longer than a page is divided all the same."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def room(grid: Any) -> None:
    """Keep the words of the cells off the border above; below, paragraphs have room anyway."""
    margins, top = OxmlElement("w:tblCellMar"), OxmlElement("w:top")
    top.set(qn("w:w"), "20")
    top.set(qn("w:type"), "dxa")
    margins.append(top)
    grid._tbl.tblPr.insert_element_before(margins, "w:tblLook")  # in the order of the format


def repeat(row: Any) -> None:
    """Repeat a row of headings on each page, so that screen readers know it for one, too."""
    properties = row._tr.get_or_add_trPr()
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    properties.append(mark)


def shade(cell: Any, height: float) -> None:
    """Colour a cell from calm to grave; its level stands in it in words."""
    colours = ("DDEEDD", "FFF2CC", "F8CBAD", "E6A5A0")
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), colours[min(int(height * len(colours)), len(colours) - 1)])
    cell._tc.get_or_add_tcPr().append(shading)


def updated_on_opening(settings: Any) -> None:
    """Let Word work out page numbers when the file is opened; it asks before it does."""
    if settings.find(qn("w:updateFields")) is None:
        mark = OxmlElement("w:updateFields")
        mark.set(qn("w:val"), "true")
        after = ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars", "rsids")
        settings.insert_element_before(mark, *(f"w:{name}" for name in after))


def field(paragraph: Any, code: str, shown: str) -> None:
    """Add a field that Word works out, such as a page number, with what stands there until then."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", shown), ("end", "")):
        run = paragraph.add_run()
        if kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif kind == "shown":
            run.text = text
        else:
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = text
            run._r.append(instruction)
