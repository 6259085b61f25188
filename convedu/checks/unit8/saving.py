"""Unit 8: the saving in numbers."""

from convedu.checks.bank import edited, words
from convedu.checks.number import NumberCheck, number
from convedu.checks.ratio import ratio
from convedu.checks.unit8._bottleneck import WORDS, price

_WORDS = words(__file__, WORDS)

C, MID, K = 256, 64, 3
INCEPTION_IN, INCEPTION_MID, INCEPTION_OUT, INCEPTION_K = 192, 16, 32, 5
"""The widths of the exercise; a test holds the notebook's solution against them."""

DIRECT = K * K * C * C
BOTTLENECK = price(C, MID, K)
INCEPTION_DIRECT = INCEPTION_K**2 * INCEPTION_IN * INCEPTION_OUT
INCEPTION_NARROW = INCEPTION_IN * INCEPTION_MID + INCEPTION_K**2 * INCEPTION_MID * INCEPTION_OUT
TO_TWO_DECIMALS = 0.00501


def _break_even(outer: int = 2 * C) -> int:
    return max(m for m in range(1, C) if outer * m + K * K * m * m < DIRECT)


def _inception(window: int) -> float:
    narrow = INCEPTION_IN * INCEPTION_MID + window * INCEPTION_MID * INCEPTION_OUT
    return window * INCEPTION_IN * INCEPTION_OUT / narrow


BREAK_EVEN = _break_even()
_PRICES = edited(price, WORDS.edits)
del _PRICES["window-forgotten"]  # the same as "middle-only"
_EXACT = (-C + (C * C + K * K * DIRECT) ** 0.5) / (K * K)


saving = NumberCheck(
    name="unit8/saving",
    hints=_WORDS.hints,
    numbers={
        "answer_weights": number(
            BOTTLENECK,
            "256 * 64 + 9 * 64 * 64 + 64 * 256",
            {**{name: WORDS.bugs[name] for name in _PRICES}, **_WORDS.wrong["answer_weights"]},
            {
                "direct": DIRECT,
                **{name: [wrong(C, MID, K) for wrong in some] for name, some in _PRICES.items()},
            },
        ),
        "answer_saving": ratio(
            DIRECT,
            BOTTLENECK,
            "9 * 256 * 256 / answer_weights",
            _WORDS.wrong["answer_saving"],
            {
                "middle-only": DIRECT / (K * K * MID * MID),
                "way-back-forgotten": DIRECT / (BOTTLENECK - C * MID),
                "channels-only": C / MID,
                "biases-counted": (DIRECT + C) / (BOTTLENECK + 2 * MID + C),
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
        "answer_inception": ratio(
            INCEPTION_DIRECT,
            INCEPTION_NARROW,
            "25 * 192 * 32 / (192 * 16 + 25 * 16 * 32)",
            _WORDS.wrong["answer_inception"],
            {
                "1x1-free": INCEPTION_DIRECT / (INCEPTION_K**2 * INCEPTION_MID * INCEPTION_OUT),
                "way-back-added": (
                    INCEPTION_DIRECT / (INCEPTION_NARROW + INCEPTION_OUT * INCEPTION_IN)
                ),
                "5x5-forgotten": INCEPTION_DIRECT / (INCEPTION_IN * INCEPTION_MID),
                "k-not-squared": [_inception(INCEPTION_K), _inception(1)],
                "third-layer-added": (
                    INCEPTION_DIRECT
                    / (
                        INCEPTION_IN * INCEPTION_MID
                        + INCEPTION_K**2 * INCEPTION_MID**2
                        + INCEPTION_MID * INCEPTION_OUT
                    )
                ),
                "k-is-3": _inception(9),
            },
            within=TO_TWO_DECIMALS,
        ),
    },
)
