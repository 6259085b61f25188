"""The Kernel Lab's view on its own page: no kernel, no network, no widget library."""

import json
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from convedu import images, ops
from convedu.widgets import KernelLab
from tests.e2e import browsing

pytestmark = pytest.mark.browser

INPUT, OUTPUT = ".cv-panel .cv-picture >> nth=0", ".cv-panel .cv-picture >> nth=1"
WRITTEN = ".cv-written"

LOAD = """async () => {
  const { module } = JSON.parse(document.getElementById("payload").textContent);
  window.lib = await import(URL.createObjectURL(new Blob([module], { type: "text/javascript" })));
}"""


def greys(page, selector):
    return browsing.pixels(page.locator(selector))[..., 0]


def numbers(locator):
    texts = locator.locator("span").all_inner_texts()
    return [float(text.replace("−", "-")) for text in texts]


def figure(page, number):
    """The window (0), the kernel as it lies (1), the products (2)."""
    return page.locator(".cv-workings .cv-cells").nth(number)


def cell(page, row, column):
    return page.get_by_role("spinbutton", name=f"kernel, row {row}, column {column}")


def total(page):
    return float(
        re.search(r"[=≈]\s(\S+)$", page.locator(WRITTEN).inner_text())[1].replace("−", "-")
    )


# ---- the arithmetic, against NumPy


def test_the_pages_arithmetic_is_ops(show):
    page = show(KernelLab("impulse", [[1]]))
    page.evaluate(LOAD)
    rng = np.random.default_rng(1)
    script = """(cases) => cases.map(([image, kernel]) => {
      const grid = (rows) =>
        lib.makeGrid(rows.length, rows[0].length, Float64Array.from(rows.flat()));
      const rows = ({ rows, cols, data }) =>
        Array.from({ length: rows }, (_, r) => [...data.slice(r * cols, (r + 1) * cols)]);
      const [x, w] = [grid(image), grid(kernel)];
      const at = [x.rows - w.rows, x.cols - w.cols];
      return {
        slid: rows(lib.correlate(x, w)), flipped: rows(lib.correlate(x, lib.rotate(w))),
        turned: rows(lib.rotate(w)), ends: lib.extremes(x), sum: lib.sum(w),
        last: lib.sum(lib.multiply(lib.windowAt(x, w, at), w)),
      };
    })"""
    cases = []
    for _ in range(60):
        high, wide = rng.integers(1, 6, 2) if rng.random() < 0.7 else (1, rng.integers(1, 6))
        extra = rng.integers(0, 9, 2) if high > 1 else (0, rng.integers(0, 9))
        shape = (high + extra[0], wide + extra[1])
        cases.append((rng.normal(size=shape), rng.normal(size=(high, wide))))
    found = page.evaluate(script, [[x.tolist(), w.tolist()] for x, w in cases])
    for (x, w), got in zip(cases, found, strict=True):
        np.testing.assert_allclose(got["slid"], ops.correlate2d(x, w), rtol=0, atol=1e-12)
        np.testing.assert_allclose(got["flipped"], ops.convolve2d(x, w), rtol=0, atol=1e-12)
        assert got["turned"] == w[::-1, ::-1].tolist()
        assert got["last"] == pytest.approx(ops.correlate2d(x, w)[-1, -1], abs=1e-12)
        assert got["ends"] == [x.min(), x.max()]
        assert got["sum"] == pytest.approx(w.sum())


def test_what_is_read_as_a_number(show):
    page = show(KernelLab("impulse", [[1]]))
    page.evaluate(LOAD)
    values = {"2": 2, "-0.5": -0.5, "−.5": -0.5, " 1/9 ": 1 / 9, "-3/4": -0.75, "0,5": 0.5, "+7": 7}
    others = ["", "-", "1/", "1/0", "a", "1e3", "1 2", "--1", "Infinity", "1/-2"]
    texts = [*values, *others]
    found = page.evaluate("(texts) => texts.map(lib.parseNumber)", texts)
    assert dict(zip(texts, found, strict=True)) == values | dict.fromkeys(others)


def test_weights_are_written_as_they_were_meant(show):
    page = show(KernelLab("impulse", [[1]]))
    page.evaluate(LOAD)
    script = "(w) => lib.formatWeights(lib.makeGrid(1, w.length, Float64Array.from(w)))"
    for weights, texts in (
        ([1 / 9, 1 / 9, 2], ["1/9", "1/9", "2"]),
        ([1 / 16, -1 / 8, 0], ["1/16", "−2/16", "0"]),
        ([0.1, -0.25, 3], ["0.1", "−0.25", "3"]),
        ([2**0.5, 1], ["1.41", "1"]),
    ):
        assert page.evaluate(script, weights) == texts


