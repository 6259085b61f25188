// A drawing becomes pixels as the digits of the training did: dots, counted in 4 by 4 blocks.
// Pure functions; the tests hold them against convedu.training.handwriting.

export const BOX = 32; // dots
const BROADEST = 28;
export const PEN = 2.3; // the radius of a stroke, in dots
export const FULL = 16; // dots in a block

/** Strokes [[x, y], ...] moved and scaled so that their ink fills the box in height, or else in width. */
export function fitStrokes(strokes, largestScale = Infinity) {
  const [xs, ys] = [0, 1].map((axis) => strokes.flatMap((stroke) => stroke.map((point) => point[axis])));
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scales = [(BROADEST - 2 * PEN) / (right - left), (BOX - 2 * PEN) / (bottom - top), largestScale];
  const scale = Math.min(...scales); // of a single point the first two are infinite
  const moved = ([x, y]) => [(x - (left + right) / 2) * scale + BOX / 2, (y - (top + bottom) / 2) * scale + BOX / 2];
  return strokes.map((stroke) => stroke.map(moved));
}

const squareToSegment = (x, y, [ax, ay], [bx, by]) => {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length ? Math.min(Math.max(((x - ax) * dx + (y - ay) * dy) / length, 0), 1) : 0;
  return (x - ax - along * dx) ** 2 + (y - ay - along * dy) ** 2;
};

/** How many dots of each block a round pen inks, on a square of so many dots. */
export function countDots(strokes, dots) {
  const inked = new Uint8Array(dots * dots);
  const first = (a, b) => Math.max(Math.floor(Math.min(a, b) - PEN), 0);
  const last = (a, b) => Math.min(Math.ceil(Math.max(a, b) + PEN), dots);
  for (const stroke of strokes) {
    stroke.forEach((to, i) => {
      const from = stroke[Math.max(i - 1, 0)];
      for (let y = first(from[1], to[1]); y < last(from[1], to[1]); y++) {
        for (let x = first(from[0], to[0]); x < last(from[0], to[0]); x++) {
          if (squareToSegment(x + 0.5, y + 0.5, from, to) <= PEN * PEN) inked[y * dots + x] = 1;
        }
      }
    });
  }
  const side = dots / 4;
  const counts = new Uint8Array(side * side);
  inked.forEach((ink, i) => {
    counts[Math.floor(i / dots / 4) * side + Math.floor((i % dots) / 4)] += ink;
  });
  return counts;
}
