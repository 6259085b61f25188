// A picture of the learner's own: decoded and made small on this machine, sent nowhere.

import { control, h } from "./dom.js";
import { packBytes } from "./packing.js";

const OWN = "Open a picture of your own; it stays on your computer";
const LARGEST_SIDE = 256;

/** The pixels of a picture file, red, green, blue and opacity by turns. */
async function readPixels(file) {
  const bitmap = await createImageBitmap(file);
  const shrink = Math.min(1, LARGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const cols = Math.max(1, Math.round(bitmap.width * shrink));
  const rows = Math.max(1, Math.round(bitmap.height * shrink));
  const context = Object.assign(document.createElement("canvas"), { width: cols, height: rows }).getContext("2d", {
    willReadFrequently: true,
  });
  context.imageSmoothingQuality = "high";
  context.fillStyle = "#fff";
  context.fillRect(0, 0, cols, rows);
  context.drawImage(bitmap, 0, 0, cols, rows);
  return { rows, cols, data: context.getImageData(0, 0, cols, rows).data };
}

/** A picture file as one grey plane. */
export async function readGrey(file) {
  const { rows, cols, data } = await readPixels(file);
  const grey = (_, i) => Math.round(0.299 * data[i * 4] + 0.587 * data[i * 4 + 1] + 0.114 * data[i * 4 + 2]);
  return packBytes(rows, cols, Uint8Array.from({ length: rows * cols }, grey));
}

/** A picture file as its red, green and blue plane, one below the other. */
export async function readColours(file) {
  const { rows, cols, data } = await readPixels(file);
  const size = rows * cols;
  const colour = (_, i) => data[(i % size) * 4 + Math.floor(i / size)];
  return packBytes(3 * rows, cols, Uint8Array.from({ length: 3 * size }, colour));
}

/** A button that opens a file; `take` gets its name and what `read` makes of it. */
export function openButton({ read, take, refuse }) {
  const open = async ({ target }) => {
    const [file] = target.files;
    target.value = ""; // or the same file could not be opened twice
    if (!file) return;
    const packed = await read(file).catch(() => null);
    if (packed) take(file.name, packed);
    else refuse(`${file.name} is not a picture that this browser can read.`);
  };
  const input = control("input", { type: "file", accept: "image/*", onchange: open, "aria-label": OWN });
  return h("label", { class: "cv-button", title: OWN }, input, "Open…");
}