def test_numbers_on_colours_can_be_read(show):
    """WCAG's 4.5 to 1, on every colour of every scale."""
    page = show(KernelLab("impulse", [[1]]))
    page.evaluate(LOAD)
    worst = page.evaluate("""() => {
      const light = (hex) => {
        const [r, g, b] = hex.map((v) => v / 255)
          .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
      };
      const hex = (text) => [1, 3, 5].map((i) => parseInt(text.slice(i, i + 2), 16));
      const scales = [lib.makeScale([0, 1]), lib.signedTo(1), lib.signedTo(1, 1),
        lib.makeScale([-1, 2], [0, 1], 1)];
      const ratios = scales.flatMap((scale) => Array.from({ length: 301 }, (_, i) => {
        const colour = lib.colourOf(scale, scale.low + (scale.high - scale.low) * i / 300);
        const [a, b] = [light(colour), light(hex(lib.inkOn(colour)))];
        return Math.max(a, b) / Math.min(a, b);
      }));
      return Math.min(...ratios);
    }""")
    assert worst >= 4.5


# ---- what is drawn


def test_the_output_is_drawn_from_the_numbers(show):
    lab = KernelLab("camera", "blur")
    page = show(lab)
    assert np.array_equal(greys(page, INPUT), np.rint(lab.image * 255))
    assert np.abs(greys(page, OUTPUT) - lab.output * 255).max() <= 1


def test_negative_is_dark_blue_zero_is_grey_positive_is_light_orange(show):
    lab = KernelLab("coins", "sobel-x")
    page = show(lab)
    colours = browsing.pixels(page.locator(OUTPUT))[..., :3]
    red_over_blue = colours[..., 0] - colours[..., 2]
    strong = np.abs(lab.output) > 0.2
    assert np.array_equal(np.sign(red_over_blue[strong]), np.sign(lab.output[strong]))
    lightness = colours @ [0.2126, 0.7152, 0.0722]
    assert (colours[lab.output == 0] == 140).all()
    assert np.array_equal(np.sign(lightness - 140)[strong], np.sign(lab.output[strong]))
    low, high = lab.output.min(), lab.output.max()
    legend = page.locator(".cv-legend").inner_text().replace("−", "-").split()
    assert legend[:2] + legend[-2:] == ["min", f"{low:.2f}", "max", f"{high:.2f}"]


def test_a_kernel_that_keeps_the_mean_gives_a_picture(show):
    lab = KernelLab("camera", "sharpen")
    page = show(lab)
    colours = browsing.pixels(page.locator(OUTPUT))[..., :3]
    inside = (lab.output >= 0.01) & (lab.output <= 1)
    assert (np.ptp(colours[inside], axis=-1) == 0).all()
    assert (colours[lab.output < -0.1] @ [1, 0, -1] < 0).all()
    assert (colours[lab.output > 1.1] @ [1, 0, -1] > 0).all()


def test_as_a_picture_what_is_outside_0_to_1_is_clipped(show):
    lab = KernelLab("camera", "sharpen")
    page = show(lab)
    numbers_shown = browsing.pixels(page.locator(OUTPUT))
    clip = page.get_by_role("switch", name="as a picture")
    clip.press("Space")
    clipped = np.clip(lab.output, 0, 1) * 255
    assert np.abs(greys(page, OUTPUT) - clipped).max() <= 1
    legend = page.locator(".cv-legend").inner_text().replace("−", "-").split()
    assert legend[:2] == ["min", f"{lab.output.min():.2f}"], "the numbers stay"
    clip.press("Space")
    assert np.array_equal(browsing.pixels(page.locator(OUTPUT)), numbers_shown)
    clip.press("Space")
    page.get_by_label("Named kernel").select_option("blur")
    expect(clip).to_be_disabled()
    expect(clip).not_to_be_checked()
    page.get_by_label("Named kernel").select_option("sharpen")
    expect(clip).to_be_checked()


def test_numbers_that_are_no_picture_have_no_clip(show):
    page = show(KernelLab("number grid", "sobel-x"))
    expect(page.get_by_role("switch", name="as a picture")).to_be_hidden()


