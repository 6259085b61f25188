"""Unit 8: a fresh sample, written from the task texts alone before the banks were looked into.

WRONG has names, or None, and answers; RIGHT has answers in unusual styles.
"""

import numpy as np

from tests.checks.heldout_unit7 import _with


def stack(a, b):
    return f"""
def f(brief):
    if brief == "any stride":
        return {a}
    return {b}
"""


C1 = """
def f(x, w):
    cin, H, W = x.shape
    cout = w.shape[0]
    out = np.zeros((cout, H, W))
    for i in range(H):
        for j in range(W):
            out[:, i, j] = w @ x[:, i, j]
    return out
"""
C1E = """
def f(x, w):
    return np.einsum("oc,chw->ohw", w, x)
"""
C1R = """
def f(x, w):
    C, H, W = x.shape
    return (w @ x.reshape(C, H * W)).reshape(w.shape[0], H, W)
"""
C1L = """
def f(x, w):
    out = []
    for o in range(w.shape[0]):
        plane = np.zeros(x.shape[1:])
        for c in range(x.shape[0]):
            plane += w[o, c] * x[c]
        out.append(plane)
    return np.array(out)
"""
FO = """
def f(w3, b3, w1, b1):
    weight = np.einsum("om,mcij->ocij", w1, w3)
    bias = w1 @ b3 + b1
    return weight, bias
"""
FOL = """
def f(w3, b3, w1, b1):
    cout, M = w1.shape
    weight = np.zeros((cout,) + w3.shape[1:])
    bias = np.array(b1, dtype=float)
    for o in range(cout):
        for m in range(M):
            weight[o] += w1[o, m] * w3[m]
            bias[o] += w1[o, m] * b3[m]
    return weight, bias
"""
BP = """
def f(c, mid, k):
    first = c * mid
    second = k * k * mid * mid
    third = mid * c
    return first + second + third
"""
BW = 256 * 64 * 2 + 9 * 64 * 64
PL = 9 * 256 * 256
INC = (25 * 192 * 32) / (192 * 16 + 25 * 16 * 32)
MW = max(m for m in range(1, 999) if 2 * 256 * m + 9 * m * m < PL)
BM = """
def f(c, budget):
    mid = 0
    while 2 * c * (mid + 1) + 9 * (mid + 1) ** 2 <= budget:
        mid += 1
    return mid
"""
BMB = """
def f(c, budget):
    mid = 1
    while bottleneck_params(c, mid, 3) <= budget:
        mid += 1
    return mid - 1
"""
BMF = """
def f(c, budget):
    best = 0
    for mid in range(1, budget + 1):
        if bottleneck_params(c, mid, 3) <= budget:
            best = mid
        else:
            break
    return best
"""
PC = """
def f(x, mid):
    C, H, W = x.shape
    flat = x.reshape(C, -1)
    mean = flat.mean(axis=1, keepdims=True)
    centred = flat - mean
    u, s, vt = np.linalg.svd(centred, full_matrices=False)
    rows = u[:, :mid].T
    small = rows @ centred
    return (rows.T @ small + mean).reshape(C, H, W)
"""
PCE = """
def f(x, mid):
    C, H, W = x.shape
    flat = x.reshape(C, -1)
    mean = flat.mean(axis=1, keepdims=True)
    centred = flat - mean
    values, vectors = np.linalg.eigh(centred @ centred.T)
    best = vectors[:, np.argsort(values)[::-1][:mid]]
    return (best @ (best.T @ centred) + mean).reshape(x.shape)
"""

