"""The README says what the program does: its keys, its commands, its two command lines.

`python -m tests.contract.test_readme` writes the key tables anew.
"""

import re
from pathlib import Path

README = Path(__file__).resolve().parents[2] / "README.md"
MANUAL = README.parent / "docs" / "keys.md"
EVERYDAY = ("anywhere", "register", "case", "questionnaire", "mark")
ABOUT_KEYS = """\
# Keys

F1 shows those that work where you are. An action gets keys of your own by its name; `none` leaves
it without a key, for the palette alone; the usual ones come back with an empty text:

```
dpia config keys.register.new "f12, ctrl+n"
dpia config keys.register.sort none
dpia config keys.register.new ""
```

`dpia config --keys` lists all actions with the keys they have now. Write keys as F2, Ctrl+N,
Shift+F3, Alt+X, Space, ? or n. A letter writes itself while you are in a text field.
"""
KEYS = re.compile(r"<!-- keys -->\n.*?<!-- /keys -->", re.S)


def keys_section() -> str:
    """Return the key tables as they must stand in the README."""
    from dpia.tui.actions import key_table

    return f"<!-- keys -->\n\n{key_table(EVERYDAY)}\n<!-- /keys -->"


def manual() -> str:
    """Return the list of all keys as it must stand in the manual."""
    from dpia.tui.actions import key_table

    return f"{ABOUT_KEYS}\n{key_table(names=True)}"


def test_the_key_tables_are_those_of_the_program() -> None:
    found = KEYS.search(README.read_text(encoding="utf-8"))
    assert found
    assert found[0] == keys_section(), "run `python -m tests.contract.test_readme`"
    assert MANUAL.read_text(encoding="utf-8") == manual()


def test_every_command_is_named_and_every_named_command_exists() -> None:
    from dpia.cli.root import COMMANDS

    text = README.read_text(encoding="utf-8")
    named = set(re.findall(r"`dpia ([a-z]+)", text)) | set(
        re.findall(r"^dpia ([a-z]+)", text, re.M)
    )
    assert named == set(COMMANDS)


def test_it_opens_with_a_picture_and_two_commands_that_stand_alone() -> None:
    text = README.read_text(encoding="utf-8")
    picture = re.search(r"!\[.+\]\((.+?)\)", text)
    assert picture and (README.parent / picture[1]).is_file()
    blocks = re.findall(r"```\n(python3 -m venv .*?)\n```", text)
    assert len(blocks) == 2
    assert blocks[0].endswith(".venv/bin/dpia demo")
    assert blocks[1].endswith(".venv/bin/pytest")


if __name__ == "__main__":
    whole = README.read_text(encoding="utf-8")
    README.write_text(KEYS.sub(lambda _found: keys_section(), whole), encoding="utf-8")
    MANUAL.write_text(manual(), encoding="utf-8")
