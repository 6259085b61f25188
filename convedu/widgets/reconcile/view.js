// Reconcile the Numbers: AlexNet's table with switches, and a convolution that does not share.

import { menu, scroller, tabs, toggle } from "../shared/controls.js";
import { h, liveRegion } from "../shared/dom.js";
import { syncTrait } from "../shared/model_sync.js";
import { spoken, withCommas } from "../shared/numbers.js";
import { sumOf, tableOf, unshared } from "./sums.js";
import { volumesDrawing } from "./volumes.js";

const percent = (part, whole) => `${((100 * part) / whole).toFixed(1)} %`;

/** The table in words. */
function sentenceOf(rows, name) {
  const total = sumOf(rows, "parameters");
  const macs = sumOf(rows, "macs");
  const dense = rows.filter((row) => row.name.startsWith("dense"));
  return (
    `${withCommas(total)} parameters: ${name}. The dense layers hold ${percent(sumOf(dense, "parameters"), total)} of them; ` +
    `the convolutions do ${percent(macs - sumOf(dense, "macs"), macs)} of ${spoken(macs)} multiply-adds.`
  );
}

/** Do two choices make one network? A pooled head leaves no room for Flatten. */
const same = (a, b) => Object.keys(b).every((key) => a[key] === b[key] || (key === "flatten" && b.head === "pooled"));

/** Whose count this is; a total alone does not tell whose network. */
function verdictOf(choices, sum, { known, presets }) {
  const name = known[sum];
  if (!name) return "nobody's count yet";
  return same(choices, presets[name]) ? name : `same total as: ${name}`;
}

// ---- the switches

const SWITCHES = {
  groups: "two GPUs (groups in conv2, 4, 5)",
  pool5: "pool5 after conv5",
  flatten: "Flatten before dense1",
};
const MENUS = {
  input: ["picture", [227, 224], (n) => `${n} × ${n}`],
  pad1: ["padding of conv1", [0, 2], String],
  channels: [
    "feature maps",
    ["2012", "torchvision"],
    (x) => ({ 2012: "96, 256, 384, 384, 256", torchvision: "64, 192, 384, 256, 256" })[x],
  ],
  head: ["head", ["dense", "pooled"], (x) => ({ dense: "three dense layers", pooled: "global average pooling" })[x]],
};

function makeControls({ presets, change }) {
  const names = Object.keys(presets);
  const preset = menu({ label: "start from", change: (i) => change(presets[names[i]] ?? {}) });
  const switches = Object.entries(SWITCHES).map(([name, label]) => [
    name,
    toggle({ label, change: (on) => change({ [name]: on }) }),
  ]);
  const menus = Object.entries(MENUS).map(([name, [label, values, words]]) => ({
    name,
    values,
    words,
    part: menu({ label, change: (i) => change({ [name]: values[i] }) }),
  }));
  const update = (choices) => {
    const at = names.findIndex((name) => same(choices, presets[name]));
    preset.update(at < 0 ? names.length : at, at < 0 ? [...names, "my own choices"] : names);
    switches.forEach(([name, part]) => part.update(choices[name]));
    switches.find(([name]) => name === "flatten")[1].enable(choices.head === "dense");
    menus.forEach(({ name, values, words, part }) => part.update(values.indexOf(choices[name]), values.map(words)));
  };
  const el = h(
    "div",
    { class: "cv-choices", role: "group", "aria-label": "Choices" },
    preset.el,
    ...menus.map(({ part }) => part.el),
    ...switches.map(([, part]) => part.el),
  );
  return { el, update };
}

// ---- the table with its paired bars

const bar = (kind, part, whole) =>
  h(
    "div",
    { class: "cv-pair" },
    h(
      "div",
      { class: "cv-groove" },
      h("div", { class: `cv-fill cv-coloured ${kind}`, style: `width:${(100 * part) / whole}%` }),
    ),
    h("span", {}, percent(part, whole)),
  );

/** What stands under another column's text where there is no room for its own. */
const narrow = (text) => h("small", { class: "cv-narrow" }, text);
const UNDER = { layer: "comes out", "share of parameters": "weights + biases", "share of the work": "multiply-adds" };
const both = (weights, biases) => `${withCommas(weights)} + ${withCommas(biases)}`;

