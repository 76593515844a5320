"""Finding a row of a list by typing it; the same way in every list."""

import re
from collections.abc import Sequence
from time import monotonic

from textual import events
from textual.content import Content
from textual.widget import Widget

from dpia.text import _
from dpia.tui import foreign

PAUSE = 1.0
"""Seconds within which letters belong together."""
LONG = 9
"""Choices that have a digit of their own; a longer list is searched with a key."""
_NUMBER = re.compile(r"\d")
"""What tells the number of a row from a word."""


class Finding:
    """A list in which a row is found by what is typed; mixed into a widget.

    A letter that is no command goes to the next row it begins. Letters that follow within a moment
    belong to it, whatever they do elsewhere. A search that was begun with its key takes every
    character until Enter, which chooses what is found, or Escape.
    """

    _typed = ""
    _typed_at = 0.0
    _begun = False
    _missed = False

    # For the list

    def rows_to_find(self) -> Sequence[str]:
        """Return the words of each row; nothing for one that cannot be gone to."""
        raise NotImplementedError

    def row_here(self) -> int:
        """Return the row under the cursor."""
        raise NotImplementedError

    def found(self, place: int) -> None:
        """Go to a row that was found."""
        raise NotImplementedError

    def pick_found(self) -> None:
        """Choose the row under the cursor, which was searched for."""

    def search_changed(self) -> None:
        """Show what is typed."""
        raise NotImplementedError

    # For everybody

    @property
    def finding(self) -> bool:
        """Whether characters belong to what is typed already."""
        return self._begun or bool(self._typed and monotonic() - self._typed_at < PAUSE)

    def search_words(self) -> Content:
        """Return what is typed, as it stands on the row under the cursor; else nothing."""
        if not self.finding:
            return Content("")
        words = f"{_('Find:')} {self._typed}" if self._typed else _("Find: type a name")
        if self._missed:
            words = _("{words}: nothing like it").format(words=words)
        return Content.styled(f" {words} ", "reverse")

    def begin_search(self) -> None:
        """Take every character from now on as part of a name."""
        self._begun, self._typed, self._missed = True, "", False
        self.search_changed()

    def end_search(self) -> None:
        """Take nothing more."""
        shown, self._begun, self._typed = self.finding, False, ""
        self._missed = False
        if shown:
            self.search_changed()

    def takes_key(self, event: events.Key, screen: Widget) -> bool:
        """Take a key that belongs to the search, and say whether it did."""
        key, character = event.key, event.character or ""
        written = len(character) == 1 and character.isprintable() and not key.startswith("alt+")
        if self._begun and key in ("enter", "escape"):
            pick = key == "enter" and bool(self._typed) and not self._missed
            self.end_search()
            if pick:
                self.pick_found()
        elif self.finding and key == "backspace":
            self._search(self._typed[:-1])
        elif written and (self._begun or self._is_letter(key, character, screen)):
            self._search((self._typed if self.finding else "") + character)
        else:
            self.end_search()
            return False
        event.stop()
        event.prevent_default()
        return True

    def _is_letter(self, key: str, character: str, screen: Widget) -> bool:
        if not character.isalpha():
            return False
        bound = getattr(screen, "active_bindings", {})
        return self.finding or key not in bound

    def _search(self, typed: str) -> None:
        self._typed, self._typed_at = typed, monotonic()
        place = row_like(typed, self.rows_to_find(), self.row_here()) if typed else None
        self._missed = bool(typed) and place is None
        if place is not None:
            self.found(place)
        self.search_changed()
        if isinstance(self, Widget) and not self._begun:
            self.set_timer(PAUSE, self._lapse)

    def _lapse(self) -> None:
        if not self.finding and self._typed:
            self.end_search()
            self.search_changed()


def row_like(typed: str, lines: Sequence[str], here: int) -> int | None:
    """Return the row meant by what is typed: one that begins so, else has such a word or part.

    One letter, also typed again and again, goes from each row that begins with it to the next.
    """
    wanted = foreign.folded(typed)
    after = [*range(here + 1, len(lines)), *range(min(here + 1, len(lines)))]
    known = {place: words_of(lines[place]) for place in after}
    if len(wanted) > 1:
        likeness = {place: _likeness(words, wanted) for place, words in known.items()}
        ranked: dict[int, int] = {place: rank for place, rank in likeness.items() if rank}
        near = (here, *after)
        if ranked:
            return min(ranked, key=lambda place: (ranked[place], near.index(place)))
    if not wanted or len(set(wanted)) > 1:
        return None
    return next((place for place in after[:-1] if known[place].startswith(wanted[0])), None)


def _likeness(words: str, wanted: str) -> int:
    """Return 1 for words that begin as wanted, 2 for such a word, 3 for a part, 0 for nothing."""
    if words.startswith(wanted):
        return 1
    return 2 if f" {wanted}" in words else 3 * (wanted in words)


def words_of(line: str) -> str:
    """Return a line from its first word on, behind its number and its marks, as search sees it."""
    words = [word.lstrip("“„(") for word in foreign.folded(line).split()]
    begins = (i for i, word in enumerate(words) if word[:1].isalpha() and not _NUMBER.search(word))
    return " ".join(words[next(begins, len(words)) :])
