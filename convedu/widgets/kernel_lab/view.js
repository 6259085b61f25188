// Kernel Lab: an image, a kernel and their output, with the multiply-add at one window written out.

import { format, formatWeights, largest, multiply, sameGrid, sentence, sum } from "../shared/arithmetic.js";
import { signedTo } from "../shared/colour.js";
import { aloud, control, h, style, uniqueId, whenChanged } from "../shared/dom.js";
import { destination, legend, numberCells, picture, pixelUnder, softScale, tint } from "../shared/grids.js";
import { flipSwitch, kernelCells, kernelMenu, kernelSum } from "./kernel_editor.js";
import { derive, fits, isTape, packKernel, unpackImage, unpackKernel } from "./state.js";
import { linkTraits } from "../shared/model_sync.js";
import { openButton, readGrey } from "../shared/image_upload.js";

/** The menu of pictures, and the learner's own file. `choose` says whether it takes a picture. */
export function source({ gallery, state, choose, refuse }) {
  const entries = Object.entries(gallery).map(([name, packed]) => [name, unpackImage(packed)]);
  const id = uniqueId("source");
  const shown = () => entries.findIndex(([, image]) => sameGrid(image, state().image));
  const pick = () => choose(entries[select.selectedIndex][1]) || show();
  const select = control("select", { id, onchange: pick });
  const show = () => {
    if (select.options.length !== entries.length) {
      select.replaceChildren(...entries.map(([name]) => h("option", {}, name)));
    }
    select.selectedIndex = shown();
  };
  const take = (file, packed) => {
    entries.push([file, unpackImage(packed)]);
    if (!choose(entries.at(-1)[1])) entries.pop();
  };
  const own = openButton({ read: readGrey, take, refuse });
  const name = h("label", { for: id, class: "cv-hidden" }, "Input");
  const update = whenChanged((s) => [s.image], (s) => {
    if (shown() < 0) entries.push(["array", s.image]);
    show();
    own.hidden = isTape(s);
  });
  return { el: h("div", { class: "cv-row" }, name, select, own), update };
}

const half = (n) => Math.floor((n - 1) / 2);

/** Input and output as pictures over which pointer and keys move the window. */
function pictures({ state, move }) {
  const [input, output] = [picture(), picture()];
  const wire = (el, size, cursorOf) => {
    const point = (event) => move(cursorOf(pixelUnder(event, el, size())));
    el.addEventListener("pointermove", point);
    el.addEventListener("pointerdown", point);
    el.addEventListener("keydown", (event) => {
      const target = destination(event, state().cursor, state().output);
      if (!target) return;
      event.preventDefault();
      event.stopPropagation();
      move(target);
    });
    for (const [name, value] of Object.entries(STEERED)) el.setAttribute(name, value);
  };
  wire(input.el, () => state().image, ([row, col]) => {
    const { rows, cols } = state().kernel;
    return [row - half(rows), col - half(cols)];
  });
  wire(output.el, () => state().output, (pixel) => pixel);
  const words = h("p", { class: "cv-note" });
  const paintInput = whenChanged((s) => [s.image], (s) => {
    input.paint(s.image, s.inputScale);
    input.el.setAttribute("aria-label", `Input, ${size(s.image)}. ${HOW}`);
  });
  const paintOutput = whenChanged((s) => [s.output], (s) => {
    output.paint(s.output, s.outputScale);
    output.el.setAttribute("aria-label", `Output, ${size(s.output)}. ${HOW}`);
    words.textContent = `${size(s.image)} in, ${size(s.output)} out`;
  });
  const update = (s) => {
    paintInput(s);
    paintOutput(s);
    input.mark(s.cursor, s.kernel.rows, s.kernel.cols);
    output.mark(s.cursor);
  };
  return { input: input.el, output: output.el, words, update };
}

const HOW = "Arrow keys move the window, Enter steps, Home and End go to the ends of the row.";
const STEERED = { tabindex: 0, role: "application", "data-lm-suppress-shortcuts": "true" };
const size = ({ rows, cols }) => (rows === 1 ? `${cols} values` : `${rows}\u00a0×\u00a0${cols}`);

/** The window, the kernel as it lies on it, their products, and the products' sum. */
function workings() {
  const [window, laid, products] = [numberCells(), numberCells(), numberCells()];
  const kernelName = h("span");
  const number = h("div", { class: "cv-total", "aria-hidden": "true" });
  const place = h("span");
  const total = figure(place, number);
  total.classList.add("cv-sum-of");
  const showLaid = whenChanged((s) => [s.laid], (s) => {
    laid.update(s.laid, softScale(s.laid), formatWeights(s.laid));
    kernelName.textContent = s.flip ? "kernel, turned by 180°" : "kernel";
  });
  const update = (s) => {
    window.update(s.window, s.inputScale);
    showLaid(s);
    const scale = signedTo(largest(s.laid) * Math.max(-s.inputScale.low, s.inputScale.high));
    const product = multiply(s.window, s.laid);
    products.update(product, scale);
    place.textContent = `sum = output[${s.cursor.join(", ")}]`;
    number.textContent = format(sum(product));
    tint(number, s.outputScale, sum(product));
  };
  return { window: window.el, laid: laid.el, products: products.el, kernelName, total, update };
}

