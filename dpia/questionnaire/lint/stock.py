"""What the files define: every name that may be used, and every condition.

Names are taken from all files, also from those whose shape is wrong, so that one mistake is
told once; questions and conditions only from files whose shape is sound.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from dpia.errors import DpiaError
from dpia.questionnaire.condition import Score, walk
from dpia.questionnaire.lint.case import case_topic, flag_columns
from dpia.questionnaire.lint.stated import LAW_ROW, METHOD, Document, Node, Stated, stated
from dpia.questionnaire.model import Question, load_question
from dpia.questionnaire.shape import instead
from dpia.text import _


@dataclass(frozen=True)
class Miss:
    """A name that nothing has: the class of defect, what is wrong and how to mend it."""

    kind: str
    what: str
    mend: str


class Stock:
    """The names, questions and conditions of a whole library."""

    def __init__(
        self,
        files: Mapping[str, Document],
        kinds: Mapping[str, str],
        sound: Iterable[str],
        only: Iterable[str] | None = None,
    ) -> None:
        """Look through `files` (`key -> document`); `sound` names those whose shape is sound.

        `only` names those that are to be checked, if not all are.
        """
        self.files = files
        self.kinds = kinds
        self.sound = [key for key in files if key in set(sound)]
        self._only = set(files if only is None else only)
        self._entries: dict[str, list[str]] = {}
        self.stated = [s for key in self.sound for s in stated(key, kinds[key], files[key])]

    def each(self, kind: str, sound: bool = True) -> Iterator[tuple[str, Document]]:
        """Yield the files of one kind, only the well-formed unless told otherwise."""
        for key in self.sound if sound else self.files:
            if self.kinds.get(key) == kind:
                yield key, self.files[key]

    def checked(self, kind: str) -> Iterator[tuple[str, Document]]:
        """Yield the well-formed files of one kind that are to be checked."""
        return (found for found in self.each(kind) if found[0] in self._only)

    @property
    def in_question(self) -> Iterator[Stated]:
        """The conditions of the files that are to be checked."""
        return (entry for entry in self.stated if entry.file in self._only)

    @cached_property
    def by_node(self) -> Mapping[Node, list[Stated]]:
        """`what is defined -> the conditions that define it`."""
        found: dict[Node, list[Stated]] = {}
        for entry in self.stated:
            node = entry.node[:2] if entry.node[0] == "row" else entry.node
            found.setdefault(node, []).append(entry)
        return found

    # Questions

    @cached_property
    def topics(self) -> Mapping[str, Document]:
        """`questionnaire -> document`, with what the assessment itself offers as `case`."""
        found = {
            str(doc["x-topic"]): doc
            for _key, doc in self.each("questionnaire", sound=False)
            if "x-topic" in doc
        }
        return {**found, "case": case_topic(self.levels, self.authorities, self.duties)}

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """`path -> question` of every question that can be read."""
        sound = {str(doc["x-topic"]) for _key, doc in self.each("questionnaire")} | {"case"}
        found = {}
        for topic in sorted(sound):
            for name, schema in self.topics[topic]["properties"].items():
                try:
                    found[f"{topic}.{name}"] = load_question(topic, name, schema)
                except (DpiaError, KeyError, TypeError, ValueError, AttributeError):
                    continue  # what is wrong with it is told where it stands
        return found

    @cached_property
    def _method(self) -> Question:
        scale = range(10)
        row = {
            "type": "object",
            "properties": flag_columns({"likelihood": scale, "severity": scale}),
        }
        return load_question("", METHOD, {"title": "A risk", "type": "array", "items": row})

    def find(self, path: str, group: str = "") -> Question | Miss | None:
        """Return the question at `path`; bare names are columns of `group`.

        None for one that exists and cannot be read.
        """
        if group == LAW_ROW:
            return None  # which table asks is known only where the law is asked for
        if group and "." not in path:
            return self._column(path, group)
        topic, _dot, name = path.partition(".")
        if topic not in self.topics:
            what = _("There is no questionnaire “{topic}” (in “{path}”).")
            return Miss("unknown-topic", what.format(topic=topic, path=path), self._near(topic))
        properties = self.topics[topic].get("properties")
        names = properties if isinstance(properties, Mapping) else {}
        if name in names:
            return self.questions.get(path)
        if "." in name or "/" in name:
            what = _("“{path}” is a column; it can be asked only inside its table.").format(
                path=path
            )
            return Miss("unknown-column", what, _("Use `some`, `every` or `count` with `where`."))
        what = _("There is no question “{path}”.").format(path=path)
        return Miss("unknown-question", what, instead(name, names))

    def _near(self, topic: str) -> str:
        return instead(topic, [name for name in self.topics if name != "case"])

    def _column(self, name: str, group: str) -> Question | Miss | None:
        table = self._method if group == METHOD else self.questions.get(group)
        if table is None or table.kind != "rows":
            return None  # told where the table is asked for
        column = next((column for column in table.columns if column.id == name), None)
        if column is not None or (name == "id" and group.startswith("case.")):
            return column
        what = _("The table “{group}” has no column “{name}”.").format(group=group, name=name)
        if group == METHOD:
            what = _("A flag cannot ask for “{name}”.").format(name=name)
        return Miss("unknown-column", what, instead(name, [c.id for c in table.columns]))

    def table(self, path: str) -> Question | Miss | None:
        """Return the table at `path`, or why it is none."""
        found = self.find(path)
        if isinstance(found, Miss) and found.kind != "unknown-topic":
            return replace(found, kind="unknown-group")
        if isinstance(found, Question) and found.kind != "rows":
            tables = [name for name, question in self.questions.items() if question.kind == "rows"]
            what = _("“{path}” is not a table.").format(path=path)
            return Miss("unknown-group", what, instead(path, tables))
        return found

    # Other names

    @cached_property
    def facts(self) -> frozenset[str]:
        """The names of the common facts."""
        files = self.each("questionnaire", sound=False)
        return frozenset(name for _key, doc in files for name in _keys(doc.get("x-facts")))

    @cached_property
    def asked(self) -> frozenset[str]:
        """The questionnaires that some pathway asks."""
        files = self.each("pathway", sound=False)
        steps = (step for _key, doc in files for step in _of(doc, "steps", needed="topic"))
        return frozenset(str(step["topic"]) for step in steps)

    @cached_property
    def criteria(self) -> list[str]:
        """The ids of the criteria."""
        return [str(e["id"]) for _key, doc in self.each("law", False) for e in _of(doc, "criteria")]

    @cached_property
    def duties(self) -> Mapping[str, str]:
        """`what a measure can serve -> its group` (principle, right, requirement)."""
        return {
            str(entry["id"]): str(entry.get("group"))
            for _key, doc in self.each("law", False)
            for entry in _of(doc, "duties")
        }

    @cached_property
    def rows(self) -> Mapping[str, list[str]]:
        """`list row -> its named parts`."""
        return {
            str(row["id"]): _keys(row.get("parts"))
            for _key, doc in self.each("authority", sound=False)
            for found in _of(doc, "lists", needed="rows")
            for row in _of(found, "rows")
        }

    @cached_property
    def tables(self) -> Mapping[str, tuple[str, Document]]:
        """`law table -> (file, document)`."""
        files = self.each("law", sound=False)
        return {key.partition("/")[2]: (key, doc) for key, doc in files if "rows" in doc}

    @cached_property
    def data(self) -> Mapping[str, list[Any]]:
        """`datum -> its values` in any authority's file."""
        found: dict[str, list[Any]] = {}
        for _key, doc in self.each("authority", sound=False):
            for name in _keys(doc.get("data")):
                rows = _of(doc["data"], name, needed="value")
                found.setdefault(name, []).extend(row["value"] for row in rows)
        return found

    @cached_property
    def authorities(self) -> list[str]:
        """The ids of the authorities."""
        return [str(doc["id"]) for _key, doc in self.each("authority", False) if "id" in doc]

    @cached_property
    def levels(self) -> list[str]:
        """The levels of all methods."""
        files = self.each("method", sound=False)
        found = [str(level["id"]) for _key, doc in files for level in _of(doc, "levels")]
        return list(dict.fromkeys(found))

    @cached_property
    def scored(self) -> frozenset[str]:
        """The questionnaires whose scores some condition adds up."""
        conditions = (entry.condition for entry in self.stated if entry.condition is not None)
        parts = (part for condition in conditions for part in walk(condition))
        return frozenset(part.topic for part in parts if isinstance(part, Score))

    def entries(self, kind: str) -> list[str]:
        """Return the ids in the catalogues of `kind` (scenarios, measures, findings, harms)."""
        if kind not in self._entries:
            part = kind if kind == "harms" else "entries"
            self._entries[kind] = [
                str(entry["id"])
                for _key, doc in self.each("catalogue", sound=False)
                if kind in ("harms", doc.get("kind"))
                for entry in _of(doc, part)
            ]
        return self._entries[kind]


def _of(document: Any, name: str, needed: str = "id") -> list[Any]:
    """Return the objects of the list `name` that have the key `needed`."""
    found = document.get(name) if isinstance(document, Mapping) else None
    listed = found if isinstance(found, list) else []
    return [entry for entry in listed if isinstance(entry, Mapping) and needed in entry]


def _keys(value: Any) -> list[str]:
    return [str(name) for name in value] if isinstance(value, Mapping) else []
