"""The live verdict strip: two or three lines that say in words where the assessment stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.timer import Timer

from dpia.documents import words
from dpia.text import _, ngettext
from dpia.tui import foreign, theme
from dpia.tui.widgets.laid import Laid
from dpia.tui.widgets.lines import spread

if TYPE_CHECKING:
    from dpia.tui.view import CaseView

Document = Mapping[str, Any]

MOMENT = 4.0
"""Seconds for which a changed part is marked."""


NARROW = 70
"""Cells below which the strip takes three lines."""

_MIDDLE = ("lawful", "level", "consultation", "findings")


@dataclass(frozen=True)
class Part:
    """One thing the strip says."""

    label: str
    value: str
    style: str


class VerdictStrip(Laid):
    """Shows screening, criteria, level, consultation, findings and what is open."""

    def __init__(self) -> None:
        """Show nothing until there is a verdict."""
        super().__init__()
        self.parts: dict[str, Part] = {}
        self.changed: set[str] = set()
        self.problem = ""
        self._clock: Timer | None = None

    def show(self, view: "CaseView") -> None:
        """Show the verdict of `view`, and mark for a moment what has changed."""
        found = {} if view.verdict is None else strip_parts(view.verdict, view)
        if found == self.parts and view.problem == self.problem:
            return
        if self.parts:
            self.changed = {name for name in found if found[name] != self.parts.get(name)}
        self.parts, self.problem = found, view.problem
        if self._clock:
            self._clock.stop()
        if self.changed:
            self._clock = self.set_timer(MOMENT, self.calm)
        self.redraw()

    def calm(self) -> None:
        """Take the marks of change away."""
        self.changed = set()
        self.redraw()

    def lay_out(self, width: int) -> list[Content]:
        """Lay out two lines, three on a narrow terminal."""
        if not self.parts:
            problem = self.problem or _("Judging …")
            words = foreign.content(problem, theme.BAD if self.problem else theme.QUIET)
            return [*words.wrap(max(width, 8)), Content("")][:2]
        marked = self._lines(width, self.changed)
        # A mark of change must never push a value out of sight.
        cut = any("…" in line.plain for line in marked)
        return self._lines(width, set()) if cut and self.changed else marked

    def _lines(self, width: int, changed: set[str]) -> list[Content]:
        said = {name: self._say(part, name in changed) for name, part in self.parts.items()}
        gap = Content("  ")
        lines = [spread(said["screening"], said["criteria"], width)]
        middle = [said[name] for name in _MIDDLE if name in said]
        if width < NARROW:
            lines.append(gap.join(middle[:-1]).truncate(width, ellipsis=True))
            middle = middle[-1:]
        return [*lines, spread(gap.join(middle), said["open"], width)]

    @staticmethod
    def _say(part: Part, changed: bool) -> Content:
        now = (_("now "), "bold $text-accent") if changed else ""
        label = (f"{part.label} ", theme.QUIET) if part.label else ""
        return Content.assemble(label, now, (part.value, f"bold {part.style}".strip()))


def strip_parts(verdict: Document, view: "CaseView") -> dict[str, Part]:
    """Return what the strip says of a verdict, by name, in order."""
    screening = verdict["screening"]
    outcome = str(screening["outcome"])
    said = words.word(words.SCREENING, outcome) or outcome
    why = words.word(words.CONCLUSION, screening.get("conclusion"))
    if why and outcome != "undetermined":
        said = f"{said} – {why[0].lower()}{why[1:]}"
    met = sum(criterion["met"] is True for criterion in screening["criteria"])
    total = len(screening["criteria"])
    parts = {
        "screening": Part(_("Screening"), said, theme.outcome_style(outcome)),
        "criteria": Part(_("Criteria met"), _("{n} of {m}").format(n=met, m=total), ""),
    }
    if verdict["lawfulness"]["outcome"] == "unlawful":
        parts["lawful"] = Part("", _("Not lawful"), theme.BAD)
    parts["level"] = _level(verdict, view)
    consult = str(verdict["consultation"]["outcome"])
    said = words.word(words.CONSULTATION, consult) or consult
    parts["consultation"] = Part(_("Consultation"), said.lower(), theme.outcome_style(consult))
    parts["findings"] = _findings(verdict)
    parts["open"] = _open(verdict)
    return parts


def _level(verdict: Document, view: "CaseView") -> Part:
    level = theme.level_of(view.rulebook.method_document, verdict["overall"]["target"])
    title = foreign.one_line(level["title"]) if level else _("not rated")
    return Part(_("Target"), title, theme.level_style(level))


def _findings(verdict: Document) -> Part:
    count = len(verdict["findings"])
    blocking = sum(finding["weight"] == "blocking" for finding in verdict["findings"])
    value = str(count) if count else _("none")
    if blocking:
        value = _("{n}, {m} blocking").format(n=count, m=blocking)
    return Part(
        _("Findings"), value, theme.BAD if blocking else theme.CARE if count else theme.QUIET
    )


def _open(verdict: Document) -> Part:
    missing = len(verdict["completeness"]["missing"])
    if not missing:
        return Part("", _("nothing open"), theme.GOOD)
    return Part("", ngettext("{n} open", "{n} open", missing).format(n=missing), "")
