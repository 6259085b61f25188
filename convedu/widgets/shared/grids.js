// Grids of numbers on the page: as cells, as pictures with a window over them, and their legend.

import { format, largest } from "./arithmetic.js";
import { colourOf, css, gradient, inkOn, paintCanvas, signedTo } from "./colour.js";
import { h, style, whenChanged } from "./dom.js";

const fitsNumbers = ({ rows, cols }) => (rows <= 16 && cols <= 16) || (rows === 1 && cols <= 24);

/** The colours of weights: never so strong that a number on them is hard to read. */
export const softScale = (kernel) => signedTo(largest(kernel) * 1.7);

export function tint(cell, scale, x) {
  const colour = colourOf(scale, x);
  cell.style.background = css(colour);
  cell.style.color = inkOn(colour);
}

/** A grid of coloured cells with their numbers; only those that change are touched. */
export function numberCells() {
  const el = h("div", { class: "cv-cells", "aria-hidden": "true" });
  let last = [];
  const update = ({ rows, cols, data }, scale, texts = Array.from(data, format)) => {
    if (last.length !== data.length) {
      last = [];
      el.replaceChildren(...texts.map(() => h("span")));
    }
    style(el, { rows, cols, digits: Math.max(4, ...texts.map((text) => text.length)) });
    last = Array.from(data, (x, i) => {
      const look = `${texts[i]} ${colourOf(scale, x)}`;
      if (look !== last[i]) {
        el.children[i].textContent = texts[i];
        tint(el.children[i], scale, x);
      }
      return look;
    });
  };
  return { el, update };
}

/** A picture: cells with numbers when it is small, else a canvas; and a marker over it. */
export function picture() {
  const canvas = h("canvas", { "aria-hidden": "true" });
  const cells = numberCells();
  const marker = h("div", { class: "cv-marker" });
  const el = h("div", { class: "cv-picture" }, marker);
  const paint = (grid, scale) => {
    const small = fitsNumbers(grid);
    el.classList.toggle("cv-large", !small);
    el.classList.toggle("cv-photo", Math.max(grid.rows, grid.cols) > 100);
    style(el, { rows: grid.rows, cols: grid.cols });
    el.replaceChildren(small ? cells.el : canvas, marker);
    if (small) cells.update(grid, scale);
    else paintCanvas(canvas, grid, scale);
  };
  const mark = ([row, col], high = 1, wide = 1) => style(marker, { row, col, high, wide });
  return { el, paint, mark };
}

/** The pixel of a grid of that size which is under the pointer. */
export function pixelUnder(event, el, { rows, cols }) {
  const box = el.getBoundingClientRect();
  const part = (at, from, length, count) => Math.floor(((at - from) / length) * count);
  return [part(event.clientY, box.top, box.height, rows), part(event.clientX, box.left, box.width, cols)];
}

/** Where a key takes the cursor on an output of that size; null for other keys. */
export function destination(event, [row, col], { rows, cols }) {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
  if (metaKey || altKey) return null;
  const far = shiftKey ? 10 : 1;
  const after = (row * cols + col + 1) % (rows * cols);
  const next = [Math.floor(after / cols), after % cols]; // reading order, then from the start
  const targets = {
    ArrowLeft: [row, col - far], ArrowRight: [row, col + far],
    ArrowUp: [row - far, col], ArrowDown: [row + far, col],
    Home: [ctrlKey ? 0 : row, 0], End: [ctrlKey ? rows - 1 : row, cols - 1],
    Enter: next, " ": next,
  };
  return targets[key] ?? null;
}

/** The colours of the output, with its true smallest and largest number. */
export function legend() {
  const [low, high] = [h("span"), h("span")];
  const bar = h("div", { class: "cv-bar", "aria-hidden": "true" });
  const el = h("div", { class: "cv-legend" }, low, bar, high);
  const update = whenChanged((s) => [s.output], ({ range, outputScale }) => {
    low.textContent = `min ${format(range[0])}`;
    high.textContent = `max ${format(range[1])}`;
    bar.style.background = gradient(outputScale, range);
    const zero = -range[0] / (range[1] - range[0] || 1);
    bar.classList.toggle("cv-signed", outputScale.kind !== "grey" && zero <= 1);
    bar.style.setProperty("--zero", zero);
  });
  return { el, update };
}
