"""The lesson in JupyterLab, as a learner has it: run it, move the window, edit, predict."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.e2e import browsing

pytestmark = pytest.mark.browser

LESSON = "01-convolution.ipynb"
INPUT, OUTPUT = ".cv-panel .cv-picture >> nth=0", ".cv-panel .cv-picture >> nth=1"
WRITTEN = ".cv-written"


def test_every_cell_runs(lesson):
    assert lesson.errors() == []


def test_axe_finds_nothing_serious_in_what_the_lesson_shows(lesson):
    assert browsing.violations(lesson.page, *browsing.COURSE_MADE) == []


def test_a_widget_is_stored_as_words_and_a_picture(lesson):
    for cell in ("lab-impulse-1d", "lab-numbers", "lab-photo", "lab-sobel", "lab-impulse"):
        [output] = lesson.outputs(cell)
        assert output["data"]["text/plain"].startswith("Kernel Lab: ")
        assert "0x" not in output["data"]["text/plain"]
        assert "image/png" in output["data"]
        assert output["metadata"]["image/png"]["alt"] == output["data"]["text/plain"]


def test_the_window_moves_by_keyboard_and_python_knows(lesson, untouched):
    shown = lesson.show("lab-numbers")
    lesson.result("lab-numbers", "setattr(it, 'cursor', (0, 0))")
    expect(shown.locator(WRITTEN)).to_contain_text("output[0,\u00a00] =")
    before = place_of_window(shown)
    lesson.press(shown.locator(INPUT), "ArrowRight", "ArrowDown", "ArrowDown", "Enter")
    expect(shown.locator(WRITTEN)).to_contain_text("output[2,\u00a02] =")
    cell = shown.locator(INPUT).bounding_box()["width"] / 9
    assert place_of_window(shown) - before == pytest.approx(2 * cell, abs=0.5)
    lesson.until("lab-numbers", "it.cursor == (2, 2)")
    value = float(lesson.result("lab-numbers", "it.state.value"))
    last = shown.locator(WRITTEN).inner_text().split()[-1]
    assert float(last) == pytest.approx(value, abs=0.005)


def test_the_pointer_moves_the_window(lesson, untouched):
    shown = lesson.show("lab-impulse-1d")
    result = shown.locator(".cv-track .cv-picture").nth(1)
    lesson.result("lab-impulse-1d", "setattr(it, 'cursor', (0, 0))")
    expect(shown.locator(WRITTEN)).to_contain_text("output[0] =")
    result.hover()  # its middle, which is the second of three
    expect(shown.locator(WRITTEN)).to_have_text("output[1] = 0 × 1 + 1 × 2 + 0 × 3 = 2")
    lesson.until("lab-impulse-1d", "it.cursor == (0, 1)")


def test_an_edited_weight_changes_the_picture_and_python_knows(lesson, untouched):
    shown = lesson.show("lab-photo")
    before = browsing.pixels(shown.locator(OUTPUT))
    weight = shown.get_by_role("spinbutton", name="kernel, row 0, column 0")
    weight.fill("-4")
    lesson.until("lab-photo", "it.kernel[0, 0] == -4 and it.kernel.sum() == -3")
    after = browsing.pixels(shown.locator(OUTPUT))
    assert (after != before).any(axis=-1).mean() > 0.5
    # -3 in all: differences, so orange where the output is above 0 and blue where it is below
    red = np.sign(after[..., 0] - after[..., 2])
    bright = np.array(eval(lesson.result("lab-photo", "(abs(it.output) > 1).tolist()")))
    signs = np.array(eval(lesson.result("lab-photo", "(it.output > 0).tolist()")))
    assert np.array_equal(red[bright] > 0, signs[bright])
    weight.fill("x")
    expect(shown.get_by_role("alert")).to_contain_text("“x” is not a number")
    assert lesson.result("lab-photo", "float(it.kernel[0, 0])") == "-4.0"


def test_what_is_set_in_code_is_painted(lesson, untouched):
    shown = lesson.show("lab-impulse")
    lesson.result("lab-impulse", "setattr(it, 'kernel', [[1, 2, 3], [4, 5, 6], [7, 8, 9]])")
    expect(shown.get_by_role("spinbutton").last).to_have_value("9")
    cells = shown.locator(OUTPUT).locator("span")
    expect(cells.nth(24)).to_have_text("5")
    expect(cells.nth(16)).to_have_text("9")  # above and left of it: the kernel is turned
    lesson.result("lab-impulse", "setattr(it, 'flip', True)")
    expect(cells.nth(16)).to_have_text("1")
    expect(shown.get_by_role("switch")).to_be_checked()


@pytest.mark.parametrize(
    ("cell", "choice"), [("predict-impulse-order", 0), ("predict-sobel-flat", 1)]
)
def test_a_prediction_is_answered_and_kept(lesson, untouched, cell, choice):
    shown = lesson.show(cell)
    assert lesson.result(cell, "it.reveal") == "{}"
    commit = shown.get_by_role("button", name="Commit")
    commit.click()
    expect(shown.get_by_role("alert")).to_have_text("Choose an answer first; a guess is welcome.")
    shown.get_by_role("radio").nth(choice).check()
    commit.click()
    expect(shown.get_by_role("alert")).to_have_text("Say how sure you are, too.")
    assert lesson.result(cell, "it.reveal") == "{}"
    expect(shown.locator(".cv-answer")).to_be_empty()
    shown.get_by_role("radio", name="fairly sure").press("Space")
    commit.press("Enter")
    expect(shown.locator(".cv-answer")).to_contain_text(re.compile(r"^(Yes\. |The answer: “)"))
    lesson.until(cell, "it.reveal")
    told = eval(lesson.result(cell, "it.reveal"))
    assert (told["choice"], told["confidence"]) == (choice, 1)
    right = shown.locator(".cv-options label.cv-right input")
    assert right.is_checked() == told["correct"]
    if not told["correct"]:
        expect(shown.locator(".cv-answer")).to_contain_text(told["tempting"][:20])
    expect(commit).to_be_hidden()


KEYS = ("a", "b", "x", "m", "y", "d", "d", "z", "ArrowDown", "Enter")


@pytest.mark.parametrize("cell", ["lab-sobel", "predict-numpy-or-layer"])
def test_jupyters_keys_leave_the_notebook_alone(lesson, untouched, cell):
    """In command mode they insert, cut, retype and delete cells."""
    shown = lesson.show(cell)
    controls = shown.locator(".cv :is(input:not([type=file]), select, button, [tabindex])").all()
    assert len(controls) >= 6
    for control in controls:
        control.focus()
        for key in KEYS:
            lesson.page.keyboard.press(key)


def test_without_the_attribute_they_would_not(lesson):
    """The test above can fail: the same keys on the same element, without its protection."""
    shown = lesson.show("lab-sobel")
    picture = shown.locator(OUTPUT)
    count = len(lesson.sources())
    protection = "data-lm-suppress-shortcuts"
    picture.evaluate(f"(el) => el.removeAttribute('{protection}')")
    picture.focus()
    lesson.page.keyboard.press("b")
    assert len(lesson.sources()) == count + 1
    picture.evaluate(f"(el) => el.setAttribute('{protection}', 'true')")
    lesson.page.evaluate("jupyterapp.commands.execute('notebook:undo-cell-action')")
    assert len(lesson.sources()) == count


def test_the_widgets_follow_the_theme(lesson):
    inks = []
    for theme in ("JupyterLab Dark", "JupyterLab Light"):
        lesson.page.evaluate(
            "(theme) => jupyterapp.commands.execute('apputils:change-theme', { theme })", theme
        )
        expect(lesson.page.locator(f"body[data-jp-theme-name='{theme}']")).to_be_attached()
        written = lesson.show("lab-photo").locator(WRITTEN)
        ink = written.evaluate("(el) => getComputedStyle(el).color")
        inks.append(sum(map(int, re.findall(r"\d+", ink)[:3])))
    assert inks[0] > 600
    assert inks[1] < 200


def place_of_window(shown):
    """The window's left and top edge within the picture, in pixels of the screen."""
    window = shown.locator(f"{INPUT} >> .cv-marker").bounding_box()
    picture = shown.locator(INPUT).bounding_box()
    return np.array([window["x"] - picture["x"], window["y"] - picture["y"]])


def test_a_kernel_is_flipped_and_slid_and_python_knows(lesson, untouched):
    shown = lesson.show("lab-flip")
    time = shown.get_by_role("slider", name="t")
    lesson.press(time, "Home", *["ArrowRight"] * 3)
    lesson.until("lab-flip", "it.time == -3.7")
    chart = shown.locator(".cv-fs-chart.cv-steered")
    chart.click()  # its middle, which is t = 0
    lesson.until("lab-flip", "abs(it.time) <= 0.1")
    area = float(lesson.result("lab-flip", "it.state.area"))
    expect(shown.locator(WRITTEN)).to_contain_text(f"shares the area {area:.2f} with f")
    lesson.tap(chart, 0.25, 0.3)
    expect(shown.locator(WRITTEN)).to_contain_text("At t = −2,")
    lesson.until("lab-flip", "it.time == -2")
    shown.get_by_role("switch", name="flip g").click()
    lesson.until("lab-flip", "not it.flipped")


def test_a_sound_is_played_when_it_is_asked_for(lesson, untouched):
    shown = lesson.show("sound-made")
    playing = browsing.play_two_sounds(shown)
    shown.get_by_role("button", name="Stop mean of five").tap()
    expect(playing).to_have_count(0)
