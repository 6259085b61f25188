"""Inside a Network on its own page: no kernel, no network, no library."""

import re
from itertools import pairwise

import numpy as np
import pytest
from playwright.sync_api import expect

from convedu.training import handwriting, inside, race
from convedu.widgets import InsideANetwork, InsideState
from convedu.widgets.inside.state import centred, stored_digits
from tests.e2e import browsing

pytestmark = pytest.mark.browser

LOAD = """async () => {
  const { module, state } = JSON.parse(document.getElementById("payload").textContent);
  window.lib = await import(URL.createObjectURL(new Blob([module], { type: "text/javascript" })));
  window.network = lib.unpackNetwork(state.weights);
}"""
FORWARD = """(pictures) => pictures.map((numbers) => {
  const out = lib.forward(network, Float64Array.from(numbers));
  const maps = ["conv1", "pool1", "conv2", "pool2"].map((key) => [key, [...out[key]]]);
  const scores = Object.entries(out.scores).map(([head, each]) => [head, [...each]]);
  return { maps: Object.fromEntries(maps), scores: Object.fromEntries(scores) };
})"""
THREE = centred(stored_digits()[9]["counts"])
VERDICT, TITLE, NOTE = ".cv-in-verdict", ".cv-in-detail h3", ".cv-in-detail > .cv-note"
WIDE = {"viewport": {"width": 1280, "height": 800}}
wide = pytest.mark.parametrize("context_options", [WIDE], ids=["1280x800"])


def fixed(x):
    """Return a number as the page writes it."""
    return "0.00" if abs(x) < 0.005 else f"{x:.2f}".replace("-", "−")


def reads(page):
    """Return what the four cards say, in the networks' order."""
    browsing.let_draw(page)
    return dict(zip(inside.HEADS, page.locator(".cv-in-reads").all_inner_texts(), strict=True))


def in_words(state):
    return {head: str(digit) for head, digit in state.reads.items()}


def point(page, locator, size, row, column, *, click=False):
    box = locator.bounding_box()
    x = box["x"] + (column + 0.5) * box["width"] / size
    y = box["y"] + (row + 0.5) * box["height"] / size
    page.mouse.move(x, y)
    if click:
        page.mouse.click(x, y)


def card(page, name):
    return page.locator(".cv-in-card").filter(has_text=name)


def field(page):
    return page.get_by_role("application", name=re.compile(r"^Input, 22 by 22"))


# ---- the arithmetic


def test_the_page_makes_the_numbers_that_numpy_makes(show):
    page = show(InsideANetwork())
    page.evaluate(LOAD)
    _, (images, _) = race.split(inside.measured()["seed"])
    shifts = np.random.default_rng(3).integers(-5, 6, (60, 2))
    counts = np.rint(images[:60] * 16).astype(int)
    states = [InsideState(centred(c), tuple(s)) for c, s in zip(counts, shifts, strict=True)]
    pictures = [state.input.ravel().tolist() for state in states]
    for state, found in zip(states, page.evaluate(FORWARD, pictures), strict=True):
        for layer, numbers in found["maps"].items():
            np.testing.assert_allclose(numbers, state.maps[layer].ravel(), atol=1e-6)
        for head, scores in found["scores"].items():
            np.testing.assert_allclose(scores, state.scores[head], atol=1e-4)


def test_the_page_counts_a_drawing_as_the_training_did(show):
    page = show(InsideANetwork())
    page.evaluate(LOAD)
    rng = np.random.default_rng(6)
    drawn = [
        handwriting.another_hand([handwriting.curve(points) for points in way[0]], rng)
        for way in handwriting.ways("testing") * 8
    ]
    script = "(all) => all.map((strokes) => [...lib.countDots(lib.fitStrokes(strokes), 32)])"
    found = page.evaluate(script, [[points.tolist() for points in each] for each in drawn])
    ours = [handwriting.count_dots(handwriting.fit(each)) for each in drawn]
    difference = np.abs(np.reshape(found, (-1, 8, 8)) - ours)
    assert difference.mean() < 0.1, "Python counts dots round points, the page round lines"
    assert difference.max() <= 2
    labels = np.arange(80) % 10
    told = [InsideState(centred(counts)).reads["dense"] for counts in found]
    assert (told == labels).mean() > 0.9


