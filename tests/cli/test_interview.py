"""`dpia answer`: the questions line by line, from a person or from a pipe."""

import io
import re
from pathlib import Path
from typing import Any

import pytest

from dpia.desk.desk import open_desk
from dpia.questionnaire.progress import outline
from tests.cli.conftest import Done, Run

ASKED = re.compile(r"\((\w+\.[\w/]+)\)$")
DRAWN = re.compile("[\u2190-\u21ff\u2400-\u25ff|]|  | $|^ ", re.MULTILINE)


class Keyboard(io.StringIO):
    """Standard input with somebody at it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def type_in(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command with somebody at the keyboard."""

    def execute(*arguments: str, stdin: str = "") -> Done:
        with monkeypatch.context() as patch:
            patch.setattr("io.StringIO", Keyboard)
            return run(*arguments, stdin=stdin)

    return execute


def asked(done: Done) -> list[str]:
    """Return the paths of what was asked, in order."""
    found = (
        ASKED.search(line) for line in done.out.splitlines() if not line.startswith(("1.", "“"))
    )
    return [match[1] for match in found if match]


def stored(run: Run, case: str, part: str = "answers") -> Any:
    return run("show", case, "--json").json["assessment"].get(part, {})


def test_it_asks_in_the_order_of_the_outline_whatever_is_answered(run: Run) -> None:
    reference = run("examples", "add", "debt-recovery").out.strip()
    states = [
        state.path
        for topic in outline(open_desk().open(reference).evaluation)
        if topic.shown is not False
        for section in topic.sections
        for state in section.questions
        if state.state not in ("hidden", "maybe")
    ]
    done = run("answer", reference, "--all", stdin="\n" * 2000)
    whole = [path for path in asked(done) if "/" not in path]
    tables = {path.partition("/")[0] for path in asked(done) if "/" in path}
    assert tables
    assert whole == [path for path in states if path not in tables]
    order = list(dict.fromkeys(path.partition("/")[0] for path in asked(done)))
    assert order == states


def test_it_says_where_one_is_and_each_section_once(run: Run, case: str) -> None:
    done = run("answer", case, stdin="company\neu\nnone\n?\n")
    lines = done.out.splitlines()
    assert lines[0] == f"{case}: A test case"
    assert "Authority: Bulgaria (bg), lead authority" in lines
    assert any(line.startswith("Pathway: ") for line in lines)
    assert lines.count("Topic: Screening") == 1
    assert lines.count("Section: Your part") == 1
    assert next(line for line in lines if line.startswith("Question 2 of ")).endswith("0 not known")
    assert any(re.fullmatch(r"Question 6 of \d+ · 1 not known", line) for line in lines)
    assert not DRAWN.search(done.out)


def test_answers_are_words_numbers_and_marks(run: Run, case: str) -> None:
    typed = (
        "company\n:note looked it up\n:evidence Statutes\n:evidence Register\n:assume\n1\n?\n5\n"
    )
    done = run("answer", case, stdin=typed)
    assert done.code == 3
    assert stored(run, case)["screening"] == {
        "part": "controller",
        "controller_kind": "company",
        "establishment": "eu",
        "people": 5,
    }
    marks = stored(run, case, "marks")["screening"]
    assert marks["/establishment"] == {
        "note": "looked it up",
        "evidence": ["Statutes", "Register"],
        "assumed": True,
    }
    assert marks["/precedents"] == {"unknown": True}


def test_y_and_n_are_yes_and_no(run: Run, case: str) -> None:
    run("set", case, "screening.controller_kind=company", "screening.people_kinds=children")
    run("answer", case, "--from", "children.child_information", stdin="y\n")
    assert stored(run, case)["children"]["child_information"] == "yes"


def test_back_skip_and_go(run: Run, case: str) -> None:
    typed = (
        "company\n:back\n2\n:skip\n:back\neu\n:go how many people\n7\n:go screening.effects\nnone\n"
    )
    done = run("answer", case, stdin=typed)
    assert asked(done)[:8] == [
        "screening.controller_kind",
        "screening.establishment",
        "screening.controller_kind",
        "screening.establishment",
        "screening.precedents",
        "screening.establishment",
        "screening.precedents",
        "screening.people",
    ]
    answers = stored(run, case)["screening"]
    assert answers["controller_kind"] == "public_body"
    assert (answers["establishment"], answers["people"], answers["effects"]) == ("eu", 7, [])


