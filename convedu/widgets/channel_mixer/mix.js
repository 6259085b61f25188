// The first tab: a picture, the matrix that every pixel is multiplied by, and the recoloured picture.

import { extremes, format, makeGrid } from "../shared/arithmetic.js";
import { signedTo } from "../shared/colour.js";
import { aloud, control, h, style, uniqueId } from "../shared/dom.js";
import { destination, numberCells, pixelUnder, softScale, tint } from "../shared/grids.js";
import { formatExact, mixChannels, noBias, productLines, splitPlanes, vectorAt } from "./sums.js";
import { numberBox } from "../shared/number_box.js";
import { openButton, readColours } from "../shared/image_upload.js";

const LETTERS = ["R", "G", "B"];
const COLOURS = ["red", "green", "blue"];
const KEYS = "Arrow keys move from pixel to pixel, Shift ten at a time; Home and End go to the ends of the row.";

const toByte = (x) => Math.round(255 * Math.min(Math.max(x, 0), 1));
const screenColour = (values) => {
  const [r, g = r, b = r] = values.map(toByte);
  return `rgb(${r} ${g} ${b})`;
};

/** Three planes as colours, one as greys; what lies outside 0 to 1 is cut off, as a screen does. */
export function paintPlanes(canvas, planes) {
  const [{ rows, cols, data: first }, { data: second } = { data: first }, { data: third } = { data: first }] = planes;
  canvas.width = cols;
  canvas.height = rows;
  const pixels = new ImageData(cols, rows);
  for (let i = 0; i < first.length; i++) {
    pixels.data.set([toByte(first[i]), toByte(second[i]), toByte(third[i]), 255], i * 4);
  }
  canvas.getContext("2d").putImageData(pixels, 0, 0);
}

/** A picture with a marker that pointer and arrow keys move. */
function colourPicture(name, { state, move }) {
  const canvas = h("canvas", { "aria-hidden": "true" });
  const marker = h("div", { class: "cv-marker" });
  const el = control("div", { class: "cv-picture", tabindex: 0, role: "application" }, canvas, marker);
  const frame = h("div", { class: "cv-frame" }, el);
  const point = (event) => {
    const { rows, cols } = state().image[0];
    const [row, col] = pixelUnder(event, el, state().image[0]);
    if (row >= 0 && col >= 0 && row < rows && col < cols) move([row, col]);
  };
  el.addEventListener("pointermove", point);
  el.addEventListener("pointerdown", point);
  el.addEventListener("keydown", (event) => {
    const target = destination(event, state().cursor, state().image[0]);
    if (!target) return;
    event.preventDefault();
    event.stopPropagation();
    move(target);
  });
  let shown = null;
  const update = (planes, cursor) => {
    const { rows, cols } = planes[0];
    el.setAttribute("aria-label", `${name}, ${rows} × ${cols} pixels. ${KEYS}`);
    el.classList.toggle("cv-coarse", rows < 32);
    el.classList.toggle("cv-large", rows >= 32);
    style(frame, { irows: rows, icols: cols });
    style(el, { rows, cols });
    style(marker, { row: cursor[0], col: cursor[1], high: 1, wide: 1 });
    if (planes !== shown) paintPlanes(canvas, planes);
    shown = planes;
  };
  return { el: frame, update };
}

/** The matrix and the bias as numbers to change, one row for each output channel. */
function matrixEditor({ state, set, refuse }) {
  const el = h("div", { class: "cv-matrix", role: "group", "aria-label": "Matrix and bias" });
  const weightBox = (o, c, target) => numberBox({
    label: `weight from ${COLOURS[c]} to ${target}`, refuse, read: () => state().matrix[o][c],
    write: (x) => set({ matrix: state().matrix.with(o, state().matrix[o].with(c, x)) }),
  });
  const biasBox = (o, target) => numberBox({
    label: `bias of ${target}`, refuse, read: () => state().bias[o],
    write: (x) => set({ bias: state().bias.with(o, x) }),
  });
  let boxes = [];
  const build = ({ length }) => {
    const target = (o) => (length === 1 ? "the plane" : COLOURS[o]);
    boxes = Array.from({ length }, (_, o) => [...COLOURS.map((_, c) => weightBox(o, c, target(o))), biasBox(o, target(o))]);
    const head = (text) => h("span", { class: "cv-head", "aria-hidden": "true" }, text);
    el.replaceChildren(head(""), ...LETTERS.map((letter) => head(`from ${letter}`)), head("bias"),
      ...boxes.flatMap((row, o) => [head(length === 1 ? "out" : `to ${LETTERS[o]}`), ...row.map((box) => box.input)]));
  };
  const update = ({ matrix, bias }) => {
    if (boxes.length !== matrix.length) build(matrix);
    const scale = softScale({ data: matrix.flat() });
    const biasScale = softScale({ data: bias });
    boxes.forEach((row, o) => row.forEach(({ input, show }, c) => {
      show();
      tint(input, c < 3 ? scale : biasScale, [...matrix[o], bias[o]][c]);
    }));
  };
  return { el, update };
}

