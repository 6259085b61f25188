// Why a score is what it is: what speaks for and against it, the softmax's ten terms, what a cover changes.

import { h } from "../shared/dom.js";
import { pixelUnder, steer } from "../shared/steering.js";
import { termBoxes } from "./arithmetic_of_pixel.js";
import { mapView } from "./maps.js";
import { evidence, forward, MAPS_OF, SIDE, SIZE_OF, softmax, winnerOf } from "./network.js";
import { boxesAfter, CHAIN } from "./reach.js";
import { COVER, coverAt, DIGITS, inputOf } from "./state.js";
import { asShare, asTerm, fixed, HEAD_TEXTS, LAYER_TEXTS, withSign } from "./words.js";

const LISTED = 5;

function reasonList(title, items, { most, moved }) {
  const row = ({ name, now, earlier }) =>
    h(
      "li",
      {},
      h("span", {}, name),
      h(
        "span",
        { class: "cv-in-track" },
        h("i", {
          class: `cv-coloured ${now > 0 ? "cv-in-for" : "cv-in-against"}`,
          style: `width:${(100 * Math.abs(now)) / most}%`,
        }),
      ),
      h("b", {}, withSign(now)),
      moved ? h("small", {}, withSign(earlier)) : "",
    );
  const head = h("div", { class: "cv-in-list-head" }, h("b", {}, title), moved ? h("small", {}, "in the middle") : "");
  const rest = items.length - LISTED;
  return h(
    "div",
    { class: moved ? "cv-in-list cv-in-moved" : "cv-in-list" },
    head,
    h("ul", {}, ...items.slice(0, LISTED).map(row)),
    rest > 0 ? h("small", {}, `and ${rest} more`) : "",
  );
}

/** e to each score, and each one's share of their sum. */
function softmaxTable(scores, digit) {
  const { terms, total, shares } = softmax(scores);
  const heads = ["", "score", "e^score", "share"].map((text) => (text ? h("th", { scope: "col" }, text) : h("td")));
  const rows = DIGITS.map((each) =>
    h(
      "tr",
      { class: each === digit ? "cv-in-taken" : "" },
      h("th", { scope: "row" }, String(each)),
      ...[fixed(scores[each]), asTerm(terms[each]), asShare(shares[each])].map((text) => h("td", {}, text)),
    ),
  );
  const sum = h("tr", {}, h("th", { scope: "row" }, "sum"), h("td"), h("td", {}, asTerm(total)), h("td", {}, "100 %"));
  return h("table", { class: "cv-in-softmax" }, h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...rows, sum));
}

/** Why the chosen digit has its score; after a move, beside what the same parts said in the middle. */
export function reasonsOf({ network }, s) {
  const moved = s.shift.some(Boolean);
  const score = (out) => out.scores[s.head][s.digit];
  const before = moved ? forward(network, inputOf({ ...s, shift: [0, 0] }), s.off) : s.out;
  const [now, then] = [s.out, before].map((out) => evidence(network, s.head, s.digit, out));
  const unit = s.head === "no convolution" ? "unit" : "map";
  const all = Array.from(now, (x, i) => ({ name: `${unit} ${i + 1}`, now: x, earlier: then[i] }));
  const most = Math.max(...all.map((each) => Math.abs(each.now)), 0.01);
  const pro = all.filter((each) => each.now > 0.005).sort((a, b) => b.now - a.now);
  const con = all.filter((each) => each.now < -0.005).sort((a, b) => a.now - b.now);
  const total = (items) => items.reduce((sum, each) => sum + each.now, 0);
  const { terms, total: whole, shares } = softmax(s.out.scores[s.head]);
  const boxes = [
    ["for", withSign(total(pro))],
    ["against", withSign(total(con))],
    ["bias", withSign(network[s.head].bias[s.digit])],
    [`= score of ${s.digit}`, fixed(score(s.out))],
  ];
  const share = `Softmax: ${asTerm(terms[s.digit])} / ${asTerm(whole)} = ${asShare(shares[s.digit])}.`;
  return {
    title: `Why ${fixed(score(s.out))} for the ${s.digit}?`,
    body: [
      reasonList(`for it ${withSign(total(pro))}`, pro, { most, moved }),
      reasonList(`against it ${withSign(total(con))}`, con, { most, moved }),
      termBoxes(boxes),
      softmaxTable(s.out.scores[s.head], s.digit),
    ],
    note: `${moved ? `In the middle the same digit had ${fixed(score(before))}. ` : ""}${share}`,
  };
}

