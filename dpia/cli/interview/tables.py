"""Rows of tables in an interview: added, listed, gone back into, copied, deleted."""

from typing import TYPE_CHECKING

from dpia.cli.interview import telling
from dpia.cli.interview.route import Stop
from dpia.cli.interview.saying import print_line
from dpia.errors import Invalid
from dpia.text import _, ngettext

if TYPE_CHECKING:
    from dpia.cli.interview.asking import Interview
    from dpia.questionnaire.model import Question

MOST = 50
"""Rows that can be added at once."""
YES, NO = ("y", "yes", _("yes")), ("n", "no", _("no"))


def take(interview: "Interview", stop: Stop, text: str) -> None:
    """Take what was typed where a table, or another row of it, is asked for. Raises Invalid."""
    table, said = stop.question, text.casefold()
    filled = bool(interview.case.evaluation.value(table.path))
    if said in (*NO, "0") and filled:
        interview.forward(stop)
    elif said in (*NO, "0", "none"):
        _none(interview, stop, filled)
    elif said in YES:
        add(interview, table, 1)
    elif text.isascii() and text.isdigit() and 1 <= int(text) <= MOST:
        add(interview, table, int(text))
    else:
        message = _("Type y for one more row, how many rows to add (1 to {most}), or n.")
        raise Invalid(message.format(most=MOST))


def _none(interview: "Interview", stop: Stop, filled: bool) -> None:
    if filled:
        raise Invalid(_("The table has rows. `:delete N` deletes one."))
    interview.case.answer(stop.path, [])
    interview.saved()
    interview.forward(stop)


def add(interview: "Interview", table: "Question", count: int) -> None:
    """Add rows as one change, and go to the first of them."""
    case = interview.case
    with case.together("row-added", table.path):
        made = [case.add_row(table.path) for _number in range(count)]
    interview.saved()
    open_row(interview, table, made[0], again=False)


def open_row(interview: "Interview", table: "Question", row: str, again: bool = True) -> None:
    """Go to the first column of a row; with `again` the answered ones are asked too."""
    interview.route.enter(table.path, row if again else "")
    start = f"{table.path}/{row}/"
    columns = [stop for stop in interview.route.stops() if stop.key.startswith(start)]
    interview.go(columns[0] if columns else interview.route.next(table.path))


def list_rows(interview: "Interview", stop: Stop, _rest: str) -> None:
    """List the rows."""
    for line in telling.row_list(interview.case, _table(stop)):
        print_line(line)


def go_into(interview: "Interview", stop: Stop, rest: str) -> None:
    """Go into a row; all its columns are asked again."""
    table = _table(stop)
    open_row(interview, table, _row(interview, table, rest))


def copy(interview: "Interview", stop: Stop, rest: str) -> None:
    """Copy a row behind itself, and go into the copy; notes are not copied."""
    table, case = _table(stop), interview.case
    row = _row(interview, table, rest)
    values = next(r for r in case.evaluation.value(table.path) if r["id"] == row)
    with case.together("row-added", table.path):
        made = case.add_row(table.path, row)
        for column, value in values.items():
            if column != "id":
                case.answer(f"{table.path}/{made}/{column}", value)
    interview.saved()
    open_row(interview, table, made)


def delete(interview: "Interview", stop: Stop, rest: str) -> None:
    """Delete a row."""
    table, case = _table(stop), interview.case
    if table.rows_of:
        message = _("This table keeps one row for each row of another one; delete it there: {path}")
        raise Invalid(message.format(path=table.rows_of))
    row = _row(interview, table, rest)
    title = telling.row_title(case, table, row)
    case.remove_row(table.path, row)
    print_line(_("Deleted: {title}. `:undo` brings it back.").format(title=title))
    interview.route.enter(table.path)
    interview.go(interview.route.find(stop.key) or interview.route.next(stop.key))


def _table(stop: Stop) -> "Question":
    if stop.owner is None:
        raise Invalid(_("This question is no table and stands in none."))
    return stop.owner.question


def _row(interview: "Interview", table: "Question", rest: str) -> str:
    """Return the id of the row of that number. Raises Invalid naming what is possible."""
    rows = interview.case.evaluation.value(table.path) or ()
    if not (rest.isascii() and rest.isdigit() and 1 <= int(rest) <= len(rows)):
        message = ngettext(
            "Say which row: there is {n}. `:rows` lists it.",
            "Say which row, from 1 to {n}. `:rows` lists them.",
            len(rows),
        )
        raise Invalid(message.format(n=len(rows)))
    return str(rows[int(rest) - 1]["id"])
