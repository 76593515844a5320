"""The command palette: finds an action by its name, or by another word a person has for it."""

from typing import TYPE_CHECKING, cast

from textual.command import Hit, Hits
from textual.content import Content
from textual.system_commands import SystemCommandsProvider

from dpia.tui.actions import other_words
from dpia.tui.ranking import plain

if TYPE_CHECKING:
    from dpia.tui.app import DpiaApp

LEAST = 0.01
"""How well a word fits that is not in the name: it stands behind everything that is."""


class Commands(SystemCommandsProvider):
    """Offers every action that applies where one is, with its key."""

    async def search(self, query: str) -> Hits:
        """Offer what fits what is typed."""
        matcher, typed = self.matcher(query), plain(query)
        for command, action in cast("DpiaApp", self.app).offered(self.screen):
            title, told, do, _discover = command
            score = matcher.match(title)
            if score > 0:
                yield Hit(score, matcher.highlight(title), do, help=told)
            elif any(plain(word).startswith(typed) for word in other_words(action)):
                yield Hit(LEAST, Content(title), do, help=told)
