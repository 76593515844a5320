"""Writing the risks of an assessment: the three events, their levels and their targets."""

from collections.abc import Mapping
from functools import partial

from dpia.documents.cnil import saying
from dpia.documents.cnil.page import Case, Writing
from dpia.documents.cnil.questions import IMPROVABLE, Feared
from dpia.documents.cnil.reading import number
from dpia.documents.rich_html import to_html
from dpia.questionnaire.rulebook import Rulebook

STEPS = 4
"""The CNIL's scales go from 1 to 4."""


def write_risk(writing: Writing, event: Feared) -> None:
    """Write what is said of an event where that changed."""
    _lists(writing, event)
    _levels(writing, event)
    if on_its_scales(writing.rulebook):
        _target(writing, event)


def on_its_scales(rulebook: Rulebook) -> bool:
    """Say whether the method has scales of as many steps as the CNIL's."""
    return all(len(rulebook.method_document[axis]) == STEPS for axis in saying.AXES)


def _lists(writing: Writing, event: Feared) -> None:
    fields = {"impacts": event.impacts, "description": event.threats, "sources": event.sources}
    for field, reference in fields.items():
        said = writing.changed(partial(saying.points, event=event, field=field))
        if said is not None:
            writing.answer(reference, list=said, text=None)
    titles = writing.changed(partial(saying.titles, event=event))
    if titles is not None:
        writing.answer(event.measures, list=titles)


def _levels(writing: Writing, event: Feared) -> None:
    levels = writing.changed(partial(saying.inherent, event=event))
    reason = writing.changed(partial(saying.reason, event=event))
    for axis, reference in (("severity", event.severity), ("likelihood", event.likelihood)):
        if levels is not None and on_its_scales(writing.rulebook):
            writing.answer(reference, gauge=levels.get(axis, 0))
        if reason is not None:
            writing.answer(reference, text=to_html(reason))


def _target(writing: Writing, event: Feared) -> None:
    """Write the target as the evaluator's levels, where it is not what the file says already."""
    target = saying.target(writing.now, writing.verdict, event)
    author = saying.inherent(writing.now, event)
    if not target or target == _rerated(writing.evaluation(event.item), author):
        return
    moved = {axis: level for axis, level in target.items() if level != author.get(axis)}
    gauges = {"x": moved.get("severity", 0), "y": moved.get("likelihood", 0)}
    writing.evaluate(event.item, gauges=gauges)


def _rerated(row: Case | None, author: Mapping[str, int]) -> dict[str, int]:
    """Return the target that the file gives: the evaluator's levels, else the author's."""
    gauges = row.get("gauges") if row else None
    if row is None or not isinstance(gauges, Mapping) or number(row.get("status")) != IMPROVABLE:
        return dict(author)
    both = {"likelihood": number(gauges.get("y")), "severity": number(gauges.get("x"))}
    given = {axis: level for axis, level in both.items() if level is not None and 1 <= level <= 4}
    return {**author, **given}
