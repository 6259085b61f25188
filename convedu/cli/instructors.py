"""Commands for those who mark a class."""

import sys
from pathlib import Path
from typing import Any

import click

from convedu.grading.platforms import MODULES

from .complete import checks, exercises, students
from .options import FILE, as_json, examples, sandbox, text

marks = click.option(
    "--out", type=FILE, required=True, help="Where the marks are: the --out of an earlier grade."
)
workers = click.option(
    "--workers",
    type=click.IntRange(1),
    default=2,
    help="Processes of this machine that mark at a time.",
)
scheduler = text(
    "--scheduler",
    metavar="ADDRESS",
    help="Have the workers of a Dask cluster mark instead, such as tcp://10.0.0.5:8786.",
)


@click.command(
    epilog=examples(
        "convedu grade exercises/solutions/01-convolution.ipynb in.zip --out marks",
        "convedu grade exercises/solutions/01-convolution.ipynb in --out marks \\\n"
        "--seed 4711 --due 2026-11-20T23:59 --penalty 10%",
        "convedu grade exercises/solutions/01-convolution.ipynb in --out marks \\\n"
        "--scheduler tcp://10.0.0.5:8786",
        more="Ctrl-C stops; the same command goes on from there.",
    )
)
@click.argument("exercise", type=FILE, shell_complete=exercises)
@click.argument("submissions", type=FILE)
@click.option("--out", type=FILE, required=True, help="Where marks and reports are written to.")
@click.option(
    "--seed",
    type=click.IntRange(0, 2**63 - 1),
    metavar="N",
    default=0,
    help="Draws other hidden cases; 0 is the public seed.",
)
@workers
@scheduler
@sandbox
@click.option(
    "--layout",
    type=click.Choice(["auto", *(name for name in MODULES if name != "csv")]),
    default="auto",
    help="How the submissions are arranged; auto recognises it.",
)
@text("--due", help="Until when, such as 2026-11-20T23:59; without an offset in local time.")
@text("--penalty", help="Off the full points for each day begun after that, such as 10%.")
@click.option(
    "--attempts", type=click.Choice(["best", "last"]), default="best", help="Which attempt counts."
)
@click.option(
    "--extensions",
    type=FILE,
    help="A CSV of due dates of single learners: student, and due or hours.",
)
@click.option(
    "--groups",
    type=FILE,
    help="A CSV of groups: student, group; one submission counts for all in it.",
)
@click.option(
    "--check-seconds",
    type=click.FloatRange(0.1, 3600),
    metavar="S",
    default=5.0,
    help="Time of each answer cell, and of all calls of a check.",
)
@click.option(
    "--memory",
    type=click.IntRange(64, 1 << 20),
    metavar="MIB",
    default=1024,
    help="Memory of a submission, in MiB.",
)
@as_json
def grade(exercise: Path, submissions: Path, out: Path, **options: Any) -> None:
    """Mark a class's submissions; exit 0 when every one has a row, whatever its score.

    EXERCISE is a notebook under exercises/solutions/; SUBMISSIONS a folder or a zip:
    <student>.ipynb, <student>/<exercise>.ipynb, or as Moodle, Canvas and nbgrader give it. What
    was marked already and has not changed is not run again.
    """
    from convedu.grading.console.commands import run_grade

    sys.exit(run_grade(exercise, submissions, out, **options))


@click.command(
    epilog=examples(
        "convedu regrade --out marks",
        'convedu regrade --out marks --student "Ada Lovelace"',
        "convedu regrade --out marks --json | jq '.changes'",
    )
)
@marks
@click.option("--exercise", type=FILE, help="The notebook, if it is no longer where it was.")
@workers
@scheduler
@text(
    "--student",
    metavar="NAME",
    shell_complete=students,
    help="Run this one's submission, though nothing has changed; by name, id or login.",
)
@as_json
def regrade(out: Path, **options: Any) -> None:
    """Mark a class again, after a check was mended: run what has changed, show what has moved.

    All else is as it was when the class was marked last.
    """
    from convedu.grading.console.commands import run_regrade

    sys.exit(run_regrade(out, **options))


