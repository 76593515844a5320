"""What a public report is filled from: an assessment without what is marked confidential.

Everything that is left out goes before anything is filled in, so that no format can let it through:
confidential answers, risks, measures, attachments, opinions and words of the decision; and always
notes, evidence, the history, sign-offs and the names of those who worked on it.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dpia.assessment import pointer
from dpia.assessment.answering import CONFIRM
from dpia.assessment.confidential import MARK, ROWS, TEXTS, is_marked, part
from dpia.assessment.event import head, working_copy
from dpia.documents.template.seen import Node, Seen
from dpia.questionnaire.condition import Condition
from dpia.questionnaire.evaluation import Answers, Evaluation
from dpia.questionnaire.model import Question
from dpia.questionnaire.trace import Trace
from dpia.questionnaire.values import Row
from dpia.text import _

SHORTEST = 4
"""Characters of a confidential text that is looked for in the words of the verdict."""
_KEPT = {
    "risks": ("id", "track", "event", "proposed"),
    "measures": ("id", "role", "status", "proposed", "serves", "effects"),
    "attachments": ("id",),
}
"""What of a confidential row is kept; none of it is a text."""
_SAID = ("unknown", "assumed", CONFIRM, MARK)
"""What is kept of what was said about an answer."""
_INTERNAL = ("events", "sealed", "sign_offs", "shelf", "drafts", "cursor", "consultation")
_NAMES = ("by", "answered_by", "dpo_view")


def public(seen: Seen) -> Seen:
    """Return what a public report may be filled from."""
    document, whole = _bare(seen.document), seen.evaluation
    curtained = Curtained(whole, document["answers"], document["marks"])
    verdict = _without(seen.verdict, tuple(_secrets(seen)), _places(seen.document))
    return Seen(document, verdict, curtained, public=True, history=head(seen.document))


class Curtained(Evaluation):
    """The answers that are not confidential; what is asked and what holds follows from them all."""

    def __init__(self, whole: Evaluation, answers: Answers, marks: Answers) -> None:
        """Show `answers` and `marks` where `whole` has more."""
        super().__init__(whole.rulebook, answers, marks, whole.case, whole.as_of)
        self.whole = whole

    def visible(self, path: str, row: Row | None = None) -> Trace:
        """Say whether a question is asked, by all answers."""
        return self.whole.visible(path, row)

    def test(
        self,
        condition: Condition,
        row: Mapping[str, Any] | None = None,
        authority: str | None = None,
    ) -> Trace:
        """Evaluate a condition by all answers."""
        return self.whole.test(condition, row, authority)


def _places(document: Node) -> frozenset[str]:
    """Return the paths of the confidential questions and cells, and the ids of the rows."""
    marks = document.get("marks", {})
    paths = {
        f"{topic}.{'/'.join(pointer.tokens(inside))}"
        for topic, said in marks.items()
        for inside, mark in said.items()
        if is_marked(mark)
    }
    rows = (row for name in ROWS for row in document.get(name, ()))
    return frozenset(paths | {str(row["id"]) for row in rows if is_marked(row)})


def _bare(document: Node) -> dict[str, Any]:
    after = working_copy(document)
    for topic, said in after.get("marks", {}).items():
        for inside, mark in said.items():
            if is_marked(mark):
                pointer.remove(after["answers"].get(topic, {}), inside)
            said[inside] = {name: True for name in _SAID if mark.get(name)}
    for name, kept in _KEPT.items():
        after[name] = [
            {**{key: row[key] for key in kept if key in row}, MARK: True} if is_marked(row) else row
            for row in after.get(name, ())
        ]
    for name, texts in TEXTS.items():
        found = part(after, name)
        for text in texts if is_marked(found) else ():
            found.pop(text, None)
    after.get("opinions", {}).pop("dpo_earlier", None)
    for name in _INTERNAL:
        after.pop(name, None)
    after["owner"] = ""
    for row in after.get("measures", ()):
        row.pop("owner", None)
    bare: dict[str, Any] = _nameless(after)
    return bare


def _nameless(content: Any) -> Any:
    """Return the parts of a document around the answers without the names of people."""
    if isinstance(content, list):
        return [_nameless(item) for item in content]
    if not isinstance(content, dict):
        return content
    return {
        name: value if name == "answers" else _nameless(value)
        for name, value in content.items()
        if name not in _NAMES
    }


def _secrets(seen: Seen) -> Iterator[str]:
    """Yield the confidential texts that words of a verdict may take up, and the names of people."""
    document = seen.document
    for row in (*document.get("risks", ()), *document.get("measures", ())):
        yield str(row.get("owner") or "")
        if is_marked(row):
            yield str(row.get("title") or "")
    decision = document.get("decision") or {}
    if is_marked(decision):
        yield from (str(text).rstrip(". ") for text in decision.get("conditions") or ())
    yield from (str(found) for found in (document.get("owner"), decision.get("by")) if found)
    for path in _places(document):
        if (question := seen.question(path)) is not None and "." in path:
            yield from _written(question, seen.evaluation.value(path))


def _written(question: Question, value: Any) -> Iterator[str]:
    """Yield what somebody wrote in an answer; the words of choices are the questionnaire's."""
    if question.kind in ("text", "long-text") and isinstance(value, str):
        yield value
    for row in value if question.kind == "rows" and isinstance(value, list) else ():
        for column in question.columns:
            yield from _written(column, row.get(column.id))


