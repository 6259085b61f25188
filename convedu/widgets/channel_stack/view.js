// Channel Stack: planes, one kernel for each, and their products added up to one number.

import { extremes, largest } from "../shared/arithmetic.js";
import { makeScale, paintCanvas, signedTo } from "../shared/colour.js";
import { slider, toggle } from "../shared/controls.js";
import { control, h, liveRegion, memoized, sign } from "../shared/dom.js";
import { numberCells, picture, softScale } from "../shared/grids.js";
import { syncModel, traitsOf } from "../shared/model_sync.js";
import { format, formatWeights } from "../shared/numbers.js";
import { pixelUnder, steer } from "../shared/steering.js";
import { blocksDrawing } from "./blocks.js";
import { advance, channelNames, ledger, moment, openStack, retreat, stepSentence } from "./sums.js";

const TRAITS = ["filters", "shown", "cursor", "step", "misread"];
const HOW = "Arrow keys move the window, Enter takes the next step, Backspace goes back.";
const half = (n) => Math.floor((n - 1) / 2);
const capital = (word) => word[0].toUpperCase() + word.slice(1);
const hidden = { "aria-hidden": "true" };

/** Paints a grid only when it is another one than last time. */
const once = (paint) => memoized((content) => [content], paint);

/** The slider for the number of filters and the switch for the reading. */
function controls({ most, set, state }) {
  const stops = Array.from({ length: most }, (_, i) => i + 1);
  const change = (filters) => set({ filters, shown: Math.min(state().shown, filters - 1) });
  const count = slider({ label: "filters F", stops, change });
  const reading = toggle({ label: "read the numbers as channel-last", change: (misread) => set({ misread }) });
  count.el.hidden = most === 1;
  const update = (s) => {
    count.update(s.filters);
    reading.update(s.misread);
  };
  return { el: h("div", { class: "cs-controls" }, count.el, reading.el), update };
}

/** The shapes and counts, and the first numbers in memory with what each is taken for. */
function words() {
  const entries = {
    first: "channel-first",
    last: "channel-last",
    weights: "weights",
    parameters: "with biases",
    multiplications: "multiplications",
  };
  const cells = Object.fromEntries(Object.keys(entries).map((key) => [key, h("span")]));
  const list = h(
    "div",
    { class: "cs-ledger" },
    ...Object.entries(entries).flatMap(([key, name]) => [h("span", { class: "cs-term" }, name), cells[key]]),
  );
  const update = (s) =>
    Object.entries(ledger(s)).forEach(([key, text]) => {
      cells[key].textContent = text;
    });
  return { el: list, update };
}

/** The first numbers as they lie in memory, and the pixel and channel each is taken for. */
function memory(stack) {
  const [plane] = stack.readings[0];
  const names = channelNames(stack.readings[0].length);
  const shown = Array.from(plane.data.slice(0, 6));
  const labels = shown.map(() => h("span"));
  const verdict = h("span", { class: "cv-note" });
  const numbers = shown.map((x, i) => h("span", { class: "cs-number" }, h("b", {}, format(x)), labels[i]));
  const el = h(
    "div",
    { class: "cs-memory" },
    h("span", { class: "cs-name" }, "in memory"),
    ...numbers.slice(0, -1),
    h("span", { class: "cs-part" }, ...numbers.slice(-1), sign("…")),
    verdict,
  );
  const update = ({ misread }) => {
    verdict.textContent = misread ? "Read wrongly: the same numbers, the same shapes, no error." : "";
    labels.forEach((label, i) => {
      const [channel, pixel] = misread ? [i % names.length, Math.floor(i / names.length)] : [0, i];
      label.textContent = `${names[channel]} ${Math.floor(pixel / plane.cols)},${pixel % plane.cols}`;
    });
  };
  return { el, update };
}

