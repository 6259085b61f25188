"""What goes wrong gets a sentence, and no text of the learner's is lost."""

import json
import re

import pytest
from playwright.sync_api import expect

from . import site

pytestmark = pytest.mark.browser

NAME = "exercise-01-convolution.html"
FORBIDDEN = """
Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("no", "SecurityError"); },
});
"""
FULL = """
Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
"""


def ready(page):
    expect(page.locator(".cm-content")).to_have_count(6)
    return page


def text_of(page, cell: str) -> str:
    return page.locator(f"#{cell} .cm-content").inner_text()


@pytest.mark.parametrize("trouble", [FORBIDDEN, FULL], ids=["forbidden", "full"])
def test_a_storage_that_keeps_nothing_is_told_and_the_page_works_on(visit, context, trouble):
    context.add_init_script(trouble)
    page = ready(visit(NAME))
    site.write(page, "answer-one_output", "mine = 1")
    expect(page.locator("#notices")).to_contain_text("This browser keeps nothing for this page")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as notebook").click()
    saved = json.loads(download.value.path().read_text())
    assert any(cell["source"] == "mine = 1" for cell in saved["cells"])
    lesson = visit("01-convolution.html")
    first = lesson.locator("#predict-impulse-order")
    first.locator("input[type=radio]").first.check()
    first.get_by_text("guess").click()
    first.get_by_role("button", name="Commit").click()
    expect(first.locator(".cv-answer")).not_to_be_empty()
    expect(lesson.locator("#slide-with-ops")).to_be_visible()


def test_a_page_with_unkept_text_asks_before_it_closes(visit, context):
    context.add_init_script(FULL)
    page = ready(visit(NAME))
    site.write(page, "answer-one_output", "mine = 1")
    expect(page.locator("#notices p")).not_to_have_count(0)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.close(run_before_unload=True)
    page.wait_for_event("close")
    assert asked == ["beforeunload"]


def test_a_second_tab_follows_and_where_both_were_edited_the_reader_decides(visit):
    one, two = ready(visit(NAME)), ready(visit(NAME))
    site.write(one, "answer-one_output", "first = 1")
    expect(two.locator("#answer-one_output .cm-content")).to_have_text("first = 1")
    # Typed here and not kept yet, when the other tab's text comes.
    one.evaluate("window.setTimeout = () => 0")
    one.locator("#answer-one_output .cm-content").click()
    one.keyboard.press("ControlOrMeta+End")
    one.keyboard.type("# more")
    site.write(two, "answer-one_output", "second = 2")
    expect(one.locator("#notices")).to_contain_text("is open in another tab")
    assert "# more" in text_of(one, "answer-one_output")
    one.get_by_role("button", name="The other tab's").click()
    expect(one.locator("#answer-one_output .cm-content")).to_have_text("second = 2")


@pytest.mark.parametrize(
    "lines", [11_000, pytest.param(500_000, marks=pytest.mark.soak)], ids=["1.1 MB", "50 MB"]
)
def test_more_than_a_cell_holds_is_pasted_and_the_page_says_what_it_does_not_do(visit, lines):
    page = ready(visit(NAME))
    page.evaluate(
        """(lines) => {
          const editor = document.querySelector('#answer-one_output .cm-content').cmTile.root.view;
          editor.dispatch({ changes: { from: 0, to: editor.state.doc.length,
            insert: ('#' + 'x'.repeat(99) + '\\n').repeat(lines) } });
        }""",
        lines,
    )
    expect(page.locator("#notices")).to_contain_text("too long to be kept")
    page.locator("#answer-one_output").get_by_role("button", name="Run and check").click()
    expect(page.locator("#check-one_output .outputs")).to_contain_text("more than a million")


@pytest.fixture(scope="module")
def stormy(browser, server):
    """Return one page in whose Python all kinds of things go wrong."""
    server.missing.clear()
    context = browser.new_context()
    page = ready(site.open_page(context, f"{server.address}/{NAME}"))
    yield page
    context.close()


def said(page, code: str) -> str:
    site.write(page, "answer-separable", code)
    return site.run(page, "answer-separable")


def test_a_flood_of_output_is_cut_and_the_cell_goes_on(stormy):
    words = said(stormy, "for i in range(10**5):\n    print('flood', i)")
    assert len(words) < 200_000
    assert "the rest is not shown" in words


