"""Unit 7: wrong answers, written from the task texts alone, and the name each should be given.

An answer is the text of a right one with some of it replaced; `None` stands for "no name".
"""

TEXTS = {
    "alexnet_table": """
def alexnet_table(variant):
    size, pad, groups = variant["input"], variant["pad1"], variant["groups"]
    channels = variant["channels"]
    kernels = [11, 5, 3, 3, 3]
    strides = [4, 1, 1, 1, 1]
    pads = [pad, 2, 1, 1, 1]
    split = [1, groups, 1, groups, groups]
    table = []
    depth = 3
    for n in range(5):
        k = kernels[n]
        size = (size + 2 * pads[n] - k) // strides[n] + 1
        filters = channels[n]
        weights = k * k * (depth // split[n]) * filters
        biases = filters
        macs = weights * size * size
        table.append([weights, biases, macs])
        if n in (0, 1, 4):
            size = (size - 3) // 2 + 1
        depth = filters
    inputs = depth * size * size
    for outputs in [4096, 4096, 1000]:
        table.append([inputs * outputs, outputs, inputs * outputs])
        inputs = outputs
    return table
""",
    "dense1_inputs": """
def dense1_inputs(input, pad1, pool5):
    size = (input + 2 * pad1 - 11) // 4 + 1
    size = (size - 3) // 2 + 1
    size = (size - 3) // 2 + 1
    if pool5:
        size = (size - 3) // 2 + 1
    return 256 * size * size
""",
    "diagnose": """
def diagnose(total):
    def parameters(groups, inputs, bias=True):
        sizes = [(11, 3, 96), (5, 96 // groups, 256), (3, 256, 384)]
        sizes += [(3, 384 // groups, 384), (3, 384 // groups, 256)]
        n = sum(k * k * i * o + bias * o for k, i, o in sizes)
        return n + sum(i * o + bias * o for i, o in [(inputs, 4096), (4096, 4096), (4096, 1000)])

    if total == parameters(2, 9216):
        return "original"
    if total == parameters(1, 9216):
        return "ungrouped"
    if total == parameters(2, 9216, bias=False):
        return "biases forgotten"
    if total == parameters(1, 13 * 13 * 256):
        return "pool5 forgotten"
    if total == parameters(1, 256):
        return "flatten forgotten"
    if total == parameters(1, 5 * 5 * 256):
        return "224 without padding"
    return "unknown"
""",
    "locally_connected_params": """
def locally_connected_params(in_shape, cout, k, stride, bias):
    cin, H, W = in_shape
    h = (H - k) // stride + 1
    w = (W - k) // stride + 1
    total = h * w * cout * cin * k * k
    if bias:
        total += h * w * cout
    return total
""",
    "equivariance_error": """
def equivariance_error(layer, image, shift):
    s = layer["stride"]
    a = run_layer(layer, np.roll(image, shift, axis=1))
    b = np.roll(run_layer(layer, image), shift // s, axis=1)
    return np.max(np.abs(a - b))
""",
}

