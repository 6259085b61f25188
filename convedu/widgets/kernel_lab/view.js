// Kernel Lab: an image, a kernel and their output, with the multiply-add at one window written out.

import { gridOf, largest, multiply, rowsOf, sameGrid, sum } from "../shared/arithmetic.js";
import { signedTo } from "../shared/colour.js";
import { figure, h, liveRegion, memoized, panel, refusals, sign, style } from "../shared/dom.js";
import { numberCells, softScale, tint } from "../shared/grids.js";
import { syncModel } from "../shared/model_sync.js";
import { format, formatWeights } from "../shared/numbers.js";
import { pictureOf, readGallery } from "../shared/packing.js";
import { flipSwitch, kernelCells, kernelMenu, kernelSum } from "./kernel_editor.js";
import { clipSwitch, legend, pictures, source } from "./pictures.js";
import { derive, fits, isTape, sentence } from "./state.js";

/** The window, the kernel as it lies on it, their products, and the products' sum. */
function workings() {
  const [window, laid, products] = [numberCells(), numberCells(), numberCells()];
  const kernelName = h("span");
  const number = h("div", { class: "cv-total", "aria-hidden": "true" });
  const place = h("span");
  const total = figure(place, number);
  total.classList.add("cv-sum-of");
  const showLaid = memoized(
    (s) => [s.laid],
    (s) => {
      laid.update(s.laid, softScale(s.laid), formatWeights(s.laid));
      kernelName.textContent = s.flip ? "kernel, turned by 180°" : "kernel";
    },
  );
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

function plane({ source, menu, cells, total, flip, views, steps, legend, clip }) {
  return [
    h(
      "div",
      { class: "cv-panels" },
      panel("Input", source.el, h("div", { class: "cv-frame" }, views.input), views.words),
      panel("Kernel", menu.el, cells.el, total.el),
      panel("Output", flip.el, h("div", { class: "cv-frame cv-inset" }, views.output), legend.el, clip.el, flip.words),
    ),
    h(
      "div",
      { class: "cv-workings" },
      figure("window", steps.window),
      sign("×"),
      figure(steps.kernelName, steps.laid),
      sign("="),
      figure("products", steps.products),
      h("div", { class: "cv-outcome" }, sign("→"), steps.total),
    ),
  ];
}

function tape({ source, menu, cells, total, flip, views, steps }) {
  const row = (name, kind, content) => [
    h("div", { class: "cv-name" }, name),
    h("div", { class: `cv-track ${kind}` }, content),
  ];
  return [
    h(
      "div",
      { class: "cv-panels" },
      panel("Input", source.el),
      panel("Kernel", menu.el, cells.el, total.el),
      panel("Output", flip.el, flip.words),
    ),
    h(
      "div",
      { class: "cv-tracks" },
      ...row("input", "", views.input),
      ...row(h("span", {}, "× ", steps.kernelName), "cv-sliding", steps.laid),
      ...row("= products", "cv-sliding", steps.products),
      ...row("sum = output", "cv-inset", views.output),
    ),
  ];
}

const TRAITS = ["image", "kernel", "flip", "cursor"];
const SHOWN = [...TRAITS, "clipped"];

/** What Python holds, as the view's grids; a grid that is known already stays the same object. */
function read(model, gallery, { image, kernel } = {}) {
  const weights = gridOf(model.get("kernel"));
  return {
    image: pictureOf(model.get("image"), gallery, image),
    kernel: kernel && sameGrid(kernel, weights) ? kernel : weights,
    flip: model.get("flip"),
    cursor: model.get("cursor"),
  };
}
const write = ({ image, kernel, flip, cursor }) => ({ image: image.packed, kernel: rowsOf(kernel), flip, cursor });

const same = (name, before, s) =>
  name === "cursor" ? String(before.cursor) === String(s.cursor) : before[name] === s[name];

async function render({ model, el }) {
  const gallery = await readGallery(model);
  let s = derive({}, { clipped: false, ...read(model, gallery) });
  const state = () => s;
  const change = (patch) => {
    const before = s;
    s = derive(s, patch);
    const changed = SHOWN.some((name) => !same(name, before, s));
    if (changed) show();
    return changed;
  };
  const onChange = () => change(read(model, gallery, s));
  const { push, close } = syncModel(model, TRAITS, { values: () => write(s), onChange });
  const set = (patch) => change(patch) && push();
  const { el: alert, refuse } = refusals();
  const parts = makeParts({ model, gallery, state, set, refuse });
  const written = liveRegion("p", { class: "cv-written" });
  const root = h("div", { class: "cv cv-lab" });
  let layout = null;
  const show = () => {
    const wanted = isTape(s) ? tape : plane;
    if (layout !== wanted) root.replaceChildren(...wanted(parts), alert, written);
    layout = wanted;
    root.classList.toggle("cv-tape", wanted === tape);
    style(root, {
      irows: s.image.rows,
      icols: s.image.cols,
      krows: s.kernel.rows,
      kcols: s.kernel.cols,
      at: s.cursor[1],
    });
    Object.values(parts).forEach((part) => part.update(s));
    written.textContent = sentence(s);
  };
  show();
  el.replaceChildren(root);
  return close;
}

function makeParts({ model, gallery, state, set, refuse }) {
  const move = (cursor) => set({ cursor });
  const choose = (image) => {
    const fitting = fits(state().kernel, image);
    refuse(fitting ? "" : "That picture is smaller than the kernel.");
    if (fitting) set({ image });
    return fitting;
  };
  return {
    source: source({ gallery, state, choose, refuse }),
    menu: kernelMenu({ presets: model.get("presets"), state, change: (kernel) => set({ kernel }) }),
    cells: kernelCells({ state, change: (kernel) => set({ kernel }), refuse }),
    total: kernelSum(),
    flip: flipSwitch({ change: (flip) => set({ flip }) }),
    views: pictures({ state, move }),
    steps: workings(),
    legend: legend(),
    clip: clipSwitch({ change: (clipped) => set({ clipped }) }),
  };
}

export default { render };
