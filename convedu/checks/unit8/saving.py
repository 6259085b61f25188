"""Unit 8: the saving in numbers."""

from convedu.checks.bank import words
from convedu.checks.number import NumberCheck, number

_WORDS = words(__file__)

C, MID, K = 256, 64, 3
INCEPTION_IN, INCEPTION_MID, INCEPTION_OUT, INCEPTION_K = 192, 16, 32, 5
"""The widths of the exercise; a test holds the notebook's solution against them."""

DIRECT = K * K * C * C
BOTTLENECK = 2 * C * MID + K * K * MID * MID
INCEPTION_DIRECT = INCEPTION_K**2 * INCEPTION_IN * INCEPTION_OUT
INCEPTION_NARROW = INCEPTION_IN * INCEPTION_MID + INCEPTION_K**2 * INCEPTION_MID * INCEPTION_OUT
TO_TWO_DECIMALS = 0.00501


def _break_even(outer: int = 2 * C) -> int:
    return max(m for m in range(1, C) if outer * m + K * K * m * m < DIRECT)


def _inception(window: int) -> float:
    narrow = INCEPTION_IN * INCEPTION_MID + window * INCEPTION_MID * INCEPTION_OUT
    return window * INCEPTION_IN * INCEPTION_OUT / narrow


def _per_cent(left: float) -> list[float]:
    """Return the ways to say in per cent, or as a share, what is left and what is saved."""
    shares = left, 1 - left
    return [100 * share for share in shares] + [1 - left, 100 / left]


BREAK_EVEN = _break_even()
_EXACT = (-C + (C * C + K * K * DIRECT) ** 0.5) / (K * K)


def _shorter(ratio: float) -> list[float]:
    """Return what remains of a ratio when too many decimals are cut off."""
    return [*dict.fromkeys((round(ratio, 1), float(round(ratio)), float(int(ratio))))]


saving = NumberCheck(
    name="unit8/saving",
    hints=_WORDS.hints,
    numbers={
        "answer_weights": number(
            BOTTLENECK,
            "256 * 64 + 9 * 64 * 64 + 64 * 256",
            _WORDS.wrong["answer_weights"],
            {
                "way-back-forgotten": BOTTLENECK - C * MID,
                "middle-only": K * K * MID * MID,
                "direct": DIRECT,
                "biases-counted": BOTTLENECK + 2 * MID + C,
                "k-not-squared": 2 * C * MID + K * MID * MID,
                "middle-reads-all": 2 * C * MID + K * K * C * MID,
                "every-layer-k": K * K * (2 * C * MID + MID * MID),
                "outer-only": 2 * C * MID,
                "one-kernel-a-channel": 2 * C * MID + K * K * MID,
                "middle-wide": 2 * C * MID + DIRECT,
            },
        ),
        "answer_saving": number(
            DIRECT / BOTTLENECK,
            "9 * 256 * 256 / answer_weights",
            _WORDS.wrong["answer_saving"],
            {
                "inverted": BOTTLENECK / DIRECT,
                "middle-only": DIRECT / (K * K * MID * MID),
                "way-back-forgotten": DIRECT / (BOTTLENECK - C * MID),
                "difference": DIRECT - BOTTLENECK,
                "channels-only": C / MID,
                "how-many-more": DIRECT / BOTTLENECK - 1,
                "per-cent": _per_cent(BOTTLENECK / DIRECT),
                "biases-counted": (DIRECT + C) / (BOTTLENECK + 2 * MID + C),
                "count-for-ratio": [DIRECT, BOTTLENECK],
                "rounded": _shorter(DIRECT / BOTTLENECK),
            },
            within=TO_TWO_DECIMALS,
        ),
        "answer_widest": number(
            BREAK_EVEN,
            "max(m for m in range(256) if 512 * m + 9 * m * m < 9 * 256 * 256)",
            _WORDS.wrong["answer_widest"],
            {
                "first-that-fails": BREAK_EVEN + 1,
                "any-narrowing": C - 1,
                "no-narrowing": C,
                "half": C // 2,
                "one-too-few": BREAK_EVEN - 1,
                "the-one-given": MID,
                "one-1x1-forgotten": [_break_even(C), _break_even(C) + 1],
                "not-rounded-down": [_EXACT, *(round(_EXACT, places) for places in range(1, 5))],
            },
        ),
        "answer_inception": number(
            INCEPTION_DIRECT / INCEPTION_NARROW,
            "25 * 192 * 32 / (192 * 16 + 25 * 16 * 32)",
            _WORDS.wrong["answer_inception"],
            {
                "inverted": INCEPTION_NARROW / INCEPTION_DIRECT,
                "1x1-free": INCEPTION_DIRECT / (INCEPTION_K**2 * INCEPTION_MID * INCEPTION_OUT),
                "way-back-added": (
                    INCEPTION_DIRECT / (INCEPTION_NARROW + INCEPTION_OUT * INCEPTION_IN)
                ),
                "5x5-forgotten": INCEPTION_DIRECT / (INCEPTION_IN * INCEPTION_MID),
                "how-many-more": INCEPTION_DIRECT / INCEPTION_NARROW - 1,
                "per-cent": _per_cent(INCEPTION_NARROW / INCEPTION_DIRECT),
                "difference": INCEPTION_DIRECT - INCEPTION_NARROW,
                "k-not-squared": _inception(INCEPTION_K),
                "third-layer-added": (
                    INCEPTION_DIRECT
                    / (
                        INCEPTION_IN * INCEPTION_MID
                        + INCEPTION_K**2 * INCEPTION_MID**2
                        + INCEPTION_MID * INCEPTION_OUT
                    )
                ),
                "k-is-3": _inception(9),
                "weights-for-ratio": [INCEPTION_DIRECT, INCEPTION_NARROW],
                "rounded": _shorter(INCEPTION_DIRECT / INCEPTION_NARROW),
            },
            within=TO_TWO_DECIMALS,
        ),
    },
)
