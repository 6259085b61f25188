"""Texts of a bounded length, in one line."""

from convedu.grading.common.text import in_one_line, shortened


def test_a_long_text_says_how_much_is_left_out():
    assert shortened("a" * 30, most=20) == "a" * 20 + " ... (10 more characters)"
    assert shortened("a" * 20, most=20) == "a" * 20


def test_a_line_has_no_ends_and_nothing_hidden():
    assert in_one_line("a\n  b\x00") == "a b<U+0000>"
