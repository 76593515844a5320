"""The one door from foreign text to what Textual draws: never markup, nothing invisible.

Whatever a user or a file wrote is foreign. Control characters and the marks that turn the reading
direction are made visible, so that no text can move the cursor, hide a part of itself or pass for
another; letters of every script, joiners and emoji pass unchanged.
"""

import re
from typing import TYPE_CHECKING

from textual.content import Content

from dpia.questionnaire.cleaning import folded as folded

if TYPE_CHECKING:
    from rich.text import Text

_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e"
    "\u2060\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)

_LINE_SIGNS = {ord(char): chr(0x2400 + ord(char)) for char in "\t\n"}


def visible(text: str) -> str:
    """Return `text` with a visible sign for each character that would act instead of showing."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SUSPECT.sub(_sign, text)


def _sign(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else f"<U+{code:04X}>"


def signs(text: str) -> str:
    """Return `text` with one sign in the place of each such character, where lengths must stay."""
    return _SUSPECT.sub(lambda found: _picture(ord(found[0])), text)


def line_signs(text: str) -> str:
    """Return `text` with such signs for line ends and tabs, too."""
    return signs(text).translate(_LINE_SIGNS)


def _picture(code: int) -> str:
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def content(text: object, style: str = "") -> Content:
    """Return foreign text as Content, lines kept; `style` is ours."""
    shown = visible(str(text))
    return Content.styled(shown, style) if style else Content(shown)


def one_line(text: object, limit: int = 0) -> str:
    """Return foreign text as one visible line of at most `limit` characters (0: any length)."""
    cut = str(text)[: limit * 4 + 80] if limit else str(text)
    line = " ".join(visible(cut).split())
    return line if not limit or len(line) <= limit else line[: max(limit - 1, 0)].rstrip() + "…"


def line(text: object, style: str = "", limit: int = 0) -> Content:
    """Return foreign text as Content on one line."""
    shown = one_line(text, limit)
    return Content.styled(shown, style) if style else Content(shown)


def rich(text: object, style: str = "") -> "Text":
    """Return foreign text as Rich Text on one line, for the widgets that still want that."""
    from rich.text import Text

    return Text(one_line(text), style=style, no_wrap=True, overflow="ellipsis")
