"""What a measure serves: principles, rights of people and other requirements of the law."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from dpia.errors import Invalid
from dpia.text import _

FROM_CATALOGUE = ("principles", "rights", "requirements")
"""Where an entry of the catalogue says what it serves."""


def served(names: Iterable[str], known: Collection[str]) -> list[str]:
    """Return `names` each once, in the order of `known`. Raises Invalid for one not known."""
    wanted = list(dict.fromkeys(names))
    if strange := strangers(wanted, known):
        raise Invalid(strange)
    return [name for name in known if name in wanted]


def strangers(names: Iterable[str], known: Collection[str]) -> str:
    """Say in a sentence which of `names` nothing of the law has; empty when all are known."""
    strange = [f"“{name}”" for name in names if name not in known]
    if not strange:
        return ""
    message = _("A measure cannot serve {names}. Known: {known}.")
    return message.format(names=", ".join(strange), known=", ".join(known))


def of_entry(entry: Mapping[str, Any], known: Collection[str]) -> list[str]:
    """Return what an entry of the catalogue serves; what the law does not know is left out."""
    wanted = {name for part in FROM_CATALOGUE for name in entry.get(part, ())}
    return [name for name in known if name in wanted]
