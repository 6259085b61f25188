// Feature maps as pictures with marks on them, in columns over which pointer and keys choose a number.

import { makeGrid } from "../shared/arithmetic.js";
import { paintCanvas } from "../shared/colour.js";
import { h } from "../shared/dom.js";
import { pixelUnder, steer } from "../shared/steering.js";
import { MAPS_OF, SIZE_OF } from "./network.js";
import { pixelAt } from "./state.js";
import { LAYER_TEXTS } from "./words.js";

const MAP_SIDE = 52; // of a map, in pixels of the screen, at least

/** One map: a canvas, and two marks, for what is read directly and further back. */
export function mapView(size) {
  const canvas = h("canvas", { "aria-hidden": "true" });
  const [near, far] = ["near", "far"].map((kind) => h("i", { class: `cv-in-${kind}`, hidden: true }));
  const el = h("div", { class: "cv-in-map" }, canvas, far, near);
  const paint = (numbers, map, scale) => {
    const grid = makeGrid(size, size, numbers.subarray(map * size * size, (map + 1) * size * size));
    paintCanvas(canvas, grid, scale, { cell: MAP_SIDE / size });
  };
  const lay = makeLayer(size);
  const mark = (nearBox, farBox) => {
    lay(near, nearBox);
    lay(far, farBox);
  };
  return { el, paint, mark, near, lay };
}

/** Lays marks over boxes [row, col, height, width] of a map; only those that change are touched. */
function makeLayer(size) {
  const laid = new Map();
  return (node, box) => {
    const key = box?.join() ?? "";
    if (laid.get(node) === key) return;
    laid.set(node, key);
    node.hidden = !box;
    if (!box) return;
    const [top, left, height, width] = box.map((n) => `${(n / size) * 100}%`);
    Object.assign(node.style, { top, left, height, width });
  };
}

/** A part of the flow under its title, with a note on sizes. */
export function column(kind, title, note, ...content) {
  const heading = h("div", { class: "cv-in-title" }, h("b", {}, title), h("span", {}, note));
  return h("div", { class: `cv-in-column cv-in-${kind}` }, heading, ...content);
}

/**
 * Lets pointer and keys choose a number of several maps. `current()` is the chosen number if it lies here,
 * else null; Page Up and Page Down change the map, and whoever tabs here chooses the middle of one.
 */
export function steerMaps(el, { layer, views, size, current, choose }) {
  const at = () => current() ?? { map: 0, row: size >> 1, col: size >> 1 };
  const go = (map, wanted) => {
    const [row, col] = pixelAt(wanted, size);
    choose({ layer, map, row, col });
  };
  const turn = (by) => {
    const { map, row, col } = at();
    go((map + by + views.length) % views.length, [row, col]);
  };
  steer(el, {
    place: (event) => {
      const map = views.findIndex((view) => view.el.contains(event.target));
      return map < 0 ? null : [...pixelUnder(event, views[map].el, { rows: size, cols: size }), map];
    },
    cursor: () => [at().row, at().col],
    size: () => ({ rows: size, cols: size }),
    move: ([row, col, map = at().map]) => go(map, [row, col]),
    keys: { PageUp: () => turn(-1), PageDown: () => turn(1) },
  });
  el.addEventListener("focus", () => {
    if (!current() && el.matches(":focus-visible")) go(at().map, [at().row, at().col]);
  });
}

/** All maps of a layer. */
export function layerColumn({ layer, title, scale, off, state, choose }) {
  const [count, size] = [MAPS_OF[layer], SIZE_OF[layer]];
  const views = Array.from({ length: count }, () => mapView(size));
  const label = `${LAYER_TEXTS[layer]}, ${count} maps of ${size} by ${size}. Arrow keys choose a number, Page Up and Page Down a map.`;
  const box = h("div", { class: "cv-in-maps", "aria-label": label }, ...views.map((view) => view.el));
  const current = () => (state().chosen.layer === layer ? state().chosen : null);
  steerMaps(box, { layer, views, size, current, choose });
  const update = (s) =>
    views.forEach((view, map) => {
      view.paint(s.out[layer], map, scale);
      view.el.classList.toggle("cv-in-off", off(s).has(map));
    });
  return { el: column(layer, title, `${size}×${size}`, box), views, update };
}
