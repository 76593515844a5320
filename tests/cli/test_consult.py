"""Consulting the authority by commands: one real course of events, told in our own words.

In the summer of 2020 a ministry asked the Dutch authority about an app that warns people after a
contact. Its own assessment had found no duty to ask; its officer advised to ask all the same.
"""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

SOUND = json.loads(
    (Path(__file__).parents[1] / "judgement" / "findings" / "sound.json").read_text("utf-8")
)


@pytest.fixture
def app(run: Run, home: Path) -> str:
    """Return the reference of a whole assessment with no high risk, under the Dutch authority."""
    return brought_in(run, home, {**SOUND, "authority": "nl", "title": "Contact app"})


def brought_in(run: Run, home: Path, raw: dict[str, object]) -> str:
    path = home / "case.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    done = run("new", str(raw["title"]), "--from", str(path))
    assert done.code == 0, done.err
    return done.out.strip()


def answer_until(run: Run, ref: str) -> str:
    found = run("consult", ref, "--json").json["clock"]["answer_until"]
    return str(found["day"]) if found else ""


def happens(run: Run, ref: str, day: str, *what: str) -> str:
    done = run("consult", ref, *what, "--on", day, "--by", "M. Minister")
    assert done.code == 0, done.err
    return done.out.strip()


def test_the_dutch_app_of_2020(run: Run, app: str) -> None:
    happens(run, app, "2020-07-07", "sent", "--voluntary")
    assert answer_until(run, app) == "2020-09-01"  # from the sending, while nothing is confirmed
    happens(run, app, "2020-07-08", "received")
    assert answer_until(run, app) == "2020-09-02"
    happens(run, app, "2020-07-16", "requested", "What was agreed with the makers of phones")
    happens(run, app, "2020-07-16", "suspended", "--because", "It waits for the agreements")
    assert answer_until(run, app) == ""
    told = run("consult", app).out
    assert "The period rests since 2020-07-16" in told
    assert "What was agreed with the makers of phones (asked for on 2020-07-16, c3)" in told
    happens(run, app, "2020-07-23", "given", "The agreements and two letters")
    assert "record when the period goes on" in run("consult", app).out
    happens(run, app, "2020-07-23", "resumed", "--because", "It has what it asked for")
    assert answer_until(run, app) == "2020-09-09"
    told = run("consult", app).out
    assert "8 weeks later: Wednesday 2020-09-02." in told
    assert "7 days are added, to Wednesday 2020-09-09." in told
    assert "That is no approval" not in told and "is no approval" in told  # the day is past
    happens(run, app, "2020-08-06", "advice", "Do not start before there is a law for it")
    row = happens(run, app, "2020-08-06", "recommendation", "Settle the agreements")
    refused = run("consult", app, "closed", "--outcome", "advice", "--because", "Heard")
    assert refused.code == 3 and f"{row} “Settle the agreements”" in refused.err
    follow = ("--followed", "yes", "--action", "Sign them", "--owner", "The ministry")
    assert run("consult", app, "recommendation", "--entry", row, *follow).code == 0
    happens(run, app, "2020-10-10", "closed", "--outcome", "advice", "--because", "A law came")
    told = run("consult", app).out
    assert "Prior consultation: Closed (voluntary)" in told
    assert "It was closed on 2020-10-10: Written advice." in told
    assert "Sign them – The ministry, no date" in told


def test_plainly_and_as_data_it_says_the_same(run: Run, app: str) -> None:
    happens(run, app, "2020-07-07", "sent", "--voluntary")
    happens(run, app, "2020-07-08", "received")
    plain = run("consult", app, "--plain").out.splitlines()
    assert "Answer due until 2020-09-02" in plain
    assert all(line == line.strip() for line in plain)
    found = run("consult", app, "--json").json
    assert (found["state"], found["voluntary"], found["authority"]) == ("running", True, "nl")
    assert found["clock"]["ended"] and found["clock"]["holidays_known"]
    assert [entry["what"] for entry in found["entries"]] == ["sent", "received"]
    assert found["clock"]["notice_until"]["day"] == "2020-08-10"


