"""Unit 5: four kinds of border."""

import numpy as np

from convedu import ops
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Bug, Case
from convedu.checks.function import FunctionCheck

MODES = ("zero", "edge", "reflect", "wrap")


def _pictures(rng: np.random.Generator) -> list[Case]:
    ramp = np.arange(1.0, 13.0).reshape(3, 4)
    small = [Case((ramp, 1, mode), mode, public=True) for mode in MODES]
    wider = [Case((ramp, 2, mode), mode, public=mode == "reflect") for mode in MODES]
    drawn = [
        Case((dyadic_rationals(rng, 4, 6), p, mode), mode) for mode in MODES for p in (0, 1, 3)
    ]
    return [*small, *wider, *drawn]


def _pad2d(x, p, mode):
    def source(n):
        i = np.arange(-p, n + p)
        if mode == "edge":
            return np.clip(i, 0, n - 1)
        if mode == "reflect":
            return (n - 1) - abs((n - 1) - abs(i))
        return i % n

    H, W = x.shape
    if mode == "zero":
        out = np.zeros((H + 2 * p, W + 2 * p))
        out[p : p + H, p : p + W] = x
        return out
    return x[source(H)][:, source(W)]


def _otherwise(mode, answer):
    """Return a function that is right but for one mode."""
    return lambda x, p, m: answer(x, p) if m == mode else ops.pad2d(x, p, m)


def _no_corners(x, p, mode):
    right = ops.pad2d(x, p, mode)
    out = np.zeros_like(right)
    (H, W) = x.shape
    out[p : p + H], out[:, p : p + W] = right[p : p + H], right[:, p : p + W]
    return out


def _one_side(x, p, mode):
    return ops.pad2d(x, ((p, 0), (p, 0)), mode)


def _other_side(x, p, mode):
    return ops.pad2d(x, ((0, p), (0, p)), mode)


def _swapped(x, p, mode):
    return ops.pad2d(x, p, {"reflect": "edge", "edge": "reflect"}.get(mode, mode))


def _fills_with_corner(x, p):
    out = np.full((x.shape[0] + 2 * p, x.shape[1] + 2 * p), x[0, 0])
    out[p : p + x.shape[0], p : p + x.shape[1]] = x
    return out


def _by_index(source):
    """Return an answer that looks up, for a side of n pixels, which pixel stands where."""

    def answer(x, p):
        rows, columns = (np.array(source(n, p)) for n in x.shape)
        return x[np.ix_(rows, columns)]

    return answer


def _mirrored_in_front_only(n, p):
    i = np.abs(np.arange(-p, n + p))
    return np.where(i < n, i, 2 * n - 1 - i)


def _written_over(x, p):
    """Fill the border by slices; with p = 0 the slice of the last p is everything."""
    high, wide = x.shape
    out = np.zeros((high + 2 * p, wide + 2 * p))
    out[p : p + high, p : p + wide] = x
    out[:p], out[-p:] = out[p], out[p + high - 1]
    out[:, :p], out[:, -p:] = out[:, p : p + 1], out[:, p + wide - 1 : p + wide]
    return out


def _not_mirrored(x, p):
    rows, columns = ([*range(1, p + 1), *range(n), *range(n - p - 1, n - 1)] for n in x.shape)
    return x[np.ix_(rows, columns)]


def _all_for_none(x, p):
    """Join slices; with p = 0 the slice of the last p is everything."""
    x = np.concatenate([x[-p:], x, x[:p]])
    return np.concatenate([x[:, -p:], x, x[:, :p]], axis=1)


def _middle_from_the_end(x, p, mode):
    out = np.zeros((x.shape[0] + 2 * p, x.shape[1] + 2 * p))
    out[p:-p, p:-p] = x  # refused where p is 0
    return ops.pad2d(x, p, mode)


def _changes(x, p, mode):
    right = ops.pad2d(x, p, mode)
    x[0] = 0
    return right


