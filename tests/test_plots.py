import base64

import numpy as np
import pytest

from convedu import images, plots


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
