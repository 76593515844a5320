"""Reading a file's text as JSON, with what is wrong with it told as defects."""

import json
from collections.abc import Mapping
from typing import Any

from dpia.questionnaire.lint.defect import Defect
from dpia.text import _


def read(file: str, text: str) -> tuple[Mapping[str, Any] | None, list[Defect]]:
    """Return the object `text` holds, or None, and what is wrong with the text.

    A name given twice in one object is a defect: JSON would keep the last one without a word.
    """
    twice: list[str] = []

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _value in pairs]
            twice.extend(sorted({name for name in names if names.count(name) > 1}))
        return found

    try:
        document = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=once)
    except json.JSONDecodeError as error:
        place = _("line {line}, column {column}").format(line=error.lineno, column=error.colno)
        what = _("This is not JSON: {reason}.").format(reason=error.msg)
        return None, [Defect(file, place, what, _("Mend the text there."), "not-json")]
    except ValueError:
        what = _("A number in it has too many digits.")
        return None, [Defect(file, "", what, _("Write a shorter one."), "not-json")]
    except RecursionError:
        what = _("It is nested too deeply.")
        return None, [Defect(file, "", what, _("Make it flatter."), "not-json")]
    if not isinstance(document, dict):
        what = _("The file does not hold an object.")
        return None, [Defect(file, "", what, _("Begin it with { and end it with }."), "not-json")]
    return document, [_twice(file, name) for name in twice]


def _twice(file: str, name: str) -> Defect:
    what = _("“{name}” is given twice in one object; only the last would count.").format(name=name)
    return Defect(file, "", what, _("Give each its own name, or remove one."), "duplicate-id")
