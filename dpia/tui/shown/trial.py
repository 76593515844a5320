"""What a change that is tried would bring: now and then, side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dpia.documents.difference import told
from dpia.judgement.difference import difference
from dpia.text import _
from dpia.tui.items import item_at
from dpia.tui.view import CaseView

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Moved:
    """One thing that is another then: its words, now, then; `tried` is what the person changed."""

    what: str
    now: str
    then: str
    tried: bool = False


def moved(now: CaseView, then: CaseView, paths: list[str]) -> list[Moved]:
    """Return what moves in the verdict, then the answers at `paths` that were changed."""
    return [*_verdict(now, then), *_answers(now, then, paths)]


def _answers(now: CaseView, then: CaseView, paths: list[str]) -> Iterator[Moved]:
    for path in paths:
        before, after = item_at(now, path), item_at(then, path)
        question = after or before
        if question is None:
            continue
        said = [
            one.words() or _state(one.state) if one else _("not asked") for one in (before, after)
        ]
        if said[0] != said[1]:
            yield Moved(question.question.title, said[0], said[1], tried=True)


def _state(state: str) -> str:
    return _("not known yet") if state == "unknown" else _("no answer")


def _verdict(now: CaseView, then: CaseView) -> Iterator[Moved]:
    if now.verdict is None or then.verdict is None:
        return
    levels = {level["id"]: level["title"] for level in then.rulebook.method_document["levels"]}
    for change in difference(now.verdict, then.verdict):
        yield Moved(*told(change, levels))
