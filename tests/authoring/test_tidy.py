"""The normal form: what is taken out, what is refused, and that it stays as it is."""

import copy
import os
from base64 import b64decode, b64encode
from io import BytesIO

import pytest
from nbformat import v4
from PIL import Image

from convedu.authoring import NotebookError, execute, normal_form, read, text, tidy_files, write
from convedu.authoring.notebook import VERDICT, is_readable
from convedu.authoring.pictures import same_picture, strip_png
from convedu.authoring.tidying import MAX_PICTURE, keep_pictures, problems
from tests.parts import CORRECT, answer, code, notebook, png, prose, run_nbval, shown

WIDGET_TYPE = "application/vnd.jupyter.widget-view+json"
WIDGET_VIEW = {"model_id": "8f3b2c1d", "version_major": 2, "version_minor": 0}
PICTURE = {"image/png": {"alt": "a grey dot", "isolated": True, "width": 20}}


def messages(source) -> list[str]:
    return [f"{name}: {message}" for name, message in problems(normal_form(source))]


def test_what_a_run_leaves_behind_is_removed():
    outputs = [
        shown({**PICTURE, "text/plain": {}}, text_plain="a dot", image_png=png(software="x 1.2")),
        v4.new_output("display_data", data={"text/plain": "lab", WIDGET_TYPE: WIDGET_VIEW}),
    ]
    source = notebook(
        prose("title", "# Title", collapsed=True, tags=[]),
        code("look", "look()", *outputs, number=7, execution={"iopub.status.busy": "2026"}),
        answer("x", "x = 1"),
    )
    source.metadata = {"language_info": {"name": "python", "version": "3.11.4"}, "widgets": {}}
    before = copy.deepcopy(source)
    tidied = normal_form(source)
    assert source == before
    assert set(tidied.metadata) == {"kernelspec", "language_info"}
    assert "3.11" not in text(tidied)
    title, look, graded = tidied.cells
    assert (title.metadata, look.metadata) == ({}, {})
    assert graded.metadata == source.cells[2].metadata
    assert (look.execution_count, graded.execution_count) == (1, 2)
    assert look.outputs[0].metadata == {"image/png": {"alt": "a grey dot", "width": 20}}
    assert look.outputs[1].data == {"text/plain": "lab"}
    assert b"Software" not in b64decode(look.outputs[0].data["image/png"])
    assert messages(source) == []


def test_the_contracts_output_types_stay():
    data = {"text/plain": "correct", "text/html": "<b>correct</b>", VERDICT: CORRECT}
    source = notebook(code("look", "look()", v4.new_output("display_data", data=data)))
    assert normal_form(source).cells[0].outputs[0].data == data
    assert messages(source) == []


def test_the_normal_form_of_a_normal_form_is_itself():
    error = v4.new_output("error", ename="ValueError", evalue="no", traceback=["/home/x", "no"])
    source = notebook(
        code("one", "1", v4.new_output("execute_result", data={"text/plain": "1"}), number=3),
        code("two", "2", error, v4.new_output("stream", text="2\n"), tags=["raises-exception"]),
        code("three", "3", number=None),
        prose("picture", "![dot](attachment:dot.png)"),
    )
    source.cells[3].attachments = {"dot.png": {"image/png": png()}}
    once = normal_form(source)
    assert text(normal_form(once)) == text(once)
    assert once.cells[1].outputs[0].traceback == ["ValueError: no"]
    assert once.cells[3].attachments == source.cells[3].attachments


def test_a_lesson_is_marked_for_its_outputs_to_be_hidden_and_nothing_else_is(tmp_path):
    for name in ("00-start.ipynb", "01-a.ipynb", "solutions/01-a.ipynb"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        source = notebook(code("look", "1"))
        source.metadata = {"convedu": {"run": ["look"]}}
        write(source, path)
        assert [finding.mended for finding in tidy_files([path])] == [True]
        wanted = {"lesson": True} if name == "01-a.ipynb" else None
        assert read(path).metadata.get("convedu") == wanted


def test_a_cell_that_nbval_shall_not_compare_is_stored_as_never_run():
    timing = code("timing", "race()", shown(text_plain="66 ms"), tags=["nbval-ignore-output"])
    (cell,) = normal_form(notebook(timing)).cells
    assert (cell.outputs, cell.execution_count) == ([], None)
    assert messages(notebook(timing)) == []


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        (code("3f2a9c01", "1"), "has no readable id"),
        (code("8d4a5f0e-1b7c-4c58-9a53-3c5c9c0f5d11", "1"), "has no readable id"),
        (prose("3f2a9c01", "hello"), "cell 1 (id '3f2a9c01', 'hello')"),
        (code("look", "1", number=None), "look: has not been run"),
        (code("look", "1", shown(text_plain="<A at 0x7f2a>")), "look: shows a memory address"),
        (code("look", "1", shown(text_html="<i>A at 0x7f2a</i>")), "look: shows a memory address"),
        (
            code("look", "1", shown(text_plain="'/home/ada/x.png'")),
            'do not print "/home/ada/x.png\'"',
        ),
        (
            code("look", "1", shown(text_plain=r"C:\Users\ada")),
            "look: shows a path of this machine",
        ),
        (
            code("look", "1", v4.new_output("stream", name="stderr", text="/tmp/ipykernel_1/2.py")),
            "look: shows a path of this machine",
        ),
        (code("look", "1", shown(image_svg="<svg/>")), "look: has an output of type image/svg"),
        (code("look", "1", shown(image_png="AAAA")), "look: has a broken picture"),
        (code("look", "1", shown(image_png=png()[:60])), "look: has a broken picture"),
        (
            code("look", "1", v4.new_output("error", ename="KeyError", evalue="3", traceback=[])),
            "look: raises KeyError: 3",
        ),
    ],
)
def test_what_cannot_be_mended_is_named_with_its_cell(cell, message):
    found = messages(notebook(cell))
    assert len(found) == 1
    assert message in found[0]


