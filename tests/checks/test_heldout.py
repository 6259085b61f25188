"""Wrong answers written from the task texts alone lose marks, and get the names they deserve."""

import math
from importlib import import_module

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view
from scipy import signal

from convedu import ops
from convedu.checks.base import function_name
from tests.answers.unit7 import run_loops
from tests.checks.heldout_right import RIGHT

UNITS = tuple(f"unit{number}" for number in range(1, 9))
HELDOUT = {unit: [import_module(f"tests.checks.heldout_{unit}")] for unit in UNITS}
for unit in ("unit5", "unit6", "unit7", "unit8"):
    HELDOUT[unit].append(import_module(f"tests.checks.heldout_fresh_{unit}"))
CHECKS = {unit: import_module(f"convedu.checks.{unit}") for unit in UNITS}
ENTRIES = [
    pytest.param(unit, getattr(CHECKS[unit], label), name, answer, id=f"{label}-{number}-{name}")
    for unit, modules in HELDOUT.items()
    for module in modules
    for label, entries in module.WRONG.items()
    for number, (name, answer) in enumerate(entries)
]
FRESH_RIGHT = [
    pytest.param(unit, getattr(CHECKS[unit], label), answer, id=f"{label}-{number}")
    for unit, modules in HELDOUT.items()
    for module in modules
    for label, answers in getattr(module, "RIGHT", {}).items()
    for number, answer in enumerate(answers)
]
# What an answer may call: libraries, and the learner's own functions, which are right here.
LIBRARIES = {
    "conv2d": ops.conv2d,
    "math": math,
    "np": np,
    "ops": ops,
    "prod": math.prod,
    "run_layer": run_loops,
    "sliding_window_view": sliding_window_view,
}
OWN = {
    function_name(check.reference): check.reference
    for unit in CHECKS.values()
    for check in (getattr(unit, label) for label in unit.__all__)
    if "reference" in vars(check)
}
# From unit 3 on these are SciPy's, which take a mode.
SCIPY = {"convolve2d": signal.convolve2d, "correlate2d": signal.correlate2d}


def _answers(unit, check, answer):
    """Return what a learner's check cell passes on: the function `f`, or the numbers."""
    if not isinstance(answer, str):
        return answer
    names = {**OWN, **({} if unit in ("unit1", "unit2") else SCIPY), **LIBRARIES, "K": {}}
    exec(answer, names)
    kernels = names["K"]
    if kernels:  # make_kernel but for one kernel
        return (lambda name: kernels[name] if name in kernels else check.reference(name),)
    return (names["f"],)


@pytest.mark.filterwarnings("ignore:.*:RuntimeWarning")
@pytest.mark.parametrize(("unit", "check", "name", "answer"), ENTRIES)
def test_a_wrong_answer_loses_marks_and_gets_its_name(unit, check, name, answer, monkeypatch):
    monkeypatch.setenv("CONVEDU_PROGRESS", "off")
    verdict = check(*_answers(unit, check, answer))
    assert verdict.fraction < 1
    assert _mistakes(verdict.misconception) == _mistakes(name)


def _mistakes(name):
    """Return the mistakes of a name; of two, none is the first."""
    return set((name or "").split(" + "))


@pytest.mark.parametrize(("unit", "check", "answer"), FRESH_RIGHT)
def test_a_right_answer_in_an_unusual_style_loses_nothing(unit, check, answer, monkeypatch):
    monkeypatch.setenv("CONVEDU_PROGRESS", "off")
    assert check(*_answers(unit, check, answer)).state == "correct"


@pytest.mark.parametrize(
    ("unit", "check", "answer"),
    [
        pytest.param(unit, getattr(module, label), answer, id=f"{label}-{number}")
        for unit, module in CHECKS.items()
        for label in module.__all__
        for number, answer in enumerate(RIGHT.get(label, ()))
    ],
)
def test_a_right_answer_loses_nothing(unit, check, answer, monkeypatch):
    monkeypatch.setenv("CONVEDU_PROGRESS", "off")
    assert check(*_answers(unit, check, answer)).fraction == 1
