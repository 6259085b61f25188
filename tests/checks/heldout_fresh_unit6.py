"""Unit 6: a fresh sample, written from the task texts alone before the banks were looked into.

WRONG has names, or None, and answers; RIGHT has answers in unusual styles.
"""

import numpy as np

from tests.checks.heldout_unit7 import _with

CP = """
def f(k, cin, cout, bias, groups):
    if cin % groups != 0 or cout % groups != 0:
        raise ValueError("groups must divide cin and cout")
    weights = k * k * (cin // groups) * cout
    if bias:
        weights += cout
    return weights
"""
DP = """
def f(in_shape, out_shape, bias):
    inputs = prod(in_shape)
    outputs = prod(out_shape)
    if bias:
        return inputs * outputs + outputs
    return inputs * outputs
"""
DPL = """
def f(in_shape, out_shape, bias):
    n = 1
    for size in in_shape:
        n *= size
    m = 1
    for size in out_shape:
        m *= size
    total = n * m
    if bias:
        total += m
    return total
"""
CM = """
def f(in_shape, cout, k, stride, padding, groups):
    C, H, W = in_shape
    h = (H + 2 * padding - k) // stride + 1
    w = (W + 2 * padding - k) // stride + 1
    return h * w * cout * k * k * (C // groups)
"""
CO = """
def f(layers, in_shape):
    c, h, w = in_shape
    params = macs = 0
    flat = None
    for layer in layers:
        kind = layer["kind"]
        if kind == "conv":
            k, s, p = layer["k"], layer["stride"], layer["padding"]
            h = (h + 2 * p - k) // s + 1
            w = (w + 2 * p - k) // s + 1
            params += k * k * c * layer["out"] + layer["out"]
            macs += k * k * c * layer["out"] * h * w
            c = layer["out"]
        elif kind == "pool":
            h = (h - layer["k"]) // layer["stride"] + 1
            w = (w - layer["k"]) // layer["stride"] + 1
        elif kind == "flatten":
            flat = c * h * w
        elif kind == "dense":
            params += flat * layer["out"] + layer["out"]
            macs += flat * layer["out"]
            flat = layer["out"]
    return params, macs
"""


def stack(a, b):
    return f"""
def f(brief):
    if brief == "any stride":
        return {a}
    return {b}
"""


OKA = "[[3, 8, 2], [3, 16, 2], [3, 32, 2], [1, 64, 1]]"
OKB = "[[3, 8, 1], [3, 8, 1], [3, 8, 1], [3, 8, 1], [3, 8, 1], [3, 8, 1], [3, 64, 1]]"
PL = 9 * 256 * 256
MW = max(m for m in range(1, 999) if 2 * 256 * m + 9 * m * m < PL)

