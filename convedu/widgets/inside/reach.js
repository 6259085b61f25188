// What reads what: the windows behind a chosen number, back to the picture, and what a pixel reaches.

import { MAPS_OF, SIDE, SIZE_OF } from "./network.js";

/** The layers in their order, each with its window and stride on the one before. */
export const CHAIN = [
  { key: "input", size: SIDE },
  { key: "conv1", k: 3, s: 1 },
  { key: "relu1", k: 1, s: 1 },
  { key: "pool1", k: 2, s: 2 },
  { key: "conv2", k: 3, s: 1 },
  { key: "relu2", k: 1, s: 1 },
  { key: "pool2", k: 2, s: 2 },
].map((layer) => ({ size: SIZE_OF[layer.key], ...layer }));

const levelOf = (key) => CHAIN.findIndex((layer) => layer.key === key);
const stageOf = (key) => key.slice(-1);

/** How many input pixels along an axis a number of a layer sees. */
export const fieldFrom = (key) => boxesBefore(key, 0, 0).input[2];

/** By layer, the box [row, col, height, width] that a number at [row, col] depends on. */
export function boxesBefore(key, row, col) {
  const boxes = { [key]: [row, col, 1, 1] };
  for (let i = levelOf(key); i > 0; i--) {
    const { k, s } = CHAIN[i];
    const [r, c, high, wide] = boxes[CHAIN[i].key];
    boxes[CHAIN[i - 1].key] = [r * s, c * s, (high - 1) * s + k, (wide - 1) * s + k];
  }
  return boxes;
}

/** By layer, the box of those numbers that depend on an input pixel; null where none does. */
export function boxesAfter(row, col) {
  const boxes = { input: [row, col, 1, 1] };
  for (let i = 1; i < CHAIN.length; i++) {
    const { key, k, s, size } = CHAIN[i];
    const [r, c, high, wide] = boxes[CHAIN[i - 1].key];
    const reach = (start, length) => {
      const first = Math.max(Math.ceil((start - k + 1) / s), 0);
      return [first, Math.min(Math.floor((start + length - 1) / s), size - 1) - first + 1];
    };
    const [[top, tall], [left, broad]] = [reach(r, high), reach(c, wide)];
    boxes[key] = [top, left, tall, broad];
  }
  return boxes;
}

/**
 * Where marks lie for a chosen number: for each layer the maps, the box, and whether it is `near`, read
 * directly, or further back. A filter of the second stage reads all maps of the first.
 */
export function marksBefore({ layer, map, row, col }) {
  const boxes = boxesBefore(layer, row, col);
  const marks = [];
  let windows = 0; // passed so far
  for (let i = levelOf(layer); i >= 0; i--) {
    const { key, k } = CHAIN[i];
    const own = key === "input" ? [0] : stageOf(key) === stageOf(layer) && [map];
    marks.push({
      key,
      maps: own || Array.from({ length: MAPS_OF[key] }, (_, n) => n),
      box: boxes[key],
      near: windows < 2,
    });
    if (k > 1) windows++;
  }
  return marks;
}
