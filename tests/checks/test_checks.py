"""Each bug of the banks is refused and named, each style of a right answer is accepted."""

import json
import pkgutil
import tracemalloc
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

import convedu.checks
from convedu import ops, study
from convedu.checks import unit1, unit2, unit3, unit4, unit5, unit6, unit7
from convedu.checks.base import generator
from convedu.checks.call_recorder import observe_call
from convedu.checks.cases import dyadic_rationals
from convedu.checks.compare import numbers
from convedu.checks.function import FunctionCheck
from convedu.checks.number import NumberCheck
from convedu.checks.properties import PropertyCheck
from convedu.checks.verdict import MIME, STATES, Verdict
from convedu.course import progress_store

UNITS = {
    module.name: import_module(f"convedu.checks.{module.name}")
    for module in pkgutil.iter_modules(convedu.checks.__path__)
    if module.name.startswith("unit")
}
ANSWERS = {name: import_module(f"tests.answers.{name}") for name in UNITS}
ALL = [getattr(unit, name) for unit in UNITS.values() for name in unit.__all__]
FUNCTION_CHECKS = [check for check in ALL if type(check) is FunctionCheck]
NUMBER_CHECKS = [check for check in ALL if isinstance(check, NumberCheck)]
BUGS = [pytest.param(c, b, id=f"{c.name}-{b.name}") for c in FUNCTION_CHECKS for b in c.bugs]
ROOT = Path(__file__).parent.parent.parent
# One seed in the short form: test_seeds.py holds that marks do not hang on it.
SEEDS = ("0", *(pytest.param(seed, marks=pytest.mark.soak) for seed in ("1", "20261122")))


@pytest.fixture(autouse=True)
def no_record(monkeypatch):
    monkeypatch.setenv("CONVEDU_PROGRESS", "off")


def by_name(unit, label):
    return getattr(UNITS[unit], label)


# --- wrong answers --------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("check", "bug"), BUGS)
def test_each_bug_is_refused_and_named(check, bug, seed, monkeypatch):
    monkeypatch.setenv("CONVEDU_SEED", seed)
    verdict = check(bug.answer)
    assert verdict.state in {"keep working", "almost"}
    assert verdict.fraction < 1
    assert verdict.misconception == bug.name
    assert bug.message == verdict.message


def test_a_bug_fails_everywhere_only_where_a_learners_code_would():
    def fails(check, bug):
        cases = check.cases(generator(check.name))
        return all(observe_call(bug.answer, c.args).failure for c in cases if not c.raises)

    found = {bug.name for check in FUNCTION_CHECKS for bug in check.bugs if fails(check, bug)}
    in_tiny_cnn = {"pooling-forgotten", "not-flattened", "dense-weights-transposed"}
    in_tiny_cnn |= {"averaged-over-maps", "pooled-before", "same-size"}
    too_many = {"window-for-number", "beyond-the-end", "result-too-small"}
    too_many |= {"filters-not-indexed", "padded-by-other-widths", "one-too-many"}
    windows = {"stride-for-kernel"}
    of_its_type = {"array-taken-for-number", "not-equally-long", "not-in-order", "without-axis"}
    refused = {"right-layers-refused", "right-filters-refused"}
    refused |= {"read-as-channel-last"}
    misfits = {"rows-for-channels", "rows-for-columns", "taken-for-square", "integers"}
    errors = too_many | windows | of_its_type | refused | misfits
    assert found == {"other-windows"} | in_tiny_cnn | errors


@pytest.mark.parametrize(
    ("check", "ours"),
    [
        (unit1.conv1d_valid, ops.correlate1d),
        (unit1.correlate2d, ops.correlate2d),
        (unit1.convolve2d, ops.convolve2d),
    ],
)
def test_a_worked_solution_agrees_with_ops(check, ours):
    for case in check.cases(np.random.default_rng(3)):
        assert np.array_equal(check.reference(*case.args), ours(*case.args))


def test_the_banks_are_large_enough_and_the_shares_add_up():
    for check in FUNCTION_CHECKS:
        assert len(check.bugs) >= 8, check.name
        assert sum(check.shares.values()) == 1, check.name


