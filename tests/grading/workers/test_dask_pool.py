"""A class on a Dask cluster: the same marks as on one machine, whoever dies in the middle."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import BrokenExecutor
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

import convedu
from convedu.grading.grade import grade_class
from convedu.grading.ledger.ledger import Ledger
from convedu.grading.workers import dask_pool, dask_worker
from convedu.grading.workers.dask_worker import objections
from convedu.grading.workers.worker_pool import WorkerPool, WorkerPoolError
from tests import demo_class, need
from tests.grading.sandbox.test_sandbox import descendants, is_alive, jails, wait_until

PACKAGE = Path(convedu.__file__).parent
SOLUTION = demo_class.SOLUTION
COMMAND = "from convedu.cli import app; app()"
TOGETHER = ("ada", "chloe", "finn", "grace", "ines", "kim", "leo", "olga", "rosa", "vera")


def environment(code: Path, **more: str) -> dict[str, str]:
    """Return one in which convedu is a certain copy, whatever happens to the one we test from."""
    return {**os.environ, "PYTHONPATH": str(code), "DASK_CONFIG": os.devnull, **more}


@pytest.fixture(scope="module")
def code(tmp_path_factory):
    """A copy of convedu."""
    folder = tmp_path_factory.mktemp("code")
    skip = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE, folder / "convedu", ignore=skip)
    return folder


@pytest.fixture(scope="module")
def submissions(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    for number in range(2):
        for name in TOGETHER:
            made = demo_class.CLASS[name]()
            text = made if isinstance(made, str) else nbformat.writes(made)
            (folder / f"{name}-{number}.ipynb").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(code, submissions, tmp_path_factory):
    """The table of marks as this machine alone makes it."""
    need.sandbox()
    out = tmp_path_factory.mktemp("local")
    ran = grade(code, submissions, out)
    assert ran.wait(300) == 0
    return (out / "grades.csv").read_bytes()


def grade(code, submissions, out, *options):
    words = ["grade", str(SOLUTION), str(submissions), "--out", str(out), *options]
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, *words],
        env=environment(code),
        cwd=code,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


class ByHand:
    """A scheduler and workers, each started as on a machine of its own."""

    def __init__(self, code: Path, folder: Path) -> None:
        self.code, self.folder, self.address = code, folder, ""
        self.running: list[subprocess.Popen] = []

    def start(self, *words: str, **more: str) -> subprocess.Popen:
        with (self.folder / f"{len(self.running)}.log").open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *words, "--no-dashboard"],
                env=environment(self.code, **more),
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd=self.folder,
            )
        self.running.append(process)
        return process

    def scheduler(self) -> subprocess.Popen:
        place = self.folder / "scheduler.json"
        words = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(place))
        process = self.start("scheduler", *words)
        wait_until(lambda: "tcp://" in self.log(process), 60)
        found = self.log(process).partition("Scheduler at:")[2].split()
        self.address = next(word for word in found if word.startswith("tcp://"))
        return process

    def worker(self, **more: str) -> subprocess.Popen:
        own = self.folder / f"worker-{len(self.running)}"
        words = (self.address, "--nthreads", "1", "--local-directory", str(own))
        return self.start("worker", *words, **more)

    def log(self, process: subprocess.Popen) -> str:
        return (self.folder / f"{self.running.index(process)}.log").read_text()

    def close(self) -> None:
        for process in self.running:
            kill(process)


def kill(process: subprocess.Popen) -> None:
    """End a machine: all that was started there."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture
def by_hand(code, tmp_path):
    need.sandbox()
    need.distributed()
    machines = ByHand(code, tmp_path)
    machines.scheduler()
    yield machines
    machines.close()


def names(lines: list[str]) -> list[str]:
    return [line.split()[1].rstrip(":") for line in lines if line.startswith("[")]


