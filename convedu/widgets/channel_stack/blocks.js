// The picture, the filters and the feature maps of the Channel Stack as blocks drawn to scale.

import { extremes, largest } from "../shared/arithmetic.js";
import { caption, drawBlock, drawEdges, frontImage, pointUnder, slantOf, sliceOf } from "../shared/blocks.js";
import { colourOf, inkOn, makeScale, paintCanvas } from "../shared/colour.js";
import { h, memoized } from "../shared/dom.js";
import { softScale } from "../shared/grids.js";
import { format } from "../shared/numbers.js";
import { steer } from "../shared/steering.js";
import { svgNode } from "../shared/svg.js";

const LARGEST = 140; // pixels, of the picture's longer side
const GAP = 36; // between the picture, the filters and the feature maps
const APART = 7; // between filters
const CAPTIONS = 62; // under the blocks
const UNDER = 82; // half the width of the longest caption

/** Where everything lies; the frame has room for the most filters, so that nothing jumps. */
function placesOf({ planes, kernels, maps }, most) {
  const unit = Math.min(30, LARGEST / Math.max(planes[0].rows, planes[0].cols));
  const sized = ({ rows, cols }, depth) => ({ width: cols * unit, height: rows * unit, depth: depth * unit });
  const input = sized(planes[0], planes.length);
  const filter = sized(kernels[0], planes.length);
  const output = sized(maps[0], maps.length);
  const room = slantOf(most * unit);
  const high = Math.max(input.height + slantOf(input.depth), output.height + room);
  const [across, down] = [filter.width, filter.height].map((side) => side + slantOf(filter.depth) + APART);
  const lines = Math.max(1, Math.min(most, Math.floor((high + APART) / down)));
  const left = input.width + slantOf(input.depth) + GAP;
  const right = left + Math.ceil(most / lines) * across - APART + GAP;
  const filters = maps.map((_, f) => ({
    ...filter,
    x: left + Math.floor(f / lines) * across,
    y: high - filter.height - (lines - 1 - (f % lines)) * down,
  }));
  return {
    unit,
    input: { ...input, x: 0, y: high - input.height },
    filters,
    middle: (left + right - GAP) / 2,
    output: { ...output, x: right, y: high - output.height },
    width: right + Math.max(output.width + room, output.width / 2 + UNDER),
    height: high + CAPTIONS,
  };
}

function painted(grid, scale, cell) {
  const canvas = h("canvas");
  paintCanvas(canvas, grid, scale, { cell });
  return canvas;
}

/** A block in slices, one for each channel, the first one in front. */
function drawChannels(block, count, unit) {
  const kinds = count === 3 ? ["cs-red", "cs-green", "cs-blue"] : [];
  return Array.from({ length: count }, (_, i) => count - 1 - i).map((c) =>
    drawBlock(sliceOf(block, c * unit, unit), kinds[c]),
  );
}

/** A grid as a block's front face, with its numbers where there is room for them. */
function drawGrid(block, grid, scale, unit) {
  const { rows, cols, data } = grid;
  const texts = Array.from(data, format);
  const room = rows * cols <= 25 && Math.max(...texts.map((text) => text.length)) * 8 <= unit;
  const numbers = texts.map((text, i) => {
    const [row, col] = [Math.floor(i / cols), i % cols];
    const words = caption(block.x + (col + 0.5) * unit, block.y + (row + 0.5) * unit + 5, text);
    words.style.fill = inkOn(colourOf(scale, data[i]));
    return words;
  });
  return [frontImage(painted(grid, scale, unit), block), ...(room ? numbers : [])];
}

/** The feature maps: those before the one that is shown are only outlines. */
function drawMaps({ unit, output }, { maps, shown }) {
  const slices = maps.map((_, f) => sliceOf(output, f * unit, unit));
  const map = maps[shown];
  const front = drawGrid(slices[shown], map, makeScale(extremes(map), undefined, 0, unit), unit);
  return slices
    .flatMap((slice, f) => [
      ...(f === shown ? front.toReversed() : []),
      drawBlock(slice, f < shown ? "cs-clear" : f === shown ? "cs-chosen" : ""),
    ])
    .toReversed();
}

