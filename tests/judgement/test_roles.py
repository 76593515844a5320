"""Which authority's lists bind: the lead's, or each one's where there is no one-stop-shop."""

from dpia.assessment.document import from_file
from dpia.desk.library import Library
from dpia.judgement import judge
from dpia.questionnaire.rulebook import Rulebook
from tests.judgement.listing import DOUBT, REQUIRED, WHITE, Json, book, came_to, judged, listed, yes
from tests.judgement.synthetic import DAY, FILES, NINE, screened, verdict


def roles(answers: Json) -> list[str]:
    return [found["role"] for found in verdict(answers)["authorities"].values()]


def test_the_first_authority_leads_unless_the_law_knows_no_lead() -> None:
    assert roles({}) == ["lead", "concerned"]
    assert roles({"public": "yes"}) == ["competent", "concerned"]
    assert roles({"outside": "yes"}) == ["competent", "competent"]
    assert roles({"outside": "yes", "public": "yes"}) == ["competent", "competent"]
    assert roles({"outside": None, "public": None}) == ["lead", "concerned"]
    because = verdict({"public": "yes"})["authorities"]["bg"]["role_because"]
    assert because["law"] == "GDPR Art. 55(2)"


def test_without_a_one_stop_shop_every_list_binds() -> None:
    assert screened({"row_concerned": "yes"}) == ("not-required", "none")
    assert screened({"row_concerned": "yes", "public": "yes"}) == ("not-required", "none")
    outside = {"outside": "yes"}
    assert screened({**outside, "row_concerned": "yes"}) == REQUIRED
    assert screened({**outside, "row_concerned": None}) == DOUBT
    assert screened({**outside, "row": "yes"}) == REQUIRED
    assert screened({**outside, "row_concerned": "yes", "solo": "yes"})[1] == "conflict"
    found = verdict({**outside, "row_concerned": "yes", "large_scale": "yes"})["screening"]
    assert [r["rule"] for r in found["reasons"] if r["deciding"]] == ["nl-35-4-1"]
    near = verdict({**outside, "large_scale": "yes"})["screening"]["near_misses"]
    assert [miss["row"] for miss in near] == ["bg-35-4-1", "nl-35-4-1"]


def test_an_open_establishment_matters_only_where_another_list_could_bind() -> None:
    assert screened({"outside": None}) == ("not-required", "none")
    assert screened({"outside": None, "row_concerned": "yes"}) == DOUBT
    assert screened({"outside": None, "row_concerned": None}) == DOUBT
    found = verdict({"outside": None, "row_concerned": "yes"})
    assert [entry["question"] for entry in found["undetermined"]] == ["facts.outside"]


def test_a_list_of_exempt_operations_helps_only_in_its_own_state() -> None:
    def beside(*rows: Json) -> Json:
        return {"id": "lv", "title": "Second", "lists": [{**white, "rows": list(rows)}]}

    white = listed(article="35(5)", id="lv-35-5")
    criteria = dict.fromkeys(NINE[:2], "yes")
    rules = book(WHITE, also=(beside({"id": "lv-35-5-1", "title": "x", "when": yes("voluntary")}),))
    answers = {**criteria, "white": "yes"}
    assert came_to(rules, answers) == ("not-required", "exempt-35-5")
    assert came_to(rules, {**criteria, "voluntary": "yes"}) == ("required", "presumed")
    # Where each authority is competent by itself, every one of them has to free.
    assert came_to(rules, {**answers, "outside": "yes"}) == ("required", "presumed")
    assert came_to(rules, {**answers, "outside": None}) == ("required", "presumed")
    freed = {**answers, "outside": "yes", "voluntary": "yes"}
    assert came_to(rules, freed) == ("not-required", "exempt-35-5")


def test_without_the_tests_in_the_law_the_first_authority_leads() -> None:
    law = {**FILES["law/screening"]}
    law["tests"] = {k: v for k, v in law["tests"].items() if not k.startswith("no-")}
    rules = Rulebook({**FILES, "law/screening": law}, "bg", ("nl",))
    found = judged(rules, {"outside": "yes", "public": "yes", "row_concerned": "yes"})
    assert [one["role"] for one in found["authorities"].values()] == ["lead", "concerned"]
    assert found["screening"]["outcome"] == "not-required"


def test_the_shipped_law_knows_who_is_competent() -> None:
    files = Library().files()
    basis = {"authority": "bg", "also": ["nl"], "pathway": "screening-only"}
    rules = Rulebook(files, "bg", ("nl",), "screening-only")

    def roles_of(**answers: str) -> list[str]:
        given = {"screening": {"part": "controller", **answers}}
        found = judge(from_file({**basis, "answers": given}), rules, DAY)
        return [one["role"] for one in found["authorities"].values()]

    assert roles_of(controller_kind="company", establishment="eu") == ["lead", "concerned"]
    assert roles_of(controller_kind="public_body") == ["competent", "concerned"]
    for outside in ("outside_represented", "outside_unrepresented"):
        assert roles_of(establishment=outside) == ["competent", "competent"]
