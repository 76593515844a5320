"""The answers of one form by task and by instance; nothing in a file is trusted to have a shape."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_URN = re.compile(r"urn:nl:([a-z]+):([0-9.]{1,20})")
_KEY = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3}){0,6})(?:\[([0-9]{1,4})\])?")
_YES = {"true": True, "false": False, True: True, False: False}

Row = dict[str, str]


@dataclass
class Form:
    """The answers of a form: `task -> instance -> value`; `used` are the tasks told already."""

    kind: str
    version: str
    answers: dict[str, dict[int, Any]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def text(self, task: str) -> str:
        """Return what is said to a task, several choices or instances on lines of their own."""
        self.used.add(task)
        said = (in_text(value) for value in self.answers.get(task, {}).values())
        return "\n".join(dict.fromkeys(filter(None, said)))

    def choices(self, task: str) -> list[str]:
        """Return the choices made in a task."""
        self.used.add(task)
        found = []
        for value in self.answers.get(task, {}).values():
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, str) and one.strip():
                    found.append(one.strip())
        return list(dict.fromkeys(found))

    def yes(self, task: str) -> bool | None:
        """Return the answer to a question of yes or no, None where there is none."""
        self.used.add(task)
        values = list(self.answers.get(task, {}).values())
        return _YES.get(values[0]) if values and isinstance(values[0], str | bool) else None

    def rows(self, *tasks: str) -> list[Row]:
        """Return the instances of a group: what is said to each of its tasks, if anything."""
        self.used.update(tasks)
        found: dict[int, Row] = {}
        for task in tasks:
            for instance, value in self.answers.get(task, {}).items():
                if said := in_text(value):
                    found.setdefault(instance, {})[task] = said
        return [found[instance] for instance in sorted(found)]

    def left(self) -> Iterator[tuple[str, str]]:
        """Yield the tasks that were not used, with what is said to them."""
        for task in sorted(self.answers, key=lambda t: [int(part) for part in t.split(".")]):
            if task not in self.used and (said := self.text(task)):
                yield task, said


def urn_of(content: Any) -> tuple[str, str] | None:
    """Return which form a file holds the answers of, and its version; None for another file."""
    if not isinstance(content, Mapping) or not isinstance(content.get("answers"), Mapping):
        return None
    about = content.get("metadata")
    urn = about.get("urn") if isinstance(about, Mapping) else None
    found = _URN.fullmatch(urn) if isinstance(urn, str) else None
    return (found[1], found[2]) if found else None


def read(content: Mapping[str, Any], kind: str, version: str) -> Form:
    """Return the answers of a form; what has no shape of an answer is passed over."""
    form = Form(kind, version)
    for key, value in content["answers"].items():
        if isinstance(value, list):
            for place, group in enumerate(value):
                if isinstance(group, Mapping):
                    index = group.get("_index")
                    instance = index if isinstance(index, int) and index >= 0 else place
                    for child, said in group.items():
                        _keep(form, child, said, instance)
        else:
            _keep(form, key, value, 0)
    return form


def _keep(form: Form, key: Any, said: Any, instance: int) -> None:
    found = _KEY.fullmatch(key) if isinstance(key, str) else None
    if found and isinstance(said, Mapping) and said.get("value") not in (None, "", []):
        at = int(found[2]) if found[2] else instance
        form.answers.setdefault(found[1], {})[at] = said["value"]


def in_text(value: Any) -> str:
    """Return one value as text; an image is none."""
    if isinstance(value, list):
        return "\n".join(filter(None, map(in_text, value)))
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, str):
        return {"true": "ja", "false": "nee"}.get(value.strip(), value.strip())
    return ""


def after_colon(choice: str) -> str:
    """Return a choice without its heading: “Categorie betrokkenen: Kinderen” is “Kinderen”."""
    return choice.partition(": ")[2].strip() or choice
