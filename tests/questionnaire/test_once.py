"""Rulebooks that share what was read read it once, and are what they would be alone."""

from dpia.desk.books import Books
from dpia.questionnaire.once import Once
from dpia.questionnaire.rulebook import Rulebook, needed
from tests import books

FILES = books.library().files()


def test_something_is_made_once_of_each_thing_and_kind() -> None:
    once, made = Once(), []

    def make(written: list[int]) -> int:
        made.append(written)
        return len(made)

    one, other = [1], [1]
    assert [once.of("a", one, make), once.of("a", other, make)] == [1, 2]
    assert [once.of("b", one, make), once.of("a", one, make)] == [3, 1]


def test_rulebooks_of_several_authorities_share_topics_and_keep_what_is_their_own() -> None:
    once = Once()
    for lead in ("bg", "cz", "nl"):
        files = needed(FILES, lead, (), "edpb-2026", "four-by-four")
        shared, alone = Rulebook(files, lead, once=once), Rulebook(files, lead)
        assert shared.topics == alone.topics and shared.authorities == alone.authorities
        assert shared.case == alone.case and shared.law_rows == alone.law_rows


def test_books_read_a_questionnaire_once_however_many_authorities_there_are() -> None:
    found = Books(lambda basis: needed(FILES, **basis))
    basis = {"also": (), "pathway": "edpb-2026", "method": "four-by-four"}
    one, other = (found.on({"authority": lead, **basis}) for lead in ("bg", "cz"))
    assert one.topics["children"].facts is other.topics["children"].facts
