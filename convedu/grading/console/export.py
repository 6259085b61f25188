"""What `convedu export` says on a terminal, and with which code it ends."""

from pathlib import Path

from convedu.grading.common.text import many
from convedu.grading.console.commands import TOLD
from convedu.grading.console.output import fail, print_json, say
from convedu.grading.grade.results import handed_in, marks
from convedu.grading.platforms import platform_named
from convedu.grading.platforms.csv_sheet import SheetError
from convedu.grading.platforms.export import fill_table
from convedu.grading.platforms.feedback import write_feedback
from convedu.grading.platforms.platform import Exported


def run_export(
    out: Path,
    name: str,
    file: Path | None = None,
    *,
    output: Path | None = None,
    feedback: bool = False,
    column: str = "",
    scale: bool = False,
    as_json: bool = False,
) -> int:
    """Write a class's marks for a platform, and tell of it.

    `file` is the platform's own table, or where it has none the file to be written. Returns 0 if
    every mark is in it, 1 if not, 2 if it cannot be written.
    """
    try:
        if feedback:
            exported = _export_feedback(out, name, output or file)
        else:
            exported = _export(out, name, file, output, column=column, scale=scale)
    except TOLD as error:
        return fail("export", str(error), as_json=as_json)
    code = int(exported.missing > 0)
    if as_json:
        facts = {"placed": exported.placed, "missing": exported.missing, "notes": exported.notes}
        print_json("export", {"path": str(exported.path), **facts}, code=code)
    else:
        _print_exported(exported)
    return code


def _export(
    out: Path, name: str, file: Path | None, output: Path | None, *, column: str, scale: bool
) -> Exported:
    chosen = platform_named(name)
    if chosen.fill and file is None:
        raise SheetError(f"{name} has a table of its own; expected --to {name}=FILE with it")
    exercise, rows = marks(out)
    if chosen.fill and file is not None:
        to = output or out / chosen.file
        return fill_table(chosen, file, exercise, rows, to, column=column, scale=scale)
    if chosen.write is None:
        raise SheetError(f"{name} has no table of marks that could be filled in or written")
    return chosen.write(exercise, rows, output or file or out / chosen.file)


def _export_feedback(out: Path, name: str, to: Path | None) -> Exported:
    chosen = platform_named(name)
    _, rows = marks(out)
    to = to or out / (chosen.feedback_file or "feedback.zip")
    return write_feedback(chosen, out / "feedback", rows, handed_in(out), to)


def _print_exported(exported: Exported) -> None:
    for note in exported.notes:
        say(note)
    left = f", {exported.missing} not" if exported.missing else ""
    say(f"{many(exported.placed, 'mark')} in {exported.path}{left}")
