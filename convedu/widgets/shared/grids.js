// Grids of numbers on the page: as cells, as pictures with a window over them.

import { largest } from "./arithmetic.js";
import { colourOf, css, inkOn, paintCanvas, signedTo } from "./colour.js";
import { h, style } from "./dom.js";
import { format } from "./numbers.js";

const fitsNumbers = ({ rows, cols }) => (rows <= 16 && cols <= 16) || (rows === 1 && cols <= 24);

const PICTURE_SIDE = 340; // pixels of the screen, of a picture's longer side

/** How wide a number of a grid is, in pixels of the screen. */
export const cellOf = ({ rows, cols }) => PICTURE_SIDE / Math.max(rows, cols);

/** The colours of weights: never so strong that a number on them is hard to read. */
export const softScale = (kernel) => signedTo(largest(kernel) * 1.7);

export function tint(cell, scale, x) {
  const colour = colourOf(scale, x);
  cell.style.background = css(colour);
  cell.style.color = inkOn(colour);
  cell.classList.add("cv-coloured");
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
    else paintCanvas(canvas, grid, scale, { cell: cellOf(grid) });
  };
  const mark = ([row, col], high = 1, wide = 1) => style(marker, { row, col, high, wide });
  return { el, paint, mark };
}
