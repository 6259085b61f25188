"""Unit 8: wrong answers, written from the task texts alone, and the name each should be given.

An answer is the text of a right one with some of it replaced; `None` stands for "no name".
"""

TEXTS = {
    "conv1x1": """
def conv1x1(x, w):
    cin, H, W = x.shape
    cout = w.shape[0]
    out = np.zeros((cout, H, W))
    for o in range(cout):
        for c in range(cin):
            out[o] += w[o, c] * x[c]
    return out
""",
    "fold_1x1_into_3x3": """
def fold_1x1_into_3x3(w3, b3, w1, b1):
    cout, mid = w1.shape
    weight = np.zeros((cout, *w3.shape[1:]))
    bias = np.zeros(cout)
    for o in range(cout):
        bias[o] = b1[o]
        for m in range(mid):
            weight[o] += w1[o, m] * w3[m]
            bias[o] += w1[o, m] * b3[m]
    return weight, bias
""",
    "bottleneck_params": """
def bottleneck_params(c, mid, k):
    first = c * mid
    second = mid * mid * k * k
    third = mid * c
    return first + second + third
""",
    "best_mid": """
def best_mid(c, budget):
    best = 0
    mid = 1
    while bottleneck_params(c, mid, 3) <= budget:
        best = mid
        mid += 1
    return best
""",
    "pca_bottleneck": """
def pca_bottleneck(x, mid):
    C, H, W = x.shape
    flat = x.reshape(C, H * W)
    mean = flat.mean(axis=1)[:, None]
    u, s, vt = np.linalg.svd(flat - mean, full_matrices=False)
    down = u[:, :mid].T
    small = down @ (flat - mean)
    back = down.T @ small + mean
    return back.reshape(C, H, W)
""",
}

