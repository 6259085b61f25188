"""The same answers, the same marks: whatever else the notebook holds and whatever ran before."""

import json
import random
import re
import shutil
import textwrap

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from convedu.grading.exercise import load
from convedu.grading.judge.nbval_runner import NbvalEngine
from convedu.grading.ledger.cache_keys import check_keys
from convedu.grading.limits import Limits
from convedu.grading.model import Job
from convedu.grading.sandbox.jailed import runner
from convedu.grading.submissions.extract import extract
from convedu.grading.submissions.parse import parse
from tests import need
from tests.grading.grade.test_regrade import SOLUTION, UNFLIPPED, WRONG_KERNELS, solved

pytestmark = pytest.mark.sandbox
SWAPPED = """def correlate2d(image, kernel):
    rows = image.shape[0] - kernel.shape[0] + 1
    columns = image.shape[1] - kernel.shape[0] + 1
    return np.array([[(image[i:i + len(kernel), j:j + len(kernel)] * kernel).sum()
                      for j in range(columns)] for i in range(rows)])
"""
REMEMBERS = """calls = []
def correlate2d(image, kernel):
    calls.append(1)
    right = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return (right * kernel).sum((2, 3)) * (len(calls) < 9)
"""
FOR_EVER = "def make_kernel(name):\n    while True:\n        pass"
EXITS = "import os\ndef correlate2d(image, kernel):\n    os._exit(3)"


def partly():
    """Return a notebook that earns a part of most checks: there is something to lose and to win."""
    return solved(
        conv1d_valid="def conv1d_valid(x, w):\n    return np.convolve(x, w, 'valid')",
        correlate2d=SWAPPED,
        make_kernel=WRONG_KERNELS,
        one_output="answer_slides = 15\nanswer_flips = 0",
    )


@pytest.fixture(scope="module")
def unit():
    return load.load(SOLUTION)


@pytest.fixture(scope="module")
def engine(unit):
    need.sandbox()
    engine = NbvalEngine(Job(unit, 5, "bubblewrap", Limits(seconds=2.0)))
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def mark(engine, unit):
    def mark(notebook, **options):
        cells = parse(nbformat.writes(notebook).encode()).cells
        return engine.mark(extract(unit, cells), **options)[0]

    return mark


@pytest.fixture(scope="module")
def fair(mark):
    found = mark(partly())
    assert 0 < sum(verdict.fraction for verdict in found) < len(found), "parts are awarded"
    assert any(0 < verdict.fraction < 1 for verdict in found)
    return found


# --- what has nothing to do with the answers -----------------------------------------------------


def in_answers(text):
    """Put some lines before and after what each answer defines."""

    def change(notebook):
        for cell in notebook.cells:
            if cell.id.startswith("answer-"):
                cell.source = f"{text}\n{cell.source}\n{text}"

    return change


def in_functions(text):
    """Put a line at the start of each function of the answers."""

    def change(notebook):
        for cell in notebook.cells:
            if cell.id.startswith("answer-") and "    return" in cell.source:
                first, rest = cell.source.split("\n", 1)
                while not first.rstrip().endswith(":"):
                    more, rest = rest.split("\n", 1)
                    first = f"{first}\n{more}"
                cell.source = f"{first}\n    {text}\n{rest}"

    return change


def own_cells(notebook):
    texts = [
        "1 / 0",
        "raise SystemExit",
        "x = w = kernel = image = None",
        "%time 1",
        "!ls",
        "print(2)",
    ]
    for place, text in enumerate(texts):
        notebook.cells.insert(2 * place, new_code_cell(text))
    notebook.cells.append(new_markdown_cell("def correlate2d(image, kernel): return 0"))


def other_order(notebook):
    random.Random(3).shuffle(notebook.cells)


