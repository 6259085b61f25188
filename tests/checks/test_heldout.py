"""Wrong answers written from the task texts lose marks, and get the names they deserve."""

import math
from importlib import import_module

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view
from scipy.signal import convolve2d, correlate2d

from convedu import ops

UNITS = ("unit3", "unit4", "unit5", "unit6")
HELDOUT = {unit: import_module(f"tests.checks.heldout_{unit}") for unit in UNITS}
CHECKS = {unit: import_module(f"convedu.checks.{unit}") for unit in HELDOUT}
ENTRIES = [
    pytest.param(unit, getattr(CHECKS[unit], label), name, answer, id=f"{label}-{number}-{name}")
    for unit, module in HELDOUT.items()
    for label, entries in module.WRONG.items()
    for number, (name, answer) in enumerate(entries)
]


def _answers(unit, answer):
    """Return what a learner's check cell passes on: the function `f`, or the numbers."""
    if not isinstance(answer, str):
        return answer
    names = {
        "math": math,
        "np": np,
        "ops": ops,
        "convolve2d": convolve2d,
        "correlate2d": correlate2d,
        "conv2d": ops.conv2d,
        # What the unit's other exercises have made.
        **{
            name: getattr(CHECKS[unit], name).reference
            for name in CHECKS[unit].__all__
            if hasattr(getattr(CHECKS[unit], name), "reference")
        },
        "prod": math.prod,
        "sliding_window_view": sliding_window_view,
    }
    exec(answer, names)
    return (names["f"],)


@pytest.mark.filterwarnings("ignore:.*:RuntimeWarning")
@pytest.mark.parametrize(("unit", "check", "name", "answer"), ENTRIES)
def test_a_wrong_answer_loses_marks_and_gets_its_name(unit, check, name, answer, monkeypatch):
    monkeypatch.setenv("CONVEDU_PROGRESS", "off")
    verdict = check(*_answers(unit, answer))
    assert verdict.fraction < 1
    assert verdict.misconception == name
