"""The same processing assessed twice, perhaps, and answered differently."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dpia.judgement.telling import Node
from dpia.questionnaire.model import Question

Document = Mapping[str, Any]
TITLE, PURPOSE = "title", "purpose"
_FEWEST = 3
"""Words that purposes must have before they say anything."""
_FACTS = ("choice", "choices", "integer")


def perhaps_same(rows: Iterable[Document]) -> list[Node]:
    """Return groups `{because, ids}` of assessments that are perhaps of the same processing.

    A row has `id`, `title`, `controller` and `purposes`. The same are those with the same title,
    unless two controllers are named (`title`), and those of one controller whose purposes are
    written with the same words (`purpose`).
    """
    known = list(rows)
    groups = list(_same_titles(known))
    grouped = [set(ids) for ids in groups]
    found = [{"because": TITLE, "ids": ids} for ids in groups]
    for ids in _same_purposes(known):
        if not any(set(ids) <= group for group in grouped):
            found.append({"because": PURPOSE, "ids": ids})
    return found


def _same_titles(rows: Iterable[Document]) -> Iterator[list[str]]:
    by_title: dict[Any, list[Document]] = defaultdict(list)
    for row in rows:
        if title := folded(row["title"]):
            by_title[title].append(row)
    for group in by_title.values():
        controllers = {folded(row["controller"]) for row in group} - {()}
        if len(controllers) < 2:
            yield from _several([row["id"] for row in group])
            continue
        for controller in sorted(controllers):
            yield from _several([r["id"] for r in group if folded(r["controller"]) == controller])


def _same_purposes(rows: Iterable[Document]) -> Iterator[list[str]]:
    by_purpose: dict[Any, list[str]] = defaultdict(list)
    for row in rows:
        words = frozenset(word for text in row["purposes"] for word in folded(text))
        controller = folded(row["controller"])
        if controller and len(words) >= _FEWEST:
            by_purpose[(controller, words)].append(row["id"])
    for ids in by_purpose.values():
        yield from _several(ids)


def _several(ids: list[str]) -> Iterator[list[str]]:
    if len(ids) > 1:
        yield ids


def folded(text: Any) -> tuple[str, ...]:
    """Return the words of a text as they are compared: in any case, without signs."""
    plain = unicodedata.normalize("NFKC", str(text or "")).casefold()
    return tuple(re.findall(r"\w+", plain))


def contradictions(documents: Iterable[Document], questions: Iterable[Question]) -> list[Node]:
    """Return the questions that are answered differently: `{question, title, answers}`.

    `answers` is `{id, reference, value}` for each document that knows an answer. Compared are
    choices and whole numbers; texts and tables are worded anew each time and say nothing.
    """
    known = list(documents)
    found: list[Node] = []
    for question in questions:
        if question.kind not in _FACTS:
            continue
        given = [(one, _answer(one, question)) for one in known]
        given = [(one, value) for one, value in given if value is not None]
        if len({_comparable(value) for _one, value in given}) > 1:
            answers = [
                {"id": one["id"], "reference": one.get("reference"), "value": value}
                for one, value in given
            ]
            named = {"question": question.path, "title": question.title}
            found.append({**named, "answers": answers})
    return found


def _answer(document: Document, question: Question) -> Any:
    topic = (document.get("answers") or {}).get(question.topic) or {}
    return topic.get(question.id)


def _comparable(value: Any) -> str:
    return repr(sorted(map(str, value)) if isinstance(value, list) else value)