@pytest.mark.parametrize(
    ("check", "bug", "answer"),
    [
        pytest.param(by_name(unit, label), bug, answer, id=f"{unit}-{label}-{bug}")
        for unit, answers in ANSWERS.items()
        for label, wrong in answers.WRONG.items()
        for bug, answer in wrong.items()
    ],
)
def test_each_broken_rule_is_named(check, bug, answer):
    verdict = check(answer)
    assert verdict.misconception == bug
    assert 0 <= verdict.fraction < 1


def test_every_rule_has_an_answer_that_breaks_it():
    for check in ALL:
        if isinstance(check, PropertyCheck):
            rules = {name for some in check.rules.values() for name in some}
            unit, label = check.name.split("/")
            assert rules == set(ANSWERS[unit].WRONG[label]), check.name


@pytest.mark.parametrize(
    ("check", "position", "wrong"),
    [
        pytest.param(c, i, w, id=f"{name}-{w.name}")
        for c in ALL
        if isinstance(c, NumberCheck)
        for i, (name, number) in enumerate(c.numbers.items())
        for w in number.wrong
    ],
)
def test_each_known_wrong_number_has_its_message(check, position, wrong):
    answers = [number.value for number in check.numbers.values()]
    answers[position] = wrong.value
    verdict = check(*answers)
    assert verdict.state != "correct"
    assert verdict.misconception == wrong.name
    assert wrong.message in verdict.message


def test_almost_is_half_of_the_numbers_not_one_of_five():
    right = [number.value for number in UNITS["unit2"].four_filters.numbers.values()]
    states = [UNITS["unit2"].four_filters(*right[:n], *[-1] * (5 - n)).state for n in range(6)]
    assert states == ["keep working"] * 3 + ["almost"] * 2 + ["correct"]


@pytest.mark.parametrize("value", ["3", None, [1, 2], True, 1j, float("nan"), float("inf")])
def test_what_is_no_number_is_not_correct(value):
    right = unit1.one_output.numbers["answer_slides"].value
    assert unit1.one_output(right, value).state == "almost"
    assert unit1.one_output(value, value).fraction == 0


