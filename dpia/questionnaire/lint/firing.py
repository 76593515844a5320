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
from dpia.questionnaire.lint.stated import LAW_ROW, METHOD, Stated
from dpia.questionnaire.lint.stock import Stock
from dpia.questionnaire.lint.trying import Aim, Tries, given_beside, never_further
from dpia.questionnaire.model import Document, load_topic
from dpia.questionnaire.once import Once
from dpia.questionnaire.rulebook import Rulebook
from dpia.questionnaire.words import describe
from dpia.text import _


def dead(stock: Stock, wrong: Collection[tuple[str, str]] = ()) -> Iterator[Defect]:
    """Yield a defect for each condition that can never hold, and each question never asked.

    `wrong` are the places (file and pointer) of conditions already told to be wrong.
    """
    yield from _not_in_a_pathway(stock)
    books = _rulebooks(stock)
    tried = [entry for entry in stock.stated if _is_tried(entry, wrong)]
    aims = {id(entry): _aims(entry) for entry in tried if entry.group != METHOD}
    tries = Tries(Graph(stock), books)
    tries.build(aim for found in aims.values() for _part, aim in found)
    for entry in tried:
        if entry.group == METHOD:
            yield from _dead_flag(stock, entry, books)
            continue
        (_whole, whole), *alternatives = aims[id(entry)]
        if _excluded(entry, books) or tries.never(entry, whole):
            yield _told(stock, entry)
            continue
        for part, aim in alternatives:
            if tries.never(entry, aim):
                shown = describe(part, stock.find, entry.group)
                what = _("One alternative can never hold: {part}.").format(part=shown)
                mend = _("Remove or mend it.")
                yield Defect(entry.file, entry.where, what, mend, "dead-alternative")
        yield from never_further(tries, entry)


def _is_tried(entry: Stated, wrong: Collection[tuple[str, str]]) -> bool:
    told = (entry.file, entry.where) in wrong
    return not told and entry.condition is not None and entry.group != LAW_ROW


def _aims(entry: Stated) -> list[tuple[c.Condition, Aim]]:
    """Return what has to hold for the condition itself and for each alternative in it."""
    condition = entry.condition
    assert condition is not None
    given = given_beside(entry)
    whole = c.Group("all", (*given, condition)) if given else condition
    found = [(condition, _aim(entry, whole, itself=True))]
    if entry.node[0] != "list":  # its alternatives are rows, and each is tried where it stands
        found += [(part, _aim(entry, inner)) for part, inner in _alternatives(condition, given)]
    return found


def _aim(entry: Stated, condition: c.Condition, itself: bool = False) -> Aim:
    kind, name = entry.node[0], entry.node[1]
    if entry.group:
        return Aim(c.Over("some", entry.group, condition), authority=entry.authority)
    if kind == "question" and itself:
        return Aim(None, name)
    topic = name.partition(":")[0] if kind == "rule" and ":" in name else ""
    return Aim(condition, topic, entry.authority)


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
    books, once = [], Once()
    for key, _document in stock.each("pathway"):
        if key in files:
            pathway = key.partition("/")[2]
            books.append(Rulebook(files, names[0], tuple(names[1:]), pathway, once=once))
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
    mend = _("Its condition excludes itself: {condition}. Change or take out a part of it.")
    mend = mend.format(condition=shown)
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
