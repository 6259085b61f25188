"""Lesson 3 in JupyterLab: a stack, a network from inside, and a race that is run and stopped."""

import ast
import re

import pytest
from playwright.sync_api import expect

from tests.e2e import browsing

pytestmark = pytest.mark.browser

LESSON = "03-stacking.ipynb"
WRITTEN = ".cv-written"


def test_every_cell_runs(lesson):
    assert lesson.errors() == []


def test_axe_finds_nothing_serious_in_what_the_lesson_shows(lesson):
    assert browsing.violations(lesson.page, *browsing.COURSE_MADE) == []


def test_keys_choose_an_output_and_python_knows(lesson, untouched):
    shown = lesson.show("lab-field")
    lesson.result("lab-field", "setattr(it, 'cursor', (0, 0))")
    expect(shown.locator(WRITTEN)).to_contain_text("output[0, 0]")
    lesson.press(shown.get_by_role("application"), "ArrowRight", "ArrowDown", "Enter")
    expect(shown.locator(WRITTEN)).to_contain_text("output[1, 2]")
    expect(shown.locator(WRITTEN)).to_contain_text("rows 1 to 5, columns 2 to 6.")
    lesson.until("lab-field", "tuple(it.cursor) == (1, 2)")


def test_a_layer_is_added_by_keyboard(lesson, untouched):
    shown = lesson.show("lab-field")
    before = shown.locator(".cv-map").count()
    shown.get_by_role("combobox", name="Layer 2").focus()
    lesson.page.keyboard.press("1")  # types ahead in the menu: 1x1
    lesson.until("lab-field", "it.layers[1] == '1x1'")
    shown.get_by_role("button", name="Add a layer").press("Enter")
    lesson.until("lab-field", "len(it.layers) == 3 and it.state.field.size == 5")
    assert shown.locator(".cv-map").count() == before + 1


def test_the_pointer_chooses_an_output_and_a_relu_breaks_the_one_kernel(lesson, untouched):
    shown = lesson.show("lab-linear")
    output = shown.get_by_role("application")
    output.hover(position={"x": 1, "y": 1})
    expect(shown.locator(WRITTEN)).to_contain_text("output[0, 0]")
    lesson.until("lab-linear", "tuple(it.cursor) == (0, 0)")
    expect(shown.locator(".cv-difference")).to_contain_text("anywhere: 0. The stack is one")
    relu = shown.get_by_role("switch", name="ReLU")
    relu.click()
    lesson.until("lab-linear", "it.relu and it.state.difference > 0.01")
    expect(shown.locator(".cv-difference")).to_contain_text("With ReLU, no single kernel will do")
    relu.click()
    shown.get_by_role("switch", name="zero padding").press("Space")
    lesson.until("lab-linear", "it.padded and not it.relu and it.state.sizes[-1] == 20")
    differing = lesson.result("lab-linear", "it.state.differing")
    expect(shown.locator(".cv-differs")).to_have_count(int(differing))


def test_the_one_kernel_comes_after_its_prediction(lesson):
    ids = [name for name, _ in lesson.sources()]
    assert ids.index("lab-field") < ids.index("predict-five-linear") < ids.index("lab-linear")
    expect(lesson.show("lab-field").locator(".cv-growth")).to_be_visible()
    expect(lesson.show("lab-field").locator(".cv-twin")).to_be_hidden()


def test_python_changes_what_is_shown(lesson, untouched):
    shown = lesson.show("lab-linear")
    lesson.result("lab-linear", "setattr(it, 'layers', ['5x5'])")
    expect(shown.get_by_role("combobox")).to_have_count(1)
    expect(shown.locator(".cv-map")).to_have_count(2)


def test_a_digit_is_moved_by_keyboard_and_python_knows(lesson, untouched):
    shown = lesson.show("lab-inside")
    reads = shown.locator(".cv-in-reads")
    field = input_of(shown)
    lesson.press(field, *["ArrowRight"] * 4)
    lesson.until("lab-inside", "tuple(it.shift) == (0, 4)")
    told = lesson.result("lab-inside", "list(map(str, it.state.reads.values()))")
    expect(reads).to_have_text(ast.literal_eval(told))
    lesson.press(field, "Home")
    lesson.until("lab-inside", "tuple(it.shift) == (0, 0)")