@pytest.mark.parametrize(
    "words", ["</tmp>", "s/home/x", "1/2/3", "shape (3, 4) at 0.5", "0xff0000"]
)
def test_what_only_resembles_a_leak_passes(words):
    assert messages(notebook(code("look", "1", shown(text_plain=words)))) == []


def test_two_cells_with_one_id_are_refused():
    assert len(messages(notebook(code("look", "1"), prose("look", "twice")))) == 2


def test_a_picture_may_have_40_kb_and_no_byte_more():
    file = BytesIO()
    Image.frombytes("L", (200, 200), os.urandom(40_000)).save(file, "PNG")  # does not compress
    big = b64encode(file.getvalue()).decode()
    assert len(b64decode(strip_png(big))) > MAX_PICTURE
    (found,) = messages(notebook(code("look", "1", shown(image_png=big))))
    assert "look: has a picture of 40," in found
    assert messages(notebook(code("look", "1", shown(image_png=png())))) == []


@pytest.mark.parametrize("cell_id", ["check-correlate2d", "answer-one_output", "setup", "dead-end"])
def test_readable_ids(cell_id):
    assert is_readable(cell_id)


@pytest.mark.parametrize("cell_id", ["deadbeef", "12ab", "Check", "a--b", "", "-a", "deadbeef-0a"])
def test_unreadable_ids(cell_id):
    assert not is_readable(cell_id)


def test_a_stripped_picture_has_the_same_pixels_and_stays_as_it_is():
    full = png(software="Matplotlib 3.11", size=(40, 30))
    bare = strip_png(full)
    assert len(bare) < len(full)
    assert same_picture(full, bare)
    assert strip_png(bare) == bare


def test_a_stored_picture_is_kept_if_only_its_encoding_or_rounding_changed():
    def form(encoded):
        return normal_form(notebook(code("look", "1", shown(text_plain="x", image_png=encoded))))

    stored = form(png(level=100, compress=0))
    for like in (png(level=100, compress=9), png(level=102)):
        assert text(form(like)) != text(stored)
        assert text(keep_pictures(form(like), stored)) == text(stored)
    for unlike in (png(level=120), png(size=(20, 11))):
        assert keep_pictures(form(unlike), stored) == form(unlike)
    broken = form("AAAA")
    assert keep_pictures(form(png()), broken) == form(png())


# From here on a kernel runs.

MESSY = [
    prose("title", "# Title", collapsed=False),
    code(
        "setup",
        "import io, os\n\nfrom IPython.display import Image, display\nfrom PIL import Image",
    ),
    code("streams", "print('a')\nprint('b', flush=True)\nprint('c')", number=None),
    code("settings", "os.environ['CONVEDU_SEED'], os.environ['CONVEDU_PROGRESS'], os.listdir()"),
    code(
        "picture",
        "file = io.BytesIO()\n"
        "Image.new('L', (9, 9)).save(file, 'PNG', dpi=(72, 72))\n"
        "display({'image/png': file.getvalue(), 'text/plain': 'black'}, raw=True,\n"
        "        metadata={'image/png': {'alt': 'a black square'}})",
        number=None,
    ),
    code("widget", "import ipywidgets\nipywidgets.IntSlider(3)", number=None),
    code("refusal", "[][0]", tags=["raises-exception"], number=None),
    code("clock", "import time\ntime.perf_counter()", tags=["nbval-ignore-output"]),
    code("empty", "", number=None),
    code("last", "1 + 1", shown(text_plain="3"), number=99),
]


@pytest.fixture(scope="module")
def tidied(tmp_path_factory):
    """A notebook with all that a run may leave, after `convedu tidy`; and how it was before."""
    path = tmp_path_factory.mktemp("course") / "messy.ipynb"
    write(notebook(*MESSY), path)
    before = path.read_bytes()
    (finding,) = tidy_files([path])
    assert finding.mended
    return path, before