class _Override(click.Command):
    """Takes "-1" and a name such as "-ada" for what they are: of its options only -h is short."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.ignore_unknown_options, ctx.help_option_names = True, ["--help"]
        return super().parse_args(ctx, ["--help" if one == "-h" else one for one in args])


@click.command(
    cls=_Override,
    epilog=examples(
        'convedu override ada correlate2d 3 --out marks --comment "Shown in the lab."',
        "convedu override ada correlate2d --remove --out marks",
        "convedu override --from points.csv --out marks",
    ),
)
@click.argument("student", default="", shell_complete=students)
@click.argument("check", default="", shell_complete=checks)
@click.argument("points", type=float, required=False)
@marks
@text("--comment", help="Why; the student reads it.")
@click.option("--remove", is_flag=True, help="Take back what was set by hand.")
@click.option("--from", "table", type=FILE, help="A CSV of many: student, check, points, comment.")
@click.option("--yes", is_flag=True, help="Set what --from says; without it that is only shown.")
@as_json
def override(
    student: str,
    check: str,
    points: float | None,
    out: Path,
    comment: str,
    remove: bool,
    table: Path | None,
    yes: bool,
    as_json: bool,
) -> None:
    """Set a check's points for a student by hand, and write the reports again.

    STUDENT is a name, id or login, CHECK as in grades.csv, POINTS what counts, whatever is marked
    again later.
    """
    from convedu.grading.console.commands import run_override, run_override_from

    if table is not None:
        if student or remove or comment:
            raise click.UsageError("give either STUDENT CHECK POINTS or --from")
        sys.exit(run_override_from(out, table, yes=yes, as_json=as_json))
    if not student or not check or remove == (points is not None):
        raise click.UsageError("give either POINTS or --remove with STUDENT CHECK; or --from")
    sys.exit(run_override(out, student, check, points, comment=comment, as_json=as_json))


@click.command(
    epilog=examples(
        'convedu export marks --to canvas=gradebook.csv --column "Convolution"',
        "convedu export marks --to moodle=worksheet.csv --output filled.csv",
        "convedu export marks --to csv",
        "convedu export marks --to moodle --feedback",
    )
)
@click.argument("out", type=FILE)
@text(
    "--to",
    metavar="PLATFORM[=FILE]",
    help=f"{', '.join(MODULES)}; with the platform's own table, where it has one.",
)
@click.option("--output", type=FILE, help="What to write; left out, beside the marks.")
@click.option("--feedback", is_flag=True, help="The learners' pages, for uploading in bulk.")
@text("--column", help="The assignment's title, or that of the grades, in the table.")
@click.option("--scale", is_flag=True, help="Convert the points to the platform's maximum.")
@click.option("--canvas", hidden=True, type=FILE)
@click.option("--moodle", hidden=True, type=FILE)
@click.option("--gradescope", hidden=True, is_flag=True)
@click.option("--csv", hidden=True, is_flag=True)
@as_json
def export(out: Path, to: str, output: Path | None, **options: Any) -> None:
    """Write the marks for a platform; exit 1 if one of them has no place there.

    OUT is where the marks are: the --out of a grade. Your own table is only read: a new file is
    written, and all else in it is as it was.
    """
    # With a flag of earlier versions --to is the file to be written.
    flags = {name: options.pop(name) for name in ("canvas", "moodle", "gradescope", "csv")}
    flagged = {name: value for name, value in flags.items() if value}
    if flagged:
        name, value = next(iter(flagged.items()))
        file = None if value is True else value
        output = Path(to) if to else output
    else:
        name, _, path = to.partition("=")
        name = name.lower()
        file = Path(path) if path else None
    if len(flagged) > 1 or name not in MODULES:
        what = f"is {to!r}" if to else "is missing"
        raise click.UsageError(f"--to {what}, expected one of {', '.join(MODULES)}")
    from convedu.grading.console.export import run_export

    sys.exit(run_export(out, name, file, output=output, **options))
