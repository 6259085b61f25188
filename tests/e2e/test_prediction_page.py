"""A prediction on its own page: the answer needs no kernel, the record of it does."""

import pytest
from playwright.sync_api import expect

from convedu import study

pytestmark = pytest.mark.browser

QUESTION = study.units()[0].questions[0]
NOT_KEPT = "This choice is not in your record"

RENDER = """async (kernel) => {
  const { module, state } = JSON.parse(document.getElementById("payload").textContent);
  const address = URL.createObjectURL(new Blob([module], { type: "text/javascript" }));
  const { default: view } = await import(address);
  const send = kernel === "gone" ? () => { throw new Error("no comm"); } : () => {};
  const model = { get: (name) => state[name], on() {}, off() {}, send };
  view.render({ model, el: document.getElementById("widget") });
}"""


@pytest.fixture
def asked(show, monkeypatch):
    monkeypatch.setenv("CONVEDU_PROGRESS", "off")
    return show(study.predict(f"unit1/{QUESTION.name}"))


def commit(page, choice):
    page.get_by_role("radio").nth(choice).check()
    page.get_by_role("radio", name="certain").check()
    page.get_by_role("button", name="Commit").click()


@pytest.mark.parametrize("choice", range(len(QUESTION.options)))
def test_a_choice_is_answered_without_a_kernel(asked, choice):
    commit(asked, choice)
    answer = asked.locator(".cv-answer")
    expect(answer).to_contain_text("Yes." if choice == QUESTION.right else "The answer:")
    expect(answer).to_be_focused()
    expect(asked.get_by_role("button", name="Commit")).to_be_hidden()
    expect(asked.locator("label.cv-right")).to_have_count(1)
    assert all(radio.is_disabled() for radio in asked.get_by_role("radio").all())


def test_after_a_restart_the_choice_is_answered_and_the_learner_told(asked):
    asked.evaluate(RENDER, "gone")
    commit(asked, 0)
    expect(asked.locator(".cv-answer")).not_to_be_empty()
    expect(asked.get_by_role("alert")).to_contain_text(NOT_KEPT)


def test_a_kernel_that_stays_silent_is_named_in_time(page, asked):
    page.clock.install()
    asked.evaluate(RENDER, "busy")
    commit(asked, 0)
    expect(asked.locator(".cv-alert")).to_be_empty()
    page.clock.fast_forward(20_000)
    expect(asked.get_by_role("alert")).to_contain_text(NOT_KEPT)
