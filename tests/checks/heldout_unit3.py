"""Unit 3: wrong answers written from the task texts alone, each with the name it deserves.

An entry is the name, or None where no usual mistake is behind it, and the answer as a learner
would write it: the source of a function `f`, or the numbers.
"""

WRONG = {
    "relu": [
        (
            "unchanged",
            """
def f(x):
    for v in x:
        if v < 0:
            v = 0
    return x
""",
        ),
        (
            "absolute-value",
            "f = lambda x: np.sqrt(x**2)",
        ),
        (
            "clipped-above",
            "f = lambda x: np.minimum(np.maximum(x, 0), 6)",
        ),
        (
            "input-changed",
            """
def f(x):
    x[x < 0] = 0
    return x
""",
        ),
        (
            "axes-counted",
            """
def f(x):
    out = np.zeros(len(x))
    for i in range(len(x)):
        if x[i] > 0:
            out[i] = x[i]
    return out
""",
        ),
        (
            "integers",
            "f = np.vectorize(lambda v: v if v > 0 else 0, otypes=[int])",
        ),
        (
            "cut-off-not-zero",
            "f = lambda x: np.maximum(x, 1)",
        ),
        (
            "negatives-removed",
            "f = lambda x: np.array([v for v in x.ravel() if v >= 0])",
        ),
        (
            "flattened-output",
            "f = lambda x: np.array([max(v, 0.0) for v in x.flatten()])",
        ),
        (
            "signs-only",
            "f = lambda x: np.where(x > 0, 1.0, 0.0)",
        ),
        (
            "signs-only",
            "f = lambda x: x > 0",
        ),
        (
            "largest-of-all",
            "f = lambda x: np.max([x.max(), 0])",
        ),
        (
            "signs-only",
            "f = lambda x: np.sign(x)",
        ),
        (
            "unchanged",
            "f = lambda x: x.copy()",
        ),
    ],
    "max_pool2d": [
        (
            "starts-too-high",
            """
def f(x, k, s):
    C, H, W = x.shape
    out = np.zeros((C, (H - k) // s + 1, (W - k) // s + 1))
    for c in range(C):
        for i in range(out.shape[1]):
            for j in range(out.shape[2]):
                best = 0
                for u in range(k):
                    for v in range(k):
                        if x[c, i * s + u, j * s + v] > best:
                            best = x[c, i * s + u, j * s + v]
                out[c, i, j] = best
    return out
""",
        ),
        (
            "starts-too-high",
            """
def f(x, k, s):
    C, H, W = x.shape
    out = -np.ones((C, (H - k) // s + 1, (W - k) // s + 1))
    for c, i, j in np.ndindex(out.shape):
        for u in range(k):
            for v in range(k):
                out[c, i, j] = max(out[c, i, j], x[c, i * s + u, j * s + v])
    return out
""",
        ),
        (
            "sides-mixed-up",
            """
def f(x, k, s):
    C, W, H = x.shape
    rows, cols = (H - k) // s + 1, (W - k) // s + 1
    out = np.zeros((C, rows, cols))
    for c in range(C):
        for i in range(rows):
            for j in range(cols):
                out[c, i, j] = x[c, i * s : i * s + k, j * s : j * s + k].max()
    return out
""",
        ),
        (
            "plus-one-inside",
            """
def f(x, k, s):
    C, H, W = x.shape
    out = np.zeros((C, (H - k + 1) // s, (W - k + 1) // s))
    for i in range(out.shape[1]):
        for j in range(out.shape[2]):
            out[:, i, j] = x[:, i * s : i * s + k, j * s : j * s + k].max(axis=(1, 2))
    return out
""",
        ),
        (
            "last-windows-hang-over",
            """
def f(x, k, s):
    C, H, W = x.shape
    out = np.zeros((C, H // s, W // s))
    for c in range(C):
        for i in range(H // s):
            for j in range(W // s):
                out[c, i, j] = np.max(x[c, i * s : i * s + k, j * s : j * s + k])
    return out
""",
        ),
        (
            "first-channel-only",
            """
def f(x, k, s):
    C, H, W = x.shape
    out = np.zeros((C, (H - k) // s + 1, (W - k) // s + 1))
    for c in range(C):
        for i in range(out.shape[1]):
            for j in range(out.shape[2]):
                out[c, i, j] = x[0, i * s : i * s + k, j * s : j * s + k].max()
    return out
""",
        ),
        (
            "stride-in-start-only",
            """
def f(x, k, s):
    C, H, W = x.shape
    out = np.zeros((C, (H - k) // s + 1, (W - k) // s + 1))
    for i in range(out.shape[1]):
        for j in range(out.shape[2]):
            out[:, i, j] = x[:, i * s : i * s + s, j * s : j * s + s].max(axis=(1, 2))
    return out
""",
        ),
        (
            "part-of-the-window",
            """
def f(x, k, s):
    C, H, W = x.shape
    out = np.zeros((C, (H - k) // s + 1, (W - k) // s + 1))
    for i in range(out.shape[1]):
        for j in range(out.shape[2]):
            out[:, i, j] = x[:, i * s : i * s + k, j * s : j * s + k].max(axis=1)[:, 0]
    return out
""",
        ),
        (
            "other-than-max",
            "f = lambda x, k, s: sliding_window_view(x, (k, k), (1, 2))[:, ::s, ::s].sum((3, 4))",
        ),
        (
            "one-short",
            """
def f(x, k, s):
    C, H, W = x.shape
    rows, cols = (H - k) // s, (W - k) // s
    out = np.zeros((C, rows, cols))
    for i in range(rows):
        for j in range(cols):
            out[:, i, j] = x[:, i * s : i * s + k, j * s : j * s + k].max(axis=(1, 2))
    return out
""",
        ),
        (
            "channels-last",
            """
def f(x, k, s):
    H, W, C = x.shape
    out = np.zeros(((H - k) // s + 1, (W - k) // s + 1, C))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = x[i * s : i * s + k, j * s : j * s + k].max(axis=(0, 1))
    return out
""",
        ),
        (
            "stride-not-used",
            """
def f(x, k, s):
    C, H, W = x.shape
    out = np.zeros((C, H - k + 1, W - k + 1))
    for i in range(H - k + 1):
        for j in range(W - k + 1):
            out[:, i, j] = x[:, i : i + k, j : j + k].max(axis=(1, 2))
    return out
""",
        ),
        (
            "one-short",
            """def f(x, k, s):
    C, H, W = x.shape
    h, w = (H - k) // s, (W - k) // s
    return np.array([[[x[c, i * s:i * s + k, j * s:j * s + k].max() for j in range(w)] for i in range(h)] for c in range(C)])""",
        ),
    ],
    "two_strided": [
        (
            "kernels-added",
            (6, 4),
        ),
        (
            "kernel-not-less-one",
            (9, 4),
        ),
        (
            "stride-ignored",
            (5, 4),
        ),
        (
            "swapped",
            (4, 7),
        ),
        (
            "last-stride-only",
            (7, 2),
        ),
        (
            "one-layer-sees",
            (7, 3),
        ),
        (
            "area",
            (49, 4),
        ),
        (
            "one-layer-sees",
            (3, 4),
        ),
        (
            "kernels-added",
            (6, 2),
        ),
        (
            "off-by-one",
            (8, 4),
        ),
        (
            "area",
            (7, 16),
        ),
    ],
    "receptive_field": [
        (
            "wrong-order",
            """
def f(layers):
    r = 1
    for k, s, d in layers:
        r = (r - 1) * s + d * (k - 1) + 1
    return r
""",
        ),
        (
            "own-stride",
            """
def f(layers):
    size, jump = 1, 1
    for k, s, d in layers:
        jump *= s
        size += (k - 1) * d * jump
    return size
""",
        ),
        (
            "kernels-added",
            """
def f(layers):
    total = 0
    for k, s, d in layers:
        total += k
    return total
""",
        ),
        (
            "starts-at-0",
            """
def f(layers):
    size = 0
    jump = 1
    for k, s, d in layers:
        size += (k - 1) * d * jump
        jump *= s
    return size
""",
        ),
        (
            "span-miscounted",
            """
def f(layers):
    size, jump = 1, 1
    for k, s, d in layers:
        size += (k * d - 1) * jump
        jump *= s
    return size
""",
        ),
        (
            "strides-added",
            """
def f(layers):
    size = 1
    jump = 0
    for k, s, d in layers:
        size += (k - 1) * d * max(jump, 1)
        jump += s
    return size
""",
        ),
        (
            "input-changed",
            """
def f(layers):
    size = 1
    while layers:
        k, s, d = layers.pop()
        size = (size - 1) * s + d * (k - 1) + 1
    return size
""",
        ),
        (
            "first-layer-only",
            """
def f(layers):
    size, jump = 1, 1
    for k, s, d in layers:
        size += d * (k - 1) * jump
        jump *= s
        return size
""",
        ),
        (
            "dilation-ignored",
            """
def f(layers):
    size, jump = 1, 1
    for k, s, _ in layers:
        size += (k - 1) * jump
        jump *= s
    return size
""",
        ),
        (
            "last-stride-only",
            """
def f(layers):
    size, before = 1, 1
    for k, s, d in layers:
        size += (k - 1) * d * before
        before = s
    return size
""",
        ),
        (
            "kernels-added",
            """
def f(layers):
    size, jump = 1, 1
    for k, s, d in layers:
        size += k * d * jump
        jump *= s
    return size
""",
        ),
        (
            "stride-and-dilation-swapped",
            """
def f(layers):
    size, jump = 1, 1
    for k, d, s in layers:
        size += d * (k - 1) * jump
        jump *= s
    return size
""",
        ),
    ],
    "compose_kernels": [
        (
            "one-flipped",
            'f = lambda k1, k2: correlate2d(k1, k2, "full")',
        ),
        (
            "padded-too-little",
            'f = lambda k1, k2: convolve2d(k1, k2, "same")',
        ),
        (
            "padded-too-little",
            'f = lambda k1, k2: convolve2d(k1, k2, "valid")',
        ),
        (
            "joined-elementwise",
            "f = lambda k1, k2: k1 + k2",
        ),
        (
            "overwritten",
            """
def f(k1, k2):
    (a, b), (c, d) = k1.shape, k2.shape
    out = np.zeros((a + c - 1, b + d - 1))
    for i in range(c):
        for j in range(d):
            out[i : i + a, j : j + b] = k2[i, j] * k1
    return out
""",
        ),
        (
            "padded-too-little",
            """
def f(k1, k2):
    p = np.pad(k1, ((k2.shape[0] // 2,) * 2, (k2.shape[1] // 2,) * 2))
    k2 = k2[::-1, ::-1]
    out = np.zeros((p.shape[0] - k2.shape[0] + 1, p.shape[1] - k2.shape[1] + 1))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (p[i : i + k2.shape[0], j : j + k2.shape[1]] * k2).sum()
    return out
""",
        ),
        (
            "kernel-taken-for-square",
            """
def f(k1, k2):
    n, m = len(k1), len(k2)
    out = np.zeros((n + m - 1, n + m - 1))
    for i in range(m):
        for j in range(m):
            out[i : i + n, j : j + n] += k2[i, j] * k1
    return out
""",
        ),
        (
            "result-flipped",
            "f = lambda k1, k2: np.rot90(convolve2d(k1, k2), 2)",
        ),
        (
            "height-and-width-swapped",
            """
def f(k1, k2):
    W1, H1 = k1.shape
    W2, H2 = k2.shape
    out = np.zeros((H1 + H2 - 1, W1 + W2 - 1))
    for i in range(k1.shape[0]):
        for j in range(k1.shape[1]):
            for u in range(k2.shape[0]):
                for v in range(k2.shape[1]):
                    out[i + u, j + v] += k1[i, j] * k2[u, v]
    return out
""",
        ),
        (
            "overwritten",
            """
def f(k1, k2):
    out = np.zeros((k1.shape[0] + k2.shape[0] - 1, k1.shape[1] + k2.shape[1] - 1))
    for i, j in np.ndindex(k1.shape):
        for u, v in np.ndindex(k2.shape):
            out[i + u, j + v] = k1[i, j] * k2[u, v]
    return out
""",
        ),
        (
            "integers",
            "f = lambda k1, k2: convolve2d(k1, k2).astype(int)",
        ),
        (
            "one-flipped",
            'f = lambda k1, k2: correlate2d(k2, k1, "full")',
        ),
    ],
    "tiny_cnn_forward": [
        (
            "relu-forgotten",
            """
def f(x, params):
    y = conv2d(x, params["conv_w"], params["conv_b"])
    y = max_pool2d(y, 2, 2)
    return params["dense_w"] @ y.ravel() + params["dense_b"]
""",
        ),
        (
            "relu-at-the-end",
            """
def f(x, params):
    y = relu(conv2d(x, params["conv_w"], params["conv_b"]))
    y = max_pool2d(y, 2, 2)
    return relu(params["dense_w"] @ y.ravel() + params["dense_b"])
""",
        ),
        (
            "pooling-forgotten",
            """
def f(x, params):
    y = relu(conv2d(x, params["conv_w"], params["conv_b"]))
    return params["dense_w"] @ y.ravel() + params["dense_b"]
""",
        ),
        (
            "other-activation",
            """
def f(x, params):
    y = np.abs(conv2d(x, params["conv_w"], params["conv_b"]))
    y = max_pool2d(y, 2, 2)
    return params["dense_w"] @ y.ravel() + params["dense_b"]
""",
        ),
        (
            "bias-not-once",
            """
def f(x, params):
    y = conv2d(x, params["conv_w"], params["conv_b"]) + params["conv_b"][:, None, None]
    y = max_pool2d(relu(y), 2, 2)
    return params["dense_w"] @ y.ravel() + params["dense_b"]
""",
        ),
        (
            "dense-bias-forgotten",
            """
def f(x, params):
    y = max_pool2d(relu(conv2d(x, params["conv_w"], params["conv_b"])), 2, 2)
    return params["dense_w"] @ y.flatten()
""",
        ),
        (
            "other-windows",
            """
def f(x, params):
    y = max_pool2d(relu(conv2d(x, params["conv_w"], params["conv_b"])), 2, 1)
    return params["dense_w"] @ y.flatten() + params["dense_b"]
""",
        ),
        (
            "scores-squeezed",
            """
def f(x, params):
    y = max_pool2d(relu(conv2d(x, params["conv_w"], params["conv_b"])), 2, 2)
    z = np.exp(params["dense_w"] @ y.flatten() + params["dense_b"])
    return z / z.sum()
""",
        ),
        (
            "conv-bias-forgotten",
            """
def f(x, params):
    y = conv2d(x, params["conv_w"], np.zeros(len(params["conv_w"])))
    y = max_pool2d(relu(y), 2, 2)
    return params["dense_w"] @ y.flatten() + params["dense_b"]
""",
        ),
        (
            "flattened-in-another-order",
            """
def f(x, params):
    y = max_pool2d(relu(conv2d(x, params["conv_w"], params["conv_b"])), 2, 2)
    return params["dense_w"] @ y.flatten("F") + params["dense_b"]
""",
        ),
        (
            "relu-before",
            """
def f(x, params):
    y = max_pool2d(relu(conv2d(relu(x), params["conv_w"], params["conv_b"])), 2, 2)
    return params["dense_w"] @ y.flatten() + params["dense_b"]
""",
        ),
        (
            "as-a-matrix",
            """
def f(x, params):
    y = max_pool2d(relu(conv2d(x, params["conv_w"], params["conv_b"])), 2, 2)
    return params["dense_w"] @ y.reshape(-1, 1) + params["dense_b"][:, None]
""",
        ),
    ],
    "border_difference": [
        (
            "equal-for-different",
            """
def f(image, k1, k2):
    def slide(x, k):
        return correlate2d(np.pad(x, len(k) // 2), k, "valid")

    return np.isclose(slide(slide(image, k1), k2), slide(image, convolve2d(k1, k2)))
""",
        ),
        (
            "other-composed-kernel",
            """
def f(image, k1, k2):
    def slide(x, k):
        return correlate2d(np.pad(x, len(k) // 2), k, "valid")

    k = correlate2d(k1, k2, "full")
    return ~np.isclose(slide(slide(image, k1), k2), slide(image, k))
""",
        ),
        (
            "compared-exactly",
            """
def f(image, k1, k2):
    a = correlate2d(correlate2d(image, k1, "same"), k2, "same")
    return a != correlate2d(image, convolve2d(k1, k2), "same")
""",
        ),
        (
            "without-padding",
            """
def f(image, k1, k2):
    a = correlate2d(correlate2d(image, k1, "valid"), k2, "valid")
    return ~np.isclose(a, correlate2d(image, convolve2d(k1, k2), "valid"))
""",
        ),
        (
            "whole-ring",
            """
def f(image, k1, k2):
    out = np.zeros(image.shape, bool)
    out[0] = out[-1] = True
    out[:, 0] = out[:, -1] = True
    return out
""",
        ),
        (
            "not-for-each-pixel",
            """
def f(image, k1, k2):
    a = correlate2d(correlate2d(image, k1, "same"), k2, "same")
    b = correlate2d(image, convolve2d(k1, k2), "same")
    return not np.allclose(a, b)
""",
        ),
        (
            "difference-returned",
            """
def f(image, k1, k2):
    a = correlate2d(correlate2d(image, k1, "same"), k2, "same")
    b = correlate2d(image, convolve2d(k1, k2), "same")
    return b - a
""",
        ),
        (
            "not-for-each-pixel",
            """
def f(image, k1, k2):
    a = correlate2d(correlate2d(image, k1, "same"), k2, "same")
    b = correlate2d(image, convolve2d(k1, k2), "same")
    return int(np.sum(~np.isclose(a, b)))
""",
        ),
        (
            "flipped-kernel",
            """
def f(image, k1, k2):
    a = convolve2d(convolve2d(image, k1, "same"), k2, "same")
    b = convolve2d(image, convolve2d(k1, k2), "same")
    return ~np.isclose(a, b)
""",
        ),
        (
            "other-composed-kernel",
            """
def f(image, k1, k2):
    a = correlate2d(correlate2d(image, k1, "same"), k2, "same")
    b = correlate2d(image, convolve2d(k1, k2, "same"), "same")
    return ~np.isclose(a, b)
""",
        ),
        (
            "none-differs",
            """
def f(image, k1, k2):
    p = len(k1) // 2 + len(k2) // 2
    a = correlate2d(correlate2d(np.pad(image, p), k1, "valid"), k2, "valid")
    b = correlate2d(np.pad(image, p), convolve2d(k1, k2), "valid")
    return ~np.isclose(a, b)
""",
        ),
    ],
}

