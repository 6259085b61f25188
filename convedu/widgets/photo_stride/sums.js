// Which pixels a stride keeps, with and without a blur before; the tests hold this against NumPy.

import { makeGrid } from "../shared/arithmetic.js";

/** Rings that become finer outwards, of whole 255ths like a photo's bytes. */
export function ringsOf(side) {
  const squares = Float64Array.from({ length: side }, (_, i) => (i * (2 / (side - 1)) - 1) ** 2);
  const out = makeGrid(side, side);
  for (let r = 0; r < side; r++) {
    for (let c = 0; c < side; c++)
      out.data[r * side + c] = Math.round((0.5 + 0.5 * Math.cos(130 * (squares[r] + squares[c]))) * 255) / 255;
  }
  return out;
}

/** A row's weights rise, fall and add up to 1. */
const tentOf = (s) => Array.from({ length: 2 * s - 1 }, (_, i) => Math.min(i + 1, 2 * s - 1 - i) / s ** 2);

const mirrored = (i, n) => (i < 0 ? -i : i >= n ? 2 * (n - 1) - i : i);

/** Blurs along the rows or, with `down`, along the columns; the border is a mirror. */
function blurAlong({ rows, cols, data }, weights, down) {
  const out = makeGrid(rows, cols);
  const [half, n] = [(weights.length - 1) / 2, down ? rows : cols];
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++) {
      let total = 0;
      for (let j = 0; j < weights.length; j++) {
        const at = mirrored((down ? r : c) + j - half, n);
        total += weights[j] * (down ? data[at * cols + c] : data[r * cols + at]);
      }
      out.data[r * cols + c] = total;
    }
  }
  return out;
}

/** The picture that the stride reads. */
export function readOf(picture, { stride, blurred }) {
  if (!blurred || stride === 1) return picture;
  const weights = tentOf(stride);
  return blurAlong(blurAlong(picture, weights, false), weights, true);
}

/** Every s-th row and column from `start`. */
export function keptOf({ rows, cols, data }, stride, start) {
  const out = makeGrid(Math.ceil((rows - start) / stride), Math.ceil((cols - start) / stride));
  for (let r = 0; r < out.rows; r++) {
    for (let c = 0; c < out.cols; c++)
      out.data[r * out.cols + c] = data[(start + r * stride) * cols + start + c * stride];
  }
  return out;
}

/** By how much the kept pixels change on average if the stride starts one pixel later. */
export function unrestOf(read, stride, start) {
  const [here, after] = [keptOf(read, stride, start), keptOf(read, stride, start + 1)];
  let total = 0;
  for (let r = 0; r < after.rows; r++) {
    for (let c = 0; c < after.cols; c++)
      total += Math.abs(here.data[r * here.cols + c] - after.data[r * after.cols + c]);
  }
  return total / (after.rows * after.cols);
}
