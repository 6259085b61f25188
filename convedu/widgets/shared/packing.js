// The forms in which pictures come from Python and go back.

import { makeGrid } from "./arithmetic.js";

export const bytesOf = (data) =>
  typeof data === "string"
    ? Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
    : new Uint8Array(data.buffer ?? data, data.byteOffset ?? 0, data.byteLength);

/** A picture: bytes from 0 to 255 that stand for 0 to 1, or 64-bit floats. */
export function unpackImage(packed) {
  const {
    shape: [rows, cols],
    dtype,
    data,
  } = packed;
  const bytes = bytesOf(data);
  const values = dtype === "u1" ? Float64Array.from(bytes, (x) => x / 255) : new Float64Array(bytes.slice().buffer);
  return { ...makeGrid(rows, cols, values), packed };
}

export function packBytes(rows, cols, bytes) {
  return { shape: [rows, cols], dtype: "u1", data: new DataView(bytes.buffer) };
}
