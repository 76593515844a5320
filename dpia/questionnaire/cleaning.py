"""What a text must be rid of before it is kept, and before it is compared."""

import re
import unicodedata

_NONCHARACTERS = "".join(
    chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)
_UNFIT = re.compile(f"[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]")


def clean(text: str) -> str:
    """Return `text` without control characters, lone surrogates and noncharacters.

    Line ends become newlines. Unassigned characters stay: they may be newer than our tables.
    """
    # None of those is printable; most texts are, but for the ends of their lines: told fast.
    if text.isprintable() or text.replace("\n", "").isprintable():
        return text
    return _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def folded(text: str) -> str:
    """Return `text` as names and searches are compared: without case and accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))
