"""To read a submission is bounded as to run it is, and what is beyond costs its owner only."""

import resource
import signal
import sys

import pytest

from convedu.grading.exercise import load
from convedu.grading.limits import MIB, Limits
from convedu.grading.model import Job
from convedu.grading.workers import mark_submission
from tests.hostile.conftest import SOLUTION

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="bounded on Linux only")


class NoEngine:
    """Marks nothing."""

    isolation = "none"

    def mark(self, submission, *, skip):
        return [], []


@pytest.fixture(scope="module")
def job():
    limits = Limits(reading_seconds=0.2, reading_bytes=256 * MIB)
    return Job(load.load(SOLUTION), 0, "none", limits)


def read(job):
    data = SOLUTION.read_bytes()
    return mark_submission.mark_with(NoEngine(), job, data, {})


def reads_for_ever(exercise, cells):
    while True:
        try:
            sorted(cells, key=repr)
        except Exception:
            continue


def reads_too_much(exercise, cells):
    return bytearray(2048 * MIB)


@pytest.mark.parametrize("reader", [reads_for_ever, reads_too_much])
def test_what_is_read_too_long_or_takes_too_much_is_unreadable(reader, job, monkeypatch):
    before = resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGPROF)
    with monkeypatch.context() as patch:
        patch.setattr(mark_submission, "extract", reader)
        result = read(job)
    assert result.status == "unreadable"
    assert result.reasons == ("To read it takes too long, or too much memory.",)
    assert read(job).status == "ok", "the next one"
    after = resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGPROF)
    assert after == before
    assert signal.getitimer(signal.ITIMER_PROF)[0] == 0
