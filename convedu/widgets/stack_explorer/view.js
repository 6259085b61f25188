// Stack Explorer: layers to add and remove; one output pixel's receptive field lights up through
// all of them, and beside it stands the one kernel that the stack equals while it is linear.

import { extremes, gridOf, inside } from "../shared/arithmetic.js";
import { makeScale, paintCanvas } from "../shared/colour.js";
import { menu, toggle } from "../shared/controls.js";
import { control, h, liveRegion, refusals, sign, style } from "../shared/dom.js";
import { numberCells, softScale } from "../shared/grids.js";
import { syncModel } from "../shared/model_sync.js";
import { format } from "../shared/numbers.js";
import { pixelUnder, steer } from "../shared/steering.js";
import { svgNode } from "../shared/svg.js";
import { composeAll, fieldOf, largestDifference, mapsOf, seenFrom, sizesOf, spanOf, twinOf } from "./sums.js";

const MOST_LAYERS = 6;
const HOW_TO_CHOOSE = "Arrow keys choose an output, Enter steps, Home and End go to the ends of the row.";
const square = (n) => `${n} × ${n}`;

/** Everything the view shows, from what Python also knows: names, relu, padded, cursor. */
export function stateOf({ image, kinds, bank }, { names, relu, padded, cursor }) {
  const layers = names.map((name, i) => {
    const { kernel_size, dilation, pool } = kinds[name];
    const padding = padded && !pool ? dilation * Math.floor(kernel_size / 2) : 0;
    return { ...kinds[name], padding, weights: gridOf(bank[name][i]) };
  });
  const sizes = sizesOf(image.rows, layers);
  const unfit = sizes.findIndex((size) => size < 1);
  if (unfit > 0) return { unfit, left: sizes[unfit - 1], span: spanOf(layers[unfit - 1]) };
  const maps = mapsOf(image, layers, relu);
  const output = maps.at(-1);
  const place = inside(cursor ?? [(output.rows - 1) >> 1, (output.cols - 1) >> 1], output);
  const kernel = composeAll(layers);
  const twin = twinOf(image, kernel, layers);
  return {
    names,
    relu,
    padded,
    cursor: place,
    layers,
    sizes,
    maps,
    output,
    kernel,
    twin,
    rows: seenFrom(place[0], layers, sizes),
    cols: seenFrom(place[1], layers, sizes),
    difference: largestDifference(output, twin),
    differing: Array.from(output.data.keys()).filter((i) => output.data[i] !== twin.data[i]),
  };
}

const valueAt = ({ cursor: [r, c] }, map) => map.data[r * map.cols + c];
/** What in a stack is not linear. */
const bends = (s) => [s.names.includes("max pool") && "max pooling", s.relu && "ReLU"].filter(Boolean);
const precise = (x) => (x !== 0 && Math.abs(x) < 0.01 ? x.toExponential(1).replace("-", "−") : format(x));

/** The chosen output in words. */
export function told(s) {
  const [rows, cols] = [s.rows[0], s.cols[0]];
  const reach = ({ length, 0: first, [length - 1]: last }) => (length > 1 ? `${first} to ${last}` : `${first}`);
  const [high, wide] = [rows, cols].map((all) => all.at(-1) - all[0] + 1);
  const holes = rows.length < high || cols.length < wide ? `, ${rows.length * cols.length} of them read` : "";
  const whole = fieldOf(s.layers).size;
  const beyond = Math.min(high, wide) < whole ? ` The rest of its ${square(whole)} lies beyond the border.` : "";
  return (
    `output[${s.cursor.join(", ")}] = ${precise(valueAt(s, s.output))} sees ${high} × ${wide} pixels${holes}: ` +
    `rows ${reach(rows)}, columns ${reach(cols)}.${beyond}`
  );
}

// ---- the parts of the view

