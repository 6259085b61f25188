"""Lessons in the page: read, predicted, dragged, run; themes, search, and no script at all."""

import json
import re

import nbformat
import pytest
from playwright.sync_api import expect

from convedu import study

from . import site

pytestmark = pytest.mark.browser

SKIP_ALL = """
localStorage.setItem("convedu.skipped", JSON.stringify(%s));
"""


def predictions() -> list[str]:
    return [f"unit{u.number}/{q.name}" for u in study.units() for q in u.questions]


def skip_all(context) -> None:
    """Let a reader have skipped every prediction: nothing is veiled."""
    context.add_init_script(SKIP_ALL % json.dumps(predictions()))


def scroll_through(page) -> None:
    """Bring each figure into view and wait until it lives, as a reader does who scrolls."""
    for figure in page.locator(".figure").all():
        figure.scroll_into_view_if_needed()
        expect(figure.and_(page.locator("[data-alive]"))).to_have_count(1)
    for prediction in page.locator("[data-prediction]").all():
        prediction.scroll_into_view_if_needed()
        expect(prediction.locator(".cv-prediction")).to_have_count(1)


def no_wider_than_its_window(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("lesson", site.LESSONS)
def test_every_figure_is_alive_without_python(lesson, visit, context, server):
    skip_all(context)
    server.asked.clear()
    page = visit(f"{lesson}.html")
    scroll_through(page)
    assert no_wider_than_its_window(page)
    assert page.problems == []
    assert not any("pyodide" in path for path in server.asked)


def test_what_follows_a_prediction_is_veiled_until_it_is_made(visit):
    page = visit("01-convolution.html")
    hidden = page.locator("#slide-with-ops")
    expect(hidden).to_be_hidden()
    expect(page.locator("#predict-impulse-order")).to_be_visible()
    expect(page.get_by_text("What follows is hidden until").first).to_be_visible()
    first = page.locator("#predict-impulse-order")
    first.locator("input[type=radio]").first.check()
    first.get_by_text("guess").click()
    first.get_by_role("button", name="Commit").click()
    expect(first.locator(".cv-answer")).not_to_be_empty()
    expect(hidden).to_be_visible()
    expect(first.get_by_text("Skip, and read on")).to_be_hidden()
    kept = json.loads(page.evaluate("localStorage.getItem('convedu.progress')"))
    entry = kept["predictions"]["unit1/impulse-order"]
    assert set(entry) == {"choice", "confidence", "correct", "at"}
    page.reload()
    expect(hidden).to_be_visible()
    expect(page.locator("#predict-impulse-order .cv-answer")).not_to_be_empty()


def test_a_prediction_can_be_skipped(visit):
    page = visit("01-convolution.html")
    page.locator("#predict-impulse-order").get_by_text("Skip, and read on").click()
    expect(page.locator("#slide-with-ops")).to_be_visible()
    assert page.evaluate("localStorage.getItem('convedu.progress')") is None


def test_code_is_folded_opened_edited_and_run_with_what_it_needs(visit, context):
    skip_all(context)
    page = visit("01-convolution.html")
    cell = page.locator("#slide-with-ops")
    expect(cell.locator("pre.code")).to_be_hidden()
    before = cell.locator(".outputs").inner_text()
    cell.locator("summary").click()
    expect(cell.locator(".cm-content")).to_be_visible()
    assert site.run(page, "slide-with-ops") == before
    site.write(page, "slide-with-ops", "print(ops.__name__, 'mine')")
    assert site.run(page, "slide-with-ops").strip() == "convedu.ops mine"
    assert page.problems == []
    # A picture comes without matplotlib, and says what it shows.
    page.locator("#sum-gallery summary").click()
    site.run(page, "sum-gallery")
    picture = page.locator("#sum-gallery .outputs img").first
    assert len(picture.get_attribute("alt")) > 20
    # A figure that Python makes is as alive as one of the page.
    page.locator("#lab-numbers summary").click()
    site.run(page, "lab-numbers")
    expect(page.locator("#lab-numbers .live .cv")).to_be_visible()


def test_the_race_trains_in_the_worker_and_stops(visit, context):
    skip_all(context)
    page = visit("03-stacking.html")
    race = page.locator("#lab-race")
    race.scroll_into_view_if_needed()
    expect(race).to_have_attribute("data-alive", "")
    race.get_by_role("button", name=re.compile("Run|Train|Start", re.IGNORECASE)).first.click()
    expect(race).to_contain_text(re.compile(r"epoch \d+ of"), timeout=site.PATIENCE)
    race.get_by_role("button", name="Stop").click()
    expect(race).to_contain_text("Stopped.", timeout=site.PATIENCE)
    assert page.problems == []


def test_search_finds_a_passage_from_the_keyboard(visit):
    page = visit("02-tensors.html")
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("receptive field")
    expect(page.locator("#found a").first).to_contain_text("3. Stacking")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"03-stacking\.html#"))
    page.keyboard.press("/")
    page.keyboard.type("zzzz")
    expect(page.locator("#found")).to_contain_text("Nothing found.")
    page.keyboard.press("Escape")
    expect(page.locator("#found")).to_be_hidden()


ARRIVED = """(target) => {
  const near = [...document.querySelectorAll(".figure, [data-prediction]")].filter((each) => {
    const { top, bottom } = each.getBoundingClientRect();
    return bottom > -700 && top < innerHeight + 700;
  });
  const alive = near.every((each) => each.querySelector(".cv"));
  return alive && Math.abs(target.getBoundingClientRect().top - 72) < 2;
}"""


