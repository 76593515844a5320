"""Answers, marks and rows of an open assessment."""

from typing import Any

from dpia.assessment import answering
from dpia.assessment.shelf import settle
from dpia.desk.work import Verdict, Work


class Answering(Work):
    """The part of an open assessment that takes answers."""

    def answer(self, path: str, value: Any) -> Verdict:
        """Accept the answer at `path` (`topic.question` or `topic.table/row/column`)."""
        self._need_asked(path)
        after = answering.answer(self.document, self.rulebook, path, value)
        if after["answers"] != self.document["answers"]:
            after = self._own(after, path)
        after["drafts"].pop(path, None)
        return self._accept(after, "answered", path)

    def answer_text(self, path: str, text: str) -> Verdict:
        """Accept an answer typed as text; 0 chooses nothing where several are possible."""
        from dpia.questionnaire.answers import parse_text

        question = self.rulebook.question(path)
        choices = answering.row_choices(self.document, self.rulebook, question)
        if question.kind == "choices" and text.strip() == "0":
            text = "none"  # its number wherever choices are listed
        return self.answer(path, parse_text(question, text, choices))

    def clear(self, path: str) -> Verdict:
        """Take an answer away."""
        return self._accept(answering.clear(self.document, self.rulebook, path), "cleared", path)

    def mark(self, path: str, **said: Any) -> Verdict:
        """Say something about an answer: unknown, note, evidence (list), assumed."""
        self._need_asked(path)
        after = answering.mark(self.document, self.rulebook, path, **said)
        if said.get("assumed") is False:
            after = self._own(after, path)
        return self._accept(after, "marked", path)

    def _own(self, after: dict[str, Any], path: str) -> dict[str, Any]:
        """Let go what the settings said about an answer that somebody now stands for."""
        from dpia.desk.beginning import still_from_settings

        if not still_from_settings(after, path):
            return after
        return answering.mark(after, self.rulebook, path, note="", assumed=False)

    def confirm(self, path: str) -> Verdict:
        """Say that an answer carried over from the version before still holds."""
        after = answering.confirm(self.document, self.rulebook, path)
        return self._accept(after, "confirmed", path)

    def to_confirm(self) -> list[str]:
        """Return the questions with answers carried over that nobody has looked at, in order."""
        from dpia.assessment import pointer

        waiting = {
            f"{topic}.{pointer.tokens(inside)[0]}"
            for topic, inside in answering.unlooked(self.document)
        }
        return [q.path for q in self.rulebook.questions() if q.path in waiting]

    def add_row(self, path: str, after_row: str = "") -> str:
        """Add a row to a table and return its id."""
        self._need_asked(path)
        after, row_id = answering.add_row(self.document, self.rulebook, path, after_row)
        self._accept(after, "row-added", f"{path}/{row_id}")
        return row_id

    def copy_row(self, path: str, row_id: str) -> str:
        """Add a copy of a row below it and return its id."""
        self._need_asked(path)
        after, new_id = answering.copy_row(self.document, self.rulebook, path, row_id)
        self._accept(after, "row-copied", f"{path}/{new_id}")
        return new_id

    def remove_row(self, path: str, row_id: str) -> Verdict:
        """Remove a row of a table."""
        after = answering.remove_row(self.document, self.rulebook, path, row_id)
        return self._accept(after, "row-removed", f"{path}/{row_id}")

    def move_row(self, path: str, row_id: str, by: int) -> Verdict:
        """Move a row of a table up or down."""
        after = answering.move_row(self.document, self.rulebook, path, row_id, by)
        return self._accept(after, "row-moved", f"{path}/{row_id}")

    def what_if(self, path: str, value: Any) -> Verdict:
        """Return the verdict as it would be with another answer; nothing is changed or saved."""
        after = answering.answer(self.document, self.rulebook, path, value)
        return self._judge(settle(after, self.rulebook, self.as_of))
