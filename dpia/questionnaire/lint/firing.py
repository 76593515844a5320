"""Every rule can fire and every question can be asked: nothing in the files is dead."""

from collections.abc import Collection, Iterator

from dpia.errors import DpiaError
from dpia.questionnaire import condition as c
from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.law import load_authority
from dpia.questionnaire.lint.defect import Defect
from dpia.questionnaire.lint.graph import Graph
from dpia.questionnaire.lint.methods import flag_values
from dpia.questionnaire.lint.refuting import refuted
from dpia.questionnaire.lint.search import Goal
from dpia.questionnaire.lint.stated import LAW_ROW, METHOD, Stated
from dpia.questionnaire.lint.stock import Stock
from dpia.questionnaire.lint.trying import Tries, given_beside, never_further
from dpia.questionnaire.model import Document, load_topic
from dpia.questionnaire.rulebook import Rulebook
from dpia.questionnaire.trace import Trace, all_of
from dpia.questionnaire.words import describe
from dpia.text import _


def dead(stock: Stock, wrong: Collection[tuple[str, str]] = ()) -> Iterator[Defect]:
    """Yield a defect for each condition that can never hold, and each question never asked.

    `wrong` are the places (file and pointer) of conditions already told to be wrong.
    """
    yield from _not_in_a_pathway(stock)
    books = _rulebooks(stock)
    tries = Tries(Graph(stock), books)
    for entry in stock.stated:
        told = (entry.file, entry.where) in wrong
        if told or entry.condition is None or entry.group == LAW_ROW:
            continue
        if entry.group == METHOD:
            yield from _dead_flag(stock, entry, books)
            continue
        if _excluded(entry, books) or tries.never(entry, _goal(entry)):
            yield _told(stock, entry)
            continue
        if entry.node[0] == "list":
            continue  # its alternatives are rows, and each of those is tried where it stands
        for part, whole in _alternatives(entry.condition, given_beside(entry)):
            if tries.never(entry, _testing(entry, whole)):
                shown = describe(part, stock.find, entry.group)
                what = _("One alternative can never hold: {part}.").format(part=shown)
                mend = _("Remove or mend it.")
                yield Defect(entry.file, entry.where, what, mend, "dead-alternative")
        yield from never_further(tries, entry)


def _not_in_a_pathway(stock: Stock) -> Iterator[Defect]:
    asked = stock.asked
    for file, document in stock.each("questionnaire"):
        if document["x-topic"] not in asked:
            what = _("No pathway asks the questionnaire “{topic}”.")
            mend = _("Add it to the `steps` of a pathway.")
            what = what.format(topic=document["x-topic"])
            yield Defect(file, "/x-topic", what, mend, "unreachable-topic")


def _rulebooks(stock: Stock) -> list[Rulebook]:
    """Return a rulebook for each pathway, with everything in it that can be read."""
    # Whether a list needs a question is not looked at: the file that needs it may be broken.
    files = {key: _for_all(stock.files[key]) for key in stock.sound if _readable(stock, key)}
    files["topics/case"] = stock.topics["case"]
    files.setdefault("law/criteria", {"criteria": []})
    names = [doc["id"] for key, doc in stock.each("authority") if key in files]
    if not names:
        names, files["authorities/none"] = ["none"], {"id": "none", "title": "", "lists": []}
    books = []
    for key, _document in stock.each("pathway"):
        if key in files:
            pathway = key.partition("/")[2]
            books.append(Rulebook(files, names[0], tuple(names[1:]), pathway=pathway))
    # The longest pathway first: what can happen there need not be looked for elsewhere.
    return sorted(books, key=lambda book: -len(book.steps))


def _for_all(document: Document) -> Document:
    """Return a questionnaire with nothing kept for lists alone; any other file as it is."""
    if "properties" not in document:
        return document
    asked = {
        name: {key: value for key, value in question.items() if key != "x-lists-only"}
        for name, question in document["properties"].items()
    }
    return {**document, "properties": asked}


