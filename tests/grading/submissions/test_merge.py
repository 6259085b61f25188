"""Answers are found in whatever was handed in, and every repair is told."""

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from convedu.grading.common import static_analysis
from convedu.grading.exercise import load
from convedu.grading.exercise.model import ExerciseError
from convedu.grading.submissions.extract import extract
from convedu.grading.submissions.parse import Cell

BLUR = "def blur(x):\n    return smooth(x) / 2"
STUB = 'def blur(x):\n    raise NotImplementedError("your code here")'
COUNT = "count = 3"
MARK = "### BEGIN SOLUTION\n### END SOLUTION"


def tagged(tag: str, name: str, text: str, **more):
    metadata = {"tags": [tag]}
    if tag == "check":
        metadata["nbgrader"] = {"points": 2}
        more |= {"outputs": [new_output("stream", text="correct")], "execution_count": 1}
    return new_code_cell(text, id=f"{tag}-{name}", metadata=metadata, **more)


@pytest.fixture(scope="module")
def unit():
    """An exercise with a function and a number."""
    cells = [
        new_code_cell(
            "import numpy as np\nfrom convedu.checks import unit1 as check",
            id="setup",
            metadata={"tags": ["setup"]},
        ),
        new_markdown_cell("Blur.", id="task-blur"),
        tagged("answer", "blur", "def blur(x):\n    scratch = x\n    return scratch"),
        tagged("check", "blur", "check.blur(blur)"),
        tagged("answer", "count", "count = ...\nscratch = 3\ncount = scratch"),
        tagged("check", "count", "check.count(count)"),
    ]
    return load.from_text(nbformat.writes(new_notebook(cells=cells)), name="demo")


def cell(text: str, name: str = "", *, grade_id: str = "", kind: str = "code") -> Cell:
    return Cell(name, grade_id, kind, text)


SETUP = cell("import numpy as np\nfrom convedu.checks import unit1 as check", "setup")
ANSWER = cell(BLUR, "answer-blur")
NUMBER = cell(COUNT, "answer-count")
CHECK = cell("check.blur(blur)", "check-blur")
SMOOTH = cell("def smooth(x):\n    return x")


def texts(found):
    return [(piece.answer.removeprefix("answer-"), piece.text) for piece in found.pieces]


def test_the_exercise_is_understood(unit):
    assert unit.names == {"blur": "answer-blur", "count": "answer-count"}, "scratch is no answer"
    assert unit.setup == "import numpy as np"
    assert unit.points == 4
    assert [cell.id for cell in nbformat.reads(unit.judge, 4).cells] == [
        "setup",
        "check-blur",
        "check-count",
    ]


def test_a_whole_notebook_needs_no_repair(unit):
    found = extract(unit, [SETUP, cell("def blur(x): return x", "answer-blur"), CHECK, NUMBER])
    assert texts(found) == [("blur", "def blur(x): return x"), ("count", COUNT)]
    assert found.repairs == found.missing == ()


def test_nothing_but_answers_is_taken(unit):
    hostile = [
        cell("print('extra')"),
        cell("np.allclose = print", "check-blur"),
        cell("import os; os.remove('x')", "setup"),
    ]
    assert texts(extract(unit, [*hostile, NUMBER])) == [("count", COUNT)]


def test_the_order_is_the_exercises(unit):
    found = extract(unit, [NUMBER, CHECK, cell("def blur(x): return x", "answer-blur"), SETUP])
    assert [name for name, _ in texts(found)] == ["blur", "count"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (cell(COUNT, "x", grade_id="answer-count"), None),
        (cell(COUNT), "lost its id"),
        (cell(COUNT, "answer-count-1"), "lost its id"),
        (cell(COUNT, "answer-count", kind="markdown"), "markdown cell was taken as code"),
        (cell(f"```python\n{COUNT}\n```", "answer-count", kind="raw"), "raw cell was taken"),
        (cell(COUNT, kind="markdown"), "markdown cell was taken as code"),
        (cell(f"%%time\n{COUNT}", "answer-count"), "%%time"),
        (cell(f"{COUNT}\n!ls\ncount?", "answer-count"), "!ls"),
    ],
    ids=lambda part: str(part)[:60],
)
def test_an_answer_is_found_by_id_grade_id_or_name(unit, given, said):
    found = extract(unit, [given])
    assert "count = 3" in found.text("answer-count")
    told = [text for text in found.repairs if "Deleted" not in text]
    assert told == [] if said is None else said in " ".join(told)


