// The first tab: a picture, the matrix that every pixel is multiplied by, and the recoloured picture.

import { extremes, makeGrid } from "../shared/arithmetic.js";
import { signedTo } from "../shared/colour.js";
import { namedMenu } from "../shared/controls.js";
import { figure, h, liveRegion, panel, sign, style } from "../shared/dom.js";
import { numberCells, softScale, tint } from "../shared/grids.js";
import { openButton, readColours } from "../shared/image_upload.js";
import { numberBox } from "../shared/number_box.js";
import { format, formatExact } from "../shared/numbers.js";
import { pixelUnder, steer } from "../shared/steering.js";
import { mixChannels, noBias, productLines, splitPlanes, vectorAt } from "./sums.js";

const LETTERS = ["R", "G", "B"];
const COLOURS = ["red", "green", "blue"];
const KEYS = "Arrow keys move from pixel to pixel, Shift ten at a time; Home and End go to the ends of the row.";

const toByte = (x) => Math.round(255 * Math.min(Math.max(x, 0), 1));
const screenColour = (values) => {
  const [r, g = r, b = r] = values.map(toByte);
  return `rgb(${r} ${g} ${b})`;
};

/** Three planes as colours, one as greys; what lies outside 0 to 1 is cut off, as a screen does. */
function paintPlanes(canvas, planes) {
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
  const el = h("div", { class: "cv-picture" }, canvas, marker);
  const frame = h("div", { class: "cv-frame" }, el);
  const size = () => state().image[0];
  const place = (event) => {
    const [row, col] = pixelUnder(event, el, size());
    return row >= 0 && col >= 0 && row < size().rows && col < size().cols ? [row, col] : null;
  };
  steer(el, { place, cursor: () => state().cursor, size, move });
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
  const reading = (read) => ({ read, text: () => formatExact(read()), refuse, step: 0.1, drag: true });
  const weightBox = (o, c, target) =>
    numberBox({
      label: `weight from ${COLOURS[c]} to ${target}`,
      ...reading(() => state().matrix[o][c]),
      write: (x) => set({ matrix: state().matrix.with(o, state().matrix[o].with(c, x)) }),
    });
  const biasBox = (o, target) =>
    numberBox({
      label: `bias of ${target}`,
      ...reading(() => state().bias[o]),
      write: (x) => set({ bias: state().bias.with(o, x) }),
    });
  let boxes = [];
  const build = ({ length }) => {
    const target = (o) => (length === 1 ? "the plane" : COLOURS[o]);
    boxes = Array.from({ length }, (_, o) => [
      ...COLOURS.map((_, c) => weightBox(o, c, target(o))),
      biasBox(o, target(o)),
    ]);
    const head = (text) => h("span", { class: "cv-head", "aria-hidden": "true" }, text);
    el.replaceChildren(
      head(""),
      ...LETTERS.map((letter) => head(`from ${letter}`)),
      head("bias"),
      ...boxes.flatMap((row, o) => [head(length === 1 ? "out" : `to ${LETTERS[o]}`), ...row.map((box) => box.input)]),
    );
  };
  const update = ({ matrix, bias }) => {
    if (boxes.length !== matrix.length) build(matrix);
    const scale = softScale({ data: matrix.flat() });
    const biasScale = softScale({ data: bias });
    boxes.forEach((row, o) =>
      row.forEach(({ input, show }, c) => {
        show();
        tint(input, c < 3 ? scale : biasScale, [...matrix[o], bias[o]][c]);
      }),
    );
  };
  return { el, update };
}

