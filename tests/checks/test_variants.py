"""Right answers with one step changed: what they are called, and what they do."""

import pytest

from convedu.checks import unit6
from convedu.checks.bank import bank, words
from convedu.checks.variants import variants


def _total(rows, k):
    total = 0
    for i in range(len(rows)):
        if rows[i] > k:
            total += rows[i] * k + 1
    return total


def _until(n):
    while n > 10:
        n = n // 2
    return n


def _made(right, *args):
    """Return by name what the variants of an answer give, where they give a number."""
    made = {}
    for bug in variants(right):
        try:
            made.setdefault(bug.name, set()).add(bug.answer(*args))
        except Exception:
            continue
    return made


@pytest.mark.parametrize(
    ("name", "result"),
    [
        ("overwritten", 11),
        ("one-pass-only", 7),
        ("one-forgotten", 24),
        ("factor-forgotten", 15),
        ("added-for-multiplied", 21),
        ("loop-off-by-one", 20),
        ("condition-forgotten", 32),
        ("limit-off-by-one", 32),
        ("sign-mixed-up", 21),
        ("step-forgotten", 0),
    ],
)
def test_one_changed_step_has_a_name(name, result):
    assert _total([3, 4, 5, 2], 2) == 27
    assert result in _made(_total, [3, 4, 5, 2], 2)[name]


def test_a_loop_that_may_never_end_is_not_changed():
    assert variants(_until) == ()


def test_what_has_no_definition_to_read_has_no_variants():
    made: dict = {}
    exec("def without_a_file(n): return n + 1", made)
    for answer in (lambda n: n + 1, made["without_a_file"], len):
        assert variants(answer) == ()


def test_each_variant_has_words_of_its_own():
    assert all("It comes out as if" in bug.message for bug in variants(_total))


def test_a_changed_step_explains_what_no_bank_knows():
    def without_a_step(layers, in_shape):
        # the width of what a pooling makes is not carried along
        c, h, w = in_shape
        parameters = macs = n = 0
        for layer in layers:
            k, s, p = (layer.get(name, 0) for name in ("k", "stride", "padding"))
            if layer["kind"] == "conv":
                h, w = ((side + 2 * p - k) // s + 1 for side in (h, w))
                parameters += (k * k * c + 1) * layer["out"]
                macs += k * k * c * layer["out"] * h * w
                c = layer["out"]
            elif layer["kind"] == "pool":
                h = (h - k) // s + 1
            elif layer["kind"] == "flatten":
                n = c * h * w
            else:
                parameters += (n + 1) * layer["out"]
                macs += n * layer["out"]
                n = layer["out"]
        return parameters, macs

    assert unit6.count_model(without_a_step).misconception == "step-forgotten"


def test_what_is_shared_is_said_unless_a_check_says_it_itself(tmp_path):
    (tmp_path / "shared.toml").write_text('[first_hint]\n2 = ["one"]\n[bugs]\none = "a"\ntwo = "b"')
    (tmp_path / "own.toml").write_text('[first_hint]\n3 = ["two"]\n[bugs]\ntwo = "c"')
    shared = words(str(tmp_path / "shared.py"))
    own = words(str(tmp_path / "own.py"), shared)
    assert own.hints.first == {"one": 2, "two": 3}
    bugs = bank(own.bugs, {"one": abs, "two": abs}, shared)
    assert {bug.name: bug.message for bug in bugs} == {"one": "a", "two": "c"}
    with pytest.raises(ValueError, match="three"):
        bank(own.bugs, {"two": abs, "three": abs}, shared)