// ---- two layouts of the same parts: the plane, and the tape for one row of numbers

const sign = (text) => h("span", { class: "cv-sign", "aria-hidden": "true" }, text);
const figure = (name, ...content) => h("figure", {}, ...content, h("figcaption", {}, name));
const panel = (name, ...content) =>
  h("section", { class: "cv-panel", "aria-label": name }, h("div", { class: "cv-title" }, name), ...content);

function plane({ source, menu, cells, total, flip, views, steps, legend }) {
  return [
    h("div", { class: "cv-panels" },
      panel("Input", source.el, h("div", { class: "cv-frame" }, views.input), views.words),
      panel("Kernel", menu.el, cells.el, total.el),
      panel("Output", flip.el, h("div", { class: "cv-frame cv-inset" }, views.output), legend.el, flip.words)),
    h("div", { class: "cv-workings" },
      figure("window", steps.window), sign("×"), figure(steps.kernelName, steps.laid), sign("="),
      figure("products", steps.products), h("div", { class: "cv-outcome" }, sign("→"), steps.total)),
  ];
}

function tape({ source, menu, cells, total, flip, views, steps }) {
  const row = (name, kind, content) => [h("div", { class: "cv-name" }, name),
    h("div", { class: `cv-track ${kind}` }, content)];
  return [
    h("div", { class: "cv-panels" },
      panel("Input", source.el), panel("Kernel", menu.el, cells.el, total.el), panel("Output", flip.el, flip.words)),
    h("div", { class: "cv-tracks" },
      ...row("input", "", views.input),
      ...row(h("span", {}, "× ", steps.kernelName), "cv-sliding", steps.laid),
      ...row("= products", "cv-sliding", steps.products),
      ...row("sum = output", "cv-inset", views.output)),
  ];
}

const TRAITS = ["image", "kernel", "flip", "cursor"];

/** What Python holds, as the view's grids; a grid that is known already stays the same object. */
function read(model, { image, kernel } = {}) {
  const wire = model.get("image");
  const weights = unpackKernel(model.get("kernel"));
  return {
    image: image?.packed === wire ? image : unpackImage(wire),
    kernel: kernel && sameGrid(kernel, weights) ? kernel : weights,
    flip: model.get("flip"),
    cursor: model.get("cursor"),
  };
}
const write = ({ image, kernel, flip, cursor }) =>
  ({ image: image.packed, kernel: packKernel(kernel), flip, cursor });

const same = (name, before, s) =>
  name === "cursor" ? String(before.cursor) === String(s.cursor) : before[name] === s[name];

function render({ model, el }) {
  let s = derive({}, read(model));
  const state = () => s;
  const change = (patch) => {
    const before = s;
    s = derive(s, patch);
    const changed = TRAITS.some((name) => !same(name, before, s));
    if (changed) show();
    return changed;
  };
  const hear = () => change(read(model, s));
  const { tell, close } = linkTraits(model, TRAITS, { values: () => write(s), hear });
  const set = (patch) => change(patch) && tell();
  const alert = h("p", { class: "cv-alert", role: "alert" });
  const refuse = (text) => { alert.textContent = text; };
  const parts = makeParts({ model, state, set, refuse });
  const written = aloud("p", { class: "cv-written" });
  const root = h("div", { class: "cv cv-lab" });
  let layout = null;
  const show = () => {
    const wanted = isTape(s) ? tape : plane;
    if (layout !== wanted) root.replaceChildren(...wanted(parts), alert, written);
    layout = wanted;
    root.classList.toggle("cv-tape", wanted === tape);
    style(root, {
      irows: s.image.rows, icols: s.image.cols, krows: s.kernel.rows, kcols: s.kernel.cols, at: s.cursor[1],
    });
    Object.values(parts).forEach((part) => part.update(s));
    written.textContent = sentence(s);
  };
  show();
  el.replaceChildren(root);
  return close;
}

function makeParts({ model, state, set, refuse }) {
  const move = (cursor) => set({ cursor });
  const choose = (image) => {
    const fitting = fits(state().kernel, image);
    refuse(fitting ? "" : "That picture is smaller than the kernel.");
    if (fitting) set({ image });
    return fitting;
  };
  return {
    source: source({ gallery: model.get("gallery"), state, choose, refuse }),
    menu: kernelMenu({ presets: model.get("presets"), state, change: (kernel) => set({ kernel }) }),
    cells: kernelCells({ state, change: (kernel) => set({ kernel }), refuse }),
    total: kernelSum(),
    flip: flipSwitch({ change: (flip) => set({ flip }) }),
    views: pictures({ state, move }),
    steps: workings(),
    legend: legend(),
  };
}

export default { render };
