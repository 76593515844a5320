"""Three questions whose answer is true, false or unknown, and what a condition is worth."""

from typing import Any

from dpia.questionnaire.condition import parse
from dpia.questionnaire.evaluation import Evaluation
from tests.questionnaire.handmade import choice, evaluation, rulebook, topic

Truth = bool | None
T, F, U = True, False, None


def facts() -> dict[str, Any]:
    """Three questions whose answer `yes` is true, `no` false and none unknown."""
    return topic("q", {name: choice() for name in "abc"})


def seen(*values: Truth) -> Evaluation:
    """Return an evaluation in which the questions a, b, c have these values."""
    answers = {
        n: "yes" if v else "no" for n, v in zip("abc", values, strict=False) if v is not None
    }
    return evaluation(rulebook(facts()), {"q": answers})


def worth(ev: Evaluation, raw: Any) -> Truth:
    """Return what a condition is worth."""
    return ev.test(parse(raw)).value