@pytest.mark.parametrize(
    ("check", "answer", "names"),
    [
        (
            unit6.conv_params,
            lambda k, cin, cout, bias, groups: k * k * cin * cout,
            {"bias-forgotten", "groups-ignored"},
        ),
        (
            unit1.conv1d_valid,
            lambda x, w: np.convolve(x, w, "valid")[:-1],
            {"flipped-kernel", "edge-lost"},
        ),
        # what neither adds up nor multiplies
        (
            unit5.same_padding,
            lambda n, k, s, style: (
                unit5.same_padding.reference(n, k, s, style)
                if style == "symmetric"
                else (lambda total: (total - total // 2, total // 2))(
                    max((n // s - 1) * s + k - n, 0)
                )
            ),
            {"windows-not-rounded-up", "surplus-in-front"},
        ),
    ],
)
def test_two_mistakes_at_once_are_both_named(check, answer, names):
    verdict = check(answer)
    assert set(verdict.misconception.split(" + ")) == names
    assert verdict.message.startswith("This looks like two mistakes.")


def test_of_several_mistakes_one_is_named():
    def no_bias_and_something_in_groups(k, cin, cout, bias, groups):
        if cin % groups or cout % groups:
            raise ValueError
        return k * k * (cin // groups) * cout + 13 * (groups - 1) ** 3

    verdict = unit6.conv_params(no_bias_and_something_in_groups)
    assert verdict.misconception == "bias-forgotten"
    assert verdict.message.startswith("This may not be all, but one mistake seems to be:")


@pytest.mark.parametrize(
    ("check", "answer", "bug"),
    [
        # right at the end of the tape, where "nothing is lost" would be wrong
        (
            unit4.lost_pixels,
            lambda n, k, s, p: [i for i in range(n) if i >= (n + 2 * p - k) // s * s + k - p**2],
            "end-only",
        ),
    ],
)
def test_of_several_mistakes_one_is_named_that_agrees_with_what_is_right(check, answer, bug):
    verdict = check(answer)
    assert verdict.misconception == bug
    assert verdict.message.startswith("This may not be all, but one mistake seems to be:")


@pytest.mark.parametrize("check", [unit1.conv1d_valid, unit2.conv_multi, unit4.conv2d_stride])
def test_a_list_of_right_values_is_told_of_the_list_and_of_no_mistake(check):
    verdict = check(lambda *args: list(check.reference(*args)))
    assert verdict.misconception is None
    assert "come as a list" in verdict.message


def test_an_argument_that_is_changed_besides_a_mistake_is_told_too():
    def into_the_picture(x, w):
        for i, j in np.ndindex(x.shape[1:]):
            x[:, i, j] = w @ x[:, i, j]
        return x

    verdict = UNITS["unit8"].conv1x1(into_the_picture)
    assert verdict.misconception == "as-deep-as-the-input"
    assert "Your function changes `x`" in verdict.message


def test_an_error_everywhere_is_not_taken_for_another_of_its_type():
    def refuses(x, params):
        raise ValueError("shapes do not fit")

    verdict = unit3.tiny_cnn_forward(refuses)
    assert verdict.misconception == "shapes-do-not-fit", "which does not say why"
    assert "shapes do not fit" in verdict.message


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (lambda name: 1 / 9, "gives a single number, expected rows and columns"),
        (lambda name: np.ones(9), "gives an array of shape (9,), expected rows and columns"),
        (lambda name: [[1, 2], [3]], "all rows have to be equally long"),
    ],
)
def test_a_kernel_that_is_none_is_told_its_form(answer, message):
    assert message in unit1.make_kernel(answer).message


@pytest.mark.parametrize(
    ("check", "answer", "name"),
    [
        # an error of the same type as a bug's, for another reason
        (unit1.conv1d_valid, lambda x, w: np.zeros(2)[len(x)], "index-too-large"),
        (unit3.relu, lambda x: np.zeros(2) + np.zeros(3), "shapes-do-not-fit"),
        (unit3.max_pool2d, lambda x, k, s: np.zeros(2)[9], "index-too-large"),
        (unit3.compose_kernels, lambda k1, k2: np.zeros(2) + np.zeros(3), "shapes-do-not-fit"),
        (unit4.both_ways, lambda x, w, s: np.zeros(2) + np.zeros(3), "shapes-do-not-fit"),
        (unit2.output_shape, lambda in_shape, w_shape: int("x"), None),
        # the kernel added and not taken off
        (unit4.out_size, lambda n, k, s=1, p=0, d=1: (n + 2 * p + k) // s + 1, None),
        (unit4.alias, lambda image, kernel, s: np.var(image), None),
        # many mistakes end in 1, and pairs of them that nobody makes
        (unit3.receptive_field, lambda layers: 1, "always-the-same"),
        (unit4.out_size, lambda n, k, s=1, p=0, d=1: 1, "always-the-same"),
    ],
)
def test_a_mistake_of_another_kind_gets_no_name_of_the_exercise(check, answer, name):
    assert check(answer).misconception == name
    assert name not in {bug.name for bug in check.bugs}


def test_the_sum_of_a_kernel_is_told():
    outline = np.array([[-1, -1, -1], [-1, 4, -1], [-1, -1, -1]])
    verdict = unit1.make_kernel(
        lambda name: outline if name == "outline" else unit1.make_kernel.reference(name)
    )
    assert "the weights add up to -4." in verdict.message


def test_a_kernel_that_was_forgotten_is_told_of_its_return():
    blur = unit1.make_kernel.reference("blur")
    verdict = unit1.make_kernel(lambda name: blur if name == "blur" else None)
    assert "returns nothing" in verdict.message


def test_how_long_a_list_should_be_is_told_where_the_case_is_shown():
    def one_too_many(n, k, s, p):
        return [*unit4.lost_pixels.reference(n, k, s, p), -1]

    right = len(unit4.lost_pixels.reference(8, 3, 2, 0))
    told = f"Yours is {right + 1} long, expected {right}."
    assert told in unit4.lost_pixels(one_too_many).message


def test_a_mistake_is_told_without_a_function_that_the_answer_may_not_call():
    def full(image, kernel):
        return ops.convolve2d(np.pad(image, [(k - 1, k - 1) for k in kernel.shape]), kernel)

    verdict = unit1.convolve2d(full)
    assert verdict.misconception == "full-size"
    assert "correlate2d" not in verdict.message


def test_a_word_that_differs_in_capitals_is_told_so():
    right = unit7.diagnose.reference
    verdict = unit7.diagnose(lambda total: right(total).capitalize())
    assert verdict.fraction == 0
    assert verdict.message.endswith("capitals and spaces count."), "no sum to work out by hand"


def test_a_word_with_underscores_is_told_so():
    right = unit7.diagnose.reference
    verdict = unit7.diagnose(lambda total: right(total).replace(" ", "_"))
    assert verdict.message.endswith("capitals and spaces count.")


def test_an_error_that_is_returned_is_not_raised():
    def refuses(k, cin, cout, bias, groups):
        if cin % groups or cout % groups:
            return ValueError("no such layer")
        return unit6.conv_params.reference(k, cin, cout, bias, groups)

    verdict = unit6.conv_params(refuses)
    assert verdict.state == "almost"
    assert verdict.misconception == "error-returned"
    verdict = unit4.out_size(lambda *args: ValueError("no such layer"))
    assert "gives a `ValueError`, expected one number" in verdict.message


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (4.7, "4.7: rounded too far"),
        (4.69, "4.69: rounded too far"),
        (4.6, "4.6: rounded too far"),
        (0.213, "the right count by the wrong one"),
    ],
)
def test_a_rounded_answer_is_told_what_it_is(value, message):
    right = unit7.dense1.numbers["answer_dense1"].value
    verdict = unit7.dense1(right, value)
    assert verdict.state == "almost"
    assert message in verdict.message


def test_a_verdict_writes_whole_numbers_in_full_and_shapes_in_words():
    shown = unit7.dense1_inputs(lambda *args: 123_456_789)
    assert "Yours is 123456789." in shown.message
    assert shown.case.endswith("your result = 123456789")
    scalar = unit6.dense_params(lambda *args: np.int64(7))
    assert scalar.case.startswith("in_shape = (6,)\n")
    assert scalar.case.endswith("your result = 7")
    several = unit6.dense_params(lambda *args: [1, 2])
    assert "Yours is (2,), expected a single number." in several.message


def test_a_list_of_layers_is_quoted_line_by_line():
    right = unit6.count_model.reference
    verdict = unit6.count_model(lambda layers, s: right(layers, s) if len(layers) < 4 else (0, 0))
    lines = verdict.case.splitlines()
    assert max(map(len, lines)) <= 78
    assert lines[1].startswith("          {'kind': 'pool'")


# --- right answers in other styles ----------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("check", "answer"),
    [
        pytest.param(by_name(unit, label), a, id=f"{unit}-{label}-{number}")
        for unit, answers in ANSWERS.items()
        for label, right in answers.RIGHT.items()
        for number, a in enumerate(right)
    ],
)
def test_right_answers_of_every_style_are_accepted(check, answer, seed, monkeypatch):
    monkeypatch.setenv("CONVEDU_SEED", seed)
    verdict = check(answer)
    assert verdict.state == "correct", str(verdict)
    assert (verdict.fraction, str(verdict)) == (1.0, f"{check.label}: correct.")


def test_every_check_of_a_function_has_four_styles():
    for check in ALL:
        if not isinstance(check, NumberCheck):
            unit, label = check.name.split("/")
            assert len(ANSWERS[unit].RIGHT[label]) >= 4, check.name


# --- states, words and privacy --------------------------------------------------------------


def missing(*args):
    raise NotImplementedError


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.name)
def test_an_empty_answer_is_still_missing(check):
    count = len(check.numbers) if isinstance(check, NumberCheck) else 1
    answers = [...] * count if isinstance(check, NumberCheck) else [missing]
    verdict = check(*answers)
    assert (verdict.state, verdict.fraction) == ("missing", 0.0)
    assert str(verdict) == f"{check.label}: still missing."


