"""Judging a stored assessment by the newest lists, questionnaires and methods."""

from typing import Any

from dpia.assessment.carrying import carry
from dpia.assessment.document import basis_of
from dpia.assessment.event import working_copy
from dpia.assessment.shelf import settle
from dpia.desk.case import Case
from dpia.judgement import judge
from dpia.judgement.difference import difference


def rejudged(case: Case, apply: bool = False) -> dict[str, Any]:
    """Return what would change: `{reference, title, id, files, changes, levels, applied, lost}`.

    Compares the verdict as it stands, on its own day and by its frozen copies, with that of today
    by the newest files. `files` names those that are newer; `lost` the answers that fit nothing
    any more. With `apply` one that is still open is judged by the newest from now on.
    """
    desk, document = case.desk, case.document
    new = desk.books.on(basis_of(document))
    carried = carry(document, case.rulebook.untranslated(), new.untranslated())
    mapped = working_copy(document)
    mapped |= {name: carried.document[name] for name in ("answers", "marks", "shelf")}
    for marks in mapped["marks"].values():
        for said in marks.values():
            said.pop("to_confirm", None)
    mapped = settle(mapped, new, desk.today())
    files = [k for k, sha in new.digests.items() if document["judged_by"].get(k) != sha]
    changes = difference(case.verdict, judge(mapped, new, desk.today()))
    applied = apply and bool(files) and case.editable
    if applied:
        case.judge_by(new, mapped)
    return {
        **{name: document.get(name) for name in ("reference", "title", "id")},
        "files": files,
        "changes": changes,
        "levels": {level["id"]: level["title"] for level in new.method_document["levels"]},
        "lost": carried.lost,
        "applied": applied,
    }