WRONG = {
    "conv1x1": [
        ("", "matrix transposed", [("w[o, c]", "w.T[o, c]")]),
        ("", "only the last channel", [("out[o] += ", "out[o] = ")]),
        ("", "only the first channel", [("range(cin)", "range(1)")]),
        (
            "",
            "sums of both",
            ["def conv1x1(x, w):\n    return w.sum(axis=1)[:, None, None] * x.sum(axis=0)\n"],
        ),
        ("", "flat result", ["def conv1x1(x, w):\n    return w @ x.reshape(len(x), -1)\n"]),
        ("", "channels last", ["def conv1x1(x, w):\n    return x.transpose(1, 2, 0) @ w.T\n"]),
        (
            "",
            "tensordot the other way",
            ["def conv1x1(x, w):\n    return np.tensordot(x, w, axes=(0, 1))\n"],
        ),
        (
            "",
            "reshaped without moving",
            [
                "def conv1x1(x, w):\n    c, h, w_ = x.shape\n    y = x.reshape(h * w_, c) @ w.T\n    return y.reshape(len(w), h, w_)\n"
            ],
        ),
        (
            "",
            "moved, then reshaped",
            [
                "def conv1x1(x, w):\n    c, h, w_ = x.shape\n    y = x.reshape(c, -1).T @ w.T\n    return y.reshape(len(w), h, w_)\n"
            ],
        ),
        ("", "dtype of x", [("np.zeros((cout, H, W))", "np.zeros((cout, H, W), dtype=x.dtype)")]),
        ("", "whole numbers", [("np.zeros((cout, H, W))", "np.zeros((cout, H, W), dtype=int)")]),
        ("", "height and width swapped", [("cin, H, W =", "cin, W, H =")]),
        ("", "mean over channels", [("return out", "return out / cin")]),
        (
            "",
            "one channel for each",
            [("out[o] += w[o, c] * x[c]", "out[o] += w[o, c] * x[o % cin]")],
        ),
        ("", "picture transposed", [("return out", "return out.transpose(0, 2, 1)")]),
        (
            "",
            "works on x",
            [
                "def conv1x1(x, w):\n    y = w @ x.reshape(len(x), -1)\n    x *= 0\n    return y.reshape(len(w), *x.shape[1:])\n"
            ],
        ),
        ("", "last channel left out", [("range(cin)", "range(cin - 1)")]),
        ("", "plus the input", [("return out", "return out + x[:1]")]),
        ("", "a sum in place of a product", [("w[o, c] * x[c]", "w[o, c] + x[c]")]),
        ("", "returns inside the loop", [("    return out", "        return out")]),
        ("", "relu", [("return out", "return np.maximum(out, 0)")]),
        ("", "one map", [("return out", "return out.sum(axis=0)")]),
        ("", "square matrix only", [("range(cin)", "range(cout)")]),
        ("", "np.matmul on the maps", ["def conv1x1(x, w):\n    return w @ x\n"]),
    ],
    "fold_1x1_into_3x3": [
        ("", "b1 forgotten", [("bias[o] = b1[o]", "bias[o] = 0")]),
        ("", "b3 forgotten", [("            bias[o] += w1[o, m] * b3[m]\n", "")]),
        ("", "b3 not mixed", [("w1[o, m] * b3[m]", "b3[m]")]),
        ("", "b1 times", [("bias[o] += w1[o, m] * b3[m]", "bias[o] += w1[o, m] * b3[m] + b1[o]")]),
        ("", "first 1x1 row for all", [("w1[o, m]", "w1[0, m]")]),
        ("", "transposed", [("w1[o, m]", "w1.T[o, m]")]),
        ("", "only the last", [("weight[o] += ", "weight[o] = ")]),
        ("", "only the last bias", [("bias[o] += ", "bias[o] = ")]),
        ("", "swapped", [("return weight, bias", "return bias, weight")]),
        ("", "weight alone", [("return weight, bias", "return weight")]),
        ("", "flipped", [("return weight, bias", "return weight[:, :, ::-1, ::-1], bias")]),
        ("", "window transposed", [("return weight, bias", "return weight.swapaxes(2, 3), bias")]),
        ("", "channels swapped", [("return weight, bias", "return weight.swapaxes(0, 1), bias")]),
        ("", "b1 changed", [("bias = np.zeros(cout)", "bias = b1"), ("bias[o] = b1[o]", "pass")]),
        ("", "ReLU between", [("* b3[m]", "* max(b3[m], 0)")]),
        ("", "nine times b3", [("* b3[m]", "* b3[m] * 9")]),
        (
            "",
            "b3 added to b1",
            [
                "def fold_1x1_into_3x3(w3, b3, w1, b1):\n    return np.einsum('om,mcij->ocij', w1, w3), b3 + b1\n"
            ],
        ),
        (
            "",
            "b1 mixed",
            [
                "def fold_1x1_into_3x3(w3, b3, w1, b1):\n    return np.einsum('om,mcij->ocij', w1, w3), w1 @ b3 * b1\n"
            ],
        ),
        ("", "whole numbers", [("bias = np.zeros(cout)", "bias = np.zeros(cout, dtype=int)")]),
        ("", "b1 twice", [("return weight, bias", "return weight, bias + b1")]),
        (
            "",
            "bias for every window",
            [("return weight, bias", "return weight + b1[:, None, None, None], bias")],
        ),
        ("", "minus", [("bias[o] = b1[o]", "bias[o] = -b1[o]")]),
        ("", "w1 written over", [("weight[o] += w1[o, m] * w3[m]", "weight[o] += w3[m]")]),
    ],
    "bottleneck_params": [
        ("", "biases", [("first + second + third", "first + second + third + mid + mid + c")]),
        ("", "k in all", [("c * mid", "c * mid * k * k"), ("mid * c\n", "mid * c * k * k\n")]),
        ("", "k once", [("k * k", "k")]),
        ("", "one 1x1", [(" + third", "")]),
        ("", "middle alone", [("first + second + third", "second")]),
        ("", "1x1 alone", [("first + second + third", "first + third")]),
        ("", "middle c to mid", [("mid * mid *", "c * mid *")]),
        ("", "middle c to c", [("mid * mid *", "c * c *")]),
        ("", "middle one channel", [("mid * mid *", "mid *")]),
        ("", "product", [("first + second + third", "first * second * third")]),
        ("", "3 written in", [("k * k", "9")]),
        ("", "k + k", [("k * k", "(k + k)")]),
        ("", "c + mid", [("c * mid", "c + mid"), ("mid * c\n", "mid + c\n")]),
        ("", "third c to c", [("third = mid * c", "third = c * c")]),
        (
            "",
            "the saving",
            [("return first + second + third", "return k * k * c * c / (first + second + third)")],
        ),
        ("", "divided by k", [("mid * mid * k * k", "mid * mid / k * k")]),
        ("", "plain", [("return first + second + third", "return k * k * c * c")]),
    ],
    "best_mid": [
        ("", "less than", [("<= budget", "< budget")]),
        ("", "one too many", [("return best", "return mid")]),
        ("", "one too few", [("return best", "return best - 1")]),
        ("", "weights", [("return best", "return bottleneck_params(c, best, 3)")]),
        ("", "not wider than c", [("3) <= budget", "3) <= budget and mid <= c")]),
        ("", "at least one", [("best = 0", "best = 1")]),
        ("", "None where none fits", [("best = 0", "best = None")]),
        ("", "middle alone", ["def best_mid(c, budget):\n    return int((budget / 9) ** 0.5)\n"]),
        ("", "linear", ["def best_mid(c, budget):\n    return budget // (2 * c + 9)\n"]),
        ("", "window 1", [("mid, 3)", "mid, 1)")]),
        ("", "window 5", [("mid, 3)", "mid, 5)")]),
        (
            "",
            "range of c",
            [
                "def best_mid(c, budget):\n    best = 0\n    for m in range(1, c):\n        if bottleneck_params(c, m, 3) <= budget:\n            best = m\n    return best\n"
            ],
        ),
        (
            "",
            "not rounded",
            ["def best_mid(c, budget):\n    return (-c + (c * c + 9 * budget) ** 0.5) / 9\n"],
        ),
        (
            "",
            "rounded",
            [
                "def best_mid(c, budget):\n    return round((-c + (c * c + 9 * budget) ** 0.5) / 9)\n"
            ],
        ),
        (
            "",
            "rounded up",
            [
                "def best_mid(c, budget):\n    return int(np.ceil((-c + (c * c + 9 * budget) ** 0.5) / 9))\n"
            ],
        ),
        ("", "256 written in", [("(c, mid", "(256, mid")]),
        ("", "powers of two", [("mid += 1", "mid *= 2")]),
        ("", "c and mid swapped", [("(c, mid, 3)", "(mid, c, 3)")]),
        (
            "",
            "first one that fits",
            [
                "def best_mid(c, budget):\n    for m in range(1, 10 * c):\n        if bottleneck_params(c, m, 3) <= budget:\n            return m\n    return 0\n"
            ],
        ),
        (
            "",
            "one 1x1",
            [
                "def best_mid(c, budget):\n    m = 0\n    while c * (m + 1) + 9 * (m + 1) ** 2 <= budget:\n        m += 1\n    return m\n"
            ],
        ),
        (
            "",
            "minus one where none fits",
            [
                "def best_mid(c, budget):\n    m = 0\n    while bottleneck_params(c, m + 1, 3) <= budget:\n        m += 1\n    return m or -1\n"
            ],
        ),
    ],
    "pca_bottleneck": [
        ("", "mean kept", [("flat - mean", "flat"), (" + mean", "")]),
        ("", "mean not added", [(" + mean", "")]),
        (
            "",
            "mean not taken before narrowing",
            [("small = down @ (flat - mean)", "small = down @ flat")],
        ),
        ("", "weakest", [("u[:, :mid]", "u[:, -mid:]")]),
        ("", "rows of u", [("u[:, :mid].T", "u[:mid]")]),
        ("", "one mean for all", [("flat.mean(axis=1)[:, None]", "flat.mean()")]),
        ("", "mean over channels", [("flat.mean(axis=1)[:, None]", "flat.mean(axis=0)")]),
        ("", "one direction more", [(":mid]", ":mid + 1]")]),
        ("", "one direction fewer", [(":mid]", ":mid - 1]")]),
        ("", "narrow only", [("return back.reshape(C, H, W)", "return small.reshape(mid, H, W)")]),
        ("", "first channels", [("u[:, :mid].T", "np.eye(C)[:mid]")]),
        ("", "flat result", [(".reshape(C, H, W)", "")]),
        ("", "scaled by s", [("down.T @ small", "down.T @ (s[:mid, None] * small)")]),
        ("", "svd of the raw", [("svd(flat - mean", "svd(flat")]),
        (
            "",
            "standardised",
            [("down @ (flat - mean)", "down @ ((flat - mean) / flat.std(axis=1)[:, None])")],
        ),
        (
            "",
            "eigh, weakest first",
            [
                (
                    "u, s, vt = np.linalg.svd(flat - mean, full_matrices=False)",
                    "s, u = np.linalg.eigh(np.cov(flat))",
                )
            ],
        ),
        (
            "",
            "changes x",
            [
                (
                    "flat = x.reshape(C, H * W)",
                    "x -= x.mean(axis=(1, 2), keepdims=True)\n    flat = x.reshape(C, H * W)",
                )
            ],
        ),
        ("", "median", [("flat.mean(axis=1)", "np.median(flat, axis=1)")]),
        ("", "mean twice", [("+ mean", "+ mean + mean")]),
        ("", "the input", [("return back.reshape(C, H, W)", "return x")]),
    ],
}

