// The networks: their weights, and every number that one picture makes in them.
// Pure functions; the tests hold all of it against NumPy.

import { bytesOf } from "../shared/packing.js";

export const SIDE = 22;
export const MAPS_OF = { conv1: 6, relu1: 6, pool1: 6, conv2: 12, relu2: 12, pool2: 12 };
export const SIZE_OF = { conv1: 20, relu1: 20, pool1: 10, conv2: 8, relu2: 8, pool2: 4 };
export const CELLS = SIZE_OF.pool2 ** 2;

const fromHalf = (bits) => {
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  const size = exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : (2 ** -14 * fraction) / 1024;
  return bits & 0x8000 ? -size : size;
};

/** Weights by layer, from {shapes: {name: [weight's, bias's]}, data}: float16, in the order of `shapes`. */
export function unpackNetwork({ shapes, data }) {
  const bytes = bytesOf(data).slice();
  const numbers = Float64Array.from(new Uint16Array(bytes.buffer), fromHalf);
  let at = 0;
  const take = (shape) => {
    const length = shape.reduce((product, n) => product * n, 1);
    at += length;
    return numbers.subarray(at - length, at);
  };
  const layers = Object.entries(shapes).map(([name, [weight, bias]]) => [
    name,
    { shape: weight, weight: take(weight), bias: take(bias) },
  ]);
  return Object.fromEntries(layers);
}

/** The window of a k x k kernel over one map of some that lie one after the other. */
export function windowIn(maps, map, size, row, col, k) {
  const values = new Float64Array(k * k);
  for (let i = 0; i < values.length; i++) {
    values[i] = maps[(map * size + row + Math.floor(i / k)) * size + col + (i % k)];
  }
  return values;
}

/** What one filter takes from one map, before the sum over the maps and the bias. */
export function shareOfMap(maps, map, size, { shape, weight }, filter) {
  const [out, start] = [size - 2, (filter * shape[1] + map) * 9];
  const share = new Float64Array(out * out);
  for (let r = 0; r < out; r++) {
    for (let c = 0; c < out; c++) {
      let total = 0;
      for (let i = 0; i < 9; i++) {
        total += weight[start + i] * maps[(map * size + r + Math.floor(i / 3)) * size + c + (i % 3)];
      }
      share[r * out + c] = total;
    }
  }
  return share;
}

/** 3x3 filters over all maps; a filter that is switched off gives zeros. */
function convolve(maps, size, layer, off) {
  const [filters, channels] = layer.shape;
  const length = (size - 2) ** 2;
  const out = new Float64Array(filters * length);
  for (let f = 0; f < filters; f++) {
    if (off.has(f)) continue;
    const own = out.subarray(f * length, (f + 1) * length).fill(layer.bias[f]);
    for (let k = 0; k < channels; k++) addShare(own, maps, k, size, layer.weight, (f * channels + k) * 9);
  }
  return out;
}

/** As `shareOfMap`, added to what is there; written out, since every frame needs it 78 times. */
function addShare(own, maps, map, size, w, s) {
  const out = size - 2;
  for (let r = 0; r < out; r++) {
    for (let c = 0; c < out; c++) {
      const a = (map * size + r) * size + c;
      const [b, d] = [a + size, a + 2 * size];
      own[r * out + c] +=
        w[s] * maps[a] +
        w[s + 1] * maps[a + 1] +
        w[s + 2] * maps[a + 2] +
        w[s + 3] * maps[b] +
        w[s + 4] * maps[b + 1] +
        w[s + 5] * maps[b + 2] +
        w[s + 6] * maps[d] +
        w[s + 7] * maps[d + 1] +
        w[s + 8] * maps[d + 2];
    }
  }
}

const rectified = (values) => values.map((x) => Math.max(x, 0));

