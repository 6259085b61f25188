"""A class of fourteen, to see the grader at work: `python -m tests.demo_class FOLDER`.

Right, partly right, wrong in ways that a check can name, and broken in ways that happen to files.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from convedu.authoring import release
from convedu.grading.console import run_grade
from convedu.grading.inmate import SandboxError
from convedu.grading.jail import choose

SOLUTION = Path(__file__).parent.parent / "exercises" / "solutions" / "01-convolution.ipynb"

LOOPS = """
def correlate2d(image, kernel):
    rows = image.shape[0] - kernel.shape[0] + 1
    columns = image.shape[1] - kernel.shape[1] + 1
    return np.array([
        [(image[i:i + len(kernel), j:j + kernel.shape[1]] * kernel).sum() for j in range(columns)]
        for i in range(rows)
    ])
"""
SHIFTS = """
def correlate2d(image, kernel):
    rows = image.shape[0] - kernel.shape[0] + 1
    columns = image.shape[1] - kernel.shape[1] + 1
    total = np.zeros((rows, columns))
    for u, v in np.ndindex(kernel.shape):
        total += image[u:u + rows, v:v + columns] * kernel[u, v]
    return total
"""
FLIPPED = LOOPS.replace("rows =", "kernel = kernel[::-1, ::-1]\n    rows =", 1)
SWAPPED = LOOPS.replace("    return np.array(", "    return np.transpose(")
NO_FLIP = "def convolve2d(image, kernel):\n    return correlate2d(image, kernel)"
FOR_EVER = """
def correlate2d(image, kernel):
    i = 0
    while i < image.shape[0]:
        j = 0  # and i never grows
    return image
"""
SUM_OF_NINE = """
def make_kernel(name):
    kernels = {
        "blur": np.ones((3, 3)),
        "sharpen": np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
        "outline": np.array([[0, -1, 0], [-1, 4, -1], [0, -1, 0]]),
        "vertical edges": np.array([[-1, -1, -1], [0, 0, 0], [1, 1, 1]]),
    }
    return kernels[name]
"""
WITH_HELPER = """
def correlate2d(image, kernel):
    return (windows(image, kernel.shape) * kernel).sum(axis=(2, 3))
"""
HELPER = """
from numpy.lib.stride_tricks import sliding_window_view

def windows(image, shape):
    return sliding_window_view(image, shape)

windows(np.eye(4), (2, 2)).shape
"""
NUMBERS_SWAPPED = "answer_slides = 6\nanswer_flips = 2"


def solved() -> NotebookNode:
    return nbformat.read(SOLUTION, as_version=4)


def begun() -> NotebookNode:
    return release(solved())


def fill(notebook: NotebookNode, **answers: str) -> NotebookNode:
    """Put sources into answer cells, by their names."""
    for cell in notebook.cells:
        name = cell.id.removeprefix("answer-")
        if name != cell.id and name in answers:
            cell.source = answers[name].strip()
    return notebook


def only(*names: str) -> NotebookNode:
    """Return a notebook in which only these answers are filled in, and rightly."""
    sources = {cell.id.removeprefix("answer-"): cell.source for cell in solved().cells}
    return fill(begun(), **{name: sources[name] for name in names})


def with_cell(notebook: NotebookNode, source: str) -> NotebookNode:
    notebook.cells.insert(2, new_code_cell(source.strip()))
    return notebook


def split(notebook: NotebookNode, name: str, before: str) -> NotebookNode:
    """Split an answer's cell in two, as Jupyter does at the cursor."""
    place = next(n for n, cell in enumerate(notebook.cells) if cell.id == f"answer-{name}")
    head, tail = notebook.cells[place].source.split(before, 1)
    notebook.cells[place].source = head.rstrip()
    notebook.cells.insert(place + 1, new_code_cell(before + tail))
    return notebook


def retype(notebook: NotebookNode, name: str) -> NotebookNode:
    """Turn an answer's cell into text, and lose another."""
    for place, cell in enumerate(notebook.cells):
        if cell.id == f"answer-{name}":
            notebook.cells[place] = new_markdown_cell(cell.source, id=cell.id)
    notebook.cells = [cell for cell in notebook.cells if cell.id != "answer-make_kernel"]
    return notebook


def cut(notebook: NotebookNode) -> str:
    text = nbformat.writes(notebook)
    return text[: text.index('"answer-correlate2d"')]


CLASS: dict[str, Callable[[], NotebookNode | str]] = {
    "ada": solved,
    "ben": lambda: fill(solved(), correlate2d=SHIFTS),
    "chloe": lambda: fill(solved(), correlate2d=FLIPPED, convolve2d=NO_FLIP),
    "dev": lambda: fill(solved(), correlate2d=SWAPPED, make_kernel=SUM_OF_NINE),
    "emma": lambda: only("conv1d_valid", "one_output"),
    "finn": lambda: fill(solved(), one_output=NUMBERS_SWAPPED, convolve2d=NO_FLIP),
    "grace": lambda: with_cell(fill(solved(), correlate2d=WITH_HELPER), HELPER),
    "hugo": lambda: fill(only("conv1d_valid", "make_kernel"), correlate2d=FOR_EVER),
    "ines": lambda: split(solved(), "conv1d_valid", "    for i"),
    "jan": lambda: retype(solved(), "correlate2d"),
    "kim": begun,
    "leo": lambda: cut(solved()),
    "mia": lambda: nbformat.v3.writes_json(nbformat.convert(solved(), 3)),
    "noah": lambda: "PK\x03\x04 This was a text document once.",
}


def write_class(folder: Path) -> Iterator[Path]:
    """Write each submission into a folder of its student's."""
    for student, make in CLASS.items():
        made = make()
        path = folder / student / SOLUTION.name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = made if isinstance(made, str) else nbformat.writes(made)
        path.write_text(text, encoding="utf-8")
        yield path


def main(folder: Path) -> int:
    written = list(write_class(folder / "submissions"))
    print(f"{len(written)} submissions are in {folder / 'submissions'}")
    try:
        sandbox = choose("auto")
    except SandboxError as error:
        print(f"This class is harmless, so it is marked without isolation: {error}")
        sandbox = "none"
    return run_grade(
        SOLUTION, folder / "submissions", folder / "marks", seed=0, workers=2, sandbox=sandbox
    )


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/demo")))
