"""Text from people and files, made safe for a spreadsheet cell or a terminal line."""

import re
from collections.abc import Iterator

CELL_LIMIT = 32_767
"""UTF-16 units that one cell of a workbook can hold."""

PIECE = 16_000
"""Characters in one piece of a divided text: two units each at most, so it always fits a cell."""

_FORMULA = re.compile("[\\s\ufeff\u200b]*[=+\\-@|\uff1d\uff0b\uff0d\uff20\u2212]|[\t\r\n]")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def legal(text: str) -> str:
    """Return `text` with line ends as LF and every character that XML cannot hold made visible.

    Control characters become their pictures (ESC becomes ␛), lone surrogates and the two
    non-characters become the replacement character, so that nothing disappears unseen.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ILLEGAL.sub(_mark, text)


def _mark(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def encode(text: str) -> str:
    """Return legal `text` as a cell stores it: what looks like an escape `_x0041_` is escaped.

    Spreadsheets read `_x0041_` as the letter A; the underscore written as `_x005F_` prevents it.
    """
    return _ESCAPE_LIKE.sub("_x005F_", text) if "_x" in text else text


def decode(stored: str) -> str:
    """Return the text that a spreadsheet shows for a `stored` cell: the inverse of `encode`."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), stored) if "_x" in stored else stored


def no_formula(text: str) -> str:
    """Return `text` for a CSV cell: an apostrophe before what a spreadsheet could calculate.

    Plain numbers such as -5 are left as they are.
    """
    if not _FORMULA.match(text) or re.fullmatch(r"[+-]?[0-9]+([.,][0-9]+)?", text):
        return text
    return "'" + text


def units(text: str) -> int:
    """Return the length of `text` in UTF-16 units, which is what a cell's limit counts."""
    if text.isascii():
        return len(text)
    return len(text) + sum(character > "\uffff" for character in text)


def fits(stored: str) -> bool:
    """Tell whether `stored` text can stand in one cell without being cut."""
    return len(stored) * 2 <= CELL_LIMIT or units(stored) <= CELL_LIMIT


def pieces(text: str) -> Iterator[str]:
    """Divide `text` into pieces that each fit in a cell, whatever they contain."""
    for start in range(0, len(text), PIECE):
        yield text[start : start + PIECE]


def visible(text: str) -> str:
    """Return `text` for a line of a terminal: nothing in it can move, hide or turn what follows.

    Control characters below space become their pictures, others and the marks that turn the
    writing direction become escapes such as `\\u202e`.
    """
    return text if text.isprintable() else _UNPRINTABLE.sub(_show, text)


def _show(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
