"""Risks that became lower from one version to the next, and nothing says why."""

from collections.abc import Iterator, Mapping
from typing import Any

from dpia.assessment.ratings import treating
from dpia.judgement.telling import Node

Document = Mapping[str, Any]
LEVEL, SEVERITY = "level-lowered", "severity-cut"
_STAGES = ("today", "target")


def may_be_lowered(before: Document | None, after: Document | None) -> bool:
    """Say whether it is worth looking closer; each is `{method, risks}` as the index keeps it."""
    if not before or not after or before.get("method") != after.get("method"):
        return False
    was, now = _places(before), _places(after)
    return any(name in was and was[name] != place for name, place in now.items())


def _places(placed: Document) -> dict[Any, list[Any]]:
    """Return where each risk stands, whether it is confirmed or not."""
    risks = (risk for risk in placed.get("risks") or () if isinstance(risk, Mapping))
    return {risk.get("id"): [risk.get(s) for s in ("inherent", *_STAGES)] for risk in risks}


def lowered(before: Document, after: Document, ranks: Mapping[str, int]) -> list[Node]:
    """Return what fell without a word between a version (`before`) and the next one (`after`).

    Both are documents with their `summary`, judged by the same method; `ranks` orders its levels.
    Each entry is `{kind, risk, title, moves}`, a move `{stage, before, after}`. `level-lowered`: a
    level fell and no measure on this risk landed or was added; `severity-cut`: the inherent
    severity fell. Neither is told where a reason was written that the version before does not have.
    """
    was = {risk["id"]: risk for risk in before.get("risks", ())}
    found: list[Node] = []
    for risk in after.get("risks", ()):
        old = was.get(risk["id"])
        if old is None or _reasons(risk) - _reasons(old):
            continue
        named = {"risk": risk["id"], "title": risk.get("title", "")}
        moves = list(_levels(before, after, risk["id"], ranks))
        if moves and not _helped(before, after, risk["id"]):
            found.append({"kind": LEVEL, **named, "moves": moves})
        cut = [_severity(one) for one in (old, risk)]
        if None not in cut and cut[1] < cut[0]:
            move = {"stage": "inherent", "before": cut[0], "after": cut[1]}
            found.append({"kind": SEVERITY, **named, "moves": [move]})
    return found


def _levels(
    before: Document, after: Document, risk_id: str, ranks: Mapping[str, int]
) -> Iterator[Node]:
    was, now = _placed(before, risk_id), _placed(after, risk_id)
    for stage in _STAGES:
        levels = [placed.get(stage, (None,))[-1] for placed in (was, now)]
        if all(level in ranks for level in levels) and ranks[levels[1]] < ranks[levels[0]]:
            yield {"stage": stage, "before": levels[0], "after": levels[1]}


def _placed(document: Document, risk_id: str) -> Document:
    placed = (document.get("summary") or {}).get("risks") or ()
    return next((one for one in placed if one["id"] == risk_id), {})


def _helped(before: Document, after: Document, risk_id: str) -> bool:
    """Say whether a measure on this risk landed, was added, or is not rejected any more."""
    was = {measure["id"]: _status(measure) for measure in _on(before, risk_id)}
    for measure in _on(after, risk_id):
        now, old = _status(measure), was.get(measure["id"], "rejected")
        if now != "rejected" and (old == "rejected" or (now == "implemented" != old)):
            return True
    return False


def _on(document: Document, risk_id: str) -> Iterator[Document]:
    """Yield the measures that treat a risk, and those of the design on which every risk relies."""
    yield from (measure for measure, _effect in treating(document, risk_id))
    for measure in document.get("measures", ()):
        if measure.get("role") == "baseline" and not measure.get("effects"):
            yield measure


def _status(measure: Document) -> str:
    return str(measure.get("status", "planned"))


def _severity(risk: Document) -> Any:
    return (risk.get("inherent") or {}).get("severity")


def _reasons(risk: Document) -> set[str]:
    """Return everything that was written about why a risk is rated as it is."""
    said = [risk.get("reason"), (risk.get("inherent") or {}).get("reason")]
    for stage in (risk.get("by_hand") or {}).values():
        said += [axis.get("reason") for axis in stage.values()]
    return {str(text).strip() for text in said if str(text or "").strip()}
