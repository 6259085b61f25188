"""Unit 4: the first layer of ResNet, by hand."""

from math import ceil

from convedu import shapes
from convedu.checks.number import Number, NumberCheck, Wrong

N, K, S, P = 224, 7, 2, 3

EXACT = (N + 2 * P - K) / S + 1
SIZE = shapes.output_size(N, K, stride=S, padding=P)

_COMMON = (
    Wrong(
        "no-padding",
        (N - K) / S + 1,
        "that is without padding. Three cells are added on each side.",
    ),
    Wrong(
        "stride-forgotten",
        N + 2 * P - K + 1,
        "that is the size at stride 1. Divide the free cells by the stride.",
    ),
)

resnet_size = NumberCheck(
    name="unit4/resnet_size",
    numbers={
        "answer_exact": Number(
            EXACT,
            f"({N} + 2·{P} - {K}) / {S} + 1",
            (
                Wrong(
                    "already-rounded",
                    SIZE,
                    "the division leaves a half. Did you round already, or add the 1 before you "
                    "divided?",
                ),
                Wrong(
                    "first-window-forgotten",
                    EXACT - 1,
                    "the 1 at the end is missing: the window at the start needs no step.",
                ),
                Wrong(
                    "padding-once",
                    (N + P - K) / S + 1,
                    "the padding stands on both sides: add 2p.",
                ),
                Wrong(
                    "kernel-forgotten",
                    (N + 2 * P) / S,
                    "the kernel's own cells come off first: the window has to fit.",
                ),
                Wrong(
                    "stride-and-first-window-forgotten",
                    N + 2 * P - K,
                    "these are the free cells behind the first window. Each step uses two of them.",
                ),
                *_COMMON,
            ),
        ),
        "answer_size": Number(
            SIZE,
            "rounded down",
            (
                Wrong(
                    "ceil-for-floor",
                    ceil(EXACT),
                    "you rounded up. Half a step is left over, and half a window does not count.",
                ),
                Wrong(
                    "fraction",
                    EXACT,
                    "there are no half pixels: round down.",
                ),
                Wrong(
                    "one-short",
                    SIZE - 1,
                    "one too few. Is the 1 for the first window there, and the padding counted on "
                    "both sides?",
                ),
                Wrong(
                    "no-padding",
                    shapes.output_size(N, K, stride=S),
                    "that is without padding. Three cells are added on each side.",
                ),
                Wrong(
                    "stride-forgotten",
                    shapes.output_size(N, K, padding=P),
                    "that is the size at stride 1.",
                ),
            ),
        ),
    },
    hints=(
        "How many cells has the padded row, and how many of them are free behind the first window?",
        "The padded row has 224 + 6 cells, the window 7. Every step uses 2 free cells.",
        "(224 + 6 - 7) / 2 + 1 for the first number; the second one is that, rounded down.",
    ),
)
