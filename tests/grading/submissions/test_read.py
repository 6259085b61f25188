"""From what was handed in to cells: every kind of damage has its sentence."""

import contextlib
import json
import os
import tracemalloc
from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convedu.grading.submissions.parse import (
    Cell,
    UnreadableError,
    load,
    parse,
)

CELL = {"cell_type": "code", "source": "x = 1"}


def notebook(*cells, **more) -> bytes:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "cells": list(cells), **more}).encode()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"hello", "not JSON"),
        (b"PK\x03\x04" + bytes(range(256)), "not JSON"),
        (b"[1, 2]", "no notebook"),
        (b"null", "no notebook"),
        (b'{"cells": 3}', "not a list"),
        (b'{"cells": []}', "no cells"),
        (b'{"a": ' + b"[" * 100_000, "not JSON: maximum recursion depth"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "not JSON"),
        (b'{"nbformat": 3, "worksheets": 3}', "cells are not a list"),
    ],
    ids=lambda part: str(part)[:30],
)
def test_what_cannot_be_used_has_a_reason(data, reason):
    with pytest.raises(UnreadableError, match=reason):
        parse(data)


def test_a_truncated_file_gives_the_cells_before_the_cut():
    data = notebook({**CELL, "id": "a"}, {**CELL, "id": "b"}, {**CELL, "id": "c"})
    found = parse(data[: data.index(b'"c"')])
    assert [cell.id for cell in found.cells] == ["a", "b"]
    assert found.repairs == ("The file is damaged; 2 cells of it were read.",)


SPOILT = [
    (b'"y = 2"', b'"y = 2",,'),  # a comma too many
    (b'"y = 2"', b'"y = 2'),
    (b'"y = 2"', b'"y = \n2"'),
    (b'"y = 2"', b'"say "y" = 2"'),
    (b'"id": "b"', b"\0" * 20),
    (b'"id": "b"', b'"id": x'),
    (b'}, {"cell_type": "code", "source": "y', b'} {"cell_type": "code", "source": "y'),
]


@pytest.mark.parametrize(("part", "damage"), SPOILT)
def test_a_damage_costs_the_cell_that_it_is_in(part, damage):
    middle = {**CELL, "source": "y = 2", "id": "b"}
    data = notebook({**CELL, "id": "a"}, middle, {**CELL, "id": "c"}, {**CELL, "id": "d"})
    assert part in data
    found = parse(data.replace(part, damage, 1))
    assert [cell.id for cell in found.cells if cell.id != "b"] == ["a", "c", "d"]
    assert found.repairs[0].startswith("The file is damaged")


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("base", ["", "||||||| base\n    x = 3\n"])
def test_of_a_merge_s_two_versions_the_upper_counts(base, ending):
    text = json.dumps(json.loads(notebook(CELL, {**CELL, "id": "c"})), indent=1)
    (line,) = [line for line in text.splitlines() if "nbformat_minor" in line]
    (count,) = [line for line in text.splitlines() if '"id"' in line]
    for one in (line, count):
        other = one.replace("c", "d").replace("5", "4")
        text = text.replace(one, f"<<<<<<< HEAD\n{one}\n{base}=======\n{other}\n>>>>>>> 1a2b (x)")
    found = parse(text.replace("\n", ending).encode())
    assert [cell.id for cell in found.cells] == ["", "c"]
    assert found.repairs == ("Where a merge had left two versions (2), the upper one counts.",)


def test_every_cut_of_a_notebook_is_read_or_refused():
    data = notebook({**CELL, "id": "a"}, {"cell_type": "markdown", "source": ["é", "x"]})
    for end in range(len(data)):
        try:
            found = parse(data[:end])
        except UnreadableError:
            continue
        assert found.repairs


