// What a border invents and how often pixels are used; the tests hold this against NumPy.

import { correlate, makeGrid } from "../shared/arithmetic.js";
import { countsOf, sizeOf } from "../shared/windows.js";

/** The pixel of n that stands at place i of an endless row; -1 for a zero. */
function sourceOf(i, n, mode) {
  if (i >= 0 && i < n) return i;
  if (mode === "edge") return i < 0 ? 0 : n - 1;
  if (mode === "wrap") return ((i % n) + n) % n;
  if (mode === "reflect") return i < 0 ? -i : 2 * (n - 1) - i;
  return -1;
}

export const sourcesOf = (n, p, mode) => Array.from({ length: n + 2 * p }, (_, i) => sourceOf(i - p, n, mode));

/** How often windows read each of n pixels, their copies in the border included. */
export function usesOf(n, { kernel, width, stride, mode }) {
  const padded = countsOf({ n: n + 2 * width, k: kernel, s: stride, p: 0, d: 1 });
  const uses = Array(n).fill(0);
  sourcesOf(n, width, mode).forEach((source, i) => {
    if (source >= 0) uses[source] += padded[i];
  });
  return uses;
}

/** How often each window along one axis reads a pixel, its copies in the border included. */
export function readsOf(n, options, pixel) {
  const { kernel, width, stride, mode } = options;
  const sources = sourcesOf(n, width, mode);
  return Array.from({ length: outputSize(n, options) }, (_, window) => {
    const taps = sources.slice(window * stride, window * stride + kernel);
    return taps.filter((source) => source === pixel).length;
  });
}

/** The windows [row, column] that read a pixel, each with how often. */
export function windowsOf(n, options, [row, col]) {
  const [down, across] = [readsOf(n, options, row), readsOf(n, options, col)];
  return down.flatMap((a, r) => across.map((b, c) => ({ at: [r, c], times: a * b }))).filter(({ times }) => times);
}

function padded(grid, p, mode) {
  const rows = sourcesOf(grid.rows, p, mode);
  const cols = sourcesOf(grid.cols, p, mode);
  const out = makeGrid(rows.length, cols.length);
  rows.forEach((r, i) =>
    cols.forEach((c, j) => {
      if (r >= 0 && c >= 0) out.data[i * cols.length + j] = grid.data[r * grid.cols + c];
    }),
  );
  return out;
}

/** The mean under the window, or its right column minus its left one. */
function weightsOf(k, response) {
  const grid = makeGrid(k, k);
  for (let i = 0; i < k * k; i++) grid.data[i] = response === "blur" ? 1 / k ** 2 : 0;
  if (response === "difference" && k > 1) {
    for (let r = 0; r < k; r++) {
      grid.data[r * k] = -1 / k;
      grid.data[r * k + k - 1] = 1 / k;
    }
  }
  return grid;
}

/** What the kernel makes of the padded picture; of a stride, every s-th output is kept. */
export function respond(picture, { kernel, width, stride, mode, response }) {
  const y = correlate(padded(picture, width, mode), weightsOf(kernel, response));
  if (stride === 1) return y;
  const out = makeGrid(Math.ceil(y.rows / stride), Math.ceil(y.cols / stride));
  for (let r = 0; r < out.rows; r++) {
    for (let c = 0; c < out.cols; c++) out.data[r * out.cols + c] = y.data[r * stride * y.cols + c * stride];
  }
  return out;
}

/** Does output i along an axis of n pixels see the border? */
const seesBorder = (i, n, { kernel, width, stride }) => i * stride < width || i * stride - width + kernel > n;

/** The mean strength of the outputs that see the border (null: none does) and of the others. */
export function meansOf(picture, y, options) {
  const [sums, counts] = [
    [0, 0],
    [0, 0],
  ];
  for (let r = 0; r < y.rows; r++) {
    for (let c = 0; c < y.cols; c++) {
      const at = seesBorder(r, picture.rows, options) || seesBorder(c, picture.cols, options) ? 0 : 1;
      sums[at] += Math.abs(y.data[r * y.cols + c]);
      counts[at]++;
    }
  }
  return [counts[0] ? sums[0] / counts[0] : null, sums[1] / counts[1]];
}

export const outputSize = (n, { kernel, width, stride }) => sizeOf({ n, k: kernel, s: stride, p: width, d: 1 });

/** What a padding at stride 1 is called. */
function nameOf({ kernel, width }) {
  if (width === 0) return "valid";
  if (2 * width === kernel - 1) return "same";
  return width === kernel - 1 ? "full" : "";
}

/** The size formula with its numbers, and what is so at this p; what another p would do is left to try. */
export function sizeSentence(n, options, hasMoved) {
  const { kernel, width, stride } = options;
  const size = outputSize(n, options);
  const [left, right] = (n + 2 * width - kernel) % stride ? ["⌊", "⌋"] : ["", ""];
  const head = `output size: ${left}(${n} + 2·${width} − ${kernel}) / ${stride}${right} + 1 = ${size}`;
  if (stride > 1) return `${head}; n / s rounded up is ${Math.ceil(n / stride)}.`;
  const name = nameOf(options) && `, called “${nameOf(options)}”`;
  const uses = usesOf(n, options);
  const alike = uses.every((count) => count === uses[0]) ? " Every pixel is used equally often." : "";
  const even =
    hasMoved && kernel % 2 === 0 ? ` k is even: 2p = ${kernel - 1} has no whole answer, no p keeps the size.` : "";
  return `${head}${size === n ? ", the same as the input" : ""}${name}.${alike}${even}`;
}
