"""Questionnaires made by hand: the smallest files a rulebook is built from."""

from datetime import date
from typing import Any

from dpia.questionnaire.evaluation import Evaluation
from dpia.questionnaire.rulebook import Rulebook

DAY = date(2026, 11, 22)
Json = dict[str, Any]


def question(title: str = "A question?", **schema: Any) -> Json:
    """Return a question; keyword names with `_` instead of `-` after a leading `x_`."""
    keys = {(k.replace("_", "-") if k.startswith("x_") else k): v for k, v in schema.items()}
    return {"title": title, "description": "Help.", "x-law": ["GDPR Art. 35"], **keys}


def choice(*values: str, **schema: Any) -> Json:
    """Return a question with one choice; `yes` and `no` unless said."""
    options = [{"const": v, "title": v.title()} for v in values or ("yes", "no")]
    return question(type="string", oneOf=options, **schema)


def choices(*values: str, **schema: Any) -> Json:
    """Return a question with several choices."""
    items = {"type": "string", "oneOf": [{"const": v, "title": v.title()} for v in values]}
    return question(
        type="array", uniqueItems=True, maxItems=len(values), items=items, x_none="None", **schema
    )


def number(**schema: Any) -> Json:
    """Return a question for a whole number."""
    return question(**{"type": "integer", "minimum": 0, **schema})


def text(**schema: Any) -> Json:
    """Return a question for a short text."""
    return question(**{"type": "string", "maxLength": 300, **schema})


def day(**schema: Any) -> Json:
    """Return a question for a date."""
    return question(type="string", format="date", **schema)