def test_old_formats_are_brought_up_to_date():
    old = nbformat.v3.new_notebook(
        worksheets=[
            nbformat.v3.new_worksheet(
                cells=[
                    nbformat.v3.new_code_cell(input="x = 1"),
                    nbformat.v3.new_text_cell("markdown", source="text"),
                ]
            )
        ]
    )
    found = parse(nbformat.v3.writes_json(old).encode())
    assert [(cell.kind, cell.source) for cell in found.cells] == [
        ("code", "x = 1"),
        ("markdown", "text"),
    ]
    assert "of format 3" in found.repairs[0]


def test_bytes_that_are_no_text_cost_only_themselves():
    found = parse(notebook(CELL, CELL).replace(b"x = 1", b"y = '\xff'", 1))
    assert found.cells[1].source == "x = 1"
    assert "not utf-8" in found.repairs[0]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_other_encodings_of_json_are_read(encoding):
    assert parse(notebook(CELL).decode().encode(encoding)).cells[0].source == "x = 1"


def test_cells_without_metadata_ids_or_type_are_code():
    cells = parse(notebook({"source": ["a\r\n", "b"]}, {**CELL, "id": 7, "metadata": 3})).cells
    assert cells == (Cell("", "", "code", "a\nb"), Cell("", "", "code", "x = 1"))


def test_broken_cells_are_left_out_and_told():
    found = parse(notebook(CELL, 3, {"cell_type": "code", "source": {"a": 1}}, {"source": ""}))
    assert len(found.cells) == 1
    assert found.repairs == ("2 cells could not be read and were left out.",)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["cells", "worksheets", "source", "metadata", "nbgrader", "id"]), inner
        )
    ),
)


@given(JSON)
def test_any_json_is_read_or_refused(value):
    with contextlib.suppress(UnreadableError):
        assert parse(json.dumps(value).encode()).cells


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    path = tmp_path / "big.ipynb"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(UnreadableError, match="50 MB, expected at most 1 MB"):
        load(path, limit=1_000_000)


def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "real.ipynb").write_bytes(notebook(CELL))
    (tmp_path / "link.ipynb").symlink_to(tmp_path / "real.ipynb")
    with pytest.raises(UnreadableError, match="is a link"):
        load(tmp_path / "link.ipynb", limit=1000)


def test_a_pipe_does_not_hang_the_class(tmp_path):
    os.mkfifo(tmp_path / "pipe.ipynb")
    with pytest.raises(UnreadableError, match="regular"):
        load(tmp_path / "pipe.ipynb", limit=1000)


def test_a_folder_that_is_called_like_a_notebook_has_a_reason(tmp_path):
    (tmp_path / "folder.ipynb").mkdir()
    held = len(os.listdir("/proc/self/fd")) if os.path.exists("/proc/self/fd") else 0
    for _ in range(3):
        with pytest.raises(UnreadableError, match="regular"):
            load(tmp_path / "folder.ipynb", limit=1000)
    assert not held or len(os.listdir("/proc/self/fd")) == held


def test_a_file_that_is_not_there_has_a_reason(tmp_path):
    with pytest.raises(UnreadableError, match="removed meanwhile"):
        load(Path(tmp_path / "none.ipynb"), limit=1000)


def test_what_an_old_notebook_has_put_out_is_not_read():
    outputs = [{"output_type": "display_data", "png": "x"}] * 100_000
    cell = {"cell_type": "code", "input": "x = 1", "outputs": outputs}
    head = {"cell_type": "heading", "level": 2, "source": "Head"}
    data = json.dumps(
        {"nbformat": 3, "worksheets": [{"cells": [cell]}, {"cells": [head]}]}
    ).encode()
    tracemalloc.start()
    found = parse(data)
    assert tracemalloc.get_traced_memory()[1] < 20 * len(data)
    tracemalloc.stop()
    assert [(one.kind, one.source) for one in found.cells] == [
        ("code", "x = 1"),
        ("markdown", "Head"),
    ]


@pytest.mark.parametrize("part", [b"[],", b"{},", b"[[[]]],"])
def test_a_file_of_millions_of_parts_is_not_read(part):
    with pytest.raises(UnreadableError, match="too many parts"):
        parse(b'{"nbformat": 4, "cells": [' + part * 1_000_001 + b"0]}")
