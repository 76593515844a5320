"""Which characters the classes of a pattern have in common."""

import re

_CATEGORIES = {"d": 1, "w": 3, "s": 4, "D": 14, "W": 12, "S": 11}
"""What is neither ASCII nor named in a pattern: digits 1, other letters 2, blanks 4, others 8."""
_ALL = 15
_LETTERS = re.compile(r"\[([^\^\\-][^\\-]*)\]")
_CODE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))")


class Alphabet:
    """The characters that matter to one pattern: ASCII, those it names, and four kinds of others.

    A class of it is a whole number with a bit for each. A range that is not of ASCII alone counts
    as if it had all others: two classes may seem to share a character, never seem not to.
    """

    def __init__(self, pattern: str) -> None:
        """Gather what `pattern` names."""
        named = {chr(int(x or u, 16)) for x, u in _CODE.findall(pattern)} | set(pattern)
        self._chars = "".join(sorted(named | set(map(chr, range(128)))))
        self._bits = {char: 16 << i for i, char in enumerate(self._chars)}
        self._known: dict[str, int] = {}

    def of(self, text: str) -> int:
        """Return the characters that one character of a pattern, a class or `.` can be."""
        if text in self._bits and text != ".":
            return self._bits[text]
        if text not in self._known:
            plain = _LETTERS.fullmatch(text)
            chars = set(plain[1]) if plain else re.findall(text, self._chars)
            among = sum(self._bits[char] for char in chars)
            self._known[text] = among | _others(text)
        return self._known[text]


def _others(text: str) -> int:
    if text == ".":
        return _ALL
    bits = 0
    for name in re.findall(r"\\(.)", text):
        bits |= _CATEGORIES.get(name, 0)
    if text.startswith("[^"):
        return _ALL & ~bits
    wide = not text.isascii() or _CODE.search(text)
    return _ALL if wide and "-" in text[2:-2] else bits
