"""The figures with drawings of their own, in the book: driven by keys, a pointer and a finger."""

import re
from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import expect

from convedu import widgets
from convedu.widgets.border_lab.state import Border
from convedu.widgets.flip_and_slide.state import Overlap
from convedu.widgets.photo_stride.state import Sampling
from convedu.widgets.reconcile.state import Choices
from tests.book.test_lesson_page import skip_all
from tests.e2e import browsing

from . import site

pytestmark = pytest.mark.browser

WRITTEN = ".cv-written"


@pytest.fixture(scope="module")
def context(browser, server):
    """Return a screen that takes a mouse and fingers, of a reader who skips each prediction."""
    server.missing.clear()
    context = browser.new_context(viewport={"width": 1280, "height": 900}, has_touch=True)
    skip_all(context)
    yield context
    context.close()


@pytest.fixture(scope="module")
def lessons(context):
    """Return the pages that are open; each lesson is opened once."""
    pages = {}
    yield pages
    assert [page.problems for page in pages.values()] == [[] for _ in pages]


@pytest.fixture
def figure(context, server, lessons):
    """Return what scrolls to a figure of a lesson, waits until it is alive, and returns it."""

    def figure(lesson, cell):
        if lesson not in lessons:
            lessons[lesson] = site.open_page(context, f"{server.address}/{lesson}.html")
        lessons[lesson].bring_to_front()
        shown = lessons[lesson].locator(f"#{cell}")
        shown.scroll_into_view_if_needed()
        expect(shown).to_have_attribute("data-alive", "")
        return shown

    return figure


def point(picture, across, down):
    picture.page.mouse.move(*browsing.place(picture, across, down))


def tap(picture, across, down):
    picture.page.touchscreen.tap(*browsing.place(picture, across, down))


def drag_finger(picture, *places):
    """Draw a line over a picture; the page must not scroll meanwhile."""
    page = picture.page
    points = [browsing.place(picture, *each) for each in places]
    before = page.evaluate("scrollY")
    finger = page.context.new_cdp_session(page)
    for number, (x, y) in enumerate(points):
        kind = "touchMove" if number else "touchStart"
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert page.evaluate("scrollY") == before


def test_flip_and_slide(figure):
    shown = figure("01-convolution", "lab-flip")
    written = shown.locator(WRITTEN)
    chart = shown.locator(".cv-fs-chart.cv-steered")

    def says(time):
        area = Overlap("box", "ramp", time).area
        where = f"{time:g}".replace("-", "−")
        shared = f"the area {area:.2f}" if area else "no area"
        expect(written).to_contain_text(re.compile(f"At t = {where}, .* shares {shared} with f"))

    chart.press("Home")
    for _ in range(4):
        chart.press("Shift+ArrowRight")
    says(0)
    point(chart, 0.625, 0.3)
    says(1)
    tap(chart, 0.25, 0.3)
    says(-2)


def test_sounds(figure):
    shown = figure("01-convolution", "sound-made")
    page = shown.page
    playing = browsing.play_two_sounds(shown)
    shown.get_by_role("button", name="Play every third sample").tap()
    expect(playing).to_have_text(["Stop every third sample"])
    shown.get_by_role("button", name="Stop every third sample").press("Space")
    expect(playing).to_have_count(0)
    assert page.evaluate("playedSamples") == [4800, 4800, 3 * 1599 + 1]


def test_blocks_of_one_filter(figure):
    shown = figure("02-tensors", "lab-face")
    blocks = shown.get_by_role("application", name="Blocks to scale")
    face = blocks.locator("image").first
    widget = widgets.ChannelStack(cursor=(20, 4))

    def says(row, column):
        expect(shown.locator(".cs-written")).to_contain_text(f"y[0, {row}, {column}]")
        value = replace(widget.state, cursor=(row, column)).value
        total = shown.locator(".cs-line .cs-box b").last
        expect(total).to_have_text(f"{value:.2f}".replace("-", "−"))

    says(20, 4)
    blocks.press("ArrowRight")
    says(20, 5)
    point(face, 10.5 / 32, 6.5 / 32)
    says(4, 8)
    tap(face, 16.5 / 32, 16.5 / 32)
    says(14, 14)


def test_blocks_of_several_filters(figure):
    shown = figure("02-tensors", "lab-filters")
    slider = shown.get_by_role("slider", name="filters F")
    slices = shown.locator(".cs-blocks .cv-block")

    def says(filters):
        expect(slices).to_have_count(3 + filters + 3 * filters)
        weights = f"{75 * filters} + {filters} = {76 * filters}"
        expect(shown.locator(".cs-ledger")).to_contain_text(weights)

    slider.press("Home")
    says(1)
    slider.click()  # the middle of 1 to 8
    says(int(slider.input_value()))
    assert slider.input_value() in ("4", "5")
    tap(slider, 0.99, 0.5)
    says(8)


def test_inside_a_network_by_keys(figure):
    shown = figure("03-stacking", "lab-inside")
    picture = widgets.InsideANetwork(3).picture
    field = shown.get_by_role("application", name=re.compile("^Input, 22 by 22"))
    for right in range(1, 6):
        field.press("ArrowRight")
        state = widgets.InsideState(picture, (0, right))
        reads = [str(digit) for digit in state.reads.values()]
        expect(shown.locator(".cv-in-reads")).to_have_text(reads)
        expect(shown.locator(".cv-in-verdict")).to_contain_text(f"moved {right} right.")
    filters = shown.get_by_role("group", name="Filters of convolution 2")
    filters.get_by_role("button").first.press("Space")
    expect(shown.locator(".cv-in-verdict")).to_contain_text(
        "filter 1 of the second convolution off"
    )
    filters.get_by_role("button").first.press("Space")
    field.press("Home")
    expect(shown.locator(".cv-in-reads")).to_have_text(["3"] * 4)


