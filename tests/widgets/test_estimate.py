"""The estimating game: its numbers, and that its own quick ways come near enough."""

import re

import pytest

from convedu.layers import Conv2d
from convedu.widgets import Estimate
from convedu.widgets.estimate.state import questions

UNITS = {"million": 1e6, "billion": 1e9}


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.text)
def test_the_quick_way_comes_within_a_factor_of_two(question):
    text = question.how.split(";")[-2 if "do not matter" in question.how else -1]
    text = text.replace("a billion", "1 billion")
    [*_, (digits, unit)] = re.findall(r"([\d.,]*\d)(?: (million|billion))?", text)
    estimate = float(digits.replace(",", "")) * UNITS.get(unit, 1)
    assert 0.5 <= estimate / question.value <= 2


def test_the_numbers_are_those_of_the_layers():
    first = Estimate().questions[0]
    assert first["value"] == Conv2d(64, 128, 3, bias=False).parameters


def test_the_words_hold_no_answer():
    game = Estimate()
    data, _ = game._repr_mimebundle_()
    assert data["text/plain"] == repr(game)
    assert "73,728" not in repr(game)
    assert "image/png" not in data