def _readable(stock: Stock, file: str) -> bool:
    """Say whether a rulebook can be built on the file; what is wrong with it is told elsewhere."""
    document, kind = stock.files[file], stock.kinds[file]
    if not all(entry.condition for entry in stock.stated if entry.file == file):
        return False
    try:
        if kind == "authority":
            load_authority(document)
        return kind != "questionnaire" or bool(load_topic(document).ordered())
    except (DpiaError, KeyError):
        return False


def _excluded(entry: Stated, books: list[Rulebook]) -> bool:
    """Say whether the condition is proved to exclude itself in every pathway.

    An authority may read a fact in its own way, so its conditions are left to the search.
    """
    if entry.condition is None or entry.authority:
        return False
    topic = entry.node[1].partition(":")[0] if ":" in entry.node[1] else ""
    condition, group = entry.condition, entry.group
    return bool(books) and all(refuted(book, condition, topic, group) for book in books)


def _goal(entry: Stated) -> Goal:
    """Return what has to be true for the condition to have been worth writing."""
    kind, name = entry.node[0], entry.node[1]
    if kind == "question" and not entry.group:
        return lambda seen: seen.visible(name)
    assert entry.condition is not None
    given = given_beside(entry)
    return _testing(entry, c.Group("all", (*given, entry.condition)) if given else entry.condition)


def _testing(entry: Stated, condition: c.Condition) -> Goal:
    kind, name = entry.node[0], entry.node[1]
    if entry.group:
        over = c.Over("some", entry.group, condition)
        return lambda seen: seen.truth(over, None, entry.authority)
    if kind == "rule" and ":" in name:
        return lambda seen: _both(
            seen.topic_visible(name.partition(":")[0]), seen.truth(condition, None, None)
        )
    return lambda seen: seen.truth(condition, None, entry.authority or None)


def _both(first: Trace, second: Trace) -> Trace:
    return Trace(all_of([first.value, second.value]), "all", because=(first, second))


def _told(stock: Stock, entry: Stated) -> Defect:
    kind, name = entry.node[0], entry.node[1]
    words = {
        "question": _("“{name}” can never be asked."),
        "topic": _("The questionnaire “{name}” can never be asked."),
        "fact": _("The fact “{name}” can never hold."),
        "row": _("The row “{name}” can never match."),
    }
    what = words.get(kind, _("“{name}” can never happen.")).format(name=name)
    assert entry.condition is not None
    shown = describe(entry.condition, stock.find, entry.group)
    mend = _("Its condition excludes itself: {condition}.").format(condition=shown)
    class_ = "never-asked" if kind in ("question", "topic") else "never-true"
    return Defect(entry.file, entry.where, what, mend, class_)


def _alternatives(
    condition: c.Condition, given: tuple[c.Condition, ...] = ()
) -> Iterator[tuple[c.Condition, c.Condition]]:
    """Yield each alternative in `condition`, and it together with what must hold beside it."""
    if isinstance(condition, c.Group) and condition.kind in ("any", "at-least"):
        for part in condition.parts:
            yield part, c.Group("all", (*given, part)) if given else part
            yield from _alternatives(part, given)
    elif isinstance(condition, c.Group) and condition.kind == "all":
        for i, part in enumerate(condition.parts):
            others = condition.parts[:i] + condition.parts[i + 1 :]
            yield from _alternatives(part, (*given, *others))
    elif isinstance(condition, c.Over) and condition.where is not None:
        for part, whole in _alternatives(condition.where):
            some = c.Over("some", condition.group, whole)
            yield part, c.Group("all", (*given, some)) if given else some


def _dead_flag(stock: Stock, entry: Stated, books: list[Rulebook]) -> Iterator[Defect]:
    condition = entry.condition
    assert condition is not None
    for book in books[:1]:
        seen = Evaluation(book, {})
        try:
            risks = flag_values(stock.files[entry.file])
            if not any(seen.test(condition, row=risk).value for risk in risks):
                yield _told(stock, entry)
        except DpiaError:
            return  # names that do not exist are told elsewhere
