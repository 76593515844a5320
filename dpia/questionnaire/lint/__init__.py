"""Finding what is wrong with questionnaires and the law as data, before anybody answers them.

`lint` looks at all files together and is pure: documents in, defects out. A schema says which
keywords a file may have; the rest (names, values, cycles, rules that cannot fire, sources,
dates) no schema can say.
"""

from collections.abc import Collection, Mapping
from typing import Any

from dpia.questionnaire.lint.catalogues import unsound_catalogues
from dpia.questionnaire.lint.defect import Defect, pointer
from dpia.questionnaire.lint.doubles import claimed_twice, misfiled, name_of
from dpia.questionnaire.lint.firing import dead
from dpia.questionnaire.lint.forms import unfilled
from dpia.questionnaire.lint.graph import Graph, cycles
from dpia.questionnaire.lint.life import unsound_lives
from dpia.questionnaire.lint.lists import unsound_lists
from dpia.questionnaire.lint.methods import unsound_methods
from dpia.questionnaire.lint.names import misnamed
from dpia.questionnaire.lint.patterned import endless
from dpia.questionnaire.lint.questions import badly_asked
from dpia.questionnaire.lint.sources import unsourced
from dpia.questionnaire.lint.stock import Stock
from dpia.questionnaire.lint.wanted import unwanted
from dpia.questionnaire.shape import Shape, references
from dpia.text import _

__all__ = ["KINDS", "Defect", "kind_of", "lint", "name_of"]

Document = Mapping[str, Any]
KINDS = {
    "topics": "questionnaire",
    "pathways": "pathway",
    "authorities": "authority",
    "methods": "method",
    "law": "law",
    "catalogue": "catalogue",
    "templates": "template",
    "examples": "example",
}
"""`folder -> kind of file`; each kind has a schema of that name."""
CHECKS = (
    *(misnamed, unwanted, badly_asked, unsound_lists, unsound_methods, unsound_catalogues),
    *(unsound_lives, endless),
    *(unfilled, unsourced, claimed_twice, misfiled),
)


def kind_of(file: str) -> str:
    """Return the kind of the file `<folder>/<name>`, or an empty text for an unknown folder."""
    return KINDS.get(file.partition("/")[0], "")


def lint(
    files: Mapping[str, Document],
    schemas: Mapping[str, Document],
    only: Collection[str] | None = None,
) -> list[Defect]:
    """Return every defect of `files` (`<folder>/<name> -> document`), file by file.

    `schemas` are the published schemas by name (`questionnaire`, `pathway`, …, `parts`). With
    `only` the other files count as sound, and whether everything can happen is not tried: quick
    enough to ask before judging.
    """
    kinds = {file: kind_of(file) for file in files}
    asked = files if only is None else {file: files[file] for file in only}
    found = _shapes(asked, kinds, schemas)
    misshapen = {defect.file for defect in found}
    stock = Stock(files, kinds, [file for file in files if file not in misshapen], asked)
    for check in CHECKS:
        found += check(stock)
    rings = list(cycles(Graph(stock)))
    found += rings
    if only is None and not rings:
        found += dead(stock, {(defect.file, defect.where) for defect in found})
    return sorted({defect for defect in found if defect.file in asked})


def _shapes(
    files: Mapping[str, Document], kinds: Mapping[str, str], schemas: Mapping[str, Document]
) -> list[Defect]:
    used = {kinds[file] for file in files} - {""}
    shapes = {kind: Shape(schemas[kind], schemas.values()) for kind in sorted(used)}
    found = []
    for file, document in files.items():
        if not kinds[file]:
            what = _("“{file}” is in no folder that is read.").format(file=file)
            mend = _("Put it into one of: {folders}.").format(folders=", ".join(KINDS))
            found.append(Defect(file, "", what, mend, "unknown-file"))
            continue
        for path in references(document):
            what = _("“{name}” refers to something elsewhere, which is refused.")
            mend = _("Write out what is meant; nothing is ever fetched.")
            what = what.format(name=path[-1])
            found.append(Defect(file, pointer(*path), what, mend, "reference"))
        for flaw in shapes[kinds[file]].flaws(document):
            what = flaw.what
            if kinds[file] == "authority" and (name := _entry(document, flaw.path)):
                what = _("In “{name}”: {what}").format(name=name, what=what)
            found.append(Defect(file, pointer(*flaw.path), what, flaw.mend, flaw.kind))
    return found


def _entry(document: Any, path: tuple[Any, ...]) -> str:
    """Return the id of the innermost list, row or body that `path` leads through, if it has one."""
    name = ""
    for step in path:
        inside = document[step] if isinstance(document, list) else document.get(step)
        if isinstance(inside, Mapping) and isinstance(inside.get("id"), str):
            name = inside["id"]
        if not isinstance(inside, Mapping | list):
            break
        document = inside
    return name
