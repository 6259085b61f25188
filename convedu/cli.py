"""The command line: each command hands on to the part that does the work."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from convedu.authoring import Finding

# A command imports what it needs itself: `convedu --help` and each command stay quick.
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A course on convolution: for learners, instructors and authors.",
)

Paths = Annotated[list[Path] | None, typer.Argument(help="Notebooks or folders [default: all].")]
Sandbox = Annotated[
    Literal["auto", "bubblewrap", "none"],
    typer.Option(help="Where submitted code runs; none is no isolation from this machine."),
]
Check = Annotated[bool, typer.Option("--check", help="Change nothing; exit 1 if something would.")]


def _tell(findings: Iterable["Finding"]) -> None:
    """Print findings as they come; exit 1 if one of them still stands."""
    standing = False
    try:
        for finding in findings:
            typer.echo(str(finding))
            standing |= not finding.mended
    except FileNotFoundError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    if standing:
        raise typer.Exit(1)


@app.command(rich_help_panel="For authors")
def tidy(paths: Paths = None, check: Check = False) -> None:
    """Run lessons and solutions, and store them in their normal form."""
    from convedu.authoring import tidy_files

    _tell(tidy_files(paths or (), check=check))


@app.command(rich_help_panel="For authors")
def release(paths: Paths = None, check: Check = False) -> None:
    """Write the learners' copies of the exercises, without the solutions."""
    from convedu.authoring import release_files

    _tell(release_files(paths or (), check=check))


@app.command(rich_help_panel="For authors")
def lint(
    paths: Paths = None,
    check: Annotated[bool, typer.Option("--check", help="The same: lint never writes.")] = False,
) -> None:
    """Hold lessons and solutions against the house rules."""
    from convedu.authoring import lint_files

    _tell(lint_files(paths or ()))


@app.command(rich_help_panel="For learners")
def lab(
    port: Annotated[int, typer.Option(help="Where the server listens.")] = 8888,
    browser: Annotated[bool, typer.Option(help="Open a browser too.")] = True,
) -> None:
    """Open the course in JupyterLab and print its address."""
    import os

    from convedu.lab import command, course_folder

    try:
        words = command(course_folder(), port=port, browser=browser)
    except FileNotFoundError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    os.execv(words[0], words)


@app.command(rich_help_panel="For learners")
def progress() -> None:
    """Show the predictions made and the exercises solved, unit by unit."""
    from convedu import study

    typer.echo(str(study.progress()))


@app.command(rich_help_panel="For learners")
def check(
    notebook: Annotated[Path, typer.Argument(help="Your copy of an exercise.")],
    sandbox: Sandbox = "auto",
) -> None:
    """Run an exercise's checks on your notebook; exit 1 if one is not correct yet."""
    from convedu.grading.console import run_check

    raise typer.Exit(run_check(notebook, sandbox=sandbox))


@app.command(rich_help_panel="For instructors")
def grade(
    exercise: Annotated[Path, typer.Argument(help="A notebook under exercises/solutions/.")],
    submissions: Annotated[
        Path, typer.Argument(help="A folder with <student>/<exercise>.ipynb or <student>.ipynb.")
    ],
    out: Annotated[Path, typer.Option(help="Where marks and reports are written to.")],
    seed: Annotated[
        int, typer.Option(min=0, help="Draws other hidden cases; 0 is the public seed.")
    ] = 0,
    workers: Annotated[int, typer.Option(min=1, help="Processes that mark at a time.")] = 2,
    sandbox: Sandbox = "auto",
) -> None:
    """Mark a folder of submissions; exit 0 when every one has a row, whatever its score.

    What was marked already and has not changed is not run again.
    """
    from convedu.grading.console import run_grade

    raise typer.Exit(
        run_grade(exercise, submissions, out, seed=seed, workers=workers, sandbox=sandbox)
    )
