"""Commands for those who mark a class."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from convedu.grading.platforms import MODULES

from .complete import checks, exercises, students
from .options import Json, Sandbox, examples

app = typer.Typer()

Out = Annotated[Path, typer.Option(help="Where marks and reports are written to.")]
Marks = Annotated[Path, typer.Option(help="Where the marks are: the --out of an earlier grade.")]
Workers = Annotated[int, typer.Option(min=1, help="Processes of this machine that mark at a time.")]
Scheduler = Annotated[
    str,
    typer.Option(
        metavar="ADDRESS",
        help="Have the workers of a Dask cluster mark instead, such as tcp://10.0.0.5:8786.",
    ),
]
Due = Annotated[
    str,
    typer.Option(help="Until when, such as 2026-11-20T23:59; without an offset in local time."),
]
Penalty = Annotated[
    str, typer.Option(help="Off the full points for each day begun after that, such as 10%.")
]
Extensions = Annotated[
    Path | None,
    typer.Option(help="A CSV of due dates of single learners: student, and due or hours."),
]
Groups = Annotated[
    Path | None,
    typer.Option(help="A CSV of groups: student, group; one submission counts for all in it."),
]
LAYOUTS = ("auto", *MODULES)


def _is_layout(name: str) -> str:
    if name not in LAYOUTS:
        raise typer.BadParameter(f"{name!r} is none of {', '.join(LAYOUTS)}")
    return name


Layout = Annotated[
    str,
    typer.Option(
        metavar="|".join(LAYOUTS),
        callback=_is_layout,
        help="How the submissions are arranged; auto recognises it.",
    ),
]
Attempts = Annotated[Literal["best", "last"], typer.Option(help="Which attempt counts.")]


@app.command(
    rich_help_panel="For instructors",
    epilog=examples(
        "convedu grade exercises/solutions/01-convolution.ipynb in.zip --out marks",
        "convedu grade exercises/solutions/01-convolution.ipynb in --out marks \\\n"
        "--seed 4711 --due 2026-11-20T23:59 --penalty 10%",
        "convedu grade exercises/solutions/01-convolution.ipynb in --out marks \\\n"
        "--scheduler tcp://10.0.0.5:8786",
        more="Ctrl-C stops; the same command goes on from there.",
    ),
)
def grade(
    exercise: Annotated[
        Path,
        typer.Argument(help="A notebook under exercises/solutions/.", autocompletion=exercises),
    ],
    submissions: Annotated[
        Path,
        typer.Argument(
            help="A folder or a zip: <student>.ipynb, <student>/<exercise>.ipynb, or as Moodle, "
            "Canvas and nbgrader give it."
        ),
    ],
    out: Out,
    seed: Annotated[
        int,
        typer.Option(
            min=0,
            max=2**63 - 1,
            metavar="N",
            help="Draws other hidden cases; 0 is the public seed.",
        ),
    ] = 0,
    workers: Workers = 2,
    scheduler: Scheduler = "",
    sandbox: Sandbox = "auto",
    layout: Layout = "auto",
    due: Due = "",
    penalty: Penalty = "",
    attempts: Attempts = "best",
    extensions: Extensions = None,
    groups: Groups = None,
    check_seconds: Annotated[
        float,
        typer.Option(
            min=0.1,
            max=3600.0,
            metavar="S",
            help="Time of each answer cell, and of all calls of a check.",
        ),
    ] = 5.0,
    memory: Annotated[
        int,
        typer.Option(min=64, max=1 << 20, metavar="MIB", help="Memory of a submission, in MiB."),
    ] = 1024,
    as_json: Json = False,
) -> None:
    """Mark a class's submissions; exit 0 when every one has a row, whatever its score.

    What was marked already and has not changed is not run again.
    """
    from convedu.grading.console.commands import run_grade

    raise typer.Exit(
        run_grade(
            exercise,
            submissions,
            out,
            seed=seed,
            workers=workers,
            scheduler=scheduler,
            sandbox=sandbox,
            layout=layout,
            due=due,
            penalty=penalty,
            attempts=attempts,
            extensions=extensions,
            groups=groups,
            check_seconds=check_seconds,
            memory=memory,
            as_json=as_json,
        )
    )


@app.command(
    rich_help_panel="For instructors",
    epilog=examples(
        "convedu regrade --out marks",
        'convedu regrade --out marks --student "Ada Lovelace"',
        "convedu regrade --out marks --json | jq '.changes'",
    ),
)
def regrade(
    out: Marks,
    exercise: Annotated[
        Path | None, typer.Option(help="The notebook, if it is no longer where it was.")
    ] = None,
    workers: Workers = 2,
    scheduler: Scheduler = "",
    student: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="Run this one's submission, though nothing has changed; by name, id or login.",
            autocompletion=students,
        ),
    ] = "",
    as_json: Json = False,
) -> None:
    """Mark a class again, after a check was mended: run what has changed, show what has moved.

    All else is as it was when the class was marked last.
    """
    from convedu.grading.console.commands import run_regrade

    options = {"exercise": exercise, "workers": workers, "scheduler": scheduler}
    raise typer.Exit(run_regrade(out, student=student, **options, as_json=as_json))


@app.command(
    rich_help_panel="For instructors",
    epilog=examples(
        'convedu override ada correlate2d 3 --out marks --comment "Shown in the lab."',
        "convedu override ada correlate2d --remove --out marks",
        "convedu override --from points.csv --out marks",
    ),
)
def override(
    student: Annotated[
        str, typer.Argument(help="The name, as in grades.csv.", autocompletion=students)
    ] = "",
    check: Annotated[
        str, typer.Argument(help="The check, as in grades.csv.", autocompletion=checks)
    ] = "",
    points: Annotated[
        float | None, typer.Argument(help="What counts; left out to take it back.")
    ] = None,
    *,
    out: Marks,
    comment: Annotated[str, typer.Option(help="Why; the student reads it.")] = "",
    remove: Annotated[
        bool, typer.Option("--remove", help="Take back what was set by hand.")
    ] = False,
    table: Annotated[
        Path | None,
        typer.Option("--from", help="A CSV of many: student, check, points, comment."),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Set what --from says; without it that is only shown.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Set a check's points for a student by hand, and write the reports again.

    It counts whatever is marked again later.
    """
    from convedu.grading.console.commands import run_override, run_override_from

    if table is not None:
        if student or remove or comment:
            raise typer.BadParameter("give either STUDENT CHECK POINTS or --from")
        raise typer.Exit(run_override_from(out, table, yes=yes, as_json=as_json))
    if not student or not check or remove == (points is not None):
        raise typer.BadParameter("give either POINTS or --remove with STUDENT CHECK; or --from")
    raise typer.Exit(run_override(out, student, check, points, comment=comment, as_json=as_json))


