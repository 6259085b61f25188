"""What is marked with what, and what comes of it: plain data, cheap to import and to send."""

from dataclasses import dataclass, field, replace

from convedu.grading.exercise.load import Exercise
from convedu.grading.limits import Limits

WAITING = "needs a person"  # the state of a verdict that only a person can give
NOT_ISOLATED = "none: not isolated"  # what a result says was around the student process


class KernelLostError(RuntimeError):
    """The trusted kernel died or hangs: no verdict of the learner's, but a fault of the grader."""


@dataclass(frozen=True)
class Verdict:
    """What one check says of one submission.

    Attributes
    ----------
    check : str
        The check's name.
    state : str
        ``missing``, ``keep working``, ``almost``, ``correct``, ``needs a person``, or ``failed``
        where the check itself stopped with an error.
    fraction : float
        The share of the check's points.
    misconception : str or None
        The bug that explains the answer.
    message : str
        What the learner is told.
    case : str
        The smallest failing case; empty where it is hidden.
    seconds : float
        How long the check took.
    limit_hit : str
        ``timeout``, ``memory`` or ``died`` where a bound ended the learner's process, else empty.
    """

    check: str
    state: str
    fraction: float
    misconception: str | None = None
    message: str = ""
    case: str = ""
    seconds: float = field(default=0.0, compare=False)
    limit_hit: str = ""


@dataclass(frozen=True)
class Job:
    """Everything but the submission: the same for a whole class.

    Attributes
    ----------
    exercise : Exercise
        The instructor's notebook.
    seed : int
        Which cases the checks draw.
    sandbox : str
        ``bubblewrap`` or ``none``.
    limits : Limits
        What a submission may use.
    hidden : tuple of str
        Folders that the jail must not show.
    """

    exercise: Exercise
    seed: int
    sandbox: str
    limits: Limits = field(default_factory=Limits)
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """What came of one submission.

    Attributes
    ----------
    status : str
        ``ok``; ``repaired``, if something had to be mended first; ``unreadable``, if there was
        nothing to mark; ``failed``, if the grader itself did not manage.
    reasons : tuple of str
        A sentence for each repair, or why it was not marked.
    key : str
        Digest of the answers as they were run; empty if there are none.
    verdicts : tuple of Verdict
        One for each check.
    isolation : str
        What was around the student process.
    answers : tuple of (str, str)
        The answer cells' ids and what was run as the learner's answer to each.
    """

    status: str
    reasons: tuple[str, ...] = ()
    key: str = ""
    verdicts: tuple[Verdict, ...] = ()
    isolation: str = ""
    answers: tuple[tuple[str, str], ...] = ()

    def with_failures(self) -> "Result":
        """Return the result with a sentence for each check that itself failed.

        Examples
        --------
        >>> verdict = Verdict("a", "failed", 0.0, message="KeyError")
        >>> Result("ok", verdicts=(verdict,)).with_failures().reasons
        ('The check `a` itself failed (KeyError).',)
        """
        failed = [verdict for verdict in self.verdicts if verdict.state == "failed"]
        if not failed:
            return self
        said = (f"The check `{one.check}` itself failed ({one.message})." for one in failed)
        return replace(self, status="failed", reasons=(*self.reasons, *said))
