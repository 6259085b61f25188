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
            "not-rounded-down",
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
            "span-miscounted",
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
            "span-miscounted",
            "f = lambda n, k, s=1, p=0, d=1: (n + 2 * p - k - (k - 1) * d) // s + 1",
        ),
        (
            "padding-misused",
            "f = lambda n, k, s=1, p=0, d=1: (n - 2 * p - d * (k - 1) - 1) // s + 1",
        ),
    ],
    "resnet_size": [
        (
            "swapped",
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
            "kernel-forgotten",
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
        (
            "window-subsampled",
            """def f(x, w, s):
    windows = np.lib.stride_tricks.sliding_window_view(x, len(w))[:, ::s]
    return (windows * w).sum(axis=1)""",
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
            "not-two-rows",
            """
f = lambda x, w, s: np.concatenate([conv1d_stride(x, w, s), conv1d_stride(x, w, 1)[::s]])
""",
        ),
        (
            "not-two-rows",
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
        (
            "outputs-joined",
            """def f(x, w, s):
    a = conv1d_stride(x, w, s)
    y = conv1d_stride(x, w, 1)
    b = [y[i:i + s].mean() for i in range(0, len(y), s)]
    return np.array([a, b])""",
        ),
        (
            "starts-late",
            """def f(x, w, s):
    a = conv1d_stride(x, w, s)
    b = conv1d_stride(x, w, 1)[s - 1::s]
    n = min(len(a), len(b))
    return np.stack([a[:n], b[:n]])""",
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
            "one-stride-for-both",
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
            "strides-in-one-place",
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
        (
            "window-subsampled",
            """def f(image, kernel, stride):
    sh, sw = stride
    win = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)[:, :, ::sh, ::sw]
    return (win * kernel).sum(axis=(2, 3))""",
        ),
        (
            "strides-in-one-place",
            """def f(image, kernel, stride):
    sh, sw = stride
    H, W = image.shape
    kH, kW = kernel.shape
    h = (H - kH) // sh + 1
    w = (W - kW) // sh + 1
    out = np.zeros((h, w))
    for i in range(h):
        for j in range(w):
            if j * sw + kW <= W:
                out[i, j] = np.sum(image[i * sh:i * sh + kH, j * sw:j * sw + kW] * kernel)
    return out""",
        ),
    ],
    "lost_pixels": [
        (
            "padding-once",
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
            "number-for-positions",
            """
def f(n, k, s, p):
    read = {i * s + j - p for i in range((n + 2 * p - k) // s + 1) for j in range(k)}
    return [c not in read for c in range(n)]
""",
        ),
        (
            "numbered-with-padding",
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
        (
            "negative-index",
            """def f(n, k, s, p):
    seen = np.zeros(n, dtype=bool)
    for i in range((n + 2 * p - k) // s + 1):
        start = i * s - p
        seen[start:start + k] = True
    return [c for c in range(n) if not seen[c]]""",
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
            "starts-miscounted",
            """
def f(image, kernel, s):
    b = correlate2d(image, kernel, "valid")
    m = [b[i::s, j::s].mean() for i in range(2) for j in range(2)]
    return max(m) - min(m)
""",
        ),
        (
            "starts-miscounted",
            """
def f(image, kernel, s):
    b = correlate2d(image, kernel, "valid")
    m = [b[i::s, i::s].mean() for i in range(s)]
    return max(m) - min(m)
""",
        ),
        (
            "padded",
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
            "means-returned",
            """
def f(image, kernel, s):
    b = correlate2d(image, kernel, "valid")
    return max(b[i::s, j::s].mean() for i in range(s) for j in range(s))
""",
        ),
        (
            "means-returned",
            """
def f(image, kernel, s):
    b = correlate2d(image, kernel, "valid")
    return [b[i::s, j::s].mean() for i in range(s) for j in range(s)]
""",
        ),
        (
            "other-than-mean",
            """
def f(image, kernel, s):
    b = correlate2d(image, kernel, "valid")
    m = [b[i::s, j::s].sum() for i in range(s) for j in range(s)]
    return max(m) - min(m)
""",
        ),
        (
            "other-measure",
            """
def f(image, kernel, s):
    b = correlate2d(image, kernel, "valid")
    return np.std([b[i::s, j::s].mean() for i in range(s) for j in range(s)])
""",
        ),
        (
            "other-than-mean",
            """
def f(image, kernel, s):
    b = correlate2d(image, kernel, "valid")
    m = [np.median(b[i::s, j::s]) for i in range(s) for j in range(s)]
    return max(m) - min(m)
""",
        ),
        (
            "corner-for-steps",
            """
def f(image, kernel, s):
    b = correlate2d(image, kernel, "valid")
    m = [b[i:, j:].mean() for i in range(s) for j in range(s)]
    return max(m) - min(m)
""",
        ),
        (
            "rows-twice",
            """def f(image, kernel, s):
    y = conv2d_stride(image, kernel, (1, 1))
    means = [y[a::s][b::s].mean() for a in range(s) for b in range(s)]
    return max(means) - min(means)""",
        ),
    ],
}

# Two later samples, written likewise before the banks were read.
LATER = {
    "alias": [
        (
            "padded",
            """def f(image, kernel, s):
    y = correlate2d(image, kernel, 'same')
    means = [y[i::s, j::s].mean() for i in range(s) for j in range(s)]
    return max(means) - min(means)""",
        ),
        (
            "not-blurred",
            """def f(image, kernel, s):
    means = [image[i::s, j::s].mean() for i in range(s) for j in range(s)]
    return max(means) - min(means)""",
        ),
        (
            "starts-miscounted",
            """def f(image, kernel, s):
    y = correlate2d(image, kernel, 'valid')
    means = [y[i::s, i::s].mean() for i in range(s)]
    return max(means) - min(means)""",
        ),
        (
            "starts-miscounted",
            """def f(image, kernel, s):
    y = correlate2d(image, kernel, 'valid')
    means = [y[i::s, j::s].mean() for i in range(2) for j in range(2)]
    return max(means) - min(means)""",
        ),
        (
            "other-than-mean",
            """def f(image, kernel, s):
    y = correlate2d(image, kernel, 'valid')
    means = [y[i::s, j::s].sum() for i in range(s) for j in range(s)]
    return max(means) - min(means)""",
        ),
        (
            "means-returned",
            """def f(image, kernel, s):
    y = correlate2d(image, kernel, 'valid')
    means = [y[i::s, j::s].mean() for i in range(s) for j in range(s)]
    return max(means), min(means)""",
        ),
        (
            "flipped-kernel",
            """def f(image, kernel, s):
    y = convolve2d(image, kernel, 'valid')
    means = [y[i::s, j::s].mean() for i in range(s) for j in range(s)]
    return max(means) - min(means)""",
        ),
        (
            "other-measure",
            """def f(image, kernel, s):
    y = correlate2d(image, kernel, 'valid')
    means = [y[i::s, j::s].mean() for i in range(s) for j in range(s)]
    return np.std(means)""",
        ),
        (
            "starts-miscounted",
            """def f(image, kernel, s):
    y = correlate2d(image, kernel, 'valid')
    means = []
    for i in range(s):
        for j in range(s):
            means.append(y[i::s, j::s].mean())
        return max(means) - min(means)""",
        ),
        (
            None,
            """def f(image, kernel, s):
    y = correlate2d(image, kernel, 'valid')
    means = [y[i::s, j::s].max() - y[i::s, j::s].min() for i in range(s) for j in range(s)]
    return np.mean(means)""",
        ),
        (
            "other-measure",
            """def f(image, kernel, s):
    y = correlate2d(image, kernel, 'valid')
    m = [y[i::s, j::s].mean() for i in range(s) for j in range(s)]
    return abs(m[0] - m[-1])""",
        ),
        (
            "scaled",
            """def f(image, kernel, s):
    y = correlate2d(image, kernel, 'valid')
    m = [y[i::s, j::s].mean() for i in range(s) for j in range(s)]
    return (max(m) - min(m)) / 2""",
        ),
        (
            "kernel-normalised",
            """def f(image, kernel, s):
    y = correlate2d(image, kernel / kernel.size, 'valid')
    m = [y[i::s, j::s].mean() for i in range(s) for j in range(s)]
    return max(m) - min(m)""",
        ),
        (
            "starts-miscounted",
            """def f(image, kernel, s):
    y = correlate2d(image, kernel, 'valid')
    m = [y[i::s, j::s].mean() for i in range(1, s + 1) for j in range(1, s + 1)]
    return max(m) - min(m)""",
        ),
        (
            "one-picture",
            """def f(image, kernel, s):
    y = correlate2d(image, kernel, 'valid')[::s, ::s]
    return y.max() - y.min()""",
        ),
    ],
    "both_ways": [
        (
            "starts-late",
            """def f(x, w, s):
    return np.array([conv1d_stride(x, w, s), conv1d_stride(x, w, 1)[1::s]])""",
        ),
        (
            "not-two-rows",
            """def f(x, w, s):
    return np.array([conv1d_stride(x, w, s), conv1d_stride(x, w, 1)[::s]]).T""",
        ),
        (
            "not-two-rows",
            """def f(x, w, s):
    a = conv1d_stride(x, w, s)
    b = conv1d_stride(x, w, 1)
    return np.concatenate([a, b[::s]])""",
        ),
        (
            "flipped-kernel",
            """def f(x, w, s):
    a = conv1d_stride(x, w[::-1], s)
    b = conv1d_stride(x, w[::-1], 1)
    return np.array([a, b[::s]])""",
        ),
        (
            "rows-of-different-length",
            """def f(x, w, s):
    a = conv1d_stride(x, w, s)
    b = conv1d_stride(x, w, 1)
    return a, b""",
        ),
        (
            "one-row",
            """f = lambda x, w, s: np.array([conv1d_stride(x, w, 1)[::s], conv1d_stride(x, w, 1)[::s]])[0]""",
        ),
        (
            "rows-of-different-length",
            """f = lambda x, w, s: [conv1d_stride(x, w, s).tolist(), conv1d_stride(x, w, 1)[::s + 1].tolist()]""",
        ),
        (
            "entries-right",
            """f = lambda x, w, s: np.array([conv1d_stride(x, w, 1)[::s], conv1d_stride(x, w, 1)[::-s]])""",
        ),
        (
            "flipped-kernel",
            """f = lambda x, w, s: np.array([np.convolve(x, w, 'valid')[::s], conv1d_stride(x, w, 1)[::s]])""",
        ),
    ],
    "conv1d_stride": [
        (
            "size-but-not-index",
            """def f(x, w, s):
    n = (len(x) - len(w)) // s + 1
    return np.array([np.dot(x[i:i + len(w)], w) for i in range(n)])""",
        ),
        (
            "one-short",
            """def f(x, w, s):
    n = (len(x) - len(w)) // s
    return np.array([np.dot(x[i * s:i * s + len(w)], w) for i in range(n)])""",
        ),
        (
            "values-apart",
            """def f(x, w, s):
    y = np.zeros(len(x) - len(w) + 1)
    for i in range(0, len(x) - len(w) + 1, s):
        y[i] = np.dot(x[i:i + len(w)], w)
    return y""",
        ),
        (
            "kernel-forgotten",
            """def f(x, w, s):
    y = np.zeros(len(x) // s)
    for i in range(len(y)):
        y[i] = x[i * s:i * s + len(w)] @ w
    return y""",
        ),
        (
            "dilation-for-stride",
            """def f(x, w, s):
    return np.array([np.dot(x[i:i + len(w) * s:s], w) for i in range(len(x) - (len(w) - 1) * s)])""",
        ),
        (
            "flipped-kernel",
            """def f(x, w, s):
    return np.convolve(x, w, 'valid')[::s]""",
        ),
        (
            "last-start-left-out",
            """def f(x, w, s):
    return np.array([np.dot(x[i:i + len(w)], w) for i in range(0, len(x) - len(w), s)])""",
        ),
        (
            "integers",
            """def f(x, w, s):
    n = (len(x) - len(w)) // s + 1
    y = np.zeros(n, dtype=int)
    for i in range(n):
        y[i] = x[i * s:i * s + len(w)] @ w
    return y""",
        ),
        (
            "stride-added",
            """def f(x, w, s):
    n = (len(x) - len(w)) // s + 1
    y = np.zeros(n)
    for i in range(n):
        y[i] = x[i + s:i + s + len(w)] @ w
    return y""",
        ),
        (
            "full-size",
            """def f(x, w, s):
    return np.correlate(x, w, 'full')[::s]""",
        ),
        (
            "flipped-kernel + mean-for-sum",
            """def f(x, w, s):
    n = (len(x) - len(w)) // s + 1
    y = np.zeros(n)
    for i in range(n):
        y[i] = np.mean(x[i * s:i * s + len(w)] * w[::-1])
    return y""",
        ),
        (
            "zeros-left-over",
            """def f(x, w, s):
    y = np.zeros(len(x))
    for i in range(0, len(x) - len(w) + 1, s):
        y[i // s] = np.dot(x[i:i + len(w)], w)
    return y""",
        ),
        (
            "empty",
            """def f(x, w, s):
    out = np.array([])
    for i in range(0, len(x) - len(w) + 1, s):
        np.append(out, np.dot(x[i:i + len(w)], w))
    return out""",
        ),
    ],
    "conv2d_stride": [
        (
            "strides-swapped",
            """def f(image, kernel, stride):
    sw, sh = stride
    kH, kW = kernel.shape
    h = (image.shape[0] - kH) // sh + 1
    w = (image.shape[1] - kW) // sw + 1
    return np.array([[np.sum(image[i * sh:i * sh + kH, j * sw:j * sw + kW] * kernel) for j in range(w)] for i in range(h)])""",
        ),
        (
            "size-but-not-index",
            """def f(image, kernel, stride):
    sh, sw = stride
    kH, kW = kernel.shape
    h = (image.shape[0] - kH) // sh + 1
    w = (image.shape[1] - kW) // sw + 1
    out = np.zeros((h, w))
    for i in range(h):
        for j in range(w):
            out[i, j] = np.sum(image[i:i + kH, j:j + kW] * kernel)
    return out""",
        ),
        (
            "one-stride-for-both",
            """def f(image, kernel, stride):
    s = stride[0]
    kH, kW = kernel.shape
    return np.array([[np.sum(image[i:i + kH, j:j + kW] * kernel) for j in range(0, image.shape[1] - kW + 1, s)] for i in range(0, image.shape[0] - kH + 1, s)])""",
        ),
        (
            "last-start-left-out",
            """def f(image, kernel, stride):
    sh, sw = stride
    kH, kW = kernel.shape
    return np.array([[np.sum(image[i:i + kH, j:j + kW] * kernel) for j in range(0, image.shape[1] - kW, sw)] for i in range(0, image.shape[0] - kH, sh)])""",
        ),
        (
            "input-subsampled-first",
            """def f(image, kernel, stride):
    sh, sw = stride
    return correlate2d(image[::sh, ::sw], kernel, 'valid')""",
        ),
        (
            "flipped-kernel",
            """def f(image, kernel, stride):
    sh, sw = stride
    return convolve2d(image, kernel, 'valid')[::sh, ::sw]""",
        ),
        (
            "kernel-forgotten",
            """def f(image, kernel, stride):
    sh, sw = stride
    kH, kW = kernel.shape
    h = image.shape[0] // sh
    w = image.shape[1] // sw
    out = np.zeros((h, w))
    for i in range(h):
        for j in range(w):
            part = image[i * sh:i * sh + kH, j * sw:j * sw + kW]
            if part.shape == kernel.shape:
                out[i, j] = (part * kernel).sum()
    return out""",
        ),
        (
            "one-index-for-both",
            """def f(image, kernel, stride):
    sh, sw = stride
    kH, kW = kernel.shape
    h = (image.shape[0] - kH) // sh + 1
    w = (image.shape[1] - kW) // sw + 1
    out = np.zeros((h, w))
    for i in range(h):
        for j in range(w):
            out[i, j] = np.sum(image[i * sh:i * sh + kH, i * sw:i * sw + kW] * kernel)
    return out""",
        ),
        (
            "same-size",
            """def f(image, kernel, stride):
    sh, sw = stride
    return correlate2d(image, kernel, 'same')[::sh, ::sw]""",
        ),
        (
            "stride-inside-window",
            """def f(image, kernel, stride):
    sh, sw = stride
    kH, kW = kernel.shape
    h = (image.shape[0] - kH) // sh + 1
    w = (image.shape[1] - kW) // sw + 1
    out = np.zeros((h, w))
    for i in range(h):
        for j in range(w):
            for u in range(kH):
                for v in range(kW):
                    out[i, j] += image[i * sh + u * sh, j * sw + v * sw] * kernel[u, v]
    return out""",
        ),
        (
            "index-too-large",
            """def f(image, kernel, stride):
    sh, sw = stride
    kH, kW = kernel.shape
    rows = range(0, image.shape[0] - kH + 1, sh)
    cols = range(0, image.shape[1] - kW + 1, sw)
    out = np.zeros((len(rows), len(cols)))
    for i in rows:
        for j in cols:
            out[i // sw, j // sh] = np.sum(image[i:i + kH, j:j + kW] * kernel)
    return out""",
        ),
        (
            "transposed-output",
            """def f(image, kernel, stride):
    sh, sw = stride
    return np.array([[np.sum(image[i:i + kernel.shape[0], j:j + kernel.shape[1]] * kernel) for i in range(0, image.shape[0] - kernel.shape[0] + 1, sh)] for j in range(0, image.shape[1] - kernel.shape[1] + 1, sw)])""",
        ),
        (
            "argument-reversed",
            """def f(image, kernel, stride):
    sh, sw = stride
    return correlate2d(image, kernel[::-1], 'valid')[::sh, ::sw]""",
        ),
        (
            "rows-twice",
            """def f(image, kernel, stride):
    sh, sw = stride
    return correlate2d(image, kernel, 'valid')[::sh][::sw]""",
        ),
        (
            "starts-late",
            """def f(image, kernel, stride):
    sh, sw = stride
    out = correlate2d(image, kernel, 'valid')
    return out[sh - 1::sh, sw - 1::sw]""",
        ),
    ],
    "lost_pixels": [
        (
            "end-only + padding-not-taken-off",
            """def f(n, k, s, p):
    m = (n + 2 * p - k) // s + 1
    return list(range((m - 1) * s + k, n))""",
        ),
        (
            "padding-not-taken-off",
            """def f(n, k, s, p):
    m = (n + 2 * p - k) // s + 1
    read = set()
    for i in range(m):
        for j in range(k):
            read.add(i * s + j)
    return [c for c in range(n) if c not in read]""",
        ),
        (
            "too-many-listed",
            """def f(n, k, s, p):
    m = (n + 2 * p - k) // s + 1
    read = {i * s + j - p for i in range(m) for j in range(k)}
    return [c for c in range(n + 2 * p) if c not in read]""",
        ),
        (
            "number-for-positions",
            """def f(n, k, s, p):
    m = (n + 2 * p - k) // s + 1
    read = {i * s + j - p for i in range(m) for j in range(k)}
    return len([c for c in range(n) if c not in read])""",
        ),
        (
            "read-for-lost",
            """def f(n, k, s, p):
    m = (n + 2 * p - k) // s + 1
    read = {i * s + j - p for i in range(m) for j in range(k)}
    return [c for c in range(n) if c in read]""",
        ),
        (
            "last-window-forgotten",
            """def f(n, k, s, p):
    m = (n + 2 * p - k) // s
    read = {i * s + j - p for i in range(m) for j in range(k)}
    return [c for c in range(n) if c not in read]""",
        ),
        (
            "one-based",
            """def f(n, k, s, p):
    m = (n + 2 * p - k) // s + 1
    read = {i * s + j - p for i in range(m) for j in range(k)}
    return [c + 1 for c in range(n) if c not in read]""",
        ),
        (
            "rest-of-the-tape",
            """def f(n, k, s, p):
    r = (n + 2 * p - k) % s
    return list(range(n - r, n))""",
        ),
        (
            "other-steps",
            """def f(n, k, s, p):
    m = (n + 2 * p - k) // s + 1
    read = {i + j - p for i in range(m) for j in range(k)}
    return [c for c in range(n) if c not in read]""",
        ),
        (
            "padding-once",
            """def f(n, k, s, p):
    read = set()
    for i in range(0, n + p - k + 1, s):
        read |= set(range(i, i + k))
    return sorted(set(range(n)) - read)""",
        ),
        (
            "last-start-left-out",
            """def f(n, k, s, p):
    read = set()
    for i in range(-p, n + p - k, s):
        read |= set(range(i, i + k))
    return sorted(set(range(n)) - read)""",
        ),
        (
            "window-of-other-length",
            """def f(n, k, s, p):
    read = set()
    for i in range(-p, n + p - k + 1, s):
        read |= set(range(i, i + k + 1))
    return sorted(set(range(n)) - read)""",
        ),
        (
            "first-only",
            """def f(n, k, s, p):
    read = set()
    for i in range(-p, n + p - k + 1, s):
        read |= set(range(i, i + k))
    for c in range(n):
        if c not in read:
            return [c]
    return []""",
        ),
    ],
    "out_size": [
        (
            "first-window-forgotten + dilation-forgotten",
            """f = lambda n, k, s=1, p=0, d=1: (n - k + 2 * p) // s""",
        ),
        (
            "padding-once + dilation-forgotten",
            """f = lambda n, k, s=1, p=0, d=1: (n - k + p) // s + 1""",
        ),
        ("dilation-forgotten", """f = lambda n, k, s=1, p=0, d=1: (n - k + 2 * p) // s + 1"""),
        (
            "span-miscounted",
            """f = lambda n, k, s=1, p=0, d=1: (n - k * d + 2 * p) // s + 1""",
        ),
        (
            "fraction-returned",
            """f = lambda n, k, s=1, p=0, d=1: (n - d * (k - 1) - 1 + 2 * p) / s + 1""",
        ),
        (
            "not-rounded-down",
            """f = lambda n, k, s=1, p=0, d=1: round((n - d * (k - 1) - 1 + 2 * p) / s) + 1""",
        ),
        (
            "brackets-forgotten",
            """f = lambda n, k, s=1, p=0, d=1: n - d * (k - 1) - 1 + 2 * p // s + 1""",
        ),
        (
            "not-rounded-down",
            """f = lambda n, k, s=1, p=0, d=1: -(-(n - d * (k - 1) - 1 + 2 * p) // s) + 1""",
        ),
        (
            "last-start-left-out",
            """f = lambda n, k, s=1, p=0, d=1: len(range(0, n + 2 * p - d * (k - 1) - 1, s))""",
        ),
        (
            "first-window-forgotten",
            """f = lambda n, k, s=1, p=0, d=1: (n - (k - 1) * (d - 1) - k + 2 * p) // s""",
        ),
        ("one-too-many", """f = lambda n, k, s=1, p=0, d=1: (n + 2 * p - d * (k - 1)) // s + 1"""),
        (
            "fraction-returned + dilation-forgotten",
            """f = lambda n, k, s=1, p=0, d=1: (n + 2 * p - k) / s + 1""",
        ),
        (
            "not-rounded-down",
            """f = lambda n, k, s=1, p=0, d=1: int((n + 2 * p - d * (k - 1) - 1) / s + 0.5) + 1""",
        ),
        ("stride-forgotten", """f = lambda n, k, s=1, p=0, d=1: n + 2 * p - d * (k - 1)"""),
    ],
    "resnet_size": [
        ("first-window-forgotten", (111.5, 112)),
        ("padding-and-first-window", (110, 110)),
        ("off-by-one", (113.5, 113)),
        (None, (112.5, 110)),
        ("halved", (112.5, 56)),
        ("factor-of-two", (56.25, 56)),
    ],
}
# A sample from when bugs became edits; about half of it had no name at first.
FRESH = {
    "out_size": [
        (
            "padding-once",
            """def f(n, k, s=1, p=0, d=1):
    reach = d * (k - 1) + 1
    if n + p < reach:
        return 0
    return 1 + f(n - s, k, s, p, d)""",
        ),
        (
            "padding-misused",
            """def f(n, k, s=1, p=0, d=1):
    return (n + 2 * p * d - d * (k - 1) - 1) // s + 1""",
        ),
        (
            "dilation-divides",
            """def f(n, k, s=1, p=0, d=1):
    return (n + 2 * p - k) // (s * d) + 1""",
        ),
    ],
    "conv1d_stride": [
        (
            "last-window-hangs-over",
            """def f(x, w, s):
    out, i = [], 0
    while i < len(x):
        out.append(sum(a * b for a, b in zip(x[i:], w)))
        i += s
    return np.array(out)""",
        ),
        (
            "products-skipped",
            """def f(x, w, s):
    return np.array([(x[i:i + len(w)] * w)[::s].sum() for i in range(0, len(x) - len(w) + 1, s)])""",
        ),
    ],
    "both_ways": [
        (
            "first-ones",
            """def f(x, w, s):
    y = conv1d_stride(x, w, 1)
    return np.vstack([y[::s], y[:len(y) // s + 1]])""",
        ),
        (
            "not-equally-long",
            """def f(x, w, s):
    y = conv1d_stride(x, w, s)
    return np.array([y, y[::s]])""",
        ),
    ],
    "conv2d_stride": [
        (
            "one-stride-for-both",
            """def f(image, kernel, stride):
    s = max(stride)
    v = sliding_window_view(image, kernel.shape)[::s, ::s]
    return (v * kernel).sum(axis=(2, 3))""",
        ),
        (
            "one-stride-missing",
            """def f(image, kernel, stride):
    v = sliding_window_view(image, kernel.shape)
    v = v[::stride[0]]
    return np.einsum('ijuv,uv->ij', v, kernel)""",
        ),
        (
            "added-along-one-axis",
            """def f(image, kernel, stride):
    v = sliding_window_view(image, kernel.shape)[::stride[0], ::stride[1]]
    return (v * kernel).sum(axis=3)""",
        ),
    ],
    "lost_pixels": [
        (
            "window-of-other-length",
            """def f(n, k, s, p):
    seen = [False] * (n + 2 * p)
    for a in range(0, n + 2 * p - k + 1, s):
        for c in range(a, min(a + k + 1, n + 2 * p)):
            seen[c] = True
    return [c - p for c in range(p, n + p) if not seen[c]]""",
        ),
        (
            "not-in-order + rest-of-the-tape",
            """def f(n, k, s, p):
    rest = (n + 2 * p - k) % s
    return [n - 1 - i for i in range(rest)]""",
        ),
        (
            "first-window-forgotten",
            """def f(n, k, s, p):
    read = set()
    for i in range(1, (n + 2 * p - k) // s + 2):
        read |= {i * s + j - p for j in range(k)}
    return [c for c in range(n) if c not in read]""",
        ),
    ],
    "alias": [
        (
            "other-measure",
            """def f(image, kernel, s):
    y = conv2d_stride(image, kernel, (1, 1))
    m = [y[a::s, b::s].mean() for a in range(s) for b in range(s)]
    return max(abs(v - y.mean()) for v in m)""",
        ),
        (
            "one-axis-subsampled",
            """def f(image, kernel, s):
    y = conv2d_stride(image, kernel, (1, 1))
    m = [[y[a::s, b].mean() for b in range(s)] for a in range(s)]
    return np.max(m) - np.min(m)""",
        ),
        (
            "range-of-pixels",
            """def f(image, kernel, s):
    y = conv2d_stride(image, kernel, (1, 1))
    return max(np.ptp(y[a::s, b::s]) for a in range(s) for b in range(s))""",
        ),
    ],
}
# Kinds that a blind sample left unnamed or half named, and their sisters.
BLIND = {
    "out_size": [
        (
            "brackets-forgotten",
            """def f(n, k, s=1, p=0, d=1):
    return n + 2 * p - (d * (k - 1) + 1) // s + 1""",
        ),
    ],
    "conv1d_stride": [
        (
            "from-the-far-end",
            """def f(x, w, s):
    y = np.correlate(x, w, "valid")
    return y[::-s][::-1]""",
        ),
        (
            "one-too-many",
            """def f(x, w, s):
    n = math.ceil((len(x)-len(w))/s)+1
    x = np.pad(x, (0, s))
    return np.array([x[i*s:i*s+len(w)] @ w for i in range(n)])""",
        ),
    ],
    "conv2d_stride": [
        (
            "last-start-left-out",
            """def f(image, kernel, stride):
    sh, sw = stride
    (H, W), (kH, kW) = image.shape, kernel.shape
    out = np.zeros(((H-kH)//sh+1, (W-kW)//sw+1))
    for i in range(0, H-kH, sh):
        for j in range(0, W-kW, sw):
            out[i//sh, j//sw] = (image[i:i+kH, j:j+kW]*kernel).sum()
    return out""",
        ),
        (
            "integers",
            """def f(image, kernel, stride):
    sh, sw = stride
    (H, W), (kH, kW) = image.shape, kernel.shape
    out = np.zeros(((H-kH)//sh+1, (W-kW)//sw+1), dtype=int)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            for u in range(kH):
                for v in range(kW):
                    out[i, j] += image[i*sh+u, j*sw+v]*kernel[u, v]
    return out""",
        ),
    ],
    "alias": [
        (
            "means-returned",
            """def f(image, kernel, s):
    y = correlate2d(image, kernel, mode="valid")
    return np.array([[y[a::s, b::s].mean() for b in range(s)] for a in range(s)])""",
        ),
        (
            "outputs-cut-off",
            """def f(image, kernel, s):
    y = correlate2d(image, kernel, "valid")
    h, w = y.shape[0]//s*s, y.shape[1]//s*s
    m = y[:h, :w].reshape(h//s, s, w//s, s).mean(axis=(0, 2))
    return m.max() - m.min()""",
        ),
        (
            "step-of-two",
            """def f(image, kernel, s):
    y = correlate2d(image, kernel, mode="valid")
    means = [y[i::2, j::2].mean() for i in range(2) for j in range(2)]
    return max(means) - min(means)""",
        ),
    ],
    "resnet_size": [
        ("kernel-forgotten", (116, 116)),
        ("letters-mixed-up", (118.5, 118)),
    ],
}
# What another blind sample left unnamed or half named, and its neighbours.
UNNAMED = {
    "both_ways": [
        (
            "starts-late",
            """def f(x, w, s):
    a = conv1d_stride(x, w, s)
    b = np.append(conv1d_stride(x, w, 1), np.zeros(s))[1::s][:len(a)]
    return np.array([a, b])""",
        ),
        (
            "input-subsampled-first",
            """def f(x, w, s):
    a = conv1d_stride(x, w, s)
    b = conv1d_stride(x[::s], w, 1)
    out = np.zeros((2, max(len(a), len(b))))
    out[0, :len(a)] = a
    out[1, :len(b)] = b
    return out""",
        ),
        (
            "input-subsampled-first",
            """def f(x,w,s):
    a=conv1d_stride(x,w,s); y=conv1d_stride(x,w,1)
    b=np.correlate(x[::s],w,'valid'); b=np.append(b,np.zeros(len(a)-len(b)))
    return np.array([b,y[::s]])""",
        ),
    ],
    "lost_pixels": [
        (
            "centred",
            """def f(n, k, s, p):
    m = (n + 2 * p - k) // s + 1
    read = set()
    for i in range(m):
        read.update(range(i * s - k // 2, i * s - k // 2 + k))
    return [c for c in range(n) if c not in read]""",
        ),
        (
            "window-of-other-length",
            """def f(n,k,s,p):
    m=(n+2*p-k)//s+1
    r={i*s-p+k//2 for i in range(m)}
    return [c for c in range(n) if c not in r]""",
        ),
        (
            "read-twice",
            """def f(n,k,s,p):
    m=(n+2*p-k)//s+1
    from collections import Counter
    r=Counter(i*s-p+j for i in range(m) for j in range(k))
    return [c for c in range(n) if r[c]!=1]""",
        ),
        (
            "one-window-only",
            """def f(n,k,s,p):
    m=(n+2*p-k)//s+1
    i=m-1
    return [c for c in range(n) if not (i*s-p<=c<i*s-p+k)]""",
        ),
    ],
    "out_size": [
        (
            "stride-and-dilation-swapped",
            """def f(n,k,s=1,p=0,d=1):
    return (n+2*p-s*(k-1)-1)//d+1""",
        ),
        (
            "padding-forgotten",
            """def f(n,k,s=1,p=0,d=1):
    return (n+2-d*(k-1)-1)//s+1""",
        ),
    ],
    "conv1d_stride": [
        (
            "outputs-joined",
            """def f(x,w,s):
    k=len(w)
    y=np.correlate(x,w,'valid')
    return np.array([y[i:i+s].max() for i in range(0,len(y),s)])""",
        ),
        (
            "starts-late",
            """def f(x,w,s):
    k=len(w)
    return np.correlate(x,w,'valid')[s::s]""",
        ),
    ],
    "conv2d_stride": [
        (
            "outputs-joined",
            """from scipy import signal
def f(image,kernel,stride):
    sh,sw=stride; H,W=image.shape; a,b=kernel.shape
    y=signal.correlate2d(image,kernel,'valid')
    h,w=y.shape[0]//sh,y.shape[1]//sw
    return y[:h*sh,:w*sw].reshape(h,sh,w,sw).mean(axis=(1,3))""",
        ),
        (
            "colon-missing",
            """from scipy import signal
def f(image,kernel,stride):
    sh,sw=stride; H,W=image.shape; a,b=kernel.shape
    y=signal.correlate2d(image,kernel,'valid')
    return y[:sh,:sw]""",
        ),
    ],
    "alias": [
        (
            "other-measure",
            """from scipy import signal
def f(image,kernel,s):
    y=signal.correlate2d(image,kernel,'valid')
    return abs(y[::s,::s].mean()-y[1::s,1::s].mean())""",
        ),
    ],
}
for label, entries in [*LATER.items(), *FRESH.items(), *BLIND.items(), *UNNAMED.items()]:
    WRONG[label] += entries