@app.command(
    rich_help_panel="For instructors",
    epilog=examples(
        'convedu export marks --to canvas=gradebook.csv --column "Convolution"',
        "convedu export marks --to moodle=worksheet.csv --output filled.csv",
        "convedu export marks --to csv",
        "convedu export marks --to moodle --feedback",
    ),
)
def export(
    out: Annotated[Path, typer.Argument(help="Where the marks are: the --out of a grade.")],
    to: Annotated[
        str,
        typer.Option(
            metavar="PLATFORM[=FILE]",
            help=f"{', '.join(MODULES)}; with the platform's own table, where it has one.",
        ),
    ] = "",
    output: Annotated[
        Path | None, typer.Option(help="What to write; left out, beside the marks.")
    ] = None,
    feedback: Annotated[
        bool, typer.Option("--feedback", help="The learners' pages, for uploading in bulk.")
    ] = False,
    column: Annotated[
        str, typer.Option(help="The assignment's title, or that of the grades, in the table.")
    ] = "",
    scale: Annotated[
        bool, typer.Option("--scale", help="Convert the points to the platform's maximum.")
    ] = False,
    canvas: Annotated[Path | None, typer.Option(hidden=True)] = None,
    moodle: Annotated[Path | None, typer.Option(hidden=True)] = None,
    gradescope: Annotated[bool, typer.Option("--gradescope", hidden=True)] = False,
    csv: Annotated[bool, typer.Option("--csv", hidden=True)] = False,
    as_json: Json = False,
) -> None:
    """Write the marks for a platform; exit 1 if one of them has no place there.

    Your own table is only read: a new file is written, and all else in it is as it was.
    """
    # The flags of earlier versions; with one of them --to is the file to be written.
    flags = {"canvas": canvas, "moodle": moodle, "gradescope": gradescope, "csv": csv}
    flagged = {name: value for name, value in flags.items() if value}
    if flagged:
        name, value = next(iter(flagged.items()))
        file = None if value is True else value
        output = Path(to) if to else output
    else:
        name, _, text = to.partition("=")
        file = Path(text) if text else None
    if len(flagged) > 1 or name not in MODULES:
        raise typer.BadParameter(f"--to is {to!r}, expected one of {', '.join(MODULES)}")
    from convedu.grading.console.export import run_export

    code = run_export(
        out,
        name,
        file,
        output=output,
        feedback=feedback,
        column=column,
        scale=scale,
        as_json=as_json,
    )
    raise typer.Exit(code)
