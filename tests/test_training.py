"""Backprop against PyTorch and against differences, training, the data, the stored results."""

import json
from importlib import import_module, resources
from pathlib import Path

import numpy as np
import pytest

from convedu import digits, ops, training
from convedu.training import backprop, inside, race
from convedu.training.networks import Network
from tests import need

RNG = np.random.default_rng(5)
PICTURES = RNG.normal(size=(4, 2, 9, 7))
LAYERS = {
    "conv": (backprop.conv, PICTURES, (RNG.normal(size=(3, 2, 3, 3)), RNG.normal(size=3))),
    "dense": (backprop.dense, RNG.normal(size=(5, 6)), (RNG.normal(size=(4, 6)), np.ones(4))),
    "relu": (backprop.relu, PICTURES, ()),
    "flatten": (backprop.flatten, PICTURES, ()),
    "max_pool": (backprop.max_pool, PICTURES, ()),
    "global_max": (backprop.global_max, PICTURES, ()),
    "global_mean": (backprop.global_mean, PICTURES, ()),
}


def torch_layers(torch):
    f = torch.nn.functional
    return {
        "conv": f.conv2d,
        "dense": f.linear,
        "relu": f.relu,
        "flatten": lambda x: x.flatten(1),
        "max_pool": lambda x: f.max_pool2d(x, 2),
        "global_max": lambda x: x.amax((2, 3)),
        "global_mean": lambda x: x.mean((2, 3)),
    }


@pytest.mark.torch
@pytest.mark.parametrize("name", LAYERS)
def test_each_layer_and_its_way_back_are_torchs(name):
    torch = need.torch()
    layer, *(x, parameters) = LAYERS[name]
    y, back = layer(x, *parameters)
    dy = np.random.default_rng(1).normal(size=y.shape)
    dx, gradients = back(dy)
    given = [torch.tensor(array, requires_grad=True) for array in (x, *parameters)]
    out = torch_layers(torch)[name](*given)
    out.backward(torch.tensor(dy))
    np.testing.assert_allclose(y, out.detach().numpy(), atol=1e-12)
    for ours, theirs in zip((dx, *gradients), given, strict=True):
        np.testing.assert_allclose(ours, theirs.grad.numpy(), atol=1e-12)


@pytest.mark.torch
def test_the_loss_is_torchs():
    torch = need.torch()
    scores, labels = RNG.normal(size=(6, 10)) * 9, np.array([3, 1, 4, 1, 5, 9])
    loss, gradient = backprop.cross_entropy(scores, labels)
    given = torch.tensor(scores, requires_grad=True)
    out = torch.nn.functional.cross_entropy(given, torch.tensor(labels))
    out.backward()
    assert loss == pytest.approx(out.item(), abs=1e-12)
    np.testing.assert_allclose(gradient, given.grad.numpy(), atol=1e-12)


@pytest.mark.torch
def test_adam_takes_torchs_steps():
    torch = need.torch()
    from convedu.training import networks

    ours = np.array([1.0, -2.0, 3.0])
    theirs = torch.tensor(ours, requires_grad=True)
    optimiser = torch.optim.Adam([theirs], lr=0.01)
    adam = networks.Adam([ours])
    for _ in range(19):
        adam.step([ours**3], 0.01)
        optimiser.zero_grad()
        (theirs**4 / 4).sum().backward()
        optimiser.step()
    np.testing.assert_allclose(ours, theirs.detach().numpy(), atol=1e-9)


NETWORKS = [
    Network((2, 3), "global max"),
    Network((2,), "global mean", (5,)),
    Network((3, 2), "flatten", (4,)),
    Network(hidden=(6,)),
]


@pytest.mark.parametrize("network", NETWORKS, ids=repr)
def test_the_gradient_is_the_slope_of_the_loss(network):
    """Each weight, moved a little both ways, changes the loss as backprop says."""
    rng = np.random.default_rng(2)
    x, labels = rng.normal(size=(3, 1, 12, 14)), np.array([0, 7, 2])
    fresh = network.build((12, 14), 4)
    steps = [(layer, tuple(a.astype(float) for a in own)) for layer, own in fresh]

    def loss():
        return backprop.cross_entropy(backprop.forward(steps, x)[0], labels)[0]

    scores, backs = backprop.forward(steps, x)
    gradients, _ = backprop.backward(backs, backprop.cross_entropy(scores, labels)[1])
    for (_, parameters), own in zip(steps, gradients, strict=True):
        for array, gradient in zip(parameters, own, strict=True):
            for at in rng.permutation(array.size)[:8]:
                index = np.unravel_index(at, array.shape)
                kept = array[index]
                array[index] = kept + 1e-6
                above = loss()
                array[index] = kept - 1e-6
                below = loss()
                array[index] = kept
                assert gradient[index] == pytest.approx((above - below) / 2e-6, abs=1e-6)


