"""What a confirmed risk rests on, as one hash: when it changes, the confirmation goes stale."""

from collections.abc import Mapping
from typing import Any

from dpia.canonical import digest


def treating(document: Mapping[str, Any], risk_id: str) -> list[tuple[Mapping[str, Any], Any]]:
    """Return the measures that treat a risk, each with its effect on it, in a stable order."""
    return sorted(
        (
            (measure, effect)
            for measure in document.get("measures", ())
            for effect in measure.get("effects", ())
            if effect["risk"] == risk_id
        ),
        key=lambda pair: str(pair[0]["id"]),
    )


def inputs(document: Mapping[str, Any], risk_id: str) -> str:
    """Return the hash of everything the levels of one risk are computed from."""
    risk = next(risk for risk in document["risks"] if risk["id"] == risk_id)
    inherent = risk.get("inherent") or {}
    return digest(
        {
            "method": document.get("method"),
            "inherent": [inherent.get("likelihood"), inherent.get("severity")],
            "by_hand": risk.get("by_hand") or {},
            "obvious": risk.get("obvious"),
            "widespread": risk.get("widespread"),
            "measures": [
                [
                    measure["id"],
                    measure.get("role", "additional"),
                    measure.get("status", "planned"),
                    effect.get("likelihood", 0),
                    effect.get("severity", 0),
                ]
                for measure, effect in treating(document, risk_id)
            ],
        }
    )
