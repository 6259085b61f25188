"""Border Lab's view on its own page: no kernel, no network, no widget library."""

import itertools
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from convedu.widgets import BorderLab
from convedu.widgets.border_lab.state import MODES, RESPONSES, SIZE, Border
from tests.e2e.browsing import pixels

pytestmark = pytest.mark.browser

LOAD = """async () => {
  const { module } = JSON.parse(document.getElementById("payload").textContent);
  window.lib = await import(URL.createObjectURL(new Blob([module], { type: "text/javascript" })));
}"""
ARITHMETIC = """([photo, cases]) => cases.map(([mode, kernel, width, stride, response]) => {
  const options = { mode, kernel, width, stride, response };
  const picture = lib.makeGrid(photo.length, photo[0].length, Float64Array.from(photo.flat()));
  const y = lib.respond(picture, options);
  const row = (r) => [...y.data.slice(r * y.cols, (r + 1) * y.cols)];
  const rows = Array.from({ length: y.rows }, (_, r) => row(r));
  const [sources, means] = [lib.sourcesOf(8, width, mode), lib.meansOf(picture, y, options)];
  const reads = sources.map((_, pixel) => lib.readsOf(8, options, pixel)).slice(0, 8);
  return [sources, lib.usesOf(8, options), lib.outputSize(8, options), reads, rows, means];
})"""
WRITTEN = ".cv-written"


def slider(page, name):
    return page.get_by_role("slider", name=name, exact=True)


def uses(page):
    svg = page.get_by_role("application", name=re.compile("^How often"))
    return [int(text) for text in svg.locator("text").all_text_contents()]


