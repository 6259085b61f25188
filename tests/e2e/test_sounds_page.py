"""Sounds on their own page: what the browser gets to play, and which buttons do it."""

import numpy as np
import pytest
from playwright.sync_api import expect

from convedu.widgets import Sounds

pytestmark = pytest.mark.browser

RATE = 8000
TONE = 0.5 * np.sin(2 * np.pi * 500 * np.arange(16_000) / RATE)
SOUNDS = {"a tone": (TONE, RATE), "every third": (TONE[::3], RATE / 3)}
LOAD = """async () => {
  const { module, state } = JSON.parse(document.getElementById("payload").textContent);
  window.lib = await import(URL.createObjectURL(new Blob([module], { type: "text/javascript" })));
  window.sounds = state.sounds;
}"""


def test_the_page_has_the_samples_and_draws_lines_between_those_too_slow_to_play(show):
    page = show(Sounds(SOUNDS))
    page.evaluate(LOAD)
    samples = page.evaluate("[...lib.samplesOf(sounds[1].samples)]")
    np.testing.assert_allclose(samples, TONE[::3], atol=1 / 254 + 1e-6)
    found = page.evaluate("[...lib.drawnOut(Float32Array.of(0, 1, -1), 4)]")
    assert found == [0, 0.25, 0.5, 0.75, 1, 0.5, 0, -0.5, -1]


def test_a_button_plays_one_sound_at_a_time_and_nothing_plays_by_itself(show):
    page = show(Sounds(SOUNDS))
    one, other = page.get_by_role("button").all()
    expect(one).to_have_text("Play a tone")
    one.press("Enter")
    expect(one).to_have_text("Stop a tone")
    other.click()
    expect(one).to_have_text("Play a tone")
    expect(other).to_have_text("Stop every third")
    other.click()
    expect(other).to_have_text("Play every third")


def test_a_spectrum_says_its_tones(show):
    page = show(Sounds(SOUNDS))
    expect(page.get_by_role("img").first).to_have_accessible_name("a tone: 500 Hz, strength 0.50.")
