"""The house rules: a good lesson and a good exercise pass, and each rule notices its own fault."""

import copy
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from nbformat import NotebookNode

from convedu.authoring import Page, lint, lint_files, read, write
from convedu.authoring.glossary import terms
from convedu.authoring.linting import RULES
from convedu.authoring.page import headings, words
from convedu.authoring.rules_terms import defined_first
from convedu.cli import app
from tests.parts import answer, check, code, notebook, png, prose, shown

ROOT = Path(__file__).parents[2]
SENTENCE = "The sum slides one step and every product is added to the whole. "  # 13 words
PICTURE = shown({"image/png": {"alt": "a blurred photo"}}, text_plain="lab", image_png=png())

LESSON = notebook(
    prose(
        "title",
        "# Convolution\n\nAbout 5 minutes.\n\n## Objectives\n\n- slide a window by hand\n\n"
        "![A window on a grid](grid.png)",
    ),
    code("setup", "%matplotlib inline\nfrom convedu import ops", tags=["setup"]),
    prose("idea", "## The idea\n\n" + SENTENCE * 2),
    code("slide", "ops.correlate1d([1, 2], [1])\nprint(1)\nprint(2)", PICTURE),
    prose(
        "summary",
        "## Summary\n\nA sum slides. [Exercises](../exercises/01-a.ipynb), then "
        "[the next lesson](02-b.ipynb) and [a book](https://example.org/book).",
    ),
)
INSTRUCTORS = (
    "<details><summary>For instructors</summary>\n\n**Minutes, as estimated.** The idea 1;\n"
    "exercises 10.\n\nGuess.\n</details>"
)
EXERCISE = notebook(
    prose("title", "# Exercises\n\nOne, about 10 minutes. [Back](../../notebooks/01-a.ipynb)"),
    code("setup", "from convedu.checks import unit1 as check", tags=["setup"]),
    answer("double", "### BEGIN SOLUTION\ndef double(x):\n    return 2 * x\n### END SOLUTION"),
    check("double", "check.double(double)"),
)
PLACES = {"lesson": "notebooks/01-a.ipynb", "exercise": "exercises/solutions/01-a.ipynb"}
SOURCES = {"lesson": LESSON, "exercise": EXERCISE}


@pytest.fixture
def course(tmp_path) -> Path:
    """The folder of a small course in which every link of the two notebooks leads somewhere."""
    for path in [*PLACES.values(), "exercises/01-a.ipynb", "notebooks/02-b.ipynb"]:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    write(EXERCISE, tmp_path / "exercises/01-a.ipynb")
    (tmp_path / "notebooks/grid.png").touch()
    return tmp_path


def page(course: Path, kind: str, source: NotebookNode) -> Page:
    return Page(course / PLACES[kind], source)


def cell(source: NotebookNode, cell_id: str) -> NotebookNode:
    return next(each for each in source.cells if each.id == cell_id)


@pytest.mark.parametrize("kind", PLACES)
def test_a_good_notebook_has_no_findings(course, kind):
    assert list(lint(page(course, kind, SOURCES[kind]))) == []


def test_a_lesson_may_tell_instructors_the_minutes_that_are_estimated(course):
    told = notebook(*LESSON.cells, prose("told", INSTRUCTORS))
    assert list(lint(page(course, "lesson", told))) == []


def edit(cell_id: str, old: str, new: str):
    """Return a fault: one piece of a cell's source is put in another's place."""

    def spoil(source: NotebookNode) -> None:
        target = cell(source, cell_id)
        assert old in target.source
        target.source = target.source.replace(old, new)

    return spoil


def add(cell_id: str, more: str):
    """Return a fault: something is appended to a cell's source."""

    def spoil(source: NotebookNode) -> None:
        cell(source, cell_id).source += more

    return spoil


def tell(cell_id: str, **metadata: object):
    """Return a fault: a cell's metadata is replaced."""

    def spoil(source: NotebookNode) -> None:
        cell(source, cell_id).metadata.update(metadata)

    return spoil


def insert(at: int, new: NotebookNode):
    """Return a fault: there is a cell more."""
    return lambda source: source.cells.insert(at, copy.deepcopy(new))


def swap_verdict(source: NotebookNode) -> None:
    source.cells[-1].outputs = check("double", "", state="almost").outputs


def rename(old: str, new: str):
    def spoil(source: NotebookNode) -> None:
        cell(source, old).id = new

    return spoil


def ask(source: NotebookNode, question: str) -> None:
    words = f"Prediction: {question}"
    source.cells.insert(3, code("ask", "predict(1)", shown(text_plain=words), number=2))


