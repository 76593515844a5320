"""One measure that several assessments count on."""

from typing import Any

from dpia.judgement.consistency.promises import promises

Json = dict[str, Any]


def measure(**given: Any) -> Json:
    base = {"id": "m1", "catalogue": "", "title": "Encrypt the disks", "owner": "IT"}
    return {**base, "status": "planned", "due": "2027-01-31", **given}


def case(ident: str, *measures: Json, earlier: tuple[list[Json], ...] = ()) -> Json:
    about = {"id": ident, "reference": f"2026-{ident}", "title": f"Case {ident}"}
    return {**about, "measures": list(measures), "earlier": earlier}


def reasons(*cases: Json) -> list[list[str]]:
    return [entry["because"] for entry in promises(cases)]


def test_two_days_for_one_measure_stand_beside_each_other() -> None:
    (entry,) = promises([case("1", measure()), case("2", measure(due="2027-06-30"))])
    assert entry["because"] == ["due"]
    assert [(one["reference"], one["due"]) for one in entry["promised"]] == [
        ("2026-1", "2027-01-31"),
        ("2026-2", "2027-06-30"),
    ]


def test_the_same_title_of_another_owner_is_another_measure() -> None:
    assert reasons(case("1", measure()), case("2", measure(due=None, owner="Facilities"))) == []
    assert reasons(case("1", measure(owner="")), case("2", measure(owner="", due=None))) == []


def test_one_entry_of_the_catalogue_is_one_measure_under_any_title() -> None:
    one = measure(catalogue="encrypt", title="Encrypt disks", owner="Ada")
    other = measure(catalogue="encrypt", title="Encrypt laptops", owner="Bob", status="implemented")
    assert reasons(case("1", one), case("2", other)) == [["status"]]
    assert reasons(case("1", one), case("2", other | {"catalogue": "encrypt-more"})) == []


def test_what_agrees_or_is_all_in_place_or_rejected_is_quiet() -> None:
    assert reasons(case("1", measure()), case("2", measure())) == []
    done = measure(status="implemented")
    assert reasons(case("1", done), case("2", done | {"due": "2026-01-01"})) == []
    assert reasons(case("1", measure()), case("2", measure(status="rejected", due=None))) == []
    assert reasons(case("1", measure(), measure(id="m2", due="2028-01-01"))) == []


def test_a_day_that_moved_later_is_shown_everywhere_the_measure_is_promised() -> None:
    later = [measure(due="2026-06-30")], [measure(due="2026-03-31")]
    moved = case("1", measure(), earlier=later)
    (entry,) = promises([moved, case("2", measure())])
    assert entry["because"] == ["slipped"]
    assert [one["slipped"] for one in entry["promised"]] == [
        {"before": "2026-03-31", "after": "2027-01-31"},
        None,
    ]


def test_a_day_that_came_nearer_or_was_set_first_is_no_slip() -> None:
    sooner = case("1", measure(), earlier=([measure(due="2028-01-01")],))
    assert reasons(sooner, case("2", measure())) == []
    unset = case("1", measure(), earlier=([measure(due="")],))
    assert reasons(unset, case("2", measure())) == []
    new = case("1", measure(), earlier=([], [measure(due="2020-01-01")]))
    assert reasons(new, case("2", measure())) == []
