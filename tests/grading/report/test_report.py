"""The report of a class and a learner's feedback: right figures, safe pages, light in memory."""

import inspect
import re
import weakref
from collections.abc import Iterable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

import convedu
from convedu.grading.common.escape_controls import escape_controls
from convedu.grading.exercise import load
from convedu.grading.judge.nbval_runner import NbvalEngine
from convedu.grading.limits import MIB, Limits
from convedu.grading.model import (
    NOT_ISOLATED,
    WAITING,
    Job,
    Override,
    Result,
    StudentGrade,
)
from convedu.grading.report import class_page, feedback_name, student_page
from convedu.grading.report import page as page_module
from convedu.grading.report.class_stats import ClassStats, bins, separation
from convedu.grading.report.page import macro
from convedu.grading.report.similarity.ast_similarity import SMALLEST, fingerprint, given_statements
from convedu.grading.report.similarity.similar_answers import library_calls
from convedu.grading.submissions.extract import Extraction, Piece
from tests import need
from tests.answers import unit1
from tests.grading.report.rows import (
    EVIL,
    LONG,
    LOOP,
    SOLUTION,
    WHEN,
    answered,
    changed,
    everything,
    result,
    row,
)


@pytest.fixture(scope="module")
def job():
    return Job(load.load(SOLUTION), seed=4711, sandbox="bubblewrap")


def facts_of(job, rows: Iterable[StudentGrade]) -> ClassStats:
    facts = ClassStats(job.exercise)
    for one in rows:
        facts.add(one)
    return facts


