"""`dpia config` about the screens: own keys and themes are checked before they are kept."""

from tests.cli.conftest import Run


def test_own_keys_are_set_shown_and_taken_back(run: Run) -> None:
    assert run("config", "keys.register.new", "F12, ctrl+n").code == 0
    assert run("config", "keys.register.new").out.strip() == "F12, ctrl+n"
    listed = {row["action"]: row["keys"] for row in run("config", "--keys", "--json").json}
    assert listed["register.new"] == ["F12", "Ctrl+N"]
    assert run("config", "keys.register.sort", "none").code == 0
    listed = {row["action"]: row["keys"] for row in run("config", "--keys", "--json").json}
    assert listed["register.sort"] == []
    assert run("config", "keys.register.new", "").code == 0
    assert "n · Ctrl+N" in run("config", "--keys").out


def test_a_clash_an_unknown_action_and_an_unknown_key_are_refused_in_a_sentence(run: Run) -> None:
    for name, keys, because in (
        ("register.new", "s", "s is already the key for “Sort” (register.sort)."),
        ("register.opne", "f2", "There is no action “register.opne”. Did you mean"),
        ("anywhere.help", "none", "“Help” (anywhere.help) must stay in reach. Give it a key."),
        ("register.new", "banana", "There is no key “banana”."),
    ):
        done = run("config", f"keys.{name}", keys)
        assert done.code == 3 and because in done.err
    assert run("config", "keys").out.strip() == ""


def test_keys_that_cannot_be_are_told_when_the_configuration_is_shown(
    run: Run, home: object
) -> None:
    run("config", "name", "Ada")
    from dpia.desk.config import config_path

    with config_path().open("a", encoding="utf-8") as file:
        file.write('\n[keys]\n"register.new" = "s"\n')
    shown = run("config")
    assert shown.code == 0
    assert "keys.register.new is left out. s is already the key for “Sort”" in shown.err


def test_a_theme_that_is_not_there_is_refused(run: Run) -> None:
    refused = run("config", "theme", "blue")
    assert refused.code == 3 and "Known: dpia-dark, dpia-light, dpia-contrast" in refused.err
    assert run("config", "theme", "dpia-contrast").code == 0
    assert run("config", "theme", "").code == 0
