"""The built book behind a server that counts what it is asked for, and pages of it in a browser."""

import contextlib
import functools
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

ROOT = Path(__file__).parents[2]
LESSONS = [path.stem for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))][1:]
EXERCISES = [f"exercise-{path.stem}" for path in sorted((ROOT / "exercises").glob("0*.ipynb"))]
PAGES = ["index", *LESSONS, *EXERCISES]  # the first notebook is the start page
PATIENCE = 90_000  # a start of Python on two shared cores
expect.set_options(timeout=20_000)


FIRST_RUN = ("pyodide", "python_stdlib", "numpy", "course", "worker", "editor")
"""How the names of the files begin that are loaded for Python, and for an editor."""
_COPY = re.compile(r"\.(gz|zip)\.js\.[0-9a-f]+\.js$")


def parts(book: Path) -> tuple[list[bytes], list[bytes]]:
    """Return the files that are there to read, and those of the first run; no copies for a disk."""
    files = [path for path in sorted(book.rglob("*")) if path.is_file()]
    runs = [path for path in files if path.parent != book and path.name.startswith(FIRST_RUN)]
    return (
        [path.read_bytes() for path in files if path not in runs],
        [path.read_bytes() for path in runs if not _COPY.search(path.name)],
    )


class Server(http.server.ThreadingHTTPServer):
    """Serves a folder; what is in `missing` is not found."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        self.missing: set[str] = set()
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder)))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        if any(part in self.path for part in self.server.missing):
            self.send_error(404)
        else:
            super().do_GET()

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def served(folder: Path) -> Iterator[Server]:
    with Server(folder) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def open_page(context: BrowserContext, address: str) -> Page:
    """Open a page and keep what goes wrong in it in `page.problems`."""
    page = context.new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("console", lambda said: said.type == "error" and page.problems.append(said.text))
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    return page


def write(page: Page, cell: str, text: str) -> None:
    """Replace a cell's text, as a learner would paste it."""
    editor = page.locator(f"#{cell} .cm-content")
    editor.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text)


def check(page: Page, cell: str, state: str) -> str:
    """Run an answer and its check, wait for a verdict and return its words."""
    page.locator(f"#{cell}").get_by_role("button", name="Run and check").click()
    verdict = page.locator(f"#{page.locator(f'#{cell}').get_attribute('data-check')}")
    expect(verdict).to_have_attribute("data-state", state, timeout=PATIENCE)
    return verdict.locator(".outputs").inner_text()


def run(page: Page, cell: str) -> str:
    """Run a cell and return what it shows, when Python is done."""
    page.locator(f"#{cell}").get_by_role("button", name="Run", exact=True).click()
    idle(page)
    return page.locator(f"#{cell} .outputs, #{cell} .live").first.inner_text()


def kept(page: Page, text: str) -> None:
    """Wait until the browser's storage holds a text."""
    page.wait_for_function(
        "(text) => Object.values(localStorage).some((each) => each.includes(text))", arg=text
    )


def idle(page: Page) -> None:
    """Wait until Python is done."""
    expect(page.locator("html")).not_to_have_attribute("data-busy", "", timeout=PATIENCE)


def notices(page: Page) -> str:
    return " ".join(page.locator("#notices p").all_inner_texts())