WRONG = {
    "alexnet_table": [
        ("", "no positions in the MACs", [("weights * size * size", "weights")]),
        ("", "no biases", [("biases = filters", "biases = 0")]),
        ("", "MACs as without groups", [("macs = weights *", "macs = k * k * depth * filters *")]),
        ("", "pooling by half", [("size = (size - 3) // 2 + 1", "size = size // 2")]),
        ("", "padding of 5 forgotten", [("[pad, 2, 1, 1, 1]", "[pad, 0, 1, 1, 1]")]),
        ("", "columns swapped", [("[weights, biases, macs]", "[biases, weights, macs]")]),
        ("", "filters split too", [("* filters\n        b", "* (filters // split[n])\n        b")]),
        ("", "groups written in", [('variant["groups"]', "2")]),
        ("", "channels written in", [('variant["channels"]', "[96, 256, 384, 384, 256]")]),
        ("", "input written in", [('variant["input"]', "227")]),
        ("", "padding written in", [('variant["pad1"]', "0")]),
        ("", "flatten forgotten", [("depth * size * size", "depth")]),
        ("", "last pooling forgotten", [("(0, 1, 4)", "(0, 1)")]),
        ("", "pooled everywhere", [("        if n in (0, 1, 4):\n    ", "")]),
        ("", "biases split", [("biases = filters", "biases = filters // split[n]")]),
        ("", "two operations each", [("macs = weights", "macs = 2 * weights")]),
        (
            "",
            "groups at the third",
            [("[1, groups, 1, groups, groups]", "[1, 1, groups, groups, groups]")],
        ),
        (
            "",
            "dense biases as MACs",
            [("outputs, inputs * outputs]", "outputs, inputs * outputs + outputs]")],
        ),
        ("", "dense biases 4096 for all", [("outputs, outputs, inputs", "outputs, 4096, inputs")]),
        (
            "",
            "conv biases as MACs",
            [("weights * size * size", "(weights + filters) * size * size")],
        ),
        ("", "pad once", [("2 * pads[n]", "pads[n]")]),
        ("", "stride forgotten", [("[4, 1, 1, 1, 1]", "[1, 1, 1, 1, 1]")]),
        ("", "inputs and outputs, five rows", [("[4096, 4096, 1000]", "[]")]),
        ("", "one bias off", [("biases = filters", "biases = filters + 1")]),
    ],
    "dense1_inputs": [
        ("", "pool5 ignored", [("if pool5", "if True")]),
        ("", "pool5 turned round", [("if pool5", "if not pool5")]),
        ("", "halved", [("size = (size - 3) // 2 + 1", "size = size // 2")]),
        ("", "halved upward", [("size = (size - 3) // 2 + 1", "size = (size + 1) // 2")]),
        ("", "no square", [("size * size", "size")]),
        ("", "channels forgotten", [("256 * ", "")]),
        ("", "padding on one side", [("2 * pad1", "pad1")]),
        ("", "padding forgotten", [(" + 2 * pad1", "")]),
        ("", "no first window", [("// 4 + 1", "// 4")]),
        ("", "no + 1 in pooling", [("// 2 + 1", "// 2")]),
        ("", "no + 1 anywhere", [("// 4 + 1", "// 4"), ("// 2 + 1", "// 2")]),
        ("", "one pooling fewer", [("    size = (size - 3) // 2 + 1\n    if", "    if")]),
        ("", "weights for inputs", [("return 256", "return 4096 * 256")]),
        ("", "input written in", [("(input +", "(227 +")]),
        ("", "exact division", [("//", "/")]),
        ("", "rounded up", [("(size - 3) // 2 + 1", "-(-(size - 3) // 2) + 1")]),
        ("", "windows of 2", [("(size - 3) // 2", "(size - 2) // 2")]),
        (
            "",
            "a number of the book",
            ["def dense1_inputs(input, pad1, pool5):\n    return 9216 if pool5 else 43264\n"],
        ),
        (
            "",
            "conv 2 without padding",
            [
                (
                    "    size = (size - 3) // 2 + 1\n    if",
                    "    size = (size - 4 - 3) // 2 + 1\n    if",
                )
            ],
        ),
    ],
    "diagnose": [
        (
            "",
            "biases forgotten, ungrouped",
            [("parameters(2, 9216, bias=False)", "parameters(1, 9216, bias=False)")],
        ),
        ("", "pool5, grouped", [("parameters(1, 13", "parameters(2, 13")]),
        ("", "224, grouped", [("parameters(1, 5 *", "parameters(2, 5 *")]),
        ("", "flatten, grouped", [("parameters(1, 256)", "parameters(2, 256)")]),
        (
            "",
            "three mistakes, grouped",
            [
                ("parameters(1, 13", "parameters(2, 13"),
                ("parameters(1, 5 *", "parameters(2, 5 *"),
                ("parameters(1, 256)", "parameters(2, 256)"),
            ],
        ),
        (
            "",
            "groups swapped",
            [
                ("parameters(2, 9216):", "parameters(1, 9216):"),
                (
                    'parameters(1, 9216):\n        return "un',
                    'parameters(2, 9216):\n        return "un',
                ),
            ],
        ),
        ("", "no last return", [('\n    return "unknown"', "")]),
        ("", "an error at the end", [('return "unknown"', "raise ValueError(total)")]),
        (
            "",
            "underscores",
            [
                ('"pool5 forgotten"', '"pool5_forgotten"'),
                ('"biases forgotten"', '"biases_forgotten"'),
            ],
        ),
        ("", "224 misread", [("5 * 5 * 256", "6 * 6 * 256")]),
        ("", "groups in the third", [("(3, 256, 384)", "(3, 256 // groups, 384)")]),
        ("", "no biases anywhere", [("bias=True", "bias=False")]),
        ("", "biases of dense forgotten", [("i * o + bias * o for i, o in", "i * o for i, o in")]),
        ("", "flatten one number each of 6x6", [("parameters(1, 256)", "parameters(1, 36)")]),
        ("", "pool5 side 6 for 13", [("13 * 13 * 256", "13 * 256")]),
        ("", "never unknown", [('return "unknown"', 'return "original"')]),
    ],
    "locally_connected_params": [
        ("", "bias per channel", [("total += h * w * cout", "total += cout")]),
        ("", "bias per place", [("total += h * w * cout", "total += h * w")]),
        ("", "one bias", [("total += h * w * cout", "total += 1")]),
        ("", "no bias", [("    if bias:\n        total += h * w * cout\n", "")]),
        ("", "bias always", [("if bias", "if True")]),
        ("", "a convolution", [("h * w * cout", "cout")]),
        ("", "stride forgotten", [("// stride ", "// 1 ")]),
        ("", "k once", [("k * k", "k")]),
        ("", "flat filters", [("cout * cin * k", "cout * k")]),
        ("", "channels last", [("cin, H, W =", "H, W, cin =")]),
        ("", "square", [("(W - k)", "(H - k)")]),
        (
            "",
            "n // s",
            [("(H - k) // stride + 1", "H // stride"), ("(W - k) // stride + 1", "W // stride")],
        ),
        (
            "",
            "one inside",
            [
                ("(H - k) // stride + 1", "(H - k + 1) // stride"),
                ("(W - k) // stride + 1", "(W - k + 1) // stride"),
            ],
        ),
        ("", "as many as pixels", [("(H - k) // stride + 1", "H"), ("(W - k) // stride + 1", "W")]),
        ("", "no first window", [("stride + 1", "stride")]),
        (
            "",
            "rounded up",
            [
                ("(H - k) // stride", "-(-(H - k) // stride)"),
                ("(W - k) // stride", "-(-(W - k) // stride)"),
            ],
        ),
        ("", "exact division", [("//", "/")]),
        ("", "one filter", [("h * w * cout * cin", "h * w * cin")]),
        ("", "bias per weight plane", [("total += h * w * cout", "total += h * w * cout * cin")]),
        (
            "",
            "padded",
            [("(H - k)", "(H + 2 * (k // 2) - k)"), ("(W - k)", "(W + 2 * (k // 2) - k)")],
        ),
        (
            "",
            "width and height of the window swapped in",
            [("h * w * cout * cin", "h * h * cout * cin")],
        ),
    ],
    "equivariance_error": [
        ("", "no absolute value", [("np.max(np.abs(a - b))", "np.max(a - b)")]),
        ("", "mean", [("np.max(np.abs", "np.mean(np.abs")]),
        ("", "sum", [("np.max(np.abs", "np.sum(np.abs")]),
        ("", "squares", [("np.max(np.abs(a - b))", "((a - b) ** 2).max()")]),
        ("", "down", [("axis=1", "axis=0")]),
        ("", "no axis", [(", axis=1", "")]),
        ("", "same shift after", [("shift // s", "shift")]),
        ("", "shift times stride", [("shift // s", "shift * s")]),
        ("", "to the left", [("shift // s", "-(shift // s)"), ("(image, shift", "(image, -shift")]),
        ("", "back again", [("shift // s", "-(shift // s)")]),
        ("", "difference of the maxima", [("np.max(np.abs(a - b))", "abs(a.max() - b.max())")]),
        ("", "the differences", [("np.max(np.abs(a - b))", "np.abs(a - b)")]),
        (
            "",
            "image for picture moved",
            [("run_layer(layer, np.roll(image, shift, axis=1))", "run_layer(layer, image)")],
        ),
        (
            "",
            "not moved after",
            [("np.roll(run_layer(layer, image), shift // s, axis=1)", "run_layer(layer, image)")],
        ),
        ("", "truth value", [("np.max(np.abs(a - b))", "np.allclose(a, b)")]),
        (
            "",
            "zeros shifted in",
            [
                (
                    "np.roll(image, shift, axis=1)",
                    "np.pad(image, ((0, 0), (shift, 0)))[:, : image.shape[1]]",
                )
            ],
        ),
        ("", "abs of the largest", [("np.max(np.abs(a - b))", "abs(np.max(a - b))")]),
        ("", "against the unmoved", [("np.abs(a - b)", "np.abs(a - run_layer(layer, image))")]),
        ("", "rounded up", [("shift // s", "-(-shift // s)")]),
        ("", "relative", [("np.max(np.abs(a - b))", "np.max(np.abs(a - b)) / np.max(np.abs(b))")]),
        ("", "smallest", [("np.max(np.abs", "np.min(np.abs")]),
    ],
}

