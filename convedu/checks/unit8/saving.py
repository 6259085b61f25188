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


def _break_even() -> int:
    return max(m for m in range(1, C) if 2 * C * m + K * K * m * m < DIRECT)


BREAK_EVEN = _break_even()


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
                "k-is-3": (
                    9
                    * INCEPTION_IN
                    * INCEPTION_OUT
                    / (INCEPTION_IN * INCEPTION_MID + 9 * INCEPTION_MID * INCEPTION_OUT)
                ),
                "weights-for-ratio": [INCEPTION_DIRECT, INCEPTION_NARROW],
                "rounded": _shorter(INCEPTION_DIRECT / INCEPTION_NARROW),
            },
            within=TO_TWO_DECIMALS,
        ),
    },
)
