"""What is no array of floats: honest numbers count, anything else is told what it is.

At home an answer is called directly, in a class its values cross the wall: both say the same.
"""

from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import numpy as np
import pytest

from convedu.checks import unit1, unit3, unit4, unit7
from convedu.grading.sandbox.jailed import codec


class Crossing:
    """An answer behind the wall, in this process: a function, or a value."""

    def __init__(self, answer):
        self.answer = answer

    def observe_call(self, args):
        return self._observe(lambda: self.answer(*args), args)

    def observe_value(self):
        return self._observe(lambda: self.answer, ())

    def _observe(self, take, args):
        body = bytearray()
        try:
            tree = codec.encode(take(), body)
        except codec.ForeignError as error:
            failure = {"kind": "foreign", "type": str(error)}
            return {"value": None, "failure": failure, "args": args}
        return {"value": codec.decode(tree, BytesIO(body)), "failure": None, "args": args}


@pytest.fixture(autouse=True, params=["at home", "in a class"])
def seen(request, monkeypatch):
    """Return a function that judges an answer, in both ways."""
    monkeypatch.setenv("CONVEDU_PROGRESS", "off")
    wrap = Crossing if request.param == "in a class" else lambda answer: answer
    return lambda check, *answers: check(*map(wrap, answers))


def fractions(array):
    return np.array([Fraction(float(one)) for one in array], dtype=object)


HONEST = {
    "float32": lambda array: array.astype(np.float32),
    "long double": lambda array: array.astype(np.longdouble),
    "objects": lambda array: array.astype(object),
    "fractions": fractions,
    "decimals": lambda array: np.array([Decimal(float(one)) for one in array]),
    "nothing masked": np.ma.array,
    "read only": lambda array: np.frombuffer(array.tobytes()),
}
OTHERS = {
    "dates": (lambda array: array.astype("M8[s]"), "an array of dates"),
    "times": (lambda array: array.astype("m8[s]"), "an array of times"),
    "records": (lambda array: np.array([(4711,)], [("hidden4711", int)]), "an array of records"),
    "texts": (lambda array: array.astype(str), "an array of texts"),
    "lists": (lambda array: np.array([[1], None], dtype=object), "an array of objects"),
    "all masked": (lambda array: np.ma.array(array, mask=True), "an array with masked elements"),
    "one masked": (lambda array: np.ma.masked_equal(array, array[0]), "with masked elements"),
    "truth values": (lambda array: array > 0, "truth values (True or False)"),
    "a generator": (lambda array: (one for one in array), "a generator"),
    "a map": (lambda array: map(float, array), "a `map`"),
    "a matrix": (np.matrix, "one axis too many"),
}


@pytest.mark.parametrize("kind", HONEST)
def test_right_numbers_of_an_odd_type_count(kind, seen):
    check = unit1.conv1d_valid
    verdict = seen(check, lambda x, w: HONEST[kind](check.reference(x, w)))
    assert (verdict.state, verdict.fraction) == ("correct", 1.0)


@pytest.mark.filterwarnings("ignore:the matrix subclass")
@pytest.mark.parametrize("kind", OTHERS)
def test_what_is_no_array_of_numbers_is_told_what_it_is(kind, seen):
    check = unit1.conv1d_valid
    make, words = OTHERS[kind]
    verdict = seen(check, lambda x, w: make(check.reference(x, w)))
    assert verdict.fraction == 0.0
    assert words in verdict.message
    assert "4711" not in str(verdict)


@pytest.mark.parametrize("kind", [np.complex64, np.complex128])
def test_right_values_that_are_complex_lose_the_points_for_conduct(kind, seen):
    check = unit1.convolve2d
    verdict = seen(check, lambda *args: check.reference(*args).astype(kind))
    assert (verdict.state, verdict.fraction) == ("almost", 0.75)
    assert "but complex: take `.real`" in verdict.message
    flipped = seen(check, lambda *args: unit1.correlate2d.reference(*args).astype(kind))
    assert flipped.misconception == "not-flipped"


@pytest.mark.parametrize("kind", [np.complex64, np.complex128, complex])
@pytest.mark.parametrize("check", [unit4.out_size, unit7.dense1_inputs, unit3.receptive_field])
def test_a_complex_number_is_told_so_and_has_no_other_name(check, kind, seen):
    verdict = seen(check, lambda *args: kind(check.reference(*args)))
    assert (verdict.state, verdict.fraction) == ("keep working", 0.0)
    assert verdict.message.endswith("gives a complex number, expected a real one.")
    assert verdict.misconception is None


@pytest.mark.parametrize("kind", [float, np.int8, np.float16, Fraction, Decimal, np.array])
def test_a_right_number_of_any_real_type_counts(kind, seen):
    check, number = unit4.out_size, unit1.one_output
    assert seen(check, lambda *args: kind(check.reference(*args))).fraction == 1.0
    right = [kind(int(one.value)) for one in number.numbers.values()]
    assert seen(number, *right).fraction == 1.0


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (np.complex64, "gives a complex number, expected a real one"),
        (complex, "gives a complex number, expected a real one"),
        (
            lambda value: np.array([value]),
            "gives the wrong shape. Yours is (1,), expected a single number",
        ),
        (lambda value: (int(value),), "gives a tuple of 1, expected one number: a comma"),
        (lambda value: 10**400, "gives a number of more than 300 digits"),
        (lambda value: {value}, "gives a `set`, expected one number"),
        (lambda value: np.ma.masked, "gives an array with masked elements, expected one number"),
        (lambda value: np.datetime64(int(value), "s"), "gives a date, expected one number"),
        (str, "gives a `str`, expected one number"),
        (bool, "gives a truth value (True or False), expected one number"),
        (lambda value: {}.keys(), "gives a view of a dictionary, expected one number"),
    ],
)
def test_what_stands_for_a_number_is_told_what_it_is(make, words, seen):
    check = unit1.one_output
    verdict = seen(check, *[make(number.value) for number in check.numbers.values()])
    assert (verdict.state, verdict.fraction) == ("keep working", 0.0)
    assert words in verdict.message


@pytest.mark.parametrize("kind", [np.complex64, np.complex128])
def test_a_kernel_of_complex_numbers_is_told_so(kind, seen):
    check = unit1.make_kernel
    verdict = seen(check, lambda name: check.reference(name).astype(kind))
    assert verdict.fraction == 0
    assert "complex numbers, expected real ones" in verdict.message


def test_a_word_out_of_an_array_is_a_word(seen):
    check = unit7.diagnose
    verdict = seen(check, lambda total: np.array([check.reference(total), "z" * 40])[0])
    assert verdict.fraction == 1.0
