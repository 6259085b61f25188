"""Unit 5: a fresh sample, written from the task texts alone before the banks were looked into.

WRONG has names, or None, and answers; RIGHT has answers in unusual styles.
"""

import numpy as np

from tests.checks.heldout_unit7 import _with

PAD = """
def f(x, p, mode):
    H, W = x.shape
    out = np.zeros((H + 2 * p, W + 2 * p))
    for i in range(H + 2 * p):
        for j in range(W + 2 * p):
            a, b = i - p, j - p
            if mode == "zero":
                if 0 <= a < H and 0 <= b < W:
                    out[i, j] = x[a, b]
                continue
            if mode == "edge":
                a = min(max(a, 0), H - 1)
                b = min(max(b, 0), W - 1)
            elif mode == "reflect":
                if a < 0:
                    a = -a
                if a >= H:
                    a = 2 * (H - 1) - a
                if b < 0:
                    b = -b
                if b >= W:
                    b = 2 * (W - 1) - b
            elif mode == "wrap":
                a, b = a % H, b % W
            out[i, j] = x[a, b]
    return out
"""
NPAD = """
def f(x, p, mode):
    names = {"zero": "constant", "edge": "edge", "reflect": "reflect", "wrap": "wrap"}
    return np.pad(x, p, mode=names[mode])
"""
SL = """
def f(x, p, mode):
    H, W = x.shape
    if p == 0:
        return x.copy()
    out = np.zeros((H + 2 * p, W + 2 * p))
    out[p:-p, p:-p] = x
    if mode == "edge":
        out[:p, p:-p] = x[0]
        out[-p:, p:-p] = x[-1]
        out[:, :p] = out[:, p:p + 1]
        out[:, -p:] = out[:, -p - 1:-p]
    if mode == "reflect":
        out[:p, p:-p] = x[1:p + 1][::-1]
        out[-p:, p:-p] = x[-p - 1:-1][::-1]
        out[:, :p] = out[:, p + 1:2 * p + 1][:, ::-1]
        out[:, -p:] = out[:, -2 * p - 1:-p - 1][:, ::-1]
    if mode == "wrap":
        out[:p, p:-p] = x[-p:]
        out[-p:, p:-p] = x[:p]
        out[:, :p] = out[:, -2 * p:-p]
        out[:, -p:] = out[:, p:2 * p]
    return out
"""
SAME = """
def f(n, k, s, style):
    if style == "symmetric":
        if k % 2 == 0:
            raise ValueError("even k")
        return (k - 1) // 2, (k - 1) // 2
    out = -(-n // s)
    total = max((out - 1) * s + k - n, 0)
    return total // 2, total - total // 2
"""
SAME2 = """
def f(n, k, s, style):
    import math
    if style == "symmetric":
        if k % 2 == 0:
            raise ValueError(f"no symmetric padding for k = {k}")
        p = (k - 1) / 2
        return int(p), int(p)
    elif style == "tensorflow":
        windows = math.ceil(n / s)
        need = (windows - 1) * s + k - n
        if need < 0:
            need = 0
        before = need // 2
        after = need - before
        return before, after
"""
USE = """
def f(n, k, p, s):
    counts = [0] * n
    for start in range(-p, n + p - k + 1, s):
        for i in range(start, start + k):
            if 0 <= i < n:
                counts[i] += 1
    return counts
"""
USEP = """
def f(n, k, p, s):
    counts = np.zeros(n + 2 * p, dtype=int)
    windows = (n + 2 * p - k) // s + 1
    for j in range(windows):
        counts[j * s:j * s + k] += 1
    return counts[p:p + n].tolist()
"""
RATIO = """
def f(image, mode):
    padded = pad2d(image, 1, mode)
    H, W = image.shape
    out = np.zeros((H, W))
    for i in range(H):
        for j in range(W):
            out[i, j] = padded[i:i + 3, j:j + 3].sum() / 9
    inside = out[1:-1, 1:-1]
    ring = np.concatenate([out[0], out[-1], out[1:-1, 0], out[1:-1, -1]])
    return ring.mean() / inside.mean()
"""
RATIO2 = """
def f(image, mode):
    blurred = sliding_window_view(pad2d(image, 1, mode), (3, 3)).mean(axis=(2, 3))
    mask = np.ones(blurred.shape, dtype=bool)
    mask[1:-1, 1:-1] = False
    return blurred[mask].mean() / blurred[~mask].mean()
"""
DIST = """
def f(image):
    kernel = np.full((3, 3), 1 / 9)
    blurred = image.astype(float)
    count = np.zeros(image.shape)
    for _ in range(3):
        blurred = convolve2d(blurred, kernel, mode="same")
        count += np.isclose(blurred, image)
    return count
"""
DIST2 = """
def f(image):
    H, W = image.shape
    now = image.copy().astype(float)
    out = np.zeros((H, W), dtype=int)
    for step in range(1, 4):
        p = np.pad(now, 1)
        new = np.zeros((H, W))
        for i in range(H):
            for j in range(W):
                new[i, j] = p[i:i + 3, j:j + 3].mean()
                if np.isclose(new[i, j], image[i, j]):
                    out[i, j] = step
        now = new
    return out
"""
PL = 9 * 256 * 256
MW = max(m for m in range(1, 999) if 2 * 256 * m + 9 * m * m < PL)

