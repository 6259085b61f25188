"""What marking a class costs, beside `nbgrader autograde` and one `pytest --nbval-lax` each.

The same exercise and the same submissions, two processes at a time each, in turn; that nbgrader's
marks are those of convedu is looked at first (its environment needs NumPy and matplotlib, or it
would only find that they are missing, which is quick). Wall time is the clock's; CPU time is that
of all processes that were started, also of those that outlive their parents. Nothing is taken off:
Python's start, imports and kernels are in every figure, so the second table shows what a submission
costs in a class of 20 and in one of 200.

    python -m benchmarks.grading [--nbgrader PATH/TO/bin/nbgrader] [--rounds 3] [--both-large]

With --both-large nbgrader marks the class of 200, too, once, which takes it three minutes.
"""

import argparse
import contextlib
import csv
import ctypes
import itertools
import os
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import nbformat

from benchmarks._timing import PINNED
from convedu.grading.gradebook.grades_csv import BEFORE_CHECKS
from tests import demo_class as demo

ROOT = Path(__file__).parent.parent
NAME = demo.SOLUTION.name
CLASS, LARGE, WORKERS = 20, 200, 2
SUBREAPER = 36  # prctl: orphans below this process become its children, so their time is counted
# What would make this another machine than a user's: a pinned BLAS, no compiled modules.
UNWANTED = (*PINNED, "PYTHONDONTWRITEBYTECODE")

NBGRADER_CONFIG = """\
c = get_config()
c.CourseDirectory.root = {root!r}
c.ClearSolutions.code_stub = {{"python": 'raise NotImplementedError("your code here")'}}
"""
SCORES = """
    select student.id, sum(grade.auto_score) from grade
    join submitted_notebook on submitted_notebook.id = grade.notebook_id
    join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
    join student on student.id = submitted_assignment.student_id
    group by student.id
"""


class Cost(NamedTuple):
    """Seconds by the clock, and of processors."""

    wall: float
    cpu: float


def submissions(number: int) -> Iterator[str]:
    """Yield notebooks, right and wrong in turn; no two of them are equal."""
    correlations = (None, demo.LOOPS, demo.SHIFTS, demo.FLIPPED, demo.SWAPPED)
    kinds = itertools.product(correlations, (None, demo.NO_FLIP), (None, demo.SUM_OF_NINE))
    for student, answers in zip(range(number), itertools.cycle(kinds), strict=False):
        names = ("correlate2d", "convolve2d", "make_kernel")
        given = {name: text for name, text in zip(names, answers, strict=True) if text}
        notebook = demo.fill(demo.solved(), **given)
        for cell in notebook.cells:
            if cell.id.startswith("answer-"):
                cell.source += f"\n# the answer of student {student}"
        yield nbformat.writes(notebook)


def write_class(folder: Path, number: int) -> None:
    for place, text in enumerate(submissions(number)):
        path = folder / f"student{place:05}" / NAME
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")


