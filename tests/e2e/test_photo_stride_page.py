"""Photo Stride's view on its own page: no kernel, no network, no widget library."""

import itertools
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from convedu.widgets import PhotoStride
from convedu.widgets.photo_stride.state import SIDE, Sampling, pictures
from tests.e2e.browsing import pixels

pytestmark = pytest.mark.browser

LOAD = """async () => {
  const { module, state } = JSON.parse(document.getElementById("payload").textContent);
  window.lib = await import(URL.createObjectURL(new Blob([module], { type: "text/javascript" })));
  window.brick = lib.unpackImage(state.gallery.brick);
}"""
ARITHMETIC = """([stride, blurred, start]) => {
  const read = lib.readOf(brick, { stride, blurred });
  const kept = lib.keptOf(read, stride, start);
  return [kept.rows, kept.cols, [...kept.data], lib.unrestOf(read, stride, start)];
}"""
WRITTEN = ".cv-written"


def kept(page):
    return pixels(page.locator("figure").last)[..., 0]


def photo(page):
    return page.get_by_role("application", name=re.compile("Arrow keys move the magnifier"))


def test_the_pages_arithmetic_is_ops(show):
    page = show(PhotoStride())
    page.evaluate(LOAD)
    for stride, blur in itertools.product((2, 3, 7), (False, True)):
        for start in {0, stride - 1}:
            state = Sampling("brick", stride, blur, start)
            rows, cols, data, unrest = page.evaluate(ARITHMETIC, [stride, blur, start])
            assert (rows, cols) == state.output.shape
            np.testing.assert_allclose(np.reshape(data, (rows, cols)), state.output, atol=1e-12)
            assert unrest == pytest.approx(state.unrest, abs=1e-12)


def test_the_page_draws_the_rings_as_python_does(show):
    page = show(PhotoStride())
    page.evaluate(LOAD)
    rings = page.evaluate("(side) => [...lib.ringsOf(side).data]", SIDE)
    np.testing.assert_array_equal(np.reshape(rings, (SIDE, SIDE)), pictures()["rings"])


def test_keys_set_stride_start_and_blur_and_the_picture_follows(show):
    page = show(PhotoStride("brick", stride=1))
    stride, start = (page.get_by_role("slider", name=name) for name in ("stride s", "start at"))
    expect(page.locator(WRITTEN)).to_contain_text("Stride 1 keeps all 256 × 256 pixels")
    for _ in range(5):
        stride.press("ArrowRight")
    start.press("End")
    expect(page.locator(WRITTEN)).to_contain_text("every 6th row and column from 5: 256 × 256")
    expect(page.locator(WRITTEN)).to_contain_text("becomes 42 × 42, 1 pixel in 36.")
    plain = Sampling("brick", 6, False, 5)
    np.testing.assert_allclose(kept(page), plain.output * 255, atol=1)
    page.get_by_role("switch", name="blur first").press("Space")
    blurred = Sampling("brick", 6, True, 5)
    expect(page.locator(WRITTEN)).to_contain_text(f"change by {blurred.unrest:.3f} on average")
    np.testing.assert_allclose(kept(page), blurred.output * 255, atol=1)
    stride.press("Home")
    expect(start).to_have_value("0")


def test_the_page_opens_as_python_made_it(show):
    widget = PhotoStride("rings", stride=4, blurred=True, start=3)
    page = show(widget)
    expect(page.get_by_role("switch", name="blur first")).to_be_checked()
    np.testing.assert_allclose(kept(page), widget.state.output * 255, atol=1)


def test_the_magnifier_frames_what_is_kept(show):
    page = show(PhotoStride(stride=8, cursor=(0, 0)))
    frames = page.locator(".cv-ps-kept")
    places = (
        "(e) => e.getAttribute('d').match(/[\\d.]+ [\\d.]+/g).map((m) => m.split(' ').map(Number))"
    )
    grid = [[x + 0.1, y + 0.1] for y in (0, 8, 16) for x in (0, 8, 16)]
    assert frames.evaluate(places) == grid
    photo(page).press("ArrowRight")  # still at the border: the part stays inside the picture
    assert frames.evaluate(places) == grid
    photo(page).press("Shift+ArrowRight")
    photo(page).press("Shift+ArrowRight")
    expect(page.locator(WRITTEN)).to_contain_text("Magnified: rows 0 to 23, columns 9 to 32.")
    assert frames.evaluate(places)[0] == [7.1, 0.1]  # column 16 lies at place 7 of the part


@pytest.mark.parametrize("context_options", [{"has_touch": True}])
def test_pointer_and_touch_move_the_magnifier(show, context_options):
    page = show(PhotoStride(stride=4))
    box = photo(page).bounding_box()
    page.mouse.move(box["x"] + box["width"] * 100.5 / 256, box["y"] + box["height"] * 50.5 / 256)
    expect(page.locator(WRITTEN)).to_contain_text("rows 38 to 61, columns 88 to 111")
    page.touchscreen.tap(
        box["x"] + box["width"] * 30.5 / 256, box["y"] + box["height"] * 200.5 / 256
    )
    expect(page.locator(WRITTEN)).to_contain_text("rows 188 to 211, columns 18 to 41")


def test_every_control_has_a_name_and_keeps_its_keys_from_jupyter(show):
    page = show(PhotoStride())
    found = page.locator("main :is(input, select, button, a, [tabindex])")
    assert found.count() == 5  # a menu, 2 sliders, a switch, the photo
    for control in found.all():
        assert control.get_attribute("data-lm-suppress-shortcuts") == "true"
    unnamed = page.locator("main").aria_snapshot()
    assert not re.search(r"- (combobox|slider|switch|application|img)(:|$)", unnamed, re.M)
