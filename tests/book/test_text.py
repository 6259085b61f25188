"""Text cells as HTML."""

import re

import pytest

from convedu.book.errors import BookError
from convedu.book.text import Renderer, code


@pytest.fixture
def renderer() -> Renderer:
    return Renderer({"notebooks/01-a": "01-a.html", "exercises/01-a": "exercise-01-a.html"})


@pytest.mark.parametrize(
    ("link", "page"),
    [
        ("01-a.ipynb", "01-a.html"),
        ("../notebooks/01-a.ipynb#part", "01-a.html#part"),
        ("../exercises/01-a.ipynb", "exercise-01-a.html"),
        ("#below", "#below"),
        ("https://example.org/a.ipynb", "https://example.org/a.ipynb"),
    ],
)
def test_links_go_to_pages(renderer, link, page):
    assert f'<a href="{page}">' in renderer.text(f"See [this]({link}).").html


def test_a_link_to_nowhere_is_refused(renderer):
    with pytest.raises(BookError, match=r"'02-b.ipynb' leads to no page"):
        renderer.text("[b](02-b.ipynb)")


def test_headings_have_anchors_and_formulas_are_mathml(renderer):
    text = renderer.text("## A `b` of $x$\n\n$$y = \\sum_i x_i$$\n\nand $z$ here")
    assert text.headings[0].anchor == "a-b-of-x"
    assert '<div class="math"><math' in text.html
    assert text.html.count("<math") == 3
    assert "∑" not in text.plain
    assert "and" in text.plain


def test_a_formula_that_cannot_be_set_is_refused(renderer):
    with pytest.raises(BookError, match="the formula 'a_' cannot be set"):
        renderer.text("$a_$")


def test_where_the_corner_is_empty_rows_have_heads(renderer):
    html = renderer.text("| | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |").html
    assert re.findall(r"<t[hd](?: [^>]*)?>", html) == [
        *("<td>", "<th>"),
        *('<th scope="row">', "<td>") * 2,
    ]
    assert html.count("</th>") == 3
    html = renderer.text("| a | | |\n|---|---|---|\n| 1 | 2 | 3 |").html
    assert re.findall(r"<t[hd](?: [^>]*)?>", html) == ["<th>", *["<td>"] * 5]
    assert html.count("</td>") == 5


def test_code_is_escaped_and_keeps_its_text():
    marked = code("if a < b:\n    print('<b>')  # x")
    assert "&lt;b&gt;" in marked
    assert "<b>" not in marked
    assert not marked.endswith("\n")


def test_code_is_marked_where_the_style_colours_it_and_nowhere_else():
    assert code('for x in range(3):\n    y = "a"  # c') == (
        '<span class="k">for</span> x <span class="k">in</span> <span class="n">range</span>('
        '<span class="m">3</span>):\n    y = <span class="s">"a"</span>  <span class="c"># c</span>'
    )
