"""How long `ops.conv2d` takes beside `torch.nn.functional.conv2d`, and how much memory.

Both are timed in turn in one process, each after a call which is not timed, so that neither pays
for the other's caches or threads that are still spinning. What counts is the ratio of the medians.
"""

import math
import statistics
import sys

import numpy as np

from benchmarks._timing import main, medians_ms, peak_mib

ROUNDS = 60
THREADS = (1, 2)

# Name, input, weight, options. AlexNet's layers are those of 2012, with two groups.
CASES = [
    ("AlexNet conv1", (1, 3, 227, 227), (96, 3, 11, 11), {"stride": 4}),
    ("AlexNet conv2", (1, 96, 27, 27), (256, 48, 5, 5), {"padding": 2, "groups": 2}),
    ("AlexNet conv3", (1, 256, 13, 13), (384, 256, 3, 3), {"padding": 1}),
    ("AlexNet conv4", (1, 384, 13, 13), (384, 192, 3, 3), {"padding": 1, "groups": 2}),
    ("AlexNet conv5", (1, 384, 13, 13), (256, 192, 3, 3), {"padding": 1, "groups": 2}),
    ("3x3, 128 to 64, 40x50", (1, 128, 40, 50), (64, 128, 3, 3), {"padding": 1}),
    ("5x5, 3 to 4, 512x512", (1, 3, 512, 512), (4, 3, 5, 5), {}),
    ("1x1, 256 to 64, 40x50", (1, 256, 40, 50), (64, 256, 1, 1), {}),
]


def compare(threads: int) -> None:
    """Print a line for each case, and the geometric mean."""
    import torch

    from convedu import ops

    torch.set_num_threads(threads)
    random = np.random.default_rng(0)
    print(f"{threads} thread{'s'[: threads - 1]}: float32, medians of {ROUNDS} calls")
    print(f"{'':24}{'torch ms':>9}{'ours ms':>9}{'ratio':>7}{'scratch MiB':>13}")
    ratios = []
    for name, input_shape, weight_shape, options in CASES:
        x = random.standard_normal(input_shape, dtype=np.float32)
        w = random.standard_normal(weight_shape, dtype=np.float32)
        tensors = torch.from_numpy(x), torch.from_numpy(w)

        def theirs(tensors=tensors, options=options):
            return torch.nn.functional.conv2d(*tensors, **options)

        def ours(x=x, w=w, options=options):
            return ops.conv2d(x, w, **options)

        with torch.inference_mode():
            np.testing.assert_allclose(ours(), theirs().numpy(), rtol=1e-3, atol=1e-2)
            torch_ms, our_ms = medians_ms(theirs, ours, rounds=ROUNDS, threads=threads)
        ratios.append(our_ms / torch_ms)
        peak, out = peak_mib(ours)
        scratch = peak - out.nbytes / 2**20  # beside the result
        print(f"{name:24}{torch_ms:9.2f}{our_ms:9.2f}{ratios[-1]:7.2f}{scratch:13.1f}", flush=True)
    mean = math.exp(statistics.fmean(map(math.log, ratios)))
    print(f"{'geometric mean':24}{mean:25.2f}\n", flush=True)


if __name__ == "__main__":
    sys.exit(main("benchmarks.conv2d", compare, THREADS))