def test_the_convolution_is_the_courses():
    x, (weight, bias) = PICTURES, LAYERS["conv"][2]
    np.testing.assert_allclose(backprop.conv(x, weight, bias)[0], ops.conv2d(x, weight, bias))
    np.testing.assert_array_equal(backprop.max_pool(x)[0], ops.max_pool2d(x, 2))


def test_the_same_seed_trains_the_same_network_and_another_seed_another():
    data = race.left_right(0)["train"]

    def weights(seed):
        *_, (_, steps) = training.train(NETWORKS[0], data, epochs=1, seed=seed)
        return steps[0][1][0]

    np.testing.assert_array_equal(weights(0), weights(0))
    assert not np.allclose(weights(0), weights(1))


def test_a_run_tells_how_far_it_is():
    data = race.left_right(1)
    told = list(training.run(race.CONTESTANTS["MLP"], data, seed=1, epochs=2))
    overs = [over for over, _ in told]
    assert overs == sorted(overs)
    assert len(told) == 1 + 2 * -(-race.TRAINING // 32)
    assert [over for over, points in told if points] == [0, 1, 2]
    assert told[-1][1]["left"] > told[0][1]["left"] + 0.2, "it has learned something"


# --- the data -------------------------------------------------------------------------------


def test_the_digits():
    images, labels = digits.load()
    assert images.shape == (1797, 8, 8)
    assert (images.min(), images.max(), images.dtype) == (0, 1, np.float32)
    assert np.array_equal(images * 16, np.round(images * 16))
    assert np.bincount(labels).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    nearest = np.array([images[labels == d].mean(axis=0) for d in range(10)])
    distance = ((images[:, np.newaxis] - nearest) ** 2).sum(axis=(2, 3))
    assert (distance.argmin(axis=1) == labels).mean() > 0.85, "labels belong to their pictures"


def test_the_digits_come_with_their_terms():
    folder = resources.files("convedu.digits")
    assert "CC BY 4.0" in folder.joinpath("LICENSES.md").read_text("utf-8")
    assert "BSD 3-Clause" in folder.joinpath("COPYING-scikit-learn.txt").read_text("utf-8")
    assert folder.joinpath("digits.npz").stat().st_size < 60_000


def test_the_right_half_is_the_left_one_moved():
    data = race.left_right(0)
    left, right = data["left"].images, data["right"].images
    np.testing.assert_array_equal(np.roll(left, 14, axis=3), right)
    np.testing.assert_array_equal(data["left"].labels, data["right"].labels)
    assert not left[..., 14:].any()
    assert not data["train"].images[..., 14:].any()
    for images in (left, right):  # two pixels of margin
        assert not images[..., :2, :].any()
        assert not images[..., -2:, :].any()
        assert not images[..., :2].any()
        assert not images[..., -2:].any()


def test_no_picture_is_learned_and_tested():
    images, _ = digits.load()
    (train, _), (test, _) = race.split(2)
    assert len(train) + len(test) == len(images)
    both = sorted(image.tobytes() for image in (*train, *test))
    assert both == sorted(image.tobytes() for image in images)


def test_with_a_wide_margin_moving_changes_nothing_for_the_global_maximum():
    """What the lesson says of the points that the winner loses: they are lost at the border."""
    images, _ = digits.load()
    steps = race.CONTESTANTS["conv + global max"].build((24, 48), 0)
    wide = [race.place(images[:20], (24, 48), [8] * 20, [8 + s] * 20) for s in (0, 24)]
    left, right = (backprop.forward(steps, pictures)[0] for pictures in wide)
    np.testing.assert_allclose(left, right, rtol=1e-5, atol=1e-6)
    narrow = [race.place(images[:20], (14, 28), [3] * 20, [3 + s] * 20) for s in (0, 14)]
    left, right = (backprop.forward(steps, pictures)[0] for pictures in narrow)
    assert np.abs(left - right).max() > 1e-3


# --- what the course says of the race -------------------------------------------------------


@pytest.fixture(scope="module")
def results():
    return training.results()


def test_the_stored_results_are_of_todays_networks(results):
    size = race.left_right(0)["train"].size
    for name, network in race.CONTESTANTS.items():
        assert results["left-right"][name]["parameters"] == network.parameters(size)
    for name, networks in race.EXPERIMENTS.items():
        assert list(results[name]) == list(networks)
        size = race.experiment(name, 0)["train"].size
        for label, network in networks.items():
            assert results[name][label]["parameters"] == network.parameters(size)
    assert results["seeds"] == list(race.SEEDS)
    assert results["command"] == "python -m convedu.training"


def test_a_new_race_runs_as_the_stored_one_did(results):
    """Six epochs of it, and not to the last digit: another machine's BLAS adds otherwise."""
    for name, network in race.CONTESTANTS.items():
        stored = results["left-right"][name]["runs"][0]
        told = [p for _, p in training.run(network, race.left_right(0), seed=0, epochs=6) if p]
        for side in ("left", "right"):
            assert len(stored[side]) == race.EPOCHS + 1
            now = [points[side] for points in told]
            assert now == pytest.approx(stored[side][:7], abs=0.06), (name, side)


def test_the_claims_of_the_lesson_hold_for_every_seed(results):
    def ends(name, side):
        return [run[side][-1] for run in results["left-right"][name]["runs"]]

    assert min(ends("conv + global max", "right")) > 0.8
    for name in ("same conv + dense", "MLP"):
        assert min(ends(name, "left")) > 0.85
        assert max(ends(name, "right")) < 0.2

    def mean(experiment, name):
        return np.mean(results[experiment][name]["test"])

    # Anywhere: the fewest parameters win, but among dense networks the more the better, and as
    # many in another structure do twice as well.
    anywhere = results["anywhere"]
    names = ["MLP, 22 hidden", "MLP, 256 hidden", "MLP, 1024 hidden", "conv + dense"]
    scores = [mean("anywhere", name) for name in (*names, "conv + global mean")]
    assert scores == sorted(scores)
    assert min(anywhere, key=lambda name: anywhere[name]["parameters"]) == "conv + global mean"
    counts = [anywhere[name]["parameters"] for name in ("MLP, 22 hidden", "conv + dense")]
    assert counts[0] == pytest.approx(counts[1], rel=0.01)
    assert 0.4 < scores[0] / scores[3] < 0.6
    assert mean("centred", "MLP, 512 hidden") > mean("centred", "MLP, 8 hidden")
    assert mean("centred", "conv 64 + dense") > mean("centred", "conv 4 + dense")
    assert mean("centred", "conv 8 + global max") < 0.8

    def epochs_needed(head):
        runs = results["dense heads"][head]["runs"]
        return [next(n for n, share in enumerate(run["left"]) if share > 0.85) for run in runs]

    sizes = [head["parameters"] for head in results["dense heads"].values()]
    assert sizes == sorted(sizes, reverse=True)
    smallest, dense = (epochs_needed(head) for head in ("global max, dense 10", "dense 10"))
    assert 1.6 < np.mean(smallest) / np.mean(dense) < 2.4
    for name, head in (
        ("conv + global max", "global max, dense 10"),
        ("same conv + dense", "dense 10"),
    ):
        assert results["left-right"][name] == results["dense heads"][head]


def test_lesson_3_says_at_how_many_places_digits_may_stand(monkeypatch):
    corners = set()

    def place(images, canvas, rows, columns):
        corners.update(zip(rows.tolist(), columns.tolist(), strict=True))
        return images

    monkeypatch.setattr(race, "place", place)
    race.experiment("anywhere", 0)
    lesson = (Path(__file__).parents[1] / "notebooks/03-stacking.ipynb").read_text("utf-8")
    assert f"Digits at any of {len(corners)} places" in lesson
    assert f"at all {(2 * inside.REACH + 1) ** 2} places" in lesson


def test_results_are_written_by_the_command(tmp_path, monkeypatch):
    main = import_module("convedu.training.__main__")
    monkeypatch.setattr(main, "__file__", str(tmp_path / "__main__.py"))
    monkeypatch.setattr(main, "curves", lambda networks: {})
    monkeypatch.setattr(main, "finals", lambda name: {})
    main.measure_race()
    written = json.loads((tmp_path / "results.json").read_text())
    assert list(written) == list(training.results())