function table() {
  const body = h("tbody", {});
  const foot = h("tfoot", {});
  const heads = [
    "layer",
    "comes out",
    "weights",
    "biases",
    "share of parameters",
    "multiply-adds",
    "share of the work",
  ];
  const el = h(
    "table",
    { class: "cv-layers" },
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        ...heads.map((text) => h("th", { scope: "col" }, text, ...(UNDER[text] ? [narrow(UNDER[text])] : []))),
      ),
    ),
    body,
    foot,
  );
  const update = (rows) => {
    const [parameters, macs] = [sumOf(rows, "parameters"), sumOf(rows, "macs")];
    body.replaceChildren(
      ...rows.map((row) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, row.name, narrow(row.shape.join(" × "))),
          h("td", {}, row.shape.join(" × ")),
          h("td", { class: "cv-number" }, withCommas(row.weights)),
          h("td", { class: "cv-number" }, withCommas(row.biases)),
          h("td", {}, bar("cv-learned", row.parameters, parameters), narrow(both(row.weights, row.biases))),
          h("td", { class: "cv-number" }, withCommas(row.macs)),
          h("td", {}, bar("cv-worked", row.macs, macs), narrow(withCommas(row.macs))),
        ),
      ),
    );
    const [weights, biases] = [sumOf(rows, "weights"), sumOf(rows, "biases")];
    foot.replaceChildren(
      h(
        "tr",
        {},
        h("th", { scope: "row" }, "all"),
        h("td", {}),
        h("td", { class: "cv-number" }, withCommas(weights)),
        h("td", { class: "cv-number" }, withCommas(biases)),
        h("td", {}, narrow(both(weights, biases))),
        h("td", { class: "cv-number" }, withCommas(macs)),
        h("td", {}, narrow(withCommas(macs))),
      ),
    );
  };
  const mark = (name) =>
    [...body.children].forEach((row) => {
      row.classList.toggle("cv-marked", row.firstChild.firstChild.data === name);
    });
  return { el, update, mark };
}

// ---- the second tab

const SHOWN = 6; // places each way in the drawing

function sharing({ choose }) {
  const which = menu({ label: "convolution", change: choose });
  const side = (kind) => {
    const cells = Array.from({ length: SHOWN ** 2 }, (_, i) =>
      h(
        "span",
        { class: kind === "own" ? `cv-shade-${(i * 5 + Math.floor(i / SHOWN)) % 4}` : "" },
        kind === "own" ? i + 1 : "A",
      ),
    );
    const number = h("strong", {});
    const words = h("p", { class: "cv-note" });
    return {
      number,
      words,
      el: h(
        "figure",
        {},
        h("figcaption", {}, kind === "own" ? "a filter of its own at each place" : "shared: filter A at every place"),
        h("div", { class: "cv-places", "aria-hidden": "true" }, ...cells),
        number,
        words,
      ),
    };
  };
  const [shared, own] = [side("shared"), side("own")];
  const times = h("p", { class: "cv-times" });
  const update = (rows, at) => {
    const convolutions = rows.filter((row) => row.name.startsWith("conv"));
    which.update(
      at,
      convolutions.map((row) => row.name),
    );
    const row = convolutions[at];
    const filter = `${row.k} × ${row.k} × ${row.reads} + 1`;
    shared.number.textContent = `${withCommas(row.parameters)} parameters`;
    shared.words.textContent = `${row.makes} filters of ${filter}`;
    own.number.textContent = `${withCommas(unshared(row))} parameters`;
    own.words.textContent = `${row.shape[1]} × ${row.shape[2]} places × ${row.makes} filters of ${filter}`;
    times.textContent = `Sharing divides ${row.name} by ${withCommas(row.places)}: its number of places. A corner of both is drawn.`;
  };
  return {
    el: h("div", { class: "cv-sharing" }, which.el, h("div", { class: "cv-sides" }, shared.el, own.el), times),
    update,
  };
}

function render({ model, el }) {
  let at = 0; // which convolution the second tab shows
  let before = null;
  const published = { known: model.get("known"), presets: model.get("presets") };
  const { state: choices, change: set, close } = syncTrait(model, "choices", (now) => show(now));
  const change = (patch) => {
    before = sumOf(tableOf(choices()), "parameters");
    set(patch);
  };
  const controls = makeControls({ presets: model.get("presets"), change });
  const layers = table();
  const volumes = volumesDrawing({ chosen: (name) => layers.mark(name) });
  const apart = sharing({
    choose: (i) => {
      at = i;
      show(choices());
    },
  });
  const total = h("span", { class: "cv-sum-total" });
  const verdict = h("span", { class: "cv-verdict" });
  const moved = h("span", { class: "cv-note" });
  const written = liveRegion("p", { class: "cv-written" });
  const show = (now) => {
    const rows = tableOf(now);
    const sum = sumOf(rows, "parameters");
    const name = verdictOf(now, sum, published);
    controls.update(now);
    layers.update(rows);
    volumes.update(now);
    apart.update(rows, at);
    total.textContent = `${withCommas(sum)} parameters`;
    verdict.textContent = name;
    const by = before === null ? 0 : sum - before;
    moved.textContent = by ? `${by > 0 ? "+" : "−"}${withCommas(Math.abs(by))} by this change` : "";
    written.textContent = sentenceOf(rows, name);
  };
  show(choices());
  const heading = h("div", { class: "cv-heading", "aria-hidden": "true" }, total, verdict, moved);
  const panels = {
    "The table": [heading, ...volumes.el, scroller("AlexNet's layers", layers.el), written],
    "Without sharing": [apart.el],
  };
  const sheets = tabs({ label: "Reconcile the Numbers", panels, open: (name) => sheets.update(name) });
  sheets.update("The table");
  el.replaceChildren(h("div", { class: "cv cv-reconcile" }, controls.el, ...sheets.el));
  return close;
}

export default { render };
