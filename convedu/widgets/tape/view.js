// Tape and Tiles: sliders, a tape or tiles with their windows, and the size formula filled in.

import { aloud, h, uniqueId } from "../shared/dom.js";
import { destination } from "../shared/grids.js";
import { linkTraits } from "../shared/model_sync.js";
import { choice, slider } from "../shared/sliders.js";
import { placeOf, s } from "../shared/svg.js";
import { drawOutput, drawTape, drawTiles, keptOf } from "./drawing.js";
import { axisOf, formulaOf, lostOf, nearestWindow, sizeOf, tapsOf } from "../shared/windows.js";

const NAMES = ["cells n", "kernel k", "stride s", "padding p", "dilation d"];
const HOW = "Arrow keys move the window, Enter steps, Home and End go to the ends.";

/** The sliders of one axis. */
function axisSliders({ where, ranges, change, axis }) {
  const limits = Object.values(ranges);
  const parts = NAMES.map((name, i) => slider({
    label: name,
    low: limits[i][0],
    high: limits[i][1],
    change: (value) => change(axis().with(i, value)),
  }));
  const el = h("div", { class: "cv-tt-group", role: "group", "aria-label": where || "tape" },
    h("div", { class: "cv-title" }, where), ...parts.map((part) => part.el));
  return { el, update: (values) => parts.forEach((part, i) => part.update(values[i])) };
}

const sizesOf = (axes) => [1, ...axes.map(sizeOf)].slice(-2);
const clampTo = (at, sizes) => at.map((x, i) => Math.min(Math.max(x, 0), Math.max(sizes[i] - 1, 0)));
const list = (cells) => (cells.length ? cells.join(", ") : "none");
const named = (thing, cells) => (cells.length ? [`${thing}${cells.length === 1 ? "" : "s"} ${list(cells)}`] : []);
const insideOf = (axis, window) => tapsOf(axis, window).filter((cell) => cell >= 0 && cell < axis.n);

/** What windows of one or two axes read: where they lie in the padding along one, they read no cell. */
function readBy(things, axes, at) {
  const inside = axes.map((axis, i) => insideOf(axis, at[i]));
  if (!inside.every((cells) => cells.length)) return "padding only";
  const beyond = inside.some((cells, i) => cells.length < axes[i].k) ? [axes.length > 1 ? "padding as well" : "padding"] : [];
  return [...inside.flatMap((cells, i) => named(things[i], cells)), ...beyond].join(" and ");
}

/** What a listener hears: the window, what it reads, and what is lost. */
export function sentenceOf({ axes, at, striped }) {
  const sizes = sizesOf(axes);
  if (!sizes.every(Boolean)) return "The window does not fit: make it smaller, or pad.";
  if (axes.length === 1) {
    const [axis] = axes;
    const kept = keptOf(axis, at[1]);
    const stripe = kept < 0 || kept >= axis.n ? "padding" : kept % 2 ? "white" : "black";
    return `Window ${at[1]} of ${sizes[1]} reads ${readBy(["cell"], axes, [at[1]])}. Never read: ${list(lostOf(axis))}.`
      + (striped ? ` Its output keeps the middle one: ${stripe}.` : "");
  }
  const [down, across] = axes;
  const lost = [...named("row", lostOf(down)), ...named("column", lostOf(across))];
  return `Window [${at.join(", ")}] of ${sizes.join(" × ")} reads ${readBy(["row", "column"], axes, at)}. `
    + `Never read: ${lost.join("; ") || "none"}.`;
}

function drawing(caption, label) {
  const svg = s("svg", { class: "cv-drawing", tabindex: 0, role: "application", "data-lm-suppress-shortcuts": "true", "aria-label": `${label}. ${HOW}` });
  return { svg, el: h("figure", {}, h("figcaption", {}, caption), svg) };
}