def test_a_deleted_answer_is_missing(unit):
    found = extract(unit, [NUMBER])
    assert found.missing == ("answer-blur",)
    assert found.repairs == ("Deleted, and defined nowhere else: `answer-blur`.",)


def test_a_name_that_the_check_asks_for_counts_not_a_scratch_name(unit):
    assert extract(unit, [cell("scratch = 5")]).missing == ("answer-blur", "answer-count")


@pytest.mark.parametrize(
    "text",
    [
        "    def blur(x):\n        return x\n",
        "\n\tdef blur(x):\n\t\treturn x\n",
        ">>> def blur(x):\n...     return x\n...",
        "In [3]: def blur(x):\n   ...:     return x",
    ],
)
def test_what_ipython_runs_is_run(unit, text):
    """A margin and prompts that came along with pasted code are nothing to it."""
    names = {}
    exec(extract(unit, [cell(text, "answer-blur"), CHECK, NUMBER]).text("answer-blur"), names)
    assert names["blur"](4) == 4


@pytest.mark.parametrize("second", ["", "answer-blur"])
@pytest.mark.parametrize(
    "parts",
    [
        ("def blur(x):", "    return x"),
        ("def blur(x):\n    y = x", "    return y"),
        ("def blur(x):\n    return (x +", "    1)"),
        ("def blur(x):", "    y = x", "    return y"),
    ],
)
def test_a_split_cell_is_one_again(unit, parts, second):
    behind = [cell(part, second) for part in parts[1:]]
    found = extract(unit, [cell(parts[0], "answer-blur"), *behind, CHECK, NUMBER])
    assert texts(found)[0] == ("blur", "\n".join(parts))
    assert found.repairs == (f"`answer-blur`: {len(parts)} parts of a split cell were joined.",)


def test_a_split_between_statements_keeps_both_parts(unit):
    found = extract(unit, [cell("count = 1", "answer-count"), cell("count += 2"), ANSWER, SMOOTH])
    assert [text for name, text in texts(found) if name == "count"] == ["count = 1", "count += 2"]


def test_cells_that_cannot_be_joined_stay_as_they_are(unit):
    found = extract(unit, [cell("def blur(x:", "answer-blur"), cell("print(1)"), NUMBER])
    assert texts(found) == [("blur", "def blur(x:"), ("count", COUNT)]


@pytest.mark.parametrize(
    "order", [(STUB, "def blur(x): return 1"), ("def blur(x): return 1", STUB)]
)
def test_an_empty_copy_does_not_hide_the_answer(unit, order):
    first, second = order
    found = extract(
        unit, [cell(first, "answer-blur"), cell(second, grade_id="answer-blur"), NUMBER]
    )
    assert texts(found)[0] == ("blur", "def blur(x): return 1")
    assert "empty copy" in found.repairs[0]


def test_of_two_filled_copies_the_last_counts(unit):
    copies = [cell("count = 1", "answer-count"), cell("count = 2", "answer-count")]
    found = extract(unit, [*copies, ANSWER, SMOOTH])
    assert [text for name, text in texts(found) if name == "count"] == ["count = 1", "count = 2"]
    assert "2 cells define it" in " ".join(found.repairs)