LONG = "# prose: keeps the ratio\n" + "\n\n".join(["# a comment"] * 15)
FAULTS = [
    # rule, kind of notebook, fault, a piece of the message
    ("short_cells", "lesson", add("slide", "\n" + LONG), "has 19 lines"),
    ("setup_first", "exercise", tell("setup", tags=[]), "tag it 'setup'"),
    ("setup_first", "lesson", insert(4, code("b", "", tags=["setup"])), "only the first"),
    ("imports_first", "lesson", add("slide", "\nimport os"), "move the import"),
    ("imports_first", "exercise", edit("answer-double", "return", "import os; return"), "move"),
    ("plain_python", "lesson", add("setup", "\n%load_ext autoreload"), "only magic allowed"),
    ("plain_python", "exercise", add("setup", "\n!ls"), "only magic allowed"),
    ("plain_python", "exercise", add("setup", "\n%matplotlib widget"), "only magic allowed"),
    ("plain_python", "exercise", add("check-double", "\nget_ipython().run_cell('1')"), "get_ip"),
    ("offline", "exercise", add("setup", "\nimport urllib.request"), "imports urllib"),
    ("offline", "exercise", add("setup", "\nfrom requests import get"), "imports requests"),
    ("offline", "exercise", add("check-double", "\nopen('https://example.org/x')"), "address"),
    ("offline", "lesson", edit("title", "grid.png", "https://example.org/grid.png"), "network"),
    ("ids", "exercise", rename("title", "0a1b2c3d"), "no readable id"),
    ("ids", "exercise", rename("title", "setup"), "shares its id"),
    ("known_tags", "lesson", tell("slide", tags=["anwser"]), "unknown tag 'anwser'"),
    ("graded_cells", "exercise", tell("check-double", nbgrader={}), "expected {'grade': True"),
    ("graded_cells", "exercise", rename("answer-double", "double"), "id 'answer-<name>'"),
    ("graded_cells", "exercise", insert(4, prose("check-you", "Well?")), "looks graded"),
    (
        "graded_cells",
        "exercise",
        lambda source: source.cells[3].metadata.nbgrader.update(points=True),
        "points True",
    ),
    (
        "graded_cells",
        "exercise",
        lambda source: source.cells[2].metadata.nbgrader.update(points=1),
        "points 1",
    ),
    ("checks_pass", "exercise", swap_verdict, "['almost']"),
    ("checks_pass", "exercise", lambda source: source.cells[3].update(outputs=[]), "verdicts []"),
    ("alt_text", "lesson", edit("title", "![A window on a grid]", "![]"), "without alt text"),
    ("alt_text", "lesson", add("title", "\n<img src='grid.png' alt=''>"), "without alt text"),
    ("alt_text", "lesson", lambda source: source.cells[3].outputs[0].metadata.clear(), "alt"),
    (
        "alt_text",
        "lesson",
        lambda source: source.cells[3].outputs[0].data.update({"text/html": "<img src='x'>"}),
        "<img> without",
    ),
    ("heading_levels", "lesson", edit("idea", "## The", "# The"), "second title"),
    ("heading_levels", "lesson", edit("idea", "## The", "#### The"), "skip none"),
    ("heading_levels", "exercise", edit("title", "# Exercises", "Exercises"), "no title"),
    ("links", "lesson", add("idea", "[plan](03-planned.ipynb)"), "which is no file"),
    ("links", "lesson", add("idea", "[lab](/lab/tree/x)"), "relative link"),
    ("links", "lesson", add("idea", '<a href="nowhere.html">x</a>'), "which is no file"),
    ("links", "exercise", edit("title", "../../notebooks", "../notebooks"), "which is no file"),
    ("lesson_parts", "lesson", edit("title", "Objectives", "Aims"), "no objectives"),
    ("lesson_parts", "lesson", edit("title", "5 minutes", "an hour"), "no minutes"),
    ("lesson_parts", "lesson", edit("summary", "Summary", "End"), "no summary"),
    ("lesson_parts", "lesson", edit("summary", "../exercises/01-a", "02-b"), "no link to ../ex"),
    ("lesson_parts", "lesson", edit("summary", "02-b.ipynb", "01-a.ipynb"), "no link to 02-b"),
    ("honest_minutes", "lesson", edit("title", "5 minutes", "50 minutes"), "come to 5"),
    ("honest_minutes", "exercise", edit("title", "10 minutes", "5 minutes"), "come to 10"),
    (
        "instructors_minutes",
        "lesson",
        insert(5, prose("told", INSTRUCTORS.replace("idea 1", "idea 2"))),
        "The idea 1; exercises 10.",
    ),
    (
        "instructors_minutes",
        "lesson",
        insert(5, prose("told", INSTRUCTORS.replace("Guess.", "7 minutes."))),
        "'7 minutes' beside the estimate",
    ),
    ("prose_per_code", "lesson", add("slide", "\nprint(3)\nprint(4)\nprint(5)"), "6 lines of code"),
    ("prose_per_code", "lesson", add("idea", SENTENCE * 2), "3 lines of code"),
    ("prose_between", "exercise", insert(2, prose("task", SENTENCE * 7)), "after 91 words"),
    ("vocabulary", "exercise", add("title", "\nA kernel's receptive field"), "has a size"),
    ("vocabulary", "exercise", add("title", "\nThe dilation rate"), "say 'dilation'"),
    ("defined_first", "lesson", edit("idea", "The sum", "The kernel"), "(here, in bold)"),
    ("defined_first", "lesson", edit("idea", "The sum", "A kernel, a **kernel**"), "'kernel'"),
    ("defined_first", "lesson", edit("idea", "The sum", "The **channel**"), "(lesson 2)"),
    ("defined_first", "lesson", lambda source: ask(source, "Which kernel?"), "'kernel'"),
]


