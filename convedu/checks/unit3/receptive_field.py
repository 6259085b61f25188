"""Unit 3: how many input positions one output sees, along one axis."""

import numpy as np

from convedu.checks.cases import Case
from convedu.checks.function import function_check


def _cases(rng: np.random.Generator) -> list[Case]:
    plain, strided, dilated = "kernels", "stride", "dilation"

    def stack(depth: int, strides: tuple[int, int], dilations: tuple[int, int]) -> list[tuple]:
        """Draw different kernels, so that their order tells."""
        kernels = rng.permutation([2, 3, 4, 5, 7])[:depth]
        drawn = kernels, rng.integers(*strides, depth), rng.integers(*dilations, depth)
        return [tuple(map(int, layer)) for layer in zip(*drawn, strict=True)]

    return [
        Case(([(3, 1, 1)],), plain, public=True),
        Case(([(3, 1, 1), (3, 1, 1)],), plain, public=True),
        Case(([(2, 1, 1), (5, 1, 1), (3, 1, 1)],), plain),
        Case(([(3, 2, 1), (3, 2, 1)],), strided, public=True),
        Case(([(7, 2, 1), (3, 3, 1), (5, 1, 1), (2, 2, 1)],), strided),
        Case(([(2, 3, 1), (5, 2, 1), (3, 4, 1)],), strided),
        Case(([(3, 1, 2), (3, 1, 4)],), dilated, public=True),
        Case(([(3, 2, 2), (5, 3, 3), (2, 2, 2)],), dilated),
        Case((stack(3, (1, 2), (2, 5)),), dilated),
        Case((stack(4, (2, 4), (2, 4)),), dilated),
        Case((stack(5, (2, 4), (2, 3)),), dilated),
    ]


@function_check(_cases)
def receptive_field(layers):
    size, jump = 1, 1
    for kernel, stride, dilation in layers:
        size += dilation * (kernel - 1) * jump
        jump *= stride
    return size
