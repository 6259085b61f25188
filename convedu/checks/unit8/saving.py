"""Unit 8: the saving in numbers."""

from convedu.checks.number import Number, NumberCheck, Wrong

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


def _rounded(ratio: float) -> tuple[Wrong, ...]:
    """Return what remains of a right ratio when too many decimals are cut off."""
    says = "the right way; keep two decimals."
    shorter = dict.fromkeys((round(ratio, 1), float(round(ratio)), float(int(ratio))))
    return tuple(Wrong("rounded", value, says) for value in shorter)


saving = NumberCheck(
    name="unit8/saving",
    numbers={
        "answer_weights": Number(
            BOTTLENECK,
            "256 * 64 + 9 * 64 * 64 + 64 * 256",
            (
                Wrong(
                    "way-back-forgotten",
                    BOTTLENECK - C * MID,
                    "the last 1x1, from 64 back to 256, is missing.",
                ),
                Wrong("middle-only", K * K * MID * MID, "the two 1x1 layers are missing."),
                Wrong("direct", DIRECT, "this is the 3x3 without a bottleneck."),
                Wrong(
                    "biases-counted",
                    BOTTLENECK + 2 * MID + C,
                    "you counted the biases; here only weights are asked for.",
                ),
                Wrong(
                    "k-not-squared",
                    2 * C * MID + K * MID * MID,
                    "a 3x3 window has nine places, not three.",
                ),
                Wrong(
                    "middle-reads-all",
                    2 * C * MID + K * K * C * MID,
                    "your 3x3 reads 256 channels; the first 1x1 leaves it 64.",
                ),
                Wrong(
                    "every-layer-k",
                    K * K * (2 * C * MID + MID * MID),
                    "all your layers are 3x3. The first and the last are 1x1.",
                ),
            ),
        ),
        "answer_saving": Number(
            DIRECT / BOTTLENECK,
            "9 * 256 * 256 / answer_weights",
            (
                Wrong("inverted", BOTTLENECK / DIRECT, "you divided the other way round."),
                Wrong(
                    "middle-only",
                    DIRECT / (K * K * MID * MID),
                    "the two 1x1 layers are missing below the line.",
                ),
                Wrong(
                    "way-back-forgotten",
                    DIRECT / (BOTTLENECK - C * MID),
                    "the last 1x1 is missing below the line.",
                ),
                Wrong("difference", DIRECT - BOTTLENECK, "you subtracted: divide."),
                Wrong(
                    "channels-only",
                    C / MID,
                    "the middle is four times as narrow, but weights do not shrink in step.",
                ),
                *_rounded(DIRECT / BOTTLENECK),
            ),
            within=TO_TWO_DECIMALS,
        ),
        "answer_widest": Number(
            BREAK_EVEN,
            "max(m for m in range(256) if 512 * m + 9 * m * m < 9 * 256 * 256)",
            (
                Wrong(
                    "first-that-fails",
                    BREAK_EVEN + 1,
                    "this one already costs more than the plain 3x3. One less.",
                ),
                Wrong(
                    "any-narrowing",
                    C - 1,
                    "the two 1x1 layers cost something, too: at 255 they eat up the saving.",
                ),
                Wrong(
                    "no-narrowing",
                    C,
                    "this middle is as wide as the outside: the plain 3x3, and two 1x1 on top.",
                ),
                Wrong("half", C // 2, "half is well below the limit; try wider ones."),
            ),
        ),
        "answer_inception": Number(
            INCEPTION_DIRECT / INCEPTION_NARROW,
            "25 * 192 * 32 / (192 * 16 + 25 * 16 * 32)",
            (
                Wrong("inverted", INCEPTION_NARROW / INCEPTION_DIRECT, "divide the other way."),
                Wrong(
                    "1x1-free",
                    INCEPTION_DIRECT / (INCEPTION_K**2 * INCEPTION_MID * INCEPTION_OUT),
                    "the 1x1 from 192 to 16 is missing below the line.",
                ),
                Wrong(
                    "way-back-added",
                    INCEPTION_DIRECT / (INCEPTION_NARROW + INCEPTION_OUT * INCEPTION_IN),
                    "here nothing leads back to 192: the 5x5 writes the branch's 32 channels.",
                ),
                Wrong(
                    "k-is-3",
                    9
                    * INCEPTION_IN
                    * INCEPTION_OUT
                    / (INCEPTION_IN * INCEPTION_MID + 9 * INCEPTION_MID * INCEPTION_OUT),
                    "this branch has a 5x5 window: 25 places.",
                ),
                *(
                    Wrong(
                        "weights-for-ratio", count, "this is a number of weights. How many *times*?"
                    )
                    for count in (INCEPTION_DIRECT, INCEPTION_NARROW)
                ),
                *_rounded(INCEPTION_DIRECT / INCEPTION_NARROW),
            ),
            within=TO_TWO_DECIMALS,
        ),
    },
    hints=(
        "A layer has k * k * inputs * outputs weights. Write one product for each layer.",
        "Bottleneck: three products. Plain: 9 · 256 · 256. For the widest middle, find the "
        "largest m with 512·m + 9·m² below that.",
        "Weights: 256·64 down, 9·64·64 in the middle, and the way back. Inception: 25·192·32 "
        "against one product for the 1x1 and one for the 5x5, with no way back. Let Python find "
        "the widest: a `max` over a `range`.",
    ),
)
