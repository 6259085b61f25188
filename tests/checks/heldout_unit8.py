"""Unit 8: wrong answers written from the task texts alone, each with the name it deserves.

An entry is the name, or None where no usual mistake is behind it, and the answer as a learner
would write it: the source of a function `f`, most a right one with a part replaced, or the numbers.
"""

_CONV1X1 = """
def f(x, w):
    cin, H, W = x.shape
    cout = w.shape[0]
    out = np.zeros((cout, H, W))
    for o in range(cout):
        for c in range(cin):
            out[o] += w[o, c] * x[c]
    return out
"""

_FOLD_1X1_INTO_3X3 = """
def f(w3, b3, w1, b1):
    cout, mid = w1.shape
    weight = np.zeros((cout, *w3.shape[1:]))
    bias = np.zeros(cout)
    for o in range(cout):
        bias[o] = b1[o]
        for m in range(mid):
            weight[o] += w1[o, m] * w3[m]
            bias[o] += w1[o, m] * b3[m]
    return weight, bias
"""

_BOTTLENECK_PARAMS = """
def f(c, mid, k):
    first = c * mid
    second = mid * mid * k * k
    third = mid * c
    return first + second + third
"""

_BEST_MID = """
def f(c, budget):
    best = 0
    mid = 1
    while bottleneck_params(c, mid, 3) <= budget:
        best = mid
        mid += 1
    return best
"""

_PCA_BOTTLENECK = """
def f(x, mid):
    C, H, W = x.shape
    flat = x.reshape(C, H * W)
    mean = flat.mean(axis=1)[:, None]
    u, s, vt = np.linalg.svd(flat - mean, full_matrices=False)
    down = u[:, :mid].T
    small = down @ (flat - mean)
    back = down.T @ small + mean
    return back.reshape(C, H, W)
"""


def _with(text: str, *replaced: tuple[str, str]) -> str:
    for old, new in replaced:
        assert old in text, old
        text = text.replace(old, new)
    return text


