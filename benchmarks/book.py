"""The book's sizes, and the CPU seconds that the browser takes: to read, to start, to judge.

CPU seconds are those of all of Chromium's processes together. A busy machine counts for less than
with a clock, but it counts: compare with the blank page.
"""

import gzip
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from convedu.book.build import build
from tests import need
from tests.book import site
from tests.e2e import browsing

EXERCISE = "exercise-01-convolution.html"
BLANK = "blank.html"
"""A page of one word: what the browser itself takes for any page."""
LIVING = "[data-prediction], .figure, #next, html[data-exercise]"
ALIVE = "[data-prediction] .cv, .figure[data-alive], #next a, html[data-ready]"
"""What is to come alive on a lesson, the start page and an exercise, and what shows that it is."""
ROUNDS = 5


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "book"
        start = time.process_time(), time.perf_counter(), os.times()
        built = build(out, on_disk=False)
        cpu = time.process_time() - start[0] + children() - start[2].children_user
        print(f"build: {time.perf_counter() - start[1]:.0f} s, {cpu:.0f} s of CPU")
        print(built.without_python or "with Python", "\n")
        print_sizes(out)
        with site.served(out) as server, browsing.chromium(need.browser()) as browser:
            (out / BLANK).write_text("<!DOCTYPE html><main><h1>Blank</h1></main>", encoding="utf-8")
            for name in [BLANK, *(path.name for path in built.pages)]:
                times = [read(browser, f"{server.address}/{name}") for _ in range(ROUNDS)]
                readable, alive = map(statistics.median, zip(*times, strict=True))
                print(f"{name}: readable after {readable:.2f} s of CPU, alive after {alive:.2f} s")
            for _ in range(3):
                context = browser.new_context()
                print(judge(context.new_page(), f"{server.address}/{EXERCISE}"))
                context.close()
    return 0


def children() -> float:
    return os.times().children_user


def print_sizes(out: Path) -> None:
    """Print what is loaded before and at the first run, compressed, and with nothing packed."""
    names = ("to read", "Python and the editor")
    for name, files in zip(names, site.parts(out), strict=True):
        packed = map(gzip.compress, files)
        plain = [gzip.decompress(each) if each[:2] == b"\x1f\x8b" else each for each in files]
        sizes = [sum(map(len, each)) / 1e6 for each in (files, packed, plain)]
        print("{}: {:.2f} MB, compressed {:.2f} MB, unpacked {:.2f} MB".format(name, *sizes))


def read(browser: Browser, address: str) -> tuple[float, float]:
    """Return the CPU seconds until a page can be read, and until the first of it is alive."""
    page = browser.new_page()
    page.goto("about:blank")
    page.wait_for_timeout(300)  # the window itself is there
    before = browser_cpu(browser)
    page.goto(address, wait_until="commit")
    page.wait_for_selector("main h1")
    readable = browser_cpu(browser) - before
    page.wait_for_load_state()
    if page.locator(LIVING).count():
        page.wait_for_selector(ALIVE)
    alive = browser_cpu(browser) - before
    page.close()
    return readable, alive


def judge(page: Page, address: str) -> str:
    """Return the CPU seconds from the first run to its verdict, and of later ones."""
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    first = verdict(page, "def conv1d_valid(x, w):\n    return np.convolve(x, w, 'valid')\n")
    wrong = "def conv1d_valid(x, w):\n    return np.correlate(x, w, 'valid') + 1 * {}\n"
    later = [verdict(page, wrong.format(number)) for number in range(1, 6)]
    return f"first run to verdict {first:.1f} s of CPU, later at most {max(later):.2f} s"


def verdict(page: Page, answer: str) -> float:
    site.write(page, "answer-conv1d_valid", answer)
    check = page.locator("#check-conv1d_valid")
    check.evaluate("(each) => { delete each.dataset.state; }")
    browser = page.context.browser
    before = browser_cpu(browser)
    page.locator("#answer-conv1d_valid").get_by_role("button", name="Run and check").click()
    expect(check).to_have_attribute("data-state", "keep working", timeout=site.PATIENCE)
    site.idle(page)
    return browser_cpu(browser) - before


def browser_cpu(browser: Browser) -> float:
    """Return the CPU seconds of all of the browser's processes."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return sum(process["cpuTime"] for process in processes)


if __name__ == "__main__":
    sys.exit(main())
