"""Translations beside the files of a library: what is shown changes, what is kept does not."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dpia import text
from dpia.desk.authorities import Authorities
from dpia.desk.beginning import only_language, setup_questions
from dpia.desk.config import Config, load
from dpia.desk.desk import Desk
from dpia.desk.languages import languages, of_environment
from dpia.desk.library import Library
from dpia.desk.methods import Methods
from dpia.desk.rejudging import rejudged
from dpia.desk.translations import write
from dpia.errors import Invalid, NotFound
from dpia.questionnaire.translation import texts
from dpia.register import Register
from tests.desk.conftest import NOON
from tests.desk.test_own_catalogue import MEASURE, SCENARIO, own

PART = "/properties/part"
DUTCH = {
    "topics/screening": {
        f"{PART}/title": "Wat is uw rol?",
        f"{PART}/oneOf/controller/title": "Wij bepalen het",
    },
    "pathways/edpb-2026": {"/title": "De hele weg"},
    "methods/four-by-four": {"/levels/high/title": "Hoog"},
    "authorities/nl": {"/title": "Nederland"},
}


def put(folder: Path, key: str, language: str, words: dict[str, str]) -> Path:
    path = folder / f"{key}.{language}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    entries = {place: {"translation": said} for place, said in words.items()}
    head = {"format": "dpia-translation/1", "translates": key, "language": language}
    path.write_text(json.dumps({**head, "texts": entries}), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder of one's own files with Dutch words, and Dutch spoken."""
    for key, words in DUTCH.items():
        put(tmp_path / "own", key, "nl", words)
    text.speak("nl")
    yield tmp_path / "own"
    text.speak("en")


def desk_at(register: Path, folder: Path) -> Desk:
    found = Register.open(register, create=True)
    return Desk(found, Library(folder), Config(authority="bg"), clock=lambda: NOON)


def test_what_is_frozen_and_judged_stays_as_it_was_and_words_are_translated(
    folder: Path, tmp_path: Path
) -> None:
    case = desk_at(tmp_path / "register", folder).create("A case")
    case.answer("screening.part", "controller")
    question = case.rulebook.question("screening.part")
    assert question.title == "Wat is uw rol?"
    assert question.choice_title("controller") == "Wij bepalen het"
    assert question.choice_title("processor") == "We only act on behalf of someone else"
    text.speak("en")
    english = desk_at(tmp_path / "register", folder).open(case.id)
    assert english.rulebook.question("screening.part").title.startswith("What is your part")
    assert english.document == case.document
    assert english.rulebook.digests == case.rulebook.digests == case.document["judged_by"]
    shipped = desk_at(tmp_path / "other", tmp_path / "none").create("A case")
    assert shipped.document["judged_by"] == case.document["judged_by"]
    register = Register.open(tmp_path / "register")
    for key, sha in case.document["judged_by"].items():
        assert register.frozen(sha) == english.rulebook.files[key]
    said = json.dumps(case.verdict, ensure_ascii=False)
    for key, words in DUTCH.items():
        originals = Library(folder).files()[key]
        for place, word in words.items():
            said = said.replace(word, texts(originals)[place])
    assert json.loads(said) == json.loads(json.dumps(english.verdict))


def test_an_assessment_frozen_before_there_were_words_shows_them(tmp_path: Path) -> None:
    case = desk_at(tmp_path / "register", tmp_path / "own").create("A case")
    put(tmp_path / "own", "topics/screening", "nl", DUTCH["topics/screening"])
    text.speak("nl")
    try:
        later = desk_at(tmp_path / "register", tmp_path / "own").open(case.id)
        assert later.rulebook.question("screening.part").title == "Wat is uw rol?"
    finally:
        text.speak("en")
    assert rejudged(later)["files"] == [] and later.document == case.document


def test_lists_of_things_to_choose_from_are_in_the_language(folder: Path) -> None:
    library = Library(folder)
    assert library.names("pathways")["edpb-2026"] == "De hele weg"
    assert Authorities(library).named("nl").title == "Nederland"
    assert Authorities(Library(folder, translated=False)).named("nl").title == "Netherlands"
    levels = Methods(library).named("four-by-four")["levels"]
    assert "Hoog" in [level["title"] for level in levels]


