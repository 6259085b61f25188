"""What a person sees while a class is marked: a bar with the time left, or else a line for each."""

import contextlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from rich.console import Console

from convedu.grading.common.escape_controls import escape_controls
from convedu.grading.common.text import number
from convedu.grading.console.output import say
from convedu.grading.model import StudentGrade
from convedu.grading.workers.scheduler import Progress as ShowRow

if TYPE_CHECKING:
    from rich.progress import Progress


@contextlib.contextmanager
def progress_bar(console: Console) -> Iterator[ShowRow]:
    """Give what is to be called with each row: on a terminal a bar, and a line for what is odd."""
    if not console.is_terminal:
        yield partial(_line, console)
        return
    from rich import progress

    columns = (
        progress.TextColumn("Marking"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TimeRemainingColumn(compact=True),
        progress.TextColumn("left"),
    )
    # A thread that draws would be in the way of forking: see process.context.
    with progress.Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
        yield _moving(bar)


def _moving(bar: "Progress") -> Callable[[StudentGrade, int, int], None]:
    task = bar.add_task("", total=None)
    bar.refresh()

    def show_row(row: StudentGrade, done: int, total: int) -> None:
        if bar.tasks[task].total is None:  # what was marked before says nothing of the speed
            bar.reset(task, total=total, completed=done)
        bar.update(task, completed=done, refresh=True)
        if row.result.status != "ok" or row.waiting:
            _line(bar.console, row, done, total)

    return show_row


def _line(console: Console, row: StudentGrade, done: int, total: int) -> None:
    line = f"[{done}/{total}] {row.student}: {number(row.score)}, {row.status}"
    say(escape_controls(line, line=True), console=console)
