"""The live verdict strip: two or three lines that say in words where the assessment stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.timer import Timer

from dpia.documents import words
from dpia.text import _
from dpia.tui import foreign, theme
from dpia.tui.shown import owed
from dpia.tui.widgets.laid import Laid
from dpia.tui.widgets.lines import spread

if TYPE_CHECKING:
    from dpia.tui.view import CaseView

Document = Mapping[str, Any]

MOMENT = 6.0
"""Seconds for which a changed part is marked."""

NARROW = 70
"""Cells below which the strip takes three lines."""

_SAYING = (
    *(("all", "all"), ("core", "all"), ("now", "all"), ("all", "now"), ("core", "now")),
    *(("now", "now"), ("brief", "now"), ("", ""), ("", "least"), ("least", "least")),
)
"""How much is said of a change at the two ends of a line, the most telling first.

`all` with what was before, `core` the same in few words, `now` and `brief` without it; nothing;
`least` is nothing in few words.
"""
_MIDDLE = ("lawful", "level", "consultation", "findings")


@dataclass(frozen=True)
class Part:
    """One thing the strip says; `brief` says it in fewer words, where there are any."""

    label: str
    value: str
    style: str
    brief: str = ""

    @property
    def core(self) -> str:
        """The value in its fewest words."""
        return self.brief or self.value


_NOTHING = Part("", "", "")


class VerdictStrip(Laid):
    """Shows screening, criteria, level, consultation, findings and what is open."""

    def __init__(self) -> None:
        """Show nothing until there is a verdict."""
        super().__init__()
        self.parts: dict[str, Part] = {}
        self.before: dict[str, Part] = {}
        """What those parts said that have changed a moment ago."""
        self.passing: dict[str, Part] = {}
        """What is said for a moment where a part has gone."""
        self.more = ""
        """What is asked now that was not asked a moment ago."""
        self._owed: set[str] | None = None
        self.problem = ""
        self._clock: Timer | None = None

    def show(self, view: "CaseView") -> None:
        """Show the verdict of `view`, and mark for a moment what has changed."""
        found = {} if view.verdict is None else strip_parts(view.verdict, view)
        more = "" if self._owed is None else owed.more(view, self._owed)
        self._owed = set(owed.missing(view))
        if found == self.parts and view.problem == self.problem and not more:
            return
        self.more = more
        if self.parts:
            self.before = {
                name: self.parts.get(name, _NOTHING)
                for name in found
                if found[name] != self.parts.get(name)
            }
            self.passing = _passing(self.parts, found, view)
            self.before |= {name: self.parts[name] for name in self.passing}
        self.parts, self.problem = found, view.problem
        if self._clock:
            self._clock.stop()
        if self.before or self.more:
            self._clock = self.set_timer(MOMENT, self.calm)
        self.redraw()

    def calm(self) -> None:
        """Take the marks of change away."""
        self.before, self.passing, self.more = {}, {}, ""
        self.redraw()

    def lay_out(self, width: int) -> list[Content]:
        """Lay out two lines, three on a narrow terminal."""
        if not self.parts:
            problem = self.problem or _("Judging …")
            words = foreign.content(problem, theme.BAD if self.problem else theme.QUIET)
            return [*words.wrap(max(width, 8)), Content("")][:2]
        middle = [name for name in _MIDDLE if name in self.parts or name in self.passing]
        if width < NARROW:
            return [
                self._line(["screening"], "criteria", width),
                self._line(middle[:-1], "", width),
                self._line(middle[-1:], "open", width),
            ]
        first = self._line(["screening"], "criteria", width)
        return [first, self._line(middle, "open", width)]

    def _line(self, left: list[str], right: str, width: int) -> Content:
        """Return one line that says as much of what has changed as pushes no value out of sight."""
        gap = Content("  ")
        line = Content("")
        telling = [(left, *saying) for saying in _SAYING]
        if right == "open" and self.more:  # for a moment, what stays as it was gives way
            news = [name for name in left if name in self.before]
            telling[3:3] = [(news, "core", "all"), (news, "now", "all")]
        for names, much, least in telling:
            said = [self._say(name, much) for name in names]
            end = self._say(right, least) if right else Content("")
            line = spread(gap.join(said), end, width)
            if "…" not in line.plain:
                break
        return line

    def _say(self, name: str, much: str) -> Content:
        if name in self.passing and much not in ("all", "now"):
            return Content.styled(self.passing[name].brief, "bold $text-accent")
        part, was = self.passing.get(name) or self.parts[name], self.before.get(name)
        same = was is not None and part.core == was.core
        few = much in ("brief", "least") or (much == "core" and not same)
        said = Content.assemble(
            (f"{part.label} " if part.label else "", theme.QUIET),
            (_("now: ") if was and much not in ("", "least") else "", "bold $text-accent"),
            (part.core if few else part.value, f"bold {part.style}".strip()),
        )
        if name == "open" and self.more and much == "all":
            return Content.assemble(said, (f" ({self.more})", theme.QUIET))
        if was is None or not was.label or much not in ("all", "core") or (same and few):
            return said
        told = _(" (was: {value})").format(value=_lowered(was.value if same else was.core))
        return Content.assemble(said, (told, theme.QUIET))


def _lowered(words: str) -> str:
    """Return words as they stand in the middle of a sentence; a name in capitals stays."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def strip_parts(verdict: Document, view: "CaseView") -> dict[str, Part]:
    """Return what the strip says of a verdict, by name, in order."""
    screening = verdict["screening"]
    outcome = str(screening["outcome"])
    said = brief = words.word(words.SCREENING, outcome) or outcome
    why = words.word(words.CONCLUSION, screening.get("conclusion"))
    if why and outcome != "undetermined":
        said = f"{said} – {why[0].lower()}{why[1:]}"
    met = sum(criterion["met"] is True for criterion in screening["criteria"])
    total = len(screening["criteria"])
    parts = {
        "screening": Part(_("Screening"), said, theme.outcome_style(outcome), brief),
        "criteria": Part(_("Criteria met"), _("{n} of {m}").format(n=met, m=total), ""),
    }
    if verdict["lawfulness"]["outcome"] == "unlawful":
        parts["lawful"] = Part("", _("Not lawful"), theme.BAD)
    parts["level"] = _level(verdict, view)
    parts["consultation"] = _consultation(verdict["consultation"], view)
    parts["findings"] = _findings(verdict)
    parts["open"] = _open(view)
    return parts


