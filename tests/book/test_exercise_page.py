"""An exercise in the page: written, run, checked, stopped, saved, opened and marked."""

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

from . import site

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
SOLUTIONS = ROOT / "exercises/solutions"
NAME = "exercise-01-convolution.html"


def answers(name: str = "01-convolution") -> dict[str, str]:
    notebook = nbformat.read(SOLUTIONS / f"{name}.ipynb", as_version=4)
    tagged = (c for c in notebook.cells if "answer" in c.metadata.get("tags", []))
    return {cell.id: cell.source for cell in tagged}


def test_an_empty_answer_is_missing_and_has_hints(exercise):
    words = site.check(exercise, "answer-conv1d_valid", "missing")
    assert "still missing." in words
    assert "Hint 1" in words


def test_a_wrong_answer_is_named_and_then_the_solution_can_be_seen(exercise):
    flipped = "def conv1d_valid(x, w):\n    return np.convolve(x, w, 'valid')\n"
    solution = exercise.locator("#answer-conv1d_valid").get_by_text("Show a solution")
    expect(solution).to_be_hidden()
    site.write(exercise, "answer-conv1d_valid", flipped)
    assert "flip" in site.check(exercise, "answer-conv1d_valid", "keep working")
    solution.click()
    site.idle(exercise)
    expect(exercise.locator("#check-conv1d_valid .outputs")).to_contain_text("def conv1d_valid")


def test_a_verdict_does_not_outlive_its_answer(exercise):
    site.write(exercise, "answer-conv1d_valid", answers()["answer-conv1d_valid"])
    site.check(exercise, "answer-conv1d_valid", "correct")
    site.write(exercise, "answer-conv1d_valid", "def conv1d_valid(x, w)\n    return x")
    words = site.check(exercise, "answer-conv1d_valid", "failed")
    assert words == "Not run: there is no conv1d_valid, since another cell ended with an error."
    shown = exercise.locator("#answer-conv1d_valid .outputs").inner_text()
    assert shown.startswith('  File "<answer-conv1d_valid>", line 1\n')
    assert shown.endswith("SyntaxError: expected ':'\n")


def test_output_values_and_errors_are_shown_as_in_a_notebook(exercise):
    site.write(exercise, "answer-separable", "print('one')\nprint('two')\n3 + 4")
    assert site.run(exercise, "answer-separable").split() == ["one", "two", "7"]
    site.write(exercise, "answer-separable", "a = 1\na / 0")
    shown = site.run(exercise, "answer-separable")
    assert "line 2" in shown
    assert "ZeroDivisionError: division by zero" in shown
    assert "runner.py" not in shown


def test_what_learners_import_is_there(exercise):
    """The build leaves out what a page cannot use of Python and NumPy, and nothing else."""
    python = (
        "abc argparse ast asyncio base64 bisect calendar cmath collections concurrent.futures "
        "configparser contextlib copy csv ctypes dataclasses datetime decimal difflib dis email "
        "enum fractions functools gzip hashlib heapq html importlib.metadata inspect io itertools "
        "json locale logging math numbers operator os pathlib pprint pydoc queue random re secrets "
        "shutil statistics string struct symtable sys tarfile tempfile textwrap threading time "
        "timeit tomllib traceback types typing unicodedata unittest urllib.parse uuid warnings "
        "zipfile zoneinfo"
    )
    numpy = "fft lib.recfunctions lib.stride_tricks linalg ma polynomial random testing typing"
    site.write(
        exercise,
        "answer-separable",
        "from importlib import import_module\n"
        f"names = {python!r}.split() + ['numpy.' + name for name in {numpy!r}.split()]\n"
        "names += [f'convedu.checks.unit{number}' for number in range(1, 9)]\n"
        "len([import_module(name) for name in names])",
    )
    expected = len(python.split()) + len(numpy.split()) + 8
    assert site.run(exercise, "answer-separable") == str(expected)