/** The occlusion map: at each place of the cover, by how much the chosen score changes. */
export function occlusionPanel({ scales, state, move }) {
  const places = SIDE - COVER + 1;
  const view = mapView(places);
  const label = `Occlusion map, ${places} by ${places} places of the cover. Arrow keys move the cover.`;
  const frame = h("div", { class: "cv-in-occlusion", "aria-label": label }, view.el);
  const size = { rows: places, cols: places };
  steer(frame, {
    place: (event) => pixelUnder(event, view.el, size),
    cursor: () => state().cover ?? [0, 0],
    size: () => size,
    move: (cell) => move(coverAt(cell)),
  });
  const content = (s, changes) => {
    view.mark([...(s.cover ?? [0, 0]), 1, 1]);
    if (changes) view.paint(changes, 0, scales.occlusion);
    const score = s.out.scores[s.head][s.digit];
    const here = changes && s.cover ? changes[s.cover[0] * places + s.cover[1]] : null;
    const worst = changes ? changes.indexOf(Math.min(...changes)) : -1;
    const place = worst < 0 ? "" : `[${Math.floor(worst / places)}, ${worst % places}] (${withSign(changes[worst])})`;
    const terms = [
      ["score uncovered", here === null ? "…" : fixed(score - here)],
      ["this cover", here === null ? "…" : withSign(here)],
      [`= score of ${s.digit}`, fixed(score)],
    ];
    const words = [
      `The cover is ${COVER} × ${COVER} pixels. Each cell stands for one place of it:`,
      `blue where the score of ${s.digit} falls, orange where it rises.`,
      place && `It matters most at ${place}.`,
    ];
    return {
      title: `What does ${HEAD_TEXTS[s.head][0]} need for its ${s.digit}? The occlusion map`,
      body: [frame, h("div", { class: "cv-in-aside" }, termBoxes(terms), h("p", {}, words.filter(Boolean).join(" ")))],
      note: "Choose a place in this map, or move the cover on the input.",
    };
  };
  return { content };
}

/** What one input pixel reaches in each layer, and how much of it really changes with the pixel. */
export function reachOf({ network }, s) {
  const { row, col } = s.chosen;
  const boxes = boxesAfter(row, col);
  const flipped = s.input.slice();
  flipped[row * SIDE + col] = flipped[row * SIDE + col] > 0.5 ? 0 : 1;
  const other = forward(network, flipped, s.off);
  const rows = CHAIN.slice(1).map(({ key, size }) => {
    const [, , high, wide] = boxes[key];
    const changed = s.out[key].reduce((count, x, i) => count + (Math.abs(x - other[key][i]) > 1e-9), 0);
    const reached = Math.max(high, 0) * Math.max(wide, 0);
    const cells = [`${high} × ${wide} of ${size} × ${size}`, `${changed} of ${reached * MAPS_OF[key]}`];
    return h("tr", {}, h("th", { scope: "row" }, LAYER_TEXTS[key]), ...cells.map((text) => h("td", {}, text)));
  });
  const heads = ["layer", "reached in each map", "change now"].map((text) => h("th", { scope: "col" }, text));
  const table = h("table", { class: "cv-in-reach" }, h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...rows));
  const [before, after] = [s.out, other].map((out) => out.scores[s.head]);
  const value = s.input[row * SIDE + col];
  const terms = [
    ["pixel", `${fixed(value)} → ${fixed(flipped[row * SIDE + col])}`],
    [`score of ${s.digit}`, `${fixed(before[s.digit])} → ${fixed(after[s.digit])}`],
    ["reads", `${winnerOf(before)} → ${winnerOf(after)}`],
  ];
  return {
    title: `Input pixel [${row}, ${col}]: what it reaches, layer by layer (marked)`,
    body: [table, h("div", { class: "cv-in-aside" }, termBoxes(terms))],
    note: `It can change at most ${boxes.pool2[2] * boxes.pool2[3]} of ${SIZE_OF.pool2 ** 2} cells of each last map. ReLU and pooling stop part of it.`,
  };
}