# Two later samples, written likewise before the banks were read.
LATER = {
    "border_difference": [
        (
            "equal-for-different",
            """def f(image, k1, k2):
    a = correlate2d(correlate2d(image, k1, 'same'), k2, 'same')
    b = correlate2d(image, convolve2d(k1, k2), 'same')
    return np.isclose(a, b)""",
        ),
        (
            "difference-returned",
            """def f(image, k1, k2):
    a = correlate2d(correlate2d(image, k1, 'same'), k2, 'same')
    b = correlate2d(image, convolve2d(k1, k2), 'same')
    return a - b""",
        ),
        (
            "compared-exactly",
            """def f(image, k1, k2):
    a = correlate2d(correlate2d(image, k1, 'same'), k2, 'same')
    b = correlate2d(image, convolve2d(k1, k2), 'same')
    return a != b""",
        ),
        (
            "without-padding",
            """def f(image, k1, k2):
    a = correlate2d(correlate2d(image, k1, 'valid'), k2, 'valid')
    b = correlate2d(image, convolve2d(k1, k2), 'valid')
    return ~np.isclose(a, b)""",
        ),
        (
            "other-composed-kernel",
            """def f(image, k1, k2):
    a = correlate2d(correlate2d(image, k1, 'same'), k2, 'same')
    b = correlate2d(image, correlate2d(k1, k2, 'full'), 'same')
    return ~np.isclose(a, b)""",
        ),
        (
            "not-for-each-pixel",
            """def f(image, k1, k2):
    a = correlate2d(correlate2d(image, k1, 'same'), k2, 'same')
    b = correlate2d(image, convolve2d(k1, k2), 'same')
    return not np.allclose(a, b)""",
        ),
        (
            "not-for-each-pixel",
            """def f(image, k1, k2):
    a = correlate2d(correlate2d(image, k1, 'same'), k2, 'same')
    b = correlate2d(image, convolve2d(k1, k2), 'same')
    return (~np.isclose(a, b)).sum()""",
        ),
        (
            "whole-ring",
            """def f(image, k1, k2):
    out = np.ones(image.shape, dtype=bool)
    p = k1.shape[0] // 2
    out[p:-p, p:-p] = False
    return out""",
        ),
        (
            "whole-ring",
            """def f(image, k1, k2):
    out = np.ones(image.shape, dtype=bool)
    p = k1.shape[0] // 2 + k2.shape[0] // 2
    out[p:-p, p:-p] = False
    return out""",
        ),
        (
            "kernels-swapped",
            """def f(image, k1, k2):
    a = correlate2d(correlate2d(image, k2, 'same'), k1, 'same')
    b = correlate2d(image, convolve2d(k1, k2), 'same')
    return ~np.isclose(a, b)""",
        ),
        (
            "none-differs",
            """def f(image, k1, k2):
    a = correlate2d(correlate2d(image, k1, 'same', boundary='wrap'), k2, 'same', boundary='wrap')
    b = correlate2d(image, convolve2d(k1, k2), 'same', boundary='wrap')
    return ~np.isclose(a, b)""",
        ),
        (
            "other-composed-kernel",
            """def f(image, k1, k2):
    a = convolve2d(convolve2d(image, k1, 'same'), k2, 'same')
    b = correlate2d(image, convolve2d(k1, k2), 'same')
    return ~np.isclose(a, b)""",
        ),
        (
            "other-composed-kernel",
            """def f(image, k1, k2):
    a = correlate2d(correlate2d(image, k1, 'same'), k2, 'same')
    b = correlate2d(image, convolve2d(k1, k2, 'same'), 'same')
    return ~np.isclose(a, b)""",
        ),
        (
            "not-for-each-pixel",
            """def f(image, k1, k2):
    a = correlate2d(correlate2d(image, k1, 'same'), k2, 'same')
    b = correlate2d(image, convolve2d(k1, k2), 'same')
    return np.where(~np.isclose(a, b))""",
        ),
        (
            "small-ones-missed",
            """def f(image, k1, k2):
    a = correlate2d(correlate2d(image, k1, 'same'), k2, 'same')
    b = correlate2d(image, convolve2d(k1, k2), 'same')
    return abs(a - b) > 1""",
        ),
        (
            "one-sign-only",
            """def f(image, k1, k2):
    def slide(x, k):
        return correlate2d(x, k, mode='same')
    return slide(slide(image, k1), k2) > slide(image, compose_kernels(k1, k2))""",
        ),
        (
            "none-differs",
            """def f(image, k1, k2):
    p = len(k1) // 2 + len(k2) // 2
    a = correlate2d(correlate2d(np.pad(image, p), k1, mode='valid'), k2, mode='valid')
    b = correlate2d(image, compose_kernels(k1, k2), mode='same')
    return ~np.isclose(a, b)""",
        ),
    ],
    "compose_kernels": [
        ("joined-elementwise", """f = lambda k1, k2: k1 * k2"""),
        ("joined-elementwise", """f = lambda k1, k2: k1 @ k2"""),
        ("one-flipped", """f = lambda k1, k2: correlate2d(k1, k2, 'full')"""),
        ("padded-too-little", """f = lambda k1, k2: convolve2d(k1, k2, 'valid')"""),
        (
            "one-too-large",
            """def f(k1, k2):
    out = np.zeros((k1.shape[0] + k2.shape[0], k1.shape[1] + k2.shape[1]))
    for i in range(k1.shape[0]):
        for j in range(k1.shape[1]):
            for u in range(k2.shape[0]):
                for v in range(k2.shape[1]):
                    out[i + u, j + v] += k1[i, j] * k2[u, v]
    return out""",
        ),
        ("products-not-added", """f = lambda k1, k2: np.outer(k1, k2)"""),
        ("one-flipped", """f = lambda k1, k2: convolve2d(k1, k2[::-1, ::-1])[::-1, ::-1]"""),
        ("scaled", """f = lambda k1, k2: convolve2d(k1, k2) / 2"""),
        ("argument-transposed", """f = lambda k1, k2: convolve2d(k1, k2.T)"""),
        ("one-too-large", """f = lambda k1, k2: convolve2d(np.pad(k1, 1), k2)"""),
        ("one-kernel-twice", """f = lambda k1, k2: convolve2d(k1, k1)"""),
        (
            "divided",
            """def f(k1, k2):
    H1, W1 = k1.shape
    H2, W2 = k2.shape
    out = np.zeros((H1 + H2 - 1, W1 + W2 - 1))
    for u in range(H1):
        for v in range(W1):
            out[u:u+H2, v:v+W2] += k2 * k1[u, v] / k1.size
    return out""",
        ),
        (
            "spectra-not-padded",
            """def f(k1, k2):
    s = (max(k1.shape[0], k2.shape[0]), max(k1.shape[1], k2.shape[1]))
    return np.real(np.fft.ifft2(np.fft.fft2(k1, s) * np.fft.fft2(k2, s)))""",
        ),
    ],
    "max_pool2d": [
        (
            "last-windows-hang-over",
            """def f(x, k, s):
    C, H, W = x.shape
    out = np.zeros((C, H // s, W // s))
    for c in range(C):
        for i in range(H // s):
            for j in range(W // s):
                out[c, i, j] = x[c, i * s:i * s + k, j * s:j * s + k].max()
    return out""",
        ),
        (
            "windows-start-elsewhere",
            """def f(x, k, s):
    C, H, W = x.shape
    h, w = (H - k) // s + 1, (W - k) // s + 1
    out = np.zeros((C, h, w))
    for c in range(C):
        for i in range(h):
            for j in range(w):
                out[c, i, j] = x[c, i:i + k, j:j + k].max()
    return out""",
        ),
        (
            "channels-mixed",
            """def f(x, k, s):
    C, H, W = x.shape
    h, w = (H - k) // s + 1, (W - k) // s + 1
    out = np.zeros((C, h, w))
    for i in range(h):
        for j in range(w):
            out[:, i, j] = x[:, i * s:i * s + k, j * s:j * s + k].max()
    return out""",
        ),
        (
            "starts-too-high",
            """def f(x, k, s):
    C, H, W = x.shape
    h, w = (H - k) // s + 1, (W - k) // s + 1
    out = np.zeros((C, h, w))
    for c in range(C):
        for i in range(h):
            for j in range(w):
                for u in range(k):
                    for v in range(k):
                        if x[c, i * s + u, j * s + v] > out[c, i, j]:
                            out[c, i, j] = x[c, i * s + u, j * s + v]
    return out""",
        ),
        (
            "other-than-max",
            """def f(x, k, s):
    C, H, W = x.shape
    h, w = (H - k) // s + 1, (W - k) // s + 1
    out = np.zeros((C, h, w))
    for c in range(C):
        for i in range(h):
            for j in range(w):
                out[c, i, j] = x[c, i * s:i * s + k, j * s:j * s + k].mean()
    return out""",
        ),
        (
            "stride-in-start-only",
            """def f(x, k, s):
    C, H, W = x.shape
    h, w = (H - k) // s + 1, (W - k) // s + 1
    out = np.zeros((C, h, w))
    for c in range(C):
        for i in range(h):
            for j in range(w):
                out[c, i, j] = x[c, i * s:(i + 1) * s, j * s:(j + 1) * s].max()
    return out""",
        ),
        (
            "stride-not-used",
            """def f(x, k, s):
    C, H, W = x.shape
    out = np.zeros((C, H - k + 1, W - k + 1))
    for c in range(C):
        for i in range(H - k + 1):
            for j in range(W - k + 1):
                out[c, i, j] = x[c, i:i + k, j:j + k].max()
    return out""",
        ),
        (
            "largest-size",
            """def f(x, k, s):
    C, H, W = x.shape
    h, w = (H - k) // s + 1, (W - k) // s + 1
    out = np.zeros((C, h, w))
    for c in range(C):
        for i in range(h):
            for j in range(w):
                out[c, i, j] = abs(x[c, i * s:i * s + k, j * s:j * s + k]).max()
    return out""",
        ),
        (
            "other-shape",
            """def f(x, k, s):
    C, H, W = x.shape
    out = []
    for c in range(C):
        row = []
        for i in range(0, H - k + 1, s):
            for j in range(0, W - k + 1, s):
                row.append(x[c, i:i + k, j:j + k].max())
        out.append(row)
    return np.array(out)""",
        ),
        (
            "last-windows-hang-over",
            """def f(x, k, s):
    C, H, W = x.shape
    out = []
    for c in range(C):
        out.append([[x[c, i:i + k, j:j + k].max() for j in range(0, W, s)] for i in range(0, H, s)])
    return np.array(out)""",
        ),
        (
            "transposed-output",
            """def f(x, k, s):
    C, H, W = x.shape
    h, w = (H - k) // s + 1, (W - k) // s + 1
    out = np.zeros((C, w, h))
    for c in range(C):
        for i in range(h):
            for j in range(w):
                out[c, j, i] = x[c, i * s:i * s + k, j * s:j * s + k].max()
    return out""",
        ),
        (
            "one-short",
            """def f(x, k, s):
    C, H, W = x.shape
    h, w = (H - k) // s, (W - k) // s
    out = np.zeros((C, h, w))
    for i in range(h):
        for j in range(w):
            out[:, i, j] = x[:, i * s:i * s + k, j * s:j * s + k].max((1, 2))
    return out""",
        ),
        (
            None,
            """def f(x, k, s):
    C, H, W = x.shape
    h, w = (H - k) // s + 1, (W - k) // s + 1
    out = np.zeros((C, h, w))
    for i in range(h):
        for j in range(w):
            out[:, i, j] = x[:, i * s:i * s + k, j * s:j * s + k].max(1).mean(1)
    return out""",
        ),
        (
            "integers",
            """def f(x, k, s):
    C, H, W = x.shape
    h, w = (H - k) // s + 1, (W - k) // s + 1
    out = np.zeros((C, h, w), dtype=int)
    for i in range(h):
        for j in range(w):
            out[:, i, j] = x[:, i * s:i * s + k, j * s:j * s + k].max((1, 2))
    return out""",
        ),
        (
            "indices-swapped",
            """def f(x, k, s):
    C, H, W = x.shape
    h, w = (H - k) // s + 1, (W - k) // s + 1
    out = np.zeros((C, h, w))
    for i in range(h):
        for j in range(w):
            out[:, i, j] = x[:, j * s:j * s + k, i * s:i * s + k].max((1, 2))
    return out""",
        ),
        (
            "stride-along-one-axis-only",
            """def f(x, k, s):
    v = np.lib.stride_tricks.sliding_window_view(x, (k, k), axis=(1, 2))
    return v[:, ::s].max(axis=(3, 4))""",
        ),
        (
            "part-of-the-window",
            """def f(x, k, s):
    C, H, W = x.shape
    return np.array([[[max(x[c, i + u, j + u] for u in range(k)) for j in range(0, W - k + 1, s)] for i in range(0, H - k + 1, s)] for c in range(C)])""",
        ),
    ],
    "receptive_field": [
        (
            "stride-ignored",
            """def f(layers):
    r = 1
    for k, s, d in layers:
        r += (k - 1) * d
    return r""",
        ),
        (
            "dilation-ignored",
            """def f(layers):
    r, jump = 1, 1
    for k, s, d in layers:
        r += (k - 1) * jump
        jump *= s
    return r""",
        ),
        (
            "own-stride",
            """def f(layers):
    r, jump = 1, 1
    for k, s, d in layers:
        jump *= s
        r += d * (k - 1) * jump
    return r""",
        ),
        (
            "starts-at-0",
            """def f(layers):
    r, jump = 0, 1
    for k, s, d in layers:
        r += d * (k - 1) * jump
        jump *= s
    return r""",
        ),
        (
            "span-miscounted",
            """def f(layers):
    r, jump = 1, 1
    for k, s, d in layers:
        r += (d * k - 1) * jump
        jump *= s
    return r""",
        ),
        (
            "strides-added",
            """def f(layers):
    r, jump = 1, 1
    for k, s, d in layers:
        r += d * (k - 1) * jump
        jump += s
    return r""",
        ),
        (
            "last-stride-only",
            """def f(layers):
    r, jump = 1, 1
    for k, s, d in layers:
        r += d * (k - 1) * jump
        jump = s
    return r""",
        ),
        (
            "first-layer-only",
            """def f(layers):
    r, jump = 1, 1
    for k, s, d in layers:
        r += d * (k - 1) * jump
        jump *= s
        return r""",
        ),
        (
            "other-result",
            """def f(layers):
    r, jump = 1, 1
    for k, s, d in layers:
        r += d * (k - 1) * jump
        jump *= s
    return r, jump""",
        ),
        (
            "wrong-order + backwards-miscounted",
            """def f(layers):
    r = 1
    for k, s, d in layers:
        r = r * s + d * (k - 1)
    return r""",
        ),
        (
            "stride-and-dilation-swapped",
            """def f(layers):
    r, j = 1, 1
    for k, d, s in layers:
        r += d * (k - 1) * j
        j *= s
    return r""",
        ),
        (
            None,
            """def f(layers):
    r, j = 1, 1
    for k, s, d in layers:
        r += d * (k - 1) * j + 1
        j *= s
    return r""",
        ),
        (
            "dilation-as-stride",
            """def f(layers):
    r, j = 1, 1
    for k, s, d in layers:
        r += d * (k - 1) * j
        j *= s * d
    return r""",
        ),
        (
            "dilation-ignored + strides-at-the-end",
            """def f(layers):
    r, j = 1, 1
    for layer in layers:
        k = layer[0]
        r = r + (k - 1)
        j = j * layer[1]
    return r * j""",
        ),
        (
            "half-kernel",
            """def f(layers):
    r, j = 1, 1
    for k, s, d in layers:
        r += 2 * (k // 2) * d * j
        j *= s
    return r""",
        ),
        (
            "strides-added",
            """def f(layers):
    r, j = 1, 1
    for k, s, d in layers:
        r = r + (k - 1) * d * j
        j = j + s - 1
    return r""",
        ),
        (
            "divided-by-the-step",
            """def f(layers):
    r, j = 1, 1
    for k, s, d in layers:
        r += (k - 1) * d // j
        j *= s
    return r""",
        ),
        (
            "own-stride-only",
            """def f(layers):
    return 1 + sum((k - 1) * d * s ** i for i, (k, s, d) in enumerate(layers))""",
        ),
    ],
    "relu": [
        (
            "array-taken-for-number",
            """def f(x):
    return max(0, x)""",
        ),
        (
            "array-taken-for-number",
            """def f(x):
    if x < 0:
        return 0
    return x""",
        ),
        ("positive-cut", """f = lambda x: np.minimum(x, 0)"""),
        ("absolute-value", """f = lambda x: np.abs(x)"""),
        ("negatives-removed", """f = lambda x: x[x > 0]"""),
        ("leaky", """f = lambda x: np.where(x < 0, 0.01 * x, x)"""),
        (
            "partly-zero",
            """def f(x):
    y = x
    for i in range(len(y)):
        if np.any(y[i] < 0):
            y[i] = 0
    return y""",
        ),
        (
            "axes-counted",
            """def f(x):
    y = np.zeros(len(x))
    for i in range(len(x)):
        y[i] = max(0, x[i])
    return y""",
        ),
        (
            "flattened-output",
            """def f(x):
    y = []
    for v in x.ravel():
        if v > 0:
            y.append(v)
        else:
            y.append(0)
    return np.array(y)""",
        ),
        ("cut-below-one", """f = lambda x: np.where(x > 1, x, 0)"""),
        ("integers", """f = lambda x: np.where(x < 0, 0, x).astype(int)"""),
        ("input-changed", """f = lambda x: np.maximum(x, 0, out=x)"""),
    ],
    "tiny_cnn_forward": [
        (
            "dense-bias-forgotten",
            """def f(x, params):
    h = relu(conv2d(x, params['conv_w'], params['conv_b']))
    h = max_pool2d(h, 2, 2)
    return params['dense_w'] @ h.ravel()""",
        ),
        (
            "relu-forgotten",
            """def f(x, params):
    h = conv2d(x, params['conv_w'], params['conv_b'])
    h = max_pool2d(h, 2, 2)
    return params['dense_w'] @ h.ravel() + params['dense_b']""",
        ),
        (
            "relu-at-the-end",
            """def f(x, params):
    h = relu(conv2d(x, params['conv_w'], params['conv_b']))
    h = max_pool2d(h, 2, 2)
    return relu(params['dense_w'] @ h.ravel() + params['dense_b'])""",
        ),
        (
            "other-windows",
            """def f(x, params):
    h = relu(conv2d(x, params['conv_w'], params['conv_b']))
    h = max_pool2d(h, 2, 1)
    return params['dense_w'] @ h.ravel() + params['dense_b']""",
        ),
        (
            "flattened-in-another-order",
            """def f(x, params):
    h = relu(conv2d(x, params['conv_w'], params['conv_b']))
    h = max_pool2d(h, 2, 2)
    return params['dense_w'] @ h.flatten('F') + params['dense_b']""",
        ),
        (
            "flattened-in-another-order",
            """def f(x, params):
    h = relu(conv2d(x, params['conv_w'], params['conv_b']))
    h = max_pool2d(h, 2, 2)
    h = h.transpose(1, 2, 0)
    return params['dense_w'] @ h.ravel() + params['dense_b']""",
        ),
        (
            "one-score",
            """def f(x, params):
    h = relu(conv2d(x, params['conv_w'], params['conv_b']))
    h = max_pool2d(h, 2, 2)
    s = params['dense_w'] @ h.ravel() + params['dense_b']
    return np.argmax(s)""",
        ),
        (
            "scores-squeezed",
            """def f(x, params):
    h = relu(conv2d(x, params['conv_w'], params['conv_b']))
    h = max_pool2d(h, 2, 2)
    s = params['dense_w'] @ h.ravel() + params['dense_b']
    return np.exp(s) / np.exp(s).sum()""",
        ),
        (
            "kernels-turned",
            """def f(x, params):
    h = relu(conv2d(x, params['conv_w'][:, :, ::-1, ::-1], params['conv_b']))
    h = max_pool2d(h, 2, 2)
    return params['dense_w'] @ h.ravel() + params['dense_b']""",
        ),
        (
            "conv-bias-forgotten",
            """def f(x, params):
    h = relu(conv2d(x, params['conv_w'], 0 * params['conv_b']))
    h = max_pool2d(h, 2, 2)
    return params['dense_w'] @ h.ravel() + params['dense_b']""",
        ),
        (
            "integers",
            """def f(x, params):
    h = relu(conv2d(x, params['conv_w'], params['conv_b']))
    h = max_pool2d(h, 2, 2)
    return (params['dense_w'] @ h.ravel() + params['dense_b']).astype(int)""",
        ),
        (
            "relu-forgotten + dense-bias-forgotten",
            """def f(x, params):
    h = conv2d(x, params['conv_w'], params['conv_b'])
    h = max_pool2d(h, 2, 2)
    return params['dense_w'] @ h.ravel()""",
        ),
        (
            "as-a-matrix",
            """def f(x, params):
    h = relu(conv2d(x, params['conv_w'], params['conv_b']))
    h = max_pool2d(h, 2, 2)
    return [params['dense_w'] @ h.ravel() + params['dense_b']]""",
        ),
        (
            None,
            """def f(x, params):
    h = relu(conv2d(x, params['conv_w'], params['conv_b']))
    h = max_pool2d(h, 2, 2)
    return params['dense_w'] @ (h.ravel() / h.size) + params['dense_b']""",
        ),
        (
            None,
            """def f(x, params):
    h = relu(conv2d(x, params['conv_w'].T, params['conv_b']))
    h = max_pool2d(h, 2, 2)
    return params['dense_w'] @ h.ravel() + params['dense_b']""",
        ),
        (
            "other-bias",
            """def f(x, params):
    m = max_pool2d(relu(conv2d(x, params['conv_w'], params['conv_b'])), 2, 2)
    v = m.flatten()
    return np.array([np.sum(row * v) for row in params['dense_w']]) + params['dense_b'][0]""",
        ),
    ],
    "two_strided": [
        ("stride-ignored", (5, 2)),
        ("three-layers", (7, 8)),
        ("own-stride", (11, 4)),
        ("off-by-one", (7, 5)),
    ],
}
# Kinds that a blind sample left unnamed or half named, and their sisters.
BLIND = {
    "two_strided": [
        (
            "kernel-not-less-one",
            (9, 2),
        ),
    ],
    "max_pool2d": [
        (
            "axis-left",
            """def f(x, k, s):
    v = np.lib.stride_tricks.sliding_window_view(x, (k, k), axis=(1, 2))[:, ::s, ::s]
    return v.max(axis=(1, 2))""",
        ),
        (
            "axis-left",
            """def f(x, k, s):
    windows = sliding_window_view(x, (k, k), axis=(1, 2))
    return windows[:, ::s, ::s].max(axis=-1)""",
        ),
        (
            "never-reset",
            """def f(x, k, s):
    C, H, W = x.shape
    h, w = (H-k)//s+1, (W-k)//s+1
    out = np.zeros((C, h, w))
    for c in range(C):
        for i in range(h):
            m = -np.inf
            for j in range(w):
                m = max(m, x[c, i*s:i*s+k, j*s:j*s+k].max())
                out[c, i, j] = m
    return out""",
        ),
    ],
    "receptive_field": [
        (
            "other-result",
            """def f(layers):
    r, j, out = 1, 1, []
    for k, s, d in layers:
        r += d*(k-1)*j
        j *= s
        out.append(r)
    return out""",
        ),
    ],
    "compose_kernels": [
        (
            "kernel-taken-for-square",
            """def f(k1, k2):
    a, b = len(k1), len(k2)
    out = np.zeros((a + b - 1, a + b - 1))
    for i in range(a):
        for j in range(a):
            for u in range(b):
                for v in range(b):
                    out[i + u, j + v] += k1[i, j] * k2[u, v]
    return out""",
        ),
        (
            "integers",
            """def f(k1, k2):
    out = np.zeros((k1.shape[0]+k2.shape[0]-1, k1.shape[1]+k2.shape[1]-1), dtype=int)
    for i in range(k1.shape[0]):
        for j in range(k1.shape[1]):
            for u in range(k2.shape[0]):
                for v in range(k2.shape[1]):
                    out[i+u, j+v] += k1[i,j]*k2[u,v]
    return out""",
        ),
    ],
    "tiny_cnn_forward": [
        (
            "dense-elementwise",
            """def f(x, params):
    y = relu(ops.conv2d(x, params['conv_w'], params['conv_b']))
    y = max_pool2d(y, 2, 2)
    return params['dense_w'] * y.ravel() + params['dense_b'][:, None]""",
        ),
        (
            "first-channel-only",
            """def f(x, params):
    y = relu(ops.conv2d(x[:1], params['conv_w'][:, :1], params['conv_b']))
    y = max_pool2d(y, 2, 2)
    return params['dense_w'] @ y.ravel() + params['dense_b']""",
        ),
    ],
    "border_difference": [
        (
            "padded-by-other-widths",
            """def f(image, k1, k2):
    def slide(x, k, p):
        return np.einsum("ijuv,uv->ij", sliding_window_view(np.pad(x, p), k.shape), k)
    two = slide(slide(image, k1, 1), k2, 1)
    one = slide(image, compose_kernels(k1, k2), 2)
    return ~np.isclose(one, two)""",
        ),
    ],
}
# What another blind sample left unnamed or half named, and its neighbours.
UNNAMED = {
    "max_pool2d": [
        (
            "centred",
            """def f(x, k, s):
    from scipy import ndimage
    return ndimage.maximum_filter(x, size=(1, k, k))[:, ::s, ::s]""",
        ),
        (
            "stride-along-other-axes",
            """def f(x,k,s):
    v=np.lib.stride_tricks.sliding_window_view(x,(k,k),axis=(1,2)).max(axis=(3,4))
    return v[::s,::s]""",
        ),
        (
            "starts-late",
            """def f(x,k,s):
    v=np.lib.stride_tricks.sliding_window_view(x,(k,k),axis=(1,2)).max(axis=(3,4))
    return v[:,s-1::s,s-1::s]""",
        ),
        (
            "part-of-the-window",
            """def f(x,k,s):
    C,H,W=x.shape
    h,w=(H-k)//s+1,(W-k)//s+1
    out=np.zeros((C,h,w))
    for c in range(C):
        for i in range(h):
            for j in range(w):
                out[c,i,j]=max(x[c,i*s+u,j*s+v] for u in range(1,k) for v in range(1,k))
    return out""",
        ),
    ],
    "compose_kernels": [
        (
            "taken-for-separable",
            """def f(k1, k2):
    rows = np.convolve(k1.sum(axis=0), k2.sum(axis=0))
    cols = np.convolve(k1.sum(axis=1), k2.sum(axis=1))
    return np.outer(cols, rows)""",
        ),
        (
            "integers",
            """def f(k1, k2):
    a, b = k1.shape
    c, d = k2.shape
    out = np.zeros((a + c - 1, b + d - 1), dtype=int)
    for i in range(a):
        for j in range(b):
            out[i:i + c, j:j + d] += (k1[i, j] * k2).astype(int)
    return out""",
        ),
        (
            "kernel-taken-for-square",
            """from scipy import signal
def f(k1,k2):
    p=k2.shape[0]-1
    return signal.correlate2d(np.pad(k1,p),k2[::-1,::-1],'valid')""",
        ),
        (
            "index-backwards",
            """def f(k1,k2):
    a,b=k1.shape;c,d=k2.shape
    o=np.zeros((a+c-1,b+d-1))
    for i in range(a):
        for j in range(b):
            for u in range(c):
                for v in range(d):
                    o[i-u,j-v]+=k1[i,j]*k2[u,v]
    return o""",
        ),
    ],
    "relu": [
        (
            "other-activation",
            """def f(x):
    return np.log1p(np.exp(x))""",
        ),
        (
            None,
            """def f(x):
    return np.where(x<0,np.nan,x)""",
        ),
        (
            "shifted",
            """def f(x):
    return np.maximum(x-x.mean(),0)""",
        ),
        (
            "positions-returned",
            """def f(x):
    return np.where(x>0)""",
        ),
    ],
    "tiny_cnn_forward": [
        (
            "other-pooling",
            """def conv2d(x, weight, bias):
    windows = np.lib.stride_tricks.sliding_window_view(x, weight.shape[2:], axis=(1, 2))
    return np.einsum("chwij,fcij->fhw", windows, weight) + bias[:, np.newaxis, np.newaxis]

def f(x,p):
    a=conv2d(x,p['conv_w'],p['conv_b'])
    h=relu(a)[:,1::2,1::2]
    return p['dense_w']@h.ravel()+p['dense_b']""",
        ),
        (
            "bias-not-once",
            """def conv2d(x, weight, bias):
    windows = np.lib.stride_tricks.sliding_window_view(x, weight.shape[2:], axis=(1, 2))
    return np.einsum("chwij,fcij->fhw", windows, weight) + bias[:, np.newaxis, np.newaxis]

def f(x,p):
    a=conv2d(x,p['conv_w'],p['conv_b'])
    h=max_pool2d(relu(a),2,2)
    return (p['dense_w']@h.ravel())*p['dense_b']""",
        ),
    ],
    "border_difference": [
        (
            "small-ones-missed",
            """from scipy import signal
def f(image,k1,k2):
    c=lambda a,k: signal.correlate2d(a,k,'same')
    return np.abs(c(c(image,k1),k2)-c(image,signal.convolve2d(k1,k2)))>0.01""",
        ),
        (
            "relu-between",
            """from scipy import signal
def f(image,k1,k2):
    c=lambda a,k: signal.correlate2d(a,k,'same')
    return ~np.isclose(c(relu(c(image,k1)),k2),c(image,signal.convolve2d(k1,k2)))""",
        ),
    ],
    "two_strided": [("three-layers", (15, 8))],
}
for label, entries in [*LATER.items(), *BLIND.items(), *UNNAMED.items()]:
    WRONG[label] += entries
