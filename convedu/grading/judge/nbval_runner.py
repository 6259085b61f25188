"""Marks submissions of one exercise: nbval runs the instructor's check cells and is the judge.

The answers' names are bound to proxies, and what a cell prints is compared with what is stored:
equal is full points, otherwise the check itself says which fraction.
"""

import contextlib
import io
import tempfile
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from convedu.grading.common.process import environment
from convedu.grading.common.text import shortened
from convedu.grading.exercise.fast_nbformat import QUICK
from convedu.grading.exercise.model import VERDICT, Check
from convedu.grading.judge.fast_nbval import IPyNbCell, NbCellError
from convedu.grading.judge.kernel_client import TrustedKernel
from convedu.grading.limits import CHECK_SECONDS, STOP_SECONDS
from convedu.grading.model import WAITING, Job, KernelLostError, Verdict
from convedu.grading.sandbox.student_process import SandboxError
from convedu.grading.submissions.extract import Extraction

# Without those that write files, that collect garbage for 40 ms to see what nobody reads, or that
# load a debugger, XML and another test library.
PLUGINS = (
    *("nbval.plugin", "no:cacheprovider", "no:unraisableexception", "no:threadexception"),
    *("no:debugging", "no:junitxml", "no:unittest"),
)
UNWANTED = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS", "NBGRADER_EXECUTION")
Outputs = Sequence[Any]
Marked = tuple[list[Verdict], list[str]]


class NbvalEngine:
    """A warm kernel, its jail, and nbval's items for the cells of one exercise.

    Raises `KernelLostError` if there is no such jail here (then a `SandboxError`), the kernel
    cannot be started, or a set-up cell does not do as it should.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self.exercise = job.exercise
        self.items = collected(job.exercise.judge)
        self.folder = tempfile.TemporaryDirectory(prefix="convedu-", ignore_cleanup_errors=True)
        for name, data in job.exercise.files:
            (Path(self.folder.name) / name).write_bytes(data)
        self.isolation = ""
        try:
            self._start()
        except KernelLostError:  # somebody may have killed one of the two
            self._start()

    def mark(self, merged: Extraction, *, skip: Collection[str] = ()) -> Marked:
        """Mark one submission; return a verdict for each check but those to `skip`, no remark.

        Raises `KernelLostError` if the trusted kernel was lost, and again with a new one.
        """
        wanted = {check.name for check in self.exercise.checks} - set(skip)
        if not wanted:
            return [], []
        try:
            return self._mark(merged, wanted), []
        except KernelLostError:
            self._stop()
            self._start()
            return self._mark(merged, wanted), []

    def close(self) -> None:
        """End the kernel with its jail, and remove the folder in which it worked."""
        self._stop()
        self.folder.cleanup()

    def _start(self) -> None:
        folder = Path(self.folder.name)
        settings = {
            "CONVEDU_SEED": str(self.job.seed),
            "CONVEDU_PROGRESS": "off",
            "IPYTHONDIR": str(folder / "ipython"),
            "MPLBACKEND": "agg",
        }
        self.kernel = TrustedKernel(folder, settings)
        try:
            self.isolation = self._command(
                "start",
                kind=self.job.sandbox,
                limits=self.job.limits.plain(),
                setup=self.exercise.setup,
                imports=sorted(self.exercise.imports),
                hidden=self.job.hidden,
            )
            checks = {check.id for check in self.exercise.checks}
            for name in [name for name in self.items if name not in checks]:
                well, outputs = self._run(name)
                if not well:
                    why = _error(outputs) or "its output is not what is stored"
                    raise KernelLostError(f"cell {name!r} of the exercise: {why}")
        except BaseException:
            self._stop()
            raise

    def _stop(self) -> None:
        with contextlib.suppress(Exception):  # so that nobody else has to bury the jail
            self.kernel.command("stop", seconds=STOP_SECONDS)
        self.kernel.stop()

    def _command(self, function: str, **arguments: object) -> Any:
        runs = len(self.exercise.answers) + len(self.exercise.checks) + 2
        seconds = CHECK_SECONDS + runs * runs * self.job.limits.seconds
        return self.kernel.command(function, seconds=seconds, **arguments)

    def _mark(self, merged: Extraction, wanted: Collection[str]) -> list[Verdict]:
        # What comes before a check is run too: an answer may remember how often it was called.
        names = [check.name for check in self.exercise.checks]
        last = max(names.index(name) for name in wanted)
        pieces = [(piece.answer, piece.text, *piece.keeps) for piece in merged.pieces]
        self._command("begin", names=self.exercise.names, pieces=pieces)
        verdicts = []
        for check in self.exercise.checks[: last + 1]:
            start = time.monotonic()
            verdict = _judged(check, *self._run(check.id))
            verdicts.append(replace(verdict, seconds=time.monotonic() - start))
        both = zip(verdicts, self._command("end"), strict=True)
        return [replace(one, limit_hit=hit) for one, hit in both if one.check in wanted]

    def _run(self, name: str) -> tuple[bool, Outputs]:
        """Have nbval run a cell; return whether it did as it should, and its outputs."""
        item = self.items[name]
        item.parent.kernel = self.kernel  # the items serve every engine of this process
        well = True
        try:
            item.runtest()
        except NbCellError:  # what comes out is not what is stored
            well = False
        if any(out.get("ename") == SandboxError.__name__ for out in item.test_outputs):
            raise KernelLostError(f"cell {name} had no jail")
        return well, item.test_outputs


def _error(outputs: Outputs) -> str:
    """Say what went wrong without an exception's own words, which may quote a hidden case."""
    return "".join(str(out.ename) for out in outputs if "ename" in out)[:100]


