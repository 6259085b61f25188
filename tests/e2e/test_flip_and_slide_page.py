"""Flip and Slide's view on its own page: no kernel, no network, no widget library."""

import itertools
import re

import pytest
from playwright.sync_api import expect

from convedu.widgets import FlipAndSlide
from convedu.widgets.flip_and_slide.state import FUNCTIONS, Overlap

pytestmark = pytest.mark.browser

LOAD = """async () => {
  const { module } = JSON.parse(document.getElementById("payload").textContent);
  window.lib = await import(URL.createObjectURL(new Blob([module], { type: "text/javascript" })));
}"""
WRITTEN, FORMULA, RESULT = ".cv-written", ".cv-formula", "polyline.cv-fs-signal"
MOVING = {"reduced_motion": "no-preference"}


def chart(page):
    return page.get_by_role("application", name=re.compile("f with g at t"))


def test_the_pages_areas_are_pythons(show):
    page = show(FlipAndSlide())
    page.evaluate(LOAD)
    kinds = itertools.product(FUNCTIONS, FUNCTIONS, (-2.3, 0.4, 3.1), (True, False))
    states = [Overlap(*kind) for kind in kinds]
    found = page.evaluate(
        "(all) => all.map((one) => [lib.areaOf(one), lib.isSymmetric(one)])",
        [vars(state) for state in states],
    )
    for state, (area, symmetric) in zip(states, found, strict=True):
        assert area == pytest.approx(state.area, abs=1e-9)
        assert symmetric is state.is_symmetric


def test_keys_slide_the_kernel_and_formula_and_curve_follow(show):
    page = show(FlipAndSlide("box", "ramp", time=0))
    points = "(e) => e.getAttribute('points').split(' ').length"
    chart(page).focus()
    for key, time, drawn in (
        ("ArrowRight", "0.1", 42),
        ("Shift+ArrowLeft", "−0.9", 32),
        ("Home", "−4", 1),
        ("End", "4", 81),
    ):
        page.keyboard.press(key)
        expect(page.locator(WRITTEN)).to_contain_text(f"At t = {time}, g (ramp), flipped and slid")
        expect(page.locator(FORMULA)).to_contain_text(f"(f ∗ g)({time}) = ∫ f(τ) g({time} − τ) dτ")
        assert page.locator(RESULT).last.evaluate(points) == drawn
    expect(page.locator(WRITTEN)).to_contain_text("shares no area with f: the result is 0.")


def test_slider_menus_and_switch_do_what_they_say(show):
    page = show(FlipAndSlide("box", "ramp", time=-0.5))
    page.get_by_role("slider", name="t", exact=True).press("ArrowLeft")
    expect(page.locator(".cv-value")).to_have_text("−0.6")
    page.get_by_role("switch", name="flip g").press("Space")
    expect(page.locator(FORMULA)).to_contain_text("(f ⋆ g)(t) = ∫ f(τ) g(τ − t) dτ")
    area = Overlap("box", "ramp", -0.6, False).area
    expect(page.locator(FORMULA)).to_contain_text(f"(−0.6) = ∫ f(τ) g(τ + 0.6) dτ ≈ {area:.2f}")
    page.get_by_role("combobox", name="kernel g").select_option("Gaussian")
    expect(page.locator(WRITTEN)).to_contain_text("with or without the flip the result is the same")
    page.get_by_role("combobox", name="signal f").select_option("two pulses")
    area = Overlap("two pulses", "Gaussian", -0.6).area
    expect(page.locator(WRITTEN)).to_contain_text(f"shares the area {area:.2f} with f")


def test_the_pointer_takes_the_kernel_along(show):
    page = show(FlipAndSlide())
    box = chart(page).bounding_box()
    page.mouse.move(box["x"] + 0.75 * box["width"], box["y"] + 20)
    expect(page.locator(WRITTEN)).to_contain_text("At t = 2,")


@pytest.mark.parametrize("context_options", [{"has_touch": True}])
def test_a_finger_takes_the_kernel_along(show):
    page = show(FlipAndSlide())
    box = chart(page).bounding_box()
    page.touchscreen.tap(box["x"] + 0.25 * box["width"], box["y"] + 20)
    expect(page.locator(WRITTEN)).to_contain_text("At t = −2,")


@pytest.mark.parametrize("context_options", [MOVING])
def test_play_runs_to_the_end_and_stops_where_one_takes_over(show):
    page = show(FlipAndSlide(time=3))
    page.clock.install(time=0)
    button = page.get_by_role("button")
    expect(button).to_have_text("Play")
    button.click()
    expect(button).to_have_text("Pause")
    page.clock.run_for(2000)
    expect(button).to_have_text("Play")
    expect(page.locator(WRITTEN)).to_contain_text("At t = 4,")
    button.click()
    page.clock.run_for(1000)
    expect(page.locator(WRITTEN)).not_to_contain_text("At t = 4,")
    chart(page).press("Home")
    expect(button).to_have_text("Play")
    page.clock.run_for(1000)
    expect(page.locator(WRITTEN)).to_contain_text("At t = −4,")


@pytest.mark.parametrize("context_options", [{"reduced_motion": "reduce"}])
def test_nothing_plays_where_motion_is_not_wanted(show):
    page = show(FlipAndSlide())
    expect(page.get_by_role("slider", name="t", exact=True)).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