/** The greatest of each 2x2 tile; row after row, whatever maps lie one after the other. */
function maxPool(maps, size) {
  const half = size / 2;
  const out = new Float64Array(maps.length / 4);
  for (let i = 0; i < out.length; i++) {
    const at = 2 * Math.floor(i / half) * size + 2 * (i % half);
    out[i] = Math.max(maps[at], maps[at + 1], maps[at + size], maps[at + size + 1]);
  }
  return out;
}

function dense(values, { shape: [outputs], weight, bias }) {
  const out = new Float64Array(outputs);
  for (let o = 0; o < outputs; o++) {
    let total = bias[o];
    for (let i = 0; i < values.length; i++) total += weight[o * values.length + i] * values[i];
    out[o] = total;
  }
  return out;
}

/** The greatest cell of each last map: its position and its value. */
function greatestOf(pool2) {
  const where = Array.from({ length: pool2.length / CELLS }, (_, map) => {
    const own = pool2.subarray(map * CELLS, (map + 1) * CELLS);
    return own.indexOf(Math.max(...own));
  });
  return { where, greatest: Float64Array.from(where, (cell, map) => pool2[map * CELLS + cell]) };
}

/** Every number that a picture of 22 x 22 makes; `off` holds the sets of filters that are switched off. */
export function forward(network, input, off = [new Set(), new Set()]) {
  const conv1 = convolve(input, SIDE, network.conv1, off[0]);
  const relu1 = rectified(conv1);
  const pool1 = maxPool(relu1, SIZE_OF.relu1);
  const conv2 = convolve(pool1, SIZE_OF.pool1, network.conv2, off[1]);
  const relu2 = rectified(conv2);
  const pool2 = maxPool(relu2, SIZE_OF.relu2);
  const { where, greatest } = greatestOf(pool2);
  const sums = dense(input, network.hidden);
  const hidden = rectified(sums);
  const reads = { dense: pool2, "global max": greatest, "taught everywhere": pool2, "no convolution": hidden };
  const scores = Object.entries(reads).map(([head, values]) => [head, dense(values, network[head])]);
  return {
    ...{ input, conv1, relu1, pool1, conv2, relu2, pool2, where, greatest, sums, hidden, reads },
    scores: Object.fromEntries(scores),
  };
}

/** The position of the greatest number. */
export const winnerOf = (numbers) => numbers.indexOf(Math.max(...numbers));

/** From scores to shares: e to each score, divided by the sum of all; and these terms themselves. */
export function softmax(scores) {
  const terms = Array.from(scores, Math.exp);
  const total = terms.reduce((sum, term) => sum + term, 0);
  return { terms, total, shares: terms.map((term) => term / total) };
}

/** Weight times what the head reads, for one digit: a number for each cell, map or hidden unit. */
export function products(network, head, digit, out) {
  const values = out.reads[head];
  return values.map((x, i) => network[head].weight[digit * values.length + i] * x);
}

/** What speaks for and against a digit: a sum for each map, or each hidden unit. */
export function evidence(network, head, digit, out) {
  const each = products(network, head, digit, out);
  if (each.length !== MAPS_OF.pool2 * CELLS) return each;
  const total = (map) => each.subarray(map * CELLS, (map + 1) * CELLS).reduce((sum, x) => sum + x, 0);
  return Float64Array.from({ length: MAPS_OF.pool2 }, (_, map) => total(map));
}

/** A copy of the picture with a black square on it. */
export function covered(input, [row, col], size) {
  const copy = input.slice();
  for (let r = row; r < row + size; r++) copy.fill(0, r * SIDE + col, r * SIDE + col + size);
  return copy;
}

/** By how much a score changes with the cover at each place: the occlusion map. */
export function occlusion(network, head, digit, input, size, off) {
  const places = SIDE - size + 1;
  const before = forward(network, input, off).scores[head][digit];
  return Float64Array.from({ length: places ** 2 }, (_, i) => {
    const there = covered(input, [Math.floor(i / places), i % places], size);
    return forward(network, there, off).scores[head][digit] - before;
  });
}
