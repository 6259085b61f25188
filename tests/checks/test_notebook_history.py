"""At home a check tells that it judges an older answer than the one on the screen."""

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

RIGHT = "def conv1d_valid(x, w):\n    return np.correlate(x, w, 'valid')"
FLIPPED = RIGHT.replace("correlate", "convolve")
CHECK = "check.conv1d_valid(conv1d_valid)"
OLD = "ended with an error, so this is about the version before it."


@pytest.fixture
def run(monkeypatch):
    """Return a function that runs cells in a notebook's shell and gives the last one's message."""
    monkeypatch.setenv("CONVEDU_PROGRESS", "off")
    InteractiveShell.clear_instance()
    config = Config(
        {"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "nocolor"}}
    )
    shell = InteractiveShell.instance(config=config)

    def message(*cells):
        setup = "import numpy as np; from convedu.checks import unit1 as check"
        for cell in (setup, *cells):
            result = shell.run_cell(cell, store_history=True)
        return result.result.message

    yield message
    InteractiveShell.clear_instance()


def test_after_a_syntax_error_it_is_about_the_old_function(run):
    broken = RIGHT.removesuffix(")")
    assert OLD in run(FLIPPED, broken, CHECK)
    assert OLD in run(RIGHT, broken, CHECK), "said of a right one too"
    assert OLD not in run(FLIPPED, broken, FLIPPED, CHECK)


def test_after_an_error_above_the_function_too(run):
    assert OLD in run(FLIPPED, f"1 / 0\n{RIGHT}", CHECK)
    assert OLD not in run(FLIPPED, f"{RIGHT}\n1 / 0", CHECK)


def test_a_check_in_the_cell_of_its_function_is_about_that(run):
    again = f"{FLIPPED}\n{CHECK}"
    assert OLD not in run(RIGHT, again)
    assert run(again, f"{RIGHT}\n{CHECK}") == ""


def test_a_new_name_is_noticed(run):
    renamed = RIGHT.replace("conv1d_valid", "conv_valid")
    assert "You have since defined `conv_valid`" in run(FLIPPED, renamed, CHECK)
    assert run(RIGHT, renamed, CHECK) == ""


@pytest.mark.parametrize(
    "other",
    [
        "def correlate2d(image, kernel):\n    return image",  # other arguments
        "def slide(x, w):\n    return x\nslide(1, 2)",  # a cell that does more
        "x = [1, 2]\nw = 3",
    ],
)
def test_another_function_is_no_new_name(run, other):
    assert "since defined" not in run(FLIPPED, other, CHECK)


def test_another_exercise_is_no_new_name(run):
    slides = "def correlate2d(image, kernel):\n    return image"
    turns = slides.replace("correlate2d", "convolve2d")
    assert "since defined" not in run(slides, turns, "check.correlate2d(correlate2d)")
