"""A prediction: logged once, answered afterwards, and never before."""

import base64
import json

import pytest

from convedu.widgets import Prediction

ANSWER = {"correct": False, "answer": 2, "why": "Because.", "tempting": "It looks so."}
ANSWERS = [ANSWER, ANSWER, {**ANSWER, "correct": True, "tempting": ""}]


@pytest.fixture
def asked():
    """A question and the list of what was logged."""
    log = []

    def commit(choice, confidence):
        log.append((choice, confidence))
        return choice, confidence

    return Prediction("What is `x`?", ["1", "`2`", "3"], ANSWERS, on_commit=commit, name="x"), log


def test_the_choice_is_logged_and_then_the_answer_comes(asked):
    question, log = asked
    question.set_state({})  # nothing that the page can send by itself reveals anything
    assert (log, question.reveal) == ([], {})
    question.commit(1, 2)
    assert log == [(1, 2)]
    assert question.reveal == {"choice": 1, "confidence": 2, **ANSWER}


def test_before_the_choice_nobody_meets_the_answer(asked):
    question, _ = asked
    sent = json.dumps(question.get_state(), default=str)
    assert "Because" not in sent
    assert '"answer"' not in sent.replace(question._esm, "")
    assert question.get_state()["reveal"] == {}
    assert json.loads(base64.b64decode(question.sealed)) == ANSWERS


def test_the_record_decides_which_choice_is_answered():
    question = Prediction("?", ["a", "b", "c"], ANSWERS, on_commit=lambda *_: (0, 2), name="q")
    question.commit(2, 0)
    assert question.reveal == {"choice": 0, "confidence": 2, **ANSWERS[0]}


def test_the_first_choice_counts(asked):
    question, log = asked
    question.commit(0, 0)
    question.commit(2, 2)
    assert log == [(0, 0)]
    assert question.reveal["choice"] == 0


def test_an_earlier_choice_is_shown_and_cannot_be_made_again():
    question = Prediction(
        "?", ["a", "b", "c"], ANSWERS, on_commit=pytest.fail, name="q", earlier=(2, 0)
    )
    question.commit(1, 1)
    assert question.reveal == {"choice": 2, "confidence": 0, **ANSWERS[2]}


def test_a_message_from_the_page_commits(asked):
    question, log = asked
    question._handle_custom_msg({"choice": 2, "confidence": 1}, [])
    assert log == [(2, 1)]


@pytest.mark.parametrize(
    ("message", "problem"),
    [
        ({}, "choice must be an integer, got None"),
        ({"choice": 3, "confidence": 0}, "choice must be from 0 to 2, got 3"),
        ({"choice": 0}, "confidence must be an integer, got None"),
        ({"choice": "1"}, "choice must be an integer, got '1'"),
    ],
)
def test_a_message_that_makes_no_sense_logs_nothing_and_says_so(asked, message, problem):
    question, log = asked
    question._handle_custom_msg(message, [])
    assert (log, question.reveal) == ([], {})
    assert problem in question.problem


def test_a_choice_that_cannot_be_logged_says_why():
    def full(choice, confidence):
        raise OSError("no space left")

    question = Prediction("?", ["a", "b"], ANSWERS[:2], on_commit=full, name="q")
    question._handle_custom_msg({"choice": 0, "confidence": 0}, [])
    assert question.problem == "OSError: no space left"
    assert question.reveal == {}


def test_the_text_is_the_question_whatever_was_answered(asked):
    question, _ = asked
    text = "Prediction: What is `x`?\n  1. 1\n  2. `2`\n  3. 3"
    assert repr(question) == text
    question.commit(0, 0)
    data, _ = question._repr_mimebundle_()
    assert data["text/plain"] == text
    assert set(data) == {"text/plain", "application/vnd.jupyter.widget-view+json"}


@pytest.mark.parametrize(
    ("message", "wrong"),
    [
        ("options is ['a'], expected at least two", {"options": ["a"]}),
        ("options is 'ab', expected at least two", {"options": "ab"}),
        ("answers has 1 entries, expected one for each", {"answers": ANSWERS[:1]}),
        ("on_commit is None, expected a function", {"on_commit": None}),
    ],
)
def test_what_is_no_question_is_refused(message, wrong):
    right = {"options": ["a", "b"], "answers": ANSWERS[:2], "on_commit": print, "name": "q"}
    with pytest.raises((TypeError, ValueError)) as refused:
        Prediction("?", **{**right, **wrong})
    assert message in str(refused.value)
