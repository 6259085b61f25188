"""The networks of Inside a Network: their data, their training, and what is stored of them."""

import subprocess
import sys

import numpy as np
import pytest

from convedu import digits, ops
from convedu.training import backprop, handwriting, inside, inside_training, race

HEADS = inside.HEADS


@pytest.fixture(scope="module")
def unseen():
    _, (images, labels) = race.split(inside.measured()["seed"])
    return images, labels


# ---- what is stored


def test_the_weights_are_those_of_the_four_networks():
    weights = inside.weights()
    assert {name: [a.shape for a in own] for name, own in weights.items()} == {
        name: [a.shape for a in own] for name, own in inside.fresh(0).items()
    }
    assert sum(array.size for own in weights.values() for array in own) == 20_560
    for own in weights.values():
        for array in own:
            assert np.array_equal(array, array.astype(np.float16))


def test_the_stored_accuracies_are_those_of_the_stored_weights(unseen):
    stored = inside.measured()
    found = inside_training.accuracies(inside.weights(), *unseen)
    for place, own in found.items():
        assert own == pytest.approx(stored["digits"][place], abs=0.005)
    assert found["in the middle"]["dense"] > 0.95
    assert found["4 off"]["dense"] < 0.3 < 0.8 < found["4 off"]["global max"]
    assert found["4 off"]["no convolution"] < 0.2
    near, far = (found[place]["taught everywhere"] for place in ("in the middle", "5 off"))
    assert near - far < 0.1


def test_they_read_drawings_in_hands_they_have_not_learned_from():
    rng = np.random.default_rng(77)
    drawn = handwriting.drawings(300, rng, part="testing", vary_pen=False)
    found = inside_training.accuracies(inside.weights(), *drawn)["in the middle"]
    for head in ("dense", "global max", "no convolution"):
        assert found[head] > 0.9


def test_all_four_networks_read_the_digits_to_show(unseen):
    images, labels = unseen
    chosen = inside.measured()["stored"]
    assert labels[chosen].tolist() == [digit for digit in range(10) for _ in range(3)]
    assert len(set(chosen)) == 30
    told = inside.scores(inside.weights(), inside.placed(images[chosen], 0, 0))
    for head in HEADS:
        assert np.array_equal(told[head].argmax(axis=1), labels[chosen])


def test_the_networks_are_made_of_the_courses_layers(unseen):
    weights = inside.weights()
    x = inside.placed(unseen[0][:5], 1, -3).astype(float)
    told = inside.scores(weights, x)
    for picture, dense, greatest in zip(x, told["dense"], told["global max"], strict=True):
        maps = picture
        for name in ("conv1", "conv2"):
            maps = ops.max_pool2d(ops.relu(ops.conv2d(maps, *weights[name])), 2)
        for head, row, out in (
            ("dense", maps.ravel(), dense),
            ("global max", maps.max(axis=(1, 2)), greatest),
        ):
            weight, bias = weights[head]
            np.testing.assert_allclose(weight @ row + bias, out, atol=1e-4)


def test_where_a_digit_stands_is_in_the_cells_and_not_in_the_maxima():
    images, _ = digits.load()
    shifts = np.random.default_rng(0).integers(-5, 6, (2, len(images)))
    maps = inside.last_maps(inside.placed(images, *shifts))

    def error(read):
        x = np.column_stack([read, np.ones(len(read))])
        weight = np.linalg.lstsq(x[:1347], shifts.T[:1347], rcond=None)[0]
        return np.abs(x[1347:] @ weight - shifts.T[1347:]).mean()

    assert error(maps.reshape(len(maps), -1)) < 0.6
    assert error(maps.max(axis=(2, 3))) > 1.8


# ---- training


@pytest.fixture
def few(monkeypatch):
    """Ninety drawings beside four hundred digits."""
    monkeypatch.setattr(inside_training, "DRAWINGS", 90)
    (images, labels), rest = race.split(0)
    monkeypatch.setattr(race, "split", lambda seed: ((images[:400], labels[:400]), rest))


def test_a_short_training_goes_the_right_way_and_is_seeded(few, unseen):
    told = []
    first, again = (inside_training.train(epochs=4, say=told.append) for _ in range(2))
    assert told[:8] == [f"epoch {n} of 4" for n in (1, 2, 3, 4)] * 2
    for name, own in first.items():
        for one, other in zip(own, again[name], strict=True):
            assert np.array_equal(one, other)
    before = inside_training.accuracies(inside.fresh(0), *unseen)
    after = inside_training.accuracies(first, *unseen)
    for head in HEADS:
        place = "5 off" if head == "taught everywhere" else "in the middle"
        assert after[place][head] > before[place][head] + 0.05


