"""The one registry of actions: bindings, footer, palette, help and README all read it."""

from collections.abc import Iterable

from textual.binding import Binding, BindingType

from dpia.text import _
from dpia.tui.action import Action
from dpia.tui.keys import AUTHORITIES, COMMON, FIELDS, PLACES, QUESTIONNAIRE, REGISTER
from dpia.tui.keys_case import CASE_PARTS
from dpia.tui.keys_case import PLACES as CASE_PLACES

ACTIONS: tuple[Action, ...] = (
    *COMMON, *REGISTER, *QUESTIONNAIRE, *FIELDS, *CASE_PARTS, *AUTHORITIES,
)  # fmt: skip
TITLES: dict[str, str] = {**PLACES, **CASE_PLACES}
"""`place -> heading` in help and README, in order."""

FOOTER_LIMIT = 6

_NAMES = {
    **{"escape": "Esc", "enter": "Enter", "space": "Space", "tab": "Tab", "delete": "Del"},
    **{"up": "↑", "down": "↓", "left": "←", "right": "→", "shift+up": "Shift+↑"},
    **{"shift+down": "Shift+↓", "shift+tab": "Shift+Tab", "home": "Home", "end": "End"},
    **{"pageup": "PgUp", "pagedown": "PgDn", "question_mark": "?", "slash": "/"},
    **{"left_square_bracket": "[", "right_square_bracket": "]", "full_stop": ".", "plus": "+"},
    **{"minus": "-", "comma": ",", "backspace": "Backspace", "insert": "Ins"},
}


def of(*places: str) -> list[Action]:
    """Return the actions of `places`, in order of the places."""
    return [action for place in places for action in ACTIONS if action.where == place]


def bindings(*places: str) -> list[BindingType]:
    """Return the Textual bindings of `places`, each with the action's id, so it can be remapped."""
    return [
        Binding(
            key,
            action.method,
            action.label,
            show=False,
            priority=action.over_text and not prints(key),
            id=f"{action.where}.{action.id}",
        )
        for action in of(*places)
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
    names = ("slash", "question_mark", "full_stop", "space", "plus", "minus", "comma")
    return len(key) == 1 or key in names or key.endswith("_bracket")


def spoken(key: str) -> str:
    """Return a key's name as it stands on the keyboard."""
    if key in _NAMES:
        return _NAMES[key]
    *held, last = key.split("+")
    function_key = len(last) > 1 and last.startswith("f")
    name = _NAMES.get(last, last.upper() if held or function_key else last)
    return "+".join([*(part.capitalize() for part in held), name])


def footer(places: Iterable[str], typing: bool = False) -> list[tuple[str, Action]]:
    """Return what a footer shows, six of `(key, action)`: the nearest to the focus, and help."""
    shown: list[tuple[str, Action]] = []
    for action in of(*places):
        keys = key_words(action, typing)
        if action.footer and keys and all(action.id != other.id for _key, other in shown):
            shown.append((keys[0], action))
    last = shown[-1:] if shown and shown[-1][1].where == "anywhere" else []
    return [*shown[: FOOTER_LIMIT - len(last)][: len(shown) - len(last)], *last]


def key_table(places: Iterable[str] = TITLES) -> str:
    """Return the keys of `places` as Markdown tables, one for each, for README and manual."""
    parts = []
    for place in places:
        title = TITLES[place]
        rows = [f"| {_in_table(action)} | {action.help} |" for action in of(place)]
        if rows:
            parts.append(
                "\n".join([f"**{title}**", "", "| key | what it does |", "|---|---|", *rows])
            )
    return "\n\n".join(parts) + "\n"


def _in_table(action: Action) -> str:
    return " · ".join(f"`{key}`" for key in key_words(action)) or _("(palette)")