/** The layers: a menu for each, a button that removes it, one that adds, and what may part stack and kernel. */
function layerList({ kinds, twin, set }) {
  const list = h("ol", { class: "cv-layers", "aria-label": "Layers" });
  const add = control(
    "button",
    { type: "button", onclick: () => set((s) => ({ names: [...s.names, "3x3"] })) },
    "Add a layer",
  );
  const switches = Object.entries({ relu: "ReLU between layers", padded: "zero padding" }).map(([name, label]) => [
    name,
    toggle({ label, change: (on) => set(() => ({ [name]: on })) }),
  ]);
  const shown = twin ? switches.map(([, part]) => part.el) : [];
  const el = h("div", { class: "cv-stack-controls" }, list, add, ...shown);
  let listed = "";
  const entry = (name, i) => {
    const texts = Object.keys(kinds);
    const change = (kind) => set((s) => ({ names: s.names.with(i, texts[kind]) }));
    const select = menu({ label: `Layer ${i + 1}`, texts, change, hidden: true });
    select.update(texts.indexOf(name));
    const remove = () => {
      set((s) => ({ names: s.names.toSpliced(i, 1) }));
      add.focus();
    };
    const button = control("button", { type: "button", "aria-label": `Remove layer ${i + 1}`, onclick: remove }, "×");
    return h("li", {}, ...select.el, button);
  };
  const update = (s) => {
    switches.forEach(([name, part]) => part.update(s[name]));
    add.disabled = s.names.length >= MOST_LAYERS;
    if (listed === s.names.join()) return;
    const focused = [...list.querySelectorAll("select")].indexOf(list.getRootNode().activeElement);
    listed = s.names.join();
    list.replaceChildren(...s.names.map(entry));
    list.querySelectorAll("li > button").forEach((button) => {
      button.disabled = s.names.length === 1;
    });
    list.querySelectorAll("select")[focused]?.focus();
  };
  const redraw = () => {
    listed = "";
  };
  return { el, update, redraw };
}

const mark = (x, y, width, height, kind) => svgNode("rect", { x, y, width, height, class: kind });

const COLOURS = "Orange is positive, blue and hatched negative.";
const MAP_CELL = 10; // pixels of the screen, at most

/** One map with the positions that the chosen output depends on. */
function mapFigure() {
  const canvas = h("canvas", { "aria-hidden": "true" });
  const over = svgNode("svg", { "aria-hidden": "true" });
  const frame = h("div", { class: "cv-map" }, canvas, over);
  const [title, seen] = [h("span"), h("span", { class: "cv-note" })];
  let dots = [];
  const el = h("figure", {}, h("figcaption", {}, title), frame, seen);
  let painted = null;
  const update = (map, name, rows, cols, differing) => {
    if (painted !== map) {
      dots = differing.map((i) => mark((i % map.cols) + 0.3, Math.floor(i / map.cols) + 0.3, 0.4, 0.4, "cv-differs"));
      const ends = extremes(map);
      paintCanvas(canvas, map, makeScale(ends, [0, Math.max(ends[1], 1e-9)]), { cell: MAP_CELL });
      style(frame, { cols: map.cols });
      over.setAttribute("viewBox", `0 0 ${map.cols} ${map.rows}`);
      painted = map;
    }
    title.textContent = `${name}\n${square(map.rows)}`;
    const [high, wide] = [rows, cols].map((all) => all.at(-1) - all[0] + 1);
    seen.textContent = `${rows.length} × ${cols.length} used`;
    over.replaceChildren(
      ...dots,
      ...rows.flatMap((r) => cols.map((c) => mark(c + 0.1, r + 0.1, 0.8, 0.8, "cv-seen"))),
      mark(cols[0], rows[0], wide, high, "cv-halo"),
      mark(cols[0], rows[0], wide, high, "cv-reach"),
    );
  };
  return { el, frame, update };
}

/** The picture, each layer's map, and the output over which pointer and keys choose. */
function mapRow({ state, set }) {
  const el = h("div", { class: "cv-maps" });
  let figures = [];
  const steerBy = (frame) => {
    steer(frame, {
      place: (event) => pixelUnder(event, frame, state().output),
      cursor: () => state().cursor,
      size: () => state().output,
      move: (cursor) => set(() => ({ cursor })),
    });
    frame.classList.add("cv-chosen-from");
  };
  const update = (s) => {
    if (figures.length !== s.maps.length) {
      figures = s.maps.map(mapFigure);
      steerBy(figures.at(-1).frame);
      el.replaceChildren(
        ...figures.map(({ el: figure }, i) => (i ? h("div", { class: "cv-next" }, sign("→"), figure) : figure)),
      );
    }
    style(el, { count: s.maps.length, total: s.sizes.reduce((sum, size) => sum + size, 0) });
    const [last, dotted] = [s.maps.length - 1, bends(s).length ? [] : s.differing];
    figures.forEach((figure, i) =>
      figure.update(s.maps[i], i ? `${i}. ${s.names[i - 1]}` : "input", s.rows[i], s.cols[i], i === last ? dotted : []),
    );
    figures.at(-1).frame.setAttribute("aria-label", `Output, ${square(s.output.rows)}. ${HOW_TO_CHOOSE}`);
  };
  return { el, update };
}