function render({ model, el }) {
  const hatch = uniqueId("hatch");
  const held = () => {
    const raw = model.get("axes").map((axis) => [...axis]);
    return { raw, at: model.get("cursor"), striped: model.get("picture") === "stripes" };
  };
  let state = held();
  const { tell, close } = linkTraits(model, ["axes", "cursor", "picture"], {
    values: () => ({ axes: state.raw, cursor: state.at, picture: state.striped ? "stripes" : "numbers" }),
    hear() {
      state = held();
      show();
    },
  });
  const change = (patch) => {
    state = { ...state, ...patch };
    show();
    tell();
  };

  const kind = choice({
    label: "show", words: ["a tape (1-D)", "tiles (2-D)"],
    change: (two) => change({ raw: two ? [state.raw[0], [...state.raw[0]]] : [state.raw.at(-1)], at: [0, state.at[1]] }),
  });
  const picture = choice({
    label: "cells hold", words: ["their numbers", "stripes"],
    change: (striped) => change({ striped: Boolean(striped) }),
  });
  const groups = ["down", "across"].map((where, i) => axisSliders({
    where, ranges: model.get("ranges"),
    axis: () => state.raw[i], change: (axis) => change({ raw: state.raw.with(i, axis) }),
  }));
  const single = axisSliders({
    where: "", ranges: model.get("ranges"), axis: () => state.raw[0], change: (axis) => change({ raw: [axis] }),
  });
  const tape = drawing("tape, windows, outputs", "Tape with its windows");
  const tiles = drawing("input with its windows", "Input with its windows");
  const output = drawing("output", "Output");
  const sliders = h("div", { class: "cv-tt-sliders" });
  const views = h("div", { class: "cv-tt-views" });
  const formula = h("div", { class: "cv-formula" });
  const written = aloud("p", { class: "cv-written" });
  const root = h("div", { class: "cv cv-tt" },
    h("div", { class: "cv-controls" }, kind.el, picture.el), sliders, views, formula, written);

  const wire = (svg, placeAt) => {
    const point = (event) => change({ at: placeAt(placeOf(event, svg)) });
    svg.addEventListener("pointerdown", point);
    svg.addEventListener("pointermove", point);
    svg.addEventListener("keydown", (event) => {
      const [rows, cols] = sizesOf(state.raw.map(axisOf));
      const target = rows && cols ? destination(event, state.at, { rows, cols }) : null;
      if (!target) return;
      event.preventDefault();
      event.stopPropagation();
      change({ at: target });
    });
  };
  const axes = () => state.raw.map(axisOf);
  wire(tape.svg, ([x]) => [0, nearestWindow(axes()[0], x)]);
  wire(tiles.svg, ([x, y]) => [nearestWindow(axes()[0], y), nearestWindow(axes()[1], x)]);
  wire(output.svg, ([x, y]) => [Math.floor(y), Math.floor(x)]);

  let layout = 0;
  const show = () => {
    const two = state.raw.length === 2;
    const drawn = axes();
    state.at = clampTo(state.at, sizesOf(drawn));
    if (layout !== state.raw.length) {
      sliders.replaceChildren(...(two ? groups : [single]).map((group) => group.el));
      views.replaceChildren(...(two ? [tiles.el, output.el] : [tape.el]));
      root.classList.toggle("cv-tt-two", two);
      layout = state.raw.length;
    }
    kind.update(two ? 1 : 0);
    picture.update(state.striped ? 1 : 0);
    (two ? groups : [single]).forEach((group, i) => group.update(state.raw[i]));
    const shown = { axes: drawn, at: state.at, striped: state.striped, hatch };
    if (two) {
      drawTiles(tiles.svg, shown);
      drawOutput(output.svg, shown);
    } else drawTape(tape.svg, shown);
    formula.replaceChildren(...drawn.map((axis, i) =>
      h("div", {}, two ? h("span", { class: "cv-axis" }, ["down", "across"][i]) : "", formulaOf(axis))));
    written.textContent = sentenceOf(shown);
  };
  show();
  el.replaceChildren(root);
  return close;
}

export default { render };
