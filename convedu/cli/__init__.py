"""The command line: each command hands on to the part that does the work.

A command imports what it needs itself: `convedu --help` and each command stay quick.
"""

from typing import Annotated

import typer

from . import authors, instructors, learners
from .options import examples

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples(
        "convedu lab",
        "convedu check exercises/01-convolution.ipynb",
        "convedu grade exercises/solutions/01-convolution.ipynb in.zip --out marks",
        more="Each command has examples of its own: convedu COMMAND --help.",
    ),
)
for group in (learners, instructors, authors):
    app.add_typer(group.app)


def _version(wanted: bool) -> None:
    if wanted:
        import convedu

        typer.echo(f"convedu {convedu.__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print it and exit."),
    ] = False,
) -> None:
    """Work with a course on convolution, as a learner, instructor or author."""
