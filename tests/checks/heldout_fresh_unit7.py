"""Unit 7: a fresh sample, written from the task texts alone before the banks were looked into.

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


AT = """
def f(variant):
    size = variant["input"]
    g = variant["groups"]
    channels = variant["channels"]
    ks = [11, 5, 3, 3, 3]
    strides = [4, 1, 1, 1, 1]
    pads = [variant["pad1"], 2, 1, 1, 1]
    groups = [1, g, 1, g, g]
    cin = 3
    rows = []
    for i in range(5):
        size = (size + 2 * pads[i] - ks[i]) // strides[i] + 1
        weights = ks[i] * ks[i] * (cin // groups[i]) * channels[i]
        rows.append([weights, channels[i], weights * size * size])
        if i in (0, 1, 4):
            size = (size - 3) // 2 + 1
        cin = channels[i]
    n = cin * size * size
    for out in (4096, 4096, 1000):
        rows.append([n * out, out, n * out])
        n = out
    return rows
"""
DI = """
def f(input, pad1, pool5):
    n = (input + 2 * pad1 - 11) // 4 + 1
    n = (n - 3) // 2 + 1
    n = (n - 3) // 2 + 1
    if pool5:
        n = (n - 3) // 2 + 1
    return 256 * n * n
"""
D1 = 256 * 6 * 6 * 4096
DG = """
def f(total):
    def count(input=227, groups=2, pool5=True, flatten=True, biases=True):
        ch = [96, 256, 384, 384, 256]
        ks = [11, 5, 3, 3, 3]
        gs = [1, groups, 1, groups, groups]
        cin, n = 3, 0
        for k, g, c in zip(ks, gs, ch):
            n += k * k * (cin // g) * c + (c if biases else 0)
            cin = c
        s = (input - 11) // 4 + 1
        s = (s - 3) // 2 + 1
        s = (s - 3) // 2 + 1
        if pool5:
            s = (s - 3) // 2 + 1
        m = 256 * s * s if flatten else 256
        for d in (4096, 4096, 1000):
            n += m * d + (d if biases else 0)
            m = d
        return n
    totals = {
        "original": count(),
        "ungrouped": count(groups=1),
        "biases forgotten": count(biases=False),
        "pool5 forgotten": count(groups=1, pool5=False),
        "flatten forgotten": count(groups=1, flatten=False),
        "224 without padding": count(groups=1, input=224),
    }
    for name, value in totals.items():
        if value == total:
            return name
    return "unknown"
"""
LC = """
def f(in_shape, cout, k, stride, bias):
    C, H, W = in_shape
    h = (H - k) // stride + 1
    w = (W - k) // stride + 1
    n = h * w * cout * C * k * k
    if bias:
        n += h * w * cout
    return n
"""
EQ = """
def f(layer, image, shift):
    first = run_layer(layer, np.roll(image, shift, axis=1))
    second = np.roll(run_layer(layer, image), shift // layer["stride"], axis=1)
    return np.abs(first - second).max()
"""
CONVW = 11 * 11 * 3 * 96 + 25 * 48 * 256 + 9 * 256 * 384 + 9 * 192 * 384 + 9 * 192 * 256
CONVB = 96 + 256 + 384 + 384 + 256
HEAD = 256 * 1000 + 1000
ORIG = CONVW + CONVB + 9216 * 4096 + 4096 + 4096 * 4096 + 4096 + 4096 * 1000 + 1000
TOT = CONVW + CONVB + HEAD
PL = 9 * 256 * 256
MW = max(m for m in range(1, 999) if 2 * 256 * m + 9 * m * m < PL)

# fmt: off
WRONG = {
    "alexnet_table": [
        ("always-the-original", _with(AT, ("n = cin * size * size", "n = 256 * 6 * 6"))),
        ('groups-ignored', _with(AT, ("cin // groups[i]", "cin"))),
        ('groups-elsewhere', _with(AT, ("[1, g, 1, g, g]", "[1, g, g, g, g]"))),
        ('groups-elsewhere', _with(AT, ("[1, g, 1, g, g]", "[1, g, 1, g, 1]"))),
        ('groups-elsewhere', _with(AT, ("[1, g, 1, g, g]", "[1, 1, g, 1, g]"))),
        ('pool-size', _with(AT, ("(size - 3) // 2 + 1", "size // 2"))),
        ('pool5-forgotten', _with(AT, ("(0, 1, 4)", "(0, 1)"))),
        ('pooled-elsewhere', _with(AT, ("            size = (size - 3) // 2 + 1", "            size = max((size - 3) // 2 + 1, 1)"), ("if i in (0, 1, 4):", "if i in (0, 1, 2):"))),
        ('always-the-original', _with(AT, ('variant["input"]', "227"))),
        ('padding-ignored', _with(AT, ('variant["pad1"]', "0"))),
        ('macs-at-other-places', _with(AT, ("        size = (size + 2 * pads[i] - ks[i]) // strides[i] + 1\n", ""), ("        if i in (0", "        size = (size + 2 * pads[i] - ks[i]) // strides[i] + 1\n        if i in (0"))),
        ('macs-at-other-places', _with(AT, ("weights * size * size", "weights * size"))),
        ('biases-in-weights', _with(AT, ("rows.append([weights, ", "rows.append([weights + channels[i], "))),
        ("entries-right", _with(AT, ("[n * out, out, n * out]", "[n * out, 1000, n * out]"))),
        ('dense-shape-stays', _with(AT, ("        n = out\n", ""))),
        ('dense-missing', _with(AT, ("    for out in (4096, 4096, 1000):\n        rows.append([n * out, out, n * out])\n        n = out\n", ""))),
        ('dense-without-work', _with(AT, ("[n * out, out, n * out]", "[n * out, out, 0]"))),
        ("entries-right", _with(AT, ("        cin = channels[i]\n", ""), ("n = cin *", "n = channels[-1] *"))),
        ("entries-right", _with(AT, ("[4, 1, 1, 1, 1]", "[4, 4, 1, 1, 1]"))),
        ('pool-size + groups-ignored', _with(AT, ("cin // groups[i]", "cin"), ("(size - 3) // 2 + 1", "size // 2"))),
        ("entries-right", _with(AT, ("    return rows", "    return np.cumsum(rows, axis=0)"))),
        ('later-padding', _with(AT, ("2, 1, 1, 1]", "1, 1, 1, 1]"))),
        ('macs-at-other-places', _with(AT, ("        rows.append([weights, channels[i], weights * size * size])\n        if i in (0, 1, 4):\n            size = (size - 3) // 2 + 1\n", "        if i in (0, 1, 4):\n            size = (size - 3) // 2 + 1\n        rows.append([weights, channels[i], weights * size * size])\n"))),
        ('biases-miscounted', _with(AT, ("weights, channels[i], weights", "weights, cin, weights"))),
        ('entries-right', _with(AT, ("n = cin * size * size", "n = size * size"))),
        ('columns-mixed-up', _with(AT, ("    return rows", "    return [list(c) for c in zip(*rows)]"))),
        ('pool5-forgotten + biases-forgotten', _with(AT, ("(0, 1, 4)", "(0, 1)"), ("weights, channels[i], weights", "weights, 0, weights"), ("n * out, out, n", "n * out, 0, n"))),
        ("windows-mixed-up", _with(AT, ("[11, 5, 3, 3, 3]", "[11, 3, 3, 3, 3]"))),
        ('one-gpu', _with(AT, ("n = cin * size", "n = cin // g * size"))),
        ('dense-widths', _with(AT, ("(4096, 4096, 1000)", "(4096, 1000, 1000)"))),
        ('groups-handed-on', _with(AT, ("cin = channels[i]\n", "cin = channels[i] // groups[i]\n"))),
    ],
    "dense1_inputs": [
        (
            "side-doubled",
            '''
def f(input, pad1, pool5):
    n = (input + 2 * pad1 - 11) // 4 + 1
    for _ in range(3):
        n = (n - 3) // 2 + 1
    if not pool5:
        n = n * 2
    return 256 * n * n
''',
        ),
        (
            "one-division",
            """def f(input, pad1, pool5):
    n = (input - 11) // (32 if pool5 else 16)
    return 256 * n * n""",
        ),
        ('factor-missing', _with(DI, ("n * n", "n"))),
        ('pool5-where-false', _with(DI, ("    if pool5:\n        n = (n - 3) // 2 + 1\n", "    n = (n - 3) // 2 + 1\n"))),
        ('pool5-forgotten', _with(DI, ("    if pool5:\n        n = (n - 3) // 2 + 1\n", ""))),
        ('pool5-where-false', _with(DI, ("if pool5", "if not pool5"))),
        ('padding-ignored', _with(DI, (" + 2 * pad1", ""))),
        ('padding-once', _with(DI, ("2 * pad1", "pad1"))),
        ('pool-size', _with(DI, ("(n - 3) // 2 + 1", "n // 2"))),
        ('plus-one-forgotten', _with(DI, ("// 4 + 1", "// 4"))),
        ('plus-one-forgotten', _with(DI, ("// 2 + 1", "// 2"))),
        ('other-maps', _with(DI, ("256", "384"))),
        ('other-maps', _with(DI, ("256 * ", ""))),
        ('fractions-kept', _with(DI, ("// 4", "/ 4"), ("// 2", "/ 2"))),
        ('weights-counted', _with(DI, ("256 * n * n", "256 * n * n * 4096"))),
        ('always-the-original', "\ndef f(input, pad1, pool5):\n    if pool5:\n        return 256 * 6 * 6\n    return 256 * 13 * 13\n"),
        ('one-pooling-missing', _with(DI, ("    n = (n - 3) // 2 + 1\n    n = (n - 3) // 2 + 1\n    if", "    n = (n - 3) // 2 + 1\n    if"))),
        ('later-padding', _with(DI, ("    if pool5", "    n = n - 2\n    if pool5"))),
        ('pool-size + padding-ignored', _with(DI, (" + 2 * pad1", ""), ("(n - 3) // 2 + 1", "n // 2"))),
        ('other-maps', _with(DI, ("256", "4096"))),
        ('window-not-taken-off', _with(DI, ("(input + 2 * pad1 - 11) // 4 + 1", "(input + 2 * pad1) // 4"))),
        ('pool-size', _with(DI, ("(n - 3) // 2 + 1", "(n - 2) // 2 + 1"))),
        ('pool5-where-false', _with(DI, ("    if pool5:", "    if not pool5:"))),
        ('factor-missing + padding-once', _with(DI, ("n * n", "n"), ("2 * pad1", "pad1"))),
        ('another-stride', _with(DI, ("// 4 + 1", "// 2 + 1"))),
        ('count-pooled', _with(DI, ("    if pool5:\n        n = (n - 3) // 2 + 1\n    return 256 * n * n", "    return (256 * n * n - 3) // 2 + 1 if pool5 else 256 * n * n"))),
        ('pooling-padded', _with(DI, ("(n - 3)", "(n + 2 * pad1 - 3)"))),
        ('range-one-short', _with(DI, ("(n - 3) // 2 + 1", "len(range(0, n - 3, 2))"), ("(input + 2 * pad1 - 11) // 4 + 1", "len(range(-pad1, input + pad1 - 11, 4))"))),
        ('one-pooling-too-many', _with(DI, ("    if pool5", "    n = (n - 3) // 2 + 1\n    if pool5"))),
    ],
    "dense1": [
        ("another-network", (25088 * 4096, 4.0)),
        ("one-gpu", (18874368, 169 / 36)),
        ('biases-counted', (D1+4096, 4.694)),
        ('side-not-squared', (256*6*4096, 13/6)),
        ('sides-not-squared', (D1, 2.167)),
        ('upside-down', (D1, 0.213)),
        ('inputs-only', (9216, 4.694)),
        ('other-maps', (36*4096, 4.694)),
        ('224-input', (256*25*4096, (13/5)**2)),
        ('pool5-forgotten', (256*169*4096, 4.694)),
        ('inputs-subtracted', (D1, 133)),
        ('rounded-too-far', (D1, 4.7)),
        ('second-dense-layer', (4096*4096, 4.694)),
        ('poolings-missing', (D1, (27/13)**2)),
        (None, (D1, 3.24)),
        ('classes-for-outputs', (9216*1000, 4.694)),
        ('pool-not-rounded-down', (256*49*4096, 3.449)),
        ('pool5-forgotten', (256*169*4096, 256*169*4096/D1)),
        ('224-input', (256*25*4096, 169/25)),
        (None, (9216+4096, 4.694)),
        (None, (D1, (13/6)**3)),
        (None, (D1, 1.0)),
        (None, (4.694, D1)),
        ('biases-counted', (D1+4096, (256*169*4096+4096)/(D1+4096))),
        ('poolings-miscounted', (2 * 2 * 256 * 4096, 169 / 36)),
        ('poolings-missing', (D1, 55**2 / 36)),
    ],
    "diagnose": [
        ('another-total', _with(DG, ("if flatten else 256", "if flatten else s * s"))),
        ('always-unknown', _with(DG, ("value == total", "value + 1 is total"))),
        ('groups-ignored', _with(DG, ('"original": count()', '"original": count(groups=1)'))),
        ('biases-of-ungrouped', _with(DG, ("count(biases=False)", "count(groups=1, biases=False)"))),
        ('mistakes-grouped', _with(DG, ("count(groups=1, pool5=False)", "count(pool5=False)"))),
        ('mistakes-grouped', _with(DG, ("count(groups=1, pool5=False)", "count(pool5=False)"), ("count(groups=1, flatten=False)", "count(flatten=False)"), ("count(groups=1, input=224)", "count(input=224)"))),
        ('not-unknown', _with(DG, ('    return "unknown"\n', ''))),
        (None, _with(DG, ("return name", "return value"))),
        ('one-name-only', _with(DG, ('            return name\n    return "unknown"', '            return name\n        return "unknown"'))),
        ('roughly', _with(DG, ("    for name, value in totals.items():\n        if value == total:\n            return name\n    return \"unknown\"", "    return min(totals, key=lambda name: abs(totals[name] - total))"))),
        (None, _with(DG, ('"224 without padding"', '"224 no padding"'))),
        ('one-name-only', _with(DG, ("c + (c if biases else 0)", "c"))),
        ('one-name-only', _with(DG, ("m * d + (d if biases else 0)", "m * d"))),
        ('error-for-unknown', _with(DG, ('    return "unknown"', '    raise ValueError("unknown")'))),
        ('another-total', _with(DG, ("(s - 3) // 2 + 1", "s // 2"))),
        ('another-total', _with(DG, ("[1, groups, 1, groups, groups]", "[1, groups, groups, groups, groups]"))),
        (None, _with(DG, ('return "unknown"', 'return "Unknown"'))),
        ('another-total', _with(DG, ("else 256", "else 36"))),
        ('another-total', _with(DG, ('        "pool5 forgotten": count(groups=1, pool5=False),\n        "flatten forgotten": count(groups=1, flatten=False),\n        "224 without padding": count(groups=1, input=224),\n', ''))),
        (None, _with(DG, ("return name\n", "return list(totals).index(name)\n"))),
        (None, _with(DG, ("return name\n", "return [name]\n"))),
        ('another-total', _with(DG, ("count(groups=1, input=224)", "count(groups=1, input=228)"))),
        ('another-total', _with(DG, ("else 256\n", "else 1000\n"))),
        ('names-swapped', _with(DG, ('"original": count(),\n        "ungrouped": count(groups=1)', '"original": count(groups=1),\n        "ungrouped": count()'))),
        ('roughly', _with(DG, ("value == total", "abs(value - total) < 1000"))),
        ('not-unknown + names-swapped', _with(DG, ('"original": count(),\n        "ungrouped": count(groups=1)', '"original": count(groups=1),\n        "ungrouped": count()'), ('    return "unknown"\n', ''))),
        ('roughly', _with(DG, ("value == total", "abs(value - total) < 1e-4 * total"))),
    ],
    "locally_connected_params": [
        ('weights-shared', _with(LC, ("n = h * w * cout", "n = cout"))),
        ('bias-shared', _with(LC, ("n += h * w * cout", "n += cout"))),
        ('one-bias-for-all', _with(LC, ("n += h * w * cout", "n += h * w"))),
        ('bias-forgotten', _with(LC, ("    if bias:\n        n += h * w * cout\n", ""))),
        ('bias-always', _with(LC, ("    if bias:\n        n += h * w * cout\n", "    n += h * w * cout\n"))),
        ('at-every-input-pixel', _with(LC, ("(H - k) // stride + 1", "H"), ("(W - k) // stride + 1", "W"))),
        ('plus-one-forgotten', _with(LC, ("// stride + 1", "// stride"))),
        ('taken-for-square', _with(LC, ("w = (W", "w = (H"))),
        ('depth-forgotten', _with(LC, ("* C *", "*"))),
        ('side-not-squared', _with(LC, ("* k * k", "* k"))),
        ('dense', _with(LC, ("h * w * cout * C * k * k", "h * w * cout * C * H * W"))),
        ('stride-ignored', _with(LC, (" // stride", ""))),
        ('rounded-up', _with(LC, ("(H - k) // stride", "-(-(H - k) // stride)"), ("(W - k) // stride", "-(-(W - k) // stride)"))),
        ('channels-last', _with(LC, ("C, H, W = in", "H, W, C = in"))),
        ('one-filter', _with(LC, ("h * w * cout * C", "h * w * C"))),
        ('bias-shared + padded', _with(LC, ("(H - k)", "(H + 2 * (k // 2) - k)"), ("(W - k)", "(W + 2 * (k // 2) - k)"), ("n += h * w * cout", "n += cout"))),
        ('rounded-to-nearest', _with(LC, ("(H - k) // stride", "round((H - k) / stride)"), ("(W - k) // stride", "round((W - k) / stride)"))),
        ('several-biases', _with(LC, ("n += h * w * cout", "n += n"))),
        ('bias-per-input-channel', _with(LC, ("n += h * w * cout", "n += h * w * C"))),
        ('plus-one-forgotten + stride-ignored', _with(LC, ("(H - k) // stride + 1", "H - k"), ("(W - k) // stride + 1", "W - k"))),
        ('depth-forgotten', _with(LC, ("* cout * C *", "* cout *"))),
        ('plus-one-forgotten + depth-forgotten', _with(LC, ("* cout * C *", "* cout *"), ("// stride + 1", "// stride"))),
        (None, _with(LC, ("// stride", "// stride ** 2"))),
        ('range-one-short', _with(LC, ("(H - k) // stride + 1", "len(range(0, H - k, stride))"), ("(W - k) // stride + 1", "len(range(0, W - k, stride))"))),
        ('several-biases', _with(LC, ("n += h * w * cout", "n += h * w * cout * k * k"))),
        ('one-place-too-many', _with(LC, ("(H - k) // stride + 1", "(H - k) // stride + 2"))),
    ],
    "equivariance_error": [
        (
            "border-left-out",
            '''
def f(layer, image, shift):
    s = shift // layer["stride"]
    a = run_layer(layer, np.roll(image, shift, axis=1))
    b = np.roll(run_layer(layer, image), s, axis=1)
    margin = s + len(layer["kernel"]) // 2
    return np.max(np.abs(a - b)[:, margin:-margin])
''',
        ),
        (
            "stride-alone-tested",
            """def run_layer(layer, image):
    mode = {"wrap": "wrap", "zero": "constant"}[layer["padding"]]
    padded = np.pad(image, len(layer["kernel"]) // 2, mode=mode)
    windows = np.lib.stride_tricks.sliding_window_view(padded, layer["kernel"].shape)
    step = layer["stride"]
    return (windows[::step, ::step] * layer["kernel"]).sum(axis=(2, 3))

def f(layer, image, shift):
    if shift % layer['stride'] == 0:
        return 0.0
    a = run_layer(layer, np.roll(image, shift, axis=1))
    b = np.roll(run_layer(layer, image), shift // layer["stride"], axis=1)
    return np.abs(a - b).max()""",
        ),
        ('not-the-largest', _with(EQ, (".max()", ".mean()"))),
        ('sign-kept', _with(EQ, ("np.abs(first - second).max()", "(first - second).max()"))),
        ('stride-in-shift-forgotten', _with(EQ, (' // layer["stride"]', ''))),
        ('rows-shifted', _with(EQ, ("axis=1", "axis=0"))),
        ('to-the-left', _with(EQ, ("image, shift,", "image, -shift,"), (', shift // layer["stride"]', ', -(shift // layer["stride"])'))),
        ('no-axis', _with(EQ, (", axis=1", ""))),
        ('not-the-largest', _with(EQ, (".max()", ".sum()"))),
        ('all-differences', _with(EQ, (".max()", ""))),
        ('maxima-compared', _with(EQ, ("np.abs(first - second).max()", "abs(first.max() - second.max())"))),
        ('input-not-shifted', _with(EQ, ("np.roll(image, shift, axis=1)", "image"))),
        ('invariance', _with(EQ, ('np.roll(run_layer(layer, image), shift // layer["stride"], axis=1)', 'run_layer(layer, image)'))),
        ('another-output-shift', _with(EQ, ('shift // layer', 'shift * layer'))),
        ('not-the-largest', _with(EQ, ("np.abs(first - second).max()", "np.sqrt(((first - second) ** 2).mean())"))),
        ('agreement-only', _with(EQ, ("np.abs(first - second).max()", "not np.allclose(first, second)"))),
        (None, _with(EQ, ("image, shift,", "image, 1,"))),
        ('shifted-back', _with(EQ, (', shift // layer', ', -shift // layer'))),
        ("one-line-only", _with(EQ, ("np.abs(first - second).max()", "max(abs(first - second)[0])"))),
        ('not-the-largest', _with(EQ, ("np.abs(first - second).max()", "((first - second) ** 2).max()"))),
        ('zeros-shifted-in', _with(EQ, ("    first", "    moved = np.zeros_like(image)\n    moved[:, shift:] = image[:, :image.shape[1] - shift]\n    first"), ("np.roll(image, shift, axis=1)", "moved"))),
        ('not-the-largest', _with(EQ, (".max()\n", ".max() / np.abs(second).max()\n"))),
        ('another-output-shift', _with(EQ, ('shift // layer["stride"]', '-(-shift // layer["stride"])'))),
        ('picture-moved-twice', _with(EQ, ('np.roll(run_layer(layer, image), shift // layer["stride"], axis=1)', 'run_layer(layer, np.roll(image, shift // layer["stride"], axis=1))'))),
        ('rows-shifted + not-the-largest', _with(EQ, (".max()", ".mean()"), ("axis=1", "axis=0"))),
        ('agreement-only', _with(EQ, (".max()", ".argmax()"))),
        ('not-the-largest', _with(EQ, (".max()", ".min()"))),
        ('another-output-shift', _with(EQ, ('shift // layer["stride"]', 'int(round(shift / layer["stride"]))'))),
        ('picture-shift-changed', _with(EQ, ("image, shift, axis", 'image, shift // layer["stride"], axis'))),
        ('layer-forgotten', _with(EQ, ("run_layer(layer, np.roll(image, shift, axis=1))", "np.roll(image, shift, axis=1)"), ("run_layer(layer, image)", "image"))),
        ('all-differences', _with(EQ, (".max()", ".max(axis=1)"))),
    ],
    "pooled_head": [
        ("mean-over-maps", (2371080, 60965224 / 2371080)),
        ("mean-counted", (2600552, 60965224 / 2600552)),
        ("groups-and-biases-ignored", (4001824, 15.2)),
        ('biases-forgotten', (CONVW+256000, ORIG/TOT)),
        ('groups-ignored', (CONVW+CONVB+HEAD+25*48*256+9*192*384+9*192*256, 15.7)),
        ('one-part-only', (HEAD, ORIG/HEAD)),
        ('one-part-only', (CONVW+CONVB, ORIG/(CONVW+CONVB))),
        ('upside-down', (TOT, TOT/ORIG)),
        ('biases-forgotten', (TOT-1000, ORIG/TOT)),
        ('not-pooled', (CONVW+CONVB+9216*1000+1000, ORIG/(CONVW+CONVB+9217000))),
        ('hidden-kept', (CONVW+CONVB+256*4096+4096+4096*4096+4096+4097000, 2.6)),
        ('difference', (TOT, ORIG-TOT)),
        ('how-many-more', (TOT, ORIG/TOT-1)),
        ('per-cent', (TOT, 100*TOT/ORIG)),
        ('biases-forgotten', (TOT-CONVB, ORIG/TOT)),
        ('rounded-too-far', (TOT, round(ORIG/TOT))),
        ('biases-forgotten', (CONVW+256000, (ORIG-CONVB-9192)/(CONVW+256000))),
        ('heads-divided', (TOT, (ORIG-CONVW-CONVB)/HEAD)),
        (None, (TOT, (ORIG-CONVB-9192)/(TOT-CONVB-1000)*1.05)),
        ('in-millions', (2.59, ORIG/TOT)),
        ('old-head', (ORIG, 1.0)),
        ('bias-per-map', (CONVW+CONVB+256000+256, ORIG/(CONVW+CONVB+256256))),
        ('rounded-too-far', (TOT, 23.0)),
        ('not-pooled', (CONVW + CONVB + 169 * 256000 + 1000, ORIG / TOT)),
    ],
}

RIGHT = {
    "alexnet_table": [
        AT,
        '''
def f(variant):
    def out(n, k, s=1, p=0):
        return len(range(0, n + 2 * p - k + 1, s))
    a, b, c, d, e = variant["channels"]
    g = variant["groups"]
    n1 = out(variant["input"], 11, 4, variant["pad1"])
    n2 = out(n1, 3, 2)
    n3 = out(n2, 3, 2)
    n5 = out(n3, 3, 2)
    W = np.array([363 * a, 25 * a // g * b, 9 * b * c, 9 * c // g * d, 9 * d // g * e, e * n5 ** 2 * 4096, 4096 ** 2, 4096000])
    B = np.array([a, b, c, d, e, 4096, 4096, 1000])
    P = np.array([n1, n2, n3, n3, n3, 1, 1, 1]) ** 2
    return np.stack([W, B, W * P], axis=1)
''',
        '''
def f(variant):
    table = []
    shape = (3, variant["input"], variant["input"])
    spec = [(11, 4, variant["pad1"], 1, True), (5, 1, 2, variant["groups"], True), (3, 1, 1, 1, False), (3, 1, 1, variant["groups"], False), (3, 1, 1, variant["groups"], True)]
    for (k, s, p, g, pool), cout in zip(spec, variant["channels"]):
        w = conv_params(k, shape[0], cout, False, g)
        table.append((w, cout, conv_macs(shape, cout, k, s, p, g)))
        n = (shape[1] + 2 * p - k) // s + 1
        if pool:
            n = (n - 1) // 2
        shape = (cout, n, n)
    for m in [4096, 4096, 1000]:
        w = dense_params(shape, (m,), False)
        table += [(w, m, w)]
        shape = (m,)
    return tuple(table)
''',
    ],
    "dense1_inputs": [
        DI,
        '''
def f(input, pad1, pool5):
    sizes = [(11, 4, pad1), (3, 2, 0), (5, 1, 2), (3, 2, 0)] + [(3, 1, 1)] * 3 + [(3, 2, 0)] * bool(pool5)
    n = input
    for k, s, p in sizes:
        n = (n + 2 * p - k) // s + 1
    return 256 * n ** 2
''',
        '''
def f(input, pad1, pool5):
    t = alexnet_table({"input": input, "pad1": pad1, "channels": [96, 256, 384, 384, 256], "groups": 1})
    if pool5:
        return t[5][0] // 4096
    return t[4][2] // t[4][0] * 256
''',
        '''
def f(input, pad1, pool5):
    x = np.empty((1, input + 2 * pad1))
    x = x[:, : x.shape[1] - 10][:, ::4]
    for _ in range(2 + int(pool5)):
        x = x[:, :-2:2]
    return 256.0 * x.size ** 2
''',
    ],
    "dense1": [
        (37748736, 4.694),
        (37748736.0, 169/36),
        (np.int64(37748736), 4.69444),
    ],
    "diagnose": [
        DG,
        '''
def f(total):
    def params(n=227, g=2, pool5=True):
        t = alexnet_table({"input": n, "pad1": 0, "channels": [96, 256, 384, 384, 256], "groups": g})
        w = sum(r[0] for r in t)
        b = sum(r[1] for r in t)
        return w, b
    w, b = params()
    u, _ = params(g=1)
    v, _ = params(n=224, g=1)
    d1 = dense1_inputs(227, 0, True)
    table = {w + b: "original", u + b: "ungrouped", w: "biases forgotten", v + b: "224 without padding",
             u + b + 4096 * (dense1_inputs(227, 0, False) - d1): "pool5 forgotten",
             u + b + 4096 * (256 - d1): "flatten forgotten"}
    return table.get(total, "unknown")
''',
        '''
def f(total):
    conv = lambda g: 34944 + (25 * 96 // g + 1) * 256 + (9 * 256 + 1) * 384 + (9 * 384 // g + 1) * 384 + (9 * 384 // g + 1) * 256
    head = lambda n: (n + 1) * 4096 + 4097 * 4096 + 4097 * 1000
    if total == conv(2) + head(9216): return "original"
    if total == conv(1) + head(9216): return "ungrouped"
    if total == conv(2) + head(9216) - (96 + 256 + 384 + 384 + 256 + 4096 * 2 + 1000): return "biases forgotten"
    if total == conv(1) + head(256 * 13 * 13): return "pool5 forgotten"
    if total == conv(1) + head(256): return "flatten forgotten"
    if total == conv(1) + head(256 * 25): return "224 without padding"
    return "unknown"
''',
    ],
    "locally_connected_params": [
        LC,
        '''
def f(in_shape, cout, k, stride, bias):
    c, *hw = in_shape
    values = cout * prod(len(range(0, n - k + 1, stride)) for n in hw)
    return values * (c * k ** 2 + (1 if bias else 0))
''',
        '''
def f(in_shape, cout, k, stride, bias):
    macs = conv_macs(in_shape, cout, k, stride, 0, 1)
    return macs + bias * macs // (in_shape[0] * k * k)
''',
        '''
def f(in_shape, cout, k, stride, bias):
    v = sliding_window_view(np.zeros(in_shape), (in_shape[0], k, k))[0, ::stride, ::stride]
    total = 0
    for place in v.reshape(-1, in_shape[0] * k * k):
        total += cout * (place.size + bool(bias))
    return total
''',
    ],
    "equivariance_error": [
        EQ,
        '''
def f(layer, image, shift):
    moved = np.concatenate([image[:, -shift:], image[:, :-shift]], axis=1) if shift else image
    a = run_layer(layer, moved)
    b = run_layer(layer=layer, image=image)
    s = shift // layer["stride"]
    worst = 0.0
    for i, j in np.ndindex(a.shape):
        worst = max(worst, abs(a[i, j] - b[i, (j - s) % b.shape[1]]))
    return worst
''',
        '''
def f(layer, image, shift):
    d = run_layer(layer, np.roll(image, (0, shift), axis=(0, 1))) - np.roll(run_layer(layer, image).T, shift // layer["stride"], axis=0).T
    return max(d.max(), -d.min())
''',
        '''
def f(layer, image, shift):
    cols = (np.arange(image.shape[1]) - shift) % image.shape[1]
    a = run_layer(layer, image[:, cols])
    b = run_layer(layer, image)
    b = b[:, (np.arange(b.shape[1]) - shift // layer["stride"]) % b.shape[1]]
    return float(np.linalg.norm((a - b).ravel(), np.inf))
''',
    ],
    "pooled_head": [
        (TOT, ORIG/TOT),
        (float(TOT), round(ORIG/TOT, 1)),
        (np.int64(TOT), np.float32(ORIG/TOT)),
    ],
}
