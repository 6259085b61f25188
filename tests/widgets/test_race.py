"""The Left-Right Race without a browser: stored curves, a run in the background, stopping it."""

import asyncio
import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from convedu import plots, training
from convedu.widgets import LeftRightRace
from convedu.widgets.race import still


def test_stored_curves_are_there_at_once():
    race = LeftRightRace(seed=2)
    assert not race.running
    assert race.live == {}
    last = race.stored["MLP"]["runs"][2]["right"][-1]
    assert re.search(
        rf"MLP \(\d+,\d+ parameters\) \d+ % left, {100 * last:.0f} % right", repr(race)
    )
    assert len(race.static_png()) <= plots.LARGEST_PNG
    assert repr(race) == repr(LeftRightRace(seed=2)) != repr(LeftRightRace(seed=1))


def test_an_unknown_seed_is_refused_and_the_old_stays():
    with pytest.raises(ValueError, match=r"seed is 3, expected one of \(0, 1, 2\)"):
        LeftRightRace(seed=3)
    race = LeftRightRace(seed=1)
    with pytest.raises(ValueError, match=r"seed is -1, expected"):
        race.seed = -1
    assert race.seed == 1


@pytest.fixture
def short(monkeypatch):
    """Three networks, two epochs."""
    real = training.run
    monkeypatch.setattr(training, "run", lambda *a, seed: real(*a, seed=seed, epochs=2))


def test_a_run_trains_in_another_thread_and_is_seeded(short):
    curves = []
    for _ in range(2):
        race = LeftRightRace(seed=1)
        race.run()
        assert race.running, "run() returns at once"
        race.run()  # does nothing
        assert sum(thread is race._thread for thread in threading.enumerate()) == 1
        race.wait(60)
        assert not race.running
        assert (race.progress, race.doing) == (1, "Finished.")
        curves.append(race.live)
    assert curves[0] == curves[1]
    assert {name: len(sides["left"]) for name, sides in curves[0].items()} == dict.fromkeys(
        training.CONTESTANTS, 3
    )
    stored = race.stored["MLP"]["runs"][1]["left"][:3]
    assert curves[0]["MLP"]["left"] == pytest.approx(stored, abs=0.06)


def test_a_run_takes_turns_with_the_page_where_there_are_no_threads(short, monkeypatch):
    monkeypatch.setattr("sys.platform", "emscripten")

    async def run():
        race = LeftRightRace(seed=1)
        race.run()
        turns = 0
        while race.running:
            await asyncio.sleep(0)
            turns += 1
        return race, turns

    # In a thread of its own: a browser test before this one may have left a loop in this one.
    with ThreadPoolExecutor(1) as pool:
        race, turns = pool.submit(asyncio.run, run()).result()
    assert race.doing == "Finished."
    assert race._thread is None
    assert turns > len(training.CONTESTANTS)


def test_a_run_can_be_stopped_and_started_again(short):
    race = LeftRightRace()
    heard = threading.Event()
    race.observe(lambda change: heard.set(), "live")
    race._receive(race, {"do": "run"}, [])
    assert heard.wait(60)
    race._receive(race, {"do": "stop"}, [])
    race.wait(60)
    assert not race.running
    assert race.doing == "Stopped."
    assert race.progress < 1
    assert set(race.live) == {next(iter(training.CONTESTANTS))}, "what was found stays"
    race.run()
    race.wait(60)
    assert race.doing == "Finished."


def test_what_goes_wrong_in_a_run_is_told(monkeypatch):
    def broken(seed):
        raise OSError("no digits")

    monkeypatch.setattr(training, "left_right", broken)
    race = LeftRightRace()
    race.run()
    race.wait(60)
    assert not race.running
    assert race.doing == "The run ended with OSError: no digits"


def test_the_still_picture_draws_both_sides():
    race = LeftRightRace()
    race.stored = {"net": {"runs": [{"left": [0.1, 0.9], "right": [0.1, 0.25]}]}}
    [ax] = still.draw(race).axes
    left, right, _ = ax.lines
    assert list(left.get_ydata()) == pytest.approx([10, 90])
    assert list(right.get_ydata()) == pytest.approx([10, 25])
    assert left.get_linestyle() != right.get_linestyle(), "told apart without colour"
    assert [text.get_text() for text in ax.texts] == ["left 90 %", "right 25 %"]
