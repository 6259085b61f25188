"""Unit 3: how far two 3x3 layers with stride 2 see, on paper."""

from convedu import shapes
from convedu.checks.number import Number, number_check

K, S = 3, 2
SIZE, JUMP, _ = shapes.receptive_field([(K, S), (K, S)])

two_strided = number_check(
    __file__,
    globals(),
    {"answer_sees": Number(SIZE, "1 + 2·1 + 2·2"), "answer_jump": Number(JUMP, "2·2")},
)
