"""How cells end: with numbers, errors, too late, or with the process; files and modules beside."""

import pytest

from convedu.grading.exercise import load
from convedu.grading.limits import RERUNS
from convedu.grading.nbgrader import run

from .marking import assignment, cell, engine_for, laid_out, mark, points

ENDS = {
    "full": ("1 + 1", 2.0, "correct", None),
    "part": ("0.5", 0.5, "almost", None),
    "none": ("0", 0.0, "keep working", None),
    "above": ("7", 2.0, "correct", "`above` ended with 7, expected 0 to 2 points: it counts as 2."),
    "below": ("-1", 0.0, "keep working", "counts as 0"),
    "nan": ("float('nan')", 0.0, "keep working", "`nan` ended with nan, expected 0 to 2 points"),
    "text": ("'0'", 2.0, "correct", None),
    "nothing": ("None", 2.0, "correct", None),
    "silent": ("x = 0", 2.0, "correct", None),
    "semicolon": ("0;", 2.0, "correct", None),
    "error": ("assert 1 == 2", 0.0, "keep working", None),
    "no-python": ("assert (", 0.0, "keep working", None),
    "own-gap": ("raise NotImplementedError", 0.0, "missing", None),
    "warns": (
        "import sys, warnings\nwarnings.warn('a')\nprint('b', file=sys.stderr)",
        2.0,
        "correct",
        None,
    ),
    "magic-error": ("%time assert 1 == 2", 0.0, "keep working", None),
    "interactive": (
        "import ipywidgets\nipywidgets.interact(lambda x: 1 / 0, x=3)\nNone",
        2.0,
        "correct",
        None,
    ),
    "program": ("!no_such_program --now\nfiles = !ls", 2.0, "correct", None),
    "leaves": ("exit()", 2.0, "correct", None),
    "worthless": ("1 / 0", 0.0, "keep working", None),
}


@pytest.fixture(scope="module")
def ended():
    """Return the exercise, and what comes of its own notebook."""
    cells = [
        cell(name, text, "test", 0 if name == "worthless" else 2)
        for name, (text, *_) in ENDS.items()
    ]
    exercise = load.from_text(assignment(*cells), name="ps")
    engine = engine_for(exercise)
    yield exercise, *mark(engine, assignment(*cells))
    engine.close()


@pytest.mark.sandbox
@pytest.mark.parametrize("name", ENDS)
def test_a_cell_gives_its_points_or_the_number_at_its_end(name, ended):
    exercise, found, remarks = ended
    _, worth, state, said = ENDS[name]
    assert (points(exercise, found)[name], found[name].state) == (worth, state)
    about = [remark for remark in remarks if f"`{name}`" in remark]
    assert len(about) == (said is not None)
    assert all(said in remark for remark in about)


# --- too late, or gone ---------------------------------------------------------------------------

SLOW = "def f(x):\n    while x == 2: pass\n    return x"
DEAF = """
def f(x):
    while x == 2:
        try:
            while True: pass
        except BaseException: pass
    return x
"""
GONE = "import os\ndef f(x):\n    if x == 2: os._exit(0)\n    return x"
CRASHED = "import ctypes\ndef f(x):\n    if x == 2: ctypes.string_at(0)\n    return x"
HOARDS = """
def f(x):
    kept = []
    while x == 2: kept.append(bytearray(b'x' * (8 << 20)))
    return x
"""
ASLEEP = "import asyncio, time\ndef f(x):\n    if x == 2: time.sleep(1e6)\n    return x"
TESTS = [cell(f"t{n}", f"assert f({n}) == {n}", "test") for n in (1, 2, 3)]


@pytest.fixture(scope="module")
def bounded():
    """Return an engine with tight limits for a function that is called three times."""
    source = assignment(cell("f", "def f(x): return x", "answer"), *TESTS)
    engine = engine_for(load.from_text(source, name="ps"), seconds=0.2, memory_bytes=400 << 20)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "INTERRUPT_SECONDS", 0.5)
        yield engine
    engine.close()


def with_answer(text, *more):
    return assignment(cell("f", text, "answer"), *more, *TESTS)


@pytest.mark.sandbox
@pytest.mark.parametrize(
    ("text", "bound"),
    [
        (SLOW, "timeout"),
        (DEAF, "timeout"),
        (ASLEEP, "timeout"),
        (GONE, "died"),
        (CRASHED, "died"),
        (HOARDS, ""),  # a MemoryError, most likely, or the watch
    ],
    ids=["slow", "deaf", "asleep", "gone", "crashed", "hoards"],
)
def test_a_call_that_ends_badly_costs_its_own_test(text, bound, bounded):
    found, remarks = mark(bounded, with_answer(text))
    assert points(bounded.exercise, found) == {"t1": 1, "t2": 0, "t3": 1}
    if bound:
        assert found["t2"].limit_hit == bound
        assert any(remark.startswith("The cell `t2` ") for remark in remarks)


@pytest.mark.sandbox
@pytest.mark.parametrize("text", ["while True: pass", "import os; os._exit(0)"])
def test_an_own_cell_that_ends_badly_costs_itself(text, bounded):
    found, remarks = mark(bounded, with_answer("def f(x): return x", cell("own", text)))
    assert points(bounded.exercise, found) == {"t1": 1, "t2": 1, "t3": 1}
    assert any(remark.startswith(f"The cell `{text}` ") for remark in remarks)


@pytest.mark.sandbox
@pytest.mark.parametrize("text", ["np.zeros((2,) * 19)", "np.zeros((6,) * 9)", "[0] * 10**6"])
def test_what_nobody_reads_is_not_written_out(text, bounded):
    shown = cell("own", f"import numpy as np\ny = {text}\ny")
    found, remarks = mark(bounded, with_answer("def f(x): return x", shown))
    assert points(bounded.exercise, found) == {"t1": 1, "t2": 1, "t3": 1}
    assert remarks == []


