// The filters of a convolution as small pictures; each is a button that switches it off.

import { makeGrid } from "../shared/arithmetic.js";
import { paintCanvas, signedTo } from "../shared/colour.js";
import { control, h } from "../shared/dom.js";
import { column } from "./maps.js";

/** A filter's kernels side by side, two in a row, with an empty line between. */
function filterPicture({ shape: [, channels], weight }, filter) {
  const [own, across] = [weight.subarray(filter * channels * 9, (filter + 1) * channels * 9), channels > 1 ? 2 : 1];
  const most = own.reduce((greatest, w) => Math.max(greatest, Math.abs(w)), 0);
  const kernels = Array.from({ length: channels }, (_, k) => {
    const canvas = h("canvas", { "aria-hidden": "true" });
    paintCanvas(canvas, makeGrid(3, 3, own.subarray(k * 9, (k + 1) * 9)), signedTo(most), {
      cell: across === 1 ? 10 : 5,
    });
    return canvas;
  });
  return h("span", { class: "cv-in-kernels", style: `--across:${across}` }, ...kernels);
}

/** All filters of a stage, 0 or 1; one of them takes the keyboard, the arrows go on to the next. */
export function filterColumn({ stage, layer, toggleFilter }) {
  const [count, channels] = layer.shape;
  const name = `convolution ${stage + 1}`;
  const buttons = Array.from({ length: count }, (_, filter) => {
    const button = control(
      "button",
      {
        type: "button",
        class: "cv-in-filter",
        tabindex: filter ? -1 : 0,
        title: "Click: switch this filter off or on",
        "aria-label": `Filter ${filter + 1} of ${name}`,
        onclick: () => toggleFilter(stage, filter),
      },
      filterPicture(layer, filter),
    );
    return button;
  });
  const go = (event) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const at = buttons.indexOf(event.target);
    if (!by || at < 0) return;
    event.preventDefault();
    event.stopPropagation();
    const next = (at + by + count) % count;
    buttons.forEach((button, i) => {
      button.tabIndex = i === next ? 0 : -1;
    });
    buttons[next].focus();
  };
  const label = `Filters of ${name}: arrow keys go to the next, Space switches it off or on`;
  const group = h("div", { class: "cv-in-maps", role: "group", "aria-label": label, onkeydown: go }, ...buttons);
  const update = (s) =>
    buttons.forEach((button, filter) => {
      button.setAttribute("aria-pressed", String(!s.off[stage].has(filter)));
    });
  return { el: column(`filters${stage + 1}`, "Filters", channels > 1 ? `3×3×${channels}` : "3×3", group), update };
}
