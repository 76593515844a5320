"""A small rulebook of yes/no questions, one for each thing a verdict can rest on."""

from datetime import date
from typing import Any

from dpia.assessment.document import from_file
from dpia.judgement import judge
from dpia.questionnaire.rulebook import Rulebook

DAY = date(2026, 11, 22)
NINE = (
    *("evaluation_scoring", "automated_decision", "systematic_monitoring", "sensitive_data"),
    *("large_scale", "combining_datasets", "vulnerable_people", "innovative_technology"),
    "prevents_right_or_service",
)
EARLY = (
    *("not-applicable", "not-controller", "exempt-35-10"),
    *("covered-existing", "covered-similar", "covered-prior-check"),
)
GATES = (
    *(
        "trigger",
        "row",
        "row_concerned",
        "white",
        "solo",
        "other",
        "ordered",
        "national",
        "voluntary",
    ),
    *("public", "outside"),
)
EXTRA = ("no_basis", "danger", "running", "doubt", "lax", "shaky")


def _name(test: str) -> str:
    return test.replace("-", "_")


def _yes_no(title: str, **annotations: Any) -> dict[str, Any]:
    return {
        "title": title,
        "type": "string",
        "oneOf": [
            {"const": "yes", "title": "Yes", **annotations},
            {"const": "no", "title": "No"},
        ],
    }


def topic() -> dict[str, Any]:
    questions = {name: _yes_no(name, **{"x-criteria": [name]}) for name in NINE}
    questions |= {_name(name): _yes_no(name) for name in (*EARLY, *GATES, *EXTRA)}
    questions["follow_up"] = _yes_no("follow up") | {"x-show-if": {"trigger": "yes"}}
    questions["no_basis"]["x-required"] = True
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "x-topic": "facts",
        "x-version": "1.0.0",
        "title": "Facts",
        "type": "object",
        "properties": questions,
        "x-sections": [{"id": "all", "title": "All", "questions": list(questions)}],
        "x-facts": {
            "solo": {"title": "Alone", "when": {"solo": "yes"}, "x-law": ["GDPR Rec. 91"]},
            "already_running": {"title": "Runs", "when": {"running": "yes"}},
        },
        "x-rules": [
            {
                "id": "no-basis",
                "title": "There is no legal basis",
                "when": {"no_basis": "yes"},
                "raises": {"finding": "no-basis", "weight": "blocking", "part": "lawfulness"},
                "because": "Nothing in Art. 6 fits.",
                "x-law": ["GDPR Art. 6"],
            },
            {
                "id": "danger",
                "title": "Something is badly wrong",
                "when": {"danger": "yes"},
                "raises": {"finding": "danger", "weight": "blocking"},
                "because": "It says so.",
                "x-law": ["GDPR Art. 5"],
            },
            {
                "id": "doubt",
                "title": "The law may not stand",
                "when": {"doubt": "yes"},
                "raises": {"finding": "doubt", "weight": "serious", "part": "lawfulness"},
                "because": "If not, the legal basis falls away.",
                "x-law": ["GDPR Art. 6(3)"],
            },
            {
                "id": "lax",
                "title": "Nobody tried the backups",
                "when": {"lax": "yes"},
                "raises": {"finding": "lax", "weight": "serious"},
                "because": "They may fail.",
                "x-law": ["GDPR Art. 32"],
            },
            {
                "id": "shaky",
                "title": "Vital interests as a basis",
                "when": {"shaky": "yes"},
                "raises": {"finding": "shaky", "weight": "note", "part": "lawfulness"},
                "because": "Look again.",
                "x-law": ["GDPR Art. 6(1)(d)"],
            },
        ],
    }


def _when(name: str) -> dict[str, Any]:
    return {"facts." + _name(name): "yes"}


def _test(name: str, law: str) -> dict[str, Any]:
    return {"title": name, "when": _when(name), "law": law}


def _authority(name: str, question: str) -> dict[str, Any]:
    def rows(kind: str, when: dict[str, Any]) -> list[dict[str, Any]]:
        return [{"id": f"{name}-{kind}-1", "title": f"{kind} of {name}", "when": when}]

    both = {"all": [_when(question), {"any": [_when(question), _when("large_scale")]}]}
    return {
        "id": name,
        "title": f"Authority of {name}",
        "lists": [
            {"id": f"{name}-4", "article": "35(4)", "title": "List", "rows": rows("35-4", both)},
            {
                "id": f"{name}-5",
                "article": "35(5)",
                "title": "White list",
                "rows": rows("35-5", _when("white")),
            },
        ],
    }


