"""The learner's copy: what is taken out, what stays, and what is refused."""

import ast
import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convedu.authoring import NotebookError, read, release, release_files, text, write
from tests.parts import answer, check, code, notebook, prose, shown

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
FUNCTION = f'''def double(x):
    """Return 2 x."""
    {BEGIN}
    return 2 * x
    {END}'''


def source_of(cell_source: str) -> str:
    """Return what a learner finds in an answer cell."""
    return release(notebook(answer("double", cell_source))).cells[0].source


def test_a_function_keeps_its_head_and_gets_a_stub():
    assert source_of(FUNCTION) == (
        'def double(x):\n    """Return 2 x."""\n    raise NotImplementedError("your code here")'
    )


def test_a_region_in_the_middle_of_a_body_leaves_valid_python():
    stripped = source_of(
        f"def f(x):\n    y = 1\n    {BEGIN}\n    y = x\n\n    y += 1\n    {END}\n    return y"
    )
    assert stripped.splitlines() == [
        "def f(x):",
        "    y = 1",
        '    raise NotImplementedError("your code here")',
        "    return y",
    ]


def test_a_region_in_a_deeper_block_keeps_its_indentation():
    stripped = source_of(
        f"def f(x):\n    for i in x:\n        {BEGIN}\n        print(i)\n        {END}"
    )
    assert stripped.endswith('for i in x:\n        raise NotImplementedError("your code here")')


def test_a_number_stays_an_ellipsis():
    source = f"slides = ...  # your number\n{BEGIN}\nslides = -1\n{END}"
    assert source_of(source) == "slides = ...  # your number"


def test_two_regions_and_no_heap_of_empty_lines():
    source = (
        f"a = ...\n\n{BEGIN}\na = 1\n{END}\n\n\n\ndef f():\n    {BEGIN}\n    return 1\n    {END}"
    )
    assert source_of(source).split("\n")[:4] == ["a = ...", "", "", "def f():"]


def test_outputs_are_cleared_and_the_rest_is_kept():
    source = notebook(
        prose("title", "# Double"),
        code("setup", "import math", tags=["setup"]),
        prose("note-to-teachers", "Only for you.", tags=["instructor"]),
        answer("double", FUNCTION),
        check("double", "double(2)"),
        code("look", "double(3)", shown(text_plain="6"), number=4),
    )
    before = copy.deepcopy(source)
    made = release(source)
    assert source == before
    assert [cell.id for cell in made.cells] == [
        "title",
        "setup",
        "answer-double",
        "check-double",
        "look",
    ]
    for cell in made.cells[1:]:
        assert (cell.outputs, cell.execution_count) == ([], None)
    assert made.cells[3].metadata == source.cells[4].metadata
    assert made.metadata == source.metadata
    assert "2 * x" not in text(made)


def test_links_lead_to_the_same_files_from_one_folder_higher():
    words = (
        'See [the lesson](../../notebooks/01-a.ipynb#b), [the next](02-b.ipynb), <a href="../x">'
    )
    (cell,) = release(notebook(prose("end", words))).cells
    assert cell.source == (
        'See [the lesson](../notebooks/01-a.ipynb#b), [the next](02-b.ipynb), <a href="x">'
    )


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (f"{BEGIN}\nx = 1", "without ### END SOLUTION"),
        (f"x = 1\n{END}", "line 2: ### END SOLUTION without its partner"),
        (f"{BEGIN}\n{BEGIN}\nx = 1\n{END}\n{END}", "line 2: ### BEGIN SOLUTION without"),
        (f"def f():\n    {BEGIN}\n    return 1\n{END}", "not indented as its"),
        (f"def f():\n    {BEGIN}\n    pass\nx = 1\n    {END}", "line 4: the solution leaves"),
        (
            f"def f(x:\n    {BEGIN}\n    return 1\n    {END}",
            "not valid Python without its solution",
        ),
        (f"for i in range(3):\n    {BEGIN}\n    print(i)\n    {END}", "not inside a function"),
        ("def f():\n    return 1", "would be published"),
        (f"{BEGIN}\nx = 1\n{END}\ny = 2\n###BEGIN SOLUTION", "line 5: write ### BEGIN"),
        (f"x = 1  {BEGIN}\n{END}", "line 1: write ### BEGIN"),
        ("### Begin Solution\nx = 1\n### End Solution", "line 1: write ### BEGIN"),
    ],
)
def test_a_marker_out_of_place_is_refused_with_the_cells_name(source, message):
    with pytest.raises(NotebookError, match=r"^answer-double: ") as caught:
        source_of(source)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "cell",
    [
        code("play", f"{BEGIN}\nx = 1\n{END}"),
        prose("words", f"Write between\n{BEGIN}\nand the end."),
        check("double", f"{BEGIN}\ndouble(2)\n{END}"),
    ],
    ids=lambda cell: cell.id,
)
def test_a_marker_outside_an_answer_is_refused(cell):
    with pytest.raises(NotebookError, match=f"^{cell.id}: .*'answer'"):
        release(notebook(cell))


_LINES = st.lists(
    st.sampled_from(["x = 1", "if x:", "    x = 2", "", BEGIN, END, f"    {BEGIN}", f"    {END}"]),
    max_size=9,
)


@given(_LINES)
def test_whatever_the_markers_a_copy_is_valid_and_holds_none_or_is_refused(lines):
    try:
        stripped = source_of("\n".join(["def f(x):", "    pass", *lines]))
    except NotebookError:
        return
    ast.parse(stripped)
    assert "SOLUTION" not in stripped


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course's folder with one exercise's source, as the working directory."""
    (tmp_path / "exercises" / "solutions").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    source = notebook(answer("double", FUNCTION), check("double", "double(2)"))
    write(source, tmp_path / "exercises/solutions/01-double.ipynb")
    return tmp_path


def test_release_writes_a_copy_that_its_check_accepts(course):
    (missing,) = release_files(check=True)
    assert "is missing" in str(missing)
    assert not missing.mended
    (written,) = release_files()
    assert written.mended
    assert list(release_files()) == list(release_files(check=True)) == []


def test_check_notices_a_copy_that_was_edited(course):
    list(release_files())
    target = course / "exercises/01-double.ipynb"
    made = read(target)
    made.cells[0].source += "\n# hello"
    write(made, target)
    before = target.read_bytes()
    findings = [str(finding) for finding in release_files(check=True)]
    assert len(findings) == 1
    assert "answer-double: source would change" in findings[0]
    assert target.read_bytes() == before


def test_check_notices_a_copy_without_a_source(course):
    list(release_files())
    write(notebook(), course / "exercises/02-orphan.ipynb")
    (finding,) = release_files(check=True)
    assert "02-orphan.ipynb: has no source" in str(finding)
