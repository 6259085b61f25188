"""Small pictures as SVG text. Colours are in style.css; each picture has a title in words."""

import html
import math
from collections.abc import Mapping

from convedu.grading.common.text import number
from convedu.grading.model import WAITING
from convedu.grading.report.item_analysis import Bins, Separation

STATES = ("correct", "almost", "keep working", "missing", "failed", WAITING)
_WIDE, _HIGH, _LEFT, _TOP, _BOTTOM = 760, 250, 44, 34, 46


def histogram(scores: Bins, *, mean: float, median: float, title: str) -> str:
    """Return bars over a scale of points, with marks at the mean and the median."""
    count, most = len(scores.counts), max([*scores.counts, 1])
    width = (_WIDE - _LEFT) / count
    base = _HIGH - _BOTTOM
    up = (base - _TOP) / most
    parts = _scale(most, up, base)
    for index, value in enumerate(scores.counts):
        left = _LEFT + index * width
        low = number(index * scores.step)
        high = number((index + 1) * scores.step)
        named = low if scores.step == 1 else f"{low} to under {high}"
        parts.append(f'<text class="tick" x="{left + width / 2:.1f}" y="{base + 17}">{low}</text>')
        if value:
            top = base - value * up
            parts.append(
                f'<g><title>{named} points: {value}</title><rect class="bar" x="{left + 2:.1f}" '
                f'y="{top:.1f}" width="{width - 4:.1f}" height="{value * up:.1f}" rx="2"/>'
                f'<text class="count" x="{left + width / 2:.1f}" y="{top - 5:.1f}">{value}</text>'
                "</g>"
            )
    for name, points in (("mean", mean), ("median", median)):
        parts.append(_mark(name, _LEFT + points / scores.step * width, base))
    parts.append(f'<text class="axis" x="{_WIDE}" y="{_HIGH - 4}">points</text>')
    return _svg("histogram", _WIDE, _HIGH, title, *parts)


def _scale(most: int, up: float, base: float) -> list[str]:
    step = next(s * 10**e for e in range(9) for s in (1, 2, 5) if most / (s * 10**e) <= 5)
    return [
        f'<line class="grid" x1="{_LEFT}" x2="{_WIDE}" y1="{base - n * up:.1f}" '
        f'y2="{base - n * up:.1f}"/><text class="left" x="{_LEFT - 8}" '
        f'y="{base - n * up + 4:.1f}">{n}</text>'
        for n in range(0, most + 1, step)
    ]


def _mark(name: str, x: float, base: float) -> str:
    shape = f"M{x:.1f} {base + 22}l-6 10h12z"
    return f'<path class="{name}" d="{shape}"><title>{name}</title></path>'


def bars(counts: Mapping[str, int]) -> str:
    """Return one bar, divided by what a check said; parts stand in the same order in each."""
    wide, high, left = 260, 24, 0.0
    total = sum(counts.values())
    parts = []
    for index, state in enumerate(STATES):
        value = counts.get(state, 0)
        width = wide * value / total if total else 0.0
        if not value:
            continue
        parts.append(
            f'<g><title>{state}: {value}</title><rect class="s{index}" x="{left:.1f}" y="1" '
            f'width="{max(width - 1, 0.5):.1f}" height="{high - 2}"/>'
        )
        if width > 7 + 7 * len(str(value)):
            parts.append(
                f'<text class="t{index}" x="{left + width / 2:.1f}" y="{high / 2 + 4.5}">'
                f"{value}</text>"
            )
        parts.append("</g>")
        left += width
    words = ", ".join(f"{counts[state]} {state}" for state in STATES if counts.get(state))
    return _svg("states", wide, high, words or "nobody", *parts)


def interval(separation: Separation) -> str:
    """Return a correlation with its interval on a scale from -1 to 1."""
    wide, high = 120, 24

    def at(value: float) -> float:
        return 6 + (value + 1) / 2 * (wide - 12)

    return _svg(
        "interval",
        wide,
        high,
        f"{separation.value:.2f}, interval {separation.low:.2f} to {separation.high:.2f}, "
        "on a scale of -1 to 1",
        f'<line class="grid" x1="{at(-1)}" x2="{at(1)}" y1="12" y2="12"/>',
        f'<line class="zero" x1="{at(0)}" x2="{at(0)}" y1="3" y2="21"/>',
        f'<path class="whisker" d="M{at(separation.low):.1f} 12H{at(separation.high):.1f}"/>',
        f'<circle class="dot" cx="{at(separation.value):.1f}" cy="12" r="4.5"/>',
    )


def times(median: float, slowest: float, bound: float) -> str:
    """Return a check's times on a logarithmic scale from 1 ms to beyond the time limit."""
    wide, high = 140, 24
    first, last = math.log10(0.001), math.log10(max(4 * bound, slowest, 1.0))

    def at(seconds: float) -> float:
        share = (math.log10(max(seconds, 0.001)) - first) / (last - first)
        return 6 + share * (wide - 12)

    return _svg(
        "times",
        wide,
        high,
        f"median {duration(median)}, slowest {duration(slowest)}, limit {duration(bound)}",
        f'<line class="grid" x1="6" x2="{wide - 6}" y1="12" y2="12"/>',
        f'<line class="bound" x1="{at(bound):.1f}" x2="{at(bound):.1f}" y1="2" y2="22"/>',
        f'<path class="whisker" d="M{at(median):.1f} 12H{at(slowest):.1f}"/>',
        f'<circle class="dot" cx="{at(median):.1f}" cy="12" r="4.5"/>',
        f'<path class="far" d="M{at(slowest):.1f} 6v12"/>',
    )


def disc(count: int, most: int) -> str:
    """Return a disc whose area shows a count, with the count beside it."""
    radius = 3 + 11 * math.sqrt(count / most)
    return (
        f'<svg class="disc" viewBox="0 0 28 28" width="28" height="28" aria-hidden="true">'
        f'<circle cx="14" cy="14" r="{radius:.1f}"/></svg>{count}'
    )


def share(value: float) -> str:
    """Return a bar for a share from 0 to 1, which stands beside its number."""
    width = 60 * min(1.0, max(0.0, value))
    return (
        '<svg class="share" viewBox="0 0 60 12" width="60" height="12" aria-hidden="true">'
        '<rect class="track" width="60" height="12" rx="2"/>'
        f'<rect class="bar" width="{width:.1f}" height="12" rx="2"/></svg>'
    )


def duration(seconds: float) -> str:
    """Return a time in the unit in which it is easily read.

    >>> duration(0.0123), duration(5.0), duration(0.0004)
    ('12 ms', '5.0 s', '<1 ms')
    """
    if seconds >= 1:
        return f"{seconds:.1f} s"
    return f"{1000 * seconds:.0f} ms" if seconds >= 0.001 else "<1 ms"


def key(state: str) -> str:
    """Return the colour that a state has in `bars`, beside which it is named."""
    return (
        '<svg class="states" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">'
        f'<rect class="s{STATES.index(state)}" width="14" height="14"/></svg>'
    )


def _svg(kind: str, wide: float, high: float, title: str, *parts: str) -> str:
    return (
        f'<svg class="{kind}" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
        f'role="img" aria-label="{html.escape(title)}">{"".join(parts)}</svg>'
    )


CHARTS = (histogram, bars, interval, times, disc, share, key)
