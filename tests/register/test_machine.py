"""Any order of steps, on two handles, gives what a plain dictionary would hold."""

import copy
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from dpia.errors import DpiaError, NotSaved
from dpia.register import Changed, Register, files, storage
from tests.long import long
from tests.reliability import careless
from tests.reliability.running import EXAMPLES

from .faults import FaultyOs
from .samples import Document, answered, assessment

VALUES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)


class RegisterMachine(RuleBasedStateMachine):
    """Two handles on one register, each with what it last loaded, against a model."""

    idents = Bundle("idents")

    @initialize()
    def make(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        Register.open(self.folder.name, create=True)
        self.handles = [Register.open(self.folder.name) for _number in range(2)]
        self.loaded: list[dict[str, tuple[Document, str]]] = [{}, {}]
        self.model: dict[str, Document] = {}

    @rule(target=idents, title=VALUES, side=st.sampled_from([0, 1]))
    def create(self, title: str, side: int) -> str:
        document = assessment(title)
        stamp = self.handles[side].create(document, 2026)
        self.loaded[side][document["id"]] = document, stamp
        self.model[document["id"]] = copy.deepcopy(document)
        return str(document["id"])

    @rule(ident=idents, side=st.sampled_from([0, 1]))
    def load(self, ident: str, side: int) -> None:
        stored = self.handles[side].load(ident)
        assert stored.document == self.model[ident]
        self.loaded[side][ident] = stored

    @rule(ident=idents, side=st.sampled_from([0, 1]), value=VALUES)
    def answer_and_save(self, ident: str, side: int, value: str) -> None:
        if ident not in self.loaded[side]:
            return
        document, stamp = self.loaded[side][ident]
        after = answered(document, value)
        fresh = document["revision"] == self.model[ident]["revision"]
        try:
            stamp = self.handles[side].save(after, stamp)
        except Changed as problem:
            assert not fresh
            assert problem.document == self.model[ident]
        else:
            assert fresh
            self.loaded[side][ident] = after, stamp
            self.model[ident] = copy.deepcopy(after)

    @rule(
        ident=idents,
        side=st.sampled_from([0, 1]),
        value=VALUES,
        at=st.integers(1, 20),
        mode=st.sampled_from(["eio", "half", "after", "interrupt", "interrupt-after"]),
    )
    def save_on_a_failing_disk(self, ident: str, side: int, value: str, at: int, mode: str) -> None:
        document, stamp = self.loaded[side][ident] = self.handles[side].load(ident)
        after, old = answered(document, value), self.model[ident]
        with pytest.MonkeyPatch.context() as patch, suppress(NotSaved, KeyboardInterrupt):
            patch.setattr(files, "os", FaultyOs(at, mode))
            self.handles[side].save(after, stamp)
            old = after
        stored = self.handles[side].load(ident)
        if stored.document != old:  # it failed, and got to the disk all the same
            assert old is not after
            assert stored.document == {**after, "revision": document["revision"] + 1}
        self.loaded[side][ident] = stored
        self.model[ident] = copy.deepcopy(stored.document)

    @rule(ident=idents, side=st.sampled_from([0, 1]))
    def change_without_saving(self, ident: str, side: int) -> None:
        if ident in self.loaded[side]:
            document, _stamp = self.loaded[side][ident]
            document["answers"].clear()
            document["title"] = "never saved"
            self.loaded[side][ident] = self.handles[side].load(ident)

    @rule(side=st.sampled_from([0, 1]))
    def reopen(self, side: int) -> None:
        self.handles[side] = Register.open(self.folder.name)

    @rule()
    def lose_the_index(self) -> None:
        Path(self.folder.name, "index").unlink(missing_ok=True)

    @invariant()
    def both_see_the_model(self) -> None:
        for handle in getattr(self, "handles", ()):
            rows: list[dict[str, Any]] = handle.summaries()
            assert {row["id"]: (row["title"], row["revision"]) for row in rows} == {
                ident: (document["title"], document["revision"])
                for ident, document in self.model.items()
            }
            for ident, document in self.model.items():
                assert handle.load(ident).document == document
                assert handle.verify(ident) == []

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()


RegisterMachine.TestCase.settings = settings(
    max_examples=EXAMPLES or long(4, 8), stateful_step_count=15, deadline=None
)
TestRegister = RegisterMachine.TestCase


@pytest.mark.parametrize("fault", ["no check", "later"])
def test_the_machine_notices_careless_stores(monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    if fault == "no check":
        monkeypatch.setattr(Register, "_refuse_if_changed", lambda *_given: None)
    else:
        monkeypatch.setattr(careless.Later, "waiting", None)
        monkeypatch.setattr(storage, "AtomicStorage", careless.Later)
    quickly = settings(
        max_examples=100,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
    )
    with pytest.raises((AssertionError, DpiaError)):
        run_state_machine_as_test(RegisterMachine, settings=quickly)