def test_a_catalogue_that_adds_to_the_shipped_one_is_translated_with_it(folder: Path) -> None:
    own(folder, "scenarios", SCENARIO)
    own(folder, "measures", MEASURE)
    put(folder, "catalogue/our-measures", "nl", {"/entries/stewards/title": "Begeleiders"})
    basis = {"authority": "nl", "also": (), "pathway": "quick", "method": "four-by-four"}
    book = Library(folder).rulebook(basis)
    assert Desk.entry(book, "measures", "stewards")["title"] == "Begeleiders"


def test_a_region_says_what_its_language_says_unless_it_has_words_of_its_own(folder: Path) -> None:
    put(folder, "topics/screening", "nl-BE", {f"{PART}/title": "Wat is je rol?", "/title": ""})
    text.speak("nl-BE")
    words = Library(folder).words["topics/screening"]
    assert words == {**DUTCH["topics/screening"], f"{PART}/title": "Wat is je rol?"}
    assert languages(Library(folder))["nl-BE"] == "Nederlands"


def test_nothing_in_a_translation_can_move_hide_or_turn_what_is_shown(folder: Path) -> None:
    put(folder, "topics/screening", "nl", {"/title": "a\x1b[31m\u202eb\nc[b]{0}"})
    assert Library(folder).words["topics/screening"]["/title"] == "a␛[31m\\u202eb␊c[b]{0}"


@pytest.mark.parametrize("content", ["{", "[]", '{"texts": {"/title": "x"}}', '{"texts": 1}'])
def test_a_broken_translation_is_told_with_its_file(folder: Path, content: str) -> None:
    path = folder / "topics" / "screening.nl.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Invalid) as told:
        Library(folder).names("topics")
    assert str(path) in told.value.message
    text.speak("en")
    assert Library(folder).spoken


def test_a_skeleton_is_written_beside_ones_own_files_and_read_back(folder: Path) -> None:
    library = Library(folder)
    done = write(library, "screening", "nl")
    assert done.path == folder / "topics" / "screening.nl.json"
    assert (done.done, done.changed, done.earlier) == (2, [], []) and done.texts > 400
    assert Library(folder).words == library.words
    assert write(library, "methods/aepd", "pt-br").path.name == "aepd.pt-BR.json"
    with pytest.raises(NotFound, match="Did you mean “topics/screening”"):
        write(library, "screning", "nl")
    for language in ("en", "Dutch", "../x"):
        with pytest.raises(Invalid):
            write(library, "screening", language)


def test_the_language_is_a_setting_and_asked_for_only_where_there_is_a_choice(
    folder: Path, tmp_path: Path
) -> None:
    assert Config().change("language", "NL_be").language == "nl-BE"
    assert Config(language="nl").change("language", "").language == ""
    with pytest.raises(Invalid, match="“Dutch” is no language"):
        Config().change("language", "Dutch")
    (tmp_path / "config.toml").write_text('language = "../x"\n', encoding="utf-8")
    with pytest.raises(Invalid, match="is no language"):
        load(tmp_path / "config.toml")
    asked: Any = setup_questions(Library(folder))["language"]
    assert [choice.value for choice in asked.choices] == ["en", "nl"]
    alone = Library(tmp_path / "none")
    assert ("language" in setup_questions(alone)) is not bool(only_language(alone))


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"LANG": "nl_NL.UTF-8"}, "nl-NL"),
        ({"LANG": "nl_NL.UTF-8", "LC_ALL": "el_GR"}, "el-GR"),
        ({"LANG": "de_DE@euro"}, "de-DE"),
        ({"LANG": "C.UTF-8"}, ""),
        ({"LANG": "POSIX", "LC_ALL": ""}, ""),
        ({}, ""),
    ],
)
def test_the_language_of_the_system(environment: dict[str, str], code: str) -> None:
    assert of_environment(environment) == code