NUMBERS = {
    "dense1": {
        "answer_dense1": [
            ("", "with biases", 6 * 6 * 256 * 4096 + 4096),
            ("", "inputs only", 9216),
            ("", "no pooling", 13 * 13 * 256 * 4096),
            ("", "second dense layer", 4096 * 4096),
            ("", "side once", 6 * 256 * 4096),
            ("", "224", 5 * 5 * 256 * 4096),
            ("", "one map", 6 * 6 * 4096),
            ("", "millions", 37.7),
            ("", "halved", 7 * 7 * 256 * 4096),
            ("", "off by 48", 37_748_700),
            ("", "flatten forgotten", 256 * 4096),
        ],
        "answer_ratio": [
            ("", "upside down", 36 / 169),
            ("", "sides", 13 / 6),
            ("", "how many more", 169 / 36 - 1),
            ("", "per cent", 469.4),
            ("", "weights themselves", 13 * 13 * 256 * 4096),
            ("", "rounded too far", 5),
            ("", "14 for 13", 196 / 36),
            ("", "27 for 13", 27 * 27 / 36),
            ("", "whole network", (60_965_224 + (13 * 13 - 36) * 256 * 4096) / 60_965_224),
        ],
    },
    "pooled_head": {
        "answer_total": [
            ("", "dense bias forgotten", 2_334_080 + 256_000),
            ("", "no biases", 2_332_704 + 256_000),
            ("", "head alone", 257_000),
            ("", "convolutions alone", 2_334_080),
            ("", "ungrouped", 3_747_200 + 257_000),
            ("", "6 x 6 kept", 2_334_080 + 9216 * 1000 + 1000),
            ("", "first dense layer kept", 2_334_080 + 257 * 4096 + 4097 * 1000),
            ("", "last dense layer kept", 2_334_080 + 4097 * 1000),
            ("", "off by two", 2_591_078),
            ("", "without weights", 2_334_080 + 1000),
        ],
        "answer_times": [
            ("", "upside down", 2_591_080 / 60_965_224),
            ("", "ungrouped above", 62_378_344 / 2_591_080),
            ("", "difference", 60_965_224 - 2_591_080),
            ("", "one less", 60_965_224 / 2_591_080 - 1),
            ("", "heads alone", (60_965_224 - 2_334_080) / 257_000),
            ("", "too few decimals", 24),
            ("", "percent saved", 95.7),
        ],
    },
}
