"""The book in Firefox, over http and from a disk: read, dragged, run and checked."""

import json

import pytest

from tests.e2e import browsing

from .test_lesson_page import predictions

pytestmark = pytest.mark.browser


@pytest.fixture(params=["http", "disk"])
def address(request, server, book):
    server.missing.clear()
    return server.address if request.param == "http" else book.as_uri()


def test_a_lesson_is_read_and_its_figures_are_alive(fox, address):
    fox.problems.clear()
    fox.open(f"{address}/01-convolution.html")
    fox.until("document.querySelector('[data-prediction] .cv-prediction') !== null")
    assert fox.ask("document.querySelector('#slide-with-ops').checkVisibility()") is False
    fox.ask("document.querySelectorAll('.skip-prediction button').forEach((each) => each.click())")
    fox.until("document.querySelector('#slide-with-ops').checkVisibility()")
    fox.ask("document.querySelector('.figure').scrollIntoView()")
    fox.until("document.querySelector('.figure[data-alive] .cv') !== null")
    assert fox.ask("document.querySelector('math').getBoundingClientRect().height > 5")
    assert fox.problems == []


def test_an_answer_is_typed_run_and_checked(fox, address):
    fox.problems.clear()
    fox.open(f"{address}/exercise-01-convolution.html")
    fox.ask("localStorage.clear()")
    fox.open(f"{address}/exercise-01-convolution.html")
    fox.until("document.querySelectorAll('.cm-content').length === 6")
    fox.ask("document.querySelector('#answer-one_output .cm-content').focus()")
    control = "\ue009"
    fox.chord(control, "a")
    fox.keys(*"answer_slides, answer_flips = 0, 0")
    fox.ask("document.querySelector('#answer-one_output button.main').click()")
    fox.until("document.querySelector('#check-one_output').dataset.state === 'keep working'")
    assert fox.problems == []


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_window(fox, server, width):
    fox.size(width, 900)
    for name in ("index", "02-tensors", "exercise-07-alexnet"):
        fox.open(f"{server.address}/{name}.html")
        assert fox.ask("document.documentElement.scrollWidth") <= width, name


HOME, RIGHT, ENTER = "\ue011", "\ue014", "\ue007"
BLOCKS, CHART, PHOTO = ".cs-blocks", ".cv-fs-chart.cv-steered", ".cv-picture.cv-steered"
SOUND, OTHER_SOUND = (f".cv-so-row:nth-child({number}) button" for number in (1, 2))
DRIVEN = {
    # What is read; then what is done where, and what is read after it.
    ("01-convolution", "lab-flip"): (
        ".cv-written",
        ("keys", CHART, (HOME, RIGHT), "At t = −3.9,"),
        ("mouse", CHART, (0.75, 0.3), "At t = 2,"),
        ("touch", CHART, (0.25, 0.3), "At t = −2,"),
    ),
    ("01-convolution", "sound-made"): (  # a driver's finger makes no click in Firefox
        ".cv-so",
        ("keys", SOUND, (ENTER,), "Stop the sound"),
        ("mouse", OTHER_SOUND, (0.5, 0.5), "Stop mean of five"),
        ("keys", OTHER_SOUND, (" ",), "Play mean of five"),
    ),
    ("02-tensors", "lab-face"): (
        ".cs-written",
        ("keys", BLOCKS, (RIGHT,), "y[0, 20, 5]"),
        ("mouse", f"{BLOCKS} image", (10.5 / 32, 6.5 / 32), "y[0, 4, 8]"),
        ("touch", f"{BLOCKS} image", (16.5 / 32, 16.5 / 32), "y[0, 14, 14]"),
    ),
    ("03-stacking", "lab-inside"): (
        ".cv-inside",
        ("keys", ".cv-in-input", (RIGHT,) * 4, "moved 4 right"),
        ("mouse", ".cv-in-conv2 .cv-in-map:nth-child(2)", (5.5 / 8, 3.5 / 8), "map 2, [3, 5]"),
        ("touch", ".cv-in-conv2 .cv-in-map:nth-child(3)", (2.5 / 8, 4.5 / 8), "map 3, [4, 2]"),
    ),
    ("04-stride", "lab-photo"): (
        ".cv-written",
        ("keys", "[type=range]", (RIGHT,) * 3, "every 4th row"),
        ("mouse", PHOTO, (100.5 / 256, 50.5 / 256), "rows 38 to 61, columns 88 to 111"),
        ("touch", PHOTO, (30.5 / 256, 200.5 / 256), "rows 188 to 211, columns 18 to 41"),
    ),
    ("05-padding", "lab-uses"): (
        ".cv-written",
        ("keys", ".cv-drawing", (RIGHT,), "Pixel 2 at [0, 1] is used 6 times, by 6 windows"),
        ("mouse", ".cv-reads:nth-last-child(1 of .cv-reads)", (0.5, 0.5), "Shown: window [1, 2]"),
        ("touch", ".cv-reads", (0.5, 0.5), "Shown: window [0, 0]"),
    ),
    ("07-alexnet", "lab-reconcile"): (
        ".cv-volume",
        ("keys", ".cv-alexnet", (HOME, RIGHT, RIGHT), "pool1: 96 × 27 × 27"),
        ("mouse", "g[data-name=pool5] .cv-front", (0.5, 0.5), "3 × 3 in one map of conv5"),
        ("touch", "g[data-name=flatten] .cv-target", (0.5, 0.5), "drawn as 96 × 96"),
    ),
}


@pytest.fixture(scope="module")
def skipping(fox, server):
    """Let the reader have skipped every prediction, as long as figures are driven."""
    server.missing.clear()
    fox.open(f"{server.address}/index.html")
    fox.ask(f"localStorage.setItem('convedu.skipped', {json.dumps(predictions())!r})")
    yield fox
    fox.ask("localStorage.clear()")


@pytest.mark.parametrize(("lesson", "cell"), DRIVEN)
def test_a_figure_takes_keys_mouse_and_touch(skipping, server, lesson, cell):
    fox = skipping
    fox.problems.clear()
    fox.size(1280, 900)
    fox.open(f"{server.address}/{lesson}.html")
    fox.ask(f"document.querySelector('#{cell}').scrollIntoView()")
    fox.until(f"document.querySelector('#{cell}[data-alive] .cv') !== null")
    fox.ask(f"({browsing.ENDLESS_SOUNDS})()")
    said, *steps = DRIVEN[lesson, cell]

    def part(selector):
        return f"document.querySelector({f'#{cell} {selector}'!r})"

    for kind, selector, done, words in steps:
        assert words not in fox.ask(f"{part(said)}.textContent")
        if kind == "keys":
            fox.ask(f"{part(selector)}.focus()")
            fox.keys(*done)
        else:
            fox.point(kind, part(selector), *done)
        fox.until(f"{part(said)}.textContent.includes({words!r})")
    assert fox.problems == []
