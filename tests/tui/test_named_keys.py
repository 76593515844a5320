"""A sentence never names a key by hand: a person may have given the action another one."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import dpia.tui
from dpia.tui.actions import ACTIONS, NAMES, name_of
from tests.tui.stories import Stage, play, sample_desk

SPOKEN = {"_", "ngettext"}
"""What makes a text one that is read by a person."""
WORDS = "|".join(sorted(n for n in NAMES.values() if n.isalpha() and n not in ("Home", "End")))
KEY = re.compile(
    rf"\b(?:{WORDS}|F\d\d?|(?:Ctrl|Alt|Shift)\+\S+|Escape)\b|\bkey \w\b|\b[Pp]ress [^{{]"
    r"|(?:^ *|: )\w [a-z]+s\b|[,;] [b-z0-9] [a-z]+s\b"
)
FIXED = re.compile(r"Write keys as F2, Ctrl\+N, Shift\+F3, Space,|\bCtrl\+C (?:copies|ends it)\b")
"""How keys are written, and the one key that the terminal keeps for itself."""
ASKED = {"key_for", "key", "key_in_form"}
"""What gives the key of an action by the action's name."""


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Yield every call in the code of the screens: where it is, what is called, and the call."""
    for path in sorted(Path(dpia.tui.__path__[0]).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                yield f"{path.name}:{node.lineno}", name, node


def texts(call: ast.Call) -> Iterator[str]:
    """Yield the texts a call is given."""
    for given in call.args:
        if isinstance(given, ast.Constant) and isinstance(given.value, str):
            yield given.value


def named_by_hand(sentence: str) -> list[str]:
    """Return the keys that a sentence names itself."""
    return KEY.findall(FIXED.sub("", sentence))


def test_no_sentence_names_a_key_by_hand() -> None:
    found = [
        (where, text)
        for where, name, call in calls()
        if name in SPOKEN
        for text in texts(call)
        if named_by_hand(text)
    ]
    assert found == []


@pytest.mark.parametrize(
    "sentence",
    ["F9 tries again.", "Enter opens the risks.", "The row is gone. Ctrl+Z takes it back.",
     "   Esc cancels", " … F1", "Space chooses several.", "It may be overruled (key o).",
     "Go there and press T.", "   a adds a row", "none: 0 says so", "Shift+F5 leads there."],
)  # fmt: skip
def test_a_key_in_a_sentence_is_noticed(sentence: str) -> None:
    assert named_by_hand(sentence)
    assert not named_by_hand("{key} tries again. Press {key}, or choose the space at Home.")


def test_every_key_that_a_sentence_asks_for_is_that_of_an_action() -> None:
    asked = [text for _where, name, call in calls() if name in ASKED for text in texts(call)]
    assert len(asked) > 20
    assert set(asked) - {name_of(action) for action in ACTIONS} == set()


OWN = {
    "case.undo": "ctrl+b", "case.risks": "ctrl+k", "rows.edit-row": "F11", "decision.act": "F10",
    "anywhere.help": "F12", "case.history": "none", "form.close-form": "alt+x",
    "export.write": "F10", "register.leave-search": "alt+x",
}  # fmt: skip


def test_sentences_name_the_keys_of_ones_own(tmp_path: Path) -> None:
    desk = sample_desk(tmp_path, keys=OWN)
    desk.create("First")

    async def story(stage: Stage) -> None:
        stage.app.go_to_question("sample.things")
        await stage.idle()
        await stage.press("a", "f5", "c")
        assert "F11 changes the copy. Ctrl+B takes it back." in stage.told()
        await stage.press("f4")
        assert "Ctrl+K goes on to the risks, F7 to the verdict." in stage.told()
        await stage.press("f8")
        await stage.sees("F10 goes to the first.", "F10 opens the risks.", "F12 Help")
        await stage.press("ctrl+e")
        await stage.sees("F10 writes the file; Alt+X closes.")
        await stage.press("alt+x", "escape", "escape", "slash", *"xyz", "enter")
        await stage.sees("Nothing fits “xyz”. Alt+X shows everything again.")

    app = play(desk, story, "2026-0001", size=(120, 40))
    assert app.own.problems == {}
