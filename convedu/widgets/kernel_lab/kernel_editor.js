// The kernel's panel: its menu, its numbers, their sum, and the switch that flips it.

import { gridOf, resize, sameGrid, sum } from "../shared/arithmetic.js";
import { menu, namedMenu, toggle } from "../shared/controls.js";
import { h, memoized, style } from "../shared/dom.js";
import { softScale, tint } from "../shared/grids.js";
import { numberBox } from "../shared/number_box.js";
import { format, formatWeights, meaningOfSum } from "../shared/numbers.js";
import { fits, isTape } from "./state.js";

/** Named kernels and sizes. */
export function kernelMenu({ presets, state, change }) {
  const entries = Object.entries(presets).map(([name, rows]) => [name, gridOf(rows)]);
  const named = namedMenu({ label: "Named kernel", entries, other: "my own", choose: change });
  let sizes = [];
  const size = menu({
    label: "Size of the kernel",
    hidden: true,
    change: (i) => change(resize(state().kernel, ...sizes[i])),
  });
  const el = h("div", { class: "cv-row" }, ...named.el, ...size.el);
  const update = memoized(
    (s) => [s.kernel, s.image],
    (s) => {
      named.update(
        (kernel) => sameGrid(kernel, s.kernel),
        (kernel) => fits(kernel, s.image),
      );
      const { rows, cols } = s.kernel;
      const at = () => sizes.findIndex(([r, c]) => r === rows && c === cols);
      sizes = [1, 3, 5].map((n) => [isTape(s) ? 1 : n, n]).filter(([r, c]) => fits({ rows: r, cols: c }, s.image));
      if (at() < 0) sizes.push([rows, cols]);
      size.update(
        at(),
        sizes.map(([r, c]) => (isTape(s) ? `size ${c}` : `${r} × ${c}`)),
      );
    },
  );
  return { el, update };
}

/** The numbers of the kernel. */
export function kernelCells({ state, change, refuse }) {
  const el = h("div", { class: "cv-cells cv-kernel", role: "group", "aria-label": "Kernel" });
  const box = (i, cols) =>
    numberBox({
      label: `kernel, row ${Math.floor(i / cols)}, column ${i % cols}`,
      refuse,
      read: () => state().kernel.data[i],
      text: () => formatWeights(state().kernel)[i],
      write: (value) => change({ ...state().kernel, data: state().kernel.data.with(i, value) }),
    });
  let cells = [];
  const build = memoized(
    ({ rows, cols }) => [rows, cols],
    ({ rows, cols, data }) => {
      cells = Array.from(data, (_, i) => box(i, cols));
      el.replaceChildren(...cells.map(({ input }) => input));
      style(el, { rows, cols });
    },
  );
  const update = memoized(
    ({ kernel }) => [kernel],
    ({ kernel }) => {
      build(kernel);
      cells.forEach(({ input, show }, i) => {
        show();
        tint(input, softScale(kernel), kernel.data[i]);
      });
    },
  );
  return { el, update };
}

/** The sum of the kernel, and what it means. */
export function kernelSum() {
  const total = h("strong");
  const phrase = h("span");
  const el = h("p", { class: "cv-note cv-sum" }, "sum ", total, " ", phrase);
  const update = memoized(
    ({ kernel }) => [kernel],
    ({ kernel }) => {
      total.textContent = format(sum(kernel));
      phrase.textContent = meaningOfSum(sum(kernel));
    },
  );
  return { el, update };
}

/** Slide (cross-correlation) or flip (convolution), and what that means. */
export function flipSwitch({ change }) {
  const part = toggle({ label: "flip the kernel", change });
  const words = h("p", { class: "cv-note" });
  const update = memoized(
    ({ flip }) => [flip],
    ({ flip }) => {
      part.update(flip);
      words.textContent = flip ? "Convolution: turned by 180°, then slid." : "Cross-correlation: slid as it is.";
    },
  );
  return { el: part.el, words, update };
}