def _judged(check: Check, well: bool, outputs: Outputs) -> Verdict:
    """Turn nbval's comparison and the check's own output into a verdict."""
    own = (out.data[VERDICT] for out in outputs if VERDICT in out.get("data", {}))
    output = next(own, None)
    if output is not None:
        is_right = well and output["state"] != WAITING
        return Verdict(
            check=check.name,
            state=str(output["state"]),
            fraction=1.0 if is_right else min(1.0, max(0.0, float(output["fraction"]))),
            misconception=output.get("misconception"),
            message=shortened(str(output.get("message", ""))),
            case=shortened(str(output.get("case", ""))),
        )
    if well:
        return Verdict(check.name, "correct", 1.0)
    error = _error(outputs)
    if not check.asserts:
        state, message = ("failed", error) if error else ("keep working", "Its output is another.")
        return Verdict(check.name, state, 0.0, message=message)
    # What an assert says is meant for the learner; other errors are the answer's.
    if error == NotImplementedError.__name__:
        return Verdict(check.name, "missing", 0.0)
    words = next((str(out.evalue) for out in outputs if "ename" in out), "")
    is_assert = error == AssertionError.__name__
    message = (words or "It does not give what was asked.") if is_assert else f"It ends in {error}."
    return Verdict(check.name, "keep working", 0.0, message=shortened(message))


class _Collector:
    """A pytest plugin that keeps what nbval has collected."""

    items: Sequence[Any] = ()

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.items = session.items


@lru_cache(maxsize=1)
def collected(notebook: str) -> Mapping[str, IPyNbCell]:
    """Have nbval collect the instructor's cells; return its items by the cells' ids."""
    collector = _Collector()
    plugins = [f"-p{name}" for name in PLUGINS]
    options = ["--nbval", "--nbval-current-env", f"--nbval-cell-timeout={CHECK_SECONDS}"]
    with (
        tempfile.TemporaryDirectory(prefix="convedu-") as folder,
        environment(without=UNWANTED, PYTEST_DISABLE_PLUGIN_AUTOLOAD="1", **QUICK),
        contextlib.redirect_stdout(io.StringIO()) as printed,
    ):
        path, settings = Path(folder, "judge.ipynb"), Path(folder, "none.ini")
        path.write_text(notebook, encoding="utf-8")
        settings.write_text("[pytest]\n")
        quiet = ["--collect-only", "-q", "--no-header", "--no-summary", "-c", str(settings)]
        pytest.main([*plugins, *options, *quiet, str(path)], plugins=[collector])
    if not collector.items:
        raise RuntimeError(f"nbval has collected nothing: {printed.getvalue()[-1000:]}")
    for item in collector.items:
        item.format_output_compare = _no_diff
    return {item.cell.id: item for item in collector.items}


def _no_diff(*_: object) -> None:
    """Stand in for nbval's diff, which nobody reads here and which takes 20 s on long texts."""