def rows(row_title: str = "name", /, columns: Json | None = None, **schema: Any) -> Json:
    """Return a repeating group with these columns."""
    columns = columns if columns is not None else {"name": text(), "kind": choice("a", "b")}
    row_id = {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"}
    items = {
        "type": "object",
        "required": ["id"],
        "additionalProperties": False,
        "properties": {"id": row_id, **columns},
        "x-columns": list(columns),
    }
    keys = {"maxItems": 5, **schema}
    return question(type="array", items=items, x_row_title=row_title, **keys)


def topic(name: str, questions: Json, **extra: Any) -> Json:
    """Return a questionnaire of one section; `facts` and `rules` are taken apart."""
    facts = {
        fact: {"title": fact, "x-law": ["GDPR Art. 35"], "x-confidence": "official", "when": when}
        for fact, when in extra.pop("facts", {}).items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:dpia:topics:{name.replace('_', '-')}:1.0.0",
        "x-format": "dpia-questionnaire/1",
        "x-topic": name,
        "x-version": "1.0.0",
        "x-valid-from": "2026-11-22",
        "x-language": "en",
        "title": name.title(),
        "description": "A questionnaire.",
        "type": "object",
        "additionalProperties": False,
        "x-sections": [{"id": "all", "title": "All", "questions": list(questions)}],
        "properties": questions,
        "x-facts": facts,
        "x-rules": extra.pop("rules", []),
        **extra,
    }


def pathway(*steps: Any) -> Json:
    """Return a pathway; a step is the name of a topic or a whole step."""
    return {
        "format": "dpia-pathway/1",
        "id": "edpb-2026",
        "title": "A pathway",
        "description": "For tests.",
        "version": "1.0.0",
        "valid_from": "2026-11-22",
        "steps": [{"topic": step} if isinstance(step, str) else step for step in steps],
    }


def criteria(*names: str) -> Json:
    """Return a criteria file."""
    return {
        "format": "dpia-law/1",
        "id": "criteria",
        "title": "Criteria",
        "source": "WP 248 rev.01",
        "valid_from": "2017-10-04",
        "confidence": "official",
        "criteria": [
            {
                "id": name,
                "number": i,
                "title": name,
                "description": "A criterion.",
                "law": "WP 248 rev.01",
            }
            for i, name in enumerate(names, 1)
        ],
    }


def listing(rows_: Json, article: str = "35(4)", name: str = "bg", **changes: Any) -> Json:
    """Return a list of an authority; a row is a condition, or an object with `when`."""
    kind = article.replace("(", "-").rstrip(")")
    return {
        "id": f"{name}-{kind}",
        "article": article,
        "title": "A list",
        "adopted": "2019-01-01",
        "valid_from": "2019-01-01",
        "source": {"title": "A decision", "date": "2019-01-01", "reference": "1"},
        "confidence": "official",
        "rows": [
            {"id": row, "title": row, "text": row, "source": "A decision"}
            | (when if "when" in when else {"when": when})
            for row, when in rows_.items()
        ],
        **changes,
    }


def authority(name: str = "bg", **extra: Any) -> Json:
    """Return an authority; `rows` become its list under Art. 35(4)."""
    lists = [listing(found, name=name)] if (found := extra.pop("rows", {})) else []
    body = {"id": f"{name}-body", "title": "A body", "abbreviation": "AB"}
    return {
        "format": "dpia-authority/1",
        "id": name,
        "title": "An authority",
        "country": name,
        "version": "1.0.0",
        "valid_from": "2019-01-01",
        "bodies": [body | {"site": "https://example.org", "confidence": "official"}],
        "data": {},
        "facts": {},
        "lists": lists,
        **extra,
    }


def files(*topics: Json, steps: tuple[Any, ...] | None = None, **extra: Any) -> dict[str, Json]:
    """Return the files of a rulebook: these topics in this order; `extra` by name, see below.

    `criteria` is a list of names, `authorities` and `law` a list of documents.
    """
    found = {f"topics/{t['x-topic'].replace('_', '-')}": t for t in topics}
    order = steps if steps is not None else tuple(t["x-topic"] for t in topics)
    found["pathways/edpb-2026"] = pathway(*order)
    found["law/criteria"] = criteria(*extra.get("criteria", ()))
    for document in extra.get("authorities", (authority(),)):
        found[f"authorities/{document['id']}"] = document
    for document in extra.get("law", ()):
        found[f"law/{document['id']}"] = document
    return found


def rulebook(*topics: Json, **extra: Any) -> Rulebook:
    """Return a rulebook of these topics, see `files`."""
    names = [document["id"] for document in extra.get("authorities", ())] or ["bg"]
    return Rulebook(files(*topics, **extra), authority=names[0], also=tuple(names[1:]))


def evaluation(book: Rulebook, answers: Json, as_of: date = DAY, **given: Any) -> Evaluation:
    """Return an evaluation of `answers`."""
    return Evaluation(book, answers, given.get("marks"), given.get("case"), as_of)


def method(**changes: Any) -> Json:
    """Return a method of two steps and two levels."""
    steps = [{"level": n, "title": f"Step {n}", "definition": "As said."} for n in (1, 2)]
    return {
        "format": "dpia-method/1",
        "id": "two",
        "title": "Two by two",
        "version": "1.0.0",
        "valid_from": "2026-11-22",
        "source": "Own work",
        "confidence": "own-default",
        "likelihood": steps,
        "severity": steps,
        "levels": [
            {"id": "low", "title": "Low", "rank": 1, "acceptable": True, "consult": False},
            {"id": "high", "title": "High", "rank": 2, "acceptable": False, "consult": True},
        ],
        "matrix": [["low", "low"], ["low", "high"]],
        **changes,
    }


def catalogue(kind: str, *entries: Json) -> Json:
    """Return a catalogue."""
    return {
        "format": "dpia-catalogue/1",
        "kind": kind,
        "version": "1.0.0",
        "valid_from": "2026-11-22",
        "entries": list(entries),
    }


def scenario(name: str, **extra: Any) -> Json:
    """Return a risk scenario."""
    told = {"id": name, "title": name, "description": name, "law": ["GDPR Rec. 75"]}
    return {**told, "track": "event", "event": "loss", **extra}


def measure(name: str, **extra: Any) -> Json:
    """Return a measure."""
    told = {"id": name, "title": name, "description": name, "law": ["GDPR Art. 32"]}
    return {**told, "kind": "technical", **extra}


def table(name: str, *rows_: Json) -> Json:
    """Return a law table; a row needs a key and what differs from the usual."""
    usual = {"title": "A decision", "law": "GDPR Art. 45", "source": "A decision"}
    usual |= {"valid_from": "2020-01-01", "confidence": "official"}
    found = [{"id": f"{row['key']}-{i}", **usual, **row} for i, row in enumerate(rows_)]
    head = {"format": "dpia-law/1", "id": name, "title": name, "source": "Decisions"}
    return {**head, "valid_from": "2020-01-01", "rows": found}


def duties() -> Json:
    """Return a file of the law with one thing to serve of each group."""
    groups = {"fairness": "principle", "access": "right", "processors": "requirement"}
    listed = [
        {"id": name, "title": name.title(), "group": group, "law": ["GDPR Art. 5"]}
        for name, group in groups.items()
    ]
    head = {"format": "dpia-law/1", "id": "duties", "title": "Duties", "source": "GDPR"}
    return {**head, "valid_from": "2018-05-25", "confidence": "official", "duties": listed}


def sound_library() -> dict[str, Json]:
    """Return a small library without a defect, with one of everything that has a name."""
    asked = topic(
        "sound",
        {
            "kind": choice("company", "public_body"),
            "data": choices("health", "location"),
            "people": number(maximum=1000),
            "start": day(),
            "note": text(),
            "places": rows(columns={"name": text(), "country": choice("jp", "us")}),
        },
        facts={"many": {"people": {"minimum": 100}}},
        rules=[
            {
                "id": "sensitive",
                "when": {"data": "health"},
                "raises": {"criterion": "sensitive_data"},
                "because": "Health data are used.",
                "x-law": ["WP 248 rev.01 p. 9"],
                "x-confidence": "official",
            }
        ],
    )
    return {
        **_sound_files(asked),
        "methods/two": method(),
        "catalogue/scenarios": {
            **catalogue("scenarios", scenario("loss", measures=["backup"], harms=["hardship"])),
            "harms": [{"id": "hardship", "title": "Hardship"}],
        },
        "catalogue/measures": catalogue("measures", _backup()),
    }


def _backup() -> Json:
    serving = {"principles": ["fairness"], "rights": ["access"], "requirements": ["processors"]}
    return measure("backup", scenarios=["loss"], **serving)


def _sound_files(asked: Json) -> dict[str, Json]:
    row = {"when": {"fact": "many"}, "parts": {"use": {"sound.data": "location"}}}
    ages = [{"value": 14, "valid_from": "2018-05-25", "source": "A law", "confidence": "official"}]
    there = {"some": "sound.places", "where": {"in-law": "adequacy", "key": "country"}}
    finding = {
        "id": "adequate",
        "title": "Adequate",
        "because": "It is.",
        "when": there,
        "weight": "note",
        "law": ["GDPR Art. 45"],
        "confidence": "official",
    }
    return {
        **files(
            asked,
            criteria=("sensitive_data", "large_scale"),
            authorities=[authority("bg", rows={"bg-35-4-1": row}, data={"consent_age": ages})],
            law=[table("adequacy", {"key": "jp"}), duties()],
        ),
        "catalogue/findings": catalogue("findings", finding),
    }