@pytest.mark.sandbox
def test_it_is_run_again_three_times_and_what_came_before_counts(bounded):
    ends = [cell(f"own{n}", "import os; os._exit(0)") for n in range(RERUNS)]
    found, _ = mark(bounded, with_answer("def f(x): return x", *ends))
    assert set(points(bounded.exercise, found).values()) == {1}
    more = assignment(
        cell("f", "def f(x): return x", "answer"),
        TESTS[0],
        *(cell(f"own{n}", "import os; os._exit(0)") for n in range(RERUNS + 1)),
        *TESTS[1:],
    )
    found, remarks = mark(bounded, more)
    assert points(bounded.exercise, found) == {"t1": 1, "t2": 0, "t3": 0}
    assert remarks[-1] == "Its last 2 cells were not run: it ended its process too often."


@pytest.mark.sandbox
def test_a_loop_without_end_costs_each_test_that_calls_it_and_no_other():
    tests = [cell(f"f{n}", "f()", "test") for n in range(6)]
    tests += [cell("g", "assert g() == 1", "test")]
    right = ["def f(): return None", "def g(): return 1"]
    answers = [cell("af", right[0], "answer"), cell("ag", right[1], "answer")]
    engine = engine_for(load.from_text(assignment(*answers, *tests), name="ps"), seconds=0.2)
    answers[0] = cell("af", "def f():\n    while True: pass", "answer")
    found, _ = mark(engine, assignment(*answers, *tests))
    engine.close()
    assert [verdict.fraction for verdict in found.values()] == [0] * 6 + [1]


# --- beside --------------------------------------------------------------------------------------


@pytest.mark.sandbox
def test_files_and_modules_beside_are_there_afresh_for_each_run(tmp_path):
    tests = [
        cell("reads", "assert open('table.csv').read() == 'a,b'", "test"),
        cell("imports", "import helper\nassert helper.one() == 1", "test"),
        cell(
            "is-alone",
            "import os\nassert sorted(os.listdir()) == ['helper.py', 'table.csv']",
            "test",
        ),
        cell("writes", "open('table.csv', 'w').write('spoilt')\nopen('new', 'x').close()", "test"),
    ]
    path = laid_out(tmp_path, assignment(*tests), helper_py="def one(): return 1", table_csv="a,b")
    engine = engine_for(load.load(path))
    for _ in range(2):
        found, remarks = mark(engine, assignment(*tests))
        assert ({verdict.fraction for verdict in found.values()}, remarks) == ({1.0}, [])
    engine.close()


@pytest.mark.sandbox
def test_a_module_that_is_missing_is_a_reason_and_no_text_of_a_learners(bounded):
    found, remarks = mark(bounded, with_answer("import no_such.module\ndef f(x): return x"))
    assert remarks == ["The module `no_such` is not there."]
    assert {verdict.fraction for verdict in found.values()} == {0}
    raises = "def f(x): raise ModuleNotFoundError(name=f'hidden{x}')"
    assert mark(bounded, with_answer(raises))[1] == []


# --- what is said --------------------------------------------------------------------------------


@pytest.mark.sandbox
def test_a_message_names_a_line_of_the_test_but_no_hidden_one_and_no_word_of_an_error():
    test = "assert f(1) == 1\n### BEGIN HIDDEN TESTS\nassert f(4711) == 3\n### END HIDDEN TESTS"
    source = assignment(
        cell("f", "def f(x): return 1 if x == 1 else 3", "answer"), cell("t", test, "test")
    )
    engine = engine_for(load.from_text(source, name="ps"))
    said = {}
    for text in (
        "def f(x): return 0",
        "def f(x):\n    y = x\n    raise KeyError(x)",
        "def f(x):\n    if x > 1:\n        raise type(f'T{x}', (Exception,), {})(x)\n    return 1",
        "def f(x): return 1",
    ):
        found, _ = mark(
            engine, source.replace("def f(x): return 1 if x == 1 else 3", text.replace("\n", "\\n"))
        )
        said[text] = found["t"].message
    engine.close()
    assert list(said.values()) == [
        "This test did not pass: `assert f(1) == 1`.",
        "This test did not pass: `assert f(1) == 1`. Your code raised KeyError in line 3.",
        "A hidden test did not pass. Your code raised an exception in line 3.",
        "A hidden test did not pass.",
    ]


HISTORY = """
assert [str(text) for text in In[:-1]] == ["", "f = 1", "assert f", "assert f == 1"], In
assert (_i, _ii, _iii) == ("assert f == 1", "assert f", "f = 1")
assert "_i3" in globals() and "_i5" not in globals() and len(In) == 5
"""


@pytest.mark.sandbox
def test_cells_are_numbered_and_remembered_as_if_no_canary_had_been():
    tests = [cell("one", "assert f", "test"), cell("two", "assert f == 1", "test")]
    tests.append(cell("three", HISTORY.strip(), "test"))
    text = assignment(cell("f", "f = 1", "answer"), *tests)
    engine = engine_for(load.from_text(text, name="ps"))
    found, _ = mark(engine, text)
    engine.close()
    assert [verdict.fraction for verdict in found.values()] == [1, 1, 1]


def test_canaries_fail_and_vary():
    seen = set()
    for _ in range(300):
        text = run.canary()
        seen.add(text)
        with pytest.raises((AssertionError, ZeroDivisionError, LookupError, TypeError)):
            exec(text, {"__builtins__": {}})
    assert len(seen) > 250