def test_small_images_show_their_numbers(show):
    lab = KernelLab("number grid", "sobel-x", cursor=(2, 3))
    page = show(lab)
    assert numbers(page.locator(INPUT)) == lab.image.ravel().tolist()
    assert numbers(page.locator(OUTPUT)) == lab.output.ravel().tolist()
    assert numbers(figure(page, 0)) == lab.state.window.ravel().tolist()
    assert numbers(figure(page, 2)) == [x * weight for x, weight in lab.state.terms()]
    assert total(page) == lab.state.value


# ---- moving the window


def test_keys_move_the_window_and_the_sentence_follows(show):
    lab = KernelLab("number grid", "emboss", cursor=(0, 0))
    page = show(lab)
    written = page.locator(WRITTEN)
    page.locator(INPUT).focus()
    visited = [(0, 0)]
    for key, place in (
        ("ArrowRight", (0, 1)), ("ArrowDown", (1, 1)), ("End", (1, 6)), ("Enter", (2, 0)),
        ("Space", (2, 1)), ("Shift+ArrowDown", (6, 1)), ("Home", (6, 0)), ("ArrowLeft", (6, 0)),
        ("ArrowUp", (5, 0)), ("Control+End", (6, 6)), ("Enter", (0, 0)), ("ArrowUp", (0, 0)),
    ):  # fmt: skip
        before = written.inner_text()
        page.keyboard.press(key)
        expect(written).to_contain_text(f"output[{place[0]},\u00a0{place[1]}] =")
        assert total(page) == lab.output[place]
        assert (written.inner_text() != before) == (place != visited[-1])
        visited.append(place)


def test_the_pointer_moves_the_window(show):
    lab = KernelLab("number grid", "blur", cursor=(0, 0))
    page = show(lab)
    box = page.locator(INPUT).bounding_box()
    size = box["width"] / 9
    page.mouse.move(box["x"] + 4.5 * size, box["y"] + 2.5 * size)  # the window's middle
    expect(page.locator(WRITTEN)).to_contain_text("output[1,\u00a03] =")
    marker = page.locator(f"{INPUT} >> .cv-marker").bounding_box()
    assert marker["x"] == pytest.approx(box["x"] + 3 * size, abs=0.5)
    assert marker["y"] == pytest.approx(box["y"] + 1 * size, abs=0.5)
    assert marker["width"] == pytest.approx(3 * size, abs=0.5)
    out = page.locator(OUTPUT).bounding_box()
    page.mouse.move(out["x"] + 6.5 * size, out["y"] + 6.5 * size)
    expect(page.locator(WRITTEN)).to_contain_text("output[6,\u00a06] =")
    page.mouse.move(box["x"] + 1, box["y"] + 1)  # a corner has no window of its own
    expect(page.locator(WRITTEN)).to_contain_text("output[0,\u00a00] =")


@pytest.mark.parametrize("context_options", [{"has_touch": True}])
def test_touch_moves_the_window(show):
    page = show(KernelLab("number grid", "blur", cursor=(0, 0)))
    out = page.locator(OUTPUT).bounding_box()
    page.touchscreen.tap(out["x"] + out["width"] * 0.5, out["y"] + out["height"] * 0.95)
    expect(page.locator(WRITTEN)).to_contain_text("output[6,\u00a03] =")


# ---- changing the kernel


def test_a_typed_weight_changes_the_output(show):
    lab = KernelLab("camera", "identity")
    page = show(lab)
    kernel = lab.kernel.copy()
    for (row, column), text, value in (((0, 2), "1/4", 0.25), ((1, 1), ".5", 0.5)):
        cell(page, row, column).fill(text)
        kernel[row, column] = value
        expected = ops.correlate2d(lab.image, kernel)
        white = max(1, expected.max())
        assert np.abs(greys(page, OUTPUT) - expected / white * 255).max() <= 1
    expect(page.locator(".cv-sum")).to_have_text("sum 0.75 multiplies the mean by 0.75")
    expect(page.get_by_label("Named kernel")).to_have_value("my own")


def test_arrow_keys_change_a_weight(show):
    lab = KernelLab("number grid", "identity")
    page = show(lab)
    cell(page, 0, 0).press("ArrowUp")
    cell(page, 0, 0).press("Shift+ArrowDown")
    expect(cell(page, 0, 0)).to_have_value("0.9")
    kernel = lab.kernel.copy()
    kernel[0, 0] = 0.9
    np.testing.assert_allclose(
        numbers(page.locator(OUTPUT)), ops.correlate2d(lab.image, kernel).ravel(), atol=0.006
    )


