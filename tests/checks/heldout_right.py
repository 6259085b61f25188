"""Right answers in unusual styles, written from the task texts of units 1 to 4 alone."""

import numpy as np

RIGHT = {
    "conv1d_valid": [
        """def f(x, w):
    return np.lib.stride_tricks.sliding_window_view(x, len(w)) @ w""",
        """def f(x, w):
    return np.convolve(x, w[::-1], mode='valid')""",
        """def f(x, w):
    def at(i):
        return sum(a * b for a, b in zip(x[i:], w))
    return np.fromiter((at(i) for i in range(len(x) - len(w) + 1)), dtype=float)""",
        """def f(x, w):
    n = len(x) - len(w) + 1
    y = np.zeros(n)
    for j, v in enumerate(w):
        y += v * x[j:j + n]
    return y""",
        """def f(x, w):
    x = np.ascontiguousarray(x)
    k = len(w)
    v = np.lib.stride_tricks.as_strided(x, (len(x) - k + 1, k), (x.strides[0], x.strides[0]))
    return np.einsum('ij,j', v, w)""",
    ],
    "one_output": [
        (1, 17),
        (1.0, 17.0),
        (np.float64(1.0), np.int8(17)),
        (np.array(1), np.array(17)),
        (1, 17),
    ],
    "correlate2d": [
        """f = lambda image, kernel: np.einsum('ijuv,uv->ij', sliding_window_view(image, kernel.shape), kernel)""",
        """def f(image, kernel):
    kH, kW = kernel.shape
    h, w = image.shape[0] - kH + 1, image.shape[1] - kW + 1
    y = np.zeros((h, w))
    for (u, v), value in np.ndenumerate(kernel):
        y += value * image[u:u + h, v:v + w]
    return y""",
        """def f(image, kernel):
    kH, kW = kernel.shape
    rows = []
    for i in range(len(image) - kH + 1):
        rows.append([float((image[i:i + kH, j:j + kW] * kernel).sum()) for j in range(len(image[0]) - kW + 1)])
    return np.asarray(rows)""",
        """def f(image, kernel):
    kH, kW = kernel.shape
    H, W = image.shape
    big = np.zeros((H - kH + 1, W - kW + 1))
    for i, row in enumerate(kernel):
        for r in range(len(big)):
            big[r] += np.correlate(image[r + i], row, 'valid')
    return big""",
        """def f(image, kernel):
    return np.tensordot(sliding_window_view(image, kernel.shape), kernel, 2)""",
    ],
    "convolve2d": [
        """f = lambda image, kernel: correlate2d(image, np.rot90(kernel, 2))""",
        """f = lambda image, kernel: correlate2d(image, np.flip(kernel))""",
        """f = lambda image, kernel: correlate2d(image[::-1, ::-1], kernel)[::-1, ::-1]""",
        """def f(image, kernel):
    kH, kW = kernel.shape
    H, W = image.shape
    out = np.zeros((H - kH + 1, W - kW + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = sum(image[i + u, j + v] * kernel[kH - 1 - u, kW - 1 - v] for u in range(kH) for v in range(kW))
    return out""",
        """def f(image, kernel):
    H, W = image.shape
    kH, kW = kernel.shape
    full = np.zeros((H + kH - 1, W + kW - 1))
    for u in range(kH):
        for v in range(kW):
            full[u:u + H, v:v + W] += image * kernel[u, v]
    return full[kH - 1:H, kW - 1:W]""",
    ],
    "make_kernel": [
        """K['blur'] = [[1 / 9] * 3 for _ in range(3)]""",
        """K['sharpen'] = np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])""",
        """K['outline'] = -np.ones((3, 3)) + 9 * (np.arange(9).reshape(3, 3) == 4)""",
        """K['vertical edges'] = np.outer([1, 2, 1], [-1, 0, 1])""",
        """K['vertical edges'] = [[0, 0, 0], [1, 0, -1], [0, 0, 0]]""",
    ],
    "separable": [
        """f = lambda image, g: correlate2d(correlate2d(image, g[None, :]), g[:, None])""",
        """f = lambda image, g: correlate2d(correlate2d(image, np.array([g])), np.array([g]).T)""",
        """def f(image, g):
    g = np.asarray(g, dtype=float)
    rows = np.array([np.correlate(r, g, 'valid') for r in image])
    return np.array([np.correlate(c, g, 'valid') for c in rows.T]).T""",
        """def f(image, g):
    g = np.array(g, float)
    a = sliding_window_view(image, len(g), axis=1) @ g
    return sliding_window_view(a, len(g), axis=0) @ g""",
        """def f(image, g):
    return np.apply_along_axis(np.correlate, 0, np.apply_along_axis(np.correlate, 1, image.astype(float), g.astype(float), 'valid'), g.astype(float), 'valid')""",
    ],
    "split_channels": [
        """f = lambda image: list(np.moveaxis(image, -1, 0))""",
        """f = lambda image: np.transpose(image, (2, 0, 1))""",
        """f = lambda image: [p.squeeze(-1) for p in np.split(image, image.shape[2], axis=2)]""",
        """f = lambda image: tuple(image[..., c] for c in range(image.shape[-1]))""",
        """def f(image):
    H, W, C = image.shape
    out = np.empty((C, H, W), image.dtype)
    for r in range(H):
        for q in range(W):
            out[:, r, q] = image[r, q]
    return out""",
    ],
    "conv_multi": [
        """f = lambda x, w, b: np.einsum('chwij,fcij->fhw', sliding_window_view(x, w.shape[2:], axis=(1, 2)), w) + b[:, None, None]""",
        """def f(x, w, b):
    return np.array([sum(correlate2d(p, q) for p, q in zip(x, one)) + bias for one, bias in zip(w, b)])""",
        """def f(x, w, b):
    F, C, kH, kW = w.shape
    h, v = x.shape[1] - kH + 1, x.shape[2] - kW + 1
    y = np.repeat(np.asarray(b, float), h * v).reshape(F, h, v)
    for i in range(h):
        for j in range(v):
            y[:, i, j] += np.tensordot(w, x[:, i:i + kH, j:j + kW], 3)
    return y""",
        """def f(x, w, b):
    F, C, kH, kW = w.shape
    cols = np.moveaxis(sliding_window_view(x, (kH, kW), axis=(1, 2)), 0, 2)
    h, v = cols.shape[:2]
    return (w.reshape(F, -1) @ cols.reshape(h * v, -1).T + np.reshape(b, (-1, 1))).reshape(F, h, v)""",
        """def f(x, w, b):
    out = [conv_multi(x, w[[i]], b[[i]])[0] for i in range(len(w))]
    return np.stack(out)""",
    ],
    "output_shape": [
        """def f(in_shape, w_shape):
    if in_shape[0] - w_shape[1]:
        raise ValueError
    return [w_shape[0], in_shape[1] - w_shape[2] + 1, in_shape[2] - w_shape[3] + 1]""",
        """def f(in_shape, w_shape):
    try:
        np.zeros(in_shape[0]) + np.zeros((2, w_shape[1])) if w_shape[1] != 1 and in_shape[0] != 1 else 1 / (w_shape[1] == in_shape[0])
    except (ValueError, ZeroDivisionError):
        raise ValueError('depth')
    return np.array([w_shape[0], in_shape[1] - w_shape[2] + 1, in_shape[2] - w_shape[3] + 1])""",
        """def f(in_shape, w_shape):
    class Depth(ValueError):
        pass
    (C, *size), (F, D, *k) = in_shape, w_shape
    if C != D:
        raise Depth(C, D)
    return (F, *(n - m + 1 for n, m in zip(size, k)))""",
        """def f(in_shape, w_shape):
    match in_shape, w_shape:
        case (C, H, W), (F, D, h, w) if C == D:
            return F, len(range(H - h + 1)), len(range(W - w + 1))
    raise ValueError(f'got {in_shape}, {w_shape}')""",
        """def f(in_shape, w_shape):
    F, C, kH, kW = w_shape
    if in_shape[0] != C:
        raise ValueError('wrong depth')
    return F, 1 + in_shape[1] - kH, 1 + in_shape[2] - kW""",
    ],
    "rgb_to_gray_as_conv": [
        """f = lambda image: conv_multi(image, np.array([[[[.299]], [[.587]], [[.114]]]]), np.zeros(1))""",
        """f = lambda image: np.tensordot([[.299, .587, .114]], image, 1)""",
        """f = lambda image: np.average(image, axis=0, weights=[.299, .587, .114])[None]""",
        """f = lambda image: np.einsum('c,chw->hw', [.299, .587, .114], image)[np.newaxis, ...]""",
        """f = lambda image: (image * np.reshape([.299, .587, .114], (3, 1, 1))).sum(0, keepdims=True)""",
    ],
    "four_filters": [
        (4, 28, 300, 304, 235200),
        (4, 28, 300, 304, 235200),
        (4.0, 28.0, 300.0, 304.0, 235200.0),
        (np.int64(4), 28, 300, 304, 235200),
        (4, 28, np.int64(300), 304, 235200),
    ],
    "conv_windows": [
        """f = lambda x, w, b: np.tensordot(w, sliding_window_view(x, w.shape[2:], axis=(1, 2)), ((1, 2, 3), (0, 3, 4))) + b.reshape(-1, 1, 1)""",
        """f = lambda x, w, b: np.einsum('chwij,fcij->fhw', sliding_window_view(x, w.shape[2:], (1, 2)), w) + np.expand_dims(b, (1, 2))""",
        """f = lambda x, w, b: np.moveaxis(np.tensordot(sliding_window_view(x, w.shape[2:], axis=(1, 2)), w, ((0, 3, 4), (1, 2, 3))) + b, -1, 0)""",
        """f = lambda x, w, b: (sliding_window_view(x, w.shape[1:])[0] [None] * w[:, None, None]).sum((3, 4, 5)) + b[:, None, None]""",
        """def f(x, w, b):
    v = sliding_window_view(x, w.shape[1:])[0]
    return (v.reshape(v.shape[0], v.shape[1], -1) @ w.reshape(len(w), -1).T + b).transpose(2, 0, 1)""",
    ],
    "relu": [
        """f = lambda x: x * (x > 0)""",
        """f = lambda x: (x + abs(x)) / 2""",
        """f = lambda x: np.clip(x, 0, None)""",
        """f = lambda x: np.array([max(0.0, v) for v in x.ravel()]).reshape(x.shape)""",
        """def f(x):
    y = np.array(x, copy=True)
    y[np.less(y, 0)] = 0
    return y""",
    ],
    "max_pool2d": [
        """f = lambda x, k, s: sliding_window_view(x, (k, k), axis=(1, 2))[:, ::s, ::s].max(axis=(-2, -1))""",
        """def f(x, k, s):
    C, H, W = x.shape
    h, w = (H - k) // s + 1, (W - k) // s + 1
    out = np.full((C, h, w), -np.inf)
    for u in range(k):
        for v in range(k):
            out = np.maximum(out, x[:, u:u + (h - 1) * s + 1:s, v:v + (w - 1) * s + 1:s])
    return out""",
        """def f(x, k, s):
    def pool(plane):
        return [[plane[i:i + k, j:j + k].max() for j in range(0, plane.shape[1] - k + 1, s)] for i in range(0, plane.shape[0] - k + 1, s)]
    return np.stack([np.array(pool(p)) for p in x])""",
        """def f(x, k, s):
    out = []
    for p in x:
        rows = np.array([p[i:i + k].max(0) for i in range(0, len(p) - k + 1, s)])
        out.append(np.array([rows[:, j:j + k].max(1) for j in range(0, p.shape[1] - k + 1, s)]).T)
    return np.array(out)""",
        """def f(x, k, s):
    C, H, W = x.shape
    t = x.strides
    h, w = (H - k) // s + 1, (W - k) // s + 1
    v = np.lib.stride_tricks.as_strided(x, (C, h, w, k, k), (t[0], t[1] * s, t[2] * s, t[1], t[2]))
    return np.amax(v, (3, 4))""",
    ],
    "two_strided": [
        (7, 4),
        (7.0, 4.0),
        (7, 4),
        (np.int32(7), 4),
        (np.array(7), 4),
    ],
    "receptive_field": [
        """def f(layers):
    if not layers:
        return 1
    (k, s, d), *rest = layers
    return (f(rest) - 1) * s + d * (k - 1) + 1""",
        """def f(layers):
    r = 1
    for k, s, d in reversed(layers):
        r = (r - 1) * s + d * (k - 1) + 1
    return r""",
        """def f(layers):
    steps = np.cumprod([1] + [s for _, s, _ in layers])
    return 1 + sum(d * (k - 1) * j for (k, _, d), j in zip(layers, steps))""",
        """f = lambda layers: float(1 + sum(d * (k - 1) * math.prod(l[1] for l in layers[:i]) for i, (k, s, d) in enumerate(layers)))""",
        """def f(layers):
    seen = {0}
    for k, s, d in layers[::-1]:
        seen = {s * p + d * j for p in seen for j in range(k)}
    return max(seen) + 1""",
    ],
    "compose_kernels": [
        """f = lambda k1, k2: convolve2d(k1, k2)""",
        """f = lambda k1, k2: convolve2d(k2, k1, 'full')""",
        """f = lambda k1, k2: correlate2d(k1, k2[::-1, ::-1], mode='full')""",
        """def f(k1, k2):
    (a, b), (c, d) = k1.shape, k2.shape
    out = np.zeros((a + c - 1, b + d - 1))
    for (u, v), value in np.ndenumerate(k2):
        out[u:u + a, v:v + b] += value * k1
    return out""",
        """def f(k1, k2):
    h, w = k1.shape[0] + k2.shape[0] - 1, k1.shape[1] + k2.shape[1] - 1
    return np.fft.irfft2(np.fft.rfft2(k1, (h, w)) * np.fft.rfft2(k2, (h, w)), (h, w))""",
    ],
    "tiny_cnn_forward": [
        """f = lambda x, params: params['dense_w'] @ max_pool2d(relu(conv2d(x, params['conv_w'], params['conv_b'])), 2, 2).ravel() + params['dense_b']""",
        """f = lambda x, params: params['dense_w'] @ relu(max_pool2d(conv2d(x, params['conv_w'], params['conv_b']), 2, 2)).reshape(-1) + params['dense_b']""",
        """def f(x, params):
    h = np.maximum(conv2d(x, params['conv_w'], params['conv_b']), 0)
    F, H, W = h.shape
    h = h[:, :H // 2 * 2, :W // 2 * 2].reshape(F, H // 2, 2, W // 2, 2).max((2, 4))
    return h.flatten() @ params['dense_w'].T + params['dense_b']""",
        """def f(x, params):
    w, b, v, c = params.values() if list(params) == ['conv_w', 'conv_b', 'dense_w', 'dense_b'] else (params[n] for n in ('conv_w', 'conv_b', 'dense_w', 'dense_b'))
    h = max_pool2d(relu(conv2d(x, w, b)), k=2, s=2)
    return np.array([row @ h.ravel() + bias for row, bias in zip(v, c)])""",
        """def f(x, params):
    h = sum(np.zeros(1) for _ in [0]) + relu(conv2d(x, weight=params['conv_w'], bias=params['conv_b']))
    h = max_pool2d(h, 2, 2)
    return np.einsum('kn,n->k', params['dense_w'], h.reshape(-1)) + params['dense_b']""",
    ],
    "border_difference": [
        """f = lambda image, k1, k2: ~np.isclose(correlate2d(correlate2d(image, k1, 'same'), k2, 'same'), correlate2d(image, convolve2d(k1, k2), 'same'))""",
        """f = lambda image, k1, k2: abs(correlate2d(correlate2d(image, k1, 'same'), k2, 'same') - correlate2d(image, compose_kernels(k1, k2), 'same')) > 1e-9""",
        """def f(image, k1, k2):
    def layer(x, k):
        p, q = k.shape[0] // 2, k.shape[1] // 2
        return np.einsum('ijuv,uv->ij', sliding_window_view(np.pad(x, ((p, p), (q, q))), k.shape), k)
    d = layer(layer(image, k1), k2) - layer(image, convolve2d(k1, k2))
    return np.abs(d) > 1e-8""",
        """f = lambda image, k1, k2: np.logical_not(np.isclose(correlate2d(correlate2d(image, k1, 'same'), k2, 'same'), correlate2d(image, convolve2d(k2, k1), 'same'), atol=1e-7))""",
        """f = lambda image, k1, k2: np.round(np.abs(correlate2d(correlate2d(image, k1, mode='same', boundary='fill'), k2, 'same') - correlate2d(image, convolve2d(k1, k2), 'same')), 6).astype(bool)""",
    ],
    "out_size": [
        """f = lambda n, k, s=1, p=0, d=1: len(range(0, n + 2 * p - d * (k - 1), s))""",
        """f = lambda n, k, s=1, p=0, d=1: int(np.floor((n + 2 * p - d * (k - 1) - 1) / s)) + 1""",
        """f = lambda n, k, s=1, p=0, d=1: np.zeros(n + 2 * p)[:n + 2 * p - (k - 1) * d:s].size""",
        """def f(n, k, s=1, p=0, d=1):
    if n + 2 * p < d * (k - 1) + 1:
        return 0
    return 1 + f(n - s, k, s, p, d)""",
        """f = lambda n, k, s=1, p=0, d=1: sum(1 for i in range(-p, n + p, s) if i + d * (k - 1) < n + p)""",
    ],
    "resnet_size": [
        (112.5, 112),
        (112.5, 112),
        (np.float32(112.5), np.int8(112)),
        (112.5, 112.0),
        (112.5, 112),
    ],
    "conv1d_stride": [
        """f = lambda x, w, s: np.correlate(x, w, 'valid')[::s]""",
        """f = lambda x, w, s: sliding_window_view(x, len(w))[::s] @ w""",
        """f = lambda x, w, s: np.array([sum(a * b for a, b in zip(x[i:], w)) for i in range(0, len(x) - len(w) + 1, s)])""",
        """def f(x, w, s):
    n = (len(x) - len(w)) // s + 1
    return sum(v * x[j:j + (n - 1) * s + 1:s] for j, v in enumerate(w))""",
        """def f(x, w, s):
    y, i = [], 0
    while i + len(w) <= len(x):
        y += [np.inner(x[i:i + len(w)], w)]
        i += s
    return np.asarray(y)""",
    ],
    "both_ways": [
        """f = lambda x, w, s: np.array([conv1d_stride(x, w, s), conv1d_stride(x, w, 1)[::s]])""",
        """f = lambda x, w, s: np.vstack((conv1d_stride(x, w, s=s), conv1d_stride(x, w, s=1)[::s]))""",
        """def f(x, w, s):
    y = np.correlate(x, w, 'valid')
    return np.stack([sliding_window_view(x, len(w))[::s] @ w, y[::s]])""",
        """def f(x, w, s):
    one = conv1d_stride(x, w, 1)
    return np.array([list(conv1d_stride(x, w, s)), [v for i, v in enumerate(one) if i % s == 0]])""",
        """def f(x, w, s):
    first = conv1d_stride(x, w, s)
    out = np.empty((2, len(first)))
    out[0] = first
    out[1] = conv1d_stride(x, w, 1)[range(0, len(x) - len(w) + 1, s)]
    return out""",
    ],
    "conv2d_stride": [
        """f = lambda image, kernel, stride: correlate2d(image, kernel, 'valid')[::stride[0], ::stride[1]]""",
        """f = lambda image, kernel, stride: np.einsum('ijuv,uv->ij', sliding_window_view(image, kernel.shape)[::stride[0], ::stride[1]], kernel)""",
        """def f(image, kernel, stride):
    (sh, sw), (kH, kW) = stride, kernel.shape
    return np.array([[np.vdot(image[i:i + kH, j:j + kW], kernel) for j in range(0, image.shape[1] - kW + 1, sw)] for i in range(0, image.shape[0] - kH + 1, sh)])""",
        """def f(image, kernel, stride):
    sh, sw = stride
    kH, kW = kernel.shape
    h, w = (image.shape[0] - kH) // sh + 1, (image.shape[1] - kW) // sw + 1
    out = np.zeros((h, w))
    for (u, v), a in np.ndenumerate(kernel):
        out += a * image[u:u + (h - 1) * sh + 1:sh, v:v + (w - 1) * sw + 1:sw]
    return out""",
        """def f(image, kernel, stride):
    return np.array([sum(conv1d_stride(image[i + u], kernel[u], stride[1]) for u in range(len(kernel))) for i in range(0, len(image) - len(kernel) + 1, stride[0])])""",
    ],
    "lost_pixels": [
        """def f(n, k, s, p):
    read = {i + j for i in range(-p, n + p - k + 1, s) for j in range(k)}
    return sorted(set(range(n)) - read)""",
        """def f(n, k, s, p):
    seen = np.zeros(n + 2 * p, bool)
    for i in range(0, n + 2 * p - k + 1, s):
        seen[i:i + k] = True
    return list(np.flatnonzero(~seen[p:p + n]))""",
        """f = lambda n, k, s, p: [c for c in range(n) if not any(i <= c + p < i + k for i in range(0, n + 2 * p - k + 1, s))]""",
        """def f(n, k, s, p):
    m = (n + 2 * p - k) // s + 1
    return [c for c in range(n) if (c + p) % s >= k or c + p >= (m - 1) * s + k]""",
        """def f(n, k, s, p):
    seen = [False] * n
    for start in range(0, n + 2 * p - k + 1, s):
        for j in range(start - p, start - p + k):
            if 0 <= j < n:
                seen[j] = True
    return [i for i, was in enumerate(seen) if not was]""",
    ],
    "alias": [
        """def f(image, kernel, s):
    y = correlate2d(image, kernel, 'valid')
    return np.ptp([y[i::s, j::s].mean() for i in range(s) for j in range(s)])""",
        """def f(image, kernel, s):
    y = correlate2d(image, kernel, 'valid')
    m = sorted(np.mean(y[i::s, j::s]) for i in range(s) for j in range(s))
    return m[-1] - m[0]""",
        """def f(image, kernel, s):
    m = [conv2d_stride(image[i:, j:], kernel, (s, s)).mean() for i in range(s) for j in range(s)]
    return float(max(m) - min(m))""",
        """def f(image, kernel, s):
    y = np.tensordot(sliding_window_view(image, kernel.shape), kernel, 2)
    m = np.array([[y[i::s, j::s].mean() for j in range(s)] for i in range(s)])
    return m.max() - m.min()""",
        """def f(image, kernel, s):
    y = correlate2d(image, kernel, 'valid')
    g, h = np.indices(y.shape) % s
    m = [y[(g == i) & (h == j)].mean() for i in range(s) for j in range(s)]
    return max(m) - min(m)""",
    ],
}