def _consultation(found: Document, view: "CaseView") -> Part:
    """Return whether the authority must be consulted; once it is or was, how that stands."""
    outcome, record = str(found["outcome"]), found.get("record") or {}
    until = ((view.consultation.get("clock") or {}).get("answer_until") or {}).get("day")
    said, brief = (
        _lowered(words.consultation(outcome, record, until, brief)) for brief in (False, True)
    )
    style = theme.outcome_style(outcome)
    if record.get("state") not in (None, "none"):
        done = record["state"] == "closed" and (outcome != "required" or record.get("fulfilled"))
        style = "" if done else theme.CARE
    return Part(_("Consultation"), said, style, "" if brief == said else brief)


def _passing(
    before: Mapping[str, Part], now: Mapping[str, Part], view: "CaseView"
) -> dict[str, Part]:
    """Return what is said in place of “Not lawful” when that does not hold any more."""
    if view.verdict is None or "lawful" in now or "lawful" not in before:
        return {}
    word = words.word(words.LAWFULNESS, view.verdict["lawfulness"]["outcome"]) or ""
    return {"lawful": Part(_("Lawfulness"), _lowered(word), "", _("was: not lawful"))}


def _level(verdict: Document, view: "CaseView") -> Part:
    level = theme.level_of(view.rulebook.method_document, verdict["overall"]["target"])
    title = foreign.one_line(level["title"]) if level else _("not rated")
    return Part(_("Target"), title, theme.level_style(level))


def _findings(verdict: Document) -> Part:
    count = len(verdict["findings"])
    blocking = sum(finding["weight"] == "blocking" for finding in verdict["findings"])
    value, brief = str(count) if count else _("none"), ""
    if blocking:
        value = _("{n}, {m} blocking").format(n=count, m=blocking)
        brief = _("{m} blocking").format(m=blocking)
    style = theme.BAD if blocking else theme.CARE if count else theme.QUIET
    return Part(_("Findings"), value, style, brief)


def _open(view: "CaseView") -> Part:
    value, brief = owed.words(view)
    style = theme.CARE if owed.to_confirm(view) else theme.GOOD
    return Part("", value, "" if owed.missing(view) else style, brief)
