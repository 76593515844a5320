"""The calm themes, and the words for levels and outcomes: a word always, colour only repeats it."""

from collections.abc import Mapping
from typing import Any

from textual.content import Content
from textual.theme import Theme

from dpia.errors import Invalid
from dpia.text import _
from dpia.tui import foreign

DARK = Theme(
    name="dpia-dark",
    primary="#7aa2c9",
    secondary="#5f7a94",
    accent="#c9a86a",
    foreground="#d9dde3",
    background="#14181d",
    surface="#1a1f26",
    panel="#242b34",
    success="#7fb38a",
    warning="#d9b36c",
    error="#e08a86",
    dark=True,
    variables={"footer-key-foreground": "#7aa2c9", "input-selection-background": "#7aa2c9 35%"},
)
LIGHT = Theme(
    name="dpia-light",
    primary="#2f5f8f",
    secondary="#5f7a94",
    accent="#8a5a00",
    foreground="#1d242c",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e5e2da",
    success="#2a6b3c",
    warning="#8a5a00",
    error="#a3312c",
    dark=False,
    variables={"footer-key-foreground": "#2f5f8f", "input-selection-background": "#2f5f8f 25%"},
)
CONTRAST = Theme(
    name="dpia-contrast",
    primary="#ffd75f",
    secondary="#ffffff",
    accent="#ffd75f",
    foreground="#ffffff",
    background="#000000",
    surface="#1c1c1c",
    panel="#303030",
    success="#87ff87",
    warning="#ffd75f",
    error="#ff9f9f",
    dark=True,
    variables={
        "footer-key-foreground": "#ffd75f",
        "input-selection-background": "#ffd75f 45%",
        "text-muted": "#ffffff",
        "text-disabled": "#b0b0b0",
    },
)
THEMES = (DARK, LIGHT, CONTRAST)


def names() -> list[str]:
    """Return the names of all themes, our own first."""
    from textual.theme import BUILTIN_THEMES

    return [*(own.name for own in THEMES), *sorted(BUILTIN_THEMES)]


def check(name: str) -> None:
    """Refuse a name that no theme has. Raises Invalid naming those there are."""
    if name not in names():
        message = _("There is no theme “{name}”. Known: {known}.")
        raise Invalid(message.format(name=name[:40], known=", ".join(names())))


GOOD, CARE, BAD, QUIET, PLAIN = (
    "$text-success",
    "$text-warning",
    "$text-error",
    "$foreground 68%",
    "",
)

_FORCE = {
    **{"required": CARE, "recommended": CARE, "not-required": GOOD, "undetermined": PLAIN},
    **{"blocked": BAD, "clear": GOOD, "unlawful": BAD, "lawful": GOOD},
    **{"blocking": BAD, "serious": CARE, "note": QUIET},
    **{"approved": GOOD, "conditionally-approved": CARE, "consultation": CARE, "rejected": BAD},
}


def outcome_style(code: object) -> str:
    """Return the style that repeats an outcome, a weight or a decision; the word says it."""
    return _FORCE.get(str(code), PLAIN)


def level_style(level: Mapping[str, Any] | None) -> str:
    """Return the style that repeats a level of a method."""
    if level is None:
        return QUIET
    if level.get("consult") or not level.get("acceptable", True):
        return BAD
    return GOOD if level.get("rank", 1) == 1 else CARE


def level_of(method: Mapping[str, Any], level_id: object) -> Mapping[str, Any] | None:
    """Return the entry of a level in its method's document, or None when there is none."""
    for level in method.get("levels", ()):
        if level.get("id") == level_id:
            found: Mapping[str, Any] = level
            return found
    return None


def level_words(method: Mapping[str, Any], level_id: object, letter: bool = False) -> Content:
    """Return a level as its word, with its letter before it when asked, in its colour."""
    level = level_of(method, level_id)
    if level is None:
        return Content.styled(_("not rated"), QUIET)
    title = foreign.one_line(level.get("title", level_id))
    shown = f"{foreign.one_line(level.get('letter', ''))} {title}".strip() if letter else title
    return Content.styled(shown, f"bold {level_style(level)}")


STATE_WORDS = {
    "answered": _("answered"),
    "unknown": _("not known yet"),
    "open": _("open"),
    "optional": _("may be left out"),
    "maybe": _("perhaps asked later"),
    "hidden": _("not asked"),
}
STATE_MARKS = {"answered": "✓", "unknown": "?", "open": "○", "optional": "·", "maybe": "·"}
_STATE_STYLES = {"answered": GOOD, "unknown": CARE, "open": "$text-primary"}


def state_style(state: str) -> str:
    """Return the style that repeats where a question stands."""
    return _STATE_STYLES.get(state, QUIET)
