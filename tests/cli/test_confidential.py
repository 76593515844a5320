"""Marking what is confidential, and the reports that withhold it."""

from pathlib import Path

from tests.cli.conftest import Run, stored

SECRET = "Quartz-7713"


def test_a_question_a_risk_and_a_measure_are_marked_and_unmarked(run: Run, case: str) -> None:
    risk = run("risk", "add", case, f"Risk {SECRET}").out.strip()
    run("measure", "add", case, f"Measure {SECRET}")
    for what in ("screening.part", "R1", "M1"):
        assert run("mark", case, what, "--confidential").code == 0
    assert "confidential" in run("risk", "list", case).out
    assert "confidential" in run("measure", "list", case).out
    assert "confidential" in run("show", case).out
    found = stored(case)
    assert found["marks"]["screening"]["/part"] == {"confidential": True}
    assert found["risks"][0]["confidential"] is found["measures"][0]["confidential"] is True
    assert run("mark", case, risk, "--not-confidential").code == 0
    assert "confidential" not in stored(case)["risks"][0]
    assert "No longer confidential" in run("history", case).out


def test_an_attachment_and_opinions_are_marked(run: Run, case: str, home: Path) -> None:
    (home / "plan.txt").write_text("x", "utf-8")
    kept = run("attach", case, str(home / "plan.txt")).out.strip()
    run("views", case, f"They said {SECRET}")
    run("advise", case, f"Mind {SECRET}")
    for what in (kept, "opinions.dpo", "opinions.data_subjects"):
        assert run("mark", case, what, "--confidential").code == 0
    assert "confidential" in run("attachments", case).out
    assert SECRET in run("report", case).out
    public = run("report", case, "--public").out
    assert SECRET not in public and "plan.txt" not in public


def test_what_is_not_there_is_refused_with_what_can_be_named(run: Run, case: str) -> None:
    refused = run("mark", case, "R9", "--confidential")
    assert refused.code == 1 and "opinions.dpo" in refused.err
    assert run("mark", case, "decision", "--confidential").code == 1
    assert run("mark", case, "R9", "--assumed").code != 0


def test_the_mark_may_be_set_once_all_is_decided(run: Run, case: str) -> None:
    decided = run("decide", case, "rejected", "--reason", f"Because {SECRET}", "--by", "A. Person")
    assert decided.code == 0
    run("sign", case, "--as", "approver")
    assert run("mark", case, "decision", "--confidential").code == 0
    assert run("mark", case, "screening.part", "--confidential").code == 0
    offs = run("show", case, "--json").json["sign_offs"]
    assert offs and all(entry["fits"] for entry in offs)
    public = run("report", case, "--public").out
    assert SECRET not in public and "A. Person" not in public and "Rejected" in public
    summary = run("report", case, "--summary").out
    assert "Rejected" in summary and "## 0.1" not in summary


def test_every_format_of_a_summary_is_written(run: Run, case: str, home: Path) -> None:
    run("risk", "add", case, f"Risk {SECRET}")
    run("mark", case, "R1", "--confidential")
    for ending in ("docx", "pdf", "html", "md", "json"):
        path = home / f"s.{ending}"
        done = run("report", case, "--summary", "--public", "-o", str(path))
        assert done.code == 0 and "Public version" in done.err
        assert SECRET.encode() not in path.read_bytes()
    plain = run("report", case, "--summary", "--plain")
    assert "Not for publication: 1 thing" in plain.out and SECRET in plain.out


def test_public_exports_withhold_and_say_what(run: Run, case: str, home: Path) -> None:
    run("risk", "add", case, f"Risk {SECRET}")
    run("mark", case, "R1", "--confidential")
    for kind in ("--csv", "--jsonld"):
        named = ("--sheet", "risks") if kind == "--csv" else ()
        assert SECRET in run("export", "-o", "-", kind, *named).out
        done = run("export", "-o", "-", kind, *named, "--public")
        assert done.code == 0 and SECRET not in done.out
        assert f"{case}: withheld: Risks: R1." in done.err
    assert run("export", str(home / "p.xlsx"), "--public").code == 0
    refused = run("import", str(home / "p.xlsx"))
    assert refused.code != 0 and "public version" in refused.err
    for name in ("p.jsonl", "p.json"):
        done = run("export", "-o", str(home / name), case, "--public")
        assert done.code == 2 and not (home / name).exists()
    assert run("export", case, "--questions", str(home / "q.xlsx"), "--public").code == 2


def test_an_answer_is_marked_line_by_line(run: Run, case: str) -> None:
    done = run("answer", case, stdin=":confidential\n:confidential\n:confidential\n:quit\n")
    assert "saved: confidential" in done.out and "saved: no longer confidential" in done.out
    marks = stored(case)["marks"]
    assert [said for topic in marks.values() for said in topic.values()] == [{"confidential": True}]
