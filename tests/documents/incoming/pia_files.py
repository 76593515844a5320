"""Small files in the format of the CNIL's PIA software, made here."""

import json
from typing import Any

Json = dict[str, Any]
TEXT_QUESTIONS = (
    *(111, 112, 113, 121, 122, 123, 211, 212, 213, 214, 215),
    *(221, 222, 223, 224, 225, 226, 227),
)


def pia(**changed: Any) -> Json:
    """Return the part `pia` of a file."""
    about = {
        "id": 7,
        "name": "(IMPORT) (COPY) Badges at the gate",
        "status": 3,
        "author_name": "A. Writer",
        "evaluator_name": "E. Reader",
        "validator_name": "V. Head",
        "dpo_status": 1,
        "dpo_opinion": "Fine once the plan is carried out.",
        "dpos_names": "D. Officer",
        "concerned_people_searched_opinion": True,
        "concerned_people_searched_content": "",
        "concerned_people_status": 0,
        "concerned_people_opinion": "Most find it too much.",
        "people_names": "Works council",
        "rejection_reason": "",
        "applied_adjustments": "",
        "category": "Premises",
        "created_at": "2024-01-02T10:00:00.000Z",
        "updated_at": "2024-02-03T10:00:00.000Z",
        "progress": 96,
        "lock_version": 6,
        "structure_data": None,
    }
    return {**about, **changed}


def answer(reference: Any, text: Any = None, gauge: Any = None, items: Any = ()) -> Json:
    """Return one row of `answers`."""
    data = {"text": text, "gauge": gauge, "list": list(items)}
    return {"pia_id": 7, "reference_to": reference, "data": data, "id": 100}


def evaluation(key: Any, status: Any = 3, **said: Any) -> Json:
    """Return one row of `evaluations`."""
    blank = {"evaluation_comment": "", "action_plan_comment": "", "gauges": {"x": 0, "y": 0}}
    blank |= {"estimated_implementation_date": None, "person_in_charge": "", "global_status": 2}
    return {"id": 50, "pia_id": 7, "reference_to": key, "status": status, **blank, **said}


def whole() -> Json:
    """Return a whole file: every question, three events, measures, evaluations, comments."""
    answers = [answer(n, f"<p>What is <b>said</b> at {n}.</p>") for n in TEXT_QUESTIONS]
    for first, likely in ((321, 4), (331, 2), (341, "1")):
        answers += [
            answer(first, items=["Loss of work", "Shame"]),
            answer(first + 1, items=["A stolen badge"]),
            answer(first + 2, items=["Staff", "Thieves"]),
            answer(first + 3, items=["Encryption", "Locked cupboard"]),
            answer(first + 4, "People could be <em>followed</em>.", 3),
            answer(first + 5, "It takes one badge.", likely),
        ]
    plan = {"action_plan_comment": "Encrypt the reader as well.", "gauges": {"x": 3, "y": 2}}
    plan |= {"person_in_charge": "Facilities", "evaluation_comment": "Not yet enough."}
    return {
        "pia": pia(),
        "answers": answers,
        "measures": [
            {
                "id": 12,
                "title": "Encryption",
                "content": "<ul><li>of the disks</li><li>of the line</li></ul>",
                "placeholder": "knowledge_base.slugs.PIA_TEC_CHIF.placeholder",
            },
            {"id": 13, "title": "Minutes of visits", "content": None, "placeholder": None},
        ],
        "evaluations": [
            evaluation("1.1"),
            evaluation("2.1.213", 2, action_plan_comment="<p>Keep the hour only.</p>"),
            evaluation("2.2.221", 1, evaluation_comment="Say who gets it."),
            evaluation("3.1.12", 2, evaluation_comment="Old version."),
            evaluation("3.2", 2, estimated_implementation_date="2025-03-01T00:00:00.000Z", **plan),
            evaluation("3.3", 2, gauges={"x": "4", "y": 2}),
        ],
        "comments": [
            {"id": 1, "reference_to": 212, "for_measure": False, "description": "Which law?"},
            {"id": 2, "reference_to": 12, "for_measure": True, "description": "Which cipher?"},
        ],
    }


def written(content: Any) -> bytes:
    """Return a file as bytes."""
    return json.dumps(content, ensure_ascii=False).encode()
