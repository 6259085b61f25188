"""Text cells as HTML: headings with anchors, links between pages, formulas as MathML."""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import latex2mathml.converter
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from pygments.lexers import PythonLexer
from pygments.token import Token as Code

from .errors import BookError

_COLOURED = {
    Code.Keyword: "k",
    Code.Operator.Word: "k",
    Code.String: "s",
    Code.Number: "m",
    Code.Comment: "c",
    Code.Name.Function: "n",
    Code.Name.Class: "n",
    Code.Name.Builtin: "n",
}
"""The parts of Python that the style colours, and their classes there."""
_TAG = re.compile(r"<math.*?</math>|<[^>]+>", re.DOTALL)


@dataclass(frozen=True)
class Heading:
    """A heading's level, anchor and words."""

    level: int
    anchor: str
    words: str


@dataclass(frozen=True)
class Text:
    """A text cell's HTML, its headings, and its words without formulas."""

    html: str
    headings: tuple[Heading, ...]

    @property
    def plain(self) -> str:
        """The words, for the search."""
        return " ".join(html.unescape(_TAG.sub(" ", self.html)).split())


class Renderer:
    """Turns text cells into HTML.

    Parameters
    ----------
    pages : mapping of str to str
        Where a link to a notebook goes: its path from the course's folder, without ending, to the
        page's file.
    """

    def __init__(self, pages: Mapping[str, str]) -> None:
        self._pages = pages
        self._markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
        self._markdown.use(dollarmath_plugin, renderer=_math)

    def text(self, source: str) -> Text:
        """Render one cell.

        Raises
        ------
        BookError
            If a link leads to no page or a formula cannot be set.
        """
        tokens = self._markdown.parse(source)
        headings = []
        for token, content in pairwise(tokens):
            if token.type == "heading_open":
                words = "".join(child.content for child in content.children or ())
                anchor = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
                token.attrSet("id", anchor)
                headings.append(Heading(int(token.tag[1]), anchor, words))
        _set_heads(tokens)
        for token in tokens:
            self._send_links(token)
        page = self._markdown.renderer.render(tokens, self._markdown.options, {})
        return Text(page, tuple(headings))

    def _send_links(self, token: Token) -> None:
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("href", self._address(str(child.attrGet("href"))))

    def _address(self, link: str) -> str:
        path, mark, anchor = link.partition("#")
        if not path or re.match(r"[a-z]+:", path):
            return link
        name = re.sub(r"^(\.\./)+", "", path).removesuffix(".ipynb")
        page = self._pages.get(name) or self._pages.get(f"notebooks/{name}")
        if page is None:
            raise BookError(f"the link {link!r} leads to no page of the book")
        return page + mark + anchor


def _set_heads(tokens: Sequence[Token]) -> None:
    """Let only cells with words be heads; where the corner has none, so are the first of rows."""
    corner_is_empty = False
    for previous, start, content, end in zip(*(tokens[n:] for n in range(4)), strict=False):
        first = previous.type == "tr_open"
        if start.type == "th_open":
            corner_is_empty = not content.content if first else corner_is_empty
            start.tag = end.tag = "th" if content.content else "td"
        elif start.type == "td_open" and first and corner_is_empty:
            start.tag = end.tag = "th"
            start.attrSet("scope", "row")


def code(source: str) -> str:
    """Return Python as HTML, with those parts marked that the style colours."""
    tokens = PythonLexer(stripnl=False, ensurenl=False).get_tokens(source)
    parts = []
    for kind, group in groupby(tokens, lambda token: _class_of(token[0])):
        text = html.escape("".join(value for _, value in group), quote=False)
        parts.append(f'<span class="{kind}">{text}</span>' if kind else text)
    return "".join(parts)


def _class_of(kind: object) -> str:
    return next((name for group, name in _COLOURED.items() if kind in group), "")


def _math(content: str, options: Mapping[str, bool]) -> str:
    display = "block" if options["display_mode"] else "inline"
    try:
        formula = latex2mathml.converter.convert(content.strip(), display=display)
    except Exception as error:  # its own exceptions share no class
        raise BookError(f"the formula {content.strip()!r} cannot be set: {error}") from error
    return f'<div class="math">{formula}</div>' if display == "block" else formula