def test_marks_are_where_a_number_looks(show):
    page = show(InsideANetwork())
    page.evaluate(LOAD)
    script = "(layer) => lib.boxesBefore(layer, 2, 3).input"
    for layer in ("conv1", "relu1", "pool1", "conv2", "relu2", "pool2"):
        top, left, side = InsideState(THREE, chosen=(layer, 0, 2, 3)).seen
        assert page.evaluate(script, layer) == [top, left, side, side]
    for row, column in ((0, 0), (9, 4), (13, 21)):
        other = THREE.copy()
        other[row, column] = 16 - other[row, column]
        before, after = InsideState(THREE).maps, InsideState(other).maps
        for layer, box in page.evaluate("(at) => lib.boxesAfter(...at)", [row, column]).items():
            if layer != "input":
                top, left, high, wide = box
                changed = (before[layer] != after[layer]).any(axis=0)
                rest = changed.copy()
                rest[top : top + high, left : left + wide] = False
                assert not rest.any()
                assert changed.any() or layer in ("relu2", "pool2", "pool1", "relu1")


def test_the_occlusion_map_is_the_change_of_the_score(show):
    page = show(InsideANetwork())
    page.evaluate(LOAD)
    state = InsideState(THREE)
    script = """(numbers) => [...lib.occlusion(
      network, "global max", 3, Float64Array.from(numbers), 5, [new Set(), new Set()])]"""
    found = np.reshape(page.evaluate(script, state.input.ravel().tolist()), (18, 18))
    for place in ((0, 0), (8, 9), (11, 6), (17, 17)):
        covered = InsideState(THREE, cover=place).scores["global max"][3]
        assert found[place] == pytest.approx(covered - state.scores["global max"][3], abs=1e-4)


# ---- everything in one screen


@wide
def test_nothing_lies_below_the_first_screen(show):
    page = show(InsideANetwork(3, shift=(0, 4), score=3))

    def overflows():
        browsing.let_draw(page)
        return page.evaluate("document.documentElement.scrollHeight > innerHeight")

    assert not overflows()
    for layer in ("conv1", "pool1", "conv2", "relu2", "pool2", "evidence"):
        page.locator(f".cv-in-{layer} .cv-in-map").nth(3).hover()
        assert not overflows(), layer
    page.locator(".cv-in-score").nth(3).click()
    expect(page.locator(TITLE)).to_contain_text("for the 3?")
    assert not overflows()
    for tool in ("Cover", "Follow"):
        page.get_by_role("radio", name=tool).check()
        assert not overflows(), tool
    card(page, "No convolution").click()
    page.locator(".cv-in-unit").nth(4).hover()
    assert not overflows()


# ---- five tasks


def test_task_1_which_networks_still_read_a_digit_that_moves(show):
    page = show(InsideANetwork(3))
    field(page).focus()
    for right in range(1, 6):
        page.keyboard.press("ArrowRight")
        state = InsideState(THREE, (0, right))
        assert reads(page) == in_words(state)
    assert reads(page)["global max"] == "3" != reads(page)["dense"]
    expect(page.locator(VERDICT)).to_contain_text("it is a 3, moved 5 right.")
    page.keyboard.press("Home")
    assert set(reads(page).values()) == {"3"}
    expect(page.locator(VERDICT)).to_contain_text("correct.")


def test_task_2_by_how_much_a_digit_can_move_with_the_same_evidence(show):
    page = show(InsideANetwork(3, network="global max"))
    said = page.locator(".cv-in-total")
    middle = said.all_inner_texts()
    assert len(set(middle)) > 6
    field(page).focus()
    for right in (1, 2):
        page.keyboard.press("ArrowRight")
        browsing.let_draw(page)
        assert (said.all_inner_texts() == middle) == (right == 2)


def test_task_3_why_the_dense_head_fails(show):
    page = show(InsideANetwork(3, shift=(0, 4)))
    page.locator(".cv-in-score").nth(3).click()
    before, now = (InsideState(THREE, (0, right)).scores["dense"][3] for right in (0, 4))
    expect(page.locator(TITLE)).to_have_text(f"Why {fixed(now)} for the 3?")
    expect(page.locator(NOTE)).to_contain_text(f"the same digit had {fixed(before)}.")
    weight, _ = inside.weights()["dense"]
    parts = weight[3].reshape(12, 16) * InsideState(THREE, (0, 4)).maps["pool2"].reshape(12, 16)
    best = int(parts.sum(axis=1).argmax())
    first = page.locator(".cv-in-list").first.locator("li").first
    expect(first).to_contain_text(f"map {best + 1}")
    expect(first).to_contain_text(f"+{fixed(parts[best].sum())}")
    table = page.locator(".cv-in-softmax")
    shares = InsideState(THREE, (0, 4)).shares["dense"]
    assert table.locator("tbody tr").count() == 11
    expect(table.locator("tbody tr").nth(int(shares.argmax()))).to_contain_text(
        f"{100 * shares.max():.0f} %" if shares.max() < 0.995 else ">99 %"
    )