@pytest.mark.parametrize(("rule", "kind", "spoil", "message"), FAULTS)
def test_each_rule_notices_its_own_fault_and_no_other_rule_does(course, rule, kind, spoil, message):
    source = copy.deepcopy(SOURCES[kind])
    spoil(source)
    broken = page(course, kind, source)
    said = {each.__name__: list(each(broken)) for each, kinds in RULES.items() if kind in kinds}
    assert {name for name, remarks in said.items() if remarks} == {rule}
    assert message in " ".join(f"{name}: {text}" for name, text in said[rule])


def test_what_only_announces_or_is_code_needs_no_definition(course):
    source = copy.deepcopy(LESSON)
    cell(source, "title").source += "\n\nA kernel slides."
    cell(source, "idea").source = "## A kernel\n\n`kernel` [the kernel](02-b.ipynb) " + SENTENCE * 2
    cell(source, "summary").source += "\n<details><summary>For instructors</summary>\n\nkernel\n"
    assert list(defined_first(page(course, "lesson", source))) == []
    cell(source, "idea").source += "The **kernel** is a grid. A kernel slides."
    cell(source, "summary").source += "</details> Kernels slide."
    assert list(defined_first(page(course, "lesson", source))) == []


def test_each_term_is_defined_in_its_lesson():
    lessons = {int(path.name[:2]): path for path in (ROOT / "notebooks").glob("0[1-9]-*.ipynb")}
    for term in terms():
        path = lessons[term.lesson]
        texts = [cell for _, cell in Page(path, read(path)).cells("markdown")]
        bold = [words for text in texts for words in re.findall(r"\*\*[^*]+\*\*", text.source)]
        assert any(term.pattern.search(words) for words in bold), term.name


def test_every_rule_has_a_fault_that_shows_it():
    assert {rule.__name__ for rule in RULES} == {fault[0] for fault in FAULTS}


def test_a_start_page_needs_no_objectives_and_no_ratio_but_the_minutes_of_all(course):
    (course / "notebooks/02-b.ipynb").unlink()
    write(LESSON, course / PLACES["lesson"])
    title = prose("title", "# Start\n\nHello.\n\n| lesson, minutes | 5 |")
    start = Page(course / "notebooks/00-start.ipynb", notebook(title))
    assert start.kind == "page"
    [(_, missing)] = lint(start)
    assert "'| exercises, minutes | 10 |'" in missing
    title.source += "\n| exercises, minutes | 10 |"
    assert list(lint(Page(start.path, notebook(title)))) == []


def test_text_before_the_first_and_after_the_last_code_is_not_between_two_things_to_do(course):
    source = copy.deepcopy(EXERCISE)
    source.cells.insert(0, prose("preface", SENTENCE * 9))
    source.cells.append(prose("end", SENTENCE * 9))
    assert list(lint(page(course, "exercise", source))) == []


def test_the_ratio_counts_a_long_string_as_prose_and_no_comments(course):
    source = copy.deepcopy(LESSON)
    cell(source, "slide").source += f'\n# why\n\nask(\n    "{SENTENCE}",\n)'
    assert list(lint(page(course, "lesson", source))) == []  # 58 words, 5 lines


@pytest.mark.parametrize(
    ("markdown", "count"),
    [
        ("", 0),
        ("# A heading of five words", 0),
        ("```\ncode does not count\n```\nthis does", 2),
        ("| a | table |\n|---|---|\n| has | none |", 0),
        ("the sum $a + b$ is $3$", 5),
        ("$$\ny = x\n$$\nformula above", 2),
        ("![a picture](x.png) and [a link](y.ipynb)", 3),
        ("<b>bold</b> `conv2d` don't 3x3", 4),
        ("<!-- a note\nto authors --> word", 1),
    ],
)
def test_words(markdown, count):
    assert words(markdown) == count


def test_headings_are_not_looked_for_in_code():
    assert headings("# One\n\n```python\n# a comment\n```\n\n## Two #2\n#no") == [
        (1, "One"),
        (2, "Two #2"),
    ]


def test_lint_files_names_file_and_cell(course):
    source = copy.deepcopy(LESSON)
    cell(source, "slide").source += "\nimport os"
    path = course / PLACES["lesson"]
    write(source, path)
    (finding,) = lint_files([path])
    assert str(finding).startswith(f"{path}: slide: imports something")


@pytest.mark.parametrize("options", [[], ["--check"]])
def test_the_command_says_what_is_wrong_and_writes_nothing(course, options):
    path = course / PLACES["lesson"]
    source = copy.deepcopy(LESSON)
    cell(source, "slide").source += "\nimport os"
    write(source, path)
    before = path.read_bytes()
    ran = CliRunner().invoke(app, ["lint", *options, str(path)])
    assert ran.exit_code == 1
    assert "slide: imports something" in ran.output
    assert path.read_bytes() == before
