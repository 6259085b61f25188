"""Unit 5: add a border of four kinds: zero, edge, reflect or wrap."""

import numpy as np

from convedu import ops
from convedu.checks.bank import bank, with_arguments, words
from convedu.checks.base import dyadic_rationals
from convedu.checks.cases import Case
from convedu.checks.function import FunctionCheck

MODES = ("zero", "edge", "reflect", "wrap")

_WORDS = words(__file__)


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


def _only_in(mode, answer):
    """Return an answer that is right but for one mode."""
    return lambda x, p, m: answer(x, p) if m == mode else _pad2d(x, p, m)


def _numpy(mode, **options):
    return lambda x, p: np.pad(x, p, mode, **options)


def _placed(source):
    """Return a border in which `source(n, p)` lists which pixel of a side stands where."""
    return lambda x, p: x[np.ix_(*(source(n, p) for n in x.shape))]


def _always(mode):
    return lambda x, p, m: _pad2d(x, p, mode)


def _shared(before):
    """Return an answer in which the two sides together get p."""
    return lambda x, p, mode: ops.pad2d(x, ((before(p), p - before(p)),) * 2, mode)


def _sides(*axes, before=True, behind=True):
    """Return an answer that adds the border on some of the four sides only."""

    def answer(x, p, mode):
        rows, columns = ((p * before, p * behind) if axis in axes else (0, 0) for axis in (0, 1))
        return ops.pad2d(x, (rows, columns), mode)

    return answer


def _swapped(one, other):
    """Return an answer that takes each of two modes for the other."""
    return with_arguments(_pad2d, mode=lambda mode: {one: other, other: one}.get(mode, mode))


def _mirrored_in_front_only(n, p):
    i = np.abs(np.arange(-p, n + p))
    return np.where(i < n, i, 2 * n - 1 - i)


def _no_corners(x, p, mode):
    out = _pad2d(x, p, mode)
    is_beside = [(np.arange(n) < p) | (np.arange(n) >= n - p) for n in out.shape]
    out[np.ix_(*is_beside)] = 0
    return out


def _mirrored_behind_only(n, p):
    return (n - 1 - _mirrored_in_front_only(n, p))[::-1]


def _from_one_corner(x, p):
    return np.pad(x, p, constant_values=x[0, 0])


def _written_over(x, p):
    """Fill the border by slices; with p = 0 the slice of the last p is everything."""
    high, wide = x.shape
    out = np.pad(x, p)
    out[:p], out[-p:] = out[p], out[p + high - 1]
    out[:, :p], out[:, -p:] = out[:, p : p + 1], out[:, p + wide - 1 : p + wide]
    return out


def _all_for_none(x, p):
    """Join slices; with p = 0 the slice of the last p is everything."""
    x = np.concatenate([x[-p:], x, x[:p]])
    return np.concatenate([x[:, -p:], x, x[:, :p]], axis=1)


def _middle_from_the_end(x, p, mode):
    np.zeros(_pad2d(x, p, mode).shape)[p:-p, p:-p] = x  # refused where p is 0
    return _pad2d(x, p, mode)


pad2d = FunctionCheck(
    name="unit5/pad2d",
    reference=_pad2d,
    cases=_pictures,
    shares=dict.fromkeys(MODES, 0.1875) | {"side_effects_and_type": 0.25},
    hints=_WORDS.hints,
    bugs=bank(
        _WORDS.bugs,
        {
            "edge-doubled": _only_in("reflect", _numpy("symmetric")),
            "edge-doubled-at-the-end": _only_in("reflect", _placed(_mirrored_in_front_only)),
            "reflect-is-edge": _only_in("reflect", _numpy("edge")),
            "edge-doubled-in-front": _only_in("reflect", _placed(_mirrored_behind_only)),
            "edge-and-reflect-swapped": _swapped("edge", "reflect"),
            "edge-and-wrap-swapped": _swapped("edge", "wrap"),
            "reflect-and-wrap-swapped": _swapped("reflect", "wrap"),
            "not-mirrored": _only_in(
                "reflect",
                _placed(lambda n, p: [*range(1, p + 1), *range(n), *range(n - p - 1, n - 1)]),
            ),
            "minus-zero-is-all": _only_in("wrap", _all_for_none),
            "minus-zero-is-nothing": (
                _middle_from_the_end,
                lambda x, p, mode: (_middle_from_the_end if mode == "zero" else _pad2d)(x, p, mode),
            ),
            "wrap-mirrored": (
                _only_in("wrap", lambda x, p: np.pad(x, p, "wrap")[::-1, ::-1]),
                _only_in(
                    "wrap",
                    _placed(lambda n, p: [*range(n)[::-1][:p], *range(n), *range(n)[:p][::-1]]),
                ),
            ),
            "wrap-same-side": (
                _only_in("wrap", _numpy("reflect")),
                _only_in("wrap", _numpy("symmetric")),
            ),
            "wrap-same-side-unmirrored": _only_in(
                "wrap", _placed(lambda n, p: [*range(p), *range(n), *range(n - p, n)])
            ),
            "minus-zero-writes-over": _only_in("edge", _written_over),
            "edge-from-one-corner": _only_in("edge", _from_one_corner),
            **{f"{mode}-is-zero": _only_in(mode, np.pad) for mode in MODES[1:]},
            "edge-from-one-side": tuple(
                _only_in("edge", _placed(lambda n, p, i=i: [i % n] * p + [*range(n)] + [i % n] * p))
                for i in (0, -1)
            ),
            "zero-is-edge": _only_in("zero", _numpy("edge")),
            "edge-is-reflect": _only_in("edge", _numpy("reflect")),
            "edge-is-wrap": _only_in("edge", _numpy("wrap")),
            "reflect-is-wrap": _only_in("reflect", _numpy("wrap")),
            "wrap-is-edge": _only_in("wrap", _numpy("edge")),
            "wrap-one-short": _only_in(
                "wrap", _placed(lambda n, p: np.arange(-p, n + p) % (n - 1))
            ),
            "wrap-without-the-edge": _only_in(
                "wrap",
                _placed(lambda n, p: [*range(n - p - 1, n - 1), *range(n), *range(1, p + 1)]),
            ),
            "numpys-name-for-zero": np.pad,
            "ones-for-zero": _only_in("zero", _numpy("constant", constant_values=1)),
            "always-zero": with_arguments(_pad2d, mode=lambda mode: "zero"),
            **{f"always-{mode}": _always(mode) for mode in MODES[1:]},
            "p-ignored": (
                with_arguments(_pad2d, p=lambda p: 1),
                with_arguments(_pad2d, p=lambda p: 2),
            ),
            "p-doubled": with_arguments(_pad2d, p=lambda p: 2 * p),
            "p-in-all": (_shared(lambda p: p // 2), _shared(lambda p: (p + 1) // 2)),
            "empty-corners": (
                _no_corners,
                *(
                    _only_in(mode, lambda x, p, mode=mode: _no_corners(x, p, mode))
                    for mode in MODES[1:]
                ),
            ),
            "rows-only": _sides(0),
            "columns-only": _sides(1),
            "before-only": _sides(0, 1, behind=False),
            "after-only": _sides(0, 1, before=False),
        },
    ),
)