@pytest.mark.parametrize("way", ["contents", "address"])
def test_a_link_leads_to_its_section_though_figures_grow_on_the_way(visit, context, way):
    skip_all(context)
    page = visit("03-stacking.html")
    link = page.locator("#contents").get_by_role("link", name="Stretch: how fast")
    section = link.get_attribute("href")
    if way == "contents":
        link.click()
    else:
        page = visit(f"03-stacking.html{section}")
    page.wait_for_function(ARRIVED, arg=page.locator(section).element_handle(), timeout=20_000)


def test_the_theme_is_the_systems_until_another_is_chosen(browser, server):
    context = browser.new_context(color_scheme="dark")
    page = site.open_page(context, f"{server.address}/index.html")
    body, dark = expect(page.locator("body")), ("background-color", "rgb(20, 23, 26)")
    body.to_have_css(*dark)
    page.locator("#theme").select_option("light")
    body.not_to_have_css(*dark)
    page.reload()
    body.not_to_have_css(*dark)
    page.locator("#theme").select_option("system")
    body.to_have_css(*dark)
    page.emulate_media(color_scheme="light")
    body.not_to_have_css(*dark)
    context.close()


WIDTHS = (390, 768, 1280, 1920)
AT_ONCE = {(name, 390) for name in ("index", "02-tensors", "07-alexnet", "exercise-07-alexnet")}


@pytest.mark.parametrize(
    ("name", "width"),
    [
        pytest.param(name, width, marks=() if (name, width) in AT_ONCE else pytest.mark.soak)
        for name in site.PAGES
        for width in WIDTHS
    ],
)
def test_nothing_is_wider_than_the_window(browser, server, name, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    skip_all(context)
    page = site.open_page(context, f"{server.address}/{name}.html")
    scroll_through(page)
    assert no_wider_than_its_window(page)
    if width == 390:
        page.evaluate("scrollTo(0, 0)")
        expect(page.locator("#contents")).to_be_hidden()
        page.get_by_role("button", name="Contents").click()
        expect(page.locator("#contents")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#contents")).to_be_hidden()
    context.close()


def test_without_a_script_text_pictures_and_formulas_are_there(browser, server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.address}/03-stacking.html")
    notebook = nbformat.read(site.ROOT / "notebooks/03-stacking.ipynb", as_version=4)
    pictures = sum(
        "image/png" in o.get("data", {}) for c in notebook.cells for o in c.get("outputs", ())
    )
    assert page.locator("main img[alt]").count() == pictures
    expect(page.locator("main math").first).to_be_visible()
    expect(page.locator("#contents")).to_be_visible()
    hidden = page.locator("main .text, main [role=group]").evaluate_all(
        "(all) => all.filter((each) => !each.checkVisibility()).length"
    )
    assert hidden == 0
    expect(page.locator("#theme")).to_be_hidden()
    context.close()


def test_progress_leaves_as_the_courses_file_and_comes_back_joined(visit, tmp_path, monkeypatch):
    monkeypatch.setenv("CONVEDU_PROGRESS", str(tmp_path / "lab.json"))
    from convedu.course import progress_store

    progress_store.add_prediction("unit1/sobel-flat", choice=1, confidence=0, correct=True)
    progress_store.add_check("unit1/correlate2d", "keep working")
    page = visit("01-convolution.html")
    first = page.locator("#predict-impulse-order")
    first.locator("input[type=radio]").first.check()
    first.get_by_text("guess").click()
    first.get_by_role("button", name="Commit").click()
    expect(first.locator(".cv-answer")).not_to_be_empty()
    page.goto(page.url.replace("01-convolution", "index"))
    expect(page.locator(".units .made").first).to_contain_text("1 of 4 predicted")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Join with a progress file").click()
    chooser.value.set_files(tmp_path / "lab.json")
    expect(page.locator(".units .made").first).to_contain_text("2 of 4 predicted")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save progress as a file").click()
    download.value.save_as(tmp_path / "lab.json")
    found = progress_store.read()
    assert set(found["predictions"]) == {"unit1/sobel-flat", "unit1/impulse-order"}
    assert found["checks"]["unit1/correlate2d"]["attempts"] == 1
    assert "predictions 2/4" in str(study.progress())
    (tmp_path / "bad.json").write_text("[]")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Join with a progress file").click()
    chooser.value.set_files(tmp_path / "bad.json")
    expect(page.locator("#notices")).to_contain_text("is not a progress file")


@pytest.mark.soak
@pytest.mark.parametrize("lesson", site.LESSONS)
def test_every_cell_of_a_lesson_says_in_the_page_what_is_stored(lesson, visit, context):
    skip_all(context)
    page = visit(f"{lesson}.html")
    notebook = nbformat.read(site.ROOT / f"notebooks/{lesson}.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "markdown" or page.locator(f"#{cell.id} details").count() == 0:
            continue
        page.locator(f"#{cell.id} summary").first.click()
        said = site.run(page, cell.id)
        if "needs matplotlib, which a page has not" in said:
            assert any("image/png" in output.get("data", {}) for output in cell.outputs)
            continue
        assert page.locator(f"#{cell.id}").get_attribute("data-state") == "ran", said
        text = "".join(output.get("text", "") for output in cell.outputs)
        if cell.execution_count is not None and text:
            words = text.split()  # a picture's titles may follow
            assert said.split()[: len(words)] == words, cell.id
    assert page.problems == []
