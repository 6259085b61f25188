"""A right answer gets its marks on a busy machine too, and nobody gets more time by a trick."""

import pytest

from convedu.grading.sandbox import time_budget
from convedu.grading.sandbox.jailed import proc_stats
from convedu.grading.sandbox.time_budget import TimeBudget


@pytest.fixture
def time(monkeypatch):
    """A time that passes when it is told to."""

    class Time:
        now = 100.0

        def monotonic(self):
            return self.now

    passing = Time()
    monkeypatch.setattr(time_budget, "time", passing)
    return passing


def test_wall_time_counts(time):
    watch = TimeBudget(5.0)
    with watch.running(lambda: 0.0) as left:
        time.now += 3
        assert left() == 2
    time.now += 100  # between two calls it stands still
    with watch.running(lambda: 0.0) as left:
        assert left() == 2
        time.now += 2
        with pytest.raises(TimeoutError):
            left()


def test_waiting_for_a_core_is_forgiven_once(time):
    watch, waits = TimeBudget(5.0), [4.0, 1.0, 0.0]
    with watch.running(lambda: waits.pop(0)) as left:
        time.now += 5
        assert left() == 4
        time.now += 4
        assert left() == 1
        time.now += 1
        with pytest.raises(TimeoutError):
            left()
    assert watch.seconds == 0


def test_it_is_not_forgiven_for_ever(time):
    watch = TimeBudget(5.0)
    with watch.running(lambda: 1000.0) as left:
        time.now += 5
        assert left() == 5 * time_budget.FORGIVEN_LIMITS
        time.now += left()
        with pytest.raises(TimeoutError):
            left()


@pytest.mark.parametrize(
    ("passed", "ready", "used", "forgiven"),
    [
        (10.0, 6.0, 4.0, 6.0),  # the machine is busy
        (10.0, 0.0, 0.0, 0.0),  # it sleeps
        (10.0, 0.0, 10.0, 0.0),  # it computes and has a core
        (10.0, 9.0, 20.0, 0.0),  # ten threads of its own, on two cores
    ],
)
def test_only_what_others_took_is_forgiven(passed, ready, used, forgiven, monkeypatch):
    moments = [(0.0, 0.0, 0.0), (passed, ready, used)]
    monkeypatch.setattr(proc_stats.CpuWait, "_now", lambda self: moments.pop(0))
    assert proc_stats.CpuWait(1).since() == forgiven
