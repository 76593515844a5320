"""Commands about this machine: config, paths."""

from typing import TYPE_CHECKING, Any

import click

from dpia.cli.common import as_json, print_json, say, shown
from dpia.errors import Invalid
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.config import Config


@click.command()
@click.argument("key", required=False)
@click.argument("value", required=False)
@as_json
def config(key: str | None, value: str | None, as_json: bool) -> int:
    """Show the configuration, or set KEY to VALUE (`dpia config name "A. Assessor"`)."""
    from dpia.desk import config as settings

    found = settings.load()
    if key is not None and value is not None:
        changed = found.change(key, value)
        _check_names(changed)
        path = settings.save(changed)
        say(_("Saved in {path}.").format(path=path))
        return 0
    values = {
        name: setting for name, setting in found.values().items() if name not in found.unknown
    }
    if key is not None:
        values = {key: _one(found, key)}
    if as_json:
        print_json(values)
        return 0
    for name, setting in values.items():
        for said, text in _told(name, setting):
            click.echo(text if key else f"{said:<14} {text}")
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


def _check_names(config: "Config") -> None:
    """Refuse an authority, pathway or method that is not there."""
    from dpia.desk.library import Library

    library = Library()
    wanted = {
        "authorities": (config.authority, *config.also),
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
    from dpia.desk.library import Library
    from dpia.desk.paths import default_register, shipped_data

    found = {
        "register": str(ctx.find_root().obj or default_register()),
        "config": str(config_path()),
        "questionnaires": str(shipped_data()),
        "own_questionnaires": str(Library().own),
    }
    if as_json:
        print_json(found)
    else:
        for name, path in found.items():
            click.echo(f"{name:<20} {path}")
    return 0