def test_what_is_skipped_is_not_asked_twice_and_named_at_the_end(run: Run) -> None:
    reference = run("new", "Short", "--authority", "nl", "--pathway", "screening-only").out.strip()
    done = run("answer", reference, stdin="household\n")
    assert "Nothing is left to ask." in done.out
    assert done.code == 0
    run("set", reference, "screening.part=")
    done = run("answer", reference, stdin=":skip\n")
    assert done.code == 3
    assert f"Open: 1. `dpia answer {reference}` asks again." in done.out


def test_sections_are_listed_and_gone_to_by_number(run: Run, case: str) -> None:
    run("set", case, "screening.controller_kind=company")
    done = run("answer", case, stdin=":list\n:go 4\n")
    lines = done.out.splitlines()
    number = next(i for i, line in enumerate(lines) if line.startswith("1. Screening, Your part"))
    assert lines[number] == "1. Screening, Your part: 1 open, 1 perhaps (you are here)"
    assert lines[number + 3].startswith("4. Screening, The data: ")
    assert asked(done)[-1] == "screening.data_kinds"


def test_help_law_and_why_it_is_asked(run: Run, case: str) -> None:
    done = run("answer", case, stdin=":why\n:because\n")
    assert "Law: GDPR Rec. 91" in done.out
    lines = done.out.splitlines()
    at = lines.index("Every assessment under this pathway is asked about “Screening”.")
    assert "“What kind of organisation are you?” is asked when: “What is your part" in lines[at + 1]
    said = "What is your part in this processing? = We decide why and how the data are used"
    assert lines[at + 2] == f"because, yes: {said}"


def test_why_something_derived_is_so(run: Run, case: str) -> None:
    run("set", case, "screening.people_kinds=children,employees")
    done = run("answer", case, stdin=":because vulnerable_people\n:because employees are among\n")
    lines = done.out.splitlines()
    at = lines.index("yes: Vulnerable people")
    assert lines[at + 1].startswith("Law: ")
    assert lines[at + 2] == "because, yes: Which of these are among them? = Children; Employees"
    unclear = run("answer", case, stdin=":because data\n")
    assert unclear.code == 3 and "Several fit “data”: " in unclear.err
    nothing = run("answer", case, stdin=":because nonsense\n")
    assert nothing.code == 3 and "“Evaluation or scoring”" in nothing.err
    assert "evaluation_scoring" not in nothing.err


def test_clear_undo_and_redo(run: Run, case: str) -> None:
    done = run("answer", case, stdin="company\n:undo\n:quit\n")
    assert (
        "Taken back: “What kind of organisation are you?” (screening.controller_kind)" in done.out
    )
    assert asked(done)[-1] == "screening.controller_kind"
    assert "controller_kind" not in stored(run, case)["screening"]
    run("answer", case, stdin=":redo\n")
    assert stored(run, case)["screening"]["controller_kind"] == "company"
    done = run("answer", case, "--from", "screening.controller_kind", stdin=":clear\n")
    assert "controller_kind" not in stored(run, case)["screening"]
    assert asked(done) == ["screening.controller_kind"] * 2


def test_verdicts_on_the_way(run: Run, case: str) -> None:
    short = run("answer", case, stdin=":verdict\n:quit\n").out
    assert short.count("Screening: Not clear yet") == 2
    assert "The nine criteria" not in short
    long = run("answer", case, stdin=":verdict!\n").out
    assert "The nine criteria" in long and "because, not known: " in long
    assert not DRAWN.search(long)


def test_every_command_is_listed_and_an_unknown_one_is_told(run: Run, case: str) -> None:
    from dpia.cli.interview.commands import COMMANDS

    done = run("answer", case, stdin=":help\n")
    for command in COMMANDS.values():
        assert f"{command.typed}: {command.about}" in done.out
    wrong = run("answer", case, stdin="\n:nothing\n")
    assert wrong.code == 3
    assert "There is no command “:nothing”. `:help` lists them." in wrong.err


