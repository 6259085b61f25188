"""Notebooks damaged at random: the same random numbers, the same damage."""

import copy
import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

ODD_TEXTS = (
    *(
        "",
        " ",
        "\x00",
        "\x1b[31m",
        "\r\n\r",
        "\ud800",
        "\udfff\ud800",
        "é\u0301",
        "\u202e",
        "\ufeff",
    ),
    *("answer-conv1d_valid", "check-correlate2d", "(", "'''", "%time", "!ls", "x?", "```", "\\"),
    *(
        "def conv1d_valid(x, w):",
        "    return 1",
        "lambda: " * 900 + "1",
        "x = a" + ".a" * 900,
        "[" * 150,
    ),
    *("import convedu", "from a import *", "raise SystemExit", "conv1d_valid = ...", "\t\x0c"),
)
ODD_VALUES = (
    *(None, True, False, 0, -1, 1.5, 1e308, float("nan"), float("inf"), 1 << 70, 10**4000),
    *([], {}, [[]], [None], {"": None}, {"cells": []}, ["a", 1], {"source": {}}, "x" * 200_000),
)
KEYS = ("cells", "worksheets", "nbformat", "nbformat_minor", "metadata", "source", "input", "id")
KEYS += ("cell_type", "outputs", "tags", "nbgrader", "grade_id", "points", "kernelspec", "")


def mutant(rng: Random, whole: bytes) -> bytes:
    """Return a notebook with a few damages to its tree, and perhaps to its bytes."""
    tree = json.loads(whole)
    for _ in range(rng.randint(0, 5)):
        tree = rng.choice(TREE)(rng, tree)
    data = written(rng, tree)
    for _ in range(rng.choice((0, 0, 1, 3))):
        data = rng.choice(BYTES)(rng, data)
    return data


def written(rng: Random, tree: Any) -> bytes:
    text = json.dumps(tree, ensure_ascii=rng.random() < 0.7)
    encoding = rng.choice(("utf-8",) * 6 + ("utf-8-sig", "utf-16", "utf-32-be", "latin-1"))
    return text.encode(encoding, "surrogatepass" if "utf" in encoding else "backslashreplace")


def odd(rng: Random) -> Any:
    return copy.deepcopy(rng.choice(rng.choice((ODD_TEXTS, ODD_VALUES))))


def places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each container with each of its keys."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, value in list(items):
        yield tree, key
        if isinstance(value, dict | list):
            yield from places(value)


def place(rng: Random, tree: Any) -> tuple[Any, Any] | None:
    found = list(places(tree)) if isinstance(tree, dict | list) else []
    return rng.choice(found) if found else None


def replace(rng: Random, tree: Any) -> Any:
    if rng.random() < 0.02:
        return odd(rng)
    if found := place(rng, tree):
        found[0][found[1]] = odd(rng)
    return tree


def remove(rng: Random, tree: Any) -> Any:
    if found := place(rng, tree):
        del found[0][found[1]]
    return tree


def move(rng: Random, tree: Any) -> Any:
    """Put one part in the place of another."""
    if (one := place(rng, tree)) and (other := place(rng, tree)):
        other[0][other[1]] = copy.deepcopy(one[0][one[1]])
    return tree


def add(rng: Random, tree: Any) -> Any:
    found = place(rng, tree)
    inside = found and found[0][found[1]]
    if isinstance(inside, dict):
        inside[rng.choice(KEYS)] = odd(rng)
    elif isinstance(inside, list):
        inside.insert(rng.randint(0, len(inside)), odd(rng))
    return tree


def nest(rng: Random, tree: Any) -> Any:
    if found := place(rng, tree):
        part = found[0][found[1]]
        for _ in range(rng.choice((3, 100, 400))):
            part = {"a": part} if rng.random() < 0.5 else [part]
        found[0][found[1]] = part
    return tree


def edit(rng: Random, tree: Any) -> Any:
    """Damage a text somewhere in the middle."""
    if (found := place(rng, tree)) and isinstance(text := found[0][found[1]], str):
        start = rng.randint(0, len(text))
        found[0][found[1]] = (
            text[:start] + rng.choice(ODD_TEXTS) + text[start + rng.randint(0, 9) :]
        )
    return tree


def of_cells(change: Callable[[Random, list], None]) -> Callable[[Random, Any], Any]:
    def changed(rng: Random, tree: Any) -> Any:
        cells = tree.get("cells") if isinstance(tree, dict) else None
        if isinstance(cells, list) and cells:
            change(rng, cells)
        return tree

    return changed


def repeat(rng: Random, cells: list) -> None:
    cell = rng.choice(cells)
    cells[rng.randint(0, len(cells)) :] = [copy.deepcopy(cell)] * rng.choice((1, 2, 40))


def split(rng: Random, cells: list) -> None:
    """Cut a cell in two, as with Ctrl-Shift-Minus."""
    number = rng.randrange(len(cells))
    cell = cells[number]
    if isinstance(cell, dict) and isinstance(lines := cell.get("source"), list) and lines:
        cut = rng.randint(0, len(lines))
        head, tail = {**cell, "source": lines[:cut]}, {**cell, "source": lines[cut:]}
        cells[number : number + 1] = [head, tail]


TREE = (replace, remove, move, add, nest, edit, of_cells(repeat), of_cells(split))
TREE += (of_cells(lambda rng, cells: rng.shuffle(cells)),)


def cut(rng: Random, data: bytes) -> bytes:
    return data[: rng.randint(0, len(data))]


def flip(rng: Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 20)) if changed else 0):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def insert(rng: Random, data: bytes) -> bytes:
    start = rng.randint(0, len(data))
    more = rng.choice(
        (
            b"\x00",
            b"\xff\xfe",
            b"\xed\xa0\x80",
            b'"',
            b"\\u12",
            b"{",
            b"]",
            b"[" * 5000,
            b"9" * 5000,
        )
    )
    return data[:start] + more + data[start + rng.randint(0, 3) :]


def double(rng: Random, data: bytes) -> bytes:
    start = rng.randint(0, len(data))
    end = min(len(data), start + rng.randint(0, 2000))
    return data[:end] + data[start:end] + data[end:]


BYTES = (cut, flip, insert, double)
