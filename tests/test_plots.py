import base64
import io

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from convedu import images, plots
from convedu.plots import blocks, page


def test_a_picture_says_what_it_shows_and_is_small():
    picture = plots.images(
        {name: images.load(name) for name in ("camera", "brick", "coins")}, alt="Three."
    )
    data, metadata = picture._repr_mimebundle_()
    assert data["text/plain"] == "Picture: Three."
    assert metadata["image/png"]["alt"] == "Three."
    assert len(base64.b64decode(data["image/png"])) <= 40_000


def test_a_picture_is_the_same_in_every_run():
    draw = [plots.images({"a": np.eye(3)}, alt="An identity matrix.") for _ in range(2)]
    assert plots.to_png(draw[0].figure) == plots.to_png(draw[1].figure)


def test_a_picture_without_words_is_refused():
    with pytest.raises(ValueError, match="alt is ' ', expected a sentence"):
        plots.images({"a": np.eye(3)}, alt=" ")


def test_words_keep_their_size_where_a_picture_has_to_be_drawn_smaller(monkeypatch):
    noise = np.random.default_rng(0).random((300, 300))
    picture = plots.images({"noise": noise, "more": noise.T}, alt="Noise.")
    [title] = picture.figure.findobj(lambda part: getattr(part, "get_text", str)() == "noise")
    save, drawn = picture.figure.savefig, []

    def savefig(*place, dpi, **form):
        drawn.append((dpi, round(title.get_fontsize() * dpi / 72, 6)))
        save(*place, dpi=dpi, **form)

    monkeypatch.setattr(picture.figure, "savefig", savefig)
    plots.to_png(picture.figure)
    dpis, pixels = zip(*drawn, strict=True)
    assert min(dpis) < 100
    assert set(pixels) == {9 * 110 / 72}
    assert title.get_fontsize() == 9, "the figure is as it was"


def test_wide_panels_do_not_float_in_white():
    shapes = {"square": (9, 9), "wide": (14, 28), "tall": (30, 6)}
    high = {}
    for name, shape in shapes.items():
        figure = plots.images({"a": np.eye(*shape), "b": np.eye(*shape)}, alt="Two.").figure
        width, high[name] = figure.get_size_inches()
        assert width == 4.8
    assert high["tall"] == high["square"] > 1.8 * high["wide"]


def test_signed_values_have_zero_in_the_middle():
    picture = plots.images({"grey": np.eye(3), "signed": np.array([[-3.0, 1.0]])}, alt="Two.")
    grey, signed = (axes.images[0].get_clim() for axes in picture.figure.axes)
    assert (grey, signed) == ((0, 1), (-3, 3))


# --- pictures without matplotlib -------------------------------------------------------------


@pytest.mark.parametrize(
    ("panel", "first", "last"),
    [
        ([[0.0, 1.0]], [0, 0, 0], [255, 255, 255]),
        ([[0.0, 4.0]], [0, 0, 0], [255, 255, 255]),
        ([[-1.0, 0.0]], [0x17, 0x49, 0x8A], [0xF7, 0xF7, 0xF7]),
        ([[-0.5, 0.5, 0.5, 2.0]], [0x17, 0x49, 0x8A], [0x9C, 0x4A, 0x06]),
    ],
)
def test_a_page_colours_a_panel_by_the_rules_of_a_figure(panel, first, last):
    pixels = page.colours(np.array(panel))
    assert pixels[0, 0].tolist() == first
    assert pixels[0, -1].tolist() == last


def test_a_pages_png_is_what_another_reader_sees():
    pixels = np.random.default_rng(0).integers(0, 256, (5, 7, 3)).astype(np.uint8)
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(page.png(pixels)))), pixels)


def test_a_pages_images_say_what_they_show_and_escape_their_titles():
    made = page.images({"<b>": np.eye(3), "two": np.eye(2)}, alt='a "point"')
    shown = made._repr_mimebundle_()
    assert shown["text/plain"] == 'Picture: a "point"'
    assert shown["text/html"].count("<img ") == 2
    assert "&lt;b&gt;" in shown["text/html"]
    assert "alt='a &quot;point&quot;'" in shown["text/html"]
    with pytest.raises(ValueError, match="alt is ' '"):
        page.images({"a": np.eye(1)}, alt=" ")


def test_a_block_is_drawn_to_scale_with_a_slice_for_each_channel():
    ax = Figure().subplots()
    block = blocks.Block(2, 10, 32, 20, 3)
    blocks.draw_block(ax, block, slices=("red", "green", "blue"), picture=np.eye(4))
    *faces, front = ax.patches
    assert len(faces) == 2 * 3
    corners = np.concatenate([face.get_xy() for face in faces])
    back = 3 * np.sqrt(0.5)
    assert corners.min(axis=0) == pytest.approx([2, 10 - back])
    assert corners.max(axis=0) == pytest.approx([34 + back, 30])
    assert [front.get_width(), front.get_height()] == [32, 20]
    assert ax.images[0].get_extent() == [2, 34, 30, 10]