def _without(verdict: Node, secrets: tuple[str, ...], places: frozenset[str]) -> dict[str, Any]:
    """Return a verdict whose words take up nothing confidential; outcomes and levels stay."""
    long_enough = sorted({text for text in secrets if len(text) >= SHORTEST}, key=len, reverse=True)
    told = "|".join(rf"(?<!\w){re.escape(text)}(?!\w)" for text in long_enough)
    speaks = re.compile(told or r"(?!)")
    found: dict[str, Any] = _replaced(
        {name: verdict[name] for name in verdict if name != "findings"}, speaks
    )
    shown = ("id", "weight", "title", "law")
    kept = [one for one in verdict["findings"] if not _rests_on(one.get("trace"), places)]
    withheld = [
        {"id": one["id"], "weight": one["weight"], "title": _("On something that is withheld")}
        for one in verdict["findings"]
        if one not in kept
    ]
    told_of = [
        {**{name: one.get(name) for name in shown}, "accepted": bool(one.get("accepted"))}
        for one in kept
    ]
    return {**found, "findings": [*_replaced(told_of, speaks), *withheld]}


def _replaced(content: Any, speaks: re.Pattern[str]) -> Any:
    """Return `content` without its traces, and with a word for each text that says a secret."""
    if isinstance(content, str):
        return _("Withheld") if speaks.search(content) else content
    if isinstance(content, list | tuple):
        return [_replaced(item, speaks) for item in content]
    if not isinstance(content, Mapping):
        return content
    return {
        name: _replaced(value, speaks)
        for name, value in content.items()
        if name not in ("trace", "because", "answers", "overruled", "proposals")
    }


def _rests_on(trace: Any, places: frozenset[str]) -> bool:
    """Say whether a trace has read something confidential."""
    if not isinstance(trace, Mapping):
        return False
    name = str(trace.get("id") or "")
    if name in places or name.partition("/")[0] in places:
        return True
    return any(_rests_on(part, places) for part in trace.get("because") or ())


def withheld(document: Node, seen: Seen) -> Iterator[tuple[str, str]]:
    """Yield the place and the title of everything confidential in `document`, never its text."""
    for topic in seen.evaluation.rulebook.asked:
        for inside, mark in document.get("marks", {}).get(topic.id, {}).items():
            path = f"{topic.id}.{'/'.join(pointer.tokens(inside))}"
            if is_marked(mark) and seen.asked(path):
                yield topic.title, seen.titled(path)
    places = {"risks": _("Risks"), "measures": _("Measures"), "attachments": _("Attachments")}
    for name, place in places.items():
        for row in document.get(name, ()):
            if is_marked(row):
                yield place, seen.numbers.get(row["id"], str(row["id"]))
    titles = {
        "opinions.dpo": (_("Opinions"), _("Advice of the data protection officer")),
        "opinions.data_subjects": (_("Opinions"), _("Views of the people concerned")),
        "decision": (_("Decision"), _("Reason and conditions")),
    }
    yield from (titles[name] for name in TEXTS if is_marked(part(document, name)))