def cost(run: Callable[[], None]) -> Cost:
    """Return what it costs until the last process it has started is gone."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    run()
    wall = time.perf_counter() - start
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            break
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def environment() -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    return clean | {"PYTHONPATH": str(ROOT), "CONVEDU_PROGRESS": "off"}


def call(*command: object, folder: Path = ROOT, path: str = "", fine: tuple[int, ...] = (0,)):
    """Run a command; one that ends with another code than expected is no measurement."""
    known = environment() | {"PATH": os.pathsep.join(filter(None, [path, os.environ["PATH"]]))}
    words = list(map(str, command))
    done = subprocess.run(words, cwd=folder, env=known, capture_output=True, check=False)
    if done.returncode not in fine:
        raise RuntimeError(f"{words}: {done.returncode}, {done.stderr.decode()[-2000:]}")


def grade_command(submitted: Path, out: Path) -> list[object]:
    command = [sys.executable, "-m", "convedu", "grade", demo.SOLUTION, submitted]
    return [*command, "--out", out, "--workers", WORKERS]


def ours(submitted: Path, work: Path) -> None:
    call(*grade_command(submitted, Path(tempfile.mkdtemp(dir=work))))


def first_verdict(submitted: Path, work: Path) -> float:
    """Return the seconds from the start of the command to its first row of marks."""
    command = list(map(str, grade_command(submitted, Path(tempfile.mkdtemp(dir=work)))))
    start = time.perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True
    ) as process:
        rows = (time.perf_counter() - start for line in process.stdout if f"/{CLASS}]" in line)
        seconds = next(rows)
        process.stdout.read()
    return seconds


def nbgrader_course(root: Path, students: list[Path], nbgrader: Path) -> Path:
    """Make a course as nbgrader wants it, with the released exercise and what was handed in."""
    (root / "source" / "unit1").mkdir(parents=True)
    shutil.copy(demo.SOLUTION, root / "source" / "unit1")
    (root / "nbgrader_config.py").write_text(NBGRADER_CONFIG.format(root=str(root)))
    for student in students:
        place = root / "submitted" / student.name / "unit1"
        place.mkdir(parents=True)
        shutil.copy(student / NAME, place)
    call(nbgrader, "generate_assignment", "unit1", folder=root, path=str(nbgrader.parent))
    return root


def nbgrader_courses(root: Path, submitted: Path, nbgrader: Path) -> list[Path]:
    """Deal a class out to as many courses as there are workers."""
    students = sorted(submitted.iterdir())
    dealt = [students[n::WORKERS] for n in range(WORKERS)]
    return [nbgrader_course(root / f"course{n}", dealt[n], nbgrader) for n in range(WORKERS)]


def nbgrader_autograde(courses: list[Path], nbgrader: Path) -> None:
    """Mark each course in a process of its own: one gradebook takes no two writers."""

    def one(root: Path) -> None:
        command = (nbgrader, "autograde", "unit1", "--force")
        call(*command, folder=root, path=str(nbgrader.parent))

    with ThreadPoolExecutor(len(courses)) as pool:
        list(pool.map(one, courses))


def refuse_other_marks(submitted: Path, work: Path, courses: list[Path]) -> None:
    """Hold that both have marked the class, and alike: an nbgrader that cannot is no measure.

    A check's partial credit is left out: nbgrader knows none here.
    """
    theirs = {}
    for root in courses:
        with contextlib.closing(sqlite3.connect(root / "gradebook.db")) as base:
            theirs |= dict(base.execute(SCORES).fetchall())
    out = Path(tempfile.mkdtemp(dir=work))
    call(*grade_command(submitted, out))
    with (out / "grades.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    checks = list(rows[0])[len(BEFORE_CHECKS) :]
    full = {check: max(float(row[check]) for row in rows) for check in checks}
    own = {
        row["student"]: sum(full[check] for check in checks if float(row[check]) == full[check])
        for row in rows
    }
    if own != theirs:
        raise RuntimeError(f"marks differ: convedu {own}, nbgrader {theirs}")


def nbval(submitted: Path) -> None:
    options = ("-q", "-p", "no:cacheprovider", "--nbval-lax", "--nbval-current-env")

    def one(path: Path) -> None:
        call(sys.executable, "-m", "pytest", *options, path, folder=path.parent, fine=(0, 1))

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(one, sorted(submitted.glob("*/*.ipynb"))))


def show(name: str, costs: list[Cost], number: int, beside: list[Cost] | None = None) -> None:
    """Print medians per submission, and how many times the one beside it that is."""
    wall, cpu = (statistics.median(values) / number for values in zip(*costs, strict=True))
    line = f"{name:34}{1000 * wall:9.0f} ms{1000 * cpu:9.0f} ms"
    if beside is not None:
        # Ratios are taken round by round: both sides then had the same neighbours.
        pairs = list(zip(costs, beside, strict=True))
        ratios = [statistics.median(a[n] / b[n] for a, b in pairs) for n in (0, 1)]
        line += f"{ratios[0]:9.1f} x{ratios[1]:9.1f} x"
    print(line, flush=True)


def compare(ways: dict[str, Callable[[], None]], rounds: int) -> dict[str, list[Cost]]:
    """Run each way in turn, `rounds` times."""
    costs = {name: [] for name in ways}
    for _ in range(rounds):
        for name, run in ways.items():
            costs[name].append(cost(run))
    return costs


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.grading", description=__doc__)
    parser.add_argument("--nbgrader", type=Path, default=shutil.which("nbgrader"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--both-large", action="store_true")
    options = parser.parse_args()
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        small, large = work / "class", work / "large"
        write_class(small, CLASS)
        write_class(large, LARGE)
        ways = {"convedu": lambda: ours(small, work), "pytest --nbval-lax": lambda: nbval(small)}
        if options.nbgrader:
            courses = nbgrader_courses(work / "small", small, options.nbgrader)
            ways["nbgrader autograde"] = lambda: nbgrader_autograde(courses, options.nbgrader)
            cost(ways["nbgrader autograde"])  # it compiles its modules, which is not counted
            refuse_other_marks(small, work, courses)
        else:
            print("nbgrader is not installed here: pip install nbgrader, or --nbgrader PATH")
        cost(lambda: ours(small, work))  # so does convedu
        costs = compare(ways, options.rounds)
        print(f"A class of {CLASS}, {WORKERS} processes, medians of {options.rounds} rounds;")
        print(f"for each submission, all starts included:\n\n{'':34}{'wall':>12}{'CPU':>12}")
        for name, found in costs.items():
            show(name, found, CLASS, None if name == "convedu" else costs["convedu"])
        more = compare({"large": lambda: ours(large, work)}, options.rounds)["large"]
        show(f"convedu, a class of {LARGE}", more, LARGE)
        extra = [
            Cost(*(max(0.0, b - a) for a, b in zip(s, m, strict=True)))
            for s, m in zip(costs["convedu"], more, strict=True)
        ]
        show("convedu, one submission more", extra, LARGE - CLASS)
        if options.nbgrader and options.both_large:
            both = nbgrader_courses(work / "both", large, options.nbgrader)
            theirs = cost(lambda: nbgrader_autograde(both, options.nbgrader))
            ours_then = cost(lambda: ours(large, work))
            show(f"nbgrader, a class of {LARGE}", [theirs], LARGE, [ours_then])
        first = [first_verdict(small, work) for _ in range(options.rounds)]
        print(f"\nfrom Enter to the first verdict: {statistics.median(first):.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
