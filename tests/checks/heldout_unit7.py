"""Unit 7: wrong answers written from the task texts alone, each with the name it deserves.

An entry is the name, or None where no usual mistake is behind it, and the answer as a learner
would write it: the source of a function `f`, most a right one with a part replaced, or the numbers.
"""

_ALEXNET_TABLE = """
def f(variant):
    size, pad, groups = variant["input"], variant["pad1"], variant["groups"]
    channels = variant["channels"]
    kernels = [11, 5, 3, 3, 3]
    strides = [4, 1, 1, 1, 1]
    pads = [pad, 2, 1, 1, 1]
    split = [1, groups, 1, groups, groups]
    table = []
    depth = 3
    for n in range(5):
        k = kernels[n]
        size = (size + 2 * pads[n] - k) // strides[n] + 1
        filters = channels[n]
        weights = k * k * (depth // split[n]) * filters
        biases = filters
        macs = weights * size * size
        table.append([weights, biases, macs])
        if n in (0, 1, 4):
            size = (size - 3) // 2 + 1
        depth = filters
    inputs = depth * size * size
    for outputs in [4096, 4096, 1000]:
        table.append([inputs * outputs, outputs, inputs * outputs])
        inputs = outputs
    return table
"""

_DENSE1_INPUTS = """
def f(input, pad1, pool5):
    size = (input + 2 * pad1 - 11) // 4 + 1
    size = (size - 3) // 2 + 1
    size = (size - 3) // 2 + 1
    if pool5:
        size = (size - 3) // 2 + 1
    return 256 * size * size
"""

_DIAGNOSE = """
def f(total):
    def parameters(groups, inputs, bias=True):
        sizes = [(11, 3, 96), (5, 96 // groups, 256), (3, 256, 384)]
        sizes += [(3, 384 // groups, 384), (3, 384 // groups, 256)]
        n = sum(k * k * i * o + bias * o for k, i, o in sizes)
        return n + sum(i * o + bias * o for i, o in [(inputs, 4096), (4096, 4096), (4096, 1000)])

    if total == parameters(2, 9216):
        return "original"
    if total == parameters(1, 9216):
        return "ungrouped"
    if total == parameters(2, 9216, bias=False):
        return "biases forgotten"
    if total == parameters(1, 13 * 13 * 256):
        return "pool5 forgotten"
    if total == parameters(1, 256):
        return "flatten forgotten"
    if total == parameters(1, 5 * 5 * 256):
        return "224 without padding"
    return "unknown"
"""

_LOCALLY_CONNECTED_PARAMS = """
def f(in_shape, cout, k, stride, bias):
    cin, H, W = in_shape
    h = (H - k) // stride + 1
    w = (W - k) // stride + 1
    total = h * w * cout * cin * k * k
    if bias:
        total += h * w * cout
    return total
"""

_EQUIVARIANCE_ERROR = """
def f(layer, image, shift):
    s = layer["stride"]
    a = run_layer(layer, np.roll(image, shift, axis=1))
    b = np.roll(run_layer(layer, image), shift // s, axis=1)
    return np.max(np.abs(a - b))
"""


def _with(text: str, *replaced: tuple[str, str]) -> str:
    for old, new in replaced:
        assert old in text, old
        text = text.replace(old, new)
    return text


