// The third tab: a 3x3 layer and a 1x1 layer, and the one kernel into which they fold, or not.

import { correlate, largest } from "../shared/arithmetic.js";
import { signedTo } from "../shared/colour.js";
import { toggle } from "../shared/controls.js";
import { figure, h, liveRegion, panel, sign, style } from "../shared/dom.js";
import { cellOf, numberCells, picture, softScale, tint } from "../shared/grids.js";
import { numberBox } from "../shared/number_box.js";
import { format, formatExact } from "../shared/numbers.js";
import { greyOf, minusGrid, twoLayers, weighted } from "./sums.js";

const ROUNDING = 1e-9;

/** What both networks make of the picture, and how far apart the results are. */
export function compareLayers({ image, kernels, weights, relu }) {
  const grey = greyOf(image);
  const kernel = weighted(kernels, weights);
  const two = twoLayers(grey, kernels, weights, relu);
  const one = correlate(grey, kernel);
  const difference = minusGrid(two, one);
  const apart = largest(difference);
  return { kernel, two, one, difference, apart, foldable: apart < ROUNDING };
}

function foldSentence({ foldable, apart }, relu) {
  if (foldable && !relu) return "Foldable: yes. Two layers and one kernel differ by 0 everywhere.";
  if (foldable) return "Foldable: yes here, by luck. The ReLU had nothing to cut off; largest difference 0.";
  return `Foldable: no. With the ReLU in between, the largest difference is ${format(apart)}.`;
}

/** The three kernels with their weights, and the kernel that they add up to. */
function recipe({ names, kernels, state, set, refuse }) {
  const write = (i) => (x) => set({ weights: state().weights.with(i, x) });
  const boxes = names.map((name, i) =>
    numberBox({
      label: `weight of ${name}`,
      read: () => state().weights[i],
      text: () => formatExact(state().weights[i]),
      write: write(i),
      refuse,
      step: 0.1,
      drag: true,
    }),
  );
  const cells = kernels.map((kernel) => {
    const grid = numberCells();
    grid.update(kernel, softScale(kernel));
    return grid;
  });
  const folded = numberCells();
  const term = (...parts) => h("div", { class: "cv-recipe-term" }, ...parts); // never broken between lines
  const el = h(
    "div",
    { class: "cv-recipe" },
    ...names.map((name, i) => term(i ? sign("+") : "", boxes[i].input, sign("×"), figure(name, cells[i].el))),
    term(sign("="), figure("one folded kernel", folded.el)),
  );
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
  const rectify = toggle({ label: "ReLU between the layers", change: (relu) => set({ relu }) });
  const sum = recipe({ names, kernels, state, set, refuse });
  const views = [framed(), framed(), framed()];
  const heads = h("span");
  const verdict = liveRegion("p", { class: "cv-written cv-verdict" });
  const hint = h(
    "p",
    { class: "cv-note" },
    "Three 3×3 filters, and a 1×1 that mixes their maps. The three numbers are its weights: change them. " +
      "In the maps, grey is 0, orange is positive, and blue, which is darker, is negative.",
  );
  const el = h(
    "div",
    {},
    rectify.el,
    hint,
    sum.el,
    h(
      "div",
      { class: "cv-panels" },
      panel("Two layers", h("p", { class: "cv-note" }, heads), views[0].el),
      panel("One folded kernel", h("p", { class: "cv-note" }, "3×3 with the kernel above"), views[1].el),
      panel("Difference", h("p", { class: "cv-note" }, "two layers minus one"), views[2].el),
    ),
    verdict,
  );
  const update = (s) => {
    const compared = compareLayers({ ...s, kernels });
    const scale = signedTo(Math.max(largest(compared.two), largest(compared.one)), cellOf(compared.one));
    rectify.update(s.relu);
    heads.textContent = s.relu ? "3×3, then ReLU, then 1×1" : "3×3, then 1×1";
    sum.update(s, compared);
    [compared.two, compared.one, compared.difference].forEach((grid, i) => views[i].paint(grid, scale));
    verdict.textContent = foldSentence(compared, s.relu);
  };
  return { el, update };
}
