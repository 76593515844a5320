"""No pattern of a questionnaire can be kept busy for ever by a text."""

import json
import random
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from dpia.errors import Invalid
from dpia.questionnaire.answers import check
from dpia.questionnaire.condition import Atom
from dpia.questionnaire.model import load_question
from dpia.questionnaire.patterns import flaw, unsound
from dpia.questionnaire.values import satisfies
from tests.long import long
from tests.questionnaire.matching import endless

ROOT = Path(__file__).parents[2] / "questionnaires"
EVIL = (
    *("(a+)+$", "^(a+)+$", "(a|aa)+$", "(.*)*x", "a*a*a*a*b", "(a*)*", "()*", "(a|b|ab)*c"),
    *("a?" * 30 + "a" * 30, "(a|a)" * 30, "((a|ab)(c|bc))" * 30, "(x+x+)+y", "(.*a){20}"),
    *("^(([a-z])+.)+[A-Z]([a-z])+$", r"^(\w+\s?)*$", r"(\d+|\w+)*!", "([^a]|b)*c", "(a{1,9})+$"),
    *("^(([a-zA-Z0-9])+([-_.][a-zA-Z0-9]+)*)+$", r"^([\wа-я]+)*$", "(a?){40}b", "(é+)+!"),
    *(r"\S+@\S+x", "a+b*a+$", "(ab*)*b*$", "((a{60}){60}){60}", "a" * 5000),
)
HARMLESS = (
    *(
        "",
        "^$",
        "a",
        "a|b",
        r"^\d+$",
        r"\s+$",
        "^a*a*b",
        r"^\w+(\s+\w+)*$",
        "^.{0,1000}$",
        "x{99999}",
    ),
    *(r"^[^@\s]+@[^@\s]+\.[a-z]{2,}$", r"^([A-Z0-9]{4}){3,7}$", r"^(\d{1,3}\.){3}\d{1,3}$"),
    *(r"^(отговорно|обработ)(ст|ка)*$", "^(друг|цел)*$", r"^[A-Z]{2}\d{2}([A-Z0-9]{4}){3,7}$"),
    *(r"^(0[1-9]|[12]\d|3[01])\.(0[1-9]|1[0-2])\.\d{4}$", r"^https?://[^\s/]+(/[^\s/]*)*$"),
    *("^(?:GDPR|AVG) Art\\. [0-9]{1,2}(\\([0-9a-z]\\))*$", r"^\+?[0-9][0-9 /-]{4,20}[0-9]$"),
)
NOT_EVERYWHERE = (
    *("(?i)a", "(?=a)b", "(?<!a)b", "(?P<x>a)", r"(a)\1", r"\Aa", r"a\Z", r"\p{L}", "a*+", "a{,3}"),
    *(
        "[]a]",
        "[^]a]",
        "[[a]",
        "[a||b]",
        r"\-",
        r"\'",
        "a{2}{3}",
        "^*",
        "{",
        "a}",
        "]",
        "(",
        ")",
        "*",
    ),
    *("[z-a]", r"[\w-a]", "a\\", r"\ud800", r"\012", r"\a", "(?>a)", "a{3,2}", "(" * 50 + ")" * 50),
)


def shipped() -> Iterator[tuple[str, str]]:
    for path in sorted(ROOT.rglob("*.json")):
        waiting = [json.loads(path.read_text(encoding="utf-8"))]
        while waiting:
            part = waiting.pop()
            waiting += part.values() if isinstance(part, dict) else part
            waiting = [one for one in waiting if isinstance(one, dict | list)]
            if isinstance(part, dict) and isinstance(part.get("pattern"), str):
                yield path.name, part["pattern"]


def test_everything_that_ships_is_taken() -> None:
    found = list(shipped())
    assert len({pattern for _name, pattern in found}) > 25
    assert [one for one in found if flaw(one[1])] == []


@pytest.mark.parametrize("pattern", HARMLESS, ids=repr)
def test_what_people_write_is_taken(pattern: str) -> None:
    assert flaw(pattern) is None


@pytest.mark.parametrize("pattern", EVIL, ids=lambda pattern: repr(pattern[:30]))
def test_what_can_take_for_ever_is_refused(pattern: str) -> None:
    found = flaw(pattern)
    assert found is not None
    assert found[0].endswith(".") and found[1].endswith(".")
    assert "for ever" in found[0] or len(pattern) > 4000


