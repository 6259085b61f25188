"""Each widget for those who hear it, choose their own colours, touch it, or have a small screen."""

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page

from convedu import study, widgets
from convedu.widgets.shared.base import Widget
from tests.e2e import browsing

pytestmark = pytest.mark.browser

QUESTION = study.units()[0].questions[0]
WIDGETS: dict[str, Callable[[], Widget]] = {
    "kernel lab": widgets.KernelLab,
    "one row": lambda: widgets.KernelLab([0, 0, 1, 0, 0, 3], [1, 2, 3], flip=True),
    "channel stack": lambda: widgets.ChannelStack(filters=4),
    "stack explorer": widgets.StackExplorer,
    "race": widgets.LeftRightRace,
    "inside": widgets.InsideANetwork,
    "inside, score": lambda: widgets.InsideANetwork(5, shift=(0, 4), score=5, cover=(2, 3)),
    "inside, no convolution": lambda: widgets.InsideANetwork(8, network="no convolution"),
    "tape": lambda: widgets.TapeAndTiles(16, 3, stride=2),
    "tiles": lambda: widgets.TapeAndTiles((16, 16), 3, stride=2, padding=1),
    "photo stride": lambda: widgets.PhotoStride(stride=4),
    "border lab": lambda: widgets.BorderLab("zero", kernel=7, padding=6),
    "price tag": widgets.PriceTag,
    "reconcile": widgets.Reconcile,
    "mix": widgets.ChannelMixer,
    "bottleneck": lambda: widgets.ChannelMixer(tab="bottleneck"),
    "fold": lambda: widgets.ChannelMixer(tab="fold", relu=True),
    "estimate": widgets.Estimate,
    "flip and slide": lambda: widgets.FlipAndSlide("box", "ramp", time=0.5),
    "sounds": lambda: widgets.Sounds({"a tone": ([0, 1, 0, -1] * 100, 1600)}),
    "prediction": lambda: study.predict(f"unit1/{QUESTION.name}"),
}
EACH = pytest.mark.parametrize("name", WIDGETS)
STEERED = ["kernel lab", "one row", "channel stack", "stack explorer", "inside"]
STEERED += ["tape", "tiles", "photo stride", "border lab", "mix", "flip and slide"]
SMALL = {"viewport": {"width": 320, "height": 640}}


@pytest.fixture(autouse=True)
def no_record(monkeypatch):
    monkeypatch.setenv("CONVEDU_PROGRESS", "off")


# ---- axe


@EACH
def test_axe_finds_nothing_serious_in_light_and_dark(show, name):
    page = show(WIDGETS[name]())
    assert browsing.violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert browsing.violations(page) == []


# ---- forced colours

COLOURS = """(element) => {
  const style = getComputedStyle(element);
  const after = getComputedStyle(element, "::after");
  return [style.backgroundColor, after.backgroundColor];
}"""


FORCED = pytest.mark.parametrize("context_options", [{"forced_colors": "active"}], ids=["forced"])


def greys(part: Locator) -> np.ndarray:
    """Return what the screen shows of a part of the page, in grey."""
    return np.asarray(Image.open(io.BytesIO(part.screenshot())).convert("L")).astype(float)


