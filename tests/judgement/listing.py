"""The synthetic rulebook with lists of one's own: small rows over its yes/no questions."""

from typing import Any

from dpia.assessment.document import from_file
from dpia.judgement import judge
from dpia.questionnaire.rulebook import Rulebook
from tests.judgement.synthetic import DAY, FILES, NO

Json = dict[str, Any]
REQUIRED, DOUBT = ("required", "national-list"), ("undetermined", "doubt")


def yes(*names: str) -> Json:
    """Return the condition that all these are answered with yes."""
    parts = [{f"facts.{name}": "yes"} for name in names]
    return parts[0] if len(parts) == 1 else {"all": parts}


def row(name: str, when: Json, **changes: Any) -> Json:
    return {"id": f"cz-{name}", "title": name, "when": when, **changes}


def listed(*rows: Json, article: str = "35(4)", **changes: Any) -> Json:
    name = "cz-" + article.replace("(", "-").rstrip(")")
    dated = {"valid_from": "2019-01-01", "confidence": "official"}
    return {
        "id": name,
        "article": article,
        "title": name,
        "rows": list(rows),
        **dated,
        **changes,
    }


def book(*lists: Json, also: tuple[Json, ...] = ()) -> Rulebook:
    """Return the synthetic rulebook with these lists of the first authority, and others beside."""
    own = {"id": "cz", "title": "First", "lists": list(lists)}
    documents = {f"authorities/{found['id']}": found for found in (own, *also)}
    return Rulebook({**FILES, **documents}, "cz", tuple(found["id"] for found in also))


def judged(rules: Rulebook, answers: Json) -> Any:
    """Return the verdict; what is not answered is "no", None is not known."""
    known = {k: v for k, v in {**NO, **answers}.items() if v is not None}
    basis = {"authority": rules.authority, "also": list(rules.also)}
    return judge(from_file({**basis, "answers": {"facts": known}}), rules, DAY)


def came_to(rules: Rulebook, answers: Json) -> tuple[str, str]:
    found = judged(rules, answers)["screening"]
    return found["outcome"], found["conclusion"]


WHITE = listed(row("35-5-1", yes("white")), article="35(5)")
BLACK = listed(row("35-4-1", yes("row")))
