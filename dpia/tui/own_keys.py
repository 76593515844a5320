"""Keys of one's own: what the configuration says, checked; what cannot be is told in sentences.

Nothing here draws, so that a command can check a key without loading the terminal UI.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dpia.errors import DpiaError, Invalid
from dpia.text import _
from dpia.tui.action import Action
from dpia.tui.actions import (
    ACTIONS,
    NAMES,
    TITLES,
    character,
    keys_of,
    name_of,
    of,
    prints,
    spoken,
    with_own,
)
from dpia.tui.keys import WITHIN
from dpia.tui.keys_case import WITHIN as WITHIN_CASE
from dpia.tui.keys_consulting import WITHIN as WITHIN_CONSULTING
from dpia.tui.keys_form import WITHIN as WITHIN_FORM
from dpia.tui.keys_past import WITHIN as WITHIN_PAST
from dpia.tui.keys_register import WITHIN as WITHIN_REGISTER

TYPING = {"text", "long-text", "line-entry", "text-entry", "find", "note", "pick", "history"}
"""Places in which a key that prints writes its character."""

NO_KEY = "none"
"""What leaves an action without a key, as an empty text in the file does."""
KEPT = {"anywhere.help", "anywhere.quit", "anywhere.palette"}
"""Actions of the palette that must have a key nevertheless."""

_SAME_AS = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+j": "enter", "ctrl+h": "backspace"}
"""Keys that ordinary terminals cannot tell from another."""
_WRITTEN = {shown.casefold(): key for key, shown in NAMES.items()} | {
    **{"pgup": "pageup", "pgdn": "pagedown", "return": "enter", "ins": "insert"},
}
_HELD = ("ctrl", "alt", "shift")


@dataclass(frozen=True)
class OwnKeys:
    """What became of the keys in a configuration."""

    keys: dict[str, str] = field(default_factory=dict)
    """`place.action -> keys`, as Textual names them; only what works."""
    problems: dict[str, str] = field(default_factory=dict)
    """`place.action -> sentence` for each entry that was left out."""


def read(wanted: Mapping[str, str]) -> OwnKeys:
    """Return the keys of one's own that can be used, and what is wrong with the others."""
    if not wanted:
        return OwnKeys()
    keys: dict[str, str] = {}
    problems: dict[str, str] = {}
    for name, text in wanted.items():
        try:
            keys[name] = _usable(known(name), parsed(text))
        except DpiaError as problem:
            problems[name] = problem.message
    while clash := next(_clashes(keys), None):
        name, sentence = clash
        del keys[name]
        problems[name] = sentence
    return OwnKeys(keys, problems)


def known(name: str) -> Action:
    """Return the action `place.action`. Raises Invalid naming near ones."""
    names = {name_of(action): action for action in ACTIONS}
    if name in names:
        return names[name]
    last = name.rpartition(".")[2]
    near = [other for other in names if other.endswith(f".{last}")]
    near = near or difflib.get_close_matches(name, names, n=3)
    message = _("There is no action “{name}”. {near}`dpia config --keys` names all of them.")
    meant = _("Did you mean {names}? ").format(names=_or(near[:3])) if near else ""
    raise Invalid(message.format(name=name[:60], near=meant))


def parsed(text: str) -> str:
    """Return keys as Textual names them, from keys as a person writes them; none for `none`.

    Raises Invalid.
    """
    if text.strip().casefold() in ("", NO_KEY):
        return ""
    keys = [_key(part.strip()) for part in text.split(",") if part.strip()]
    if not keys:
        raise Invalid(_("No key is named. Write keys as F2, Ctrl+N, Shift+F3, Space, ? or n."))
    return ",".join(dict.fromkeys(keys))


def _usable(action: Action, keys: str) -> str:
    """Return the keys for an action. Raises Invalid when it cannot be without one."""
    if keys:
        return keys
    words = {"label": action.label, "name": name_of(action)}
    if words["name"] in KEPT:
        message = _("“{label}” ({name}) must stay in reach. Give it a key.")
        raise Invalid(message.format(**words))
    if not action.palette:
        message = _("“{label}” ({name}) is not in the palette: only a key does it. Give it one.")
        raise Invalid(message.format(**words))
    return ""