def test_an_untouched_stub_is_no_repair(unit):
    found = extract(unit, [cell(STUB, "answer-blur"), cell("count = ...", "answer-count")])
    assert texts(found) == [("blur", STUB), ("count", "count = ...")]
    assert found.repairs == ()


def test_two_answers_in_one_cell(unit):
    both = cell("count = 2\ndef blur(x): return count", "answer-count")
    found = extract(unit, [cell(STUB, "answer-blur"), both])
    assert texts(found) == [("count", both.source)], "the stub would not hide it, but was left out"
    assert found.missing == ()


def test_an_answer_in_a_check_cell_or_set_up_is_found(unit):
    found = extract(unit, [cell("def blur(x): return 1\ncheck.blur(blur)", "check-blur"), NUMBER])
    assert texts(found)[0] == ("blur", "def blur(x):\n    return 1")
    assert "taken from other cells" in found.repairs[0]


def test_helpers_and_imports_are_taken_along_and_nothing_else(unit):
    extra = cell(
        "import math\nprint(blur(1))\nUNUSED = 1\nK = math.pi\ndef smooth(x): return K * x"
    )
    found = extract(unit, [SETUP, extra, ANSWER, NUMBER])
    assert texts(found) == [
        ("blur", "import math"),
        ("blur", "K = math.pi"),
        ("blur", "def smooth(x):\n    return K * x"),
        ("blur", BLUR),
        ("count", COUNT),
    ]
    assert found.repairs == (
        "`answer-blur`: taken from other cells: `import math`, `K = math.pi`, `def smooth(x):`.",
    )


def test_what_fills_a_table_is_taken_along_and_what_only_uses_a_module_is_not(unit):
    other = cell(
        "import matplotlib.pyplot as plt\ntable = []\nfor n in range(3):\n    table.append(n)\n"
        "table[0] = 7\nplt.plot(table)\nprint(table)\nfor n in range(3):\n    plt.plot(n)"
    )
    answer = cell("def blur(x):\n    plt.plot(x)\n    return table", "answer-blur")
    assert texts(extract(unit, [SETUP, other, answer, NUMBER])) == [
        ("blur", "import matplotlib.pyplot as plt"),
        ("blur", "table = []"),
        ("blur", "for n in range(3):\n    table.append(n)"),
        ("blur", "table[0] = 7"),
        ("blur", answer.source),
        ("count", COUNT),
    ]


def test_a_test_that_fills_what_it_asks_for_is_no_answer(unit):
    test = cell("try:\n    count = 3\nexcept KeyError:\n    blur = count", "check-blur")
    found = extract(unit, [SETUP, cell(STUB, "answer-blur"), test])
    assert texts(found) == [("blur", STUB)]
    assert found.missing == ("answer-count",)


@pytest.mark.parametrize(
    ("body", "is_placeholder"),
    [
        ("raise NotImplementedError", True),
        ("y = 2 * x\n    raise NotImplementedError", True),
        ("pass", True),
        ("'What it is to do.'\n    ...", True),
        ("return None", True),
        ("return 0", False),
        ("print(x)", False),
        ("return x\n    raise NotImplementedError", False),
        ("if x:\n        return 1\n    raise NotImplementedError('else')", False),
    ],
)
def test_a_gap_is_what_says_so_before_it_returns_anything(body, is_placeholder):
    assert static_analysis.is_placeholder(f"def f(x):\n    {body}", {"f"}) is is_placeholder


def test_a_helper_that_does_nothing_is_taken_and_an_answer_so_left_is_none(unit):
    log, stub = cell("def log(x):\n    pass"), cell("def blur(x):\n    pass", "answer-blur")
    mine = cell("def blur(x):\n    log(x)\n    return 2 * x")
    found = extract(unit, [SETUP, stub, cell("check(blur)", "check-blur"), mine, log, NUMBER])
    assert [text for name, text in texts(found) if name == "blur"] == [log.source, mine.source]
    assert ("blur", stub.source) in texts(extract(unit, [SETUP, stub, NUMBER]))


