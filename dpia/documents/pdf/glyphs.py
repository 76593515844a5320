"""Which characters of a text no font at hand has: a PDF shows an empty box for each of them.

The PDF is made with a few fonts of its own and all that are installed on the computer.
"""

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from dpia.text import ngettext

FONTS = ("Libertinus Serif", "DejaVu Sans", "DejaVu Sans Mono")
"""The fonts that are looked in first, as the layout names them."""
_SHOWN = 10
"""Characters that a sentence shows."""
_MOST = 3000
"""Different characters that are tried; more say nothing else."""
_MAPPED = re.compile(rb"<([0-9A-F]{4,})>\s*$", re.MULTILINE)
_NOTHING = re.compile(rb"\(\\000\\000")
"""A text that begins with the glyph that stands for none, as a page draws it."""
_PROBE = b"""#set page(width: 60pt, height: 40pt, margin: 4pt)
#set text(font: json(bytes(sys.inputs.fonts)))
#for (at, one) in json(bytes(sys.inputs.tried)).enumerate() { if at > 0 { pagebreak() }; [#one] }
"""


def without_glyph(made: bytes, content: Any) -> str:
    """Return the characters of the texts in `content` for which the PDF `made` has no glyph."""
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(made))
    doubtful = "".join(sorted(_printed(content) - _mapped(reader)))[:_MOST]
    return "".join(_without(doubtful)) if doubtful else ""


def told(missing: str) -> str:
    """Return in one sentence that characters are not shown, and how to mend it; empty: all are."""
    if not missing:
        return ""
    named = (unicodedata.name(one, "?").split()[0] for one in missing)
    scripts = dict.fromkeys(name if name == "CJK" else name.title() for name in named)
    shown = " ".join(missing[:_SHOWN]) + (" …" if len(missing) > _SHOWN else "")
    return ngettext(
        "The PDF shows a box for {n} character ({shown}), as no font on this computer has it: "
        "install one for {scripts}, such as of the Noto family, and write it again; Word and HTML "
        "are not affected.",
        "The PDF shows boxes for {n} characters ({shown}), as no font on this computer has them: "
        "install one for {scripts}, such as of the Noto family, and write it again; Word and HTML "
        "are not affected.",
        len(missing),
    ).format(n=len(missing), shown=shown, scripts=", ".join([*scripts][:3]))


def _printed(content: Any) -> set[str]:
    """Return the characters that leave ink, beyond those that every font has."""
    signs: set[str] = set()
    for text in _texts(content):
        signs.update(text if not text.isascii() else "")
    return {one for one in signs if one > "~" and unicodedata.category(one)[0] not in "CMZ"}


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for value in content.values():
            yield from _texts(value)
    elif isinstance(content, list | tuple):
        for value in content:
            yield from _texts(value)


def _mapped(reader: Any) -> set[str]:
    """Return the characters that glyphs of the PDF stand for, by its own tables."""
    found: set[str] = set()
    seen: set[int] = set()
    for page in reader.pages:
        for font in (page.get("/Resources") or {}).get("/Font", {}).values():
            if font.idnum not in seen and "/ToUnicode" in font.get_object():
                seen.add(font.idnum)
                for code in _MAPPED.findall(font.get_object()["/ToUnicode"].get_data()):
                    found.update(bytes.fromhex(code.decode()).decode("utf-16-be", "replace"))
    return found


def _without(tried: str) -> Iterator[str]:
    """Yield the characters that come out as the glyph for nothing, on a page of their own each."""
    import json

    import pypdf
    import typst

    given = {"fonts": json.dumps(FONTS), "tried": json.dumps([*tried])}
    made = typst.compile(_PROBE, format="pdf", sys_inputs=given)
    for one, page in zip(tried, pypdf.PdfReader(io.BytesIO(made)).pages, strict=True):
        contents = page.get_contents()
        if contents is not None and _NOTHING.search(contents.get_data()):
            yield one
