"""The Channel Stack's view on its own page: no kernel, no network, no widget library."""

import base64
import json

import numpy as np
import pytest
from playwright.sync_api import expect

from convedu.widgets import ChannelStack, ChannelState
from convedu.widgets.channel_stack.view import face
from convedu.widgets.shared.values import pack

pytestmark = pytest.mark.browser

LOAD = """async () => {
  const { module } = JSON.parse(document.getElementById("payload").textContent);
  window.lib = await import(URL.createObjectURL(new Blob([module], { type: "text/javascript" })));
}"""
MOMENT = """({ data, held }) => {
  const stack = lib.openStack(data);
  const s = lib.moment(stack, held);
  const rows = ({ rows, cols, data }) =>
    Array.from({ length: rows }, (_, r) => [...data.slice(r * cols, (r + 1) * cols)]);
  return {
    planes: s.planes.map(rows), maps: s.maps.map(rows), partial: s.partial, value: s.value,
    next: { ...held, ...lib.advance(s, stack.last, s.map) },
  };
}"""
RAMP = np.arange(1.0, 28.0).reshape(3, 3, 3)
FILTER = np.array([[[1.0, 0], [0, -1]], [[0, 2], [0, 0]], [[0, 0], [1, 0]]])


def small(**options):
    """Three planes, two filters, and sums that can be done in the head."""
    weight = np.stack([FILTER, FILTER[::-1]])
    return ChannelStack(RAMP, weight, [0.5, -1], cursor=(0, 0), **options)


def line(page):
    """Return the boxes below the rows: partial sums, sum, bias, output."""
    return page.locator(".cs-line .cs-box b").all_inner_texts()


def numbers(texts):
    return [float(text.replace("−", "-")) for text in texts]


def plane(page, name):
    return page.get_by_role("application", name=f"{name} plane")


@pytest.mark.parametrize("context_options", [{"viewport": {"width": 580, "height": 800}}])
def test_the_sum_of_the_sums_stands_in_one_line_of_a_narrow_page(show, context_options):
    boxes = show(ChannelStack(cursor=(20, 4))).locator(".cs-line .cs-box").all()
    assert len(boxes) == 6
    assert len({round(box.bounding_box()["y"]) for box in boxes}) == 1


def test_the_face_arrives_as_it_is(show):
    page = show(ChannelStack())
    page.evaluate(LOAD)
    planes = page.evaluate(
        """() => {
          const { data } = JSON.parse(document.getElementById("payload").textContent).state;
          return lib.openStack(data).readings[0].map((plane) => [...plane.data]);
        }"""
    )
    np.testing.assert_array_equal(np.reshape(planes, face().shape), face())


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
@pytest.mark.parametrize("misread", [False, True])
def test_the_pages_arithmetic_is_ops(show, channels, misread):
    page = show(small())
    page.evaluate(LOAD)
    rng = np.random.default_rng(channels)
    for step in range(1, channels + 3):
        high, wide = (int(n) for n in rng.integers(1, 4, 2))
        state = ChannelState(
            rng.normal(size=(channels, 6, 5)),
            rng.normal(size=(3, channels, high, wide)),
            rng.normal(size=3),
            filters=3,
            shown=1,
            step=step,
            misread=misread,
        )
        data = {name: getattr(state, name).tolist() for name in ("weight", "bias")}
        data["image"] = [pack(plane) for plane in state.image]
        data = json.loads(json.dumps(data, default=lambda raw: base64.b64encode(raw).decode()))
        held = {name: getattr(state, name) for name in ("filters", "shown", "step", "misread")}
        held["cursor"] = [int(n) for n in state.cursor]
        got = page.evaluate(MOMENT, {"data": data | {"names": []}, "held": held})
        np.testing.assert_array_equal(got["planes"], state.planes)
        np.testing.assert_allclose(got["maps"], state.output, rtol=0, atol=1e-12)
        np.testing.assert_allclose(got["partial"], state.partial_sums(), rtol=0, atol=1e-12)
        assert got["value"] == pytest.approx(state.value, abs=1e-12)
        after = state.advance()
        assert (got["next"]["step"], tuple(got["next"]["cursor"])) == (after.step, after.cursor)


