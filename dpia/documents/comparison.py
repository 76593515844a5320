"""Two authorities' files compared, as text to read."""

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

from dpia.documents import words
from dpia.documents.authorities import BULLET, source_words, titled
from dpia.documents.pieces import BLANK, Piece
from dpia.judgement.authorities import ARTICLES
from dpia.questionnaire.model import joined
from dpia.text import _, ngettext

Node = Mapping[str, Any]
SIDES = ("a", "b")


def comparison_pieces(found: Node) -> Iterator[Piece]:
    """Yield what `judgement.comparing.compare` has found."""
    return _versions(found) if found["compared"] == "versions" else _contrast(found)


# Two versions of one authority


def _versions(found: Node) -> Iterator[Piece]:
    a, b = found["a"], found["b"]
    head = _("{title} ({id}): from version {old} to version {new}")
    said = head.format(title=b["title"], id=b["id"], old=a["version"], new=b["version"])
    yield Piece(said, kind="title")
    if found["same"]:
        yield Piece(_("Nothing is different."))
    if found["about"]:
        yield from _head(_("The file"))
        yield from _changes(found["about"], 1)
    for part, title in _parts().items():
        if any(found[part].values()):
            yield from _head(title)
            yield from _entries(found[part], 1)


def _parts() -> dict[str, str]:
    return {
        "bodies": _("Whom to consult"),
        "data": _("Dated values"),
        "facts": _("Read its own way"),
        "lists": _("Lists"),
        "hints": _("What it says on terms"),
        "consultation": _("Prior consultation"),
    }


def _entries(found: Node, depth: int) -> Iterator[Piece]:
    for entry in found["added"]:
        yield Piece(_("{title}: added").format(title=_titled(entry)), depth, "name", "+ ")
        yield from _entries_of_list(entry, depth, "+ ")
    for entry in found["removed"]:
        yield Piece(_("{title}: removed").format(title=_titled(entry)), depth, "name", "- ")
        yield from _entries_of_list(entry, depth, "- ")
    for entry in found["changed"]:
        yield Piece(_("{title}: changed").format(title=_titled(entry)), depth, "name", "~ ")
        yield from _changes(entry["changes"], depth + 1)
        if "rows" in entry:
            yield from _entries(entry["rows"], depth + 1)


def _entries_of_list(entry: Node, depth: int, mark: str) -> Iterator[Piece]:
    """Yield the rows of a list that was added or removed whole."""
    for row in entry.get("rows", ()):
        yield Piece(_titled(row), depth + 1, mark=mark)


def _titled(entry: Node) -> str:
    return f"{entry['id']}  {entry['title']}".strip()


def _changes(changes: list[Node], depth: int) -> Iterator[Piece]:
    for change in changes:
        name = change["field"]
        yield Piece(_fields().get(name, name.replace("_", " ")) + ":", depth)
        for word, side in ((_("was: "), "from"), (_("now: "), "to")):
            yield Piece(_value(name, change[side]), depth + 1, mark=word)


def _fields() -> dict[str, str]:
    return {
        "when": _("condition"),
        "text": _("words"),
        "valid_from": _("in force since"),
        "valid_to": _("in force until"),
        "confidence": _("how sure we are"),
        "plus": _("criteria of which one must be met beside it"),
        "criteria": _("criteria it prints"),
        "competent": _("competent for"),
        "unless": _("gives way to"),
        "binding-note": _("for whom it binds"),
    }


def _value(name: str, value: Any) -> str:
    if value is None:
        return _("nothing")
    if "confidence" in name:
        return str(words.word(words.CONFIDENCE, value))
    if name == "source" and isinstance(value, Mapping):
        return source_words(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {said}" for key, said in value.items())
    return joined(value) if isinstance(value, list) else str(value)


# Two authorities


def _contrast(found: Node) -> Iterator[Piece]:
    a, b = found["a"], found["b"]
    yield Piece(f"{a['title']} ({a['id']}) – {b['title']} ({b['id']})", kind="title")
    yield Piece(_("As on {day}.").format(day=found["as_of"]), kind="quiet")
    yield BLANK
    yield Piece(a["title"], kind="head", beside=b["title"])
    yield Piece(_age(a), beside=_age(b))
    for article in ARTICLES:
        yield BLANK
        yield from _columns(*([*_lists(found[side], article)] for side in SIDES))
    for key in ("own_facts", "hints"):
        for row in _columns(*([_own(entry) for entry in found[side][key]] for side in SIDES)):
            yield BLANK
            yield row
    for article in ARTICLES:
        yield from _turned_on(found, article)
    yield from _exempt(found)


def _age(side: Node) -> str:
    if side["consent_age"] is None:
        return _("Age of consent: not known here")
    said = _("Age of consent: {age}").format(age=side["consent_age"])
    return said if side["consent_age_checked"] else f"{said} ({_('unchecked')})"


def _lists(side: Node, article: str) -> Iterator[str]:
    found = [entry for entry in side["lists"] if entry["article"] == article]
    for entry in found:
        count = ngettext("{n} row.", "{n} rows.", entry["rows"]).format(n=entry["rows"])
        yield f"{titled(entry)}: {count} {entry['logic_in_words']}"
        if entry["unchecked_rows"]:
            yield _("UNCHECKED rows: {n}").format(n=entry["unchecked_rows"])
    if not found:
        yield _("No list under GDPR Art. {article} is known here.").format(article=article)


def _own(entry: Node) -> str:
    if "text" in entry:
        return f"{entry['title']}: {entry['text']}"
    return _("Reads its own way: {fact}").format(fact=entry["title"])


def _columns(left: list[str], right: list[str]) -> Iterator[Piece]:
    for one, other in zip_longest(left, right, fillvalue=""):
        yield Piece(one, beside=other)


def _turned_on(found: Node, article: str) -> Iterator[Piece]:
    conditions = found["articles"][article]["conditions"]
    if not conditions:
        return
    only = _("Art. {article}: what only {title} turns on")
    groups = {
        (True, True): _("Art. {article}: what both turn on").format(article=article),
        (True, False): only.format(article=article, title=found["a"]["title"]),
        (False, True): only.format(article=article, title=found["b"]["title"]),
    }
    for asked, title in groups.items():
        fitting = [c for c in conditions if (bool(c["a"]), bool(c["b"])) == asked]
        if fitting:
            yield from _head(title)
        for condition in fitting:
            rows = "; ".join(", ".join(condition[side]) for side in SIDES if condition[side])
            yield Piece(f"{condition['in_words']} ({rows})", 1, mark=BULLET)


def _exempt(found: Node) -> Iterator[Piece]:
    rows = found["articles"]["35(5)"]["rows"]
    if not rows["a"] and not rows["b"]:
        return
    yield from _head(_("Art. 35(5): what each frees"))
    yield Piece(found["a"]["title"], kind="name", beside=found["b"]["title"])
    yield from _columns(*([f"{row['id']}  {row['title']}" for row in rows[side]] for side in SIDES))


def _head(title: str) -> Iterator[Piece]:
    yield BLANK
    yield Piece(title, kind="head")