@pytest.mark.parametrize("pattern", NOT_EVERYWHERE, ids=lambda pattern: repr(pattern[:30]))
def test_what_is_not_read_everywhere_is_refused(pattern: str) -> None:
    found = flaw(pattern)
    assert found is not None and "not read everywhere" in found[0]


def test_the_sentence_names_the_part_and_its_place() -> None:
    assert flaw(r"^x(a+)+y$") == (
        "“(a+)+” can match one text in many ways: trying them could take for ever.",
        "Repeat nothing twice, and begin what follows a repeat with another character.",
    )
    assert "“\\p” at character 3 of the pattern" in (flaw(r"ab\p{L}") or ("",))[0]
    assert (flaw("a*a*b") or ("", ""))[1] == "Begin it with ^, or repeat less."
    assert flaw("^a*a*b") is None


def test_patterns_are_found_wherever_they_stand() -> None:
    evil = {"allOf": [{"items": {"pattern": "(a+)+"}}, {"patternProperties": {"(b*)*": {}}}]}
    assert sorted((path, what[:8]) for path, what, _mend in unsound(evil)) == [
        (("allOf", 0, "items", "pattern"), "“(a+)+” "),
        (("allOf", 1, "patternProperties", "(b*)*"), "“(b*)*” "),
    ]
    deep: Any = "(a+)+"
    for _level in range(5000):
        deep = [deep]
    assert list(unsound({"pattern": {"type": "string"}, "title": "(a+)+", "x": deep})) == []


def test_an_answer_and_a_condition_are_not_tried_on_such_a_pattern() -> None:
    text = "a" * 5000 + "!"
    schema = {"title": "Number", "type": "string", "pattern": "^(a+)+$"}
    with pytest.raises(Invalid, match="“Number”: “\\(a\\+\\)\\+” can match one text"):
        check(load_question("own", "number", schema), text)
    for nested in (
        {"pattern": "(a+)+$"},
        {"not": {"pattern": "(a+)+$"}},
        {"propertyNames": schema},
    ):
        with pytest.raises(Invalid, match=r"The condition on “own.number” cannot be tried: “"):
            satisfies(Atom("own.number", schema=nested), text)


def made(chance: random.Random, depth: int = 3) -> str:
    """Return a small pattern."""
    kind = chance.random()
    if depth == 0 or kind < 0.3:
        return chance.choice(("a", "b", "ab", "[ab]", "[^b]", ".", r"\w", r"\s", "aa", " ", "é"))
    if kind < 0.55:
        return made(chance, depth - 1) + made(chance, depth - 1)
    if kind < 0.7:
        return f"({made(chance, depth - 1)}|{made(chance, depth - 1)})"
    repeat = chance.choice(("*", "+", "?", "{2}", "{1,3}", "{2,}", "*?", "{0,40}"))
    return f"({made(chance, depth - 1)}){repeat}"


def pumped(chance: random.Random) -> str:
    """Return a text of 2,000 characters that goes round and round, and then ends otherwise."""
    words = ["".join(word) for n in (1, 2, 3) for word in product("ab é", repeat=n)]
    word = chance.choice(words)
    text = chance.choice(("", "a", "b")) + word * 2000
    return text[: 2000 - 1] + chance.choice("!a\nb")


def test_what_is_taken_never_takes_long() -> None:
    chance = random.Random(7)
    taken, refused = [], 0
    while len(taken) < long(250, 3_000):
        ends = chance.choice(("{}", "^{}$", "^{}!", "{}$", "{}!"))
        pattern = ends.format(made(chance, chance.choice((2, 3, 4, 5))))
        if not re.search(r"[*+}]", pattern):
            continue
        if flaw(pattern):
            refused += 1
        else:
            taken.append((pattern, [pumped(chance) for _text in range(6)]))
    assert refused > 50
    assert endless(taken) == []


def test_the_process_that_tries_patterns_notices_one() -> None:
    assert endless([("^a+$", ["a" * 2000]), ("(a+)+$", ["a" * 2000 + "!"])]) == ["(a+)+$"]
