"""Sounds without a browser: the tones that are in them, what is refused, what is stored."""

import base64
import re

import numpy as np
import pytest

from convedu.widgets import Sounds
from convedu.widgets.sounds.state import Sound

RATE = 8000
TIME = np.arange(4800) / RATE


def tone(frequency, strength=0.5):
    return strength * np.sin(2 * np.pi * frequency * TIME)


def test_the_tones_are_those_that_were_put_in():
    sound = Sound("two", tone(220) + tone(3200, 0.25), RATE)
    assert sound.tones == [(220.0, 0.5), (3200.0, 0.25)]
    assert str(sound) == "two, loudest at 220 and 3200 Hz"
    assert str(Sound("quiet", tone(220, 0.05), RATE)) == "quiet, no loud tone"


@pytest.mark.parametrize("frequency", [1400, 2000, 3200, 3900])
def test_every_third_sample_folds_a_high_tone_down(frequency):
    kept = Sound("kept", tone(frequency)[::3], RATE / 3)
    third = RATE / 3
    folded = abs(frequency - third * round(frequency / third))
    loudest, _ = max(kept.tones, key=lambda each: each[1])
    assert loudest == pytest.approx(folded, abs=third / len(kept.samples))


def test_what_is_heard_is_cut_off_at_full_volume():
    assert list(Sound("loud", np.array([-2, -1, 0, 1, 3]), RATE).bytes) == [0, 0, 127, 254, 254]


REFUSED = {
    "sounds must be a dict of name to (samples, rate), got {}": {},
    "the samples of 'a' must have the axes (N), got the shape (1, 2)": {"a": ([[1, 2]], RATE)},
    "'a' has 1 samples, expected 2 to 16000": {"a": ([1], RATE)},
    "the rate of 'a' is 500.0, expected 1000 to 48000": {"a": ([1, 2], 500)},
}


@pytest.mark.parametrize("message", REFUSED)
def test_what_is_refused_says_what_was_expected(message):
    with pytest.raises((TypeError, ValueError), match=re.escape(message)):
        Sounds(REFUSED[message])


def test_the_stored_picture_is_small_and_has_words():
    widget = Sounds({"a": (tone(220), RATE), "b": (tone(220)[::3], RATE / 3)})
    data, metadata = widget._repr_mimebundle_()
    words = "Sounds: a, loudest at 220 Hz; b, loudest at 220 Hz"
    assert data["text/plain"] == metadata["image/png"]["alt"] == words
    assert len(base64.b64decode(data["image/png"])) <= 40_000
