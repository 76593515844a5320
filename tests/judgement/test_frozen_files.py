"""A frozen file keeps its entries in the order of their names: every verdict is the same by it."""

import json
from datetime import date

import pytest

from dpia.assessment.document import basis_of, from_file
from dpia.canonical import canonical
from dpia.desk.examples import Examples, assessment_in
from dpia.desk.intake import cleaned
from dpia.judgement import judge
from dpia.questionnaire.rulebook import Rulebook
from tests.books import books, library

DAY = date(2026, 11, 28)
EXAMPLES = Examples(library(), books())


@pytest.mark.parametrize("name", sorted(EXAMPLES.paths))
def test_a_verdict_by_frozen_files_is_the_one_by_those_that_ship(name: str) -> None:
    raw = assessment_in(EXAMPLES.named(name))
    document = from_file(cleaned(raw), id=name, created="2026-11-28")
    basis = basis_of(document)
    files = library().judged_by(basis)
    frozen = {key: json.loads(canonical(file)) for key, file in files.items()}
    shipped = judge(document, books().on(basis), DAY)
    again = judge(document, Rulebook(frozen, **basis), DAY)
    assert json.dumps(again) == json.dumps(shipped)
