"""Words in another language are laid over a document: its words, and nothing but its words."""

import copy
import json
from datetime import date
from typing import Any

import pytest

from dpia.assessment.document import basis_of, from_file
from dpia.desk.intake import assessment_in
from dpia.errors import Invalid
from dpia.judgement import judge
from dpia.questionnaire.lint.translated import mistranslated, notes
from dpia.questionnaire.rulebook import Rulebook
from dpia.questionnaire.shape import Shape
from dpia.questionnaire.translation import overlaid, skeleton, spoken, texts, words_in
from tests.books import library

Json = dict[str, Any]
FILES = library().files()
SIGN = "⟦"
TODAY = date(2026, 11, 22)


def in_signs(document: Any) -> dict[str, str]:
    """Return every text of a file with a sign before it, as if that were a language."""
    return {place: SIGN + text for place, text in texts(document).items()}


@pytest.mark.parametrize("key", FILES)
def test_every_text_has_a_place_of_its_own_and_only_texts_change(key: str) -> None:
    words = in_signs(FILES[key])
    assert len(words) > 2
    changed = overlaid(FILES[key], words)
    assert all(text.startswith(SIGN) for text in texts(changed).values())
    assert json.loads(json.dumps(changed, ensure_ascii=False).replace(SIGN, "")) == FILES[key]


def test_what_is_asked_is_named_by_ids() -> None:
    places = texts(FILES["topics/transfers"])
    assert {"/title", "/x-sections/transfers/title", "/properties/transfers/title"} <= set(places)
    assert "/properties/transfers/items/properties/country/oneOf/ad/title" in places
    assert {"/levels/high/title", "/likelihood/1/definition"} <= set(
        texts(FILES["methods/four-by-four"])
    )
    assert "/entries/encryption-at-rest/title" in texts(FILES["catalogue/measures"])
    assert "/lists/bg-35-4/rows/bg-35-4-1/title" in texts(FILES["authorities/bg"])


def test_a_condition_on_a_question_called_title_is_no_text() -> None:
    document = {"properties": {"title": {"title": "Its name?", "x-show-if": {"title": "x"}}}}
    assert texts(document) == {"/properties/title/title": "Its name?"}


@pytest.mark.parametrize("name", ["newsletters", "web-analytics-united-states"])
def test_a_verdict_is_the_same_but_for_its_words(name: str) -> None:
    raw = copy.deepcopy(assessment_in(library().examples()[name]))
    document = from_file(raw, id=name, created=TODAY.isoformat())
    basis = basis_of(document)
    files = library().judged_by(basis)
    words = {key: in_signs(file) for key, file in files.items()}
    plain = Rulebook(files, **basis)
    other = Rulebook(spoken(files, words), **basis, originals=files)
    assert other.digests == plain.digests
    assert other.untranslated().files is files
    theirs = json.dumps(judge(document, other, TODAY, explore=True), ensure_ascii=False)
    assert SIGN in theirs
    ours = judge(document, plain, TODAY, explore=True)
    assert json.loads(theirs.replace(SIGN, "")) == json.loads(json.dumps(ours))


# What is written to be filled

ASKED: Json = {
    "title": "Pets",
    "properties": {
        "pet": {"title": "Which pet?", "oneOf": [{"const": "cat", "title": "A cat"}]},
    },
}
FILLED: Json = {
    "format": "dpia-translation/1",
    "translates": "topics/pets",
    "language": "el",
    "texts": {
        "/title": {"original": "Animals", "translation": "Ζώα"},
        "/properties/pet/title": {"original": "Which pet?", "translation": "Ποιο ζώο;"},
        "/properties/pet/oneOf/dog/title": {"original": "A dog", "translation": "Ένας σκύλος"},
        "/properties/pet/oneOf/cow/title": {"original": "A cow", "translation": ""},
    },
}


def test_a_skeleton_holds_every_text_and_loses_no_words() -> None:
    fresh = skeleton("topics/pets", "el", ASKED, {})
    assert fresh["texts"]["/properties/pet/oneOf/cat/title"] == {
        **{"original": "A cat", "translation": ""}
    }
    assert words_in(fresh) == {}
    again = skeleton("topics/pets", "el", ASKED, FILLED)
    assert list(again["texts"]) == list(fresh["texts"])
    assert again["texts"]["/title"] == {"original": "Pets", "was": "Animals", "translation": "Ζώα"}
    assert list(again["earlier"]) == ["/properties/pet/oneOf/dog/title"]
    assert words_in(again) == words_in(FILLED)
    assert skeleton("topics/pets", "el", ASKED, again) == again


def test_words_serve_what_was_frozen_before_a_choice_was_taken_out() -> None:
    before = copy.deepcopy(ASKED)
    before["properties"]["pet"]["oneOf"].append({"const": "dog", "title": "A dog"})
    words = words_in(skeleton("topics/pets", "el", ASKED, FILLED))
    found = texts(overlaid(before, words))
    assert found["/properties/pet/oneOf/dog/title"] == "Ένας σκύλος"
    assert found["/properties/pet/oneOf/cat/title"] == "A cat"


@pytest.mark.parametrize("entry", ["Ζώα", {}, {"translation": 1}, None])
def test_an_entry_that_is_none_is_refused_with_its_place(entry: Any) -> None:
    with pytest.raises(Invalid, match=r"/texts/~1title has no text"):
        words_in({"texts": {"/title": entry}})


# What is wrong with one

SHAPE = Shape(library().schema("translation"))


def wrong(sidecar: Json, filed: str = "pets.el") -> list[tuple[str, str, str]]:
    found = mistranslated("pets.el.json", sidecar, filed, {"topics/pets": ASKED}, SHAPE)
    return [(defect.kind, defect.where, defect.mend) for defect in found]


def test_what_does_not_exist_is_told_with_what_was_meant() -> None:
    sound = skeleton("topics/pets", "el", ASKED, FILLED)
    assert wrong(sound) == []
    lines = list(notes("f", sound, {"topics/pets": ASKED}))
    assert lines == [
        "f: 1 of 3 texts are not translated yet.",
        "f: /title read “Animals” before.",
        "f: 1 text has no place any more.",
    ]
    found = wrong(FILLED)
    assert [kind for kind, _where, _mend in found] == ["misplaced", "misplaced"]
    lost = {**FILLED, "texts": {"/properties/pte/title": {"translation": "x"}}}
    where = "/texts/~1properties~1pte~1title"
    assert wrong(lost) == [("misplaced", where, "Did you mean “pet”?")]


def test_wrong_shape_name_and_language_are_told() -> None:
    sound = skeleton("topics/pets", "el", ASKED, FILLED)
    assert wrong(sound, "pets.nl") == [("file-name", "", "Name it pets.el.json.")]
    assert wrong({**sound, "translates": "topics/pest"})[0][:2] == ("unknown-file", "/translates")
    assert wrong({**sound, "language": "en"})[0][0] == "same"
    for part, where in (
        ({"language": "Greek"}, "/language"),
        ({"texts": {"title": {"translation": "x"}}}, "/texts/title"),
        ({"texts": {"/title": {"translation": 1}}}, "/texts/~1title/translation"),
        ({"texts": {"/title": {"text": "x", "translation": ""}}}, "/texts/~1title/text"),
        ({"format": "dpia-translation/2"}, "/format"),
    ):
        assert [place for _kind, place, _mend in wrong({**sound, **part})] == [where]