def test_a_slip_in_a_pipe_is_named_by_line_and_question_and_nothing_before_is_lost(
    run: Run, case: str
) -> None:
    done = run("answer", case, stdin="company\n:note why\nnowhere\nnone\n7\n")
    assert done.code == 3
    assert done.err.startswith("Line 3, “Where are you established?” (screening.establishment): ")
    assert "“nowhere” is no choice here. Type the number or the words of one of" in done.err
    assert "1. In the EU or EEA; 2. In the United Kingdom; 3. " in done.err
    assert "outside_represented" not in done.err
    assert "Everything accepted before it is saved." in done.err
    assert stored(run, case)["screening"] == {"part": "controller", "controller_kind": "company"}
    assert stored(run, case, "marks")["screening"]["/establishment"] == {"note": "why"}


def test_a_slip_at_the_keyboard_is_told_and_asked_again(type_in: Run, run: Run, case: str) -> None:
    done = type_in("answer", case, stdin="nothing like it\ncompany\n:row 1\n:edit\neu\n:quit\n")
    assert done.err == ""
    assert "“nothing like it” is no choice here. Type the number or the words" in done.out
    assert "This question is no table" in done.out
    assert "Only texts are written in the editor." in done.out
    answers = stored(run, case)["screening"]
    assert (answers["controller_kind"], answers["establishment"]) == ("company", "eu")


def test_the_end_of_the_input_is_told(run: Run, case: str) -> None:
    done = run("answer", case, stdin="company\n")
    said = "The input ended before “Where are you established?” (screening.establishment)."
    assert said in done.out
    assert done.code == 3


def test_windows_ends_and_marks_of_a_file_are_no_part_of_an_answer(run: Run, case: str) -> None:
    run("answer", case, stdin="\ufeffcompany\r\neu\r\n")
    assert stored(run, case)["screening"]["establishment"] == "eu"


def test_it_says_where_it_starts_and_where_one_stopped(run: Run, case: str) -> None:
    run("answer", case, stdin="company\n:go screening.effects\n:quit\n")
    again = run("answer", case, stdin="")
    assert "It starts at the first question that is to be asked." in again.out
    assert "You stopped at “What can it mean for people?” last time" in again.out
    assert asked(again) == ["screening.establishment"]
    assert open_desk().open(case).document["cursor"]["question"] == "screening.establishment"
    from_there = run("answer", case, "--from", "screening.effects", stdin="")
    assert asked(from_there) == ["screening.effects"]
    wrong = run("answer", case, "--from", "colour of the moon", stdin="")
    assert wrong.code == 3 and "No question that is asked fits" in wrong.err


def test_what_is_not_known_is_asked_again_on_request(run: Run, case: str) -> None:
    run("set", case, "screening.controller_kind=company", "screening.establishment=?")
    assert asked(run("answer", case, stdin=""))[0] == "screening.precedents"
    done = run("answer", case, "--unknown", stdin="eu\n")
    assert asked(done)[0] == "screening.establishment"
    assert stored(run, case)["screening"]["establishment"] == "eu"


def test_long_texts_end_with_a_dot(run: Run, case: str) -> None:
    path = "processing.description"
    typed = "First line\n  : no command here\n\nLast line\n.\n"
    run("answer", case, "--from", path, stdin=typed)
    assert stored(run, case)["processing"]["description"] == (
        "First line\n  : no command here\n\nLast line"
    )
    done = run("answer", case, "--from", path, stdin="It never\nends")
    assert done.code == 3
    assert "Line 2, " in done.err and "kept" in done.err
    assert stored(run, case)["processing"]["description"].startswith("First line")
    again = run("answer", case, "--from", path, stdin="")
    assert "Begun and not finished: It never ends. `:edit` goes on with it." in again.out


