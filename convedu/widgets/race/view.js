// Left-Right Race: accuracy over epochs for three networks, stored and as it is trained now.

import { menu, numbersTo, slider } from "../shared/controls.js";
import { control, h, liveRegion, refusals } from "../shared/dom.js";
import { withCommas } from "../shared/numbers.js";
import { svgNode } from "../shared/svg.js";

const [WIDE, HIGH, LEFT, BOTTOM, TOP] = [300, 170, 40, 20, 8];
const SIDES = { left: "left, as learned", right: "moved right" };
const PATIENCE = 4000;

const percent = (share) => (share === undefined ? "…" : `${Math.round(share * 100)} %`);

/** What the race looks like after so many epochs, in words. */
const standing = (curves, epoch) =>
  Object.entries(curves)
    .map(([name, { left = [], right = [] }]) => {
      const at = Math.min(epoch, left.length - 1);
      const late = at < epoch ? ` so far (epoch ${at})` : "";
      return at < 0 ? `${name} not yet` : `${name} ${percent(left[at])} left, ${percent(right[at])} right${late}`;
    })
    .join("; ");

/** One network's chart. */
function chart({ epochs, choose }) {
  const x = (epoch) => LEFT + (epoch / epochs) * (WIDE - LEFT - 8);
  const y = (share) => TOP + (1 - share) * (HIGH - TOP - BOTTOM);
  const line = (share) => svgNode("line", { x1: LEFT, x2: WIDE - 8, y1: y(share), y2: y(share), class: "cv-rule" });
  const label = (at, text, extra = {}) =>
    svgNode("text", { x: LEFT - 5, y: y(at) + 4, "text-anchor": "end", ...extra }, text);
  const lines = svgNode("g", {});
  const marker = svgNode("line", { y1: TOP, y2: HIGH - BOTTOM, class: "cv-now" });
  const svg = svgNode(
    "svg",
    { viewBox: `0 0 ${WIDE} ${HIGH}`, "aria-hidden": "true", class: "cv-chart" },
    line(0),
    line(0.5),
    line(1),
    svgNode("line", { x1: LEFT, x2: WIDE - 8, y1: y(0.1), y2: y(0.1), class: "cv-chance" }),
    label(0, "0"),
    label(0.5, "50"),
    label(1, "100 %"),
    svgNode("text", { x: WIDE - 8, y: y(0.15) - 3, "text-anchor": "end" }, "guessing"),
    svgNode("text", { x: WIDE - 8, y: HIGH - 4, "text-anchor": "end" }, `${epochs} epochs`),
    marker,
    lines,
  );
  const point = (event) => {
    const box = svg.getBoundingClientRect();
    const place = ((event.clientX - box.left) / box.width) * WIDE;
    choose(Math.round(((place - LEFT) / (WIDE - LEFT - 8)) * epochs));
  };
  svg.addEventListener("pointermove", point);
  svg.addEventListener("pointerdown", point);
  const curve = (values, side, kind) =>
    svgNode("polyline", {
      points: values.map((share, epoch) => `${x(epoch)},${y(share)}`).join(" "),
      class: `cv-curve cv-${side} ${kind}`,
    });
  const update = (stored, live, epoch) => {
    const drawn = Object.keys(SIDES).flatMap((side) => [
      curve(stored[side], side, live ? "cv-faint" : ""),
      ...(live?.[side] ? [curve(live[side], side, "")] : []),
    ]);
    lines.replaceChildren(...drawn);
    marker.setAttribute("x1", x(epoch));
    marker.setAttribute("x2", x(epoch));
  };
  return { svg, update };
}

