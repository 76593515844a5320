"""The installed program in a real terminal: a whole small case, by the keyboard alone."""

import json
import re
from pathlib import Path
from typing import Any

from dpia.desk.library import Library
from dpia.questionnaire.model import Question
from dpia.questionnaire.rulebook import Rulebook, needed
from dpia.register import Register
from tests.tui.terminal import Terminal, command, question

PATHWAY = "edpb-2026"
UNSURE = "screening.people"
"""The question that is marked “not known yet” before it is answered."""


def test_a_newsletter_is_assessed_from_the_first_start_to_quitting(tmp_path: Path) -> None:
    home = tmp_path
    with Terminal(home) as terminal:
        say_who_one_is(terminal)
        begin(terminal, "Newsletter to customers")
        screen(terminal, newsletter())
        rate_one_risk(terminal)
        plan_one_measure(terminal)
        terminal.press("C-q")
        assert terminal.ended() == 0 and terminal.restored
    document = stored(home)
    check_answers(document)
    check_risk(document)
    check_history(home, document)
    check_shown(home, document)


def say_who_one_is(terminal: Terminal) -> None:
    """Answer what is asked on the first start; worked examples are not wanted."""
    for words, answer in (
        ("What is your name?", "A. Assessor"),
        ("For which organisation do you assess?", "An internet provider"),
        ("Who is the data protection officer?", "B. Officer"),
    ):
        asked(terminal, words)
        terminal.write(answer)
        terminal.press("Enter")
    asked(terminal, "Which supervisory authority leads?")
    terminal.press("N")
    terminal.until(
        lambda shown: re.search(r"▌ +▸ +○ Netherlands", shown), "the cursor on the Netherlands"
    )
    terminal.press("Enter")
    asked(terminal, "Which other authorities are concerned?")
    terminal.press("C-s")
    terminal.sees("Register of impact assessments", "No assessment yet")


def begin(terminal: Terminal, title: str) -> None:
    """Begin an assessment; what the settings say is not asked again."""
    terminal.press("n")
    asked(terminal, "What is the processing called?")
    terminal.write(title)
    terminal.sees(title)
    terminal.press("F2")
    terminal.sees(title, "Screening Not clear yet", "Ctrl+N Next open")


def screen(terminal: Terminal, answers: dict[str, Any]) -> None:
    """Answer the questions of the screening as they come, by their keys; leave the next one."""
    titles = {one.title: path for path, one in questions().items()}
    done: list[str] = []
    while True:
        shown = terminal.until(lambda now: question(now)[1] == "open", "an open question")
        words = question(shown)[0]
        path = next((path for title, path in titles.items() if title.startswith(words)), "")
        if not path:
            leave_for_later(terminal)
            return
        assert path in answers and path not in done, f"{path} is asked\n{shown}"
        if path == UNSURE:
            hesitate(terminal, words)
        answer(terminal, words, questions()[path], answers[path])
        done.append(path)


def answer(terminal: Terminal, words: str, asked: Question, value: Any) -> None:
    """Give one answer and go on to the next open question."""
    if isinstance(value, int):
        terminal.write(str(value))
        terminal.press("Enter")
    else:
        places = [choice.value for choice in asked.choices]
        chosen = [value] if isinstance(value, str) else value
        terminal.press(*([str(places.index(one) + 1) for one in chosen] or ["0"]), "C-n")
    terminal.until(lambda now: question(now)[0] != words, f"the question after {words}")


def hesitate(terminal: Terminal, words: str) -> None:
    """Mark it “not known yet” and say why; take the note back, make it again; unmark it."""
    terminal.press("C-t")
    terminal.until(lambda now: question(now) == (words, "not known yet"), "the mark")
    note(terminal, "Ask marketing.")
    terminal.press("C-z")
    terminal.sees("Taken back", without="Note: Ask marketing.")
    terminal.press("C-y")
    terminal.sees("Note: Ask marketing.")
    terminal.press("C-t")
    terminal.until(lambda now: question(now) == (words, "open"), "no mark")


def note(terminal: Terminal, text: str) -> None:
    """Write a note on the question in focus."""
    terminal.press("C-r")
    terminal.sees("F2 Close")
    terminal.write(text)
    terminal.sees(text)
    terminal.press("F2")
    terminal.sees(f"Note: {text}", without="F2 Close")


def leave_for_later(terminal: Terminal) -> None:
    """Leave the question in focus marked “not known yet”."""
    terminal.press("C-t")
    terminal.until(lambda now: question(now)[1] == "not known yet", "the mark that stays")
    terminal.sees("saved", without="saving")


