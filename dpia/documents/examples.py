"""A worked example as text to read: what it is, what it comes to, what must still be asked."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dpia.documents import words
from dpia.documents.pieces import BLANK, Piece
from dpia.judgement.telling import trusted
from dpia.text import _, ngettext

Node = Mapping[str, Any]
STAGES = ("inherent", "today", "target")
MOST_NAMED = 5
"""Risks, and questions that would settle the verdict, that are named on the page."""


def example_pieces(example: Node, verdict: Node, method: Node) -> Iterator[Piece]:
    """Yield what there is to read on an example; `method` is the one its risks were rated by."""
    raw = example["assessment"]
    yield Piece(f"{example['title']} ({example['id']})", kind="title")
    yield Piece(f"{example['group'].capitalize()}; {example['seed']}", kind="quiet")
    yield Piece(example["summary"])
    yield from _headed(_("What is done"), raw.get("description", ""))
    yield from _comes_to(verdict)
    yield from _risks(verdict["risks"], method)
    yield from _decision(raw.get("decision"), verdict["overruled"])
    yield from _open(raw, verdict)
    yield from _headed(_("What an officer must still ask"))
    for question in example["open_questions"]:
        yield Piece(question, 1, mark="- ")
    if raw.get("about"):
        yield BLANK
        yield Piece(raw["about"], kind="quiet")


def _headed(title: str, text: str | None = None) -> Iterator[Piece]:
    if text == "":
        return
    yield BLANK
    yield Piece(title, kind="head")
    if text is not None:
        yield Piece(text, 1)


def _comes_to(verdict: Node) -> Iterator[Piece]:
    yield from _headed(_("What it comes to"))
    screening, consultation = verdict["screening"], verdict["consultation"]
    said = _("{outcome} ({conclusion})").format(
        outcome=words.word(words.SCREENING, screening["outcome"]),
        conclusion=words.word(words.CONCLUSION, screening["conclusion"]),
    )
    yield Piece(said, 1, mark=_("Screening") + ": ")
    met = [entry["title"] for entry in screening["criteria"] if entry["met"]]
    yield Piece("; ".join(met) or _("none"), 1, mark=_("Criteria met") + ": ")
    basis = ", ".join(f"GDPR Art. {article}" for article in consultation["basis"])
    outcome = words.word(words.CONSULTATION, consultation["outcome"]) or ""
    text = f"{outcome} ({basis})" if basis else outcome
    yield Piece(text, 1, mark=_("Prior consultation") + ": ")
    live = words.word(words.GO_LIVE, verdict["go_live"]["outcome"]) or ""
    yield Piece(live, 1, mark=_("Going live") + ": ")
    for finding in verdict["findings"]:
        if finding["weight"] == "blocking":
            title = str(finding.get("title", finding["id"]))
            yield Piece(title, 1, "care", mark=_("Blocking") + ": ")


def _risks(risks: Sequence[Node], method: Node) -> Iterator[Piece]:
    yield from _headed(_("Highest risks"))
    titles = {level["id"]: str(level["title"]) for level in method["levels"]}
    rated = sorted((risk for risk in risks if risk["rated"]), key=_height, reverse=True)
    for risk in rated[:MOST_NAMED]:
        stages = [f"{words.AXIS[stage].lower()} {_level(risk[stage], titles)}" for stage in STAGES]
        yield Piece(f"{risk['title']}: {', '.join(stages)}", 1, mark="- ")
    if rated and (how := trusted(method).get("confidence_note")):
        said = _("By “{method}” (matrix: {how}).")
        yield Piece(said.format(method=method["title"], how=how), 1, "quiet")
    unrated = len(risks) - len(rated)
    if unrated or not risks:
        text = ngettext("{n} risk is not rated yet.", "{n} risks are not rated yet.", unrated)
        yield Piece(text.format(n=unrated) if risks else _("No risk is recorded yet."), 1)


def _height(risk: Node) -> tuple[int, ...]:
    return tuple(int(risk[stage].get("rank") or 0) for stage in ("target", "today", "inherent"))


def _level(stage: Node, titles: Mapping[str, str]) -> str:
    return titles.get(stage.get("level") or "", words.NOT_RATED).lower()


def _decision(decision: Node | None, overruled: Sequence[Node]) -> Iterator[Piece]:
    yield from _headed(_("Decision"))
    if not decision:
        yield Piece(_("None yet: the example is a draft."), 1)
        return
    outcome = words.word(words.DECISION, decision["outcome"])
    yield Piece(f"{outcome}. {decision.get('reason', '')}".strip(), 1)
    for condition in decision.get("conditions", ()):
        yield Piece(condition, 1, mark=_("On condition") + ": ")
    for entry in overruled:
        yield Piece(str(entry.get("reason", "")), 1, mark=_("Overruled") + ": ")


def _open(raw: Node, verdict: Node) -> Iterator[Piece]:
    yield from _headed(_("What is left open"))
    marks = [mark for found in raw.get("marks", {}).values() for mark in found.values()]
    unknown = sum(bool(mark.get("unknown")) for mark in marks)
    complete = verdict["completeness"]
    said = _("{answered} of {owed} answers that are owed are known.")
    yield Piece(said.format(answered=complete["answered"], owed=complete["required"]), 1)
    marked = ngettext(
        "{n} question is marked “not known yet”, with a note on where we looked.",
        "{n} questions are marked “not known yet”, with a note on where we looked.",
        unknown,
    )
    yield Piece(marked.format(n=unknown), 1)
    settle = [entry["title"] for entry in verdict["undetermined"] if entry.get("title")]
    if settle:
        yield Piece(_("Answers that would settle the verdict, the first of them:"), 1)
    for title in settle[:MOST_NAMED]:
        yield Piece(title, 1, mark="- ")


def examples_table(found: Sequence[tuple[Node, Node]]) -> tuple[list[str], list[list[str]]]:
    """Return headers and cells of a table of examples, each with its verdict."""
    headers = [_("Id"), _("Title"), _("From"), _("Screening"), _("To ask")]
    return headers, [
        [
            example["id"],
            example["title"],
            example["group"],
            words.word(words.SCREENING, verdict["screening"]["outcome"]) or "",
            str(len(example["open_questions"])),
        ]
        for example, verdict in found
    ]
