// Where a chosen number of a map comes from: windows, weights, sums, the bias and the ReLU.

import { largest, makeGrid, multiply, sum } from "../shared/arithmetic.js";
import { signedTo } from "../shared/colour.js";
import { h, sign } from "../shared/dom.js";
import { numberCells } from "../shared/grids.js";
import { mapView } from "./maps.js";
import { CELLS, MAPS_OF, SIDE, SIZE_OF, shareOfMap, windowIn } from "./network.js";
import { fieldFrom } from "./reach.js";
import { fixed, LAYER_TEXTS, withSign } from "./words.js";

const square = (n) => `${n} × ${n}`;
const squareGrid = (values) => makeGrid(Math.sqrt(values.length), Math.sqrt(values.length), values);
const paleTo = (values) => signedTo(1.5 * largest({ data: values }));

/** Numbers on their colours, under a caption. */
function numbersFigure(caption, values, scale) {
  const cells = numberCells();
  cells.update(squareGrid(values), scale, Array.from(values, fixed));
  return h("figure", {}, h("figcaption", {}, caption), cells.el);
}

/** Terms in boxes, the last one with a frame: it is the chosen number. */
export function termBoxes(terms) {
  const boxes = terms.map(([name, value], i) =>
    h(
      "span",
      { class: i === terms.length - 1 ? "cv-in-term cv-in-result" : "cv-in-term" },
      h("small", {}, name),
      h("b", {}, value),
    ),
  );
  return h("div", { class: "cv-in-terms" }, ...boxes);
}

/** Sum, bias, and what the ReLU makes of them; zero where the filter is off. */
function sumBoxes(name, total, bias, off, layer) {
  const value = off ? 0 : total + bias;
  const boxes = [
    [name, fixed(total)],
    ["bias", withSign(bias)],
    [off ? "filter off" : "sum and bias", fixed(value)],
  ];
  return termBoxes(layer.startsWith("relu") ? [...boxes, ["after ReLU", fixed(Math.max(value, 0))]] : boxes);
}

function ofFirstConvolution({ network, scales }, s, { layer, map, row, col }) {
  const window = windowIn(s.input, 0, SIDE, row, col, 3);
  const weights = network.conv1.weight.slice(map * 9, map * 9 + 9);
  const each = multiply(squareGrid(window), squareGrid(weights));
  const seen = fieldFrom("conv1");
  return {
    title: "one window of the input, times the filter, summed",
    body: [
      numbersFigure("window", window, scales.grey),
      sign("×"),
      numbersFigure(`filter ${map + 1}`, weights, paleTo(weights)),
      sign("="),
      numbersFigure("products", each.data, paleTo(weights)),
      sign("→"),
      sumBoxes("sum of 9", sum(each), network.conv1.bias[map], s.off[0].has(map), layer),
    ],
    note: `The same nine weights and the bias make all ${SIZE_OF.conv1 ** 2} numbers of this map. This one sees ${square(seen)} pixels.`,
  };
}

function ofSecondConvolution({ network, scales }, s, { layer, map, row, col }) {
  const own = network.conv2;
  const [count, size, out] = [MAPS_OF.pool1, SIZE_OF.pool1, SIZE_OF.conv2];
  const shares = Array.from({ length: count }, (_, k) => shareOfMap(s.out.pool1, k, size, own, map));
  const weights = (k) => own.weight.slice((map * count + k) * 9, (map * count + k) * 9 + 9);
  const most = Math.max(...shares.map((data) => largest({ data })));
  const pale = paleTo(own.weight.subarray(map * count * 9, (map + 1) * count * 9));
  const channels = shares.map((share, k) => {
    const view = mapView(out);
    view.paint(share, 0, signedTo(most));
    view.mark([row, col, 1, 1]);
    const window = windowIn(s.out.pool1, k, size, row, col, 3);
    return h(
      "div",
      { class: "cv-in-channel" },
      h("span", { class: "cv-in-caption" }, `from map ${k + 1}`),
      numbersFigure("", window, scales.conv1),
      view.el,
      numbersFigure("×", weights(k), pale),
      h("b", {}, withSign(share[row * out + col])),
    );
  });
  const total = shares.reduce((sum, share) => sum + share[row * out + col], 0);
  const seen = fieldFrom("conv2");
  return {
    title: `the same window of all ${count} maps, each times its own 3 × 3 weights; all are summed`,
    body: [
      h("div", { class: "cv-in-channels" }, ...channels),
      sumBoxes(`sum of ${count}`, total, own.bias[map], s.off[1].has(map), layer),
    ],
    note: `The small pictures are the ${count} maps before the sum. This number sees ${square(seen)} pixels (dashed).`,
  };
}

