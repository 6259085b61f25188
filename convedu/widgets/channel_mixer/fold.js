// The third tab: a 3x3 layer and a 1x1 layer, and the one kernel into which they fold, or not.

import { correlate, format, largest } from "../shared/arithmetic.js";
import { signedTo } from "../shared/colour.js";
import { aloud, control, h, style } from "../shared/dom.js";
import { numberCells, picture, softScale, tint } from "../shared/grids.js";
import { formatExact, greyOf, minusGrid, twoLayers, weighted } from "./sums.js";
import { numberBox } from "../shared/number_box.js";

const titled = (name, ...content) =>
  h("section", { class: "cv-panel", "aria-label": name }, h("div", { class: "cv-title" }, name), ...content);
const operator = (text) => h("span", { class: "cv-sign", "aria-hidden": "true" }, text);
const ROUNDING = 1e-9;

/** Both roads through the picture, and how far apart they end. */
export function compareRoads({ image, kernels, weights, relu }) {
  const grey = greyOf(image);
  const kernel = weighted(kernels, weights);
  const two = twoLayers(grey, kernels, weights, relu);
  const one = correlate(grey, kernel);
  const difference = minusGrid(two, one);
  const apart = largest(difference);
  return { kernel, two, one, difference, apart, foldable: apart < ROUNDING };
}

export function foldSentence({ foldable, apart }, relu) {
  if (foldable && !relu) return "Foldable: yes. Two layers and one kernel differ by 0 everywhere.";
  if (foldable) return "Foldable: yes here, by luck. The ReLU had nothing to cut off; largest difference 0.";
  return `Foldable: no. With the ReLU in between, the largest difference is ${format(apart)}.`;
}

/** The three kernels with their weights, and the kernel that they add up to. */
function recipe({ names, kernels, state, set, refuse }) {
  const write = (i) => (x) => set({ weights: state().weights.with(i, x) });
  const boxes = names.map((name, i) =>
    numberBox({ label: `weight of ${name}`, read: () => state().weights[i], write: write(i), refuse }));
  const cells = kernels.map((kernel) => {
    const grid = numberCells();
    grid.update(kernel, softScale(kernel));
    return grid;
  });
  const folded = numberCells();
  const caption = (name, grid) => h("figure", {}, grid.el, h("figcaption", {}, name));
  const term = (...parts) => h("div", { class: "cv-recipe-term" }, ...parts); // never broken between lines
  const el = h("div", { class: "cv-recipe" },
    ...names.map((name, i) => term(i ? operator("+") : "", boxes[i].input, operator("×"), caption(name, cells[i]))),
    term(operator("="), caption("one folded kernel", folded)));
  const update = (s, { kernel }) => {
    const scale = softScale({ data: s.weights });
    boxes.forEach(({ input, show }, i) => {
      show();
      tint(input, scale, s.weights[i]);
    });
    folded.update(kernel, softScale(kernel), Array.from(kernel.data, formatExact));
  };
  return { el, update };
}

function framed() {
  const view = picture();
  const el = h("div", { class: "cv-frame cv-plain-view", "aria-hidden": "true" }, view.el);
  const paint = (grid, scale) => {
    style(el, { irows: grid.rows, icols: grid.cols });
    view.paint(grid, scale);
  };
  return { el, paint };
}

export function foldTab({ names, kernels, state, set, refuse }) {
  const box = control("input", { type: "checkbox", role: "switch", onchange: () => set({ relu: box.checked }) });
  const toggle = h("label", { class: "cv-switch" }, box, h("span", {}, "ReLU between the layers"));
  const sum = recipe({ names, kernels, state, set, refuse });
  const views = [framed(), framed(), framed()];
  const heads = h("span");
  const verdict = aloud("p", { class: "cv-written cv-verdict" });
  const hint = h("p", { class: "cv-note" }, "Three 3×3 filters, and a 1×1 that mixes their maps. The three numbers are its weights: change them.");
  const el = h("div", {}, toggle, hint, sum.el,
    h("div", { class: "cv-panels" },
      titled("Two layers", h("p", { class: "cv-note" }, heads), views[0].el),
      titled("One folded kernel", h("p", { class: "cv-note" }, "3×3 with the kernel above"), views[1].el),
      titled("Difference", h("p", { class: "cv-note" }, "two layers minus one"), views[2].el)),
    verdict);
  const update = (s) => {
    const roads = compareRoads({ ...s, kernels });
    const scale = signedTo(Math.max(largest(roads.two), largest(roads.one)));
    box.checked = s.relu;
    heads.textContent = s.relu ? "3×3, then ReLU, then 1×1" : "3×3, then 1×1";
    sum.update(s, roads);
    [roads.two, roads.one, roads.difference].forEach((grid, i) => views[i].paint(grid, scale));
    verdict.textContent = foldSentence(roads, s.relu);
  };
  return { el, update };
}