def test_what_is_no_number_is_refused_with_a_sentence(show):
    page = show(KernelLab("number grid", "blur"))
    before = numbers(page.locator(OUTPUT))
    corner = cell(page, 0, 0)
    corner.fill("two")
    told = "“two” is not a number. It stays 1/9."
    expect(page.get_by_role("alert")).to_have_text(told)
    expect(corner).to_have_attribute("aria-invalid", "true")
    assert numbers(page.locator(OUTPUT)) == before
    corner.blur()
    expect(corner).to_have_value("1/9")
    expect(corner).to_have_attribute("aria-invalid", "false")
    expect(page.get_by_role("alert")).to_have_text(told)  # why the old number is back
    corner.fill("2")
    expect(page.get_by_role("alert")).to_have_text("")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "A weight cannot be empty. It stays 1/9."),
        ("-", "“-” is only the beginning of a number. It stays 1/9."),
        ("1/", "“1/” is only the beginning of a number. It stays 1/9."),
    ],
)
def test_who_is_still_typing_is_not_told_off_and_who_leaves_it_is_told(show, text, told):
    page = show(KernelLab("number grid", "blur"))
    corner = cell(page, 0, 0)
    corner.fill(text)
    expect(corner).to_have_attribute("aria-invalid", "false")
    expect(page.get_by_role("alert")).to_have_text("")
    corner.press("Enter")
    expect(corner).to_have_value("1/9")
    expect(page.get_by_role("alert")).to_have_text(told)


def test_a_number_beyond_what_python_takes_is_called_that(show):
    page = show(KernelLab("number grid", "blur"))
    cell(page, 0, 0).fill("99999999999")
    told = "“99999999999” is beyond 1,000,000,000. It stays 1/9."
    expect(page.get_by_role("alert")).to_have_text(told)


def test_named_kernels_and_sizes(show):
    lab = KernelLab("number grid", "identity")
    page = show(lab)
    for name in ("outline", "gaussian", "sobel-y"):
        page.get_by_label("Named kernel").select_option(name)
        expected = ops.correlate2d(lab.image, images.kernel(name)).ravel()
        np.testing.assert_allclose(numbers(page.locator(OUTPUT)), expected, atol=0.0051)
    page.get_by_label("Size of the kernel").select_option("5 × 5")  # zeros round it
    expect(page.get_by_role("spinbutton")).to_have_count(25)
    inner = ops.correlate2d(lab.image, images.kernel("sobel-y"))[1:-1, 1:-1]
    assert numbers(page.locator(OUTPUT)) == inner.ravel().tolist()
    page.get_by_label("Size of the kernel").select_option("1 × 1")  # its middle, which is 0
    assert numbers(page.locator(OUTPUT)) == [0] * 81


def test_an_impulse_copies_the_kernel_turned_or_upright(show):
    kernel = np.arange(1.0, 10).reshape(3, 3)
    page = show(KernelLab("impulse", kernel))

    def copied():
        return np.array(numbers(page.locator(OUTPUT))).reshape(7, 7)[2:5, 2:5]

    assert np.array_equal(copied(), kernel[::-1, ::-1])
    assert numbers(figure(page, 1)) == kernel.ravel().tolist()
    page.get_by_role("switch", name="flip the kernel").check()
    assert np.array_equal(copied(), kernel)
    assert numbers(figure(page, 1)) == kernel[::-1, ::-1].ravel().tolist()
    expect(page.locator(".cv-workings")).to_contain_text("kernel, turned by 180°")


# ---- one row


def test_one_row_slides_the_kernel_under_the_numbers(show):
    lab = KernelLab([1, 2, 4, 8, 16, 32], [1, 0, -1], cursor=0)
    page = show(lab)
    signal, result = page.locator(".cv-track .cv-picture").all()
    kernel = page.locator(".cv-sliding .cv-cells").first
    assert numbers(result) == lab.output.ravel().tolist()
    signal.focus()
    for place in range(4):
        x, y, z = (2 ** (place + i) for i in range(3))
        words = f"output[{place}] = {x} × 1 + {y} × 0 + {z} × (−1) = "
        expect(page.locator(WRITTEN)).to_contain_text(words.replace(" × ", "\u00a0×\u00a0")[:-2])
        marker = signal.locator(".cv-marker").bounding_box()
        assert kernel.bounding_box()["x"] == pytest.approx(marker["x"], abs=0.5)
        page.keyboard.press("ArrowRight")
    page.get_by_role("switch").check()
    assert numbers(kernel) == [-1, 0, 1]
    assert numbers(result) == ops.convolve2d(lab.image, lab.kernel).ravel().tolist()