def test_a_digit_is_drawn_and_python_has_the_picture(lesson, untouched):
    shown = lesson.show("lab-inside")
    pad = shown.locator(".cv-in-pad")
    pad.evaluate("(el) => el.scrollIntoView({ block: 'center' })")
    box = pad.bounding_box()
    strokes = [(0.2, 0.15), (0.8, 0.15), (0.65, 0.4), (0.5, 0.65), (0.4, 0.9)]
    places = [(box["x"] + u * box["width"], box["y"] + v * box["height"]) for u, v in strokes]
    lesson.page.mouse.move(*places[0])
    lesson.page.mouse.down()
    for place in places[1:]:
        lesson.page.mouse.move(*place, steps=8)
    lesson.page.mouse.up()
    reads = shown.locator(".cv-in-reads")
    drawn = browsing.pixels(input_of(shown))[..., 0]
    assert drawn.max() > 200, "ink"
    same = f"abs(255 * it.state.input - {drawn.tolist()}).max() <= 1"
    lesson.until("lab-inside", f"it.stored is None and {same}")
    told = lesson.result("lab-inside", "list(map(str, it.state.reads.values()))")
    expect(reads).to_have_text(ast.literal_eval(told))
    # Chosen on the page, since what Python sets could cross with the last stroke on its way.
    shown.get_by_role("combobox", name="Stored digit").select_option(index=1 + 15)
    lesson.until("lab-inside", "it.stored == 15")
    expect(reads).to_have_text(["5"] * 4)


def test_a_finger_chooses_a_number_and_switches_a_filter_off(lesson, untouched):
    shown = lesson.show("lab-inside")
    lesson.tap(shown.locator(".cv-in-conv2 .cv-in-map").nth(9), 5.5 / 8, 3.5 / 8)
    title = shown.locator(".cv-in-detail h3")
    expect(title).to_contain_text("Convolution 2, map 10, [3, 5]")
    lesson.until("lab-inside", "list(it.chosen) == ['conv2', 9, 3, 5]")
    value = float(lesson.result("lab-inside", "float(it.state.maps['conv2'][9, 3, 5])"))
    result = shown.locator(".cv-in-result")
    expect(result).to_contain_text(f"{value:.2f}".replace("-", "−"))
    filters = shown.get_by_role("group", name="Filters of convolution 1").get_by_role("button")
    filters.first.tap()
    lesson.until("lab-inside", "it.state.off[0] == {0}")
    told = lesson.result("lab-inside", "list(map(str, it.state.reads.values()))")
    expect(shown.locator(".cv-in-reads")).to_have_text(ast.literal_eval(told))
    filters.first.tap()
    lesson.until("lab-inside", "not it.state.off[0]")


def input_of(shown):
    return shown.get_by_role("application", name=re.compile("^Input, 22 by 22"))


def test_the_network_comes_after_its_prediction(lesson):
    ids = [name for name, _ in lesson.sources()]
    assert ids.index("predict-survives-the-move") < ids.index("lab-inside") < ids.index("lab-race")


def test_the_race_runs_while_the_notebook_lives_and_stops(lesson, untouched):
    shown = lesson.show("lab-race")
    shown.get_by_role("button", name="Run").click()
    expect(shown.get_by_role("progressbar")).to_be_visible()
    lesson.until("lab-race", "it.progress > 0 and len(it.live) > 0")
    assert lesson.result("lab-race", "it.running") == "True", "the kernel answers meanwhile"
    expect(shown.locator(WRITTEN)).to_contain_text(re.compile(r"\d % right so far \(epoch \d"))
    expect(shown.locator(WRITTEN)).to_contain_text("MLP not yet")
    expect(shown.locator(WRITTEN)).to_contain_text("Trained here: conv")
    expect(shown.locator(".cv-faint").first).to_be_visible()
    shown.get_by_role("button", name="Stop").press("Enter")
    lesson.until("lab-race", "not it.running")
    assert lesson.result("lab-race", "it.doing") == "'Stopped.'"
    assert float(lesson.result("lab-race", "it.progress")) < 1
    expect(shown.get_by_role("button", name="Run")).to_be_visible()
    expect(shown.get_by_role("progressbar")).to_be_hidden()


def test_an_epoch_is_chosen_by_keyboard(lesson, untouched):
    shown = lesson.show("lab-race")
    lesson.result("lab-race", "setattr(it, 'live', {})")  # a run that was stopped may be shorter
    epoch = shown.get_by_role("slider", name="epoch")
    lesson.press(epoch, "Home")
    expect(shown.locator(WRITTEN)).to_contain_text("after 0 epochs")
    lesson.press(epoch, "ArrowRight")
    expect(shown.locator(WRITTEN)).to_contain_text("Stored run, after 1 epoch:")
