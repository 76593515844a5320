"""The life cycle: every state can be reached, and nothing that people do has lost its move."""

from collections.abc import Iterator

from dpia.questionnaire.lint.defect import Defect, pointer
from dpia.questionnaire.lint.stock import Stock
from dpia.text import _

ENDS = {"decide": "decided", "supersede": "superseded", "archive": "archived"}
"""Moves that do more than move, and where each leads; no other move may lead there."""


def unsound_lives(stock: Stock) -> Iterator[Defect]:
    """Yield a defect for a state nothing leads to, and a move that leads where it must not."""
    for file, document in stock.checked("law"):
        if "moves" not in document:
            continue
        leads = {move["to"] for move in document["moves"] if "to" in move}
        for i, state in enumerate(document.get("states", ())):
            if not state.get("derived") and state["id"] not in leads:
                what = _("No move leads to the state “{state}”.").format(state=state["id"])
                mend = _("Add a move to it, or leave the state out.")
                yield Defect(file, pointer("states", i, "id"), what, mend, "unreachable-state")
        for i, move in enumerate(document["moves"]):
            wanted = next((name for name, end in ENDS.items() if end == move.get("to")), None)
            named = ENDS.get(move["id"], move.get("to"))
            if (wanted or move["id"]) != move["id"] or named != move.get("to"):
                what = _("The move “{move}” leads to “{state}”, where another one leads.")
                what = what.format(move=move["id"], state=move.get("to", ""))
                mend = _("Only {moves} lead there.").format(
                    moves=", ".join(f"{name} → {end}" for name, end in ENDS.items())
                )
                yield Defect(file, pointer("moves", i, "to"), what, mend, "misled-move")
