"""Words that are looked for in texts, as the index finds them: whole, without case and accents.

The last word may be the beginning of one.
"""

import re
import unicodedata
from functools import lru_cache

_TOKEN = re.compile(r"[^\W_]+")
_PART = r"(?<![^\W_])"
_END = r"(?![^\W_])"
AROUND = 60
"""Characters that are shown on either side of a word that was found."""


class _Kept(dict[int, int | None]):
    """What becomes of each character: marks that combine with the one before go."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_KEPT = _Kept()
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
"""What is not ASCII; only that is looked at closely, as a history is long."""


def folded(text: str) -> str:
    """Return `text` as it is compared: without case and accents."""
    return _FOREIGN.sub(_folded, text.lower())


@lru_cache(maxsize=100_000)
def _letters(text: str) -> str:
    return unicodedata.normalize("NFKD", text.casefold()).translate(_KEPT)


def _folded(found: re.Match[str]) -> str:
    return _letters(found[0])


class Wording:
    """Words that must all stand in one text."""

    def __init__(self, query: str) -> None:
        """Look for the words of `query`, parted by spaces."""
        parts = [_TOKEN.findall(folded(word)) for word in query.split()]
        words = [tokens for tokens in parts if tokens]
        self.tokens = [token for tokens in words for token in tokens]
        """What must stand in any text that fits, in any order."""
        joined = [r"[\W_]+".join(map(re.escape, tokens)) for tokens in words]
        self._patterns = [re.compile(_PART + one + _END) for one in joined[:-1]]
        self._patterns += [re.compile(_PART + one) for one in joined[-1:]]

    def may_fit(self, text: str) -> bool:
        """Say whether all words may stand somewhere in a long text; quick."""
        plain = folded(text)
        return bool(self.tokens) and all(token in plain for token in self.tokens)

    def fits(self, text: str) -> bool:
        """Say whether all words stand in `text`."""
        plain = folded(text)
        return bool(self._patterns) and all(one.search(plain) for one in self._patterns)

    def around(self, text: str) -> tuple[str, str, str]:
        """Return what stands before the first word in `text`, that word, and what stands after."""
        plain, places = _placed(text)
        found = self._patterns[0].search(plain)
        if found is None:
            return text[: 2 * AROUND], "", ""
        start, end = places[found.start()], places[found.end() - 1] + 1
        before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        return (
            ("…" if start > AROUND else "") + before,
            text[start:end],
            after + ("…" if end + AROUND < len(text) else ""),
        )


def _placed(text: str) -> tuple[str, list[int]]:
    """Return `text` folded, and for each of its characters the place where it came from."""
    plain: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for one in folded(character):
            plain.append(one)
            places.append(place)
    return "".join(plain), places
