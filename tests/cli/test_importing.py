"""`dpia import`: the format by its content, a report before anything is written, all or nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from dpia.errors import Invalid
from tests.cli.conftest import Run, stored
from tests.documents.incoming.pia_files import answer, pia, whole

OWN: dict[str, Any] = {
    "title": "Access badges",
    "authority": "bg",
    "answers": {"screening": {"part": "controller", "people": 12000}},
    "decision": {"outcome": "approved", "by": "A. Person", "at": "2026-01-02T10:00:00Z"},
}


def written(folder: Path, content: Any, name: str = "file.bin") -> str:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return str(path)


def test_our_own_file_comes_in_whatever_it_is_called(run: Run, home: Path) -> None:
    done = run("import", written(home, OWN), "--json")
    assert done.code == 0
    made = done.json["assessments"][0]
    assert done.json["format"] == "dpia" and made["reference"] == "2026-0001"
    shown = run("show", made["id"], "--json").json
    assert shown["assessment"]["answers"]["screening"] == OWN["answers"]["screening"]
    assert shown["assessment"].get("decision") is None
    assert {"fate": "dropped", "what": "decision"}.items() <= made["report"][-1].items()


def test_the_history_says_where_it_comes_from_and_the_file_is_kept(run: Run, home: Path) -> None:
    reference = run("import", written(home, OWN)).out.strip()
    first = run("history", reference, "--json").json[0]
    assert first["note"] == "Imported from dpia's own assessment file: file.bin."
    kept = run("attachments", reference, "--json").json
    assert [row["name"] for row in kept] == ["file.bin"]


def test_a_dry_run_writes_nothing(run: Run, home: Path) -> None:
    done = run("import", written(home, OWN), "--dry-run")
    assert done.code == 0 and "left out" in done.out
    assert not (home / "register").exists()


def test_what_does_not_fit_is_refused_whole(run: Run, home: Path) -> None:
    wrong = {**OWN, "answers": {"screening": {"part": "nobody", "people": 5}}}
    done = run("import", written(home, wrong))
    assert done.code == 3 and "screening.part" in done.err
    assert run("list", "--json").json == []


def test_an_unknown_format_names_those_there_are(run: Run, home: Path) -> None:
    done = run("import", written(home, "no format at all"))
    assert done.code == 3 and "(dpia)" in done.err
    assert run("import", written(home, OWN), "--as", "nothing").code == 1


def test_a_report_comes_back_from_its_pdf_as_a_new_assessment(run: Run, home: Path) -> None:
    reference = run("import", written(home, OWN)).out.strip()
    run("mark", reference, "screening.people", "--confidential")
    report, public = home / "report.pdf", home / "public.pdf"
    assert run("report", reference, "-o", str(report)).code == 0
    done = run("import", str(report), "--json")
    assert done.code == 0 and done.json["format"] == "report"
    (made,) = done.json["assessments"]
    assert made["reference"] != reference and made["title"] == OWN["title"]
    assert any(reference in line["why"] for line in made["report"])
    marks = stored(made["id"])["marks"]
    assert marks["screening"]["/people"] == {"confidential": True}
    assert run("report", reference, "--public", "-o", str(public)).code == 0
    assert b"12000" not in public.read_bytes()
    assert "holds no assessment" in run("import", str(public)).err


def test_a_file_of_the_cnil_comes_in_with_a_report(run: Run, home: Path) -> None:
    done = run("import", written(home, whole(), "pia.json"), "--json")
    assert done.code == 0 and done.json["format"] == "cnil"
    (made,) = done.json["assessments"]
    fates = {line["what"]: line["fate"] for line in made["report"]}
    assert fates["CNIL 111: What the processing is"] == "mapped"
    assert fates["CNIL 121: Which data are processed"] == "noted"
    assert fates["CNIL: further particulars"] == "kept"
    assert fates["validated and signed"] == "dropped"


def test_what_came_from_the_cnil_waits_to_be_confirmed_and_is_judged_anew(
    run: Run, home: Path
) -> None:
    reference = run("import", written(home, whole(), "pia.json")).out.strip()
    shown = run("show", reference, "--json").json
    assert shown["assessment"]["marks"]["processing"]["/description"] == {"to_confirm": True}
    (risk,) = [row for row in shown["risks"] if row["id"] == "access"]
    assert risk["confirmed"] is False
    assert (risk["inherent"]["likelihood"], risk["target"]["likelihood"]) == (4, 2)
    assert risk["today"]["likelihood"] == 4  # nothing is known to be in place
    assert shown["assessment"].get("decision") is None


def test_what_has_no_question_is_kept_in_a_file_to_read(run: Run, home: Path) -> None:
    raw = whole()
    raw["answers"].append(answer(1110, "<p>Nobody <script>steal()</script>cleans.</p>"))
    reference = run("import", written(home, raw, "pia.json")).out.strip()
    kept = run("attachments", reference, "--json").json
    assert [row["name"] for row in kept] == ["pia.json", "pia - leftovers.md"]
    target = home / "left.md"
    assert run("attachments", reference, "--save", kept[1]["id"], "-o", str(target)).code == 0
    text = target.read_text("utf-8")
    assert "# CNIL 1110" in text and "cleans." in text and "steal" not in text


def test_it_goes_back_to_the_cnil_unchanged(run: Run, home: Path) -> None:
    reference = run("import", written(home, whole(), "pia.json")).out.strip()
    target = home / "back.json"
    assert run("export", "-o", str(target), reference).code == 0
    assert json.loads(target.read_text("utf-8")) == whole()
    assert run("export", str(target)).code == 2


def test_a_quick_pathway_loses_nothing(run: Run, home: Path) -> None:
    done = run("import", written(home, whole()), "--pathway", "screening-only", "--json")
    assert done.code == 0
    (made,) = done.json["assessments"]
    fates = {line["what"]: line for line in made["report"]}
    assert "waits" in fates["CNIL 111: What the processing is"]["why"]
    assert run("edit", made["id"], "--pathway", "edpb-2026").code == 0
    answers = stored(made["id"])["answers"]
    assert answers["processing"]["description"] == "What is **said** at 111."


def test_without_an_authority_it_says_how_to_name_one(run: Run, home: Path) -> None:
    (home / "config" / "config.toml").write_text("", encoding="utf-8")
    path = written(home, {"pia": pia()})
    assert "--authority" in run("import", path).err
    assert run("import", path, "--authority", "fr").code == 0


def test_hostile_files_are_refused_in_a_sentence(run: Run, home: Path) -> None:
    done = run("import", written(home, '{"pia": {"name": "a", "name": "b"}}'))
    assert done.code == 3 and "twice" in done.err
    assert run("import", str(home / "missing")).code == 3


def test_halves_of_characters_and_controls_go_through_both_ways(run: Run, home: Path) -> None:
    odd = "Half \ud83d \x00\x1b[31m one"
    raw = whole()
    raw["pia"] |= {"name": odd, "category": odd, "dpo_opinion": odd}
    raw["answers"].append(answer(1110, odd))
    path = home / "odd.json"
    path.write_text(json.dumps(raw), "utf-8")
    done = run("import", str(path), "--json")
    assert done.code == 0 and done.json["assessments"][0]["title"] == "Half [31m one"
    target = home / "back.json"
    assert run("export", "-o", str(target), done.json["assessments"][0]["reference"]).code == 0
    assert json.loads(target.read_text("utf-8")) == raw


def test_a_file_in_utf_16_is_read(run: Run, home: Path) -> None:
    path = home / "pia.json"
    path.write_bytes(json.dumps(whole()).encode("utf-16"))
    assert run("import", str(path), "--dry-run").code == 0


def test_a_file_of_ours_that_is_odd_is_refused_in_sentences(run: Run, home: Path) -> None:
    for odd in ({"also": 5}, {"method": []}, {"answers": {"screening": "no"}}, {"risks": {}}):
        done = run("import", written(home, {**OWN, **odd}))
        assert done.code == 3 and "not an assessment" in done.err


def test_several_files_are_imported_each_on_its_own(run: Run, home: Path) -> None:
    first = written(home, OWN, "a.json")
    second = written(home, {**OWN, "title": "Parking"}, "b.json")
    bad = written(home, {**OWN, "answers": {"screening": {"part": "Martian"}}}, "bad.json")
    away, odd = str(home / "none.json"), written(home, "{", "odd.json")
    dry = run("import", "--dry-run", first, second)
    assert dry.code == 0 and run("list", "--json").json == []
    done = run("import", first, bad, away, odd, second)
    assert done.out.split() == ["2026-0001", "2026-0002"]
    assert done.code == 3
    assert "5 files, 3 refused." in done.err and f"Refused: {bad}" in done.err
    assert "none.json cannot be read" in done.err
    told = run("import", first, away, "--json")
    assert [one["exit_code"] for one in told.json["files"]] == [0, 3] and told.code == 3
    assert told.json["files"][0]["assessments"][0]["title"] == "Access badges"


def test_a_file_in_which_something_is_wrong_is_left_whole(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def need_fit(raw: dict[str, Any], _rulebook: object) -> None:
        if raw["title"] == "Parking":
            raise Invalid("It does not fit.")

    monkeypatch.setattr("dpia.desk.importing.beginning.need_fit", need_fit)
    other = whole()
    other["pia"] = {**other["pia"], "name": "Parking"}
    done = run("import", written(home, [whole(), other], "two.json"), "--authority", "fr")
    assert done.code == 3 and done.out == "" and run("list", "--json").json == []
    assert "Something else in this file is wrong" in done.err
