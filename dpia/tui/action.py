"""An action: something a person can do, with its keys and its words."""

from dataclasses import dataclass

from dpia.text import _


@dataclass(frozen=True)
class Action:
    """One thing a person can do in one place of the terminal UI."""

    id: str
    """Kebab-case name; the method that does it is `action_<name>` unless `call` says otherwise."""
    keys: str
    """Keys as Textual names them, separated by commas, the one to show first; may be empty."""
    label: str
    """One or two words, for the footer and the palette."""
    help: str
    """One sentence, for the help screen, the palette and the README."""
    where: str
    """The place it belongs to: a screen or a kind of field; `anywhere` for the whole program."""
    footer: bool = False
    """Whether the footer shows it; six fit."""
    call: str = ""
    """The Textual action to run, where it is not `action_<name>` of the place itself."""
    over_text: bool = False
    """Whether its keys work before a text field takes them."""
    palette: bool = True
    """Whether the command palette offers it; moving about in a field is for the keys alone."""

    changes: bool = False
    """Whether it changes the assessment; it is not offered while that can only be read."""
    reading: str = ""
    """The label instead of its own while the assessment can only be read."""

    @property
    def method(self) -> str:
        """The Textual action it runs."""
        return self.call or self.id.replace("-", "_")


def paging(where: str) -> tuple[Action, ...]:
    """Return the actions of a window in which keys page through a list while one types."""
    keys = (
        ("page-up", "pageup", _("Page up"), _("Move up by as much as is in sight."), "page(-1)"),
        ("page-down", "pagedown", _("Page down"), _("Move down by as much as is in sight."),
         "page(1)"),
        ("first", "home", _("First"), _("Move to the first row."), "ends(-1)"),
        ("last", "end", _("Last"), _("Move to the last row."), "ends(1)"),
    )  # fmt: skip
    return tuple(
        Action(name, key, label, told, where, call=call, over_text=True, palette=False)
        for name, key, label, told, call in keys
    )
