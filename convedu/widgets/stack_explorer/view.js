// Stack Explorer: layers to add and remove; one output pixel's receptive field lights up through
// all of them, and beside it stands the one kernel that the stack equals while it is linear.

import { extremes, format, inside, makeGrid } from "../shared/arithmetic.js";
import { makeScale, paintCanvas } from "../shared/colour.js";
import { aloud, control, h, style, uniqueId } from "../shared/dom.js";
import { destination, numberCells, pixelUnder, softScale } from "../shared/grids.js";
import { linkTraits } from "../shared/model_sync.js";
import { composeAll, fieldOf, largestDifference, mapsOf, seenFrom, sizesOf, spanOf, twinOf } from "./sums.js";

const MOST_LAYERS = 6;
const HOW_TO_CHOOSE = "Arrow keys choose an output, Enter steps, Home and End go to the ends of the row.";
const gridOf = (rows) => makeGrid(rows.length, rows[0].length, Float64Array.from(rows.flat()));
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
    names, relu, padded, cursor: place, layers, sizes, maps, output, kernel, twin,
    rows: seenFrom(place[0], layers, sizes), cols: seenFrom(place[1], layers, sizes),
    difference: largestDifference(output, twin),
    differing: Array.from(output.data.keys()).filter((i) => output.data[i] !== twin.data[i]),
  };
}

const valueAt = ({ cursor: [r, c] }, map) => map.data[r * map.cols + c];
/** What in a stack is not linear. */
const bends = (s) => [s.names.includes("max pool") && "max pooling", s.relu && "ReLU"].filter(Boolean);
const precise = (x) => (x !== 0 && Math.abs(x) < 0.01 ? x.toExponential(1).replace("-", "−") : format(x));

/** What is said aloud about the output that was chosen. */
export function told(s) {
  const [rows, cols] = [s.rows[0], s.cols[0]];
  const reach = ({ length, 0: first, [length - 1]: last }) => (length > 1 ? `${first} to ${last}` : `${first}`);
  const [high, wide] = [rows, cols].map((all) => all.at(-1) - all[0] + 1);
  const holes = rows.length < high || cols.length < wide ? `, ${rows.length * cols.length} of them read` : "";
  const whole = fieldOf(s.layers).size;
  const beyond = Math.min(high, wide) < whole ? ` The rest of its ${square(whole)} lies beyond the border.` : "";
  return `output[${s.cursor.join(", ")}] = ${precise(valueAt(s, s.output))} sees ${high} × ${wide} pixels${holes}: `
    + `rows ${reach(rows)}, columns ${reach(cols)}.${beyond}`;
}

// ---- the parts of the view

/** The layers: a menu for each, a button that removes it, one that adds, and what may part stack and kernel. */
function layerList({ kinds, twin, set }) {
  const list = h("ol", { class: "cv-layers", "aria-label": "Layers" });
  const add = control("button", { type: "button", onclick: () => set((s) => ({ names: [...s.names, "3x3"] })) }, "Add a layer");
  const toggle = (name, words) => {
    const box = control("input", { type: "checkbox", role: "switch", onchange: () => set(() => ({ [name]: box.checked })) });
    return { name, box, label: h("label", { class: "cv-switch", hidden: !twin }, box, h("span", {}, words)) };
  };
  const switches = [toggle("relu", "ReLU between layers"), toggle("padded", "zero padding")];
  const el = h("div", { class: "cv-stack-controls" }, list, add, ...switches.map(({ label }) => label));
  let shown = "";
  const entry = (name, i) => {
    const id = uniqueId("layer");
    const change = () => set((s) => ({ names: s.names.with(i, select.value) }));
    const select = control("select", { id, "aria-label": `Layer ${i + 1}`, onchange: change },
      ...Object.keys(kinds).map((kind) => h("option", { selected: kind === name }, kind)));
    const remove = () => {
      set((s) => ({ names: s.names.toSpliced(i, 1) }));
      add.focus();
    };
    const button = control("button", { type: "button", "aria-label": `Remove layer ${i + 1}`, onclick: remove }, "×");
    return h("li", {}, select, button);
  };
  const update = (s) => {
    switches.forEach(({ name, box }) => { box.checked = s[name]; });
    add.disabled = s.names.length >= MOST_LAYERS;
    if (shown === s.names.join()) return;
    const focused = [...list.querySelectorAll("select")].indexOf(list.getRootNode().activeElement);
    shown = s.names.join();
    list.replaceChildren(...s.names.map(entry));
    list.querySelectorAll("li > button").forEach((button) => { button.disabled = s.names.length === 1; });
    list.querySelectorAll("select")[focused]?.focus();
  };
  const redraw = () => { shown = ""; };
  return { el, update, redraw };
}

