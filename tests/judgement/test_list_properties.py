"""What holds of every screening, whatever the lists and the answers."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from dpia.judgement.screening import STRICTNESS
from dpia.questionnaire.rulebook import Rulebook
from tests.judgement.listing import WHITE, Json, book, came_to, listed, row, yes
from tests.judgement.synthetic import NINE
from tests.long import long

ASKED = ("row", "national", "white", "trigger", "solo", "outside", "large_scale", "sensitive_data")
ANSWERS = st.fixed_dictionaries(dict.fromkeys(ASKED, st.sampled_from(["yes", "no", None])))
MARKS = st.lists(st.sampled_from(NINE), max_size=2, unique=True)
CONDITIONS = st.sampled_from([yes("row"), yes("national"), yes("row", "national")])
LOGIC = st.sampled_from(["any-row", "two-rows"])


@st.composite
def lists(draw: st.DrawFn) -> list[Json]:
    """Return a list under Art. 35(4) of two or three rows, and perhaps one that goes before."""
    rows = []
    for i in range(draw(st.integers(2, 3))):
        plus = draw(MARKS)
        rows.append(row(f"35-4-{i}", draw(CONDITIONS), **({"plus": plus} if plus else {})))
    black = listed(*rows, logic=draw(LOGIC))
    return [black | {"unless": "cz-35-5"}, WHITE] if draw(st.booleans()) else [black, WHITE]


def strictness(rules: Rulebook, answers: Json) -> int:
    return STRICTNESS.index(came_to(rules, answers)[0])


@settings(max_examples=long(21, 60), deadline=None)
@given(lists(), ANSWERS, st.sampled_from(NINE))
def test_asking_for_one_more_criterion_beside_a_row_never_makes_it_milder(
    found: list[Json], answers: Json, name: str
) -> None:
    more = [{**entry, "rows": [dict(row) for row in entry["rows"]]} for entry in found]
    for one in more[0]["rows"]:
        if "plus" in one and name not in one["plus"]:
            one["plus"] = [*one["plus"], name]
    assert strictness(book(*more), answers) >= strictness(book(*found), answers)


@settings(max_examples=long(21, 60), deadline=None)
@given(lists(), ANSWERS, st.sampled_from(NINE))
def test_meeting_a_criterion_beside_a_row_never_makes_it_milder(
    found: list[Json], answers: Json, name: str
) -> None:
    rules, before = book(*found), {**answers, name: "no"}
    assert strictness(rules, {**before, name: "yes"}) >= strictness(rules, before)


@settings(max_examples=long(21, 60), deadline=None)
@given(lists(), lists(), ANSWERS)
def test_no_unknown_that_could_make_it_stricter_stands_beside_a_mild_outcome(
    found: list[Json], others: list[Json], answers: Json
) -> None:
    renamed = [{**entry, "id": entry["id"].replace("cz", "lv")} for entry in others]
    for entry in renamed:
        entry["rows"] = [{**one, "id": one["id"].replace("cz", "lv")} for one in entry["rows"]]
        entry |= {"unless": "lv-35-5"} if "unless" in entry else {}
    rules = book(*found, also=({"id": "lv", "title": "Second", "lists": renamed},))
    mild = strictness(rules, answers)
    if mild >= STRICTNESS.index("undetermined"):
        return
    unknown = [name for name, answer in answers.items() if answer is None][:4]
    for values in itertools.product(("yes", "no"), repeat=len(unknown)):
        settled = {**answers, **dict(zip(unknown, values, strict=True))}
        assert strictness(rules, settled) <= mild, settled
