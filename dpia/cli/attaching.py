"""Commands for attachments: attach, attachments, detach."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dpia.cli.common import (
    announce,
    as_json,
    case_of,
    json_result,
    print_json,
    print_table,
    reference,
    saved,
    say,
    shown,
)
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.case import Case

_file = click.argument("file", type=click.Path(path_type=Path))


@click.command()
@reference
@_file
@click.option("--title", default="", help="What it is, such as “Data flows, current state”.")
@click.option(
    "--about",
    default="",
    metavar="SECTION",
    help="The topic or section it belongs to (security, processing.purposes).",
)
@json_result
@click.pass_context
def attach(ctx: click.Context, /, ref: str, file: Path, title: str, about: str) -> int:
    """Keep a copy of FILE with an assessment, such as a data-flow diagram, and print its id."""
    case = case_of(ctx, ref)
    row_id = case.attach(file, title, about)
    announce(row_id)
    saved(case, row_id, row_id)
    return 0


@click.command()
@reference
@click.option("--save", "wanted", metavar="ATTACHMENT", help="Write this one out instead.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Where to.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@as_json
@click.pass_context
def attachments(
    ctx: click.Context,
    /,
    ref: str,
    wanted: str | None,
    output: Path | None,
    force: bool,
    as_json: bool,
) -> int:
    """List the attachments of an assessment, or write one out with --save."""
    if (wanted is None) != (output is None):
        raise click.UsageError(_("--save ATTACHMENT and -o FILE go together."))
    case = case_of(ctx, ref)
    if wanted is not None and output is not None:
        _save(case, wanted, output, force, as_json)
        return 0
    rows = case.document["attachments"]
    if as_json:
        print_json(rows)
    elif rows:
        headers = ["ID", _("Name"), _("Title"), _("About"), _("Bytes"), _("When (UTC)"), _("Who")]
        headers.append(_("Mark"))
        print_table(headers, map(_cells, rows))
    else:
        say(_("No attachments. `dpia attach ID FILE` adds one."))
    return 0


def _save(case: "Case", wanted: str, output: Path, force: bool, as_json: bool) -> None:
    case.save_attachment(wanted, output, force)
    if as_json:
        print_json({"attachment": wanted, "path": str(output)})
    else:
        say(_("Wrote {path}.").format(path=shown(str(output))))


def _cells(row: Mapping[str, Any]) -> list[str]:
    names = ("id", "name", "title", "about", "size", "at", "by")
    mark = _("confidential") if row.get("confidential") is True else ""
    return [*(shown(str(row.get(name, ""))) for name in names), mark]


@click.command()
@reference
@click.argument("attachment")
@json_result
@click.pass_context
def detach(ctx: click.Context, /, ref: str, attachment: str) -> int:
    """Take an ATTACHMENT off an assessment (`dpia undo` brings it back)."""
    case = case_of(ctx, ref)
    case.detach(attachment)
    saved(case, attachment)
    return 0
