"""What crosses the wall: values arrive as they were, and nothing else arrives."""

import json
import socket
import struct
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convedu.grading.sandbox.jailed import codec, framing
from convedu.grading.sandbox.time_budget import TimeBudget

VALUES = [
    None,
    True,
    -3,
    2**80,
    -(2**63),
    0.1,
    float("inf"),
    1 - 2j,
    "é\udcff",
    [1, [2.5, None]],
    (1, (2,), []),
    {"a": [1], "": {}},
    np.arange(6.0).reshape(2, 3),
    np.arange(6.0).reshape(2, 3).T,
    np.zeros((0, 4)),
    np.array(7, dtype=np.uint8),
    np.array([[True, False]]),
    np.array([1 + 2j], dtype=np.complex64),
    np.arange(4, dtype=">i2"),
    np.arange(10)[::-2],
    np.float32(2.5),
    np.bool_(True),
    [np.ones(2), {"w": np.zeros(1)}],
]


def there_and_back(value):
    body = bytearray()
    tree = json.loads(json.dumps(codec.encode(value, body)))
    return codec.decode(tree, BytesIO(body))


def alike(one, other):
    if isinstance(one, np.ndarray | np.generic):
        same = one.dtype == other.dtype and one.shape == other.shape
        return type(one) is type(other) and same and np.array_equal(one, other)
    if isinstance(one, list | tuple):
        return type(one) is type(other) and len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(alike(one[key], other[key]) for key in one)
    return type(one) is type(other) and one == other


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_arrives_as_it_was(value):
    assert alike(value, there_and_back(value))


def test_what_arrives_shares_no_memory_and_can_be_written():
    array = there_and_back(np.ones(3))
    array[0] = 5
    assert array[0] == 5


class Liar(np.ndarray):
    def __eq__(self, other):
        return True


class Three(int):
    def __eq__(self, other):
        return True

    __hash__ = None


@pytest.mark.parametrize(
    ("value", "kind"),
    [(np.ones(2).view(Liar), np.ndarray), (Three(3), int), (type("L", (list,), {})([1]), list)],
)
def test_subclasses_are_reduced_to_base_types(value, kind):
    assert type(there_and_back(value)) is kind


@pytest.mark.parametrize(
    "value",
    [object(), {1}, b"x", lambda: 1, np.array([object()]), np.array(["a"]), {1: 2}, range(3)],
    ids=repr,
)
def test_anything_else_is_foreign(value):
    with pytest.raises(codec.ForeignError):
        codec.encode(value, bytearray())


@pytest.mark.parametrize(
    "value", [np.zeros(5_000_000), [0] * 300_000, "x" * 1_000_000, 1 << 20_000], ids=type
)
def test_too_much_is_refused(value):
    with pytest.raises(codec.TooLargeError):
        codec.encode(value, bytearray())


FORGED = [
    ({"array": ["|O8", [1]]}, bytes(8)),
    ({"array": ["<f8", [2]]}, bytes(8)),
    ({"array": ["<f8", [-1]]}, bytes(8)),
    ({"array": ["<f8", [10**12, 0]]}, b""),
    ({"array": ["<f8", [1]]}, b""),
    ({"array": ["<f8", [2**30, 2**30]]}, bytes(8)),
    ({"array": ["<f3", [1]]}, bytes(3)),
    ({"array": ["<M8[s]", [1]]}, bytes(8)),
    ({"array": "<f8"}, bytes(8)),
    ({"scalar": ["<f8", [1]]}, bytes(8)),
    ({"array": ["<f8", [True]]}, bytes(8)),
    ({"int": "0x" + "f" * 5000}, b""),
    ({"int": "12"}, b""),
    ({"complex": [1, "2"]}, b""),
    ({"complex": [1]}, b""),
    ({"complex": [10**400, 1]}, b""),
    ({"dict": [["a"]]}, b""),
    ({"dict": [[1, 2]]}, b""),
    ({"list": "abc"}, b""),
    ({"value": [1]}, b""),
    ({"__class__": [1]}, b""),
    ({"list": [1], "tuple": [1]}, b""),
    ([1], b""),
    ({}, b""),
]


@pytest.mark.parametrize(("tree", "body"), FORGED, ids=lambda part: str(part)[:40])
def test_a_forged_tree_is_refused(tree, body):
    with pytest.raises(codec.WireError):
        codec.decode(tree, BytesIO(body))


def test_bytes_of_a_truth_value_are_true_or_false():
    forged = codec.decode({"array": ["|b1", [3]]}, BytesIO(b"\x00\x01\x02"))
    assert forged.view(np.uint8).tolist() == [0, 1, 1]


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
TAGS = st.sampled_from(["array", "scalar", "list", "tuple", "dict", "int", "complex", "x"])
TREES = st.recursive(
    LEAVES | st.sampled_from(["<f8", "|b1", "0x1f"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TAGS, inner, max_size=2),
)


@given(TREES, st.binary(max_size=32))
def test_whatever_comes_is_a_value_or_refused(tree, body):
    try:
        value = codec.decode(tree, BytesIO(body))
    except codec.WireError:
        return
    codec.encode(value, bytearray())  # it is made of base types


@pytest.fixture
def pair():
    one, other = socket.socketpair()
    with one, other:
        yield one, other


def test_a_frame_arrives(pair):
    framing.send(pair[0], {"id": 1}, b"abc")
    header, body = framing.receive(pair[1])
    assert (header, body.read()) == ({"id": 1}, b"abc")


@pytest.mark.parametrize(
    "sent",
    [
        struct.pack("!II", 2**31, 0),
        struct.pack("!II", 2, 2**31),
        struct.pack("!II", 2, 0) + b"{}more",
        struct.pack("!II", 4, 0) + b"null",
        struct.pack("!II", 3, 0) + b"\xff\xff\xff",
        struct.pack("!II", 200_000, 0) + b"[" * 200_000,
    ],
    ids=lambda sent: str(sent[:24]),
)
def test_what_is_no_frame_is_refused(pair, sent):
    pair[0].sendall(sent)
    with pytest.raises(codec.WireError):
        framing.receive(pair[1], left=lambda: 10.0)


def test_half_a_frame_ends_with_the_connection_or_the_time(pair):
    pair[0].sendall(struct.pack("!II", 100, 0) + b"{")
    with pytest.raises(TimeoutError), TimeBudget(0.05).running(lambda: 0.0) as left:
        framing.receive(pair[1], left=left)
    pair[0].close()
    with pytest.raises(EOFError):
        framing.receive(pair[1], left=lambda: 10.0)
