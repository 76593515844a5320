"""Plain output: one fact a line, and nothing a screen reader trips over."""

import re

import click
import pytest

from tests.cli.conftest import Run

DRAWN = re.compile("[\u2190-\u21ff\u2400-\u25ff\u2022\u00b7\u2011|]")
"""Arrows, control pictures, box drawing, blocks and shapes, bullets, bars."""
FACT = re.compile(r"[^:]+[:?] \S")
OF_A_CASE = (
    *("show {}", "show {} --why", "risk list {}", "measure list {}", "history {}", "report {}"),
    *("risk list {} --catalogue", "measure list {} --catalogue", "attachments {}"),
    *("whatif {} screening.people=5000000", "report {} --gaps", "list"),
    *("due --within 9999d", "rejudge {}"),
)
OF_NONE = (
    *("methods", "methods show four-by-four", "methods show aepd", "authorities"),
    *("authorities show gr", "authorities show de", "authorities diff bg nl", "paths", "config"),
    *("examples list", "examples show debt-recovery", "examples show debt-recovery --why"),
    *("questionnaire list", "questionnaire show screening", "schema"),
)
FACTS_ALONE = ("show {}", "risk list {} --catalogue", "measure list {}", "history {}", "list")


@pytest.fixture
def example(run: Run) -> str:
    reference = run("examples", "add", "debt-recovery").out.strip()
    note = "First line\n\n   second line"
    assert run("mark", reference, "screening.part", "--note", note).code == 0
    assert run("measure", "set", reference, "m1", "--description", note).code == 0
    return reference


def plainly(out: str) -> list[str]:
    """Return the lines that say something; none may hold what is only there for the eye."""
    for line in out.splitlines():
        assert not DRAWN.search(line), line
        assert "  " not in line and line == line.strip(), line
        assert not re.fullmatch(r"[-=_.]{3,}", line), line
    return [line for line in out.splitlines() if line]


@pytest.mark.parametrize("view", OF_A_CASE)
def test_views_of_an_assessment(run: Run, example: str, view: str) -> None:
    done = run(*view.format(example).split(), "--plain")
    assert done.code in (0, 3)
    lines = plainly(done.out)
    assert lines or view == "attachments {}"
    plainly(done.err)
    if view in FACTS_ALONE:
        assert not [line for line in lines if not FACT.match(line)]


@pytest.mark.parametrize("view", OF_NONE)
def test_views_of_what_ships(run: Run, view: str) -> None:
    done = run("--plain", *view.split())
    assert done.code == 0
    assert plainly(done.out)
    plainly(done.err)


def test_it_is_said_before_or_behind_the_command_or_in_the_environment(
    run: Run, example: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = run("list").out
    behind = run("list", "--plain").out
    assert "---" in drawn and "---" not in behind
    assert run("--plain", "list").out == behind
    monkeypatch.setenv("DPIA_PLAIN", "1")
    assert run("list").out == behind


def test_two_versions_are_compared_plainly(run: Run, example: str) -> None:
    before = run("examples", "add", "debt-recovery").out.strip()
    run("set", example, "screening.people_kinds=children", "screening.people=5000000")
    lines = plainly(run("diff", before, example, "--plain").out)
    assert any(line.startswith("Criterion: Large scale: ") for line in lines)
    at = lines.index("Which of these are among them? (screening.people_kinds)")
    assert lines[at + 1 : at + 3] == ["was: People who depend on help", "now: Children"]


def test_a_row_of_a_table_is_a_paragraph_and_empty_cells_are_left_out(
    run: Run, example: str
) -> None:
    first, *others = run("measure", "list", example, "--plain").out.split("\n\n")
    assert len(others) == len(run("measure", "list", example, "--json").json) - 1
    assert first.splitlines()[:5] == [
        "No.: M1",
        "ID: m1",
        "Measure: A dispute stops the case",
        "Role: additional",
        "Status: implemented",
    ]
    assert "Lowers: R1 likelihood by 0 and severity by 1" in first
    assert not [line for line in first.splitlines() if line.startswith("Due:")]


def test_show_names_the_lead_authority_and_the_pathway(run: Run) -> None:
    reference = run(
        *("new", "Everywhere", "--authority", "nl", "--also", "bg", "--pathway", "quick")
    ).out.strip()
    lines = run("show", reference, "--plain").out.splitlines()
    assert lines[:3] == [f"Reference: {reference}", "Title: Everywhere", "Status: Draft"]
    assert (
        "Authority: Netherlands (nl), lead authority; Bulgaria (bg), authority concerned" in lines
    )
    assert [line for line in lines if line.startswith("Pathway: ") and line.endswith("(quick)")]
    assert "Netherlands (nl), lead authority" in run("show", reference).out


def test_reasons_say_how_deep_they_lie_and_answers_speak_in_words(run: Run, example: str) -> None:
    lines = run("show", example, "--why", "--plain").out.splitlines()
    at = lines.index("yes: Vulnerable people")
    said = "because, yes: Which of these are among them? = People who depend on help"
    assert lines[at + 1] == said
    assert any(line.startswith("because, level 2, not known: ") for line in lines)


def test_the_matrix_of_a_method_is_told_cell_by_cell(run: Run) -> None:
    method = run("methods", "show", "four-by-four", "--json").json
    lines = run("methods", "show", "four-by-four", "--plain").out.splitlines()
    cells = [line for line in lines if line.startswith("Severity ") and ", likelihood " in line]
    words = {level["id"]: level["title"] for level in method["levels"]}
    told = [words[level] for row in reversed(method["matrix"]) for level in row]
    assert [line.partition(": ")[2].partition(", ")[0] for line in cells] == told


def test_two_columns_become_lines_that_name_their_column(run: Run) -> None:
    lines = run("authorities", "diff", "bg", "nl", "--plain").out.splitlines()
    assert "Netherlands: Age of consent: 16" in lines
    assert any(line.startswith("Bulgaria: Age of consent: 14") for line in lines)


def test_the_report_has_a_line_for_each_field(run: Run, example: str) -> None:
    lines = run("report", example, "--plain").out.splitlines()
    sections = run("report", example, "--json").json["sections"]
    for section in sections:
        assert f"Section {section['id']}: {section['title']}" in lines
    for field in sections[0]["fields"]:
        assert any(line.startswith(field["title"]) for line in lines)


def test_whatever_can_print_json_can_print_plainly() -> None:
    from dpia.cli.root import COMMANDS, root

    context = click.Context(root)
    found = [root.get_command(context, name) for name in COMMANDS]
    found += [sub for one in found if isinstance(one, click.Group) for sub in one.commands.values()]
    views = 0
    for command in found:
        assert command is not None
        names = {parameter.name for parameter in command.params}
        if "as_json" in names:
            views += 1
            assert "plain" in names, command.name
    assert views > 15
