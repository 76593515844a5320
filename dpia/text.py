"""The one door for the program's own words, so that they can be translated with gettext."""

import gettext
from pathlib import Path

_LOCALE = Path(__file__).parent / "locale"
_translation = gettext.translation("dpia", localedir=str(_LOCALE), fallback=True)


def _(message: str) -> str:
    """Return the program's own `message` in the user's language; never pass foreign text."""
    return _translation.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form of a message that fits `count`."""
    return _translation.ngettext(singular, plural, count)
