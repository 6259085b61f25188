// Pure functions on a picture in planes and its filters; the tests hold them against NumPy.

import { correlate, extremes, gridOf, inside, makeGrid, multiply, sum, windowAt } from "../shared/arithmetic.js";
import { bracketed, equals, format, withCommas } from "../shared/numbers.js";
import { unpackImage } from "../shared/packing.js";

/** The same numbers, in the order in which they lie in memory, taken for channel-last. */
function misreadPlanes(planes) {
  const [{ rows, cols }, channels] = [planes[0], planes.length];
  const memory = planes.flatMap(({ data }) => [...data]);
  return planes.map((_, c) =>
    makeGrid(
      rows,
      cols,
      Float64Array.from({ length: rows * cols }, (_, i) => memory[i * channels + c]),
    ),
  );
}

/** What one filter, a kernel for each plane, makes of the planes. */
function featureMap(planes, kernels, bias) {
  const parts = planes.map((plane, c) => correlate(plane, kernels[c]));
  return makeGrid(
    parts[0].rows,
    parts[0].cols,
    parts[0].data.map((_, i) => parts.reduce((total, part) => total + part.data[i], 0) + bias),
  );
}

/** What Python sends once, with a memory of the feature maps that were calculated. */
export function openStack({ image, weight, bias, names }) {
  const planes = image.map(unpackImage);
  const kernels = weight.map((filter) => filter.map(gridOf));
  const readings = [planes, misreadPlanes(planes)];
  const known = new Map();
  const mapOf = (misread, f) => {
    const key = `${misread} ${f}`;
    if (!known.has(key)) known.set(key, featureMap(readings[Number(misread)], kernels[f], bias[f]));
    return known.get(key);
  };
  return { readings, kernels, bias, names, mapOf, last: planes.length + 2 };
}

/** Everything that is shown at one moment. */
export function moment(stack, held) {
  const planes = stack.readings[Number(held.misread)];
  const kernels = stack.kernels[held.shown];
  const maps = Array.from({ length: held.filters }, (_, f) => stack.mapOf(held.misread, f));
  const cursor = inside(held.cursor, maps[0]);
  const windows = planes.map((plane, c) => windowAt(plane, kernels[c], cursor));
  const products = windows.map((window, c) => multiply(window, kernels[c]));
  const partial = products.map(sum);
  const bias = stack.bias[held.shown];
  const total = partial.reduce((a, b) => a + b, 0);
  const map = maps[held.shown];
  return {
    ...held,
    cursor,
    planes,
    kernels,
    maps,
    map,
    range: extremes(map),
    windows,
    products,
    partial,
    bias,
    total,
    value: total + bias,
    done: held.step === stack.last,
  };
}

/** The next step of the sum; after the last one, the first at the next pixel. */
export function advance({ step, cursor: [row, col] }, last, { rows, cols }) {
  if (step < last) return { step: step + 1 };
  const after = (row * cols + col + 1) % (rows * cols);
  return { step: 1, cursor: [Math.floor(after / cols), after % cols] };
}

/** The step before; before the first one, the last at the pixel before. */
export function retreat({ step, cursor: [row, col] }, last, { rows, cols }) {
  if (step > 1) return { step: step - 1 };
  const before = (row * cols + col - 1 + rows * cols) % (rows * cols);
  return { step: last, cursor: [Math.floor(before / cols), before % cols] };
}

/** The names of the channels: three are red, green and blue. */
export const channelNames = (count) =>
  count === 3 ? ["red", "green", "blue"] : Array.from({ length: count }, (_, c) => `channel ${c}`);

// Never broken across lines.
const tuple = (...sides) => `(${sides.join(",\u00a0")})`;

/** The live line: shapes in both layouts, and what they cost. */
export function ledger({ planes, kernels, maps }) {
  const [C, F, { rows: H, cols: W }] = [planes.length, maps.length, planes[0]];
  const [{ rows: kH, cols: kW }, { rows, cols }] = [kernels[0], maps[0]];
  const weights = F * C * kH * kW;
  return {
    first: `x ${tuple(C, H, W)}, w ${tuple(F, C, kH, kW)}, b ${F === 1 ? "(1,)" : tuple(`${F},`)} → y ${tuple(F, rows, cols)}`,
    last: `${tuple(H, W, C)} under ${F} ${F === 1 ? "filter" : "filters"} ${tuple(kH, kW, C)} → ${tuple(rows, cols, F)}`,
    weights: `${F} × ${C} × ${kH} × ${kW} = ${withCommas(weights)}`,
    parameters: `${withCommas(weights)} + ${F} = ${withCommas(weights + F)}`,
    multiplications: `${withCommas(weights)} × ${rows} × ${cols} = ${withCommas(weights * rows * cols)}`,
  };
}

const signed = (x) => bracketed(format(x));

/** What happens in this step, in words, for eyes and for ears. */
export function stepSentence({ step, shown, cursor, partial, products, bias, total, value }) {
  const names = channelNames(partial.length);
  const sums = partial.map(signed).join(" + ");
  if (step <= partial.length) {
    const c = step - 1;
    const sign = equals(partial[c]) === "=" ? "" : "about ";
    return `Step ${step}, ${names[c]}: the ${products[c].data.length} products add up to ${sign}${format(partial[c])}.`;
  }
  if (step === partial.length + 1) {
    return `Step ${step}: ${partial.length} partial sums become one number: ${sums} ${equals(...partial, total)} ${format(total)}.`;
  }
  return (
    `Step ${step}: the bias is added once: ${sums} + ${signed(bias)} ${equals(...partial, value)} ${format(value)}, ` +
    `which is y[${[shown, ...cursor].join(", ")}].`
  );
}
