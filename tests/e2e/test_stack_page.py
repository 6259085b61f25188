"""Stack Explorer and Left-Right Race on their own pages: no kernel, no network, no library."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from convedu import training
from convedu.widgets import LeftRightRace, StackExplorer, StackState

pytestmark = pytest.mark.browser

LOAD = """async () => {
  const { module, state } = JSON.parse(document.getElementById("payload").textContent);
  window.lib = await import(URL.createObjectURL(new Blob([module], { type: "text/javascript" })));
  window.held = state;
}"""
STATES = """(cases) => cases.map(([names, relu, cursor, padded]) => {
  const grid = (rows) => lib.makeGrid(rows.length, rows[0].length, Float64Array.from(rows.flat()));
  const s = lib.stateOf({ ...held, image: grid(held.image) }, { names, relu, padded, cursor });
  return {
    output: [...s.output.data], kernel: [...s.kernel.data], difference: s.difference,
    differing: s.differing.length,
    seen: s.rows.map((rows, level) => [rows, s.cols[level]]), field: lib.fieldOf(s.layers),
  };
})"""
WRITTEN, DIFFERENCE = ".cv-written", ".cv-difference"


def test_the_pages_arithmetic_is_pythons(show):
    page = show(StackExplorer())
    page.evaluate(LOAD)
    cases = [
        (["3x3"], False, (3, 17), False),
        (["3x3", "5x5", "3x3 dilation 2"], False, (0, 9), False),
        (["3x3 stride 2", "3x3", "mean pool"], False, (1, 2), False),
        (["5x5", "max pool", "3x3 dilation 2", "1x1"], True, (2, 0), False),
        (["3x3"] * 6, True, (7, 4), False),
        (["3x3", "3x3"], False, (0, 19), True),
        (["5x5", "3x3 dilation 2", "1x1"], True, (1, 9), True),
        (["3x3 stride 2", "mean pool", "3x3 stride 2", "3x3"], False, (0, 2), True),
        (["5x5"] * 6, False, (10, 3), True),
    ]
    for (names, *held), found in zip(cases, page.evaluate(STATES, cases), strict=True):
        state = StackState(tuple(names), *held)
        np.testing.assert_allclose(found["output"], state.maps[-1].ravel(), rtol=0, atol=1e-12)
        np.testing.assert_allclose(found["kernel"], state.kernel.ravel(), rtol=0, atol=1e-12)
        assert found["difference"] == pytest.approx(state.difference, abs=1e-12)
        assert (found["difference"] == 0) == (state.difference == 0)
        assert found["differing"] == state.differing
        assert found["seen"] == [list(state.seen(level)) for level in range(len(state.maps))]
        assert found["field"] == {"size": state.field.size, "jump": state.field.jump}


def test_keys_choose_an_output_and_what_it_sees_follows(show):
    page = show(StackExplorer(["3x3", "3x3 stride 2"], cursor=(0, 0)))
    output = page.get_by_role("application", name="Output")
    output.focus()
    for key, place in (
        ("ArrowRight", (0, 1)), ("ArrowDown", (1, 1)), ("End", (1, 7)), ("Enter", (2, 0)),
        ("Control+End", (7, 7)), ("ArrowDown", (7, 7)),
    ):  # fmt: skip
        page.keyboard.press(key)
        rows, columns = StackState(("3x3", "3x3 stride 2"), cursor=place).seen(0)
        expect(page.locator(WRITTEN)).to_contain_text(f"output[{place[0]}, {place[1]}]")
        expect(page.locator(WRITTEN)).to_contain_text(
            f"rows {rows[0]} to {rows[-1]}, columns {columns[0]} to {columns[-1]}."
        )
        expect(page.locator(".cv-map").first.locator(".cv-seen")).to_have_count(25)


def test_the_pointer_chooses_an_output(show):
    page = show(StackExplorer(["3x3", "3x3"], cursor=(0, 0)))
    output = page.get_by_role("application", name="Output")
    box = output.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 10.5 / 16, box["y"] + box["height"] * 4.5 / 16)
    expect(page.locator(WRITTEN)).to_contain_text("output[4, 10]")
    expect(page.locator(WRITTEN)).to_contain_text("rows 4 to 8, columns 10 to 14.")


def test_layers_come_and_go(show):
    page = show(StackExplorer(["3x3"]))
    expect(page.get_by_role("button", name="Remove layer 1")).to_be_disabled()
    page.get_by_role("button", name="Add a layer").press("Enter")
    expect(page.locator(".cv-growth tbody tr")).to_have_count(2)
    expect(page.locator(".cv-growth")).to_contain_text("3 + 2·1 = 5")
    menu = page.get_by_role("combobox", name="Layer 1")
    menu.focus()
    menu.select_option("3x3 stride 2")
    expect(page.locator(".cv-growth")).to_contain_text("3 + 2·2 = 7")
    page.get_by_role("button", name="Remove layer 1").click()
    expect(page.locator(".cv-growth tbody tr")).to_have_count(1)
    expect(page.locator(".cv-map")).to_have_count(2)


def test_a_layer_that_does_not_fit_is_refused_with_a_sentence(show):
    page = show(StackExplorer(["3x3 stride 2", "3x3 stride 2", "3x3"]))
    page.get_by_role("button", name="Add a layer").click()
    expect(page.get_by_role("alert")).to_have_text(
        "Layer 4 spans 3 positions, but only 2 are left. The stack stays as it was."
    )
    expect(page.get_by_role("combobox")).to_have_count(3)
    page.get_by_role("combobox", name="Layer 3").select_option("5x5")
    expect(page.get_by_role("combobox", name="Layer 3")).to_have_value("3x3")


def test_a_relu_breaks_the_one_kernel(show):
    page = show(StackExplorer(["3x3", "3x3"]))
    expect(page.locator(DIFFERENCE)).to_have_text(
        "Largest difference anywhere: 0. The stack is one convolution."
    )
    page.get_by_role("switch", name="ReLU between layers").press("Space")
    wanted = StackState(("3x3", "3x3"), relu=True).difference
    expect(page.locator(DIFFERENCE)).to_contain_text(f"anywhere: {wanted:.2f}. With ReLU")


def test_zero_padding_keeps_the_size_and_parts_the_two_at_the_border(show):
    page = show(StackExplorer(["3x3", "3x3"]))
    dots = page.locator(".cv-differs")
    expect(dots).to_have_count(0)
    padding = page.get_by_role("switch", name="zero padding")
    padding.press("Space")
    state = StackState(("3x3", "3x3"), padded=True)
    expect(page.locator(DIFFERENCE)).to_contain_text(f"{state.differing} of 400 outputs differ")
    expect(dots).to_have_count(state.differing)
    expect(page.locator(".cv-maps figcaption").last).to_have_text("2. 3x3 20 × 20")
    page.get_by_role("application", name="Output").press("Control+Home")
    expect(page.locator(WRITTEN)).to_contain_text("sees 3 × 3 pixels: rows 0 to 2, columns 0 to 2")
    expect(page.locator(WRITTEN)).to_contain_text("The rest of its 5 × 5 lies beyond the border.")
    page.get_by_role("switch", name="ReLU between layers").check()
    expect(page.locator(DIFFERENCE)).to_contain_text("With ReLU, no single kernel will do.")
    expect(dots).to_have_count(0)


def test_padding_that_the_stack_needs_stays(show):
    page = show(StackExplorer(["5x5"] * 6, padded=True))
    page.get_by_role("switch", name="zero padding").press("Space")
    expect(page.get_by_role("alert")).to_contain_text("Layer 5 spans 5 positions, but only 4")
    expect(page.get_by_role("switch", name="zero padding")).to_be_checked()


def test_the_one_kernel_can_wait(show):
    page = show(StackExplorer(["3x3", "3x3"], twin=False))
    expect(page.locator(".cv-growth")).to_be_visible()
    expect(page.locator(".cv-twin")).to_be_hidden()
    expect(page.get_by_role("switch")).to_have_count(0)


# ---- the race


def values(page, name):
    figure = page.locator(".cv-runner").filter(has_text=name)
    return figure.locator("p strong").all_inner_texts()


def stored(name, epoch, seed=0):
    run = training.results()["left-right"][name]["runs"][seed]
    # As JavaScript rounds: halves upwards.
    return [f"{int(100 * run[side][epoch] + 0.5)} %" for side in ("left", "right")]


def test_the_stored_curves_are_drawn(show):
    page = show(LeftRightRace())
    for name in training.CONTESTANTS:
        assert values(page, name) == stored(name, training.EPOCHS)
    points = page.locator(".cv-curve").first.get_attribute("points").split()
    assert len(points) == training.EPOCHS + 1
    page.get_by_role("combobox", name="seed").select_option("2")
    for name in training.CONTESTANTS:
        assert values(page, name) == stored(name, training.EPOCHS, 2)


def test_an_epoch_is_chosen_by_keys_and_by_pointer(show):
    page = show(LeftRightRace())
    slider = page.get_by_role("slider", name="epoch")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    assert values(page, "MLP") == stored("MLP", 19)
    page.keyboard.press("Home")
    assert values(page, "MLP") == stored("MLP", 0)
    expect(page.locator(WRITTEN)).to_contain_text("after 0 epochs")
    box = page.locator(".cv-chart").first.bounding_box()
    page.mouse.move(box["x"] + box["width"] * (40 + 252 * 5 / 20) / 300, box["y"] + 50)
    assert values(page, "same conv + dense") == stored("same conv + dense", 5)


def test_without_a_notebook_run_says_so(show):
    page = show(LeftRightRace())
    page.clock.install()
    page.get_by_role("button", name="Run").click()
    page.clock.run_for(5000)
    expect(page.get_by_role("alert")).to_contain_text("Training needs a running kernel")


@pytest.mark.parametrize("widget", [StackExplorer, LeftRightRace])
def test_every_control_has_a_name_and_keeps_jupyter_out(show, widget):
    page = show(widget())
    focusable = page.locator("#widget :is(button, input, select, [tabindex])")
    assert focusable.count() >= 3
    for control in focusable.all():
        assert control.get_attribute("data-lm-suppress-shortcuts") == "true"
    for role in ("button", "combobox", "slider", "switch", "application"):
        for control in page.get_by_role(role).all():
            expect(control).to_have_accessible_name(re.compile(r"\w|×"))
