"""Reconcile the Numbers on its own page: no kernel, no network, no widget library."""

import itertools
import re
from dataclasses import asdict

import pytest
from playwright.sync_api import expect

from convedu.widgets import Reconcile
from convedu.widgets.reconcile.state import CHANNELS, HEADS, PRESETS, SIZES, Choices

pytestmark = pytest.mark.browser

LOAD = """async () => {
  const { module } = JSON.parse(document.getElementById("payload").textContent);
  window.lib = await import(URL.createObjectURL(new Blob([module], { type: "text/javascript" })));
}"""
WRITTEN, TOTAL = ".cv-written", ".cv-sum-total"


def test_the_pages_arithmetic_is_layers(show):
    page = show(Reconcile())
    page.evaluate(LOAD)
    both = (True, False)
    axes = (both, SIZES["input"], SIZES["pad1"], CHANNELS, both, both, HEADS)
    every = [Choices(*values) for values in itertools.product(*axes)]
    found = page.evaluate("(all) => all.map(lib.tableOf)", [asdict(choices) for choices in every])
    for choices, rows in zip(every, found, strict=True):
        for count, row in zip(choices.counts(), rows, strict=True):
            names = ("name", "weights", "biases", "macs", "parameters")
            assert [row[name] for name in names] == [getattr(count, name) for name in names]
            assert tuple(row["shape"]) == count.shape
        for number in range(1, 6):
            apart = page.evaluate("lib.unshared", rows[number - 1]) if choices == every[0] else None
            assert apart in (None, choices.unshared(number)[1])


def test_each_preset_is_recognised(show):
    page = show(Reconcile())
    menu = page.get_by_label("start from")
    for name, choices in PRESETS.items():
        menu.select_option(name)
        expect(page.locator(TOTAL)).to_have_text(f"{choices.total:,} parameters")
        expect(page.locator(".cv-verdict")).to_have_text(name)


def test_keys_flip_a_switch_and_the_total_jumps(show):
    page = show(Reconcile(groups=False))
    page.get_by_role("switch", name="pool5 after conv5").focus()
    page.keyboard.press("Space")
    before, after = Choices(groups=False), Choices(groups=False, pool5=False)
    expect(page.locator(TOTAL)).to_have_text(f"{after.total:,} parameters")
    expect(page.locator(".cv-heading")).to_contain_text(f"+{after.total - before.total:,}")
    expect(page.locator(WRITTEN)).to_contain_text("mistake: pool5 forgotten")
    widths = page.locator(".cv-learned").evaluate_all("(all) => all.map((x) => x.style.width)")
    shares = [100 * count.parameters / after.total for count in after.counts()]
    assert [float(width.rstrip("%")) for width in widths] == pytest.approx(shares, rel=1e-4)


def test_the_pointer_opens_the_second_tab(show):
    page = show(Reconcile())
    page.get_by_role("tab", name="Without sharing").click()
    sides = page.locator(".cv-sides strong")
    expect(sides).to_have_text(["34,944 parameters", "105,705,600 parameters"])
    page.get_by_label("convolution", exact=True).select_option("conv5")
    expect(sides).to_have_text([f"{n:,} parameters" for n in Choices().unshared(5)])
    page.get_by_role("tab", name="Without sharing").press("ArrowLeft")
    expect(page.get_by_role("tab", name="The table")).to_be_focused()
    expect(page.get_by_role("table")).to_be_visible()


@pytest.mark.parametrize(
    "context_options", [{"viewport": {"width": width, "height": 900}} for width in (700, 560, 390)]
)
def test_the_table_fits_a_narrow_page(show):
    page = show(Reconcile(groups=False, flatten=False))  # the widest numbers
    wide, room = page.locator(".cv-wide").evaluate("(el) => [el.scrollWidth, el.clientWidth]")
    assert wide <= room
    first = page.locator(".cv-layers tbody tr").first
    for number in ("96 × 55 × 55", "34,848", "96", "105,415,200"):
        expect(first).to_contain_text(re.compile(rf"(^|\W){number}(\W|$)"), use_inner_text=True)
    expect(page.locator(".cv-layers tfoot")).to_contain_text("10,568", use_inner_text=True)
    for bars in (".cv-learned", ".cv-worked"):
        expect(page.locator(bars).nth(6)).to_be_visible()


def test_every_control_has_a_name_and_is_safe_in_jupyter(show):
    page = show(Reconcile())
    controls = page.locator(".cv :is(input, select, button)").all()
    assert len(controls) == 11
    for control in controls:
        assert control.get_attribute("data-lm-suppress-shortcuts") == "true"
    for name in ("start from", "picture", "padding of conv1", "feature maps", "head"):
        expect(page.get_by_label(name, exact=True)).to_be_visible()
