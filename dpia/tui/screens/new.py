"""Beginning a new assessment: title, organisation, authority, pathway and method."""

from typing import ClassVar

from dpia.desk.beginning import new_questions
from dpia.desk.desk import Desk
from dpia.text import _
from dpia.tui.actions import bindings
from dpia.tui.screens.beginning import BeginningScreen


class NewScreen(BeginningScreen):
    """Asks what an assessment begins with; the configuration has answered what it can."""

    PLACES: ClassVar[tuple[str, ...]] = ("new", "form")
    BINDINGS = bindings("new", "form")

    def __init__(self, desk: Desk) -> None:
        """Begin with what the configuration says; what it does not say is open."""
        config = desk.config
        also = [name for name in config.also if name != config.authority]
        values = {
            "organisation": config.organisation or None,
            "authority": config.authority or None,
            "also": also or None,
            "pathway": config.pathway,
            "method": config.method,
        }
        super().__init__(_("New assessment"), new_questions(desk.library), values)
        self._creating = False

    def hint(self) -> str:
        """Say which key begins."""
        return _("{key} begins the assessment.").format(key=self.desk_app.key_for("new.begin"))

    def action_begin(self) -> None:
        """Create the assessment and open it."""
        self.finish()

    def finished(self) -> None:
        """Create it, once there is enough to begin with."""
        title = self.values.get("title")
        if not title:
            self.complain("title", _("An assessment needs a title; a few words will do."))
            return
        if not self.values.get("authority"):
            self.complain("authority", _("Choose the authority whose list and law apply first."))
            return
        if self._creating:
            return
        self._creating = True
        given = {name: value for name, value in self.values.items() if name != "title" and value}
        given["also"] = self.values["also"] or []
        self.desk_app.create_case(title, given, self._failed)

    def _failed(self) -> None:
        self._creating = False
