"""Unit 1: wrong answers written from the task texts alone, each with the name it deserves.

An entry is the name, or None where no usual mistake is behind it, and the answer as a learner
would write it: the source of a function `f`, or the numbers.
For `make_kernel` it sets one kernel in `K`.
"""

WRONG = {
    "conv1d_valid": [
        (
            "start-forgotten",
            """def f(x, w):
    out = np.zeros(len(x) - len(w) + 1)
    for i in range(len(out)):
        for j in range(len(w)):
            out[i] += x[j] * w[j]
    return out""",
        ),
        ("flipped-kernel", "f = lambda x, w: np.convolve(x, w, 'valid')"),
        (
            "one-short",
            """def f(x, w):
    n = len(x) - len(w)
    y = np.zeros(n)
    for i in range(n):
        y[i] = np.sum(x[i:i+len(w)] * w)
    return y""",
        ),
        ("same-size", "f = lambda x, w: np.correlate(x, w, 'same')"),
        (
            "always-three",
            """def f(x, w):
    out = np.zeros(len(x) - 2)
    for i in range(len(x) - 2):
        out[i] = x[i] * w[0] + x[i + 1] * w[1] + x[i + 2] * w[2]
    return out""",
        ),
        (
            "overwritten",
            """def f(x, w):
    out = np.zeros(len(x) - len(w) + 1)
    for i in range(len(out)):
        for j in range(len(w)):
            out[i] = x[i + j] * w[j]
    return out""",
        ),
        (
            "integers",
            """def f(x, w):
    out = np.zeros(len(x) - len(w) + 1, dtype=int)
    for i in range(len(out)):
        out[i] = (x[i:i + len(w)] * w).sum()
    return out""",
        ),
        (
            "index-not-moved",
            """def f(x, w):
    out = np.zeros(len(x) - len(w) + 1)
    for i in range(len(out)):
        for j in range(len(w)):
            out[i] += x[i] * w[j]
    return out""",
        ),
        ("full-size", "f = lambda x, w: np.correlate(x, w, 'full')"),
        (
            "mean-for-sum",
            """def f(x, w):
    k = len(w)
    return np.array([np.mean(x[i:i+k] * w) for i in range(len(x) - k + 1)])""",
        ),
        (
            "last-window-hangs-over",
            """def f(x, w):
    out = np.zeros(len(x))
    for i in range(len(x)):
        for j in range(len(w)):
            if i + j < len(x):
                out[i] += x[i + j] * w[j]
    return out""",
        ),
        (
            "windows-side-by-side",
            """def f(x, w):
    k = len(w)
    return np.array([(x[i:i+k] * w).sum() for i in range(0, len(x) - k + 1, k)])""",
        ),
    ],
    "one_output": [
        ("conventions-swapped", (17, 1)),
        ("flipped-along-one-axis", (1, 4)),
        ("flipped-along-one-axis", (1, 8)),
        ("transposed-kernel", (1, 20)),
        ("conventions-swapped", (1, 1)),
        ("conventions-swapped", (17, 17)),
        ("matrix-product", (39, 17)),
        ("sums-multiplied", (108, 17)),
        ("sign-lost", (9, 17)),
        ("divided", (1 / 9, 17 / 9)),
    ],
    "correlate2d": [
        (
            "height-and-width-swapped",
            """def f(image, kernel):
    W, H = image.shape
    kW, kH = kernel.shape
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            out[i, j] = (image[i:i + kH, j:j + kW] * kernel).sum()
    return out""",
        ),
        (
            "same-size",
            """def f(image, kernel):
    kH, kW = kernel.shape
    p = np.pad(image, ((kH // 2, kH // 2), (kW // 2, kW // 2)))
    out = np.zeros(image.shape)
    for i in range(image.shape[0]):
        for j in range(image.shape[1]):
            out[i, j] = (p[i:i + kH, j:j + kW] * kernel).sum()
    return out""",
        ),
        ("flipped-kernel", "f = lambda image, kernel: correlate2d(image, kernel[::-1, ::-1])"),
        (
            "sides-taken-for-equal",
            """def f(image, kernel):
    k = kernel.shape[0]
    H, W = image.shape
    out = np.zeros((H - k + 1, W - k + 1))
    for i in range(H - k + 1):
        for j in range(W - k + 1):
            for u in range(k):
                for v in range(k):
                    out[i, j] += image[i + u, j + v] * kernel[u, v]
    return out""",
        ),
        (
            "always-three",
            """def f(image, kernel):
    H, W = image.shape
    out = np.zeros((H - 2, W - 2))
    for i in range(H - 2):
        for j in range(W - 2):
            out[i, j] = np.sum(image[i:i + 3, j:j + 3] * kernel)
    return out""",
        ),
        (
            "start-forgotten",
            """def f(image, kernel):
    (H, W), (kH, kW) = image.shape, kernel.shape
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            for u in range(kH):
                for v in range(kW):
                    out[i, j] += image[u, v] * kernel[u, v]
    return out""",
        ),
        (
            "overwritten",
            """def f(image, kernel):
    (H, W), (kH, kW) = image.shape, kernel.shape
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            for u in range(kH):
                for v in range(kW):
                    out[i, j] = image[i + u, j + v] * kernel[u, v]
    return out""",
        ),
        (
            "one-short",
            """def f(image, kernel):
    (H, W), (kH, kW) = image.shape, kernel.shape
    out = np.zeros((H - kH, W - kW))
    for i in range(H - kH):
        for j in range(W - kW):
            out[i, j] = (image[i:i + kH, j:j + kW] * kernel).sum()
    return out""",
        ),
        ("transposed-output", "f = lambda image, kernel: correlate2d(image, kernel).T"),
        (
            "zeros-left-over + integers-kept",
            """def f(image, kernel):
    (H, W), (kH, kW) = image.shape, kernel.shape
    out = np.zeros_like(image)
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            out[i, j] = (image[i:i + kH, j:j + kW] * kernel).sum()
    return out""",
        ),
        (
            "matrix-product",
            """def f(image, kernel):
    (H, W), (kH, kW) = image.shape, kernel.shape
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            out[i, j] = np.dot(image[i:i + kH, j:j + kW], kernel).sum()
    return out""",
        ),
        (
            "integers-kept",
            """def f(image, kernel):
    (H, W), (kH, kW) = image.shape, kernel.shape
    out = np.zeros((H - kH + 1, W - kW + 1), dtype=image.dtype)
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            out[i, j] = (image[i:i + kH, j:j + kW] * kernel).sum()
    return out""",
        ),
        (
            None,
            """def f(image, kernel):
    (H, W), (kH, kW) = image.shape, kernel.shape
    def one(i, j):
        total = 0
        for u in range(kH):
            for v in range(kW):
                if kernel[u, v] != 0:
                    total += image[i + u, j + v] * kernel[u, v]
        return total if total > 0 else 0
    i, j = np.indices((H - kH + 1, W - kW + 1))
    return np.vectorize(one)(i, j)""",
        ),
    ],
    "convolve2d": [
        ("not-flipped", "f = lambda image, kernel: correlate2d(image, kernel)"),
        ("flipped-along-one-axis", "f = lambda image, kernel: correlate2d(image, kernel[::-1])"),
        ("flipped-along-one-axis", "f = lambda image, kernel: correlate2d(image, kernel[:, ::-1])"),
        (
            "flipped-along-one-axis",
            "f = lambda image, kernel: correlate2d(image, np.fliplr(kernel))",
        ),
        ("kernel-turned", "f = lambda image, kernel: correlate2d(image, kernel.T)"),
        ("kernel-turned", "f = lambda image, kernel: correlate2d(image, np.rot90(kernel))"),
        (
            "other-than-kernel-flipped",
            "f = lambda image, kernel: correlate2d(image[::-1, ::-1], kernel)",
        ),
        (
            "other-than-kernel-flipped",
            "f = lambda image, kernel: correlate2d(image[::-1, ::-1], kernel[::-1, ::-1])",
        ),
        (
            "other-than-kernel-flipped",
            "f = lambda image, kernel: correlate2d(image, kernel)[::-1, ::-1]",
        ),
        (
            "input-changed",
            """def f(image, kernel):
    kernel[:] = kernel[::-1, ::-1].copy()
    return correlate2d(image, kernel)""",
        ),
        (
            "full-size",
            """def f(image, kernel):
    kH, kW = kernel.shape
    return correlate2d(np.pad(image, ((kH-1, kH-1), (kW-1, kW-1))), kernel[::-1, ::-1])""",
        ),
        (
            "same-size",
            """def f(image, kernel):
    kH, kW = kernel.shape
    p = np.pad(image, ((kH // 2, (kH - 1) // 2), (kW // 2, (kW - 1) // 2)))
    return correlate2d(p, kernel[::-1, ::-1])""",
        ),
        (
            "index-backwards",
            """def f(image, kernel):
    kH, kW = kernel.shape
    full = np.fft.ifft2(np.fft.fft2(image) * np.fft.fft2(kernel, image.shape)).real
    return full[:image.shape[0] - kH + 1, :image.shape[1] - kW + 1]""",
        ),
    ],
    "make_kernel": [
        ("blur-not-divided", "K['blur'] = np.ones((3, 3))"),
        ("blur-uneven", "K['blur'] = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16"),
        ("blur-all-zero", "K['blur'] = np.ones((3, 3)) * (1 // 9)"),
        ("sharpen-sum-0", "K['sharpen'] = np.array([[0, -1, 0], [-1, 4, -1], [0, -1, 0]])"),
        ("sharpen-blurs", "K['sharpen'] = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])"),
        ("outline-sum-1", "K['outline'] = np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])"),
        ("edges-turned", "K['vertical edges'] = np.array([[-1, -1, -1], [0, 0, 0], [1, 1, 1]])"),
        ("edges-sum", "K['vertical edges'] = np.array([[0, 1, 0], [0, 1, 0], [0, 1, 0]])"),
        ("sharpen-is-blur", "K['sharpen'] = np.full((3, 3), 1 / 9)"),
        ("edges-both", "K['vertical edges'] = np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]])"),
        ("outline-centre", "K['outline'] = np.array([[-1, 0, 1]] * 3)"),
        ("not-rows-and-columns", "K['blur'] = [1 / 9] * 9"),
        (
            "not-finite",
            """K['outline'] = np.array([[0, -1, 0], [-1, 4, -1], [0, -1, 0]]) * np.inf""",
        ),
        (
            "unsigned",
            """K['sharpen'] = np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]]).astype(np.uint8)""",
        ),
    ],
    "separable": [
        ("second-slide-forgotten", "f = lambda image, g: correlate2d(image, g[np.newaxis, :])"),
        ("second-slide-forgotten", "f = lambda image, g: correlate2d(image, g[:, np.newaxis])"),
        (
            "same-slide-twice",
            """def f(image, g):
    row = g.reshape(1, -1)
    return correlate2d(correlate2d(image, row), row)""",
        ),
        (
            "same-slide-twice",
            """def f(image, g):
    column = g.reshape(-1, 1)
    return correlate2d(correlate2d(image, column), column)""",
        ),
        (
            None,
            """def f(image, g):
    n = len(g) // 2
    return (correlate2d(image, g[None, :])[n:-n] + correlate2d(image, g[:, None])[:, n:-n])""",
        ),
        ("one-slide", "f = lambda image, g: correlate2d(image, np.outer(g, g))"),
        (
            "flipped-kernel",
            """def f(image, g):
    return correlate2d(correlate2d(image, g[None, ::-1]), g[::-1, None])""",
        ),
        (
            "transposed-output",
            """f = lambda image, g: correlate2d(correlate2d(image, g[None]).T, g[None])""",
        ),
        (
            "too-large",
            """def f(image, g):
    p = np.pad(image, len(g) // 2)
    return correlate2d(correlate2d(p, g[None, :]), g[:, None])""",
        ),
        (
            "fixed-weights",
            """def f(image, g):
    g = np.array([1, 4, 6, 4, 1]) / 16
    return correlate2d(correlate2d(image, g[None, :]), g[:, None])""",
        ),
        (
            "second-slide-forgotten",
            """def f(image, g):
    step = correlate2d(image, g[None, :])
    return correlate2d(image, g[:, None])""",
        ),
        (
            "sides-taken-for-equal",
            """def f(image, g):
    n = image.shape[0]
    k = len(g)
    m = n - k + 1
    g = np.asarray(g, dtype=float)
    rows = np.zeros((n, m))
    for j in range(m):
        rows[:, j] = image[:, j:j + k] @ g
    out = np.zeros((m, m))
    for i in range(m):
        out[i] = g @ rows[i:i + k]
    return out""",
        ),
        (
            "sides-taken-for-equal",
            """def f(image, g):
    k = len(g)
    n = image.shape[1] - k + 1
    rows = np.zeros((len(image), n))
    out = np.zeros((n, n))
    for i in range(len(image)):
        for j in range(n):
            for v in range(k):
                rows[i, j] += float(g[v]) * image[i, j + v]
    for i in range(n):
        for j in range(n):
            for u in range(k):
                out[i, j] += g[u] * rows[i + u, j]
    return out""",
        ),
    ],
}

