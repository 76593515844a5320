"""The national lists on the screens: how a list is read, and what was not checked."""

from dpia.tui.shown.verdict import verdict_nodes
from tests.judgement.listing import BLACK, WHITE, book, judged, listed, row, yes

from .trial import walk

NOTE = "(Source: from professional knowledge, not checked against the official text.)"


def test_a_hit_a_reason_and_a_near_miss_say_what_was_not_checked() -> None:
    near = row("35-4-2", yes("national", "large_scale"), confidence="from-knowledge")
    rules = book(listed(row("35-4-1", yes("row"), confidence="from-knowledge"), near))
    found = judged(rules, {"row": "yes", "national": "yes"})
    nodes = [n for top in verdict_nodes(found, {"answers": {}}, rules) for n in walk(top)]
    noted = {node.title for node in nodes if NOTE in node.detail}
    assert noted == {"35-4-1", "cz-35-4-1 35-4-1", "cz-35-4-2 35-4-2"}


def test_an_authority_says_its_role_and_how_its_lists_are_read() -> None:
    rules = book(BLACK | {"unless": "cz-35-5"}, WHITE)
    found = judged(rules, {"row": "yes", "white": "yes", "public": "yes"})
    nodes = {
        node.title: node
        for top in verdict_nodes(found, {"answers": {}}, rules)
        for node in walk(top)
    }
    said = nodes["First (cz, competent authority)"].detail
    assert said == (
        "GDPR Art. 35(4): One row is enough. It gives way to the list of exempt operations. "
        "GDPR Art. 35(5): One row is enough."
    )
    assert nodes["cz-35-4-1 35-4-1"].answer == "the list of exempt operations goes before"