# fmt: off
WRONG = {
    "conv1x1": [
        (
            "added-along-outputs",
            '''
def f(x, w):
    return (w[:, :, None, None] * x).sum(axis=0)
''',
        ),
        (
            "weights-turned",
            '''
def f(x, w):
    C, H, W = x.shape
    out = np.zeros((len(w), H, W))
    for o in range(len(w)):
        for i in range(H):
            for j in range(W):
                out[o, i, j] = np.convolve(x[:, i, j], w[o], mode="valid")[0]
    return out
''',
        ),
        (
            "weights-scrambled",
            """def f(x, w):
    c, h, wd = x.shape
    y = x.reshape(h * wd, c) @ w.reshape(c, -1)
    return y.reshape(w.shape[0], h, wd)""",
        ),
        ('transposed-matrix', _with(C1R, ("(w @ x.reshape(C, H * W)).reshape(w.shape[0], H, W)", "(w.T @ x.reshape(C, H * W)).reshape(w.shape[1], H, W)"))),
        ('rows-for-channels', _with(C1E, ('np.einsum("oc,chw->ohw", w, x)', "w @ x"))),
        ('channels-last', _with(C1E, ("->ohw", "->hwo"))),
        ('pixels-scrambled', _with(C1R, ("x.reshape(C, H * W)", "x.reshape(H * W, C).T"))),
        ('transposed-output', _with(C1E, ("->ohw", "->owh"))),
        ('overwritten', _with(C1L, ("plane += w", "plane = w"))),
        ('integers', _with(C1, ("np.zeros((cout, H, W))", "np.zeros((cout, H, W), dtype=int)"))),
        ('transposed-matrix', _with(C1L, ("w[o, c]", "w[c, o]"))),
        ('one-index-twice', _with(C1L, ("w[o, c] * x[c]", "w[o, o] * x[c]"))),
        ('as-deep-as-the-input', _with(C1, ("np.zeros((cout, H, W))", "np.zeros(x.shape)"))),
        ('one-plane', _with(C1L, ("return np.array(out)", "return sum(out)"))),
        ('as-deep-as-the-input', _with(C1, ("out[:, i, j] = w @ x[:, i, j]", "x[:, i, j] = w @ x[:, i, j]"), ("return out", "return x"))),
        ('divided', _with(C1L, ("out.append(plane)", "out.append(plane / x.shape[0])"))),
        ('nothing-returned', _with(C1, ("return out", "print(out)"))),
        ('first-output-only', _with(C1L, ("        out.append(plane)\n    return", "        out.append(plane)\n        return"))),
        ('relu-added', _with(C1E, ("np.einsum", "np.maximum(0, np.einsum"), ("w, x)", "w, x))"))),
        ('channels-left-out', _with(C1L, ("range(x.shape[0])", "range(x.shape[0] - 1)"))),
        ('taken-for-square', _with(C1, ("range(W)", "range(H)"))),
        ('still-flat', _with(C1R, (".reshape(w.shape[0], H, W)", ""))),
        ('channels-last + integers', _with(C1E, ('np.einsum("oc,chw->ohw", w, x)', 'np.einsum("oc,chw->hwo", w, x).astype(int)'))),
        ('transposed-matrix', _with(C1E, ("oc,chw->ohw", "co,chw->ohw"))),
        ('sums-multiplied', "\ndef f(x, w):\n    return np.array([x.sum(axis=0) * row.sum() for row in w])\n"),
        ('partly-zero', _with(C1, ("range(H)", "range(1)"))),
        ('channels-left-out', _with(C1L, ("range(x.shape[0])", "range(1, x.shape[0])"))),
        ('still-flat + divided', _with(C1R, ("(w @ x.reshape(C, H * W)).reshape(w.shape[0], H, W)", "w @ x.reshape(C, H * W) / C"))),
        ('other-shape', _with(C1R, ("reshape(w.shape[0], H, W)", "reshape(H, W, w.shape[0])"))),
        ('channels-last', _with(C1R, ("(w @ x.reshape(C, H * W)).reshape(w.shape[0], H, W)", "(x.reshape(C, H * W).T @ w.T).reshape(H, W, w.shape[0])"))),
        ('largest-product', "\ndef f(x, w):\n    return np.stack([(row[:, None, None] * x).max(axis=0) for row in w])\n"),
        ('sum-never-reset', _with(C1L, ("        plane = np.zeros(x.shape[1:])\n        for", "        for"), ("    out = []\n", "    out, plane = [], np.zeros(x.shape[1:])\n"), ("append(plane)", "append(plane.copy())"))),
    ],
    "fold_1x1_into_3x3": [
        (
            "bias-as-column",
            '''
def f(w3, b3, w1, b1):
    return np.einsum("om,mcij->ocij", w1, w3), w1 @ b3[:, None] + b1
''',
        ),
        (
            "axes-swapped",
            '''
def f(w3, b3, w1, b1):
    return np.tensordot(w3, w1, axes=(0, 1)), np.dot(w1, b3) + b1
''',
        ),
        ("axes-swapped", _with(FO, ('np.einsum("om,mcij->ocij", w1, w3)', "np.tensordot(w1, w3.transpose(0, 2, 3, 1), axes=1)"))),
        (
            "reshaped",
            """def f(w3, b3, w1, b1):
    weight = np.tensordot(w3, w1, axes=(0, 1))
    return weight.reshape(w1.shape[0], *w3.shape[1:]), w1 @ b3 + b1""",
        ),
        ('inner-bias-lost', _with(FO, ("w1 @ b3 + b1", "b1"))),
        ('outer-bias-lost', _with(FO, ("w1 @ b3 + b1", "w1 @ b3"))),
        ('inner-bias-not-weighted', _with(FO, ("w1 @ b3 + b1", "b3[:len(b1)] + b1 if len(b3) >= len(b1) else np.pad(b3, (0, len(b1) - len(b3))) + b1"))),
        ('inner-bias-not-weighted', _with(FO, ("w1 @ b3 + b1", "b3.sum() + b1"))),
        ('order-swapped', _with(FO, ("return weight, bias", "return bias, weight"))),
        ('no-bias-returned', _with(FO, ("return weight, bias", "return weight"))),
        ('window-turned', _with(FO, ("    bias", "    weight = weight[:, :, ::-1, ::-1]\n    bias"))),
        ('input-changed', _with(FOL, ("np.array(b1, dtype=float)", "b1"))),
        ('overwritten', _with(FOL, ("weight[o] += ", "weight[o] = "))),
        (None, '''
def f(w3, b3, w1, b1):
    weight = w3[:w1.shape[0]].copy() if len(w3) >= len(w1) else np.resize(w3, (len(w1), *w3.shape[1:]))
    weight[:, :, 1, 1] = np.einsum("om,mc->oc", w1, w3[:, :, 1, 1])
    return weight, w1 @ b3 + b1
'''),
        ('bias-too-often', _with(FO, ("w1 @ b3 + b1", "w1 @ b3 + 2 * b1"))),
        ('axes-swapped', _with(FO, ("->ocij", "->coij"))),
        ('window-turned', _with(FO, ("->ocij", "->ocji"))),
        ('bias-mixed-too', _with(FO, ("w1 @ b3 + b1", "w1.sum(axis=1) * b1 + w1 @ b3"))),
        ('mean-for-sum', _with(FO, ("w1 @ b3 + b1", "(w1 * b3).mean(axis=1) + b1"))),
        ('bias-too-often', _with(FOL, ("bias[o] += w1[o, m] * b3[m]", "bias[o] += w1[o, m] * b3[m] + b1[o]"))),
        ('bias-too-often', _with(FOL, ("np.array(b1, dtype=float)", "np.zeros(cout)"), ("bias[o] += w1[o, m] * b3[m]", "bias[o] += w1[o, m] * b3[m] + b1[o]"))),
        ('inner-bias-lost + order-swapped', _with(FO, ("w1 @ b3 + b1", "b1"), ("return weight, bias", "return bias, weight"))),
        ("outputs-added-up", _with(FO, ("w1 @ b3 + b1", "np.sum(w1 @ b3 + b1)"))),
        ('mean-for-sum + inner-bias-not-weighted', _with(FO, ("w1 @ b3 + b1", "b3.mean() + b1"))),
        (None, _with(FO, ('np.einsum("om,mcij->ocij", w1, w3)', 'w1.sum() * w3[:len(w1)]'))),
        ('outer-bias-lost', _with(FO, ("w1 @ b3 + b1", "b3 @ w1[:, :len(b3)].T + 0 * b1"))),
        ('outer-bias-lost + window-turned', _with(FO, ("w1 @ b3 + b1", "w1 @ b3"), ("    bias", "    weight = weight[..., ::-1, ::-1]\n    bias"))),
        ('inputs-added-up', _with(FO, ("return weight, bias", "return weight.sum(axis=1), bias"))),
        ('relu-between', _with(FO, ("    bias", "    weight = np.maximum(weight, 0)\n    bias"))),
        ('summed-over-inputs', _with(FO, ("om,mcij", "om,cmij"))),
        ('middle-channels-left-out', _with(FOL, ("range(M)", "range(1)"))),
        ('bias-meets-weights', _with(FOL, ("* b3[m]", "* b3[m] * w3[m].sum()"))),
    ],
    "bottleneck_params": [
        (
            "power-sign",
            '''
def f(c, mid, k):
    return 2 * c * mid + (k * mid)^2
''',
        ),
        ("depth-forgotten", "f = lambda c, mid, k: mid + k * k * mid * mid + c"),
        (
            "four-times-the-middle",
            """def f(c, mid, k):
    return c * mid + k * k * mid * mid + mid * 4 * mid""",
        ),
        ("power-sign", "\ndef f(c, mid, k):\n    return 2 * c * mid + (k ^ 2) * (mid ^ 2)\n"),
        ('way-back-forgotten', _with(BP, (" + third", ""))),
        ('k-not-squared', _with(BP, ("k * k *", "k *"))),
        ('one-kernel-a-channel', _with(BP, ("* mid * mid", "* mid"))),
        ('outer-layers-k', _with(BP, ("first = c * mid", "first = k * k * c * mid"), ("third = mid * c", "third = k * k * mid * c"))),
        ('biases-counted', _with(BP, ("return first + second + third", "return first + second + third + mid + mid + c"))),
        ('multiplied', _with(BP, ("first + second + third", "first * second * third"))),
        ('middle-not-narrow', _with(BP, ("mid * mid", "c * c"))),
        ('middle-not-narrow', _with(BP, ("mid * mid", "c * mid"))),
        ('always-3x3', _with(BP, ("k * k *", "9 *"))),
        ('k-not-squared', _with(BP, ("k * k *", "2 * k *"))),
        ('middle-only', _with(BP, ("first + second + third", "second"))),
        ('last-from-c', _with(BP, ("third = mid * c", "third = c * c"))),
        ('channels-added', _with(BP, ("first = c * mid", "first = c + mid"), ("third = mid * c", "third = mid + c"))),
        ('layer-twice', _with(BP, ("first = c * mid", "first = 2 * c * mid"))),
        ('direct', _with(BP, ("first + second + third", "k * k * c * c"))),
        ('not-added-up', _with(BP, ("first + second + third", "first, second, third"))),
        ('way-back-forgotten + k-not-squared', _with(BP, ("k * k *", "k *"), (" + third", ""))),
        ('channels-added', _with(BP, ("k * k * mid * mid", "(k * k + mid * mid)"))),
        ('one-kernel-a-channel', _with(BP, ("k * k * mid * mid", "k * k * mid"))),
        (None, _with(BP, ("first + second + third", "first + second + third + k * k"))),
        ('k-not-squared + middle-not-narrow', _with(BP, ("k * k * mid * mid", "k * c * mid"))),
        ('channels-added', _with(BP, ("c * mid", "c + mid"))),
        (None, _with(BP, ("mid * mid", "mid ** 3"))),
        ("layer-twice", _with(BP, ("return first", "return second + first"))),
        ('channels-added', "\ndef f(c, mid, k):\n    return sum(i * o + s * s for i, o, s in [(c, mid, 1), (mid, mid, k), (mid, c, 1)])\n"),
        ('one-1x1-in-the-middle', "\ndef f(c, mid, k):\n    return c * mid + k * k * mid * mid + mid * mid\n"),
    ],
    "saving": [
        ("not-squared", (BW, PL/BW, 589824 // 521, INC)),
        ("middle-layer-forgotten", (69632, 8.47, 1152, 9.68)),
        ('biases-counted', (BW+64+64+256, PL/BW, MW, INC)),
        ('way-back-forgotten', (256*64+9*64*64, PL/(256*64+9*64*64), MW, INC)),
        ('upside-down', (BW, BW/PL, MW, INC)),
        ('first-that-fails', (BW, PL/BW, MW+1, INC)),
        ('1x1-free', (BW, PL/BW, 256, INC)),
        ('one-layer-only', (BW, PL/BW, MW, 12.0)),
        ('upside-down', (BW, PL/BW, MW, 1/INC)),
        ('per-cent', (BW, 100*(1-BW/PL), MW, INC)),
        ('how-many-more', (BW, PL/BW-1, MW, INC)),
        ('middle-not-narrow', (256*64*2+9*256*64, PL/(256*64*2+9*256*64), MW, INC)),
        ('middle-only', (9*64*64, 16.0, MW, INC)),
        ('difference', (BW, PL-BW, MW, INC)),
        ('k-not-squared', (BW, PL/BW, MW, 192*32/(192*16+16*32))),
        ('count-for-ratio', (BW, PL/BW, MW, 153600)),
        ('1x1-free', (BW, PL/BW, 255, INC)),
        ('k-not-squared', (BW, PL/BW, MW, 9*192*32/(192*16+9*16*32))),
        ('rounded-too-far', (BW, 8, MW, INC)),
        ('not-rounded-down', (BW, PL/BW, 229.1, INC)),
        ('k-not-squared', (256*64*2+3*64*64, 3*256*256/(256*64*2+3*64*64), MW, INC)),
        ('biases-counted', (BW, (PL+256)/(BW+384), MW, INC)),
        ('middle-only', (9*64*64, PL/(9*64*64), MW, INC)),
        ('one-too-few', (BW, PL/BW, MW-1, INC)),
        (None, (BW, PL/BW, MW, (25*192*32)/(192*16+16*32))),
        ('rounded-too-far', (BW, 8.5, MW, 9.7)),
        ('channels-only', (BW, 4.0, MW, INC)),
    ],
    "best_mid": [
        ("brackets-forgotten", "f = lambda c, b: int((-2 * c + (4 * c * c + 4 * 9 * b) ** 0.5) / 2 * 9)"),
        ('exact-fit-refused', _with(BM, ("<= budget", "< budget"))),
        ('one-too-many', _with(BMB, ("return mid - 1", "return mid"))),
        ('search-ends-early', _with(BMF, ("range(1, budget + 1)", "range(1, c + 1)"))),
        ('search-ends-early', _with(BMF, ("range(1, budget + 1)", "range(1, c)"))),
        ('nothing-fits-forgotten', _with(BMF, ("best = 0", "best = None"))),
        ('nothing-fits-forgotten', _with(BMF, ("best = 0", "best = 1"))),
        ('way-back-forgotten', _with(BM, ("2 * c", "c"))),
        ('weights-returned', _with(BMF, ("best = mid", "best = bottleneck_params(c, mid, 3)"))),
        ('k-not-squared', _with(BM, ("9 *", "3 *"))),
        ('not-the-largest', _with(BMF, ("best = mid", "return mid"))),
        ('not-rounded-down', '''
def f(c, budget):
    return round((-2 * c + (4 * c * c + 36 * budget) ** 0.5) / 18)
'''),
        ('middle-only', '''
def f(c, budget):
    return int((budget / 9) ** 0.5)
'''),
        ('one-kernel-a-channel', '''
def f(c, budget):
    return budget // (2 * c + 9)
'''),
        ('nothing-fits-forgotten', _with(BMF, ("best = 0", "best = -1"))),
        ('one-too-many', _with(BMB, ("<= budget", "< budget"), ("mid - 1", "mid"))),
        ('widths-left-out', _with(BMF, ("budget + 1)", "budget + 1, 2)"))),
        ('biases-counted', _with(BM, ("9 * (mid + 1) ** 2", "9 * (mid + 1) ** 2 + 2 * (mid + 1) + c"))),
        ('not-rounded-down', '''
def f(c, budget):
    return (-2 * c + (4 * c * c + 36 * budget) ** 0.5) / 18
'''),
        ('search-ends-early', _with(BMF, ("range(1, budget + 1)", "range(1, 100)"))),
        ('search-ends-early', _with(BMF, ("range(1, budget + 1)", "range(1, c + 1)"))),
        ('window-forgotten', _with(BMB, ("mid, 3)", "mid, 1)"))),
        ('search-ends-early + middle-forgotten', "\ndef f(c, budget):\n    return min(c, budget // (2 * c))\n"),
        ('exact-fit-refused + search-ends-early', _with(BMF, ("range(1, budget + 1)", "range(1, c + 1)"), ("<= budget", "< budget"))),
        ("depth-forgotten", "\ndef f(c, budget):\n    return int(((budget - 2 * c) / 9) ** 0.5) if budget > 2 * c else 0\n"),
        ('one-too-many', "\ndef f(c, budget):\n    return int(np.ceil((-2 * c + (4 * c * c + 36 * budget) ** 0.5) / 18))\n"),
        ('another-window', _with(BMB, ("mid, 3)", "mid, mid)"))),
        ('one-kernel-a-channel', "\ndef f(c, budget):\n    return budget // bottleneck_params(c, 1, 3)\n"),
    ],
    "pca_bottleneck": [
        (
            "rows-for-columns",
            """def f(x, mid):
    flat = x.reshape(len(x), -1)
    mean = flat.mean(axis=1, keepdims=True)
    z = flat - mean
    values, vectors = np.linalg.eigh(z @ z.T)
    d = vectors[np.argsort(values)[::-1][:mid]]
    return (d.T @ (d @ z) + mean).reshape(x.shape)""",
        ),
        ('not-centred', _with(PC, ("centred = flat - mean", "centred = flat"), (" + mean", ""))),
        ('means-at-the-end', _with(PC, (" + mean)", ")"))),
        ('other-directions', _with(PCE, ("np.argsort(values)[::-1][:mid]", "np.argsort(values)[:mid]"))),
        ('other-directions', _with(PCE, ("vectors[:, np.argsort(values)[::-1][:mid]]", "vectors[:, :mid]"))),
        ('rows-for-columns', _with(PC, ("u[:, :mid].T", "u[:mid]"))),
        ('another-mean', _with(PC, ("flat.mean(axis=1, keepdims=True)", "flat.mean()"))),
        ('another-mean', _with(PC, ("flat.mean(axis=1, keepdims=True)", "flat.mean(axis=0, keepdims=True)"))),
        ('other-directions', _with(PC, ("u[:, :mid]", "u[:, :mid + 1]"))),
        ('not-widened', _with(PC, ("(rows.T @ small + mean).reshape(C, H, W)", "small.reshape(mid, H, W)"))),
        ('still-flat', _with(PC, (".reshape(C, H, W)", ""))),
        ('mean-sign', _with(PC, ("flat - mean", "flat + mean"))),
        ('pixels-scrambled', '''
def f(x, mid):
    C, H, W = x.shape
    flat = x.reshape(-1, C)
    mean = flat.mean(axis=0)
    u, s, vt = np.linalg.svd(flat - mean, full_matrices=False)
    rows = vt[:mid]
    return ((flat - mean) @ rows.T @ rows + mean).reshape(C, H, W)
'''),
        ('scaled-directions', _with(PC, ("centred = flat - mean", "centred = (flat - mean) / flat.std(axis=1, keepdims=True)"))),
        ('input-changed', _with(PC, ("centred = flat - mean", "centred = flat\n    centred -= mean"))),
        ('channels-kept', _with(PC, ("rows = u[:, :mid].T", "rows = np.eye(C)[:mid]"))),
        ('picture-by-picture', '''
def f(x, mid):
    out = np.zeros(x.shape)
    for c in range(x.shape[0]):
        u, s, vt = np.linalg.svd(x[c] - x[c].mean(), full_matrices=False)
        out[c] = u[:, :mid] * s[:mid] @ vt[:mid] + x[c].mean()
    return out
'''),
        ('narrowed-with-mean', _with(PC, ("small = rows @ centred", "small = rows @ flat"))),
        ('unchanged', _with(PC, ("u[:, :mid]", "u"))),
        (None, _with(PCE, ("centred = flat - mean", "centred = flat"), ("[::-1][:mid]", "[:mid]"))),
        ('rows-for-columns', _with(PC, ("u[:, :mid].T", "vt[:mid]"))),
        ('scaled-directions', _with(PC, ("rows = u[:, :mid].T", "rows = (u[:, :mid] * s[:mid]).T"))),
        ('another-mean', _with(PC, ("flat.mean(axis=1, keepdims=True)", "x.mean()"))),
        ('means-at-the-end + other-directions', _with(PC, (" + mean)", ")"), ("u[:, :mid]", "u[:, :mid + 1]"))),
        ('other-directions', _with(PC, ("u[:, :mid].T", "u[:, -mid:].T"))),
        ('other-directions', _with(PC, ("u[:, :mid].T", "u[:, :1].T"))),
        ('channels-kept', _with(PC, ("u[:, :mid].T", "np.eye(C)[np.argsort(-flat.var(axis=1))[:mid]]"))),
        ('rows-for-columns', _with(PC, ("(rows.T @", "(u[:mid].T @"))),
    ],
}

RIGHT = {
    "conv1x1": [
        C1,
        C1E,
        C1R,
        C1L,
        '''
def f(x, w):
    return np.tensordot(w, x, 1)
''',
        '''
def f(x, w):
    return np.stack([sum(a * b for a, b in zip(row, x)) for row in w])
''',
        '''
def f(x, w):
    return (w[:, :, None, None] * x[None]).sum(axis=1)
''',
    ],
    "fold_1x1_into_3x3": [
        FO,
        FOL,
        '''
def f(w3, b3, w1, b1):
    return [np.tensordot(w1, w3, axes=1), b1 + (w1 * b3).sum(1)]
''',
        '''
def f(w3, b3, w1, b1):
    M = len(w3)
    big = np.concatenate([w3.reshape(M, -1), np.reshape(b3, (M, 1))], axis=1)
    both = w1 @ big
    return both[:, :-1].reshape(-1, *w3.shape[1:]), both[:, -1] + b1
''',
        '''
def f(w3, b3, w1, b1):
    weight = np.array([sum(a * k for a, k in zip(row, w3)) for row in w1])
    return {0: weight, 1: np.array([np.dot(r, b3) + b for r, b in zip(w1, b1)])}.values() and (weight, conv1x1(b3[:, None, None], w1)[:, 0, 0] + b1)
''',
    ],
    "bottleneck_params": [
        BP,
        '''
def f(c, mid, k):
    return mid * (2 * c + mid * k ** 2)
''',
        '''
def f(c, mid, k):
    return sum(i * o * n ** 2 for i, o, n in zip((c, mid, mid), (mid, mid, c), (1, k, 1)))
''',
        '''
def f(c, mid, k):
    return conv_params(1, c, mid, False, 1) + conv_params(k, mid, mid, False, 1) + conv_params(cin=mid, cout=c, k=1, bias=False, groups=1)
''',
        '''
def f(c, mid, k):
    return np.zeros((mid, c, 1, 1)).size + np.ones((mid, mid, k, k)).size + np.ones((c, mid)).size
''',
    ],
    "saving": [
        (BW, PL/BW, MW, INC),
        (float(BW), round(PL/BW, 2), float(MW), round(INC, 2)),
        (np.int64(BW), np.float64(PL/BW), np.int32(MW), np.float32(INC)),
    ],
    "best_mid": [
        BM,
        BMB,
        BMF,
        '''
def f(c, budget):
    from math import isqrt
    return max(0, (isqrt(c * c + 9 * budget) - c) // 9)
''',
        '''
def f(c, budget):
    lo, hi = 0, budget + 1
    while hi - lo > 1:
        m = (lo + hi) // 2
        if m * (2 * c + 9 * m) <= budget: lo = m
        else: hi = m
    return lo
''',
        '''
def f(c, budget, mid=1):
    import itertools
    return next(m for m in itertools.count() if bottleneck_params(c=c, mid=m + 1, k=3) > budget)
''',
    ],
    "pca_bottleneck": [
        PC,
        PCE,
        '''
def f(x, mid):
    flat = np.moveaxis(x, 0, -1).reshape(-1, len(x))
    m = flat.mean(0)
    u, s, vt = np.linalg.svd(flat - m, full_matrices=False)
    out = u[:, :mid] * s[:mid] @ vt[:mid] + m
    return np.moveaxis(out.reshape(*x.shape[1:], -1), -1, 0)
''',
        '''
def f(x, mid):
    m = x.mean(axis=(1, 2))
    cov = np.cov(x.reshape(len(x), -1))
    vals, vecs = np.linalg.eigh(cov)
    v = vecs[:, -mid:]
    y = conv1x1(x - m[:, None, None], v.T)
    return conv1x1(y, v) + m[:, None, None]
''',
        '''
def f(x, mid):
    m = x.mean(axis=(1, 2), keepdims=True)
    flat = (x - m).reshape(x.shape[0], -1)
    u, s, vt = np.linalg.svd(flat, full_matrices=False)
    s[mid:] = 0
    return (u @ np.diag(s) @ vt).reshape(x.shape) + m
''',
    ],
}
