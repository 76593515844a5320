"""What is asked once: who one is and for whom one assesses; and what each assessment begins with.

The questions have the form of a questionnaire's own, so that a sheet and a line-by-line interview
can ask them.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dpia.desk.config import Config
from dpia.desk.languages import languages
from dpia.desk.library import Library
from dpia.questionnaire.model import Question, load_question
from dpia.questionnaire.rulebook import Rulebook
from dpia.text import _

Values = dict[str, Any]
_LINE = {"type": "string", "maxLength": 200}
_WHO = "processing"
"""The topic that asks who the controller and the data protection officer are."""


def new_questions(library: Library) -> Mapping[str, Question]:
    """Return the questions an assessment begins with."""
    schemas: dict[str, dict[str, Any]] = {
        "title": {
            "title": _("What is the processing called?"),
            "description": _("A few words by which colleagues know it."),
            **_LINE,
            "x-required": True,
        },
        "organisation": {"title": _("Which organisation is the controller?"), **_LINE},
        "authority": {**_authority(library), "x-required": True},
        "also": _also(library),
        "pathway": _one_of(
            library, "pathways", _("Which pathway?"), _("Which questionnaires are asked.")
        ),
        "method": _method(library),
    }
    return {name: load_question("new", name, schema) for name, schema in schemas.items()}


def setup_questions(library: Library) -> Mapping[str, Question]:
    """Return the questions about oneself, whose answers stand in the configuration."""
    schemas: dict[str, dict[str, Any]] = {
        **_language(library),
        "name": {
            "title": _("What is your name?"),
            "description": _("It stands in the history beside each change you make."),
            **_LINE,
        },
        "organisation": {
            "title": _("For which organisation do you assess?"),
            "description": _("The controller, as it is called in its own papers."),
            **_LINE,
        },
        "dpo": {
            "title": _("Who is the data protection officer?"),
            "description": _("Leave it empty when none is designated."),
            **_LINE,
        },
        "authority": _authority(library),
        "also": _also(library),
        "method": _method(library),
    }
    return {name: load_question("setup", name, schema) for name, schema in schemas.items()}


def told_before(config: Config, organisation: str, rulebook: Rulebook) -> dict[str, Values]:
    """Return the `answers` and `marks` that the settings give a new assessment.

    They are marked as assumed, with a note that says where they come from. Where the pathway does
    not ask a question, nothing is answered.
    """
    told = {
        "controller": organisation,
        "dpo_designated": "yes" if config.dpo else "",
        "dpo_contact": config.dpo,
    }
    asked = {question.path for question in rulebook.questions()}
    answers = {name: said for name, said in told.items() if said and f"{_WHO}.{name}" in asked}
    if not answers:
        return {}
    marks = {f"/{name}": {"note": _note(name), "assumed": True} for name in answers}
    return {"answers": {_WHO: answers}, "marks": {_WHO: marks}}


def _note(name: str) -> str:
    notes = {
        "controller": _("From your settings. Add the address and a contact point."),
        "dpo_designated": _("From your settings, which name one."),
        "dpo_contact": _("The name from your settings. Say how to reach them."),
    }
    return notes.get(name, "")


def still_from_settings(document: Mapping[str, Any], path: str) -> bool:
    """Say whether the note on the answer at `path` is the one that came with the settings."""
    topic, _dot, name = path.partition(".")
    said = document["marks"].get(topic, {}).get(f"/{name}", {})
    return topic == _WHO and bool(_note(name)) and said.get("note") == _note(name)


def settings_of(config: Config) -> Values:
    """Return the answers to `setup_questions` that a configuration holds."""
    also = [name for name in config.also if name != config.authority]
    return {
        "name": config.name or None,
        "organisation": config.organisation or None,
        "dpo": config.dpo or None,
        "authority": config.authority or None,
        "also": also or None,
        "method": config.method,
        "language": config.language or None,
    }


def settled(config: Config, values: Mapping[str, Any]) -> Config:
    """Return a configuration with the answers to `setup_questions` in it."""
    asked = ("name", "organisation", "dpo", "authority")
    texts: Values = {name: values.get(name) or "" for name in asked}
    also = tuple(name for name in values.get("also") or () if name != texts["authority"])
    chosen: Values = {**texts, "also": also, "method": values.get("method") or config.method}
    return replace(config, **chosen, language=values.get("language") or "")


def only_language(library: Library) -> str:
    """Say that there is nothing to choose among languages, where that is so."""
    if len(languages(library)) > 1:
        return ""
    return _("Language: English, the only one so far.")


def _language(library: Library) -> dict[str, dict[str, Any]]:
    """Return the question for the language, where there is more than one."""
    if only_language(library):
        return {}
    choices = [{"const": code, "title": name} for code, name in languages(library).items()]
    help_ = _("From the next start on. Without an answer it is that of your system.")
    asked = {"title": _("Which language?"), "description": help_, "type": "string"}
    return {"language": {**asked, "oneOf": choices}}


def _authority(library: Library) -> dict[str, Any]:
    return _one_of(
        library,
        "authorities",
        _("Which supervisory authority leads?"),
        _("The authority of the state in which you are established, or in which you decide."),
    )


def _also(library: Library) -> dict[str, Any]:
    return {
        "title": _("Which other authorities are concerned?"),
        "description": _("States in which you have other establishments or reach people."),
        "type": "array",
        "items": {"type": "string", "oneOf": _choices(library, "authorities")},
        "x-none": _("No other"),
    }


def _method(library: Library) -> dict[str, Any]:
    help_ = _("Scales and matrix of the risks.")
    return _one_of(library, "methods", _("Which risk method?"), help_)


def _one_of(library: Library, folder: str, title: str, help_: str) -> dict[str, Any]:
    choices = _choices(library, folder)
    return {"title": title, "description": help_, "type": "string", "oneOf": choices}


def _choices(library: Library, folder: str) -> list[dict[str, str]]:
    """Return the files of a folder as choices; what a pathway is helps to choose one."""
    found = [{"const": key, "title": words} for key, words in library.names(folder).items()]
    if folder == "pathways":
        for choice in found:
            document = library.spoken[f"{folder}/{choice['const']}"]
            choice["description"] = str(document.get("description", ""))
    return found