/** The picture in the colours that a reading gives it; null where its numbers are no colours. */
function inColours({ planes }) {
  if (planes.length !== 3 || planes.some((plane) => largest(plane) > 1)) return null;
  const [{ rows, cols }] = planes;
  const pixels = new ImageData(cols, rows);
  pixels.data.forEach((_, i) => {
    pixels.data[i] = i % 4 === 3 ? 255 : planes[i % 4].data[Math.floor(i / 4)] * 255;
  });
  const canvas = h("canvas", { width: cols, height: rows });
  canvas.getContext("2d").putImageData(pixels, 0, 0);
  return canvas;
}

/** One channel: its plane, the window, the kernel, the products and their sum. */
function channelRow(c, name, { state, steering }) {
  const plane = picture();
  const [window, kernel, products] = [numberCells(), numberCells(), numberCells()];
  const total = h("b");
  steer(plane.el, {
    ...steering,
    place: (event) => {
      const [row, col] = pixelUnder(event, plane.el, state().planes[c]);
      return [row - half(state().kernels[c].rows), col - half(state().kernels[c].cols)];
    },
  });
  const box = (text, part) => h("figure", {}, h("figcaption", {}, text), part);
  const el = h(
    "div",
    { class: "cs-channel" },
    h("span", { class: "cs-name" }, name),
    box("plane", h("div", { class: "cs-plane" }, plane.el)),
    box("window", window.el),
    sign("×"),
    box("its kernel", kernel.el),
    sign("="),
    box("products", products.el),
    sign("→"),
    h("span", { class: "cs-box", ...hidden }, total, h("span", {}, "partial sum")),
  );
  const paint = once((grid, scale) => plane.paint(grid, scale));
  const label = once(({ rows, cols }) =>
    plane.el.setAttribute("aria-label", `${capital(name)} plane, ${rows} × ${cols}. ${HOW}`),
  );
  const update = (s) => {
    const [bright, reached] = [makeScale([0, Math.max(1, ...s.planes.map(largest))]), s.step > c];
    label(s.planes[c]);
    paint(s.planes[c], bright);
    plane.mark(s.cursor, s.kernels[c].rows, s.kernels[c].cols);
    window.update(s.windows[c], bright);
    kernel.update(s.kernels[c], softScale(strongest(s.kernels)), formatWeights(s.kernels[c]));
    const product = reached ? s.products[c] : { ...s.products[c], data: s.products[c].data.map(() => 0) };
    products.update(product, signedTo(Math.max(...s.products.map(largest))), reached ? undefined : blank(product));
    el.classList.toggle("cs-later", !reached);
    el.classList.toggle("cs-now", s.step === c + 1);
    total.textContent = reached ? format(s.partial[c]) : "";
  };
  return { el, update };
}

const blank = ({ data }) => Array.from(data, () => "");

const strongest = (grids) => grids.reduce((a, b) => (largest(a) >= largest(b) ? a : b));

/** The partial sums, the bias and the output, and the buttons that walk through them. */
function totals(names, step) {
  const boxes = [...names, "sum", "bias, once", "output"].map((name) => [h("b"), h("span", {}, name)]);
  const cells = boxes.map((box) => h("span", { class: "cs-box" }, ...box));
  const signs = [...names.slice(1).map(() => "+"), "=", "+", "="];
  const row = cells.map((cell, i) => (i ? h("span", { class: "cs-part" }, sign(signs[i - 1]), cell) : cell));
  const button = (text, by) => control("button", { type: "button", onclick: () => step(by) }, text);
  const el = h(
    "div",
    { class: "cs-total" },
    h("div", { class: "cs-line", ...hidden }, ...row),
    h("div", { class: "cs-buttons" }, button("Back", -1), button("Step", 1)),
  );
  const update = (s) => {
    const C = names.length;
    const reachedAt = [...names.map((_, c) => c + 1), C + 1, C + 2, C + 2];
    [...s.partial, s.total, s.bias, s.value].forEach((x, i) => {
      boxes[i][0].textContent = s.step >= reachedAt[i] ? format(x) : "";
      cells[i].classList.toggle("cs-now", s.step === reachedAt[i]);
    });
  };
  return { el, update };
}

