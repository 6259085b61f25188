"""A 1x1 layer on the trained network's last maps: what it is, and what lesson 8 says of it."""

import numpy as np
import pytest

from convedu import ops
from convedu.training import inside, reduction


def test_the_maps_are_those_of_the_stored_network():
    _, test = reduction.last_maps()
    assert test.images.shape == (450, 12, 4, 4)
    right = inside.measured()["digits"]["in the middle"]["dense"]
    assert reduction.kept(12).expanded == pytest.approx(right, abs=1e-9)


def test_the_components_are_at_right_angles_and_the_first_hold_the_most():
    all_of_them = reduction.mixtures(12)[..., 0, 0]
    np.testing.assert_allclose(all_of_them @ all_of_them.T, np.eye(12), atol=1e-6)
    assert np.array_equal(reduction.mixtures(4), reduction.mixtures(12)[:4])
    train, _ = reduction.last_maps()
    energies = (np.einsum("mc,ncij->nmij", all_of_them, train.images) ** 2).sum(axis=(0, 2, 3))
    assert (np.diff(energies) <= 0).all()


def test_no_other_four_mixtures_keep_more_of_the_maps():
    train, _ = reduction.last_maps()
    drawn, _ = np.linalg.qr(np.random.default_rng(5).normal(size=(12, 4)))

    def lost(mixtures):
        again = mixtures.T @ mixtures
        return np.sum((train.images - np.einsum("dc,ncij->ndij", again, train.images)) ** 2)

    assert lost(reduction.mixtures(4)[..., 0, 0]) < 0.6 * lost(drawn.T)


def test_one_digit_through_the_layer_is_a_convolution():
    _, test = reduction.last_maps()
    found = ops.conv2d(test.images[0].astype(float), reduction.mixtures(4))
    by_hand = np.tensordot(reduction.mixtures(4)[..., 0, 0], test.images[0], 1)
    np.testing.assert_allclose(found, by_hand, atol=1e-6)


def test_four_channels_are_enough_for_a_dense_layer_that_learns_anew_and_for_no_other():
    assert reduction.kept(4).relearned > reduction.kept(12).expanded - 0.01
    assert reduction.kept(4).expanded < 0.4
    assert reduction.kept(1).relearned == pytest.approx(0.82, abs=0.01)
    assert reduction.kept(12).expanded == pytest.approx(0.97, abs=0.005)


@pytest.mark.parametrize("count", [0, 13])
def test_a_count_that_cannot_be_is_refused(count):
    with pytest.raises(ValueError, match=f"count is {count}, expected 1 to 12"):
        reduction.mixtures(count)
