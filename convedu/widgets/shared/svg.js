// Drawing in SVG, in units of cells.

import { h } from "./dom.js";

export const CELL = 40;

const SVG_SPACE = "http://www.w3.org/2000/svg";

/** An SVG element. */
export function svgNode(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG_SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** A cell whose corner is at (x, y), in cells. */
export const box = (x, y, kind, width = 1, height = 1) =>
  svgNode("rect", { x: x * CELL, y: y * CELL, width: width * CELL, height: height * CELL, class: kind });

/** A frame that is seen on any colour. */
export const ring = (x, y) => [box(x, y, "cv-under"), box(x, y, "cv-ring")];

export const text = (x, y, words, kind = "") =>
  svgNode("text", { x: x * CELL, y: y * CELL, class: kind }, String(words));

export const line = (points, kind) =>
  svgNode("polyline", { points: points.map(([x, y]) => `${x * CELL},${y * CELL}`).join(" "), class: kind });

export const dot = (x, y, kind, r = 4.5) => svgNode("circle", { cx: x * CELL, cy: y * CELL, r, class: kind });

/** Lines from corner to corner: a mark that needs no colour. */
export const hatching = (id) =>
  svgNode(
    "defs",
    {},
    svgNode(
      "pattern",
      { id, width: 9, height: 9, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      svgNode("line", { x1: 0, y1: 0, x2: 0, y2: 9, class: "cv-hatch-line" }),
    ),
  );

/** Shows cells from (left, top), as wide as the page allows and at most `pixels` a cell. */
export function frame(svg, { left, top, width, height }, pixels = CELL) {
  svg.setAttribute("viewBox", [left - 0.1, top - 0.1, width + 0.2, height + 0.2].map((x) => x * CELL).join(" "));
  svg.setAttribute("width", (width + 0.2) * pixels);
}

/** Where the pointer is, in cells. */
export function placeOf(event, svg) {
  const area = svg.getBoundingClientRect();
  const [x, y, width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  return [
    (x + ((event.clientX - area.left) / area.width) * width) / CELL,
    (y + ((event.clientY - area.top) / area.height) * height) / CELL,
  ];
}

/** An empty drawing under its caption. */
export function drawing(caption, label) {
  const svg = svgNode("svg", { class: "cv-drawing", "aria-label": label });
  return { svg, el: h("figure", {}, h("figcaption", {}, caption), svg) };
}
