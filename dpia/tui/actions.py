"""The one registry of actions: bindings, footer, palette, help and README all read it."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING

from dpia.text import _
from dpia.tui.action import Action
from dpia.tui.keys import AUTHORITIES, COMMON, FIELDS, PLACES, QUESTIONNAIRE
from dpia.tui.keys_case import CASE_PARTS
from dpia.tui.keys_case import PLACES as CASE_PLACES
from dpia.tui.keys_consulting import CONSULTING
from dpia.tui.keys_consulting import PLACES as CONSULTING_PLACES
from dpia.tui.keys_form import FORM
from dpia.tui.keys_form import PLACES as FORM_PLACES
from dpia.tui.keys_over import ALSO, OVER
from dpia.tui.keys_over import PLACES as OVER_PLACES
from dpia.tui.keys_past import PAST
from dpia.tui.keys_past import PLACES as PAST_PLACES
from dpia.tui.keys_register import PLACES as REGISTER_PLACES
from dpia.tui.keys_register import REGISTER

if TYPE_CHECKING:
    from textual.binding import BindingType

ACTIONS: tuple[Action, ...] = (
    *COMMON, *REGISTER, *QUESTIONNAIRE, *FIELDS, *CASE_PARTS, *FORM, *AUTHORITIES, *PAST,
    *CONSULTING, *OVER,
)  # fmt: skip
TITLES: dict[str, str] = {
    **{**PLACES, **REGISTER_PLACES, **CASE_PLACES, **FORM_PLACES, **PAST_PLACES},
    **CONSULTING_PLACES,
    **OVER_PLACES,
}
"""`place -> heading` in help and README, in order."""

FOOTER_LIMIT = 6
NO_OWN: Mapping[str, str] = {}
"""No keys of one's own; else `place.action -> keys`, as `own_keys.read` gives them."""

NAMES = {
    **{"escape": "Esc", "enter": "Enter", "space": "Space", "tab": "Tab", "delete": "Del"},
    **{"up": "↑", "down": "↓", "left": "←", "right": "→", "shift+up": "Shift+↑"},
    **{"shift+down": "Shift+↓", "shift+tab": "Shift+Tab", "home": "Home", "end": "End"},
    **{"pageup": "PgUp", "pagedown": "PgDn", "question_mark": "?", "slash": "/"},
    **{"left_square_bracket": "[", "right_square_bracket": "]", "full_stop": ".", "plus": "+"},
    **{"minus": "-", "comma": ",", "backspace": "Backspace", "insert": "Ins"},
}
_SILENT = {
    *("escape", "enter", "tab", "delete", "backspace", "insert", "home", "end"),
    *("up", "down", "left", "right", "pageup", "pagedown"),
}


def of(*places: str, own: Mapping[str, str] = NO_OWN, locked: bool = False) -> list[Action]:
    """Return the actions of `places`, in order of the places; with `own` keys where there are.

    While the assessment is `locked`, those that change it are left out.
    """
    found = [action for place in places for action in ACTIONS if action.where == place]
    if locked:
        found = [replace(a, label=a.reading or a.label) for a in found if not a.changes]
    return [with_own(action, own) for action in found] if own else found


def name_of(action: Action) -> str:
    """Return the name of an action in the whole program, `place.action`."""
    return f"{action.where}.{action.id}"


def other_words(action: Action) -> list[str]:
    """Return what else a person may call an action, and look for in the palette."""
    return ALSO.get(action.id, "").split(", ")


def with_own(action: Action, own: Mapping[str, str]) -> Action:
    """Return an action with the keys `own` has for it, if any."""
    keys = own.get(name_of(action))
    return action if keys is None else replace(action, keys=keys)


def bindings(*places: str, own: Mapping[str, str] = NO_OWN) -> "list[BindingType]":
    """Return the Textual bindings of `places`, each with the action's name as its id."""
    from textual.binding import Binding

    return [
        Binding(
            key,
            action.method,
            action.label,
            show=False,
            priority=action.over_text and not prints(key),
            id=name_of(action),
        )
        for action in of(*places, own=own)
        for key in keys_of(action)
    ]


