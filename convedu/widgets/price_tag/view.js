// Price Tag: sliders for one layer, its filters as bricks, and what it costs on a log scale.

import { menu, numbersTo, scroller, slider, toggle } from "../shared/controls.js";
import { control, h, liveRegion, refusals } from "../shared/dom.js";
import { syncTrait } from "../shared/model_sync.js";
import { spoken, withCommas } from "../shared/numbers.js";
import { svgNode } from "../shared/svg.js";
import { costsOf, groupsOf, settle, timesAs } from "./sums.js";

const CHANNELS = [1, 3, 4, 8, 16, 32, 48, 64, 96, 128, 192, 256, 384, 512];
const SIDES = [8, 13, 16, 20, 25, 27, 32, 40, 50, 55, 64, 80, 100, 112, 128, 224, 256, 448, 512];

/** The tag's lines: name, key in the costs, what it depends on. */
const LINES = [
  ["weights", "weights", "no"],
  ["biases", "biases", "no"],
  ["parameters", "parameters", "no"],
  ["multiply-adds", "macs", "yes"],
  ["output, bytes", "bytes", "yes"],
  ["dense twin", "twin", "yes, squared"],
];
const DECADES = 18;
const share = (n) => (n < 1 ? 0 : Math.max(0.01, Math.log10(n) / DECADES)); // 1 is seen, too

/** How the number comes about, with the layer's own numbers. */
function reckoning(key, l, c) {
  const n = withCommas;
  return {
    weights: `${l.cout} filters × ${l.kernel} × ${l.kernel} × ${c.depth}`,
    biases: l.bias ? "one for each filter" : "switched off",
    parameters: "weights + biases",
    macs: `${n(c.weights)} weights × ${c.rows} × ${c.cols} positions`,
    bytes: `${l.cout} × ${c.rows} × ${c.cols} numbers × 4 bytes`,
    twin: `${n(l.cin * l.height * l.width)} inputs × ${n(l.cout * c.rows * c.cols)} outputs${l.bias ? " + biases" : ""}`,
  }[key];
}

const counted = (n, one, many = `${one}s`) => `${withCommas(n)} ${n === 1 ? one : many}`;

/** The tag in words. */
function sentenceOf(l) {
  const c = costsOf(l);
  return (
    `${counted(c.parameters, "parameter")}: ${counted(c.weights, "weight")} in ${counted(l.cout, "brick")} ` +
    `of ${l.kernel}x${l.kernel}x${c.depth}, and ${counted(c.biases, "bias", "biases")}. ` +
    `On ${l.cin}x${l.height}x${l.width} that is ${spoken(c.macs)} multiply-adds and an output of ` +
    `${l.cout}x${c.rows}x${c.cols}. A dense layer would learn ${spoken(c.twin)} numbers, ` +
    `${withCommas(Math.round(c.twin / c.parameters))} times as many.`
  );
}

// ---- the bricks, to scale: a weight is as wide as it is high and deep

const SHOWN = 64;
const WEIGHT = 6; // pixels, where there is room
const AWAY = [0.9, -0.436]; // the direction of the depth, of length 1
const ROOM = [240, 300]; // the drawing's place beside the tag
const point = (pairs) => pairs.map((pair) => pair.join(",")).join(" ");

/** One filter as a box: its front is a kernel, its length the depth. */
function brick(x, y, face, length, cells) {
  const [dx, dy] = AWAY.map((part) => part * length);
  const lines = [];
  for (let i = 1; i < cells; i++) {
    const at = (face / cells) * i;
    lines.push(`M${x + at},${y}v${face}M${x},${y + at}h${face}`);
  }
  return svgNode(
    "g",
    { class: "cv-brick" },
    svgNode("polygon", {
      class: "cv-top",
      points: point([
        [x, y],
        [x + dx, y + dy],
        [x + face + dx, y + dy],
        [x + face, y],
      ]),
    }),
    svgNode("polygon", {
      class: "cv-side",
      points: point([
        [x + face, y],
        [x + face + dx, y + dy],
        [x + face + dx, y + face + dy],
        [x + face, y + face],
      ]),
    }),
    svgNode("rect", { class: "cv-front", x, y, width: face, height: face }),
    svgNode("path", { class: "cv-rule", d: lines.join("") || "M0,0" }),
  );
}

/** How many bricks stand beside each other so that all are drawn as large as can be. */
function layOut(many, face, length) {
  const [wide, high] = [face + AWAY[0] * length + 0.4 * face + 4, 1.4 * face + 2];
  const layouts = numbersTo([1, 8]).map((across) => {
    const size = [across * wide, Math.ceil(many / across) * high - AWAY[1] * length + 2];
    return { across, wide, high, size, zoom: Math.min(ROOM[0] / size[0], ROOM[1] / size[1]) };
  });
  return layouts.reduce((best, one) => (one.zoom > best.zoom ? one : best));
}

function drawBricks(svg, l, c) {
  const many = Math.min(l.cout, SHOWN);
  const [face, length] = [l.kernel * WEIGHT, c.depth * WEIGHT];
  const { across, wide, high, size } = layOut(many, face, length);
  const all = [];
  for (let i = 0; i < many; i++) {
    const [row, col] = [Math.floor(i / across), i % across];
    all.push(brick(1 + col * wide, 1 - AWAY[1] * length + row * high, face, length, l.kernel));
  }
  svg.setAttribute("viewBox", `0 0 ${size.join(" ")}`);
  svg.style.width = `${size[0]}px`; // shrinks when there is less room
  svg.replaceChildren(...all);
}

// ---- the tag

