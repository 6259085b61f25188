"""Reconcile the Numbers on its own page: no kernel, no network, no widget library."""

import itertools
import re
from dataclasses import asdict

import pytest
from playwright.sync_api import expect

from convedu.widgets import Reconcile
from convedu.widgets.reconcile.state import CHANNELS, HEADS, PRESETS, SIZES, Choices
from tests.e2e import browsing

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


def test_the_pages_volumes_are_those_of_the_layers(show):
    page = show(Reconcile())
    page.evaluate(LOAD)
    for choices in (*PRESETS.values(), Choices(input=224), Choices(head="pooled", pool5=False)):
        volumes = page.evaluate("lib.volumesOf", asdict(choices))
        found = [(volume["name"], tuple(volume["shape"])) for volume in volumes]
        assert found == choices.volumes()


def figure(page):
    return page.get_by_role("application", name="AlexNet's volumes to scale")


FRONTS = """(svg) => Object.fromEntries([...svg.querySelectorAll("g[data-name]")].map((group) => {
  const sides = [...group.querySelectorAll(".cv-block")].map((block) => {
    const boxOf = (name) => block.querySelector(name).getBBox();
    const [front, side] = [boxOf(".cv-front"), boxOf(".cv-side")];
    return [front.height, front.width, side.width * Math.SQRT2];
  });
  const depth = sides.reduce((sum, [, , deep]) => sum + deep, 0);
  return [group.dataset.name, [sides[0][0], sides[0][1], depth]];
}))"""


def test_the_volumes_are_drawn_to_scale(show):
    fronts = figure(show(Reconcile())).evaluate(FRONTS)
    unit = fronts["picture"][0] / 227
    drawn = {name: [side / unit for side in sides] for name, sides in fronts.items()}
    for name, (maps, *sides) in Choices().volumes()[:9]:
        assert drawn[name] == pytest.approx([*sides, maps], abs=0.01)
    # Rows of numbers are laid out as plates, one number deep.
    assert drawn["flatten"] == pytest.approx([96, 96, 1], abs=0.01)
    assert drawn["dense3"] == pytest.approx([25, 40, 1], abs=0.01)


def test_switches_change_the_volumes(show):
    page = show(Reconcile())
    names = "(svg) => [...svg.querySelectorAll('g[data-name]')].map((g) => g.dataset.name)"
    halves = "(svg) => svg.querySelectorAll('.cv-gpu').length"
    assert figure(page).evaluate(halves) == 8
    page.get_by_role("switch", name="two GPUs").press("Space")
    assert figure(page).evaluate(halves) == 0
    page.get_by_role("switch", name="pool5").press("Space")
    assert "pool5" not in figure(page).evaluate(names)
    expect(figure(page)).to_contain_text("43,264")
    page.get_by_role("switch", name="Flatten").press("Space")
    assert "flatten" not in figure(page).evaluate(names)
    expect(figure(page)).to_contain_text("goes on …")
    page.get_by_label("head").select_option("global average pooling")
    assert figure(page).evaluate(names)[-2:] == ["means", "dense1"]


def test_arrows_choose_a_volume_and_show_what_it_reads(show):
    page = show(Reconcile())
    words, marked = page.locator(".cv-volume"), page.locator(".cv-marked > th")
    expect(words).to_contain_text("each is a sum over 11 × 11 × 3 of the picture")
    for _ in range(2):
        figure(page).press("ArrowRight")
    expect(words).to_contain_text("conv2: 256 × 27 × 27 = 186,624 numbers")
    expect(words).to_contain_text("5 × 5 × 48 of pool1, half of its maps")
    expect(marked).to_contain_text("conv2")
    depth = "(e) => e.getBBox().height"
    half = page.locator(".cv-edges .cv-behind").evaluate(depth)
    page.get_by_role("switch", name="two GPUs").press("Space")
    expect(words).to_contain_text("5 × 5 × 96 of pool1.")
    whole = page.locator(".cv-edges .cv-behind").evaluate(depth)
    assert whole > 1.8 * half
    figure(page).press("End")
    expect(words).to_contain_text("dense3: 1,000 numbers; each is a sum over all 4,096 of dense2.")


@pytest.mark.parametrize("context_options", [{"has_touch": True}])
def test_pointer_and_touch_choose_a_volume(show, context_options):
    page = show(Reconcile())
    page.locator("g[data-name=pool5] .cv-front").first.hover(force=True)
    expect(page.locator(".cv-volume")).to_contain_text("the largest of 3 × 3 in one map of conv5")
    figure(page).press("ArrowLeft")  # the mouse that rests over the drawing does not take it back
    browsing.let_draw(page)
    expect(page.locator(".cv-volume")).to_contain_text("conv5: ")
    page.locator("g[data-name=flatten] .cv-target").tap()
    expect(page.locator(".cv-volume")).to_contain_text("drawn as 96 × 96")


def test_a_total_does_not_tell_the_network(show):
    page = show(Reconcile(input=224, pad1=2))
    expect(page.locator(".cv-verdict")).to_have_text("same total as: original, two GPUs")


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
    wide, room = page.locator(".cv-wide", has=page.locator("table")).evaluate(
        "(el) => [el.scrollWidth, el.clientWidth]"
    )
    assert wide <= room
    first = page.locator(".cv-layers tbody tr").first
    for number in ("96 × 55 × 55", "34,848", "96", "105,415,200"):
        expect(first).to_contain_text(re.compile(rf"(^|\W){number}(\W|$)"), use_inner_text=True)
    expect(page.locator(".cv-layers tfoot")).to_contain_text("10,568", use_inner_text=True)
    for bars in (".cv-learned", ".cv-worked"):
        expect(page.locator(bars).nth(6)).to_be_visible()


@pytest.mark.parametrize("context_options", [{"viewport": {"width": 320, "height": 900}}])
def test_the_volumes_show_that_they_scroll_and_follow_the_keys(show):
    page = show(Reconcile())
    assert page.evaluate("document.documentElement.scrollWidth === innerWidth")
    volumes = page.locator(".cv-sideways", has=page.get_by_role("application"))
    expect(volumes).to_have_class("cv-sideways cv-more-right")
    figure(page).press("End")
    expect(page.locator("g[data-name=dense3] .cv-target")).to_be_in_viewport()
    expect(volumes).to_have_class("cv-sideways cv-more-left")


def test_every_control_has_a_name_and_is_safe_in_jupyter(show):
    page = show(Reconcile())
    controls = page.locator(".cv :is(input, select, button)").all()
    assert len(controls) == 11
    for control in controls:
        assert control.get_attribute("data-lm-suppress-shortcuts") == "true"
    for name in ("start from", "picture", "padding of conv1", "feature maps", "head"):
        expect(page.get_by_label(name, exact=True)).to_be_visible()
