"""Random conditions, rulebooks and answers, and what the evaluation has against answers."""

import copy
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dpia.errors import Invalid
from dpia.questionnaire.answers import check
from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.fitting import Unsure, fitting
from dpia.questionnaire.lint.sample import sample
from dpia.questionnaire.model import Question
from dpia.questionnaire.rulebook import Rulebook
from dpia.questionnaire.values import Row
from tests.questionnaire.handmade import (
    authority,
    choice,
    choices,
    day,
    evaluation,
    number,
    rows,
    rulebook,
    table,
    text,
    topic,
)

Json = dict[str, Any]


def acceptor(schema: Json) -> Callable[[Json], bool]:
    """Return what says whether answers are valid by `schema`.

    What does so quickly says what `by_validator` says: its own tests see to that.
    """
    quick = fitting(schema)

    def accepting(answers: Json) -> bool:
        try:
            return quick(answers)
        except Unsure:
            return by_validator(schema, answers)

    return accepting


def by_validator(schema: Json, answers: Json) -> bool:
    """Say whether a validator that is not ours takes answers to be valid by `schema`."""
    checker = Draft202012Validator.FORMAT_CHECKER
    validator: Any = Draft202012Validator(schema, format_checker=checker)
    return bool(validator.is_valid(answers))


def accepts(schema: Json, answers: Json) -> bool:
    """Say whether answers are valid by `schema`."""
    return acceptor(schema)(answers)


def complaint(ev: Evaluation, answers: Json) -> str:
    """Say what the evaluation has against these answers: a bad value, a gap, a hidden one."""
    book = ev.rulebook
    for name, found in answers.items():
        if name not in {topic_.id for topic_ in book.asked}:
            return f"{name} is not asked"
        for question_id, value in found.items():
            question = book.topics[name].questions.get(question_id)
            if question is None:
                return f"{name}.{question_id} is no question"
            try:
                check(question, value)
            except Invalid as error:
                return error.message
    for question in book.questions():
        shown = ev.visible(question.path).value
        value = answers.get(question.topic, {}).get(question.id)
        if (value is None) if shown is True and question.required else False:
            return f"{question.path} is missing"
        if value is not None and shown is False:
            return f"{question.path} is hidden"
        for column in question.columns if value else ():
            for values in value or ():
                inside = ev.visible(column.path, Row(values, question)).value
                if column.required and inside is True and column.id not in values:
                    return f"{column.path} is missing"
                if column.id in values and inside is False:
                    return f"{column.path} is hidden"
    return ""


# Random answers


def values_of(question: Question) -> st.SearchStrategy[Any]:
    """Return mostly good answers to a question."""
    if question.kind == "rows":
        cells = {column.id: values_of(column) for column in question.columns}
        row = st.fixed_dictionaries({}, optional=cells)
        numbered = st.lists(row, max_size=3).map(
            lambda found: [{"id": f"r{i}", **values} for i, values in enumerate(found)]
        )
        return numbered
    found = sample(question, [{"enum": [3, "2026-06-01"]}])
    return st.sampled_from([*found, *found, "wrong", 99])


def answers_to(book: Rulebook) -> st.SearchStrategy[Json]:
    """Return random answers to a rulebook."""
    topics = {
        topic_.id: st.fixed_dictionaries(
            {}, optional={q.id: values_of(q) for q in topic_.ordered()}
        )
        for topic_ in book.asked
    }
    return st.fixed_dictionaries(topics)


def settled(book: Rulebook, answers: Json, data: st.DataObject) -> Json:
    """Return `answers` with what is hidden taken away, what is owed added, what is bad mended."""
    for _ in range(30):
        ev = evaluation(book, answers)
        if not complaint(ev, answers):
            return answers
        for question in book.questions():
            within = answers.setdefault(question.topic, {})
            shown = ev.visible(question.path).value
            if shown is False:
                within.pop(question.id, None)
            elif shown is True and question.required and question.id not in within:
                within[question.id] = good(question, data)
            if question.columns:
                for row in within.get(question.id, ()):
                    _settle_row(ev, question, row, data)
            elif question.id in within and within[question.id] in ("wrong", 99):
                within[question.id] = good(question, data)
    return answers


def _settle_row(ev: Evaluation, question: Question, row: Json, data: st.DataObject) -> None:
    for column in question.columns:
        shown = ev.visible(column.path, Row(row, question)).value
        if shown is False:
            row.pop(column.id, None)
        elif row.get(column.id, None if column.required and shown else "") in (None, "wrong", 99):
            row[column.id] = good(column, data)


def good(question: Question, data: st.DataObject) -> Any:
    """Return an answer a question takes."""
    return data.draw(st.sampled_from(sample(question)))


def changed(book: Rulebook, answers: Json, data: st.DataObject) -> Json:
    """Return `answers` with one of them taken away or replaced by any other."""
    after = copy.deepcopy(answers)
    question = data.draw(st.sampled_from(list(book.questions())))
    within = after.setdefault(question.topic, {})
    if data.draw(st.booleans()):
        within.pop(question.id, None)
    else:
        within[question.id] = data.draw(values_of(question))
    return after


# Random rulebooks: each question may rest on those before it

