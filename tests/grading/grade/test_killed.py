"""A grader that is killed at any moment loses nothing: run again, it comes to the same marks."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import nbformat
import pytest

from convedu.grading.ledger.ledger import Ledger
from tests import need
from tests.grading.sandbox.test_sandbox import children, descendants, is_alive, jails, wait_until
from tests.hostile.conftest import SOLUTION

pytestmark = pytest.mark.sandbox
LEFT = ["feedback", "grades.csv", "grades.sqlite", "report.html"]
ANSWERS = (
    ("make_kernel", "def make_kernel(name): return {n}"),
    ("make_kernel", "def make_kernel(name): raise ValueError({n})"),
    ("correlate2d", "def correlate2d(image, kernel): return image[{n}:]"),
    ("one_output", "import os; os._exit({n})"),
    ("conv1d_valid", "def conv1d_valid(x, w): return np.convolve(x, w[::-1], 'valid') + 0 * {n}"),
)


class Class:
    """Submissions, a folder for marks, and one for whatever the grader leaves on the disk."""

    def __init__(self, folder: Path, size: int) -> None:
        self.submissions, self.temporary = folder / "in", folder / "tmp"
        self.submissions.mkdir()
        self.temporary.mkdir()
        for n in range(size):
            notebook = nbformat.read(SOLUTION, as_version=4)
            name, text = ANSWERS[n % len(ANSWERS)]
            next(c for c in notebook.cells if c.id == f"answer-{name}").source = text.format(n=n)
            nbformat.write(notebook, self.submissions / f"s{n:02}.ipynb")
        (self.submissions / "broken.ipynb").write_text("{")

    def start(self, out: Path) -> subprocess.Popen:
        command = [sys.executable, "-m", "convedu", "grade", str(SOLUTION)]
        return subprocess.Popen(
            [*command, str(self.submissions), "--out", str(out)],
            env={**os.environ, "TMPDIR": str(self.temporary)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def grade(self, out: Path) -> str:
        ran = self.start(out)
        _, errors = ran.communicate()
        assert ran.returncode == 0, errors
        # What a kill had cost somebody is mended by this run, and told in changes.csv.
        assert sorted({path.name for path in out.iterdir()} - {"changes.csv"}) == LEFT
        assert not list(self.temporary.iterdir())
        return (out / "grades.csv").read_text(encoding="utf-8")

    def disturb(self, out: Path, rng: Random, seconds: float) -> None:
        """Kill the grader, or one of the processes that it has started, at some moment."""
        ran = self.start(out)
        time.sleep(rng.uniform(0.0, seconds))
        below = sorted(descendants(ran.pid))
        victim = rng.choice([ran.pid, ran.pid, *below])
        with contextlib.suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
        said = ran.communicate()
        told = f"{victim=} of {ran.pid=} {below=}: {said}"
        assert ran.returncode in (0, 2, -signal.SIGKILL), told
        wait_until(lambda: not any(map(is_alive, below)))
        if (path := out / "grades.sqlite").exists():
            with Ledger(path) as ledger:
                assert ledger.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """Return a class, its grades, and how long it takes to come to them."""
    need.sandbox()
    folder = tmp_path_factory.mktemp("class")
    members = Class(folder, 8)
    start = time.monotonic()
    return members, members.grade(folder / "undisturbed"), time.monotonic() - start


def test_killed_twice_it_still_comes_to_the_same_marks(undisturbed, tmp_path):
    members, grades, seconds = undisturbed
    mounts = Path("/proc/mounts").read_text()
    rng = Random(3)
    for _ in range(2):
        members.disturb(tmp_path / "out", rng, seconds)
    assert members.grade(tmp_path / "out") == grades
    assert Path("/proc/mounts").read_text() == mounts


def below(ran: subprocess.Popen) -> dict[str, set[int]]:
    """Return by what they do the processes that a grader has started, and itself."""
    own_jails = jails(ran.pid)
    workers = children(ran.pid) - own_jails
    kernels = {child for pid in workers for child in children(pid)}
    return {
        "grader": {ran.pid},
        "worker": workers,
        "kernel": kernels,
        "jail": own_jails,
    }


@pytest.mark.parametrize("victims", ["grader", "worker", "kernel jail"])
def test_whoever_is_killed_nothing_outlives_the_grader(victims, undisturbed, tmp_path):
    members, grades, _ = undisturbed
    ran = members.start(tmp_path / "out")
    line = ""
    while not line.startswith("[1/"):
        line = ran.stdout.readline()
    everybody = descendants(ran.pid)
    assert len(everybody) >= 6, "two workers, two kernels, two jails"
    assert not any(map(children, below(ran)["kernel"])), "both have a jail that was started ahead"
    for victim, choose in zip(victims.split(), (min, max), strict=False):
        os.kill(choose(below(ran)[victim]), signal.SIGKILL)
    _, errors = ran.communicate()
    wait_until(lambda: not any(map(is_alive, everybody)))
    if victims == "grader":
        assert ran.returncode == -signal.SIGKILL
        with Ledger(tmp_path / "out" / "grades.sqlite") as ledger:
            kept = dict(ledger.connection.execute("SELECT student, marked FROM submission"))
        assert line.split()[1].rstrip(":") in kept, "what was told is kept"
        assert members.grade(tmp_path / "out") == grades
    else:
        assert ran.returncode == 0, errors
        assert (tmp_path / "out" / "grades.csv").read_text(encoding="utf-8") == grades


@pytest.mark.soak
def test_killed_at_fifty_moments(undisturbed, tmp_path):
    members, grades, seconds = undisturbed
    mounts = Path("/proc/mounts").read_text()
    seed = Random().randrange(1 << 32)
    print(f"seed {seed}")
    rng = Random(seed)
    moments = 0
    while moments < 50:
        out = tmp_path / f"out{moments}"
        for _ in range(rng.choice((1, 2, 3, 6))):
            members.disturb(out, rng, seconds)
            moments += 1
        assert members.grade(out) == grades
    assert Path("/proc/mounts").read_text() == mounts
