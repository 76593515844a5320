"""Assessments that come as files: checked whole before anything is judged or stored."""

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from dpia.assessment import pointer
from dpia.assessment.answering import row_choices
from dpia.assessment.document import basis_of, from_file
from dpia.assessment.serving import strangers
from dpia.assessment.shelf import settle
from dpia.desk.library import Library, read_json
from dpia.errors import DpiaError, Invalid
from dpia.questionnaire.answers import check, clean
from dpia.questionnaire.rulebook import Rulebook
from dpia.text import _

SIZE_LIMIT = 20_000_000
EXAMPLE = "dpia-example/1"


def read(source: str) -> Mapping[str, Any]:
    """Read an assessment file, or standard input for `-`. Raises Invalid with a sentence.

    Of a worked example the assessment in it is read.
    """
    return assessment_in(_standard_input() if source == "-" else _file(Path(source)))


def assessment_in(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the assessment a file holds: the whole of it, or the one inside a worked example."""
    if raw.get("format") != EXAMPLE:
        return raw
    inside = raw.get("assessment")
    if not isinstance(inside, Mapping):
        raise Invalid(_("The worked example holds no assessment; `assessment` must be an object."))
    title = raw.get("title")
    return {"title": title, **inside} if isinstance(title, str) else inside


def _file(path: Path) -> Mapping[str, Any]:
    if path.is_file() and path.stat().st_size > SIZE_LIMIT:
        raise Invalid(_("The file {path} is too large; at most 20 MB are read.").format(path=path))
    return read_json(path)


def _standard_input() -> Mapping[str, Any]:
    try:
        found = json.loads(sys.stdin.read(SIZE_LIMIT))
    except (ValueError, RecursionError) as error:
        message = _("Standard input is not valid JSON: {reason}.")
        raise Invalid(message.format(reason=error)) from error
    if not isinstance(found, dict):
        raise Invalid(_("Standard input must hold a JSON object."))
    return found


def cleaned(content: Any) -> Any:
    """Return the content of a file with control characters taken out of every text."""
    if isinstance(content, str):
        return clean(content)
    if isinstance(content, list):
        return [cleaned(item) for item in content]
    if isinstance(content, Mapping):
        return {clean(key): cleaned(value) for key, value in content.items()}
    return content


def checked(raw: Mapping[str, Any], library: Library) -> Rulebook:
    """Check the shape and every answer of an assessment file; return its rulebook.

    Raises Invalid with one sentence for each thing that is wrong, each naming its place.
    """
    _shape(raw, library)
    rulebook = rulebook_for(raw, library)
    problems = list(_problems(raw, rulebook))
    if problems:
        raise Invalid("\n".join(problems))
    return rulebook


def rulebook_for(raw: Mapping[str, Any], library: Library) -> Rulebook:
    """Return the rulebook a file asks for by authority, pathway and method."""
    basis = basis_of(from_file(raw))
    return Rulebook(library.judged_by(basis), **basis)


def _shape(raw: Mapping[str, Any], library: Library) -> None:
    from dpia.questionnaire.shape import Shape

    flaws = Shape(library.schema("assessment")).flaws(raw)
    if flaws:
        lines = [_("This is not an assessment as dpia reads it:")]
        for flaw in flaws[:20]:
            at = pointer.join(*map(str, flaw.path)) or "/"
            lines.append(f"{at}: {flaw.what} {flaw.mend}".strip())
        raise Invalid("\n".join(lines))


def _problems(raw: Mapping[str, Any], rulebook: Rulebook) -> Iterator[str]:
    plain = from_file({"risks": [], **{k: v for k, v in raw.items() if k != "risks"}})
    for topic, answers in raw.get("answers", {}).items():
        for name, value in answers.items():
            path = f"{topic}.{name}"
            try:
                question = rulebook.question(path)
                check(question, value, row_choices(plain, rulebook, question))
            except DpiaError as problem:
                yield f"{path}: {problem.message}"
    for topic, marks in raw.get("marks", {}).items():
        for inside, said in marks.items():
            yield from _mark_problems(raw, rulebook, topic, inside, said)
    yield from _risk_problems(raw, rulebook)


def _mark_problems(
    raw: Mapping[str, Any], rulebook: Rulebook, topic: str, inside: str, said: Mapping[str, Any]
) -> Iterator[str]:
    path = f"{topic}.{'/'.join(pointer.tokens(inside))}"
    try:
        rulebook.question(path)
    except DpiaError as problem:
        yield f"{path}: {problem.message}"
        return
    answered = pointer.get(raw["answers"].get(topic, {}), inside) is not None
    if said.get("unknown") and answered:
        message = _("{path}: has an answer and is marked “not known yet”; keep one.")
        yield message.format(path=path)


def _risk_problems(raw: Mapping[str, Any], rulebook: Rulebook) -> Iterator[str]:
    risks, measures = raw.get("risks", ()), raw.get("measures", ())
    for kind, rows in (("risk", risks), ("measure", measures)):
        ids = [row["id"] for row in rows]
        for name in sorted({name for name in ids if ids.count(name) > 1}):
            message = _("{kind} {id}: two have this id; give each its own.")
            yield message.format(kind=_(kind), id=name)
    for risk in risks:
        for axis in ("likelihood", "severity"):
            top = len(rulebook.method_document[axis])
            value = (risk.get("inherent") or {}).get(axis)
            if value is not None and value not in range(1, top + 1):
                message = _("risk {id}: {axis} goes from 1 to {top} in this method, not {value}.")
                yield message.format(id=risk["id"], axis=_(axis), top=top, value=value)
    known = {risk["id"] for risk in risks}
    for measure in measures:
        if strange := strangers(measure.get("serves", ()), rulebook.duties):
            yield _("measure {id}: {what}").format(id=measure["id"], what=strange)
        for effect in measure.get("effects", ()):
            if effect["risk"] not in known:
                message = _("measure {id}: treats “{risk}”, which is no risk of this assessment.")
                yield message.format(id=measure["id"], risk=effect["risk"])


def assess(
    raw: Mapping[str, Any], library: Library, as_of: date, explore: bool = True
) -> dict[str, Any]:
    """Judge an assessment file without touching any register. Raises Invalid."""
    from dpia.judgement import judge

    raw = cleaned(raw)
    rulebook = checked(raw, library)
    document = settle(from_file(raw, created=as_of.isoformat()), rulebook, as_of)
    return judge(document, rulebook, as_of, explore=explore)
