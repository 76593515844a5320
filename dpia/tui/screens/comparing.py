"""Two versions of an assessment, or two assessments, side by side: what is different, and why."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.content import Content

from dpia.desk.case import Case
from dpia.desk.comparing import ENDINGS, before, compared, level_titles, write_comparison
from dpia.documents.versions import Shift, named, shifts
from dpia.errors import NotFound
from dpia.text import _, ngettext
from dpia.tui import foreign, theme
from dpia.tui.actions import bindings
from dpia.tui.screens.lookout import Lookout
from dpia.tui.screens.searching import Found, SearchDialog
from dpia.tui.screens.there import at_measure, at_risk
from dpia.tui.summaries import Summary
from dpia.tui.widgets.lines import cell, hanging
from dpia.tui.widgets.listing import HEADING, Draw
from dpia.tui.widgets.sidebyside import columns

if TYPE_CHECKING:
    from dpia.tui.over import Over

BESIDE = 96
"""Cells of a list from which before and after stand beside each other."""
LONGEST = 600
"""Characters that are shown of one answer; the question has all of it."""


class CompareScreen(Lookout):
    """Lists what is different; Enter leads to the question of an answer."""

    PLACES: ClassVar[tuple[str, ...]] = ("versions",)
    BINDINGS = bindings("versions")

    def __init__(self, a: str, b: str) -> None:
        """Compare `a`, an id, or the version before `b`, with `b`."""
        super().__init__(_("Two assessments compared"))
        self.a, self.b = a, b
        self.sides: tuple[Case, Case] | None = None
        self.told: dict[str, Any] = {}
        """What was found."""
        self.shifts: dict[str, Shift] = {}

    def on_screen_resume(self) -> None:
        """Compare anew, also on coming back from a question."""
        super().on_screen_resume()
        if self.sides is None:
            self.say(Content.styled(_("Comparing …"), theme.QUIET))
        self.read(self._found, self._show)

    def _found(self) -> tuple[Case, Case, dict[str, Any]]:
        desk = self.desk_app.desk
        b = desk.open(self.b)
        a = desk.open(self.a) if self.a else before(b)
        return a, b, compared(a, b)

    def _show(self, found: tuple[Case, Case, dict[str, Any]]) -> None:
        a, b, told = found
        self.sides, self.told = (a, b), told
        groups = shifts(told, level_titles(a, b))
        self.shifts = {f"{head} {n}": one for head, group in groups for n, one in enumerate(group)}
        self.say(*self._heads(told, sum(len(group) for _head, group in groups)))
        self.listing.fill(self._rows(groups))

    def _heads(self, told: dict[str, Any], count: int) -> Iterator[Content]:
        for mark, side in ((_("Before: "), "a"), (_("After: "), "b")):
            name = foreign.line(named(told[side]), "bold", limit=200)
            yield Content.assemble((mark, theme.QUIET), name)
        words = ngettext("{n} difference", "{n} differences", count).format(n=f"{count:,}")
        yield Content.styled(words if count else _("Nothing is different."), theme.QUIET)

    def _rows(self, groups: list[tuple[str, list[Shift]]]) -> Iterator[tuple[str, Draw]]:
        for head, group in groups:
            yield HEADING + head, partial(_heading, f"{head}  ({len(group)})")
            for n, shift in enumerate(group):
                yield f"{head} {n}", partial(shift_lines, shift)

    # What a person does

    def open_row(self, name: str) -> None:
        """Go to the question, risk or measure of the row, in the second one if it is there."""
        shift, app = self.shifts.get(name), self.desk_app
        if shift is None or self.sides is None:
            return
        path = shift.path or next((path for path, _title in shift.because), "")
        for case, row in reversed([*zip(self.sides, shift.rows or (None, None), strict=True)]):
            if row:
                at = at_risk if shift.place == "risk" else at_measure
                app.open_case(case.id, partial(at, app, row))
                return
            if path and not any(shift.rows) and _asks(case, path):
                app.open_case(case.id, partial(app.go_to_question, path))
                return
        app.tell(_("No single answer stands behind this."))

    def action_open_shift(self) -> None:
        """Go to the question under the cursor."""
        self.open_current()

    def action_compare_other(self) -> None:
        """Choose what the later one is compared with."""
        pick_other(self.desk_app, self.b, self._other)

    def action_write_comparison(self) -> None:
        """Ask for a file, and write the comparison to it."""
        from dpia.tui.screens.write_file import WriteScreen

        if self.sides is None:
            return
        sides, told = self.sides, self.told
        names = (re.sub(r"[^\w.-]+", "-", str(case.document["reference"])) for case in sides)
        hint = _("its ending says the format: {endings}").format(endings=", ".join(ENDINGS))

        def job(path: Path) -> str:
            path = path if path.suffix else path.with_name(f"{path.name}{ENDINGS[0]}")
            written = write_comparison(*sides, told, path)
            return _("Written: {path}").format(path=written)

        offered = f"{'-'.join(('comparison', *names))}{ENDINGS[0]}"
        title, asked = _("The comparison as a file"), _("To which file?")
        self.app.push_screen(WriteScreen(title, asked, offered, hint, job))

    def _other(self, ref: str) -> None:
        self.a = ref
        self.read(self._found, self._show)


def _asks(case: Case, path: str) -> bool:
    try:
        case.rulebook.question(path.partition("/")[0])
    except NotFound:
        return False
    return True


def _heading(words: str, width: int) -> list[Content]:
    if width < BESIDE:
        return [Content(""), Content.styled(words, "bold $text-primary")]
    heads = (words, _("Before"), _("After"))
    return [
        Content(""),
        _beside([Content.styled(head, "bold $text-primary") for head in heads], width),
    ]


def shift_lines(shift: Shift, width: int) -> list[Content]:
    """Draw one difference: before and after beside it where there is room, else below it."""
    what = foreign.line(shift.what, "bold", limit=LONGEST)
    was = foreign.line(shift.before, theme.QUIET, limit=LONGEST)
    now = foreign.line(shift.after, limit=LONGEST)
    if width >= BESIDE:
        parts = [
            hanging(Content(""), text, room)
            for text, room in zip((what, was, now), columns(width), strict=True)
        ]
        height = max(map(len, parts))
        padded = [[*part, *[Content("")] * (height - len(part))] for part in parts]
        lines = [_beside(list(row), width) for row in zip(*padded, strict=True)]
    else:
        lines = hanging(Content(""), what, width)
        lines += hanging(Content.styled(_("  was: "), theme.QUIET), was, width)
        lines += hanging(Content.styled(_("  now: "), theme.QUIET), now, width)
    if causes := shift.causes():
        said = _("because of: ") + foreign.one_line(causes, LONGEST)
        lines += hanging(Content("  "), Content.styled(said, theme.CARE), width)
    return lines


def _beside(cells: list[Content], width: int) -> Content:
    rooms = columns(width)
    return Content("  ").join([cell(text, room) for text, room in zip(cells, rooms, strict=True)])


# Another assessment


class OtherScreen(SearchDialog[str]):
    """A window to choose an assessment in, by its reference or its title."""

    PLACES: ClassVar[tuple[str, ...]] = ("pick", "form")
    BINDINGS = bindings("pick", "form")

    def __init__(self, rows: list[Summary]) -> None:
        """Offer `rows`."""
        found = [
            Found.of(row["id"], partial(_row, row), f"{row['reference']} {row['title'] or ''}")
            for row in rows
        ]
        super().__init__(_("Compare with which assessment?"), _("type part of it"), found)

    def take(self, name: str) -> None:
        """Answer with the assessment."""
        self.dismiss(name)


def _row(row: Summary, width: int) -> list[Content]:
    head = Content.styled(f"{foreign.one_line(row['reference'] or '?')}  ", theme.QUIET)
    return hanging(head, foreign.line(row["title"] or "", limit=200), width)


def pick_other(app: "Over", ref: str, then: Callable[[str], Any]) -> None:
    """Let the person choose an assessment other than `ref`."""

    def offer(rows: list[Summary]) -> None:
        others = [row for row in rows if row["id"] != ref and not row.get("damaged")]
        if others:
            app.push_screen(OtherScreen(others), lambda name: then(name) if name else None)
        else:
            app.tell(_("There is no other assessment to compare it with."))

    app.job(app.desk.summaries, offer)
