"""The Channel Mixer's view on its own page: no kernel, no network, no widget library."""

import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from convedu import ops
from convedu.widgets import ChannelMixer
from convedu.widgets.channel_mixer.state import Bottleneck, Fold, MixerState
from convedu.widgets.channel_mixer.view import MATRICES, colour_pictures

pytestmark = pytest.mark.browser

LOAD = """async () => {
  const { module } = JSON.parse(document.getElementById("payload").textContent);
  window.lib = await import(URL.createObjectURL(new Blob([module], { type: "text/javascript" })));
  window.grid = (rows) =>
    lib.makeGrid(rows.length, rows[0].length, Float64Array.from(rows.flat()));
  window.list = ({ rows, cols, data }) =>
    Array.from({ length: rows }, (_, r) => [...data.slice(r * cols, (r + 1) * cols)]);
}"""
COLOURS = """(picture) => {
  const { width, height } = picture.querySelector("canvas");
  const { data } = picture.querySelector("canvas").getContext("2d")
    .getImageData(0, 0, width, height);
  return Array.from({ length: 3 }, (_, c) => Array.from({ length: height }, (_, i) =>
    Array.from({ length: width }, (_, j) => data[(i * width + j) * 4 + c])));
}"""


def picture(page, name):
    return page.get_by_role("application", name=re.compile(f"^{name}"))


def pixels(page, name):
    return np.array(picture(page, name).evaluate(COLOURS))


def on_screen(planes):
    return np.rint(np.clip(np.broadcast_to(planes, (3, *planes.shape[1:])), 0, 1) * 255)


def weight(page, source, target):
    return page.get_by_role("spinbutton", name=f"weight from {source} to {target}")


# ---- the arithmetic, against NumPy


def test_the_pages_arithmetic_is_ops(show):
    page = show(ChannelMixer("patches"))
    page.evaluate(LOAD)
    rng = np.random.default_rng(8)
    planes, matrix = rng.normal(size=(3, 7, 6)), rng.normal(size=(3, 3))
    mixed = page.evaluate(
        "([planes, matrix]) => lib.mixChannels(planes.map(grid), matrix).map(list)",
        [planes.tolist(), matrix.tolist()],
    )
    np.testing.assert_allclose(mixed, ops.conv2d(planes, matrix[:, :, None, None]), atol=1e-12)
    for relu in (False, True):
        fold = Fold(planes, matrix[0], relu)
        found = page.evaluate(
            """([planes, kernels, weights, relu]) => {
              const compared = lib.compareLayers(
                { image: planes.map(grid), kernels: kernels.map(grid), weights, relu });
              return { ...compared, two: list(compared.two), kernel: list(compared.kernel) };
            }""",
            [planes.tolist(), fold.kernels.tolist(), fold.weights[0].tolist(), relu],
        )
        np.testing.assert_allclose(found["two"], fold.two_layers, atol=1e-12)
        np.testing.assert_allclose(found["kernel"], fold.kernel, atol=1e-12)
        assert found["apart"] == pytest.approx(fold.difference, abs=1e-12)
        assert found["foldable"] == fold.foldable == (not relu)


def test_the_pages_prices_are_those_of_the_layers(show):
    page = show(ChannelMixer("patches"))
    page.evaluate(LOAD)
    for channels, mid in [(256, 64), (64, 57), (64, 64), (512, 1), (1, 1)]:
        price = page.evaluate("([c, m]) => lib.priceOf(c, m)", [channels, mid])
        widths = Bottleneck(channels, mid)
        assert tuple(price["steps"]) == widths.prices
        assert (price["plain"], price["saving"]) == (widths.plain, widths.saving)
        assert page.evaluate("(c) => lib.widestMiddle(c)", channels) == widths.widest


@pytest.mark.parametrize("name", ["chelsea", "patches"])
def test_a_picture_in_grey_is_the_same_on_both_sides(show, name):
    page = show(ChannelMixer("patches"))
    page.evaluate(LOAD)
    planes = colour_pictures()[name]
    found = page.evaluate("(p) => list(lib.greyOf(p.map(grid)))", planes.tolist())
    np.testing.assert_allclose(found, Fold(planes, [1, 0, 0]).grey, atol=1e-12)


