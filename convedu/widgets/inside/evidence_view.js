// What each map, or each hidden unit, says for or against the chosen digit.

import { colourOf, inkOn } from "../shared/colour.js";
import { h } from "../shared/dom.js";
import { steer } from "../shared/steering.js";
import { column, mapView, steerMaps } from "./maps.js";
import { CELLS, evidence, MAPS_OF, products, SIDE, SIZE_OF } from "./network.js";
import { withSign } from "./words.js";

/** The last maps, each cell times its weight; of the global maximum, one number a map. */
export function evidenceColumn({ network, scales, state, choose }) {
  const size = SIZE_OF.pool2;
  const views = Array.from({ length: MAPS_OF.pool2 }, () => mapView(size));
  const totals = views.map((view) => {
    const total = h("b", { class: "cv-in-total", "aria-hidden": "true" });
    view.el.append(total);
    return total;
  });
  const note = h("span");
  const label =
    "Evidence: what each of 12 maps says for or against the chosen digit. Arrow keys choose a cell, Page Up and Page Down a map.";
  const box = h("div", { class: "cv-in-maps", "aria-label": label }, ...views.map((view) => view.el));
  const current = () => (state().chosen.layer === "evidence" ? state().chosen : null);
  steerMaps(box, { layer: "evidence", views, size, current, choose });
  const update = (s) => {
    const whole = s.head === "global max";
    const each = products(network, s.head, s.digit, s.out);
    const scale = whole ? scales.map : scales.cell;
    const shown = whole
      ? Float64Array.from({ length: views.length * CELLS }, (_, i) => each[Math.floor(i / CELLS)])
      : each;
    note.textContent = `${whole ? "greatest" : "cell"} × weight of ${s.digit}`;
    views.forEach((view, map) => {
      view.paint(shown, map, scale);
      totals[map].textContent = whole ? withSign(each[map]) : "";
      if (whole) totals[map].style.color = inkOn(colourOf(scale, each[map]));
    });
  };
  const mark = ({ chosen: { layer, map, row, col }, head }) =>
    views.forEach((view, i) => {
      const here = i === map && head !== "global max" && (layer === "evidence" || layer === "pool2");
      view.mark(here ? [row, col, 1, 1] : null);
    });
  return { el: column("evidence", "Evidence", note, box), views, update, mark };
}

const FAINT = 0.18; // how much of a weight is seen where its pixel is black
const MOST_SAID = 6;

/** The hidden units of the network without convolution. */
export function unitGrid({ network, scales, state, choose }) {
  const count = network.hidden.bias.length;
  const units = Array.from({ length: count }, () => {
    const [view, bar, said] = [mapView(SIDE), h("i", { class: "cv-coloured" }), h("span", { class: "cv-note" })];
    return {
      view,
      bar,
      said,
      el: h("div", { class: "cv-in-unit" }, view.el, h("div", { class: "cv-in-said" }, bar), said),
    };
  });
  const label = `${count} hidden units. Arrow keys choose one.`;
  const grid = h("div", { class: "cv-in-units", "aria-label": label }, ...units.map((unit) => unit.el));
  const across = () => getComputedStyle(grid).gridTemplateColumns.split(" ").length;
  const now = () => (state().chosen.layer === "hidden" ? state().chosen.map : 0);
  const go = (unit) => {
    if (unit >= 0 && unit < count) choose({ layer: "hidden", map: unit, row: 0, col: 0 });
  };
  steer(grid, {
    place: (event) => {
      const unit = units.findIndex(({ el }) => el.contains(event.target));
      return unit < 0 ? null : [Math.floor(unit / across()), unit % across()];
    },
    cursor: () => [Math.floor(now() / across()), now() % across()],
    size: () => ({ rows: Math.ceil(count / across()), cols: across() }),
    move: ([row, col]) => go(row * across() + col),
  });
  const update = (s) => {
    const said = evidence(network, s.head, s.digit, s.out);
    const seen = new Float64Array(SIDE * SIDE);
    units.forEach(({ view, bar, said: words }, unit) => {
      const weights = network.hidden.weight.subarray(unit * seen.length, (unit + 1) * seen.length);
      for (let i = 0; i < seen.length; i++) seen[i] = weights[i] * (FAINT + (1 - FAINT) * s.input[i]);
      view.paint(seen, 0, scales.unit);
      const width = `${(50 * Math.min(Math.abs(said[unit]), MOST_SAID)) / MOST_SAID}%`;
      const [left, right] = said[unit] > 0 ? ["50%", "auto"] : ["auto", "50%"];
      Object.assign(bar.style, { width, left, right });
      bar.className = `cv-coloured ${said[unit] > 0 ? "cv-in-for" : "cv-in-against"}`;
      words.textContent = Math.abs(said[unit]) < 0.005 ? "" : withSign(said[unit]);
    });
  };
  const mark = (chosen) =>
    units.forEach(({ el }, unit) => {
      el.classList.toggle("cv-in-now", chosen.layer === "hidden" && chosen.map === unit);
    });
  const note =
    "each has 484 weights (faint), times the pixels (strong), negative ones dark; below: for or against the chosen digit";
  return { el: column("hidden", `Dense layer, ${count} units`, note, grid), update, mark };
}
