"""The root command: names every command, loads only the one that runs, and ends it properly."""

import importlib
import os
import sys
from pathlib import Path
from typing import Any

import click

from dpia import __version__
from dpia.cli import secrets
from dpia.cli.common import speak_plainly
from dpia.cli.speaking import speak
from dpia.errors import DpiaError, Usage, whereabouts
from dpia.text import _

COMMANDS = {
    "new": "working:new",
    "list": "listing:list_",
    "show": "showing:show",
    "assess": "judging:assess",
    "answer": "interview:answer",
    "set": "working:set_",
    "mark": "working:mark",
    "row": "working:row",
    "risk": "risks:risk",
    "measure": "measures:measure",
    "attach": "attaching:attach",
    "attachments": "attaching:attachments",
    "detach": "attaching:detach",
    "whatif": "whatif:whatif",
    "overrule": "deciding:overrule",
    "finding": "findings:finding",
    "advise": "deciding:advise",
    "views": "deciding:views",
    "move": "moving:move",
    "decide": "deciding:decide",
    "consult": "consulting:consult",
    "sign": "moving:sign",
    "reopen": "deciding:reopen",
    "revise": "revising:revise",
    "confirm": "revising:confirm",
    "diff": "revising:diff",
    "archive": "deciding:archive",
    "edit": "working:edit",
    "undo": "working:undo",
    "redo": "working:redo",
    "history": "past:history",
    "log": "log:log",
    "redact": "redacting:redact",
    "verify": "verifying:verify",
    "search": "searching:search",
    "due": "due:due",
    "consistency": "consistency:consistency",
    "heatmap": "heatmap:heatmap",
    "rejudge": "due:rejudge",
    "import": "importing:import_",
    "export": "exporting:export",
    "report": "reporting:report",
    "backup": "backing_up:backup",
    "restore": "backing_up:restore",
    "repair": "repairing:repair",
    "demo": "exporting:demo",
    "examples": "examples:examples",
    "questionnaire": "questionnaire:questionnaire",
    "authorities": "authorities:authorities",
    "methods": "methods:methods",
    "schema": "judging:schema",
    "serve": "serving:serve",
    "encrypt": "encrypting:encrypt",
    "decrypt": "encrypting:decrypt",
    "key": "keys:key",
    "setup": "setup:setup",
    "config": "configuring:config",
    "paths": "configuring:paths",
}


class Root(click.Group):
    """A group whose commands are imported when they are asked for, so that each starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of an assessor's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command, or None when there is none of that name."""
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _colon, name = place.partition(":")
        found = getattr(importlib.import_module(f"dpia.cli.{module}"), name)
        assert isinstance(found, click.Command)
        return found


@click.group(
    cls=Root,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 ok, 1 error, 2 usage or no terminal, 3 invalid or incomplete, "
    "4 a threshold asked for was met, 5 conflict or ambiguous, 130 interrupted.",
)
@click.option(
    "--register",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="The register to work on (default: DPIA_REGISTER, else your own).",
)
@click.option(
    "--language",
    metavar="CODE",
    envvar="DPIA_LANGUAGE",
    is_eager=True,
    expose_value=False,
    callback=speak,
    help="The language of words, such as nl (also: DPIA_LANGUAGE, or `dpia config language`).",
)
@click.option(
    "--plain",
    is_flag=True,
    envvar="DPIA_PLAIN",
    expose_value=False,
    callback=speak_plainly,
    help="Print one fact a line and no tables (also: DPIA_PLAIN=1, or behind the command).",
)
@secrets.options
@click.version_option(__version__, prog_name="dpia")
@click.pass_context
def root(ctx: click.Context, register: Path | None) -> int:
    """Data protection impact assessments, from screening to prior consultation.

    Without a command dpia opens in the terminal.
    """
    ctx.obj = register
    if ctx.invoked_subcommand is None:
        return open_terminal_ui(register)
    return 0


def open_terminal_ui(register: Path | None) -> int:
    """Open the terminal UI and return its exit code. Raises Usage when there is no terminal."""
    from dpia.cli.common import has_terminal

    if not has_terminal():
        message = _(
            "dpia needs a terminal to open its screens, and there is none here. "
            "Use a command instead; `dpia --help` lists them."
        )
        raise Usage(message)
    from dpia.desk.config import config_path
    from dpia.desk.desk import open_desk
    from dpia.tui.app import run_tui

    return run_tui(open_desk(register), None, (), config_path())


def run(command: click.Command, arguments: list[str]) -> int:
    """Run `command` and return its exit code; problems are told on standard error."""
    try:
        result: Any = command.main(arguments, prog_name="dpia", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except DpiaError as problem:
        click.echo(problem.message, err=True)
        return problem.exit_code
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.ClickException as problem:
        problem.show()
        return problem.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(_("Interrupted. Everything accepted before is saved."), err=True)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as problem:
        return _unexpected(problem)


def _unexpected(problem: Exception) -> int:
    if os.environ.get("DPIA_DEBUG"):
        raise problem
    message = _(
        "Something inside dpia went wrong ({fault}). What was accepted before is saved. Set "
        "DPIA_DEBUG=1 and run it again to see the details for a report; they may repeat what you "
        "wrote."
    )
    click.echo(message.format(fault=whereabouts(problem)), err=True)
    return 1