def test_tidy_runs_and_cleans(tidied):
    path, _ = tidied
    cells = {cell.id: cell for cell in read(path).cells}
    assert [cell.execution_count for cell in read(path).cells[1:]] == [
        *range(1, 7),
        None,
        None,
        7,
    ]
    assert cells["streams"].outputs[0].text == "a\nb\nc\n"
    assert cells["settings"].outputs[0].data["text/plain"] == "('0', 'off', ['messy.ipynb'])"
    assert cells["picture"].outputs[0].metadata == {"image/png": {"alt": "a black square"}}
    assert b"pHYs" not in b64decode(cells["picture"].outputs[0].data["image/png"])
    assert set(cells["widget"].outputs[0].data) == {"text/plain"}
    assert cells["refusal"].outputs[0].ename == "IndexError"
    assert cells["last"].outputs[0].data["text/plain"] == "2"


def test_tidy_twice_changes_nothing_and_its_check_agrees(tidied):
    path, _ = tidied
    once = path.read_bytes()
    assert list(tidy_files([path], check=True)) == []
    assert list(tidy_files([path])) == []
    assert path.read_bytes() == once


def test_nbval_agrees_with_a_tidied_notebook_and_with_no_other(tidied):
    path, _ = tidied
    fine = run_nbval(path)
    assert fine.returncode == 0, fine.stdout
    wrong = read(path)
    wrong.cells[-1].outputs[0].data["text/plain"] = "3"
    other = path.with_name("wrong.ipynb")
    write(wrong, other)
    told = run_nbval(other)
    other.unlink()
    assert told.returncode == 1
    assert "Cell outputs differ" in told.stdout


def test_tidy_leaves_a_picture_that_another_machine_encoded_differently(tidied, tmp_path):
    stored = read(tidied[0])
    path = tmp_path / "messy.ipynb"
    (picture,) = next(cell for cell in stored.cells if cell.id == "picture").outputs
    pixels = Image.open(BytesIO(b64decode(picture.data["image/png"])))
    file = BytesIO()
    pixels.save(file, "PNG", compress_level=0)
    picture.data["image/png"] = b64encode(file.getvalue()).decode()
    write(stored, path)
    before = path.read_bytes()
    assert before != tidied[0].read_bytes()
    assert list(tidy_files([path])) == []
    assert path.read_bytes() == before


def test_check_tells_what_would_change_and_writes_nothing(tidied, tmp_path):
    _, before = tidied
    path = tmp_path / "messy.ipynb"
    path.write_bytes(before)
    found = "\n".join(str(finding) for finding in tidy_files([path], check=True))
    assert "streams: has not been run" in found
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda raw: raw + "\n", "the last newline would change"),
        (lambda raw: raw.replace("\n ", "\n  "), "indent"),
        (lambda raw: raw.replace('"execution_count": 7', '"execution_count": 8'), "last: exec"),
        (
            lambda raw: raw.replace('"name": "python"', '"name": "python", "version": "3"'),
            "metadata.language_info.version would be removed",
        ),
    ],
)
def test_check_notices_the_smallest_deviation(tidied, tmp_path, spoil, message):
    raw = tidied[0].read_text()
    path = tmp_path / "spoilt.ipynb"
    path.write_text(spoil(raw))
    assert path.read_text() != raw
    found = [str(finding) for finding in tidy_files([path], check=True)]
    assert found
    assert message in "\n".join(found)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{}['x']", "bad: raises KeyError: 'x'"),
        ("import os\nos._exit(3)", "bad: ends the kernel"),
    ],
)
def test_a_notebook_that_does_not_run_is_left_as_it_is(tmp_path, source, message):
    path = tmp_path / "bad.ipynb"
    write(notebook(code("good", "1"), code("bad", source), code("after", "2")), path)
    before = path.read_bytes()
    (finding,) = tidy_files([path])
    assert message in str(finding)
    assert not finding.mended
    assert path.read_bytes() == before


def test_a_cell_that_never_ends_is_named(tmp_path):
    with pytest.raises(NotebookError, match=r"^forever: takes more than 1 seconds"):
        execute(notebook(code("forever", "while True: pass")), tmp_path, timeout=1)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is not a notebook"),
        ("[1]", "is not a notebook"),
        ('{"nbformat": 4, "nbformat_minor": 4, "cells": []}', "is of format (4, 4)"),
        ('{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{}]}', "not a"),
    ],
)
def test_a_file_that_is_no_notebook_is_a_finding_and_the_others_are_still_seen(
    tmp_path, content, message
):
    (tmp_path / "a.ipynb").write_text(content)
    write(notebook(code("look", "1", number=None)), tmp_path / "b.ipynb")
    first, second = (str(finding) for finding in tidy_files([tmp_path], check=True))
    assert message in first
    assert "look: has not been run" in second


def test_an_empty_folder_is_an_error_and_not_a_pass(tmp_path):
    with pytest.raises(FileNotFoundError, match="no notebook"):
        list(tidy_files([tmp_path], check=True))
