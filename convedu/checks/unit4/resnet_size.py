"""Unit 4: the output size of ResNet's first layer, by hand."""

from convedu.checks.bank import words
from convedu.checks.number import NumberCheck, number, wrong_values

N, K, S, P = 224, 7, 2, 3
EXACT = (N + 2 * P - K) / S + 1
SIZE = int(EXACT)

_WORDS = words(__file__)
_WRONG = wrong_values(_WORDS, globals())
_RIGHT = {
    "answer_exact": (EXACT, f"({N} + 2·{P} - {K}) / {S} + 1"),
    "answer_size": (SIZE, "rounded down"),
}

resnet_size = NumberCheck(
    name="unit4/resnet_size",
    hints=_WORDS.hints,
    numbers={
        variable: number(*right, _WORDS.wrong[variable], _WRONG[variable])
        for variable, right in _RIGHT.items()
    },
)