def test_the_pages_arithmetic_is_ops(show):
    page = show(BorderLab())
    page.evaluate(LOAD)
    photo = np.random.default_rng(0).random((11, 9))
    states = [
        (Border(mode, k, p, s), response)
        for mode, k, s, response in itertools.product(MODES, (1, 3, 4, 7), (1, 2), RESPONSES)
        for p in {0, k // 2, k - 1}
    ]
    cases = [[b.mode, b.kernel, b.width, b.stride, response] for b, response in states]
    found = page.evaluate(ARITHMETIC, [photo.tolist(), cases])
    for (border, response), (sources, used, size, reads, rows, means) in zip(
        states, found, strict=True
    ):
        assert [sources, used, size] == [border.sources, border.uses, border.size]
        assert reads == [border.reads(pixel) for pixel in range(SIZE)]
        np.testing.assert_allclose(rows, border.respond(photo, response), rtol=0, atol=1e-12)
        expected = border.means(photo, response)
        assert means[0] == (None if expected[0] is None else pytest.approx(expected[0]))
        assert means[1] == pytest.approx(expected[1])


def test_the_map_has_a_number_for_each_pixel(show):
    lab = BorderLab("zero", kernel=3, padding=1)
    page = show(lab)
    assert uses(page) == np.outer(lab.state.uses, lab.state.uses).ravel().tolist()
    expect(page.locator(WRITTEN)).to_have_text(
        "Pixel 1 at [0, 0] is used 4 times, by 4 windows; one in the middle 9 times. "
        "Shown: window [0, 0], which reads it once."
    )
    expect(page.locator(".cv-bl-ratio strong")).to_have_text(f"{lab.ratio:.2f}")


def test_padding_of_k_minus_1_makes_all_pixels_equal(show):
    page = show(BorderLab("zero", kernel=3, padding=1))
    slider(page, "padding p").press("End")
    assert uses(page) == [9] * SIZE**2
    slider(page, "kernel k").press("ArrowLeft")  # p goes to k - 1 at most
    expect(slider(page, "padding p")).to_have_value("1")
    expect(page.locator(".cv-formula")).to_contain_text("no p keeps the size")


def test_the_formula_tells_nothing_about_another_p_before_p_has_moved(show):
    page = show(BorderLab("zero", kernel=4, padding=1))
    formula = page.locator(".cv-formula")
    expect(formula).to_have_text("output size: (8 + 2·1 − 4) / 1 + 1 = 7.")
    slider(page, "padding p").press("ArrowRight")
    expect(formula).to_contain_text("no p keeps the size")
    slider(page, "kernel k").press("ArrowLeft")
    expect(formula).to_have_text(
        "output size: (8 + 2·2 − 3) / 1 + 1 = 10, called “full”. Every pixel is used equally often."
    )
    slider(page, "padding p").press("Home")
    expect(formula).to_contain_text("called “valid”.")
    slider(page, "padding p").press("ArrowRight")
    expect(formula).to_contain_text("= 8, the same as the input, called “same”.")
    expect(formula).not_to_contain_text("equally")
    page.get_by_label("border", exact=True).select_option("wrap")
    expect(formula).to_contain_text("Every pixel is used equally often.")


def test_the_windows_that_use_a_pixel_are_drawn(show):
    page = show(BorderLab("zero", kernel=3, padding=0))
    outlines, reads = page.locator(".cv-window:not(.cv-shown)"), page.locator(".cv-reads")
    picture = page.get_by_role("application", name=re.compile("^Small picture"))
    for key, count in (("Home", 1), ("ArrowRight", 2), ("ArrowDown", 4)):
        picture.press(key)
        expect(outlines).to_have_count(count)
        expect(reads).to_have_count(count)
    for key in ("ArrowRight", "ArrowDown"):
        picture.press(key)
    expect(outlines).to_have_count(9)
    shown = page.locator(".cv-shown")
    first = shown.bounding_box()
    picture.press("Enter")
    expect(page.locator(WRITTEN)).to_contain_text("Shown: window [0, 1]")
    assert shown.bounding_box()["x"] > first["x"] + 20
    expect(page.locator(WRITTEN)).to_contain_text("Pixel 19 at [2, 2]")  # it stayed


def test_a_window_that_reads_copies_reads_a_pixel_often(show):
    page = show(BorderLab("edge", kernel=3, padding=1))
    output = page.get_by_role("application", name=re.compile("^Output"))
    assert output.locator("text").all_text_contents() == ["4", "2", "2", "1"]


@pytest.mark.parametrize("context_options", [{"has_touch": True}])
def test_pointer_and_touch_choose_one_of_the_windows(show, context_options):
    page = show(BorderLab("zero", cursor=(3, 3)))
    cells = page.locator(".cv-reads")
    cells.nth(4).hover(force=True)
    expect(page.locator(WRITTEN)).to_contain_text("Shown: window [3, 3]")
    cells.nth(8).tap(force=True)
    expect(page.locator(WRITTEN)).to_contain_text("Shown: window [4, 4]")


@pytest.mark.parametrize("mode", MODES)
def test_each_border_shows_what_stands_there(show, mode):
    page = show(BorderLab("zero", kernel=5, padding=2))
    page.get_by_label("border", exact=True).select_option(mode)
    svg = page.get_by_role("application", name=re.compile("^Small picture"))
    pixels = np.arange(1, SIZE**2 + 1).reshape(SIZE, SIZE)
    expected = Border(mode, 5, 2).pad(pixels).ravel().tolist()
    assert [int(text) for text in svg.locator("text").all_text_contents()] == expected


def test_keys_move_from_pixel_to_pixel(show):
    page = show(BorderLab("reflect", kernel=3, padding=1))
    page.get_by_role("application").first.focus()
    for key in ("ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    words = "Pixel 10 at [1, 1] is used 16 times, by 9 windows; one in the middle 9 times."
    expect(page.locator(WRITTEN)).to_contain_text(f"{words} It also stands 3 times in the border")
    expect(page.locator("svg >> nth=0").locator(".cv-ring")).to_have_count(4)


def test_the_pointer_finds_a_copys_pixel(show):
    page = show(BorderLab("wrap", kernel=3, padding=1))
    box = page.get_by_role("application").first.bounding_box()
    page.mouse.move(box["x"] + 8, box["y"] + 8)  # the border's top left corner
    expect(page.locator(WRITTEN)).to_contain_text("Pixel 64 at [7, 7]")


def test_a_white_picture_has_edges_with_zeros_only(show):
    page = show(BorderLab("zero", photo="white", response="difference"))
    expect(page.locator(".cv-bl-ratio")).to_contain_text("all of it comes from the border")
    page.get_by_label("border", exact=True).select_option("edge")
    expect(page.locator(".cv-bl-ratio")).to_contain_text("The output is 0 everywhere")
    assert (pixels(page.locator("figure").last)[..., :3] == 140).all()  # 0 is not black
    page.get_by_label("border", exact=True).select_option("none")
    expect(page.locator(".cv-bl-ratio")).to_contain_text("No output sees a border")


def test_every_control_has_a_name_and_keeps_its_keys_from_jupyter(show):
    page = show(BorderLab())
    found = page.locator("main :is(input, select, button, a, [tabindex])")
    assert found.count() == 9  # 3 menus, 3 sliders, 3 pictures
    for control in found.all():
        assert control.get_attribute("data-lm-suppress-shortcuts") == "true"
    unnamed = page.locator("main").aria_snapshot()
    assert not re.search(r"- (combobox|slider|application|img)(:|$)", unnamed, re.M)
