"""Picking assessments by words and `name:value`."""

from datetime import date

import pytest

from dpia.desk.filters import NAMES, expanded, from_words, matching, name_and_values, parse, quoted
from dpia.errors import Invalid

TODAY = date(2026, 11, 28)


def row(name: str, **given: object) -> dict[str, object]:
    usual = {"id": name, "status": "draft", "screening": "required", "consultation": "not-required"}
    return {**usual, "owner": "Ada Ångström", "authority": "nl", "target_level": "high", **given}


def found(text: str, *rows: dict[str, object], **views: str) -> list[object]:
    return [r["id"] for r in matching(rows, parse(text, TODAY, views))]


ROWS = (
    row("a"),
    row("b", status="decided", target_level="low", review_due="2026-12-20", unit="Care"),
    row("c", status="archived"),
    row("d", target_level=None, owner="Bob", review_due="2026-11-27", blocking=2),
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", "abd"),
        ("status:draft", "ad"),
        ("status:archived", "c"),
        ("status:all", "abcd"),
        ("status:draft,decided", "abd"),
        ("-status:draft", "b"),
        ("level:high", "a"),
        ("level:HIGH,low", "ab"),
        ("level:none", "d"),
        ("owner:ångström", "ab"),
        ("owner:ÅNG", "ab"),
        ("-owner:bob", "ab"),
        ('owner:"ada ång"', "ab"),
        ('owner:"Ada Ångström",bob', "abd"),
        ('owner:"ada', "ab"),
        ('-owner:"Ada Ångström" status:draft', "d"),
        ("due:overdue", "d"),
        ("due:30d", "bd"),
        ("due:2026-11-27", "d"),
        ("due:0d", "d"),
        ("unit:care level:low", "b"),
        ("findings:blocking", "d"),
        ("consultation:required", ""),
        ("screening:required status:draft", "ad"),
    ],
)
def test_what_fits(text: str, wanted: str) -> None:
    assert found(text, *ROWS) == list(wanted)


def test_words_are_kept_for_the_search_in_their_order() -> None:
    asked = parse("heart status:draft monitoring http://x unknown:thing", TODAY)
    assert asked.words == "heart monitoring http://x unknown:thing"


def test_a_saved_view_stands_for_its_parts_and_views_are_not_nested() -> None:
    views = {"mine": "owner:ada status:draft @other", "other": "level:low"}
    assert found("@mine", *ROWS, **views) == ["a"]
    with pytest.raises(Invalid, match="@mine, @other"):
        parse("@nobody", TODAY, views)
    with pytest.raises(Invalid, match="none yet"):
        parse("@nobody", TODAY)


@pytest.mark.parametrize(
    "text", ["status:open", "screening:yes", "due:soon", "due:99999d", "findings:all"]
)
def test_a_value_that_cannot_be_is_refused_with_those_that_can(text: str) -> None:
    name = text.partition(":")[0]
    with pytest.raises(Invalid, match=f"{name}:"):
        parse(text, TODAY)


def test_a_damaged_one_is_always_shown() -> None:
    assert found("level:low", {"id": "x", "damaged": "Cut."}) == ["x"]


def test_the_names_that_are_documented_are_those_there_are() -> None:
    assert (
        *("status", "screening", "consultation", "live", "authority", "level", "today"),
        *("owner", "unit", "organisation", "due", "findings"),
    ) == NAMES


def test_words_of_a_command_line_hold_together() -> None:
    words = ("heart rate", "owner:Ada B.,bob", "-unit:Care home", "due:30d", 'owner:"x y"')
    text = from_words(words)
    assert text == 'heart rate owner:"Ada B.",bob -unit:"Care home" due:30d owner:"x y"'
    assert from_words(["status:"]) == "status:"


def test_words_in_quotes_are_words() -> None:
    assert parse('"heart rate" status:draft', TODAY).words == "heart rate"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("high", "high"),
        ("Ada B.", '"Ada B."'),
        ("B, Ada", '"B, Ada"'),
        ('"Al" Capone', "Capone"),
        ("Ada\x1b[31m\u202e B", "[31m"),
    ],
)
def test_a_value_is_written_so_that_it_is_read_again(value: str, written: str) -> None:
    assert quoted(value) == written
    assert name_and_values(f"owner:{written}") == ("owner", [written.strip('"')])


@pytest.mark.parametrize("text", ["status:", "due:,", "owner:", 'level:""'])
def test_a_name_without_a_value_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="takes a value"):
        parse(text, TODAY)
    with pytest.raises(Invalid):
        parse("@mine", TODAY, {"mine": text})


def test_saved_views_are_written_out() -> None:
    views = {"mine": 'owner:"Ada B." @other', "other": "status:draft"}
    assert expanded("heart @mine", views) == 'heart owner:"Ada B."'
