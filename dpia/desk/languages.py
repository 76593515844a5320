"""Which language is spoken: the one that is asked for, if there are words in it."""

import os
import struct
import tomllib
from collections.abc import Mapping
from pathlib import Path

from dpia import text
from dpia.desk.library import Library
from dpia.desk.paths import config_folder
from dpia.desk.translations import sidecars
from dpia.text import ENGLISH, _, general_first, language_code

NAMES = {
    **{"bg": "български", "cs": "čeština", "da": "dansk", "de": "Deutsch", "el": "ελληνικά"},
    **{"en": "English", "es": "español", "et": "eesti", "fi": "suomi", "fr": "français"},
    **{"ga": "Gaeilge", "hr": "hrvatski", "hu": "magyar", "is": "íslenska", "it": "italiano"},
    **{"lt": "lietuvių", "lv": "latviešu", "mt": "Malti", "nb": "norsk bokmål"},
    **{"nl": "Nederlands", "nn": "nynorsk", "no": "norsk", "pl": "polski", "pt": "português"},
    **{"ro": "română", "sk": "slovenčina", "sl": "slovenščina", "sv": "svenska"},
}
"""What languages call themselves."""
_ENVIRONMENT = ("LC_ALL", "LC_MESSAGES", "LANG")


def own_locale() -> Path:
    """Return the folder of the organisation's own catalogues of the program's words."""
    return config_folder() / "locale"


def _locales() -> tuple[Path, Path]:
    return own_locale(), Path(text.__file__).parent / "locale"


def languages(library: Library) -> dict[str, str]:
    """Return the languages something is written in, `code -> name`, English first."""
    found = {sidecar.language for sidecar in sidecars(library)}
    for folder in _locales():
        for catalogue in folder.glob("*/LC_MESSAGES/dpia.mo"):
            found.add(language_code(catalogue.parent.parent.name))
    codes = [ENGLISH, *sorted(code for code in found if code and code != ENGLISH)]
    return {code: NAMES.get(code.partition("-")[0], code) for code in codes}


def of_environment(environment: Mapping[str, str]) -> str:
    """Return the language code that `LC_ALL`, `LC_MESSAGES` or `LANG` names, or nothing."""
    named = next((environment[name] for name in _ENVIRONMENT if environment.get(name)), "")
    return language_code(named.partition(".")[0].partition("@")[0])


def settle(asked: str) -> str:
    """Speak the language `asked`, else the configured one, else that of the environment.

    English is spoken where there are no words in it. Returns why a catalogue could not be read,
    or nothing.
    """
    wanted = language_code(asked) or _configured() or of_environment(os.environ)
    there = languages(Library()) if wanted not in ("", ENGLISH) else {}
    known = [code for code in general_first(wanted) if code in there]
    try:
        text.speak(known[-1] if known else ENGLISH, _locales() if known else ())
    except (OSError, ValueError, struct.error) as problem:
        message = _("A catalogue of words in “{code}” cannot be read: {reason}.")
        return message.format(code=known[-1], reason=problem)
    return ""


def _configured() -> str:
    """Return the language in the configuration; whatever is wrong with it is told by who needs it.

    It is not read as usual: that imports tables of words, before a language is spoken.
    """
    try:
        found = tomllib.loads((config_folder() / "config.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return language_code(str(found.get("language", "")))