class Reader(HTMLParser):
    """Reads a page: its tags, its attributes, its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags, self.attributes, self.words = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]

    def handle_data(self, data):
        if self.tags[-1:] != ["style"]:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


# --- figures -------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(5))
def test_separation_is_the_correlation_with_the_other_checks(seed):
    rng = np.random.default_rng(seed)
    skill = rng.normal(size=40)
    shares = np.clip(np.round(skill + rng.normal(size=40), 1), 0, 1)
    rest = np.round(10 * skill + 5 * rng.normal(size=40), 2)
    found = separation(list(shares), list(rest + 4 * shares), 4.0)
    expected = scipy.stats.pearsonr(shares, rest)
    assert found == pytest.approx(expected.statistic, abs=1e-9)


def test_for_a_check_that_is_right_or_wrong_it_is_the_point_biserial_correlation():
    rng = np.random.default_rng(1)
    right, rest = rng.integers(0, 2, 50), rng.integers(0, 15, 50)
    found = separation(list(right), list(rest + 2.0 * right), 2.0)
    assert found == pytest.approx(scipy.stats.pointbiserialr(right, rest).statistic)


def test_without_the_correction_a_check_would_vouch_for_itself():
    rng = np.random.default_rng(2)
    right, rest = rng.integers(0, 2, 400), rng.integers(0, 3, 400)
    found = separation(list(right), list(rest + 4.0 * right), 4.0)
    assert abs(found) < 0.2 < scipy.stats.pearsonr(right, rest + 4 * right).statistic


def test_a_perfect_check_separates_fully():
    assert separation([0, 1] * 10, [0, 5] * 10, 2.0) == 1.0


@pytest.mark.parametrize(
    ("shares", "totals", "reason"),
    [
        ([0, 1] * 9, [0, 9] * 9, "too few (18)"),
        ([], [], "too few (0)"),
        ([0.7] * 30, list(range(30)), "the same for all"),
        ([0, 1] * 15, [5, 7] * 15, "no other check differs"),
        ([0.1, 0.3] * 15, [0.1 * 3 + 1, 0.3 * 3 + 1] * 15, "no other check differs"),
    ],
)
def test_where_there_is_no_correlation_it_is_said_why(shares, totals, reason):
    points = 3.0 if shares[:1] == [0.1] else 2.0
    assert separation(shares, totals, points) == reason


@given(st.lists(st.integers(0, 80), max_size=60), st.sampled_from([4, 18, 20, 37, 100, 1000]))
def test_each_score_is_in_one_bin(dyadic_rationals, full):
    scores = [min(quarter / 4, full) for quarter in dyadic_rationals]
    step, counts = bins(scores, full)
    edges = np.arange(len(counts) + 1) * step
    assert len(counts) <= 21
    assert list(np.histogram(scores, edges)[0]) == counts
    assert edges[-2] <= full < edges[-1], "full marks are in the last"


def test_a_score_above_the_full_one_has_its_bin_too():
    _, counts = bins([18, 20], 18)
    assert sum(counts) == 2


def test_difficulty_time_and_limits_are_counted(job):
    slow = changed(result(job), "conv1d_valid", seconds=0.25)
    stuck = changed(result(job, "keep working"), "conv1d_valid", seconds=5.1, limit_hit="timeout")
    facts = facts_of(job, [row(job, "a"), row(job, "b", slow), row(job, "c", stuck)])
    one = facts.checks["conv1d_valid"]
    assert list(one.shares) == [1.0, 1.0, 0.0]
    assert one.slowest == (5.1, "c")
    assert one.limits == {"timeout": 1}
    unnamed = facts.misconceptions[""].holders
    assert "conv1d_valid" not in unnamed, "a limit is no unknown mistake"
    assert unnamed["correlate2d"] == ["c"]


def test_an_override_counts_and_a_penalty_is_no_check_s_fault(job):
    late = row(job, "a", result(job, "missing"), days_late=2, late_penalty=1.0)
    given_ = {**late.points, "correlate2d": 2.0}
    facts = facts_of(job, [replace(late, points=given_, overrides={"correlate2d": Override(2.0)})])
    assert list(facts.checks["correlate2d"].shares) == [0.5]
    assert (list(facts.totals), list(facts.scores)) == ([2.0], [1.0])


def test_a_check_that_waits_for_a_person_has_no_difficulty_yet(job):
    asked = changed(result(job), "make_kernel", state=WAITING, fraction=0.0)
    rows = [row(job, f"s{n:02}", asked) for n in range(25)]
    rows[0] = replace(rows[0], overrides={"make_kernel": Override(3.0)})
    page = class_page(job, rows, "b")
    line = next(part for part in page.split("<tr>") if ">make_kernel<small>" in part)
    assert "<td>24 waiting<td>–<td>" in line
    look = page[page.index('id="look"') : page.index('id="marks"')]
    assert "s01.html" in look
    assert "s00.html" not in look
    assert "make_kernel: a person marks this" in student_page(job, rows[1])


# --- answers that are alike ----------------------------------------------------------------------

SAME = {
    "names": LOOP.replace("rows", "höhe").replace("out", "result").replace("image", "x"),
    "spacing": LOOP.replace(" + ", "+").replace("    ", "  ").replace(" * ", "\\\n * "),
    "comments": LOOP.replace("# how many", "# that many").replace("'''Slide.'''", '"Sliding"'),
    "annotations": LOOP.replace("(image, kernel)", "(image: 'a', kernel: int) -> float"),
    "annotated assignment": LOOP.replace("rows =", "rows: int ="),
    "brackets": LOOP.replace("return out", "return (out)"),
    "pass": LOOP.replace("    return", "    pass\n    return"),
    "import": "import numpy\n" + LOOP.replace("np.", "numpy."),
    "from import": "from numpy import zeros as z\n" + LOOP.replace("np.zeros", "z"),
}
OTHER = {
    "operator": LOOP.replace(" * kernel", " + kernel"),
    "number": LOOP.replace("rows, 3", "rows, 4"),
    "order": LOOP.replace("(image, kernel)", "(kernel, image)"),
    "function": LOOP.replace("np.zeros", "np.empty"),
    "method": LOOP.replace(".sum()", ".mean()"),
    "keyword": LOOP.replace(".sum()", ".sum(axis=0)"),
    "swapped names": LOOP.replace("out[i] = (image", "out[i] = (kernel"),
    "name of the answer": LOOP.replace("correlate2d", "another"),
}


def shape_of(text):
    return fingerprint(text, asked=("correlate2d",), setup="import numpy as np")


@pytest.mark.parametrize("how", SAME)
def test_another_layout_and_other_names_are_the_same_answer(how):
    assert SAME[how] != LOOP
    assert shape_of(SAME[how]) == shape_of(LOOP)


@pytest.mark.parametrize("how", OTHER)
def test_what_does_something_else_is_another_answer(how):
    assert OTHER[how] != LOOP
    assert shape_of(OTHER[how]).digest != shape_of(LOOP).digest


@pytest.mark.parametrize(
    "text", ["def f(x", "\0", "x = " + "-" * 50_000 + "1", "x" * 300_000, "é = '\udcff' +"]
)
def test_what_is_not_python_has_no_shape(text):
    assert shape_of(text) is None
    assert library_calls(text + "\nimport torch") == ()


def test_what_the_learner_s_copy_gives_does_not_count():
    own = "def f(x):\n    ### BEGIN SOLUTION\n    return x * 2\n    ### END SOLUTION"
    helper = "def slide(x):\n    return x + 1"
    handed_out = given_statements(f"{helper}\n\n\n{own}", asked=("f",))
    assert fingerprint(f"{helper}\n{own}", asked=("f",), given=handed_out) == fingerprint(
        own, asked=("f",)
    )
    assert fingerprint(helper, asked=("f",), given=handed_out).size == 0


def test_right_answers_in_different_styles_are_not_alike():
    texts = [
        re.sub(r"^def \w+", "def correlate2d", inspect.getsource(answer))
        for answer in unit1.CORRELATE
    ]
    assert len({shape_of(text).digest for text in texts}) == len(texts) >= 5


assert shape_of(LONG).size > SMALLEST > shape_of(LOOP).size


def test_groups_name_who_shares_what_and_wrong_ones_come_first(job):
    wrong = LONG.replace("sum", "mean")
    rows = [
        row(job, "ada", answered(job, LONG)),
        row(job, "ben", answered(job, LONG.replace("out", "o"))),
        row(job, "cem", answered(job, wrong, "almost")),
        row(job, "dan", answered(job, wrong.replace("rows", "r"), "almost")),
        row(job, "eva", answered(job, LONG.replace("zeros", "ones"))),
    ]
    groups = facts_of(job, rows).answers.groups()
    assert [(one.students, one.wrong) for one in groups] == [
        (("cem", "dan"), ("correlate2d",)),
        (("ada", "ben"), ()),
    ]


def test_several_shared_answers_are_one_group(job):
    both = (("answer-correlate2d", LONG), ("answer-make_kernel", LONG))
    rows = [row(job, name, result(job, answers=both)) for name in ("ada", "ben")]
    (group,) = facts_of(job, rows).answers.groups()
    assert group.answers == ("correlate2d", "make_kernel")


def test_short_answers_and_the_printed_solution_are_no_group(job):
    solution = next(one.text for one in job.exercise.answers if one.id == "answer-correlate2d")
    rows = [row(job, name, answered(job, LOOP)) for name in ("ada", "ben")]
    rows += [row(job, name, answered(job, solution)) for name in ("cem", "dan")]
    found = facts_of(job, rows).answers
    assert found.groups() == []
    assert found.worked == {"correlate2d": ["cem", "dan"]}


def test_the_stub_alone_is_no_group(job):
    stubs = tuple(
        (
            one.id,
            re.sub(
                r"### BEGIN.*?### END SOLUTION", "raise NotImplementedError", one.text, flags=re.S
            ),
        )
        for one in job.exercise.answers
    )
    rows = [row(job, name, result(job, "missing", answers=stubs)) for name in ("ada", "ben")]
    found = facts_of(job, rows)
    assert found.answers.groups() == []
    assert found.answers.worked == {}
    assert found.blank == ["ada", "ben"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("f = lambda x, w: np.convolve(x, w)", {"numpy.convolve"}),
        ("import numpy as q\nf = q.correlate", {"numpy.correlate"}),
        ("from numpy import convolve as c\nf = c", {"numpy.convolve"}),
        ("def f(x):\n    from scipy.signal import correlate2d as c\n    return c(x)",
         {"scipy.signal.correlate2d"}),
        ("import scipy.ndimage\nf = scipy.ndimage.convolve",
         {"scipy", "scipy.ndimage", "scipy.ndimage.convolve"}),
        ("import torch.nn.functional as F\nf = F.conv2d",
         {"torch.nn.functional", "torch.nn.functional.conv2d"}),
        ("f = np.lib.stride_tricks.sliding_window_view", set()),
        ("def correlate(x): pass\nf = correlate", set()),
        ("def f(x):\n    'like np.convolve'  # torch\n    return x.convolve", set()),
        ("from torchlight import cv2x", set()),
    ],
)  # fmt: skip
def test_ready_made_convolutions_are_found_by_reading(text, names):
    assert set(library_calls(text, setup="import numpy as np")) == names


# --- the page about a class ----------------------------------------------------------------------


def test_nothing_that_a_learner_writes_becomes_part_of_a_page(job):
    rows = everything(job)
    pages = [class_page(job, rows, f"bubblewrap {EVIL}"), *(student_page(job, r) for r in rows)]
    for page in pages:
        read = Reader(page)
        assert not {"script", "img", "object", "iframe", "form"} & set(read.tags)
        assert not [a for a in read.attributes if a[1].startswith("on") or a[1] == "src"]
        assert "\\" not in page, "nothing was written as Python writes it"
    assert "alert(1)" in Reader(pages[0]).text
    assert Reader(pages[0]).text.count("alert(2)") >= 15, "it is in each of the places"


def test_a_template_cannot_forget_to_escape():
    made = page_module.environment().from_string(
        "{{ text }}|{{ text|code }}|{{ text|heading }}|<a title='{{ text }}'>|{{ [text] }}"
    )
    shown = made.render(text="<b>\x1b'\u202e")
    assert "<b>" not in shown
    assert not {"\x1b", "\u202e"} & set(shown)
    assert shown.count("&lt;b&gt;&lt;U+001B&gt;&#39;&lt;U+202E&gt;") == 4


def test_only_charts_and_two_filters_are_taken_as_html():
    folder = Path(page_module.__file__).parent
    for path in folder.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape|Markup|~", text), path.name
    holders = {path.name for path in folder.rglob("*.py") if "Markup(" in path.read_text()}
    assert holders == {"page.py"}


def test_each_page_is_one_file_by_itself(job):
    rows = everything(job, "plain")
    for page in (class_page(job, rows, "b"), student_page(job, rows[0])):
        assert not re.search(r"http|url\(|@import|<link|<script", page)


def test_the_report_names_how_it_was_marked(job):
    text = Reader(class_page(job, [row(job, "ada")], "bubblewrap 9.9", when=WHEN)).text
    for part in (
        *("Seed 4711", "bubblewrap 9.9", job.exercise.digest, f"convedu {convedu.__version__}"),
        *("2026-11-22 at 20:15 UTC", "5 s, 1024 MiB"),
    ):
        assert part in text
    assert "without any isolation" not in text
    assert "without any isolation" in class_page(job, [], NOT_ISOLATED)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_class_of_hardly_anybody_has_a_report(job, count):
    page = class_page(job, [row(job, f"s{n}") for n in range(count)], "b")
    assert "too few" in page or not count
    assert "nan" not in page.lower()


def test_a_class_of_which_nothing_could_be_marked_has_a_report(job):
    page = class_page(job, [row(job, "ada", Result("unreadable", ("Torn.",)))], "b")
    assert "None was marked." in page
    assert "Torn." in page


def test_whom_to_look_at_and_why_is_there_with_a_link(job):
    rows = everything(job, "plain")
    page = class_page(job, rows, "b")
    look = page[page.index('id="look"') : page.index('id="marks"')]
    for student in ("plain", "plain2", "plain3", "plain4", "plain5"):
        assert f'<a href="feedback/{student}.html">{student}</a>' in look
    assert "None of this has changed a mark" in look
    assert "<code>torch</code>" in look


def test_a_misconception_s_holders_are_counted_and_named(job):
    held = changed(
        result(job, "keep working"), "correlate2d", misconception="flipped-kernel", message="Turn."
    )
    rows = [row(job, f"s{n:02}", held if n < 15 else None) for n in range(20)]
    page = class_page(job, rows, "b")
    bugs = page[page.index('id="bugs"') : page.index('id="look"')]
    line = next(part for part in bugs.split("<tr>") if "flipped-kernel" in part)
    assert "</svg>15" in line
    assert "Turn." in line
    assert [f"s{n:02}.html" in line for n in range(20)] == [True] * 15 + [False] * 5
    assert "and 3 more" in line
    unnamed = next(part for part in bugs.split("<tr>") if "not recognised" in part)
    assert unnamed.count("</svg>15") == len(job.exercise.checks) - 1


def test_every_student_is_in_the_table_of_a_large_class(job):
    rows = [row(job, f"s{n:04}") for n in range(601)]
    page = class_page(job, rows, "b")
    marks = page[page.index('id="marks"') : page.index('id="how"')]
    assert re.findall(r"feedback/(s\d{4})\.html", marks) == [one.student for one in rows]
    assert marks.count("<table") == 3, "in blocks"


def test_the_report_grows_by_little_with_each_student_and_keeps_no_row(job):
    alive: list[weakref.ref] = []

    def rows(count):
        for n in range(count):
            one = row(job, f"student{n:05}", answered(job, f"{LONG}\nv = {n}"))
            alive.append(weakref.ref(one))
            yield one
            del one
            assert sum(ref() is not None for ref in alive[-3:]) <= 1

    small, large = (len(class_page(job, rows(count), "b")) for count in (300, 600))
    assert (large - small) / 300 < 400, "characters for each student more"


def test_pictures_have_words(job):
    page = class_page(job, everything(job, "plain"), "b")
    for svg in re.findall(r"<svg[^>]*>", page):
        assert 'aria-hidden="true"' in svg or re.search(r'role="img" aria-label="[^"]+"', svg)
    assert 'aria-label="3 correct, 1 failed"' in macro("charts.html", "bars")(
        {"correct": 3, "failed": 1}
    )


def test_the_bars_are_as_high_as_the_counts():
    histogram = macro("charts.html", "histogram")
    drawn = histogram(*bins([0, 4, 4, 4, 10], 10), mean=4.4, median=4, title="Scores")
    heights = [float(h) for h in re.findall(r'class="bar"[^>]* height="([\d.]+)"', drawn)]
    assert heights == pytest.approx([max(heights) / 3, max(heights), max(heights) / 3], abs=0.1)


# --- a learner's page ----------------------------------------------------------------------------


def test_feedback_shows_the_code_with_each_check_s_points_and_message(job):
    said = changed(result(job, "almost"), "correlate2d", message="Turn `kernel`.", case="x = 3")
    said = replace(said, answers=(("answer-correlate2d", LOOP), ("answer-odd", "odd = 1")))
    page = student_page(job, row(job, "ada", said))
    article = next(part for part in page.split("<article") if "correlate2d: almost" in part)
    assert "2 of 4 points" in article
    assert "Turn <code>kernel</code>." in article
    assert "<pre>x = 3</pre>" in article
    assert "correlate2d(image, kernel):" in Reader(article).text
    assert "odd = 1" in page[page.index("Your other answers") :]
    assert page.count("<article") == len(job.exercise.checks)
    assert "0 of 6 checks are correct." in page


def test_feedback_tells_of_lateness_attempts_repairs_and_a_person_s_word(job):
    text = Reader(student_page(job, everything(job, "some words")[0])).text
    for part in (
        "Late by 2 days: 1.5 points were taken off.",
        "You handed in 3 attempts; some words counts.",
        "Handed in on 2026-11-22 at 20:15 UTC.",
        "Your file was mended before it was marked.",
        "These points were set by a person: some words",
    ):
        assert part in text
    quiet = Reader(student_page(job, row(job, "ada"))).text
    assert not re.search(r"\b(late|attempts|mended|by a person)\b", quiet, re.IGNORECASE)


def test_what_could_not_be_marked_has_feedback_with_the_reason(job):
    by_hand = {"correlate2d": Override(4.0, "Seen on paper.")}
    torn = row(job, "ada", Result("unreadable", ("The file is torn.",)), overrides=by_hand)
    text = Reader(student_page(job, torn)).text
    assert "could not be marked as it is: The file is torn." in text
    assert "set by a person: Seen on paper." in text


@settings(max_examples=200, deadline=None)
@given(
    st.text(
        st.sampled_from("'\"\\#\n rfbx<&é") | st.characters(exclude_characters="\r"), max_size=60
    )
)
def test_a_listing_says_what_the_source_says(source):
    shown = macro("macros.html", "listing")(source).strip()
    assert "".join(Reader(shown).words) == escape_controls(source)
    assert shown.count('class="l"') == source.count("\n") + 1
    for line in shown.removeprefix('<pre class="code">').removesuffix("</pre>").split("\n"):
        assert re.fullmatch(r'<span class="l">.*</span>', line, re.DOTALL)


def test_names_of_pages_are_different_and_short():
    names = [feedback_name(name) for name in ("a/b", "a:b", "a_b", "..", "x" * 300, EVIL)]
    assert len(set(names)) == len(names)
    assert all(len(name.encode()) < 255 and "/" not in name for name in names)


# --- what only the real thing shows --------------------------------------------------------------


@pytest.mark.sandbox
def test_a_verdict_says_which_limit_was_hit(job):
    need.sandbox()
    texts = {
        "timeout": "while True: pass",
        "memory": "x = bytearray(10**12)",
        "died": "import os; os._exit(1)",
        "": "return 3",
    }
    limits = Limits(seconds=0.5, memory_bytes=512 * MIB)
    engine = NbvalEngine(replace(job, sandbox="bubblewrap", limits=limits))
    try:
        for limit, body in texts.items():
            text = f"def correlate2d(image, kernel):\n    {body}"
            verdicts, _ = engine.mark(Extraction((Piece("answer-correlate2d", text),)))
            hit = {verdict.check: verdict.limit_hit for verdict in verdicts}
            assert hit.pop("correlate2d") == limit
            assert set(hit.values()) == {""}, "no other check was touched"
    finally:
        engine.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_browser_shows_all_of_it_in_both_schemes(job, tmp_path, browser, scheme):
    (tmp_path / "feedback").mkdir()
    rows = everything(job)
    path, learner = tmp_path / "report.html", tmp_path / "feedback" / feedback_name(EVIL)
    path.write_text(class_page(job, rows, "b"), encoding="utf-8")
    learner.write_text(student_page(job, rows[0]), encoding="utf-8")
    context = browser.new_context(color_scheme=scheme, viewport={"width": 700, "height": 900})
    page = context.new_page()
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    page.goto(path.as_uri())
    assert page.locator("table.marks tbody tr").count() == len(rows)
    assert page.locator("table.marks td:first-child").nth(1).inner_text() == EVIL
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
    assert _contrast(page, "body") > 7
    assert _contrast(page, "p.soft") > 4.5
    page.locator("table.marks a").first.click()
    assert page.locator("h1").inner_text() == f"01-convolution: {EVIL}"
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
    context.close()


def _contrast(page, selector: str) -> float:
    """Return the contrast of a text with the page, as WCAG 2 counts it."""
    script = """name => [getComputedStyle(document.querySelector(name)).color,
                         getComputedStyle(document.body).backgroundColor]"""
    light, dark = sorted(map(_luminance, page.evaluate(script, selector)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = np.array(list(map(float, re.findall(r"[\d.]+", colour)[:3]))) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])
