// The view's state: what Python also knows (image, kernel, flip, cursor) and what follows from it.

import { correlate, extremes, inside, makeGrid, rotate, sum, windowAt } from "../shared/arithmetic.js";
import { makeScale } from "../shared/colour.js";

/** The state after a change; only what the change touches is calculated again. */
export function derive(before, patch) {
  const s = { ...before, ...patch };
  if (s.kernel !== before.kernel || s.flip !== before.flip) s.laid = s.flip ? rotate(s.kernel) : s.kernel;
  if (s.image !== before.image) s.inputScale = scaleOfInput(s.image);
  if (s.image !== before.image || s.laid !== before.laid) {
    s.output = correlate(s.image, s.laid);
    s.range = extremes(s.output);
    const { low, high } = s.inputScale;
    s.outputScale = low < 0 ? makeScale(s.range) : makeScale(s.range, [low, high], sum(s.laid));
  }
  s.cursor = inside(s.cursor, s.output);
  s.window = windowAt(s.image, s.laid, s.cursor);
  return s;
}

function scaleOfInput(image) {
  const [low, high] = extremes(image);
  return makeScale([low, high], [0, high <= 1 ? 1 : high]);
}

export const fits = (kernel, image) => kernel.rows <= image.rows && kernel.cols <= image.cols;

export const isTape = (s) => s.image.rows === 1 && s.kernel.rows === 1;

// ---- the forms in which arrays come from Python and go back

const bytesOf = (data) => typeof data === "string"
  ? Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
  : new Uint8Array(data.buffer ?? data, data.byteOffset ?? 0, data.byteLength);

/** A picture: bytes from 0 to 255 that stand for 0 to 1, or 64-bit floats. */
export function unpackImage(packed) {
  const { shape: [rows, cols], dtype, data } = packed;
  const bytes = bytesOf(data);
  const values = dtype === "u1" ? Float64Array.from(bytes, (x) => x / 255) : new Float64Array(bytes.slice().buffer);
  return { ...makeGrid(rows, cols, values), packed };
}

export function packBytes(rows, cols, bytes) {
  return { shape: [rows, cols], dtype: "u1", data: new DataView(bytes.buffer) };
}

export const unpackKernel = (rows) => makeGrid(rows.length, rows[0].length, Float64Array.from(rows.flat()));

export const packKernel = ({ rows, cols, data }) =>
  Array.from({ length: rows }, (_, r) => [...data.subarray(r * cols, (r + 1) * cols)]);