@pytest.mark.parametrize(
    "answer",
    [
        lambda *args: None,
        lambda *args: "text",
        lambda *args: [[1], [2, 3]],
        lambda *args: iter([]),
        lambda *args: {"a": 1},
        lambda *args: np.array(["x"]),
        lambda *args: np.full((2, 2), np.nan),
        lambda *args: 1 / 0,
        lambda: 1,
        3,
        None,
    ],
)
@pytest.mark.parametrize("check", FUNCTION_CHECKS, ids=lambda check: check.name)
def test_whatever_comes_back_is_a_verdict_without_points(check, answer):
    verdict = check(answer)
    assert verdict.state == "keep working"
    assert verdict.fraction == 0


def test_a_verdict_shows_the_learners_numbers_and_never_the_right_ones():
    check = unit1.correlate2d
    verdict = check(lambda image, kernel: check.reference(image, kernel) + 0.125)
    first = check.cases(np.random.default_rng(0))[0]
    right = check.reference(*first.args)
    assert f"{right[0, 0] + 0.125:g}" in verdict.case
    assert np.array2string(right, separator=", ") not in verdict.case


def test_what_a_learner_raises_does_not_carry_a_hidden_case_out(monkeypatch):
    """The first two cases are public; the third, of the instructor's seed, is not."""
    monkeypatch.setenv("CONVEDU_SEED", "99")
    check = unit1.correlate2d
    public = [case.args[0].shape for case in check.cases(np.random.default_rng(0)) if case.public]

    def spy(image, kernel):
        if image.shape in public:
            return check.reference(image, kernel)
        raise type("E" + str(image[0, 0]), (Exception,), {})(f"SECRET {image.tolist()}")

    verdict = check(spy)
    shown = repr(verdict._repr_mimebundle_())
    assert verdict.state == "keep working"
    assert "SECRET" not in shown
    assert "E-" not in verdict.message + verdict.case
    assert verdict.case == ""
    monkeypatch.setenv("CONVEDU_SEED", "0")
    assert "SECRET" in check(spy).message, "with the public seed a learner may see it"