pad2d = FunctionCheck(
    name="unit5/pad2d",
    reference=_pad2d,
    cases=_pictures,
    shares=dict.fromkeys(MODES, 0.1875) | {"side_effects_and_type": 0.25},
    bugs=(
        Bug(
            "edge-doubled",
            "Your reflection repeats the outermost pixel: 2 1 1 2. Reflect mirrors *at* that "
            "pixel, so it stands there once: 3 2 1 2 3.",
            _otherwise("reflect", lambda x, p: np.pad(x, p, "symmetric")),
        ),
        Bug(
            "edge-doubled-at-the-end",
            "Your reflection is right in front. Behind the picture it repeats the last pixel: "
            "1 2 3 3 2. Mirror *at* that pixel there, too.",
            _otherwise("reflect", _by_index(_mirrored_in_front_only)),
        ),
        Bug(
            "reflect-is-edge",
            "In mode reflect you repeat the nearest pixel; that is edge.",
            _otherwise("reflect", lambda x, p: ops.pad2d(x, p, "edge")),
        ),
        Bug(
            "edge-and-reflect-swapped",
            "Edge and reflect are swapped. Edge repeats the nearest pixel, reflect mirrors.",
            _swapped,
        ),
        Bug(
            "not-mirrored",
            "Your reflection brings the right pixels in their old order: 2 3 1 2 3. A mirror turns "
            "them round: 3 2 1 2 3.",
            _otherwise("reflect", _not_mirrored),
        ),
        Bug(
            "minus-zero-is-all",
            "With p = 0 your wrap doubles the picture: -0 is 0, so `x[-0:]` is all of `x`.",
            _otherwise("wrap", _all_for_none),
        ),
        Bug(
            "minus-zero-is-nothing",
            "With p = 0 your slice `p:-p` is empty, since -0 is 0. Write `p : p + H`.",
            _middle_from_the_end,
        ),
        Bug(
            "wrap-mirrored",
            "Your wrap brings the pixels in mirrored order. What stands left of the picture is "
            "its right end as it is, as if the picture were a ring.",
            _otherwise("wrap", lambda x, p: np.pad(x, p, "wrap")[::-1, ::-1]),
        ),
        Bug(
            "wrap-same-side",
            "Your wrap takes its pixels from the near side. They come from the opposite one.",
            _otherwise("wrap", lambda x, p: ops.pad2d(x, p, "reflect")),
        ),
        Bug(
            "wrap-same-side-unmirrored",
            "Your wrap takes its pixels from the near side. They come from the opposite one.",
            _otherwise("wrap", _by_index(lambda n, p: [*range(p), *range(n), *range(n - p, n)])),
        ),
        Bug(
            "minus-zero-writes-over",
            "With p = 0 your border covers the picture: -0 is 0, so `out[-0:]` is all of `out`.",
            _otherwise("edge", _written_over),
        ),
        Bug(
            "edge-from-one-corner",
            "In mode edge all of the border is the picture's first pixel. Each border pixel "
            "repeats the one nearest to it.",
            _otherwise("edge", _fills_with_corner),
        ),
        *(
            Bug(
                f"{mode}-is-zero",
                f"In mode {mode} your border is zero.",
                _otherwise(mode, lambda x, p: ops.pad2d(x, p, "zero")),
            )
            for mode in MODES[1:]
        ),
        Bug(
            "ones-for-zero",
            "In mode zero your border is filled with ones.",
            _otherwise("zero", lambda x, p: np.pad(x, p, constant_values=1)),
        ),
        Bug(
            "always-zero",
            "Your border is zero in every mode. Look at `mode`.",
            lambda x, p, mode: ops.pad2d(x, p, "zero"),
        ),
        Bug(
            "empty-corners",
            "The four sides are right, the corners are zero. Pad the rows first, then the columns "
            "of what you have, and the corners come by themselves.",
            _no_corners,
        ),
        Bug(
            "rows-only",
            "You pad above and below, and not left and right.",
            lambda x, p, mode: ops.pad2d(x, (p, 0), mode),
        ),
        Bug(
            "columns-only",
            "You pad left and right, and not above and below.",
            lambda x, p, mode: ops.pad2d(x, (0, p), mode),
        ),
        Bug(
            "before-only",
            "You pad above and on the left only. All four sides get p.",
            _one_side,
        ),
        Bug(
            "after-only",
            "You pad below and on the right only. All four sides get p.",
            _other_side,
        ),
        Bug(
            "integers",
            "Your output holds whole numbers only, so fractions are cut off. Make it with "
            "`np.zeros(shape)`, which is floating point.",
            lambda x, p, mode: ops.pad2d(x, p, mode).astype(int),
        ),
        Bug(
            "input-changed",
            "The values are right, but your function writes into `x`, which belongs to its caller.",
            _changes,
        ),
    ),
    hints=(
        "Think of one row first. For each place from -p to n + p - 1: which pixel of the picture "
        "stands there?",
        "With `i = np.arange(-p, n + p)`: edge is `np.clip(i, 0, n - 1)`, wrap is `i % n`. For "
        "reflect, -1 becomes 1, and n becomes n - 2.",
        "Reflect is `(n - 1) - abs((n - 1) - abs(i))`. Then `x[rows][:, columns]`; zero is an "
        "array of zeros with x written into its middle.",
    ),
)