BASE: Json = {
    "gate": choice(),
    "kinds": choices("x", "y", "z"),
    "n": number(maximum=9),
    "start": day(),
    "g": rows(
        columns={
            "kind": choice("a", "b"),
            "m": number(maximum=3),
            "when": day(),
            "land": choice("a", "b", x_show_if={"when": "2026-06-01"}),
        }
    ),
    "second": choice(x_show_if={"gate": "yes"}),
}
ROW_CASES: list[Json] = [
    {"kind": "a"},
    {"kind": ["a", "b"]},
    {"m": {"minimum": 2}},
    {"answered": "kind"},
    {"compare": ["m", "<", {"value": 2}]},
    {"in-law": "adequacy", "key": "kind"},
    {"in-law": "adequacy", "key": "land"},
    {"answered": "land"},
    {"base.gate": "yes"},
    {"fact": "many"},
    {"base.n": {"minimum": 3}},
]
CASES: list[Json] = [
    {"base.gate": "yes"},
    {"base.gate": ["no"]},
    {"base.kinds": ["x", "y"]},
    {"base.kinds": []},
    {"base.kinds": {"minItems": 2}},
    {"base.n": 3},
    {"base.n": {"minimum": 3, "maximum": 5}},
    {"base.g": []},
    {"answered": "base.n"},
    {"answered": "base.second"},
    {"base.second": "yes"},
    {"fact": "many"},
    {"criterion": "met"},
    {"row": "bg-35-4-1"},
    {"row": "bg-35-4-1", "part": "use"},
    {"score": "base", "minimum": 3},
    {"score": "base", "maximum": 1},
    {"compare": ["base.n", ">=", {"value": 4}]},
    {"compare": [{"value": 4}, ">", "base.n"]},
    {"compare": ["base.n", "!=", {"datum": "bound"}]},
    {"compare": ["base.start", "<", {"value": "2026-06-01"}]},
    {"compare": ["base.start", "<=", {"value": "2026-06-01"}]},
    {"compare": ["base.start", ">", {"value": "2026-06-01"}]},
    {"compare": ["base.start", "==", {"value": "2026-06-01"}]},
    {"some": "base.g"},
]
ROW_ATOMS, ATOMS = st.sampled_from(ROW_CASES), st.sampled_from(CASES)


def grown(atoms: st.SearchStrategy[Json], leaves: int) -> st.SearchStrategy[Json]:
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
            inner.map(lambda part: {"not": part}),
            st.tuples(st.integers(1, 2), st.lists(inner, min_size=2, max_size=4)).map(
                lambda found: {"at-least": found[0], "of": found[1]}
            ),
        ),
        max_leaves=leaves,
    )


OVER = st.one_of(
    st.tuples(st.sampled_from(["some", "every"]), grown(ROW_ATOMS, 4)).map(
        lambda found: {found[0]: "base.g", "where": found[1]}
    ),
    st.tuples(grown(ROW_ATOMS, 4), st.integers(0, 2), st.integers(0, 2)).map(
        lambda found: (
            {"count": "base.g", "where": found[0], "minimum": found[1]}
            | ({"maximum": found[2]} if found[2] >= found[1] else {})
        )
    ),
)
CONDITIONS = grown(st.one_of(ATOMS, OVER), 6)


def base_topic() -> Json:
    """Return the base questions, scored, with a criterion and a fact."""
    base = copy.deepcopy(BASE)
    for name, scores in (("kinds", (1, 2, -1)), ("second", (2, 1))):
        holder = base[name].get("items", base[name])
        for option, score in zip(holder["oneOf"], scores, strict=True):
            option["x-score"] = score
    base["second"]["oneOf"][0]["x-criteria"] = ["met"]
    many = {"any": [{"base.n": {"minimum": 5}}, {"base.kinds": "z"}]}
    return topic("base", base, facts={"many": many})


def book_of(*topics: Json, steps: tuple[Any, ...]) -> Rulebook:
    """Return a rulebook of these topics, with an authority and a law table of its own."""
    own = {"title": "Many here", "when": {"base.n": {"minimum": 2}}, "law": "x"}
    row = {"when": {"fact": "many"}, "parts": {"use": {"base.gate": "no"}}}
    ages = [{"value": 4, "valid_from": "2020-01-01"}]
    lead = authority("bg", facts={"many": own}, rows={"bg-35-4-1": row}, data={"bound": ages})
    dated = [{"key": "a", "when": {"m": 1}}, {"key": "b", "valid_to": "2021-01-01"}]
    return rulebook(
        *topics,
        steps=steps,
        criteria=("met",),
        authorities=[lead],
        law=[table("adequacy", *dated)],
    )


@st.composite
def rulebooks(draw: st.DrawFn) -> Rulebook:
    """Return a rulebook with random conditions on questions, columns, a topic, facts and rows."""
    base_cells = BASE["g"]["items"]["properties"]
    cells: Json = {name: cell for name, cell in base_cells.items() if name != "id"}
    cells["cell"] = text(x_required=draw(st.booleans()), x_show_if=draw(grown(ROW_ATOMS, 4)))
    late = {
        "third": choice(x_required=draw(st.booleans()), x_show_if=draw(CONDITIONS)),
        "fourth": choice(x_show_if={"any": [{"third": "yes"}, draw(CONDITIONS)]}),
        "h": rows(columns=cells, x_show_if=draw(st.one_of(st.just({"third": "no"}), CONDITIONS))),
        "fifth": text(x_required=True, x_show_if={"some": "h", "where": {"cell": {"const": "x"}}}),
    }
    steps = ("base", {"topic": "late", "when": draw(CONDITIONS)})
    return book_of(base_topic(), topic("late", late), steps=steps)
