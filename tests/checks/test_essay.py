"""A text that a person reads: what its check says before anybody has read it."""

import numpy as np
import pytest

from convedu.checks.essay import EssayCheck

ESSAY = EssayCheck(name="numbers/essay", example="The median.")


def test_a_text_waits_for_a_person_and_gives_nothing_yet():
    verdict = ESSAY("The median, since one tall person moves the mean.")
    assert (verdict.state, verdict.fraction) == ("needs a person", 0)
    assert "needs a person" in verdict._repr_mimebundle_()["text/html"]


@pytest.mark.parametrize("nothing", ["", " \n", ..., None])
def test_no_text_is_missing(nothing):
    assert ESSAY(nothing).state == "missing"


@pytest.mark.parametrize("odd", [3, ["text"], b"text", len, np.arange(3)])
def test_what_is_no_text_is_told(odd):
    verdict = ESSAY(odd)
    assert verdict.state == "keep working"
    assert "expected a text" in verdict.message


def test_the_example_is_shown_after_an_attempt(capsys):
    ESSAY("Mine.")
    ESSAY.solution()
    assert capsys.readouterr().out == "The median.\n"
