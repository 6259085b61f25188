"""Unit 5: TensorFlow's SAME for ResNet's first layer, by hand."""

from convedu import shapes
from convedu.checks.bank import words
from convedu.checks.number import NumberCheck, WrongTogether, number, wrong_values

N, K, S = 224, 7, 2
BEFORE, AFTER = shapes.same_padding(N, K, S)
TOTAL = BEFORE + AFTER
SYMMETRIC, _ = shapes.same_padding(N, K, S, style="symmetric")
SIZE_KEPT = (N - 1) * S + K - N

_WORDS = words(__file__)
_WRONG = wrong_values(_WORDS, globals())

tensorflow_same = NumberCheck(
    name="unit5/tensorflow_same",
    hints=_WORDS.hints,
    together=tuple(
        WrongTogether(name, tuple(_WRONG["together"][name]), message)
        for name, message in _WORDS.wrong["together"].items()
    ),
    numbers={
        "answer_before": number(
            BEFORE,
            f"total {TOTAL}, halved and rounded down",
            {**_WORDS.wrong["answer_before"], **_WORDS.wrong["both"]},
            {**_WRONG["answer_before"], **_WRONG["both"]},
        ),
        "answer_after": number(
            AFTER,
            f"total {TOTAL}, less {BEFORE}",
            {**_WORDS.wrong["answer_after"], **_WORDS.wrong["both"]},
            {**_WRONG["answer_after"], **_WRONG["both"]},
        ),
    },
)