WRONG = {
    "conv1x1": [
        ("transposed-matrix", _with(_CONV1X1, ("w[o, c]", "w.T[o, c]"))),
        ("overwritten", _with(_CONV1X1, ("out[o] += ", "out[o] = "))),
        ("channels-left-out", _with(_CONV1X1, ("range(cin)", "range(1)"))),
        (
            "sums-multiplied",
            """def f(x, w):
    return w.sum(axis=1)[:, None, None] * x.sum(axis=0)""",
        ),
        (
            "still-flat",
            """def f(x, w):
    return w @ x.reshape(len(x), -1)""",
        ),
        (
            "channels-last",
            """def f(x, w):
    return x.transpose(1, 2, 0) @ w.T""",
        ),
        (
            "channels-last",
            """def f(x, w):
    return np.tensordot(x, w, axes=(0, 1))""",
        ),
        (
            "pixels-scrambled",
            """def f(x, w):
    c, h, w_ = x.shape
    y = x.reshape(h * w_, c) @ w.T
    return y.reshape(len(w), h, w_)""",
        ),
        (
            "output-scrambled",
            """def f(x, w):
    c, h, w_ = x.shape
    y = x.reshape(c, -1).T @ w.T
    return y.reshape(len(w), h, w_)""",
        ),
        (
            "integers",
            _with(_CONV1X1, ("np.zeros((cout, H, W))", "np.zeros((cout, H, W), dtype=x.dtype)")),
        ),
        (
            "integers",
            _with(_CONV1X1, ("np.zeros((cout, H, W))", "np.zeros((cout, H, W), dtype=int)")),
        ),
        ("width-and-height-swapped", _with(_CONV1X1, ("cin, H, W =", "cin, W, H ="))),
        ("divided", _with(_CONV1X1, ("return out", "return out / cin"))),
        (None, _with(_CONV1X1, ("out[o] += w[o, c] * x[c]", "out[o] += w[o, c] * x[o % cin]"))),
        ("transposed-output", _with(_CONV1X1, ("return out", "return out.transpose(0, 2, 1)"))),
        (
            "input-changed",
            """def f(x, w):
    y = w @ x.reshape(len(x), -1)
    x *= 0
    return y.reshape(len(w), *x.shape[1:])""",
        ),
        ("channels-left-out", _with(_CONV1X1, ("range(cin)", "range(cin - 1)"))),
        (None, _with(_CONV1X1, ("return out", "return out + x[:1]"))),
        ("added-for-multiplied", _with(_CONV1X1, ("w[o, c] * x[c]", "w[o, c] + x[c]"))),
        ("first-output-only", _with(_CONV1X1, ("    return out", "        return out"))),
        ("relu-added", _with(_CONV1X1, ("return out", "return np.maximum(out, 0)"))),
        ("one-plane", _with(_CONV1X1, ("return out", "return out.sum(axis=0)"))),
        ("channel-counts-confused", _with(_CONV1X1, ("range(cin)", "range(cout)"))),
        (
            "rows-for-channels",
            """def f(x, w):
    return w @ x""",
        ),
    ],
    "fold_1x1_into_3x3": [
        ("outer-bias-lost", _with(_FOLD_1X1_INTO_3X3, ("bias[o] = b1[o]", "bias[o] = 0"))),
        (
            "inner-bias-lost",
            _with(_FOLD_1X1_INTO_3X3, ("            bias[o] += w1[o, m] * b3[m]\n", "")),
        ),
        ("inner-bias-not-weighted", _with(_FOLD_1X1_INTO_3X3, ("w1[o, m] * b3[m]", "b3[m]"))),
        (
            "bias-too-often",
            _with(
                _FOLD_1X1_INTO_3X3,
                ("bias[o] += w1[o, m] * b3[m]", "bias[o] += w1[o, m] * b3[m] + b1[o]"),
            ),
        ),
        ("argument-one-for-all", _with(_FOLD_1X1_INTO_3X3, ("w1[o, m]", "w1[0, m]"))),
        ("transposed-matrix", _with(_FOLD_1X1_INTO_3X3, ("w1[o, m]", "w1.T[o, m]"))),
        ("overwritten", _with(_FOLD_1X1_INTO_3X3, ("weight[o] += ", "weight[o] = "))),
        ("overwritten", _with(_FOLD_1X1_INTO_3X3, ("bias[o] += ", "bias[o] = "))),
        (
            "order-swapped",
            _with(_FOLD_1X1_INTO_3X3, ("return weight, bias", "return bias, weight")),
        ),
        ("no-bias-returned", _with(_FOLD_1X1_INTO_3X3, ("return weight, bias", "return weight"))),
        (
            "window-turned",
            _with(
                _FOLD_1X1_INTO_3X3, ("return weight, bias", "return weight[:, :, ::-1, ::-1], bias")
            ),
        ),
        (
            "window-turned",
            _with(
                _FOLD_1X1_INTO_3X3, ("return weight, bias", "return weight.swapaxes(2, 3), bias")
            ),
        ),
        (
            "axes-swapped",
            _with(
                _FOLD_1X1_INTO_3X3, ("return weight, bias", "return weight.swapaxes(0, 1), bias")
            ),
        ),
        (
            "input-changed",
            _with(
                _FOLD_1X1_INTO_3X3,
                ("bias = np.zeros(cout)", "bias = b1"),
                ("bias[o] = b1[o]", "pass"),
            ),
        ),
        ("relu-between", _with(_FOLD_1X1_INTO_3X3, ("* b3[m]", "* max(b3[m], 0)"))),
        ("bias-too-often", _with(_FOLD_1X1_INTO_3X3, ("* b3[m]", "* b3[m] * 9"))),
        (
            "inner-bias-not-weighted",
            """def f(w3, b3, w1, b1):
    return np.einsum('om,mcij->ocij', w1, w3), b3 + b1""",
        ),
        (
            "biases-not-added",
            """def f(w3, b3, w1, b1):
    return np.einsum('om,mcij->ocij', w1, w3), w1 @ b3 * b1""",
        ),
        (
            "integers",
            _with(
                _FOLD_1X1_INTO_3X3, ("bias = np.zeros(cout)", "bias = np.zeros(cout, dtype=int)")
            ),
        ),
        (
            "bias-too-often",
            _with(_FOLD_1X1_INTO_3X3, ("return weight, bias", "return weight, bias + b1")),
        ),
        (
            "bias-in-weight",
            _with(
                _FOLD_1X1_INTO_3X3,
                ("return weight, bias", "return weight + b1[:, None, None, None], bias"),
            ),
        ),
        ("biases-not-added", _with(_FOLD_1X1_INTO_3X3, ("bias[o] = b1[o]", "bias[o] = -b1[o]"))),
        (
            "not-weighted",
            _with(_FOLD_1X1_INTO_3X3, ("weight[o] += w1[o, m] * w3[m]", "weight[o] += w3[m]")),
        ),
    ],
    "bottleneck_params": [
        (
            "biases-counted",
            _with(
                _BOTTLENECK_PARAMS,
                ("first + second + third", "first + second + third + mid + mid + c"),
            ),
        ),
        (
            "outer-layers-k",
            _with(
                _BOTTLENECK_PARAMS,
                ("c * mid", "c * mid * k * k"),
                ("mid * c\n", "mid * c * k * k\n"),
            ),
        ),
        ("k-not-squared", _with(_BOTTLENECK_PARAMS, ("k * k", "k"))),
        ("way-back-forgotten", _with(_BOTTLENECK_PARAMS, (" + third", ""))),
        ("middle-only", _with(_BOTTLENECK_PARAMS, ("first + second + third", "second"))),
        (
            "middle-forgotten",
            _with(_BOTTLENECK_PARAMS, ("first + second + third", "first + third")),
        ),
        ("middle-not-narrow", _with(_BOTTLENECK_PARAMS, ("mid * mid *", "c * mid *"))),
        ("middle-not-narrow", _with(_BOTTLENECK_PARAMS, ("mid * mid *", "c * c *"))),
        ("one-kernel-a-channel", _with(_BOTTLENECK_PARAMS, ("mid * mid *", "mid *"))),
        (
            "multiplied",
            _with(_BOTTLENECK_PARAMS, ("first + second + third", "first * second * third")),
        ),
        ("always-3x3", _with(_BOTTLENECK_PARAMS, ("k * k", "9"))),
        ("k-not-squared", _with(_BOTTLENECK_PARAMS, ("k * k", "(k + k)"))),
        (
            "channels-added",
            _with(_BOTTLENECK_PARAMS, ("c * mid", "c + mid"), ("mid * c\n", "mid + c\n")),
        ),
        ("last-from-c", _with(_BOTTLENECK_PARAMS, ("third = mid * c", "third = c * c"))),
        (
            "ratio-returned",
            _with(
                _BOTTLENECK_PARAMS,
                (
                    "return first + second + third",
                    "return k * k * c * c / (first + second + third)",
                ),
            ),
        ),
        ("window-forgotten", _with(_BOTTLENECK_PARAMS, ("mid * mid * k * k", "mid * mid / k * k"))),
        (
            "direct",
            _with(_BOTTLENECK_PARAMS, ("return first + second + third", "return k * k * c * c")),
        ),
    ],
    "best_mid": [
        ("exact-fit-refused", _with(_BEST_MID, ("<= budget", "< budget"))),
        ("one-too-many", _with(_BEST_MID, ("return best", "return mid"))),
        ("one-too-few", _with(_BEST_MID, ("return best", "return best - 1"))),
        (
            "weights-returned",
            _with(_BEST_MID, ("return best", "return bottleneck_params(c, best, 3)")),
        ),
        ("search-ends-early", _with(_BEST_MID, ("3) <= budget", "3) <= budget and mid <= c"))),
        ("nothing-fits-forgotten", _with(_BEST_MID, ("best = 0", "best = 1"))),
        ("nothing-fits-forgotten", _with(_BEST_MID, ("best = 0", "best = None"))),
        (
            "middle-only",
            """def f(c, budget):
    return int((budget / 9) ** 0.5)""",
        ),
        (
            "one-kernel-a-channel",
            """def f(c, budget):
    return budget // (2 * c + 9)""",
        ),
        ("window-forgotten", _with(_BEST_MID, ("mid, 3)", "mid, 1)"))),
        ("another-window", _with(_BEST_MID, ("mid, 3)", "mid, 5)"))),
        (
            "search-ends-early",
            """def f(c, budget):
    best = 0
    for m in range(1, c):
        if bottleneck_params(c, m, 3) <= budget:
            best = m
    return best""",
        ),
        (
            "not-rounded-down",
            """def f(c, budget):
    return (-c + (c * c + 9 * budget) ** 0.5) / 9""",
        ),
        (
            "not-rounded-down",
            """def f(c, budget):
    return round((-c + (c * c + 9 * budget) ** 0.5) / 9)""",
        ),
        (
            "one-too-many",
            """def f(c, budget):
    return int(np.ceil((-c + (c * c + 9 * budget) ** 0.5) / 9))""",
        ),
        ("always-256", _with(_BEST_MID, ("(c, mid", "(256, mid"))),
        ("widths-left-out", _with(_BEST_MID, ("mid += 1", "mid *= 2"))),
        ("middle-not-narrow", _with(_BEST_MID, ("(c, mid, 3)", "(mid, c, 3)"))),
        (
            "not-the-largest",
            """def f(c, budget):
    for m in range(1, 10 * c):
        if bottleneck_params(c, m, 3) <= budget:
            return m
    return 0""",
        ),
        (
            "way-back-forgotten",
            """def f(c, budget):
    m = 0
    while c * (m + 1) + 9 * (m + 1) ** 2 <= budget:
        m += 1
    return m""",
        ),
        (
            "nothing-fits-forgotten",
            """def f(c, budget):
    m = 0
    while bottleneck_params(c, m + 1, 3) <= budget:
        m += 1
    return m or -1""",
        ),
    ],
    "pca_bottleneck": [
        ("not-centred", _with(_PCA_BOTTLENECK, ("flat - mean", "flat"), (" + mean", ""))),
        ("means-at-the-end", _with(_PCA_BOTTLENECK, (" + mean", ""))),
        (
            "narrowed-with-mean",
            _with(_PCA_BOTTLENECK, ("small = down @ (flat - mean)", "small = down @ flat")),
        ),
        ("other-directions", _with(_PCA_BOTTLENECK, ("u[:, :mid]", "u[:, -mid:]"))),
        ("rows-for-columns", _with(_PCA_BOTTLENECK, ("u[:, :mid].T", "u[:mid]"))),
        ("another-mean", _with(_PCA_BOTTLENECK, ("flat.mean(axis=1)[:, None]", "flat.mean()"))),
        (
            "another-mean",
            _with(_PCA_BOTTLENECK, ("flat.mean(axis=1)[:, None]", "flat.mean(axis=0)")),
        ),
        ("other-directions", _with(_PCA_BOTTLENECK, (":mid]", ":mid + 1]"))),
        ("other-directions", _with(_PCA_BOTTLENECK, (":mid]", ":mid - 1]"))),
        (
            "not-widened",
            _with(
                _PCA_BOTTLENECK, ("return back.reshape(C, H, W)", "return small.reshape(mid, H, W)")
            ),
        ),
        ("channels-kept", _with(_PCA_BOTTLENECK, ("u[:, :mid].T", "np.eye(C)[:mid]"))),
        ("still-flat", _with(_PCA_BOTTLENECK, (".reshape(C, H, W)", ""))),
        (
            "scaled-directions",
            _with(_PCA_BOTTLENECK, ("down.T @ small", "down.T @ (s[:mid, None] * small)")),
        ),
        ("directions-not-centred", _with(_PCA_BOTTLENECK, ("svd(flat - mean", "svd(flat"))),
        (
            "scaled-directions",
            _with(
                _PCA_BOTTLENECK,
                ("down @ (flat - mean)", "down @ ((flat - mean) / flat.std(axis=1)[:, None])"),
            ),
        ),
        (
            "other-directions",
            _with(
                _PCA_BOTTLENECK,
                (
                    "u, s, vt = np.linalg.svd(flat - mean, full_matrices=False)",
                    "s, u = np.linalg.eigh(np.cov(flat))",
                ),
            ),
        ),
        (
            "means-at-the-end",
            _with(
                _PCA_BOTTLENECK,
                (
                    "flat = x.reshape(C, H * W)",
                    "x -= x.mean(axis=(1, 2), keepdims=True)\n    flat = x.reshape(C, H * W)",
                ),
            ),
        ),
        ("another-mean", _with(_PCA_BOTTLENECK, ("flat.mean(axis=1)", "np.median(flat, axis=1)"))),
        ("means-at-the-end", _with(_PCA_BOTTLENECK, ("+ mean", "+ mean + mean"))),
        ("unchanged", _with(_PCA_BOTTLENECK, ("return back.reshape(C, H, W)", "return x"))),
    ],
    "saving": [
        ("biases-counted", (70016, 589_824 / 69_632, 229, 153_600 / 15_872)),
        ("middle-only", (36864, 589_824 / 69_632, 229, 153_600 / 15_872)),
        ("way-back-forgotten", (53248, 589_824 / 69_632, 229, 153_600 / 15_872)),
        ("middle-forgotten", (32768, 589_824 / 69_632, 229, 153_600 / 15_872)),
        ("k-not-squared", (45056, 589_824 / 69_632, 229, 153_600 / 15_872)),
        ("outer-layers-k", (331776, 589_824 / 69_632, 229, 153_600 / 15_872)),
        ("direct", (589824, 589_824 / 69_632, 229, 153_600 / 15_872)),
        ("one-kernel-a-channel", (33344, 589_824 / 69_632, 229, 153_600 / 15_872)),
        ("off-by-one", (69633, 589_824 / 69_632, 229, 153_600 / 15_872)),
        ("upside-down", (69_632, 0.11805555555555555, 229, 153_600 / 15_872)),
        ("how-many-more", (69_632, 7.470588235294118, 229, 153_600 / 15_872)),
        ("difference", (69_632, 520192, 229, 153_600 / 15_872)),
        ("per-cent", (69_632, 88.19444444444444, 229, 153_600 / 15_872)),
        ("middle-only", (69_632, 16, 229, 153_600 / 15_872)),
        ("channels-only", (69_632, 4, 229, 153_600 / 15_872)),
        ("rounded-too-far", (69_632, 8.5, 229, 153_600 / 15_872)),
        ("biases-counted", (69_632, 8.427787934186473, 229, 153_600 / 15_872)),
        ("first-that-fails", (69_632, 589_824 / 69_632, 230, 153_600 / 15_872)),
        ("one-too-few", (69_632, 589_824 / 69_632, 228, 153_600 / 15_872)),
        ("1x1-free", (69_632, 589_824 / 69_632, 256, 153_600 / 15_872)),
        ("1x1-free", (69_632, 589_824 / 69_632, 255, 153_600 / 15_872)),
        ("the-one-given", (69_632, 589_824 / 69_632, 64, 153_600 / 15_872)),
        ("one-1x1-forgotten", (69_632, 589_824 / 69_632, 242, 153_600 / 15_872)),
        (None, (69_632, 589_824 / 69_632, 255.9, 153_600 / 15_872)),
        ("not-rounded-down", (69_632, 589_824 / 69_632, 229.13, 153_600 / 15_872)),
        ("half", (69_632, 589_824 / 69_632, 128, 153_600 / 15_872)),
        ("upside-down", (69_632, 589_824 / 69_632, 229, 0.10333333333333333)),
        ("one-layer-only", (69_632, 589_824 / 69_632, 229, 12.0)),
        ("one-layer-only", (69_632, 589_824 / 69_632, 229, 50.0)),
        ("how-many-more", (69_632, 589_824 / 69_632, 229, 8.67741935483871)),
        ("difference", (69_632, 589_824 / 69_632, 229, 137728)),
        ("k-not-squared", (69_632, 589_824 / 69_632, 229, 7.2)),
        ("k-not-squared", (69_632, 589_824 / 69_632, 229, 5.454545454545454)),
        ("third-layer-added", (69_632, 589_824 / 69_632, 229, 15.384615384615385)),
        ("per-cent", (69_632, 589_824 / 69_632, 229, 89.67)),
    ],
}
