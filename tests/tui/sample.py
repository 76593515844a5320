"""The sample: a questionnaire with one question of every kind, in a pathway of its own."""

import json
from pathlib import Path
from typing import Any

CHOICES = [{"const": c, "title": f"Choice {c}"} for c in "abc"]
SAMPLE: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "urn:dpia:topics:sample:1.0.0",
    "x-format": "dpia-questionnaire/1",
    "x-topic": "sample",
    "x-version": "1.0.0",
    "title": "Sample",
    "type": "object",
    "additionalProperties": False,
    "x-sections": [
        {"id": "kinds", "title": "Kinds", "questions": ["one", "more", "some", "number"]},
        {"id": "words", "title": "Words", "questions": ["text", "story", "day"]},
        {"id": "tables", "title": "Tables", "questions": ["things", "users"]},
    ],
    "properties": {
        "one": {"title": "Which one?", "description": "Help for the one.", "x-law": ["GDPR Art. 1"],
                "x-required": True, "type": "string", "oneOf": CHOICES},
        "more": {"title": "Why b?", "x-required": True, "x-show-if": {"one": "b"},
                 "type": "string", "maxLength": 50},
        "some": {"title": "Which of these?", "x-required": True, "x-none": "Not one of them",
                 "type": "array", "uniqueItems": True, "maxItems": 3,
                 "items": {"type": "string", "oneOf": CHOICES}},
        "number": {"title": "How many?", "x-required": True, "type": "integer", "minimum": 0,
                   "x-unit": "people"},
        "text": {"title": "What is it called?", "x-required": True, "type": "string",
                 "maxLength": 300},
        "story": {"title": "What happens?", "x-required": True, "type": "string", "x-long": True,
                  "maxLength": 20000},
        "day": {"title": "Since when?", "type": "string", "format": "date"},
        "things": {"title": "Which things?", "x-required": True, "type": "array", "maxItems": 200,
                   "x-row-title": "name",
                   "items": {"type": "object", "required": ["id"], "additionalProperties": False,
                             "x-columns": ["name", "sort"],
                             "properties": {
                                 "id": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"},
                                 "name": {"title": "Its name?", "type": "string",
                                          "maxLength": 100, "x-required": True},
                                 "sort": {"title": "Its sort?", "type": "string",
                                          "oneOf": CHOICES}}}},
        "users": {"title": "Which thing is used?", "type": "string",
                  "x-choices-from": "sample.things"},
    },
}  # fmt: skip
PATHWAY = {"format": "dpia-pathway/1", "id": "sample", "title": "Sample", "version": "1.0.0",
           "description": "One question of every kind.",
           "steps": [{"topic": "sample"}]}  # fmt: skip


def write_sample(own: Path) -> Path:
    """Write the questionnaire with one question of every kind below `own`, and return that."""
    for name, content in (("topics/sample", SAMPLE), ("pathways/sample", PATHWAY)):
        path = own / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content), encoding="utf-8")
    return own


SAMPLE_CONFIG: dict[str, Any] = {
    **{"name": "A. Assessor", "organisation": "Org", "pathway": "sample", "authority": "bg"},
}