def test_another_seed_gives_other_cases_and_the_same_seed_the_same(monkeypatch):
    from convedu.checks.base import generator

    def draw(seed):
        monkeypatch.setenv("CONVEDU_SEED", seed)
        return [c.args for c in unit1.correlate2d.cases(generator(unit1.correlate2d.name))]

    one, again, other = draw("1"), draw("1"), draw("2")
    assert all(np.array_equal(a[0], b[0]) for a, b in zip(one, again, strict=True))
    assert not np.array_equal(one[2][0], other[2][0])


def test_a_seed_that_is_no_number_is_refused(monkeypatch):
    monkeypatch.setenv("CONVEDU_SEED", "abc")
    with pytest.raises(ValueError, match="CONVEDU_SEED is 'abc'"):
        unit1.correlate2d(missing)


def test_quarters_are_exact_in_float32():
    values = dyadic_rationals(np.random.default_rng(0), 50, 50)
    assert np.array_equal(values.astype(np.float32), values)
    assert np.array_equal(values * 4, np.round(values * 4))
    assert (values != 0).all()


def test_the_bundle_is_what_the_ledger_reads():
    data = unit1.correlate2d(unit1.convolve2d.reference)._repr_mimebundle_()[MIME]
    assert data["misconception"] == "flipped-kernel"
    assert data["state"] in STATES
    assert set(data) == {"check", "state", "fraction", "misconception", "message", "case"}


def test_a_card_escapes_what_a_learner_wrote():
    def evil(image, kernel):
        raise ValueError("<script>alert(1)</script>")

    card = unit1.correlate2d(evil)._repr_mimebundle_()["text/html"]
    assert "<script>" not in card
    assert "&lt;script&gt;" in card


def test_a_card_sets_code_and_stressed_words():
    verdict = Verdict("x", "keep working", 0.0, "Use `a * b * c`, *not* a*b*c or 2 * 3.")
    card = verdict._repr_mimebundle_()["text/html"]
    assert "Use <code>a * b * c</code>, <em>not</em> a*b*c or 2 * 3." in card
    assert "</span> keep working.</strong>" in card, (
        "the words in the theme's ink, the sign coloured"
    )


def test_hints_lie_inside_each_other():
    card = unit1.correlate2d(missing)._repr_mimebundle_()["text/html"]
    assert card.count("<details") == 3
    places = [card.index(words) for words in ("Hint 1", "Hint 2", "Hint 3", "solution()")]
    assert places == sorted(places)
    assert card.endswith("</details></details></details></div>")
    assert unit1.correlate2d.hint(2) == unit1.correlate2d.hints[1]
    with pytest.raises(ValueError, match="number is 4, expected 1 to 3"):
        unit1.correlate2d.hint(4)


