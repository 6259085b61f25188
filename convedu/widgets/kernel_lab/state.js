// The view's state: what Python also knows (image, kernel, flip, cursor), whether the output is shown
// as a picture file would keep it (clipped), and what follows from these.

import { correlate, extremes, inside, multiply, rotate, sum, windowAt } from "../shared/arithmetic.js";
import { makeScale } from "../shared/colour.js";
import { cellOf } from "../shared/grids.js";
import { bracketed, equals, format, formatWeights } from "../shared/numbers.js";

/** The state after a change; only what the change touches is calculated again. */
export function derive(before, patch) {
  const s = { ...before, ...patch };
  if (s.kernel !== before.kernel || s.flip !== before.flip) s.laid = s.flip ? rotate(s.kernel) : s.kernel;
  if (s.image !== before.image) s.inputScale = scaleOfInput(s.image);
  if (s.image !== before.image || s.laid !== before.laid) {
    s.output = correlate(s.image, s.laid);
    s.range = extremes(s.output);
  }
  const { low, high } = s.inputScale;
  s.clippable = low === 0 && high === 1 && s.image.rows > LARGEST_GRID;
  s.outside = s.clippable && (s.range[0] < 0 || s.range[1] > 1);
  if (s.output !== before.output || s.clipped !== before.clipped) s.outputScale = scaleOfOutput(s);
  s.cursor = inside(s.cursor, s.output);
  s.window = windowAt(s.image, s.laid, s.cursor);
  return s;
}

function scaleOfInput(image) {
  const [low, high] = extremes(image);
  return makeScale([low, high], [0, Math.max(high, 1)], 0, cellOf(image));
}

function scaleOfOutput({ output, range, inputScale: { low, high }, laid, outside, clipped }) {
  if (outside && clipped) return { kind: "grey", low, high };
  const weight = low < 0 ? 0 : sum(laid);
  return makeScale(range, low < 0 ? undefined : [low, high], weight, cellOf(output));
}

export const fits = (kernel, image) => kernel.rows <= image.rows && kernel.cols <= image.cols;

export const isTape = (s) => s.image.rows === 1 && s.kernel.rows === 1;

const LARGEST_GRID = 16; // what is larger is no grid of numbers

const SPACE = "\u00a0"; // a product never breaks across lines

/** The multiply-add at one output pixel, written out. */
export function sentence({ window, laid, cursor, output }) {
  const products = formatWeights(laid).map((w, i) => [format(window.data[i]), "×", bracketed(w)].join(SPACE));
  const value = sum(multiply(window, laid));
  const place = output.rows === 1 ? cursor[1] : cursor.join(`,${SPACE}`);
  const total = [equals(value, ...window.data), format(value)].join(SPACE);
  return `output[${place}] = ${products.join(" + ")} ${total}`;
}
