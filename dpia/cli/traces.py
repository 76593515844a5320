"""A verdict with its reasons as indented text."""

from collections.abc import Iterator, Mapping
from typing import Any

import click

from dpia.cli.common import shown
from dpia.documents import words
from dpia.text import _

Node = Mapping[str, Any]
TRUTH = {True: _("yes"), False: _("no"), None: _("not known")}


def print_verdict(verdict: Node) -> None:
    """Print every part of a verdict with what it rests on."""
    for line in (*lines(verdict), *changing(verdict)):
        click.echo(line)


def lines(verdict: Node) -> Iterator[str]:
    """Yield the lines of a verdict with its reasons."""
    screening = verdict["screening"]
    yield ""
    yield _("Why: screening")
    for reason in screening["reasons"]:
        yield from _reason(reason)
    yield ""
    yield _("The nine criteria")
    for criterion in screening["criteria"]:
        yield f"  {TRUTH[criterion['met']]:<10} {criterion['title']}"
        if criterion["met"] is not False:
            for part in criterion.get("trace", {}).get("because", ()):
                yield from _walk(part, 2)
    yield from _authorities(verdict["authorities"])
    yield from _part(_("Lawfulness"), verdict["lawfulness"])
    yield from _risks(verdict["risks"])
    yield from _part(_("Prior consultation"), verdict["consultation"])
    yield from _gate(verdict["go_live"])
    if verdict["findings"]:
        yield ""
        yield _("Findings")
    for finding in verdict["findings"]:
        yield f"  {finding['weight'].upper()}: {shown(finding.get('title', finding['id']))}"
        if finding.get("because"):
            yield f"    {shown(finding['because'])}"
        if finding.get("law"):
            yield f"    {finding['law']}"
    if verdict["undetermined"]:
        yield ""
        yield _("Answers that would settle what is not known")
    for entry in verdict["undetermined"]:
        yield f"  {entry['question']}: {shown(entry.get('title', ''))}"


def changing(verdict: Node) -> Iterator[str]:
    """Yield the single answers that would change the screening."""
    if verdict["screening"]["would_change"]:
        yield ""
        yield _("What would change the screening")
    for change in verdict["screening"]["would_change"]:
        before, after = (_answer(change[side]) for side in ("from", "to"))
        yield f"  {change['question']}: {before} → {after}: {change['outcome']}"


def _authorities(authorities: Node) -> Iterator[str]:
    for name, found in authorities.items():
        yield ""
        role = words.word(words.ROLE, found["role"])
        yield f"{_('National list')}: {name} ({role}), {found.get('title', '')}"
        for entry in found["lists"]:
            yield f"  GDPR Art. {entry['article']}: {entry['title']}. {entry['logic']}"
            yield from _trust(entry)
        for hit in found["hits"]:
            aside = "" if hit["decides"] else f" ({words.set_aside(hit)})"
            yield f"  {hit['row']}: {hit['title']}{aside}"
            yield from _trust(hit)
            yield from _walk(hit.get("trace", {}), 2)
        if not found["hits"]:
            yield "  " + (_("no row matches") if found["lists"] else _("no list in force"))
        for miss in found.get("near_misses", ()):
            yield f"  {_('would match')}: {miss['row']} {miss.get('title', '')}"
            yield from _trust(miss)


def _trust(entry: Node) -> Iterator[str]:
    """Say where the official text was not read."""
    if entry.get("confidence_note"):
        yield f"    ({_('Source')}: {entry['confidence_note']})"


def _part(title: str, part: Node) -> Iterator[str]:
    yield ""
    yield f"{title}: {part['outcome']}"
    for reason in part["reasons"]:
        if reason.get("trace", {}).get("value", True) is None:
            yield "  " + _("not known whether:")
        yield from _reason(reason)


def _gate(part: Node) -> Iterator[str]:
    yield ""
    yield f"{_('Going live')}: {part['outcome']}"
    for condition in part["conditions"]:
        yield f"  {shown(condition)}"


def _reason(reason: Node) -> Iterator[str]:
    yield f"  {shown(reason.get('title') or reason.get('rule', ''))}"
    if reason.get("law"):
        yield f"    {reason['law']}"
    yield from _trust(reason)
    for used in reason.get("answers", ()):
        yield f"    {used['question']} = {_answer(used['value'])}"


def _risks(risks: list[Node]) -> Iterator[str]:
    if risks:
        yield ""
        yield _("Risks")
    for risk in risks:
        state = _("confirmed") if risk["confirmed"] else _("not confirmed")
        yield f"  {risk['id']} {shown(risk['title'])} ({state})"
        for stage in ("inherent", "today", "target"):
            yield from _stage(stage, risk[stage])
        for need in risk["needs"]:
            yield f"    ! {shown(need)}"


def _stage(stage: str, found: Node) -> Iterator[str]:
    level = found.get("level") or _("not rated")
    yield f"    {_(stage):<9} {level}"
    for why in found.get("because", ()):
        yield f"      {shown(str(why.get('title', '')))}"


def _answer(value: Any) -> str:
    """Return an answer as a person would type it."""
    if isinstance(value, list):
        rows = [str(part.get("id")) if isinstance(part, dict) else str(part) for part in value]
        return shown(", ".join(rows)) or _("none")
    return shown(str(value))


def _walk(trace: Node, depth: int, seen: set[str] | None = None) -> Iterator[str]:
    """Yield what makes a trace what it is; what was said once is not said again."""
    seen = set() if seen is None else seen
    title = trace.get("title") or trace.get("id")
    if trace.get("kind") in ("question", "fact", "criterion", "row", "rule") and title:
        if trace.get("id", title) in seen:
            return
        seen.add(trace.get("id", title))
        answer = trace.get("answer")
        said = f" = {_answer(answer)}" if answer is not None else ""
        yield f"{'  ' * depth}{TRUTH[trace['value']]}: {shown(str(title))}{said}"
        depth += 1
    for part in trace.get("because", ()):
        if part.get("value") == trace.get("value") or trace.get("kind") == "not":
            yield from _walk(part, depth, seen)