# ---- mixing


def test_a_named_matrix_recolours_the_picture(show):
    mixer = ChannelMixer("astronaut")
    page = show(mixer)
    assert np.array_equal(pixels(page, "Output"), on_screen(mixer.image))
    for name in ("swap red and blue", "sepia", "one grey plane", "red minus green"):
        page.get_by_label("Named matrix").select_option(name)
        expected = on_screen(MixerState(mixer.image, MATRICES[name]).output)
        assert np.abs(pixels(page, "Output") - expected).max() <= 1
    assert page.get_by_role("spinbutton").count() == 4  # three weights and a bias


def test_keys_change_a_weight_and_move_the_pixel(show):
    mixer = ChannelMixer("patches", "identity", cursor=(0, 0))
    page = show(mixer)
    weight(page, "red", "green").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowUp")
    expect(weight(page, "red", "green")).to_have_value("0.11")
    matrix = np.eye(3)
    matrix[1, 0] = 0.11
    expected = on_screen(MixerState(mixer.image, matrix).output)
    assert np.abs(pixels(page, "Output") - expected).max() <= 1
    picture(page, "Input").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    expect(page.locator(".cv-lines")).to_contain_text("At pixel [1, 3]:")
    page.keyboard.press("ArrowDown")  # there is no lower row
    expect(page.locator(".cv-lines")).to_contain_text("At pixel [1, 3]:")


def test_the_pointer_reads_a_pixel_and_drags_a_weight(show):
    mixer = ChannelMixer("patches", "identity", cursor=(0, 0))
    page = show(mixer)
    box = picture(page, "Input").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 5 / 8, box["y"] + box["height"] / 4)
    words = "At pixel [0, 2]:\nred = 1 × 0 + 0 × 0 + 0 × 1 = 0;".replace(" × ", "\u00a0×\u00a0")
    expect(page.locator(".cv-lines")).to_contain_text(words.replace("= 0;", "=\u00a00;"))
    box = weight(page, "blue", "red").bounding_box()
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 10)
    page.mouse.up()
    expect(weight(page, "blue", "red")).to_have_value("0.5")
    assert pixels(page, "Output")[:, 0, 2].tolist() == [128, 0, 255]
    page.mouse.move(box["x"] + 90, box["y"] + 10)  # let go: nothing more happens
    expect(weight(page, "blue", "red")).to_have_value("0.5")


def test_what_is_no_number_is_refused_with_a_sentence(show):
    page = show(ChannelMixer("patches", "identity"))
    box = weight(page, "red", "red")
    box.fill("one")
    expect(page.get_by_role("alert")).to_have_text("“one” is not a number. It stays 1.")
    expect(box).to_have_attribute("aria-invalid", "true")
    box.blur()
    expect(box).to_have_value("1")
    expect(page.get_by_role("alert")).to_have_text("“one” is not a number. It stays 1.")


def test_a_bias_is_added_and_a_named_matrix_takes_it_away(show):
    mixer = ChannelMixer("patches", -np.eye(3), cursor=(0, 0))
    page = show(mixer)
    assert not pixels(page, "Output").any()
    for colour in ("red", "green", "blue"):
        page.get_by_role("spinbutton", name=f"bias of {colour}").fill("1")
    assert np.array_equal(pixels(page, "Output"), 255 - on_screen(mixer.image))
    expect(page.locator(".cv-lines")).to_contain_text("+ 0\u00a0×\u00a00 + 1 =\u00a00;")
    expect(page.locator(".cv-product")).to_contain_text("bias")
    page.get_by_label("Named matrix").select_option("identity")
    assert np.array_equal(pixels(page, "Output"), on_screen(mixer.image))
    expect(page.get_by_role("spinbutton", name="bias of red")).to_have_value("0")


