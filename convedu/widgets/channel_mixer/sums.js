// Pure functions of the Channel Mixer; the tests hold each of them against NumPy.

import { correlate, makeGrid } from "../shared/arithmetic.js";
import { bracketed, equals, format, formatExact } from "../shared/numbers.js";
import { unpackImage } from "../shared/packing.js";

/** The three planes of a picture, which come one below the other. */
export function splitPlanes(packed) {
  const { rows, cols, data } = unpackImage(packed);
  const size = (rows / 3) * cols;
  const planes = [0, 1, 2].map((c) => makeGrid(rows / 3, cols, data.subarray(c * size, (c + 1) * size)));
  return Object.assign(planes, { packed });
}

export const noBias = (matrix) => matrix.map(() => 0);

/** A 1x1 convolution: at every pixel the matrix times the channels, plus the bias. A plane is a grid. */
export function mixChannels(planes, matrix, bias = noBias(matrix)) {
  const { rows, cols } = planes[0];
  return matrix.map((weights, o) => {
    const out = makeGrid(rows, cols);
    out.data.fill(bias[o]);
    weights.forEach((weight, c) => {
      const { data } = planes[c];
      for (let i = 0; i < data.length; i++) out.data[i] += weight * data[i];
    });
    return out;
  });
}

/** The channels of one pixel. */
export const vectorAt = (planes, [row, col]) => planes.map(({ cols, data }) => data[row * cols + col]);

const weightsOf = (inputs, outputs, side) => side * side * inputs * outputs;

/** What 1x1 down, 3x3, 1x1 up costs, and the plain 3x3 beside it. */
export function priceOf(channels, mid) {
  const steps = [weightsOf(channels, mid, 1), weightsOf(mid, mid, 3), weightsOf(mid, channels, 1)];
  const total = steps[0] + steps[1] + steps[2];
  const plain = weightsOf(channels, channels, 3);
  return { steps, total, plain, saving: plain / total };
}

/** The widest middle that still saves weights; 0 if none does. */
export function widestMiddle(channels) {
  let mid = channels;
  while (mid > 0 && priceOf(channels, mid).saving <= 1) mid--;
  return mid;
}

/**
 * The mean of the channels: every n-th pixel of a picture larger than `side`, each pixel n times of
 * one smaller than `least`, so that a 3x3 window has room.
 */
export function greyOf(planes, side = 96, least = 12) {
  const { rows, cols } = planes[0];
  const step = Math.ceil(Math.max(rows, cols) / side);
  const times = Math.ceil(least / Math.min(rows, cols));
  const out = makeGrid(Math.ceil(rows / step) * times, Math.ceil(cols / step) * times);
  const source = (at) => Math.floor(at / times) * step;
  for (let r = 0; r < out.rows; r++) {
    for (let c = 0; c < out.cols; c++) {
      const values = vectorAt(planes, [source(r), source(c)]);
      out.data[r * out.cols + c] = values.reduce((total, x) => total + x, 0) / values.length;
    }
  }
  return out;
}

/** Grids of one size, each times its weight, added up. */
export const weighted = (grids, weights) => mixChannels(grids, [weights])[0];

/** Three kernels, a ReLU or none, and a 1x1 that mixes their maps. */
export function twoLayers(grey, kernels, weights, relu) {
  const maps = kernels.map((kernel) => correlate(grey, kernel));
  if (relu)
    maps.forEach(({ data }) =>
      data.forEach((x, i) => {
        data[i] = Math.max(x, 0);
      }),
    );
  return weighted(maps, weights);
}

export const minusGrid = (a, b) =>
  makeGrid(
    a.rows,
    a.cols,
    a.data.map((x, i) => x - b.data[i]),
  );

/** "red = 0.39 × 0.52 + …": one line for each row of the matrix. */
export function productLines(vector, matrix, bias = noBias(matrix)) {
  const names = matrix.length === 1 ? ["the plane"] : ["red", "green", "blue"];
  return matrix.map((weights, o) => {
    const terms = weights.map((w, c) => `${bracketed(formatExact(w))}\u00a0×\u00a0${format(vector[c])}`);
    if (bias[o]) terms.push(bracketed(formatExact(bias[o])));
    const value = weights.reduce((total, w, c) => total + w * vector[c], bias[o]);
    return `${names[o]} = ${terms.join(" + ")} ${equals(...vector, value)}\u00a0${format(value)}`;
  });
}
