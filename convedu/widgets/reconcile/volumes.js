// AlexNet's volumes as blocks drawn to scale, from the picture to the classes.

import { caption, drawBlock, drawEdges, slantOf, sliceOf } from "../shared/blocks.js";
import { sideways } from "../shared/controls.js";
import { liveRegion } from "../shared/dom.js";
import { withCommas } from "../shared/numbers.js";
import { svgNode } from "../shared/svg.js";
import { plateOf, volumesOf } from "./sums.js";

const UNIT = 0.72; // pixels that a number is high, wide and deep
const DEEPEST = 400; // numbers; a deeper block is cut
const PITCH = 61; // pixels at least from one block to the next, so that their names have room
const BETWEEN = 16;
const HIGH = 228; // pixels over the line on which the blocks stand
const NAMES = 62; // under it
const HOW = "Arrow keys go from one to the next.";

const countOf = (shape) => shape.reduce((product, n) => product * n, 1);

/** Height, width and depth in numbers: a row of numbers is laid out as a plate, one number deep. */
function sidesOf({ shape }) {
  if (shape.length === 1) return [...plateOf(shape[0]), 1];
  const [maps, rows, cols] = shape;
  return [rows, cols, Math.min(maps, DEEPEST)];
}

/** Where the blocks stand: bars as deep as these fit close together, since all lean the same way. */
function placesOfVolumes(volumes) {
  let x = 0;
  let before = null;
  return volumes.map((volume) => {
    const [height, width, depth] = sidesOf(volume).map((side) => side * UNIT);
    if (before) {
      const clear = before.width + Math.min(height, slantOf(before.depth)) + BETWEEN;
      x += Math.max(clear, (before.room + Math.max(width, PITCH)) / 2 + (before.width - width) / 2);
    }
    before = { ...volume, x, y: HIGH - height, width, height, depth, room: Math.max(width, PITCH) };
    return before;
  });
}

/** What stands under a block, and beside the end of one that is cut. */
function namesOf({ name, shape, x, y, width, depth }) {
  const lines =
    shape.length === 1 ? [withCommas(shape[0])] : [`${shape[1]} × ${shape[2]}`, `× ${withCommas(shape[0])}`];
  const [middle, slant] = [x + width / 2, slantOf(depth)];
  const cut = shape.length > 1 && shape[0] > DEEPEST;
  return [
    caption(middle, HIGH + 17, name, "cv-kindof"),
    ...lines.map((words, i) => caption(middle, HIGH + 34 + 17 * i, words)),
    ...(cut ? [caption(x + slant + 6, y - slant - 6, "goes on …", "cv-kindof")] : []),
  ];
}

/** The part of the block before that one number is made of; all of it without a `k`. */
function windowIn({ k, depth }, before) {
  if (!k) return before;
  const side = k * UNIT;
  const deep = Math.min(depth, DEEPEST) * UNIT;
  const at = { x: before.x + (before.width - side) / 2, y: before.y + (before.height - side) / 2 };
  return { ...at, width: side, height: side, depth: deep };
}

/** From the window to the number that is made of it. */
const ray = (window, { x, y, height }) => {
  const { x: left, y: top, width, height: high } = window;
  return svgNode("path", { d: `M${left + width} ${top + high / 2}L${x} ${y + height / 2}`, class: "cv-ray" });
};

const times = (...sides) => sides.map(withCommas).join(" × ");

/** A volume in words. */
function volumeSentence(volumes, at, { groups }) {
  const { name, shape, window } = volumes[at];
  const count = countOf(shape);
  const made =
    shape.length === 1 ? `${withCommas(count)} numbers` : `${times(...shape)} = ${withCommas(count)} numbers`;
  if (!window) return `The ${name}: ${made}.`;
  const before = volumes[at - 1];
  const source = at === 1 ? "the picture" : before.name;
  const all = `all ${withCommas(countOf(before.shape))} of ${source}`;
  if (name === "flatten")
    return `flatten: the ${made} of ${before.name} in one row, drawn as ${times(...plateOf(count))}.`;
  if (!window.k) return `${name}: ${made}; each is a sum over ${all}.`;
  if (name === "means") return `means: ${made}; each is the mean of one map of ${before.name}.`;
  if (name.startsWith("pool")) return `${name}: ${made}; each is the largest of 3 × 3 in one map of ${before.name}.`;
  const half = groups && window.depth < before.shape[0] ? ", half of its maps: the other half is on the other GPU" : "";
  const lost = name.startsWith("dense") ? ": one place only, since Flatten is missing" : half;
  return `${name}: ${made}; each is a sum over ${times(window.k, window.k, window.depth)} of ${source}${lost}.`;
}

/** The drawing with its sentence; a volume is chosen by pointer or arrow keys. */
export function volumesDrawing({ chosen }) {
  let at = 1;
  let choices = null;
  const svg = svgNode("svg", {
    class: "cv-blocks cv-alexnet",
    tabindex: 0,
    role: "application",
    "data-lm-suppress-shortcuts": "true",
  });
  const written = liveRegion("p", { class: "cv-volume" });
  const choose = (to) => {
    if (to < 0 || to >= volumesOf(choices).length || to === at) return;
    at = to;
    draw();
  };
  const draw = () => {
    const volumes = volumesOf(choices);
    at = Math.min(at, volumes.length - 1);
    const blocks = placesOfVolumes(volumes);
    const halfOf = ({ name, depth }) => choices.groups && /^(conv|pool)/.test(name) && depth / 2;
    const drawn = blocks.map((block, i) => {
      const kind = i === at ? "cv-chosen" : "";
      const half = halfOf(block);
      const parts = half
        ? [drawBlock(sliceOf(block, half, half), kind), drawBlock(sliceOf(block, 0, half), `${kind} cv-gpu`)]
        : [drawBlock(block, kind)];
      const target = svgNode("rect", {
        x: block.x + (block.width - block.room) / 2,
        y: block.y - 6,
        width: block.room,
        height: HIGH + NAMES - block.y + 6,
        class: "cv-target",
      });
      const group = svgNode("g", { "data-name": block.name }, ...parts, ...namesOf(block), target);
      for (const event of ["pointermove", "pointerdown"]) group.addEventListener(event, () => choose(i));
      return group;
    });
    const window = volumes[at].window && windowIn(volumes[at].window, blocks[at - 1]);
    const marks = window ? [drawEdges(window), ray(window, blocks[at])] : [];
    const last = blocks.at(-1);
    const width = last.x + Math.max(last.width + slantOf(last.depth), (last.width + PITCH) / 2) + 38;
    svg.setAttribute("viewBox", `-4 0 ${width} ${HIGH + NAMES}`);
    svg.setAttribute("width", width);
    svg.setAttribute("aria-label", `AlexNet's volumes to scale, from the picture to ${last.name}. ${HOW}`);
    svg.replaceChildren(...drawn, ...marks);
    written.textContent = volumeSentence(volumes, at, choices);
    chosen(volumes[at].name);
  };
  svg.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const ends = { Home: 0, End: choices && volumesOf(choices).length - 1 };
    if (by === undefined && ends[event.key] === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    choose(by === undefined ? ends[event.key] : at + by);
    svg.querySelectorAll(".cv-target")[at].scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  return {
    el: [sideways(svg), written],
    update: (now) => {
      choices = now;
      draw();
    },
  };
}