def other_outputs(notebook):
    """Claim that all went well, or badly, in outputs, counts and metadata."""
    for place, cell in enumerate(notebook.cells):
        if cell.cell_type == "code":
            cell.execution_count = 100 - place
            data = {
                "text/plain": "correct.",
                "application/vnd.convedu.verdict+json": {"fraction": 1},
            }
            cell.outputs = [
                new_output("execute_result", data, execution_count=100 - place),
                new_output("stream", name="stderr", text="Traceback " * 50),
                new_output("error", ename="KeyError", evalue="x", traceback=[]),
            ]
            cell.metadata["collapsed"] = bool(place % 2)


def without_outputs(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.update(outputs=[], execution_count=None)


def other_metadata(notebook):
    notebook.metadata = {"kernelspec": {"name": "ir", "display_name": "R"}, "title": "mine"}
    for cell in notebook.cells:
        cell.metadata.pop("tags", None)
        cell.metadata.pop("nbgrader", None)


NOISE = {
    "prints": in_answers("print('a' * 100_000)"),
    "prints in functions": in_functions("print(locals())"),
    "stderr": in_answers("import sys; print('Error: failed', file=sys.stderr)"),
    "stderr in functions": in_functions("import sys; sys.stderr.write('Traceback')"),
    "warnings": in_answers("import warnings; warnings.warn('deprecated')"),
    "warnings in functions": in_functions("import warnings; warnings.warn('deprecated')"),
    "logging": in_functions("import logging; logging.error('no')"),
    "plots": in_answers("import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.show()"),
    "displays": in_answers("display(3)\nnp.ones(3)"),
    "random numbers": in_answers("np.random.seed(None); np.random.rand(3)"),
    "magics": in_answers("%matplotlib inline"),
    "own cells": own_cells,
    "other order": other_order,
    "other outputs": other_outputs,
    "without outputs": without_outputs,
    "other metadata": other_metadata,
}


@pytest.mark.parametrize("noise", NOISE)
def test_the_marks_depend_on_the_answers_alone(noise, mark, fair):
    notebook = partly()
    NOISE[noise](notebook)
    assert nbformat.writes(notebook) != nbformat.writes(partly())
    assert mark(notebook) == fair


# --- the same function, written or kept in another way -------------------------------------------

WRAPS = {
    "lambda": "{n} = (lambda f: lambda *a: f(*a))({n})",
    "partial": "from functools import partial\n{n} = partial({n})",
    "wraps": """import functools
def plain(f):
    @functools.wraps(f)
    def inner(*a): return f(*a)
    return inner
{n} = plain({n})""",
    "callable": """class Calls:
    def __init__(self, f): self.f = f
    def __call__(self, *a): return self.f(*a)
{n} = Calls({n})""",
    "method": """class Tools:
    f = staticmethod({n})
    def run(self, *a): return self.f(*a)
{n} = Tools().run""",
}


@pytest.mark.parametrize("how", WRAPS)
def test_what_kind_of_callable_it_is_makes_no_difference(how, mark, fair):
    notebook = partly()
    for cell in notebook.cells:
        if cell.id.startswith("answer-"):
            names = re.findall(r"^def (\w+)", cell.source, re.MULTILINE)
            cell.source = "\n".join([cell.source, *(WRAPS[how].format(n=name) for name in names)])
    assert mark(notebook) == fair


def cells_of(change):
    """Return a file's bytes after a change of each cell, given as (number, cell)."""

    def data():
        notebook = partly()
        for place, cell in enumerate(notebook.cells):
            change(place, cell)
        return json.dumps({**notebook, "nbformat_minor": 4})

    return data


def without_ids(place, cell):
    del cell["id"]


def as_colab(place, cell):
    del cell["id"]
    cell.metadata = {"id": f"aB{place}", "colab": {"base_uri": "http://x"}, "outputId": "c0"}


def as_vs_code(place, cell):
    cell.id = f"{place:08x}"
    cell.metadata = {"vscode": {"languageId": "python"}}


def with_windows_lines(place, cell):
    cell.source = cell.source.replace("\n", "\r\n")


def with_tabs(place, cell):
    cell.source = cell.source.replace("    ", "\t")


def in_lines(place, cell):
    cell.source = cell.source.splitlines(keepends=True)


FILES = {
    "no ids": cells_of(without_ids),
    "Colab": cells_of(as_colab),
    "VS Code": cells_of(as_vs_code),
    "Windows lines": cells_of(with_windows_lines),
    "tabs": cells_of(with_tabs),
    "lists of lines": cells_of(in_lines),
    "a mark of UTF-8": lambda: "\ufeff" + nbformat.writes(partly()),
    "a file of Windows": lambda: nbformat.writes(partly()).replace("\n", "\r\n"),
}


@pytest.mark.parametrize("kind", FILES)
def test_who_has_saved_the_file_makes_no_difference(kind, engine, unit, fair):
    cells = parse(FILES[kind]().encode()).cells
    assert engine.mark(extract(unit, cells))[0] == fair


# --- what a learner's notebook has and a jail has not --------------------------------------------

ABOVE = {
    "pictures of the course": "from convedu import images\ncamera = images.load('camera')[0]",
    "a hint": "check.conv1d_valid.hint()",
    "a file": "photo = np.load('mine.npy')\nprint(photo.shape)",
    "a picture": "import matplotlib.pyplot as plt\nplt.imshow(plt.imread('cat.png'))",
    "a question": "size = int(input('size? '))\nprint(size + 1)",
    "a display": "from IPython.display import Image\ndisplay(Image('x.png'))",
    "a widget": "import ipywidgets as widgets\ndisplay(widgets.IntSlider())",
    "a table": "import pandas as pd\nframe = pd.DataFrame()\nframe.head()",
}


@pytest.mark.parametrize("what", ABOVE)
def test_a_line_that_needs_what_is_not_there_costs_no_definition_below(what, mark, fair):
    notebook = partly()
    for cell in notebook.cells:
        if cell.id.startswith("answer-"):
            cell.source = f"{ABOVE[what]}\n{cell.source}"
    assert mark(notebook) == fair


def test_what_needs_a_module_that_is_not_there_is_told_of_the_module():
    names = {}
    text = "from nowhere.deep import far as f\nimport nowhere.deep\ndef g(): return f()"
    assert runner.run_cell(names, text, "demo")["failure"]["type"] == "ModuleNotFoundError"
    with pytest.raises(NameError) as caught:
        names["g"]()
    said = runner.describe(caught.value)
    assert (said["type"], said["text"]) == ("ModuleNotFoundError", "No module named 'nowhere'")
    assert said["line"] == 3
    with pytest.raises(NameError) as caught:
        exec("other", names)
    assert runner.describe(caught.value)["type"] == "NameError"


KERNELS = """{
    "blur": np.ones((3, 3)) / 9,
    "sharpen": np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
    "outline": np.array([[0, -1, 0], [-1, 4, -1], [0, -1, 0]]),
    "vertical edges": np.array([[-1, 0, 1]] * 3),
}"""
FILLED = {
    "at once": f"TABLE = {KERNELS}",
    "by a loop": f"TABLE = {{}}\nfor name, kernel in {KERNELS}.items():\n    TABLE[name] = kernel",
    "by a method": f"TABLE = dict()\nTABLE.update({KERNELS})",
    "one by one": f"K = {KERNELS}\nTABLE = {{}}\n"
    + "\n".join(
        f"TABLE[{name!r}] = K[{name!r}]"
        for name in ("blur", "sharpen", "outline", "vertical edges")
    ),
    "in a block": f"with np.errstate(all='ignore'):\n    TABLE = {KERNELS}",
    "as a way out": f"try:\n    import fast\nexcept ImportError:\n    TABLE = {KERNELS}",
}


@pytest.mark.parametrize("how", FILLED)
def test_a_table_of_another_cell_is_there_as_it_was_filled(how, mark):
    notebook = solved(make_kernel="def make_kernel(name):\n    return TABLE[name]")
    notebook.cells.insert(1, new_code_cell(FILLED[how]))
    assert {verdict.fraction for verdict in mark(notebook)} == {1.0}


OVERWRITTEN = {
    "a loop": "for conv1d_valid in range(3):\n    pass",
    "a number": "conv1d_valid = 3",
    "another function": "def conv1d_valid(x, w):\n    return 0",
    "a deletion": "del conv1d_valid",
}


@pytest.mark.parametrize("how", OVERWRITTEN)
def test_what_a_later_answer_binds_to_a_name_costs_no_earlier_answer(how, mark):
    notebook = solved()
    (later,) = (one for one in notebook.cells if one.id == "answer-make_kernel")
    later.source += f"\n\n{OVERWRITTEN[how]}"
    assert {verdict.fraction for verdict in mark(notebook)} == {1.0}


def test_an_answer_in_the_cell_of_another_counts_where_its_own_is_empty(mark):
    notebook = solved(conv1d_valid="def conv1d_valid(x, w):\n    raise NotImplementedError('')")
    (later,) = (one for one in notebook.cells if one.id == "answer-make_kernel")
    later.source += "\n\ndef conv1d_valid(x, w):\n    return np.convolve(x, w[::-1], 'valid')"
    assert {verdict.fraction for verdict in mark(notebook)} == {1.0}


CONV = "def conv1d_valid(x, w):\n    return np.convolve(x, w[::-1], MODE)"
PASTED = {
    "a margin": "\n\n" + textwrap.indent(f"MODE = 'valid'\n{CONV}", "    "),
    "a tab": textwrap.indent(f"MODE = 'valid'\n{CONV}", "\t"),
    "Python's prompts": ">>> MODE = 'valid'\n>>> " + CONV.replace("\n", "\n... "),
    "IPython's prompts": "In [3]: MODE = 'valid'\n\nIn [4]: " + CONV.replace("\n", "\n   ...: "),
    "prompts and a magic": ">>> %time MODE = 0\n>>> MODE = 'valid'\n>>> "
    + CONV.replace("\n", "\n... "),
    "await": f"import asyncio\nMODE = await asyncio.sleep(0, 'valid')\n{CONV}",
    "async for": "async def modes():\n    yield 'valid'\n"
    f"async for MODE in modes():\n    print(MODE)\n{CONV}",
}


@pytest.mark.parametrize("what", PASTED)
def test_what_runs_in_a_notebook_though_it_is_no_plain_python_runs(what, mark):
    found = mark(solved(conv1d_valid=PASTED[what]))
    assert {verdict.check: verdict.fraction for verdict in found if verdict.fraction < 1} == {}


def test_a_stub_s_last_line_that_was_left_hides_no_answer(mark):
    left = "    raise NotImplementedError('your code here')"
    body = "def conv1d_valid(x, w):\n    return np.convolve(x, w[::-1], 'valid')"
    notebook = solved(conv1d_valid=f"{body}\n{left}")
    notebook.cells.insert(1, new_code_cell("def conv1d_valid(x, w):\n    return 0  # a first try"))
    assert {verdict.fraction for verdict in mark(notebook)} == {1.0}


def test_a_number_whose_cell_stopped_is_told_of_the_error(mark):
    def told(text):
        (verdict,) = (one for one in mark(solved(one_output=text)) if one.state != "correct")
        return verdict.message

    assert told("answer_slides = 1 / 0").startswith("`answer_slides` stopped with an error.")
    assert "ZeroDivisionError" in told("answer_slides = 1 / 0")
    assert "ran longer than the time limit" in told("while True: pass")


def test_what_matters_would_be_seen(mark, fair):
    assert mark(solved()) != fair


# --- what was run before -------------------------------------------------------------------------

HARD = {
    "partly right": partly,
    "a loop without end": lambda: solved(make_kernel=FOR_EVER, convolve2d=UNFLIPPED),
    "ends its process": lambda: solved(correlate2d=EXITS, make_kernel=WRONG_KERNELS),
    "remembers its calls": lambda: solved(correlate2d=REMEMBERS),
    "an error in a cell": lambda: solved(make_kernel="1 / 0"),
}


@pytest.mark.parametrize("name", HARD)
def test_a_check_says_the_same_where_the_others_verdicts_are_known(name, mark, unit):
    notebook = HARD[name]()
    whole = mark(notebook)
    names = {check.name for check in unit.checks}
    for verdict in whole:
        assert mark(notebook, skip=names - {verdict.check}) == [verdict]


def test_a_restart_makes_no_difference(mark, engine, fair):
    engine.kernel.process.kill()
    assert mark(partly()) == fair


def test_a_kernel_of_its_own_says_the_same(unit, fair, mark):
    other = NbvalEngine(Job(unit, 5, "none", Limits(seconds=5.0)))
    try:
        cells = parse(nbformat.writes(partly()).encode()).cells
        assert other.mark(extract(unit, cells))[0] == fair
    finally:
        other.close()


# --- what a verdict depends on -------------------------------------------------------------------


def check_keys_after(change, tmp_path, **options):
    """Return which checks have another judge after a change of the notebook."""
    path = tmp_path / SOLUTION.name
    shutil.copy(SOLUTION, path)
    before = check_keys(Job(load.load(path), 0, "none"))
    notebook = nbformat.read(path, as_version=4)
    change({cell.id: cell for cell in notebook.cells})
    path.write_text(nbformat.writes(notebook), encoding="utf-8")
    after = check_keys(Job(load.load(path), options.get("seed", 0), options.get("sandbox", "none")))
    return {name for name in after if after[name] != before.get(name)}


ALL = {"conv1d_valid", "one_output", "correlate2d", "convolve2d", "make_kernel", "separable"}


def test_a_judge_is_its_cell_and_what_it_builds_on(tmp_path):
    def other_cell(cells):
        cells["check-make_kernel"].source += "  # mended"

    def other_output(cells):
        cells["check-make_kernel"].outputs[0].data["text/plain"] = "correct"

    def other_tag(cells):
        cells["check-make_kernel"].metadata.tags.append("nbval-ignore-output")

    def other_points(cells):
        cells["check-make_kernel"].metadata.nbgrader.points = 9

    def other_solution(cells):
        cells["answer-make_kernel"].source += "\n# another way"

    def other_count(cells):
        cells["check-make_kernel"].execution_count = 99

    def other_setup(cells):
        cells["setup"].source += "\nnp.seterr(all='ignore')"

    def on_another(cells):
        cells["check-one_output"].source = "limit = 3\n" + cells["check-one_output"].source
        cells["check-make_kernel"].source = "limit\n" + cells["check-make_kernel"].source

    assert check_keys_after(other_cell, tmp_path) == {"make_kernel"}
    assert check_keys_after(other_output, tmp_path) == {"make_kernel"}
    assert check_keys_after(other_tag, tmp_path) == {"make_kernel"}
    for change in (other_points, other_solution, other_count):
        assert check_keys_after(change, tmp_path) == set()
    assert check_keys_after(other_setup, tmp_path) == ALL
    assert check_keys_after(lambda cells: None, tmp_path, seed=1) == ALL
    assert check_keys_after(on_another, tmp_path) == {"one_output", "make_kernel"}


def test_a_judge_is_another_with_another_numpy(monkeypatch):
    job = Job(load.load(SOLUTION), 0, "none")
    before = check_keys(job)
    monkeypatch.setattr("convedu.grading.ledger.source_digest.version", lambda name: "9.9")
    assert not set(before.values()) & set(check_keys(job).values())
