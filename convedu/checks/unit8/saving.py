"""Unit 8: the saving in numbers."""

from convedu.checks.bank import edited
from convedu.checks.number import Wrong, number_check
from convedu.checks.unit8._bottleneck import WORDS, price

C, MID, K = 256, 64, 3
DIRECT = K * K * C * C
BOTTLENECK = price(C, MID, K)
EXACT = (-C + (C * C + K * K * DIRECT) ** 0.5) / (K * K)


def widest(outer: int = 2 * C) -> int:
    """Return the widest middle that saves something, if the 1x1 layers have `outer * m` weights."""
    return max(m for m in range(1, C) if outer * m + K * K * m * m < DIRECT)


_PRICES = tuple(
    Wrong(name, answer(C, MID, K), WORDS.bugs[name])
    for name, answers in edited(price, WORDS.edits).items()
    if name != "window-forgotten"  # the same as "middle-only"
    for answer in answers
)

saving = number_check(__file__, globals(), known={"answer_weights": _PRICES}, shared=WORDS)
