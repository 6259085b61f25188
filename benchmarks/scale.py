"""Whether a large class is marked as fast at the end as at the beginning.

Two workers mark a synthetic class: most are right or wrong in a usual way, 3 in 100 end their
process, want too much memory, are cut off or no notebook, and one in a thousand loops for ever.
Shown are, tenth by tenth of the class, the submissions per second, what each has cost of the
processors (which says more where others use the machine too), and the most memory that the parent
has held; then what the reports take, what a second run costs, and what is left behind. Semaphores
in /dev/shm may be those of another Python: it is best to be alone on the machine.

    python -m benchmarks.scale [--submissions 10000] [--workers 2]
"""

import argparse
import contextlib
import csv
import ctypes
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.grading import NAME, ROOT, SUBREAPER, environment, submissions
from tests import demo_class as demo
from tests.grading.sandbox.test_sandbox import descendants

STEPS = 10
HARMLESS_SECONDS = 10.0  # by then, whatever was started has ended

EXITS = "import os\ndef correlate2d(image, kernel):\n    os._exit(0)"
FLOODS = "def correlate2d(image, kernel):\n    return np.zeros(20_000_000)"
FORKS = "import os\ndef correlate2d(image, kernel):\n    while True: os.fork()"


def cut(text: str) -> str:
    return text[: text.index('"answer-correlate2d"')]


def with_answer(source: str) -> Callable[[str], str]:
    """Return what puts an answer into a notebook's text."""
    name = "answer-correlate2d"

    def change(text: str) -> str:
        notebook = demo.nbformat.reads(text, as_version=4)
        next(cell for cell in notebook.cells if cell.id == name).source = source.strip()
        return demo.nbformat.writes(notebook)

    return change


BROKEN: tuple[Callable[[str], str], ...] = (
    cut,
    with_answer(EXITS),
    lambda text: "This was a text document once.",
    with_answer(demo.HUNGRY),
    with_answer(FLOODS),
    lambda text: text.replace('"cells"', '"sells"', 1),
    with_answer("def correlate2d(image, kernel):\n    return correlate2d(image, kernel)"),
    with_answer(FORKS),
)


def everybody(number: int) -> Iterator[tuple[str, str]]:
    """Yield submissions with the name of their kind: those of a kind deserve the same score."""
    for place, text in enumerate(submissions(number)):
        if place % 1000 == 500:
            yield "loops", with_answer(f"{demo.FOR_EVER}# {place}")(text)
        elif place % 100 in (7, 41, 83):
            which = place // 33 % len(BROKEN)
            yield f"broken {which}, usual {place % 20}", BROKEN[which](text)
        else:
            yield f"usual {place % 20}", text


def write_class(folder: Path, number: int) -> dict[str, str]:
    """Write a folder for each student; return the kind of each student's submission."""
    kinds = {}
    for place, (kind, text) in enumerate(everybody(number)):
        student = f"student{place:05}"
        path = folder / student / NAME
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        kinds[student] = kind
    return kinds


class Seen(NamedTuple):
    """What was seen of a run at some point of it."""

    done: int
    seconds: float
    cpu: float  # seconds of processors, of all processes
    memory: int  # MB, the most so far


def processors(pid: int) -> float:
    """Return the seconds that a process, what it started and what of that has ended have used."""
    ticks = 0
    for one in {pid, *descendants(pid)}:
        with contextlib.suppress(OSError):
            words = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, words[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def peak(pid: int) -> int:
    """Return the most memory a process has held, in MB; nothing if it has just ended."""
    found = re.search(r"VmHWM:\s*(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) // 1000 if found else 0


def run(submitted: Path, out: Path, temporary: Path, *, workers: int, every: int) -> list[Seen]:
    """Mark a class; return what was seen at the start, after each so many rows, and at the end."""
    command = [sys.executable, "-m", "convedu", "grade", demo.SOLUTION, submitted, "--out", out]
    known = environment() | {"TMPDIR": str(temporary)}
    start, seen, done, memory = time.perf_counter(), [Seen(0, 0.0, 0.0, 0)], 0, 0
    with subprocess.Popen(
        [*map(str, command), "--workers", str(workers)],
        cwd=ROOT,
        env=known,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        for line in process.stdout:
            done += bool(re.match(r"\[\d+/\d+\] ", line))
            memory = max(memory, peak(process.pid))
            if done and done % every == 0 and done != seen[-1].done:
                now, cpu = time.perf_counter(), processors(process.pid)
                seen.append(Seen(done, now - start, cpu, memory))
                show(*seen[-2:])
    if process.returncode:
        raise RuntimeError(f"convedu grade ended with {process.returncode}")
    return [*seen, Seen(done, time.perf_counter() - start, 0.0, memory)]


def show(last: Seen, now: Seen) -> None:
    number = now.done - last.done
    rate, each = number / (now.seconds - last.seconds), 1000 * (now.cpu - last.cpu) / number
    load = os.getloadavg()[0]
    print(f"{now.done:8}{rate:9.1f} /s{each:9.1f} ms{now.memory:9} MB{load:9.1f}", flush=True)


def left_behind(before: tuple, temporary: Path, out: Path) -> list[str]:
    """Name the processes, mounts and files that outlived a run."""
    deadline = time.monotonic() + HARMLESS_SECONDS
    new = mounts_and_shared()[1] - before[1]
    while (children := descendants(os.getpid())) or new & mounts_and_shared()[1]:
        if time.monotonic() > deadline:
            break
        time.sleep(0.1)
    found = [f"process {pid}" for pid in children]
    found += [str(path) for path in temporary.iterdir()]
    found += [str(path) for path in out.glob(".*")]
    mounts, shared = mounts_and_shared()
    return [*found, *(mounts - before[0]), *(shared & new)]


def mounts_and_shared() -> tuple[set[str], set[str]]:
    return set(Path("/proc/mounts").read_text().splitlines()), set(os.listdir("/dev/shm"))


def unfair(out: Path, kinds: dict[str, str]) -> list[str]:
    """Name the kinds of submissions that were not all given the same score."""
    scores: dict[str, set[str]] = {}
    with (out / "grades.csv").open(newline="", encoding="utf-8") as file:
        rows = {row["student"]: row["score"] for row in csv.DictReader(file)}
    for student, kind in kinds.items():
        scores.setdefault(kind, set()).add(rows.pop(student, "no row"))
    wrong = [f"{kind}: {sorted(found)}" for kind, found in scores.items() if len(found) > 1]
    return wrong + [f"{student}: nobody's row" for student in rows]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--submissions", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    number = options.submissions
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        temporary, out = work / "tmp", work / "out"
        temporary.mkdir()
        kinds = write_class(work / "class", number)
        before = mounts_and_shared()
        print(f"{'done':>8}{'rate':>12}{'CPU each':>12}{'parent':>12}{'load':>9}")
        every = max(1, number // STEPS)
        places = (work / "class", out, temporary)
        first = run(*places, workers=options.workers, every=every)
        reports = first[-1].seconds - first[-2].seconds
        print(f"reports: {reports:.1f} s; in all {first[-1].seconds:.0f} s", end=", ")
        print(f"parent {first[-1].memory} MB")
        second = run(*places, workers=options.workers, every=every)[-1]
        each = 1000 * second.seconds / number
        print(f"a second run, unchanged: {each:.2f} ms each, parent {second.memory} MB")
        found = [*left_behind(before, temporary, out), *unfair(out, kinds)]
        print(found or "nothing left behind, the same score for each kind")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
