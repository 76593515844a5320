"""What the shape of a document lacks, in plain words: JSON Schema errors told to a person.

Schemas come in as documents and refer to each other by their `$id`; nothing is ever fetched.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dpia.questionnaire.fitting import Fits, Unsure, fitting
from dpia.text import _

Document = Mapping[str, Any]
REFERENCES = frozenset({"$ref", "$dynamicRef", "$recursiveRef"})


@dataclass(frozen=True)
class Flaw:
    """One thing wrong with a document's shape; `path` leads to it."""

    path: tuple[Any, ...]
    what: str
    mend: str
    kind: str


class Shape:
    """A schema, compiled once with the schemas it refers to."""

    def __init__(self, schema: Document, others: Iterable[Document] = ()) -> None:
        """Take `schema`; `others` are the schemas it may refer to by `$id`."""
        self._schema, self._others = schema, list(others)
        self._fits: Fits | None = None
        with suppress(Unsure):
            self._fits = fitting(schema, self._others)

    @cached_property
    def _validator(self) -> Any:
        from dpia.questionnaire.validating import validator

        return validator(self._schema, self._others)

    def flaws(self, document: Any) -> list[Flaw]:
        """Return what is wrong with the shape of `document`, in the order of the document."""
        if self._surely_fits(document):
            return []
        found: dict[tuple[Any, ...], Flaw] = {}
        try:
            for error in self._validator.iter_errors(document):
                for flaw in _told(error):
                    found.setdefault((flaw.path, flaw.kind), flaw)
        except RecursionError:
            what = _("It is nested too deeply.")
            return [Flaw((), what, _("Make it flatter."), "bad-value")]
        return sorted(found.values(), key=lambda flaw: [str(name) for name in flaw.path])

    def _surely_fits(self, document: Any) -> bool:
        try:
            return self._fits is not None and self._fits(document)
        except (Unsure, RecursionError):
            return False


def references(document: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the path of everything in `document` that would be looked up elsewhere."""
    waiting: list[tuple[tuple[Any, ...], Any]] = [((), document)]
    while waiting:
        place, part = waiting.pop()
        if isinstance(part, list):
            waiting += [((*place, i), inside) for i, inside in enumerate(part)]
        elif isinstance(part, dict):
            yield from ((*place, name) for name in REFERENCES & part.keys())
            waiting += [((*place, name), inside) for name, inside in part.items()]


def instead(name: Any, known: Iterable[Any]) -> str:
    """Suggest what could have been meant by `name`, or list what there is."""
    names = [str(item) for item in known]
    near = difflib.get_close_matches(str(name), names, n=1, cutoff=0.6)
    if near:
        return _("Did you mean “{name}”?").format(name=near[0])
    if not names:
        return _("There is none to choose from.")
    listed = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
    return _("Choose from: {names}.").format(names=listed)


def _told(error: Any) -> Iterator[Flaw]:
    path = tuple(error.absolute_path)
    if "propertyNames" in error.absolute_schema_path:
        yield _name(path, error)
    elif error.validator == "additionalProperties":
        yield from _extra(path, error)
    elif error.validator == "required":
        yield from _missing(path, error)
    else:
        yield _value(path, error)


def _name(path: tuple[Any, ...], error: Any) -> Flaw:
    what = _("{name} cannot be a name here.").format(name=_short(error.instance))
    return Flaw((*path, error.instance), what, _described(error), "bad-name")


def _extra(path: tuple[Any, ...], error: Any) -> Iterator[Flaw]:
    known = error.schema.get("properties", {})
    for name in error.instance:
        if name in known or name in REFERENCES:
            continue
        what = _("{name} is not known here.").format(name=_short(name))
        yield Flaw((*path, name), what, instead(name, known), "unknown-keyword")


def _missing(path: tuple[Any, ...], error: Any) -> Iterator[Flaw]:
    for name in error.validator_value:
        if name in error.instance:
            continue
        what = _("“{name}” is missing.").format(name=name)
        about = error.schema.get("properties", {}).get(name, {})
        mend = about.get("description") if isinstance(about, Mapping) else None
        yield Flaw((*path, name), what, mend or _("Add it."), "missing-keyword")


def _value(path: tuple[Any, ...], error: Any) -> Flaw:
    wanted, shown = error.validator_value, _short(error.instance)
    kind = "bad-value"
    match error.validator:
        case "type":
            names = [wanted] if isinstance(wanted, str) else wanted
            said = _("Nothing stands here (null), where {kind} belongs.")
            said = said if error.instance is None else _("{shown} is not {kind}.")
            what = said.format(shown=shown, kind=_(" or ").join(_words()[name] for name in names))
        case "enum" | "const":
            known = wanted if error.validator == "enum" else [wanted]
            what = _("{shown} cannot stand here.").format(shown=shown)
            return Flaw(path, what, instead(error.instance, known), kind)
        case "format" | "pattern" if "date" in (error.schema.get("format"), wanted):
            what = _("{shown} is no date.").format(shown=shown)
            return Flaw(path, what, _("Write year-month-day, like 2026-05-31."), "bad-date")
        case "format" | "pattern" | "not":
            what = _("{shown} does not have the form that belongs here.").format(shown=shown)
        case "minItems" | "minLength" | "minProperties":
            what = _("There is too little here: at least {n} is needed.").format(n=wanted)
        case "maxItems" | "maxLength" | "maxProperties":
            what = _("There is too much here: at most {n} fit.").format(n=f"{wanted:,}")
        case "uniqueItems":
            what = _("Something is named twice.")
        case "minimum" | "maximum":
            what = _("The number {shown} is out of bounds ({n}).").format(shown=shown, n=wanted)
        case "oneOf":
            names = [" + ".join(part.get("required", ())) for part in wanted]
            what = _("Exactly one of these is needed: {names}.").format(names=", ".join(names))
        case _:
            what = error.message[:200]
    return Flaw(path, what, _described(error), kind)


def _words() -> dict[str, str]:
    return {
        "string": _("a text"),
        "integer": _("a whole number"),
        "number": _("a number"),
        "boolean": _("true or false"),
        "array": _("a list"),
        "object": _("an object"),
        "null": _("null"),
    }


def _described(error: Any) -> str:
    described = error.schema.get("description") if isinstance(error.schema, Mapping) else None
    return str(described) if described else _("Mend or remove it.")


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else repr(value)
    shown = text if len(text) <= 60 else text[:57] + "…"
    return f"“{shown}”" if isinstance(value, str) else shown
