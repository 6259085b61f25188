"""Unit 3: how far two 3x3 layers with stride 2 see."""

from convedu import shapes
from convedu.checks.number import Number, NumberCheck, Wrong

K, S = 3, 2
SEES = shapes.receptive_field([(K, S), (K, S)]).size
STEP = shapes.receptive_field([(K, S), (K, S)]).stride

two_strided = NumberCheck(
    name="unit3/two_strided",
    numbers={
        "answer_sees": Number(
            SEES,
            "1 + 2·1 + 2·2",
            (
                Wrong(
                    "stride-ignored",
                    shapes.receptive_field([K, K]).size,
                    "that is two 3x3 with stride 1. Here the second layer's neighbours lie two "
                    "pixels apart.",
                ),
                Wrong(
                    "kernels-added",
                    K + K,
                    "you added the kernels. Windows overlap: work out which pixels the leftmost "
                    "and the rightmost read.",
                ),
                Wrong(
                    "kernels-multiplied",
                    K * K,
                    "you multiplied the kernels. At stride 2 the windows still overlap by one.",
                ),
                Wrong(
                    "own-stride",
                    1 + (K - 1) * S + (K - 1) * S * S,
                    "you used each stride for the layer's own window. It sets only the later "
                    "layers apart.",
                ),
                Wrong("step-returned", STEP, "that is how far apart two outputs look."),
                Wrong("area", SEES**2, "that is the number of pixels. Asked is the side."),
            ),
        ),
        "answer_step": Number(
            STEP,
            "2·2",
            (
                Wrong(
                    "stride-ignored",
                    1,
                    "that is the step at stride 1. Each of these layers jumps by two.",
                ),
                Wrong("one-layer-sees", K, "that is how much one layer sees."),
                Wrong(
                    "last-stride-only",
                    S,
                    "that is the step of one layer. Two outputs side by side are two steps apart "
                    "in the first layer's output, and each of those is two pixels.",
                ),
                Wrong("sees-returned", SEES, "that is how much one output sees."),
            ),
        ),
    },
    hints=(
        "Draw a row of pixels and go backwards from one output.",
        "One output reads three values of the first layer, and their windows start at pixels 0, 2 "
        "and 4.",
        "The last of these windows covers pixels 4, 5 and 6. The next output's first window starts "
        "at pixel 4.",
    ),
)
