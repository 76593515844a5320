"""`dpia examples list | show | add`, examples that `assess` reads, and the check of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from dpia.documents import words
from tests.shipping import shipped_with

from .conftest import Run

SHIPPED = Path(__file__).parents[2] / "questionnaires" / "examples"
IDS = sorted(path.stem for path in SHIPPED.glob("*.json"))
DECIDED, DRAFT = "traffic-data-retention", "targeted-advertising-cookies"
Json = dict[str, Any]


def example(name: str) -> Json:
    found: Json = json.loads((SHIPPED / f"{name}.json").read_text("utf-8"))
    return found


def own(home: Path, content: Any, name: str = "ours") -> Path:
    """Put an example into the organisation's own folder."""
    folder = home / "config" / "questionnaires" / "examples"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let two examples ship instead of all, so that a test need not judge every one."""
    shipped = shipped_with(tmp_path, DECIDED, DRAFT)
    monkeypatch.setattr("dpia.desk.library.shipped_data", lambda: shipped)
    return sorted([DECIDED, DRAFT])


# list


def test_the_list_names_each_with_what_it_comes_to(run: Run) -> None:
    done = run("examples", "list")
    assert (done.code, len(done.err.splitlines())) == (0, 1)
    lines = {line.split()[0]: line for line in done.out.splitlines()[2:]}
    assert sorted(lines) == IDS
    outcomes = {e["id"]: e["screening"] for e in run("examples", "list", "--json").json}
    for name, line in lines.items():
        found = example(name)
        assert found["title"] in line and found["group"] in line
        assert words.SCREENING[outcomes[name]["outcome"]] in line
        assert line.split()[-1] == str(len(found["open_questions"]))
    assert "dpia examples show ID" in done.err


def test_without_a_command_it_is_the_list(run: Run, few: list[str]) -> None:
    assert sorted(line.split()[0] for line in run("examples").out.splitlines()[2:]) == few


def test_the_list_as_json_is_by_group(run: Run, few: list[str]) -> None:
    found = run("examples", "list", "--json").json
    assert [(one["group"], one["id"]) for one in found] == sorted(
        (example(name)["group"], name) for name in few
    )
    for one in found:
        for name in ("title", "seed", "summary", "open_questions"):
            assert one[name] == example(one["id"])[name]


# show


@pytest.mark.parametrize("name", IDS)
def test_each_can_be_read(run: Run, name: str) -> None:
    done = run("examples", "show", name)
    assert done.code == 0
    assert max(map(len, done.out.splitlines())) <= 92
    found, text = example(name), flat(done.out)
    inside = found["assessment"]
    for question in found["open_questions"]:
        assert f"- {flat(question)}" in text
    for part in ("title", "summary", "seed"):
        assert flat(found[part]) in text
    verdict = run("examples", "show", name, "--json").json["verdict"]
    assert words.SCREENING[verdict["screening"]["outcome"]] in text
    assert words.CONSULTATION[verdict["consultation"]["outcome"]] in text
    if inside.get("decision"):
        assert words.DECISION[inside["decision"]["outcome"]] in text
        assert flat(inside["decision"]["reason"]) in text
    else:
        assert "None yet: the example is a draft." in text
    marks = [mark for topic in inside["marks"].values() for mark in topic.values()]
    unknown = sum(bool(mark.get("unknown")) for mark in marks)
    assert f"{unknown} questions are marked “not known yet”" in text


def test_the_highest_risk_stands_first(run: Run) -> None:
    lines = run("examples", "show", DECIDED).out.splitlines()
    first = lines[lines.index("Highest risks") + 1]
    verdict = run("examples", "show", DECIDED, "--json").json["verdict"]
    highest = max(risk["target"]["rank"] for risk in verdict["risks"])
    titles = [r["title"] for r in verdict["risks"] if r["target"]["rank"] == highest]
    assert any(f"- {title}: inherent high, today high" in first for title in titles)


def test_what_is_not_rated_is_said(run: Run) -> None:
    assert "3 risks are not rated yet." in run("examples", "show", DRAFT).out


def test_show_as_json_is_the_file_and_its_verdict(run: Run) -> None:
    told = run("examples", "show", DECIDED, "--json").json
    verdict = told.pop("verdict")
    assert told == example(DECIDED)
    judged = run("assess", str(SHIPPED / f"{DECIDED}.json"), "--json", "--as-of", verdict["as_of"])
    assert judged.json["risks"] == verdict["risks"]
    assert judged.json["screening"]["reasons"] == verdict["screening"]["reasons"]


def test_why_prints_the_reasons(run: Run) -> None:
    assert "Why: screening" not in run("examples", "show", DECIDED).out
    why = run("examples", "show", DECIDED, "--why").out
    assert "Why: screening" in why and "What would change the screening" in why


# add


def test_a_copy_becomes_a_draft_and_its_reference_is_printed(run: Run) -> None:
    done = run("examples", "add", DECIDED)
    assert (done.code, done.out) == (0, "2026-0001\n") or done.out.endswith("-0001\n")
    assert "as a draft. The decision of the example is left out." in done.err
    stored = run("show", done.out.strip(), "--json").json
    assert stored["status"] == "draft" and stored["decision"] is None
    inside = example(DECIDED)["assessment"]
    assert stored["assessment"]["answers"] == inside["answers"]
    assert stored["title"] == example(DECIDED)["title"]


def test_adding_again_makes_a_second_copy_and_says_so(run: Run) -> None:
    first = run("examples", "add", DRAFT).out.strip()
    again = run("examples", "add", DRAFT, DRAFT)
    second, third = again.out.split()
    assert len({first, second, third}) == 3
    assert f"{first} has the same title; both stay." in again.err
    assert f"{second} has the same title; both stay." in again.err
    assert len(run("list", "--json").json) == 3


def test_all_are_added(run: Run, few: list[str]) -> None:
    made = run("examples", "add", "--all", "--json").json
    assert [one["example"] for one in made] == few
    listed = {row["id"]: row for row in run("list", "--json").json}
    for one in made:
        assert listed[one["id"]]["reference"] == one["reference"]
        assert listed[one["id"]]["title"] == example(one["example"])["title"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["add", DRAFT, "traffic"], 1, "“traffic-data-retention”"),
        (["add"], 2, "--all"),
        (["add", DRAFT, "--all"], 2, "--all"),
        (["show", "zzz"], 1, "There is no worked example “zzz”."),
        (["show"], 2, "ID"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_added(
    run: Run, arguments: list[str], code: int, said: str
) -> None:
    done = run("examples", *arguments)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert run("list", "--json").json == []


def test_the_demo_lets_all_arrive_on_its_screens(
    run: Run, few: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    came: list[str] = []

    def run_tui(desk: Any, _ref: None, arriving: list[Any]) -> int:
        assert desk.summaries() == []
        came.extend(bring().document["title"] for bring in arriving)
        return 0

    monkeypatch.setattr("dpia.cli.exporting.has_terminal", lambda: True)
    monkeypatch.setattr("dpia.tui.app.run_tui", run_tui)
    assert run("demo").code == 0
    assert came == [example(name)["title"] for name in few]


# Own ones


def test_own_examples_are_listed_shown_and_added(run: Run, home: Path, few: list[str]) -> None:
    own(home, {**example(DRAFT), "id": "ours", "group": "a hospital", "summary": "Our own."})
    assert "ours" in run("examples").out
    assert "Our own." in run("examples", "show", "ours").out
    assert run("examples", "add", "ours").code == 0
    titles = [row["title"] for row in run("demo", "--json").json]
    assert titles.count(example(DRAFT)["title"]) == 2 and len(titles) == len(few) + 1


def test_an_id_that_is_taken_is_refused_with_both_names(
    run: Run, home: Path, few: list[str]
) -> None:
    path = own(home, example(DRAFT), DRAFT)
    shipped = str(home / "shipped" / "examples" / f"{DRAFT}.json")
    listed = run("examples", "list")
    assert DRAFT not in listed.out and len(listed.out.splitlines()) == len(few) + 1
    for done in (listed, run("examples", "show", DRAFT), run("examples", "add", DRAFT)):
        assert str(path) in done.err and shipped in done.err
    everything = run("examples", "add", "--all")
    assert everything.code == 3 and len(everything.out.split()) == len(few) - 1
    checked = run("questionnaire", "check", "--quick")
    assert checked.code == 3
    (line,) = checked.out.splitlines()
    assert line.startswith(f"{path}: /id: ") and shipped in line


def test_a_catalogue_nothing_is_judged_by_is_told_once_not_once_for_each_example(
    run: Run, home: Path, few: list[str]
) -> None:
    shipped = json.loads((SHIPPED.parent / "catalogue" / "findings.json").read_text("utf-8"))
    path = home / "config" / "questionnaires" / "catalogue" / "ours.json"
    path.parent.mkdir(parents=True)
    taken = {**shipped, "id": "ours", "entries": shipped["entries"][:1]}
    path.write_text(json.dumps(taken), "utf-8")
    for done in (run("examples", "list"), run("examples", "add", "--all")):
        assert done.err.count(f"Nothing is judged by {path}") == 1
        assert done.err.count("is already defined in catalogue/findings") == 1
    assert done.code == 3 and done.out == ""


def test_one_that_no_longer_fits_is_told_and_the_others_are_used(
    run: Run, home: Path, few: list[str]
) -> None:
    broken = {**example(DRAFT), "id": "ours"}
    broken["assessment"]["answers"]["screening"]["part"] = "boss"
    path = own(home, broken)
    listed = run("examples", "list", "--json")
    assert sorted(one["id"] for one in listed.json) == few
    for done in (listed, run("examples", "show", "ours"), run("demo", "--json")):
        assert f"{path}: /assessment/answers/screening/part: " in done.err
    assert run("examples", "show", "ours").code == 3


def test_text_of_an_example_cannot_play_tricks_in_the_terminal(
    run: Run, home: Path, few: list[str]
) -> None:
    hostile = "\x1b[31m[bold]{0}%s\u202e"
    asked = [f"{hostile} ask number {n} of the board" for n in range(3)]
    content = {**example(DRAFT), "id": "ours", "title": hostile, "open_questions": asked}
    del content["assessment"]["title"]
    own(home, {**content, "seed": hostile, "group": hostile, "summary": hostile})
    for done in (run("examples"), run("examples", "show", "ours"), run("examples", "add", "ours")):
        assert done.code == 0
        assert "\x1b" not in done.out + done.err and "\u202e" not in done.out + done.err
    assert "[bold]{0}%s" in run("examples", "show", "ours").out


# assess, new and check


def test_an_example_is_read_where_an_assessment_is(run: Run, tmp_path: Path) -> None:
    inside = tmp_path / "inside.json"
    inside.write_text(json.dumps(example(DRAFT)["assessment"]), encoding="utf-8")
    path = str(SHIPPED / f"{DRAFT}.json")
    plain = run("assess", str(inside), "--json", "--as-of", "2026-11-22")
    assert run("assess", path, "--json", "--as-of", "2026-11-22").json == plain.json
    text = json.dumps(example(DRAFT))
    assert run("assess", "-", "--json", "--as-of", "2026-11-22", stdin=text).json == plain.json
    made = run("new", "Ours", "--from", path)
    assert run("show", made.out.strip(), "--json").json["title"] == "Ours"


def test_an_example_without_an_assessment_gets_a_sentence(run: Run) -> None:
    done = run("assess", "-", stdin='{"format": "dpia-example/1", "assessment": []}')
    assert (done.code, done.out) == (3, "")
    assert "holds no assessment" in done.err


@pytest.mark.usefixtures("few")
def test_check_tells_file_place_and_what_to_do(run: Run, tmp_path: Path) -> None:
    broken = example(DRAFT)
    broken["assessment"]["answers"]["screening"]["establishmnt"] = "eu"
    broken["assessment"]["risks"][0]["scenario"] = "nothing-like-it"
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(broken), encoding="utf-8")
    done = run("questionnaire", "check", "--quick", str(path))
    assert done.code == 3
    first, second = done.out.splitlines()
    assert first == (
        f"{path}: /assessment/answers/screening/establishmnt: There is no question "
        "“screening.establishmnt”. Did you mean “establishment”?"
    )
    assert second.startswith(f"{path}: /assessment/risks/0/scenario: The catalogue of scenarios")


@pytest.mark.usefixtures("few")
def test_check_finds_examples_that_a_changed_questionnaire_leaves_behind(
    run: Run, tmp_path: Path
) -> None:
    topic = json.loads((SHIPPED.parent / "topics" / "involvement.json").read_text("utf-8"))
    del topic["properties"]["left_out"]
    for section in topic["x-sections"]:
        section["questions"] = [name for name in section["questions"] if name != "left_out"]
    (tmp_path / "involvement.json").write_text(json.dumps(topic), encoding="utf-8")
    done = run("questionnaire", "check", "--quick", "--json", str(tmp_path))
    assert done.code == 3
    found = [d for d in done.json["defects"] if d["file"] == f"examples/{DECIDED}"]
    assert [(d["where"], d["kind"]) for d in found] == [
        ("/assessment/answers/involvement/left_out", "unknown-question"),
        ("/assessment/marks/involvement/~1left_out", "unknown-question"),
    ]


def test_check_waits_with_examples_until_what_they_rest_on_is_sound(
    run: Run, tmp_path: Path, few: list[str]
) -> None:
    topic = json.loads((SHIPPED.parent / "topics" / "children.json").read_text("utf-8"))
    (tmp_path / "children.json").write_text(json.dumps({**topic, "tittle": "x"}), encoding="utf-8")
    done = run("questionnaire", "check", "--quick", str(tmp_path))
    assert [line.split(": ")[1] for line in done.out.splitlines()] == ["/tittle"]