def rate_one_risk(terminal: Terminal) -> None:
    """Pick the first risk that the answers propose, rate it and take its text over."""
    terminal.press("F6")
    terminal.sees("No risk yet.", "The answers propose")
    terminal.press("a")
    terminal.sees("Proposed by your answers")
    terminal.press("Enter")
    terminal.sees("How likely is it?", "Not rated", "1 ○ Negligible")
    for key, seen in (("3", "3 ● Significant"), ("Tab", "1 ○ Negligible"), ("3", "→"),
                      ("o", "Once more takes it"), ("o", "The text is yours now.")):  # fmt: skip
        terminal.press(key)
        terminal.sees(seen)
    terminal.press("Tab")
    terminal.sees("y ○ Yes")


def plan_one_measure(terminal: Terminal) -> None:
    """Pick the first measure that fits the risk."""
    terminal.press("m")
    terminal.sees("No measure yet.")
    terminal.press("a")
    terminal.sees("Add a measure")
    terminal.press("Enter")
    terminal.sees("By how many steps does it lower the likelihood?", "1 ● 1 step")
    terminal.press("2")
    terminal.sees("2 ● 2 steps", "saved", without="saving")


def asked(terminal: Terminal, words: str) -> None:
    """Wait until a question is in focus."""
    terminal.until(lambda now: question(now)[0] == words, f"“{words}” in focus")


def newsletter() -> dict[str, Any]:
    """Return the answers of an ordinary newsletter, by path, as the shipped limit has them."""
    pathway = Library(Path("none")).files()["pathways/screening-only"]
    (limit,) = [one for one in pathway["limits"] if one["id"] == "newsletter"]
    return {
        f"{topic}.{name}": value
        for topic, given in limit["answers"].items()
        for name, value in given.items()
    }


def questions() -> dict[str, Question]:
    """Return the questions of screening and scale by their paths, in order."""
    files = needed(Library(Path("none")).files(), "nl", (), PATHWAY, "four-by-four")
    topics = Rulebook(files, authority="nl", pathway=PATHWAY).topics
    return {
        one.path: one for name in ("screening", "large_scale") for one in topics[name].ordered()
    }


# What is on disk afterwards


def stored(home: Path) -> dict[str, Any]:
    """Return the one assessment in the register, as it is on disk."""
    (path,) = (home / "register" / "assessments").glob("*.json")
    return Register.open(home / "register").load(path.stem).document


def check_answers(document: dict[str, Any]) -> None:
    given = newsletter()
    assert document["title"] == "Newsletter to customers"
    assert (document["authority"], document["organisation"]) == ("nl", "An internet provider")
    for path, value in given.items():
        topic, _dot, name = path.partition(".")
        if topic == "screening":
            assert document["answers"]["screening"][name] == value, path
    marks = [mark for marked in document["marks"].values() for mark in marked.items()]
    assert ("/people", {"note": "Ask marketing."}) in marks
    assumed = {place for place, mark in marks if mark.get("assumed")}
    assert assumed == {"/controller", "/dpo_designated", "/dpo_contact"}  # from the first start
    others = [mark for place, mark in marks if place not in {"/people", *assumed}]
    assert others == [{"unknown": True}]
    known = document["answers"]["processing"]
    assert known["controller"] == "An internet provider"
    assert (known["dpo_designated"], known["dpo_contact"]) == ("yes", "B. Officer")
    assert document["drafts"] == {}


def check_risk(document: dict[str, Any]) -> None:
    (risk,) = document["risks"]
    assert (risk["inherent"]["likelihood"], risk["inherent"]["severity"]) == (3, 3)
    assert not risk.get("proposed")
    (measure,) = document["measures"]
    assert measure["effects"] == [{"risk": risk["id"], "likelihood": 2, "severity": 0}]


def check_history(home: Path, document: dict[str, Any]) -> None:
    """Every event is there, by the person who said who they are, and the chain is whole."""
    register = Register.open(home / "register")
    events = list(register.history(document["id"]))
    assert register.verify(document["id"]) == []
    assert {event["by"] for event in events} == {"A. Assessor"}
    kinds = [event["kind"] for event in events]
    assert kinds[0] == "created" and (kinds.count("undone"), kinds.count("redone")) == (1, 1)
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))


def check_shown(home: Path, document: dict[str, Any]) -> None:
    """A command sees what the screens wrote, and judges it."""
    shown = json.loads(command(home, "show", document["reference"], "--json"))
    assert shown["assessment"]["answers"] == document["answers"]
    assert shown["assessment"]["marks"] == document["marks"]
    (risk,) = shown["risks"]
    assert risk["inherent"]["likelihood"] == risk["today"]["likelihood"] == 3
    assert risk["target"]["likelihood"] == 1
    assert shown["screening"]["outcome"] in ("recommended", "not-required")
    assert shown["consultation"]["outcome"] == "undetermined"
