"""Unit 5: TensorFlow's SAME for ResNet's first layer, by hand."""

from convedu import shapes
from convedu.checks.bank import words
from convedu.checks.number import NumberCheck, number

N, K, S = 224, 7, 2
BEFORE, AFTER = shapes.same_padding(N, K, S)
TOTAL = BEFORE + AFTER
SYMMETRIC, _ = shapes.same_padding(N, K, S, style="symmetric")

_WORDS = words(__file__)
_SIZE_KEPT = (N - 1) * S + K - N

tensorflow_same = NumberCheck(
    name="unit5/tensorflow_same",
    hints=_WORDS.hints,
    numbers={
        "answer_before": number(
            BEFORE,
            f"total {TOTAL}, halved and rounded down",
            _WORDS.wrong["answer_before"] | _WORDS.wrong["both"],
            {
                "symmetric": SYMMETRIC,
                "half-cells": TOTAL / 2,
                "size-kept": _SIZE_KEPT // 2,
                "not-halved": TOTAL,
                "all-at-the-end": 0,
            },
        ),
        "answer_after": number(
            AFTER,
            f"total {TOTAL}, less {BEFORE}",
            _WORDS.wrong["answer_after"] | _WORDS.wrong["both"],
            {
                "surplus-in-front": BEFORE,
                "half-cells": TOTAL / 2,
                "windows-for-steps": (TOTAL + S + 1) // 2,
                "size-kept": (_SIZE_KEPT + 1) // 2,
                "not-halved": TOTAL,
                "stride-forgotten": K - 1,
            },
        ),
    },
)