const SVG_SPACE = "http://www.w3.org/2000/svg";
function mark(x, y, width, height, kind) {
  const node = document.createElementNS(SVG_SPACE, "rect");
  for (const [name, value] of Object.entries({ x, y, width, height, class: kind })) node.setAttribute(name, value);
  return node;
}

/** One map with the positions that the chosen output depends on. */
function mapFigure() {
  const canvas = h("canvas", { "aria-hidden": "true" });
  const over = document.createElementNS(SVG_SPACE, "svg");
  over.setAttribute("aria-hidden", "true");
  const frame = h("div", { class: "cv-map" }, canvas, over);
  const [title, seen] = [h("span"), h("span", { class: "cv-note" })];
  let dots = [];
  const el = h("figure", {}, h("figcaption", {}, title), frame, seen);
  let painted = null;
  const update = (map, name, rows, cols, differing) => {
    if (painted !== map) {
      dots = differing.map((i) => mark((i % map.cols) + 0.3, Math.floor(i / map.cols) + 0.3, 0.4, 0.4, "cv-differs"));
      const ends = extremes(map);
      paintCanvas(canvas, map, makeScale(ends, [0, Math.max(ends[1], 1e-9)]));
      style(frame, { cols: map.cols });
      over.setAttribute("viewBox", `0 0 ${map.cols} ${map.rows}`);
      painted = map;
    }
    title.textContent = `${name}, ${square(map.rows)}`;
    const [high, wide] = [rows, cols].map((all) => all.at(-1) - all[0] + 1);
    seen.textContent = `${rows.length} × ${cols.length} used`;
    over.replaceChildren(...dots,
      ...rows.flatMap((r) => cols.map((c) => mark(c + 0.1, r + 0.1, 0.8, 0.8, "cv-seen"))),
      mark(cols[0], rows[0], wide, high, "cv-halo"), mark(cols[0], rows[0], wide, high, "cv-reach"));
  };
  return { el, frame, update };
}

const arrow = () => h("span", { class: "cv-sign", "aria-hidden": "true" }, "→");

/** The picture, each layer's map, and the output over which pointer and keys choose. */
function mapRow({ state, set }) {
  const el = h("div", { class: "cv-maps" });
  let figures = [];
  const wire = (frame) => {
    const point = (event) => set(() => ({ cursor: pixelUnder(event, frame, state().output) }));
    frame.addEventListener("pointermove", point);
    frame.addEventListener("pointerdown", point);
    frame.addEventListener("keydown", (event) => {
      const target = destination(event, state().cursor, state().output);
      if (!target) return;
      event.preventDefault();
      event.stopPropagation();
      set(() => ({ cursor: target }));
    });
    Object.entries({ tabindex: 0, role: "application", "data-lm-suppress-shortcuts": "true" })
      .forEach(([name, value]) => frame.setAttribute(name, value));
    frame.classList.add("cv-chosen-from");
  };
  const update = (s) => {
    if (figures.length !== s.maps.length) {
      figures = s.maps.map(mapFigure);
      wire(figures.at(-1).frame);
      el.replaceChildren(...figures.map(({ el: figure }, i) => (i ? h("div", { class: "cv-next" }, arrow(), figure) : figure)));
    }
    const [last, dotted] = [s.maps.length - 1, bends(s).length ? [] : s.differing];
    figures.forEach((figure, i) =>
      figure.update(s.maps[i], i ? `${i}. ${s.names[i - 1]}` : "input", s.rows[i], s.cols[i], i === last ? dotted : []));
    figures.at(-1).frame.setAttribute("aria-label", `Output, ${square(s.output.rows)}. ${HOW_TO_CHOOSE}`);
  };
  return { el, update };
}