# fmt: off
BRL = """
def f(image, mode):
    y = pad2d(image, 1, mode).astype(float)
    H, W = image.shape
    b = np.zeros((H, W))
    for i in range(H):
        for j in range(W):
            b[i, j] = y[i:i+3, j:j+3].sum() / 9
    inner = b[1:-1, 1:-1]
    return (b.sum() - inner.sum()) / (b.size - inner.size) / inner.mean()
"""

WRONG = {
    "pad2d": [
        (
            "taken-for-square",
            """def f(x, p, mode):
    h, w = x.shape
    if mode == "zero":
        out = np.zeros((h + 2 * p, w + 2 * p)); out[p:h + p, p:w + p] = x
        return out
    r = np.arange(-p, h + p)
    c = np.arange(-p, w + p)
    def move(i, n):
        if mode == "edge": return np.clip(i, 0, n - 1)
        if mode == "wrap": return i % n
        return n - 1 - np.abs(n - 1 - np.abs(i))
    return x[np.ix_(move(r, h), move(c, h) % w)]""",
        ),
        ("taken-for-square", "\ndef f(x, p, mode):\n    n = x.shape[0]\n    i = np.arange(-p, n + p)\n    if mode == 'zero':\n        return np.pad(x[:n, :n], p)\n    if mode == 'edge':\n        i = np.clip(i, 0, n - 1)\n    elif mode == 'wrap':\n        i = i % n\n    else:\n        i = np.abs(i)\n        i = np.where(i > n - 1, 2 * (n - 1) - i, i)\n    return x[i][:, i]\n"),
        ('edge-doubled', _with(NPAD, ('"reflect": "reflect"', '"reflect": "symmetric"'))),
        ('empty-corners', _with(SL, ("out[:, :p] = out[:, p:p + 1]", "out[p:-p, :p] = x[:, :1]"), ("out[:, -p:] = out[:, -p - 1:-p]", "out[p:-p, -p:] = x[:, -1:]"))),
        ('empty-corners', _with(SL, ("out[:, :p] = out[:, p:p + 1]", "out[p:-p, :p] = x[:, :1]"), ("out[:, -p:] = out[:, -p - 1:-p]", "out[p:-p, -p:] = x[:, -1:]"),
    ("out[:, :p] = out[:, p + 1:2 * p + 1][:, ::-1]", "out[p:-p, :p] = x[:, 1:p + 1][:, ::-1]"), ("out[:, -p:] = out[:, -2 * p - 1:-p - 1][:, ::-1]", "out[p:-p, -p:] = x[:, -p - 1:-1][:, ::-1]"),
    ("out[:, :p] = out[:, -2 * p:-p]", "out[p:-p, :p] = x[:, -p:]"), ("out[:, -p:] = out[:, p:2 * p]", "out[p:-p, -p:] = x[:, :p]"))),
        ('not-mirrored', _with(SL, ("[1:p + 1][::-1]", "[1:p + 1]"), ("[-p - 1:-1][::-1]", "[-p - 1:-1]"), ("[:, p + 1:2 * p + 1][:, ::-1]", "[:, p + 1:2 * p + 1]"), ("[:, -2 * p - 1:-p - 1][:, ::-1]", "[:, -2 * p - 1:-p - 1]"))),
        ('wrap-same-side', _with(SL, ("x[-p:]\n", "x[:p]\n"), ("out[-p:, p:-p] = x[:p]\n", "out[-p:, p:-p] = x[-p:]\n"), ("out[:, :p] = out[:, -2 * p:-p]", "out[:, :p] = out[:, p:2 * p]"), ("out[:, -p:] = out[:, p:2 * p]", "out[:, -p:] = out[:, -2 * p:-p]"))),
        ('integers', _with(PAD, ("W + 2 * p))\n    for", "W + 2 * p), dtype=int)\n    for"))),
        ('sides-missing', _with(NPAD, ("np.pad(x, p,", "np.pad(x, ((0, 0), (p, p)),"))),
        ('modes-mixed-up', _with(SL, ('if mode == "wrap"', 'if mode == "warp"'))),
        ("taken-for-square", _with(PAD, ("b % W", "b % H"), ("2 * (W - 1) - b", "2 * (H - 1) - b"), ("W - 1)\n            elif", "H - 1)\n            elif")) .replace("b = min(max(b, 0), W - 1)", "b = min(max(b, 0), H - 1)")),
        ('nothing-returned', _with(NPAD, ("return np.pad(x, p, mode=names[mode])", "print(np.pad(x, p, mode=names[mode]))"))),
        ('sides-missing', _with(NPAD, ("np.pad(x, p,", "np.pad(x, (p, 0),"))),
        ('edge-doubled', _with(PAD, ("2 * (H - 1) - a", "2 * H - 1 - a"), ("2 * (W - 1) - b", "2 * W - 1 - b"))),
        ('edge-doubled', _with(SL, ("x[1:p + 1][::-1]", "x[:p][::-1]"), ("x[-p - 1:-1][::-1]", "x[-p:][::-1]"), ("out[:, p + 1:2 * p + 1][:, ::-1]", "out[:, p:2 * p][:, ::-1]"), ("out[:, -2 * p - 1:-p - 1][:, ::-1]", "out[:, -2 * p:-p][:, ::-1]"))),
        (None, '\ndef f(x, p, mode):\n    if mode == "zero":\n        return np.pad(x, p, mode="mean")\n    return np.pad(x, p, mode=mode)\n'),
        ('partly-zero', '''
def f(x, p, mode):
    names = {"zero": "constant"}
    y = np.pad(x, ((0, 0), (p, p)), mode=names.get(mode, mode))
    return np.pad(y, ((p, p), (0, 0)))
'''),
        (None, _with(PAD, ("a % H, b % W", "(a + 1) % H, (b + 1) % W"))),
        (None, _with(PAD, ("min(max(a, 0), H - 1)", "min(max(a, 1), H - 2)"), ("min(max(b, 0), W - 1)", "min(max(b, 1), W - 2)"))),
        ('wrap-same-side + other-width', '''
def f(x, p, mode):
    return np.pad(x, 1, mode={"zero": "constant", "wrap": "edge"}.get(mode, mode))
'''),
        ("zero-wraps-in-front", """
def f(x, p, mode):
    H, W = x.shape
    out = np.zeros((H + 2 * p, W + 2 * p))
    def where(i, n):
        if mode == "edge": return sorted((0, i, n - 1))[1]
        if mode == "wrap": return i % n
        if mode == "reflect": return abs(i) if i < n else 2 * n - 2 - i
        return i
    for i in range(H + 2 * p):
        for j in range(W + 2 * p):
            try:
                out[i, j] = x[where(i - p, H), where(j - p, W)]
            except IndexError:
                pass
    return out
"""),
        ("wrap-from-the-start", """
def f(x, p, mode):
    H, W = x.shape
    if mode == "wrap":
        return np.tile(x, (3, 3))[:H + 2 * p, :W + 2 * p]
    if mode == "zero":
        out = np.zeros((H + 2 * p, W + 2 * p)); out[p:H + p, p:W + p] = x
        return out
    return np.pad(x, p, mode)
"""),
        ("one-by-one", """
def f(x, p, mode):
    if p == 0:
        return x.copy()
    y = np.pad(x, 1, "constant" if mode == "zero" else mode)
    return f(y, p - 1, mode)
"""),
        ('reflect-too-far-inside', _with(PAD, ("2 * (H - 1) - a", "2 * (H - 1) - a - 1"), ("2 * (W - 1) - b", "2 * (W - 1) - b - 1"))),
        ('index-too-large', _with(PAD, ("a, b = a % H, b % W", "a, b = a + H * (a < 0), b + W * (b < 0)"))),
        ('taken-for-square', _with(PAD, ("b = min(max(b, 0), W - 1)", "b = min(max(b, 0), H - 1)"))),
    ],
    "same_padding": [
        (
            "last-step-filled-up",
            '''
def f(n, k, s, style):
    if style == "tensorflow":
        missing = 0
        while (n + missing - k) % s:
            missing += 1
        return missing // 2, missing - missing // 2
    return same_padding(n, k, s, style)
''',
        ),
        ("one-number", _with(SAME, ("return (k - 1) // 2, (k - 1) // 2", "return (k - 1) // 2"))),
        ('surplus-in-front', _with(SAME, ("total // 2, total - total // 2", "total - total // 2, total // 2"))),
        ('negative-padding', _with(SAME, ("max((out - 1) * s + k - n, 0)", "(out - 1) * s + k - n"))),
        ('windows-not-rounded-up', _with(SAME2, ("math.ceil(n / s)", "n // s"))),
        ('error-returned', _with(SAME, ('        if k % 2 == 0:\n            raise ValueError("even k")\n', ''))),
        ('error-returned', _with(SAME2, ('raise ValueError(f"no symmetric padding for k = {k}")', "return None"))),
        ('half-cells', _with(SAME2, ("before = need // 2", "before = need / 2"))),
        ('windows-for-steps', _with(SAME2, ("(windows - 1) * s + k - n", "windows * s + k - n"))),
        ('not-halved', _with(SAME, ("return (k - 1) // 2, (k - 1) // 2", "return k - 1, k - 1"))),
        ('right-kernels-refused', _with(SAME, ('    if style == "symmetric":\n        if k % 2 == 0:\n            raise ValueError("even k")\n', '    if k % 2 == 0:\n        raise ValueError("even k")\n    if style == "symmetric":\n'))),
        ('stride-forgotten', _with(SAME, ("max((out - 1) * s + k - n, 0)", "k - 1"))),
        ('not-halved', _with(SAME, ("return total // 2, total - total // 2", "return total, total"))),
        ('both-sides-alike', _with(SAME, ("return total // 2, total - total // 2", "return total // 2, total // 2"))),
        ('other-error', _with(SAME, ("ValueError", "TypeError"))),
        ('surplus-in-front + windows-not-rounded-up', _with(SAME, ("-(-n // s)", "n // s"), ("total // 2, total - total // 2", "total - total // 2, total // 2"))),
        ('error-returned', _with(SAME, ('        if k % 2 == 0:\n            raise ValueError("even k")\n', ''), ("return (k - 1) // 2, (k - 1) // 2", "return k // 2, k // 2"))),
        (None, _with(SAME, ("(out - 1) * s + k - n", "(out - 1) + k - n"))),
        (None, _with(SAME, ("max(", "min("))),
        ('negative-padding + both-sides-alike', _with(SAME, ("max((out - 1) * s + k - n, 0)", "(out - 1) * s + k - n"), ("total - total // 2", "total // 2"))),
        ('one-number', _with(SAME, ("return total // 2, total - total // 2", "return total"))),
        ('right-kernels-refused', _with(SAME, ("k % 2 == 0", "k % 2 == 1"))),
        ("windows-not-rounded-up", """
def f(n, k, s, style):
    if style == "symmetric":
        if k % 2 == 0:
            raise ValueError("k must be odd")
        p = (k - 1) // 2
        return p, p
    out = int(n / s + 0.5)
    total = max(0, (out - 1) * s + k - n)
    return total // 2, total - total // 2
"""),
        ("total-without-n", """
def f(n, k, s, style):
    if style == "symmetric":
        if k % 2 == 0:
            raise ValueError
        return (k - 1) // 2, (k - 1) // 2
    total = (k - 1) // s
    return total // 2, total - total // 2
"""),
        ("part-limited", """
def f(n, k, s, style):
    if style == "symmetric":
        if k % 2 == 0:
            raise ValueError("no")
        return (k - 1) // 2, (k - 1) // 2
    out = -(-n // s)
    total = (out - 1) * s + max(k - n, 0)
    return total // 2, total - total // 2
"""),
        ('right-kernels-refused', """
def f(n, k, s, style):
    if style == "symmetric":
        if k % 2 == 0 or s != 1:
            raise ValueError("no symmetric padding")
        return (k - 1) // 2, (k - 1) // 2
    total = max((-(-n // s) - 1) * s + k - n, 0)
    return total // 2, total - total // 2
"""),
    ],
    "tensorflow_same": [
        ("last-step-filled-up", (0, 1)),
        ("windows-missing", (1, 2)),
        ('surplus-in-front', (3,2)),
        ('symmetric', (3,3)),
        ('surplus-dropped', (2,2)),
        ('not-halved', (5,5)),
        ('not-halved', (6,6)),
        ('all-at-the-end', (0,5)),
        ('half-cells', (2.5,2.5)),
        ('windows-for-steps', (2,4)),
        (None, (3.5,3.5)),
        ('no-number', ("2","3")),
        ('surplus-in-front', (3, 2.0)),
        ('surplus-dropped', (2, 2)),
        ('no-padding', (0, 0)),
        ('symmetric', (3.0, 3.0)),
        ('all-in-front', (5, 0)),
        (None, (1, 1)),
    ],
    "usage_counts": [
        (
            "stride-between-weights",
            '''
def f(n, k, p, s):
    counts = [0] * n
    for start in range(n + 2 * p - (k - 1) * s):
        for j in range(k):
            i = start + j * s - p
            if 0 <= i < n:
                counts[i] += 1
    return counts
''',
        ),
        (
            "closed-form",
            """def f(n, k, p, s):
    return [math.ceil(min(i + 1, k, n - i) / s) for i in range(n)]""",
        ),
        ('padding-counted-as-cells', _with(USEP, ("counts[p:p + n]", "counts"))),
        ('windows-miscounted', _with(USE, ("n + p - k + 1, s", "n + p - k, s"))),
        ('windows-without-padding + first-window-elsewhere', _with(USE, ("range(-p,", "range(0,"))),
        ('windows-without-padding', _with(USE, ("n + p - k + 1", "n - k + 1"))),
        ('stride-forgotten', _with(USE, (", s):\n        for", "):\n        for"))),
        ('negative-index', _with(USE, ("if 0 <= i < n", "if i < n"))),
        ('stride-between-weights', _with(USE, ("range(start, start + k)", "range(start, start + k, s)"))),
        ('first-window-elsewhere', _with(USEP, ("counts[p:p + n]", "counts[:n]"))),
        ('whether-for-how-often', _with(USE, ("counts[i] += 1", "counts[i] = 1"))),
        (None, _with(USE, ("                counts[i] += 1\n    return", "                counts[i] += 1\n        return"))),
        ('padding-forgotten + stride-forgotten', '''
def f(n, k, p, s):
    return [min(i + 1, k, n - i, n - k + 1) for i in range(n)]
'''),
        (None, _with(USEP, ("(n + 2 * p - k) // s + 1", "-(-n // s)"))),
        ('windows-miscounted', _with(USEP, ("(n + 2 * p - k) // s + 1", "(n + 2 * p - k) // s"))),
        ('padding-forgotten + whether-for-how-often', _with(USE, ("range(-p, n + p - k + 1", "range(0, n - k + 1"), ("+= 1", "= 1"))),
        ('equal-everywhere', "\ndef f(n, k, p, s):\n    return [k] * n\n"),
        ('equal-everywhere', "\ndef f(n, k, p, s):\n    return [k // s] * n\n"),
        ('windows-without-padding', _with(USEP, ("(n + 2 * p - k) // s + 1", "(n - k) // s + 1"))),
        (None, _with(USE, ("range(start, start + k)", "range(start + 1, start + k)"))),
        ('stride-forgotten', "\ndef f(n, k, p, s):\n    return np.convolve(np.ones(n + 2 * p - k + 1), np.ones(k))[p:p + n].astype(int).tolist()\n"),
        ('padding-counted-as-cells + stride-in-the-size-only', _with(USEP, ("j * s:j * s + k", "j:j + k"), ("[p:p + n]", ""))),
        ('end-cell-left-out', _with(USE, ("0 <= i < n", "0 < i < n"))),
        ("centred", """
def f(n, k, p, s):
    return np.convolve(np.ones(n), np.ones(k), "same").astype(int).tolist()
"""),
        ("negative-slice", """
def f(n, k, p, s):
    counts = np.zeros(n, dtype=int)
    for start in range(-p, n + p - k + 1, s):
        counts[start:start + k] += 1
    return list(counts)
"""),
        ("never-read-left-out", """
def f(n, k, p, s):
    seen = {}
    for start in range(-p, n + p - k + 1, s):
        for cell in range(start, start + k):
            if 0 <= cell < n:
                seen[cell] = seen.get(cell, 0) + 1
    return [seen[cell] for cell in sorted(seen)]
"""),
    ],
    "border_ratio": [
        (
            "padded-after-the-blur",
            """def f(image, mode):
    b = np.lib.stride_tricks.sliding_window_view(image, (3, 3)).mean(axis=(2, 3))
    b = np.pad(b, 1, mode={"zero": "constant"}.get(mode, mode))
    ring = np.ones(b.shape, bool); ring[1:-1, 1:-1] = False
    return b[ring].mean() / b[1:-1, 1:-1].mean()""",
        ),
        ('corners-counted-twice', _with(RATIO, ("out[1:-1, 0], out[1:-1, -1]", "out[:, 0], out[:, -1]"))),
        ('upside-down', _with(RATIO2, ("blurred[mask].mean() / blurred[~mask].mean()", "blurred[~mask].mean() / blurred[mask].mean()"))),
        ('sum-for-mean', _with(RATIO2, ("blurred[mask].mean() / blurred[~mask].mean()", "blurred[mask].sum() / blurred[~mask].sum()"))),
        ('whole-for-a-part', _with(RATIO2, ("blurred[~mask].mean()", "blurred.mean()"))),
        ('mode-ignored', _with(RATIO2, ("pad2d(image, 1, mode)", 'np.pad(image, 1)'))),
        ('not-blurred', _with(RATIO2, ("sliding_window_view(pad2d(image, 1, mode), (3, 3)).mean(axis=(2, 3))", "image"))),
        ('padded-otherwise', _with(RATIO2, ("1, mode), (3, 3)).mean", "2, mode), (3, 3)).mean"))),
        ('inside-miscut', _with(RATIO2, ("mask[1:-1, 1:-1] = False", "mask[2:-2, 2:-2] = False"))),
        ('ring-incomplete', _with(RATIO, ("out[0], out[-1], out[1:-1, 0], out[1:-1, -1]", "out[0], out[-1]"))),
        ('not-padded', _with(RATIO2, ("pad2d(image, 1, mode)", "image"))),
        ('mean-of-sides', _with(RATIO, ("ring = np.concatenate([out[0], out[-1], out[1:-1, 0], out[1:-1, -1]])", "ring = np.array([out[0].mean(), out[-1].mean(), out[:, 0].mean(), out[:, -1].mean()])"))),
        ('difference', _with(RATIO, ("ring.mean() / inside.mean()", "ring.mean() - inside.mean()"))),
        ('not-blurred', _with(RATIO2, ("blurred[mask].mean() / ", "image[mask].mean() / "))),
        ('median-for-mean', _with(RATIO, ("ring.mean() / inside.mean()", "np.median(ring) / np.median(inside)"))),
        ('ring-incomplete', _with(RATIO, ("out[0], out[-1], out[1:-1", "out[0, 1:-1], out[-1, 1:-1], out[1:-1"))),
        ('integers-kept', _with(RATIO, ("    out = np.zeros((H, W))\n", "    out = image\n"))),
        ('axes-too-many', _with(RATIO2, ("blurred[mask].mean() / blurred[~mask].mean()", "blurred[mask].mean(), blurred[~mask].mean()"))),
        (None, _with(RATIO2, ("blurred[~mask].mean()", "image.mean()"))),
        ("blurred-twice", _with(RATIO2, ("    mask =", "    blurred = sliding_window_view(pad2d(blurred, 1, mode), (3, 3)).mean(axis=(2, 3))\n    mask ="))),
        ("modes-mixed-up", _with(RATIO2, ("pad2d(image, 1, mode)", 'pad2d(image, 1, "edge" if mode == "zero" else mode)'))),
        ('upside-down + sum-for-mean', _with(RATIO2, ("blurred[mask].mean() / blurred[~mask].mean()", "blurred[~mask].sum() / blurred[mask].sum()"))),
        (None, _with(RATIO, ("[out[0], out[-1], out[1:-1, 0], out[1:-1, -1]]", "[out[0], out[-1], out[1:-1, -1]]"))),
        ("mean-of-sides", """
def f(image, mode):
    H, W = image.shape
    padded = pad2d(image, 1, mode)
    b = np.array([[padded[i:i + 3, j:j + 3].mean() for j in range(W)] for i in range(H)])
    parts = [b[0], b[-1], b[1:-1, 0], b[1:-1, -1]]
    return np.mean([part.mean() for part in parts]) / b[1:-1, 1:-1].mean()
"""),
        ("pixels-miscounted", """
def f(image, mode):
    p = pad2d(image, 1, mode)
    b = correlate2d(p, np.full((3, 3), 1/9), mode="valid")
    inside = b[1:-1, 1:-1].sum() / b.size
    border = (b.sum() - b[1:-1, 1:-1].sum()) / (b.size - (b.shape[0]-2) * (b.shape[1]-2))
    return border / inside
"""),
        ("ring-incomplete", """
def f(image, mode):
    p = pad2d(image, 1, mode)
    b = np.zeros(image.shape)
    for i in range(3):
        for j in range(3):
            b += p[i:i+image.shape[0], j:j+image.shape[1]] / 9
    edge = list(b[0, :]) + list(b[1:, 0])
    return np.mean(edge) / np.mean(b[1:-1, 1:-1])
"""),
        ('divided-by-those-there', _with(BRL, ("/ 9", "/ np.pad(np.ones((H, W)), 1)[i:i+3, j:j+3].sum()"))),
        ('blurred-in-place', _with(BRL, ("b[i, j] = y[i:i+3, j:j+3].sum() / 9", "y[i+1, j+1] = b[i, j] = y[i:i+3, j:j+3].sum() / 9"))),
        ('padded-otherwise', _with(BRL, ("b[i, j] = y[i:i+3, j:j+3].sum() / 9", "pass"), ("    inner", "    b = convolve2d(y, np.full((3, 3), 1 / 9), mode='same')\n    inner"))),
        ('taken-for-square', _with(BRL, ("H, W = image.shape", "H = W = len(image)"))),
    ],
    "border_distance": [
        (
            "last-blur-only",
            '''
def f(image):
    current = image
    for _ in range(3):
        current = correlate2d(current, np.ones((3, 3)) / 9, mode="same")
    return np.isclose(current, image).astype(int) * 3
''',
        ),
        (
            "nothing-changes",
            """def f(image):
    count = np.zeros(image.shape, int)
    b = image
    for _ in range(3):
        p = np.pad(b, 1)
        b[:] = np.lib.stride_tricks.sliding_window_view(p, (3, 3)).mean(axis=(2, 3))
        count += np.isclose(b, image)
    return count""",
        ),
        ("blurred-in-place", "\ndef f(image):\n    old = image.copy()\n    h, w = image.shape\n    out = np.zeros((h, w), dtype=int)\n    for _ in range(3):\n        for i in range(h):\n            for j in range(w):\n                image[i, j] = image[max(i - 1, 0):i + 2, max(j - 1, 0):j + 2].sum() / 9\n        out += np.isclose(image, old)\n    return out\n"),
        ('nothing-kept', _with(DIST, ("np.isclose(blurred, image)", "(blurred == image)"))),
        ('not-stacked', _with(DIST, ("blurred = convolve2d(blurred, kernel", "blurred = convolve2d(image, kernel"))),
        ('nothing-changes', _with(DIST2, ("np.pad(now, 1)", 'np.pad(now, 1, mode="edge")'))),
        ('too-few-layers', _with(DIST, ("range(3)", "range(2)"))),
        ('not-limited', _with(DIST2, ("range(1, 4)", "range(1, 5)"))),
        ('counted-the-changed', _with(DIST, ("count += np.isclose(blurred, image)", "count += ~np.isclose(blurred, image)"))),
        ('last-blur-only', _with(DIST, ("count += np.isclose", "count = np.isclose"))),
        ('shifted-by-one', _with(DIST2, ("range(1, 4)", "range(3)"))),
        ('shifted-by-one', _with(DIST2, ("return out", "return out + 1"))),
        ('brightness-returned', _with(DIST, ("return count", "return blurred"))),
        ('nothing-kept', _with(DIST, ("np.full((3, 3), 1 / 9)", "np.ones((3, 3))"))),
        ('input-changed', _with(DIST2, ("now = image.copy().astype(float)", "now = image"), ("        now = new", "        now[:] = new"))),
        ('not-limited', '''
def f(image):
    H, W = image.shape
    return np.array([[min(i, j, H - 1 - i, W - 1 - j) for j in range(W)] for i in range(H)])
'''),
        ('too-few-places', _with(DIST, ('mode="same"', 'mode="valid"'), ("count += np.isclose(blurred, image)", "count = np.isclose(blurred, image[0, 0])"))),
        ('other-order', _with(DIST2, ("np.pad(now, 1)", "np.pad(now, 2)"))),
        ('compared-with-another', _with(DIST, ("np.isclose(blurred, image)", "np.isclose(blurred, 1)"))),
        ('too-few-layers', _with(DIST, ("return count", "return count > 0"))),
        ('nothing-changes', _with(DIST2, ("np.pad(now, 1)", 'np.pad(now, 1, mode="reflect")'))),
        ('shifted-by-one', _with(DIST, ("range(3)", "range(2)"), ("return count", "return count + 1"))),
        ('counted-the-changed', _with(DIST, ("return count", "return 3 - count"))),
        ('tolerance-too-large', _with(DIST, ("np.isclose(blurred, image)", "np.isclose(blurred, image, rtol=0.05)"))),
    ],
}

