"""Where a confirmed risk stands names what is really missing: an answer, or a reason."""

from typing import Any

from dpia.tui.shown.risks import state_of

CONFIRMED: dict[str, Any] = {"confirmed": True, "settled": False, "flags": []}


def test_a_yes_or_no_that_is_missing_is_called_so() -> None:
    open_ = {**CONFIRMED, "flags": [{"id": "F3", "met": None}]}
    assert state_of(open_, {}) == ("confirmed, a yes or no missing", "watch")
    held = {**CONFIRMED, "flags": [{"id": "F2", "met": True}]}
    assert state_of(held, {}) == ("confirmed, reason missing", "watch")
    assert state_of({**CONFIRMED, "settled": True}, {}) == ("confirmed", "good")
