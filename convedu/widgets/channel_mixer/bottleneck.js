// The second tab: how wide the middle may be, and what it saves.

import { menu, numbersTo, slider } from "../shared/controls.js";
import { h, liveRegion, style } from "../shared/dom.js";
import { withCommas } from "../shared/numbers.js";
import { svgNode } from "../shared/svg.js";
import { priceOf, widestMiddle } from "./sums.js";

const OFFERED = [64, 128, 256, 512];
const STEPS_OF = ["1×1 down", "3×3", "1×1 up"];

/** Four columns as high as the layer between them is wide. */
function hourglass() {
  const el = h("div", { class: "cv-hourglass", "aria-hidden": "true" });
  const update = ({ channels, mid }) => {
    const column = (n) => {
      const bar = h("span", { class: "cv-column cv-coloured" });
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
      const node = h("span", { class: `cv-piece cv-coloured ${kind}` });
      style(node, { part: value / longest });
      return node;
    };
    const row = (name, value, ...pieces) => [
      h("span", { class: "cv-name" }, name),
      h("div", { class: "cv-pieces" }, ...pieces),
      h("strong", {}, withCommas(value)),
    ];
    el.replaceChildren(
      ...row("plain 3×3", plain, piece(plain, "cv-plain")),
      ...row("bottleneck", total, ...steps.map((value, i) => piece(value, i === 1 ? "cv-middle" : "cv-side"))),
    );
  };
  return { el, update };
}

const [WIDE, HIGH, LEFT, BASE] = [640, 220, 8, 196];

/** The bottleneck's weights against its middle; a press on it sets the middle. */
function costCurve({ state, set }) {
  const chart = svgNode("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, class: "cv-curve", "aria-hidden": "true" });
  const across = () => WIDE - LEFT - 8;
  const point = (event) => {
    if (event.type === "pointermove" && !event.buttons) return;
    const box = chart.getBoundingClientRect();
    const part = (((event.clientX - box.left) / box.width) * WIDE - LEFT) / across();
    const { channels } = state();
    set({ mid: Math.min(Math.max(Math.round(part * channels), 1), channels) });
  };
  chart.addEventListener("pointerdown", point);
  chart.addEventListener("pointermove", point);
  const update = ({ channels, mid }) => {
    const { plain, total } = priceOf(channels, mid);
    const most = priceOf(channels, channels).total;
    const x = (m) => LEFT + (m / channels) * across();
    const y = (weights) => BASE - (weights / most) * (BASE - 12);
    const mids = Array.from({ length: 65 }, (_, i) => (i / 64) * channels);
    const path = mids.map((m, i) => `${i ? "L" : "M"}${x(m)} ${y(priceOf(channels, m).total)}`).join("");
    const widest = widestMiddle(channels);
    chart.replaceChildren(
      svgNode("line", { class: "cv-axis", x1: LEFT, x2: WIDE - 8, y1: BASE, y2: BASE }),
      svgNode("line", { class: "cv-level", x1: LEFT, x2: WIDE - 8, y1: y(plain), y2: y(plain) }),
      svgNode("text", { x: LEFT + 2, y: y(plain) - 6 }, `plain 3×3: ${withCommas(plain)} weights`),
      svgNode("path", { class: "cv-line", d: path }),
      svgNode("line", { class: "cv-level", x1: x(widest), x2: x(widest), y1: y(plain), y2: BASE }),
      svgNode("text", { x: x(widest) - 6, y: BASE - 8, "text-anchor": "end" }, `saves up to ${widest}`),
      svgNode("line", { class: "cv-here", x1: x(mid), x2: x(mid), y1: y(total), y2: BASE }),
      svgNode("circle", { class: "cv-here", cx: x(mid), cy: y(total), r: 6 }),
      svgNode("text", { x: LEFT, y: HIGH - 6 }, "middle 0"),
      svgNode("text", { x: WIDE - 8, y: HIGH - 6, "text-anchor": "end" }, String(channels)),
    );
  };
  return { el: chart, update };
}

/** One sentence with the sum, the ratio and the break-even. */
function priceSentence(channels, mid) {
  const { steps, total, plain, saving } = priceOf(channels, mid);
  const compared =
    saving > 1
      ? `${saving.toFixed(2)} times fewer than ${withCommas(plain)}`
      : `${(1 / saving).toFixed(2)} times as many as the plain ${withCommas(plain)}: nothing saved`;
  return (
    `${channels} → ${mid} → ${mid} → ${channels}: ${steps.map(withCommas).join(" + ")} = ${withCommas(total)} weights, ` +
    `${compared}. A middle of up to ${widestMiddle(channels)} saves weights.`
  );
}

export function bottleneckTab({ state, set }) {
  const ends = menu({
    label: "channels in and out",
    change: (i) => set({ channels: offered[i], mid: Math.min(state().mid, offered[i]) }),
  });
  const middle = slider({
    label: "channels in the middle",
    stops: numbersTo([1, 1]),
    change: (mid) => set({ mid }),
    kind: "cv-middle-width",
  });
  const parts = [hourglass(), bars(), costCurve({ state, set })];
  const written = liveRegion("p", { class: "cv-written" });
  const el = h("div", { class: "cv-bottleneck" }, ends.el, middle.el, ...parts.map((part) => part.el), written);
  let offered = OFFERED;
  const update = (s) => {
    offered = OFFERED.includes(s.channels) ? OFFERED : [...OFFERED, s.channels];
    ends.update(offered.indexOf(s.channels), offered);
    middle.update(s.mid, numbersTo([1, s.channels]));
    parts.forEach((part) => part.update(s));
    written.textContent = priceSentence(s.channels, s.mid);
  };
  return { el, update };
}
