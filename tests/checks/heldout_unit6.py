"""Unit 6: wrong answers written from the task texts, each with the name it deserves.

An entry is the name, or None where no usual mistake is behind it, and the answer as a learner
would write it, as a function `f`. For numbers it is the name and the numbers.
"""

_NETWORK = """
def f(layers, in_shape):
    shape, params, macs = tuple(in_shape), 0, 0
    for layer in layers:
        kind = layer["kind"]
        if kind == "flatten":
            shape = ({flat},)
        elif kind == "dense":
            n, out = shape[0], layer["out"]
            params += {dense_params}
            macs += {dense_macs}
            shape = {dense_shape}
        elif kind == "pool":
            c, h, w = shape
            k, stride = layer["k"], layer["stride"]
            h, w = {pool_size}
            {pool_extra}
            shape = (c, h, w)
        else:
            c, h, w = shape
            out, k, stride, padding = layer["out"], layer["k"], layer["stride"], layer["padding"]
            new_h, new_w = {conv_size}
            params += {conv_params}
            macs += {conv_macs}
            shape = (out, new_h, new_w)
    return {result}
"""

_RIGHT = {
    "flat": "prod(shape)",
    "dense_params": "n * out + out",
    "dense_macs": "n * out",
    "dense_shape": "(out,)",
    "pool_size": "(h - k) // stride + 1, (w - k) // stride + 1",
    "pool_extra": "pass",
    "conv_size": "(h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1",
    "conv_params": "k * k * c * out + out",
    "conv_macs": "k * k * c * out * new_h * new_w",
    "result": "params, macs",
}


def _network(**changed: str) -> str:
    return _NETWORK.format(**_RIGHT | changed)


_OR_SEVEN = " if brief == 'any stride' else [[3, 8, 1]] * 6 + [[3, 64, 1]]"

