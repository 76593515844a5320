"""What single answers put into the fields of the form."""

import copy

from tests.documents.test_template import SOUND, field, filled, said, table


def test_a_special_category_is_named_beside_the_sort_of_the_data() -> None:
    item = SOUND["answers"]["processing"]["data_items"][0]
    items = [{**item, "sensitivity": "special", "special": ["health"]}]
    (row,) = table(filled(processing__data_items=items), "1.1.a")
    assert row[2] == ["A special category", "Data concerning health"]


def test_a_basis_is_justified_whichever_it_is() -> None:
    (row,) = table(filled(), "2.1.a")
    assert row[1:] == [
        ["Consent (GDPR Art. 6(1)(a))"],
        [
            "People type in their address and confirm it by a link; who does not, buys as before.",
            "Without an address nothing can be sent.",
        ],
    ]


def test_the_unit_the_scope_and_the_watch_over_measures_have_a_place() -> None:
    raw = copy.deepcopy(SOUND)
    del raw["unit"]
    assert [e.state for e in field(filled(raw), "0.1-units").entries] == ["open"]
    form = filled(data_flow__scope="One mail a month", involvement__publication="shared")
    assert "One mail a month" in said(form, "1.1.d-scope")
    shared = {e.label: e.state for e in field(form, "0.5-publication").entries}
    assert shared["How is it published or shared, and with whom?"] == "open"
    assert SOUND["answers"]["involvement"]["follow_up"] in said(form, "4.2.c-plan")
    assert SOUND["answers"]["necessity"]["evidence"] in said(form, "3.2-necessity")


def test_secondary_uses_stand_apart_with_their_data() -> None:
    purposes = [
        *SOUND["answers"]["processing"]["purposes"],
        {
            "id": "p2",
            "name": "Statistics",
            "collected_for": "compatible",
            "examined": ["link"],
            "compatibility": "Only totals leave.",
        },
    ]
    items = [{**SOUND["answers"]["processing"]["data_items"][0], "purposes": ["p1", "p2"]}]
    form = filled(processing__purposes=purposes, processing__data_items=items)
    assert [row[0] for row in table(form, "1.1.b")] == [["Sending news about the shop"]]
    (row,) = table(form, "1.1.c")
    assert row[0] == ["Statistics"] and "E-mail address: To send" in row[1]
    assert row[1][-2:] == ["The link between the old purpose and the new one", "Only totals leave."]
    assert [row[0] for row in table(form, "2.1.a")] == [
        ["Sending news about the shop"],
        ["Statistics"],
    ]