def files() -> dict[str, Any]:
    tests = {name: _test(name, "GDPR Art. 35") for name in EARLY}
    tests |= {"recital-91": _test("solo", "GDPR Rec. 91")}
    tests |= {"other-high-risk": _test("other", "GDPR Art. 35(1)")}
    tests |= {"ordered-by-law": _test("ordered", "GDPR Art. 35(10)")}
    tests |= {"no-lead": _test("public", "GDPR Art. 55(2)")}
    tests |= {"no-one-stop-shop": _test("outside", "GDPR Art. 56(1)")}
    return {
        "topics/facts": topic(),
        "pathways/edpb-2026": {"id": "edpb-2026", "title": "GDPR", "steps": [{"topic": "facts"}]},
        "authorities/bg": _authority("bg", "row"),
        "authorities/nl": _authority("nl", "row_concerned"),
        "methods/four-by-four": method(),
        "law/criteria": {
            "id": "criteria",
            "criteria": [
                {"id": name, "number": i + 1, "title": name, "law": "WP 248 rev.01 p. 9"}
                for i, name in enumerate(NINE)
            ],
        },
        "law/screening": {
            "id": "screening",
            "tests": tests,
            "triggers": [{"id": "35-3-a", **_test("trigger", "GDPR Art. 35(3)(a)")}],
            "presumption": {"criteria": 2, "law": "WP 248 rev.01 p. 11"},
            "recommendation": {"criteria": 1, "law": "WP 248 rev.01 p. 11"},
            "doubt": {"law": "WP 248 rev.01 p. 8"},
            "voluntary": _test("voluntary", "EDPB template 0.5"),
        },
        "law/consultation": {
            "id": "consultation",
            "residual": {"law": "GDPR Art. 36(1)"},
            "national": _test("national", "GDPR Art. 36(5)"),
        },
        "catalogue/scenarios": {
            "entries": [
                {"id": "harm", "title": "Harm", "when": _when("large_scale"), "because": "Many."},
                {"id": "loss", "title": "Loss", "when": _when("other"), "because": "Other."},
            ]
        },
        "catalogue/findings": {
            "entries": [
                {
                    "id": "running-while-high",
                    "title": "Running with a high risk",
                    "because": "It runs.",
                    "weight": "blocking",
                    "law": ["GDPR Art. 36(1)"],
                    "when": {
                        "all": [
                            _when("running"),
                            {"some": "case.risks", "where": {"today_high": "yes"}},
                        ]
                    },
                }
            ]
        },
    }


def method() -> dict[str, Any]:
    low, medium, high = "low", "medium", "high"
    return {
        "id": "four-by-four",
        "likelihood": [{"level": n, "title": str(n)} for n in range(1, 5)],
        "severity": [{"level": n, "title": str(n)} for n in range(1, 5)],
        "levels": [
            {"id": low, "title": "Low", "rank": 1, "acceptable": True, "consult": False},
            {"id": medium, "title": "Medium", "rank": 2, "acceptable": True, "consult": False},
            {"id": high, "title": "High", "rank": 3, "acceptable": False, "consult": True},
        ],
        "matrix": [
            [low, low, low, medium],
            [low, low, medium, medium],
            [medium, medium, high, high],
            [medium, high, high, high],
        ],
        "cells": [
            {"severity": 4, "likelihood": 1, "needs": "reason", "because": "Rare but unbearable."}
        ],
        "flags": [
            {
                "id": "F1",
                "title": "Cannot be overcome",
                "when": {"severity": {"minimum": 4}, "likelihood": {"minimum": 2}},
                "then": "raise-to",
                "level": high,
                "law": ["WP 248 rev.01 p. 19"],
            },
            {
                "id": "F3",
                "title": "Obvious",
                "when": {"obvious": "yes"},
                "then": "raise-to",
                "level": high,
                "law": ["WP 248 rev.01 p. 19"],
            },
            {
                "id": "F4",
                "title": "Small harm to many",
                "when": {
                    "widespread": "yes",
                    "likelihood": {"minimum": 3},
                    "severity": {"maximum": 2},
                },
                "then": "needs-confirmation",
                "because": "Confirm that this is not high.",
                "law": ["ICO"],
            },
        ],
    }


FILES = files()
BOOK = Rulebook(FILES, authority="bg", also=("nl",))
NO = {_name(name): "no" for name in (*NINE, *EARLY, *GATES, *EXTRA)}


def document(answers: dict[str, str] | None = None, **parts: Any) -> dict[str, Any]:
    """A document whose answers are all "no", except those given; None means not answered."""
    known = {k: v for k, v in {**NO, **(answers or {})}.items() if v is not None}
    return from_file({"authority": "bg", "also": ["nl"], "answers": {"facts": known}, **parts})


def verdict(answers: dict[str, Any] | None = None, explore: bool = False, **parts: Any) -> Any:
    return judge(document(answers, **parts), BOOK, DAY, explore=explore)


def screened(answers: dict[str, Any] | None = None, **parts: Any) -> tuple[str, str]:
    found = verdict(answers, **parts)["screening"]
    return found["outcome"], found["conclusion"]


def risk(likelihood: int | None = 2, severity: int | None = 2, **parts: Any) -> dict[str, Any]:
    """A confirmed risk on which nothing is left to say."""
    inherent = {"likelihood": likelihood, "severity": severity}
    base = {"id": "r1", "title": "Leak", "track": "event", "event": "access"}
    base |= {"inherent": {k: v for k, v in inherent.items() if v is not None}}
    return base | {"obvious": "no", "widespread": "no", "confirmed": True, **parts}


def measure(status: str = "implemented", **parts: Any) -> dict[str, Any]:
    effects = [{"risk": "r1", "likelihood": 1, "severity": 0}]
    base = {"id": "m1", "title": "Locks", "role": "additional", "status": status}
    return base | {"effects": effects, **parts}