def test_a_recursion_without_an_end_is_an_error(stormy):
    words = said(stormy, "def f(n):\n    return f(n + 1)\nf(0)")
    assert re.search("RecursionError|Python has ended", words)
    assert said(stormy, "print('alive')").strip() == "alive"


@pytest.mark.parametrize(
    "greed",
    [
        "[np.empty(10**8) for _ in range(10)]",
        pytest.param("[np.ones(10**8) for _ in range(100)]", marks=pytest.mark.soak),
    ],
)
def test_more_memory_than_there_is_is_an_error(stormy, greed):
    words = said(stormy, f"import numpy as np\nkept = {greed}")
    assert re.search("MemoryError|Python has ended", words)
    assert said(stormy, "print('alive')").strip() == "alive"


def test_large_arrays_are_calculated_with(stormy):
    assert (
        said(stormy, "import numpy as np\nx = np.ones(10**6)\nfloat((x * 2 + 1).sum())")
        == "3000000.0"
    )


def test_what_exits_or_asks_is_told(stormy):
    assert "SystemExit" in said(stormy, "exit()")
    assert "Error" in said(stormy, "input('Name?')")
    assert said(stormy, "%matplotlib inline\nprint('alive')").strip() == "alive"


def test_a_worker_that_dies_is_noticed_and_the_next_run_starts_another(stormy):
    said(stormy, "import js\nhere = 1\njs.close()")
    expect(stormy.locator("#notices")).to_contain_text(
        "Your text is kept; the next run starts Python anew."
    )
    assert "js.close()" in text_of(stormy, "answer-separable")
    assert said(stormy, "print('here' in globals())").strip() == "False"


@pytest.mark.parametrize(
    "file",
    ["numpy", *(pytest.param(name, marks=pytest.mark.soak) for name in ("pyodide", "worker"))],
)
def test_a_missing_file_is_named(visit, server, file):
    page = ready(visit(NAME))
    server.missing.add(f"/{file}.")
    page.locator("#answer-conv1d_valid").get_by_role("button", name="Run and check").click()
    expect(page.locator("#check-conv1d_valid .outputs")).to_contain_text(
        re.compile(f"The file “{file}.*” of this site could not be loaded")
    )
    server.missing.clear()
    site.check(page, "answer-conv1d_valid", "missing")


def test_without_the_editors_file_a_plain_field_takes_the_text(context, server):
    server.missing = {"/editor."}
    page = site.open_page(context, f"{server.address}/{NAME}")
    field = page.locator("#answer-one_output textarea")
    expect(field).to_be_visible()
    expect(page.locator("#notices")).to_contain_text("A plain field stands in for the editor")
    field.fill("plain = 1")
    site.kept(page, "plain = 1")
    page.reload()
    expect(field).to_have_value("plain = 1")


def test_a_figures_missing_file_leaves_its_picture(server, context):
    server.missing = {"/figure-kernellab"}
    page = site.open_page(context, f"{server.address}/01-convolution.html")
    page.locator("#predict-impulse-order").get_by_text("Skip, and read on").click()
    page.locator(".figure img").first.scroll_into_view_if_needed()
    expect(page.locator("#notices")).to_contain_text("A figure cannot be shown alive")
    expect(page.locator(".figure img").first).to_be_visible()


@pytest.mark.parametrize("absent", ["WebAssembly", "DecompressionStream"])
def test_an_old_browser_is_told_what_it_lacks(visit, context, absent):
    context.add_init_script(f"delete globalThis.{absent}")
    page = ready(visit(NAME))
    page.locator("#answer-conv1d_valid").get_by_role("button", name="Run and check").click()
    expect(page.locator("#check-conv1d_valid .outputs")).to_contain_text(
        "This browser has no WebAssembly, or cannot unpack files."
    )


def test_a_book_without_python_is_read_and_written_and_says_so(reading_book, context):
    with site.served(reading_book) as server:
        page = site.open_page(context, f"{server.address}/exercise-01-made-up.html")
        expect(page.locator("main")).to_contain_text("built without Python")
        answer = page.locator("#answer-a")
        answer.locator("textarea").fill("mine = 1")
        answer.get_by_role("button", name="Run", exact=True).click()
        expect(answer.locator(".outputs")).to_contain_text("it can be read, not run")
        lesson = site.open_page(context, f"{server.address}/01-made-up.html")
        expect(lesson.locator(".figure[data-alive]")).to_be_visible()
