// A chart over the axis of τ or t: curves and areas that are as wide as the page, and their scales in words.

import { h } from "../shared/dom.js";
import { svgNode } from "../shared/svg.js";

const HEIGHT = 100; // of the drawing's own units, whatever the page makes of them

/** An empty chart from -reach to reach; `draw` fills it, `timeAt` is where a pointer is. */
export function chart({ reach, title, kind = "" }) {
  const svg = svgNode("svg", {
    viewBox: `${-reach} ${-0.04 * HEIGHT} ${2 * reach} ${1.06 * HEIGHT}`,
    preserveAspectRatio: "none",
    class: `cv-fs-chart ${kind}`,
  });
  const caption = h("figcaption", {}, title);
  const highest = h("span", { class: "cv-fs-top", "aria-hidden": "true" });
  const ticks = [-1, -0.5, 0, 0.5, 1].map((part) => h("span", {}, String(part * reach).replace("-", "−")));
  const el = h(
    "figure",
    {},
    caption,
    h("div", { class: "cv-fs-area" }, highest, svg),
    h("div", { class: "cv-fs-ticks", "aria-hidden": "true" }, ...ticks),
  );
  const timeAt = (event) => {
    const { left, width } = svg.getBoundingClientRect();
    return ((event.clientX - left) / width) * 2 * reach - reach;
  };
  const draw = (top, ...parts) => {
    highest.textContent = top;
    const ground = svgNode("line", { x1: -reach, x2: reach, y1: HEIGHT, y2: HEIGHT, class: "cv-fs-ground" });
    svg.replaceChildren(ground, ...parts.map((part) => part(top)));
  };
  return { el, svg, caption, draw, timeAt };
}

const path = (points, top) =>
  points.map(([x, y]) => `${x.toFixed(3)},${(HEIGHT * (1 - y / top)).toFixed(2)}`).join(" ");

/** A curve through points. */
export const curve = (points, kind) => (top) => svgNode("polyline", { points: path(points, top), class: kind });

/** The area between a curve and the axis. */
export const area = (points, kind) => (top) =>
  svgNode("polygon", { points: path([[points[0][0], 0], ...points, [points.at(-1)[0], 0]], top), class: kind });

/** A line from the axis up, at one place. */
export const upright = (x, kind) => (top) =>
  curve(
    [
      [x, 0],
      [x, top],
    ],
    kind,
  )(top);

/** A point; as a line of no length, whose round end stays round. */
export const point = (x, y, kind) => (top) =>
  curve(
    [
      [x, y],
      [x, y],
    ],
    kind,
  )(top);
