"""Unit 5: wrong answers written from the task texts, each with the name it deserves.

An entry is the name, or None where no usual mistake is behind it, and the answer as a learner
would write it, as a function `f`. For numbers it is the name and the numbers.
"""

_BLURRED = """
def blurred(image, mode="zero"):
    (H, W), padded = image.shape, pad2d(image, 1, mode)
    return sum(padded[i : i + H, j : j + W] for i in range(3) for j in range(3)) / 9
"""

WRONG = {
    "pad2d": [
        (
            "edge-doubled",
            """
def f(x, p, mode):
    names = {"zero": "constant", "edge": "edge", "reflect": "symmetric", "wrap": "wrap"}
    return np.pad(x, p, mode=names[mode])
""",
        ),
        ("mode-ignored", "f = lambda x, p, mode: np.pad(x, p)"),
        (
            "sides-missing",
            """
def f(x, p, mode):
    return np.pad(x, ((p, p), (0, 0)), "constant" if mode == "zero" else mode)
""",
        ),
        (
            "modes-mixed-up",
            """
def f(x, p, mode):
    if mode == "zero":
        return np.pad(x, p)
    if mode == "edge":
        return np.pad(x, p, "edge")
    return np.pad(x, p, "wrap" if mode == "reflect" else "reflect")
""",
        ),
        (
            "edge-doubled",
            """
def f(x, p, mode):
    H, W = x.shape
    out = np.zeros((H + 2 * p, W + 2 * p))

    def source(i, n):
        if mode == "edge":
            return max(0, min(i, n - 1))
        if mode == "wrap":
            return i % n
        if i < 0:
            return -i - 1
        return 2 * (n - 1) - i if i >= n else i

    for i in range(-p, H + p):
        for j in range(-p, W + p):
            if mode != "zero" or (0 <= i < H and 0 <= j < W):
                out[i + p, j + p] = x[source(i, H), source(j, W)]
    return out
""",
        ),
        (
            "other-width",
            """
def f(x, p, mode):
    mode = "constant" if mode == "zero" else mode
    return np.pad(x, ((p // 2, p - p // 2), (p // 2, p - p // 2)), mode)
""",
        ),
        (
            "other-width",
            """
def f(x, p, mode):
    return np.pad(x, 1, mode={"zero": "constant"}.get(mode, mode))
""",
        ),
        (
            "integers",
            """
def f(x, p, mode):
    H, W = x.shape
    out = np.zeros((H + 2 * p, W + 2 * p), dtype=int)
    out[:] = np.pad(x, p, mode={"zero": "constant"}.get(mode, mode))
    return out
""",
        ),
        (
            "empty-corners",
            """
def f(x, p, mode):
    H, W = x.shape
    full = np.pad(x, p, mode={"zero": "constant"}.get(mode, mode))
    out = np.zeros((H + 2 * p, W + 2 * p))
    out[p:p+H, :] = full[p:p+H, :]
    out[:, p:p+W] = full[:, p:p+W]
    return out
""",
        ),
        (
            "sides-missing",
            """
def f(x, p, mode):
    return np.pad(x, ((p, 0), (p, 0)), mode={"zero": "constant"}.get(mode, mode))
""",
        ),
        (
            "transposed-output",
            """
def f(x, p, mode):
    return np.pad(x, p, mode={"zero": "constant"}.get(mode, mode)).T
""",
        ),
        (
            "wrap-mirrored",
            """
def f(x, p, mode):
    H, W = x.shape
    if mode != "wrap":
        return np.pad(x, p, mode={"zero": "constant"}.get(mode, mode))
    x = np.concatenate([x[::-1][:p], x, x[:p][::-1]])
    return np.concatenate([x[:, ::-1][:, :p], x, x[:, :p][:, ::-1]], axis=1)
""",
        ),
        (
            "other-width",
            """
def f(x, p, mode):
    return np.pad(x, 2 * p, mode={"zero": "constant"}.get(mode, mode))
""",
        ),
        ("argument-not-used", "f = lambda x, p, mode: x"),
    ],
    "same_padding": [
        (
            "windows-not-rounded-up",
            """
def f(n, k, s, style):
    if style == "symmetric":
        if k % 2 == 0:
            raise ValueError
        return k // 2, k // 2
    total = max((n // s - 1) * s + k - n, 0)
    return total // 2, total - total // 2
""",
        ),
        (
            "surplus-in-front",
            """
def f(n, k, s, style):
    if style == "symmetric":
        if k % 2 == 0:
            raise ValueError
        return k // 2, k // 2
    total = max((math.ceil(n / s) - 1) * s + k - n, 0)
    return math.ceil(total / 2), total // 2
""",
        ),
        (
            "error-returned",
            """
def f(n, k, s, style):
    if style == "symmetric":
        return k // 2, (k - 1) // 2
    total = max((math.ceil(n / s) - 1) * s + k - n, 0)
    return total // 2, total - total // 2
""",
        ),
        (
            "error-returned",
            """
def f(n, k, s, style):
    if style == "symmetric":
        if k % 2 == 0:
            return None
        return k // 2, k // 2
    total = max((math.ceil(n / s) - 1) * s + k - n, 0)
    return total // 2, total - total // 2
""",
        ),
        (
            "error-returned",
            """
def f(n, k, s, style):
    if style == "symmetric":
        if k % 2 == 0:
            return ValueError("even")
        return k // 2, k // 2
    total = max((math.ceil(n / s) - 1) * s + k - n, 0)
    return total // 2, total - total // 2
""",
        ),
        (
            "other-error",
            """
def f(n, k, s, style):
    if style == "symmetric":
        assert k % 2 == 1
        return k // 2, k // 2
    total = max((math.ceil(n / s) - 1) * s + k - n, 0)
    return total // 2, total - total // 2
""",
        ),
        (
            "right-kernels-refused",
            """
def f(n, k, s, style):
    if style == "symmetric":
        if k % 2:
            raise ValueError("no symmetric padding")
        return (k - 1) // 2, (k - 1) // 2
    total = max((math.ceil(n / s) - 1) * s + k - n, 0)
    return total // 2, total - total // 2
""",
        ),
        (
            "one-number",
            """
def f(n, k, s, style):
    if style == "symmetric":
        if k % 2 == 0:
            raise ValueError
        return (k - 1) // 2
    return max((math.ceil(n / s) - 1) * s + k - n, 0)
""",
        ),
        (
            "windows-not-rounded-up",
            """
def f(n, k, s, style):
    if style == "symmetric":
        if k % 2 == 0:
            raise ValueError
        return k // 2, k // 2
    windows = n // s + 1
    total = max((windows - 1) * s + k - n, 0)
    return total // 2, total - total // 2
""",
        ),
        (
            "rounded-to-nearest",
            """
def f(n, k, s, style):
    if style == "symmetric":
        if k % 2 == 0:
            raise ValueError
        return k // 2, k // 2
    total = max((math.ceil(n / s) - 1) * s + k - n, 0)
    before = round(total / 2)
    return before, total - before
""",
        ),
        (
            "style-ignored",
            """
def f(n, k, s, style):
    if k % 2 == 0:
        raise ValueError
    return (k - 1) // 2, (k - 1) // 2
""",
        ),
        (
            "style-ignored",
            """
def f(n, k, s, style):
    total = max((-(-n // s) - 1) * s + k - n, 0)
    return total // 2, total - total // 2
""",
        ),
        (
            "negative-padding",
            """
def f(n, k, s, style):
    if style == "symmetric":
        if k % 2 == 0:
            raise ValueError
        return k // 2, k // 2
    total = (math.ceil(n / s) - 1) * s + k - n
    return total // 2, total - total // 2
""",
        ),
    ],
    "tensorflow_same": [
        ("symmetric", (3, 3)),
        ("surplus-in-front", (3, 2)),
        ("half-cells", (2.5, 2.5)),
        ("not-halved", (5, 5)),
        ("surplus-dropped", (2, 2)),
        ("all-at-the-end", (0, 5)),
        ("all-in-front", (5, 0)),
        ("no-padding", (0, 0)),
        ("windows-for-steps", (3, 4)),
        ("size-kept", (114, 115)),
        ("not-halved", (6, 6)),
        (None, (1, 3)),
    ],
    "usage_counts": [
        (
            "padding-forgotten",
            """
def f(n, k, p, s):
    counts = [0] * n
    for start in range(0, n - k + 1, s):
        for cell in range(start, start + k):
            counts[cell] += 1
    return counts
""",
        ),
        (
            "padding-counted-as-cells",
            """
def f(n, k, p, s):
    counts = np.zeros(n + 2 * p)
    for start in range(0, n + 2 * p - k + 1, s):
        counts[start : start + k] += 1
    return counts
""",
        ),
        (
            "negative-index",
            """
def f(n, k, p, s):
    counts = [0] * n
    for start in range(-p, n + p - k + 1, s):
        for cell in range(start, start + k):
            if cell < n:
                counts[cell] += 1
    return counts
""",
        ),
        (
            "closed-form",
            """
def f(n, k, p, s):
    return [min(i + 1, n - i, k) for i in range(n)]
""",
        ),
        (
            "closed-form",
            """
def f(n, k, p, s):
    return [min(i + 1 + p, n - i + p, k) for i in range(n)]
""",
        ),
        (
            "windows-without-padding",
            """
def f(n, k, p, s):
    counts = [0] * n
    for i in range((n - k) // s + 1):
        for j in range(k):
            cell = i * s + j - p
            if 0 <= cell < n:
                counts[cell] += 1
    return counts
""",
        ),
        (
            "whether-for-how-often",
            """
def f(n, k, p, s):
    counts = [0] * n
    for i in range((n + 2 * p - k) // s + 1):
        for j in range(k):
            cell = i * s + j - p
            if 0 <= cell < n:
                counts[cell] = 1
    return counts
""",
        ),
        (
            "stride-between-weights",
            """
def f(n, k, p, s):
    counts = [0] * n
    for i in range((n + 2 * p - k) // s + 1):
        for j in range(k):
            cell = i + j * s - p
            if 0 <= cell < n:
                counts[cell] += 1
    return counts
""",
        ),
        (
            "windows-miscounted",
            """
def f(n, k, p, s):
    counts = [0] * n
    for i in range(n):
        for j in range(k):
            cell = i * s + j - p
            if 0 <= cell < n:
                counts[cell] += 1
    return counts
""",
        ),
        (
            "windows-miscounted",
            """
def f(n, k, p, s):
    counts = np.zeros(n + 2 * p)
    for start in range(0, n + 2 * p - k, s):
        counts[start : start + k] += 1
    return counts[p : n + p]
""",
        ),
        (
            "stride-forgotten",
            """
def f(n, k, p, s):
    counts = np.zeros(n + 2 * p)
    for start in range(n + 2 * p - k + 1):
        counts[start : start + k] += 1
    return counts[p : p + n]
""",
        ),
        (
            "wrong-slice",
            """
def f(n, k, p, s):
    counts = np.zeros(n + 2 * p)
    for start in range(0, n + 2 * p - k + 1, s):
        counts[start : start + k] += 1
    return counts[p:-p]
""",
        ),
        (
            "end-cell-left-out",
            """
def f(n, k, p, s):
    counts = [0] * n
    for i in range((n + 2 * p - k) // s + 1):
        for j in range(k):
            cell = i * s + j - p
            if 0 <= cell < n - 1:
                counts[cell] += 1
    return counts
""",
        ),
        (
            "window-length",
            """
def f(n, k, p, s):
    counts = [0] * n
    for i in range((n + 2 * p - k) // s + 1):
        for j in range(k - 1):
            cell = i * s + j - p
            if 0 <= cell < n:
                counts[cell] += 1
    return counts
""",
        ),
        (None, "f = lambda n, k, p, s: list(range(n))"),
    ],
    "border_ratio": [
        (
            "upside-down",
            _BLURRED
            + """
def f(image, mode):
    y = blurred(image, mode)
    inner = y[1:-1, 1:-1]
    ring = (y.sum() - inner.sum()) / (y.size - inner.size)
    return inner.mean() / ring
""",
        ),
        (
            "whole-for-a-part",
            _BLURRED
            + """
def f(image, mode):
    y = blurred(image, mode)
    mask = np.ones(y.shape, bool)
    mask[1:-1, 1:-1] = False
    return y[mask].mean() / y.mean()
""",
        ),
        (
            "corners-counted-twice",
            _BLURRED
            + """
def f(image, mode):
    y = blurred(image, mode)
    ring = np.concatenate([y[0], y[-1], y[:, 0], y[:, -1]])
    return np.mean(ring) / np.mean(y[1:-1, 1:-1])
""",
        ),
        (
            "mode-ignored",
            _BLURRED
            + """
def f(image, mode):
    y = blurred(image)
    mask = np.ones(y.shape, bool)
    mask[1:-1, 1:-1] = False
    return y[mask].mean() / y[~mask].mean()
""",
        ),
        (
            "not-padded",
            """
def f(image, mode):
    y = sliding_window_view(image, (3, 3)).mean(axis=(2, 3))
    mask = np.ones(y.shape, bool)
    mask[1:-1, 1:-1] = False
    return y[mask].mean() / y[~mask].mean()
""",
        ),
        (
            "whole-for-a-part",
            _BLURRED
            + """
def f(image, mode):
    y = blurred(image, mode)
    return y.mean() / y[1:-1, 1:-1].mean()
""",
        ),
        (
            "inside-miscut",
            _BLURRED
            + """
def f(image, mode):
    y = blurred(image, mode)
    inner = y[2:-2, 2:-2]
    ring = (y.sum() - inner.sum()) / (y.size - inner.size)
    return ring / inner.mean()
""",
        ),
        (
            "sum-for-mean",
            _BLURRED
            + """
def f(image, mode):
    y = blurred(image, mode)
    inner = y[1:-1, 1:-1].sum()
    return (y.sum() - inner) / inner
""",
        ),
        (
            "ring-incomplete",
            _BLURRED
            + """
def f(image, mode):
    y = blurred(image, mode)
    ring = np.concatenate([y[0, 1:-1], y[-1, 1:-1], y[1:-1, 0], y[1:-1, -1]])
    return ring.mean() / y[1:-1, 1:-1].mean()
""",
        ),
        (
            "padded-otherwise",
            """
def f(image, mode):
    mode = "constant" if mode == "zero" else mode
    (H, W), padded = image.shape, np.pad(image, ((1, 0), (1, 0)), mode=mode)
    y = np.zeros((H, W))
    for i in range(H):
        for j in range(W):
            y[i, j] = padded[i : i + 3, j : j + 3].sum() / 9
    inner = y[1:-1, 1:-1]
    ring = (y.sum() - inner.sum()) / (y.size - inner.size)
    return ring / inner.mean()
""",
        ),
        (
            "modes-mixed-up",
            """
def f(image, mode):
    names = {"zero": "constant", "reflect": "symmetric"}
    padded = np.pad(image, 1, names.get(mode, mode))
    y = sliding_window_view(padded, (3, 3)).mean(axis=(2, 3))
    inner = y[1:-1, 1:-1]
    ring = (y.sum() - inner.sum()) / (y.size - inner.size)
    return ring / inner.mean()
""",
        ),
        (
            "against-the-original",
            _BLURRED
            + """
def f(image, mode):
    y = blurred(image, mode)
    mask = np.ones(y.shape, bool)
    mask[1:-1, 1:-1] = False
    return y[mask].mean() / image[mask].mean()
""",
        ),
        (
            "difference",
            _BLURRED
            + """
def f(image, mode):
    y = blurred(image, mode)
    mask = np.ones(y.shape, bool)
    mask[1:-1, 1:-1] = False
    return y[~mask].mean() - y[mask].mean()
""",
        ),
        ("always-the-same", "f = lambda image, mode: 0.75"),
    ],
    "border_distance": [
        (
            "not-limited",
            """
def f(image):
    H, W = image.shape
    out = np.zeros((H, W))
    for i in range(H):
        for j in range(W):
            out[i, j] = min(i, j, H - 1 - i, W - 1 - j)
    return out
""",
        ),
        (
            "compared-with-another",
            _BLURRED
            + """
def f(image):
    out, y = np.zeros(image.shape), image
    for _ in range(3):
        y = blurred(y)
        out += np.isclose(y, 1)
    return out
""",
        ),
        (
            "not-stacked",
            _BLURRED
            + """
def f(image):
    out = np.zeros(image.shape)
    for _ in range(3):
        out += np.isclose(blurred(image), image)
    return out
""",
        ),
        (
            "counted-the-changed",
            _BLURRED
            + """
def f(image):
    out, y = np.zeros(image.shape), image
    for _ in range(3):
        y = blurred(y)
        out += ~np.isclose(y, image)
    return out
""",
        ),
        (
            "exact-comparison",
            _BLURRED
            + """
def f(image):
    out, y = np.zeros(image.shape), image
    for _ in range(3):
        y = blurred(y)
        out += y == image
    return out
""",
        ),
        (
            "exact-comparison",
            """
def f(image):
    out, y = np.zeros(image.shape), image
    for _ in range(3):
        y = sliding_window_view(np.pad(y, 1), (3, 3)).mean(axis=(2, 3))
        out += y == image
    return out
""",
        ),
        (
            "exact-comparison",
            """
def f(image):
    out, y = np.zeros(image.shape), image
    for _ in range(3):
        y = ops.conv2d(y[np.newaxis], np.full((1, 1, 3, 3), 1 / 9), padding=1)[0]
        out += y == image
    return out
""",
        ),
        (
            "too-few-layers",
            _BLURRED
            + """
def f(image):
    out, y = np.zeros(image.shape), image
    for _ in range(2):
        y = blurred(y)
        out += np.isclose(y, image)
    return out
""",
        ),
        (
            "not-limited",
            _BLURRED
            + """
def f(image):
    out, y = np.zeros(image.shape), image
    for _ in range(4):
        y = blurred(y)
        out += np.isclose(y, image)
    return out
""",
        ),
        (
            "nothing-changes",
            _BLURRED
            + """
def f(image):
    out, y = np.zeros(image.shape), image
    for _ in range(3):
        y = blurred(y, "edge")
        out += np.isclose(y, image)
    return out
""",
        ),
        (
            "last-blur-only",
            _BLURRED
            + """
def f(image):
    y = image
    for _ in range(3):
        y = blurred(y)
    return np.isclose(y, image)
""",
        ),
        (
            "shifted-by-one",
            """
def f(image):
    rows, columns = np.indices(image.shape)
    H, W = image.shape
    near = np.minimum(np.minimum(rows + 1, H - rows), np.minimum(columns + 1, W - columns))
    return np.minimum(near, 3)
""",
        ),
        (
            "input-changed",
            _BLURRED
            + """
def f(image):
    out, old = np.zeros(image.shape), image.copy()
    for _ in range(3):
        image[:] = blurred(image)
        out += np.isclose(image, old)
    return out
""",
        ),
        ("all-alike", "f = lambda image: np.full(image.shape, 2.0)"),
    ],
}