def test_a_learners_own_text_is_never_html(exercise):
    code = """
class Trap:
    def _repr_html_(self):
        return ("<b onclick='x()'>bold</b><img src=x onerror=\\"document.title='caught'\\">"
                "<script>document.title='caught'</script><a href='javascript:x()'>link</a>"
                "<div style='position:fixed;color:red'>red</div>")
print("<img src=x onerror=1>")
Trap()
"""
    site.write(exercise, "answer-separable", code)
    assert "<img src=x onerror=1>" in site.run(exercise, "answer-separable")
    shown = exercise.locator("#answer-separable .shown")
    html = shown.inner_html()
    assert "<b>bold</b>" in html
    assert "link" in html
    assert "onclick" not in html
    assert "onerror" not in html
    assert "script" not in html
    assert "href" not in html
    assert "position" not in html
    assert exercise.title() != "caught"
    assert all("Content Security Policy" in problem for problem in exercise.problems)
    exercise.problems.clear()


def test_stop_ends_an_endless_loop_and_the_next_run_does_again_what_it_needs(exercise):
    site.write(exercise, "answer-correlate2d", answers()["answer-correlate2d"])
    site.check(exercise, "answer-correlate2d", "correct")
    site.write(exercise, "answer-convolve2d", "print('before')\nwhile True:\n    pass")
    exercise.locator("#answer-convolve2d").get_by_role("button", name="Run", exact=True).click()
    outputs = exercise.locator("#answer-convolve2d .outputs")
    expect(outputs).to_contain_text("before")
    exercise.locator("#stop").click()
    expect(outputs).to_contain_text("Stopped. Python starts anew with the next run")
    assert "before" in outputs.inner_text()
    assert "while True" in exercise.locator("#answer-convolve2d .cm-content").inner_text()
    site.write(exercise, "answer-convolve2d", answers()["answer-convolve2d"])
    site.check(exercise, "answer-convolve2d", "correct")


def test_run_all_checks_everything_and_the_start_page_counts(exercise, server):
    for cell, text in answers().items():
        site.write(exercise, cell, text)
    exercise.get_by_role("button", name="Run all").click()
    last = exercise.locator("#check-separable")
    expect(last).to_have_attribute("data-state", "correct", timeout=site.PATIENCE)
    site.idle(exercise)
    start = site.open_page(exercise.context, f"{server.address}/index.html")
    expect(start.locator(".units li").first.locator(".solved")).to_contain_text("5 of 5 solved")
    start.close()


def test_what_was_solved_is_said_after_a_reload(exercise):
    solved = exercise.locator(".answer .solved")
    assert set(solved.all_inner_texts()) == {"✓ Solved"}
    exercise.reload()
    expect(solved).to_have_text(["✓ Solved"] * 6)
    expect(exercise.get_by_role("button", name="Show a solution")).to_have_count(6)
    exercise.evaluate("localStorage.removeItem('convedu.progress')")
    exercise.reload()
    expect(solved).to_have_text([""] * 6)
    expect(exercise.get_by_role("button", name="Show a solution")).to_have_count(0)
    expect(exercise.locator(".cm-content")).to_have_count(6)


def test_a_saved_notebook_gets_full_marks(exercise, tmp_path):
    with exercise.expect_download() as download:
        exercise.get_by_role("button", name="Save as notebook").click()
    assert download.value.suggested_filename == "01-convolution.ipynb"
    (tmp_path / "in").mkdir()
    download.value.save_as(tmp_path / "in/ada.ipynb")
    saved = nbformat.read(tmp_path / "in/ada.ipynb", as_version=4)
    nbformat.validate(saved)
    assert saved.metadata == nbformat.read(ROOT / "exercises/01-convolution.ipynb", 4).metadata
    sandbox = "auto" if shutil.which("bwrap") else "none"
    command = ["grade", str(SOLUTIONS / "01-convolution.ipynb"), str(tmp_path / "in")]
    subprocess.run(
        [sys.executable, "-m", "convedu", *command, "--sandbox", sandbox, "--out", "marks"],
        check=True,
        cwd=tmp_path,
    )
    with (tmp_path / "marks/grades.csv").open(newline="", encoding="utf-8") as file:
        (marks,) = csv.DictReader(file)
    assert (marks["student"], marks["score"]) == ("ada", marks["max_score"])


