"""The annexes of a filled form: heat maps, and the reason behind every number and verdict."""

from collections.abc import Iterator

from dpia.assessment.signing import sign_offs
from dpia.documents import words
from dpia.documents.methods import ranked
from dpia.documents.sign_offs import told
from dpia.documents.template.model import Heat, HeatCell, Reasons, labelled
from dpia.documents.template.seen import Node, Seen
from dpia.text import _

STAGES = ("inherent", "today", "target")


def heat_maps(seen: Seen) -> tuple[Heat, ...]:
    """Return the matrix of the method at each stage, with the numbers of the risks in its cells."""
    return tuple(_heat(seen, stage) for stage in STAGES) if seen.risks else ()


def _heat(seen: Seen, stage: str) -> Heat:
    method = seen.method
    ranks = {level["id"]: at for at, level in enumerate(ranked(method))}
    placed: dict[tuple[int, int], list[str]] = {}
    for risk in seen.risks:
        at = seen.judged[risk["id"]][stage]
        if at["severity"] and at["likelihood"] and not seen.secret(risk):
            cell = placed.setdefault((at["severity"], at["likelihood"]), [])
            cell.append(seen.numbers[risk["id"]])
    rows = []
    for severity in range(len(method["matrix"]), 0, -1):
        levels = method["matrix"][severity - 1]
        cells = (
            HeatCell(
                seen.level(level),
                ranks[level] / max(len(ranks) - 1, 1),
                tuple(placed.get((severity, likelihood), ())),
            )
            for likelihood, level in enumerate(levels, 1)
        )
        rows.append((seen.step("severity", severity), tuple(cells)))
    columns = tuple(seen.step("likelihood", step["level"]) for step in method["likelihood"])
    title, how = words.AXIS[stage], seen.verdict["method"].get("confidence_note")
    title = _("{stage} (matrix: {how})").format(stage=title, how=how) if how else title
    return Heat(title, columns, tuple(rows))


def reasons(seen: Seen) -> tuple[Reasons, ...]:
    """Return why each part of the verdict and each level is what it is."""
    risks = (_risk(seen, risk) for risk in seen.risks)
    return (*_gates(seen), *_findings(seen), *risks)


def _findings(seen: Seen) -> Iterator[Reasons]:
    """Yield what each finding rests on."""
    for finding in seen.verdict["findings"]:
        weight = str(words.word(words.WEIGHT, finding["weight"])).lower()
        named = finding.get("title") or finding["id"]
        title = _("Finding, {weight}: {title}").format(weight=weight, title=named)
        why = [f"{finding.get('because', '')} {finding.get('law', '')}".strip()]
        lines = [*filter(None, why), *_rests_on(seen, finding["trace"])]
        yield Reasons(title, tuple(dict.fromkeys(filter(None, lines))))


def _rests_on(seen: Seen, node: Node) -> Iterator[str]:
    """Yield the facts, risks and answers of a trace, each in words."""
    kind, name = node["kind"], str(node.get("id", ""))
    if kind == "fact" and node["value"]:
        yield str(node["title"])
    elif kind == "row-of" and name in seen.numbers and node["value"]:
        yield next((seen.named(row) for row in seen.risks if row["id"] == name), "")
    elif kind == "question" and seen.question(name) is not None:
        said = "; ".join(entry.text for entry in seen.at(name)) or _("Not answered")
        yield f"{labelled(seen.titled(name))} {said}"
    for part in node.get("because", ()):
        if part["kind"] != "row-of" or part["value"]:
            yield from _rests_on(seen, part)


def signed(seen: Seen) -> tuple[str, ...]:
    """Return who signed off, and the hashes that bind them to what this report was made from."""
    return tuple(told(entry) for entry in sign_offs(seen.document))


def _gates(seen: Seen) -> Iterator[Reasons]:
    verdict = seen.verdict
    outcome = words.word(words.SCREENING, verdict["screening"]["outcome"]) or ""
    conclusion = words.word(words.CONCLUSION, verdict["screening"]["conclusion"]) or ""
    lines = [_reason(seen, reason) for reason in verdict["screening"]["reasons"]]
    title = _("Screening: {outcome}. {conclusion}")
    yield Reasons(title.format(outcome=outcome, conclusion=conclusion), tuple(lines))
    parts = (
        ("lawfulness", _("Lawfulness"), words.LAWFULNESS),
        ("consultation", _("Prior consultation"), words.CONSULTATION),
    )
    for part, named, known in parts:
        outcome = words.word(known, verdict[part]["outcome"]) or ""
        lines = [_reason(seen, reason) for reason in verdict[part]["reasons"]]
        lines = [line for line in lines if seen.confirmed(line)]
        yield Reasons(f"{named}: {outcome}", tuple(lines))


def _reason(seen: Seen, reason: Node) -> str:
    """Return a reason with its source; each question it rests on is a line of its own below it."""
    told = str(reason.get("title") or reason.get("rule") or "")
    if reason.get("law"):
        told = f"{told} ({reason['law']})"
    asked = []
    for used in reason.get("answers", ()):
        answer = "; ".join(entry.text for entry in seen.answer(used["question"])[:1])
        title = seen.evaluation.rulebook.question(used["question"]).title
        asked.append(f"{labelled(title)} {answer}".strip())
    return "\n".join([f"{told}:", *asked]) if asked else told


def _risk(seen: Seen, risk: Node) -> Reasons:
    lines = []
    for stage in STAGES:
        at = seen.judged[risk["id"]][stage]
        said = [_told(seen, node) for node in at["because"]]
        lines.append(f"{words.AXIS[stage]}: {seen.level(at['level'])}. {'. '.join(said)}".strip())
    return Reasons(_("Risk {risk}").format(risk=seen.named(risk)), (*lines,))


def _told(seen: Seen, node: Node) -> str:
    title, answer = str(node.get("title", "")), node.get("answer")
    told = node.get("kind") in ("measure", "floor")  # their words say the number already
    shown = answer if isinstance(answer, int) and not told else None
    return title if shown is None else f"{title}: {shown}"