def read(ran: subprocess.Popen, rows: int) -> list[str]:
    """Read what a command says until it has told of so many rows."""
    lines = []
    while len(names(lines)) < rows:
        lines.append(ran.stdout.readline())
        assert lines[-1], ran.stderr.read()
    return lines


@pytest.mark.sandbox
def test_a_worker_that_is_killed_in_the_middle_costs_nothing(
    by_hand, code, submissions, undisturbed, tmp_path
):
    first, second = by_hand.worker(), by_hand.worker()
    wait_until(lambda: by_hand.log(by_hand.running[0]).count("Register worker") == 2, 60)
    ran = grade(code, submissions, tmp_path / "out", "--scheduler", by_hand.address)
    lines = read(ran, 4)
    left = descendants(first.pid)
    kill(first)
    lines += ran.stdout.readlines()
    assert ran.wait(60) == 0, ran.stderr.read()
    assert len(left) >= 4, "the worker, its kernel, its jail"
    marked = names(lines)
    assert sorted(marked) == sorted(path.stem for path in submissions.iterdir())
    assert (tmp_path / "out" / "grades.csv").read_bytes() == undisturbed
    with Ledger(tmp_path / "out" / "grades.sqlite") as ledger:
        count = ledger.connection.execute("SELECT count(*) FROM submission").fetchone()[0]
    assert count == len(marked)
    wait_until(lambda: not any(map(is_alive, left)), 30)
    wait_until(lambda: not jailed(second), 30)


def jailed(worker: subprocess.Popen) -> set[int]:
    """Return what a worker's processes run of bubblewrap."""
    return {jail for pid in descendants(worker.pid) for jail in jails(pid)}


@pytest.mark.sandbox
def test_what_a_lost_scheduler_has_left_over_is_marked_later(
    by_hand, code, submissions, undisturbed, tmp_path
):
    by_hand.worker()
    ran = grade(code, submissions, tmp_path / "out", "--scheduler", by_hand.address)
    lines = read(ran, 3)
    kill(by_hand.running[0])
    before = {*names(lines), *names(ran.stdout.readlines())}
    errors = ran.stderr.read()
    assert (ran.wait(60), errors.strip()) == (2, "convedu grade: the Dask scheduler was lost")
    again = grade(code, submissions, tmp_path / "out")
    said, _ = again.communicate(timeout=300)
    assert again.returncode == 0
    assert not before & set(names(said.splitlines())), "what was marked is not marked again"
    assert (tmp_path / "out" / "grades.csv").read_bytes() == undisturbed


@pytest.mark.sandbox
def test_a_worker_with_another_convedu_is_refused(by_hand, code, submissions, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(code, other)
    with (other / "convedu" / "ops.py").open("a") as file:
        file.write("# one line more\n")
    by_hand.code = other
    by_hand.worker()
    ran = grade(code, submissions, tmp_path / "out", "--scheduler", by_hand.address)
    _, errors = ran.communicate(timeout=120)
    assert ran.returncode == 2
    assert "is not fit to mark: it has convedu 0.1.0 (code " in errors
    assert not (tmp_path / "out" / "grades.csv").exists()


# --- what a worker is asked ----------------------------------------------------------------------


def worker(threads: int = 1) -> SimpleNamespace:
    return SimpleNamespace(state=SimpleNamespace(nthreads=threads), address="tcp://10.0.0.7:1")


def test_a_worker_like_this_machine_is_fit():
    assert objections(dask_worker.environment(), "none", worker()) == []


def test_a_worker_with_several_threads_is_refused():
    (said,) = objections(dask_worker.environment(), "none", worker(8))
    assert "8 threads, expected 1" in said
    assert "--nthreads 1" in said


def test_a_worker_without_a_jail_is_refused(monkeypatch):
    monkeypatch.setenv("PATH", "")
    (said,) = objections(dask_worker.environment(), "bubblewrap", worker())
    assert said.startswith("bubblewrap is not installed")


def test_one_that_comes_late_is_asked_too(monkeypatch):
    need.distributed()
    monkeypatch.setattr("distributed.get_worker", lambda: worker(2))
    job = SimpleNamespace(sandbox="none", hidden=())
    with pytest.raises(
        WorkerPoolError, match=r"10\.0\.0\.7:1 is not fit to mark: it has 2 threads"
    ):
        dask_worker.mark_there(dask_worker.environment(), job, b"", {})


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nonsense", "such as tcp://"),
        ("tcp://127.0.0.1", "such as tcp://"),
        ("http://127.0.0.1:80", "such as tcp://"),
        ("tcp://[::1", "such as tcp://"),
        ("tls://127.0.0.1:8786", "TLS needs certificates"),
        ("tcp://127.0.0.1:1", "no Dask scheduler answers"),
    ],
)
def test_an_address_that_is_none_is_told(address, said, tmp_path, monkeypatch):
    need.distributed()
    monkeypatch.setattr(dask_pool, "CONNECT_SECONDS", 0.5)
    with (
        pytest.raises(WorkerPoolError, match=said) as told,
        dask_pool.connect(tmp_path, address=address, sandbox="none"),
    ):
        pass
    assert repr(address) in str(told.value)


