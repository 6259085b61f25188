"""The book in Firefox, over http and from a disk: read, dragged, run and checked."""

import pytest

from tests import need

from . import firefox

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def fox(tmp_path_factory):
    with firefox.firefox(need.firefox(), tmp_path_factory.mktemp("firefox")) as browser:
        yield browser


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