def test_inside_a_network_by_pointer_and_finger(figure):
    shown = figure("03-stacking", "lab-inside")
    shown.get_by_role("application", name=re.compile("^Input, 22 by 22")).press("Home")
    state = widgets.InsideState(widgets.InsideANetwork(3).picture)
    title, result = shown.locator(".cv-in-detail h3"), shown.locator(".cv-in-result")
    layer = shown.locator(".cv-in-conv2 .cv-in-map")

    def says(number, row, column):
        expect(title).to_contain_text(f"Convolution 2, map {number + 1}, [{row}, {column}]")
        value = f"{state.maps['conv2'][number, row, column]:.2f}".replace("-", "−")
        expect(result).to_contain_text(value)

    point(layer.nth(9), 5.5 / 8, 3.5 / 8)
    says(9, 3, 5)
    tap(layer.nth(2), 2.5 / 8, 4.5 / 8)
    says(2, 4, 2)
    score = shown.locator(".cv-in-score").nth(3)
    score.click()
    expect(title).to_contain_text("for the 3?")
    rows = shown.locator(".cv-in-softmax tbody tr")
    share = 100 * state.shares["dense"][3]
    expect(rows.nth(3)).to_contain_text(">99 %" if share > 99.5 else f"{share:.0f} %")
    seven = [(0.2, 0.15), (0.5, 0.15), (0.8, 0.15), (0.65, 0.4), (0.5, 0.65), (0.4, 0.9)]
    drag_finger(shown.locator(".cv-in-pad"), *seven)
    expect(shown.locator(".cv-in-reads")).to_have_text(["7"] * 4)


def test_photo_stride(figure):
    shown = figure("04-stride", "lab-photo")
    written = shown.locator(WRITTEN)
    photo = shown.get_by_role("application", name=re.compile("Arrow keys move the magnifier"))
    stride = shown.get_by_role("slider", name="stride s")
    stride.press("Home")
    for _ in range(5):
        stride.press("ArrowRight")
    shown.get_by_role("switch", name="blur first").press("Space")
    state = Sampling("brick", 6, True, 0)
    expect(written).to_contain_text(f"change by {state.unrest:.3f} on average")
    kept = browsing.pixels(shown.locator("figure").last)[..., 0]
    np.testing.assert_allclose(kept, state.output * 255, atol=1)
    point(photo, 100.5 / 256, 50.5 / 256)
    expect(written).to_contain_text("rows 38 to 61, columns 88 to 111")
    tap(photo, 30.5 / 256, 200.5 / 256)
    expect(written).to_contain_text("rows 188 to 211, columns 18 to 41")
    photo.press("ArrowRight")
    expect(written).to_contain_text("rows 188 to 211, columns 19 to 42")


def test_the_windows_that_use_a_pixel(figure):
    shown = figure("05-padding", "lab-uses")
    uses = Border("zero", 3, 1).uses
    windows, reads = shown.locator(".cv-window:not(.cv-shown)"), shown.locator(".cv-reads")
    picture = shown.get_by_role("application", name=re.compile("^Small picture"))

    def says(row, column):
        count = uses[row] * uses[column]
        words = f"Pixel {8 * row + column + 1} at [{row}, {column}] is used {count} times"
        expect(shown.locator(WRITTEN)).to_contain_text(words)
        expect(windows).to_have_count(count)
        expect(reads).to_have_count(count)

    says(0, 0)
    picture.press("ArrowRight")
    says(0, 1)
    picture.press("ArrowDown")
    says(1, 1)
    point(reads.nth(0), 0.5, 0.5)
    expect(shown.locator(WRITTEN)).to_contain_text("Shown: window [0, 0]")
    tap(reads.nth(8), 0.5, 0.5)
    expect(shown.locator(WRITTEN)).to_contain_text("Shown: window [2, 2]")
    tap(picture, 5.5 / 10, 7.5 / 10)
    says(6, 4)


def test_alexnets_volumes(figure):
    shown = figure("07-alexnet", "lab-reconcile")
    words = shown.locator(".cv-volume")
    volumes = shown.get_by_role("application", name="AlexNet's volumes to scale")
    volumes.press("Home")
    for _ in range(3):
        volumes.press("ArrowRight")
    expect(words).to_contain_text("conv2: 256 × 27 × 27 = 186,624 numbers")
    point(volumes.locator("g[data-name=pool5] .cv-front").first, 0.5, 0.5)
    expect(words).to_contain_text("the largest of 3 × 3 in one map of conv5")
    tap(volumes.locator("g[data-name=flatten] .cv-target"), 0.5, 0.5)
    expect(words).to_contain_text("drawn as 96 × 96")
    shown.get_by_role("switch", name="pool5").tap()
    expect(volumes.locator("g[data-name=pool5]")).to_have_count(0)
    expect(shown.locator(".cv-sum-total")).to_have_text(
        f"{Choices(pool5=False).total:,} parameters"
    )
