"""Unit 5: TensorFlow's SAME for ResNet's first layer, by hand."""

from convedu import shapes
from convedu.checks.number import Number, NumberCheck, Wrong

N, K, S = 224, 7, 2
BEFORE, AFTER = shapes.same_padding(N, K, S)
SYMMETRIC, _ = shapes.same_padding(N, K, S, style="symmetric")


def _miscounted(side: int) -> tuple[Wrong, ...]:
    """Return what a side gets by two wrong totals: a step too many, and size kept at stride 2."""
    totals = {"windows-for-steps": BEFORE + AFTER + S, "size-kept": (N - 1) * S + K - N}
    says = {
        "windows-for-steps": "that is a step too many: the last of 112 windows begins 111 steps "
        "after the first.",
        "size-kept": "that keeps 224 windows. SAME at stride 2 wants half as many.",
    }
    halves = {name: (total // 2, total - total // 2) for name, total in totals.items()}
    return tuple(
        Wrong(name, both[side], says[name])
        for name, both in halves.items()
        if both[side] != SYMMETRIC  # which is likelier where it is the same number
    )


tensorflow_same = NumberCheck(
    name="unit5/tensorflow_same",
    numbers={
        "answer_before": Number(
            BEFORE,
            f"total {BEFORE + AFTER}, halved and rounded down",
            (
                Wrong(
                    "symmetric",
                    SYMMETRIC,
                    "that is symmetric padding, as PyTorch's ResNet has it; or the surplus stands "
                    "in front. TensorFlow puts it at the end.",
                ),
                Wrong(
                    "half-cells",
                    (BEFORE + AFTER) / 2,
                    "there are no half cells. Which side gets the surplus?",
                ),
                *_miscounted(0),
                Wrong("not-halved", BEFORE + AFTER, "that is the total. Two sides share it."),
                Wrong("all-at-the-end", 0, "half of the padding, rounded down, comes first."),
            ),
        ),
        "answer_after": Number(
            AFTER,
            f"total {BEFORE + AFTER}, less {BEFORE}",
            (
                Wrong(
                    "surplus-in-front",
                    BEFORE,
                    "the total is odd, and the surplus goes to the end.",
                ),
                Wrong(
                    "half-cells",
                    (BEFORE + AFTER) / 2,
                    "there are no half cells. Which side gets the surplus?",
                ),
                *_miscounted(1),
                Wrong(
                    "not-halved",
                    BEFORE + AFTER,
                    "that is the total. Two sides share it.",
                ),
                Wrong(
                    "stride-forgotten",
                    K - 1,
                    "k - 1 is the total at stride 1. At stride 2 the last window begins earlier.",
                ),
            ),
        ),
    },
    hints=(
        "SAME at stride 2 wants 224 / 2 = 112 windows.",
        "The last of 112 windows begins 111 · 2 cells after the first and is 7 long. How many "
        "cells is that in all?",
        "111 · 2 + 7 cells are read, and 224 are there. Two sides share what is missing; of an odd "
        "number the end gets one more.",
    ),
)
