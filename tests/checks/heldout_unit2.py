"""Unit 2: wrong answers written from the task texts alone, each with the name it deserves.

An entry is the name, or None where no usual mistake is behind it, and the answer as a learner
would write it: the source of a function `f`, or the numbers.
"""

WRONG = {
    "split_channels": [
        ("unchanged", "f = lambda image: [image[c] for c in range(image.shape[0])]"),
        (
            "other-axis-taken",
            "f = lambda image: [image[:, c] for c in range(image.shape[1])]",
        ),
        ("other-axis-taken", "f = lambda image: [image[c, :, :] for c in range(3)]"),
        ("always-three", "f = lambda image: [image[:, :, 0], image[:, :, 1], image[:, :, 2]]"),
        ("transposed-planes", "f = lambda image: image.T"),
        (
            "reshaped",
            """def f(image):
    H, W, C = image.shape
    return image.reshape(C, H, W)""",
        ),
        ("axis-kept", "f = lambda image: np.split(image, image.shape[2], axis=2)"),
        ("unchanged", "f = lambda image: image"),
        (
            "reversed-order",
            "f = lambda image: [image[:, :, -1 - c] for c in range(image.shape[2])]",
        ),
        (
            "coloured",
            """def f(image):
    planes = []
    for c in range(image.shape[2]):
        only = np.zeros_like(image)
        only[:, :, c] = image[:, :, c]
        planes.append(only)
    return planes""",
        ),
        ("first-channel-only", "f = lambda image: image[:, :, 0]"),
        (
            "channel-lost",
            "f = lambda image: [image[:, :, c] for c in range(image.shape[2] - 1)]",
        ),
        (
            "first-channel-only",
            """def f(image):
    planes = []
    for c in range(image.shape[2]):
        planes.append(image[:, :, c])
        return planes""",
        ),
        ("transposed-planes", "f = lambda image: np.swapaxes(image, 0, 2)"),
    ],
    "conv_multi": [
        ("bias-forgotten", "f = lambda x, w, b: conv_multi(x, w, 0 * b)"),
        (
            "bias-not-once",
            """def f(x, w, b):
    (F, C, kH, kW), (_, H, W) = w.shape, x.shape
    out = np.zeros((F, H - kH + 1, W - kW + 1))
    for f in range(F):
        for i in range(H - kH + 1):
            for j in range(W - kW + 1):
                out[f, i, j] = (x[:, i:i+kH, j:j+kW] * w[f] + b[f]).sum()
    return out""",
        ),
        (
            "bias-not-once",
            """def f(x, w, b):
    (F, C, kH, kW), (_, H, W) = w.shape, x.shape
    out = np.zeros((F, H - kH + 1, W - kW + 1))
    for f in range(F):
        for c in range(C):
            out[f] += correlate2d(x[c], w[f, c]) + b[f]
    return out""",
        ),
        ("bias-not-once", "f = lambda x, w, b: conv_multi(x, w, 2 * b)"),
        ("bias-not-added", "f = lambda x, w, b: conv_multi(x, w, -b)"),
        (
            "first-channel-only",
            """def f(x, w, b):
    return np.array([correlate2d(x[0], w[f, 0]) + b[f] for f in range(len(w))])""",
        ),
        (
            "one-channel-per-filter",
            """def f(x, w, b):
    return np.array([correlate2d(x[f % len(x)], w[f, f % len(x)]) + b[f]
                     for f in range(len(w))])""",
        ),
        ("flipped-kernel", "f = lambda x, w, b: conv_multi(x, w[:, :, ::-1, ::-1], b)"),
        (
            "overwritten",
            """def f(x, w, b):
    out = np.zeros((w.shape[0], x.shape[1] - w.shape[2] + 1, x.shape[2] - w.shape[3] + 1))
    for f in range(w.shape[0]):
        for c in range(w.shape[1]):
            out[f] = correlate2d(x[c], w[f, c])
        out[f] += b[f]
    return out""",
        ),
        (
            "height-and-width-swapped",
            """def f(x, w, b):
    C, W, H = x.shape
    F, C, kW, kH = w.shape
    out = np.zeros((F, H - kH + 1, W - kW + 1))
    for f in range(F):
        for i in range(H - kH + 1):
            for j in range(W - kW + 1):
                out[f, i, j] = (x[:, i:i+kH, j:j+kW] * w[f]).sum() + b[f]
    return out""",
        ),
        (
            "too-large",
            """def f(x, w, b):
    kH, kW = w.shape[2:]
    p = np.pad(x, ((0, 0), (kH // 2, kH // 2), (kW // 2, kW // 2)))
    return conv_multi(p, w, b)[:, :x.shape[1], :x.shape[2]]""",
        ),
        ("other-bias", "f = lambda x, w, b: conv_multi(x, w, np.full(len(w), b[0]))"),
        ("filters-joined", "f = lambda x, w, b: conv_multi(x, w, b).sum(axis=0)"),
        ("transposed-output", "f = lambda x, w, b: conv_multi(x, w, b).transpose(0, 2, 1)"),
        ("filters-last", "f = lambda x, w, b: conv_multi(x, w, b).transpose(1, 2, 0)"),
        ("channels-reversed", "f = lambda x, w, b: conv_multi(x[::-1], w, b)"),
        ("negatives-cut", "f = lambda x, w, b: np.maximum(conv_multi(x, w, b), 0)"),
        (
            "always-three-pixels",
            """def f(x, w, b):
    F, H, W = w.shape[0], x.shape[1], x.shape[2]
    out = np.zeros((F, H - 2, W - 2))
    for f in range(F):
        for i in range(H - 2):
            for j in range(W - 2):
                out[f, i, j] = np.sum(x[:, i:i+3, j:j+3] * w[f]) + b[f]
    return out""",
        ),
    ],
    "output_shape": [
        (
            "planes-miscounted",
            """def f(in_shape, w_shape):
    C, H, W = in_shape
    F, D, kH, kW = w_shape
    if C != D:
        raise ValueError('depth')
    return C, H - kH + 1, W - kW + 1""",
        ),
        (
            "same-size",
            """def f(in_shape, w_shape):
    if in_shape[0] != w_shape[1]:
        raise ValueError('depth')
    return w_shape[0], in_shape[1], in_shape[2]""",
        ),
        (
            "one-off",
            """def f(in_shape, w_shape):
    if in_shape[0] != w_shape[1]:
        raise ValueError('depth')
    return w_shape[0], in_shape[1] - w_shape[2], in_shape[2] - w_shape[3]""",
        ),
        (
            "full-size",
            """def f(in_shape, w_shape):
    if in_shape[0] != w_shape[1]:
        raise ValueError('depth')
    return w_shape[0], in_shape[1] + w_shape[2] - 1, in_shape[2] + w_shape[3] - 1""",
        ),
        (
            "error-returned",
            """def f(in_shape, w_shape):
    if in_shape[0] != w_shape[1]:
        return ValueError('depth')
    return w_shape[0], in_shape[1] - w_shape[2] + 1, in_shape[2] - w_shape[3] + 1""",
        ),
        (
            "other-error-raised",
            """def f(in_shape, w_shape):
    assert in_shape[0] == w_shape[1], 'depth'
    return w_shape[0], in_shape[1] - w_shape[2] + 1, in_shape[2] - w_shape[3] + 1""",
        ),
        (
            "some-mismatches-pass",
            """def f(in_shape, w_shape):
    return w_shape[0], in_shape[1] - w_shape[2] + 1, in_shape[2] - w_shape[3] + 1""",
        ),
        (
            "some-mismatches-pass",
            """def f(in_shape, w_shape):
    if w_shape[1] < in_shape[0]:
        raise ValueError('depth')
    return w_shape[0], in_shape[1] - w_shape[2] + 1, in_shape[2] - w_shape[3] + 1""",
        ),
        (
            "some-mismatches-pass",
            """def f(in_shape, w_shape):
    if w_shape[1] > in_shape[0]:
        raise ValueError('depth')
    return w_shape[0], in_shape[1] - w_shape[2] + 1, in_shape[2] - w_shape[3] + 1""",
        ),
        (
            "channel-last",
            """def f(in_shape, w_shape):
    if in_shape[0] != w_shape[1]:
        raise ValueError('depth')
    return in_shape[1] - w_shape[2] + 1, in_shape[2] - w_shape[3] + 1, w_shape[0]""",
        ),
        (
            "sides-taken-for-equal",
            """def f(in_shape, w_shape):
    if in_shape[0] != w_shape[1]:
        raise ValueError('depth')
    return w_shape[0], in_shape[1] - w_shape[2] + 1, in_shape[2] - w_shape[2] + 1""",
        ),
        (
            "filters-compared",
            """def f(in_shape, w_shape):
    if in_shape[0] != w_shape[0]:
        raise ValueError('depth')
    return w_shape[0], in_shape[1] - w_shape[2] + 1, in_shape[2] - w_shape[3] + 1""",
        ),
        (
            "some-mismatches-pass",
            """def f(in_shape, w_shape):
    if in_shape[0] != w_shape[1]:
        print('depth')
    return w_shape[0], in_shape[1] - w_shape[2] + 1, in_shape[2] - w_shape[3] + 1""",
        ),
        (
            "height-and-width-swapped",
            """def f(in_shape, w_shape):
    if in_shape[0] != w_shape[1]:
        raise ValueError('depth')
    return w_shape[0], in_shape[2] - w_shape[3] + 1, in_shape[1] - w_shape[2] + 1""",
        ),
    ],
    "rgb_to_gray_as_conv": [
        ("plain-mean", "f = lambda image: image.mean(axis=0, keepdims=True)"),
        (
            "weights-in-another-order",
            "f = lambda image: np.tensordot([0.114, 0.587, 0.299], image, 1)[None]",
        ),
        (
            "plane-axis-dropped",
            "f = lambda image: 0.299*image[0] + 0.587*image[1] + 0.114*image[2]",
        ),
        (
            "three-planes",
            "f = lambda image: image * np.array([0.299, 0.587, 0.114])[:, None, None]",
        ),
        (
            "other-shape-of-the-filter",
            """def f(image):
    w = np.array([0.299, 0.587, 0.114]).reshape(3, 1, 1, 1)
    return conv_multi(image, w, np.zeros(3))""",
        ),
        (
            "other-weights",
            "f = lambda image: np.tensordot([0.2126, 0.7152, 0.0722], image, 1)[None]",
        ),
        (
            "integers",
            "f = lambda image: np.tensordot([.299, .587, .114], image, 1)[None].astype(int)",
        ),
        ("integers", "f = lambda x: np.tensordot([.299, .587, .114], x, 1)[None].astype(np.uint8)"),
        ("plain-sum", "f = lambda image: image.sum(axis=0, keepdims=True)"),
        ("other-weights", "f = lambda image: np.tensordot([0.3, 0.59, 0.11], image, 1)[None]"),
        (
            "three-planes",
            "f = lambda x: np.repeat(np.tensordot([.299, .587, .114], x, 1)[None], 3, 0)",
        ),
        (
            "plane-axis-dropped",
            "f = lambda image: np.tensordot([0.299, 0.587, 0.114], image, 1)[..., None]",
        ),
        ("divided", "f = lambda x: np.tensordot([0.299, 0.587, 0.114], x, 1)[None] / 3"),
        ("divided", "f = lambda x: np.tensordot([0.299, 0.587, 0.114], x, 1)[None] / 255"),
        (
            "wider-window",
            """def f(image):
    w = np.ones((1, 3, 3, 3)) * np.array([0.299, 0.587, 0.114]).reshape(1, 3, 1, 1)
    return conv_multi(image, w, np.zeros(1))""",
        ),
        (
            "other-weights",
            """def f(image):
    w = np.array([0.2125, 0.7154, 0.0721]).reshape(1, 3, 1, 1)
    return conv_multi(image, w, np.zeros(1))""",
        ),
    ],
    "four_filters": [
        ("planes-miscounted", (3, 28, 300, 304, 235200)),
        ("planes-miscounted", (12, 28, 300, 304, 235200)),
        ("planes-miscounted", (1, 28, 300, 304, 235200)),
        ("same-size", (4, 32, 300, 304, 235200)),
        ("one-off", (4, 27, 300, 304, 235200)),
        ("kernels-lost", (4, 36, 300, 304, 235200)),
        ("places-counted", (4, 784, 300, 304, 235200)),
        ("depth-forgotten", (4, 28, 100, 304, 235200)),
        ("filters-miscounted", (4, 28, 75, 304, 235200)),
        ("biases-counted", (4, 28, 304, 304, 235200)),
        ("one-part-only", (4, 28, 300, 300, 235200)),
        ("biases-miscounted", (4, 28, 300, 301, 235200)),
        ("biases-miscounted", (4, 28, 300, 312, 235200)),
        ("biases-miscounted", (4, 28, 300, 600, 235200)),
        ("input-places", (4, 28, 300, 304, 307200)),
        ("biases-multiplied", (4, 28, 300, 304, 238336)),
        ("one-filter", (4, 28, 300, 304, 58800)),
        ("depth-forgotten", (4, 28, 300, 304, 78400)),
        ("places-counted", (4, 28, 300, 304, 784)),
        ("one-place", (4, 28, 300, 304, 300)),
        ("one-row", (4, 28, 300, 304, 8400)),
    ],
    "conv_windows": [
        (
            "bias-forgotten",
            """def f(x, w, b):
    v = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    return np.einsum('cyxij,fcij->fyx', v, w)""",
        ),
        (
            "bias-along-a-row",
            """def f(x, w, b):
    v = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    return np.einsum('cyxij,fcij->fyx', v, w) + b""",
        ),
        (
            "channels-not-added",
            """def f(x, w, b):
    v = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    return np.einsum('cyxij,fcij->fcyx', v, w) + b[:, None, None, None]""",
        ),
        (
            "flipped-kernel",
            """def f(x, w, b):
    v = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    return np.einsum('cyxij,fcij->fyx', v, w[:, :, ::-1, ::-1]) + b[:, None, None]""",
        ),
        (
            "transposed-output",
            """def f(x, w, b):
    v = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    return np.einsum('cyxij,fcij->fxy', v, w) + b[:, None, None]""",
        ),
        (
            "filters-last",
            """def f(x, w, b):
    v = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    return np.tensordot(v, w, axes=([0, 3, 4], [1, 2, 3])) + b""",
        ),
        (
            "transposed-kernel",
            """def f(x, w, b):
    v = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    return np.einsum('cyxij,fcji->fyx', v, w) + b[:, None, None]""",
        ),
        (
            "mean-for-sum",
            """def f(x, w, b):
    v = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    n = w[0].size
    return np.einsum('cyxij,fcij->fyx', v, w) / n + b[:, None, None]""",
        ),
        (
            "bias-not-once",
            """def f(x, w, b):
    v = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    return np.einsum('cyxij,fcij->fyx', v, w) + b[:, None, None] * w[0].size""",
        ),
        (
            "without-axis",
            """def f(x, w, b):
    v = sliding_window_view(x, w.shape[2:])
    return np.einsum('cyxij,fcij->fyx', v, w) + b[:, None, None]""",
        ),
        (
            "windows-side-by-side",
            """def f(x, w, b):
    kH, kW = w.shape[2:]
    v = sliding_window_view(x, (kH, kW), axis=(1, 2))[:, ::kH, ::kW]
    return np.einsum('cyxij,fcij->fyx', v, w) + b[:, None, None]""",
        ),
        (
            "other-bias",
            """def f(x, w, b):
    v = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    return np.einsum('cyxij,fcij->fyx', v, w) + b[0]""",
        ),
    ],
}

