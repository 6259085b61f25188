import base64
import io

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from convedu import images, ops, plots
from convedu.plots import blocks, colours, page
from convedu.plots.picture import with_fewer_colours
from convedu.plots.scales import Scale, scale_of
from convedu.widgets import TapeAndTiles


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


# --- signs without hue --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "scale", [Scale("shaded", -2, 2), Scale("picture", -1, 3), Scale("picture", -0.1, 1.5, 1.5)]
)
def test_where_cells_are_small_the_lower_number_is_the_darker_one(scale):
    shares = scale.colours(np.linspace(scale.low, scale.high, 300))
    linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    grey = linear @ [0.2126, 0.7152, 0.0722]
    assert (np.diff(grey) > -1e-3).all()
    assert grey[0] < 0.02
    assert grey[-1] > 0.7


@pytest.mark.parametrize("drawn", ["a figure", "a page"])
def test_large_negative_cells_are_hatched_and_no_others(drawn):
    panel = np.kron([[1.0, -1.0, 0.0], [-0.3, 0.5, -0.7]], np.ones((6, 6)))
    if drawn == "a page":
        pixels = page.colours(panel)
    else:
        picture = plots.images({"signs": panel}, alt="Six fields.")
        canvas = FigureCanvasAgg(picture.figure)
        canvas.draw()
        [axes] = picture.figure.axes
        left, bottom, right, top = axes.get_window_extent().extents.round().astype(int)
        high = len(canvas.buffer_rgba())
        pixels = np.asarray(canvas.buffer_rgba())[high - top : high - bottom, left:right, :3]
    rows, columns = (np.linspace(0, n, k + 1) for n, k in zip(pixels.shape, (2, 3), strict=False))
    for (row, column), x in np.ndenumerate(panel[::6, ::6]):
        field = pixels[
            int(rows[row]) + 4 : int(rows[row + 1]) - 4,
            int(columns[column]) + 4 : int(columns[column + 1]) - 4,
        ]
        contrast = np.ptp(field @ [0.2126, 0.7152, 0.0722])
        assert contrast > 30 if x < 0 else contrast < 1


def test_a_large_map_is_shaded_and_a_photograph_keeps_its_greys():
    small, large = -np.eye(8), -np.eye(100)
    assert [scale_of(grid).kind for grid in (small, large)] == ["signed", "shaded"]
    assert scale_of(large, shaded=False).kind == "signed"
    assert scale_of(large, white=1).kind == "picture"
    assert scale_of(-large).kind == "grey"


# --- on a white page and on a dark one ----------------------------------------------------------

PAGES = "#ffffff", "#111111"
"""The second is JupyterLab's dark theme."""


def luminance(colour):
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


@pytest.mark.parametrize("page_colour", PAGES)
@pytest.mark.parametrize(
    ("name", "least"), [("INK", 4.2), ("ACCENT", 4.2), ("BLUE", 4), ("LINE", 3)]
)
def test_words_and_lines_can_be_told_from_both_pages(name, least, page_colour):
    dark, bright = sorted([luminance(getattr(colours, name)), luminance(page_colour)])
    assert (bright + 0.05) / (dark + 0.05) > least


@pytest.mark.parametrize("widget", [False, True], ids=["images", "a widget's still"])
def test_a_figure_has_no_paper_and_its_words_have_the_ink_of_both_pages(widget):
    made = TapeAndTiles(8, 3) if widget else plots.images({"identity": np.eye(3)}, alt="Three.")
    png = made.static_png() if widget else plots.to_png(made.figure)
    pixels = np.asarray(Image.open(io.BytesIO(png)).convert("RGBA")).reshape(-1, 4)
    assert pixels[0, 3] == 0, "the corner"
    ink = [int((colours.LINE if widget else colours.INK)[i : i + 2], 16) for i in (1, 3, 5)]
    assert (np.abs(pixels[pixels[:, 3] == 255, :3] - np.array(ink)).sum(axis=1) < 12).any()


def test_with_fewer_colours_a_picture_keeps_its_look_and_what_shines_through():
    grey = np.linspace(0, 255, 64 * 64).reshape(64, 64).astype(np.uint8)
    picture = np.stack([grey, grey, 255 - grey, np.full_like(grey, 255)], axis=2)
    picture[:16, :, 3] = np.arange(64) * 4
    picture[:16, :, :3] = 113, 123, 134
    picture[0] = 0
    small = Image.open(io.BytesIO(with_fewer_colours(Image.fromarray(picture), 64)))
    assert small.mode == "P"
    assert len(small.getcolors()) <= 64
    again = np.asarray(small.convert("RGBA")).astype(int)
    assert (again[0, :, 3] == 0).all()
    assert np.abs(again[..., 3] - picture[..., 3]).max() <= 32
    assert np.abs(again[16:] - picture[16:]).mean() < 3


# --- pictures without matplotlib -------------------------------------------------------------


@pytest.mark.parametrize(
    ("panel", "first", "last"),
    [
        ([[0.0, 1.0]], [0, 0, 0], [255, 255, 255]),
        ([[0.0, 4.0]], [0, 0, 0], [255, 255, 255]),
        ([[1.0, -1.0, 0.0]], [0x9C, 0x4A, 0x06], [0xF7, 0xF7, 0xF7]),
        ([[-0.5, 0.5, 0.5, 2.0]], [0x00, 0x10, 0x3C], [0xFF, 0xF3, 0xDA]),
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


# --- a layer of an MLP above one of a CNN --------------------------------------------------------


def lines_of(ax, colour):
    return [line for line in ax.lines if line.get_color() == colour]


def test_an_mlp_reads_everything_and_a_cnn_a_window_with_what_comes_out_of_them_right():
    image, kernel = np.arange(20.0).reshape(4, 5), np.array([[1.0, -2.0], [0.0, 0.5]])
    made = plots.mlp_above_cnn(image, kernel)
    [ax] = made.figure.axes
    words = [text.get_text() for text in ax.texts if "weights" in text.get_text()]
    assert words == [
        "MLP: all to all, 240 weights, 12 biases",
        "CNN: a window, 4 weights, 1 bias",
    ]
    for colour in (colours.ACCENT, colours.BLUE):
        assert len(lines_of(ax, colour)) == image.size + kernel.size
    mlp, cnn = ([part.get_array() for part in ax.images[4 * row :][:4]] for row in (0, 1))
    assert [part.shape for part in mlp] == [(20, 1), (12, 1), (12, 1), (12, 1)]
    assert [part.shape for part in cnn] == [(4, 5), (3, 4), (1, 1), (3, 4)]
    assert np.allclose(cnn[1], ops.correlate2d(image, kernel))
    for _, sums, bias, out in (mlp, cnn):
        assert np.allclose(out, np.maximum(sums + bias, 0))


def test_a_window_as_large_as_the_picture_makes_an_mlp_of_a_cnn():
    [ax] = plots.mlp_above_cnn(np.eye(4), np.ones((4, 4))).figure.axes
    words = [text.get_text().split(", ", 1)[1] for text in ax.texts if "weights" in text.get_text()]
    assert words == ["16 weights, 1 bias"] * 2
