"""The styles that repeat a tone; what a tone means always stands beside it as a word."""

from dpia.tui import theme

_TEXT = {
    "good": theme.GOOD,
    "watch": theme.CARE,
    "bad": theme.BAD,
    "open": theme.PLAIN,
    "yes": "$text-primary",
    "no": theme.QUIET,
}
_CELL = {"good": "success", "watch": "warning", "bad": "error"}


def text(tone: str) -> str:
    """Return the style of a word in that tone."""
    return _TEXT.get(tone, theme.PLAIN)


def word(tone: str) -> str:
    """Return the style of a word that stands out."""
    return f"bold {text(tone)}".strip()


def cell(tone: str, pale: bool = False) -> str:
    """Return the style of a cell of the heat map; every other one is paler, so that edges show."""
    name = _CELL.get(tone)
    return f"$text-{name} on ${name}-muted{' 75%' if pale else ''}" if name else ""