const column = (values) => makeGrid(values.length, 1, Float64Array.from(values));
const swatch = () => h("div", { class: "cv-swatch cv-coloured", "aria-hidden": "true" });
/** Matrix times vector plus bias, if there is one, with the pixel's colour before and after. */
function product() {
  const [matrix, before, bias, after] = [numberCells(), numberCells(), numberCells(), numberCells()];
  const [from, to] = [swatch(), swatch()];
  const place = h("span");
  const narrow = (cells) => h("div", { class: "cv-vector" }, cells.el);
  const added = [sign("+"), figure("bias", narrow(bias))];
  const el = h(
    "div",
    { class: "cv-workings cv-product" },
    figure("matrix", h("div", { class: "cv-square" }, matrix.el)),
    sign("·"),
    figure(place, h("div", { class: "cv-pair" }, narrow(before), from)),
    ...added,
    sign("="),
    figure("output there", h("div", { class: "cv-pair" }, narrow(after), to)),
  );
  const update = (s) => {
    const vector = vectorAt(s.image, s.cursor);
    const result = vectorAt(s.output, s.cursor);
    const weights = s.matrix.flat();
    matrix.update(
      makeGrid(s.matrix.length, 3, Float64Array.from(weights)),
      softScale({ data: weights }),
      weights.map(formatExact),
    );
    before.update(column(vector), signedTo(1.7));
    bias.update(column(s.bias), softScale({ data: s.bias }), s.bias.map(formatExact));
    added.forEach((part) => {
      part.hidden = !s.bias.some(Boolean);
    });
    after.update(column(result), signedTo(1.7 * Math.max(1, ...result.map(Math.abs))));
    from.style.background = screenColour(vector);
    to.style.background = screenColour(result);
    place.textContent = `pixel [${s.cursor.join(", ")}]`;
  };
  return { el, update };
}

const samePlanes = (a, b) =>
  a === b ||
  a.every(
    ({ rows, cols, data }, c) => rows === b[c].rows && cols === b[c].cols && data.every((x, i) => x === b[c].data[i]),
  );

export function mixTab({ gallery, presets, state, set, refuse }) {
  const move = (cursor) => set({ cursor });
  const source = namedMenu({
    label: "Picture",
    entries: Object.entries(gallery),
    other: "array",
    choose: (image) => set({ image }),
  });
  const preset = namedMenu({
    label: "Named matrix",
    entries: Object.entries(presets),
    other: "my own",
    choose: (matrix) => set({ matrix, bias: noBias(matrix) }),
  });
  const own = openButton({
    read: readColours,
    refuse,
    take: (name, packed) => {
      refuse("");
      const image = splitPlanes(packed);
      source.add(name, image);
      set({ image });
    },
  });
  const editor = matrixEditor({ state, set, refuse });
  const [input, output] = ["Input", "Output"].map((name) => colourPicture(name, { state, move }));
  const range = h("p", { class: "cv-note cv-range" });
  const workings = product();
  const written = liveRegion("p", { class: "cv-written cv-lines" });
  const el = h(
    "div",
    {},
    h(
      "div",
      { class: "cv-panels" },
      panel("Input, 3 channels", h("div", { class: "cv-row" }, ...source.el, own), input.el),
      panel(
        "Matrix and bias",
        h("div", { class: "cv-row" }, ...preset.el),
        editor.el,
        h("p", { class: "cv-note" }, "Type, press ↑ ↓, or drag a number sideways."),
      ),
      panel("Output", range, output.el),
    ),
    workings.el,
    written,
  );
  let mixed = {};
  const update = (s) => {
    if (["image", "matrix", "bias"].some((name) => mixed[name] !== s[name])) {
      mixed = { ...s, output: mixChannels(s.image, s.matrix, s.bias) };
      const ends = mixed.output.map(extremes);
      const [low, high] = [Math.min(...ends.map(([x]) => x)), Math.max(...ends.map(([, x]) => x))];
      const cut = low < -1e-9 || high > 1 + 1e-9 ? " (screen 0 to 1)" : "";
      range.textContent = `${s.matrix.length === 1 ? "1 channel, " : ""}${format(low)} to ${format(high)}${cut}`;
      source.update((planes) => samePlanes(s.image, planes));
      preset.update((matrix) => String(s.matrix) === String(matrix) && !s.bias.some(Boolean));
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