/** What stays as it is while the window moves. */
function drawStill(places, s, colours) {
  const { unit, input, filters, middle, output, height } = places;
  const under = (x, lines) =>
    lines.map((words, i) => caption(x, height - CAPTIONS + 18 + 19 * i, words, i ? "" : "cv-kindof"));
  const [{ rows, cols }, [kernel], [map], C, F] = [s.planes[0], s.kernels, s.maps, s.planes.length, s.maps.length];
  const bright = makeScale([0, Math.max(1, ...s.planes.map(largest))]);
  return {
    back: [
      ...drawChannels(input, C, unit),
      ...(colours ? [frontImage(colours, input)] : drawGrid(input, s.planes[0], bright, unit)),
      ...drawMaps(places, s),
      ...under(input.x + input.width / 2, ["picture", `${rows} × ${cols} × ${C}`]),
      ...under(middle, [F === 1 ? "1 filter" : `${F} filters`, `${kernel.rows} × ${kernel.cols} × ${C}`]),
      ...under(output.x + output.width / 2, [
        F === 1 ? "1 feature map" : `${F} feature maps`,
        `${map.rows} × ${map.cols} × ${F}`,
        `map ${s.shown}: ${s.range.map(format).join(" to ")}`,
      ]),
    ],
    front: filters.flatMap((block, f) => [
      svgNode("g", { class: f === s.shown ? "cs-chosen" : "" }, ...drawChannels(block, C, unit)),
      frontImage(painted(s.stack.kernels[f][0], softScale(s.stack.kernels[f][0]), unit), block),
    ]),
  };
}

/** The window in the picture, the output that it makes, and the lines from one to the other. */
function drawMoving({ unit, input, output }, { cursor: [row, col], kernels: [{ rows, cols }], shown, done }) {
  const window = {
    ...input,
    x: input.x + col * unit,
    y: input.y + row * unit,
    width: cols * unit,
    height: rows * unit,
  };
  const slice = sliceOf(output, shown * unit);
  const [x, y] = [slice.x + col * unit, slice.y + row * unit];
  const right = window.x + window.width;
  const lines = [window.y, window.y + window.height].map((from) => `M${right} ${from}L${x} ${y + unit / 2}`);
  const ring = { x: x - 2, y: y - 2, width: unit + 4, height: unit + 4 };
  return {
    lines: [svgNode("path", { d: lines.join(""), class: "cs-rays" })],
    marks: [
      drawEdges(window),
      svgNode("rect", { ...ring, class: "cs-under" }),
      svgNode("rect", { ...ring, class: `cs-ring ${done ? "" : "cs-waiting"}` }),
    ],
  };
}

const holds = ({ x, y, width, height }, [left, top]) => left >= x && left < x + width && top >= y && top < y + height;

/** The drawing; `colours(s)` gives the picture in colour, or null where it has none. */
export function blocksDrawing({ stack, state, steering, choose, colours, how }) {
  const most = stack.kernels.length;
  const groups = ["back", "lines", "front", "marks"].map((name) => [name, svgNode("g")]);
  const svg = svgNode("svg", { class: "cv-blocks cs-blocks" }, ...groups.map(([, group]) => group));
  const fill = (parts) => groups.forEach(([name, group]) => parts[name] && group.replaceChildren(...parts[name]));
  const places = () => placesOf(state(), most);
  steer(svg, {
    ...steering,
    place: (event) => {
      const [at, { unit, input, output }] = [pointUnder(event, svg), places()];
      const cell = (block) => [Math.floor((at[1] - block.y) / unit), Math.floor((at[0] - block.x) / unit)];
      const map = sliceOf(output, state().shown * unit);
      if (holds(map, at)) return cell(map);
      if (!holds(input, at)) return null;
      const [{ rows, cols }] = state().kernels;
      const [row, col] = cell(input);
      return [row - Math.floor((rows - 1) / 2), col - Math.floor((cols - 1) / 2)];
    },
  });
  svg.addEventListener("click", (event) => {
    const f = places().filters.findIndex((block) => holds(block, pointUnder(event, svg)));
    if (f >= 0) choose(f);
  });
  const still = memoized(
    (s) => [s.filters, s.shown, s.misread],
    (s) => {
      const { width, height } = places();
      svg.setAttribute("viewBox", `-3 -3 ${width + 6} ${height + 6}`);
      svg.setAttribute("width", width + 6);
      fill(drawStill(places(), { ...s, stack }, colours(s)));
    },
  );
  const update = (s) => {
    still(s);
    fill(drawMoving(places(), s));
    const [{ rows, cols }, C, F] = [s.planes[0], s.planes.length, s.maps.length];
    const label = `Blocks to scale: ${rows} × ${cols} × ${C}, ${F} of ${s.kernels[0].rows} × ${s.kernels[0].cols} × ${C}, ${s.map.rows} × ${s.map.cols} × ${F}. ${how}`;
    if (svg.getAttribute("aria-label") !== label) svg.setAttribute("aria-label", label);
  };
  return { el: h("figure", { class: "cs-volumes" }, svg), update };
}
