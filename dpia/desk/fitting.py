"""Whether an assessment fits its questionnaires, method and risks; what does not, at its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dpia.assessment import pointer
from dpia.assessment.answering import row_choices
from dpia.assessment.consulting.recording import misordered
from dpia.assessment.serving import strangers
from dpia.errors import DpiaError
from dpia.questionnaire.answers import check
from dpia.questionnaire.model import Question
from dpia.questionnaire.rulebook import Rulebook
from dpia.questionnaire.shape import instead
from dpia.text import _

Raw = Mapping[str, Any]
Steps = tuple[Any, ...]
AXES = ("likelihood", "severity")


@dataclass(frozen=True)
class Misfit:
    """One thing that does not fit: `where` leads to it in the file, `about` names it to a person.

    `kind` names the class of misfit, for programs.
    """

    where: Steps
    about: str
    what: str
    mend: str
    kind: str

    def sentence(self) -> str:
        """Return the misfit as one line."""
        return f"{self.about}: {self.what} {self.mend}".strip()


def misfits(raw: Raw, rulebook: Rulebook) -> Iterator[Misfit]:
    """Yield what does not fit in an assessment file whose shape is sound."""
    rows = _rows_only(raw)
    for topic, answers in raw.get("answers", {}).items():
        for name, value in answers.items():
            yield from _answer(rows, rulebook, topic, name, value)
    for topic, marks in raw.get("marks", {}).items():
        for inside, said in marks.items():
            yield from _mark(raw, rulebook, topic, inside, said)
    yield from _doubles(raw)
    for index, risk in enumerate(raw.get("risks", ())):
        yield from _off_scale(risk, index, rulebook)
    yield from _measures(raw, rulebook)
    entries = raw.get("consultation", ())
    for index, why in misordered(entries):
        about, mend = _("consultation {id}"), _("Put the entries right, or take them out.")
        about = about.format(id=entries[index]["id"])
        yield Misfit(("consultation", index), about, why, mend, "misordered")


# Answers


def _rows_only(raw: Raw) -> dict[str, Any]:
    """Return the file's answers as far as they are rows, for what is chosen among these."""
    answers = {
        topic: {
            name: [row for row in value if isinstance(row, Mapping)]
            for name, value in found.items()
            if isinstance(value, list)
        }
        for topic, found in raw.get("answers", {}).items()
    }
    return {"answers": answers}


def _answer(
    rows: dict[str, Any], rulebook: Rulebook, topic: str, name: str, value: Any
) -> Iterator[Misfit]:
    where, path = ("answers", topic, name), f"{topic}.{name}"
    question = _question(rulebook, path)
    if question is None:
        yield _unasked(rulebook, where, topic, name)
        return
    try:
        check(question, value, row_choices(rows, rulebook, question))
    except DpiaError as problem:
        cells = list(_cells(question, value)) if question.kind == "rows" else []
        for steps, what, mend in cells or [((), problem.message, _correct())]:
            yield Misfit((*where, *steps), path, what, mend, "unfit-answer")


def _correct() -> str:
    return _("Correct it, or mark it “not known yet”.")


def _question(rulebook: Rulebook, path: str) -> Question | None:
    try:
        return rulebook.question(path)
    except DpiaError:
        return None


def _unasked(rulebook: Rulebook, where: Steps, topic: str, name: str) -> Misfit:
    path = f"{topic}.{name}"
    if topic not in rulebook.topics:
        what = _("There is no questionnaire “{topic}”.").format(topic=topic)
        return Misfit(where, path, what, instead(topic, rulebook.topics), "unknown-question")
    what = _("There is no question “{path}”.").format(path=path)
    known = rulebook.topics[topic].questions
    return Misfit(where, path, what, instead(name, known), "unknown-question")