def _key(text: str) -> str:
    """Return one key as Textual names it."""
    *held, last = [text] if len(text) == 1 else text.split("+")
    holding = {part.strip().casefold() for part in held}
    key = _last(last.strip())
    if not key or not holding <= set(_HELD):
        message = _("There is no key “{key}”. Write keys as F2, Ctrl+N, Shift+F3, Space, ? or n.")
        raise Invalid(message.format(key=text[:30]))
    if holding and len(key) == 1:
        key = key.lower()
        if holding == {"shift"}:
            return key.upper()
    whole = "+".join([*(part for part in _HELD if part in holding), key])
    if whole in _SAME_AS:
        message = _("{key} is the same as {other} in most terminals. Take another key.")
        raise Invalid(message.format(key=spoken(whole), other=spoken(_SAME_AS[whole])))
    if whole == "ctrl+c":
        raise Invalid(_("Ctrl+C copies. Take another key."))
    return whole


def _last(text: str) -> str:
    """Return the name of the key that is pressed last, or nothing when there is none."""
    if len(text) == 1:
        return character(text)
    name = _WRITTEN.get(text.casefold(), text.casefold())
    function_key = name[:1] == "f" and name[1:].isdecimal() and 1 <= int(name[1:]) <= 24
    return name if function_key or name in NAMES else ""


# Clashes


def _clashes(own: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each entry that cannot stand beside the others: its name and a sentence."""
    yield from _in_one_place(own)
    yield from _out_of_reach(own)


def _in_one_place(own: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for place in TITLES:
        taken: dict[str, Action] = {}
        for action in of(place, own=own):
            for key in keys_of(action):
                other = taken.setdefault(key, action)
                if other is not action:
                    ours, theirs = (action, other) if name_of(action) in own else (other, action)
                    message = _(
                        "{key} is already the key for “{label}” ({name}). Give that another first."
                    )
                    words = {"label": theirs.label, "name": name_of(theirs)}
                    yield name_of(ours), message.format(key=spoken(key), **words)


def _out_of_reach(own: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what would leave an action without any key in some place where it has one."""
    for stack in stacks():
        before, after = _working(stack, {}), _working(stack, own)
        for name in before - after:
            if own.get(name) == "":
                continue
            lost, winners = with_own(known(name), own), _winners(stack, own)
            taken = {key: winners[key] for key in keys_of(lost) if key in winners}
            for key, winner in taken.items():
                for entry in (name_of(winner), name):
                    if entry in own:
                        yield entry, _lost(stack[0], key, winner, lost)
            if name in own:
                message = _("Under “{place}” such a key writes a character. Take another key.")
                yield name, message.format(place=TITLES[stack[0]])


def _lost(place: str, key: str, winner: Action, lost: Action) -> str:
    message = _(
        "Under “{place}” {key} is the key for “{label}” ({name}); “{other}” ({lost}) would be left "
        "without one."
    )
    words = {"label": winner.label, "name": name_of(winner), "other": lost.label}
    return message.format(place=TITLES[place], key=spoken(key), lost=name_of(lost), **words)


def stacks() -> Iterator[tuple[str, ...]]:
    """Yield the places that are in reach together, the nearest to the focus first."""
    around = {**WITHIN, **WITHIN_REGISTER, **WITHIN_CASE, **WITHIN_FORM, **WITHIN_PAST}
    around |= WITHIN_CONSULTING

    def outwards(place: str) -> Iterator[tuple[str, ...]]:
        outer = around.get(place, ())
        for next_one in outer:
            for rest in outwards(next_one):
                yield place, *rest
        if not outer:
            yield (place,) if place == "anywhere" else (place, "anywhere")

    for place in TITLES:
        yield from outwards(place)


def _winners(stack: tuple[str, ...], own: Mapping[str, str]) -> dict[str, Action]:
    """Return `key -> action` for what each key does with the focus in the first place."""
    typing = stack[0] in TYPING
    near: dict[str, Action] = {}
    before: dict[str, Action] = {}
    for action in of(*stack, own=own):
        for key in keys_of(action):
            if prints(key):
                if not typing:
                    near.setdefault(key, action)
            elif action.over_text:
                if key not in before or action.where == "anywhere":
                    before[key] = action
            else:
                near.setdefault(key, action)
    return near | before


def _working(stack: tuple[str, ...], own: Mapping[str, str]) -> set[str]:
    """Return the actions that a key reaches with the focus in the first place.

    One that has only keys that print counts as reached: outside of text fields it is.
    """
    found = {name_of(action) for action in _winners(stack, own).values()}
    for action in of(*stack[1:], own=own) if stack[0] in TYPING else ():
        if all(map(prints, keys_of(action))):
            found.add(name_of(action))
    return found


def _or(names: Iterable[str]) -> str:
    quoted = [f"“{name}”" for name in names]
    return _(" or ").join(quoted)
