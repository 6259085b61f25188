"""Wrong answers written from the task texts lose marks, and get the names they deserve."""

import math
from importlib import import_module

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view

from convedu import ops

HELDOUT = {unit: import_module(f"tests.checks.heldout_{unit}") for unit in ("unit5", "unit6")}
CHECKS = {unit: import_module(f"convedu.checks.{unit}") for unit in HELDOUT}
ENTRIES = [
    pytest.param(getattr(CHECKS[unit], label), name, answer, id=f"{label}-{number}-{name}")
    for unit, module in HELDOUT.items()
    for label, entries in module.WRONG.items()
    for number, (name, answer) in enumerate(entries)
]


def _answers(answer):
    """Return what a learner's check cell passes on: the function `f`, or the numbers."""
    if not isinstance(answer, str):
        return answer
    names = {
        "math": math,
        "np": np,
        "ops": ops,
        "pad2d": CHECKS["unit5"].pad2d.reference,
        "prod": math.prod,
        "sliding_window_view": sliding_window_view,
    }
    exec(answer, names)
    return (names["f"],)


@pytest.mark.filterwarnings("ignore:.*:RuntimeWarning")
@pytest.mark.parametrize(("check", "name", "answer"), ENTRIES)
def test_a_wrong_answer_loses_marks_and_gets_its_name(check, name, answer, monkeypatch):
    monkeypatch.setenv("CONVEDU_PROGRESS", "off")
    verdict = check(*_answers(answer))
    assert verdict.fraction < 1
    assert verdict.misconception == name
