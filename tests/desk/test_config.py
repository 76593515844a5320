"""The configuration file: kept whole, in TOML a person can read, with tables of names."""

import tomllib
from pathlib import Path

import pytest

from dpia.desk.config import Config, load, save
from dpia.errors import Invalid


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    config = Config(name="Ada “A” Ångström\\", also=("nl", "fr"), views={"mine": "owner:ada"})
    config = config.change("keys.register.new", "f2, ctrl+n").change("review_months", "6")
    path = save(config, tmp_path / "config.toml")
    assert load(path) == config
    assert "[views]\nmine = " in path.read_text("utf-8")
    assert path.read_text("utf-8").startswith("name = ")


def test_an_entry_of_a_table_is_set_changed_and_dropped() -> None:
    config = Config().change("views.mine", "status:draft")
    assert config.views == {"mine": "status:draft"}
    assert config.change("views.mine", "level:high").views == {"mine": "level:high"}
    assert config.change("views.mine", "").views == {}
    with pytest.raises(Invalid, match="cannot be a name"):
        config.change("views.my view", "x")


def test_what_a_newer_version_wrote_is_kept_tables_too(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(
        'name = "Ada"\nshape = "new"\nsince = 2026-11-28\n'
        '[views]\n"a b" = "x"\n[later]\ndeep = {"k 1" = [1, {a = true}]}\n',
        encoding="utf-8",
    )
    before = tomllib.loads(path.read_text("utf-8"))
    save(load(path).change("name", "Bob"), path)
    after = tomllib.loads(path.read_text("utf-8"))
    assert after["name"] == "Bob"
    assert {k: after[k] for k in before if k != "name"} == {
        k: before[k] for k in before if k != "name"
    }


@pytest.mark.parametrize(
    "text", ["views = 3\n", "[views]\nmine = 3\n", "keys = []\n", "review_months = 0\n", "name =\n"]
)
def test_a_value_that_cannot_be_is_refused_with_the_file(text: str, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Invalid, match=r"config\.toml"):
        load(path)


def test_a_key_written_without_quotes_means_the_same(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[keys]\nregister.new = "f12"\n"case.risks" = "f2"\n', encoding="utf-8")
    assert load(path).keys == {"register.new": "f12", "case.risks": "f2"}
    save(load(path), path)
    assert load(path).keys == {"register.new": "f12", "case.risks": "f2"}
