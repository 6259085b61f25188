"""What `convedu export` says on a terminal, and with which code it ends."""

from pathlib import Path

from convedu.grading.common.text import many
from convedu.grading.console.commands import USER_ERRORS
from convedu.grading.console.output import say, tell_json, told_failure
from convedu.grading.grade.results import marks
from convedu.grading.platforms.csv_sheet import SheetError
from convedu.grading.platforms.export import (
    Exported,
    to_gradescope,
    to_platform,
    to_spreadsheet,
)


def run_export(
    out: Path,
    *,
    canvas: Path | None = None,
    moodle: Path | None = None,
    gradescope: bool = False,
    spreadsheet: bool = False,
    to: Path | None = None,
    column: str = "",
    scale: bool = False,
    as_json: bool = False,
) -> int:
    """Write a class's marks for a platform, and tell of it.

    Parameters
    ----------
    out : Path
        Where the marks are.
    canvas, moodle : Path, optional
        The platform's own table.
    gradescope, spreadsheet : bool
        Or which form without one; exactly one of the four is given.
    to : Path, optional
        Where to, if not beside the marks.
    column, scale
        See `convedu.grading.platforms.export.to_platform`.
    as_json : bool
        Whether all is said in one JSON object.

    Returns
    -------
    int
        0 if every mark is in it, 1 if not, 2 if it cannot be written.
    """

    def write() -> Exported:
        exercise, rows = marks(out)
        if canvas is not None or moodle is not None:
            platform, source = ("canvas", canvas) if canvas else ("moodle", moodle)
            path = to or out / f"{platform}.csv"
            return to_platform(platform, source, exercise, rows, path, column=column, scale=scale)
        if gradescope:
            return to_gradescope(exercise, rows, to or out / "gradescope")
        return to_spreadsheet(exercise, rows, to or out / "marks.csv")

    try:
        exported = write()
    except (*USER_ERRORS, SheetError) as error:
        return told_failure("export", str(error), as_json=as_json)
    code = int(exported.missing > 0)
    if as_json:
        facts = {"placed": exported.placed, "missing": exported.missing, "notes": exported.notes}
        tell_json("export", {"path": str(exported.path), **facts}, code=code)
    else:
        _tell(exported)
    return code


def _tell(exported: Exported) -> None:
    for note in exported.notes:
        say(note)
    left = f", {exported.missing} not" if exported.missing else ""
    say(f"{many(exported.placed, 'mark')} in {exported.path}{left}")
