"""Writing the measures of an assessment, and what is planned besides as action plans."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from dpia.documents.cnil import saying
from dpia.documents.cnil.page import Case, Writing
from dpia.documents.cnil.questions import EVENTS, IMPROVABLE, MEASURES_ITEM
from dpia.documents.cnil.reading import controls, evaluations, key_of
from dpia.documents.rich_html import to_html


def write_measures(writing: Writing) -> None:
    """Write the measures that are no action plans: changed ones in place, new ones at the end."""
    now = {row["id"]: row for row in saying.standing(writing.now)}
    before = {row["id"]: row for row in saying.standing(writing.before)}
    for place, (row, _said) in enumerate(list(controls(writing.file)), 1):
        own, was = now.pop(f"m{place}", None), before.get(f"m{place}", {})
        if own is None:
            _drop(writing, row)
        else:
            _change(row, own, was)
    plans = {f"p{place}" for place, _row in enumerate(_planned(writing), 1)}
    for own in now.values():
        if own["id"] not in {*before, *plans}:
            said = to_html(str(own.get("description") or ""))
            writing.new("measures", title=own["title"], content=said, placeholder="")


def _change(row: Any, own: Case, was: Case) -> None:
    if own["title"] != was.get("title"):
        row["title"] = own["title"]
    if own.get("description") != was.get("description"):
        row["content"] = to_html(str(own.get("description") or ""))


def _drop(writing: Writing, row: Case) -> None:
    """Take a measure out, with what the evaluator said of it."""
    key = f"{MEASURES_ITEM}.{key_of(row.get('id'))}"
    writing.file["measures"].remove(row)
    said = writing.file["evaluations"]
    said[:] = [one for one in said if not isinstance(one, Mapping) or one["reference_to"] != key]


def write_plans(writing: Writing) -> None:
    """Write what is planned against each event, and the other action plans that were imported."""
    for event in EVENTS:
        said = writing.changed(partial(saying.plan_text, event=event))
        if said is not None:
            writing.evaluate(event.item, action_plan_comment=to_html(said))
    now = {row["id"]: row for row in writing.now.get("measures", ())}
    before = {row["id"]: row for row in writing.before.get("measures", ())}
    items = {event.item for event in EVENTS}
    for place, row in enumerate(_planned(writing), 1):
        own, was = now.get(f"p{place}", {}), before.get(f"p{place}", {})
        _plan(row, own, was, texts=str(row.get("reference_to")) not in items)


def _planned(writing: Writing) -> list[Case]:
    """Return the rows of the file of which import makes a planned measure, in their order."""
    said = evaluations(writing.file)
    return [row for row, one in said if one.plan and one.status == IMPROVABLE]


def _plan(row: Any, own: Case, was: Case, texts: bool) -> None:
    """Write an action plan whose measure was changed; `texts` whether its words, too."""
    alive = own if own.get("status") != "rejected" else {}
    if texts and alive.get("description") != was.get("description"):
        row["action_plan_comment"] = to_html(str(alive.get("description") or ""))
    if alive.get("owner") != was.get("owner"):
        row["person_in_charge"] = alive.get("owner") or ""
    if alive.get("due") != was.get("due"):
        row["estimated_implementation_date"] = alive.get("due")