# fmt: off
WRONG = {
    "estimates": [("eight-bytes", (1179648, 462422016, 102760448, 26435136, 4, 2))],
    "seed_layer": [
        ("separable", (9 * 128 + 128 * 64, 9 * 128 + 128 * 64 + 64)),
        ('other-biases', (73728, 73856)),
        ('depth-forgotten', (576, 640)),
        ('side-not-squared', (24576, 24640)),
        ('swapped', (73792, 73728)),
        ('other-biases', (73728, 73729)),
        ('doubled', (73728, 73728+73728)),
        ('channels-added', (9*(128+64), 9*(128+64)+64)),
        ('one-filter', (1152, 1216)),
        ('biases-only', (73728, 64)),
        (None, (73278, 73342)),
        ('halved', (36864, 36928)),
        ('other-biases', (73728, 73920)),
        ('bias-forgotten', (73728,73728)),
        ('padding-counted', (25*128*64, 25*128*64+64)),
        (None, (16*128*64, 16*128*64+64)),
        ('other-biases', (73728, 73728+128)),
        ('other-biases', (73728, 73729)),
        ('one-filter', (9*128, 9*128+64)),
        (None, (9+128*64, 9+128*64+64)),
    ],
    "conv_params": [
        (
            "depthwise",
            """def f(k, cin, cout, bias, groups):
    if cin % groups or cout % groups:
        raise ValueError
    per_filter = k * k if groups > 1 else k * k * cin
    return cout * per_filter + cout * bias""",
        ),
        ("power-sign", _with(CP, ("k * k * (cin // groups) * cout", "k ^ 2 * (cin // groups) * cout"))),
        ('groups-ignored', _with(CP, ("(cin // groups)", "cin"))),
        ('groups-twice', _with(CP, ("* cout\n    if", "* (cout // groups)\n    if"))),
        ('bias-forgotten', _with(CP, ("    if bias:\n        weights += cout\n", ""))),
        ('bias-always', _with(CP, ("    if bias:\n        weights += cout\n", "    weights += cout\n"))),
        ('one-bias-for-all', _with(CP, ("weights += cout", "weights += 1"))),
        ('test-too-weak', _with(CP, (" or cout % groups != 0", ""))),
        ('test-too-weak', _with(CP, (" or cout", " and cout"))),
        ('side-not-squared', _with(CP, ("k * k *", "k *"))),
        ('window-sides-added', _with(CP, ("k * k *", "2 * k *"))),
        ('biases-by-group', _with(CP, ("weights += cout", "weights += cout // groups"))),
        ('bias-always', _with(CP, ("k * k * (cin // groups) * cout\n", "(k * k * (cin // groups) + 1) * cout\n"), ("    if bias:\n        weights += cout\n", ""))),
        ('error-returned', _with(CP, ('raise ValueError("groups must divide cin and cout")', "return None"))),
        ('uneven-groups', _with(CP, ('    if cin % groups != 0 or cout % groups != 0:\n        raise ValueError("groups must divide cin and cout")\n', ''), ("cin // groups", "cin / groups"))),
        ('groups-multiply', _with(CP, ("(cin // groups) * cout", "cin * cout * groups"))),
        ('bias-per-input-channel', _with(CP, ("weights += cout", "weights += cin"))),
        ('one-bias-for-all', _with(CP, ("    if bias:\n        weights += cout\n", "    weights += bias\n"))),
        ('biases-by-group', _with(CP, ("(cin // groups) * cout", "cin * (cout // groups)"), ("weights += cout", "weights += cout // groups"))),
        (None, _with(CP, ("if cin % groups != 0 or cout % groups != 0", "if groups != 1"))),
        ('window-sides-added', _with(CP, ("k * k *", "(k + k) *"))),
        ("too-many-biases", _with(CP, ("weights += cout", "weights *= 2"))),
        ('side-not-squared + one-bias-for-all', _with(CP, ("k * k *", "k *"), ("weights += cout", "weights += 1"))),
        ('nothing-returned', _with(CP, ("        weights += cout\n    return weights", "        weights += cout\n        return weights"))),
    ],
    "dense_params": [
        (
            "zipped",
            """def f(in_shape, out_shape, bias):
    weights = 1
    outputs = 1
    for a, b in zip(in_shape, out_shape):
        weights *= a * b
        outputs *= b
    return weights + (outputs if bias else 0)""",
        ),
        ('sizes-added', _with(DP, ("prod(in_shape)", "sum(in_shape)"), ("prod(out_shape)", "sum(out_shape)"))),
        ('sizes-left-out', _with(DP, ("prod(in_shape)", "in_shape[0]"), ("prod(out_shape)", "out_shape[0]"))),
        ('bias-forgotten', _with(DP, ("inputs * outputs + outputs", "inputs * outputs"))),
        ('one-bias-for-all', _with(DPL, ("total += m", "total += 1"))),
        ('biases-miscounted', _with(DPL, ("total += m", "total += n"))),
        ('bias-always', _with(DPL, ("    if bias:\n        total += m\n", "    total += m\n"))),
        ('added', _with(DPL, ("n * m", "n + m"))),
        (None, _with(DPL, ("n = 1", "n = 0"))),
        ('not-begun-again', _with(DPL, ("    m = 1\n", "    m = n\n"))),
        ('sizes-left-out', _with(DPL, ("for size in out_shape", "for size in out_shape[:1]"))),
        ('bias-where-none', _with(DP, ("if bias", "if not bias"))),
        ('sizes-left-out', _with(DPL, ("        n *= size\n", "        n *= size\n        break\n"))),
        ('sizes-added', _with(DP, ("prod(in_shape)", "len(in_shape)"), ("prod(out_shape)", "len(out_shape)"))),
        ('taken-for-square', _with(DP, ("prod(in_shape)", "(in_shape[0] * in_shape[1] ** 2 if len(in_shape) > 1 else in_shape[0])"))),
        ('nothing-returned', _with(DPL, ("return total", "print(total)"))),
        ('inputs-or-outputs-alone', _with(DPL, ("total = n * m", "total = n"))),
        ('bias-for-both', _with(DPL, ("total += m", "total += n + m"))),
        ('all-zero', _with(DPL, ("    m = 1", "    m = 0"))),
        (None, _with(DPL, ("total += m", "total -= m"))),
        ('sizes-added + one-bias-for-all', _with(DP, ("prod(in_shape)", "sum(in_shape)"), ("+ outputs\n", "+ 1\n"))),
        (None, _with(DPL, ("n * m", "n * n"))),
        ("sizes-paired", """
def f(in_shape, out_shape, bias):
    weights = sum(a * b for a, b in zip(in_shape, out_shape))
    return weights + prod(out_shape) * bias
"""),
        ("three-sizes-expected", """
def f(in_shape, out_shape, bias):
    def count(shape):
        if len(shape) == 3:
            return shape[0] * shape[1] * shape[2]
        return shape[0]
    return count(in_shape) * count(out_shape) + (count(out_shape) if bias else 0)
"""),
    ],
    "conv_macs": [
        (
            "padding-not-multiplied",
            """def f(in_shape, cout, k, stride, padding, groups):
    c, h, w = in_shape
    total = 0
    for i in range(-padding, h + padding - k + 1, stride):
        for j in range(-padding, w + padding - k + 1, stride):
            rows = min(i + k, h) - max(i, 0)
            cols = min(j + k, w) - max(j, 0)
            total += rows * cols
    return total * (c // groups) * cout""",
        ),
        ('groups-ignored', _with(CM, ("(C // groups)", "C"))),
        ('padding-once', _with(CM, ("H + 2 * padding", "H + padding"), ("W + 2 * padding", "W + padding"))),
        ('plus-one-forgotten', _with(CM, ("// stride + 1", "// stride"))),
        ('taken-for-square', _with(CM, ("(W + 2", "(H + 2"))),
        ('at-every-input-pixel', _with(CM, ("(H + 2 * padding - k) // stride + 1", "H"), ("(W + 2 * padding - k) // stride + 1", "W"))),
        ('stride-ignored', _with(CM, ("// stride", ""))),
        ('side-not-squared', _with(CM, ("k * k *", "k *"))),
        ('biases-counted', _with(CM, ("k * k * (C // groups)", "(k * k * (C // groups) + 1)"))),
        ('one-filter', _with(CM, ("* cout *", "*"))),
        ('depth-forgotten', _with(CM, (" * (C // groups)", ""))),
        ('fractions-kept', _with(CM, ("// stride", "/ stride"))),
        ('rounded-up', _with(CM, ("(H + 2 * padding - k) // stride", "-(-(H + 2 * padding - k) // stride)"), ("(W + 2 * padding - k) // stride", "-(-(W + 2 * padding - k) // stride)"))),
        ('plus-one-inside', _with(CM, ("- k) // stride + 1", "- k + 1) // stride"))),
        ('groups-twice', _with(CM, ("* cout *", "* (cout // groups) *"))),
        ('channels-last', _with(CM, ("C, H, W = in_shape", "H, W, C = in_shape"))),
        ('flops', _with(CM, ("return h", "return 2 * h"))),
        ('padding-ignored + groups-ignored', CM.replace("H + 2 * padding - k", "H - k").replace("W + 2 * padding - k", "W - k").replace("(C // groups)", "C")),
        ('padding-on-four-sides', _with(CM, ("2 * padding", "4 * padding"))),
        ('sides-added', _with(CM, ("h * w *", "(h + w) *"))),
        (None, _with(CM, ("return h", "return 1 / stride * h"))),
        ('channels-squared', _with(CM, ("* cout *", "* C *"))),
        ('plus-one-forgotten + side-not-squared', _with(CM, ("// stride + 1", "// stride"), ("k * k *", "k *"))),
        ("padding-ignored", _with(CM, ("(W + 2 * padding - k)", "(W - k)"))),
        ('padding-taken-off', _with(CM, ("+ 2 * padding", "- 2 * padding"))),
        ("range-one-short", """
def f(in_shape, cout, k, stride, padding, groups):
    C, H, W = in_shape
    rows = len(range(0, H + 2 * padding - k, stride))
    cols = len(range(0, W + 2 * padding - k, stride))
    return rows * cols * cout * k * k * C // groups
"""),
        ("formula-on-areas", """
def f(in_shape, cout, k, stride, padding, groups):
    C, H, W = in_shape
    area = (H + 2 * padding) * (W + 2 * padding)
    places = (area - k * k) // stride ** 2 + 1
    return places * k * k * (C // groups) * cout
"""),
        ('fractions-to-the-end', """
def f(in_shape, cout, k, stride, padding, groups):
    C, H, W = in_shape
    rows = (H + 2 * padding - k) / stride + 1
    columns = (W + 2 * padding - k) / stride + 1
    return int(rows * columns) * cout * (C // groups) * k * k
"""),
    ],
    "count_model": [
        (
            "flattened-wrongly",
            """from math import prod
def f(layers, in_shape):
    params = macs = 0
    shape = tuple(in_shape)
    for layer in layers:
        if layer["kind"] == "conv":
            c, h, w = shape
            k, s, p, out = layer["k"], layer["stride"], layer["padding"], layer["out"]
            h = (h + 2 * p - k) // s + 1
            w = (w + 2 * p - k) // s + 1
            params += k * k * c * out + out
            macs += k * k * c * out * h * w
            shape = (out, h, w)
        elif layer["kind"] == "pool":
            c, h, w = shape
            k, s = layer["k"], layer["stride"]
            shape = (c, (h - k) // s + 1, (w - k) // s + 1)
        elif layer["kind"] == "flatten":
            shape = (shape[0] * in_shape[1] * in_shape[2],)
        else:
            n = prod(shape)
            params += n * layer["out"] + layer["out"]
            macs += n * layer["out"]
            shape = (layer["out"],)
    return params, macs""",
        ),
        ('dense-shape-stays', _with(CO, ('            flat = layer["out"]\n', ''))),
        ('channels-stay', _with(CO, ('            c = layer["out"]\n', ''))),
        ('pool-size', _with(CO, ('            h = (h - layer["k"]) // layer["stride"] + 1\n            w = (w - layer["k"]) // layer["stride"] + 1\n', '            pass\n'))),
        ('pool-size', _with(CO, ('(h - layer["k"]) // layer["stride"] + 1', 'h // layer["stride"]'), ('(w - layer["k"]) // layer["stride"] + 1', 'w // layer["stride"]'))),
        ('biases-forgotten', _with(CO, ('c * layer["out"] + layer["out"]\n', 'c * layer["out"]\n'))),
        ('biases-forgotten', _with(CO, ('params += flat * layer["out"] + layer["out"]', 'params += flat * layer["out"]'))),
        ('places-of-another-map', _with(CO, ('            h = (h + 2 * p - k) // s + 1\n            w = (w + 2 * p - k) // s + 1\n            params', '            params'), ('* h * w\n            c = layer["out"]\n', '* h * w\n            c = layer["out"]\n            h = (h + 2 * p - k) // s + 1\n            w = (w + 2 * p - k) // s + 1\n'))),
        ('swapped', _with(CO, ("return params, macs", "return macs, params"))),
        ('flattened-wrongly', _with(CO, ("flat = c * h * w", "flat = c"))),
        ('no-work', _with(CO, ('            macs += flat * layer["out"]\n', ''))),
        ('padding-once', _with(CO, ("2 * p", "p"))),
        ('one-number', _with(CO, ("return params, macs", "return params"))),
        ('depth-of-its-own', _with(CO, ('            k, s, p = layer', '            c = layer["out"]\n            k, s, p = layer'))),
        ('pool-counted', _with(CO, ('            flat = c * h * w\n', '            flat = c * h * w\n'), ('        elif kind == "flatten":', '            macs += layer["k"] ** 2 * c * h * w\n        elif kind == "flatten":'))),
        ('biases-are-macs', _with(CO, ('* h * w\n            c', '* h * w + layer["out"] * h * w\n            c'), ('macs += flat * layer["out"]', 'macs += flat * layer["out"] + layer["out"]'))),
        ('argument-one-for-all', _with(CO, ("    return params, macs", "        return params, macs"))),
        ('side-overwritten', _with(CO, ("w = (w + 2 * p - k)", "w = (h + 2 * p - k)"))),
        ('only-last-layer', _with(CO, ("macs += k", "macs = k"), ("macs += f", "macs = f"))),
        ('biases-forgotten + pool-size', _with(CO, ('(h - layer["k"]) // layer["stride"] + 1', 'h // layer["stride"]'), ('(w - layer["k"]) // layer["stride"] + 1', 'w // layer["stride"]'), ('params += flat * layer["out"] + layer["out"]', 'params += flat * layer["out"]'))),
        ('pool-size', _with(CO, ('(h - layer["k"]) // layer["stride"] + 1', '(h - layer["k"]) // layer["k"] + 1'), ('(w - layer["k"]) // layer["stride"] + 1', '(w - layer["k"]) // layer["k"] + 1'))),
        (None, _with(CO, ('            w = (w - layer["k"]) // layer["stride"] + 1\n', ''))),
        ("entries-right", _with(CO, ('flat * layer["out"] + layer["out"]', 'flat * layer["out"] + 1'))),
        ('flops', _with(CO, ('macs += flat * layer["out"]', 'macs += 2 * flat * layer["out"]'))),
        ('depth-of-its-own', _with(CO, ('            macs += k * k * c * layer["out"] * h * w\n            c = layer["out"]\n', '            c = layer["out"]\n            macs += k * k * c * layer["out"] * h * w\n'))),
        ('padding-ignored + biases-forgotten', _with(CO, ("h + 2 * p - k", "h - k"), ("w + 2 * p - k", "w - k"), ('flat * layer["out"] + layer["out"]', 'flat * layer["out"]'))),
        ('flattened-wrongly', _with(CO, ("c * h * w", "h * w"))),
        ('input-changed', _with(CO, ('kind = layer["kind"]', 'kind = layer.pop("kind")'))),
        ("dense-at-every-place", """
def f(layers, in_shape):
    c, h, w = in_shape
    params = macs = 0
    for l in layers:
        if l["kind"] in ("conv", "pool"):
            pad = l.get("padding", 0)
            h = (h + 2 * pad - l["k"]) // l["stride"] + 1
            w = (w + 2 * pad - l["k"]) // l["stride"] + 1
        if l["kind"] == "flatten":
            c = c * h * w
        if "out" in l:
            weights = c * l["out"] * l.get("k", 1) ** 2
            params += weights + l["out"]
            macs += weights * h * w
            c = l["out"]
    return params, macs
"""),
        ("pool-size", """
def f(layers, in_shape):
    (c, h, w), params, macs, padding = in_shape, 0, 0, 0
    for layer in layers:
        kind = layer["kind"]
        if kind == "conv" or kind == "pool":
            k, stride = layer["k"], layer["stride"]
            padding = layer.get("padding", padding)
            h, w = [(n + 2 * padding - k) // stride + 1 for n in (h, w)]
        if kind == "conv":
            params += (k * k * c + 1) * layer["out"]
            macs += k * k * c * layer["out"] * h * w
            c = layer["out"]
        if kind == "flatten":
            size = c * h * w
        if kind == "dense":
            params += (size + 1) * layer["out"]
            macs += size * layer["out"]
            size = layer["out"]
    return params, macs
"""),
        ("places-of-another-map", """
def f(layers, in_shape):
    shape = list(in_shape); counts = []; dense = 0; params = 0
    for layer in layers:
        if layer["kind"] == "conv":
            shape[1:] = [(n + 2 * layer["padding"] - layer["k"]) // layer["stride"] + 1 for n in shape[1:]]
            w = layer["k"] ** 2 * shape[0] * layer["out"]
            counts.append(w); params += w + layer["out"]; shape[0] = layer["out"]
        elif layer["kind"] == "pool":
            shape[1:] = [(n - layer["k"]) // layer["stride"] + 1 for n in shape[1:]]
        elif layer["kind"] == "flatten":
            last = shape[1:]
            flat = prod(shape)
        else:
            dense += flat * layer["out"]; params += flat * layer["out"] + layer["out"]; flat = layer["out"]
    return params, sum(counts) * prod(shape[1:]) + dense
"""),
    ],
    "small_stack": [
        ('too-heavy', stack("[[3, 64, 2], [3, 64, 2], [3, 64, 2]]", "[[3, 64, 1]] * 7")),
        ('sees-too-little', stack("[[3, 16, 2], [3, 64, 1]]", "[[3, 16, 1], [3, 64, 1]]")),
        ('wrong-end', stack("[[3, 8, 2], [3, 16, 2], [3, 32, 2]]", OKB.replace("64", "32"))),
        ('strides', stack(OKA, OKA)),
        ('one-wide-window', stack("[[15, 64, 1]]", "[[15, 64, 1]]")),
        ('columns-mixed-up', stack("[[8, 3, 2], [16, 3, 2], [32, 3, 2], [64, 1, 1]]", OKB)),
        ('sees-too-little', stack(OKA, "[[3, 8, 1]] * 5 + [[3, 64, 1]]")),
        ('sees-too-little', stack(OKA, "[[3, 8, 1]] * 4 + [[3, 64, 1]]")),
        ('no-stack', stack("[[3, 3, 8, 2], [3, 8, 16, 2], [3, 16, 64, 2]]", OKB)),
        ('not-rows-and-columns', stack('[{"k": 3, "out": 8, "stride": 2}]*3', OKB)),
        ('nothing-returned', '''
def f(brief):
    if brief == "any stride":
        return [[3, 8, 2], [3, 16, 2], [3, 32, 2], [1, 64, 1]]
'''),
        ('too-heavy', stack("[[3, 8, 2], [3, 8, 2], [3, 64, 2]][:2] + [[3, 64, 2]]", "[[3, 8, 2], [7, 64, 1]]")),
        ('too-heavy', stack("[[7, 16, 2], [7, 64, 1]]", "[[7, 16, 1], [7, 64, 1]]")),
        ('sees-too-little', stack(OKA, "[[3, 8, 1]] * 5 + [[3, 64, 1]]")),
        ('not-rows-and-columns', stack("[]", "[]")),
        ('nothing-returned', '\ndef f(brief):\n    print([[3, 8, 2]])\n'),
        ('not-rows-and-columns', stack("[3, 8, 2]", "[3, 8, 1]")),
    ],
}