def test_nothing_is_sent_without_a_ground_and_it_is_said_which(run: Run, app: str) -> None:
    assert "No duty to consult was found" in run("consult", app, "sent").err
    assert run("consult", app, "sent", "--voluntary", "--body", "cnil").code == 3
    assert run("consult", app, "phoned").code == 2
    assert run("consult", app, "sent", "--voluntary", "--followed", "yes").code == 2
    assert run("consult", app, "sent", "--voluntary", "--on", "yesterday").code == 2
    assert "--because" in run("consult", app, "closed", "--outcome", "advice").err
    assert "not been consulted" in run("consult", app).out


def test_an_entry_is_taken_back_like_any_other_change_also_when_it_is_decided(
    run: Run, app: str
) -> None:
    decided = run("decide", app, "consultation", "--reason", "To be sure", "--by", "The board")
    assert decided.code == 0
    happens(run, app, "2026-10-01", "sent", "--voluntary")
    assert "took back" in run("undo", app).err
    assert run("consult", app, "--json").json["state"] == "none"
    assert run("redo", app).code == 0
    assert run("consult", app, "--json").json["state"] == "sent"
    assert run("undo", app).code == 0
    assert run("undo", app).code == 3  # what comes before is the decision
    told = run("history", app).out
    assert "Consultation: Sent to the authority, 2026-10-01" in told


def test_what_is_owed_stands_among_what_is_due_and_in_a_calendar(
    run: Run, app: str, home: Path
) -> None:
    happens(run, app, "2026-11-20", "sent", "--voluntary")
    happens(run, app, "2026-11-20", "received")
    happens(run, app, "2026-11-20", "requested", "A contract; with, commas\\and more")
    found = run("due", "--within", "365", "--json").json
    days = {entry["what"]: entry["day"] for entry in found}
    assert days["consultation-answer"] == "2027-01-15"
    assert days["consultation-extension"] == "2026-12-21"  # the 20th is a Sunday
    assert days["consultation-information"] is None
    done = run("due", "--within", "365", "--ics", str(home / "due.ics"))
    assert done.code == 0 and "Wrote" in done.err
    text = (home / "due.ics").read_text("utf-8")
    assert "DTSTART;VALUE=DATE:20270115" in text and "Answer of the authority" in text
    assert (home / "due.ics").stat().st_mode & 0o777 == 0o600


def test_a_chance_to_extend_that_is_over_is_not_due(run: Run, app: str) -> None:
    happens(run, app, "2020-07-07", "sent", "--voluntary")
    happens(run, app, "2020-07-08", "received")
    (one,) = [e for e in run("due", "--json").json if e["what"].startswith("consultation")]
    assert (one["what"], one["overdue"]) == ("consultation-answer", True)
    late = run("consult", app, "extended", "--because", "Complex", "--on", "2020-08-11")
    assert late.code == 3 and "can be announced until 2020-08-10" in late.err
    happens(run, app, "2020-08-10", "extended", "--because", "Complex")
    assert answer_until(run, app) == "2020-10-14"


def high(**more: object) -> dict[str, object]:
    risks = json.loads(json.dumps(SOUND["risks"]))
    risks[0]["inherent"] = {"likelihood": 4, "severity": 4, "reason": "Very many people"}
    return {**SOUND, "authority": "nl", "title": "High", "risks": risks, **more}


def test_a_duty_to_consult_is_met_only_by_the_authority_having_its_say(
    run: Run, home: Path
) -> None:
    ref = brought_in(run, home, high(organisation="Shop"))
    told = run("consult", ref).out
    assert "It must be consulted (GDPR Art. 36(1)):" in told and "stays High" in told
    assert "not voluntary" in run("consult", ref, "sent", "--voluntary").err
    approve = ("decide", ref, "conditionally-approved", "--reason", "R", "--condition", "Lock")
    assert "must be consulted first" in run(*approve).err
    happens(run, ref, "2026-09-01", "sent")
    happens(run, ref, "2026-09-02", "received")
    assert "must be consulted first" in run(*approve).err
    gate = run("show", ref, "--json").json["go_live"]
    assert gate["outcome"] == "blocked"
    assert "under way, sent on 2026-09-01" in gate["conditions"][0]
    early = run("consult", ref, "closed", "--outcome", "no-reply", "--because", "N", "--on",
                "2026-10-28")  # fmt: skip
    assert early.code == 3 and "may still answer until 2026-10-28" in early.err
    happens(run, ref, "2026-10-29", "closed", "--outcome", "no-reply", "--because", "No word")
    assert "is no approval" in run("consult", ref).out
    found = run("show", ref, "--json").json["consultation"]
    assert (found["outcome"], found["record"]["fulfilled"]) == ("required", True)
    assert "It must be consulted" not in run("consult", ref).out
    assert run(*approve).code == 0


