"""Commands about methods for rating risks: list, show."""

import click

from dpia.cli.common import (
    as_json,
    paper_width,
    print_json,
    print_pieces,
    print_table,
    say,
    shown,
    wants_plain,
)
from dpia.errors import Invalid
from dpia.text import _


@click.group(invoke_without_command=True)
@as_json
@click.pass_context
def methods(ctx: click.Context, as_json: bool) -> int:
    """List the methods for rating risks; show one with its scales, its matrix and its flags.

    Without a command: steps, levels, where consultation begins, and how sure the matrix is.
    """
    if ctx.invoked_subcommand is not None:
        if as_json:
            raise click.UsageError(_("Write options behind the command they are for."))
        return 0
    from dpia.desk.methods import Methods

    found = []
    for method in Methods().each():
        if isinstance(method, Invalid):
            for line in method.message.splitlines():
                say(shown(line))
        else:
            found.append(method)
    if as_json:
        from dpia.judgement.telling import trusted

        names = ("id", "title", "version", "valid_from", "source")
        print_json([{name: one[name] for name in names} | trusted(one) for one in found])
    else:
        from dpia.documents.methods import methods_table

        print_table(*methods_table(found))
        say(_("`dpia methods show ID` prints one."))
    return 0


@methods.command()
@click.argument("name", metavar="ID")
@as_json
def show(name: str, as_json: bool) -> int:
    """Print a method to read: every step with its definition, the matrix in words, the flags."""
    from dpia.desk.methods import Methods

    method = Methods().named(name)
    if as_json:
        from dpia.judgement.telling import trusted

        print_json({**method, **trusted(method)})
        return 0
    from dpia.documents.methods import method_pieces

    print_pieces(method_pieces(method, None if wants_plain() else paper_width()))
    return 0