def test_enter_walks_from_three_products_to_one_number(show):
    stack = small(step=1)
    page = show(stack)
    written = page.locator(".cs-written")
    red, green, blue = stack.state.partial_sums()
    total = red + green + blue
    plane(page, "Red").focus()
    walk = [
        ([red], "Step 1, red: the 4 products add up to −4."),
        ([red, green], "Step 2, green: the 4 products add up to 22."),
        ([red, green, blue], "Step 3, blue: the 4 products add up to 22."),
        (
            [red, green, blue, total],
            "3 partial sums become one number: (−4) + 22 + 22 = 40.",
        ),
        (
            [red, green, blue, total, 0.5, stack.state.value],
            "the bias is added once: (−4) + 22 + 22 + 0.50 = 40.50, which is y[0, 0, 0].",
        ),
    ]
    for shown, words in walk:
        assert numbers(filter(None, line(page))) == shown
        expect(written).to_contain_text(words)
        page.keyboard.press("Enter")
    expect(written).to_contain_text("Step 1, red")
    page.keyboard.press("Backspace")
    expect(written).to_contain_text("which is y[0, 0, 0]")


def test_products_stay_blank_until_their_step(show):
    page = show(small(step=1))
    products = page.locator(".cs-channel").nth(1).locator(".cv-cells").last
    assert set(products.locator("span").all_inner_texts()) == {""}
    page.get_by_role("button", name="Step").click()
    assert numbers(products.locator("span").all_inner_texts()) == [0, 22, 0, 0]


def test_keys_and_pointer_move_the_window(show):
    stack = small()
    page = show(stack)
    plane(page, "Green").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".cs-written")).to_contain_text("y[0, 0, 1]")
    assert numbers(line(page))[-1] == stack.output[0, 0, 1]
    box = plane(page, "Blue").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 6, box["y"] + box["height"] / 2)
    expect(page.locator(".cs-written")).to_contain_text("y[0, 1, 0]")
    assert numbers(line(page))[-1] == stack.output[0, 1, 0]
    markers = page.locator(".cs-channel .cv-marker").all()
    assert len({round(marker.bounding_box()["x"]) for marker in markers}) == 1


def blocks(page):
    return page.get_by_role("application", name="Blocks to scale")


FACES = """(svg) => [...svg.querySelectorAll(".cv-block")].map((block) => {
  const boxOf = (name) => block.querySelector(name).getBBox();
  const [front, side] = [boxOf(".cv-front"), boxOf(".cv-side")];
  return [front.width, front.height, side.width * Math.SQRT2].map((n) => +n.toFixed(3));
})"""


def test_the_blocks_are_drawn_to_scale(show):
    """Height, width and depth of every block share one unit: 1 / 32 of the picture's side."""
    page = show(ChannelStack(filters=8))
    faces = np.array(blocks(page).evaluate(FACES))
    unit = faces[0, 0] / 32
    slices = [[32, 32, 1]] * 3 + [[28, 28, 1]] * 8 + [[5, 5, 1]] * 24
    np.testing.assert_allclose(faces / unit, slices, atol=0.01)
    edges = page.locator(".cv-edges path").first.evaluate("(e) => e.getBBox().width") / unit
    assert edges == pytest.approx(5 + 3 / np.sqrt(2), abs=0.01)  # the filter inside the picture


def test_the_block_of_feature_maps_grows_with_the_filters(show):
    page = show(ChannelStack())
    figure = blocks(page)
    expect(figure.locator(".cv-block")).to_have_count(3 + 1 + 3)
    page.get_by_role("slider", name="filters F").press("End")
    expect(figure.locator(".cv-block")).to_have_count(3 + 8 + 24)
    expect(figure).to_contain_text("28 × 28 × 8")
    expect(figure).to_contain_text("8 filters")


def edges(page):
    return page.locator(".cv-edges path").last.bounding_box()


def test_keys_move_the_filter_inside_the_picture(show):
    page = show(ChannelStack(cursor=(3, 3)))
    before = edges(page)
    blocks(page).press("ArrowRight")
    expect(page.locator(".cs-written")).to_contain_text("y[0, 3, 4]")
    after = edges(page)
    assert after["x"] - before["x"] == pytest.approx(140 / 32, abs=0.1)
    assert after["y"] == pytest.approx(before["y"], abs=0.01)
    blocks(page).press("Enter")
    expect(page.locator(".cs-written")).to_contain_text("Step 1")