WRONG = {
    "seed_layer": [
        ("depth-forgotten", (576, 640)),
        ("one-filter", (1152, 1153)),
        ("window-forgotten", (8192, 8256)),
        ("side-not-squared", (24576, 24640)),
        ("bias-forgotten", (73728, 73728)),
        ("other-biases", (73728, 73729)),
        ("other-biases", (73728, 73856)),
        ("biases-counted", (73792, 73792)),
        ("macs", (147_456_000, 147_584_000)),
        ("doubled", (147456, 147520)),
        ("other-biases", (73728, 74304)),
        ("other-biases", (73728, 81920)),
        ("padding-counted", (204800, 204864)),
        ("channels-added", (1728, 1792)),
        ("one-window", (9, 10)),
        (None, (70000, 70064)),
    ],
    "estimates": [
        ("channels-added", (10 * (256 + 512), 5e8, 5e7, 25e6, 4, 2)),
        ("depth-forgotten", (5_000, 5e8, 5e7, 25e6, 4, 2)),
        ("decimal-point", (12_000_000, 5e8, 5e7, 25e6, 4, 2)),
        ("decimal-point", (120_000, 5e8, 5e7, 25e6, 4, 2)),
        ("flops", (1.2e6, 1e9, 5e7, 25e6, 4, 2)),
        ("flops", (1.2e6, 2 * 9 * 64 * 256 * 56 * 56, 5e7, 25e6, 4, 2)),
        ("places-forgotten", (1.2e6, 160_000, 5e7, 25e6, 4, 2)),
        ("input-size", (1.2e6, 10 * 2**14 * 12_000, 5e7, 25e6, 4, 2)),
        ("numbers-or-what-is-read", (1.2e6, 460e6, 9.6e6, 26e6, 4, 2)),
        ("numbers-or-what-is-read", (1.2e6, 5e8, 12_000_000, 25e6, 4, 2)),
        ("batch-forgotten", (1.2e6, 5e8, 3_000_000, 25e6, 4, 2)),
        ("dense-forgotten", (1.2e6, 5e8, 5e7, 1_200_000, 4, 2)),
        ("places-not-flattened", (1.2e6, 5e8, 5e7, 2_000_000, 4, 2)),
        ("most-work", (1.2e6, 5e8, 5e7, 25e6, 2, 2)),
        ("most-weights", (1.2e6, 5e8, 5e7, 25e6, 4, 4)),
        (None, (3.0, 5e8, 5e7, 25e6, 4, 2)),
        ("no-number", ("1.2M", 5e8, 5e7, 25e6, 4, 2)),
    ],
    "conv_params": [
        (
            "bias-per-input-channel",
            """
def f(k, cin, cout, bias, groups):
    if cin % groups or cout % groups:
        raise ValueError("no such layer")
    params = k * k * (cin // groups) * cout
    if bias:
        params += cin
    return params
""",
        ),
        (
            "groups-ignored",
            """
def f(k, cin, cout, bias, groups):
    if cin % groups != 0 or cout % groups != 0:
        raise ValueError("no such layer")
    return k * k * cin * cout + (cout if bias else 0)
""",
        ),
        (
            "side-not-squared",
            """
def f(k, cin, cout, bias, groups):
    if cin % groups or cout % groups:
        raise ValueError
    return k * cin // groups * cout + cout * bias
""",
        ),
        (
            "bias-always",
            """
def f(k, cin, cout, bias, groups):
    if cin % groups or cout % groups:
        raise ValueError
    return (k * k * (cin // groups) + 1) * cout
""",
        ),
        (
            "uneven-groups",
            """
def f(k, cin, cout, bias, groups):
    return k * k * cin * cout // groups + cout * bias
""",
        ),
        (
            "other-error",
            """
def f(k, cin, cout, bias, groups):
    assert cin % groups == 0 and cout % groups == 0, "no such layer"
    return k * k * cin * cout // groups + cout * bias
""",
        ),
        (
            "test-too-weak",
            """
def f(k, cin, cout, bias, groups):
    if cin % groups != 0 and cout % groups != 0:
        raise ValueError("no such layer")
    return k * k * cin * cout // groups + cout * bias
""",
        ),
        (
            "error-returned",
            """
def f(k, cin, cout, bias, groups):
    if cin % groups or cout % groups:
        return ValueError("no such layer")
    return k * k * cin * cout // groups + cout * bias
""",
        ),
        (
            "error-returned",
            """
def f(k, cin, cout, bias, groups):
    if cin % groups or cout % groups:
        print("ValueError")
        return None
    return k * k * cin * cout // groups + cout * bias
""",
        ),
        (
            "test-too-weak",
            """
def f(k, cin, cout, bias, groups):
    if cin % groups:
        raise ValueError
    return k ** 2 * (cin // groups) * cout + bias * cout
""",
        ),
        (
            "groups-twice",
            """
def f(k, cin, cout, bias, groups):
    if cin % groups or cout % groups:
        raise ValueError
    return k * k * (cin // groups) * (cout // groups) + (cout if bias else 0)
""",
        ),
        (
            "bias-forgotten",
            """
def f(k, cin, cout, bias, groups):
    if cin % groups or cout % groups:
        raise ValueError
    return k * k * (cin // groups) * cout
""",
        ),
        (
            "channels-added",
            """
def f(k, cin, cout, bias, groups):
    if cin % groups or cout % groups:
        raise ValueError
    return k * k * (cin // groups + cout) + cout * bias
""",
        ),
        (
            "one-group",
            """
def f(k, cin, cout, bias, groups):
    if cin % groups or cout % groups:
        raise ValueError
    return (k * k * (cin // groups) + bias) * (cout // groups)
""",
        ),
        (
            "other-error",
            """
def f(k, cin, cout, bias, groups):
    if cin % groups or cout % groups:
        raise Exception("no such layer")
    return k * k * (cin // groups) * cout + cout * bias
""",
        ),
        (None, "f = lambda k, cin, cout, bias, groups: 7"),
    ],
    "dense_params": [
        ("bias-forgotten", "f = lambda a, b, bias: prod(a) * prod(b)"),
        ("biases-miscounted", "f = lambda a, b, bias: prod(a) * prod(b) + prod(a) * bias"),
        ("bias-always", "f = lambda a, b, bias: prod(b) * (prod(a) + 1)"),
        ("one-bias-for-all", "f = lambda a, b, bias: prod(a) * prod(b) + (1 if bias else 0)"),
        ("sizes-left-out", "f = lambda a, b, bias: a[0] * b[0] + (b[0] if bias else 0)"),
        ("sizes-added", "f = lambda a, b, bias: sum(a) * sum(b) + sum(b) * bias"),
        (
            "sizes-added",
            "f = lambda a, b, bias: len(a) * len(b) + len(b) * bias",
        ),
        (
            "three-sizes-expected",
            """
def f(in_shape, out_shape, bias):
    c, h, w = in_shape
    f, u, v = out_shape
    outputs = f * u * v
    return c * h * w * outputs + (outputs if bias else 0)
""",
        ),
        ("sizes-left-out", "f = lambda a, b, bias: a[-1] * b[-1] + b[-1] * bias"),
        ("biases-miscounted", "f = lambda a, b, bias: prod(a) * prod(b) + (b[0] if bias else 0)"),
        ("sizes-left-out", "f = lambda a, b, bias: (prod(a) + bias) * b[0]"),
        (
            "sizes-left-out",
            "f = lambda a, b, bias: prod(a[1:]) * prod(b[1:]) + prod(b[1:]) * bias",
        ),
        ("convolution", "f = lambda a, b, bias: 3 * 3 * a[0] * b[0] + b[0] * bias"),
        ("bias-where-none", "f = lambda a, b, bias: (prod(a) + (not bias)) * prod(b)"),
        ("always-the-same", "f = lambda a, b, bias: 1000"),
    ],
    "conv_macs": [
        (
            "padding-once",
            """
def f(in_shape, cout, k, stride, padding, groups):
    cin, h, w = in_shape
    rows = (h + padding - k) // stride + 1
    columns = (w + padding - k) // stride + 1
    return rows * columns * cout * k * k * cin // groups
""",
        ),
        (
            "plus-one-inside",
            """
def f(in_shape, cout, k, stride, padding, groups):
    cin, h, w = in_shape
    rows = (h + 2 * padding - k + 1) // stride
    columns = (w + 2 * padding - k + 1) // stride
    return rows * columns * cout * k * k * (cin // groups)
""",
        ),
        (
            "biases-counted",
            """
def f(in_shape, cout, k, stride, padding, groups):
    cin, h, w = in_shape
    rows = (h + 2 * padding - k) // stride + 1
    columns = (w + 2 * padding - k) // stride + 1
    return rows * columns * cout * (k * k * (cin // groups) + 1)
""",
        ),
        (
            "flops",
            """
def f(in_shape, cout, k, stride, padding, groups):
    cin, h, w = in_shape
    rows = (h + 2 * padding - k) // stride + 1
    columns = (w + 2 * padding - k) // stride + 1
    return 2 * rows * columns * cout * k * k * (cin // groups)
""",
        ),
        (
            "taken-for-square",
            """
def f(in_shape, cout, k, stride, padding, groups):
    cin, n = in_shape[0], in_shape[1]
    side = (n + 2 * padding - k) // stride + 1
    return side ** 2 * cout * k ** 2 * (cin // groups)
""",
        ),
        (
            "taken-for-square",
            """
def f(in_shape, cout, k, stride, padding, groups):
    cin, n = in_shape[0], in_shape[-1]
    side = (n + 2 * padding - k) // stride + 1
    return side ** 2 * cout * k ** 2 * (cin // groups)
""",
        ),
        (
            "groups-ignored",
            """
def f(in_shape, cout, k, stride, padding, groups):
    cin, h, w = in_shape
    rows = (h + 2 * padding - k) // stride + 1
    columns = (w + 2 * padding - k) // stride + 1
    return rows * columns * cout * k * k * cin
""",
        ),
        (
            "groups-multiply",
            """
def f(in_shape, cout, k, stride, padding, groups):
    cin, h, w = in_shape
    rows = (h + 2 * padding - k) // stride + 1
    columns = (w + 2 * padding - k) // stride + 1
    return rows * columns * cout * k * k * cin * groups
""",
        ),
        (
            "same-size",
            """
def f(in_shape, cout, k, stride, padding, groups):
    cin, h, w = in_shape
    rows = -(-h // stride)
    columns = -(-w // stride)
    return rows * columns * cout * k * k * (cin // groups)
""",
        ),
        (
            "one-side-only",
            """
def f(in_shape, cout, k, stride, padding, groups):
    cin, h, w = in_shape
    rows = (h + 2 * padding - k) // stride + 1
    return rows * cout * k * k * (cin // groups)
""",
        ),
        (
            "stride-ignored",
            """
def f(in_shape, cout, k, stride, padding, groups):
    cin, h, w = in_shape
    rows = h + 2 * padding - k + 1
    columns = w + 2 * padding - k + 1
    return rows * columns * cout * k * k * (cin // groups)
""",
        ),
        (
            "sides-added",
            """
def f(in_shape, cout, k, stride, padding, groups):
    cin, h, w = in_shape
    rows = (h + 2 * padding - k) // stride + 1
    columns = (w + 2 * padding - k) // stride + 1
    return (rows + columns) * cout * k * k * (cin // groups)
""",
        ),
        (
            "groups-twice",
            """
def f(in_shape, cout, k, stride, padding, groups):
    cin, h, w = in_shape
    rows = (h + 2 * padding - k) // stride + 1
    columns = (w + 2 * padding - k) // stride + 1
    return rows * columns * (cout // groups) * k * k * (cin // groups)
""",
        ),
        (
            "fractions-kept",
            """
def f(in_shape, cout, k, stride, padding, groups):
    cin, h, w = in_shape
    rows = (h + 2 * padding - k) / stride + 1
    columns = (w + 2 * padding - k) / stride + 1
    return rows * columns * cout * k * k * cin / groups
""",
        ),
        ("always-the-same", "f = lambda *args: 1234567"),
    ],
    "count_model": [
        (
            "biases-are-macs",
            _network(dense_macs="n * out + out", conv_macs="(k * k * c + 1) * out * new_h * new_w"),
        ),
        ("biases-are-macs", _network(dense_macs="n * out + out")),
        ("pool-size", _network(pool_size="h // 2, w // 2")),
        ("pool-size", _network(pool_size="h // stride, w // stride")),
        ("pool-counted", _network(pool_extra="macs += k * k * c * h * w")),
        ("pool-counted", _network(pool_extra="params += k * k")),
        ("flattened-wrongly", _network(flat="shape[0]")),
        ("dense-shape-stays", _network(dense_shape="shape")),
        ("macs-are-weights", _network(conv_macs="k * k * c * out")),
        ("places-of-another-map", _network(conv_macs="k * k * c * out * h * w")),
        (
            "padding-once",
            _network(conv_size="(h + padding - k) // stride + 1, (w + padding - k) // stride + 1"),
        ),
        (
            "side-not-squared",
            _network(conv_params="k * c * out + out", conv_macs="k * c * out * new_h * new_w"),
        ),
        (
            "depth-forgotten",
            _network(conv_params="k * k * out + out", conv_macs="k * k * out * new_h * new_w"),
        ),
        (
            "biases-miscounted",
            _network(conv_params="k * k * c * out + 1", dense_params="n * out + 1"),
        ),
        (
            "flops",
            _network(conv_macs="2 * k * k * c * out * new_h * new_w", dense_macs="2 * n * out"),
        ),
        ("swapped", _network(result="macs, params")),
        (
            "biases-miscounted",
            _network(conv_params="k * k * c * out + c", dense_params="n * out + n"),
        ),
        ("one-number", _network(result="params + macs")),
        (
            "plus-one-inside",
            _network(
                conv_size="(h + 2 * padding - k + 1) // stride, (w + 2 * padding - k + 1) // stride"
            ),
        ),
        (
            "pool-has-no-padding",
            _network(
                pool_size="""[
                    (n + 2 * layer["padding"] - k) // stride + 1 for n in (h, w)
                ]"""
            ),
        ),
        ("always-the-same", "f = lambda layers, in_shape: (100, 1000)"),
    ],
    "small_stack": [
        ("sees-too-little", "f = lambda brief: [[3, 16, 1], [3, 64, 1]]"),
        ("wrong-end", "f = lambda brief: [[3, 8, 1]] * 7"),
        ("one-wide-window", "f = lambda brief: [[15, 64, 1]]"),
        ("too-heavy", "f = lambda brief: [[3, 64, 1]] * 7"),
        ("too-heavy", "f = lambda brief: [[7, 32, 1], [9, 64, 1]]"),
        ("strides", "f = lambda brief: [[3, 16, 2], [3, 16, 2], [3, 64, 2]]"),
        (
            "skips-pixels",
            "f = lambda brief: [[1, 3, 14], [2, 64, 1]]" + _OR_SEVEN,
        ),
        (
            "skips-pixels",
            "f = lambda brief: [[2, 8, 13], [2, 64, 1]]" + _OR_SEVEN,
        ),
        ("no-stack", "f = lambda brief: [[3, 3, 8, 1]] * 6 + [[3, 8, 64, 1]]"),
        (
            "no-stack",
            "f = lambda brief: [[3.5, 16, 2], [3, 16, 2], [3, 64, 2]]" + _OR_SEVEN,
        ),
        ("no-stack", "f = lambda brief: [[3, 0, 1]] * 6 + [[3, 64, 1]]"),
        ("no-stack", "f = lambda brief: [[np.inf, 1, 1], [1, 64, 1]]"),
        ("not-rows-and-columns", "f = lambda brief: 7"),
        ("not-rows-and-columns", "f = lambda brief: [[3, 8, 1], [3, 64]]"),
    ],
}
