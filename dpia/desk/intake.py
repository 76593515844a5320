"""Assessments that come as files: checked whole before anything is judged or stored."""

import json
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dpia.assessment import pointer
from dpia.assessment.document import basis_of, from_file
from dpia.assessment.shelf import settle
from dpia.desk.books import Books
from dpia.desk.fitting import misfits
from dpia.desk.library import Library, read_json
from dpia.errors import Invalid
from dpia.questionnaire.cleaning import clean
from dpia.questionnaire.rulebook import Rulebook
from dpia.text import _

if TYPE_CHECKING:
    from dpia.questionnaire.shape import Shape

SIZE_LIMIT = 20_000_000
EXAMPLE = "dpia-example/1"


def read(source: str) -> Mapping[str, Any]:
    """Read an assessment file, or standard input for `-`. Raises Invalid with a sentence.

    Of a worked example the assessment in it is read.
    """
    return assessment_in(_standard_input() if source == "-" else _file(Path(source)))


def assessment_in(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the assessment a file holds: the whole of it, or the one inside a worked example."""
    if raw.get("format") != EXAMPLE:
        return raw
    inside = raw.get("assessment")
    if not isinstance(inside, Mapping):
        raise Invalid(_("The worked example holds no assessment; `assessment` must be an object."))
    title = raw.get("title")
    return {"title": title, **inside} if isinstance(title, str) else inside


def _file(path: Path) -> Mapping[str, Any]:
    if path.is_file() and path.stat().st_size > SIZE_LIMIT:
        raise Invalid(_("The file {path} is too large; at most 20 MB are read.").format(path=path))
    return read_json(path)


def _standard_input() -> Mapping[str, Any]:
    try:
        found = json.loads(sys.stdin.read(SIZE_LIMIT))
    except (ValueError, RecursionError) as error:
        message = _("Standard input is not valid JSON: {reason}.")
        raise Invalid(message.format(reason=error)) from error
    if not isinstance(found, dict):
        raise Invalid(_("Standard input must hold a JSON object."))
    return found


def cleaned(content: Any) -> Any:
    """Return the content of a file with control characters taken out of every text."""
    if isinstance(content, str):
        return clean(content)
    if isinstance(content, list):
        return [cleaned(item) for item in content]
    if isinstance(content, Mapping):
        return {clean(key): cleaned(value) for key, value in content.items()}
    return content


def checked(raw: Mapping[str, Any], library: Library, books: Books | None = None) -> Rulebook:
    """Check the shape and every answer of an assessment file; return its rulebook.

    With `books` it is taken from there. Raises Invalid with one sentence for each thing that is
    wrong, each naming its place.
    """
    need_shape(raw, library)
    rulebook = rulebook_for(raw, library, books)
    need_fit(raw, rulebook)
    return rulebook


def need_fit(raw: Mapping[str, Any], rulebook: Rulebook) -> None:
    """Raise Invalid with a sentence for each thing that does not fit the questionnaires."""
    problems = [found.sentence() for found in misfits(raw, rulebook)]
    if problems:
        raise Invalid("\n".join(problems))


def rulebook_for(raw: Mapping[str, Any], library: Library, books: Books | None = None) -> Rulebook:
    """Return the rulebook a file asks for by authority, pathway and method."""
    return (books or Books(library.judged_by, library.words)).on(basis_of(from_file(raw)))


def need_shape(raw: Mapping[str, Any], library: Library) -> None:
    """Raise Invalid where the file does not have the form of an assessment."""
    flaws = _shape(library).flaws(raw)
    if flaws:
        lines = [_("This is not an assessment as dpia reads it:")]
        for flaw in flaws[:20]:
            at = pointer.join(*map(str, flaw.path)) or "/"
            lines.append(f"{at}: {flaw.what} {flaw.mend}".strip())
        raise Invalid("\n".join(lines))


def _shape(library: Library) -> "Shape":
    """Return the form of an assessment; a thousand files are compared with one."""
    from dpia.questionnaire.shape import Shape

    if library.shipped not in _SHAPES:
        _SHAPES[library.shipped] = Shape(library.schema("assessment"))
    return _SHAPES[library.shipped]


_SHAPES: "dict[Path, Shape]" = {}


def assess(
    raw: Mapping[str, Any],
    library: Library,
    as_of: date,
    explore: bool = True,
    books: Books | None = None,
) -> dict[str, Any]:
    """Judge an assessment file without touching any register. Raises Invalid.

    With `books` the rulebook is taken from there.
    """
    from dpia.judgement import judge

    raw = cleaned(raw)
    rulebook = checked(raw, library, books)
    document = settle(from_file(raw, created=as_of.isoformat()), rulebook, as_of)
    return judge(document, rulebook, as_of, explore=explore)
