"""Situations of real classes: what is fair for each, with variants of the same kind."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from convedu.grading.exercise import load

from .marking import assignment, cell, engine_for, mark, points

CASES = Path(__file__).parent / "cases"
# Each case: the points of each submission; of the last, those that are not full.
FAIR = {
    "own-cell-below": dict.fromkeys(
        ("v02_below_test", "v03_end_var", "v04_end_func", "v05_loop_var_at_end", "v09_print_only"),
        7,
    ),
    "ids-lost-demo-cell": {"same": 2, "newids": 2, "noids": 2},
    "later-answer-appends-to-given": {"same": 1},
    "later-answer-changes-dict": {"same": 2},
    "input-spoilt-unseen": {"same": 2, "spoils": 1},
    "docstring-test": {"v0": 20, "v1": 3, "v2": 18},
}


@pytest.fixture(scope="module")
def engines():
    started = {}

    def start(case):
        if case not in started:
            started[case] = engine_for(load.load(CASES / case / "source.ipynb"))
        return started[case]

    yield start
    for engine in started.values():
        engine.close()


@pytest.mark.sandbox
@pytest.mark.parametrize(
    ("case", "submitted"), [(case, name) for case, fair in FAIR.items() for name in fair]
)
def test_a_real_situation_is_marked_fairly(case, submitted, engines):
    engine = engines(case)
    text = (CASES / case / f"{submitted}.ipynb").read_text(encoding="utf-8")
    found = points(engine.exercise, mark(engine, text)[0])
    assert sum(found.values()) == FAIR[case][submitted], found


@pytest.mark.sandbox
def test_a_docstring_that_is_missing_costs_its_tests_alone(engines):
    engine = engines("docstring-test")
    text = (CASES / "docstring-test" / "v1.ipynb").read_text(encoding="utf-8")
    found = points(engine.exercise, mark(engine, text)[0])
    assert found["t_doc"] == found["t_doc_len"] == 0


# --- variants ------------------------------------------------------------------------------------

SHARED = (
    cell("given", "rows = [[1], [2]]\nseen = set()", "locked"),
    cell("a1", "def grow(x):\n    rows[0].append(x)\n    return rows", "answer"),
    cell("t1", "assert grow(5) is rows and rows == [[1, 5], [2]]", "test"),
    cell("a2", "seen |= {len(row) for row in rows}", "answer"),
    cell("t2", "assert seen == {1, 2}", "test"),
    cell("t3", "assert rows[0] == [1, 5] and rows[1] == [2]", "test"),
)


@pytest.fixture(scope="module")
def shared():
    engine = engine_for(load.from_text(assignment(*SHARED), name="ps"))
    yield engine
    engine.close()


def fill(text, place=None, own=None):
    cells = [nbformat.from_dict(one) for one in SHARED]
    cells[1].source = text
    if own is not None:
        cells.insert(place, new_code_cell(own))
    return assignment(*cells)


@pytest.mark.sandbox
@pytest.mark.parametrize(
    ("text", "place", "own", "fair"),
    [
        (SHARED[1].source, None, None, [1, 1, 1]),
        (SHARED[1].source, 3, "def grow(x): return None", [1, 1, 1]),
        (SHARED[1].source, 3, "grow(9)", [1, 0, 0]),
        (SHARED[1].source, 6, "rows = seen = None", [1, 1, 1]),
        (SHARED[1].source, 4, "for rows in [1, 2]: pass", [1, 1, 0]),
        (
            "def grow(x):\n    new = [list(row) for row in rows]\n"
            "    new[0].append(x)\n    return new",
            None,
            None,
            [0, 0, 0],
        ),
        ("def grow(x):\n    rows[0] = rows[0] + [x]\n    return rows", None, None, [1, 1, 1]),
        (
            "def grow(x):\n    rows[0].append(x)\n    rows[1].append(x)\n    return rows",
            None,
            None,
            [0, 0, 0],
        ),
    ],
    ids=[
        "right",
        "bound again",
        "called again",
        "below",
        "before an answer",
        "a copy",
        "a new row",
        "too much",
    ],
)
def test_what_cells_do_to_one_another_counts_where_it_stands(text, place, own, fair, shared):
    found, _ = mark(shared, fill(text, place, own))
    assert list(points(shared.exercise, found).values()) == fair
