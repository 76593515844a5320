"""Commands about this machine: config, paths."""

from typing import TYPE_CHECKING, Any

import click

from dpia.cli.common import as_json, print_facts, print_json, say, shown
from dpia.cli.own_keys import check_screens, list_keys, say_problems
from dpia.errors import Invalid
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.config import Config


@click.command()
@click.argument("key", required=False)
@click.argument("value", required=False)
@click.option("--keys", "all_keys", is_flag=True, help="List all actions with their keys.")
@as_json
def config(key: str | None, value: str | None, all_keys: bool, as_json: bool) -> int:
    """Show the configuration, or set KEY to VALUE (`dpia config name "A. Assessor"`).

    `dpia config keys.register.new "f2, ctrl+n"` gives an action keys of your own, `none` leaves
    it to the palette, an empty text gives it its usual ones. `dpia config theme dpia-light`
    chooses the colours of the screens, `dpia config language nl` the language of words; without a
    value it says which there are.
    """
    from dpia.desk import config as settings

    found = settings.load()
    if all_keys:
        return list_keys(found.keys, as_json)
    if key is not None and value is not None:
        changed = found.change(key, value)
        _check_names(changed)
        check_screens(changed, key)
        path = settings.save(changed)
        say(_("Saved in {path}.").format(path=path))
        if key == "language":
            _tell_languages(changed.language)
        return 0
    values = {
        name: setting for name, setting in found.values().items() if name not in found.unknown
    }
    if key is not None:
        values = {key: _one(found, key)}
    if as_json:
        print_json(values)
        return 0
    told = dict(pair for name, setting in values.items() for pair in _told(name, setting))
    if key:
        click.echo("\n".join(told.values()))
    else:
        print_facts(told, 14)
    if not key or key.startswith("keys"):
        say_problems(found.keys)
    if key == "language":
        _tell_languages(found.language)
    return 0


def _one(found: "Config", key: str) -> Any:
    """Return one setting, or one entry of a table such as `views.mine`. Raises Invalid."""
    table, _dot, name = key.partition(".")
    known = found.values().get(table, {})
    if name and isinstance(known, dict):
        return known.get(name, "")
    if key not in found.values():
        found.change(key, "")
    return found.values()[key]


def _told(name: str, setting: Any) -> list[tuple[str, str]]:
    if isinstance(setting, dict):
        return [(f"{name}.{key}", text) for key, text in setting.items()]
    return [(name, ", ".join(setting) if isinstance(setting, list) else str(setting))]


def _tell_languages(chosen: str) -> None:
    """Say which languages there are, and when there is none of the one that was chosen."""
    from dpia.desk.languages import languages
    from dpia.desk.library import Library
    from dpia.text import general_first

    there = languages(Library())
    if chosen and not set(general_first(chosen)) & set(there):
        message = _("Nothing is translated into “{code}” yet; until then it is English.")
        say(message.format(code=chosen))
    listed = ", ".join(f"{code} ({name})" for code, name in there.items())
    say(_("There are words in: {languages}.").format(languages=listed))


def _check_names(config: "Config") -> None:
    """Refuse an authority, pathway or method that is not there."""
    from dpia.desk.library import Library

    library = Library()
    wanted = {
        "authorities": (*filter(None, [config.authority]), *config.also),
        "pathways": (config.pathway,),
        "methods": (config.method,),
    }
    for folder, names in wanted.items():
        known = library.names(folder)
        for name in names:
            if name not in known:
                message = _("There is no “{name}”. Known: {known}.")
                raise Invalid(message.format(name=shown(name), known=", ".join(known)))


@click.command()
@as_json
@click.pass_context
def paths(ctx: click.Context, as_json: bool) -> int:
    """Show where the register, the configuration and the questionnaires are."""
    from dpia.desk.config import config_path
    from dpia.desk.languages import own_locale
    from dpia.desk.library import Library
    from dpia.desk.paths import default_register, shipped_data

    found = {
        "register": str(ctx.find_root().obj or default_register()),
        "config": str(config_path()),
        "questionnaires": str(shipped_data()),
        "own_questionnaires": str(Library().own),
        "own_locale": str(own_locale()),
    }
    if as_json:
        print_json(found)
    else:
        print_facts(found, 20)
    return 0
