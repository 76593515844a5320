"""`dpia revise` and `dpia confirm`."""

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.documents.reading import rows

SOUND = Path(__file__).parents[1] / "judgement" / "findings" / "sound.json"


def decided(run: Run) -> str:
    case = run("new", "News", "--from", str(SOUND)).out.strip()
    run("measure", "set", case, "m1", "--status", "implemented", "--due", "")
    for risk in ("r1", "e0", "e1", "e2"):
        run("risk", "confirm", case, risk)
    assert run("decide", case, "approved", "--reason", "Fine.").code == 0
    return case


def test_a_version_is_opened_and_its_answers_confirmed(run: Run) -> None:
    case = decided(run)
    done = run("revise", case)
    assert done.code == 0 and done.out.strip() == f"{case}-v2"
    assert "were carried over" in done.err
    waiting = run("confirm", f"{case}-v2", "--json").json
    assert "screening.part" in waiting and "processing.purposes" in waiting
    assert run("confirm", f"{case}-v2", "processing.purposes").code == 0
    assert run("confirm", f"{case}-v2", "--topic", "screening").code == 0
    left = run("confirm", f"{case}-v2", "--json").json
    assert not [path for path in left if path.startswith("screening.")]
    assert "processing.purposes" not in left and "processing.controller" in left
    assert "processing.controller" in run("confirm", f"{case}-v2").out
    assert run("confirm", f"{case}-v2", "screening.part").code == 3


def test_it_tells_as_json_what_became_of_the_questions(run: Run) -> None:
    told = run("revise", decided(run), "--json").json
    assert told["reference"].endswith("-v2")
    assert (told["lost"], told["new"]) == ([], [])
    assert json.dumps(told["summary"])
    assert run("revise", "2026-0001").code == 3


def test_versions_are_compared_in_words_and_as_json(run: Run) -> None:
    case = decided(run)
    run("revise", case)
    run("set", f"{case}-v2", "screening.people_kinds=children")
    done = run("diff", f"{case}-v2")
    assert done.code == 0
    (line,) = [line for line in done.out.splitlines() if "Criterion: Vulnerable" in line]
    assert line.rstrip().endswith("Not met  →  Met")
    assert "because of: screening.people_kinds" in done.out
    assert "Facts that changed" in done.out
    assert "Children are among the people concerned: does not hold  →  holds" in done.out
    found = run("diff", case, f"{case}-v2", "--json").json
    assert found["kind"] == "versions"
    facts = {fact["id"]: fact for fact in found["facts"]}
    assert facts["children"]["because"] == ["screening.people_kinds"]
    paths = {answer["path"]: answer["after"] for answer in found["answers"]}
    # the second is not asked any more because of the first
    assert paths.keys() == {"screening.people_kinds", "necessity.avoidable"}
    assert paths["necessity.avoidable"] is None
    assert run("diff", case).code == 3
    assert "Nothing is different." in run("diff", case, case).out


def test_what_is_different_is_a_workbook_too(run: Run, tmp_path: Path) -> None:
    case = decided(run)
    run("revise", case)
    run("set", f"{case}-v2", "screening.people_kinds=children")
    file = tmp_path / "versions.xlsx"
    done = run("diff", f"{case}-v2", "-o", str(file))
    assert (done.code, done.out) == (0, "") and "Wrote" in done.err
    found = rows(file, "Differences")
    (row,) = [row for row in found if row.get("Question") == "screening.people_kinds"]
    after = next(head for head in row if head.startswith(f"After: {case}-v2 News"))
    assert (row["Part"], row[after]) == ("Answers", "Children")
    (row,) = [row for row in found if row["What"] == "Criterion: Vulnerable people"]
    assert row["Because of"] == "Which of these are among them?"
    assert run("diff", f"{case}-v2", "-o", str(tmp_path / "versions.doc")).code == 2


def test_what_is_different_is_markdown_and_text_too_and_no_text_is_markup(
    run: Run, tmp_path: Path
) -> None:
    cases = [run("new", title).out.strip() for title in ("<b>One</b> | *x*", "Two\x1b[31m")]
    run("set", cases[1], "screening.people_kinds=children")
    for ending in ("md", "txt"):
        done = run("diff", *cases, "-o", str(tmp_path / f"two.{ending}"))
        assert (done.code, done.out) == (0, "") and "Wrote" in done.err
    marked, plain = ((tmp_path / f"two.{ending}").read_text("utf-8") for ending in ("md", "txt"))
    assert "## Answers" in marked and "| What | Before | After | Because of |" in marked
    (line,) = [line for line in marked.splitlines() if "Which of these are among them?" in line][
        -1:
    ]
    assert line.startswith("| ") and "| Children |" in marked
    assert "\\<b\\>One\\</b\\> \\| \\*x\\*" in marked
    assert "was: (none)" in plain and "now: Children" in plain and "\x1b" not in marked + plain
    assert (tmp_path / "two.md").stat().st_mode & 0o777 == 0o600


def test_a_sheet_of_questions_asks_what_is_to_be_confirmed(run: Run, tmp_path: Path) -> None:
    case, sheet = f"{decided(run)}-v2", str(tmp_path / "q.xlsx")
    run("revise", case.removesuffix("-v2"))
    waiting = [p for p in run("confirm", case, "--json").json if p.startswith("screening.")]
    asked = run("export", case, "--questions", sheet, "--topic", "screening", "--json")
    assert asked.code == 0 and asked.json["questions"] >= len(waiting) > 0
    run("confirm", case, "--topic", "screening")
    again = run("export", case, "--questions", sheet, "--topic", "screening")
    assert again.code == 3 and "No question is open there." in again.err


def test_advice_without_a_name_is_shown_all_the_same(run: Run) -> None:
    case = run("new", "News", "--from", str(SOUND)).out.strip()
    shown = run("show", case)
    assert shown.code == 0 and "DPO advice (?)" in shown.out