NUMBERS = {
    "saving": {
        "answer_weights": [
            ("", "biases", 69632 + 384),
            ("", "middle alone", 9 * 64 * 64),
            ("", "one 1x1", 256 * 64 + 9 * 64 * 64),
            ("", "1x1 alone", 2 * 256 * 64),
            ("", "k once", 2 * 256 * 64 + 3 * 64 * 64),
            ("", "k in all", 9 * (2 * 256 * 64 + 64 * 64)),
            ("", "plain", 9 * 256 * 256),
            ("", "middle one channel", 2 * 256 * 64 + 9 * 64),
            ("", "one off", 69633),
        ],
        "answer_saving": [
            ("", "upside down", 69632 / 589824),
            ("", "one less", 589824 / 69632 - 1),
            ("", "difference", 589824 - 69632),
            ("", "per cent", 100 - 100 * 69632 / 589824),
            ("", "middle alone", 16),
            ("", "channels", 4),
            ("", "one decimal", 8.5),
            ("", "with biases", 590080 / 70016),
        ],
        "answer_widest": [
            ("", "one more", 230),
            ("", "one fewer", 228),
            ("", "256", 256),
            ("", "255", 255),
            ("", "64", 64),
            ("", "one 1x1", 242),
            ("", "middle alone", 255.9),
            ("", "not rounded", 229.13),
            ("", "128", 128),
        ],
        "answer_inception": [
            ("", "upside down", 15872 / 153600),
            ("", "5x5 alone", 153600 / 12800),
            ("", "1x1 alone", 153600 / 3072),
            ("", "one less", 153600 / 15872 - 1),
            ("", "difference", 153600 - 15872),
            ("", "3x3", 9 * 192 * 32 / (192 * 16 + 9 * 16 * 32)),
            ("", "side once", 5 * 192 * 32 / (192 * 16 + 5 * 16 * 32)),
            ("", "with a 1x1 back", 153600 / (3072 + 25 * 16 * 16 + 16 * 32)),
            ("", "per cent", 89.67),
        ],
    },
}
