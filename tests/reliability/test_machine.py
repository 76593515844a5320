"""Two people at one assessment, in any order of steps: what a dictionary would hold, joined.

The register alone: tests/register/test_machine. `DPIA_TEST_EXAMPLES=300` tries that many sequences.
"""

import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from dpia.desk.case import Case
from dpia.desk.work import Work
from dpia.errors import Conflict, NotSaved
from dpia.register import Register, files
from tests.long import long
from tests.register.faults import FaultyOs
from tests.reliability.running import EXAMPLES
from tests.reliability.scenes import furnish

SIDES = st.sampled_from([0, 1])
QUESTIONS = st.sampled_from(["text", "story", "number"])


class TwoDesks(RuleBasedStateMachine):
    """Two desks with the same assessment open, and what each of them has seen of it."""

    @initialize()
    def make(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.home = furnish(Path(self.folder.name))
        self.model: dict[str, object] = {}
        self.count = 0
        self.cases: list[Case] = []
        self.seen: list[dict[str, object]] = []
        for _side in range(2):
            self.cases.append(self.opened())
            self.seen.append({})

    def opened(self) -> Case:
        """Return the assessment, open, with everything read that judging needs."""
        case = self.home.desk().open("2026-0001")
        assert case.verdict
        return case

    def value(self, question: str) -> object:
        """Return an answer that was never given before."""
        self.count += 1
        return self.count if question == "number" else f"answer {self.count}"

    @rule(side=SIDES, question=QUESTIONS)
    def answer(self, side: int, question: str) -> None:
        value = self.value(question)
        met = self.model.get(question) != self.seen[side].get(question)
        try:
            self.cases[side].answer(f"sample.{question}", value)
        except Conflict:
            assert met, "what nobody else touched was refused"
            assert self.cases[side].theirs, "refused without showing what the other wrote"
        else:
            assert not met, "what somebody else wrote was overwritten"
            self.model[question] = value
        self.seen[side] = dict(self.model)

    @rule(side=SIDES)
    def open_again(self, side: int) -> None:
        self.cases[side] = self.opened()
        self.seen[side] = dict(self.model)

    @rule(
        side=SIDES,
        question=QUESTIONS,
        at=st.integers(1, 16),
        mode=st.sampled_from(["eio", "half", "after", "enospc"]),
    )
    def answer_on_a_failing_disk_and_try_again(
        self, side: int, question: str, at: int, mode: str
    ) -> None:
        self.open_again(side)
        case, value = self.cases[side], self.value(question)
        with pytest.MonkeyPatch.context() as patch, suppress(NotSaved):
            patch.setattr(files, "os", FaultyOs(at, mode))
            case.answer(f"sample.{question}", value)
        assert case.document["answers"]["sample"][question] == value, "it is not in memory"
        case.retry()
        self.model[question] = value
        self.seen[side] = dict(self.model)

    @rule(side=SIDES, question=QUESTIONS, at=st.integers(1, 16))
    def die_while_answering(self, side: int, question: str, at: int) -> None:
        self.open_again(side)
        value = self.value(question)
        with pytest.MonkeyPatch.context() as patch, suppress(KeyboardInterrupt):
            patch.setattr(files, "os", FaultyOs(at, "interrupt-after"))
            self.cases[side].answer(f"sample.{question}", value)
            self.model[question] = value
        self.cases[side] = self.opened()
        if self.stored().get(question) == value:  # it got to the disk, though nobody was told
            self.model[question] = value
        self.seen[side] = dict(self.model)

    def stored(self) -> dict[str, object]:
        """Return the answers on the disk."""
        register = Register.open(self.home.register)
        document = register.load(self.cases[0].document["id"]).document
        assert register.verify(document["id"]) == []
        found: dict[str, object] = document["answers"].get("sample", {})
        return found

    @invariant()
    def the_disk_holds_the_model(self) -> None:
        if self.__dict__.get("cases"):
            assert self.stored() == self.model

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()


TwoDesks.TestCase.settings = settings(
    max_examples=EXAMPLES or long(4, 6), stateful_step_count=12, deadline=None
)
TestTwoDesks = TwoDesks.TestCase


def test_the_machine_notices_a_desk_that_forgets_what_is_not_saved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Work, "_keep_unsaved", lambda *_given: None)
    quickly = settings(
        max_examples=50,
        stateful_step_count=12,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
    )
    with pytest.raises((AssertionError, KeyError)):
        run_state_machine_as_test(TwoDesks, settings=quickly)
