"""An error is placed in the learner's own cells, at home and when a class is marked alike."""

import pytest

from convedu.checks import unit1
from convedu.grading.limits import MIB, Limits
from convedu.grading.sandbox.bubblewrap import open_jail
from convedu.grading.sandbox.student_process import Program
from convedu.grading.sandbox.student_session import Proxy, Session

CELLS = {
    "correlate2d": "import numpy as np\n\ndef correlate2d(image, kernel):\n    return image[99]",
    "convolve2d": "def convolve2d(image, kernel):\n    return correlate2d(image, kernel[::-1])",
    "helped": "def helper(image):\n    return image[99]\n\ndef helped(image, kernel):\n"
    "    return helper(image)",
    "wrong_depth": "class Depth(ValueError): pass\n\ndef wrong_depth():\n    raise Depth",
    "singular": "import numpy as np\n\ndef singular():\n    np.linalg.inv(np.zeros((2, 2)))",
    "none_left": "class Empty(StopIteration): pass\n\ndef none_left():\n    raise Empty",
    "library": "def library(image, kernel):\n    return np.sum(image, axis=7)",
}


@pytest.fixture
def at_home(monkeypatch):
    monkeypatch.setenv("CONVEDU_PROGRESS", "off")
    names = {}
    for cell, source in CELLS.items():
        exec(compile(source, f"<{cell}>", "exec"), names)
    return names


@pytest.fixture(scope="module")
def in_class():
    limits = Limits(seconds=30.0, memory_bytes=300 * MIB)
    place = open_jail("none", limits, Program(), hidden=[])
    session = Session(place, limits, "")
    session.begin({name: name for name in CELLS}, list(CELLS.items()))
    yield {name: Proxy(session, name) for name in CELLS}
    session.end()
    place.close()


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("correlate2d", "Line 4 of its cell: IndexError"),
        ("convolve2d", "Line 4 of the cell of `correlate2d`: IndexError"),
        ("helped", "Line 2 of its cell: IndexError"),
        ("library", "Line 2 of its cell: AxisError"),
    ],
)
def test_the_innermost_line_of_the_learners_is_named(at_home, in_class, name, place):
    verdict = unit1.correlate2d(at_home[name])
    assert place in verdict.message
    assert unit1.correlate2d(in_class[name]).message == verdict.message


def test_what_is_no_function_has_no_line(at_home):
    class Answer:
        def __call__(self, image, kernel):
            raise ValueError("no")

    message = unit1.correlate2d(Answer()).message
    assert "ValueError: no" in message
    assert "Line" not in message


@pytest.mark.parametrize(
    ("name", "kind"),
    [("wrong_depth", ValueError), ("singular", ValueError), ("none_left", RuntimeError)],
)
def test_an_error_of_a_derived_class_is_one_of_the_built_in_class(in_class, name, kind):
    with pytest.raises(kind) as raised:
        in_class[name]()
    assert raised.type is kind
