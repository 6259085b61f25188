"""Commands for those who write the course."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import examples

if TYPE_CHECKING:
    from convedu.authoring import Finding

app = typer.Typer()

Paths = Annotated[list[Path] | None, typer.Argument(help="Notebooks or folders; all, if left out.")]
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


@app.command(
    rich_help_panel="For authors",
    epilog=examples("convedu tidy notebooks/01-convolution.ipynb", "convedu tidy --check"),
)
def tidy(paths: Paths = None, check: Check = False) -> None:
    """Run lessons and solutions, and store them in their normal form."""
    from convedu.authoring import tidy_files

    _tell(tidy_files(paths or (), check=check))


@app.command(
    rich_help_panel="For authors",
    epilog=examples(
        "convedu release exercises/solutions/01-convolution.ipynb", "convedu release --check"
    ),
)
def release(
    paths: Paths = None,
    check: Check = False,
    colab: Annotated[
        bool, typer.Option("--colab", help="Write copies for Colab to build/colab instead.")
    ] = False,
) -> None:
    """Write the learners' copies of the exercises, without the solutions."""
    from convedu.authoring import colab_files, release_files

    _tell(colab_files() if colab else release_files(paths or (), check=check))


@app.command(
    rich_help_panel="For authors",
    epilog=examples("convedu lint", "convedu lint notebooks/01-convolution.ipynb"),
)
def lint(
    paths: Paths = None,
    check: Annotated[bool, typer.Option("--check", help="The same: lint never writes.")] = False,
) -> None:
    """Hold lessons and solutions against the house rules."""
    from convedu.authoring import lint_files

    _tell(lint_files(paths or ()))


@app.command(
    rich_help_panel="For authors",
    epilog=examples("convedu book --out build/book", "convedu book --out site --web-only"),
)
def book(
    out: Annotated[Path, typer.Option(help="The site's folder; an earlier book is replaced.")],
    web_only: Annotated[
        bool,
        typer.Option("--web-only", help="Leave out what Python needs in pages opened from a disk."),
    ] = False,
) -> None:
    """Build the course as a site: read, drag, predict, write, run and check in a browser."""
    from convedu.book.build import build
    from convedu.book.errors import BookError

    try:
        built = build(out, on_disk=not web_only)
    except BookError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    if built.without_python:
        typer.echo(f"Without Python, to read only: {built.without_python}.", err=True)
    typer.echo(f"{len(built.pages)} pages: open {built.pages[0]}")


@app.command(
    rich_help_panel="For instructors",
    epilog=examples("convedu new-exercise interest", "convedu new-exercise interest balance years"),
)
def new_exercise(
    name: Annotated[str, typer.Argument(help="What to call it: exercises/solutions/NAME.ipynb.")],
    functions: Annotated[
        list[str] | None, typer.Argument(help="What learners are to write; a task for each.")
    ] = None,
) -> None:
    """Write an exercise of your own to begin with: a notebook, and the checks in one file.

    It works as it stands; write your tasks in place of its own.
    """
    from convedu.authoring import NewExerciseError
    from convedu.authoring import new_exercise as make

    try:
        _tell(make(name, functions or ("double",)))
    except NewExerciseError as error:
        typer.echo(f"convedu new-exercise: {error}", err=True)
        raise typer.Exit(2) from error