function ofPooling({ scales }, s, { layer, map, row, col }) {
  const before = layer === "pool1" ? "relu1" : "relu2";
  const window = windowIn(s.out[before], map, SIZE_OF[before], 2 * row, 2 * col, 2);
  const scale = layer === "pool1" ? scales.conv1 : scales.conv2;
  return {
    title: "the greatest of 2 × 2",
    body: [numbersFigure("window", window, scale), sign("→"), termBoxes([["greatest", fixed(Math.max(...window))]])],
    note: `No weights. Three of four numbers are dropped, and with them where the greatest stood. It sees ${square(fieldFrom(layer))} pixels.`,
  };
}

/** One piece of evidence: a cell, or the greatest of a map, times its weight for the digit. */
function ofEvidence({ network }, s, { map, row, col }) {
  const { weight } = network[s.head];
  if (s.head === "global max") {
    const own = weight[s.digit * MAPS_OF.pool2 + map];
    const terms = [
      ["greatest", fixed(s.out.greatest[map])],
      [`× weight for ${s.digit}`, fixed(own)],
      ["= evidence", withSign(own * s.out.greatest[map])],
    ];
    return {
      title: `for the ${s.digit}`,
      body: [termBoxes(terms)],
      note: "One weight a map: where the greatest stands makes no difference.",
    };
  }
  const cell = map * CELLS + row * SIZE_OF.pool2 + col;
  const start = s.digit * MAPS_OF.pool2 * CELLS;
  const own = weight.slice(start + map * CELLS, start + (map + 1) * CELLS);
  const terms = [
    ["cell", fixed(s.out.pool2[cell])],
    [`× weight for ${s.digit}`, fixed(weight[start + cell])],
    ["= evidence", withSign(s.out.pool2[cell] * weight[start + cell])],
  ];
  return {
    title: `for the ${s.digit}`,
    body: [termBoxes(terms), numbersFigure(`all ${CELLS} weights of map ${map + 1} for ${s.digit}`, own, paleTo(own))],
    note: "Each cell has a weight of its own: the same feature one cell further counts for something else.",
  };
}

function ofUnit({ network, scales }, s, { map }) {
  const length = SIDE * SIDE;
  const weights = network.hidden.weight.slice(map * length, (map + 1) * length);
  const picture = (caption, values, scale) => {
    const view = mapView(SIDE);
    view.paint(values, 0, scale);
    return h("figure", { class: "cv-in-large" }, h("figcaption", {}, caption), view.el);
  };
  const scale = signedTo(largest({ data: weights }), 0);
  const each = weights.map((w, i) => w * s.input[i]);
  const terms = [
    ["sum and bias", fixed(s.out.sums[map])],
    ["after ReLU", fixed(s.out.hidden[map])],
  ];
  const said = network[s.head].weight[s.digit * s.out.hidden.length + map] * s.out.hidden[map];
  return {
    title: `all ${length} pixels, each times a weight of its own`,
    body: [
      picture("input", s.input, scales.grey),
      sign("×"),
      picture("weights", weights, scale),
      sign("="),
      picture("products", each, scale),
      sign("→"),
      termBoxes(terms),
    ],
    note: `Nothing is shared between places. It counts ${withSign(said)} for the ${s.digit}.`,
  };
}

/** What the detail says of a chosen number: its place, how it is made, and a sentence. */
export function arithmeticOf(fixtures, s) {
  const { layer, map, row, col } = s.chosen;
  const stage = {
    conv1: ofFirstConvolution,
    conv2: ofSecondConvolution,
    relu1: ofFirstConvolution,
    relu2: ofSecondConvolution,
  };
  const make = stage[layer] ?? { pool1: ofPooling, pool2: ofPooling, evidence: ofEvidence, hidden: ofUnit }[layer];
  const place = `${LAYER_TEXTS[layer] ?? { evidence: "Evidence", hidden: "Unit" }[layer]}`;
  const where =
    layer === "hidden"
      ? ` ${map + 1}`
      : `, map ${map + 1}${s.head === "global max" && layer === "evidence" ? "" : `, [${row}, ${col}]`}`;
  const { title, body, note } = make(fixtures, s, s.chosen);
  return { title: `${place[0].toUpperCase()}${place.slice(1)}${where}: ${title}`, body, note };
}

/** The chosen number itself, for those who hear it. */
export function chosenValue(s) {
  const { layer, map, row, col } = s.chosen;
  if (layer === "hidden") return s.out.hidden[map];
  const size = SIZE_OF[layer];
  return s.out[layer]?.[(map * size + row) * size + col] ?? null;
}
