"""Every page for everyone: axe finds nothing, nothing leaves the site, a disk does as well."""

import json

import pytest
from playwright.sync_api import expect

from convedu.book import npm
from tests.book.test_lesson_page import scroll_through, skip_all

from . import site
from .site import PAGES

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def axe() -> str:
    """Return axe as a script."""
    return (npm.packages() / "node_modules/axe-core/axe.min.js").read_text("utf-8")


AT_ONCE = {
    ("index", "light"),
    ("03-stacking", "light"),
    ("exercise-01-convolution", "light"),
    ("01-convolution", "dark"),
}


@pytest.mark.parametrize(
    ("name", "scheme"),
    [
        pytest.param(name, scheme, marks=() if (name, scheme) in AT_ONCE else pytest.mark.soak)
        for scheme in ("light", "dark")
        for name in PAGES
    ],
)
def test_axe_finds_no_violation(browser, server, axe, name, scheme):
    server.missing.clear()
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")
    skip_all(context)
    page = site.open_page(context, f"{server.address}/{name}.html")
    scroll_through(page)
    # Closed code and closed hints are read, too.
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    expect(page.locator(".edited")).to_have_count(page.locator(".editor").count())
    page.evaluate(axe)
    found = page.evaluate(
        "axe.run().then((all) => all.violations.map((each) =>"
        " [each.id, each.impact, each.nodes.slice(0, 3).map((node) => node.html.slice(0, 200))]))"
    )
    assert found == [], json.dumps(found, indent=1)
    assert page.problems == []
    context.close()


def test_the_policy_allows_no_other_host(visit):
    page = visit("index.html")
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert "http" not in policy
    assert "*" not in policy
    assert (
        page.evaluate("fetch('http://127.0.0.2:9/').then(() => 'let through', () => 'refused')")
        == "refused"
    )
    assert any("Content Security Policy" in problem for problem in page.problems)


def test_a_page_from_a_disk_runs_and_checks(context, book):
    page = site.open_page(context, (book / "exercise-01-convolution.html").as_uri())
    site.check(page, "answer-conv1d_valid", "missing")
    lesson = site.open_page(context, (book / "01-convolution.html").as_uri())
    lesson.locator("#predict-impulse-order").get_by_text("Skip, and read on").click()
    expect(lesson.locator(".figure[data-alive]").first).to_be_visible()
    assert page.problems + lesson.problems == []


def test_the_site_works_in_a_subfolder_and_no_request_leaves_it(tmp_path, context, book):
    skip_all(context)
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/course").symlink_to(book, target_is_directory=True)
    with site.served(tmp_path) as server:
        page = site.open_page(context, f"{server.address}/deep/course/index.html")
        page.get_by_role("link", name="Exercises").first.click()
        site.check(page, "answer-conv1d_valid", "missing")
        scroll_through(site.open_page(context, f"{server.address}/deep/course/02-tensors.html"))
        ours = (f"{server.address}/deep/course/", f"blob:{server.address}", "data:")
        assert [url for url in asked if not url.startswith(ours)] == []
        assert len(asked) > 20
        assert page.problems == []


def test_with_reduced_motion_nothing_scrolls_or_fades(browser, server):
    context = browser.new_context(reduced_motion="reduce")
    page = site.open_page(context, f"{server.address}/01-convolution.html")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    durations = page.evaluate(
        "[...document.querySelectorAll('*')]"
        ".map((each) => getComputedStyle(each).transitionDuration)"
    )
    assert set(durations) == {"0s"}
    context.close()


def test_the_keyboard_goes_from_the_top_to_a_prediction_and_commits(visit):
    page = visit("01-convolution.html")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    first = page.locator("#predict-impulse-order")
    expect(first.locator("input").first).to_be_attached()
    for _ in range(12):
        page.keyboard.press("Tab")
        if first.locator("input:focus").count():
            break
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(first.locator(".cv-answer")).not_to_be_empty()
    expect(page.locator("#slide-with-ops")).to_be_visible()
