"""The command line: each command hands on to the part that does the work.

A command imports what it needs itself: `convedu --help` and each command stay quick.
"""

import typer

from . import authors, instructors, learners

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A course on convolution: for learners, instructors and authors.",
)
for group in (authors, learners, instructors):
    app.add_typer(group.app)
