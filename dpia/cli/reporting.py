"""The command that fills in an official form: report."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dpia.cli.common import (
    as_json,
    case_of,
    print_json,
    print_line,
    print_table,
    reference,
    say,
    shown,
    wants_plain,
)
from dpia.text import _

if TYPE_CHECKING:
    from dpia.desk.gaps import Gap
    from dpia.documents.template import Filled

INCOMPLETE = 3


@click.command()
@reference
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="FILE.docx, .pdf, .html, .md, .json."
)
@click.option("--form", default="edpb-2026", show_default=True, help="The form to fill in.")
@click.option("--style", type=click.Path(path_type=Path), help="A Word file whose styles to take.")
@click.option("--public", is_flag=True, help="Withhold what is confidential, and list it.")
@click.option("--summary", is_flag=True, help="A summary on one page instead, to be published.")
@click.option("--gaps", is_flag=True, help="Only list what is still missing; exit code 3 if any.")
@as_json
@click.pass_context
def report(
    ctx: click.Context,
    /,
    ref: str,
    output: Path | None,
    form: str,
    style: Path | None,
    public: bool,
    summary: bool,
    gaps: bool,
    as_json: bool,
) -> int:
    """Fill in the form of the European Data Protection Board from an assessment.

    It is printed as Markdown, or with --plain as one fact a line. Risks and measures that are only
    proposed are left out; it says how many. What `dpia mark --confidential` marks stays in unless
    the report is public.
    """
    from dpia.desk.gaps import gaps as gaps_of
    from dpia.desk.reporting import filled_form, write_form
    from dpia.documents.markdown import left_out

    case = case_of(ctx, ref)
    filled = filled_form(case, form, public, summary)
    for sentence in left_out(filled):
        say(sentence)
    if gaps:
        return _gaps(gaps_of(case, form), as_json)
    if output:
        boxes = write_form(case, filled, output, style)
        say(_("Wrote {path}.").format(path=output))
        if boxes:
            say(shown(boxes))
    else:
        _print(filled, as_json)
    return 0


def _print(filled: "Filled", as_json: bool) -> None:
    if as_json:
        print_json(filled.to_json())
    elif wants_plain():
        from dpia.documents.plain import plain_form

        for line in plain_form(filled):
            print_line(shown(line))
    else:
        from dpia.documents.markdown import markdown

        click.echo(markdown(filled), nl=False)


def _gaps(found: "list[Gap]", as_json: bool) -> int:
    if as_json:
        print_json(
            [
                {
                    **{"section": gap.section, "field": gap.title, "state": gap.state},
                    **{"says": gap.says, "question": gap.path, "part": gap.part},
                }
                for gap in found
            ]
        )
    elif found:
        rows = [[gap.section, gap.title, shown(gap.says)] for gap in found]
        print_table([_("Section"), _("Field"), _("What is missing")], rows)
    else:
        say(_("Nothing is missing."))
    return INCOMPLETE if found else 0