RIGHT = {
    "estimates": [
        (9 * 256 * 512, 9 * 64 * 256 * 56**2, 4 * 16 * 64 * 112**2, 26_424_512, 4, 2),
        (10 * 2**17, 150_000 * 3_000, 1_000 * 12_000 * 4, 25_000 * 1_000, 4, 2),
        (1e6, 4e8, 4e7, 2e7, 4.0, 2.0),
        (np.int64(2_000_000), np.float32(9e8), 1e8, 5e7, np.uint8(4), np.int8(2)),
        (600_000, 240_000_000, 26_000_000, 14_000_000, 4, 2),
    ],
    "seed_layer": [
        (73728, 73792),
        (73728.0, 73792.0),
        (np.int64(73728), np.int32(73792)),
    ],
    "conv_params": [
        CP,
        '''
def f(k, cin, cout, bias, groups):
    if any(c % groups for c in (cin, cout)):
        raise ValueError
    return cout * (k ** 2 * cin // groups + bool(bias))
''',
        '''
def f(k, cin, cout, bias, groups):
    from math import gcd
    if gcd(cin, cout) % groups:
        raise ValueError(groups)
    return sum(np.zeros((cout // groups, cin // groups, k, k)).size for _ in range(groups)) + cout * bias
''',
        '''
def f(k, cin, cout, bias, groups):
    a, rest = divmod(cin, groups)
    _, other = divmod(cout, groups)
    if rest or other:
        raise ValueError("no such layer")
    return np.prod([k, k, a, cout]) + (cout if bias else 0)
''',
        '''
class BadGroups(ValueError):
    pass
def f(k, cin, cout, bias, groups):
    if cin // groups * groups != cin or cout // groups * groups != cout:
        raise BadGroups()
    n = 0
    for _ in range(cout):
        n += k * k * cin / groups
        if bias: n += 1
    return n
''',
    ],
    "dense_params": [
        DP,
        DPL,
        '''
def f(in_shape, out_shape, bias):
    return (np.zeros(in_shape).size + (1 if bias else 0)) * np.zeros(out_shape).size
''',
        '''
def f(in_shape, out_shape, bias):
    from functools import reduce
    from operator import mul
    a, b = (reduce(mul, s, 1) for s in (in_shape, out_shape))
    return a * b + b * bias
''',
        '''
def f(in_shape, out_shape, bias):
    def size(s):
        return s[0] * size(s[1:]) if s else 1
    return np.outer(np.ones(size(in_shape)), np.ones(size(out_shape))).size + size(out_shape) * int(bias)
''',
    ],
    "conv_macs": [
        CM,
        '''
def f(in_shape, cout, k, stride, padding, groups):
    c, *sizes = in_shape
    places = prod(len(range(0, n + 2 * padding - k + 1, stride)) for n in sizes)
    return places * cout * c * k ** 2 // groups
''',
        '''
def f(in_shape, cout, k, stride, padding, groups):
    import math
    C, H, W = in_shape
    out = np.floor((np.array([H, W]) + 2 * padding - k) / stride) + 1
    return int(out.prod()) * (C // groups) * cout * k * k
''',
        '''
def f(in_shape, cout, k, stride, padding, groups):
    x = np.zeros(in_shape)
    x = np.pad(x, [(0, 0), (padding, padding), (padding, padding)])
    v = sliding_window_view(x, (k, k), axis=(1, 2))[:, ::stride, ::stride]
    return v.size * cout // groups
''',
        '''
def f(in_shape, cout, k, stride, padding, groups):
    n = 0
    C, H, W = in_shape
    for i in range(-padding, H + padding - k + 1, stride):
        for j in range(-padding, W + padding - k + 1, stride):
            for g in range(groups):
                n += (cout // groups) * (C // groups) * k * k
    return n
''',
    ],
    "count_model": [
        CO,
        '''
def f(layers, in_shape):
    shape, P, M = tuple(in_shape), 0, 0
    for l in layers:
        if l["kind"] == "flatten":
            shape = (prod(shape),)
            continue
        if l["kind"] == "dense":
            m = shape[0] * l["out"]
            P, M, shape = P + m + l["out"], M + m, (l["out"],)
            continue
        pad = l.get("padding", 0)
        sizes = [len(range(0, n + 2 * pad - l["k"] + 1, l["stride"])) for n in shape[1:]]
        if l["kind"] == "conv":
            wts = l["out"] * shape[0] * l["k"] ** 2
            P, M = P + wts + l["out"], M + wts * prod(sizes)
        shape = (l.get("out", shape[0]), *sizes)
    return [P, M]
''',
        '''
def f(layers, in_shape):
    def step(shape, layer):
        if layer["kind"] == "flatten": return (int(np.prod(shape)),), 0, 0
        if layer["kind"] == "dense":
            return (layer["out"],), dense_params(shape, (layer["out"],), True), dense_params(shape, (layer["out"],), False)
        c, h, w = shape
        pad = layer.get("padding", 0)
        size = tuple((n + 2 * pad - layer["k"]) // layer["stride"] + 1 for n in (h, w))
        if layer["kind"] == "pool": return (c, *size), 0, 0
        return (layer["out"], *size), conv_params(layer["k"], c, layer["out"], True, 1), conv_macs(shape, layer["out"], layer["k"], layer["stride"], pad, 1)
    def rest(layers, shape):
        if not layers: return np.zeros(2, int)
        shape, p, m = step(shape, layers[0])
        return np.array([p, m]) + rest(layers[1:], shape)
    return rest(list(layers), in_shape)
''',
        '''
def f(layers, in_shape):
    p = m = 0
    c, h, w = map(float, in_shape)
    for d in layers:
        if d["kind"] in ("conv", "pool"):
            z = 2 * d.get("padding", 0)
            h = (h + z - d["k"]) // d["stride"] + 1
            w = (w + z - d["k"]) // d["stride"] + 1
        if d["kind"] == "conv":
            p += (d["k"] ** 2 * c + 1) * d["out"]
            m += d["k"] ** 2 * c * d["out"] * h * w
            c = d["out"]
        if d["kind"] == "flatten":
            c, h, w = c * h * w, 1, 1
        if d["kind"] == "dense":
            p += (c + 1) * d["out"]
            m += c * d["out"]
            c = d["out"]
    return p, m
''',
    ],
    "small_stack": [
        stack(OKA, OKB),
        stack("((3, 8, 2), (3, 16, 2), (3, 32, 2), (1, 64, 1))", f"np.array({OKB})"),
        '''
def f(brief):
    small = [[3, 8, 1] for _ in range(7)]
    return small + [[1, 64, 1]]
''',
        '''
def f(brief):
    return [[5, 4, 1], [5, 4, 1], [5, 8, 1], [3, 64, 1]]
''',
    ],
}