def test_the_pointer_points_at_pixels_and_chooses_filters(show):
    page = show(ChannelStack(filters=2))
    images = blocks(page).locator("image")
    face = images.first.bounding_box()
    page.mouse.move(face["x"] + face["width"] * 10.5 / 32, face["y"] + face["height"] * 6.5 / 32)
    expect(page.locator(".cs-written")).to_contain_text("y[0, 4, 8]")  # the window's corner
    feature_map = images.nth(1).bounding_box()
    page.mouse.move(
        feature_map["x"] + feature_map["width"] * 7.5 / 28,
        feature_map["y"] + feature_map["height"] * 3.5 / 28,
    )
    expect(page.locator(".cs-written")).to_contain_text("y[0, 3, 7]")
    second = images.last.bounding_box()
    page.mouse.click(second["x"] + 5, second["y"] + 5)
    expect(page.locator(".cs-written")).to_contain_text("y[1, 3, 7]")
    expect(page.get_by_role("button", name="Filter 1")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize(
    "context_options", [{"has_touch": True, "viewport": {"width": 390, "height": 800}}]
)
def test_a_tap_moves_the_window(show, context_options):
    page = show(ChannelStack(cursor=(0, 0)))
    face = blocks(page).locator("image").first.bounding_box()
    page.touchscreen.tap(
        face["x"] + face["width"] * 16.5 / 32, face["y"] + face["height"] * 16.5 / 32
    )
    expect(page.locator(".cs-written")).to_contain_text("y[0, 14, 14]")


@pytest.mark.parametrize(
    "context_options", [{"viewport": {"width": width, "height": 690}} for width in (1280, 880)]
)
def test_slider_blocks_and_sum_share_a_laptops_screen(show, context_options):
    page = show(ChannelStack(filters=8))
    for part in (page.get_by_role("slider"), blocks(page), page.locator(".cs-total")):
        box = part.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 690


def test_the_output_is_covered_until_the_sum_is_complete(show):
    page = show(small(step=1))
    fill = "(e) => getComputedStyle(e).fill"
    ring = page.locator(".cs-ring")
    assert ring.evaluate(fill) != "none"
    for _ in range(4):
        page.get_by_role("button", name="Step").click()
    assert page.locator(".cs-ring").evaluate(fill) == "none"


def test_the_slider_grows_planes_and_weights_together(show):
    page = show(ChannelStack())
    slider = page.get_by_role("slider", name="filters F")
    ledger = page.locator(".cs-ledger")
    expect(page.locator(".cs-card")).to_have_count(1)
    expect(ledger).to_contain_text("(28,\u00a028,\u00a01)")
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".cs-card")).to_have_count(4)
    for text in ("(28,\u00a028,\u00a04)", "4 × 3 × 5 × 5 = 300", "300 + 4 = 304", "= 235,200"):
        expect(ledger).to_contain_text(text)
    expect(page.locator(".cs-card").nth(3).locator("canvas")).to_have_count(4)


def test_a_card_shows_its_filter_and_fewer_filters_show_the_last(show):
    stack = small(filters=2)
    page = show(stack)
    page.get_by_role("button", name="Filter 1").click()
    expect(page.locator(".cs-written")).to_contain_text("y[1, 0, 0]")
    assert numbers(line(page))[-1] == stack.output[1, 0, 0]
    page.get_by_role("slider").press("ArrowLeft")
    expect(page.locator(".cs-written")).to_contain_text("y[0, 0, 0]")


def test_the_switch_reads_the_same_numbers_wrongly(show):
    stack = small()
    page = show(stack)
    red = plane(page, "Red").locator("span")
    assert numbers(red.all_inner_texts()) == RAMP[0].ravel().tolist()
    page.get_by_role("switch", name="read the numbers as channel-last").check()
    assert numbers(red.all_inner_texts()) == RAMP.ravel()[::3].tolist()
    expect(page.locator(".cs-memory")).to_contain_text("no error")
    labels = page.locator(".cs-number span").all_inner_texts()
    assert labels[:4] == ["red 0,0", "green 0,0", "blue 0,0", "red 0,1"]
    stack.misread = True
    assert numbers(line(page))[-1] == pytest.approx(stack.state.value, abs=0.005)


def test_everything_that_takes_the_keyboard_is_labelled_and_guarded(show):
    page = show(ChannelStack(filters=3))
    focusable = page.locator("input, button, select, [tabindex]").all()
    assert len(focusable) == 4 + 2 + 3 + 2  # pictures, buttons, cards, slider and switch
    for element in focusable:
        assert element.get_attribute("data-lm-suppress-shortcuts") == "true"
        name = element.evaluate(
            "(e) => e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent"
        )
        assert name.strip()
