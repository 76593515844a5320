"""An assessment moves through its life: who may move it, what must be there first, who signs."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dpia.assessment.life_cycle import FILE, STATES, read, state_of
from dpia.assessment.signing import content_hash
from dpia.desk.case import Case
from dpia.desk.config import Config
from dpia.desk.desk import Desk
from dpia.desk.library import Library
from dpia.desk.revising import revise
from dpia.documents import words
from dpia.errors import Invalid
from dpia.register import Register
from tests.desk.test_revising import SOUND, decided

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ROLES = {"Ada": "assessor", "Dora D.": "dpo", "Cleo": "approver, assessor"}


def as_(desk: Desk, name: str, roles: dict[str, str] | None = None) -> Desk:
    """Return a desk at which `name` works on the same register, with these roles."""
    config = Config(name=name, authority="bg", roles=ROLES if roles is None else roles)
    register = Register.open(desk.register.path)
    return Desk(register, Library(desk.register.path / "none"), config, clock=lambda: NOON)


def ways(case: Case) -> dict[str, bool]:
    return {way.move.id: not way.refused for way in case.ways()}


def test_asks_for_advice_gets_it_and_decides(desk: Desk) -> None:
    case = desk.bring_in({**SOUND, "title": "News by mail"})
    case.move("in-review")
    assert (case.state, case.document["events"][-1]["about"]) == ("in-review", "in-review")
    case.advise("Go on with it.", "Dora")
    assert case.state == "advised" and case.editable
    for measure in case.document["measures"]:
        case.change_measure(measure["id"], status="implemented", due="")
    for risk in case.document["risks"]:
        case.confirm_risk(risk["id"])
    case.decide("approved", "Nothing stands against it.")
    assert case.state == "decided" and not case.editable
    kinds = [event["kind"] for event in case.document["events"]]
    assert kinds[1:3] == ["moved", "advised"] and kinds[-1] == "decided"


def test_goes_live_and_ends_with_the_days_and_reasons(desk: Desk) -> None:
    case = decided(desk)
    case.move("in-force", day=date(2026, 10, 1))
    assert case.document["dates"]["in_force"] == "2026-10-01" and case.state == "in-force"
    with pytest.raises(Invalid, match="takes a written reason"):
        case.move("retired")
    with pytest.raises(Invalid, match="still to come"):
        case.move("retired", "Sold.", date(2027, 1, 1))
    case.move("retired", "The shop is sold.", date(2026, 11, 1))
    assert case.document["dates"]["ended"] == "2026-11-01"
    assert case.document["events"][-1]["note"] == "The shop is sold."
    with pytest.raises(Invalid, match="retired and cannot be changed"):
        case.answer("screening.people", 4)
    case.reopen("It was not sold.")
    assert case.state == "draft" and "in_force" not in case.document["dates"]


def test_does_not_go_live_while_something_stands_in_the_way(desk: Desk) -> None:
    case = desk.bring_in({**SOUND, "title": "News by mail"})
    with pytest.raises(Invalid, match="only from: Decided"):
        case.move("go-live")
    case.decide("conditionally-approved", "Once they are met.", ["Train the staff"])
    with pytest.raises(Invalid, match="Train the staff"):
        case.move("in-force")
    case.reopen("Refer it.")
    case.decide("consultation", "The authority is asked.")
    with pytest.raises(Invalid, match=r"must be an approval\.\n.*wait for its answer"):
        case.move("in-force")
    assert ways(case)["go-live"] is False


def test_a_review_is_due_by_its_day_and_no_file_changes(desk: Desk) -> None:
    case = decided(desk)
    case.set_review(date(2026, 11, 23))
    before = desk.register.file(case.id).read_bytes()
    assert case.state == "decided"
    assert state_of(case.document, date(2026, 11, 23)) == "due-for-review"
    (row,) = desk.summaries()
    assert state_of(row, date(2026, 11, 22)) == "decided"
    assert state_of(row, date(2027, 1, 1)) == "due-for-review"
    assert desk.register.file(case.id).read_bytes() == before


def test_who_has_no_role_is_told_who_has(desk: Desk) -> None:
    ref = desk.bring_in({**SOUND, "title": "News by mail"}).id
    with pytest.raises(Invalid, match=r"for the assessor \(Ada, Cleo\); you are “Dora D.”"):
        as_(desk, "Dora D.").open(ref).move("in-review")
    as_(desk, "Ada").open(ref).move("in-review")
    with pytest.raises(Invalid, match=r"for the DPO \(Dora D\.\)"):
        as_(desk, "Ada").open(ref).advise("Go on with it.", "Dora")
    as_(desk, "Dora D.").open(ref).advise("Go on with it.", "Dora")
    with pytest.raises(Invalid, match=r"for the approver \(Cleo\)"):
        as_(desk, "Ada").open(ref).decide("rejected", "No.")
    as_(desk, "cleo").open(ref).decide("rejected", "No.")


def test_where_nobody_has_a_role_everybody_may_and_it_is_said(desk: Desk) -> None:
    case = as_(desk, "Bob", {"Ada": "assessor"}).open(desk.create("Badges").id)
    told = {way.move.id: way.who for way in case.ways()}
    assert told["decide"] == "everybody (no approver is named)"
    assert told["submit"] == "assessor: Ada" and ways(case)["submit"] is False
    case.decide("rejected", "Not worth it.")


def test_advice_is_answered_later_and_each_is_kept(desk: Desk) -> None:
    case = desk.create("Badges")
    case.advise("Encrypt it.", "Dora")
    with pytest.raises(Invalid, match="takes a written reason"):
        case.answer_advice("no")
    case.answer_advice("no", "It holds no names.")
    dpo = case.document["opinions"]["dpo"]
    assert (dpo["followed"], dpo["answered_by"]) == ("no", "Ada")
    assert dpo["answered_at"].startswith("2026-11-22")
    case.advise("Then say so to people.", "Dora")
    opinions = case.document["opinions"]
    assert (
        opinions["dpo"]["advice"] == "Then say so to people." and "followed" not in opinions["dpo"]
    )
    assert [one["response"] for one in opinions["dpo_earlier"]] == ["It holds no names."]
    case.answer_advice("yes", "Done.")
    assert case.document["opinions"]["dpo"]["response"] == "Done."
    assert len(case.document["opinions"]["dpo_earlier"]) == 1


def test_a_change_after_the_advice_is_said_and_new_advice_settles_it(desk: Desk) -> None:
    case = desk.create("Badges")
    case.move("in-review")
    case.advise("Encrypt it.", "Dora")
    case.views(False, "It would reveal the plan.")
    assert "dpo-advice-older-text" not in {f["id"] for f in case.verdict["findings"]}
    case.answer("screening.part", "controller")
    found = {f["id"]: f for f in case.verdict["findings"]}
    assert found["dpo-advice-older-text"]["weight"] == "note"
    case.move("in-review")
    case.advise("Good now.", "Dora")
    assert case.state == "advised"
    assert "dpo-advice-older-text" not in {f["id"] for f in case.verdict["findings"]}


def test_signing_binds_the_content_and_a_change_shows(desk: Desk) -> None:
    case = decided(desk)
    (own,) = case.sign_offs()
    assert (own["by"], own["role"], own["fits"]) == ("Ada", "approver", True)
    assert own["content_hash"] == content_hash(case.document)
    assert own["head_hash"] == case.document["events"][-2]["hash"]
    case.move("in-force")
    case.sign("managing director", "controller")
    case.set_review(date(2027, 5, 1))
    assert [one["fits"] for one in case.sign_offs()] == [True, True]
    case.reopen("New facts.")
    case.change_measure(case.document["measures"][0]["id"], owner="IT")
    assert [one["fits"] for one in case.sign_offs()] == [False, False]
    assert desk.register.verify(case.id) == []


def test_nobody_signs_in_the_role_of_another_or_what_is_past(desk: Desk) -> None:
    case = as_(desk, "Ada").open(desk.create("Badges").id)
    with pytest.raises(Invalid, match="for the approver"):
        case.sign(role="approver")
    with pytest.raises(Invalid, match="Nobody signs as"):
        case.sign(role="owner")
    case.sign()
    assert case.sign_offs()[0]["role"] == "assessor"
    case.archive("Dropped.")
    with pytest.raises(Invalid, match="only read"):
        case.sign()


def test_what_is_in_force_is_revised_and_gives_way(desk: Desk) -> None:
    old = decided(desk)
    old.move("in-force")
    new, _carried = revise(old)
    assert not new.document["sign_offs"] and new.state == "draft"
    new.decide("rejected", "It stops.")
    assert desk.open(old.id).state == "superseded"
    assert desk.open(old.id).ways()[0].move.id == "archive"


def test_what_was_put_away_comes_back_in_its_state(desk: Desk) -> None:
    case = decided(desk)
    case.move("in-force")
    case.archive("Out of sight.")
    case.bring_back()
    assert case.state == "in-force" and "archived_from" not in case.document


def test_nothing_is_taken_back_outside_a_draft_or_across_a_move(desk: Desk) -> None:
    case = desk.create("Badges")
    case.answer("screening.part", "controller")
    case.move("in-review")
    with pytest.raises(Invalid, match="Only in a draft"):
        case.undo()
    case.move("draft", "Not ready.")
    with pytest.raises(Invalid, match="nothing of yours"):
        case.undo()
    case.answer("screening.part", "processor")
    case.undo()
    assert case.document["answers"]["screening"]["part"] == "controller"


def test_a_move_there_is_not_is_refused_with_those_there_are(desk: Desk) -> None:
    case = desk.create("Badges")
    with pytest.raises(Invalid, match="Possible: in-review, decided, archived"):
        case.move("moon")
    with pytest.raises(Invalid, match="dpia decide"):
        case.move("decided")


def test_an_assessment_frozen_before_there_was_a_life_cycle_moves_all_the_same(desk: Desk) -> None:
    case = desk.create("Badges")
    del case.document["judged_by"][FILE]
    case.document.pop("sign_offs")
    stamp = desk.register.load(case.id).stamp
    desk.register.save(case.document, stamp)
    old = desk.open(case.id)
    assert FILE not in old.rulebook.files
    old.move("in-review")
    old.sign()
    assert desk.open(case.id).state == "in-review"


def test_an_organisation_orders_its_own_life_cycle(tmp_path: Path) -> None:
    own = tmp_path / "own" / "law"
    own.mkdir(parents=True)
    document = json.loads(json.dumps(Library(tmp_path / "none").document(FILE)))
    document["states"][1]["open"] = False
    decide = next(move for move in document["moves"] if move["id"] == "decide")
    decide["from"] = ["advised"]
    decide["needs"].append({"title": "The views must be known", "when": {"case.views": "sought"}})
    (own / "life-cycle.json").write_text(json.dumps(document), encoding="utf-8")
    register = Register.open(tmp_path / "register", create=True)
    desk = Desk(register, Library(tmp_path / "own"), Config(name="Ada", authority="bg"))
    case = desk.create("Badges")
    with pytest.raises(Invalid, match="only from: Advised"):
        case.decide("rejected", "No.")
    case.move("in-review")
    with pytest.raises(Invalid, match="in review and cannot be changed"):
        case.answer("screening.part", "controller")
    assert "decide" not in ways(case)
    case.move("draft", "To write down the advice.")
    case.advise("Go on.", "Dora")
    case.move("in-review")
    case.move("advised")
    case2 = desk.open(case.id)
    with pytest.raises(Invalid, match="The views must be known"):
        case2.decide("rejected", "No.")


def test_every_state_of_the_data_has_its_word() -> None:
    document = Library(Path("none")).document(FILE)
    assert tuple(state["id"] for state in document["states"]) == STATES
    assert {s["id"]: s["title"] for s in document["states"]} == words.STATUS
    assert read(document).open_states == {"draft", "in-review", "advised"}


def test_the_dpo_at_the_keys_says_who_decides(desk: Desk) -> None:
    officer = Config(name="Dora D.", dpo="dora d., DPO", authority="bg")
    register = Register.open(desk.register.path)
    at_the_keys = Desk(register, Library(desk.register.path / "none"), officer, clock=lambda: NOON)
    case = at_the_keys.bring_in({**SOUND, "title": "News by mail"})
    assert case.usual_decider() == ""
    with pytest.raises(Invalid, match="the controller decides"):
        case.decide("rejected", "Too much for the purpose.")
    case.decide("rejected", "Too much for the purpose.", by="Cleo, head of sales")
    assert case.document["decision"]["by"] == "Cleo, head of sales"
