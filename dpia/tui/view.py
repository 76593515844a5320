"""What screens draw of an open assessment: a value, taken after each change, never changed.

It is made on the desk's own thread, so that drawing never computes and never meets a change
half-way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dpia.desk.case import Case
from dpia.desk.moving import Way
from dpia.documents import words
from dpia.errors import DpiaError
from dpia.questionnaire.progress import QuestionState, TopicState, cells, outline
from dpia.questionnaire.rulebook import Rulebook
from dpia.text import _
from dpia.tui.shown.finished import finished

Document = Mapping[str, Any]


@dataclass(frozen=True)
class CaseView:
    """One assessment as it stands."""

    document: Document
    verdict: Document | None
    """None when a rule cannot be evaluated; then `problem` says why."""
    problem: str
    topics: tuple[TopicState, ...]
    cells: Mapping[str, tuple[QuestionState, ...]]
    """`path of a table -> the state of each of its cells`, for the tables that are asked."""
    locked: str
    """Why nothing can be changed, in a sentence, or empty."""
    unsaved: str
    """Why the latest change is not on disk, or empty."""
    saved_at: str
    """When it was last changed: HH:MM where the user is, or the day when that is not today."""
    rulebook: Rulebook = field(repr=False)
    state: str
    """The state on the day of the view, `due-for-review` among them."""
    ways: tuple[Way, ...]
    """The moves out of the state."""
    sign_offs: tuple[Document, ...]
    """Who signed off, each with whether it still `fits`."""
    consultation: Document
    """How the latest consultation of the authority stands, as `Case.consultation` gives it."""


def look(case: Case) -> CaseView:
    """Take a view of `case` as it stands now."""
    verdict, problem = None, ""
    try:
        verdict = case.verdict
    except DpiaError as error:
        problem = error.message
    topics = tuple(outline(case.evaluation))
    states = [s for topic in topics for section in topic.sections for s in section.questions]
    tables = [s for s in states if s.question.kind == "rows" and s.state != "hidden"]
    return CaseView(
        document=case.document,
        verdict=verdict,
        problem=problem,
        topics=topics,
        cells={s.path: tuple(cells(case.evaluation, s.question)) for s in tables},
        locked=locked(case),
        unsaved=case.unsaved,
        saved_at=_saved_at(case),
        rulebook=case.rulebook,
        state=case.state,
        ways=tuple(case.ways()),
        sign_offs=tuple(case.sign_offs()),
        consultation=case.consultation(),
    )


def _saved_at(case: Case) -> str:
    try:
        changed = datetime.fromisoformat(str(case.document.get("updated"))).astimezone()
    except ValueError:  # a hand may have written it
        return ""
    return changed.strftime("%H:%M" if changed.date() == case.desk.today() else "%Y-%m-%d")


def locked(case: Case) -> str:
    """Say in a sentence why the assessment cannot be changed; empty when it can."""
    if case.editable:
        return case.read_only
    state = words.word(words.STATUS, case.document["status"])
    return finished(case.document) or _("It is only read: {state}.").format(state=state)