def test_a_picture_of_ones_own_keeps_its_colours(show, tmp_path):
    picture = np.zeros((30, 60, 3), np.uint8)
    picture[:, :30] = (200, 100, 50)
    Image.fromarray(picture).save(tmp_path / "mine.png")
    page = show(ChannelMixer("patches", "swap red and blue"))
    page.locator("input[type=file]").set_input_files(tmp_path / "mine.png")
    expect(page.get_by_label("Picture", exact=True)).to_have_value("mine.png")
    assert np.array_equal(pixels(page, "Input"), np.moveaxis(picture, -1, 0))
    assert np.array_equal(pixels(page, "Output"), np.moveaxis(picture, -1, 0)[::-1])
    page.get_by_label("Picture", exact=True).select_option("patches")
    assert pixels(page, "Input").shape == (3, 2, 4)


def test_a_large_picture_becomes_small_and_a_text_is_refused(show, tmp_path):
    Image.new("RGB", (600, 300), "orange").save(tmp_path / "large.png")
    (tmp_path / "notes.png").write_text("no picture")
    page = show(ChannelMixer("patches"))
    page.locator("input[type=file]").set_input_files(tmp_path / "notes.png")
    words = "notes.png is not a picture that this browser can read."
    expect(page.get_by_role("alert")).to_have_text(words)
    assert pixels(page, "Input").shape == (3, 2, 4)
    page.locator("input[type=file]").set_input_files(tmp_path / "large.png")
    expect(page.get_by_role("alert")).to_have_text("")
    assert pixels(page, "Input").shape == (3, 128, 256)


# ---- the other tabs


def test_tabs_by_keyboard(show):
    page = show(ChannelMixer("patches"))
    page.get_by_role("tab", name="Mix channels").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Bottleneck")).to_be_focused()
    expect(page.get_by_role("slider")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("switch")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(picture(page, "Input")).to_be_visible()


def test_the_middle_by_slider_and_by_pointer(show):
    page = show(ChannelMixer(tab="bottleneck", mid=229))
    words = page.locator(".cv-bottleneck .cv-written")
    expect(words).to_contain_text("1.00 times fewer than 589,824")
    page.get_by_role("slider").press("ArrowRight")
    expect(words).to_contain_text("256 → 230 → 230 → 256")
    expect(words).to_contain_text("as many as the plain 589,824: nothing saved")
    box = page.locator(".cv-curve").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.up()
    expect(page.get_by_role("slider")).to_have_value("128")
    expect(words).to_contain_text(f"{sum(Bottleneck(256, 128).prices):,} weights, 2.77 times fewer")
    page.get_by_label("channels in and out").select_option("64")
    expect(words).to_contain_text("64 → 64 → 64 → 64")
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.7)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.95, box["y"] + box["height"] * 0.3, steps=8)
    page.mouse.up()
    assert page.evaluate("String(getSelection())") == ""  # dragging marks no text


def test_the_relu_ends_the_fold(show):
    mixer = ChannelMixer("chelsea", tab="fold", weights=[1, 0, 0])
    page = show(mixer)
    verdict = page.locator(".cv-verdict")
    expect(verdict).to_have_text("Foldable: yes. Two layers and one kernel differ by 0 everywhere.")
    page.get_by_role("switch").check()
    largest = Fold(mixer.image, [1, 0, 0], True).difference
    expect(verdict).to_contain_text(
        f"Foldable: no. With the ReLU in between, the largest difference is {largest:.2f}"
    )
    page.get_by_role("spinbutton", name="weight of sobel-x").fill("0")
    expect(verdict).to_contain_text("Foldable: yes here, by luck.")


# ---- for everybody


@pytest.mark.parametrize("tab", ["mix", "bottleneck", "fold"])
def test_every_control_has_a_name_and_keeps_its_keys_from_jupyter(show, tab):
    page = show(ChannelMixer("patches", tab=tab))
    found = page.locator("main :is(input, select, button, a, [tabindex])")
    assert found.count() >= 10
    for control in found.all():
        assert control.get_attribute("data-lm-suppress-shortcuts") == "true"
    heard = page.locator("main").aria_snapshot()
    assert not re.search(
        r"- (combobox|spinbutton|button|switch|slider|application)(:|$)", heard, re.M
    )


@pytest.mark.parametrize("context_options", [{"viewport": {"width": 560, "height": 800}}])
@pytest.mark.parametrize("tab", ["mix", "bottleneck", "fold"])
def test_a_narrow_page_does_not_scroll_sideways(show, tab):
    page = show(ChannelMixer("patches", tab=tab))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
