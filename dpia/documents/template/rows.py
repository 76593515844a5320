"""The rows of a table that repeats: from a table of answers, from the risks, from the measures."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dpia.documents import words
from dpia.documents.template.model import Entries, Entry
from dpia.documents.template.seen import WITHHELD, Node, Seen
from dpia.questionnaire.condition import parse
from dpia.questionnaire.model import Question
from dpia.text import _

Column = Callable[[str], Entries]
"""The entries of one row in the column of that name."""


def rows(source: Node, seen: Seen, place: str = "") -> Iterator[tuple[Node, Column]]:
    """Yield each row with a way to read its columns; `place` names the section they stand in."""
    if "question" in source:
        yield from _answered(source, seen)
        for path in source.get("questions", ()):
            if answer := seen.answer(path):
                yield {"id": path}, _of_all(path, answer, seen)
    elif "risks" in source:
        for risk in seen.risks:
            if source["risks"] in ("all", risk.get("track")):
                yield risk, _texts(risk_columns(risk, seen))
    elif "measures" in source:
        for measure in of_measures(source["measures"], seen):
            yield measure, _texts(measure_columns(measure, seen, place))
        for path in source.get("questions", ()):
            if seen.question(path):
                yield {"id": path}, _in_place(path, seen)
    else:
        yield from _each(source["each"], seen)


def instead(source: Node, seen: Seen) -> Entries:
    """Return what stands where a table has no row: whether one is owed, or why there is none."""
    if "question" in source and not seen.evaluation.value(source["question"]):
        return seen.answer(source["question"])
    place = "measures" if "measures" in source else "risks"
    said = Entry(_("Nothing recorded yet"), "open", place=place)
    return (said,) if seen.owed(source) else ()


def of_measures(wanted: Any, seen: Seen) -> list[Node]:
    """Return the measures of a role (`additional`), or those that serve one of several duties."""
    if isinstance(wanted, str):
        return [row for row in seen.measures if row.get("role", "additional") == wanted]
    return [row for row in seen.measures if set(row.get("serves", ())) & set(wanted)]


def _answered(source: Node, seen: Seen) -> Iterator[tuple[Node, Column]]:
    table = seen.question(source["question"])
    if table is None:
        return
    twin = seen.question(source["twin"]) if "twin" in source else None
    beside = {row["id"]: row for row in (seen.evaluation.value(twin.path) if twin else None) or ()}
    if seen.evaluation.visible(table.path).value is False:
        return
    when = parse(source["where"]) if "where" in source else None
    for row in seen.evaluation.value(table.path) or ():
        if when is None or seen.evaluation.test(when, row).value is True:
            other = beside.get(row["id"], {"id": row["id"]})
            yield row, _cells(seen, table, row, twin, other)


def cells(source: Node, seen: Seen) -> Iterator[Entry]:
    """Yield a cell of every row that fits, each labelled with what its row is called."""
    table, name = seen.question(source["table"]), source["cell"]
    if table is None or name not in {column.id for column in table.columns}:
        return  # what the assessment was frozen with does not ask it yet
    for row, column in _answered({**source, "question": table.path}, seen):
        titled = column(table.row_title)[:1] if table.row_title != name else ()
        found = column(name)
        if not found and seen.owed(source):
            place = f"{table.path}/{row['id']}/{name}"
            found = (Entry(_("Not said yet"), "open", place=place),)
        for entry in found:
            yield replace(entry, label=entry.label or "".join(one.text for one in titled))


def _cells(seen: Seen, table: Question, row: Node, twin: Question | None, other: Node) -> Column:
    own = {column.id: column for column in table.columns}

    def column(name: str) -> Entries:
        if name in own:
            return seen.cell(table, own[name], row)
        beside = {column.id: column for column in twin.columns} if twin else {}
        return seen.cell(twin, beside[name], other) if twin and name in beside else ()

    return column


def _of_all(path: str, answer: Entries, seen: Seen) -> Column:
    """Return the columns of an answer about all rows of a table, which stands below them once."""
    question = seen.question(path)
    title = (Entry(question.title),) if question else ()
    found = {"name": title, "purpose": answer}
    return lambda name: found.get(name, ())


def _in_place(path: str, seen: Seen) -> Column:
    """Return the columns of a measure for an answer that says what is in place."""
    question = seen.question(path)
    title = (Entry(question.title),) if question else ()
    answer = seen.answer(path)
    status = words.FORM_STATUS["implemented"] if seen.evaluation.value(path) else ""
    found = {"serves": title, "kind": title, "measure": answer}
    found["status"] = (Entry(status),) if status else ()
    return lambda name: found.get(name, ())


def _texts(texts: Mapping[str, str]) -> Column:
    def column(name: str) -> Entries:
        text = texts[name]
        return (WITHHELD if text == WITHHELD.text else Entry(text),) if text else ()

    return column


def risk_columns(risk: Node, seen: Seen) -> dict[str, str]:
    """Return what the form can show of a risk, by column."""
    if seen.secret(risk):
        return defaultdict(lambda: WITHHELD.text)
    judged = seen.judged[risk["id"]]
    found = {name: str(risk.get(name) or "") for name in ("title", "description", "sources")}
    found |= {"impacts": str(risk.get("impacts") or ""), "reason": str(risk.get("reason") or "")}
    found["event"] = words.word(words.EVENT, risk.get("event")) or ""
    found["inherent-reason"] = str((risk.get("inherent") or {}).get("reason") or "")
    found["measures"] = "; ".join(
        seen.named(measure)
        for measure in seen.measures
        if measure.get("role", "additional") == "additional"
        and any(effect["risk"] == risk["id"] for effect in measure.get("effects", ()))
    )
    for stage in ("inherent", "target"):
        at = judged[stage]
        rated = {axis: value for axis in words.SCALE if (value := at[axis]) is not None}
        found |= {f"{stage}-{axis}": "" for axis in words.SCALE}
        found |= {f"{stage}-{axis}": seen.step(axis, value) for axis, value in rated.items()}
        found[f"{stage}-level"] = seen.level(at["level"])
        found[f"{stage}-acceptable"] = _acceptable(at["level"], seen)
    if not judged["confirmed"]:
        found["target-acceptable"] += " " + _("(not confirmed yet)")
    return found


def _acceptable(name: str | None, seen: Seen) -> str:
    """Say whether a level may be taken, and what the method says of it, unless that says so."""
    level = next((one for one in seen.method["levels"] if one["id"] == name), None)
    if level is None:
        return _("Not rated")
    verdict = _("Acceptable") if level.get("acceptable") else _("Not acceptable")
    meaning = str(level.get("definition", ""))
    return (
        meaning
        if _("Acceptable").casefold() in meaning.casefold()
        else f"{verdict}. {meaning}".strip()
    )


def measure_columns(measure: Node, seen: Seen, place: str) -> dict[str, str]:
    """Return what the form can show of a measure in the section called `place`, by column.

    It is described where it is named first; elsewhere it says where that is. Its number is not in
    it: it stands beside it.
    """
    if seen.secret(measure):
        return defaultdict(lambda: WITHHELD.text)
    duties = seen.evaluation.rulebook.law.get("duties", {}).get("duties", ())
    titles = {duty["id"]: str(duty["title"]) for duty in duties}
    risks = {risk["id"]: seen.named(risk) for risk in seen.risks}
    treated = [risks.get(effect["risk"]) for effect in measure.get("effects", ())]
    before, about = seen.described(measure, place), str(measure.get("description") or "")
    suitability = str(measure.get("suitability") or "")
    head = str(measure.get("title") or "")
    return {
        "measure": f"{head}: {about}" if about and not before else head,
        "kind": words.word(words.MEASURE_KIND, measure.get("kind")) or "",
        "serves": "; ".join(titles.get(name, name) for name in measure.get("serves", ())),
        "suitability": _("See {place}.").format(place=before) if before else suitability,
        "status": words.word(words.FORM_STATUS, measure.get("status", "planned")) or "",
        "risks": "; ".join(risk for risk in treated if risk),
    }


def _each(questions: Sequence[Node], seen: Seen) -> Iterator[tuple[Node, Column]]:
    """Yield one row for each of several like questions that is asked, with what it is about."""
    for named in questions:
        answers = seen.answer(named["question"])
        if answers:
            items = cells(named["items"], seen) if "items" in named else ()
            titled = (Entry(str(named["title"])), *items)
            found = {"item": titled, "answer": answers}
            yield {"id": named["question"]}, found.__getitem__
