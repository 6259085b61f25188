"""Unit 4: wrong answers written from the task texts alone, each with the name it deserves.

An entry is the name, or None where no usual mistake is behind it, and the answer as a learner
would write it: the source of a function `f`, or the numbers.
"""

WRONG = {
    "out_size": [
        (
            "last-start-left-out",
            """
def f(n, k, s=1, p=0, d=1):
    count, start = 0, -p
    while start + d * (k - 1) + 1 < n + p:
        count += 1
        start += s
    return count
""",
        ),
        (
            "kernel-forgotten",
            "f = lambda n, k, s=1, p=0, d=1: n // s",
        ),
        (
            "ceil-for-floor",
            "f = lambda n, k, s=1, p=0, d=1: int(np.ceil((n + 2 * p - d * (k - 1) - 1) / s)) + 1",
        ),
        (
            "fraction-returned",
            "f = lambda n, k, s=1, p=0, d=1: (n + 2 * p - d * (k - 1) - 1) / s + 1",
        ),
        (
            "padding-once",
            "f = lambda n, k, s=1, p=0, d=1: (n + p - d * (k - 1) - 1) // s + 1",
        ),
        (
            "padding-and-dilation-forgotten",
            "f = lambda n, k, s=1, p=0, d=1: (n - k) // s + 1",
        ),
        (
            "dilation-times-kernel",
            "f = lambda n, k, s=1, p=0, d=1: (n + 2 * p - d * k) // s + 1",
        ),
        (
            "plus-one-inside",
            "f = lambda n, k, s=1, p=0, d=1: (n + 2 * p - (d * (k - 1) + 1) + 1) // s",
        ),
        (
            "first-window-forgotten",
            "f = lambda n, k, s=1, p=0, d=1: (n + 2 * p - d * (k - 1) - 1) // s",
        ),
        (
            "dilation-forgotten",
            "f = lambda n, k, s=1, p=0, d=1: len(range(0, n + 2 * p - k + 1, s))",
        ),
        (
            "brackets-forgotten",
            "f = lambda n, k, s=1, p=0, d=1: n + 2 * p - k // s + 1",
        ),
        (
            "holes-too-wide",
            "f = lambda n, k, s=1, p=0, d=1: (n + 2 * p - k - (k - 1) * d) // s + 1",
        ),
        (
            "padding-taken-off",
            "f = lambda n, k, s=1, p=0, d=1: (n - 2 * p - d * (k - 1) - 1) // s + 1",
        ),
    ],
    "resnet_size": [
        (
            "half-missing",
            (112, 112.5),
        ),
        (
            "ceil-for-floor",
            (112.5, 113),
        ),
        (
            "first-window-forgotten",
            (111.5, 111),
        ),
        (
            "padding-once",
            (111, 111),
        ),
        (
            "no-padding",
            (109.5, 109),
        ),
        (
            "stride-forgotten",
            (224, 224),
        ),
        (
            "fraction",
            (112.5, 112.5),
        ),
        (
            "kernel-forgotten",
            (115, 115),
        ),
        (
            "half-missing",
            (112, 112),
        ),
        (
            "area",
            (112.5, 12544),
        ),
        (
            None,
            (112.5, 64),
        ),
    ],
    "conv1d_stride": [
        (
            "size-but-not-index",
            """
def f(x, w, s):
    n = (len(x) - len(w)) // s + 1
    y = np.zeros(n)
    for i in range(n):
        y[i] = np.dot(x[i : i + len(w)], w)
    return y
""",
        ),
        (
            "flipped-kernel",
            'f = lambda x, w, s: np.convolve(x, w, "valid")[::s]',
        ),
        (
            "last-window-hangs-over",
            """
f = lambda x, w, s: np.correlate(np.append(x, np.zeros(len(w) - 1)), w, "valid")[::s]
""",
        ),
        (
            "same-size",
            'f = lambda x, w, s: np.correlate(x, w, "same")[::s]',
        ),
        (
            "start-forgotten",
            """
def f(x, w, s):
    n = (len(x) - len(w)) // s + 1
    y = np.zeros(n)
    for i in range(n):
        for j in range(len(w)):
            y[i] += x[j] * w[j]
    return y
""",
        ),
        (
            "overwritten",
            """
def f(x, w, s):
    n = (len(x) - len(w)) // s + 1
    y = np.zeros(n)
    for i in range(n):
        for j in range(len(w)):
            y[i] = x[i * s + j] * w[j]
    return y
""",
        ),
        (
            "integers",
            """
def f(x, w, s):
    n = (len(x) - len(w)) // s + 1
    y = np.zeros(n, dtype=int)
    for i in range(n):
        y[i] = (x[i * s : i * s + len(w)] * w).sum()
    return y
""",
        ),
        (
            "always-three",
            """
def f(x, w, s):
    n = (len(x) - 3) // s + 1
    y = np.zeros(n)
    for i in range(n):
        for j in range(3):
            y[i] += x[i * s + j] * w[j]
    return y
""",
        ),
        (
            "last-start-left-out",
            """
def f(x, w, s):
    y = []
    for i in range(0, len(x) - len(w), s):
        y.append((x[i : i + len(w)] * w).sum())
    return np.array(y)
""",
        ),
        (
            "beyond-the-end",
            """
def f(x, w, s):
    y = []
    for i in range(0, len(x), s):
        y.append(sum(x[i + j] * w[j] for j in range(len(w))))
    return np.array(y)
""",
        ),
        (
            "last-window-hangs-over",
            """
def f(x, w, s):
    y = []
    for i in range(0, len(x), s):
        part = x[i : i + len(w)]
        y.append((part * w[: len(part)]).sum())
    return np.array(y)
""",
        ),
        (
            "one-short",
            """
def f(x, w, s):
    n = (len(x) - len(w)) // s
    y = np.zeros(n)
    for i in range(n):
        y[i] = (x[i * s : i * s + len(w)] * w).sum()
    return y
""",
        ),
        (
            "stride-inside-window",
            """
def f(x, w, s):
    n = (len(x) - len(w)) // s + 1
    y = np.zeros(n)
    for i in range(n):
        for j in range(len(w)):
            y[i] += x[(i + j) * s] * w[j]
    return y
""",
        ),
        (
            "bytes",
            """
def f(x, w, s):
    n = (len(x) - len(w)) // s + 1
    y = np.zeros(n, dtype=np.uint8)
    for i in range(n):
        y[i] = int((x[i * s : i * s + len(w)] * w).sum()) % 256
    return y
""",
        ),
        (
            "largest-product",
            "f = lambda x, w, s: (sliding_window_view(x, len(w))[::s] * w).max(axis=1)",
        ),
    ],
    "both_ways": [
        (
            "never-subsampled",
            "f = lambda x, w, s: np.array([conv1d_stride(x, w, 1), conv1d_stride(x, w, 1)])",
        ),
        (
            "first-ones",
            """
f = lambda x, w, s: np.array(
    [conv1d_stride(x, w, s), conv1d_stride(x, w, 1)[: len(conv1d_stride(x, w, s))]]
)
""",
        ),
        (
            "not-equally-long",
            "f = lambda x, w, s: np.array([conv1d_stride(x, w, s), conv1d_stride(x, w, 1)])",
        ),
        (
            "one-behind-the-other",
            """
f = lambda x, w, s: np.concatenate([conv1d_stride(x, w, s), conv1d_stride(x, w, 1)[::s]])
""",
        ),
        (
            "columns",
            """
f = lambda x, w, s: np.column_stack([conv1d_stride(x, w, s), conv1d_stride(x, w, 1)[::s]])
""",
        ),
        (
            "starts-late",
            """
f = lambda x, w, s: np.array(
    [conv1d_stride(x, w, s)[: len(conv1d_stride(x, w, 1)[1::s])], conv1d_stride(x, w, 1)[1::s]]
)
""",
        ),
        (
            "compared",
            "f = lambda x, w, s: conv1d_stride(x, w, s) == conv1d_stride(x, w, 1)[::s]",
        ),
        (
            "compared",
            """
f = lambda x, w, s: np.array_equal(conv1d_stride(x, w, s), conv1d_stride(x, w, 1)[::s])
""",
        ),
        (
            "one-row",
            "f = lambda x, w, s: conv1d_stride(x, w, 1)[::s]",
        ),
        (
            "flipped-kernel",
            'f = lambda x, w, s: np.array([np.convolve(x, w, "valid")[::s]] * 2)',
        ),
        (
            "not-equally-long",
            """
f = lambda x, w, s: np.array([conv1d_stride(x, w, 1)[::s], conv1d_stride(x, w, s)[::s]])
""",
        ),
        (
            "last-start-left-out",
            """
def f(x, w, s):
    def conv(x, w, s):
        return [np.dot(x[i : i + len(w)], w) for i in range(0, len(x) - len(w), s)]

    return np.array([conv(x, w, s), conv(x, w, 1)[::s]])
""",
        ),
    ],
    "conv2d_stride": [
        (
            "strides-swapped",
            """
def f(image, kernel, stride):
    sw, sh = stride
    H, W = image.shape
    a, b = kernel.shape
    out = np.zeros(((H - a) // sh + 1, (W - b) // sw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (image[i * sh : i * sh + a, j * sw : j * sw + b] * kernel).sum()
    return out
""",
        ),
        (
            "first-stride-for-both",
            """
def f(image, kernel, stride):
    s = stride[0]
    H, W = image.shape
    a, b = kernel.shape
    out = np.zeros(((H - a) // s + 1, (W - b) // s + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (image[i * s : i * s + a, j * s : j * s + b] * kernel).sum()
    return out
""",
        ),
        (
            "flipped-kernel",
            """
f = lambda image, kernel, stride: convolve2d(image, kernel, "valid")[:: stride[0], :: stride[1]]
""",
        ),
        (
            "same-size",
            """
f = lambda image, kernel, stride: correlate2d(image, kernel, "same")[:: stride[0], :: stride[1]]
""",
        ),
        (
            "height-and-width-swapped",
            """
def f(image, kernel, stride):
    W, H = image.shape
    kW, kH = kernel.shape
    sh, sw = stride
    out = np.zeros(((H - kH) // sh + 1, (W - kW) // sw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (image[i * sh : i * sh + kH, j * sw : j * sw + kW] * kernel).sum()
    return out
""",
        ),
        (
            "size-but-not-index",
            """
def f(image, kernel, stride):
    (H, W), (kH, kW), (sh, sw) = image.shape, kernel.shape, stride
    out = np.zeros(((H - kH) // sh + 1, (W - kW) // sw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (image[i : i + kH, j : j + kW] * kernel).sum()
    return out
""",
        ),
        (
            "one-short",
            """
def f(image, kernel, stride):
    (H, W), (kH, kW), (sh, sw) = image.shape, kernel.shape, stride
    out = np.zeros(((H - kH) // sh, (W - kW) // sw))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (image[i * sh : i * sh + kH, j * sw : j * sw + kW] * kernel).sum()
    return out
""",
        ),
        (
            "start-forgotten",
            """
def f(image, kernel, stride):
    (H, W), (kH, kW), (sh, sw) = image.shape, kernel.shape, stride
    out = np.zeros(((H - kH) // sh + 1, (W - kW) // sw + 1))
    for i, j in np.ndindex(out.shape):
        for u in range(kH):
            for v in range(kW):
                out[i, j] += image[u, v] * kernel[u, v]
    return out
""",
        ),
        (
            "overwritten",
            """
def f(image, kernel, stride):
    (H, W), (kH, kW), (sh, sw) = image.shape, kernel.shape, stride
    out = np.zeros(((H - kH) // sh + 1, (W - kW) // sw + 1))
    for i, j in np.ndindex(out.shape):
        for u in range(kH):
            for v in range(kW):
                out[i, j] = image[i * sh + u, j * sw + v] * kernel[u, v]
    return out
""",
        ),
        (
            "integers-kept",
            """
def f(image, kernel, stride):
    (H, W), (kH, kW), (sh, sw) = image.shape, kernel.shape, stride
    out = np.zeros(((H - kH) // sh + 1, (W - kW) // sw + 1), image.dtype)
    for i, j in np.ndindex(out.shape):
        out[i, j] = (image[i * sh : i * sh + kH, j * sw : j * sw + kW] * kernel).sum()
    return out
""",
        ),
        (
            "transposed-output",
            """
f = lambda image, kernel, stride: (
    correlate2d(image, kernel, "valid")[:: stride[0], :: stride[1]].T
)
""",
        ),
        (
            "transposed-kernel",
            """
def f(image, kernel, stride):
    (H, W), (kH, kW), (sh, sw) = image.shape, kernel.shape, stride
    out = np.zeros(((H - kH) // sh + 1, (W - kW) // sw + 1))
    for i, j in np.ndindex(out.shape):
        for u in range(kH):
            for v in range(kW):
                out[i, j] += image[i * sh + u, j * sw + v] * kernel[v, u]
    return out
""",
        ),
        (
            "strides-in-index-swapped",
            """
def f(image, kernel, stride):
    (H, W), (kH, kW), (sh, sw) = image.shape, kernel.shape, stride
    out = np.zeros(((H - kH) // sh + 1, (W - kW) // sw + 1))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (image[i * sw : i * sw + kH, j * sh : j * sh + kW] * kernel).sum()
    return out
""",
        ),
        (
            "always-three",
            """
def f(image, kernel, stride):
    (H, W), (sh, sw) = image.shape, stride
    out = np.zeros(((H - 3) // sh + 1, (W - 3) // sw + 1))
    for i, j in np.ndindex(out.shape):
        out[i, j] = (image[i * sh : i * sh + 3, j * sw : j * sw + 3] * kernel).sum()
    return out
""",
        ),
    ],
    "lost_pixels": [
        (
            "no-padding-behind",
            """
def f(n, k, s, p):
    windows = (n + p - k) // s + 1
    read = {i * s + j - p for i in range(windows) for j in range(k)}
    return [c for c in range(n) if c not in read]
""",
        ),
        (
            "gaps-only",
            "f = lambda n, k, s, p: [c for c in range(n) if (c + p) % s >= k]",
        ),
        (
            "end-only",
            """
def f(n, k, s, p):
    windows = (n + 2 * p - k) // s + 1
    last = (windows - 1) * s + k - p
    return [c for c in range(n) if c >= last]
""",
        ),
        (
            "padding-forgotten",
            """
def f(n, k, s, p):
    read = set()
    for start in range(0, n - k + 1, s):
        read.update(range(start, start + k))
    return sorted(set(range(n)) - read)
""",
        ),
        (
            "padding-not-taken-off",
            """
def f(n, k, s, p):
    read = []
    for i in range((n + 2 * p - k) // s + 1):
        for j in range(k):
            read.append(i * s + j)
    return [c for c in range(n) if c not in read]
""",
        ),
        (
            "last-window-forgotten",
            """
def f(n, k, s, p):
    read = {i * s + j - p for i in range((n + 2 * p - k) // s) for j in range(k)}
    return [c for c in range(n) if c not in read]
""",
        ),
        (
            "read-for-lost",
            """
def f(n, k, s, p):
    read = {i * s + j - p for i in range((n + 2 * p - k) // s + 1) for j in range(k)}
    return [c for c in range(n) if c in read]
""",
        ),
        (
            "number-for-positions",
            """
def f(n, k, s, p):
    read = {i * s + j - p for i in range((n + 2 * p - k) // s + 1) for j in range(k)}
    return sum(c not in read for c in range(n))
""",
        ),
        (
            "gaps-only",
            """
def f(n, k, s, p):
    read = set()
    for start in range(-p, n + p, s):
        read |= set(range(start, start + k))
    return [c for c in range(n) if c not in read]
""",
        ),
        (
            "truth-for-positions",
            """
def f(n, k, s, p):
    read = {i * s + j - p for i in range((n + 2 * p - k) // s + 1) for j in range(k)}
    return [c not in read for c in range(n)]
""",
        ),
        (
            "padding-counted-as-cells",
            """
def f(n, k, s, p):
    read = {i * s + j for i in range((n + 2 * p - k) // s + 1) for j in range(k)}
    return [c for c in range(n + 2 * p) if c not in read]
""",
        ),
        (
            "last-start-left-out",
            """
def f(n, k, s, p):
    read = set()
    for start in range(-p, n + p - k, s):
        read.update(range(start, start + k))
    return [c for c in range(n) if c not in read]
""",
        ),
        (
            "one-based",
            """
def f(n, k, s, p):
    read = {i * s + j - p + 1 for i in range((n + 2 * p - k) // s + 1) for j in range(k)}
    return [c for c in range(1, n + 1) if c not in read]
""",
        ),
    ],
    "alias": [
        (
            "not-blurred",
            """
def f(image, kernel, s):
    m = [image[i::s, j::s].mean() for i in range(s) for j in range(s)]
    return max(m) - min(m)
""",
        ),
        (
            "two-starts",
            """
def f(image, kernel, s):
    b = correlate2d(image, kernel, "valid")
    m = [b[i::s, j::s].mean() for i in range(2) for j in range(2)]
    return max(m) - min(m)
""",
        ),
        (
            "diagonal-starts",
            """
def f(image, kernel, s):
    b = correlate2d(image, kernel, "valid")
    m = [b[i::s, i::s].mean() for i in range(s)]
    return max(m) - min(m)
""",
        ),
        (
            "same-size",
            """
def f(image, kernel, s):
    b = correlate2d(image, kernel, "same")
    m = [b[i::s, j::s].mean() for i in range(s) for j in range(s)]
    return max(m) - min(m)
""",
        ),
        (
            "flipped-kernel",
            """
def f(image, kernel, s):
    b = convolve2d(image, kernel, "valid")
    m = [b[i::s, j::s].mean() for i in range(s) for j in range(s)]
    return max(m) - min(m)
""",
        ),
        (
            "blurred-after",
            """
def f(image, kernel, s):
    m = [
        correlate2d(image[i::s, j::s], kernel, "valid").mean()
        for i in range(s)
        for j in range(s)
    ]
    return max(m) - min(m)
""",
        ),
        (
            "largest-only",
            """
def f(image, kernel, s):
    b = correlate2d(image, kernel, "valid")
    return max(b[i::s, j::s].mean() for i in range(s) for j in range(s))
""",
        ),
        (
            "all-means",
            """
def f(image, kernel, s):
    b = correlate2d(image, kernel, "valid")
    return [b[i::s, j::s].mean() for i in range(s) for j in range(s)]
""",
        ),
        (
            "sum-for-mean",
            """
def f(image, kernel, s):
    b = correlate2d(image, kernel, "valid")
    m = [b[i::s, j::s].sum() for i in range(s) for j in range(s)]
    return max(m) - min(m)
""",
        ),
        (
            "standard-deviation",
            """
def f(image, kernel, s):
    b = correlate2d(image, kernel, "valid")
    return np.std([b[i::s, j::s].mean() for i in range(s) for j in range(s)])
""",
        ),
        (
            "median-for-mean",
            """
def f(image, kernel, s):
    b = correlate2d(image, kernel, "valid")
    m = [np.median(b[i::s, j::s]) for i in range(s) for j in range(s)]
    return max(m) - min(m)
""",
        ),
        (
            "step-forgotten",
            """
def f(image, kernel, s):
    b = correlate2d(image, kernel, "valid")
    m = [b[i:, j:].mean() for i in range(s) for j in range(s)]
    return max(m) - min(m)
""",
        ),
    ],
}