def test_under_nbgrader_a_wrong_answer_is_an_error(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert unit1.correlate2d(unit1.correlate2d.reference).state == "correct"
    with pytest.raises(AssertionError, match="You slide the flipped kernel"):
        unit1.correlate2d(unit1.convolve2d.reference)


# --- the record -----------------------------------------------------------------------------


def _an_attempt_opens(check, capsys):
    check(missing)
    check.solution()
    assert "Try it once first" in capsys.readouterr().out
    check(unit1.convolve2d.reference)
    check.solution()
    assert "def correlate2d(" in capsys.readouterr().out


def test_attempts_are_logged_and_open_the_solution(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("CONVEDU_PROGRESS", str(tmp_path / "progress.json"))
    _an_attempt_opens(unit1.correlate2d, capsys)
    assert study.progress().rows[0].solved == 0
    check = unit1.correlate2d
    check(check.reference)
    check(missing)
    assert study.progress().rows[0].solved == 1, "what was solved stays solved"
    assert progress_store.read()["checks"]["unit1/correlate2d"]["attempts"] == 2


def test_without_a_file_an_attempt_opens_the_solution_until_python_ends(capsys, monkeypatch):
    monkeypatch.setattr(progress_store, "_unsaved", {})
    _an_attempt_opens(unit1.correlate2d, capsys)
    unit1.convolve2d.solution()
    assert "Try it once first" in capsys.readouterr().out, "another check's attempt is none here"


def test_somebody_elses_answer_is_not_logged(tmp_path, monkeypatch):
    monkeypatch.setenv("CONVEDU_PROGRESS", str(tmp_path / "progress.json"))

    class Proxy:
        def observe_call(self, args):
            value = unit1.correlate2d.reference(*args)
            return {"value": value, "failure": None, "args": list(args)}

    assert unit1.correlate2d(Proxy()).state == "correct"
    assert not (tmp_path / "progress.json").exists()


@pytest.mark.parametrize("check", NUMBER_CHECKS, ids=lambda check: check.name)
def test_a_whole_number_larger_than_any_float_is_wrong_and_no_more(check):
    verdict = check.examine(*[10**400] * len(check.numbers))
    assert (verdict.state, verdict.fraction) == ("keep working", 0.0)


def test_a_long_word_among_short_ones_takes_no_memory():
    """NumPy would give each word the room of the longest."""
    words = [["a"] * 50, ["a" * 400_000]]
    tracemalloc.start()
    found = [numbers(words), numbers(words[0] + words[1]), numbers([1, (b"a",)])]
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == [None] * 3
    assert most < 1 << 20
    assert numbers([[1, 2], (3, 4.5)]).shape == (2, 2)


@pytest.mark.parametrize("unit", study.units(), ids=lambda unit: unit.title)
def test_progress_counts_checks_that_exist(unit):
    """A stretch exercise, worth no points, need not be counted."""
    exercise = f"exercises/solutions/{unit.lesson}.ipynb"
    cells = json.loads((ROOT / exercise).read_text("utf-8"))["cells"]
    points = {
        cell["id"].removeprefix("check-"): cell["metadata"]["nbgrader"]["points"]
        for cell in cells
        if cell["id"].startswith("check-")
    }
    assert set(points) == set(UNITS[f"unit{unit.number}"].__all__)
    assert set(unit.checks) == {name for name, value in points.items() if value}


def test_a_worked_solution_is_what_the_check_accepts():
    space = {"np": np}
    exec(unit1.one_output.solution_source(), space)
    answers = [space[name] for name in unit1.one_output.numbers]
    assert unit1.one_output(*answers).state == "correct"
    for check in (unit1.make_kernel, unit1.correlate2d, unit1.conv1d_valid, unit1.convolve2d):
        exec(check.solution_source(), space)
        assert check(space[check.label]).state == "correct"
    exec(unit1.separable.solution_source(), space)  # calls the learner's own correlate2d
    assert unit1.separable(space["blur_in_two_steps"]).state == "correct"


@pytest.mark.parametrize("unit", sorted(UNITS))
def test_a_printed_solution_runs_in_the_learners_notebook(unit):
    cells = json.loads(next(ROOT.glob(f"exercises/0{unit[-1]}-*.ipynb")).read_text())["cells"]
    space = {}
    for cell in cells:
        if cell["id"] == "setup" or cell["id"].startswith("answer-"):  # some hold given functions
            exec("".join(cell["source"]), space)
        kind, _, label = cell["id"].partition("-")
        check = getattr(UNITS[unit], label, None) if kind == "check" else None
        if isinstance(check, FunctionCheck):
            exec(check.solution_source(), space)
            name = check.reference.__name__.removeprefix("_")
            assert check(space[name]).state == "correct", check.name


def test_an_error_names_the_learners_function_not_the_check():
    def blur_in_two_steps(image, g):
        raise ValueError("no")

    assert (
        "`blur_in_two_steps` stopped with an error." in unit1.separable(blur_in_two_steps).message
    )
