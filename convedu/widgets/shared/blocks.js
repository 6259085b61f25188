// Blocks of numbers, drawn to scale: height, width and depth in the same unit. Depth goes to the right
// and up at 45 degrees, at its full length. (x, y) is the top left corner of the front face.

import { svgNode } from "./svg.js";

/** How far to the right, and as far up, the back of a block lies. */
export const slantOf = (depth) => depth * Math.SQRT1_2;

/** The part of a block that begins `from` deep in it and is `depth` deep. */
export const sliceOf = (block, from, depth = 1) => ({
  ...block,
  x: block.x + slantOf(from),
  y: block.y - slantOf(from),
  depth,
});

const polygon = (points, kind) =>
  svgNode("polygon", { points: points.map((at) => at.join(",")).join(" "), class: kind });

/** The front face, the lid and the right side: what is seen of a block from the front. */
export function drawBlock({ x, y, width, height, depth }, kind = "") {
  const slant = slantOf(depth);
  const [right, bottom] = [x + width, y + height];
  return svgNode(
    "g",
    { class: `cv-block ${kind}` },
    polygon(
      [
        [x, y],
        [x + slant, y - slant],
        [right + slant, y - slant],
        [right, y],
      ],
      "cv-lid",
    ),
    polygon(
      [
        [right, y],
        [right + slant, y - slant],
        [right + slant, bottom - slant],
        [right, bottom],
      ],
      "cv-side",
    ),
    svgNode("rect", { x, y, width, height, class: "cv-front" }),
  );
}

/** The twelve edges of a block that lies inside another. */
export function drawEdges({ x, y, width, height, depth }, kind = "") {
  const slant = slantOf(depth);
  const corners = [
    [x, y],
    [x + width, y],
    [x, y + height],
    [x + width, y + height],
  ];
  const face = (left, top) => `M${left} ${top}h${width}v${height}h${-width}z`;
  const receding = corners.map(([left, top]) => `M${left} ${top}l${slant} ${-slant}`).join("");
  const hidden = svgNode("path", { d: face(x + slant, y - slant) + receding, class: "cv-behind" });
  return svgNode("g", { class: `cv-edges ${kind}` }, hidden, svgNode("path", { d: face(x, y) }));
}

/** A canvas laid on a block's front face. */
export const frontImage = (canvas, { x, y, width, height }) =>
  svgNode("image", { href: canvas.toDataURL(), x, y, width, height, preserveAspectRatio: "none", class: "cv-onfront" });

/** A line of a caption whose middle is at (x, y). */
export const caption = (x, y, words, kind = "") => svgNode("text", { x, y, class: `cv-caption ${kind}` }, words);

/** Where the pointer is, in the drawing's own units. */
export function pointUnder(event, svg) {
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  return [x, y];
}
