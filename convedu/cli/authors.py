"""Commands for those who write the course."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import FILE, examples

if TYPE_CHECKING:
    from convedu.authoring import Finding

paths = click.argument("paths", type=FILE, nargs=-1)  # notebooks or folders; all, if left out
only_check = click.option(
    "--check", is_flag=True, help="Change nothing; exit 1 if something would."
)


def _tell(findings: Iterable["Finding"]) -> None:
    """Print findings as they come; exit 1 if one of them still stands."""
    standing = False
    try:
        for finding in findings:
            click.echo(str(finding))
            standing |= not finding.mended
    except FileNotFoundError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    if standing:
        sys.exit(1)


@click.command(
    epilog=examples("convedu tidy notebooks/01-convolution.ipynb", "convedu tidy --check")
)
@paths
@only_check
def tidy(paths: tuple[Path, ...], check: bool) -> None:
    """Run lessons and solutions, and store them in their normal form."""
    from convedu.authoring import tidy_files

    _tell(tidy_files(paths, check=check))


@click.command(
    epilog=examples(
        "convedu release exercises/solutions/01-convolution.ipynb", "convedu release --check"
    )
)
@paths
@only_check
@click.option("--colab", is_flag=True, help="Write copies for Colab to build/colab instead.")
def release(paths: tuple[Path, ...], check: bool, colab: bool) -> None:
    """Write the learners' copies of the exercises, without the solutions."""
    from convedu.authoring import colab_files, release_files

    _tell(colab_files() if colab else release_files(paths, check=check))


@click.command(epilog=examples("convedu lint", "convedu lint notebooks/01-convolution.ipynb"))
@paths
@click.option("--check", is_flag=True, help="The same: lint never writes.")
def lint(paths: tuple[Path, ...], check: bool) -> None:
    """Hold lessons and solutions against the house rules."""
    from convedu.authoring import lint_files

    _tell(lint_files(paths))


@click.command(
    epilog=examples("convedu book --out build/book", "convedu book --out site --web-only")
)
@click.option(
    "--out", type=FILE, required=True, help="The site's folder; an earlier book is replaced."
)
@click.option(
    "--web-only", is_flag=True, help="Leave out what Python needs in pages opened from a disk."
)
def book(out: Path, web_only: bool) -> None:
    """Build the course as a site: read, drag, predict, write, run and check in a browser."""
    from convedu.book.build import build
    from convedu.book.errors import BookError

    try:
        built = build(out, on_disk=not web_only)
    except BookError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    if built.without_python:
        click.echo(f"Without Python, to read only: {built.without_python}.", err=True)
    click.echo(f"{len(built.pages)} pages: open {built.pages[0]}")


@click.command(
    epilog=examples(
        "convedu new-exercise interest",
        "convedu new-exercise interest balance years --number rate --essay why",
    )
)
@click.argument("name")
@click.argument("functions", nargs=-1)
@click.option("--number", "numbers", multiple=True, help="A number to work out by hand.")
@click.option("--essay", "essays", multiple=True, help="A text that a person reads and marks.")
def new_exercise(name: str, functions: tuple[str, ...], **others: tuple[str, ...]) -> None:
    """Write an exercise of your own to begin with: a notebook, and the checks in one file.

    NAME gives exercises/solutions/NAME.ipynb; FUNCTIONS are what learners are to write, with a
    task for each, as for each --number and --essay. It works as it stands; write your tasks in
    place of its own.
    """
    from convedu.authoring import NewExerciseError
    from convedu.authoring import new_exercise as make

    try:
        _tell(make(name, functions, **others))
    except NewExerciseError as error:
        click.echo(f"convedu new-exercise: {error}", err=True)
        sys.exit(2)
