"""What `dpia config` says about the screens: keys of one's own, and themes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dpia.cli.common import print_json, print_table, say, shown
from dpia.errors import Invalid
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.config import Config


def list_keys(keys: Mapping[str, str], as_json: bool) -> int:
    """Print every action of the screens: its name, its keys now, and what it does."""
    from dpia.tui.actions import ACTIONS, key_words, name_of, with_own
    from dpia.tui.own_keys import read

    own = read(keys).keys
    rows = [(name_of(a), key_words(with_own(a, own)), a.help) for a in ACTIONS]
    if as_json:
        print_json([{"action": name, "keys": found, "help": text} for name, found, text in rows])
    else:
        titles = [_("Action"), _("Keys"), _("What it does")]
        print_table(titles, [[name, " · ".join(found), text] for name, found, text in rows])
    say_problems(keys)
    return 0


def say_problems(keys: Mapping[str, str]) -> None:
    """Say which keys of one's own cannot be, and why."""
    if not keys:
        return
    from dpia.tui.own_keys import read

    for name, problem in read(keys).problems.items():
        said = _("keys.{name} is left out. {problem}")
        say(said.format(name=shown(name), problem=shown(problem)))


def check_screens(config: "Config", key: str) -> None:
    """Refuse a theme that is not there, and keys that cannot be, just set. Raises Invalid."""
    if key == "theme" and config.theme:
        from dpia.tui.theme import check

        check(config.theme)
    table, _dot, name = key.partition(".")
    if table == "keys" and name in config.keys:
        from dpia.tui.own_keys import read

        problem = read(config.keys).problems.get(name)
        if problem:
            raise Invalid(problem)
