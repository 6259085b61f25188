"""Unit 5: TensorFlow's SAME for ResNet's first layer, by hand."""

from convedu import shapes
from convedu.checks.bank import words
from convedu.checks.number import NumberCheck, WrongTogether, number

N, K, S = 224, 7, 2
BEFORE, AFTER = shapes.same_padding(N, K, S)
TOTAL = BEFORE + AFTER
SYMMETRIC, _ = shapes.same_padding(N, K, S, style="symmetric")

_WORDS = words(__file__)
_SIZE_KEPT = (N - 1) * S + K - N
_STEP_TOO_MANY = TOTAL + S
_WRONG: dict[str, float | tuple[float, ...]] = {
    "half-cells": TOTAL / 2,
    "size-kept": (_SIZE_KEPT // 2, (_SIZE_KEPT + 1) // 2),
    "not-halved": TOTAL,
    "stride-forgotten": K - 1,
}
_TOGETHER = {
    "symmetric": (SYMMETRIC, SYMMETRIC),
    "surplus-in-front": (AFTER, BEFORE),
    "surplus-dropped": (BEFORE, BEFORE),
    "windows-for-steps": (_STEP_TOO_MANY // 2, _STEP_TOO_MANY - _STEP_TOO_MANY // 2),
    "no-padding": (0, 0),
    "all-at-the-end": (0, TOTAL),
    "all-in-front": (TOTAL, 0),
}

tensorflow_same = NumberCheck(
    name="unit5/tensorflow_same",
    hints=_WORDS.hints,
    together=tuple(
        WrongTogether(name, values, _WORDS.wrong["together"][name])
        for name, values in _TOGETHER.items()
    ),
    numbers={
        "answer_before": number(
            BEFORE,
            f"total {TOTAL}, halved and rounded down",
            {**_WORDS.wrong["answer_before"], **_WORDS.wrong["both"]},
            {"none-in-front": 0, **_WRONG},
        ),
        "answer_after": number(
            AFTER,
            f"total {TOTAL}, less {BEFORE}",
            {**_WORDS.wrong["answer_after"], **_WORDS.wrong["both"]},
            {"none-behind": 0, "windows-for-steps": (_STEP_TOO_MANY + 1) // 2, **_WRONG},
        ),
    },
)
