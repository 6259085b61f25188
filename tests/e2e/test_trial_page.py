"""The line that says whether live figures work, with a kernel that answers, is silent or gone."""

import pytest
from playwright.sync_api import expect

from convedu.widgets import Trial

pytestmark = pytest.mark.browser

RENDER = """async (kernel) => {
  const { module } = JSON.parse(document.getElementById("payload").textContent);
  const address = URL.createObjectURL(new Blob([module], { type: "text/javascript" }));
  const { default: view } = await import(address);
  const state = {}, listeners = {};
  const send = () => {
    if (kernel === "gone") throw new Error("no comm");
    if (kernel === "there") { state.answered = true; listeners["change:answered"](); }
  };
  const on = (name, listener) => { listeners[name] = listener; };
  const model = { get: (name) => state[name], on, off() {}, send };
  view.render({ model, el: document.getElementById("widget") });
}"""


@pytest.mark.parametrize(
    ("kernel", "words"),
    [
        ("there", "✓ live figures are shown, and Python answers them"),
        ("gone", "✗ live figures: shown, but Python does not answer"),
        ("silent", "✗ live figures: shown, but Python does not answer"),
    ],
)
def test_the_line_says_what_happened(show, kernel, words):
    page = show(Trial())
    page.clock.install()
    page.evaluate(RENDER, kernel)
    page.clock.fast_forward(20_000)
    expect(page.get_by_role("paragraph")).to_contain_text(words)


def test_a_message_from_the_page_is_answered_and_words_stand_where_no_widget_can():
    trial = Trial()
    assert not trial.answered
    trial._handle_custom_msg({}, [])
    assert trial.answered
    data, _ = trial._repr_mimebundle_()
    assert data["text/plain"].startswith("✗ live figures: none can be shown here")
    assert "image/png" not in data