def test_what_is_only_assumed_is_named_before_it_goes_out(run: Run, home: Path) -> None:
    marks = {"processing": {"/controller": {"assumed": True}}}
    ref = brought_in(run, home, high(organisation="Shop", marks=marks))
    done = run("consult", ref, "--pack", str(home / "pack"), "--body", "ap")
    assert done.code == 0 and "only assumed: “Who is the controller?”" in done.err
    assert "(assumed)" not in (home / "pack" / "a-responsibilities.html").read_text("utf-8")
    refused = run("consult", ref, "sent")
    assert refused.code == 3 and "“Who is the controller?”" in refused.err
    assert run("mark", ref, "processing.controller", "--not-assumed").code == 0
    assert run("consult", ref, "sent").code == 0


def test_a_ban_stays_a_ban(run: Run, home: Path) -> None:
    ref = brought_in(run, home, high(organisation="Shop"))
    happens(run, ref, "2026-09-01", "sent")
    happens(run, ref, "2026-09-02", "closed", "--outcome", "limitation", "--because", "Banned")
    found = run("show", ref, "--json").json
    assert not found["consultation"]["record"]["fulfilled"]
    assert "limited or banned it" in found["go_live"]["conditions"][0]


def test_a_request_with_a_missing_part_is_not_sent_but_shown_as_missing(
    run: Run, home: Path
) -> None:
    ref = brought_in(run, home, high(measures=[], organisation="Shop"))
    refused = run("consult", ref, "sent")
    assert refused.code == 3 and "(c) Measures and safeguards is missing" in refused.err
    done = run("consult", ref, "--pack", str(home / "pack"), "--json")
    states = {part["id"]: part["state"] for part in done.json["parts"]}
    assert states == {**dict.fromkeys("ade", "partly"), "b": "there", "c": "missing",
                      "f": "nothing"}  # fmt: skip
    assert "MISSING" in (home / "pack" / "c-measures.html").read_text("utf-8")


def test_the_pack_is_written_once_into_a_folder_of_its_own(run: Run, app: str, home: Path) -> None:
    note = home / "..flow [b].txt"
    note.write_text("Who sends what to whom", encoding="utf-8")
    assert run("attach", app, str(note)).code == 0
    folder = home / "pack"
    done = run("consult", app, "--pack", str(folder))
    assert done.code == 0 and "(a) Responsibilities" in done.err
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    whole = {"consultation.pdf", "consultation.docx", "contents.json", "e-assessment.pdf"}
    parts = {"a-responsibilities", "b-purposes-and-means", "c-measures", "d-dpo"}
    parts |= {"f-further-information"}
    (attached,) = names - whole - {f"{name}.html" for name in parts}
    assert attached.startswith("attachments/") and "[" not in attached
    assert (folder / attached).read_text("utf-8") == "Who sends what to whom"
    assert folder.stat().st_mode & 0o777 == 0o700
    again = run("consult", app, "--pack", str(folder))
    assert again.code == 3 and "not an empty folder" in again.err


def test_a_country_with_several_authorities_asks_which(run: Run, home: Path) -> None:
    ref = brought_in(run, home, {**SOUND, "authority": "de", "title": "Shop"})
    refused = run("consult", ref, "--pack", str(home / "pack"))
    assert refused.code == 3 and "--body" in refused.err and "baylda (BayLDA)" in refused.err
    assert "baylfd" not in refused.err  # it is for public bodies
    done = run("consult", ref, "--pack", str(home / "pack"), "--body", "baylda", "--json")
    assert done.json["to"].startswith("Bayerisches Landesamt")
    sent = ("sent", "--voluntary", "--body", "baylda", "--on", "2026-04-09")
    assert run("consult", ref, *sent).code == 0
    assert answer_until(run, ref) == "2026-06-05"  # the 4th is Corpus Christi in Bavaria
