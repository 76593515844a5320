"""Everything that can raise a finding, read from the files, and the cases that show each of them.

A case says what to change in a sound assessment for the finding to appear, and what to change
then for it to go away. A change names topics with their answers, or parts of the assessment such
as `risks`. Rows of a table are named by their ids (null: without that row). `on` is the day of
judging; `law` names a catalogue whose first entry cannot be read.
"""

import ast
import copy
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from dpia.assessment.document import from_file
from dpia.assessment.view import case_view
from dpia.desk.library import Library
from dpia.judgement import judge
from dpia.judgement.bench import Bench
from dpia.judgement.method import read
from dpia.judgement.risk import case_rows, judge_risks
from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.rulebook import Rulebook, needed
from dpia.questionnaire.trace import Truth

HERE = Path(__file__).parent
FILES = Library().files()
CODE = Path(__file__).parents[2] / "dpia" / "judgement"
TODAY = date(2026, 11, 22)
PARTS = ("owner", "risks", "measures", "opinions", "dates", "decision", "overruled")
Json = dict[str, Any]


@dataclass(frozen=True)
class Raiser:
    """One place that raises a finding: a rule, a choice, a catalogue entry, a line of code."""

    key: str
    finding: str
    title: str = ""
    weight: str = ""
    law: tuple[str, ...] = ()


def raisers(files: Mapping[str, Any]) -> Iterator[Raiser]:
    """Yield all that the topics and the catalogue can raise."""
    for name, document in files.items():
        if name.startswith("topics/"):
            yield from _of_topic(document)
    for entry in files["catalogue/findings"]["entries"]:
        own = tuple(entry["law"])
        yield Raiser(f"catalogue/{entry['id']}", entry["id"], entry["title"], entry["weight"], own)


def _of_topic(topic: Mapping[str, Any]) -> Iterator[Raiser]:
    name = topic["x-topic"]
    for rule in topic.get("x-rules", ()):
        if "finding" in rule["raises"]:
            raised, law = rule["raises"], tuple(rule.get("x-law", ()))
            key = f"{name}/{rule['id']}"
            yield Raiser(key, raised["finding"], rule["title"], raised.get("weight", ""), law)
    for path, question in _questions(topic["properties"]):
        for choice in (question.get("items") or question).get("oneOf", ()):
            for raised in choice.get("x-raises", ()):
                if "finding" in raised:
                    law = tuple(raised.get("law", question.get("x-law", ())))
                    key = f"{name}/{path}={choice['const']}"
                    title = raised.get("title", choice["title"])
                    yield Raiser(key, raised["finding"], title, raised.get("weight", ""), law)


def _questions(properties: Mapping[str, Any]) -> Iterator[tuple[str, Json]]:
    for name, question in properties.items():
        yield name, question
        columns = question.get("items", {}).get("properties", {})
        yield from ((f"{name}.{column}", schema) for column, schema in columns.items())


def of_program(code: Path = CODE) -> set[str]:
    """Return the ids (up to a colon) of the findings the program raises itself."""
    found = set()
    for path in code.glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and "simple" in (
                getattr(call.func, "id", ""),
                getattr(call.func, "attr", ""),
            ):
                found.add(_first_words(call.args[0]))
    return found


def _first_words(argument: ast.expr) -> str:
    first = argument.values[0] if isinstance(argument, ast.JoinedStr) else argument
    assert isinstance(first, ast.Constant) and isinstance(first.value, str), ast.dump(argument)
    return first.value.partition(":")[0]


def cases() -> dict[str, Json]:
    """Return the cases by the key of what raises them. A key given twice is refused."""
    found: dict[str, Json] = {}
    for path in sorted((HERE / "findings").glob("*.json")):
        if path.name != "sound.json":
            own = json.loads(path.read_text(encoding="utf-8"))
            assert not found.keys() & own.keys(), path
            found |= own
    return found


SOUND: Json = json.loads((HERE / "findings" / "sound.json").read_text(encoding="utf-8"))


def verdict(*changes: Json) -> Json:
    """Judge the sound assessment with changes laid over it, one after the other."""
    return judge(*_changed(changes))


def truths(raiser: Raiser, *changes: Json) -> list[Truth]:
    """Return what becomes of a rule itself, where it is asked; a choice is no rule."""
    document, book, on = _changed(changes)
    answers, view = document["answers"], case_view(document, on)
    plain = {name: value for name, value in view.items() if name != "risks"}
    first = Bench(Evaluation(book, answers, {}, plain, on))
    risks = case_rows(document, judge_risks(document, read(book.method_document), first))
    seen = Evaluation(book, answers, {}, view | {"risks": risks}, on)
    return [
        seen.test(rule.when).value
        for rule in book.rules
        if f"{rule.topic or 'catalogue'}/{rule.id}" == raiser.key
        and (not rule.topic or seen.topic_visible(rule.topic).value)
    ]


def _changed(changes: Iterable[Json]) -> tuple[Json, Rulebook, date]:
    """Return the changed assessment, what it is judged by, and when."""
    document, law, on = copy.deepcopy(SOUND), None, TODAY
    for change in changes:
        for name, said in change.items():
            if name == "on":
                on = date.fromisoformat(said)
            elif name == "law":
                law = said
            elif name in PARTS:
                document[name] = _laid(document.get(name), said)
            else:
                answers = document["answers"].setdefault(name, {})
                for question, answer in said.items():
                    answers[question] = _laid(answers.get(question), answer)
    return from_file(document, created="2026-11-01"), _book(law), on


def _laid(old: Any, new: Any) -> Any:
    """Return a value with a change laid over it; of a table, the rows named by their ids."""
    if not isinstance(new, dict) or not isinstance(old, list | None) or "outcome" in new:
        return new
    rows = {row["id"]: row for row in old or ()}
    for name, cells in new.items():
        if cells is None:
            del rows[name]
        else:
            rows[name] = {"id": name} | rows.get(name, {}) | cells
    return list(rows.values())


@cache
def _book(broken: str | None) -> Rulebook:
    """Return the rulebook; the first entry of a broken file asks for a fact nobody defined."""
    files, lead = (
        needed(FILES, SOUND["authority"], (), "edpb-2026", "four-by-four"),
        SOUND["authority"],
    )
    if broken:
        files = copy.deepcopy(files)
        files[broken]["entries"][0]["when"] = {"fact": "nobody_defined_this"}
    return Rulebook(files, lead)
