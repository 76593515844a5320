"""What contradicts itself in a register, in words: each contradiction, and where its sides are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dpia.documents import words
from dpia.text import _

Node = Mapping[str, Any]
PARTS = ("lowered", "doubles", "promises")


@dataclass(frozen=True)
class Place:
    """One side of a contradiction: in which assessment, and what stands there in words.

    `kind` says what `name` is: a `question` by its path, a `risk` or a `measure` by its id.
    """

    id: str
    reference: str
    title: str
    what: str
    kind: str
    name: str


@dataclass(frozen=True)
class Contradiction:
    """What contradicts itself, in a sentence, and its sides."""

    said: str
    places: tuple[Place, ...]


def heading(part: str) -> str:
    """Return the heading of a part of what `desk.consistency` finds."""
    headings = {
        "lowered": _("Lower than in the version before"),
        "doubles": _("Perhaps the same processing, answered differently"),
        "promises": _("Promised more than once"),
    }
    return headings[part]


def contradictions(part: str, entry: Node) -> Iterator[Contradiction]:
    """Yield what an entry of a part of what `desk.consistency` finds comes to."""
    if part == "lowered":
        yield _lowered(entry)
    elif part == "promises":
        yield _promises(entry)
    else:
        yield from _doubles(entry)


def lowered_words(entry: Node) -> str:
    """Say what fell from one version to the next, and that nothing says why."""
    if entry["kind"] == "severity-cut":
        (move,) = entry["moves"]
        return _("Severity {before} → {after}, and no reason was written").format(**move)
    titles = entry["levels"]
    moves = (
        f"{words.AXIS[move['stage']]} {titles[move['before']]} → {titles[move['after']]}"
        for move in entry["moves"]
    )
    return _("{moves}, and no measure landed or was added").format(moves="; ".join(moves))


def _lowered(entry: Node) -> Contradiction:
    said = _("Risk “{title}”: {what}.").format(title=entry["title"], what=lowered_words(entry))
    sides = ((entry["before"], "before"), (entry["assessment"], "after"))
    places = (_place(about, _stood(entry, end), "risk", entry["risk"]) for about, end in sides)
    return Contradiction(said, tuple(places))


def _stood(entry: Node, end: str) -> str:
    """Say how a risk stood at one end of its moves."""
    if entry["kind"] == "severity-cut":
        return _("Severity {n}").format(n=entry["moves"][0][end])
    titles = entry["levels"]
    return "; ".join(f"{words.AXIS[m['stage']]} {titles[m[end]]}" for m in entry["moves"])


def _doubles(entry: Node) -> Iterator[Contradiction]:
    alike = {
        "title": _("“{question}” is answered differently under the same title."),
        "purpose": _("“{question}” is answered differently by one controller for one purpose."),
    }
    titles = {about["id"]: about["title"] for about in entry["assessments"]}
    for question in entry["questions"]:
        places = (
            _place(
                {**answer, "title": titles.get(answer["id"])},
                answer["words"],
                "question",
                question["question"],
            )
            for answer in question["answers"]
        )
        said = alike[entry["because"]].format(question=question["title"])
        yield Contradiction(said, tuple(places))


def _promises(entry: Node) -> Contradiction:
    why = {
        "due": _("for different days"),
        "status": _("and does not stand alike everywhere"),
        "slipped": _("and was put off"),
    }
    reasons = " ".join(why[because] for because in entry["because"])
    said = _("“{title}” is promised more than once {reasons}.")
    places = (
        _place({**one, "title": one["case"]}, _promised(one), "measure", one["measure"])
        for one in entry["promised"]
    )
    return Contradiction(said.format(title=entry["title"], reasons=reasons), tuple(places))


def _promised(one: Node) -> str:
    parts = [words.word(words.MEASURE_STATUS, one["status"]), one["due"], one["owner"]]
    if one["slipped"]:
        parts.insert(2, moved_words(one["slipped"]))
    return ", ".join(part for part in parts if part)


def moved_words(slipped: Node) -> str:
    """Say from which day a measure was put off."""
    return _("later, from {before}").format(**slipped)


def _place(about: Node, what: str, kind: str, name: str) -> Place:
    reference = str(about.get("reference") or about["id"][:8])
    return Place(about["id"], reference, str(about.get("title") or ""), what, kind, name)
