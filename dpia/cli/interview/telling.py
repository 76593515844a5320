"""What an interview says about a question: where one is, what can be typed, what stands there."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from dpia.cli.common import shown
from dpia.cli.interview.route import Route, Stop
from dpia.text import _, ngettext

if TYPE_CHECKING:
    from dpia.desk.case import Case
    from dpia.questionnaire.model import Question
    from dpia.questionnaire.progress import SectionState

HINTS: Mapping[str, str] = {
    "choice": _("Type one number, or the words."),
    "choices": _("Type numbers with commas between them, or 0 for none of them."),
    "text": _("Type the text on one line."),
    "long-text": _("Type the text; a line with nothing but a dot ends it. Or :edit."),
    "integer": _("Type a whole number."),
    "number": _("Type a number."),
    "date": _("Type a day as year-month-day, like 2026-05-31."),
}
"""What can be typed for each kind of question."""
NONE = ("none", "-", "[]")
"""What is typed for none of the choices, beside its words and 0."""


def asked(case: "Case", route: Route, stop: Stop) -> Iterator[str]:
    """Yield everything there is to say when a question is asked."""
    yield progress(route, stop)
    if stop.more:
        yield _("Another row in “{title}”? (y/n or a number)").format(title=title_of(stop))
        yield row_count(case, stop)
        return
    if stop.table:
        yield _cell(case, route, stop)
    yield f"{title_of(stop)} ({stop.path})"
    yield from _possible(case, stop)
    yield from standing(case, stop)


def title_of(stop: Stop) -> str:
    """Return the words of a question."""
    return shown(stop.question.title)


def named(stop: Stop) -> str:
    """Return the words of a question and where it stands."""
    return f"“{title_of(stop)}” ({shown(stop.topic.title)}, {shown(stop.section.title)})"


def no_choice(case: "Case", stop: Stop, text: str) -> str:
    """Say in words of the question why what was typed is none of its choices; empty if it is."""
    from dpia.assessment.answering import row_choices
    from dpia.questionnaire.answers import options, pick

    question = stop.question
    known = options(question, row_choices(case.document, case.rulebook, question))
    if question.kind not in ("choice", "choices") or not known or text.casefold() in NONE:
        return ""
    parts = [text] if question.kind == "choice" else text.split(",")
    wrong = [
        part.strip() for part in parts if part.strip() and pick(part.strip(), known) not in known
    ]
    if not wrong or text.casefold() == question.none_title.casefold():
        return ""
    listed = "; ".join(
        f"{number}. {shown(title)}" for number, title in enumerate(known.values(), 1)
    )
    said = _("“{value}” is no choice here. Type the number or the words of one of these: {listed}.")
    return said.format(value=shown(wrong[0]), listed=listed)


def progress(route: Route, stop: Stop) -> str:
    """Say how far one is: among the questions that are owed now, a table counting as one."""
    found = route.stops()
    here = stop.owner.path if stop.owner else stop.path
    counted = [
        s.path
        for s in found
        if not s.table and (s.state.owed or s.path == here or "answered" in route.states)
    ]
    unknown = sum(s.state.state == "unknown" for s in found if not s.more)
    said = _("Question {n} of {all} · {unknown} not known")
    return said.format(n=counted.index(here) + 1, all=len(counted), unknown=unknown)


def _cell(case: "Case", route: Route, stop: Stop) -> str:
    """Say which row and which column of a table a cell is."""
    assert stop.table is not None
    rows = [row["id"] for row in case.evaluation.value(stop.table.path) or ()]
    start = f"{stop.table.path}/{stop.row}/"
    columns = [
        s.key
        for s in route.stops()
        if s.key.startswith(start) and (s.state.state != "maybe" or s.key == stop.key)
    ]
    said = _("Row {row} of {rows}, {title}; column {column} of {columns}")
    return said.format(
        row=rows.index(stop.row) + 1,
        rows=len(rows),
        title=row_title(case, stop.table.question, stop.row),
        column=columns.index(stop.key) + 1,
        columns=len(columns),
    )


def _possible(case: "Case", stop: Stop) -> Iterator[str]:
    """Yield what can be answered."""
    from dpia.assessment.answering import row_choices
    from dpia.questionnaire.answers import options

    question = stop.question
    if question.kind == "rows":
        yield _table_hint(case, stop)
        return
    known = options(question, row_choices(case.document, case.rulebook, question))
    for number, title in enumerate(known.values(), 1):
        yield f"{number}. {shown(title)}"
    if question.kind == "choices":
        yield f"0. {shown(question.none_title) or _('None of these')}"
    if question.choices_from:
        source = case.rulebook.question(question.choices_from)
        said = _("The choices are the rows of “{title}”; `:go {path}` adds some.")
        yield said.format(title=shown(source.title), path=source.path)
    unit = f" ({shown(question.unit)})." if question.unit else "."
    yield HINTS[question.kind].removesuffix(".") + unit


def _table_hint(case: "Case", stop: Stop) -> str:
    if stop.question.rows_of:
        source = case.rulebook.question(stop.question.rows_of)
        said = _("A table with one row for each row of “{title}” ({path}). :rows lists them.")
        return said.format(title=shown(source.title), path=source.path)
    if case.evaluation.value(stop.path):
        return row_count(case, stop) + " " + _("More rows? (y/n or a number)")
    return _("A table. Are there any? Type y or how many rows, or 0 for none.")


def row_count(case: "Case", stop: Stop) -> str:
    """Say how many rows the table has, and what can be done with them."""
    count = len(case.evaluation.value(stop.path) or ())
    said = ngettext("It has {n} row.", "It has {n} rows.", count).format(n=count)
    return said + " " + _("Or: :rows, :row N, :copy N, :delete N.")


def standing(case: "Case", stop: Stop) -> Iterator[str]:
    """Yield the answer as it stands, and what is said about it."""
    from dpia.assessment.answering import CONFIRM, row_choices
    from dpia.questionnaire.answers import display

    value = case.evaluation.value(stop.path)
    if value is not None:
        choices = row_choices(case.document, case.rulebook, stop.question)
        yield _("Now: {value}").format(value=shown(display(stop.question, value, choices)))
    mark = mark_at(case, stop.path)
    if mark.get("unknown"):
        yield _("Now: not known yet")
    if mark.get(CONFIRM) or stop.path in case.to_confirm():
        yield _("Carried over from the version before: :confirm if it still holds.")
    if mark.get("assumed"):
        yield _("Assumed, not confirmed.")
    if mark.get("confidential"):
        yield _("Confidential: a public report withholds it.")
    if mark.get("note"):
        yield _("Note: {note}").format(note=shown(mark["note"]))
    for link in mark.get("evidence", ()):
        yield _("Evidence: {link}").format(link=shown(link))
    if draft := case.document["drafts"].get(stop.path):
        said = _("Begun and not finished: {text}. `:edit` goes on with it.")
        yield said.format(text=shown(draft))


def mark_at(case: "Case", path: str) -> Mapping[str, Any]:
    """Return what is said about the answer at `path`."""
    from dpia.assessment.answering import place

    topic, inside = place(path)
    found: Mapping[str, Any] = case.document["marks"].get(topic, {}).get(inside, {})
    return found


def help_on(stop: Stop) -> Iterator[str]:
    """Yield what the questionnaire says about a question, its choices and its law."""
    question = stop.question
    yield shown(question.help) or _("There is no further help on this question.")
    for choice in question.choices:
        if choice.help:
            yield f"{shown(choice.title)}: {shown(choice.help)}"
    if question.law:
        yield _("Law: {law}").format(law="; ".join(question.law))


def section_list(route: Route, stop: Stop) -> Iterator[str]:
    """Yield a line for each section with where it stands."""
    for number, (topic, section) in enumerate(route.sections(), 1):
        here = (topic.id, section.section.id) == (stop.topic.id, stop.section.id)
        place = _(" (you are here)") if here else ""
        title = f"{shown(topic.title)}, {shown(section.section.title)}"
        yield f"{number}. {title}: {_section_words(section)}{place}"
    yield _("`:go N` goes to a section.")


def _section_words(section: "SectionState") -> str:
    states: list[str] = [question.state for question in section.questions]
    counted = {"open": _("{n} open"), "unknown": _("{n} not known"), "maybe": _("{n} perhaps")}
    said = [
        words.format(n=count) for name, words in counted.items() if (count := states.count(name))
    ]
    return ", ".join(said) or (_("done") if "answered" in states else _("optional"))


def row_list(case: "Case", table: "Question") -> Iterator[str]:
    """Yield a line for each row of a table with what is still open in it."""
    from dpia.questionnaire.progress import cells

    states: dict[str, list[str]] = {}
    for cell in cells(case.evaluation, table):
        states.setdefault(cell.path.split("/")[1], []).append(cell.state)
    rows = case.evaluation.value(table.path) or ()
    for number, row in enumerate(rows, 1):
        count = sum(state in ("open", "unknown") for state in states.get(row["id"], ()))
        state = _("{n} open or not known").format(n=count) if count else _("done")
        yield f"{number}. {row_title(case, table, row['id'])}: {state}"
    if not rows:
        yield _("There is no row yet.")


def row_title(case: "Case", table: "Question", row_id: str) -> str:
    """Return what a row is called: its title, that of the row it follows, or its number."""
    named = [table] + ([case.rulebook.question(table.rows_of)] if table.rows_of else [])
    for source in named:
        rows = case.evaluation.value(source.path) or ()
        titles = [row.get(source.row_title) for row in rows if row["id"] == row_id]
        if titles and titles[0]:
            return shown(str(titles[0]))
    ids = [row["id"] for row in case.evaluation.value(table.path) or ()]
    return _("row {n}").format(n=ids.index(row_id) + 1)
