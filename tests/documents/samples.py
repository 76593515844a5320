"""Assessments, verdicts and rulebooks by hand, in the shapes the workbook is written from."""

import copy
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from dpia.questionnaire.rulebook import Rulebook

AS_OF = date(2026, 11, 22)
MADE = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
METHODS = Path(__file__).parents[2] / "questionnaires" / "methods"

CRITERIA = {
    "evaluation_scoring": "Evaluation or scoring",
    "automated_decision": "Automated decisions with legal or similar effect",
    "systematic_monitoring": "Systematic monitoring",
    "sensitive_data": "Sensitive or highly personal data",
    "large_scale": "Large-scale processing",
    "combining_datasets": "Matching or combining datasets",
    "vulnerable_people": "Vulnerable data subjects",
    "innovative_technology": "Innovative use of technology",
    "prevents_right_or_service": "Keeping people from a right or a service",
}


def rulebook(method: str = "four-by-four", **changes: Any) -> Rulebook:
    """Return a rulebook with only what the workbook reads; `changes` alter the method's file."""
    files = {
        "pathways/edpb-2026": {
            "format": "dpia-pathway/1",
            "id": "edpb-2026",
            "title": "GDPR",
            "steps": [],
        },
        f"methods/{method}": json.loads((METHODS / f"{method}.json").read_text("utf-8")) | changes,
        "law/criteria": {
            "criteria": [
                {"id": name, "title": title, "description": f"{title}, in short.", "law": "WP 248"}
                for name, title in CRITERIA.items()
            ]
        },
        "law/duties": {
            "duties": [
                {"id": "fairness", "title": "Fairness", "group": "principle", "law": "x"},
                {"id": "access", "title": "Access to the data", "group": "right", "law": "x"},
            ]
        },
        "authorities/bg": {"id": "bg", "title": "Commission for Personal Data Protection"},
        "authorities/nl": {"id": "nl", "title": "Autoriteit Persoonsgegevens"},
    }
    return Rulebook(files, authority="bg", also=("nl",), method=method)


def rating(likelihood: int, severity: int, level: str) -> dict[str, Any]:
    return {"likelihood": likelihood, "severity": severity, "level": level, "because": []}