WRONG = {
    "alexnet_table": [
        ("macs-at-other-places", _with(_ALEXNET_TABLE, ("weights * size * size", "weights"))),
        ("biases-forgotten", _with(_ALEXNET_TABLE, ("biases = filters", "biases = 0"))),
        (
            "groups-in-weights-only",
            _with(_ALEXNET_TABLE, ("macs = weights *", "macs = k * k * depth * filters *")),
        ),
        (
            "pool-size",
            _with(_ALEXNET_TABLE, ("size = (size - 3) // 2 + 1", "size = size // 2")),
        ),
        ("later-padding", _with(_ALEXNET_TABLE, ("[pad, 2, 1, 1, 1]", "[pad, 0, 1, 1, 1]"))),
        (
            "columns-mixed-up",
            _with(_ALEXNET_TABLE, ("[weights, biases, macs]", "[biases, weights, macs]")),
        ),
        (
            "groups-twice",
            _with(_ALEXNET_TABLE, ("* filters\n        b", "* (filters // split[n])\n        b")),
        ),
        ("always-the-original", _with(_ALEXNET_TABLE, ('variant["groups"]', "2"))),
        (
            "always-the-original",
            _with(_ALEXNET_TABLE, ('variant["channels"]', "[96, 256, 384, 384, 256]")),
        ),
        ("always-the-original", _with(_ALEXNET_TABLE, ('variant["input"]', "227"))),
        ("padding-ignored", _with(_ALEXNET_TABLE, ('variant["pad1"]', "0"))),
        ("flatten-forgotten", _with(_ALEXNET_TABLE, ("depth * size * size", "depth"))),
        ("pool5-forgotten", _with(_ALEXNET_TABLE, ("(0, 1, 4)", "(0, 1)"))),
        ("pooled-elsewhere", _with(_ALEXNET_TABLE, ("        if n in (0, 1, 4):\n    ", ""))),
        (
            "biases-miscounted",
            _with(_ALEXNET_TABLE, ("biases = filters", "biases = filters // split[n]")),
        ),
        ("flops", _with(_ALEXNET_TABLE, ("macs = weights", "macs = 2 * weights"))),
        (
            "groups-elsewhere",
            _with(
                _ALEXNET_TABLE, ("[1, groups, 1, groups, groups]", "[1, 1, groups, groups, groups]")
            ),
        ),
        (
            "macs-with-biases",
            _with(
                _ALEXNET_TABLE,
                ("outputs, inputs * outputs]", "outputs, inputs * outputs + outputs]"),
            ),
        ),
        (
            "entries-right",
            _with(_ALEXNET_TABLE, ("outputs, outputs, inputs", "outputs, 4096, inputs")),
        ),
        (
            "macs-with-biases",
            _with(_ALEXNET_TABLE, ("weights * size * size", "(weights + filters) * size * size")),
        ),
        ("padding-once", _with(_ALEXNET_TABLE, ("2 * pads[n]", "pads[n]"))),
        ("stride-forgotten", _with(_ALEXNET_TABLE, ("[4, 1, 1, 1, 1]", "[1, 1, 1, 1, 1]"))),
        ("dense-missing", _with(_ALEXNET_TABLE, ("[4096, 4096, 1000]", "[]"))),
        ("entries-right", _with(_ALEXNET_TABLE, ("biases = filters", "biases = filters + 1"))),
    ],
    "dense1_inputs": [
        ("pool5-where-false", _with(_DENSE1_INPUTS, ("if pool5", "if True"))),
        ("pool5-where-false", _with(_DENSE1_INPUTS, ("if pool5", "if not pool5"))),
        (
            "pool-size",
            _with(_DENSE1_INPUTS, ("size = (size - 3) // 2 + 1", "size = size // 2")),
        ),
        (
            "pool-size",
            _with(_DENSE1_INPUTS, ("size = (size - 3) // 2 + 1", "size = (size + 1) // 2")),
        ),
        ("factor-missing", _with(_DENSE1_INPUTS, ("size * size", "size"))),
        ("other-maps", _with(_DENSE1_INPUTS, ("256 * ", ""))),
        ("padding-once", _with(_DENSE1_INPUTS, ("2 * pad1", "pad1"))),
        ("padding-ignored", _with(_DENSE1_INPUTS, (" + 2 * pad1", ""))),
        ("plus-one-forgotten", _with(_DENSE1_INPUTS, ("// 4 + 1", "// 4"))),
        ("plus-one-forgotten", _with(_DENSE1_INPUTS, ("// 2 + 1", "// 2"))),
        ("plus-one-forgotten", _with(_DENSE1_INPUTS, ("// 4 + 1", "// 4"), ("// 2 + 1", "// 2"))),
        (
            "one-pooling-missing",
            _with(_DENSE1_INPUTS, ("    size = (size - 3) // 2 + 1\n    if", "    if")),
        ),
        ("weights-counted", _with(_DENSE1_INPUTS, ("return 256", "return 4096 * 256"))),
        ("always-the-original", _with(_DENSE1_INPUTS, ("(input +", "(227 +"))),
        ("fractions-kept", _with(_DENSE1_INPUTS, ("//", "/"))),
        (
            "pool-size",
            _with(_DENSE1_INPUTS, ("(size - 3) // 2 + 1", "-(-(size - 3) // 2) + 1")),
        ),
        ("pool-size", _with(_DENSE1_INPUTS, ("(size - 3) // 2", "(size - 2) // 2"))),
        (
            "always-the-original",
            """def f(input, pad1, pool5):
    return 9216 if pool5 else 43264""",
        ),
        (
            "later-padding",
            _with(
                _DENSE1_INPUTS,
                (
                    "    size = (size - 3) // 2 + 1\n    if",
                    "    size = (size - 4 - 3) // 2 + 1\n    if",
                ),
            ),
        ),
    ],
    "diagnose": [
        (
            "biases-of-ungrouped",
            _with(
                _DIAGNOSE, ("parameters(2, 9216, bias=False)", "parameters(1, 9216, bias=False)")
            ),
        ),
        ("mistakes-grouped", _with(_DIAGNOSE, ("parameters(1, 13", "parameters(2, 13"))),
        ("mistakes-grouped", _with(_DIAGNOSE, ("parameters(1, 5 *", "parameters(2, 5 *"))),
        ("mistakes-grouped", _with(_DIAGNOSE, ("parameters(1, 256)", "parameters(2, 256)"))),
        (
            "mistakes-grouped",
            _with(
                _DIAGNOSE,
                ("parameters(1, 13", "parameters(2, 13"),
                ("parameters(1, 5 *", "parameters(2, 5 *"),
                ("parameters(1, 256)", "parameters(2, 256)"),
            ),
        ),
        (
            "names-swapped",
            _with(
                _DIAGNOSE,
                ("parameters(2, 9216):", "parameters(1, 9216):"),
                (
                    'parameters(1, 9216):\n        return "un',
                    'parameters(2, 9216):\n        return "un',
                ),
            ),
        ),
        ("not-unknown", _with(_DIAGNOSE, ('\n    return "unknown"', ""))),
        ("error-for-unknown", _with(_DIAGNOSE, ('return "unknown"', "raise ValueError(total)"))),
        (
            None,
            _with(
                _DIAGNOSE,
                ('"pool5 forgotten"', '"pool5_forgotten"'),
                ('"biases forgotten"', '"biases_forgotten"'),
            ),
        ),
        ("another-total", _with(_DIAGNOSE, ("5 * 5 * 256", "6 * 6 * 256"))),
        ("another-total", _with(_DIAGNOSE, ("(3, 256, 384)", "(3, 256 // groups, 384)"))),
        ("biases-never", _with(_DIAGNOSE, ("bias=True", "bias=False"))),
        ("one-name-only", _with(_DIAGNOSE, ("i * o + bias * o for i, o in", "i * o for i, o in"))),
        ("another-total", _with(_DIAGNOSE, ("parameters(1, 256)", "parameters(1, 36)"))),
        ("another-total", _with(_DIAGNOSE, ("13 * 13 * 256", "13 * 256"))),
        ("not-unknown", _with(_DIAGNOSE, ('return "unknown"', 'return "original"'))),
    ],
    "locally_connected_params": [
        (
            "bias-shared",
            _with(_LOCALLY_CONNECTED_PARAMS, ("total += h * w * cout", "total += cout")),
        ),
        (
            "one-bias-for-all",
            _with(_LOCALLY_CONNECTED_PARAMS, ("total += h * w * cout", "total += h * w")),
        ),
        (
            "bias-shared",
            _with(_LOCALLY_CONNECTED_PARAMS, ("total += h * w * cout", "total += 1")),
        ),
        (
            "bias-forgotten",
            _with(_LOCALLY_CONNECTED_PARAMS, ("    if bias:\n        total += h * w * cout\n", "")),
        ),
        ("bias-always", _with(_LOCALLY_CONNECTED_PARAMS, ("if bias", "if True"))),
        ("weights-shared", _with(_LOCALLY_CONNECTED_PARAMS, ("h * w * cout", "cout"))),
        ("stride-ignored", _with(_LOCALLY_CONNECTED_PARAMS, ("// stride ", "// 1 "))),
        ("side-not-squared", _with(_LOCALLY_CONNECTED_PARAMS, ("k * k", "k"))),
        ("depth-forgotten", _with(_LOCALLY_CONNECTED_PARAMS, ("cout * cin * k", "cout * k"))),
        ("channels-last", _with(_LOCALLY_CONNECTED_PARAMS, ("cin, H, W =", "H, W, cin ="))),
        ("taken-for-square", _with(_LOCALLY_CONNECTED_PARAMS, ("(W - k)", "(H - k)"))),
        (
            "window-not-taken-off",
            _with(
                _LOCALLY_CONNECTED_PARAMS,
                ("(H - k) // stride + 1", "H // stride"),
                ("(W - k) // stride + 1", "W // stride"),
            ),
        ),
        (
            "plus-one-inside",
            _with(
                _LOCALLY_CONNECTED_PARAMS,
                ("(H - k) // stride + 1", "(H - k + 1) // stride"),
                ("(W - k) // stride + 1", "(W - k + 1) // stride"),
            ),
        ),
        (
            "at-every-input-pixel",
            _with(
                _LOCALLY_CONNECTED_PARAMS,
                ("(H - k) // stride + 1", "H"),
                ("(W - k) // stride + 1", "W"),
            ),
        ),
        ("plus-one-forgotten", _with(_LOCALLY_CONNECTED_PARAMS, ("stride + 1", "stride"))),
        (
            "rounded-up",
            _with(
                _LOCALLY_CONNECTED_PARAMS,
                ("(H - k) // stride", "-(-(H - k) // stride)"),
                ("(W - k) // stride", "-(-(W - k) // stride)"),
            ),
        ),
        ("fractions-kept", _with(_LOCALLY_CONNECTED_PARAMS, ("//", "/"))),
        ("one-filter", _with(_LOCALLY_CONNECTED_PARAMS, ("h * w * cout * cin", "h * w * cin"))),
        (
            "several-biases",
            _with(
                _LOCALLY_CONNECTED_PARAMS, ("total += h * w * cout", "total += h * w * cout * cin")
            ),
        ),
        (
            "padded",
            _with(
                _LOCALLY_CONNECTED_PARAMS,
                ("(H - k)", "(H + 2 * (k // 2) - k)"),
                ("(W - k)", "(W + 2 * (k // 2) - k)"),
            ),
        ),
        (None, _with(_LOCALLY_CONNECTED_PARAMS, ("h * w * cout * cin", "h * h * cout * cin"))),
    ],
    "equivariance_error": [
        ("sign-kept", _with(_EQUIVARIANCE_ERROR, ("np.max(np.abs(a - b))", "np.max(a - b)"))),
        ("not-the-largest", _with(_EQUIVARIANCE_ERROR, ("np.max(np.abs", "np.mean(np.abs"))),
        ("not-the-largest", _with(_EQUIVARIANCE_ERROR, ("np.max(np.abs", "np.sum(np.abs"))),
        (
            "not-the-largest",
            _with(_EQUIVARIANCE_ERROR, ("np.max(np.abs(a - b))", "((a - b) ** 2).max()")),
        ),
        ("rows-shifted", _with(_EQUIVARIANCE_ERROR, ("axis=1", "axis=0"))),
        ("no-axis", _with(_EQUIVARIANCE_ERROR, (", axis=1", ""))),
        ("stride-in-shift-forgotten", _with(_EQUIVARIANCE_ERROR, ("shift // s", "shift"))),
        ("another-output-shift", _with(_EQUIVARIANCE_ERROR, ("shift // s", "shift * s"))),
        (
            "to-the-left",
            _with(
                _EQUIVARIANCE_ERROR,
                ("shift // s", "-(shift // s)"),
                ("(image, shift", "(image, -shift"),
            ),
        ),
        ("shifted-back", _with(_EQUIVARIANCE_ERROR, ("shift // s", "-(shift // s)"))),
        (
            "maxima-compared",
            _with(_EQUIVARIANCE_ERROR, ("np.max(np.abs(a - b))", "abs(a.max() - b.max())")),
        ),
        ("all-differences", _with(_EQUIVARIANCE_ERROR, ("np.max(np.abs(a - b))", "np.abs(a - b)"))),
        (
            "input-not-shifted",
            _with(
                _EQUIVARIANCE_ERROR,
                ("run_layer(layer, np.roll(image, shift, axis=1))", "run_layer(layer, image)"),
            ),
        ),
        (
            "invariance",
            _with(
                _EQUIVARIANCE_ERROR,
                ("np.roll(run_layer(layer, image), shift // s, axis=1)", "run_layer(layer, image)"),
            ),
        ),
        (
            "agreement-only",
            _with(_EQUIVARIANCE_ERROR, ("np.max(np.abs(a - b))", "np.allclose(a, b)")),
        ),
        (
            "zeros-shifted-in",
            _with(
                _EQUIVARIANCE_ERROR,
                (
                    "np.roll(image, shift, axis=1)",
                    "np.pad(image, ((0, 0), (shift, 0)))[:, : image.shape[1]]",
                ),
            ),
        ),
        ("sign-kept", _with(_EQUIVARIANCE_ERROR, ("np.max(np.abs(a - b))", "abs(np.max(a - b))"))),
        (
            "invariance",
            _with(_EQUIVARIANCE_ERROR, ("np.abs(a - b)", "np.abs(a - run_layer(layer, image))")),
        ),
        ("another-output-shift", _with(_EQUIVARIANCE_ERROR, ("shift // s", "-(-shift // s)"))),
        (
            "not-the-largest",
            _with(
                _EQUIVARIANCE_ERROR,
                ("np.max(np.abs(a - b))", "np.max(np.abs(a - b)) / np.max(np.abs(b))"),
            ),
        ),
        ("not-the-largest", _with(_EQUIVARIANCE_ERROR, ("np.max(np.abs", "np.min(np.abs"))),
    ],
    "dense1": [
        ("biases-counted", (37752832, 169 / 36)),
        ("inputs-only", (9216, 169 / 36)),
        ("pool5-forgotten", (177209344, 169 / 36)),
        ("second-dense-layer", (16777216, 169 / 36)),
        ("side-not-squared", (6291456, 169 / 36)),
        ("224-input", (26214400, 169 / 36)),
        ("other-maps", (147456, 169 / 36)),
        ("in-millions", (37.7, 169 / 36)),
        ("pool-not-rounded-down", (51380224, 169 / 36)),
        (None, (37748700, 169 / 36)),
        ("flatten-forgotten", (1048576, 169 / 36)),
        ("upside-down", (37_748_736, 0.21301775147928995)),
        ("sides-not-squared", (37_748_736, 2.1666666666666665)),
        ("how-many-more", (37_748_736, 3.6944444444444446)),
        (None, (37_748_736, 469.4)),
        ("count-for-ratio", (37_748_736, 177209344)),
        ("rounded-too-far", (37_748_736, 5)),
        (None, (37_748_736, 5.444444444444445)),
        ("poolings-missing", (37_748_736, 20.25)),
        ("totals-divided", (37_748_736, 3.2875436002662766)),
    ],
    "pooled_head": [
        ("biases-forgotten", (2590080, 60_965_224 / 2_591_080)),
        ("biases-forgotten", (2588704, 60_965_224 / 2_591_080)),
        ("one-part-only", (257000, 60_965_224 / 2_591_080)),
        ("one-part-only", (2334080, 60_965_224 / 2_591_080)),
        ("groups-ignored", (4004200, 60_965_224 / 2_591_080)),
        ("not-pooled", (11551080, 60_965_224 / 2_591_080)),
        ("hidden-kept", (7483752, 60_965_224 / 2_591_080)),
        ("hidden-kept", (6431080, 60_965_224 / 2_591_080)),
        (None, (2591078, 60_965_224 / 2_591_080)),
        ("head-weights-forgotten", (2335080, 60_965_224 / 2_591_080)),
        ("upside-down", (2_591_080, 0.0425009510339862)),
        ("groups-ignored", (2_591_080, 24.07426401346157)),
        ("difference", (2_591_080, 58374144)),
        ("how-many-more", (2_591_080, 22.52888525248159)),
        ("heads-divided", (2_591_080, 228.13674708171206)),
        ("rounded-too-far", (2_591_080, 24)),
        ("per-cent", (2_591_080, 95.7)),
    ],
}
