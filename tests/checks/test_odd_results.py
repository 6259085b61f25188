"""Whatever shape a wrong result has, its check gives a verdict and no traceback."""

from importlib import import_module
from itertools import product

import numpy as np
import pytest

from convedu.checks import unit1

CHECKS = [
    pytest.param(check, id=f"{unit}-{label}")
    for unit in (f"unit{number}" for number in range(1, 9))
    for module in [import_module(f"convedu.checks.{unit}")]
    for label in module.__all__
    for check in [getattr(module, label)]
    if "cases" in vars(check)
]
SHAPES = {
    "none along the last axis": lambda a: a[..., :0],
    "none along the first axis": lambda a: a[:0],
    "first left out": lambda a: a[1:],
    "last left out": lambda a: a[..., :-1],
    "smaller on two sides": lambda a: a[..., :-1, :-1],
    "every second": lambda a: a[..., ::2],
    "an axis more": lambda a: a[np.newaxis],
    "an axis behind": lambda a: a[..., np.newaxis],
    "flat": np.ravel,
    "transposed": np.transpose,
    "twice as much": lambda a: np.concatenate([a, a]),
    "an axis lost where small": lambda a: a[0] if a.ndim > 2 and a.size < 10 else a[..., :-1],
    "joined": lambda a: a.sum(axis=-1),
    "one number": np.sum,
    "no numbers": lambda a: np.zeros((2, 0, 3)),
    "sorted": lambda a: np.sort(a, axis=None).reshape(a.shape),
}
NUMBERS = {
    "the same": lambda a: a,
    "scaled": lambda a: 2 * a,
    "moved": lambda a: a + 1,
    "not a number": lambda a: a * np.nan,
    "infinite": lambda a: a * np.inf,
    "huge": lambda a: a * 1e300,
    "complex": lambda a: a * 1j,
    "bytes": lambda a: np.asarray(a, float).astype(np.uint8),
    "objects": lambda a: np.asarray(a, object),
    "lists": lambda a: np.asarray(a).tolist(),
}


SHORT = {kind: NUMBERS[kind] for kind in ("scaled", "moved")}


@pytest.mark.filterwarnings("ignore:.*:RuntimeWarning")
@pytest.mark.parametrize(
    "numbers", [SHORT, pytest.param(NUMBERS, marks=pytest.mark.soak)], ids=["short", "all"]
)
@pytest.mark.parametrize("check", CHECKS)
def test_any_result_gets_a_verdict(check, numbers, monkeypatch):
    monkeypatch.setenv("CONVEDU_PROGRESS", "off")
    for (shape, reshape), (kind, change) in product(SHAPES.items(), numbers.items()):

        def answer(*args, reshape=reshape, change=change):
            return change(reshape(np.asarray(check.reference(*args))))

        try:
            verdict = check(answer)
        except Exception as error:
            pytest.fail(f"{shape}, {kind}: {type(error).__name__}: {error}")
        assert 0 <= verdict.fraction <= 1


def test_no_bug_is_looked_for_in_lists_that_take_long_to_be_read(monkeypatch):
    """Some hundred are compared with a result: a check would have taken more than its time."""
    tried = []
    monkeypatch.setenv("CONVEDU_PROGRESS", "off")
    monkeypatch.setattr("convedu.checks.function.find_bug", lambda *args, **more: tried.append(1))
    check = unit1.correlate2d
    assert check(lambda image, kernel: [[1.0]] * 2).fraction == 0
    assert tried == [1]
    assert check(lambda image, kernel: [[1.0]] * 50_000).fraction == 0
    assert check(lambda image, kernel: [[1.0]] * 50_000 + [[1.0, 2.0]]).fraction == 0
    assert tried == [1]
