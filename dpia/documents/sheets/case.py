"""One assessment with its verdict and rulebook, read for the sheets: codes become words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dpia.assessment.event import FIRST, head
from dpia.assessment.proposed import text_state
from dpia.documents import words
from dpia.documents.sheets.style import Tone, Toned
from dpia.judgement.telling import trusted

if TYPE_CHECKING:
    from dpia.questionnaire.evaluation import Evaluation
    from dpia.questionnaire.rulebook import Rulebook

Document = Mapping[str, Any]

AXES = ("inherent", "today", "target")
_FIRST_DATE = date(1900, 3, 1)
"""Spreadsheets count days from 1900 and believe in 29 February 1900; earlier dates stay text."""


@dataclass(frozen=True)
class Case:
    """An assessment as the workbook sees it on the day `as_of`."""

    document: Document
    verdict: Document
    rules: Rulebook
    as_of: date
    curtained: Evaluation | None = None
    """For what is to be published: the answers of which some are withheld."""
    withheld: tuple[tuple[str, str], ...] = ()
    """What is withheld, by place and title."""
    history: str = ""
    """The hash of the history, where the document no longer has it."""

    @property
    def reference(self) -> str:
        """The human reference, or the id when there is none."""
        return str(self.document.get("reference") or self.document.get("id") or "")

    @property
    def id(self) -> str:
        """The id of the assessment."""
        return str(self.document.get("id") or "")

    @property
    def title(self) -> str:
        """The title of the assessment."""
        return str(self.document.get("title") or "")

    @property
    def fingerprint(self) -> str:
        """The hash of the history; empty when nothing has happened."""
        found = self.history or head(self.document)
        return "" if found == FIRST else found

    @property
    def method(self) -> Document:
        """The method whose words and matrix were used."""
        return self.rules.method_document

    @property
    def method_told(self) -> str:
        """The title of the method, and why its matrix is not an official one where that is so."""
        doubt = trusted(self.method).get("confidence_note")
        title = str(self.method.get("title", ""))
        return f"{title} ({doubt})" if doubt else title

    def read(self, *path: str) -> Any:
        """Return what the document says at `path`, None where anything on the way is missing."""
        return dig(self.document, *path)

    def judged(self, *path: str) -> Any:
        """Return what the verdict says at `path`, None where anything on the way is missing."""
        return dig(self.verdict, *path)

    def level(self, level_id: object) -> Toned:
        """Return the word of a level with its colour; no level is "Not rated"."""
        return level_word(self.method, level_id)

    def scale(self, axis: str, step: object) -> str | None:
        """Return a step of "likelihood" or "severity" as "3 Significant", None when not rated."""
        if not isinstance(step, int):
            return None
        title = next((s["title"] for s in self.method[axis] if s["level"] == step), "")
        return f"{step} {title}".rstrip()

    def measures(self) -> Sequence[Document]:
        """The measures of the assessment."""
        return rows(self.document.get("measures"))

    def overdue(self, measure: Document) -> bool:
        """Tell whether a measure should be in place by now and is neither that nor rejected."""
        due = day(measure.get("due"))
        return isinstance(due, date) and due < self.as_of and is_open(measure)


@dataclass(frozen=True)
class Risk:
    """One risk of a case: what the document and the verdict say about it."""

    case: Case
    risk: Document
    judged: Document

    def axis(self, axis: str) -> Document:
        """Return the rating of "inherent", "today" or "target", empty when there is none."""
        found = self.judged.get(axis)
        return found if isinstance(found, Mapping) else {}


def risks(case: Case) -> Iterator[Risk]:
    """Yield the risks of a case in the order of the document, each with its part of the verdict."""
    judged = {entry.get("id"): entry for entry in rows(case.verdict.get("risks"))}
    for risk in rows(case.document.get("risks")):
        yield Risk(case, risk, judged.get(risk.get("id"), {}))


def text_told(row: Document) -> Toned | str:
    """Return whether the text of a risk or measure is confirmed, or only proposed."""
    state = text_state(row)
    return Toned(words.TEXT[state], "none") if state == "proposed" else words.TEXT[state]


def is_open(measure: Document) -> bool:
    """Tell whether a measure still waits to be put in place."""
    return measure.get("status") not in ("implemented", "rejected")


def level_word(method: Document, level_id: object) -> Toned:
    """Return the method's word for a level, coloured by what the method says about it."""
    levels = method["levels"]
    found = next((level for level in levels if level["id"] == level_id), None)
    if found is None:
        return Toned(words.NOT_RATED if not level_id else str(level_id), "none")
    return Toned(str(found["title"]), tone_of(found, levels))


def tone_of(level: Document, levels: Iterable[Document]) -> Tone:
    """Return the colour of a level: by duty to consult, by acceptability, and the lowest apart."""
    if level.get("consult"):
        return "bad"
    if not level.get("acceptable", True):
        return "poor"
    return "good" if level["rank"] == min(other["rank"] for other in levels) else "fair"


def rows(value: object) -> Sequence[Document]:
    """Return the objects in a list, nothing for anything else."""
    if not isinstance(value, Sequence):
        return ()
    return [row for row in value if isinstance(row, Mapping)]


def dig(value: Any, *path: str) -> Any:
    """Return what stands at `path` in nested objects, None where anything on the way is missing."""
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def day(value: object) -> date | str | None:
    """Return the day of an ISO date or time; a text that is none of these stays what it is."""
    if value is None or value == "":
        return None
    text = str(value)
    try:
        found = date.fromisoformat(text[:10])
    except ValueError:
        return text
    return found if found >= _FIRST_DATE else text


def said(value: object) -> str | None:
    """Return a text of the document, None for nothing; whatever is no text is shown as it is."""
    return None if value is None or value == "" else str(value)


def several(values: Iterable[object], *, by: str = "; ") -> str | None:
    """Return several texts in one cell, None when there are none."""
    return by.join(text for value in values if (text := said(value))) or None


def listed(value: object) -> str | None:
    """Return one text or a list of texts, one a line."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return several(value, by="\n")
    return said(value)
