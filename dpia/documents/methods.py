"""A method for rating risks as text to read: scales, levels, the matrix in words, flags."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dpia.documents import words
from dpia.documents.authorities import source_words
from dpia.documents.pieces import BLANK, STEP, Piece
from dpia.documents.table import display_width, render
from dpia.judgement.telling import trusted
from dpia.questionnaire.condition import parse
from dpia.questionnaire.model import Question, joined, load_question
from dpia.questionnaire.words import describe
from dpia.text import _

Node = Mapping[str, Any]
OWED = "*"
"""Marks a cell that takes a written reason."""


def method_pieces(method: Node, width: int | None) -> Iterator[Piece]:
    """Yield everything there is to read on a method; no line of its matrix exceeds `width`.

    Without a width the matrix is told cell by cell.
    """
    about = _("{title} ({id}, version {version})")
    yield Piece(about.format(**{k: method[k] for k in ("title", "id", "version")}), kind="title")
    yield _how_sure(method)
    if method.get("note"):
        yield Piece(method["note"])
    yield Piece(_("Source: {source}").format(source=source_words(method["source"])), kind="quiet")
    yield Piece(_("In force from {day}.").format(day=method["valid_from"]), kind="quiet")
    for axis in ("likelihood", "severity"):
        yield from _headed(words.SCALE[axis])
        for step in method[axis]:
            yield Piece(f"{step['level']} {step['title']}", 1, "name")
            yield Piece(step["definition"], 2)
            for example in step.get("examples", ()):
                yield Piece(example, 2, mark="- ")
    yield from _levels(method)
    yield from _matrix(method, width)
    yield from _flags(method)


def _how_sure(method: Node) -> Piece:
    note = trusted(method).get("confidence_note")
    if note:
        return Piece(_("UNCHECKED: {how}.").format(how=note), kind="care")
    how = words.word(words.CONFIDENCE, method["confidence"])
    return Piece(_("Checked: {how}.").format(how=how), kind="quiet")


def _headed(title: str) -> Iterator[Piece]:
    yield BLANK
    yield Piece(title, kind="head")


def _levels(method: Node) -> Iterator[Piece]:
    yield from _headed(_("Levels of risk"))
    for level in ranked(method):
        yield Piece(level["title"], 1, "name")
        if level.get("definition"):
            yield Piece(level["definition"], 2)
    first = consults_from(method)
    if first:
        said = _("Prior consultation (GDPR Art. 36(1)) begins at “{level}”.")
        yield Piece(said.format(level=first["title"]), 1)
    if method.get("aggregation"):
        yield Piece(method["aggregation"], 1)


def ranked(method: Node) -> list[Node]:
    """Return the levels of a method from the lowest."""
    return sorted(method["levels"], key=lambda level: int(level["rank"]))


def consults_from(method: Node) -> Node | None:
    """Return the lowest level at which the supervisory authority has to be consulted."""
    return next((level for level in ranked(method) if level["consult"]), None)


def _matrix(method: Node, width: int | None) -> Iterator[Piece]:
    yield from _headed(_("Matrix"))
    if width is None:
        lines = list(_cell_by_cell(method))
    else:
        lines = _grid(method)
        if max(map(display_width, lines)) > width - STEP:
            lines = _grid(method, width - STEP)
    for line in lines:
        yield Piece(line, 1)
    reasons: dict[str, list[str]] = {}
    for cell in method.get("cells", ()):
        place = f"{cell['severity']}/{cell['likelihood']}"
        reasons.setdefault(cell["because"], []).append(place)
    for because, places in reasons.items():
        said = _("A written reason is owed at severity/likelihood {places}. {because}")
        text = said.format(places=", ".join(places), because=because)
        yield Piece(text, 1, mark=f"{OWED} ")


def _cell_by_cell(method: Node) -> Iterator[str]:
    """Yield a sentence for each cell of the matrix, gravest first."""
    titles = {level["id"]: level["title"] for level in method["levels"]}
    owed = {(cell["severity"], cell["likelihood"]) for cell in method.get("cells", ())}
    said = _("Severity {severity}, likelihood {likelihood}: {level}")
    for grave in sorted(method["severity"], key=lambda step: -int(step["level"])):
        for likely in method["likelihood"]:
            at = (grave["level"], likely["level"])
            told = said.format(
                severity=f"{grave['level']} {grave['title']}",
                likelihood=f"{likely['level']} {likely['title']}",
                level=titles[method["matrix"][at[0] - 1][at[1] - 1]],
            )
            yield told + (_(", a written reason is owed") if at in owed else "")


def _grid(method: Node, room: int | None = None) -> list[str]:
    """Return the lines of the matrix, gravest first.

    With little `room` its columns carry numbers alone, and its levels no original term in brackets.
    """
    named = room is None
    titles = {level["id"]: str(level["title"]) for level in method["levels"]}
    if not named:
        titles = {name: title.partition(" (")[0] for name, title in titles.items()}
    owed = {(cell["severity"], cell["likelihood"]) for cell in method.get("cells", ())}
    rows = []
    for step in sorted(method["severity"], key=lambda step: -int(step["level"])):
        severity = step["level"]
        cells = [
            titles[level] + (OWED if (severity, at) in owed else "")
            for at, level in enumerate(method["matrix"][severity - 1], 1)
        ]
        rows.append([f"{severity} {step['title']}", *cells])
    heads = [
        f"{s['level']} {s['title']}" if named else str(s["level"]) for s in method["likelihood"]
    ]
    return render([_("Severity ↓  Likelihood →"), *heads], rows, width=room).splitlines()


def _flags(method: Node) -> Iterator[Piece]:
    if not method.get("flags"):
        return
    yield from _headed(_("What holds above the matrix"))
    titles = {level["id"]: level["title"] for level in method["levels"]}
    for flag in method["flags"]:
        yield Piece(f"{flag['id']}  {flag['title']}", 1, "name")
        condition = describe(parse(flag["when"]), lambda path, _group: ASKED.get(path))
        holds = _("Holds when {condition}: {then}.")
        yield Piece(holds.format(condition=condition, then=_then(flag, titles)), 2)
        if flag.get("because"):
            yield Piece(flag["because"], 2)
        yield Piece(_("Law: {law}").format(law=joined(flag.get("law", ()))), 2, "quiet")


def _then(flag: Node, titles: Mapping[str, str]) -> str:
    if flag["then"] == "raise-to":
        return _("the level is at least “{level}”").format(level=titles[flag["level"]])
    if flag["then"] == "needs-reason":
        return _("a written reason is owed")
    return _("a written confirmation is owed")


def _asked(name: str, title: str) -> Question:
    choices = [{"const": "yes", "title": words.YES}, {"const": "no", "title": words.NO}]
    return load_question("", name, {"title": title, "type": "string", "oneOf": choices})


ASKED: Mapping[str, Question] = {
    **{axis: load_question("", axis, {"title": words.SCALE[axis], "type": "integer"})
       for axis in ("likelihood", "severity")},
    "obvious": _asked("obvious", _("Does it seem obvious that it will happen?")),
    "widespread": _asked("widespread", _("Would it touch very many people?")),
}  # fmt: skip
"""What a flag may ask of a risk."""


def methods_table(found: Sequence[Node]) -> tuple[list[str], list[list[str]]]:
    """Return headers and cells of a table of methods."""
    headers = [_("Id"), _("Method"), _("Steps"), _("Levels"), _("Consultation from"), _("How sure")]
    return headers, [_cells(method) for method in found]


def _cells(method: Node) -> list[str]:
    first = consults_from(method)
    steps = f"{len(method['severity'])} × {len(method['likelihood'])}"
    how = words.word(words.CONFIDENCE, method["confidence"]) or ""
    levels = ", ".join(level["title"] for level in ranked(method))
    return [method["id"], method["title"], steps, levels, first["title"] if first else "–", how]