def test_the_editor_goes_on_with_what_was_begun(
    type_in: Run, run: Run, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "processing.description"
    run("answer", case, "--from", path, stdin="Begun")
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf " and finished\\n" >> "$1"\n', encoding="utf-8")
    editor.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(editor))
    type_in("answer", case, "--from", path, stdin=":edit\n:quit\n")
    assert "".join(stored(run, case)["processing"]["description"].split("\n")) == (
        "Begun and finished"
    )
    refused = run("answer", case, "--from", path, stdin=":edit\n")
    assert refused.code == 3 and "needs a terminal" in refused.err


def test_a_closed_assessment_is_refused_before_anything_is_asked(run: Run, case: str) -> None:
    run("decide", case, "rejected", "--reason", "Not needed")
    done = run("answer", case, stdin="company\n")
    assert (done.code, done.out) == (3, "")
    assert "dpia reopen" in done.err


def test_a_disk_that_is_full_stops_a_pipe_and_is_told_with_the_line(
    run: Run, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    run("answer", case, stdin="company\n")
    with monkeypatch.context() as patch:

        def full(*_arguments: object) -> None:
            raise OSError(28, "No space left on device")

        patch.setattr(os, "fsync", full)
        done = run("answer", case, stdin="eu\n")
    assert done.code == 1
    assert done.err.startswith("Line 1, ") and "disk is full" in done.err
    assert "establishment" not in stored(run, case)["screening"]


def test_what_was_carried_over_is_asked_and_confirmed(run: Run, case: str) -> None:
    run("set", case, "screening.controller_kind=company", "screening.establishment=eu")
    run("row", case, "processing.recipients", "name=A bank")
    run("decide", case, "rejected", "--reason", "Not needed")
    revised = run("revise", case).out.strip()
    done = run("answer", revised, stdin=":confirm\n2\n\n:go processing.recipients\n:confirm\n")
    assert asked(done)[:3] == [
        "screening.part",
        "screening.controller_kind",
        "screening.establishment",
    ]
    assert done.out.count("Carried over from the version before: :confirm") == 4
    waiting = {line.split()[0] for line in run("confirm", revised).out.splitlines()}
    assert waiting == {"screening.establishment"}
    assert stored(run, revised)["screening"]["controller_kind"] == "public_body"


def test_a_question_mark_helps_at_the_keyboard_and_is_not_known_yet_in_a_pipe(
    type_in: Run, run: Run, case: str
) -> None:
    done = type_in("answer", case, stdin="?\n:u\n:quit\n")
    assert "Law: GDPR Rec. 91" in done.out
    assert stored(run, case, "marks")["screening"] == {"/controller_kind": {"unknown": True}}
    run("answer", case, stdin="?\n")
    assert stored(run, case, "marks")["screening"]["/establishment"] == {"unknown": True}


def test_zero_is_none_of_these_as_on_the_screen(run: Run, case: str) -> None:
    done = run("answer", case, "--from", "screening.precedents", stdin="0\n7\n")
    assert "\n0. " in done.out and "\nnone. " not in done.out
    answers = stored(run, case)["screening"]
    assert (answers["precedents"], answers["people"]) == ([], 7)
    run("answer", case, "--from", "processing.recipients", stdin="0\n")
    assert stored(run, case)["processing"]["recipients"] == []


def test_go_finds_words_of_the_help_and_of_the_choices(run: Run, case: str) -> None:
    run("set", case, "screening.controller_kind=company")
    by_choice = run("answer", case, stdin=":go residents of a care home\n")
    assert asked(by_choice)[-1] == "screening.people_kinds"
    by_help = run("answer", case, stdin=":go halal\n")
    assert asked(by_help)[-1] == "screening.data_kinds"
    several = run("answer", case, stdin=":go newsletter\n")
    assert several.code == 3
    assert "“Who or what is observed, followed or recorded?” (Screening, What is done)" in (
        several.err
    )


def test_lines_break_between_words_where_the_terminal_is_narrow() -> None:
    from dpia.cli.interview.saying import broken

    line = "Observing people over time or space, whether or not they notice."
    parts = broken(line, 20)
    assert " ".join(parts) == line and max(map(len, parts)) <= 20
    assert (broken(line, 0), broken("", 20), broken("short", 20)) == ([line], [""], ["short"])
