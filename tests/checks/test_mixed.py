"""Two mistakes at once are both named; what is none of the known ones is left alone."""

import numpy as np
import pytest

from convedu import ops
from convedu.checks import unit2, unit3, unit6, unit7
from convedu.checks.agreement import Finding
from convedu.checks.bank import edited
from convedu.checks.bug_pairs import pairs
from convedu.checks.call_recorder import Observation
from convedu.checks.cases import Bug, Case
from convedu.checks.diagnosis import Diagnosis


@pytest.fixture(autouse=True)
def no_record(monkeypatch):
    monkeypatch.setenv("CONVEDU_PROGRESS", "off")


def _turned_without_bias(x, w, b):
    return ops.conv2d(x, w[..., ::-1, ::-1])


def _turned_first_bias(x, w, b):
    return ops.conv2d(x, w[..., ::-1, ::-1], np.repeat(b[:1], len(b)))


def _flattened_wrongly_without_bias(x, params):
    features = np.maximum(ops.conv2d(x, params["conv_w"], params["conv_b"]), 0)
    return params["dense_w"] @ ops.max_pool2d(features, 2).transpose(1, 2, 0).ravel()


def _one_border_and_no_groups(in_shape, cout, k, stride, padding, groups):
    c, *sides = in_shape
    rows, columns = ((n + padding - k) // stride + 1 for n in sides)
    return k * k * c * cout * rows * columns


def _flat_and_everywhere(in_shape, cout, k, stride, bias):
    rows, columns = (n - k + 1 for n in in_shape[1:])
    return rows * columns * cout * (k * k + bias)


@pytest.mark.parametrize("seed", ["0", "7"])
@pytest.mark.parametrize(
    ("check", "answer", "names"),
    [
        (unit2.conv_multi, _turned_without_bias, {"bias-forgotten", "flipped-kernel"}),
        (unit2.conv_multi, _turned_first_bias, {"other-bias", "flipped-kernel"}),
        (
            unit3.tiny_cnn_forward,
            _flattened_wrongly_without_bias,
            {"dense-bias-forgotten", "flattened-in-another-order"},
        ),
        (unit6.conv_macs, _one_border_and_no_groups, {"padding-once", "groups-ignored"}),
        (
            unit7.locally_connected_params,
            _flat_and_everywhere,
            {"depth-forgotten", "stride-ignored"},
        ),
    ],
)
def test_both_mistakes_are_named(check, answer, names, seed, monkeypatch):
    monkeypatch.setenv("CONVEDU_SEED", seed)
    verdict = check(answer)
    assert set(verdict.misconception.split(" + ")) == names
    says = {bug.name: bug.message for bug in check.bugs}
    assert all(says[name] in verdict.message for name in names)
    assert verdict.message.startswith("This looks like two mistakes.")


@pytest.mark.parametrize(
    ("check", "answer"),
    [
        (unit2.conv_multi, lambda x, w, b: ops.conv2d(x, w, b) ** 2),
        (unit3.relu, lambda x: np.maximum(x, 0.5)),
        (unit3.receptive_field, lambda layers: 2 + sum(k for k, _, _ in layers) ** 2),
        (unit6.conv_macs, lambda s, o, k, *more: 7 * s[0] * o * k * s[1] + s[2]),
    ],
)
def test_what_nobody_foresaw_is_not_explained(check, answer):
    verdict = check(answer)
    assert verdict.misconception is None
    assert verdict.message.startswith("Not the right value")
    assert verdict.message.endswith("Work one number out by hand and compare.")


def test_one_mistake_stays_one():
    for check in (unit2.conv_multi, unit3.max_pool2d):
        for bug in check.bugs:
            assert check(bug.answer).misconception == bug.name


def _shrunk(x, n):
    return 2 * x[: len(x) - n] + 1


EDITS = {"one-more": ["n] -> n + 1]"], "doubled": ["2 * -> 4 *"], "without-one": ["+ 1 -> + 0"]}
BUGS = [Bug(name, name, answer) for name, some in edited(_shrunk, EDITS).items() for answer in some]


def _pairs_that_give(value):
    """Return by name the answers of the pairs of mistakes that give this for [1, 2, 3] and 1."""
    case = Case((np.array([1.0, 2, 3]), 1))
    finding = Finding(case, Observation(np.array(value)), Diagnosis("values", ""))
    return {bug.name: bug.answer for bug in pairs(finding, _shrunk, BUGS)}


def test_two_edits_are_made_together():
    assert list(_pairs_that_give([4.0, 8])) == ["doubled + without-one"]
    (both,) = _pairs_that_give([4.0, 8]).values()
    assert both(np.array([5.0, 6]), 1).tolist() == [20]
    assert list(_pairs_that_give([5.0, 9, 13])) == ["one-more + doubled"], "in a larger result"


def test_a_result_may_be_changed_too():
    (both,) = _pairs_that_give([[5.0, 9]]).values()
    assert both(np.array([5.0, 6]), 1).tolist() == [[21]]
    assert list(_pairs_that_give([[5.0, 9]])) == ["doubled + axis-too-many"]


def test_what_no_two_give_has_no_name():
    assert _pairs_that_give([3.0, 5.5]) == {}