# ---- pictures


def test_another_picture(show):
    page = show(KernelLab("camera", "identity"))
    page.get_by_label("Input", exact=True).get_by_role("combobox").select_option("brick")
    assert np.array_equal(greys(page, INPUT), np.rint(images.load("brick") * 255))


def test_a_picture_of_ones_own_becomes_grey_and_small(show, tmp_path):
    from matplotlib import image as files

    picture = np.zeros((300, 600, 3), np.uint8)
    picture[:, :300] = (200, 100, 50)
    files.imsave(tmp_path / "mine.png", picture)
    page = show(KernelLab("impulse", "blur"))
    page.locator("input[type=file]").set_input_files(tmp_path / "mine.png")
    expect(page.get_by_role("combobox").first).to_have_value("mine.png")
    found = greys(page, INPUT)
    assert found.shape == (128, 256)
    assert abs(found[64, 20] - (0.299 * 200 + 0.587 * 100 + 0.114 * 50)) <= 1
    assert found[64, 200] == 0


def test_a_file_that_is_no_picture_is_refused_with_a_sentence(show, tmp_path):
    (tmp_path / "notes.png").write_text("no picture")
    page = show(KernelLab("impulse", "blur"))
    page.locator("input[type=file]").set_input_files(tmp_path / "notes.png")
    words = "notes.png is not a picture that this browser can read."
    expect(page.get_by_role("alert")).to_have_text(words)
    expect(page.get_by_role("combobox").first).to_have_value("impulse")


# ---- for everybody


def test_every_control_has_a_name_and_keeps_its_keys_from_jupyter(show):
    page = show(KernelLab("number grid", "blur"))
    found = page.locator("main :is(input, select, button, a, [tabindex])")
    assert found.count() == 17  # 2 pictures, 9 weights, 3 menus, a file, 2 switches (one hidden)
    for control in found.all():
        assert control.get_attribute("data-lm-suppress-shortcuts") == "true"
    unnamed = page.locator("main").aria_snapshot()
    assert not re.search(r"- (combobox|spinbutton|button|switch|application)(:|$)", unnamed, re.M)


def test_without_scripts_the_picture_stands_there(browser):
    lab = KernelLab("camera", "sobel-x")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_content(lab.to_html())
    expect(page.get_by_role("img", name=lab.describe())).to_be_visible()
    context.close()


def test_the_frame_works_too(show, page):
    lab = KernelLab("number grid", "blur", cursor=(0, 0))
    page.set_content(lab.embed()._repr_html_())
    inner = page.frame_locator("iframe")
    inner.locator(INPUT).focus()
    page.keyboard.press("ArrowRight")
    expect(inner.locator(WRITTEN)).to_contain_text("output[0,\u00a01] =")


@pytest.mark.parametrize(
    ("context_options", "columns"),
    [
        ({"viewport": {"width": 940, "height": 800}}, 3),
        ({"viewport": {"width": 560, "height": 800}}, 1),
    ],
)
def test_panels_stand_beside_each_other_or_are_stacked(show, columns):
    page = show(KernelLab("camera", "gaussian"))
    lefts = {round(panel.bounding_box()["x"]) for panel in page.locator(".cv-panel").all()}
    assert len(lefts) == columns
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_light_and_dark(browser):
    colours = []
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.set_content(KernelLab("impulse", [[1]]).to_html())
        page.wait_for_selector("html[data-ready]")
        body = page.locator("body")
        colours.append(
            body.evaluate(
                "(el) => [getComputedStyle(el).color, getComputedStyle(el).backgroundColor]"
            )
        )
        context.close()
    (ink, paper), (dark_ink, dark_paper) = [
        [sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in pair] for pair in colours
    ]
    assert ink < 200 < 600 < paper
    assert dark_paper < 200 < 600 < dark_ink


# ---- between page and Python