def test_the_shared_gradients_are_the_slope_of_both_losses(unseen):
    """A step against them lowers the loss of "dense" plus twice that of "global max"."""
    images, labels = (part[:8] for part in unseen)
    weights = {name: [a.astype(float) for a in own] for name, own in inside.fresh(3).items()}
    for _, bias in weights.values():
        bias += 0.1  # or a ReLU would stand at its bend wherever the picture is black
    x = inside.placed(images, 0, 0).astype(float)

    def loss(times):
        told = inside.scores(weights, x)
        parts = (backprop.cross_entropy(told[head], labels)[0] for head in ("dense", "global max"))
        return np.dot([1, times], list(parts))

    gradients = inside_training._shared_gradients(weights, x, labels)
    names = ["conv1", "conv1", "conv2", "conv2", "dense", "dense", "global max", "global max"]
    arrays = [weights[name][i % 2] for i, name in enumerate(names)]
    for name, array, gradient in zip(names, arrays, gradients, strict=True):
        times = 2 if name.startswith("conv") else 1
        for at in np.random.default_rng(1).permutation(array.size)[:5]:
            index = np.unravel_index(at, array.shape)
            kept = array[index]
            array[index] = kept + 1e-6
            above = loss(times)
            array[index] = kept - 1e-6
            below = loss(times)
            array[index] = kept
            assert gradient[index] == pytest.approx((above - below) / 2e-6, abs=1e-5)


def test_roughened_digits_are_the_same_digits_in_another_hand(unseen):
    images, labels = unseen
    rough = inside_training.roughened(images, np.random.default_rng(4))
    assert rough.shape == images.shape
    assert rough.min() >= 0
    assert rough.max() <= 1
    change = np.abs(rough - images).mean()
    assert 0.02 < change < 0.2
    told = inside.scores(inside.weights(), inside.placed(rough, 0, 0))["dense"]
    assert (told.argmax(axis=1) == labels).mean() > 0.85


def test_digits_are_placed_off_the_middle(unseen):
    images = unseen[0][:3]
    middle, moved = inside.placed(images, 0, 0), inside.placed(images, -2, np.array([0, 3, 5]))
    assert middle.shape == (3, 1, 22, 22)
    assert np.array_equal(middle[:, 0, 7:15, 7:15], images)
    for picture, other, right in zip(middle, moved, (0, 3, 5), strict=True):
        assert np.array_equal(np.roll(picture, (-2, right), axis=(1, 2)), other)


def test_the_command_refuses_what_it_does_not_know():
    command = [sys.executable, "-m", "convedu.training", "outside"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "'outside' is none of: race, inside\n"


# ---- handwriting


def test_a_curve_goes_through_its_points_and_keeps_its_corners():
    points = [(0, 0), (1, 0.2), (1, 0.2), (0.5, 1), (0, 0.4)]
    curve = handwriting.curve(points)
    distances = np.linalg.norm(curve[:, np.newaxis] - np.unique(points, axis=0), axis=2)
    assert distances.min(axis=0) == pytest.approx(0, abs=1e-12)
    assert np.allclose(curve[: np.flatnonzero(curve[:, 0] == 1)[0], 1] * 5, curve[:40, 0])


def test_strokes_fill_the_box_in_height_or_in_width():
    tall = [np.array([[0.4, 0], [0.6, 5]])]
    broad = [np.array([[0, 0], [9, 1]])]
    for strokes, axis, length in ((tall, 1, 32), (broad, 0, 28)):
        [fitted] = handwriting.fit(strokes, pen=2)
        assert np.ptp(fitted[:, axis]) == pytest.approx(length - 4)
        assert fitted.mean(axis=0) == pytest.approx([16, 16])


def test_dots_under_the_pen_are_counted_in_blocks():
    line = np.stack([np.full(200, 16.0), np.linspace(0, 32, 200)], axis=1)
    counts = handwriting.count_dots([line], pen=2)
    assert np.array_equal(counts, np.tile([0, 0, 0, 8, 8, 0, 0, 0], (8, 1)))


def test_the_ways_to_write_for_testing_are_others():
    train, test = (handwriting.ways(part) for part in ("training", "testing"))
    assert len(train) == len(test) == 10
    for own, other in zip(train, test, strict=True):
        assert not [way for way in other if way in own]
