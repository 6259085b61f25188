"""No text takes long to be read, and none stops the class, however it is made."""

import json

import pytest

from convedu.grading.common import static_analysis
from convedu.grading.exercise import load
from convedu.grading.limits import CELL_CHARACTERS, NOTEBOOK_CELLS, NOTEBOOK_CHARACTERS
from convedu.grading.report.similarity.ast_similarity import fingerprint
from convedu.grading.report.similarity.similar_answers import library_calls
from convedu.grading.submissions.extract import extract
from convedu.grading.submissions.parse import parse
from tests.hostile.conftest import SOLUTION

ANSWER = "answer-conv1d_valid"
# Each took minutes, or hours, before its bound was there.
SLOW = {
    "blanks before no magic": [" " * 99_000 + "("] * 4,
    "blank lines before no fence": ["\n" * 1_000_000],
    "a chain of helpers": [
        "\n".join(f"def f{n}(): return f{n + 1}()" for n in range(start, start + 2000))
        for start in range(0, 4_000, 2000)
    ],
    "a million definitions": ["a=b\n" * 24_000] * 8,
    "imports of everything": ["from a import *\n" * 5_000] * 5,
    "thousands of copies": [f"def conv1d_valid(x, w): return {n}" for n in range(3_000)],
    "thousands of halves": [f"y{n} = (" for n in range(4_000)],
    "blank lines after a prompt": ["In [1]: (" + "\n" * 90_000] * 5,
    "a wide margin": [" " * 45_000 + "x = (" + "\n" * 45_000] * 5,
    "a list filled for ever": ["a.append(1)\n" * 8_000] * 5 + ["def f(): return a"],
    "one huge cell": ["x = 1\n" * 2_000_000],
}
DEEP = {
    "attributes": lambda n: "x = a" + ".a" * n,
    "calls": lambda n: "x = a" + "()" * n,
    "class": lambda n: "class A(B" + ".C" * n + "): pass",
    "conditions": lambda n: "x = " + "1 if 1 else " * n + "1",
    "functions": lambda n: "x = " + "lambda: " * n + "1",
    "minus": lambda n: "x = " + "-" * n + "1",
    "sum": lambda n: "x = " + "1+" * n + "1",
    "brackets": lambda n: "x = " + "(" * n + ")" * n,
}


@pytest.fixture(scope="module")
def unit():
    return load.load(SOLUTION)


def notebook(texts, **cell) -> bytes:
    cells = [{"cell_type": "code", "source": text, **cell} for text in texts]
    return json.dumps({"nbformat": 4, "cells": cells}).encode()


@pytest.mark.parametrize(("id_", "kind"), [("", "code"), (ANSWER, "code"), ("", "markdown")])
@pytest.mark.parametrize("name", SLOW)
def test_what_took_hours_is_read(name, id_, kind, unit):
    """Without its bound this test would not end."""
    found = parse(notebook(SLOW[name] + ["x = 1"], id=id_, cell_type=kind))
    assert len(found.cells) <= NOTEBOOK_CELLS
    assert sum(len(cell.source) for cell in found.cells) <= NOTEBOOK_CHARACTERS
    extract(unit, found.cells)


@pytest.mark.parametrize("depth", [500, 900, 2_500, 20_000])
@pytest.mark.parametrize("name", DEEP)
def test_what_is_nested_too_deeply_costs_only_itself(name, depth, unit):
    text = DEEP[name](depth)
    solved = [{"cell_type": "code", "source": text}]
    solved += json.loads(SOLUTION.read_text(encoding="utf-8"))["cells"]
    found = extract(unit, parse(json.dumps({"nbformat": 4, "cells": solved}).encode()).cells)
    assert not found.missing
    list(static_analysis.definitions(text))
    fingerprint(text)
    library_calls(f"import scipy.signal\n{text}")


def test_what_was_left_out_is_told():
    cells = [f"x = {n}" for n in range(NOTEBOOK_CELLS + 1)]
    assert parse(notebook(cells)).repairs == (
        f"Only the first {NOTEBOOK_CELLS:,} of {NOTEBOOK_CELLS + 1:,} cells were read.",
    )
    cells = ["x" * (CELL_CHARACTERS + 1), *["y" * CELL_CHARACTERS] * 6]
    found = parse(notebook(cells))
    assert [cell.source[0] for cell in found.cells] == ["y"] * 5
    assert found.repairs == (
        f"Only the first {NOTEBOOK_CHARACTERS:,} characters of its cells were read.",
        f"Cells of more than {CELL_CHARACTERS:,} characters were left out: 1.",
    )