RIGHT = {
    "pad2d": [
        NPAD,
        PAD,
        SL,
        '''
def f(x, p, mode):
    def places(n):
        i = np.arange(-p, n + p)
        if mode == "edge":
            return i.clip(0, n - 1)
        if mode == "wrap":
            return i % n
        return n - 1 - np.abs(n - 1 - np.abs(i))
    if mode == "zero":
        out = np.zeros([n + 2 * p for n in x.shape], x.dtype)
        out[p:p + x.shape[0], p:p + x.shape[1]] = x
        return out
    return x[np.ix_(places(x.shape[0]), places(x.shape[1]))]
''',
        '''
def f(x, p, mode):
    if p == 0:
        return np.array(x)
    def one(y):
        if mode == "zero":
            b, e = np.zeros_like(y[:p]), np.zeros_like(y[:p])
        elif mode == "edge":
            b, e = np.repeat(y[:1], p, 0), np.repeat(y[-1:], p, 0)
        elif mode == "reflect":
            b, e = y[p:0:-1], y[-2:-p - 2:-1]
        else:
            b, e = y[-p:], y[:p]
        return np.vstack([b, y, e])
    return one(one(x).T).T
''',
    ],
    "same_padding": [
        SAME,
        SAME2,
        '''
def f(n, k, s, style):
    if style == "symmetric":
        half, odd = divmod(k - 1, 2)
        if odd:
            raise ValueError("k must be odd")
        return [half, half]
    rest = n % s
    total = k - (rest if rest else s)
    total = total * (total > 0)
    return [total // 2, (total + 1) // 2]
''',
        '''
def f(n, k, s, style):
    if style == "symmetric":
        assert k > 0
        if not k % 2:
            raise ValueError
        return np.full(2, k // 2)
    pad = 0
    while (n + pad - k) // s + 1 < np.ceil(n / s) or n + pad < k:
        pad += 1
    return np.array([pad // 2, pad - pad // 2])
''',
        '''
def f(n, k, s, style):
    match style:
        case "symmetric":
            if k % 2 == 0:
                raise ValueError("There is none.")
            return ((k - 1) / 2, (k - 1) / 2)
        case "tensorflow":
            total = max(0, (int(np.ceil(n / s)) - 1) * s + k - n)
            return (np.floor(total / 2), np.ceil(total / 2))
''',
    ],
    "tensorflow_same": [
        (2,3),
        (2.0,3.0),
        (np.int64(2),np.array(3)),
    ],
    "usage_counts": [
        USE,
        USEP,
        '''
def f(n, k, p, s):
    starts = np.arange(0, n + 2 * p - k + 1, s) - p
    cells = np.arange(n)
    return ((starts[:, None] <= cells) & (cells < starts[:, None] + k)).sum(axis=0)
''',
        '''
def f(n, k, p, s):
    last = (n + 2 * p - k) // s
    return [sum(1 for w in range(last + 1) if w * s <= i + p < w * s + k) for i in range(n)]
''',
        '''
from collections import Counter
def f(n, k, p, s):
    c = Counter(st + d - p for st in range(0, n + 2 * p - k + 1, s) for d in range(k))
    return tuple(c[i] for i in range(n))
''',
    ],
    "border_ratio": [
        RATIO,
        RATIO2,
        '''
def f(image, mode):
    modes = {"zero": "constant"}
    p = np.pad(image, 1, mode=modes.get(mode, mode)).astype(float)
    H, W = image.shape
    b = sum(p[i:i + H, j:j + W] for i in range(3) for j in range(3)) / 9
    inner = b[1:-1, 1:-1]
    return (b.sum() - inner.sum()) / (b.size - inner.size) / inner.mean()
''',
        '''
def f(image, mode):
    from scipy.ndimage import uniform_filter
    m = {"zero": "constant", "edge": "nearest", "reflect": "mirror", "wrap": "wrap"}[mode]
    out = uniform_filter(np.asarray(image, float), 3, mode=m)
    H, W = out.shape
    ring, inside = [], []
    for (i, j), v in np.ndenumerate(out):
        (ring if i in (0, H - 1) or j in (0, W - 1) else inside).append(v)
    return np.mean(ring) / np.mean(inside)
''',
        '''
def f(image, mode):
    out = correlate2d(pad2d(image, 1, mode), np.full((3, 3), 1 / 9), mode="valid")
    ring = set((i, j) for i, j in np.ndindex(out.shape) if min(i, j) == 0 or i == len(out) - 1 or j == len(out[0]) - 1)
    rest = set(np.ndindex(out.shape)) - ring
    m = lambda c: sum(out[q] for q in c) / len(c)
    return float(m(ring) / m(rest))
''',
    ],
    "border_distance": [
        DIST,
        DIST2,
        '''
def f(image):
    masks, y = [], np.array(image, dtype=float)
    for _ in "abc":
        p = np.pad(y, 1)
        y = sum(np.roll(np.roll(p, a, 0), b, 1) for a in (-1, 0, 1) for b in (-1, 0, 1))[1:-1, 1:-1] / 9
        masks.append(np.isclose(y, image[0][0]))
    return np.sum(masks, axis=0)
''',
        '''
def f(image):
    def go(y, left):
        if not left:
            return np.zeros(y.shape)
        nxt = sliding_window_view(np.pad(y, 1), (3, 3)).mean((-1, -2))
        return np.isclose(nxt, image) + go(nxt, left - 1)
    return go(image, 3)
''',
        '''
def f(image):
    k = np.full((1, 1, 3, 3), 1 / 9)
    out = np.zeros(image.shape, np.uint8)
    y = image[None].astype(float)
    for n in range(3):
        y = ops.conv2d(np.pad(y, ((0, 0), (1, 1), (1, 1))), k)
        out[np.isclose(y[0], image)] = n + 1
    return out
''',
    ],
}
