"""Because of what a part of a verdict is another one: changed answers, and what else was changed.

What it comes `through` is told as `{kind, id, title}`: `measure`, `rating` (the risk was rated
anew), `by-hand` (a value was set by hand), `confirmed` (the risk was confirmed, or no longer is),
`risk` and `finding` (themselves among what moved), `gate` (another part of the verdict),
`overruled`, `decision`; and where nothing else is found, `file`: what it is judged by.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dpia.judgement.telling import Node

Document = Mapping[str, Any]
Rows = Mapping[str, Document]
_FILES = {
    "row": ("authorities/",), "risk": ("methods/", "topics/"),
    "consultation": ("law/", "methods/", "authorities/", "topics/"),
    "finding": ("catalogue/findings", "topics/", "law/"), "open": ("topics/", "pathways/"),
}  # fmt: skip
"""`part -> starts of the files it can rest on`; every other part rests on questions and law."""


@dataclass(frozen=True)
class Causes:
    """What was changed between two sides; risks and measures are named by their common keys."""

    answers: frozenset[str]
    """The paths of the questions that are answered differently."""
    moved: Sequence[Node]
    files: Sequence[Node]
    documents: Sequence[Document]
    verdicts: Sequence[Document]
    risks: Sequence[Rows]
    measures: Sequence[Rows]
    keys: Sequence[Mapping[str, str]]
    """`id -> key` of the risks."""
    asked: Callable[[str], Iterable[Any]]
    """Returns the traces, in their JSON form, that say whether a question is asked."""

    @classmethod
    def of(
        cls,
        documents: Sequence[Document],
        verdicts: Sequence[Document],
        keys: Sequence[Mapping[str, Mapping[str, str]]],
        answers: Iterable[Node],
        moved: Sequence[Node],
        files: Sequence[Node],
        asked: Callable[[str], Iterable[Any]],
    ) -> "Causes":
        """Gather the changes between the documents before and after, and their verdicts."""
        changed = frozenset(str(answer["path"]).partition("/")[0] for answer in answers)
        risks, measures = (
            [
                {known[part][row["id"]]: row for row in document.get(part, ())}
                for document, known in zip(documents, keys, strict=True)
            ]
            for part in ("risks", "measures")
        )
        named = [known["risks"] for known in keys]
        return cls(changed, moved, files, documents, verdicts, risks, measures, named, asked)

    def answers_in(self, *traces: Any) -> list[str]:
        """Return the changed answers that traces in their JSON form rest on.

        Where there is none, those because of which a question came to be asked or is no longer.
        """
        return self._changed_among({path for trace in traces for path in _questions(trace)})

    def _changed_among(self, paths: set[str]) -> list[str]:
        if not paths & self.answers:
            paths = {used for path in paths for one in self.asked(path) for used in _questions(one)}
        return sorted(paths & self.answers)

    def of_part(self, entry: Node) -> Node:
        """Return `{because, through}` of one entry of what moved."""
        traces = (trace for verdict in self.verdicts for trace in _traces(entry, verdict))
        because, through = self.answers_in(*traces), list(self._through(entry))
        if entry["part"] == "open":
            was, now = ({*verdict["completeness"]["missing"]} for verdict in self.verdicts)
            because = self._changed_among(was ^ now)
        if not because and not through:
            starts = _FILES.get(entry["part"], ("topics/", "law/"))
            found = (file["id"] for file in self.files if file["id"].startswith(starts))
            through = [{"kind": "file", "id": name, "title": name} for name in found]
        return {"because": because, "through": through}

    def _through(self, entry: Node) -> Iterator[Node]:
        match entry["part"]:
            case "risk":
                yield from self._of_risk(str(entry["id"]), str(entry["stage"]))
            case "consultation":
                yield from self._risks_at("target")
                yield from self._confirmed()
            case "go_live":
                yield from self._gates("lawfulness", "consultation")
                yield from self._risks_at("today")
                yield from self._blocking()
                yield from self._decision()
            case "screening" | "conclusion" | "criterion":
                yield from self._overruled(entry)

    # Risks

    def _of_risk(self, key: str, stage: str) -> Iterator[Node]:
        before, after = (risks.get(key) for risks in self.risks)
        if before is None or after is None:
            return
        named = {"id": key, "title": after.get("title", "")}
        if any(_rated(before, name) != _rated(after, name) for name in _RATED):
            yield {"kind": "rating", **named}
        if stage == "inherent":
            return
        hand = [(risk.get("by_hand") or {}).get(stage) for risk in (before, after)]
        if hand[0] != hand[1]:
            yield {"kind": "by-hand", **named}
        was, now = self.measures
        for name, measure in {**was, **now}.items():
            if self._does(0, name, key) != self._does(1, name, key):
                yield {"kind": "measure", "id": name, "title": measure.get("title", "")}

    def _does(self, side: int, name: str, risk: str) -> Any:
        """Return what a measure does for a risk on one side; None where it does nothing for it."""
        measure = self.measures[side].get(name, {})
        effects = measure.get("effects", ())
        found = [e for e in effects if self.keys[side].get(e["risk"]) == risk]
        design = measure.get("role") == "baseline"
        if not found and not (design and not effects):  # of the design every risk relies on it
            return None
        steps = [(e.get("likelihood", 0), e.get("severity", 0)) for e in found]
        return design, measure.get("status", "planned"), steps

    def _risks_at(self, stage: str) -> Iterator[Node]:
        """Yield the risks whose level at a stage moved, that came or that went."""
        for entry in self.moved:
            if entry["part"] != "risk":
                continue
            places = entry["before"], entry["after"]
            levels = [(place or {}).get("level") for place in places]
            if None in places or (entry["stage"] == stage and levels[0] != levels[1]):
                yield {"kind": "risk", "id": entry["id"], "title": entry["title"]}

    def _confirmed(self) -> Iterator[Node]:
        was, now = ({r["id"]: r for r in verdict["risks"]} for verdict in self.verdicts)
        for name, risk in now.items():
            if name in was and was[name]["confirmed"] != risk["confirmed"]:
                yield {"kind": "confirmed", "id": name, "title": risk["title"]}

    # Other parts

    def _gates(self, *names: str) -> Iterator[Node]:
        for entry in self.moved:
            if entry["part"] in names:
                yield {"kind": "gate", "id": entry["part"], "title": entry["part"]}

    def _blocking(self) -> Iterator[Node]:
        for entry in self.moved:
            if entry["part"] == "finding" and "blocking" in (entry["before"], entry["after"]):
                yield {"kind": "finding", "id": entry["id"], "title": entry["title"]}

    def _decision(self) -> Iterator[Node]:
        outcomes = [(document.get("decision") or {}).get("outcome") for document in self.documents]
        if outcomes[0] != outcomes[1]:
            yield {"kind": "decision", "id": "decision", "title": "decision"}

    def _overruled(self, entry: Node) -> Iterator[Node]:
        was, now = (
            {_overruling(one): one for one in verdict["overruled"] if one.get("applied")}
            for verdict in self.verdicts
        )
        for name in {**was, **now}:
            mine = entry["part"] != "criterion" or name == ("criterion", entry["id"])
            if mine and _says(was.get(name)) != _says(now.get(name)):
                criteria = self.verdicts[1]["screening"]["criteria"]
                titles = {one["id"]: one["title"] for one in criteria}
                title = titles.get(name[1], name[1])
                yield {"kind": "overruled", "id": name[1], "title": title}


_RATED = ("likelihood", "severity", "obvious", "widespread")


def _rated(risk: Document, name: str) -> Any:
    return risk.get(name) if name in _RATED[2:] else (risk.get("inherent") or {}).get(name)


def _overruling(entry: Document) -> tuple[str, str]:
    kind = "criterion" if "criterion" in entry else "conclusion"
    return kind, str(entry.get(kind))


def _says(entry: Document | None) -> Any:
    return entry and (entry.get("met"), entry.get("to"))


# Traces


def _traces(entry: Node, verdict: Document) -> Iterator[Any]:
    """Yield what an entry rests on in a verdict."""
    match entry["part"]:
        case "criterion":
            yield from _of(verdict["screening"]["criteria"], entry["id"])
        case "screening" | "conclusion":
            yield [verdict["screening"]["criteria"], verdict["screening"]["reasons"]]
        case "finding":
            yield from _of(verdict["findings"], entry["id"])
        case "row":
            for authority in verdict["authorities"].values():
                yield [hit for hit in authority["hits"] if hit["row"] == entry["id"]]
        case "risk":
            for risk in _of(verdict["risks"], entry["id"]):
                yield risk[entry["stage"]].get("because")
        case "lawfulness" | "consultation":
            yield verdict[entry["part"]]["reasons"]


def _of(entries: Iterable[Node], name: str) -> Iterator[Any]:
    yield from (entry for entry in entries if entry["id"] == name)


def _questions(part: Any) -> Iterator[str]:
    """Yield every question named in a trace, wherever it stands; of a cell, its table."""
    if isinstance(part, list):
        for inner in part:
            yield from _questions(inner)
    elif isinstance(part, Mapping):
        if part.get("kind") == "question":
            yield ".".join(str(part["id"]).partition("/")[0].split(".")[:2])
        for inner in part.values():
            if isinstance(inner, list | Mapping):
                yield from _questions(inner)
