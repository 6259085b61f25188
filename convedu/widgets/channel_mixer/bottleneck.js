// The second tab: how wide the middle may be, and what it saves.

import { aloud, control, h, style, uniqueId } from "../shared/dom.js";
import { priceOf, thousands, widestMiddle } from "./sums.js";

const OFFERED = [64, 128, 256, 512];
const STEPS_OF = ["1×1 down", "3×3", "1×1 up"];

const svgNode = (tag, attributes, text = "") => {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
  node.textContent = text;
  return node;
};

/** Four columns as high as the layer between them is wide. */
function hourglass() {
  const el = h("div", { class: "cv-hourglass", "aria-hidden": "true" });
  const update = ({ channels, mid }) => {
    const column = (n) => {
      const bar = h("span", { class: "cv-column" });
      style(bar, { part: n / channels });
      return h("div", {}, bar, h("strong", {}, String(n)));
    };
    const arrow = (name) => h("div", { class: "cv-step" }, `${name} →`);
    const [a, b, c, d] = [channels, mid, mid, channels].map(column);
    el.replaceChildren(a, arrow(STEPS_OF[0]), b, arrow(STEPS_OF[1]), c, arrow(STEPS_OF[2]), d);
  };
  return { el, update };
}

/** Two bars to one scale: the plain layer, and the bottleneck's three parts. */
function bars() {
  const el = h("div", { class: "cv-bars", "aria-hidden": "true" });
  const update = ({ channels, mid }) => {
    const { steps, total, plain } = priceOf(channels, mid);
    const longest = Math.max(total, plain);
    const piece = (value, kind) => {
      const node = h("span", { class: `cv-piece ${kind}` });
      style(node, { part: value / longest });
      return node;
    };
    const row = (name, value, ...pieces) => [
      h("span", { class: "cv-name" }, name), h("div", { class: "cv-pieces" }, ...pieces), h("strong", {}, thousands(value)),
    ];
    el.replaceChildren(
      ...row("plain 3×3", plain, piece(plain, "cv-plain")),
      ...row("bottleneck", total, ...steps.map((value, i) => piece(value, i === 1 ? "cv-middle" : "cv-side"))));
  };
  return { el, update };
}

const [WIDE, HIGH, LEFT, BASE] = [640, 220, 8, 196];

/** The bottleneck's weights against its middle; a press on it sets the middle. */
function costCurve({ state, set }) {
  const svg = svgNode("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, class: "cv-curve", "aria-hidden": "true" });
  const across = () => WIDE - LEFT - 8;
  const point = (event) => {
    if (event.type === "pointermove" && !event.buttons) return;
    const box = svg.getBoundingClientRect();
    const part = (((event.clientX - box.left) / box.width) * WIDE - LEFT) / across();
    const { channels } = state();
    set({ mid: Math.min(Math.max(Math.round(part * channels), 1), channels) });
  };
  svg.addEventListener("pointerdown", point);
  svg.addEventListener("pointermove", point);
  const update = ({ channels, mid }) => {
    const { plain, total } = priceOf(channels, mid);
    const most = priceOf(channels, channels).total;
    const x = (m) => LEFT + (m / channels) * across();
    const y = (weights) => BASE - (weights / most) * (BASE - 12);
    const mids = Array.from({ length: 65 }, (_, i) => (i / 64) * channels);
    const path = mids.map((m, i) => `${i ? "L" : "M"}${x(m)} ${y(priceOf(channels, m).total)}`).join("");
    const widest = widestMiddle(channels);
    svg.replaceChildren(
      svgNode("line", { class: "cv-axis", x1: LEFT, x2: WIDE - 8, y1: BASE, y2: BASE }),
      svgNode("line", { class: "cv-level", x1: LEFT, x2: WIDE - 8, y1: y(plain), y2: y(plain) }),
      svgNode("text", { x: LEFT + 2, y: y(plain) - 6 }, `plain 3×3: ${thousands(plain)} weights`),
      svgNode("path", { class: "cv-line", d: path }),
      svgNode("line", { class: "cv-level", x1: x(widest), x2: x(widest), y1: y(plain), y2: BASE }),
      svgNode("text", { x: x(widest) - 6, y: BASE - 8, "text-anchor": "end" }, `saves up to ${widest}`),
      svgNode("line", { class: "cv-here", x1: x(mid), x2: x(mid), y1: y(total), y2: BASE }),
      svgNode("circle", { class: "cv-here", cx: x(mid), cy: y(total), r: 6 }),
      svgNode("text", { x: LEFT, y: HIGH - 6 }, "middle 0"),
      svgNode("text", { x: WIDE - 8, y: HIGH - 6, "text-anchor": "end" }, String(channels)));
  };
  return { el: svg, update };
}

/** One sentence with the sum, the ratio and the break-even. */
export function priceSentence(channels, mid) {
  const { steps, total, plain, saving } = priceOf(channels, mid);
  const compared = saving > 1
    ? `${saving.toFixed(2)} times fewer than ${thousands(plain)}`
    : `${(1 / saving).toFixed(2)} times as many as the plain ${thousands(plain)}: nothing saved`;
  return `${channels} → ${mid} → ${mid} → ${channels}: ${steps.map(thousands).join(" + ")} = ${thousands(total)} weights, `
    + `${compared}. A middle of up to ${widestMiddle(channels)} saves weights.`;
}

export function bottleneckTab({ state, set }) {
  const ids = [uniqueId("channels"), uniqueId("mid")];
  const widths = control("select", { id: ids[0], onchange: () => {
    const channels = Number(widths.value);
    set({ channels, mid: Math.min(state().mid, channels) });
  } });
  const slider = control("input", { id: ids[1], type: "range", min: 1, step: 1,
    onkeydown: (event) => event.stopPropagation(), // or Jupyter takes the arrows
    oninput: () => set({ mid: Number(slider.value) }) });
  const number = h("output", { for: ids[1], class: "cv-big" });
  const parts = [hourglass(), bars(), costCurve({ state, set })];
  const written = aloud("p", { class: "cv-written" });
  const el = h("div", { class: "cv-bottleneck" },
    h("div", { class: "cv-controls" },
      h("label", { for: ids[0] }, "channels in and out"), widths,
      h("label", { for: ids[1] }, "channels in the middle"), slider, number),
    ...parts.map((part) => part.el), written);
  const update = (s) => {
    const known = OFFERED.includes(s.channels) ? OFFERED : [...OFFERED, s.channels];
    widths.replaceChildren(...known.map((n) => h("option", { selected: n === s.channels }, String(n))));
    slider.max = s.channels;
    slider.value = s.mid;
    number.textContent = s.mid;
    parts.forEach((part) => part.update(s));
    written.textContent = priceSentence(s.channels, s.mid);
  };
  return { el, update };
}
