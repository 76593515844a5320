"""What comes after the questions: the commands for risks, measures, opinions and the decision."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dpia.text import _, ngettext

if TYPE_CHECKING:
    from dpia.desk.case import Case


def open_questions(case: "Case") -> Iterator[str]:
    """Yield what is left among the questions, and how one comes to it."""
    from dpia.cli.interview.route import stops

    found: list[str] = [
        stop.state.state
        for stop in stops(case.evaluation)
        if stop.question.kind != "rows" or not case.evaluation.value(stop.path)
    ]
    ref = case.document["reference"]
    said = {
        "open": _("Open: {n}. `dpia answer {ref}` asks again."),
        "unknown": _("Not known yet: {n}. `dpia answer {ref} --unknown` asks them again."),
        "optional": _("May be answered as well: {n}. `dpia answer {ref} --all` asks everything."),
    }
    for name, words in said.items():
        if count := found.count(name):
            yield words.format(n=count, ref=ref)


def next_commands(case: "Case") -> Iterator[str]:
    """Yield the steps of the pathway that are no questions, each with its commands."""
    asked = [
        step.step
        for step in case.rulebook.steps
        if step.step and (step.when is None or case.evaluation.test(step.when).value is not False)
    ]
    ref = case.document["reference"]
    if "risks" in asked:
        yield from _risks(case, ref)
    if "opinions" in asked:
        opinions = case.document["opinions"]
        if not opinions.get("dpo"):
            yield _("The DPO's advice: `dpia advise {ref} TEXT`").format(ref=ref)
        if not opinions.get("data_subjects"):
            yield _("Views of data subjects: `dpia views {ref} TEXT`").format(ref=ref)
    if "decision" in asked and not case.document["decision"]:
        yield _("Decision: `dpia decide {ref} OUTCOME --reason TEXT`").format(ref=ref)


def _risks(case: "Case", ref: str) -> Iterator[str]:
    verdict = case.verdict
    if count := len(verdict["proposals"]):
        said = ngettext("{n} risk is proposed", "{n} risks are proposed", count).format(n=count)
        words = _("{said}: `dpia risk list {ref}`, then `dpia risk pick {ref} NAME`")
        yield words.format(said=said, ref=ref)
    if count := sum(not risk["settled"] for risk in verdict["risks"]):
        said = ngettext(
            "{n} risk is to be rated or confirmed",
            "{n} risks are to be rated or confirmed",
            count,
        ).format(n=count)
        yield _("{said}: `dpia answer {ref} --risks` asks line by line").format(said=said, ref=ref)
    if verdict["risks"]:
        words = _("Measures: `dpia measure list {ref}`, `dpia measure pick {ref} NAME --risk RISK`")
        yield words.format(ref=ref)