def test_text_is_kept_on_reload(exercise):
    site.write(exercise, "answer-one_output", "answer_slides = 41  # kept")
    site.kept(exercise, "41  # kept")
    exercise.reload()
    expect(exercise.locator("#answer-one_output .cm-content")).to_contain_text("41  # kept")
    exercise.locator("#answer-one_output").get_by_role("button", name="Reset").click()
    expect(exercise.locator("#answer-one_output .cm-content")).to_contain_text("your number")


def opened(page, path: Path) -> str:
    """Open a file in the page and return what it says."""
    page.evaluate("document.getElementById('notices').replaceChildren()")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Open a notebook").click()
    chooser.value.set_files(path)
    expect(page.locator("#notices p")).not_to_have_count(0)
    return site.notices(page)


def test_a_notebook_from_jupyterlab_is_opened_and_what_was_added_there_comes_back(visit, tmp_path):
    notebook = nbformat.read(ROOT / "exercises/01-convolution.ipynb", as_version=4)
    answer = next(c for c in notebook.cells if c.id == "answer-correlate2d")
    answer.source = "from_the_lab = 1"
    answer.outputs = [nbformat.v4.new_output("stream", text="out")]
    notebook.cells.append(nbformat.v4.new_code_cell("extra = 2", id="mine"))
    nbformat.write(notebook, tmp_path / "lab.ipynb")
    page = visit(NAME)
    expect(page.locator(".cm-content")).to_have_count(6)
    site.write(page, "answer-correlate2d", "text_of_the_page = 1")
    assert "6 answers were read from “lab.ipynb”." in opened(page, tmp_path / "lab.ipynb")
    editor = page.locator("#answer-correlate2d .cm-content")
    expect(editor).to_contain_text("from_the_lab = 1")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as notebook").click()
    saved = json.loads(Path(download.value.path()).read_text())
    assert [c["id"] for c in saved["cells"]] == [c.id for c in notebook.cells]
    assert all(c.get("outputs", []) == [] for c in saved["cells"])
    page.get_by_role("button", name="Undo").click()
    expect(editor).to_contain_text("text_of_the_page = 1")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is not a notebook, or a damaged one"),
        ("[1, 2]", "is not a notebook, or a damaged one"),
        ('{"cells": null}', "is not a notebook, or a damaged one"),
        ('{"cells": [{"cell_type": "code", "source": "x = 1"}]}', "holds no answer"),
        ("x" * 21_000_000, "is larger than 20 MB"),
    ],
    ids=["broken", "list", "null", "foreign", "large"],
)
def test_a_notebook_that_is_none_changes_nothing(exercise, tmp_path, content, said):
    (tmp_path / "a.ipynb").write_text(content)
    site.write(exercise, "answer-correlate2d", "mine = 1")
    assert said in opened(exercise, tmp_path / "a.ipynb")
    expect(exercise.locator("#answer-correlate2d .cm-content")).to_contain_text("mine = 1")


def test_the_keyboard_alone_writes_checks_and_leaves_the_editor(exercise):
    page = exercise
    expect(page.locator(".cm-content")).to_have_count(6)
    page.locator("#answer-conv1d_valid .cm-content").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("def conv1d_valid(x, w):")
    page.keyboard.press("Enter")
    page.keyboard.type("return np.correlate(x, w")  # the editor indents and closes the bracket
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#check-conv1d_valid")).to_have_attribute(
        "data-state", "correct", timeout=site.PATIENCE
    )
    page.keyboard.press("Tab")
    assert "    " in page.locator("#answer-conv1d_valid .cm-content").inner_text()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.locator("#answer-conv1d_valid").get_by_text("Run and check")).to_be_focused()


def test_the_paper_has_the_whole_text(visit):
    page = visit(NAME)
    expect(page.locator(".cm-content")).to_have_count(6)
    text = "\n".join(f"line_{number} = 0" for number in range(300))
    site.write(page, "answer-separable", text)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    paper = page.locator("#answer-separable .on-paper")
    assert paper.inner_text().split("\n") == text.split("\n")
    expect(page.locator("#answer-separable .cm-editor")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".on-paper")).to_have_count(0)
