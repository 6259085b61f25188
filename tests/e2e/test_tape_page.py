"""Tape and Tiles' view on its own page: no kernel, no network, no widget library."""

import itertools
import re
from dataclasses import asdict

import pytest
from playwright.sync_api import expect

from convedu.widgets import TapeAndTiles
from convedu.widgets.tape.state import Axis

pytestmark = pytest.mark.browser

LOAD = """async () => {
  const { module } = JSON.parse(document.getElementById("payload").textContent);
  window.lib = await import(URL.createObjectURL(new Blob([module], { type: "text/javascript" })));
}"""
WRITTEN, FORMULA = ".cv-written", ".cv-formula"


def slider(page, name):
    return page.get_by_role("slider", name=name, exact=True)


def test_the_pages_arithmetic_is_shapes(show):
    page = show(TapeAndTiles())
    page.evaluate(LOAD)
    cases = list(itertools.product((1, 7, 8, 16), (1, 2, 3, 5), (1, 2, 3, 5), (0, 1, 3), (1, 2, 3)))
    script = """(cases) => cases.map((values) => {
      const axis = lib.axisOf(values);
      const size = lib.sizeOf(axis);
      const windows = Array.from({ length: size }, (_, i) => lib.tapsOf(axis, i));
      return [size, windows, lib.countsOf(axis), lib.lostOf(axis), lib.formulaOf(axis)];
    })"""
    found = page.evaluate(script, [asdict(Axis(*case)) for case in cases])
    for case, (size, windows, counts, lost, formula) in zip(cases, found, strict=True):
        axis = Axis(*case)
        assert [size, windows, counts, lost] == [axis.size, axis.windows, axis.counts, axis.lost]
        assert formula.endswith(f" + 1 = {size}") or axis.free < 0


def test_every_window_is_found_under_its_middle(show):
    page = show(TapeAndTiles())
    page.evaluate(LOAD)
    for case in ((8, 3, 2, 0, 1), (16, 2, 3, 3, 3), (9, 1, 4, 0, 1)):
        axis = Axis(*case)
        for number, window in enumerate(axis.windows):
            middle = (window[0] + window[-1] + 1) / 2
            script = f"lib.nearestWindow(lib.axisOf({asdict(axis)}), {middle})"
            assert page.evaluate(script) == number


@pytest.mark.parametrize("cells", [8, 16])
def test_the_tape_fills_a_good_part_of_its_page(show, cells):
    page = show(TapeAndTiles(cells, 3, stride=2))
    svg = page.get_by_role("application").bounding_box()
    assert svg["width"] > 0.65 * page.locator(".cv-tt").bounding_box()["width"]


@pytest.mark.parametrize("context_options", [{"viewport": {"width": 320, "height": 900}}])
@pytest.mark.parametrize("cells", [16, (16, 16)])
def test_a_long_tape_shows_that_it_scrolls_and_follows_the_keys(show, cells):
    page = show(TapeAndTiles(cells, 3))
    assert page.evaluate("document.documentElement.scrollWidth === innerWidth")
    frame = page.locator(".cv-sideways").first
    expect(frame).to_have_class("cv-sideways cv-more-right")
    page.get_by_role("application").first.press("End")
    expect(frame).to_have_class("cv-sideways cv-more-left")
    expect(frame.locator(".cv-ring").last).to_be_in_viewport()


@pytest.mark.parametrize(
    ("options", "formula"),
    [
        ({"stride": 2}, "⌊(8 − 3) / 2⌋ + 1 = "),
        ({"padding": 1}, "⌊(8 + 2·1 − 3) / 1⌋ + 1 = "),
        ({"padding": 1, "dilation": 2}, "⌊(8 + 2·1 − 2·(3 − 1) − 1) / 1⌋ + 1 = "),
    ],
)
def test_the_formula_has_padding_and_dilation_where_there_are_any(show, options, formula):
    expect(show(TapeAndTiles(8, 3, **options)).locator(FORMULA)).to_contain_text(formula)


def test_the_formula_the_brackets_and_the_lost_cell_are_drawn(show):
    page = show(TapeAndTiles(8, 3, stride=2))
    expect(page.locator(FORMULA)).to_contain_text("= ⌊5 / 2⌋ + 1 = ⌊2.5⌋ + 1 = 3")
    expect(page.locator(".cv-bracket:not(.cv-hanging)")).to_have_count(3)
    expect(page.locator(".cv-hanging")).to_have_count(1)
    expect(page.locator(".cv-hatch")).to_have_count(1)
    expect(page.locator(WRITTEN)).to_have_text("Window 0 of 3 reads cells 0, 1, 2. Never read: 7.")


