"""Traces as nodes that can be walked from a verdict down to the answers under it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dpia.text import _
from dpia.tui.shown.answers import Speaker

Document = Mapping[str, Any]
TRUTH = {True: _("yes"), False: _("no"), None: _("not known")}
TONE = {True: "yes", False: "no", None: "open"}
_GROUPS = ("all", "any")
_OVER_ROWS = ("some", "every", "count")
_STEPS = ("assessor", "inherent", "measure", "floor", "hand", "baseline", "cell", "risk")
_COMPARED = {
    **{"<": _("less or earlier than"), "<=": _("at most"), ">": _("more or later than")},
    **{">=": _("at least"), "==": _("the same as"), "!=": _("not the same as")},
}


@dataclass(frozen=True)
class Node:
    """One line of the tree: a word that says how it stands, a title, and what lies beneath.

    `path` names the question to jump to, `place` what else: `risk:r1`, `measure:m2`, `row:` a row
    of a list to be told in full, `part:` a screen. `target` is what can be overruled here, as
    `("criterion", id)` or `("conclusion", name)`. `tone` repeats the word in colour; a word that
    `leads` stands before the title, like a mark in a column. `tries` holds the answer to try there.
    """

    title: str
    word: str = ""
    tone: str = ""
    law: str = ""
    detail: str = ""
    answer: str = ""
    path: str = ""
    place: str = ""
    leads: bool = False
    tries: tuple[Any, ...] = ()
    target: tuple[str, str] | None = None
    children: tuple["Node", ...] = ()


def trace_node(trace: Document, say: Speaker, row: str = "") -> Node:
    """Return the node of a trace in its JSON form; `row` is the place of the row it is about."""
    trace = _unwrapped(trace)
    kind = trace["kind"]
    row = _place(trace, row)
    beneath = (trace_node(part, say, row) for part in trace.get("because", ()))
    node = Node(
        title=_title(trace, say),
        word=TRUTH[trace["value"]],
        tone=TONE[trace["value"]],
        law=trace.get("law", ""),
        leads=True,
        place=row if ":" in row else "",
        children=tuple(_once(beneath)),
    )
    if kind == "question":
        return _question(node, trace, say, row)
    if kind in _OVER_ROWS and _is_path(trace.get("id", "")):
        return replace(node, path=trace["id"])
    if kind in _STEPS:
        # A step of a computation states a fact of the rating; it is not true or false.
        return replace(node, word="", tone="", title=node.title + _number(trace))
    return node


def _once(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield nodes, a question that is tried for several of its answers only once."""
    told: set[tuple[str, ...]] = set()
    for node in nodes:
        said = (node.path, node.title, node.word, node.answer)
        if not node.path or said not in told:
            yield node
        told.add(said)


def _unwrapped(trace: Document) -> Document:
    """Skip groups of one part and rules without words, which say nothing of their own."""
    while len(trace.get("because", ())) == 1 and _wordless(trace):
        only = trace["because"][0]
        if only["value"] != trace["value"]:
            break
        trace = only
    return trace


def _wordless(trace: Document) -> bool:
    return trace["kind"] in _GROUPS or (trace["kind"] == "rule" and not trace.get("title"))


_OF_CASE = {"case.risks": "risk", "case.measures": "measure"}


def _place(trace: Document, row: str) -> str:
    """Return the place of the table or row that a trace goes into, else that it lies in.

    A table is `topic.table`, one of its rows `topic.table/row`; a risk is `risk:r1`.
    """
    name, kind = str(trace.get("id", "")), trace["kind"]
    if kind in _OVER_ROWS:
        return f"{_OF_CASE[name]}:" if name in _OF_CASE else name
    if kind == "row-of":
        return f"{row}{name}" if row.endswith(":") else f"{row}/{name}"
    return f"risk:{name}" if kind == "risk" and name else row


def _question(node: Node, trace: Document, say: Speaker, row: str) -> Node:
    name = str(trace.get("id", ""))
    path = name if _is_path(name) else ""
    table = row.partition("/")[0]
    if path and "/" in row and name.startswith(f"{table}."):
        path = f"{row}/{name.removeprefix(table + '.')}"
    if name.startswith("case.") and name not in _OF_CASE:
        node = replace(node, place="part:decision")
    titled = replace(node, path=path)
    if trace.get("hidden"):
        return replace(titled, word=_("not asked"), answer=_("because of other answers"))
    if "answer" in trace:
        return replace(titled, answer=say.answer(name, trace["answer"]))
    return replace(titled, answer=_("no answer yet"))


def _is_path(name: str) -> bool:
    return "." in name and not name.startswith("case.")


def _title(trace: Document, say: Speaker) -> str:
    kind, title = trace["kind"], str(trace.get("title", ""))
    name = str(trace.get("id", ""))
    named = title or say.title(name)
    forms = {
        "all": title or _("All of these:"),
        "any": title or _("At least one of these:"),
        "not": _("This must not hold:"),
        "at-least": _at_least(title),
        "some": _("At least one row of “{table}”").format(table=named),
        "every": _("Every row of “{table}”").format(table=named),
        "count": _("The number of rows of “{table}”").format(table=named),
        "compare": _compared(title, say),
        "in-law": _("In force on the day of judging: {table}").format(table=name),
        "answered": _("Answered: {title}").format(title=named),
        "score": _("Score of {topic}: {score}").format(topic=name, score=title),
        "row": f"{name} {title}".strip(),
        "row-of": say.row(title or name),
        "topic": title or _("Asked in this pathway: {topic}").format(topic=name),
    }
    return forms.get(kind, named or kind)


def _at_least(title: str) -> str:
    if title.isdigit():
        return _("At least {count} of these:").format(count=title)
    return title


def _compared(title: str, say: Speaker) -> str:
    """Return “this question, less than, that one” from `path operator path`."""
    parts = title.split(" ")
    if len(parts) != 3 or parts[1] not in _COMPARED:
        return title
    return f"“{say.title(parts[0])}” {_COMPARED[parts[1]]} “{say.title(parts[2])}”"


def _number(trace: Document) -> str:
    """Return the value a step of a rating states, unless its words tell it already."""
    answer = trace.get("answer")
    told = trace["kind"] in ("measure", "floor", "cell", "risk")
    return "" if told or not isinstance(answer, int | float) else f": {answer}"