# Two later samples, written likewise before the banks were read.
LATER = {
    "conv_multi": [
        (
            "bias-not-once",
            """def f(x, w, b):
    F, C, kH, kW = w.shape
    _, H, W = x.shape
    out = np.zeros((F, H - kH + 1, W - kW + 1))
    for f in range(F):
        for i in range(out.shape[1]):
            for j in range(out.shape[2]):
                for c in range(C):
                    out[f, i, j] += np.sum(x[c, i:i + kH, j:j + kW] * w[f, c]) + b[f]
    return out""",
        ),
        (
            "argument-one-for-all",
            """def f(x, w, b):
    F, C, kH, kW = w.shape
    _, H, W = x.shape
    out = np.zeros((F, H - kH + 1, W - kW + 1))
    for f in range(F):
        for i in range(out.shape[1]):
            for j in range(out.shape[2]):
                out[f, i, j] = np.sum(x[:, i:i + kH, j:j + kW] * w[f])
    return out + b[f]""",
        ),
        (
            "overwritten",
            """def f(x, w, b):
    F, C, kH, kW = w.shape
    _, H, W = x.shape
    out = np.zeros((F, H - kH + 1, W - kW + 1))
    for f in range(F):
        for i in range(out.shape[1]):
            for j in range(out.shape[2]):
                for c in range(C):
                    out[f, i, j] = np.sum(x[c, i:i + kH, j:j + kW] * w[f, c])
                out[f, i, j] += b[f]
    return out""",
        ),
        (
            "channels-not-added",
            """def f(x, w, b):
    F, C, kH, kW = w.shape
    _, H, W = x.shape
    out = np.zeros((F, C, H - kH + 1, W - kW + 1))
    for f in range(F):
        for c in range(C):
            for i in range(out.shape[2]):
                for j in range(out.shape[3]):
                    out[f, c, i, j] = np.sum(x[c, i:i + kH, j:j + kW] * w[f, c]) + b[f]
    return out""",
        ),
        (
            "filters-last",
            """def f(x, w, b):
    F, C, kH, kW = w.shape
    _, H, W = x.shape
    out = np.zeros((H - kH + 1, W - kW + 1, F))
    for f in range(F):
        for i in range(H - kH + 1):
            for j in range(W - kW + 1):
                out[i, j, f] = np.sum(x[:, i:i + kH, j:j + kW] * w[f]) + b[f]
    return out""",
        ),
        (
            "bias-not-added",
            """def f(x, w, b):
    F, C, kH, kW = w.shape
    _, H, W = x.shape
    out = np.zeros((F, H - kH + 1, W - kW + 1))
    for f in range(F):
        for c in range(C):
            out[f] += correlate2d(x[c], w[f, c])
    return out * b[:, None, None]""",
        ),
        (
            "flipped-kernel",
            """def f(x, w, b):
    F, C, kH, kW = w.shape
    out = []
    for f in range(F):
        total = 0
        for c in range(C):
            total = total + convolve2d(x[c], w[f, c])
        out.append(total + b[f])
    return np.array(out)""",
        ),
        (
            "channels-added-first",
            """def f(x, w, b):
    F, C, kH, kW = w.shape
    out = []
    for f in range(F):
        out.append(correlate2d(x.sum(axis=0), w[f].sum(axis=0)) + b[f])
    return np.array(out)""",
        ),
        (
            "argument-one-for-all",
            """def f(x, w, b):
    F, C, kH, kW = w.shape
    _, H, W = x.shape
    out = np.zeros((F, H - kH + 1, W - kW + 1))
    for f in range(F):
        for c in range(C):
            out[f] += correlate2d(x[0], w[f, c])
        out[f] += b[f]
    return out""",
        ),
        (
            "returns-early",
            """def f(x, w, b):
    F, C, kH, kW = w.shape
    _, H, W = x.shape
    out = np.zeros((F, H - kH + 1, W - kW + 1))
    for f in range(F):
        for c in range(C):
            out[f] += correlate2d(x[c], w[f, c])
        out[f] += b[f]
        return out""",
        ),
        (
            "bias-not-once",
            """def f(x, w, b):
    F, C, kH, kW = w.shape
    out = np.zeros((F, x.shape[1] - kH + 1, x.shape[2] - kW + 1))
    for f in range(F):
        for i in range(out.shape[1]):
            for j in range(out.shape[2]):
                out[f, i, j] = np.sum(x[:, i:i + kH, j:j + kW] * w[f] + b[f])
    return out""",
        ),
        (
            "bias-forgotten + edge-lost",
            """def f(x, w, b):
    F, C, kH, kW = w.shape
    out = np.zeros((F, x.shape[1] - kH, x.shape[2] - kW))
    for f in range(F):
        for i in range(out.shape[1]):
            for j in range(out.shape[2]):
                out[f, i, j] = np.sum(x[:, i:i + kH, j:j + kW] * w[f])
    return out""",
        ),
        (
            None,
            """def f(x, w, b):
    F, C, kH, kW = w.shape
    out = np.zeros((F, x.shape[1] - kH + 1, x.shape[2] - kW + 1))
    for f in range(F):
        for c in range(C):
            for i in range(out.shape[1]):
                for j in range(out.shape[2]):
                    out[f, i, j] += np.sum(x[c, i:i + kH, j:j + kW] * w[c % F, c])
        out[f] += b[f]
    return out""",
        ),
        (
            None,
            """def f(x, w, b):
    F, C, kH, kW = w.shape
    out = np.zeros((F, x.shape[1] - kH + 1, x.shape[2] - kW + 1))
    for f in range(F):
        for i in range(out.shape[1]):
            for j in range(out.shape[2]):
                out[f, i, j] = np.max(x[:, i:i + kH, j:j + kW] * w[f]) + b[f]
    return out""",
        ),
        (
            "bias-forgotten + integers",
            """def f(x, w, b):
    F, C, kH, kW = w.shape
    out = np.zeros((F, x.shape[1] - kH + 1, x.shape[2] - kW + 1), dtype=int)
    for f in range(F):
        for i in range(out.shape[1]):
            for j in range(out.shape[2]):
                out[f, i, j] = np.sum(x[:, i:i + kH, j:j + kW] * w[f])
    return out""",
        ),
    ],
    "conv_windows": [
        (
            "bias-forgotten",
            """def f(x, w, b):
    win = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    return np.einsum('chwij,fcij->fhw', win, w)""",
        ),
        (
            "filters-last",
            """def f(x, w, b):
    win = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    return np.einsum('chwij,fcij->hwf', win, w) + b""",
        ),
        (
            "transposed-kernel",
            """def f(x, w, b):
    win = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    return np.einsum('chwij,fcji->fhw', win, w) + b[:, None, None]""",
        ),
        (
            "channels-not-added",
            """def f(x, w, b):
    win = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    return np.einsum('chwij,fcij->fchw', win, w) + b[:, None, None, None]""",
        ),
        (
            "bias-along-a-row",
            """def f(x, w, b):
    win = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    return np.tensordot(w, win, axes=([1, 2, 3], [0, 3, 4])) + b""",
        ),
        (
            "flipped-kernel",
            """def f(x, w, b):
    win = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    return np.einsum('chwij,fcij->fhw', win, w[:, :, ::-1, ::-1]) + b[:, None, None]""",
        ),
        (
            "channels-added-first",
            """def f(x, w, b):
    win = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    return np.einsum('chwij,fdij->fhw', win, w) + b[:, None, None]""",
        ),
        (
            "other-bias",
            """def f(x, w, b):
    win = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    return np.einsum('chwij,fcij->fhw', win, w) + b[0]""",
        ),
        (
            "transposed-output",
            """def f(x, w, b):
    win = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    y = np.tensordot(w, win, axes=([1, 2, 3], [0, 3, 4])) + b[:, None, None]
    return y.transpose(0, 2, 1)""",
        ),
        (
            "other-bias + filters-joined",
            """f = lambda x, w, b: np.einsum('chwij,fcij->fhw', sliding_window_view(x, w.shape[2:], axis=(1, 2)), w).mean(0) + b[0]""",
        ),
        (
            "letter-missing",
            """f = lambda x, w, b: np.einsum('chwij,fcij->fh', sliding_window_view(x, w.shape[2:], axis=(1, 2)), w) + b[:, None]""",
        ),
        (
            None,
            """f = lambda x, w, b: np.tensordot(w, sliding_window_view(x, w.shape[2:], axis=(1, 2)), ((1, 2), (0, 3))).sum(-1) + b[:, None, None]""",
        ),
        (
            "letter-too-many",
            """f = lambda x, w, b: (sliding_window_view(x, w.shape[2:], axis=(1, 2))[None] * w[:, :, None, None]).sum((1, 4)) + b[:, None, None, None]""",
        ),
    ],
    "four_filters": [
        ("one-off", (4, 27, 300, 304, 218700)),
        ("off-by-one", (4, 28, 300, 303, 235200)),
        ("same-size", (4, 32, 300, 304, 307200)),
        ("no-number", (4, (28, 28), 300, 304, 238336)),
        (None, (4, 28, 300, 304, 235204)),
        (None, (4, 28, 300, 304, 235000)),
        ("one-off", (4, 29, 300, 304, 252300)),
        ("biases-miscounted", (4, 28, 300, 1200, 235200)),
    ],
    "output_shape": [
        (
            "one-off",
            """def f(in_shape, w_shape):
    C, H, W = in_shape
    F, D, kH, kW = w_shape
    if C != D:
        raise ValueError(f'{C} channels, filters have {D}')
    return F, H - kH, W - kW""",
        ),
        (
            "error-returned",
            """def f(in_shape, w_shape):
    C, H, W = in_shape
    F, D, kH, kW = w_shape
    if C != D:
        return ValueError('depths differ')
    return F, H - kH + 1, W - kW + 1""",
        ),
        (
            "some-mismatches-pass",
            """def f(in_shape, w_shape):
    C, H, W = in_shape
    F, D, kH, kW = w_shape
    if D > C:
        raise ValueError('too deep')
    return F, H - kH + 1, W - kW + 1""",
        ),
        (
            "planes-miscounted",
            """def f(in_shape, w_shape):
    C, H, W = in_shape
    F, D, kH, kW = w_shape
    if C != D:
        raise ValueError('depths differ')
    return C, H - kH + 1, W - kW + 1""",
        ),
        (
            "filters-compared",
            """def f(in_shape, w_shape):
    C, H, W = in_shape
    F, D, kH, kW = w_shape
    if C != F:
        raise ValueError('depths differ')
    return F, H - kH + 1, W - kW + 1""",
        ),
        (
            "one-off",
            """def f(in_shape, w_shape):
    C, H, W = in_shape
    F, D, kH, kW = w_shape
    if C != D:
        raise ValueError('depths differ')
    return F, H - kH - 1, W - kW - 1""",
        ),
        (
            None,
            """def f(in_shape, w_shape):
    H, W, C = in_shape
    F, D, kH, kW = w_shape
    if C != D:
        raise ValueError('depths differ')
    return F, H - kH + 1, W - kW + 1""",
        ),
        (
            "planes-miscounted",
            """def f(in_shape, w_shape):
    C, H, W = in_shape
    F, D, kH, kW = w_shape
    if C != D:
        raise ValueError('depths differ')
    return F * C, H - kH + 1, W - kW + 1""",
        ),
        (
            "other-error-raised",
            """def f(in_shape, w_shape):
    C, H, W = in_shape
    F, D, kH, kW = w_shape
    try:
        assert C == D
    except ValueError:
        raise ValueError('depths differ')
    return F, H - kH + 1, W - kW + 1""",
        ),
        (
            "other-error-raised",
            """def f(in_shape, w_shape):
    if in_shape[0] != w_shape[1]:
        raise TypeError('depths differ')
    return w_shape[0], in_shape[1] - w_shape[2] + 1, in_shape[2] - w_shape[3] + 1""",
        ),
        (
            "kernel-read-one-early",
            """def f(in_shape, w_shape):
    if in_shape[0] != w_shape[1]:
        raise ValueError
    return w_shape[0], in_shape[1] - w_shape[1] + 1, in_shape[2] - w_shape[2] + 1""",
        ),
        (
            "error-not-raised",
            """def f(in_shape, w_shape):
    if in_shape[0] == w_shape[1]:
        return w_shape[0], in_shape[1] - w_shape[2] + 1, in_shape[2] - w_shape[3] + 1
    else:
        return None""",
        ),
        (
            "divided",
            """def f(in_shape, w_shape):
    C, H, W = in_shape
    F, C, kH, kW = w_shape
    if in_shape[0] != C:
        raise ValueError
    return F, H // kH, W // kW""",
        ),
        (
            "not-three-numbers",
            """def f(in_shape, w_shape):
    if in_shape[0] != w_shape[1]:
        raise ValueError
    return (w_shape[0], in_shape[1] - w_shape[2] + 1)""",
        ),
    ],
    "rgb_to_gray_as_conv": [
        (
            "weights-in-another-order",
            """f = lambda image: (0.114 * image[0] + 0.587 * image[1] + 0.299 * image[2])[None]""",
        ),
        (
            "weights-in-another-order",
            """f = lambda image: (0.587 * image[0] + 0.299 * image[1] + 0.114 * image[2])[np.newaxis]""",
        ),
        (
            "other-axis-taken",
            """f = lambda image: (0.299 * image[:, :, 0] + 0.587 * image[:, :, 1] + 0.114 * image[:, :, 2])[None]""",
        ),
        (
            "other-shape-of-the-filter",
            """f = lambda image: conv_multi(image, np.array([0.299, 0.587, 0.114]).reshape(3, 1, 1, 1) * np.ones((3, 3, 1, 1)), np.zeros(3))""",
        ),
        (
            "wider-window",
            """def f(image):
    w = np.zeros((1, 3, 3, 3))
    w[0, 0], w[0, 1], w[0, 2] = 0.299, 0.587, 0.114
    return conv_multi(image, w, np.zeros(1))""",
        ),
        (
            "other-weights",
            """f = lambda image: (0.299 * image[0] + 0.587 * image[1] + 0.144 * image[2])[None]""",
        ),
        (
            "bias-added",
            """f = lambda image: conv_multi(image, np.array([0.299, 0.587, 0.114]).reshape(1, 3, 1, 1), np.ones(1))""",
        ),
        ("channels-missing", """f = lambda image: (0.299 * image[0] + 0.587 * image[1])[None]"""),
        ("rounded", """f = lambda image: np.round(np.tensordot([[.299, .587, .114]], image, 1))"""),
        (
            "weights-in-another-order + axis-missing",
            """f = lambda image: np.tensordot([[.299, .587, .114]], image[::-1], 1)[0]""",
        ),
        (
            None,
            """f = lambda image: image[None, 0] * .299 + image[None, 1] * .587 + image[None, 2] * 1.114""",
        ),
        ("scaled", """f = lambda image: np.tensordot([[299, 587, 114]], image, 1)"""),
    ],
    "split_channels": [
        (
            "reshaped",
            """f = lambda image: image.reshape(image.shape[2], image.shape[0], image.shape[1])""",
        ),
        (
            "axis-kept",
            """f = lambda image: [image[:, :, c:c + 1] for c in range(image.shape[2])]""",
        ),
        (
            "reversed-order",
            """f = lambda image: [image[..., c] for c in range(image.shape[-1] - 1, -1, -1)]""",
        ),
        (
            "coloured",
            """def f(image):
    planes = []
    for c in range(image.shape[2]):
        plane = image.copy()
        for d in range(image.shape[2]):
            if d != c:
                plane[:, :, d] = 0
        planes.append(plane)
    return planes""",
        ),
        (
            "planes-joined",
            """f = lambda image: np.concatenate([image[:, :, c] for c in range(image.shape[2])])""",
        ),
        (
            "channel-lost",
            """f = lambda image: [image[:, :, c] for c in range(1, image.shape[2])]""",
        ),
        ("no-numbers", """f = lambda image: {c: image[:, :, c] for c in range(image.shape[2])}"""),
    ],
}
# A sample from when bugs became edits; about half of it had no name at first.
FRESH = {
    "split_channels": [
        (
            "always-three",
            """def f(image):
    r, g, b = np.moveaxis(image, -1, 0)[:3] if image.shape[-1] >= 3 else (image[..., 0],) * 3
    return [r, g, b]""",
        ),
        (
            "grey-not-in-a-list",
            """def f(image):
    if image.shape[2] == 1:
        return image[:, :, 0]
    return [image[:, :, c] for c in range(image.shape[2])]""",
        ),
        (
            "same-plane",
            """def f(image):
    H, W, C = image.shape
    plane = np.zeros((H, W))
    planes = []
    for c in range(C):
        plane[:] = image[:, :, c]
        planes.append(plane)
    return planes""",
        ),
    ],
    "conv_multi": [
        (
            "bias-not-once",
            """def f(x, w, b):
    F, C, kH, kW = w.shape
    H, W = x.shape[1:]
    out = np.zeros((F, H - kH + 1, W - kW + 1))
    for f in range(F):
        for c in range(C):
            out[f] += correlate2d(x[c], w[f, c])
            out[f] = out[f] + b[c % F]
    return out""",
        ),
        (
            "other-bias",
            """def f(x, w, b):
    F = len(w)
    y = np.zeros((F, x.shape[1] - w.shape[2] + 1, x.shape[2] - w.shape[3] + 1))
    bias = 0
    for k in range(F):
        bias += b[k]
        y[k] = sum(correlate2d(x[c], w[k, c]) for c in range(len(x))) + bias
    return y""",
        ),
        (
            "sums-multiplied",
            """def f(x, w, b):
    win = sliding_window_view(x, w.shape[2:], axis=(1, 2)).sum(axis=(3, 4))
    return np.tensordot(w.sum(axis=(2, 3)), win, 1) + b[:, None, None]""",
        ),
    ],
    "output_shape": [
        (
            "kernels-lost",
            """def f(in_shape, w_shape):
    C, H, W = in_shape
    F, D, kH, kW = w_shape
    if not D == C:
        raise ValueError
    return F, H - 2 * (kH // 2), W - 2 * (kW // 2)""",
        ),
        (
            "filters-compared",
            """def f(in_shape, w_shape):
    C, H, W = in_shape
    F, D, h, w = w_shape
    if C != D or C != F:
        raise ValueError('channels')
    return (F, H - h + 1, W - w + 1)""",
        ),
        (
            "planes-miscounted",
            """def f(in_shape, w_shape):
    C, H, W = in_shape
    F, D, h, w = w_shape
    if C != D:
        raise ValueError
    return (F + C, H - h + 1, W - w + 1)""",
        ),
    ],
    "rgb_to_gray_as_conv": [
        (
            "divided",
            """def f(image):
    w = np.array([0.299, 0.587, 0.114])
    return (image * w[:, None, None]).mean(axis=0, keepdims=True)""",
        ),
        (
            "channels-missing",
            """def f(image):
    out = np.zeros((1,) + image.shape[1:])
    for c, k in enumerate((0.299, 0.587, 0.114)):
        out[0] = k * image[c]
    return out""",
        ),
    ],
    "conv_windows": [
        (
            "all-filters-at-once",
            """def f(x, w, b):
    win = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    return np.einsum('chwij,fcij->hw', win, w)[None] + b[:, None, None]""",
        ),
        (
            "reshaped",
            """def f(x, w, b):
    v = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    C, H, W = v.shape[:3]
    return (w.reshape(len(w), -1) @ v.reshape(-1, H * W)).reshape(len(w), H, W) + b[:, None, None]""",
        ),
        (
            "bias-along-a-row",
            """def f(x, w, b):
    v = sliding_window_view(x, w.shape[2:], axis=(1, 2))
    return np.tensordot(w, v, axes=([1, 2, 3], [0, 3, 4])) + b[None, :, None]""",
        ),
    ],
    "four_filters": [
        ("one-off", (4, 27, 300, 304, 218700)),
        ("planes-miscounted", (12, 28, 300, 312, 235200)),
    ],
}
# Kinds that a blind sample left unnamed or half named, and their sisters.
BLIND = {
    "conv_windows": [
        (
            "reshaped",
            """def f(x, w, b):
    F = len(w)
    win = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(1, 2))
    h, v = win.shape[1:3]
    y = win.reshape(h * v, -1) @ w.reshape(F, -1).T + b
    return y.T.reshape(F, h, v)""",
        ),
    ],
    "split_channels": [
        (
            "overwritten",
            """def f(image):
    for c in range(image.shape[2]):
        planes = [image[:, :, c]]
    return planes""",
        ),
        (
            "rows-counted",
            """def f(image):
    return [image[:, :, c] for c in range(image.shape[1])]""",
        ),
    ],
    "conv_multi": [
        (
            "filter-and-channel-swapped",
            """def f(x, w, b):
    F, C, kH, kW = w.shape
    out = np.zeros((F, x.shape[1]-kH+1, x.shape[2]-kW+1))
    for f in range(F):
        out[f] = sum(correlate2d(x[c], w[c, f]) for c in range(C)) + b[f]
    return out""",
        ),
        (
            "integers",
            """def f(x, w, b):
    F, C, kH, kW = w.shape
    out = np.zeros((F, x.shape[1]-kH+1, x.shape[2]-kW+1), dtype=x.dtype)
    for f in range(F):
        for c in range(C):
            out[f] = out[f] + correlate2d(x[c], w[f, c])
        out[f] = out[f] + b[f]
    return out""",
        ),
    ],
    "rgb_to_gray_as_conv": [
        (
            "other-axis-taken",
            """def f(image):
    gray = 0.299 * image[:, :, 0] + 0.587 * image[:, :, 1] + 0.114 * image[:, :, 2]
    return gray[np.newaxis]""",
        ),
        (
            "all-zero",
            """def f(image):
    w = np.zeros((1, 3, 1, 1), dtype=int)
    w[0, :, 0, 0] = [0.299, 0.587, 0.114]
    return conv_multi(image, w, np.zeros(1))""",
        ),
    ],
}
# What another blind sample left unnamed or half named, and its neighbours.
UNNAMED = {
    "conv_multi": [
        (
            "output-reshaped",
            """def f(x, w, b):
    F, C, kH, kW = w.shape
    h, v = x.shape[1] - kH + 1, x.shape[2] - kW + 1
    cols = np.array([x[:, i:i+kH, j:j+kW].ravel() for i in range(h) for j in range(v)])
    y = cols @ w.reshape(F, -1).T + b
    return y.reshape(F, h, v)""",
        ),
        (
            "negatives-cut",
            """def f(x, w, b):
    F,C,kH,kW=w.shape
    H,W=x.shape[1:]
    out=np.zeros((F,H-kH+1,W-kW+1))
    for f in range(F):
        for i in range(H-kH+1):
            for j in range(W-kW+1):
                win=x[:,i:i+kH,j:j+kW]
                out[f,i,j]=max(np.sum(win*w[f]),0)+b[f]
    return out""",
        ),
        (
            "even-kernel-cut",
            """from scipy import signal
def f(x,w,b):
    a,c=w.shape[2]//2,w.shape[3]//2
    y=np.array([sum(signal.correlate2d(x[q],w[f,q],'same') for q in range(len(x)))+b[f] for f in range(len(w))])
    return y[:,a:y.shape[1]-a,c:y.shape[2]-c]""",
        ),
        (
            "mean-for-sum",
            """def f(x, w, b):
    F,C,kH,kW=w.shape
    H,W=x.shape[1:]
    out=np.zeros((F,H-kH+1,W-kW+1))
    for f in range(F):
        for i in range(H-kH+1):
            for j in range(W-kW+1):
                win=x[:,i:i+kH,j:j+kW]
                out[f,i,j]=np.sum(win*w[f])/(kH*kW)+b[f]
    return out""",
        ),
    ],
    "output_shape": [
        (
            "filters-read-in-another-order",
            """def f(in_shape, w_shape):
    C, H, W = in_shape
    kH, kW, D, F = w_shape
    if C != D:
        raise ValueError(f"expected {D} channels, got {C}")
    return (F, H - kH + 1, W - kW + 1)""",
        ),
        (
            "some-mismatches-pass",
            """def f(i,w):
    if w[1]%i[0]: raise ValueError(1)
    return w[0],i[1]-w[2]+1,i[2]-w[3]+1""",
        ),
        (
            "same-size",
            """def f(i,w):
    if i[0]!=w[1]: raise ValueError(1)
    return w[0],i[1]-w[2]+1,i[2]""",
        ),
        (
            "not-three-numbers",
            """def f(i,w):
    if i[0]!=w[1]: raise ValueError(1)
    return 1,w[0],i[1]-w[2]+1,i[2]-w[3]+1""",
        ),
    ],
    "conv_windows": [
        (
            "letter-too-many",
            """def f(x, w, b):
    win = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(1, 2))
    p = win[None] * w[:, :, None, None]
    return p.sum(axis=(1, 4)) + b[:, None, None, None]""",
        ),
        (
            "axes-in-another-order",
            """def f(x,w,b):
    win=np.lib.stride_tricks.sliding_window_view(x,w.shape[2:],axis=(1,2))
    y=np.tensordot(win,w,axes=([0,3,4],[1,2,3]))+b
    return np.moveaxis(y,0,-1)""",
        ),
    ],
    "split_channels": [
        (
            "reshaped",
            """def f(image):
    H,W,C=image.shape
    return image.ravel().reshape(C,-1)""",
        ),
        (
            "grey-not-in-a-list",
            """def f(image):
    if image.shape[2]==1: return image
    return [image[:,:,c] for c in range(image.shape[2])]""",
        ),
    ],
    "rgb_to_gray_as_conv": [
        (
            "weights-cut-off",
            """def f(image):
    w=np.zeros((1,3,1,1),dtype=image.dtype)
    w[0,:,0,0]=[0.299,0.587,0.114]
    return conv_multi(image,w,np.zeros(1))""",
        ),
        (
            "integers",
            """def f(image):
    return sum((k*p).astype(int) for k,p in zip([0.299,0.587,0.114],image))[None]""",
        ),
    ],
}
for label, entries in [*LATER.items(), *FRESH.items(), *BLIND.items(), *UNNAMED.items()]:
    WRONG[label] += entries