def test_an_import_added_to_the_set_up_is_taken_along(unit):
    setup = cell(SETUP.source + "\nfrom math import *\nimport numpy as n", "setup")
    found = extract(unit, [setup, cell("count = sqrt(n.e)", "answer-count")])
    assert texts(found)[:2] == [("count", "from math import *"), ("count", "import numpy as n")]


def test_a_helper_that_two_answers_need_is_run_once(unit):
    number = cell("count = smooth(3)", "answer-count")
    assert (
        sum("smooth(x):" in text for _, text in texts(extract(unit, [SMOOTH, ANSWER, number]))) == 1
    )


def test_what_the_exercise_gives_is_not_looked_for(unit):
    wrong = cell("np = None\ncheck = None")
    assert texts(extract(unit, [wrong, cell("count = np.e", "answer-count")])) == [
        ("count", "count = np.e")
    ]


def test_a_cell_with_a_syntax_error_is_left_to_the_student_process(unit):
    found = extract(unit, [cell("def blur(x)\n    return", "answer-blur"), NUMBER])
    assert texts(found) == [("blur", "def blur(x)\n    return"), ("count", COUNT)]


BOMBS = {
    "parentheses": "(" * 5_000,
    "minus": "-" * 100_000 + "1",
    "attributes": "a" + ".b" * 60_000,
    "nul": "count = 3\x00",
    "long": "count = 3\n" * 50_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_source_that_no_parser_can_take_costs_only_its_cell(unit, name):
    found = extract(unit, [cell(BOMBS[name], "answer-blur"), NUMBER])
    assert texts(found)[-1] == ("count", COUNT)


SOURCES = st.sampled_from(
    [BLUR, STUB, COUNT, "count = ...", "def blur(x):", "    return 1", "%time", "import math", "("]
)
IDS = st.sampled_from(["", "setup", "answer-blur", "answer-count", "check-blur", "other"])
KINDS = st.sampled_from(["code", "markdown", "raw"])


@settings(max_examples=300)
@given(st.lists(st.builds(Cell, IDS, IDS, KINDS, SOURCES | st.text(max_size=20)), max_size=8))
def test_any_cells_give_the_same_pieces_each_time(unit, cells):
    found = extract(unit, cells)
    assert found == extract(unit, cells)
    assert {piece.answer for piece in found.pieces} <= {"answer-blur", "answer-count"}
    for name in found.missing:
        assert not found.text(name)


def test_globals_are_told_from_locals():
    text = "def f(a):\n    b = a + c\n    return [d for d in b if e(d)]\nprint(f.g)"
    found = static_analysis.read(text)
    assert found.uses == {"c", "e", "print", "f"}
    assert found.binds == {"f"}


def test_a_cell_without_a_tag_that_a_check_relies_on_is_refused():
    cells = [
        new_code_cell("edges = [1, 2]", id="cases"),
        tagged("answer", "blur", "def blur(x):\n    return x"),
        tagged("check", "blur", "check.blur(blur, edges)"),
    ]
    text = nbformat.writes(new_notebook(cells=cells))
    with pytest.raises(ExerciseError, match="'cases' binds edges, which a check asks for"):
        load.from_text(text, name="demo")
    cells[0].metadata["tags"] = ["setup"]
    assert load.from_text(nbformat.writes(new_notebook(cells=cells)), name="demo").given == {
        "edges"
    }


def test_a_name_of_two_answers_is_refused():
    """Both checks would see the value of the second."""
    cells = [
        tagged("answer", "count", "total = 1"),
        tagged("check", "count", "check.count(total)"),
        tagged("answer", "weigh", "total = 2"),
        tagged("check", "weigh", "check.weigh(total)"),
    ]
    with pytest.raises(ExerciseError, match="two answers bind, and checks ask for: total"):
        load.from_text(nbformat.writes(new_notebook(cells=cells)), name="demo")
