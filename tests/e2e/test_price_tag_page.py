"""The Price Tag's view on its own page: no kernel, no network, no widget library."""

import re
from dataclasses import asdict

import numpy as np
import pytest
from playwright.sync_api import expect

from convedu.widgets import PriceTag
from convedu.widgets.price_tag.state import RANGES, TagState

pytestmark = pytest.mark.browser

LOAD = """async () => {
  const { module } = JSON.parse(document.getElementById("payload").textContent);
  window.lib = await import(URL.createObjectURL(new Blob([module], { type: "text/javascript" })));
}"""
WRITTEN = ".cv-written"


def slider(page, name):
    return page.get_by_role("slider", name=name, exact=True)


def number(page, row):
    text = page.get_by_role("row", name=re.compile(f"^{row} ")).locator(".cv-number").inner_text()
    return int(text.replace(",", ""))


def shown(page):
    rows = ("weights", "biases", "parameters", "multiply-adds", "output, bytes", "dense twin")
    return [number(page, row) for row in rows]


def layers(count):
    """Yield layers that exist, over the whole range of the sliders."""
    rng = np.random.default_rng(6)
    while count:
        options = {name: int(rng.integers(low, high + 1)) for name, (low, high) in RANGES.items()}
        options["groups"] = int(rng.integers(1, 5))
        try:
            yield TagState(**options, bias=bool(rng.integers(2)))
        except ValueError:
            continue
        count -= 1


def test_the_pages_arithmetic_is_layers(show):
    page = show(PriceTag())
    page.evaluate(LOAD)
    states = list(layers(80))
    found = page.evaluate("(all) => all.map(lib.costsOf)", [asdict(state) for state in states])
    for state, costs in zip(states, found, strict=True):
        assert [costs["rows"], costs["cols"]] == list(state.output_shape[1:])
        names = ("weights", "biases", "parameters", "macs", "bytes", "twin")
        assert [costs[name] for name in names] == list(state.costs().values())


def test_what_the_sliders_cannot_have_is_settled(show):
    page = show(PriceTag())
    page.evaluate(LOAD)
    layer = asdict(TagState()) | {"cin": 6, "cout": 9, "groups": 4, "kernel": 11, "height": 8}
    settled = page.evaluate("lib.settle", layer)
    assert (settled["groups"], settled["kernel"]) == (3, 10)
    TagState(**settled)  # or raises


def test_what_gives_way_is_said(show):
    page = show(PriceTag(cin=64, cout=64, groups=32))
    slider(page, "channels out").press("ArrowLeft")  # 48
    told = "Groups went from 32 to 16: they have to divide 64 and 48."
    expect(page.get_by_role("alert")).to_have_text(told)
    slider(page, "stride").press("ArrowRight")
    expect(page.locator(".cv-alert")).to_be_empty()


def test_keys_change_the_layer(show):
    state = TagState(cin=128, cout=64, height=40, width=50)
    page = show(PriceTag(**asdict(state)))
    assert shown(page) == list(state.costs().values())
    slider(page, "channels out").focus()
    page.keyboard.press("ArrowRight")
    state = TagState(cin=128, cout=96, height=40, width=50)
    assert shown(page) == list(state.costs().values())
    expect(page.locator(WRITTEN)).to_contain_text("in 96 bricks of 3x3x128")
    slider(page, "kernel k").press("Home")
    assert number(page, "weights") == 128 * 96
    slider(page, "channels out").press("End")
    expect(page.locator("figcaption")).to_have_text(
        "512 bricks of 1x1x128, to scale (the first 64 are drawn)"
    )
    expect(page.locator(".cv-brick")).to_have_count(64)


def test_the_pointer_changes_the_layer(show):
    page = show(PriceTag(cin=4, cout=8))
    before = shown(page)
    box = slider(page, "stride").bounding_box()
    page.mouse.click(box["x"] + box["width"] - 3, box["y"] + box["height"] / 2)
    after = shown(page)
    assert after[:3] == before[:3]
    assert after[3] == TagState(cin=4, cout=8, stride=4).macs < before[3]
    page.get_by_role("switch", name="bias").click()
    assert number(page, "biases") == 0


def test_the_pin_compares(show):
    page = show(PriceTag(cin=3, cout=16))
    page.get_by_role("button", name="Pin these numbers").click()
    page.get_by_role("button", name="Double the picture").click()
    column = page.locator(".cv-against").all_inner_texts()
    assert column == ["same", "same", "same", "× 4", "× 4", "× 16"]
    page.get_by_role("button", name="Take the pin out").click()
    expect(page.locator(".cv-against").first).to_be_hidden()


def test_the_pin_tells_what_became_smaller(show):
    page = show(PriceTag(cin=4, cout=8, height=16, width=16))
    page.get_by_role("button", name="Pin these numbers").click()
    slider(page, "height H").press("Home")
    page.get_by_role("switch", name="bias").click()
    column = page.locator(".cv-against").all_inner_texts()
    assert column == ["same", "none", "÷ 1.03", "÷ 2", "÷ 2", "÷ 4"]


def test_what_cannot_be_doubled_stays(show):
    page = show(PriceTag(height=400, width=100))
    before = shown(page)
    button = page.get_by_role("button", name="Double the picture")
    expect(button).to_have_attribute("aria-disabled", "true")
    button.click(force=True)
    assert shown(page) == before
    slider(page, "height H").press("Home")
    expect(button).to_have_attribute("aria-disabled", "false")


def test_one_is_not_spoken_of_in_the_plural(show):
    page = show(PriceTag(kernel=1, cin=1, cout=1, padding=0))
    expect(page.locator(WRITTEN)).to_contain_text(
        "2 parameters: 1 weight in 1 brick of 1x1x1, and 1 bias."
    )


def test_swapping_in_and_out_changes_only_the_biases(show):
    page = show(PriceTag(cin=128, cout=64))
    page.get_by_role("button", name="Swap in and out").click()
    assert shown(page)[:3] == [73_728, 128, 73_856]


def test_every_control_has_a_name_and_is_safe_in_jupyter(show):
    page = show(PriceTag())
    controls = page.locator(".cv :is(input, select, button)").all()
    assert len(controls) == 12
    for control in controls:
        assert control.get_attribute("data-lm-suppress-shortcuts") == "true"
    for name in ("kernel k", "channels in", "height H", "width W", "stride", "padding"):
        expect(slider(page, name)).to_be_visible()
    expect(page.get_by_label("groups")).to_be_visible()


@pytest.mark.parametrize("context_options", [{"viewport": {"width": 390, "height": 800}}])
def test_the_tag_fits_a_narrow_page(show):
    page = show(PriceTag(cin=128, cout=64, height=40, width=50))
    page.get_by_role("button", name="Pin these numbers").click()
    page.get_by_role("button", name="Double the picture").click()
    table = page.get_by_role("table")
    room = page.locator(".cv-price").bounding_box()["width"]
    assert table.bounding_box()["width"] <= room
    bars = [bar.bounding_box()["width"] for bar in page.locator(".cv-scale").all()]
    assert min(bars) > 0.9 * room  # each has a line of its own, and the rows remain rows
    expect(table.get_by_role("row")).to_have_count(7)
    expect(page.locator(".cv-against").last).to_have_text("× 16")