def spread_of(button: Locator) -> float:
    """Return the share of pixels in a button's middle that are not as its ground is."""
    shown = greys(button)
    high, wide = shown.shape
    middle = shown[high // 4 : -high // 4, wide // 8 : -wide // 8]
    return float((np.abs(middle - shown[high // 2, 6]) > 60).mean())


@EACH
@FORCED
def test_switches_markers_and_coloured_things_are_seen_in_forced_colours(show, name):
    page = show(WIDGETS[name]())
    for switch in page.get_by_role("switch").all():
        track, knob = switch.evaluate(COLOURS)
        assert track != knob
    for marker in page.locator(".cv-marker").all():
        if marker.is_visible():
            assert marker.evaluate("(el) => getComputedStyle(el).boxShadow") != "none"
    adjusted = "(all) => all.map((el) => getComputedStyle(el).forcedColorAdjust)"
    own = (
        ".cv-coloured:not(input), .cv-main, .cv-marked > th, .cv-in-cover, .cv-in-near, .cv-in-far"
    )
    assert set(page.locator(own).evaluate_all(adjusted)) <= {"none"}
    for button in page.locator(".cv-main").all():
        assert 0.05 < spread_of(button) < 0.6  # letters on the ground, and no sheet behind them


@FORCED
def test_bars_that_count_against_a_digit_stay_striped_in_forced_colours(show):
    page = show(WIDGETS["inside, no convolution"]())
    for_it, against = (greys(page.locator(f"i.cv-in-{kind}").last) for kind in ("for", "against"))
    assert np.ptp(for_it[2:-2, 4:-4].mean(axis=0)) < 10
    assert np.ptp(against[2:-2, 4:-4].mean(axis=0)) > 100


# ---- signs without hue


@FORCED
def test_hatching_is_on_the_screen_in_forced_colours(show):
    explorer = widgets.StackExplorer(["3x3", "3x3"], cursor=(0, 0))
    page = show(explorer)
    values = explorer.state.maps[1]
    shown = greys(page.locator(".cv-map").nth(1).locator("canvas"))
    side = len(shown) / len(values)
    strong = np.abs(values) > 0.1 * np.abs(values).max()
    strong[:4, :4] = False  # under the marks
    for row, column in np.argwhere(strong):
        top, left = int(row * side) + 2, int(column * side) + 2
        contrast = np.ptp(shown[top : top + int(side) - 3, left : left + int(side) - 3])
        assert contrast > 15 if values[row, column] < 0 else contrast < 5


def test_negative_numbers_are_hatched_where_a_cell_is_large_enough(show):
    explorer = widgets.StackExplorer(["3x3", "3x3"])
    page = show(explorer)
    for number, values in enumerate(explorer.state.maps[1:], 1):
        drawn = browsing.pixels(page.locator(".cv-map").nth(number))[..., :3]
        grey = drawn @ [0.2126, 0.7152, 0.0722]
        side = len(grey) // len(values)
        cells = grey.reshape(len(values), side, len(values), side).swapaxes(1, 2)
        contrast = cells.max(axis=(2, 3)) - cells.min(axis=(2, 3))
        clear = np.abs(values) > 0.05 * np.abs(values).max()
        assert (contrast[clear & (values < 0)] > 20).all()
        assert (contrast[values >= 0] == 0).all()


# ---- announcements

LISTEN = """() => {
  window.announcements = [];
  const regions = "[aria-live], output, [role=status], [role=alert], [role=log]";
  new MutationObserver((changes) => changes.forEach(({ target, addedNodes }) => {
    const element = target.nodeType === 1 ? target : target.parentElement;
    const texts = [...addedNodes].map((node) => node.textContent.trim()).filter(Boolean);
    if (element?.closest(regions) && texts.length) announcements.push(texts.join(" "));
  })).observe(document.body, { childList: true, characterData: true, subtree: true });
}"""


@pytest.fixture
def heard(page, show):
    """Open a widget on a page whose clock the test moves, and note what is announced."""
    page.clock.install(time=0)

    def heard(name):
        show(WIDGETS[name]())
        page.clock.pause_at(60_000)
        page.evaluate(LISTEN)
        return page

    return heard


def announcements_in(page: Page, milliseconds: int) -> int:
    """Let time pass on the page, and return how many things were announced till then."""
    page.clock.run_for(milliseconds)
    return page.evaluate("announcements.length")


@pytest.mark.parametrize("name", STEERED)
def test_a_pointer_that_moves_makes_one_announcement_when_it_rests(heard, name):
    page = heard(name)
    one_picture = ".cv-steered:not(.cv-blocks)"  # between two blocks the window rests
    box = page.locator(one_picture).first.bounding_box()
    for step in range(30):
        share = 0.1 + 0.8 * step / 30
        page.mouse.move(box["x"] + share * box["width"], box["y"] + share * box["height"])
        assert announcements_in(page, 20) == 0
    assert announcements_in(page, 3000) == 1


@pytest.mark.parametrize(("name", "slider"), [("tape", "stride s"), ("border lab", "padding p")])
def test_a_slider_makes_one_announcement_when_it_rests(heard, name, slider):
    page = heard(name)
    page.get_by_role("slider", name=slider).first.focus()
    for key in ("ArrowLeft", "ArrowLeft", "ArrowRight", "Home"):
        page.keyboard.press(key)
        assert announcements_in(page, 20) == 0
    assert announcements_in(page, 3000) == 1


# ---- touch and small screens

PHONE = {**SMALL, "has_touch": True, "is_mobile": True}


@pytest.mark.parametrize("name", STEERED)
@pytest.mark.parametrize("context_options", [PHONE], ids=["phone"])
def test_a_vertical_swipe_on_a_picture_scrolls(show, name):
    page = show(WIDGETS[name]())
    page.add_style_tag(content="body { padding-bottom: 2000px; }")
    picture = page.locator(".cv-steered").first
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    x, y = box["x"] + min(box["width"], 280) / 2, box["y"] + box["height"] / 2
    before = page.evaluate("scrollY")
    finger = page.context.new_cdp_session(page)

    def touch(kind, *points):
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    touch("touchStart", {"x": x, "y": y})
    for step in range(1, 11):
        touch("touchMove", {"x": x, "y": y - 20 * step})
    touch("touchEnd")
    page.wait_for_function(f"scrollY > {before} + 100")


SMALL_TEXT = """() => [...document.querySelectorAll(".cv *")].flatMap((element) => {
  const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (!own || !element.checkVisibility() || element.closest(".cv-hidden, .cv-cells")) return [];
  const scale = element.ownerSVGElement ? element.getScreenCTM().a : 1;
  const size = parseFloat(getComputedStyle(element).fontSize) * scale;
  return size < 9 ? [`${element.textContent}: ${size.toFixed(1)}`] : [];
})"""


@EACH
@pytest.mark.parametrize("context_options", [SMALL], ids=["320"])
def test_at_320_pixels_everything_has_its_place(show, name):
    page = show(WIDGETS[name]())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(SMALL_TEXT) == []
    for slider in page.get_by_role("slider").all():
        assert slider.bounding_box()["width"] >= 80


@pytest.mark.parametrize("context_options", [SMALL], ids=["320"])
def test_the_widest_border_is_seen_whole_at_320_pixels(show):
    page = show(WIDGETS["border lab"]())
    for drawing in page.locator(".cv-drawing").all():
        assert drawing.bounding_box()["width"] <= 320