OWN_MODEL = """() => {
  const state = structuredClone(JSON.parse(document.getElementById("payload").textContent).state);
  const listeners = {};
  window.told = [];
  window.model = {
    get: (name) => state[name], off() {},
    set: (name, value) => {
      state[name] = value;
      (listeners[name] ?? []).forEach((call) => call());
    },
    on: (event, call) => { (listeners[event.replace("change:", "")] ??= []).push(call); },
    save_changes: () => told.push({ at: performance.now(), ...structuredClone(state) }),
  };
  const el = document.getElementById("widget");
  el.replaceChildren();
  lib.default.render({ model, el });
}"""


def test_python_is_told_at_most_every_60_ms_and_of_the_last_place(show):
    page = show(KernelLab("number grid", "blur", cursor=(0, 0)))
    page.evaluate(LOAD)
    page.evaluate(OWN_MODEL)
    moves = page.locator(INPUT).evaluate("""async (picture) => {
      const box = picture.getBoundingClientRect();
      const clientY = box.top + box.height / 2;
      let moves = 0;
      for (const end = performance.now() + 400; performance.now() < end; moves++) {
        const clientX = box.left + (box.width * (1 + (moves % 8))) / 9;
        picture.dispatchEvent(new PointerEvent("pointermove", { clientX, clientY }));
        await new Promise((go) => setTimeout(go, 1));
      }
      const clientX = box.right - 1;
      picture.dispatchEvent(new PointerEvent("pointermove", { clientX, clientY }));
      return moves;
    }""")
    page.wait_for_function("String(told.at(-1).cursor) === '3,6'")
    told = page.evaluate("told.map(({ at }) => at)")
    assert 2 <= len(told) < moves / 2
    assert min(np.diff(told)) >= 59  # a timer may be early by a rounding


def test_python_hears_each_change_in_its_own_form(show):
    page = show(KernelLab("impulse", "identity", cursor=(0, 0)))
    page.evaluate(LOAD)
    page.evaluate(OWN_MODEL)
    page.get_by_label("Named kernel").select_option("gaussian")
    page.get_by_role("switch").check()
    page.locator(OUTPUT).press("End")
    page.wait_for_function("told.length && String(told.at(-1).cursor) === '0,4'")
    last = page.evaluate("told.at(-1)")
    assert last["flip"] is True
    lab = KernelLab("impulse", "identity")
    lab.set_state({name: last[name] for name in ("kernel", "flip", "cursor")})
    assert np.array_equal(lab.kernel, images.kernel("gaussian"))
    assert json.dumps(last["kernel"])


def test_what_python_changes_is_painted(show):
    lab = KernelLab("number grid", "identity")
    page = show(lab)
    page.evaluate(LOAD)
    page.evaluate(OWN_MODEL)
    page.evaluate("model.set('kernel', [[0, 0, 2]])")
    assert numbers(page.locator(OUTPUT)) == ops.correlate2d(lab.image, [[0, 0, 2]]).ravel().tolist()
    expect(page.get_by_role("spinbutton")).to_have_count(3)
    assert page.evaluate("told.length") == 0  # what came from Python is not sent back


def test_a_picture_smaller_than_the_kernel_is_refused(show, tmp_path):
    from matplotlib import image as files

    files.imsave(tmp_path / "dot.png", np.zeros((2, 2, 3), np.uint8))
    page = show(KernelLab("impulse", "blur"))
    page.locator("input[type=file]").set_input_files(tmp_path / "dot.png")
    expect(page.get_by_role("alert")).to_have_text("That picture is smaller than the kernel.")
    expect(page.get_by_role("combobox").first).to_have_value("impulse")
    assert numbers(page.locator(INPUT)) == images.impulse(9).ravel().tolist()


def test_kernels_larger_than_the_image_are_not_offered(show):
    page = show(KernelLab(np.eye(4), "blur"))
    disabled = page.get_by_label("Named kernel").locator("option[disabled]")
    assert disabled.all_inner_texts() == ["my own", "gaussian"]
    assert page.get_by_label("Size of the kernel").locator("option").all_inner_texts() == [
        "1 × 1",
        "3 × 3",
    ]


@pytest.mark.parametrize("context_options", [{"viewport": {"width": 500, "height": 800}}])
@pytest.mark.parametrize("length", [3, 24, 40, 512])
def test_a_row_never_needs_scrolling_sideways(show, length):
    page = show(KernelLab(np.arange(length), [1, 0, -1]))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.locator(WRITTEN)).to_contain_text("= −2")
