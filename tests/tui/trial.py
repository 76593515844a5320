"""A desk on a register of its own, and cases to look at, for the tests of the screens."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from textual.widgets import Input, TextArea

from dpia.assessment.document import to_file
from dpia.desk.case import Case
from dpia.desk.config import Config
from dpia.desk.desk import Desk
from dpia.desk.library import Library
from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.rulebook import Rulebook, needed
from dpia.register import Register
from dpia.tui.shown.trace import Node

if TYPE_CHECKING:
    from dpia.tui.app import DpiaApp

    from .stories import Stage

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def make_desk(folder: Path) -> Desk:
    """A desk with the shipped library, a fixed clock and an empty register in `folder`."""
    register = Register.open(folder / "register", create=True)
    config = Config(
        name="A. Assessor", organisation="An internet provider", dpo="B. Officer", authority="bg"
    )
    return Desk(register, Library(folder / "none"), config, clock=lambda: NOW)


def make_case(desk: Desk, title: str = "Cookies on the portal") -> Case:
    """A draft whose screening is answered with the first choice everywhere."""
    return desk.create(title, also=["nl"], answers=_answers())


@cache
def _answers() -> dict[str, dict[str, Any]]:
    book = Rulebook(
        needed(Library(Path("none")).files(), "bg", ("nl",), "edpb-2026", "four-by-four")
    )
    given: dict[str, Any] = {}
    for question in book.topics["screening"].ordered():
        asked = Evaluation(book, {"screening": given}, as_of=NOW.date()).visible(question.path)
        if question.choices and asked.value is True:
            first = question.choices[0].value
            given[question.id] = [first] if question.kind == "choices" else first
    return {"screening": given}


def rated_case(desk: Desk, title: str = "Cookies on the portal", **given: str) -> Case:
    """A draft with a confirmed high risk, an unrated proposal, and a planned measure."""
    return desk.bring_in({**_rated(), "title": title, **given})


@cache
def _rated() -> dict[str, Any]:
    """Build it once, as a person would, and keep it as a file."""
    with TemporaryDirectory() as folder:
        case = make_case(make_desk(Path(folder)))
        first = case.pick_risk("discrimination")
        case.pick_risk("illegitimate-access")
        measure = case.pick_measure("fairness-testing", first)
        case.change_measure(measure, owner="Data team", due="2026-10-01")
        case.change_risk(first, likelihood=3, severity=3, obvious="no", widespread="no")
        case.confirm_risk(first)
        return to_file(case.document)


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and everything beneath it."""
    yield node
    for child in node.children:
        yield from walk(child)


def words(node: Node) -> list[str]:
    """Everything a node and those beneath it say."""
    return [f"{n.word} {n.title} {n.answer} {n.detail} {n.law}" for n in walk(node)]


def fill(it: "Stage", field: str, text: str) -> None:
    """Put text into an entry of a form, as if it were typed there."""
    entry = it.app.screen.query_one(f"#entry-{field}")
    entry.focus()
    if isinstance(entry, TextArea):
        entry.insert(text)
    elif isinstance(entry, Input):
        entry.value = text


def case_of(it: "Stage") -> Case:
    """Return the assessment that is open."""
    assert it.app.case is not None
    return it.app.case


def play(
    desk: Desk,
    story: Callable[["Stage"], Awaitable[None]],
    ref: str,
    size: tuple[int, int] = (80, 24),
) -> None:
    """Play `story`, and keep what is told however long the story takes."""
    from . import stories

    async def listening(it: "Stage") -> None:
        heard: list[str] = []
        tell = it.app.tell

        def listen(message: str, severity: str = "information") -> None:
            heard.append(message)
            tell(message, severity)

        it.app.tell = listen  # type: ignore[method-assign]
        _heard[it.app] = heard
        await story(it)

    stories.play(desk, listening, ref, size)


def told(it: "Stage") -> str:
    """Return all that has been told so far."""
    return "\n".join(_heard[it.app])


_heard: "WeakKeyDictionary[DpiaApp, list[str]]" = WeakKeyDictionary()