/** A menu; `choices` maps names to values, `same` says which one is held, `add` gives it one more. */
function menu(label, choices, { choose, same, other }) {
  const id = uniqueId("menu");
  const entries = Object.entries(choices);
  const select = control("select", { id, onchange: () => choose(entries[select.selectedIndex - 1][1]) });
  select.append(h("option", { disabled: true }, other), ...entries.map(([name]) => h("option", {}, name)));
  const el = h("div", { class: "cv-row" }, h("label", { for: id, class: "cv-hidden" }, label), select);
  const add = (name, value) => {
    entries.push([name, value]);
    select.append(h("option", {}, name));
  };
  const update = (s) => { select.selectedIndex = 1 + entries.findIndex(([, value]) => same(s, value)); };
  return { el, update, add };
}

const column = (values) => makeGrid(values.length, 1, Float64Array.from(values));
const swatch = () => h("div", { class: "cv-swatch", "aria-hidden": "true" });
const panel = (name, ...content) =>
  h("section", { class: "cv-panel", "aria-label": name }, h("div", { class: "cv-title" }, name), ...content);
const captioned = (name, ...content) => h("figure", {}, ...content, h("figcaption", {}, name));
const sign = (text) => h("span", { class: "cv-sign", "aria-hidden": "true" }, text);

/** Matrix times vector plus bias, if there is one, with the pixel's colour before and after. */
function product() {
  const [matrix, before, bias, after] = [numberCells(), numberCells(), numberCells(), numberCells()];
  const [from, to] = [swatch(), swatch()];
  const place = h("span");
  const narrow = (cells) => h("div", { class: "cv-vector" }, cells.el);
  const added = [sign("+"), captioned("bias", narrow(bias))];
  const el = h("div", { class: "cv-workings cv-product" },
    captioned("matrix", h("div", { class: "cv-square" }, matrix.el)), sign("·"),
    captioned(place, h("div", { class: "cv-pair" }, narrow(before), from)), ...added, sign("="),
    captioned("output there", h("div", { class: "cv-pair" }, narrow(after), to)));
  const update = (s) => {
    const vector = vectorAt(s.image, s.cursor);
    const result = vectorAt(s.output, s.cursor);
    const weights = s.matrix.flat();
    matrix.update(makeGrid(s.matrix.length, 3, Float64Array.from(weights)), softScale({ data: weights }),
      weights.map(formatExact));
    before.update(column(vector), signedTo(1.7));
    bias.update(column(s.bias), softScale({ data: s.bias }), s.bias.map(formatExact));
    added.forEach((part) => { part.hidden = !s.bias.some(Boolean); });
    after.update(column(result), signedTo(1.7 * Math.max(1, ...result.map(Math.abs))));
    from.style.background = screenColour(vector);
    to.style.background = screenColour(result);
    place.textContent = `pixel [${s.cursor.join(", ")}]`;
  };
  return { el, update };
}

const samePlanes = (a, b) => a === b || a.every(({ rows, cols, data }, c) =>
  rows === b[c].rows && cols === b[c].cols && data.every((x, i) => x === b[c].data[i]));

export function mixTab({ gallery, presets, state, set, refuse }) {
  const move = (cursor) => set({ cursor });
  const source = menu("Picture", gallery, { choose: (image) => set({ image }), other: "array",
    same: (s, planes) => samePlanes(s.image, planes) });
  const preset = menu("Named matrix", presets, {
    choose: (matrix) => set({ matrix, bias: noBias(matrix) }), other: "my own",
    same: (s, matrix) => String(s.matrix) === String(matrix) && !s.bias.some(Boolean) });
  source.el.append(openButton({ read: readColours, refuse, take: (name, packed) => {
    refuse("");
    const image = splitPlanes(packed);
    source.add(name, image);
    set({ image });
  } }));
  const editor = matrixEditor({ state, set, refuse });
  const [input, output] = ["Input", "Output"].map((name) => colourPicture(name, { state, move }));
  const range = h("p", { class: "cv-note cv-range" });
  const workings = product();
  const written = aloud("p", { class: "cv-written cv-lines" });
  const el = h("div", {},
    h("div", { class: "cv-panels" },
      panel("Input, 3 channels", source.el, input.el),
      panel("Matrix and bias", preset.el, editor.el, h("p", { class: "cv-note" }, "Type, press ↑ ↓, or drag a number sideways.")),
      panel("Output", range, output.el)),
    workings.el, written);
  let mixed = {};
  const update = (s) => {
    if (["image", "matrix", "bias"].some((name) => mixed[name] !== s[name])) {
      mixed = { ...s, output: mixChannels(s.image, s.matrix, s.bias) };
      const ends = mixed.output.map(extremes);
      const [low, high] = [Math.min(...ends.map(([x]) => x)), Math.max(...ends.map(([, x]) => x))];
      const cut = low < -1e-9 || high > 1 + 1e-9 ? " (screen 0 to 1)" : "";
      range.textContent = `${s.matrix.length === 1 ? "1 channel, " : ""}${format(low)} to ${format(high)}${cut}`;
      source.update(s);
      preset.update(s);
      editor.update(s);
    }
    input.update(s.image, s.cursor);
    output.update(mixed.output, s.cursor);
    workings.update({ ...s, output: mixed.output });
    const lines = productLines(vectorAt(s.image, s.cursor), s.matrix, s.bias);
    written.textContent = `At pixel [${s.cursor.join(", ")}]:\n${lines.join(";\n")}.`;
  };
  return { el, update };
}
