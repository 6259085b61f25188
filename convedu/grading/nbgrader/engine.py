"""Marks submissions of one assignment in nbgrader's format, each in a process of its own."""

from collections.abc import Collection

from convedu.grading.exercise.model import Exercise
from convedu.grading.model import Job, Verdict
from convedu.grading.nbgrader import score
from convedu.grading.nbgrader.plan import Plan
from convedu.grading.nbgrader.run import run
from convedu.grading.sandbox.bubblewrap import Jail, open_jail
from convedu.grading.sandbox.student_process import Program, SandboxError


def program(exercise: Exercise) -> Program:
    """Return what runs around a learner's notebook; each shows what it has with IPython."""
    imports = {"IPython", "matplotlib", *exercise.imports}
    return Program("notebook_shell", tuple(sorted(imports)), exercise.files)


class NotebookEngine:
    """A warm jail with IPython in it, and the files that lie beside the assignment.

    Raises `SandboxError` if there is no such jail here.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self.exercise = job.exercise
        try:
            self.jail = self._open()
        except SandboxError:  # somebody may have killed it
            self.jail = self._open()

    @property
    def isolation(self) -> str:
        """What is around a student process, and what is not."""
        return f"{self.jail.isolation} (tests ran beside the learner's code)"

    def mark(self, plan: Plan, *, skip: Collection[str] = ()) -> tuple[list[Verdict], list[str]]:
        """Mark one submission; return its verdicts, and a sentence for each thing worth knowing.

        It is run whatever there is to `skip`, for what there is to remark. Raises `SandboxError` if
        the jail was lost, and again with a new one.
        """
        try:
            outcome = run(plan, self.jail.spawn, self.job.limits)
        except SandboxError:  # somebody may have killed the jail
            jail = self._open()
            self.jail.close()
            self.jail = jail
            outcome = run(plan, self.jail.spawn, self.job.limits)
        verdicts = score.verdicts(self.exercise, plan, outcome)
        return verdicts, score.remarks(self.exercise, plan, outcome)

    def close(self) -> None:
        """End the jail."""
        self.jail.close()

    def _open(self) -> Jail:
        job = self.job
        return open_jail(job.sandbox, job.limits, program(job.exercise), hidden=job.hidden)
