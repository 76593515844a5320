"""The registry of actions: one source for keys, footer, palette, help and README."""

import re
from collections import Counter
from importlib import import_module
from typing import Any

import pytest

from dpia.tui import actions
from dpia.tui.action import Action
from dpia.tui.app import PARTS, DpiaApp
from dpia.tui.screens import (
    archiving,
    asking,
    attachments,
    authorities,
    case,
    comparing,
    due,
    examples,
    find,
    first_run,
    help,
    history,
    importing,
    jump,
    log,
    new,
    note,
    past,
    register,
    register_filter,
    register_map,
    register_risks,
    register_views,
    rejudging,
    row,
    searching_past,
)
from dpia.tui.widgets.fields import choice, rows, text
from dpia.tui.widgets.sheet import MarkingSheet

SCREENS: list[type[Any]] = [
    *(case.QuestionnaireScreen, row.RowScreen, register.RegisterScreen, new.NewScreen),
    *(find.FindScreen, note.NoteScreen, jump.JumpScreen, help.HelpScreen),
    authorities.AuthoritiesScreen,
    *(examples.ExamplesScreen, importing.ImportScreen),
    *(register_filter.FilterScreen, register_views.ViewsScreen, archiving.ArchiveScreen),
    *(comparing.CompareScreen, due.DueScreen, rejudging.RejudgeScreen),
    *(register_map.RegisterMapScreen, history.HistoryScreen),
    *(log.LogScreen, past.PastScreen, searching_past.PastSearchScreen),
    *(getattr(import_module(module), name) for module, name in PARTS.values()),
]
HOLDERS: dict[str, list[type[Any]]] = {
    **{"anywhere": [DpiaApp], "case": [case.QuestionnaireScreen], "part": [asking.AskingScreen]},
    **{"register": [register.RegisterScreen], "questionnaire": [case.QuestionnaireScreen]},
    **{"mark": [MarkingSheet], "field": [MarkingSheet], "choice": [choice.ChoiceField]},
    **{"text": [text.LineField], "long-text": [text.LongField], "rows": [rows.RowsField]},
    **{"row": [row.RowScreen], "find": [find.FindScreen], "note": [note.NoteScreen]},
    **{"new": [new.NewScreen], "form": [help.HelpScreen]},
    **{"settings": [first_run.SettingsScreen]},
    **{"examples": [examples.ExamplesScreen], "filter-list": [register_filter.FilterScreen]},
    **{"view-list": [register_views.ViewsScreen], "archiving": [archiving.ArchiveScreen]},
    **{"register-map": [register_map.RegisterMapScreen], "import": [importing.ImportScreen]},
    **{"map-list": [register_risks.RiskTable], "history": [history.HistoryScreen]},
    **{"past": [past.PastScreen], "search-past": [searching_past.PastSearchScreen]},
    **{"attachments": [attachments.AttachmentsScreen], "versions": [comparing.CompareScreen]},
    **{"due": [due.DueScreen], "rejudging": [rejudging.RejudgeScreen]},
    **{"authorities": [authorities.AuthoritiesScreen]},
    **{"authority-list": [authorities.AuthoritiesScreen]},
    **{"authority-text": [authorities.AuthorityPane]},
}


def _own(place: str) -> list[Action]:
    return actions.of(place)


def test_every_action_has_a_place_with_a_heading_and_a_name_of_its_own_there() -> None:
    names = Counter((action.where, action.id) for action in actions.ACTIONS)
    assert [name for name, count in names.items() if count > 1] == []
    assert {action.where for action in actions.ACTIONS} <= set(actions.TITLES)


def test_no_key_means_two_things_in_one_place() -> None:
    for place in actions.TITLES:
        keys = Counter(key for action in _own(place) for key in action.keys.split(",") if key)
        assert [key for key, count in keys.items() if count > 1] == [], place


def test_keys_that_terminals_keep_for_themselves_are_not_used() -> None:
    taken = {"f10", "f11", "ctrl+b", "ctrl+c", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m"}
    for action in actions.ACTIONS:
        keys = set(action.keys.split(","))
        assert not taken & keys, action
        assert keys != {"ctrl+a"}, "GNU screen keeps it: never the only key"


@pytest.mark.parametrize("place", sorted(HOLDERS))
def test_every_action_can_be_done_where_it_is_offered(place: str) -> None:
    for action in _own(place):
        target, _dot, name = action.method.rpartition(".")
        method = f"action_{re.sub(r'[(].*', '', name)}"
        holders: list[type[Any]] = [DpiaApp] if target == "app" else HOLDERS[place]
        assert all(hasattr(holder, method) for holder in holders), action


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_a_footer_has_six_keys_at_most_and_help_among_them(screen: type[Any]) -> None:
    for field in ((), ("choice", "field", "mark"), ("long-text", "field", "mark")):
        for typing in (False, True):
            shown = actions.footer((*field, *screen.PLACES, "anywhere"), typing)
            assert 0 < len(shown) <= actions.FOOTER_LIMIT
            assert shown[-1][1].id == "help"
            assert not typing or all(len(key) > 1 for key, _action in shown)


def test_everything_without_a_key_is_in_the_palette() -> None:
    for action in actions.ACTIONS:
        assert action.keys or action.palette, action


def test_the_key_table_names_every_action() -> None:
    table = actions.key_table()
    for action in actions.ACTIONS:
        assert action.help in table
    assert "`F6`" in table and "`Ctrl+N`" in table and "`?`" in table


@pytest.mark.parametrize(
    ("key", "spoken"),
    [("f1", "F1"), ("ctrl+n", "Ctrl+N"), ("escape", "Esc"), ("question_mark", "?"), ("n", "n"),
     ("shift+up", "Shift+↑"), ("left_square_bracket", "["), ("f", "f")],
)  # fmt: skip
def test_keys_are_named_as_on_the_keyboard(key: str, spoken: str) -> None:
    assert actions.spoken(key) == spoken