@wide
def test_task_4_which_pixels_a_number_sees_and_what_a_cover_hides(show):
    page = show(InsideANetwork(3))
    point(page, page.locator(".cv-in-conv2 .cv-in-map").nth(9), 8, 3, 5)
    value = InsideState(THREE).maps["conv2"][9, 3, 5]
    expect(page.locator(TITLE)).to_contain_text("Convolution 2, map 10, [3, 5]")
    expect(page.locator(".cv-in-result")).to_contain_text(fixed(value))
    expect(page.locator(".cv-in-channel")).to_have_count(6)
    shares = [
        float(text.replace("−", "-")) for text in page.locator(".cv-in-channel b").all_inner_texts()
    ]
    bias = inside.weights()["conv2"][1][9]
    assert sum(shares) + bias == pytest.approx(value, abs=0.05)
    dashed = page.locator(".cv-in-source .cv-in-far")
    assert dashed.evaluate("(el) => [el.style.top, el.style.width].map(parseFloat)") == [
        pytest.approx(100 * 6 / 22, abs=0.01),
        pytest.approx(100 * 8 / 22, abs=0.01),
    ]
    page.get_by_role("radio", name="Cover").check()
    expect(page.locator(TITLE)).to_contain_text("occlusion map")
    point(page, page.locator(".cv-in-occlusion"), 18, 8, 9, click=True)
    covered = InsideState(THREE, cover=(8, 9))
    assert reads(page) == in_words(covered)
    expect(page.locator(".cv-in-result")).to_contain_text(fixed(covered.scores["dense"][3]))
    expect(page.locator(VERDICT)).to_contain_text("partly covered")
    page.get_by_role("radio", name="Move").check()
    assert reads(page) == in_words(InsideState(THREE))


def test_task_5_what_a_filter_is_worth(show):
    page = show(InsideANetwork(3))
    for stage, count in ((1, 6), (2, 12)):
        group = page.get_by_role("group", name=f"Filters of convolution {stage}")
        first = group.get_by_role("button").first
        first.focus()
        for number in range(count):
            page.keyboard.press("Space")
            off = [frozenset(), frozenset()]
            off[stage - 1] = frozenset({number})
            assert reads(page) == in_words(InsideState(THREE, off=tuple(off)))
            name = "first" if stage == 1 else "second"
            words = f"filter {number + 1} of the {name} convolution off"
            expect(page.locator(VERDICT)).to_contain_text(words)
            page.keyboard.press("Space")
            page.keyboard.press("ArrowDown")
        expect(first).to_be_focused()


# ---- pointer, keys, touch

STROKE = [(0.2, 0.15), (0.8, 0.15), (0.65, 0.4), (0.5, 0.65), (0.4, 0.9)]


def test_a_digit_is_drawn_with_the_pointer_and_all_follows(show):
    page = show(InsideANetwork(None))
    expect(page.locator(VERDICT)).to_have_text("Draw a digit, or pick a stored one.")
    assert reads(page) == dict.fromkeys(inside.HEADS, "–")
    box = page.locator(".cv-in-pad").bounding_box()
    at = [(box["x"] + u * box["width"], box["y"] + v * box["height"]) for u, v in STROKE]
    page.mouse.move(*at[0])
    page.mouse.down()
    seen = []
    for place in at[1:]:
        page.mouse.move(*place, steps=8)
        page.evaluate("new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))")
        seen.append(page.locator(".cv-in-scores").inner_text())
    page.mouse.up()
    assert len(set(seen)) == len(seen), "each part of the stroke changes the scores"
    assert set(reads(page).values()) == {"7"}
    page.get_by_role("button", name="Undo").click()
    assert reads(page) == dict.fromkeys(inside.HEADS, "–")


def test_the_switch_for_the_size_changes_what_is_read(show):
    page = show(InsideANetwork(None))
    page.evaluate(LOAD)
    box = page.locator(".cv-in-pad").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 150, box["y"] + 20, steps=5)
    page.mouse.up()
    script = "() => document.querySelector('.cv-in-source canvas').toDataURL()"
    browsing.let_draw(page)
    fitted = page.evaluate(script)
    page.get_by_role("switch", name="size as in training").uncheck()
    browsing.let_draw(page)
    assert page.evaluate(script) != fitted


