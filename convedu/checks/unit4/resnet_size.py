"""Unit 4: the output size of ResNet's first layer, by hand."""

from math import ceil

from convedu import shapes
from convedu.checks.bank import words
from convedu.checks.number import NumberCheck, number

_WORDS = words(__file__)

N, K, S, P = 224, 7, 2, 3
EXACT = (N + 2 * P - K) / S + 1
SIZE = shapes.output_size(N, K, stride=S, padding=P)

resnet_size = NumberCheck(
    name="unit4/resnet_size",
    hints=_WORDS.hints,
    numbers={
        "answer_exact": number(
            EXACT,
            f"({N} + 2·{P} - {K}) / {S} + 1",
            _WORDS.wrong["answer_exact"],
            {
                "half-missing": SIZE,
                "first-window-forgotten": EXACT - 1,
                "padding-once": (N + P - K) / S + 1,
                "kernel-forgotten": (N + 2 * P) / S,
                "plus-one-before": (N + 2 * P - K + 1) / S + 1,
                "padding-taken-off": (N - 2 * P - K) / S + 1,
                "stride-and-first-window-forgotten": N + 2 * P - K,
                "no-padding": (N - K) / S + 1,
                "stride-forgotten": N + 2 * P - K + 1,
            },
        ),
        "answer_size": number(
            SIZE,
            "rounded down",
            _WORDS.wrong["answer_size"],
            {
                "ceil-for-floor": ceil(EXACT),
                "fraction": EXACT,
                "area": SIZE**2,
                "one-short": SIZE - 1,
                "no-padding": shapes.output_size(N, K, stride=S),
                "stride-forgotten": shapes.output_size(N, K, padding=P),
                "kernel-forgotten": (N + 2 * P) // S,
                "padding-taken-off": shapes.output_size(N - 2 * P, K, stride=S),
            },
        ),
    },
)
