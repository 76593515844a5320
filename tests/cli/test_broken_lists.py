"""Nothing is judged by a list of one's own that has a defect; the sentence says what to mend."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from tests.questionnaire.handmade import authority, listing

from .conftest import Run

Json = dict[str, Any]
ROW = {"when": {"fact": "public_body"}}


def own(home: Path, document: Any, name: str = "zz") -> Path:
    """Put an authority's file into the organisation's own folder."""
    folder = home / "config" / "questionnaires" / "authorities"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def with_list(**changes: Any) -> Json:
    return authority("zz", lists=[listing({"zz-35-4-1": ROW}, name="zz", **changes)])


def with_row(**changes: Any) -> Json:
    return authority("zz", lists=[listing({"zz-35-4-1": {**ROW, **changes}}, name="zz")])


def cut(document: Json, *path: Any) -> Json:
    found = copy.deepcopy(document)
    inside: Any = found
    for name in path[:-1]:
        inside = inside[name]
    del inside[path[-1]]
    return found


BROKEN: dict[str, tuple[Json, tuple[str, ...]]] = {
    "a row without a condition": (
        cut(with_row(), "lists", 0, "rows", 0, "when"),
        ("/lists/0/rows/0/when", "In “zz-35-4-1”", "“when” is missing"),
    ),
    "a list without a confidence": (
        cut(with_list(), "lists", 0, "confidence"),
        ("/lists/0/confidence", "In “zz-35-4”"),
    ),
    "a list without a source": (
        cut(with_list(), "lists", 0, "source"),
        ("/lists/0/source", "In “zz-35-4”"),
    ),
    "a row without a source": (
        cut(with_row(), "lists", 0, "rows", 0, "source"),
        ("/lists/0/rows/0", "The row “zz-35-4-1” does not say where it was read"),
    ),
    "a date that is none": (
        with_row(valid_from="2019-02-30"),
        ("In “zz-35-4-1”", "“2019-02-30” is no date", "Write year-month-day"),
    ),
    "an unknown logic": (with_list(logic="all-rows"), ("“all-rows”", "any-row")),
    "a logic of its own without one": (with_list(logic="own"), ("Add `when`",)),
    "an unknown fact": (
        with_row(when={"fact": "publik_body"}),
        ("publik_body", "Did you mean “public_body”?"),
    ),
    "an unknown criterion": (with_row(plus=["large"]), ("There is no criterion “large”",)),
    "a condition that cannot be read": (
        with_row(when={"at-least": 3, "of": [ROW["when"]]}),
        ("/lists/0/rows/0/when", "at-least"),
    ),
    "a row of somebody else": (
        authority("zz", lists=[listing({"bg-35-4-1": ROW}, name="zz")]),
        ("“bg-35-4-1”", "Begin its name with “zz-35-4-”"),
    ),
    "two versions at once": (
        authority(
            "zz",
            lists=[
                listing({"zz-35-4-1": ROW}, name="zz"),
                listing({"zz-35-4-2": ROW}, name="zz", id="zz-35-4-b", replaces="zz-35-4"),
            ],
        ),
        ("Two versions of “the list under Art. 35(4)”", "valid_to"),
    ),
    "lists that are no lists": (authority("zz", lists="none"), ("/lists", "“none” is not a list")),
}


def refused(run: Run, home: Path, document: Json) -> str:
    """Return what is said by every way into a judgement; all of them must refuse."""
    path = own(home, document)
    case = home / "case.json"
    case.write_text(json.dumps({"authority": "zz", "answers": {}}), encoding="utf-8")
    said = set()
    for command in (
        ("assess", str(case)),
        ("new", "A case", "--authority", "zz"),
        ("new", "A case", "--authority", "bg", "--also", "zz"),
        ("questionnaire", "compile", "--authority", "zz"),
    ):
        done = run(*command)
        assert (done.code, done.out) == (3, "")
        said.add(done.err)
    assert len(said) == 1
    text = said.pop()
    assert str(path) in text
    return text


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_list_is_refused_before_anything_is_judged(
    run: Run, home: Path, name: str
) -> None:
    document, wanted = BROKEN[name]
    text = refused(run, home, document)
    for words in wanted:
        assert words in text
    assert run("list").code == 0


def test_a_file_that_is_no_json_is_refused_as_well(run: Run, home: Path) -> None:
    path = own(home, {})
    path.write_text("{", encoding="utf-8")
    done = run("new", "A case", "--authority", "zz")
    assert done.code == 3 and str(path) in done.err


def test_a_broken_list_stands_in_nobody_elses_way(run: Run, home: Path) -> None:
    own(home, BROKEN["an unknown logic"][0])
    assert run("new", "A case", "--authority", "bg").code == 0


def test_a_sound_list_of_ones_own_is_judged_by(run: Run, home: Path) -> None:
    own(home, with_row(plus=["large_scale"]))
    done = run("new", "A case", "--authority", "zz", "--also", "bg")
    assert done.code == 0
    shown = run("show", done.out.strip(), "--json").json
    assert shown["authorities"]["zz"]["lists"][0]["id"] == "zz-35-4"
