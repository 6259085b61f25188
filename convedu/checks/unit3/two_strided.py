"""Unit 3: how far two 3x3 layers with stride 2 see, on paper."""

from convedu import shapes
from convedu.checks.bank import words
from convedu.checks.number import NumberCheck, number

_WORDS = words(__file__)

K, S = 3, 2
FIELD = shapes.receptive_field([(K, S), (K, S)])

two_strided = NumberCheck(
    name="unit3/two_strided",
    hints=_WORDS.hints,
    numbers={
        "answer_sees": number(
            FIELD.size,
            "1 + 2·1 + 2·2",
            _WORDS.wrong["answer_sees"],
            {
                "stride-ignored": shapes.receptive_field([K, K]).size,
                "kernels-added": K + K,
                "kernels-multiplied": K * K,
                "own-stride": 1 + (K - 1) * S + (K - 1) * S * S,
                "step-returned": FIELD.jump,
                "area": FIELD.size**2,
                "one-layer-sees": K,
            },
        ),
        "answer_jump": number(
            FIELD.jump,
            "2·2",
            _WORDS.wrong["answer_jump"],
            {
                "stride-ignored": 1,
                "one-layer-sees": K,
                "last-stride-only": S,
                "area": FIELD.jump**2,
                "sees-returned": FIELD.size,
            },
        ),
    },
)
