// What a stack of layers gives, what one output sees through it, and the one kernel it equals.
// A layer is {kernel_size, stride, dilation, padding, pool, weights}; the tests hold all of it against Python.

import { makeGrid } from "../shared/arithmetic.js";

export const spanOf = ({ kernel_size, dilation }) => dilation * (kernel_size - 1) + 1;

export const outputSize = (n, layer) => Math.floor((n + 2 * layer.padding - spanOf(layer)) / layer.stride) + 1;

/** Sizes of the input and after each layer; a layer that does not fit any more gives 0 or less. */
export function sizesOf(n, layers) {
  const sizes = [n];
  for (const layer of layers) sizes.push(outputSize(sizes.at(-1), layer));
  return sizes;
}

/** One layer's output: the sum of products under the window, or the largest value in it. */
function apply(x, layer, size = outputSize(x.rows, layer)) {
  const { kernel_size: k, stride, dilation, padding, pool, weights } = layer;
  const at = (
    row,
    col, // beyond the border there are zeros
  ) => (row >= 0 && col >= 0 && row < x.rows && col < x.cols ? x.data[row * x.cols + col] : 0);
  const out = makeGrid(size, size);
  for (let r = 0; r < size; r++) {
    for (let c = 0; c < size; c++) {
      let total = pool === "max" ? -Infinity : 0;
      for (let a = 0; a < k; a++) {
        for (let b = 0; b < k; b++) {
          const value = at(r * stride + a * dilation - padding, c * stride + b * dilation - padding);
          total = pool === "max" ? Math.max(total, value) : total + value * weights.data[a * k + b];
        }
      }
      out.data[r * size + c] = total;
    }
  }
  return out;
}

const rectify = (grid) =>
  makeGrid(
    grid.rows,
    grid.cols,
    grid.data.map((x) => Math.max(x, 0)),
  );

/** The picture, and what each layer makes of it; a ReLU after each convolution but a last one. */
export function mapsOf(image, layers, relu) {
  const maps = [image];
  layers.forEach((layer, i) => {
    const after = apply(maps.at(-1), layer);
    maps.push(relu && !layer.pool && i < layers.length - 1 ? rectify(after) : after);
  });
  return maps;
}

const read = (positions, { kernel_size, stride, dilation, padding }, size) => {
  const found = new Set();
  for (const p of positions) for (let t = 0; t < kernel_size; t++) found.add(p * stride + t * dilation - padding);
  return [...found].filter((p) => p >= 0 && p < size).sort((a, b) => a - b); // beyond it are zeros
};

/** Which positions of each level, along one axis, an output depends on; first level first. */
export function seenFrom(position, layers, sizes) {
  const levels = [[position]];
  for (let i = layers.length - 1; i >= 0; i--) levels.unshift(read(levels[0], layers[i], sizes[i]));
  return levels;
}

/** How many pixels an output sees along one axis, and how far apart two outputs look. */
export function fieldOf(layers) {
  return layers.reduce(
    ({ size, jump }, layer) => ({ size: size + (spanOf(layer) - 1) * jump, jump: jump * layer.stride }),
    { size: 1, jump: 1 },
  );
}

/** The kernel of `first` and then `second`, whose taps lie `jump` apart in the picture. */
export function compose(first, second, jump = 1) {
  const rows = first.rows + jump * (second.rows - 1);
  const cols = first.cols + jump * (second.cols - 1);
  const out = makeGrid(rows, cols);
  second.data.forEach((weight, n) => {
    const [top, left] = [Math.floor(n / second.cols) * jump, (n % second.cols) * jump];
    first.data.forEach((x, m) => {
      const [r, c] = [top + Math.floor(m / first.cols), left + (m % first.cols)];
      out.data[r * cols + c] += weight * x;
    });
  });
  return out;
}

/** The one kernel that equals the stack, if every layer in it is linear. */
export function composeAll(layers) {
  let kernel = makeGrid(1, 1, Float64Array.of(1));
  let jump = 1;
  for (const { weights, dilation, stride } of layers) {
    kernel = compose(kernel, weights, dilation * jump);
    jump *= stride;
  }
  return kernel;
}

/** That kernel's output on the picture, padded once, by as much as all layers pad. */
export function twinOf(image, kernel, layers) {
  const padding = layers.reduce((sum, layer, i) => sum + layer.padding * fieldOf(layers.slice(0, i)).jump, 0);
  const one = { kernel_size: kernel.rows, stride: fieldOf(layers).jump, dilation: 1, padding, weights: kernel };
  return apply(image, one, sizesOf(image.rows, layers).at(-1));
}

export const largestDifference = (a, b) => a.data.reduce((most, x, i) => Math.max(most, Math.abs(x - b.data[i])), 0);