def test_where_encryption_is_required_another_address_is_refused():
    distributed = need.distributed()
    said = dask_pool._unusable("tcp://127.0.0.1:1", distributed.Security(require_encryption=True))
    assert "expected tls://" in said


def test_without_distributed_it_is_told_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(WorkerPoolError, match=r"pip install --editable '\.\[cluster\]'"),
        dask_pool.connect(tmp_path, address="tcp://127.0.0.1:1", sandbox="none"),
    ):
        pass


# --- a cluster of processes of this machine ------------------------------------------------------


def work(task: str) -> str:
    if task == "dies":
        os._exit(1)
    if task == "raises":
        raise ValueError("no")
    return task.upper()


@contextlib.contextmanager
def processes(folder: Path, workers: int):
    """A LocalCluster of processes, in which a task may kill one worker and not four."""
    distributed = need.distributed()
    import dask

    settings = {"distributed.scheduler.allowed-failures": 0, "temporary-directory": str(folder)}
    options = {"threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with (
        dask.config.set(settings),
        distributed.LocalCluster(n_workers=workers, **options) as found,
        dask_pool._connected(found.scheduler_address) as client,
    ):
        yield client


def executor(client):
    return dask_pool._Workers(client)


def results(client, *tasks: str) -> dict:
    given = ((task, (task,)) for task in tasks)
    return dict(WorkerPool(partial(executor, client), work, ahead=4).retrying_map(given))


def test_a_task_that_kills_its_worker_is_tried_alone_and_costs_only_itself(tmp_path):
    with processes(tmp_path, 2) as client:
        found = results(client, "a", "b", "dies", "c", "raises", "d")
    assert isinstance(found.pop("dies"), BrokenExecutor)
    assert isinstance(found.pop("raises"), ValueError)
    assert found == {"a": "A", "b": "B", "c": "C", "d": "D"}


def test_a_cluster_without_workers_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(dask_pool, "LOOK_SECONDS", 0.1)
    monkeypatch.setattr(dask_pool, "IDLE_SECONDS", 1.0)
    with processes(tmp_path, 0) as client:
        found = results(client, "a")
    assert "lost all workers" in str(found["a"])


@pytest.mark.soak  # as tests/deploy does it with workers of a job
@pytest.mark.sandbox
def test_a_class_has_the_same_marks_from_a_cluster_of_processes(tmp_path, submissions, undisturbed):
    need.sandbox()
    with processes(tmp_path, 2) as client:
        address = client.scheduler.address
        grade_class.grade(SOLUTION, submissions, tmp_path / "out", scheduler=address)
    assert (tmp_path / "out" / "grades.csv").read_bytes() == undisturbed