# Two later samples, written likewise before the banks were read.
LATER = {
    "conv1d_valid": [
        (
            "one-short",
            """def f(x, w):
    y = []
    for i in range(len(x) - len(w)):
        y.append(np.dot(x[i:i + len(w)], w))
    return np.array(y)""",
        ),
        (
            "returns-early",
            """def f(x, w):
    for i in range(len(x) - len(w) + 1):
        total = 0
        for j in range(len(w)):
            total += x[i + j] * w[j]
        return np.array([total])""",
        ),
        (
            "sums-multiplied",
            """def f(x, w):
    y = np.zeros(len(x) - len(w) + 1)
    for i in range(len(y)):
        y[i] = np.sum(x[i:i + len(w)]) * np.sum(w)
    return y""",
        ),
        (
            "zeros-left-over",
            """def f(x, w):
    y = np.zeros_like(x)
    for i in range(len(x) - len(w) + 1):
        y[i] = x[i:i + len(w)] @ w
    return y""",
        ),
        (
            "nothing-returned",
            """def f(x, w):
    y = np.zeros(len(x) - len(w) + 1)
    for i in range(len(y)):
        y[i] = x[i:i + len(w)] @ w
    print(y)""",
        ),
        (
            "weight-of-the-place",
            """def f(x, w):
    y = np.zeros(len(x) - len(w) + 1)
    for i in range(len(y)):
        for j in range(len(w)):
            y[i] += x[i + j] * w[i]
    return y""",
        ),
        (
            "not-added",
            """def f(x, w):
    k = len(w)
    return np.array([x[i:i + k] * w for i in range(len(x) - k + 1)])""",
        ),
        (
            "sum-never-reset",
            """def f(x, w):
    y = np.zeros(len(x) - len(w) + 1)
    total = 0
    for i in range(len(y)):
        for j in range(len(w)):
            total += x[i + j] * w[j]
        y[i] = total
    return y""",
        ),
        (
            "windows-side-by-side",
            """def f(x, w):
    k = len(w)
    y = np.zeros(len(x) // k)
    for i in range(len(y)):
        y[i] = np.dot(x[i * k:(i + 1) * k], w)
    return y""",
        ),
        (
            "first-outputs-lost",
            """def f(x, w):
    out = np.zeros(len(x) - len(w) + 1)
    for i in range(1, len(out)):
        out[i] = (x[i:i + len(w)] * w).sum()
    return out""",
        ),
        (
            "flipped-kernel + edge-lost",
            """def f(x, w):
    k = len(w)
    return np.array([np.dot(x[i:i + k], w[::-1]) for i in range(len(x) - k)])""",
        ),
        (
            "added-for-multiplied + mean-for-sum",
            """def f(x, w):
    out = []
    for i in range(len(x) - len(w) + 1):
        s = 0
        for j in range(len(w)):
            s = s + x[i + j] + w[j]
        out.append(s / len(w))
    return np.array(out)""",
        ),
        (
            "overwritten",
            """def f(x, w):
    y = [0] * (len(x) - len(w) + 1)
    for i, a in enumerate(x):
        for j, b in enumerate(w):
            if 0 <= i - j < len(y):
                y[i - j] = a * b
    return np.array(y)""",
        ),
        (
            "every-second",
            """def f(x, w):
    return np.array([sum(x[i:i + len(w)] * w) for i in range(0, len(x) - len(w) + 1, 2)])""",
        ),
        (
            "one-short + integers",
            """def f(x, w):
    i = 0
    y = []
    while i + len(w) < len(x):
        y.append(int(np.dot(x[i:i + len(w)], w)))
        i = i + 1
    return np.array(y)""",
        ),
        (
            "half-kernel-left-out",
            """def f(x, w):
    r = len(w) // 2
    return np.array([np.sum(x[i - r:i - r + len(w)] * w) for i in range(2 * r, len(x) - len(w) + 1 + r)])""",
        ),
    ],
    "convolve2d": [
        (
            "arguments-swapped",
            """f = lambda image, kernel: correlate2d(kernel[::-1, ::-1], image)""",
        ),
        (
            "not-flipped",
            """def f(image, kernel):
    kernel = np.flip(np.flip(kernel, 0), 0)
    return correlate2d(image, kernel)""",
        ),
        (
            "flipped-one-off",
            """def f(image, kernel):
    kH, kW = kernel.shape
    H, W = image.shape
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            for u in range(kH):
                for v in range(kW):
                    out[i, j] += image[i + u, j + v] * kernel[-u, -v]
    return out""",
        ),
        (
            "sign-for-flip",
            """f = lambda image, kernel: correlate2d(image, -kernel)""",
        ),
        (
            "flipped-along-one-axis + transposed-output",
            """def f(image, kernel):
    k = kernel.copy()
    for i in range(len(k)):
        k[i] = kernel[len(k) - 1 - i]
    return correlate2d(image, k).T""",
        ),
        (
            "same-size",
            """def f(image, kernel):
    k = kernel[::-1, ::-1]
    p = np.pad(image, ((k.shape[0] // 2,) * 2, (k.shape[1] // 2,) * 2))
    return correlate2d(p, k)""",
        ),
        (
            "kernel-turned",
            """def f(image, kernel):
    k = kernel.ravel()[::-1].reshape(kernel.shape[::-1])
    return correlate2d(image, k)""",
        ),
        (
            "kernel-turned",
            """def f(image, kernel):
    return correlate2d(image, kernel[::-1].T)""",
        ),
    ],
    "correlate2d": [
        (
            "sides-taken-for-equal",
            """def f(image, kernel):
    H, W = image.shape
    kH, kW = kernel.shape
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            out[i, j] = np.sum(image[i:i + kH, j:j + kH] * kernel)
    return out""",
        ),
        (
            "transposed-output",
            """def f(image, kernel):
    kH, kW = kernel.shape
    H, W = image.shape
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            out[j, i] = np.sum(image[i:i + kH, j:j + kW] * kernel)
    return out""",
        ),
        (
            "one-short",
            """def f(image, kernel):
    kH, kW = kernel.shape
    H, W = image.shape
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(H - kH):
        for j in range(W - kW):
            out[i, j] = np.sum(image[i:i + kH, j:j + kW] * kernel)
    return out""",
        ),
        (
            "flattened-output",
            """def f(image, kernel):
    kH, kW = kernel.shape
    H, W = image.shape
    out = []
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            out.append(np.sum(image[i:i + kH, j:j + kW] * kernel))
    return np.array(out)""",
        ),
        (
            "mean-for-sum",
            """def f(image, kernel):
    kH, kW = kernel.shape
    H, W = image.shape
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            out[i, j] = np.mean(image[i:i + kH, j:j + kW] * kernel)
    return out""",
        ),
        (
            "image-overwritten",
            """def f(image, kernel):
    kH, kW = kernel.shape
    H, W = image.shape
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            window = image[i:i + kH, j:j + kW]
            window *= kernel
            out[i, j] = window.sum()
    return out""",
        ),
        (
            "matrix-product",
            """def f(image, kernel):
    kH, kW = kernel.shape
    H, W = image.shape
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            out[i, j] = np.sum(image[i:i + kH, j:j + kW] @ kernel.T)
    return out""",
        ),
        (
            "kernel-turned",
            """def f(image, kernel):
    kH, kW = kernel.shape
    H, W = image.shape
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            for u in range(kH):
                for v in range(kW):
                    out[i, j] += image[i + u, j + v] * kernel[v, u]
    return out""",
        ),
        (
            "bytes",
            """def f(image, kernel):
    kH, kW = kernel.shape
    H, W = image.shape
    out = np.zeros((H - kH + 1, W - kW + 1), dtype=np.uint8)
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            out[i, j] = int((image[i:i + kH, j:j + kW] * kernel).sum()) % 256
    return out""",
        ),
        (
            "overwritten + integers",
            """def f(image, kernel):
    H, W = image.shape
    kH, kW = kernel.shape
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            for u in range(kH):
                for v in range(kW):
                    out[i, j] = image[i + u, j + v] * kernel[u, v]
    return out.astype(int)""",
        ),
        (
            "part-missing",
            """def f(image, kernel):
    H, W = image.shape
    kH, kW = kernel.shape
    rows = []
    for i in range(H - kH + 1):
        row = []
        for j in range(W - kW + 1):
            row.append(np.sum(image[i:i + kH, j:j + kW] * kernel))
    rows.append(row)
    return np.array(rows)""",
        ),
        (
            "all-alike",
            """def f(image, kernel):
    H, W = image.shape
    kH, kW = kernel.shape
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(kH // 2, H - kH // 2):
        for j in range(kW // 2, W - kW // 2):
            a = image[i - kH // 2:i + kH // 2 + 1, j - kW // 2:j + kW // 2 + 1]
            if a.shape == kernel.shape:
                out[i - kH // 2, j - kW // 2] = np.sum(a * kernel)
    return out""",
        ),
        (
            "normalised",
            """def f(image, kernel):
    H, W = image.shape
    kH, kW = kernel.shape
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(image[i:i + kH, j:j + kW] * kernel) / np.sum(np.abs(kernel))
    return out""",
        ),
        (
            "indices-swapped",
            """def f(image, kernel):
    H, W = image.shape
    kH, kW = kernel.shape
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(out.shape[1]):
        for j in range(out.shape[0]):
            out[j, i] = np.sum(image[i:i + kH, j:j + kW] * kernel)
    return out""",
        ),
        (
            "added-along-one-axis",
            """def f(image, kernel):
    v = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return (v * kernel).sum(axis=-1)""",
        ),
        (
            "products-without-sign",
            """def f(image, kernel):
    kH, kW = kernel.shape
    H, W = image.shape
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.abs(image[i:i+kH, j:j+kW] * kernel).sum()
    return out""",
        ),
        (
            "height-and-width-swapped",
            """def f(image, kernel):
    kH, kW = kernel.shape
    H, W = image.shape
    out = np.zeros((H - kW + 1, W - kH + 1))
    for i in range(H - kW + 1):
        for j in range(W - kH + 1):
            out[i, j] = (image[i:i + kH, j:j + kW] * kernel).sum()
    return out""",
        ),
    ],
    "make_kernel": [
        ("outline-sum-1", """K['outline'] = np.array([[-1, -1, -1], [-1, 9, -1], [-1, -1, -1]])"""),
        ("outline-centre", """K['outline'] = np.array([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]])"""),
        ("edges-both", """K['vertical edges'] = np.array([[1, 1, 1], [1, 0, -1], [-1, -1, -1]])"""),
        ("not-rows-and-columns", """K['blur'] = np.ones(9) / 9"""),
        ("not-3x3", """K['vertical edges'] = np.array([[-1, 0, 1]])"""),
        ("blur-sum", """K['blur'] = np.ones((3, 3)) / 8"""),
        ("sharpen-sum-0", """K['sharpen'] = np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]])"""),
        ("outline-sum", """K['outline'] = np.array([[0, 1, 0], [1, 4, 1], [0, 1, 0]])"""),
        ("edges-sum", """K['vertical edges'] = np.array([[1, 0, 1]] * 3)"""),
        ("blur-sum", """K['blur'] = [[0, 1, 0], [1, 1, 1], [0, 1, 0]]"""),
    ],
    "one_output": [
        ("sign-lost", (1, 25)),
        ("sign-for-flip", (1, -1)),
        ("off-by-one", (1, 16)),
        ("product-left-out", (5, 17)),
        ("product-left-out", (1, 21)),
        (None, (7, 17)),
    ],
    "separable": [
        (
            "second-slide-forgotten",
            """def f(image, g):
    return correlate2d(image, g.reshape(1, -1))""",
        ),
        (
            "shapes-do-not-fit",
            """def f(image, g):
    row = correlate2d(image, g.reshape(1, -1))
    column = correlate2d(image, g.reshape(-1, 1))
    return row + column""",
        ),
        (
            "same-slide-twice",
            """def f(image, g):
    return correlate2d(correlate2d(image, g[None, :]), g[None, :])""",
        ),
        (
            "divided",
            """def f(image, g):
    g = g / g.sum()
    return correlate2d(correlate2d(image, g[None, :]), g[:, None])""",
        ),
        (
            "flipped-kernel",
            """def f(image, g):
    rows = np.array([np.convolve(r, g, 'valid') for r in image])
    return np.array([np.convolve(c, g, 'valid') for c in rows.T]).T""",
        ),
        (
            "transposed-output",
            """def f(image, g):
    rows = np.array([np.correlate(r, g, 'valid') for r in image])
    return np.array([np.correlate(c, g, 'valid') for c in rows.T])""",
        ),
        (
            "too-large",
            """def f(image, g):
    rows = np.array([np.correlate(r, g, 'same') for r in image])
    return np.array([np.correlate(c, g, 'same') for c in rows.T]).T""",
        ),
        (
            "shapes-do-not-fit",
            """def f(image, g):
    h = correlate2d(image, g.reshape(1, 5))
    return correlate2d(h, g.reshape(5, 1)) / 2""",
        ),
        (
            "flipped-kernel",
            """def f(image, g):
    h = correlate2d(image, g[None, :])
    v = correlate2d(h, g[::-1][:, None])
    return v""",
        ),
        (
            "same-slide-twice",
            """f = lambda image, g: correlate2d(correlate2d(image, g[:, None]), g[:, None])""",
        ),
        (
            "too-large + flipped-kernel",
            """def f(image, g):
    out = np.zeros(image.shape)
    for i in range(image.shape[0]):
        out[i] = np.convolve(image[i], g, mode='same')
    for j in range(image.shape[1]):
        out[:, j] = np.convolve(out[:, j], g, mode='same')
    return out""",
        ),
        (
            "rounded",
            """f = lambda image, g: correlate2d(correlate2d(image, g[None, :]), g[:, None]).round()""",
        ),
        (
            None,
            """f = lambda image, g: (correlate2d(image, g[None, :])[:-len(g) + 1] + correlate2d(image, g[:, None])[:, :-len(g) + 1]) / 2""",
        ),
        (
            "results-joined",
            """def f(image, g):
    a = correlate2d(image, g[None, :])
    b = correlate2d(image, g[:, None])
    n, m = min(len(a), len(b)), min(a.shape[1], b.shape[1])
    return a[:n, :m] * b[:n, :m]""",
        ),
        (
            "divided",
            """def f(image, g):
    r = correlate2d(image, g[None, :])
    return correlate2d(r, (g / g.sum())[:, None])""",
        ),
    ],
}
# Kinds that a blind sample left unnamed or half named, and their sisters.
BLIND = {
    "conv1d_valid": [
        (
            "integers",
            """def f(x, w):
    out = np.zeros(len(x)-len(w)+1, dtype=int)
    for i in range(len(out)):
        for j in range(len(w)):
            out[i] += x[i+j]*w[j]
    return out""",
        ),
        (
            "integers-kept",
            """def f(x, w):
    out = np.zeros_like(x[len(w)-1:])
    for i in range(len(out)):
        for j in range(len(w)):
            out[i] += x[i+j]*w[j]
    return out""",
        ),
    ],
    "correlate2d": [
        (
            "one-index-for-both",
            """def f(image, kernel):
    H, W = image.shape
    kH, kW = kernel.shape
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(H - kH + 1):
        for j in range(W - kW + 1):
            s = 0
            for u in range(kH):
                for v in range(kW):
                    s += image[i + u, j + u] * kernel[u, v]
            out[i, j] = s
    return out""",
        ),
        (
            "part-of-the-kernel",
            """def f(image, kernel):
    kH, kW = kernel.shape
    tmp = np.array([np.correlate(row, kernel[0], "valid") for row in image])
    return np.array([np.correlate(col, kernel[:, 0], "valid") for col in tmp.T]).T""",
        ),
        (
            "kernel-turned",
            """def f(image, kernel):
    return np.einsum("hwuv,vu->hw", sliding_window_view(image, kernel.shape), kernel)""",
        ),
        (
            "height-and-width-swapped",
            """def f(image, kernel):
    (H, W), (kH, kW) = image.shape, kernel.shape
    out = np.zeros((H-kH+1, W-kW+1))
    for i in range(H-kH+1):
        for j in range(W-kW+1):
            out[i, j] = np.sum(image[i:i+kW, j:j+kH]*kernel)
    return out""",
        ),
    ],
    "separable": [
        (
            "always-five",
            """def f(image, g):
    H, W = image.shape
    step = np.zeros((H, W - 4))
    for j in range(W - 4):
        for v in range(5):
            step[:, j] += image[:, j + v] * float(g[v])
    out = np.zeros((H - 4, W - 4))
    for i in range(H - 4):
        for u in range(5):
            out[i] += step[i + u] * float(g[u])
    return out""",
        ),
        (
            "integers",
            """def f(image, g):
    k = len(g)
    H, W = image.shape
    step = np.zeros((H, W - k + 1), dtype=image.dtype)
    for j in range(W - k + 1):
        step[:, j] = image[:, j:j + k] @ g
    out = np.zeros((H - k + 1, W - k + 1), dtype=image.dtype)
    for i in range(H - k + 1):
        out[i] = g @ step[i:i + k]
    return out""",
        ),
        (
            "always-five",
            """def f(image, g):
    step = correlate2d(image, g.reshape(1, 5))
    return correlate2d(step, g.reshape(5, 1))""",
        ),
    ],
}
# What another blind sample left unnamed or half named, and its neighbours.
UNNAMED = {
    "conv1d_valid": [
        (
            "integers",
            """def f(x, w):
    y = np.zeros(len(x) - len(w) + 1, dtype=int)
    for i in range(len(y)):
        for j in range(len(w)):
            y[i] += int(x[i + j] * w[j])
    return y""",
        ),
        (
            "starts-before-input",
            """from scipy import ndimage
def f(x, w):
    y = ndimage.correlate1d(np.asarray(x, float), w)
    return y[:len(x) - len(w) + 1]""",
        ),
        (
            "same-mirrored",
            """def f(x, w):
    from scipy.ndimage import correlate1d
    return correlate1d(np.asarray(x, dtype=float), w)""",
        ),
        (
            "starts-before-input",
            """def f(x, w):
    return np.correlate(x, w, 'full')[:len(x)-len(w)+1]""",
        ),
        (
            "weights-one-off",
            """def f(x, w):
    n=len(x)-len(w)+1
    return np.array([sum(x[i+j]*w[j-1] for j in range(len(w))) for i in range(n)])""",
        ),
    ],
    "correlate2d": [
        (
            "starts-before-input",
            """def f(image, kernel):
    H, W = image.shape
    kH, kW = kernel.shape
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            for u in range(kH):
                for v in range(kW):
                    out[i, j] += image[i + u - 1, j + v - 1] * kernel[u, v]
    return out""",
        ),
        (
            "taken-for-separable",
            """def f(image, kernel):
    col = kernel.sum(axis=1)
    row = kernel.sum(axis=0)
    a = np.apply_along_axis(np.correlate, 1, image, row, "valid")
    return np.apply_along_axis(np.correlate, 0, a, col, "valid")""",
        ),
        (
            "even-kernel-cut",
            """def f(image, kernel):
    from scipy import ndimage
    a, b = kernel.shape[0] // 2, kernel.shape[1] // 2
    out = ndimage.correlate(np.asarray(image, dtype=float), kernel)
    return out[a:-a, b:-b]""",
        ),
        (
            "reshaped",
            """def f(image, kernel):
    H, W = image.shape
    kH, kW = kernel.shape
    vals = [np.sum(image[i:i+kH, j:j+kW] * kernel) for j in range(W-kW+1) for i in range(H-kH+1)]
    return np.array(vals).reshape(H-kH+1, W-kW+1)""",
        ),
        (
            "overwritten",
            """def f(image, kernel):
    H,W=image.shape; a,b=kernel.shape
    out=np.zeros((H-a+1,W-b+1))
    for i in range(H-a+1):
        for j in range(W-b+1):
            s=0
            for u in range(a):
                s=0
                for v in range(b):
                    s+=image[i+u,j+v]*kernel[u,v]
            out[i,j]=s
    return out""",
        ),
    ],
    "separable": [
        (
            "even-kernel-cut",
            """def f(image, g):
    from scipy import ndimage
    r = len(g) // 2
    out = ndimage.correlate1d(np.asarray(image, dtype=float), g, axis=1)
    out = ndimage.correlate1d(out, g, axis=0)
    return out[r:len(out) - r, r:out.shape[1] - r]""",
        ),
    ],
    "make_kernel": [
        ("edges-either-way", "K['vertical edges'] = [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]]")
    ],
    "one_output": [("matrix-product", (0, -4))],
}
for label, entries in [*LATER.items(), *BLIND.items(), *UNNAMED.items()]:
    WRONG[label] += entries