/** Charts beside each other, each with its numbers at the chosen epoch. */
function charts({ stored, epochs, choose }) {
  const parts = Object.entries(stored).map(([name, { parameters }]) => {
    const { svg, update } = chart({ epochs, choose });
    const values = Object.fromEntries(Object.keys(SIDES).map((side) => [side, h("strong")]));
    const rows = Object.entries(SIDES).map(([side, words]) =>
      h("span", { class: `cv-key cv-key-${side}` }, h("i", { "aria-hidden": "true" }), `${words} `, values[side]),
    );
    const el = h(
      "figure",
      { class: "cv-runner" },
      h("figcaption", {}, h("strong", {}, name), ` ${withCommas(parameters)} parameters`),
      svg,
      h("p", {}, ...rows),
    );
    return { name, el, update, values };
  });
  const el = h("div", { class: "cv-runners" }, ...parts.map((part) => part.el));
  const update = (seed, live, epoch) =>
    parts.forEach(({ name, update: draw, values }) => {
      const curves = stored[name].runs[seed];
      const own = Object.keys(live).length ? (live[name] ?? { left: [], right: [] }) : null;
      draw(curves, own, epoch);
      for (const side of Object.keys(SIDES)) {
        const known = (own ?? curves)[side]; // during a run, the latest there is
        values[side].textContent = percent(known[Math.min(epoch, known.length - 1)]);
      }
    });
  return { el, update };
}

function render({ model, el }) {
  const stored = model.get("stored");
  const seeds = Object.values(stored)[0].runs.map((_, seed) => seed);
  const epochs = Object.values(stored)[0].runs[0].left.length - 1;
  let epoch = epochs;

  const choose = (wanted) => {
    const next = Math.min(Math.max(wanted, 0), epochs);
    if (next === epoch) return;
    epoch = next;
    show();
  };
  const plots = charts({ stored, epochs, choose });
  const epochSlider = slider({ label: "epoch", stops: numbersTo([0, epochs]), change: choose });
  const seed = menu({
    label: "seed",
    texts: seeds,
    change: (i) => {
      model.set("seed", seeds[i]);
      model.set("live", {});
      model.save_changes();
      show();
    },
  });
  const { el: alert, refuse } = refusals();
  let waiting = null;
  const press = () => {
    refuse("");
    model.send({ do: model.get("running") ? "stop" : "run" });
    waiting = setTimeout(() => {
      refuse("No answer from Python. Training needs a running kernel: run this cell first.");
    }, PATIENCE);
  };
  const button = control("button", { type: "button", class: "cv-main", onclick: press });
  const bar = h("progress", { max: 1, "aria-label": "Progress of the run" });
  const doing = h("span", { class: "cv-note" });
  const said = liveRegion("p", { class: "cv-written" });

  const show = () => {
    const [live, running] = [model.get("live"), model.get("running")];
    const after = `after ${epoch} ${epoch === 1 ? "epoch" : "epochs"}`;
    plots.update(model.get("seed"), live, epoch);
    epochSlider.update(epoch);
    seed.update(seeds.indexOf(model.get("seed")));
    seed.select.disabled = running;
    button.textContent = running ? "Stop" : "Run: train all three";
    bar.value = model.get("progress");
    bar.hidden = !running;
    doing.textContent = model.get("doing");
    const curves = Object.fromEntries(
      Object.keys(stored).map((name) => [
        name,
        Object.keys(live).length ? (live[name] ?? {}) : stored[name].runs[model.get("seed")],
      ]),
    );
    // One that is on its way says by itself how far it is.
    const level = Object.values(curves).every(({ left = [] }) => left.length === 0 || left.length > epoch);
    const source = Object.keys(live).length ? "Trained here" : "Stored run";
    said.textContent = `${source}${level ? `, ${after}` : ""}: ${standing(curves, epoch)}.`;
  };
  const onChange = () => {
    clearTimeout(waiting);
    show();
  };
  const names = ["seed", "live", "running", "progress", "doing"];
  names.forEach((name) => model.on(`change:${name}`, onChange));
  show();
  el.replaceChildren(
    h(
      "div",
      { class: "cv cv-race" },
      h("div", { class: "cv-controls" }, button, seed.el, bar, doing),
      alert,
      plots.el,
      epochSlider.el,
      said,
    ),
  );
  return () => {
    clearTimeout(waiting);
    names.forEach((name) => model.off(`change:${name}`, onChange));
  };
}

export default { render };