/** How the receptive field grows, layer by layer, with the numbers put in. */
function growth() {
  const body = h("tbody");
  const heads = ["layer", "an output of it sees", "neighbours lie apart"].map((text) =>
    h("th", { scope: "col" }, text),
  );
  const el = h("table", { class: "cv-growth" }, h("thead", {}, h("tr", {}, ...heads)), body);
  const update = ({ layers, names }) =>
    body.replaceChildren(
      ...names.map((name, i) => {
        const [before, after] = [fieldOf(layers.slice(0, i)), fieldOf(layers.slice(0, i + 1))];
        const sum = `${before.size} + ${spanOf(layers[i]) - 1}·${before.jump} = ${after.size}`;
        return h(
          "tr",
          {},
          h("th", { scope: "row" }, `${i + 1}. ${name}`),
          h("td", {}, sum),
          h("td", {}, `${after.jump}`),
        );
      }),
    );
  return { el, update };
}

/** Why the stack is one convolution, or is not. */
function reasonFor(s) {
  if (s.difference === 0) return "The stack is one convolution.";
  if (bends(s).length) return `With ${bends(s).join(" and ")}, no single kernel will do.`;
  const count = `${s.differing.length} of ${s.output.data.length} outputs differ`;
  return `${count}, those with a dot: there a later layer reads zeros from beyond the border.`;
}

/** The one kernel that would do the same, and how far the stack is from it. */
function twinPanel() {
  const cells = numberCells();
  const canvas = h("canvas", { "aria-hidden": "true" });
  const picture = h("div", { class: "cv-twin-kernel" });
  const [title, values, verdict] = [h("strong"), h("p"), h("p", { class: "cv-difference" })];
  const el = h(
    "div",
    { class: "cv-twin", role: "group", "aria-label": "One kernel for the whole stack" },
    picture,
    h("div", {}, title, values, verdict),
  );
  const update = (s) => {
    const n = s.kernel.rows;
    title.textContent = `The stack as one ${square(n)} kernel`;
    picture.replaceChildren(n <= 7 ? cells.el : canvas);
    if (n <= 7) cells.update(s.kernel, softScale(s.kernel));
    else paintCanvas(canvas, s.kernel, softScale(s.kernel), { cell: MAP_CELL });
    values.textContent =
      `At [${s.cursor.join(", ")}]: the stack gives ${precise(valueAt(s, s.output))}, ` +
      `the one kernel ${precise(valueAt(s, s.twin))}.`;
    verdict.textContent = `Largest difference anywhere: ${precise(s.difference)}. ${reasonFor(s)}`;
  };
  return { el, update, verdict: () => verdict.textContent };
}

function render({ model, el }) {
  const [kinds, bank, shown] = ["kinds", "bank", "twin"].map((name) => model.get(name));
  const fixed = { image: gridOf(model.get("image")), kinds, bank };
  const read = () => ({
    names: model.get("layers"),
    relu: model.get("relu"),
    padded: model.get("padded"),
    cursor: model.get("cursor"),
  });
  let s = stateOf(fixed, read());
  const { push, close } = syncModel(model, ["layers", "relu", "padded", "cursor"], {
    values: () => ({ layers: s.names, relu: s.relu, padded: s.padded, cursor: s.cursor }),
    onChange() {
      s = stateOf(fixed, read());
      show();
    },
  });
  const { el: alert, refuse } = refusals();
  const set = (patchOf) => {
    const patch = patchOf(s);
    const wanted = { names: s.names, relu: s.relu, padded: s.padded, cursor: patch.names ? null : s.cursor, ...patch };
    const next = patch.cursor ? moved(s, inside(patch.cursor, s.output)) : stateOf(fixed, wanted);
    refuse(
      next.unfit
        ? `Layer ${next.unfit} spans ${next.span} positions, but only ${next.left} ${next.left === 1 ? "is" : "are"} left. The stack stays as it was.`
        : "",
    );
    if (next.unfit) parts[0].redraw();
    else if (String(next.cursor) === String(s.cursor) && patch.cursor) return;
    else s = next;
    show();
    push();
  };
  const parts = [layerList({ kinds, twin: shown, set }), mapRow({ state: () => s, set }), growth(), twinPanel()];
  const twinPart = parts.at(-1);
  const spoken = (text) => (shown ? `${text} ${twinPart.verdict()}` : text);
  const written = liveRegion("p", { class: "cv-written" }, spoken);
  const show = () => {
    parts.forEach((part) => part.update(s));
    written.textContent = told(s);
  };
  show();
  const [list, maps, table, twin] = parts.map((part) => part.el);
  twin.hidden = !shown;
  const below = h("div", { class: "cv-stack-below" }, table, twin);
  el.replaceChildren(
    h("div", { class: "cv cv-stack" }, list, alert, maps, h("p", { class: "cv-note" }, COLOURS), written, below),
  );
  return close;
}

/** The state with another cursor; nothing else is calculated again. */
const moved = (s, cursor) => ({
  ...s,
  cursor,
  rows: seenFrom(cursor[0], s.layers, s.sizes),
  cols: seenFrom(cursor[1], s.layers, s.sizes),
});

export default { render };
