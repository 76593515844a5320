"""National lists by their own logic: criteria beside a row, lists of criteria, that give way."""

import pytest

from tests.judgement.listing import (
    BLACK,
    DOUBT,
    REQUIRED,
    WHITE,
    Json,
    book,
    came_to,
    judged,
    listed,
    row,
    yes,
)

# A criterion beside the row

PLUS = listed(row("35-4-1", yes("row"), plus=["vulnerable_people", "large_scale"]))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"row": "yes"}, ("not-required", "none")),
        ({"row": "yes", "sensitive_data": "yes"}, ("recommended", "one-criterion")),
        ({"row": "yes", "large_scale": "yes"}, REQUIRED),
        ({"row": "yes", "vulnerable_people": "yes", "large_scale": None}, REQUIRED),
        ({"row": "yes", "vulnerable_people": None}, DOUBT),
        ({"row": None, "vulnerable_people": "yes"}, DOUBT),
        ({"row": "no", "vulnerable_people": "yes"}, ("recommended", "one-criterion")),
    ],
)
def test_a_row_that_asks_for_more_binds_only_with_one_of_the_criteria(
    answers: Json, expected: tuple[str, str]
) -> None:
    assert came_to(book(PLUS), answers) == expected


def test_the_hit_shows_the_row_and_the_criterion_it_rests_on() -> None:
    found = judged(book(PLUS), {"row": "yes", "large_scale": "yes"})
    hit = found["authorities"]["cz"]["hits"][0]
    assert [used["question"] for used in hit["answers"]] == ["facts.row", "facts.large_scale"]
    own, beside = hit["trace"]["because"][0]["because"]
    assert own["id"] == "facts.row" and [part["id"] for part in beside["because"]] == [
        "large_scale"
    ]


def test_only_a_row_whose_own_condition_holds_comes_near_for_want_of_a_criterion() -> None:
    near = judged(book(PLUS), {"row": "yes"})["screening"]["near_misses"]
    assert [(miss["row"], miss["missing"]["title"]) for miss in near] == [
        ("cz-35-4-1", "vulnerable_people or large_scale")
    ]
    assert judged(book(PLUS), {"large_scale": "yes"})["screening"]["near_misses"] == []
    wide = listed(row("35-4-1", yes("row", "national"), plus=["large_scale"]))
    answers = {"row": "yes", "large_scale": "yes"}
    near = judged(book(wide), answers)["screening"]["near_misses"]
    assert [miss["missing"]["title"] for miss in near] == ["national"]
    assert judged(book(wide), {"row": "yes"})["screening"]["near_misses"] == []


# Rows that nearly match


def near_rows(answers: Json) -> tuple[list[str], list[str]]:
    """Return the near misses of five rows: in the screening, and of the authority."""
    names = ("national", "solo", "public", "outside", "voluntary")
    rows = [row(f"35-4-{i}", yes("row", name)) for i, name in enumerate(names, 1)]
    found = judged(book(listed(*rows)), {"row": "yes", **answers})
    lists = (found["screening"]["near_misses"], found["authorities"]["cz"]["near_misses"])
    one, other = ([miss["row"].removeprefix("cz-35-4-") for miss in near] for near in lists)
    return one, other


def test_rows_that_may_still_match_come_before_those_that_do_not() -> None:
    order = ["2", "5", "1", "3", "4"]
    assert near_rows({"solo": None, "voluntary": None}) == (order, order)
    three = ["2", "4", "5", "1", "3"]
    assert near_rows({"solo": None, "outside": None, "voluntary": None}) == (three, three)


def test_beside_many_open_rows_those_known_not_to_match_are_left_out() -> None:
    four = {"national": None, "solo": None, "outside": None, "voluntary": None}
    assert near_rows(four) == (["1", "2", "4", "5"], ["1", "2", "4", "5"])
    assert near_rows({}) == (["1", "2", "3", "4", "5"], ["1", "2", "3", "4", "5"])


# Lists of criteria, and lists with a logic of their own

TWO = listed(
    *(row(f"35-4-{i}", yes(name)) for i, name in enumerate(("row", "national", "solo"), 1)),
    logic="two-rows",
)


def test_a_list_of_criteria_needs_two_rows() -> None:
    rules = book(TWO)
    assert came_to(rules, {"row": "yes"}) == ("not-required", "none")
    one = judged(rules, {"row": "yes"})["authorities"]["cz"]["hits"]
    assert [(hit["row"], hit["decides"]) for hit in one] == [("cz-35-4-1", False)]
    assert came_to(rules, {"row": "yes", "national": "yes"}) == REQUIRED
    assert came_to(rules, {"row": "yes", "national": None}) == DOUBT
    assert came_to(rules, {"row": None, "national": None}) == DOUBT
    assert came_to(rules, {"row": None}) == ("not-required", "none")


def test_a_list_may_combine_its_rows_as_it_likes() -> None:
    rows = [row(f"35-4-{i}", yes(name)) for i, name in enumerate(("row", "national"), 1)]
    when = {"all": [{"row": "cz-35-4-1"}, {"not": {"row": "cz-35-4-2"}}]}
    rules = book(listed(*rows, logic="own", when=when))
    assert came_to(rules, {"row": "yes"}) == REQUIRED
    assert came_to(rules, {"row": "yes", "national": None}) == DOUBT
    assert came_to(rules, {"row": "yes", "national": "yes"}) == ("not-required", "none")