/** How the receptive field grows, layer by layer, with the numbers put in. */
function growth() {
  const body = h("tbody");
  const heads = ["layer", "an output of it sees", "neighbours lie apart"].map((text) => h("th", { scope: "col" }, text));
  const el = h("table", { class: "cv-growth" }, h("thead", {}, h("tr", {}, ...heads)), body);
  const update = ({ layers, names }) => body.replaceChildren(...names.map((name, i) => {
    const [before, after] = [fieldOf(layers.slice(0, i)), fieldOf(layers.slice(0, i + 1))];
    const sum = `${before.size} + ${spanOf(layers[i]) - 1}·${before.jump} = ${after.size}`;
    return h("tr", {}, h("th", { scope: "row" }, `${i + 1}. ${name}`), h("td", {}, sum), h("td", {}, `${after.jump}`));
  }));
  return { el, update };
}

/** The one kernel that would do the same, and how far the stack is from it. */
function twinPanel() {
  const cells = numberCells();
  const canvas = h("canvas", { "aria-hidden": "true" });
  const picture = h("div", { class: "cv-twin-kernel" });
  const [title, values, verdict] = [h("strong"), h("p"), aloud("p", { class: "cv-difference" })];
  const el = h("section", { class: "cv-twin", "aria-label": "One kernel for the whole stack" },
    picture, h("div", {}, title, values, verdict));
  const update = (s) => {
    const n = s.kernel.rows;
    title.textContent = `The stack as one ${square(n)} kernel`;
    picture.replaceChildren(n <= 7 ? cells.el : canvas);
    if (n <= 7) cells.update(s.kernel, softScale(s.kernel));
    else paintCanvas(canvas, s.kernel, softScale(s.kernel));
    values.textContent = `At [${s.cursor.join(", ")}]: the stack gives ${precise(valueAt(s, s.output))}, `
      + `the one kernel ${precise(valueAt(s, s.twin))}.`;
    const [why, count] = [bends(s).join(" and "), `${s.differing.length} of ${s.output.data.length}`];
    verdict.textContent = `Largest difference anywhere: ${precise(s.difference)}. ` + (
      s.difference === 0 ? "The stack is one convolution."
        : why ? `With ${why}, no single kernel will do.`
          : `${count} outputs differ, those with a dot: there a later layer reads zeros from beyond the border.`);
  };
  return { el, update };
}

function render({ model, el }) {
  const [kinds, bank, shown] = ["kinds", "bank", "twin"].map((name) => model.get(name));
  const fixed = { image: gridOf(model.get("image")), kinds, bank };
  const read = () =>
    ({ names: model.get("layers"), relu: model.get("relu"), padded: model.get("padded"), cursor: model.get("cursor") });
  let s = stateOf(fixed, read());
  const { tell, close } = linkTraits(model, ["layers", "relu", "padded", "cursor"], {
    values: () => ({ layers: s.names, relu: s.relu, padded: s.padded, cursor: s.cursor }),
    hear() {
      s = stateOf(fixed, read());
      show();
    },
  });
  const alert = h("p", { class: "cv-alert", role: "alert" });
  const set = (patchOf) => {
    const patch = patchOf(s);
    const wanted = { names: s.names, relu: s.relu, padded: s.padded, cursor: patch.names ? null : s.cursor, ...patch };
    const next = patch.cursor ? moved(s, inside(patch.cursor, s.output)) : stateOf(fixed, wanted);
    alert.textContent = next.unfit
      ? `Layer ${next.unfit} spans ${next.span} positions, but only ${next.left} are left. The stack stays as it was.` : "";
    if (next.unfit) parts[0].redraw();
    else if (String(next.cursor) === String(s.cursor) && patch.cursor) return;
    else s = next;
    show();
    tell();
  };
  const parts = [layerList({ kinds, twin: shown, set }), mapRow({ state: () => s, set }), growth(), twinPanel()];
  const written = aloud("p", { class: "cv-written" });
  const show = () => {
    parts.forEach((part) => part.update(s));
    written.textContent = told(s);
  };
  show();
  const [list, maps, table, twin] = parts.map((part) => part.el);
  twin.hidden = !shown;
  el.replaceChildren(h("div", { class: "cv cv-stack" }, list, alert, maps, written, h("div", { class: "cv-stack-below" }, table, twin)));
  return close;
}

/** The state with another cursor; nothing else is calculated again. */
const moved = (s, cursor) =>
  ({ ...s, cursor, rows: seenFrom(cursor[0], s.layers, s.sizes), cols: seenFrom(cursor[1], s.layers, s.sizes) });

export default { render };
