"""A class of twenty-six, to see the grader at work: `python -m tests.demo_class FOLDER`.

Right, partly right, wrong in ways that a check can name, and broken in ways that happen to files.
Everybody writes in a way of their own, but for two who do not.
"""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from convedu.authoring import release
from convedu.grading.console.commands import run_grade
from convedu.grading.sandbox.bubblewrap import choose
from convedu.grading.sandbox.student_process import SandboxError

SOLUTION = Path(__file__).parent.parent / "exercises" / "solutions" / "01-convolution.ipynb"

DOT = """
def conv1d_valid(x, w):
    return np.array([np.dot(x[k:k + len(w)], w) for k in range(len(x) - len(w) + 1)])
"""
STEP_BY_STEP = """
def conv1d_valid(x, w):
    result = []
    for start in range(len(x) - len(w) + 1):
        total = 0  # anew for each window
        for offset, weight in enumerate(w):
            total = total + x[start + offset] * weight
        result.append(total)
    return np.array(result)
"""
ONE_LINE = """
def conv1d_valid(x, w):
    return np.convolve(x, w[::-1], "valid")
"""
LAST_LOST = """
def conv1d_valid(x, w):
    k = len(w)
    n = len(x) - k
    out = np.zeros(n)
    for i in range(n):
        out[i] = np.sum(x[i:i + k] * w)
    return out
"""
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
FOUR_LOOPS = """
def correlate2d(image, kernel):
    m, n = kernel.shape
    h, w = image.shape
    result = np.zeros((h - m + 1, w - n + 1))
    for y in range(h - m + 1):
        for x in range(w - n + 1):
            for dy in range(m):
                for dx in range(n):
                    result[y, x] += image[y + dy, x + dx] * kernel[dy, dx]
    return result
"""
WINDOWS = """
def correlate2d(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.tensordot(windows, kernel, axes=2)
"""
MEAN = """
def correlate2d(image, kernel):
    h, w = kernel.shape
    out = np.empty((image.shape[0] - h + 1, image.shape[1] - w + 1))
    for r, c in np.ndindex(out.shape):
        out[r, c] = np.mean(image[r:r + h, c:c + w] * kernel)
    return out
"""
ONE_SHORT = """
def correlate2d(image, kernel):
    (a, b), (c, d) = image.shape, kernel.shape
    out = np.zeros((a - c, b - d))
    for row in range(a - c):
        for column in range(b - d):
            patch = image[row:row + c, column:column + d]
            out[row, column] = np.sum(patch * kernel)
    return out
"""
# The same with other names, another spacing and a comment.
ONE_SHORT_AGAIN = """
def correlate2d(image, kernel):
    # slide over everything
    (hh, ww), (p, q) = image.shape, kernel.shape
    res = np.zeros((hh-p, ww-q))
    for i in range(hh-p):
        for j in range(ww-q):
            win = image[i:i+p, j:j+q]
            res[i, j] = np.sum(win*kernel)
    return res
"""
BY_SCIPY = """
from scipy import signal

def correlate2d(image, kernel):
    return signal.correlate2d(image, kernel, mode="valid")
"""
HUNGRY = """
def correlate2d(image, kernel):
    every_window = np.zeros((10**6, 10**6))  # surely enough
    return every_window[: len(image), : len(kernel)]
"""
MIRRORED = """
def correlate2d(image, kernel):
    out = np.zeros((image.shape[0] - len(kernel) + 1, image.shape[1] - len(kernel[0]) + 1))
    for (i, j), _ in np.ndenumerate(out):
        for (u, v), weight in np.ndenumerate(kernel):
            out[i, j] += weight * image[i + len(kernel) - 1 - u, j + len(kernel[0]) - 1 - v]
    return out
"""
STACKED = """
def correlate2d(image, kernel):
    height, width = kernel.shape
    lines = []
    for top in range(len(image) - height + 1):
        band = image[top:top + height]
        lefts = range(band.shape[1] - width + 1)
        lines.append([np.vdot(band[:, left:left + width], kernel) for left in lefts])
    return np.array(lines)
"""
WITH_EINSUM = """
def correlate2d(image, kernel):
    view = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("ijuv,uv->ij", view, kernel)
"""
TURNED = """
def convolve2d(image, kernel):
    return correlate2d(image, np.rot90(kernel, 2))
"""
UP_DOWN = """
def convolve2d(image, kernel):
    return correlate2d(image, kernel[::-1])
"""
LISTS = """
def make_kernel(name):
    if name == "blur":
        return np.ones((3, 3)) / 9
    if name == "sharpen":
        return np.array([[-1, -1, -1], [-1, 9, -1], [-1, -1, -1]])
    if name == "outline":
        return np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]])
    return np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
"""
NOT_DIVIDED = """
def make_kernel(name):
    if name == "blur":
        return np.ones((3, 3))
    middle = np.zeros((3, 3))
    middle[1, 1] = 1
    around = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]])
    if name == "sharpen":
        return 5 * middle - around
    if name == "outline":
        return 4 * middle - around
    return np.array([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]])
"""
NINTHS = """
def make_kernel(name):
    ninth = 1 / 9
    table = {}
    table["blur"] = [[ninth] * 3] * 3
    table["sharpen"] = [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]
    table["outline"] = [[0, -1, 0], [-1, 4, -1], [0, -1, 0]]
    table["vertical edges"] = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
    return np.array(table[name], dtype=float)
"""
ONES = """
def make_kernel(name):
    k = np.ones((3, 3))
    if name == "sharpen":
        k = -k
        k[1, 1] = 9
    elif name == "outline":
        k = -k
        k[1, 1] = 8
    elif name == "vertical edges":
        k[:, 0], k[:, 1] = -1, 0
    return k
"""
OUTER = """
def blur_in_two_steps(image, g):
    rows = correlate2d(image, g.reshape(1, -1))
    return correlate2d(rows, g.reshape(-1, 1))
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
    """Return the instructor's solution as a learner would have written it."""
    notebook = nbformat.read(SOLUTION, as_version=4)
    for cell in notebook.cells:
        cell.source = re.sub(r"\n *### (BEGIN|END) SOLUTION", "", cell.source)
    return notebook


