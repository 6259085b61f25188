"""Trained weights from a learner's file: torchvision's names and shapes, filled at random."""

import json
import re
import struct

import numpy as np
import pytest

from convedu import alexnet
from tests import need

NETWORK = alexnet.VARIANTS["torchvision"]
SHAPES = {
    "features.0": (64, 3, 11, 11),
    "features.3": (192, 64, 5, 5),
    "features.6": (384, 192, 3, 3),
    "features.8": (256, 384, 3, 3),
    "features.10": (256, 256, 3, 3),
    "classifier.1": (4096, 9216),
    "classifier.4": (4096, 4096),
    "classifier.6": (1000, 4096),
}


@pytest.fixture(scope="module")
def state():
    """Random arrays in torchvision's layout."""
    random = np.random.default_rng(7)
    arrays = {}
    for key, shape in SHAPES.items():
        scale = np.float32(np.sqrt(2 / np.prod(shape[1:])))
        arrays[f"{key}.weight"] = random.standard_normal(shape, dtype=np.float32) * scale
        arrays[f"{key}.bias"] = random.standard_normal(shape[0], dtype=np.float32) * scale
    return arrays


def save_safetensors(path, arrays, **changes):
    header, parts, at = {"__metadata__": {"format": "pt"}}, [], 0
    for name, array in arrays.items():
        dtype = {"float32": "F32", "float64": "F64", "float16": "F16"}.get(array.dtype.name, "I64")
        end = at + array.nbytes
        header[name] = {"dtype": dtype, "shape": list(array.shape), "data_offsets": [at, end]}
        header[name] |= changes.get(name, {})
        parts.append(array.tobytes())
        at = end
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(parts))
    return path


@pytest.fixture(scope="module")
def files(state, tmp_path_factory):
    folder = tmp_path_factory.mktemp("weights")
    np.savez(folder / "alexnet.npz", **state)
    save_safetensors(folder / "alexnet.safetensors", state)
    return folder


@pytest.mark.parametrize("form", ["npz", "safetensors"])
def test_the_file_holds_the_networks_parameters(files, state, form):
    parameters = alexnet.load(files / f"alexnet.{form}")
    found = [held for held in parameters if held]
    for key, (weight, bias) in zip(SHAPES, found, strict=True):
        assert np.array_equal(weight, state[f"{key}.weight"])
        assert np.array_equal(bias, state[f"{key}.bias"])
    assert [held is None for held in parameters] == [not layer.weights for layer in NETWORK]


def test_the_run_is_torchs_with_torchvisions_keys(files, state):
    torch = need.torch()
    nn = torch.nn
    features = nn.Sequential(
        *(nn.Conv2d(3, 64, 11, stride=4, padding=2), nn.ReLU(), nn.MaxPool2d(3, 2)),
        *(nn.Conv2d(64, 192, 5, padding=2), nn.ReLU(), nn.MaxPool2d(3, 2)),
        *(nn.Conv2d(192, 384, 3, padding=1), nn.ReLU()),
        *(nn.Conv2d(384, 256, 3, padding=1), nn.ReLU()),
        *(nn.Conv2d(256, 256, 3, padding=1), nn.ReLU(), nn.MaxPool2d(3, 2)),
    )
    classifier = nn.Sequential(
        *(nn.Dropout(), nn.Linear(9216, 4096), nn.ReLU()),
        *(nn.Dropout(), nn.Linear(4096, 4096), nn.ReLU(), nn.Linear(4096, 1000)),
    )
    model = nn.Module()
    model.features, model.classifier = features, classifier
    model.load_state_dict({name: torch.from_numpy(array) for name, array in state.items()})
    model.eval()
    x = np.random.default_rng(1).standard_normal((3, 224, 224), dtype=np.float32)
    with torch.no_grad():
        expected = classifier(features(torch.from_numpy(x)[None]).flatten(1))[0].numpy()
    *_, last = alexnet.forward(NETWORK, alexnet.load(files / "alexnet.safetensors"), x)
    np.testing.assert_allclose(last.output, expected, rtol=0, atol=1e-4 * np.abs(expected).max())


