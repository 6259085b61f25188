// What the learner has set, and what follows from it.

import { covered, forward, SIDE, SIZE_OF, winnerOf } from "./network.js";
import { BOX, countDots, FULL, fitStrokes } from "./strokes.js";

export const COVER = 5; // pixels along each side of the cover
export const DIGITS = Array.from({ length: 10 }, (_, digit) => digit);
export const TRAITS = ["stored", "picture", "shift", "cover", "network", "off", "score", "chosen"];
const MOST_SHIFT = (SIDE - 8) / 2;
const DOTS = 4 * SIDE;
const MOST_ENLARGED = 4;

/** What the view starts from, out of the traits. */
export const readState = (model) => ({
  stored: model.get("stored"),
  picture: Float64Array.from(model.get("picture").flat(), (count) => count / FULL),
  shift: model.get("shift"),
  cover: model.get("cover"),
  head: model.get("network"),
  off: model.get("off").map((filters) => new Set(filters)),
  score: model.get("score"),
  chosen: chosenFrom(model.get("chosen")),
});

const chosenFrom = ([layer, map, row, col]) => ({ layer, map, row, col });

/** The same as values of the traits. */
export const writeState = (s) => ({
  stored: s.stored,
  picture: Array.from({ length: SIDE }, (_, r) =>
    Array.from(s.picture.subarray(r * SIDE, (r + 1) * SIDE), (x) => Math.round(x * FULL)),
  ),
  shift: s.shift,
  cover: s.cover,
  network: s.head,
  off: s.off.map((filters) => [...filters].sort((a, b) => a - b)),
  score: s.score,
  chosen: [s.chosen.layer, s.chosen.map, s.chosen.row, s.chosen.col],
});

const limited = (x, low, high) => Math.min(Math.max(x, low), high);

/** A digit's place, at most as far off the middle as its box allows. */
export const shiftTo = (wanted) => wanted.map((n) => limited(n, -MOST_SHIFT, MOST_SHIFT));
export const coverAt = (wanted) => wanted.map((n) => limited(n, 0, SIDE - COVER));
export const pixelAt = (wanted, size = SIDE) => wanted.map((n) => limited(n, 0, size - 1));

/** 8 by 8 counts, or 22 by 22, in the middle of the picture. */
export function centred(counts) {
  const size = Math.sqrt(counts.length);
  const start = (SIDE - size) / 2;
  const picture = new Float64Array(SIDE * SIDE);
  counts.forEach((count, i) => {
    picture[(start + Math.floor(i / size)) * SIDE + start + (i % size)] = count / FULL;
  });
  return picture;
}

/** What was drawn on the paper, whose points go from 0 to 1; `fitted` to the size of the training. */
export function drawn(strokes, fitted) {
  if (!strokes.length) return new Float64Array(SIDE * SIDE);
  const inDots = strokes.map((stroke) => stroke.map(([x, y]) => [x * DOTS, y * DOTS]));
  return centred(fitted ? countDots(fitStrokes(inDots, MOST_ENLARGED), BOX) : countDots(inDots, DOTS));
}

/** The picture where it was moved to, without the cover. */
export function movedPicture({ picture, shift: [down, right] }) {
  const moved = new Float64Array(SIDE * SIDE);
  for (let r = Math.max(down, 0); r < Math.min(SIDE, SIDE + down); r++) {
    for (let c = Math.max(right, 0); c < Math.min(SIDE, SIDE + right); c++) {
      moved[r * SIDE + c] = picture[(r - down) * SIDE + c - right];
    }
  }
  return moved;
}

/** What the networks get. */
export const inputOf = (s) => (s.cover ? covered(movedPicture(s), s.cover, COVER) : movedPicture(s));

/** The picture with 2 x 2 pixels inked or rubbed out, at a place of the moved one. */
export function edited({ picture, shift: [down, right] }, [row, col], value) {
  const copy = picture.slice();
  for (let r = row - down; r < row - down + 2; r++) {
    for (let c = col - right; c < col - right + 2; c++) {
      if (r >= 0 && c >= 0 && r < SIDE && c < SIDE) copy[r * SIDE + c] = value;
    }
  }
  return copy;
}

/** All that is shown: the state with every number of the networks. */
export function derived(network, digits, s) {
  const input = inputOf(s);
  const out = forward(network, input, s.off);
  const reads = Object.fromEntries(Object.entries(out.scores).map(([head, scores]) => [head, winnerOf(scores)]));
  return {
    ...s,
    input,
    out,
    reads,
    truth: s.stored === null ? null : digits[s.stored].label,
    empty: !input.some((x) => x > 0),
    digit: s.score ?? reads[s.head],
  };
}

/** The number of the second convolution that is largest after its ReLU: a first choice. */
export function loudest({ relu2 }) {
  const at = winnerOf(relu2);
  const [size, length] = [SIZE_OF.relu2, SIZE_OF.relu2 ** 2];
  return { layer: "conv2", map: Math.floor(at / length), row: Math.floor((at % length) / size), col: at % size };
}