def begun() -> NotebookNode:
    return release(nbformat.read(SOLUTION, as_version=4))


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


Notebook = NotebookNode | str
CLASS: dict[str, Callable[[], Notebook]] = {
    "ada": solved,
    "ben": lambda: fill(solved(), conv1d_valid=DOT, correlate2d=SHIFTS, make_kernel=LISTS),
    "chloe": lambda: fill(
        solved(), conv1d_valid=STEP_BY_STEP, correlate2d=FLIPPED, convolve2d=NO_FLIP
    ),
    "dev": lambda: fill(solved(), conv1d_valid=DOT, correlate2d=SWAPPED, make_kernel=SUM_OF_NINE),
    "emma": lambda: only("conv1d_valid", "one_output"),
    "finn": lambda: fill(
        solved(), one_output=NUMBERS_SWAPPED, correlate2d=FOUR_LOOPS, convolve2d=NO_FLIP
    ),
    "grace": lambda: with_cell(fill(solved(), correlate2d=WITH_HELPER, separable=OUTER), HELPER),
    "hugo": lambda: fill(only("conv1d_valid", "make_kernel"), correlate2d=FOR_EVER),
    "ines": lambda: split(fill(solved(), correlate2d=WINDOWS), "conv1d_valid", "    for i"),
    "jan": lambda: retype(fill(solved(), correlate2d=LOOPS), "correlate2d"),
    "kim": begun,
    "leo": lambda: cut(solved()),
    "mia": lambda: nbformat.v3.writes_json(
        nbformat.convert(fill(solved(), conv1d_valid=STEP_BY_STEP, convolve2d=TURNED), 3)
    ),
    "noah": lambda: "PK\x03\x04 This was a text document once.",
    "olga": lambda: fill(
        only("one_output"), conv1d_valid=LAST_LOST, correlate2d=ONE_SHORT, convolve2d=NO_FLIP
    ),
    "paul": lambda: fill(solved(), correlate2d=ONE_SHORT_AGAIN, make_kernel=NINTHS),
    "quinn": lambda: fill(solved(), conv1d_valid=ONE_LINE, correlate2d=BY_SCIPY),
    "rosa": lambda: fill(only("conv1d_valid"), correlate2d=HUNGRY, one_output=NUMBERS_SWAPPED),
    "sami": lambda: fill(
        only("one_output"), conv1d_valid=LAST_LOST, correlate2d=MEAN, convolve2d=NO_FLIP
    ),
    "tess": lambda: fill(
        solved(), conv1d_valid=DOT, correlate2d=WITH_EINSUM, convolve2d=TURNED, separable=OUTER
    ),
    "umar": lambda: fill(only("one_output"), conv1d_valid=LAST_LOST, make_kernel=NOT_DIVIDED),
    "vera": lambda: fill(
        solved(), conv1d_valid=STEP_BY_STEP, correlate2d=STACKED, convolve2d=UP_DOWN
    ),
    "wim": lambda: fill(begun(), conv1d_valid=DOT, one_output=NUMBERS_SWAPPED),
    "xenia": lambda: fill(solved(), correlate2d=WINDOWS, convolve2d=NO_FLIP, make_kernel=ONES),
    "yara": lambda: fill(begun(), conv1d_valid=STEP_BY_STEP, correlate2d=MIRRORED),
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
    (folder / "zoe").mkdir(exist_ok=True)  # and nothing in it
    yield folder / "zoe"


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
