"""What `convedu export` says on a terminal, and with which code it ends."""

from dataclasses import asdict
from pathlib import Path

from convedu.grading.common.atomic_write import write
from convedu.grading.common.errors import UserError
from convedu.grading.common.text import many
from convedu.grading.console.commands import TOLD
from convedu.grading.console.output import fail, print_json, say
from convedu.grading.grade.results import handed_in, marks
from convedu.grading.platforms import platform_named
from convedu.grading.platforms.csv_sheet import Sheet
from convedu.grading.platforms.platform import Exported, Platform, write_feedback


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
    """Write marks for a platform and tell of it; return 0 if all are in it, 1 if not, else 2."""
    try:
        platform = platform_named(name)
        if feedback:
            to = output or file or out / (platform.feedback_file or "feedback.zip")
            exercise, rows = marks(out)
            exported = write_feedback(
                platform, out / "feedback", rows, handed_in(out, exercise), to
            )
        else:
            to = output or (None if platform.fill else file) or out / platform.file
            exported = _export(out, platform, file, to, column=column, scale=scale)
    except TOLD as error:
        return fail("export", str(error), as_json=as_json)
    code = int(exported.missing > 0)
    if as_json:
        print_json("export", {"path": str(to), **asdict(exported)}, code=code)
        return code
    for note in exported.notes:
        say(note)
    left = f", {exported.missing} not" if exported.missing else ""
    what = many(exported.placed, "page" if feedback else "mark")
    say(f"{what} in {to}{left}")
    return code


def _export(
    out: Path, platform: Platform, file: Path | None, to: Path, *, column: str, scale: bool
) -> Exported:
    """Write the marks, or fill in a platform's own table and write it as another file."""
    if platform.write is not None:
        if column or scale:
            raise UserError(f"{platform.name} has no table of its own for --column or --scale")
        return platform.write(*marks(out), to)
    if platform.fill is None:
        raise UserError(f"{platform.name} has no table of marks that could be filled in or written")
    if file is None:
        name = platform.name
        raise UserError(f"{name} has a table of its own; expected --to {name}=FILE with it")
    if to.exists() and to.samefile(file):
        raise UserError(f"the output is {file} itself, expected another: yours stays as it is")
    sheet = Sheet.read(file)
    exported = platform.fill(sheet, *marks(out), column=column, scale=scale)
    write(to, sheet.data())
    return exported