# A list that gives way to the list of exempt operations


def test_a_list_that_gives_way_does_not_bind_where_the_other_matches() -> None:
    both = {"row": "yes", "white": "yes"}
    assert came_to(book(BLACK, WHITE), both) == REQUIRED
    for lists in ((BLACK | {"unless": "cz-35-5"}, WHITE), (WHITE, BLACK | {"unless": "cz-35-5"})):
        rules = book(*lists)
        assert came_to(rules, both) == ("not-required", "exempt-35-5")
        assert came_to(rules, {"row": "yes"}) == REQUIRED
        assert came_to(rules, {"row": "yes", "white": None}) == DOUBT
        assert came_to(rules, {"row": None, "white": "yes"}) == ("not-required", "exempt-35-5")
        assert came_to(rules, {**both, "trigger": "yes"}) == ("required", "article-35-3")


def test_the_trace_and_the_hit_tell_which_list_goes_before() -> None:
    rules = book(BLACK | {"unless": "cz-35-5"}, WHITE)
    found = judged(rules, {"row": "yes", "white": "yes"})
    hit = found["authorities"]["cz"]["hits"][0]
    assert (hit["decides"], hit["yields_to"]) == (False, "cz-35-5")
    assert [r["rule"] for r in found["screening"]["reasons"] if r["deciding"]] == ["cz-35-5-1"]
    open_ = judged(rules, {"row": "yes", "white": None})
    assert [entry["question"] for entry in open_["undetermined"]] == ["facts.white"]


def test_a_list_can_say_the_same_in_its_own_condition() -> None:
    when = {"all": [{"row": "cz-35-4-1"}, {"not": {"any": [{"row": "cz-35-5-1"}]}}]}
    rules = book(BLACK | {"logic": "own", "when": when}, WHITE)
    assert came_to(rules, {"row": "yes", "white": "yes"}) == ("not-required", "exempt-35-5")
    assert came_to(rules, {"row": "yes", "white": None}) == DOUBT


def test_a_list_that_is_over_frees_nobody_and_goes_before_none() -> None:
    over = WHITE | {"valid_to": "2020-01-01"}
    rules = book(BLACK | {"unless": "cz-35-5"}, over)
    assert came_to(rules, {"row": "yes", "white": "yes"}) == REQUIRED


# Versions


def test_only_the_version_in_force_counts_and_it_is_named() -> None:
    older = listed(row("35-4-1", yes("row")), id="cz-35-4-2019", valid_to="2021-12-31")
    newer = listed(row("35-4-2022-1", yes("national")), id="cz-35-4-2022", replaces=older["id"])
    newer |= {"valid_from": "2022-01-01", "version": "2.0", "confidence": "from-knowledge"}
    rules = book(older, newer)
    assert came_to(rules, {"row": "yes"}) == ("not-required", "none")
    found = judged(rules, {"national": "yes"})["authorities"]["cz"]
    note = "from professional knowledge, not checked against the official text"
    assert found["lists"] == [
        {
            "id": "cz-35-4-2022",
            "title": "cz-35-4",
            "article": "35(4)",
            "logic": "One row is enough.",
            "confidence": "from-knowledge",
            "confidence_note": note,
            "version": "2.0",
            "valid_from": "2022-01-01",
        }
    ]


def test_an_authority_without_a_list_requires_and_frees_nothing() -> None:
    found = judged(book(), {"row": "yes", "white": "yes"})
    assert found["screening"]["conclusion"] == "none"
    assert found["authorities"]["cz"]["lists"] == []


# How far a row can be trusted


@pytest.mark.parametrize("confidence", ["official", "official-translation"])
def test_a_row_from_the_official_text_bears_no_note(confidence: str) -> None:
    found = judged(book(BLACK | {"confidence": confidence}), {"row": "yes"})
    reason, hit = found["screening"]["reasons"][0], found["authorities"]["cz"]["hits"][0]
    for told in (reason, hit):
        assert told["confidence"] == confidence and "confidence_note" not in told


@pytest.mark.parametrize(
    "confidence", ["from-knowledge", "secondary", "reconstructed", "own-default"]
)
def test_whatever_rests_on_an_unchecked_row_says_so(confidence: str) -> None:
    doubtful = [row("35-4-1", yes("row", "national"), confidence=confidence)]
    white = listed(row("35-5-1", yes("white"), confidence=confidence), article="35(5)")
    rules = book(listed(*doubtful), white)
    hit = judged(rules, {"row": "yes", "national": "yes"})
    near = judged(rules, {"row": "yes"})
    freed = judged(rules, {"white": "yes"})
    for told in (
        hit["screening"]["reasons"][0],
        hit["authorities"]["cz"]["hits"][0],
        near["screening"]["near_misses"][0],
        near["authorities"]["cz"]["near_misses"][0],
        freed["screening"]["reasons"][0],
        freed["authorities"]["cz"]["exemptions"][0],
        next(e for e in freed["screening"]["exemptions"] if e["rule"] == "cz-35-5-1"),
    ):
        assert told["confidence"] == confidence and told["confidence_note"]
    assert "confidence_note" not in hit["authorities"]["cz"]["lists"][0]
