"""The estimating game on its own page, by keyboard."""

import pytest
from playwright.sync_api import expect

from convedu.widgets import Estimate
from convedu.widgets.estimate.state import questions

pytestmark = pytest.mark.browser

LOAD = """async () => {
  const { module } = JSON.parse(document.getElementById("payload").textContent);
  const url = URL.createObjectURL(new Blob([module], { type: "text/javascript" }));
  window.lib = await import(url);
}"""


def test_it_is_played_by_keyboard_and_keeps_count(show):
    page = show(Estimate())
    estimate = page.get_by_role("textbox")
    keys = page.keyboard
    for at, question in enumerate(questions()):
        expect(page.get_by_text(f"{at + 1} of 9. ")).to_contain_text(question.text)
        value = question.value * (1.9 if at % 2 else 3)
        estimate.focus()
        keys.type(f"{value:.0f}")
        keys.press("Enter")
        verdict = page.locator(".cv-verdict")
        expect(verdict).to_contain_text("✓ Within a" if at % 2 else "✗ Too large, 3.0 times")
        expect(verdict).to_contain_text(f"It is {question.value:,}.")
        score = f"{(at + 1) // 2} of {at + 1} within a factor of two"
        expect(page.locator(".cv-score")).to_have_text(score)
        keys.press("Enter")
        expect(estimate).to_be_focused()
        expect(estimate).to_have_value("")
    expect(page.get_by_text("1 of 9. ")).to_be_visible()
    expect(page.locator(".cv-score")).to_be_empty()


def test_what_is_no_number_is_refused_and_costs_nothing(show):
    page = show(Estimate())
    for text in ("", "many", "-3", "0", "1e"):
        page.get_by_role("textbox").fill(text)
        page.get_by_role("button", name="Estimate").click()
        expect(page.get_by_role("alert")).to_contain_text("Type a number, such as")
    expect(page.locator(".cv-score")).to_be_empty()


def test_numbers_may_be_written_in_many_ways(show):
    page = show(Estimate())
    page.evaluate(LOAD)
    written = {"80000": 8e4, "80,000": 8e4, "80 000": 8e4, "80k": 8e4, "80 thousand": 8e4}
    written |= {"8e4": 8e4, "2.5 million": 2.5e6, "2.5M": 2.5e6, "1 billion": 1e9, "0.5 g": 5e8}
    found = page.evaluate("(texts) => texts.map(lib.parseEstimate)", list(written))
    assert found == list(written.values())
    for times, near in ((0.5, True), (2, True), (0.49, False), (2.1, False)):
        assert page.evaluate("([a, b]) => lib.judge(a, b).near", [100 * times, 100]) is near
