"""The rulebook: everything one assessment is judged by, parsed once and joined into one graph.

It is built from plain documents keyed by `<folder>/<name>`; where they come from (shipped files,
the organisation's own, frozen copies) is not its business.
"""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from dpia.canonical import digest
from dpia.errors import Invalid, NotFound, unfit
from dpia.questionnaire import DEFAULT_PATHWAY
from dpia.questionnaire.condition import Condition, parse
from dpia.questionnaire.joining import joined
from dpia.questionnaire.law import Authority, LawRow, ListRow, load_authority, load_law_rows
from dpia.questionnaire.model import (
    Document,
    Question,
    Rule,
    Topic,
    load_rule,
    load_topic,
)
from dpia.questionnaire.once import Once
from dpia.questionnaire.picked import Picked, carried, raising
from dpia.questionnaire.reach import without_idle

CATALOGUE = ("scenarios", "measures", "findings")
"""The kinds of catalogue."""


@dataclass(frozen=True)
class Step:
    """One step of a pathway: a topic, or `risks`, `opinions`, `decision`."""

    topic: str
    step: str
    when: Condition | None
    because: str = ""


@dataclass(frozen=True)
class Rulebook:
    """All documents of one assessment, parsed. Raises Invalid when one of them cannot be read."""

    files: Mapping[str, Document]
    authority: str = "bg"
    also: tuple[str, ...] = ()
    pathway: str = DEFAULT_PATHWAY
    method: str = "four-by-four"
    originals: Mapping[str, Document] | None = field(default=None, repr=False, compare=False)
    """The files before their words were translated: what is frozen and named by its digest."""
    once: Once = field(default_factory=Once, repr=False, compare=False)
    """What was read so far; rulebooks on the same files may share it."""
    topics: Mapping[str, Topic] = field(init=False)

    def __post_init__(self) -> None:
        """Parse the topics at once, so that a broken file is told before anything is judged."""
        try:
            self._parse()
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise Invalid(
                f"The pathway “{self.pathway}” cannot be read: {unfit(error)}. "
                "Run `dpia questionnaire check` to see what is wrong."
            ) from error

    def _parse(self) -> None:
        files = (doc for key, doc in self.files.items() if key.startswith("topics/"))
        loaded = [self.once.of("topic", document, load_topic) for document in files]
        by_id = {topic.id: topic for topic in loaded}
        order = [step.topic for step in self.steps if step.topic in by_id]
        rest = sorted(set(by_id) - set(order))
        object.__setattr__(self, "topics", {name: by_id[name] for name in [*order, *rest]})
        object.__setattr__(self, "topics", without_idle(self))

    def document(self, key: str) -> Document:
        """Return the document `key`. Raises NotFound when the rulebook does not hold it."""
        try:
            return self.files[key]
        except KeyError:
            raise NotFound(f"“{key}” is missing from what this assessment is judged by.") from None

    def condition(self, written: Any) -> Condition:
        """Return what is `written` in one of the files, parsed once. Raises Invalid."""
        return self.once.of("condition", written, parse)

    @property
    def frozen(self) -> Mapping[str, Document]:
        """The documents as they were written, whatever language they are shown in."""
        return self.files if self.originals is None else self.originals

    def untranslated(self) -> "Rulebook":
        """Return this rulebook in the words its documents were written in."""
        if self.frozen is self.files:
            return self
        return Rulebook(self.frozen, self.authority, self.also, self.pathway, self.method)

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """`key -> sha256:…` of every document, in order of the keys."""
        return {key: digest(self.frozen[key]) for key in sorted(self.frozen)}

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps of the pathway, in order."""
        return tuple(
            Step(
                topic=step.get("topic", ""),
                step=step.get("step", ""),
                when=self.condition(step["when"]) if "when" in step else None,
                because=step.get("because", ""),
            )
            for step in self.document(f"pathways/{self.pathway}")["steps"]
        )

    @cached_property
    def step_of(self) -> Mapping[str, Step]:
        """`topic id or step name -> step`."""
        return {step.topic or step.step: step for step in self.steps}

    @cached_property
    def asked(self) -> tuple[Topic, ...]:
        """The topics of the pathway, in order."""
        return tuple(self.topics[step.topic] for step in self.steps if step.topic in self.topics)

    @cached_property
    def facts(self) -> Mapping[str, Rule]:
        """Every named condition of the topics. Raises Invalid for a name given twice."""
        facts: dict[str, Rule] = {}
        for topic in self.topics.values():
            for name, fact in topic.facts.items():
                if name in facts:
                    raise Invalid(f"The fact “{name}” is defined in two questionnaires.")
                facts[name] = fact
        return facts

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule of the topics and the catalogue's findings, in order."""
        own = [rule for topic in self.topics.values() for rule in topic.rules]
        entries = self.files.get("catalogue/findings", {}).get("entries", ())
        return tuple(own + [_finding(entry) for entry in entries])

    @cached_property
    def criteria(self) -> Mapping[str, Document]:
        """The nine criteria by id, in their official order."""
        return {entry["id"]: entry for entry in self.document("law/criteria")["criteria"]}

    @cached_property
    def duties(self) -> Mapping[str, Document]:
        """What measures can serve by id, in order; empty in files frozen before it was told."""
        return {entry["id"]: entry for entry in self.law.get("duties", {}).get("duties", ())}

    @cached_property
    def criterion_sources(self) -> Mapping[str, tuple[tuple[Condition, Rule | None], ...]]:
        """`criterion id -> the conditions any of which meets it` (with the rule, if it is one)."""
        found: dict[str, list[tuple[Condition, Rule | None]]] = {name: [] for name in self.criteria}
        for topic in self.topics.values():
            for question in topic.ordered():
                for name, condition in carried(question):
                    found.setdefault(name, []).append((condition, None))
        for rule in self.rules:
            if raised := rule.raises.get("criterion"):
                found.setdefault(raised, []).append((rule.when, rule))
        return {name: tuple(conditions) for name, conditions in found.items()}

    @cached_property
    def raising(self) -> Mapping[str, tuple[Picked, ...]]:
        """What choices raise, by its kind (`finding`, `scenario` …), in the order of asking."""
        return raising(self.questions())

    @property
    def named(self) -> list[str]:
        """The ids of the authorities: the lead first, then the others concerned."""
        return list(dict.fromkeys((self.authority, *self.also)))

    def led_by(self, lead: str) -> "Rulebook":
        """Return this rulebook, not read anew, with another of its authorities in the lead."""
        other = copy.copy(self)
        other.__dict__.pop("case", None)
        object.__setattr__(other, "authority", lead)
        object.__setattr__(other, "also", tuple(name for name in self.named if name != lead))
        other.__dict__["authorities"] = {name: self.authorities[name] for name in other.named}
        return other

    @cached_property
    def authorities(self) -> Mapping[str, Authority]:
        """The lead authority first, then the others concerned."""
        files = {name: self.document(f"authorities/{name}") for name in self.named}
        return {n: self.once.of("authority", file, load_authority) for n, file in files.items()}

    @cached_property
    def case(self) -> Mapping[str, Any]:
        """What conditions see under `case.` even where no assessment is at hand."""
        return {"authority": self.authority, "authorities": self.named}

    @cached_property
    def rows(self) -> Mapping[str, ListRow]:
        """Every list row of the authorities in the rulebook by its id."""
        return {
            row.id: row
            for authority in self.authorities.values()
            for rows in authority.lists
            for row in rows.rows
        }

    @cached_property
    def law(self) -> Mapping[str, Document]:
        """The files of `law/` by name."""
        return {k.partition("/")[2]: d for k, d in self.files.items() if k.startswith("law/")}

    @cached_property
    def law_rows(self) -> Mapping[str, tuple[LawRow, ...]]:
        """The dated rows of the law tables by the table's name."""
        tables = {name: document for name, document in self.law.items() if "rows" in document}
        return {name: self.once.of("law", table, load_law_rows) for name, table in tables.items()}

    @property
    def method_document(self) -> Document:
        """The method: scales, matrix, flags."""
        return self.document(f"methods/{self.method}")

    def question(self, path: str) -> Question:
        """Return the question (`topic.question`) or column (`topic.group/row/column` too).

        Raises NotFound with a sentence for an id that does not exist.
        """
        if path in self._known:
            return self._known[path]
        topic_id, _, rest = path.partition(".")
        names = rest.replace(".", "/").split("/")
        topic = self.topics.get(topic_id)
        question = topic.questions.get(names[0]) if topic else None
        if question is None:
            raise NotFound(f"There is no question “{path}” in this assessment's questionnaires.")
        if len(names) == 1:
            return question
        column = next((c for c in question.columns if c.id == names[-1]), None)
        if column is None or len(names) > 3:
            raise NotFound(_no_cell(path, question))
        return column

    @cached_property
    def _known(self) -> Mapping[str, Question]:
        """Every question and column by its `path`."""
        found = [q for topic in self.topics.values() for q in topic.questions.values()]
        return {q.path: q for question in found for q in (question, *question.columns)}

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each question by its path, in the order in which they are asked."""
        return {question.path: place for place, question in enumerate(self.questions())}

    def questions(self) -> Iterator[Question]:
        """Yield every question of the pathway in the order in which it is asked."""
        for topic in self.asked:
            yield from topic.ordered()


def needed(
    files: Mapping[str, Document], authority: str, also: tuple[str, ...], pathway: str, method: str
) -> dict[str, Document]:
    """Return the part of a library that one assessment is judged by. Raises NotFound."""
    wanted = [f"pathways/{pathway}", f"methods/{method}"]
    wanted += [f"authorities/{name}" for name in dict.fromkeys((authority, *also))]
    missing = [key for key in wanted if key not in files]
    if missing:
        known = ", ".join(sorted(k for k in files if k.startswith(missing[0].split("/")[0])))
        raise NotFound(f"There is no “{missing[0]}”. Known: {known}.")
    wanted += [key for key in files if key.startswith(("topics/", "law/"))]
    found = {key: files[key] for key in wanted}
    found |= {f"catalogue/{kind}": doc for kind in CATALOGUE if (doc := joined(files, kind))}
    return dict(sorted(found.items()))


def _finding(entry: Document) -> Rule:
    raises = {"finding": entry["id"], "weight": entry["weight"]}
    if "part" in entry:
        raises["part"] = entry["part"]
    return load_rule({**entry, "raises": raises})


def _no_cell(path: str, question: Question) -> str:
    if not question.columns:
        return f"“{path}” is no cell: “{question.title}” is no table."
    columns = ", ".join(column.id for column in question.columns)
    return f"“{path}” is no cell of the table “{question.title}”. Its columns: {columns}."