def test_keys_pick_move_rub_out_and_ink(show):
    page = show(InsideANetwork(3))
    page.get_by_role("combobox", name="Stored digit").select_option("a 5 (2)")
    counts = centred(stored_digits()[16]["counts"])
    assert reads(page) == in_words(InsideState(counts))
    page.get_by_role("radio", name="Rub out").check()
    field(page).focus()
    for _ in range(3):
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
    rubbed = counts.copy()
    rubbed[10:12, 10:14] = 0
    assert reads(page) == in_words(InsideState(rubbed))
    page.get_by_role("radio", name="Ink").check()
    field(page).focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    rubbed[9:11, 13:15] = 16
    assert reads(page) == in_words(InsideState(rubbed))
    page.get_by_role("button", name="As it was").click()
    assert reads(page) == in_words(InsideState(counts))


def test_keys_choose_a_number_in_every_column(show):
    page = show(InsideANetwork(3))
    state = InsideState(THREE)
    for layer, name in (("conv1", "convolution 1"), ("pool1", "pooling 1"), ("relu2", "ReLU 2")):
        size = state.maps[layer].shape[-1]
        maps = page.get_by_role("application", name=f"{name}, ")
        point(page, maps.locator(".cv-in-map").nth(0), size, 1, 1)
        maps.focus()
        page.keyboard.press("PageDown")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowDown")
        expect(page.locator(TITLE)).to_contain_text("map 2, [2, 2]")
        expect(page.locator(".cv-in-result")).to_contain_text(fixed(state.maps[layer][1, 2, 2]))
        page.keyboard.press("PageUp")
        page.keyboard.press("PageUp")
        expect(page.locator(TITLE)).to_contain_text(f"map {len(state.maps[layer])}, [2, 2]")


def test_one_pixel_is_followed_forwards(show):
    page = show(InsideANetwork(3))
    page.get_by_role("radio", name="Follow").check()
    field(page).focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(TITLE)).to_contain_text("Input pixel [10, 9]")
    rows = page.locator(".cv-in-reach tbody tr")
    other = THREE.copy()
    other[10, 9] = 0 if other[10, 9] > 8 else 16
    before, after = InsideState(THREE).maps, InsideState(other).maps
    for row, layer in zip(rows.all(), before, strict=True):
        changed = (np.abs(before[layer] - after[layer]) > 1e-9).sum()
        expect(row).to_contain_text(f"{changed} of ")
    marks = page.locator(".cv-in-conv2 .cv-in-near:visible")
    expect(marks).to_have_count(12)


def test_another_network_is_explained_by_its_own_evidence(show):
    page = show(InsideANetwork(3))
    page.get_by_role("radio", name="No convolution").focus()
    page.keyboard.press("Space")
    expect(page.locator(".cv-in-units")).to_be_visible()
    expect(page.locator(".cv-in-stages")).to_be_hidden()
    page.get_by_role("application", name="32 hidden units").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(TITLE)).to_contain_text("Unit 2: all 484 pixels")
    card(page, "Global max").click()
    expect(page.locator(".cv-in-stages")).to_be_visible()
    expect(page.locator(TITLE)).to_contain_text("for the 3?")


TOUCH = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.mark.parametrize("context_options", [TOUCH], ids=["phone"])
def test_a_finger_draws_moves_and_asks(show):
    page = show(InsideANetwork(None))
    finger = page.context.new_cdp_session(page)

    def drag(locator, places):
        box = locator.bounding_box()
        points = [(box["x"] + u * box["width"], box["y"] + v * box["height"]) for u, v in places]
        for number, (x, y) in enumerate(points):
            kind = "touchMove" if number else "touchStart"
            finger.send(
                "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]}
            )
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    between = np.linspace(0, 1, 6)[1:]
    path = [STROKE[0]]
    for (a, b), (c, d) in pairwise(STROKE):
        path += [(a + t * (c - a), b + t * (d - b)) for t in between]
    drag(page.locator(".cv-in-pad"), path)
    assert set(reads(page).values()) == {"7"}
    assert page.evaluate("scrollY") == 0, "the page stays where it is"
    drag(page.locator(".cv-in-input"), [(0.52, 0.5), (0.6, 0.5), (0.52 + 4 / 22, 0.5)])
    expect(page.locator(VERDICT)).to_contain_text("moved 4 right")
    page.locator(".cv-in-conv2 .cv-in-map").nth(5).tap()
    expect(page.locator(TITLE)).to_contain_text("Convolution 2, map 6")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_what_python_sets_is_shown(show):
    """Without a kernel, a model that tells the view of a change stands for Python."""
    page = show(InsideANetwork(3))
    widget = InsideANetwork(8, shift=(2, 0), network="taught everywhere", off=((0,), (3, 4)))
    page.set_content(widget.to_html())
    page.wait_for_selector("html[data-ready]")
    assert reads(page) == in_words(widget.state)
    expect(page.locator(VERDICT)).to_contain_text("Dense, taught everywhere reads")
    expect(page.locator(".cv-in-off")).to_have_count(3 + 6)
