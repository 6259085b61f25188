"""Unit 8: the saving in numbers."""

from convedu.checks.bank import edited, words
from convedu.checks.number import NumberCheck, number, wrong_values
from convedu.checks.ratio import ratio
from convedu.checks.unit8._bottleneck import WORDS, price

_WORDS = words(__file__, WORDS)

C, MID, K = 256, 64, 3
DIRECT = K * K * C * C
BOTTLENECK = price(C, MID, K)
EXACT = (-C + (C * C + K * K * DIRECT) ** 0.5) / (K * K)
TO_TWO_DECIMALS = 0.00501


def widest(outer: int = 2 * C) -> int:
    """Return the widest middle that saves something, if the 1x1 layers have `outer * m` weights."""
    return max(m for m in range(1, C) if outer * m + K * K * m * m < DIRECT)


_PRICES = edited(price, WORDS.edits)
del _PRICES["window-forgotten"]  # the same as "middle-only"
_WRONG = wrong_values(_WORDS, globals())
_WRONG["answer_weights"] |= {name: [of(C, MID, K) for of in some] for name, some in _PRICES.items()}

saving = NumberCheck(
    name="unit8/saving",
    hints=_WORDS.hints,
    numbers={
        "answer_weights": number(
            BOTTLENECK,
            "256 * 64 + 9 * 64 * 64 + 64 * 256",
            {name: WORDS.bugs[name] for name in _PRICES} | _WORDS.wrong["answer_weights"],
            _WRONG["answer_weights"],
        ),
        "answer_saving": ratio(
            DIRECT,
            BOTTLENECK,
            "9 * 256 * 256 / answer_weights",
            _WORDS.wrong["answer_saving"],
            _WRONG["answer_saving"],
            within=TO_TWO_DECIMALS,
        ),
        "answer_widest": number(
            widest(),
            "max(m for m in range(256) if 512 * m + 9 * m * m < 9 * 256 * 256)",
            _WORDS.wrong["answer_widest"],
            _WRONG["answer_widest"],
        ),
        "answer_inception": ratio(
            25 * 192 * 32,
            192 * 16 + 25 * 16 * 32,
            "25 * 192 * 32 / (192 * 16 + 25 * 16 * 32)",
            _WORDS.wrong["answer_inception"],
            _WRONG["answer_inception"],
            within=TO_TWO_DECIMALS,
        ),
    },
)
