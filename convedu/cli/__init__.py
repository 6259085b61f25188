"""The command line: each command hands on to the part that does the work.

A command imports what it needs itself: `convedu --help` and each command stay quick.
"""

import click

import convedu

from . import authors, instructors, learners
from .options import examples

SECTIONS = {
    "For learners": (learners.lab, learners.progress, learners.check),
    "For instructors": (
        *(instructors.grade, instructors.regrade, instructors.override, instructors.export),
        authors.new_exercise,
    ),
    "For authors": (authors.tidy, authors.release, authors.lint, authors.book),
}


class _Sections(click.Group):
    """A group whose help lists the commands by who uses them."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:  # click would end with 1, which is a verdict of `check`
            click.echo("Stopped.", err=True)
            ctx.exit(130)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl(
                    [(one.name or "", one.get_short_help_str(100)) for one in commands]
                )


@click.group(
    cls=_Sections,
    context_settings={"help_option_names": ["-h", "--help"], "show_default": True},
    epilog=examples(
        "convedu lab",
        "convedu check exercises/01-convolution.ipynb",
        "convedu grade exercises/solutions/01-convolution.ipynb in.zip --out marks",
        more="Each command has examples of its own: convedu COMMAND --help.",
    ),
)
@click.version_option(convedu.__version__, message="convedu %(version)s")
def app() -> None:
    """Work with a course on convolution, as a learner, instructor or author."""


for _commands in SECTIONS.values():
    for _command in _commands:
        app.add_command(_command)