def cookies() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a decided assessment with three risks, and its verdict."""
    document = {
        "format": "dpia-assessment/1",
        "id": "0f7a1e2c-6d0b-4c5e-9a41-1b6f0a3f9d01",
        "reference": "2026-0001",
        "title": "Targeted advertising with cookies on the subscriber portal",
        "organisation": "An internet provider",
        "unit": "Marketing",
        "owner": "Head of marketing",
        "created": "2026-09-01T08:00:00Z",
        "updated": "2026-11-20T16:12:00Z",
        "revision": 41,
        "status": "decided",
        "authority": "bg",
        "also": ["nl"],
        "description": "Ads follow what subscribers read.",
        "answers": {"processing": {"record_reference": "ROPA-17"}},
        "risks": [
            {
                "id": "r1",
                "title": "Illegitimate access to browsing profiles",
                "track": "event",
                "event": "access",
                "description": "Someone outside reads the interest profiles of subscribers.",
                "sources": ["Outside attacker", "Careless employee"],
                "impacts": ["Intimidation", "Loss of trust"],
                "inherent": {"likelihood": 3, "severity": 4, "reason": "Profiles name illnesses."},
                "by_hand": {
                    "target": {"likelihood": {"value": 2, "reason": "Tested by an outside firm."}}
                },
                "reason": "Rare, but the harm would last.",
                "confirmed": {"by": "A. Assessor", "at": "2026-11-10T10:00:00Z", "inputs": "x"},
            },
            {
                "id": "r2",
                "title": "People are steered without noticing",
                "track": "design",
                "event": None,
                "description": "Advertising plays on weak moments.",
                "confirmed": {"by": "A. Assessor", "at": "2026-11-10T10:00:00Z", "inputs": "y"},
            },
            {
                "id": "r3",
                "title": "Profiles cannot be corrected",
                "track": "design",
                "proposed": True,
            },
        ],
        "measures": [
            {
                "id": "m1",
                "title": "Separate keys for profile data",
                "description": "Profiles are encrypted with keys kept apart from the database.",
                "kind": "technical",
                "role": "additional",
                "status": "implemented",
                "owner": "IT security",
                "due": "2026-10-01",
                "effects": [{"risk": "r1", "likelihood": 1, "severity": 0}],
            },
            {
                "id": "m2",
                "title": "No profiling on health pages",
                "kind": "organisational",
                "role": "additional",
                "status": "planned",
                "owner": "Marketing",
                "due": "2026-11-01",
                "serves": ["fairness", "access", "since-removed"],
                "suitability": "Nobody is steered by an illness;\nit is checked each month.",
                "proposed": True,
                "effects": [
                    {"risk": "r1", "likelihood": 0, "severity": 1},
                    {"risk": "r2", "likelihood": 1},
                ],
            },
            {"id": "m3", "title": "Notice in plain words", "role": "baseline", "status": "planned"},
        ],
        "opinions": {
            "dpo": {
                "advice": "Wait for m2 before the start.",
                "by": "B. Officer",
                "at": "2026-11-12",
                "followed": "partly",
                "response": "The start is moved to January.",
            },
            "data_subjects": {"sought": "no", "reason": "Would reveal the campaign."},
        },
        "overruled": [],
        "decision": {
            "outcome": "consultation",
            "reason": "The target level of r1 stays high.",
            "conditions": ["m2 in place", "Review after six months"],
            "by": "C. Controller",
            "at": "2026-11-20T16:12:00Z",
        },
        "dates": {"completed": "2026-11-20", "review_due": "2027-05-20"},
    }
    return document, _cookies_verdict()


def _cookies_verdict() -> dict[str, Any]:
    met = dict.fromkeys(CRITERIA, False) | {
        "evaluation_scoring": True,
        "large_scale": True,
        "systematic_monitoring": True,
        "combining_datasets": None,
    }
    flag = {"id": "F1", "axis": "target", "then": "raise-to", "law": "WP 248 rev.01 p. 19"}
    return {
        "as_of": "2026-11-22",
        "screening": {
            "outcome": "required",
            "conclusion": "national-list",
            "criteria": criteria(met),
            "reasons": [
                {"rule": "bg-35-4-7", "title": "Large-scale profiling", "law": "BG list, row 7"},
                {"rule": "presumed", "title": "Two criteria or more", "law": "WP 248 p. 11"},
            ],
        },
        "lawfulness": {"outcome": "lawful", "reasons": []},
        "risks": [
            {
                "id": "r1",
                "rated": True,
                "confirmed": True,
                "today_confirmed": True,
                "stale": False,
                "acceptable": False,
                "flags": [{**flag, "title": "Harm people may not get over", "met": True}],
                "needs": [],
                "inherent": rating(3, 4, "high"),
                "today": rating(2, 4, "high"),
                "target": rating(2, 3, "high"),
            },
            {
                "id": "r2",
                "rated": True,
                "confirmed": False,
                "stale": True,
                "acceptable": True,
                "flags": [{**flag, "title": "Obvious that it happens", "met": None}],
                "needs": ["Something this rating rests on has changed: confirm it."],
                "inherent": rating(3, 2, "medium"),
                "today": rating(3, 2, "medium"),
                "target": rating(2, 2, "low"),
            },
            {"id": "r3", "rated": False, "confirmed": False, "stale": False, "acceptable": None},
        ],
        "overall": {"inherent": "high", "today": "high", "target": "high"},
        "consultation": {"outcome": "required", "basis": ["36(1)"], "authority": "bg"},
        "go_live": {"outcome": "blocked", "conditions": ["Consult the authority first."]},
        "findings": [
            {
                "id": "consult-first",
                "title": "The authority has not been asked yet",
                "because": "A target level stays high.",
                "weight": "blocking",
                "law": "GDPR Art. 36(1)",
            },
            {
                "id": "views-not-sought",
                "title": "Data subjects were not asked",
                "because": "A reason is given; check that it carries.",
                "weight": "note",
                "law": "GDPR Art. 35(9)",
            },
        ],
        "completeness": {"answered": 41, "required": 57, "missing": []},
    }


def migration() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a young draft that nobody rated yet, and its verdict."""
    document = {
        "format": "dpia-assessment/1",
        "id": "7c1f7a52-2f0f-4a4e-8b1e-58f0c1f7ab02",
        "reference": "2026-0002",
        "title": "Преместване на базата данни за фактуриране",
        "created": "2026-11-21T12:00:00Z",
        "updated": "2026-11-21T12:00:00Z",
        "revision": 3,
        "status": "draft",
        "authority": "bg",
        "answers": {},
        "risks": [],
        "measures": [],
        "opinions": {},
        "overruled": [],
        "decision": None,
        "dates": {},
    }
    verdict = {
        "screening": {
            "outcome": "undetermined",
            "conclusion": "doubt",
            "criteria": criteria(dict.fromkeys(CRITERIA)),
            "reasons": [],
        },
        "lawfulness": {"outcome": "undetermined", "reasons": []},
        "risks": [],
        "overall": {"inherent": None, "today": None, "target": None},
        "consultation": {"outcome": "undetermined", "basis": []},
        "go_live": {"outcome": "undetermined", "conditions": []},
        "findings": [],
        "completeness": {"answered": 2, "required": 30, "missing": []},
    }
    return document, verdict


def criteria(met: dict[str, bool | None]) -> list[dict[str, Any]]:
    return [
        {"id": name, "title": CRITERIA[name], "met": value, "derived": value, "overruled": False}
        for name, value in met.items()
    ]


Case = tuple[dict[str, Any], dict[str, Any], Rulebook]


def cases() -> list[Case]:
    """Return both samples under the default method, and the first again under another."""
    rules, other = rulebook(), rulebook("ico")
    third, verdict = copy.deepcopy(cookies())
    third |= {"id": "third", "reference": "2026-0003", "title": "Web analytics sent abroad"}
    verdict["risks"] = verdict["risks"][1:2]
    third["risks"] = third["risks"][1:2]
    verdict["overall"] = {"inherent": "high", "today": "high", "target": "medium"}
    verdict["risks"][0]["inherent"] = rating(3, 2, "high")
    verdict["risks"][0]["today"] = rating(3, 2, "high")
    verdict["risks"][0]["target"] = rating(2, 2, "medium")
    return [(*cookies(), rules), (*migration(), rules), (third, verdict, other)]
