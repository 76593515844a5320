"""The file that is being written, and its rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dpia.documents.cnil.questions import IMPROVABLE
from dpia.documents.cnil.reading import number, rows
from dpia.questionnaire.rulebook import Rulebook

File = dict[str, Any]
Case = Mapping[str, Any]


@dataclass
class Writing:
    """What is being written: the file so far, the assessment now and as it was imported."""

    file: File
    now: Case
    before: Case
    verdict: Case
    rulebook: Rulebook
    at: str
    """The time that stands at what is new: ISO, UTC."""

    def changed(self, said: Callable[[Case], Any]) -> Any:
        """Return what is said now where that is not what was imported, else None."""
        now = said(self.now)
        return now if now != said(self.before) else None

    def new(self, part: str, **row: Any) -> File:
        """Add a row to a list of the file, with an id of its own."""
        found = self.file.setdefault(part, [])
        ids = [number(one.get("id")) or 0 for one in rows(self.file, part)]
        row = {"id": max(ids, default=0) + 1, "pia_id": self.file["pia"].get("id", 1), **row}
        found.append({**row, "created_at": self.at, "updated_at": self.at})
        made: File = found[-1]
        return made

    def answer(self, reference: int, **said: Any) -> None:
        """Write at a question, in the row that counts: the last one."""
        answers = rows(self.file, "answers")
        found = [row for row in answers if number(row.get("reference_to")) == reference]
        row: Any = found[-1] if found else self.new("answers", reference_to=reference)
        data = row.get("data")
        blank: File = {"text": None, "gauge": None, "list": []}
        row["data"] = {**blank, **(data if isinstance(data, dict) else {}), **said}

    def evaluation(self, key: str) -> File | None:
        """Return the row that counts of what the evaluator said of an item."""
        found = [row for row in self.file["evaluations"] if _key(row) == key]
        return found[-1] if found else None

    def evaluate(self, key: str, **said: Any) -> None:
        """Say something of an item that makes it one to improve."""
        row = self.evaluation(key)
        if row is None:
            blank: File = {"global_status": 1, "evaluation_comment": "", "action_plan_comment": ""}
            blank |= {"gauges": {"x": 0, "y": 0}, "person_in_charge": ""}
            blank |= {"estimated_implementation_date": None}
            row = self.new("evaluations", reference_to=key, **blank)
        row |= {"status": IMPROVABLE, **said}


def _key(row: Any) -> str:
    return str(row.get("reference_to") or "") if isinstance(row, Mapping) else ""