BAD = {
    "has no features.0.weight, expected one of shape (64, 3, 11, 11)": {},
    "features.0.weight has shape (96, 3, 11, 11) and holds float32, expected (64, 3, 11, 11)": {
        "features.0.weight": np.zeros((96, 3, 11, 11), np.float32)
    },
    "features.0.weight has shape (64, 3, 11, 11) and holds int64, expected": {
        "features.0.weight": np.zeros((64, 3, 11, 11), np.int64)
    },
}


@pytest.mark.parametrize(("message", "arrays"), BAD.items(), ids=list(BAD))
def test_a_file_that_does_not_fit_is_refused_with_key_and_shape(tmp_path, message, arrays):
    np.savez(tmp_path / "wrong.npz", **arrays)
    with pytest.raises(ValueError, match=re.escape(message)) as caught:
        alexnet.load(tmp_path / "wrong.npz")
    assert str(caught.value).startswith("wrong.npz")


NO_TENSORS = {
    "empty": b"",
    "a header longer than the file": struct.pack("<Q", 2**62) + b"{}",
    "no json": struct.pack("<Q", 2) + b"[",
    "a list": struct.pack("<Q", 2) + b"[]",
    "null": struct.pack("<Q", 4) + b"null",
    "no entry": struct.pack("<Q", 7) + b'{"a":1}',
    "words": b"class 0\nclass 1\n",
}


@pytest.mark.parametrize("data", NO_TENSORS.values(), ids=list(NO_TENSORS))
def test_what_is_no_file_of_weights_is_refused(tmp_path, data):
    (tmp_path / "file").write_bytes(data)
    with pytest.raises(ValueError, match="file is neither safetensors nor npz, or it is damaged"):
        alexnet.load(tmp_path / "file")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"dtype": "BF16"}, "an array is of BF16, expected one of F64, F32, F16"),
        ({"data_offsets": [0, 3]}, "damaged"),
        ({"data_offsets": [0, 400]}, "damaged"),
        ({"shape": [2, 3]}, "damaged"),
        ({"shape": "x"}, "damaged"),
    ],
)
def test_a_damaged_entry_is_refused(tmp_path, change, reason):
    arrays = {"features.0.bias": np.zeros(64, np.float32)}
    path = save_safetensors(tmp_path / "file", arrays, **{"features.0.bias": change})
    with pytest.raises(ValueError, match=reason):
        alexnet.load(path)


def test_a_file_of_torch_save_is_refused(tmp_path):
    torch = need.torch()
    torch.save({"features.0.weight": torch.zeros(1)}, tmp_path / "alexnet.pth")
    with pytest.raises(ValueError, match=r"alexnet.pth is a file of torch.save, which can run"):
        alexnet.load(tmp_path / "alexnet.pth")


def test_a_missing_file_is_named():
    with pytest.raises(FileNotFoundError, match="nowhere"):
        alexnet.load("nowhere.npz")


def test_a_picture_is_cropped_to_the_middle_and_normalised():
    image = np.zeros((100, 300, 3))
    image[:, 100:200] = (0.485, 0.456, 0.406)
    prepared = alexnet.prepare(image)
    assert (prepared.shape, prepared.dtype) == ((3, 224, 224), np.float32)
    np.testing.assert_allclose(prepared, 0, atol=1e-6)
    with pytest.raises(ValueError, match=re.escape("image has shape (3, 5, 5), expected (H, W")):
        alexnet.prepare(np.zeros((3, 5, 5)))


def test_the_highest_classes_have_the_learners_names(tmp_path):
    labels = tmp_path / "labels.txt"
    labels.write_text("cat\ndog\nlemon, yellow\nship\n", "utf-8")
    found = alexnet.highest(np.array([0.0, 2.0, 1.0, 2.0]), labels, count=3)
    assert [name for name, _ in found] == ["dog", "ship", "lemon, yellow"]
    weights = np.exp([2, 2, 1])
    assert [p for _, p in found] == pytest.approx(weights / (weights.sum() + 1))
    with pytest.raises(ValueError, match=r"labels.txt has 4 lines, expected 1000, one a class"):
        alexnet.highest(np.zeros(1000), labels)
