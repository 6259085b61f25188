"""Each widget for those who hear it, choose their own colours, touch it, or have a small screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from convedu import study, widgets
from convedu.widgets.shared.base import Widget
from tests import need

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


def violations(page: Page) -> list[str]:
    """Return what axe finds serious or critical, with where it is."""
    page.evaluate(need.axe().read_text("utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{each['id']}: {node['html'][:120]}"
        for each in found["violations"]
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"]
    ]


@EACH
@pytest.mark.parametrize("context_options", [{}, {"color_scheme": "dark"}], ids=["light", "dark"])
def test_axe_finds_nothing_serious(show, name):
    assert violations(show(WIDGETS[name]())) == []


# ---- forced colours

COLOURS = """(element) => {
  const style = getComputedStyle(element);
  const after = getComputedStyle(element, "::after");
  return [style.backgroundColor, after.backgroundColor];
}"""


@EACH
@pytest.mark.parametrize("context_options", [{"forced_colors": "active"}], ids=["forced"])
def test_switches_markers_and_coloured_things_are_seen_in_forced_colours(show, name):
    page = show(WIDGETS[name]())
    for switch in page.get_by_role("switch").all():
        track, knob = switch.evaluate(COLOURS)
        assert track != knob
    for marker in page.locator(".cv-marker").all():
        if marker.is_visible():
            assert marker.evaluate("(el) => getComputedStyle(el).outlineStyle") == "solid"
    for thing in page.locator(".cv-coloured:not(input)").all():
        assert thing.evaluate("(el) => getComputedStyle(el).forcedColorAdjust") == "none"


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


@pytest.mark.parametrize("name", STEERED)
def test_a_pointer_that_moves_makes_one_announcement_when_it_rests(show, name):
    page = show(WIDGETS[name]())
    page.evaluate(LISTEN)
    one_picture = ".cv-steered:not(.cv-blocks)"  # between two blocks the window rests
    box = page.locator(one_picture).first.bounding_box()
    for step in range(30):
        share = 0.1 + 0.8 * step / 30
        page.mouse.move(box["x"] + share * box["width"], box["y"] + share * box["height"])
    page.wait_for_function("announcements.length > 0")
    page.wait_for_timeout(1000)  # what else would have been said by then
    assert len(page.evaluate("announcements")) == 1


@pytest.mark.parametrize(("name", "slider"), [("tape", "stride s"), ("border lab", "padding p")])
def test_a_slider_makes_one_announcement_when_it_rests(show, name, slider):
    page = show(WIDGETS[name]())
    page.evaluate(LISTEN)
    page.get_by_role("slider", name=slider).first.focus()
    for key in ("ArrowLeft", "ArrowLeft", "ArrowRight", "Home"):
        page.keyboard.press(key)
    page.wait_for_function("announcements.length > 0")
    page.wait_for_timeout(1000)
    assert len(page.evaluate("announcements")) == 1


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
