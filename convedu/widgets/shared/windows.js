// Where windows lie along one axis {n, k, s, p, d}: cells, kernel, stride, padding, dilation.
// Pure functions; the tests hold them against convedu.shapes.

/** An axis as Python names its numbers. */
export const axisOf = ({ n, kernel, stride, padding, dilation }) => ({
  n,
  k: kernel,
  s: stride,
  p: padding,
  d: dilation,
});
export const spanOf = ({ k, d }) => d * (k - 1) + 1;

/** The cells left over when the window lies at the start; below 0, it has no room. */
export const freeOf = (axis) => axis.n + 2 * axis.p - spanOf(axis);

/** How many windows fit: the floor, plus the one at the start. */
export const sizeOf = (axis) => (freeOf(axis) < 0 ? 0 : Math.floor(freeOf(axis) / axis.s) + 1);

export const startOf = ({ s, p }, window) => window * s - p;

/** The cells that a window reads; those below 0 and from n on lie in the padding. */
export const tapsOf = (axis, window) => Array.from({ length: axis.k }, (_, j) => startOf(axis, window) + j * axis.d);

/** How many windows read each cell. */
export function countsOf(axis) {
  const counts = Array(axis.n).fill(0);
  for (let window = 0; window < sizeOf(axis); window++) {
    for (const cell of tapsOf(axis, window)) if (cell >= 0 && cell < axis.n) counts[cell]++;
  }
  return counts;
}

export const lostOf = (axis) => countsOf(axis).flatMap((count, cell) => (count ? [] : [cell]));

/** The window whose middle lies nearest to a place on the tape, in cells from the first one. */
export function nearestWindow(axis, place) {
  const middle = place - 0.5 - (spanOf(axis) - 1) / 2;
  const window = Math.round((middle + axis.p) / axis.s);
  return Math.min(Math.max(window, 0), Math.max(sizeOf(axis) - 1, 0));
}

/** The size formula with its numbers put in, padding and dilation only where there are any. */
export function formulaOf(axis) {
  const { n, k, s, p, d } = axis;
  const free = freeOf(axis);
  const window = d > 1 ? `${d}·(${k} − 1) − 1` : k;
  const head = `⌊(${n}${p ? ` + 2·${p}` : ""} − ${window}) / ${s}⌋ + 1`;
  if (free < 0) return `${head}: the window reaches over ${spanOf(axis)} cells and only ${n + 2 * p} are there`;
  const exact = free % s === 0 ? String(free / s) : (free / s).toFixed(2).replace(/0$/, "");
  return `${head} = ⌊${free} / ${s}⌋ + 1 = ⌊${exact}⌋ + 1 = ${sizeOf(axis)}`;
}
