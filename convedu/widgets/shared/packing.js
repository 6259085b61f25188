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

/**
 * The pictures that a widget offers, by name. They stand in its state, or in a model that the widgets of a
 * notebook share.
 */
export async function readGallery(model, unpack = unpackImage) {
  let packed = model.get("gallery");
  if (typeof packed === "string") {
    const shared = await model.widget_manager.get_model(packed.slice("IPY_MODEL_".length));
    packed = shared.get("pictures");
  }
  const named = ([name, each]) => [name, Object.assign(unpack(each), { packed: { name } })];
  return Object.fromEntries(Object.entries(packed).map(named));
}

/** The picture that a state holds: by its name, or the one that is `held`, or a new one. */
export function pictureOf(packed, gallery, held, unpack = unpackImage) {
  if ("name" in packed) return gallery[packed.name];
  return held?.packed === packed ? held : unpack(packed);
}

export function packBytes(rows, cols, bytes) {
  return { shape: [rows, cols], dtype: "u1", data: new DataView(bytes.buffer) };
}
