// Pure functions on grids {rows, cols, data}; the tests hold each of them against NumPy.

export const makeGrid = (rows, cols, data = new Float64Array(rows * cols)) => ({ rows, cols, data });

/** The kernel turned by 180 degrees: both axes reversed, which is not a transpose. */
export const rotate = ({ rows, cols, data }) => makeGrid(rows, cols, Float64Array.from(data).reverse());

/** Cross-correlation without padding: one output for each place where the whole kernel fits. */
export function correlate(image, kernel) {
  const out = makeGrid(image.rows - kernel.rows + 1, image.cols - kernel.cols + 1);
  for (let a = 0; a < kernel.rows; a++) {
    for (let b = 0; b < kernel.cols; b++) {
      const weight = kernel.data[a * kernel.cols + b];
      for (let r = 0; r < out.rows; r++) {
        const from = (r + a) * image.cols + b;
        const to = r * out.cols;
        for (let c = 0; c < out.cols; c++) out.data[to + c] += weight * image.data[from + c];
      }
    }
  }
  return out;
}

export const convolve = (image, kernel) => correlate(image, rotate(kernel));

/** The part of the image under a kernel whose top left corner lies at [row, col]. */
export function windowAt(image, kernel, [row, col]) {
  const out = makeGrid(kernel.rows, kernel.cols);
  for (let a = 0; a < out.rows; a++) {
    const from = (row + a) * image.cols + col;
    out.data.set(image.data.subarray(from, from + out.cols), a * out.cols);
  }
  return out;
}

export const multiply = (a, b) => makeGrid(a.rows, a.cols, a.data.map((x, i) => x * b.data[i]));

export const sum = ({ data }) => data.reduce((total, x) => total + x, 0);

export function extremes({ data }) {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < data.length; i++) {
    if (data[i] < low) low = data[i];
    if (data[i] > high) high = data[i];
  }
  return [low, high];
}

/** The largest absolute value. */
export const largest = ({ data }) => data.reduce((most, x) => Math.max(most, Math.abs(x)), 0);

export const clamp = (x, low, high) => Math.min(Math.max(x, low), high);

/** The nearest output pixel to [row, col]. */
export const inside = ([row, col], { rows, cols }) => [clamp(row, 0, rows - 1), clamp(col, 0, cols - 1)];

/** The kernel laid in the middle of another size: cut at its sides, or surrounded by zeros. */
export function resize(kernel, rows, cols) {
  const out = makeGrid(rows, cols);
  const down = Math.floor((kernel.rows - rows) / 2);
  const right = Math.floor((kernel.cols - cols) / 2);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++) {
      const [a, b] = [r + down, c + right];
      const known = a >= 0 && b >= 0 && a < kernel.rows && b < kernel.cols;
      if (known) out.data[r * cols + c] = kernel.data[a * kernel.cols + b];
    }
  }
  return out;
}

export const sameGrid = (a, b) =>
  a.rows === b.rows && a.cols === b.cols && a.data.every((x, i) => x === b.data[i]);

// ---- numbers as a learner reads and writes them

const near = (x, y) => Math.abs(x - y) < 1e-9;

const MOST = 1e9; // as in Python

/** The number in "2", "-0.5", "−.5", "1/9" or "0,5"; null when the text is none that can be used. */
export function parseNumber(text) {
  const [, top, bottom = "1"] = text.trim().replace("−", "-").replaceAll(",", ".")
    .match(/^([+-]?(?:\d+\.?\d*|\.\d+))(?:\s*\/\s*(\d+\.?\d*))?$/) ?? [];
  const value = Number(top) / Number(bottom);
  return Math.abs(value) <= MOST ? value : null;
}

const minus = (text) => text.replace("-", "−");

/** At most two decimals; enough to compare by eye, not to calculate with. */
export function format(x) {
  if (near(x, Math.round(x))) return minus(String(Math.round(x) + 0));
  const text = x.toFixed(Math.abs(x) < 100 ? 2 : 1);
  return minus(Number(text) === 0 ? text.replace("-", "") : text);
}

const exact = (x) => near(x, Number(x.toFixed(2)));

/** The weights of one kernel, all over one denominator where that is how they were meant. */
export function formatWeights({ data }) {
  const weights = [...data];
  if (weights.every(exact)) return weights.map((w) => minus(String(Number(w.toFixed(2)) + 0)));
  const whole = (x) => Math.abs(x - Math.round(x)) < 1e-7;
  for (let q = 2; q <= 300; q++) {
    if (weights.every((w) => whole(w * q))) {
      return weights.map((w) => minus(String(Math.round(w * q) / (whole(w) ? q : 1) + 0)) + (whole(w) ? "" : `/${q}`));
    }
  }
  return weights.map((w) => (exact(w) ? minus(String(Number(w.toFixed(2)))) : minus(w.toPrecision(3))));
}

/** What the sum of a kernel does to the picture, in one phrase. */
export function meaningOfSum(total) {
  if (near(total, 1)) return "keeps the mean";
  if (near(total, 0)) return "removes the mean: flat parts become 0";
  return `multiplies the mean by ${format(total)}`;
}

const SPACE = "\u00a0"; // a product never breaks across lines

/** The multiply-add at one output pixel, written out. */
export function sentence({ window, laid, cursor, output }) {
  const weights = formatWeights(laid).map((text) => (text.startsWith("−") ? `(${text})` : text));
  const products = weights.map((w, i) => [format(window.data[i]), "×", w].join(SPACE));
  const value = sum(multiply(window, laid));
  const rounded = !exact(value) || !window.data.every(exact);
  const place = output.rows === 1 ? cursor[1] : cursor.join(`,${SPACE}`);
  const total = [rounded ? "≈" : "=", format(value)].join(SPACE);
  return `output[${place}] = ${products.join(" + ")} ${total}`;
}
