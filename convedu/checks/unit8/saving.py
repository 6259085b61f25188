"""Unit 8: the saving in numbers."""

from convedu.checks.bank import edited
from convedu.checks.number import Number, Wrong, number_check
from convedu.checks.ratio import ratio
from convedu.checks.unit8._bottleneck import WORDS, price

C, MID, K = 256, 64, 3
DIRECT = K * K * C * C
BOTTLENECK = price(C, MID, K)
EXACT = (-C + (C * C + K * K * DIRECT) ** 0.5) / (K * K)
TO_TWO_DECIMALS = 0.00501


def widest(outer: int = 2 * C) -> int:
    """Return the widest middle that saves something, if the 1x1 layers have `outer * m` weights."""
    return max(m for m in range(1, C) if outer * m + K * K * m * m < DIRECT)


_PRICES = tuple(
    Wrong(name, answer(C, MID, K), WORDS.bugs[name])
    for name, answers in edited(price, WORDS.edits).items()
    if name != "window-forgotten"  # the same as "middle-only"
    for answer in answers
)

saving = number_check(
    __file__,
    globals(),
    {
        "answer_weights": Number(BOTTLENECK, "256 * 64 + 9 * 64 * 64 + 64 * 256", _PRICES),
        "answer_saving": ratio(
            DIRECT, BOTTLENECK, "9 * 256 * 256 / answer_weights", within=TO_TWO_DECIMALS
        ),
        "answer_widest": Number(
            widest(), "max(m for m in range(256) if 512 * m + 9 * m * m < 9 * 256 * 256)"
        ),
        "answer_inception": ratio(
            25 * 192 * 32,
            192 * 16 + 25 * 16 * 32,
            "25 * 192 * 32 / (192 * 16 + 25 * 16 * 32)",
            within=TO_TWO_DECIMALS,
        ),
    },
    shared=WORDS,
)
