"""The one door for the program's own words, so that they can be translated with gettext.

English is what the words are written in. `speak` takes another language, once and before what
is shown is imported: many a table is put into words when its module is read.
"""

import gettext
import re
from collections.abc import Iterable
from pathlib import Path

ENGLISH = "en"
_CODE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?")
_language = ENGLISH
_catalogue = gettext.NullTranslations()


def _(message: str) -> str:
    """Return the program's own `message` in the user's language; never pass foreign text."""
    return _catalogue.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form of a message that fits `count`."""
    return _catalogue.ngettext(singular, plural, count)


def language() -> str:
    """Return the language that is spoken, as documents name it: `en`, `nl`, `pt-BR`."""
    return _language


def language_code(written: str) -> str:
    """Return a language code in its usual form (BCP 47), or nothing for what is none."""
    found = _CODE.fullmatch(written.strip())
    if found is None:
        return ""
    name, script, region = found.groups()
    parts = (name.lower(), script and script.title(), region and region.upper())
    return "-".join(part for part in parts if part)


def general_first(code: str) -> list[str]:
    """Return a language code with what it is a kind of, the most general first: `pt`, `pt-BR`."""
    parts = code.split("-")
    return ["-".join(parts[: count + 1]) for count in range(len(parts))]


def speak(code: str, folders: Iterable[Path] = ()) -> None:
    """Speak the language `code`; the catalogues in `folders` say the words, the first before all.

    Raises OSError, ValueError or struct.error for a catalogue that cannot be read; the program's
    own words stay English then.
    """
    global _language, _catalogue
    _language, _catalogue = code, gettext.NullTranslations()
    name = code.replace("-", "_")
    for folder in reversed([*folders]):
        found = gettext.translation("dpia", str(folder), [name], fallback=True)
        found.add_fallback(_catalogue)
        _catalogue = found
