// Pure functions on grids {rows, cols, data}; the tests hold each of them against NumPy.

export const makeGrid = (rows, cols, data = new Float64Array(rows * cols)) => ({ rows, cols, data });

/** A grid from rows of numbers. */
export const gridOf = (rows) => makeGrid(rows.length, rows[0].length, Float64Array.from(rows.flat()));

/** The rows of a grid. */
export const rowsOf = ({ rows, cols, data }) =>
  Array.from({ length: rows }, (_, r) => [...data.subarray(r * cols, (r + 1) * cols)]);

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

/** The part of the image under a kernel whose top left corner lies at [row, col]. */
export function windowAt(image, kernel, [row, col]) {
  const out = makeGrid(kernel.rows, kernel.cols);
  for (let a = 0; a < out.rows; a++) {
    const from = (row + a) * image.cols + col;
    out.data.set(image.data.subarray(from, from + out.cols), a * out.cols);
  }
  return out;
}

export const multiply = (a, b) =>
  makeGrid(
    a.rows,
    a.cols,
    a.data.map((x, i) => x * b.data[i]),
  );

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

const clamp = (x, low, high) => Math.min(Math.max(x, low), high);

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

export const sameGrid = (a, b) => a.rows === b.rows && a.cols === b.cols && a.data.every((x, i) => x === b.data[i]);