def keys_of(action: Action) -> list[str]:
    """Return the keys of an action as Textual names them."""
    return [key.strip() for key in action.keys.split(",") if key.strip()]


def key_words(action: Action, typing: bool = False) -> list[str]:
    """Return the keys of an action as a person reads them; while typing, only those that work."""
    keys = keys_of(action)
    if typing:
        keys = [key for key in keys if not prints(key)]
    return [spoken(key) for key in keys]


def prints(key: str) -> bool:
    """Say whether a key writes a character when a text field has the focus."""
    function_key = key[:1] == "f" and key[1:].isdecimal()
    return "+" not in key and key not in _SILENT and not function_key


def spoken(key: str) -> str:
    """Return a key's name as it stands on the keyboard."""
    if key in NAMES:
        return NAMES[key]
    *held, last = key.split("+")
    function_key = len(last) > 1 and last.startswith("f") and last[1:].isdecimal()
    name = NAMES.get(last, last.upper() if held or function_key else _SIGNS.get(last, last))
    return "+".join([*(part.capitalize() for part in held), name])


def character(text: str) -> str:
    """Return Textual's name for the key that writes one character; nothing when it has none."""
    if text.isalnum():
        return text
    try:
        name = unicodedata.name(text).lower().replace("-", "_").replace(" ", "_")
    except ValueError:
        return ""
    return _REPLACED.get(name, name)


_REPLACED = {
    **{"solidus": "slash", "reverse_solidus": "backslash", "commercial_at": "at"},
    **{"hyphen_minus": "minus", "plus_sign": "plus", "low_line": "underscore"},
}
_SIGNS = {character(chr(code)): chr(code) for code in range(0x21, 0x7F)}


def key_for(name: str, own: Mapping[str, str] = NO_OWN) -> str:
    """Return the first key of the action `place.action` as a person reads it.

    One without a key is named as the palette has it, behind the key of the palette.
    """
    place, _dot, which = name.partition(".")
    action = next(a for a in of(place, own=own) if a.id == which)
    found = key_words(action)
    if found:
        return found[0]
    return _("{key} “{label}”").format(key=key_for("anywhere.palette", own), label=action.label)


def footer(
    places: Iterable[str],
    typing: bool = False,
    own: Mapping[str, str] = NO_OWN,
    locked: bool = False,
    here: Callable[[Action], str] = attrgetter("label"),
) -> list[tuple[str, Action]]:
    """Return what a footer shows, six of `(key, action)`: the nearest to the focus, and help.

    `here` gives the label of an action where the focus is; without one it is left out.
    """
    shown: list[tuple[str, Action]] = []
    for action in of(*places, own=own, locked=locked):
        keys, label = key_words(action, typing), here(action)
        if action.footer and label and keys and all(action.id != other.id for _key, other in shown):
            shown.append((keys[0], replace(action, label=label)))
    last = shown[-1:] if shown and shown[-1][1].where == "anywhere" else []
    return [*shown[: FOOTER_LIMIT - len(last)][: len(shown) - len(last)], *last]


def key_table(places: Iterable[str] = TITLES, names: bool = False) -> str:
    """Return the keys of `places` as Markdown tables, for README and manual; with `names` too."""
    head, rule = ("| key | what it does |", "|---|---|")
    if names:
        head, rule = f"{head} name |", f"{rule}---|"
    parts = []
    for place in places:
        rows = [
            f"| {_in_table(action)} | {action.help} |" + (f" `{name_of(action)}` |" * names)
            for action in of(place)
        ]
        if rows:
            parts.append("\n".join([f"**{TITLES[place]}**", "", head, rule, *rows]))
    return "\n\n".join(parts) + "\n"


def _in_table(action: Action) -> str:
    return " · ".join(f"`{key}`" for key in key_words(action)) or _("(palette)")
