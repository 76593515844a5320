"""An assessment as an export that is to be published holds it.

It says what a public report says, and no more (`documents.template.public`): neither what is
marked confidential, nor notes, history and names, nor the reasoning behind levels. Risks and
measures that are withheld or only proposed have no row. `Case.withheld` lists what is withheld.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dpia.assessment.confidential import TEXTS, is_marked, part
from dpia.assessment.proposed import is_proposed
from dpia.assessment.view import case_view
from dpia.documents.sheets.case import Case
from dpia.documents.template.around import GRAVE
from dpia.documents.template.public import public, withheld
from dpia.documents.template.seen import WITHHELD, Seen
from dpia.questionnaire.evaluation import Evaluation

Node = Mapping[str, Any]


def published(case: Case) -> Case:
    """Return what of `case` may be published."""
    document = {"answers": {}, "marks": {}, **case.document}
    view = case_view(document, case.as_of)
    whole = Evaluation(case.rules, document["answers"], document["marks"], view, case.as_of)
    seen = public(Seen(document, case.verdict, whole))
    kept = {name: _rows(seen.document, name) for name in ("risks", "measures")}
    ids = {row["id"] for row in kept["risks"]}
    kept["measures"] = [_treating(row, ids) for row in kept["measures"]]
    _say_withheld(document, seen.document)
    verdict = {
        **seen.verdict,
        "risks": [one for one in seen.verdict["risks"] if one["id"] in ids],
        "findings": [one for one in seen.verdict["findings"] if one["weight"] in GRAVE],
    }
    return replace(
        case,
        document={**seen.document, **kept, "overruled": []},
        verdict=verdict,
        curtained=seen.evaluation,
        withheld=tuple(withheld(document, seen)),
        history=case.fingerprint,
    )


def _rows(document: Node, name: str) -> list[Node]:
    """Return the risks or measures that are neither withheld nor only proposed."""
    kept = (row for row in document.get(name, ()) if not is_marked(row) and not is_proposed(row))
    return [{key: value for key, value in row.items() if key != "by_hand"} for row in kept]


def _treating(measure: Node, ids: set[str]) -> Node:
    """Return a measure as it treats the risks that have a row."""
    effects = [effect for effect in measure.get("effects", ()) if effect.get("risk") in ids]
    return {**measure, "effects": effects}


def _say_withheld(whole: Node, bare: Node) -> None:
    """Put a word in the place of each opinion or text of the decision that was withheld."""
    for name, texts in TEXTS.items():
        before, found = part(whole, name), part(bare, name)
        if is_marked(before):
            found.update({text: WITHHELD.text for text in texts[:2] if before.get(text)})
