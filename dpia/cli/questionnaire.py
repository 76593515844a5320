"""The commands about questionnaires: list, check, show, compile, translate."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dpia.cli.common import (
    as_json,
    day,
    print_json,
    print_line,
    print_table,
    say,
    shown,
    wants_plain,
)
from dpia.errors import Invalid, NotFound
from dpia.questionnaire import DEFAULT_PATHWAY
from dpia.text import _, ngettext

if TYPE_CHECKING:
    from dpia.questionnaire.effort import Effort
    from dpia.questionnaire.lint import Defect
    from dpia.questionnaire.model import Topic


@click.group()
def questionnaire() -> None:
    """List, check, show, compile and translate questionnaires and the law as data."""


@questionnaire.command("list")
@as_json
def list_(as_json: bool) -> int:
    """List the questionnaires."""
    topics = _topics().values()
    found = [
        {"id": t.id, "title": t.title, "version": t.version, "questions": len(t.questions)}
        for t in topics
    ]
    if as_json:
        print_json(found)
    else:
        headers = [_("Id"), _("Title"), _("Version"), _("Questions")]
        print_table(headers, [[shown(str(value)) for value in row.values()] for row in found])
    return 0


@questionnaire.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--quick", is_flag=True, help="Do not search for what can never hold.")
@as_json
def check(paths: tuple[Path, ...], quick: bool, as_json: bool) -> int:
    """Say what is wrong with questionnaires, lists, methods, law, examples and translations.

    Files and folders in PATHS are added to those that ship, or replace them. Without PATHS,
    what ships and your own files are checked, beside translations nothing else. Exits 3 when
    something is wrong.
    """
    from dpia.desk.checking import check_files

    checked = check_files(paths, date.today(), quick)
    if as_json:
        print_json(
            {
                "files": len(checked.names),
                "defects": [defect.to_json() for defect in checked.defects],
                "efforts": [asdict(effort) for effort in checked.efforts],
                "notes": checked.notes,
            }
        )
    else:
        _print_defects(checked.defects)
        for note in checked.notes:
            say(shown(note))
        for effort in checked.efforts:
            say(_asked(effort))
        say(_summary(len(checked.names), checked.defects))
    return 3 if checked.defects else 0


def _asked(effort: "Effort") -> str:
    found = _("{pathway}: {title}: {n} questions (authority {authority}), at most {most} allowed.")
    return found.format(
        pathway=effort.pathway,
        title=shown(effort.title),
        n=effort.questions,
        authority=effort.authority,
        most=effort.at_most,
    )


def _print_defects(defects: "Iterable[Defect]") -> None:
    for defect in defects:
        print_line(shown(defect.sentence()))


def _summary(files: int, defects: "list[Defect]") -> str:
    if not defects:
        found = ngettext("{n} file, no defects.", "{n} files, no defects.", files)
        return found.format(n=files)
    broken = len({defect.file for defect in defects})
    found = ngettext("{n} defect", "{n} defects", len(defects)).format(n=len(defects))
    within = ngettext("in {n} file.", "in {n} files.", broken).format(n=broken)
    return f"{found} {within}"


@questionnaire.command()
@click.argument("name", metavar="ID")
@as_json
def show(name: str, as_json: bool) -> int:
    """Print a questionnaire to read: sections, questions, choices, conditions in words."""
    from dpia.questionnaire.handout import handout
    from dpia.questionnaire.naming import Names

    topics = _topics()
    wanted = name.replace("-", "_")
    if wanted not in topics:
        known = ", ".join(topics)
        message = _("There is no questionnaire “{name}”. Known: {known}.")
        raise NotFound(message.format(name=shown(name), known=known))
    if as_json:
        print_json(topics[wanted].document)
        return 0
    width = 100_000 if wants_plain() else 92  # plainly no line is broken
    for line in handout(topics[wanted], Names(topics).find, width):
        print_line(shown(line))
    return 0


@questionnaire.command("compile")
@click.argument("pathway", metavar="PATHWAY", default=DEFAULT_PATHWAY)
@click.option(
    "--authority", metavar="CODE", help="The lead authority (default: the configured one)."
)
@click.option("--as-of", metavar="DATE", help="Take dated law as on this day; else leave it open.")
def compile_(pathway: str, authority: str | None, as_of: str | None) -> int:
    """Print one plain JSON Schema 2020-12 over all answers of a PATHWAY.

    Whatever is definitely asked is required, what is definitely not asked is forbidden.
    """
    from dpia.desk import config
    from dpia.desk.library import Library
    from dpia.questionnaire.compile import compile_schema

    own = config.load()
    lead = authority or own.authority
    basis: dict[str, Any] = {"authority": lead, "pathway": pathway, "method": own.method}
    basis["also"] = ()
    print_json(compile_schema(Library().rulebook(basis), day(as_of)))
    return 0


@questionnaire.command()
@click.argument("name", metavar="TOPIC")
@click.argument("language", metavar="LANGUAGE")
def translate(name: str, language: str) -> int:
    """Write your own translation of TOPIC into LANGUAGE, to be filled in with an editor.

    TOPIC is a questionnaire, or folder and name of another file (`methods/aepd`). A translation
    that is there keeps its words; those that fit no longer are listed. Prints the file's path.
    """
    from dpia.desk.library import Library
    from dpia.desk.translations import write

    written = write(Library(), name, language)
    for place in written.earlier:
        say(_("It has no place any more: {place}").format(place=shown(place)))
    for place in written.changed:
        say(_("The original reads otherwise now: {place}").format(place=shown(place)))
    told = _("{done} of {texts} texts are translated. `dpia questionnaire check FILE` checks it.")
    say(told.format(done=written.done, texts=written.texts))
    click.echo(shown(str(written.path)))
    return 0


def _topics() -> "dict[str, Topic]":
    from dpia.desk.library import Library
    from dpia.questionnaire.model import load_topic

    found = {}
    for key, document in Library().spoken.items():
        if key.startswith("topics/"):
            try:
                topic = load_topic(document)
            except Invalid as error:
                say(error.message)
                continue
            found[topic.id] = topic
    return found
