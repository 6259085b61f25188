"""The game's questions: what is asked, the exact number, and how to come near it in your head."""

from math import prod
from typing import NamedTuple

from convedu.layers import Conv2d, Linear


class Question(NamedTuple):
    """A question, its exact answer, and a quick way to it."""

    text: str
    value: int
    how: str


def questions() -> tuple[Question, ...]:
    """Return the questions, from one factor to a whole network."""
    first = Conv2d(3, 64, 7, bias=False)
    plain = Conv2d(64, 128, 3, padding=1, bias=False)
    deep = Conv2d(512, 512, 3, padding=1, bias=False)
    narrow = Conv2d(256, 64, 1, bias=False)
    grouped = Conv2d(96, 256, 5, groups=2, bias=False)
    dense = Linear(4096, 4096, bias=False)
    head = Linear(128 * 28 * 28, 1000, bias=False)
    photo, quarter = (64, 112, 112), (256, 56, 56)
    return (
        Question(
            "A 3x3 layer from 64 to 128 channels: how many weights?",
            plain.weights,
            "64 · 128 is 2^13, about 8,000; 9 is about 10: 80,000",
        ),
        Question(
            "A 7x7 layer from 3 to 64 channels: how many weights?",
            first.weights,
            "49 is about 50, 3 · 64 about 200: 10,000",
        ),
        Question(
            "A 3x3 layer from 512 to 512 channels: how many weights?",
            deep.weights,
            "512 · 512 is 2^18, about 250,000; times 10: 2.5 million",
        ),
        Question(
            "A dense layer from 4,096 to 4,096: how many weights?",
            dense.weights,
            "2^12 · 2^12 is 2^24, and 2^20 is about a million: 16 million",
        ),
        Question(
            "A 5x5 layer from 96 to 256 channels in 2 groups: how many weights?",
            grouped.weights,
            "a filter reads 48 channels: 50 · 250 is about 12,000; times 25: 300,000",
        ),
        Question(
            "A 3x3 layer from 64 to 128 channels, padded, on 112x112: how many multiply-adds?",
            plain.macs(photo),
            "80,000 weights at 112 · 112, about 12,000 places: a billion",
        ),
        Question(
            "A 1x1 layer from 256 to 64 channels on 56x56: how many multiply-adds?",
            narrow.macs(quarter),
            "2^8 · 2^6 is 2^14, about 16,000 weights, at 3,000 places: 50 million",
        ),
        Question(
            "64 maps of 112x112 in float32: how many bytes?",
            4 * prod(photo),
            "64 · 12,000 is about 800,000 numbers; times 4: 3 million",
        ),
        Question(
            "That 3x3 layer from 64 to 128 channels, then a dense layer from 128 maps of 28x28 to "
            "1,000: how many weights in all?",
            plain.weights + head.weights,
            "the dense layer dominates: 128 · 800 is about 100,000 inputs, times 1,000: 100 "
            "million; the 80,000 do not matter",
        ),
    )
