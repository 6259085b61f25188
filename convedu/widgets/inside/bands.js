// A band from each window to the number that it makes, and lines from the evidence to the chosen score.

import { h } from "../shared/dom.js";
import { svgNode } from "../shared/svg.js";

const NARROW = 620; // pixels: below, the layers stand one over the other

/** Pairs of marks: what is read directly, and the number that it makes. */
function bandPairs(marks, markOf) {
  const read = marks.filter(({ near }) => near); // the chosen number first
  return read.slice(1).flatMap(({ key, maps }, i) => {
    const to = markOf(read[i].key, read[i].maps[0]);
    return maps.map((map) => [markOf(key, map), to]);
  });
}

/** An SVG over `flow`; `markOf(layer, map)` gives the mark that lies on a map. */
export function bands({ flow, markOf, scoreRow, evidenceBox }) {
  const svg = svgNode("svg", { class: "cv-in-bands", "aria-hidden": "true" });
  const relative = (el) => {
    const [box, origin] = [el.getBoundingClientRect(), flow.getBoundingClientRect()];
    const [left, top] = [box.left - origin.left, box.top - origin.top];
    return { left, top, right: left + box.width, bottom: top + box.height };
  };
  const band = ([from, to]) => {
    const [a, b] = [relative(from), relative(to)];
    const corners = [
      [a.right, a.top],
      [b.left, b.top],
      [b.left, b.bottom],
      [a.right, a.bottom],
    ];
    const path = corners.map((corner) => corner.map((x) => x.toFixed(1)).join(" ")).join("L");
    return b.left > a.right ? [svgNode("path", { d: `M${path}Z` })] : [];
  };
  const thread = (said, map, digit) => {
    const [a, b] = [relative(evidenceBox(map)), relative(scoreRow(digit))];
    const [x, y, toX, toY] = [a.right - 6, (a.top + a.bottom) / 2, b.left, (b.top + b.bottom) / 2];
    return svgNode("path", {
      class: said > 0 ? "cv-in-pro" : "cv-in-con",
      d: `M${x} ${y}C${x + 24} ${y} ${toX - 18} ${toY} ${toX} ${toY}`,
      "stroke-width": Math.min(0.8 * Math.abs(said), 7).toFixed(1),
    });
  };
  const update = (s, marks, said) => {
    const none = flow.clientWidth < NARROW || s.head === "no convolution";
    if (none) svg.replaceChildren();
    else if (said) svg.replaceChildren(...Array.from(said, (x, map) => thread(x, map, s.digit)));
    else svg.replaceChildren(...bandPairs(marks, markOf).flatMap(band));
  };
  return { el: h("div", { class: "cv-in-over" }, svg), update };
}
