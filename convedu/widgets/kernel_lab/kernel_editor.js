// The kernel's panel: its menu, its numbers, their sum, and the switch that flips it.

import { format, formatWeights, meaningOfSum, parseNumber, resize, sameGrid, sum } from "../shared/arithmetic.js";
import { control, h, style, uniqueId, whenChanged } from "../shared/dom.js";
import { softScale, tint } from "../shared/grids.js";
import { fits, isTape, unpackKernel } from "./state.js";

/** Named kernels and sizes. */
export function kernelMenu({ presets, state, change }) {
  const named = Object.entries(presets).map(([name, rows]) => [name, unpackKernel(rows)]);
  const ids = [uniqueId("preset"), uniqueId("size")];
  const preset = control("select", { id: ids[0], onchange: () => change(named[preset.selectedIndex - 1][1]) });
  preset.append(h("option", { disabled: true }, "my own"), ...named.map(([name]) => h("option", {}, name)));
  const pick = () => change(resize(state().kernel, ...sizes.value.split("x").map(Number)));
  const sizes = control("select", { id: ids[1], onchange: pick });
  const el = h("div", { class: "cv-row" },
    h("label", { for: ids[0], class: "cv-hidden" }, "Named kernel"), preset,
    h("label", { for: ids[1], class: "cv-hidden" }, "Size of the kernel"), sizes);
  const update = whenChanged((s) => [s.kernel, s.image], (s) => {
    preset.selectedIndex = 1 + named.findIndex(([, kernel]) => sameGrid(kernel, s.kernel));
    named.forEach(([, kernel], i) => { preset.options[i + 1].disabled = !fits(kernel, s.image); });
    const { rows, cols } = s.kernel;
    const offered = [1, 3, 5].map((n) => [isTape(s) ? 1 : n, n])
      .filter(([r, c]) => fits({ rows: r, cols: c }, s.image));
    if (!offered.some(([r, c]) => r === rows && c === cols)) offered.push([rows, cols]);
    sizes.replaceChildren(...offered.map(([r, c]) =>
      h("option", { value: `${r}x${c}` }, isTape(s) ? `size ${c}` : `${r} × ${c}`)));
    sizes.value = `${rows}x${cols}`;
  });
  return { el, update };
}

/** One number of the kernel, which can be typed over. A text that is no number changes nothing. */
function kernelCell(i, { state, write, refuse }) {
  const place = `row ${Math.floor(i / state().kernel.cols)}, column ${i % state().kernel.cols}`;
  const text = () => formatWeights(state().kernel)[i];
  const show = () => {
    input.value = text();
    input.setAttribute("aria-invalid", false);
    input.setAttribute("aria-valuenow", state().kernel.data[i]);
  };
  const type = () => {
    const value = parseNumber(input.value);
    input.setAttribute("aria-invalid", value === null);
    refuse(value === null ? `“${input.value}” is not a number; the kernel keeps ${text()}.` : "");
    if (value !== null) write(i, value);
  };
  const press = (event) => {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (event.key === "Enter") settle();
    if (!by) return;
    event.preventDefault();
    write(i, Number((state().kernel.data[i] + by * (event.shiftKey ? 0.1 : 1)).toPrecision(12)));
    settle();
  };
  const settle = () => {
    refuse("");
    show();
  };
  const input = control("input", {
    type: "text", inputmode: "decimal", role: "spinbutton", autocomplete: "off", spellcheck: "false",
    "aria-label": `kernel, ${place}`,
    oninput: type, onblur: settle, onfocus: () => input.select(), onkeydown: press,
  });
  return { input, show };
}

/** The numbers of the kernel. */
export function kernelCells({ state, change, refuse }) {
  const el = h("div", { class: "cv-cells cv-kernel", role: "group", "aria-label": "Kernel" });
  const write = (i, value) => {
    const { rows, cols, data } = state().kernel;
    change({ rows, cols, data: data.with(i, value) });
  };
  let cells = [];
  const build = whenChanged(({ kernel }) => [kernel.rows, kernel.cols], ({ kernel }) => {
    cells = Array.from(kernel.data, (_, i) => kernelCell(i, { state, write, refuse }));
    el.replaceChildren(...cells.map(({ input }) => input));
    style(el, { rows: kernel.rows, cols: kernel.cols });
  });
  const update = whenChanged(({ kernel }) => [kernel], (s) => {
    build(s);
    cells.forEach(({ input, show }, i) => {
      if (input.getRootNode().activeElement !== input) show();
      tint(input, softScale(s.kernel), s.kernel.data[i]);
    });
  });
  return { el, update };
}

/** The sum of the kernel, and what it means. */
export function kernelSum() {
  const total = h("strong");
  const phrase = h("span");
  const el = h("p", { class: "cv-note cv-sum" }, "sum ", total, " ", phrase);
  const update = whenChanged(({ kernel }) => [kernel], ({ kernel }) => {
    total.textContent = format(sum(kernel));
    phrase.textContent = meaningOfSum(sum(kernel));
  });
  return { el, update };
}

/** Slide (cross-correlation) or flip (convolution), and what that means. */
export function flipSwitch({ change }) {
  const box = control("input", { type: "checkbox", role: "switch", onchange: () => change(box.checked) });
  const words = h("p", { class: "cv-note" });
  const el = h("label", { class: "cv-switch" }, box, h("span", {}, "flip the kernel"));
  const update = whenChanged(({ flip }) => [flip], ({ flip }) => {
    box.checked = flip;
    words.textContent = flip
      ? "Convolution: turned by 180°, then slid."
      : "Cross-correlation: slid as it is.";
  });
  return { el, words, update };
}