function tag() {
  const rows = LINES.map(([name, key, grows]) => {
    const number = h("td", { class: "cv-number" });
    const bar = h("div", { class: `cv-cost cv-coloured cv-cost-${key}` });
    const how = h("div", { class: "cv-how" });
    const against = h("td", { class: "cv-against" });
    const el = h(
      "tr",
      {},
      h("th", { scope: "row" }, name),
      number,
      h("td", {}, h("div", { class: "cv-scale" }, bar), how),
      h("td", { class: "cv-grows" }, grows),
      against,
    );
    return { key, el, number, bar, how, against };
  });
  const heads = [
    h("span", { class: "cv-hidden" }, "cost"),
    "how many",
    "log scale: each line is a thousand times the one before",
    "grows with the picture?",
    "against the pin",
  ].map((text) => (text ? h("th", { scope: "col" }, text) : h("td")));
  const el = h(
    "table",
    { class: "cv-tag" },
    h("thead", {}, h("tr", {}, ...heads)),
    h("tbody", {}, ...rows.map((row) => row.el)),
  );
  const update = (l, c, pinned) => {
    el.classList.toggle("cv-pinned", Boolean(pinned));
    for (const { key, number, bar, how, against } of rows) {
      number.textContent = withCommas(c[key]);
      bar.style.width = `${100 * share(c[key])}%`;
      how.textContent = reckoning(key, l, c);
      against.textContent = pinned ? timesAs(c[key], pinned[key]) : "";
    }
  };
  return { el, update };
}

/** What had to give way, in a sentence; "" if nothing had to. */
function changesBySettling(wanted, { groups, kernel, cin, cout }) {
  const words = [];
  if (groups !== wanted.groups)
    words.push(`Groups went from ${wanted.groups} to ${groups}: they have to divide ${cin} and ${cout}.`);
  if (kernel !== wanted.kernel)
    words.push(`The kernel went from ${wanted.kernel} to ${kernel}: it has to fit into the picture.`);
  return words.join(" ");
}

function makeControls({ ranges, state, change }) {
  const set = (name) => (value) => change({ [name]: value });
  const wide = (stops, [low, high]) => stops.filter((n) => n >= low && n <= high);
  const sliders = {
    kernel: ["kernel k", numbersTo(ranges.kernel)],
    cin: ["channels in", wide(CHANNELS, ranges.cin)],
    cout: ["channels out", wide(CHANNELS, ranges.cout)],
    height: ["height H", wide(SIDES, ranges.height)],
    width: ["width W", wide(SIDES, ranges.width)],
    stride: ["stride", numbersTo(ranges.stride)],
    padding: ["padding", numbersTo(ranges.padding)],
  };
  const parts = Object.entries(sliders).map(([name, [label, stops]]) => [
    name,
    slider({ label, stops, change: set(name) }),
  ]);
  const groups = menu({ label: "groups", change: (i) => change({ groups: groupsOf(state())[i] }) });
  const bias = toggle({ label: "bias", change: set("bias") });
  const el = h(
    "div",
    { class: "cv-controls", role: "group", "aria-label": "The layer and its picture" },
    ...parts.map(([, part]) => part.el),
    groups.el,
    bias.el,
  );
  const update = (l) => {
    parts.forEach(([name, part]) => part.update(l[name]));
    const offered = groupsOf(l);
    groups.update(offered.indexOf(l.groups), offered);
    bias.update(l.bias);
  };
  return { el, update };
}

function render({ model, el }) {
  let pinned = null;
  const { state: layer, change: set, close } = syncTrait(model, "layer", (now) => show(now));
  const { el: note, refuse: say } = refusals();
  const change = (patch) => {
    const wanted = { ...layer(), ...patch };
    say(changesBySettling(wanted, settle(wanted)));
    set(settle(wanted));
  };
  const controls = makeControls({ ranges: model.get("ranges"), state: layer, change });
  const {
    height: [, highest],
    width: [, widest],
  } = model.get("ranges");
  const fits = () => 2 * layer().height <= highest && 2 * layer().width <= widest;
  const double = control(
    "button",
    { type: "button", onclick: () => fits() && change({ height: 2 * layer().height, width: 2 * layer().width }) },
    "Double the picture",
  );
  const swap = control(
    "button",
    { type: "button", onclick: () => change({ cin: layer().cout, cout: layer().cin }) },
    "Swap in and out",
  );
  const pin = control("button", {
    type: "button",
    onclick: () => {
      pinned = pinned ? null : costsOf(layer());
      show(layer());
    },
  });
  const bricks = svgNode("svg", { role: "img", preserveAspectRatio: "xMinYMid" });
  const caption = h("figcaption", {});
  const table = tag();
  const written = liveRegion("p", { class: "cv-written" });
  const show = (now) => {
    const costs = costsOf(now);
    controls.update(now);
    drawBricks(bricks, now, costs);
    const words = `${counted(now.cout, "brick")} of ${now.kernel}x${now.kernel}x${costs.depth}`;
    bricks.setAttribute("aria-label", words);
    caption.textContent = `${words}, to scale${now.cout > SHOWN ? ` (the first ${SHOWN} are drawn)` : ""}`;
    table.update(now, costs, pinned);
    double.setAttribute("aria-disabled", !fits()); // keeps the focus, as `disabled` would not
    pin.textContent = pinned ? "Take the pin out" : "Pin these numbers";
    written.textContent = sentenceOf(now);
  };
  show(layer());
  el.replaceChildren(
    h(
      "div",
      { class: "cv cv-price" },
      controls.el,
      note,
      h("div", { class: "cv-actions" }, pin, double, swap),
      h("div", { class: "cv-body" }, h("figure", {}, caption, bricks), scroller("The price tag", table.el)),
      written,
    ),
  );
  return close;
}

export default { render };