def _cells(table: Question, value: Any) -> Iterator[tuple[Steps, str, str]]:
    """Yield the cells of a table that do not fit, as far as it is cells that do not."""
    columns = {column.id: column for column in table.columns}
    for index, row in enumerate(value if isinstance(value, list) else ()):
        if not isinstance(row, Mapping):
            what = _("“{title}”: a row must be an object.").format(title=table.title)
            yield (index,), what, _("Write its columns, and give it an id.")
            continue
        for name, cell in row.items():
            if name != "id" and name not in columns:
                what = _("The table “{title}” has no column “{name}”.")
                what = what.format(title=table.title, name=name)
                yield (index, name), what, instead(name, columns)
            elif name != "id":
                try:
                    check(columns[name], cell)
                except DpiaError as problem:
                    yield (index, name), problem.message, _correct()


# Marks


def _mark(raw: Raw, rulebook: Rulebook, topic: str, inside: str, said: Raw) -> Iterator[Misfit]:
    where, steps = ("marks", topic, inside), pointer.tokens(inside)
    path = f"{topic}.{'/'.join(steps)}"
    if _question(rulebook, path) is None:
        unknown = _unasked(rulebook, where, topic, steps[0])
        if _question(rulebook, f"{topic}.{steps[0]}") is None:
            yield unknown
        else:
            what = _("The mark stands where there is no cell.")
            mend = _("Write it as /table/row/column, the row by its id.")
            yield Misfit(where, path, what, mend, "unknown-place")
    elif said.get("unknown") and _answered(raw["answers"].get(topic, {}), steps):
        what = _("It has an answer and is marked “not known yet”.")
        yield Misfit(where, path, what, _("Keep one of the two."), "answered-and-unknown")


def _answered(answers: Raw, steps: list[str]) -> bool:
    value = answers.get(steps[0])
    if len(steps) == 1:
        return value is not None
    rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
    return any(row.get("id") == steps[1] and row.get(steps[-1]) is not None for row in rows)


# Risks and measures


def _doubles(raw: Raw) -> Iterator[Misfit]:
    named = {"risks": _("risk {id}"), "measures": _("measure {id}")}
    for part, about in {**named, "consultation": _("consultation {id}")}.items():
        seen: set[str] = set()
        for index, row in enumerate(raw.get(part, ())):
            if row["id"] in seen:
                where = (part, index, "id")
                what, mend = _("Two have this id."), _("Give each its own.")
                yield Misfit(where, about.format(id=row["id"]), what, mend, "duplicate-id")
            seen.add(row["id"])


def _off_scale(risk: Raw, index: int, rulebook: Rulebook) -> Iterator[Misfit]:
    for *steps, axis, value in _rated(risk):
        top = len(rulebook.method_document[axis])
        if value not in range(1, top + 1):
            what = _("{axis} goes from 1 to {top} in this method, not {value}.")
            yield Misfit(
                ("risks", index, *steps),
                _("risk {id}").format(id=risk["id"]),
                what.format(axis=_(axis).capitalize(), top=top, value=value),
                _("Rate it on the scale of the method."),
                "off-scale",
            )


def _rated(risk: Raw) -> Iterator[tuple[Any, ...]]:
    """Yield the steps to each value of a risk, then its axis and the value."""
    for axis in AXES:
        if (value := (risk.get("inherent") or {}).get(axis)) is not None:
            yield "inherent", axis, axis, value
        for stage, axes in (risk.get("by_hand") or {}).items():
            if axis in axes:
                yield "by_hand", stage, axis, "value", axis, axes[axis]["value"]


def _measures(raw: Raw, rulebook: Rulebook) -> Iterator[Misfit]:
    known = [risk["id"] for risk in raw.get("risks", ())]
    for index, measure in enumerate(raw.get("measures", ())):
        about = _("measure {id}").format(id=measure["id"])
        if strange := strangers(measure.get("serves", ()), rulebook.duties):
            mend = _("Take out what is not known.")
            yield Misfit(("measures", index, "serves"), about, strange, mend, "unknown-duty")
        for place, effect in enumerate(measure.get("effects", ())):
            if effect["risk"] not in known:
                what = _("It treats “{risk}”, which is no risk of this assessment.")
                yield Misfit(
                    ("measures", index, "effects", place, "risk"),
                    about,
                    what.format(risk=effect["risk"]),
                    instead(effect["risk"], known),
                    "unknown-risk",
                )