def test_keys_move_the_window_and_the_sentence_follows(show):
    page = show(TapeAndTiles(8, 3, stride=2))
    written = page.locator(WRITTEN)
    page.get_by_role("application").focus()
    for key, window in (("ArrowRight", 1), ("End", 2), ("Enter", 0), ("Enter", 1), ("Home", 0)):
        page.keyboard.press(key)
        expect(written).to_contain_text(f"Window {window} of 3 reads cells {2 * window},")


def test_a_slider_takes_the_keyboard_and_the_tape_follows(show):
    page = show(TapeAndTiles(8, 3))
    expect(page.locator(WRITTEN)).to_contain_text("of 6")
    slider(page, "stride s").press("ArrowRight")
    expect(page.locator(WRITTEN)).to_contain_text("of 3")
    slider(page, "padding p").press("ArrowRight")
    expect(page.locator(FORMULA)).to_contain_text("⌊(8 + 2·1 − 3) / 2⌋")
    slider(page, "kernel k").press("End")
    slider(page, "dilation d").press("End")
    expect(page.locator(WRITTEN)).to_contain_text("does not fit")


def test_the_pointer_moves_the_window(show):
    page = show(TapeAndTiles(8, 3, stride=2))
    cell = page.locator("svg text", has_text=re.compile("^5$")).first.bounding_box()
    page.mouse.move(cell["x"] + 2, cell["y"] + 2)
    expect(page.locator(WRITTEN)).to_contain_text("Window 2 of 3")


def test_what_changes_under_the_pointer_is_read_out_when_it_rests(show):
    page = show(TapeAndTiles(8, 3, stride=2))
    page.clock.install(time=0)
    page.clock.pause_at(100_000)
    tape = page.get_by_role("application").bounding_box()
    voice, middle = page.locator("[aria-live]"), tape["x"] + tape["width"] / 2
    page.mouse.move(middle, tape["y"] + 8)
    page.clock.run_for(300)
    page.mouse.move(tape["x"] + 8, tape["y"] + 8)
    page.clock.run_for(300)
    page.mouse.move(middle, tape["y"] + 8)
    expect(page.locator(WRITTEN)).to_contain_text("Window 2 of 3")
    page.clock.run_for(300)
    expect(voice).to_have_text("")
    page.clock.run_for(200)
    expect(voice).to_have_text(page.locator(WRITTEN).inner_text())
    page.clock.run_for(6000)  # then the page holds the sentence once again
    expect(voice).to_have_text("")


def test_tiles_have_two_strides(show):
    page = show(TapeAndTiles(8, 3, stride=2))
    page.get_by_label("show").select_option("tiles (2-D)")
    across = page.get_by_role("group", name="across")
    slider(across, "stride s").press("ArrowRight")
    expect(page.locator(WRITTEN)).to_contain_text("Window [0, 0] of 3 × 2")
    out = page.get_by_role("application", name=re.compile("^Output"))
    out.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(WRITTEN)).to_contain_text("Window [1, 0] of 3 × 2 reads rows 2, 3, 4")
    expect(page.locator(WRITTEN)).to_contain_text("Never read: row 7; columns 6, 7.")
    expect(page.locator(".cv-tile")).to_have_count(6)
    slider(across, "cells n").press("Home")
    expect(page.locator(WRITTEN)).to_contain_text("The window does not fit")
    slider(across, "padding p").press("End")
    expect(page.locator(WRITTEN)).to_contain_text("reads padding only. Never read: row 7.")


def test_stripes_come_out_all_black_or_all_white(show):
    page = show(TapeAndTiles(9, 1, stride=2, picture="stripes"))
    kinds = "els => els.slice(-5).map((el) => el.getAttribute('class'))"
    outputs = "svg rect.cv-cell"
    assert page.locator(outputs).evaluate_all(kinds) == ["cv-cell cv-black"] * 5
    expect(page.locator(WRITTEN)).to_contain_text("black")
    slider(page, "kernel k").fill("3")  # the middle weight lies one cell further
    kinds = kinds.replace("-5", "-4")
    assert page.locator(outputs).evaluate_all(kinds) == ["cv-cell cv-white"] * 4


def test_every_control_has_a_name_and_keeps_its_keys_from_jupyter(show):
    page = show(TapeAndTiles((8, 8), 3))
    found = page.locator("main :is(input, select, button, a, [tabindex])")
    assert found.count() == 14  # 10 sliders, 2 menus, 2 pictures
    for control in found.all():
        assert control.get_attribute("data-lm-suppress-shortcuts") == "true"
    unnamed = page.locator("main").aria_snapshot()
    assert not re.search(r"- (combobox|slider|application)(:|$)", unnamed, re.M)