const grid = (content, scale, width) => {
  const canvas = h("canvas", { class: "cs-pixels", ...hidden });
  paintCanvas(canvas, content, scale, { cell: width / content.cols });
  return canvas;
};

const CARD = 72; // pixels of the screen

/** One card for each filter: its kernels above, its feature map below. */
function cards(stack, set) {
  const list = h("div", { class: "cs-cards" });
  const el = h(
    "figure",
    { hidden: stack.kernels.length === 1 },
    h("figcaption", {}, "all filters: the kernels of each, and its feature map"),
    list,
  );
  const made = stack.kernels.map((kernels, f) => {
    const scale = softScale(strongest(kernels));
    const map = h("canvas", { class: "cs-pixels", ...hidden });
    const card = control(
      "button",
      { type: "button", class: "cs-card", onclick: () => set({ shown: f }) },
      h("span", { class: "cs-kernels" }, ...kernels.map((kernel) => grid(kernel, scale, CARD / kernels.length))),
      map,
      h("span", {}, `${f}`, stack.names[f] ? ` ${stack.names[f]}` : ""),
    );
    card.setAttribute("aria-label", `Filter ${f}${stack.names[f] ? `: ${stack.names[f]}` : ""}`);
    return {
      card,
      paint: once((content) => {
        const cell = CARD / content.cols;
        paintCanvas(map, content, makeScale(extremes(content), undefined, 0, cell), { cell });
      }),
    };
  });
  const update = (s) => {
    if (list.childElementCount !== s.filters) list.replaceChildren(...made.slice(0, s.filters).map((m) => m.card));
    s.maps.forEach((map, f) => {
      made[f].card.setAttribute("aria-pressed", f === s.shown);
      made[f].paint(map);
    });
  };
  return { el, update };
}

function render({ model, el }) {
  const stack = openStack(model.get("data"));
  const names = channelNames(stack.readings[0].length);
  const read = () => traitsOf(model, TRAITS);
  let s = moment(stack, read());
  const state = () => s;
  const values = () => Object.fromEntries(TRAITS.map((name) => [name, s[name]]));
  const show = (patch) => {
    s = moment(stack, { ...values(), ...patch });
    parts.forEach((part) => part.update(s));
    written.textContent = stepSentence(s);
  };
  const { push, close } = syncModel(model, TRAITS, { values, onChange: () => show(read()) });
  const set = (patch) => {
    show(patch);
    push();
  };
  const step = (by) => set((by > 0 ? advance : retreat)(s, stack.last, s.map));
  const steering = {
    cursor: () => s.cursor,
    size: () => s.map,
    move: (cursor) => set({ cursor }),
    keys: { Enter: () => step(1), " ": () => step(1), Backspace: () => step(-1) },
  };
  const blocks = blocksDrawing({
    stack,
    state,
    steering,
    choose: (shown) => set({ shown }),
    colours: inColours,
    how: HOW,
  });
  const [menus, counts, order] = [controls({ most: stack.kernels.length, set, state }), words(), memory(stack)];
  const channels = names.map((name, c) => channelRow(c, name, { state, steering }));
  const [sums, all] = [totals(names, step), cards(stack, set)];
  const parts = [blocks, menus, counts, order, ...channels, sums, all];
  const written = liveRegion("p", { class: "cs-written" });
  el.replaceChildren(
    h(
      "div",
      { class: "cv cs" },
      h("div", { class: "cs-head" }, blocks.el, h("div", { class: "cs-beside" }, menus.el, counts.el)),
      order.el,
      h("div", { class: "cs-channels" }, ...channels.map((row) => row.el)),
      sums.el,
      written,
      all.el,
    ),
  );
  show({});
  return close;
}

export default { render };
