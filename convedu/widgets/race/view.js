// Left-Right Race: accuracy over epochs for three networks, stored and as it is trained now.

import { aloud, control, h, uniqueId } from "../shared/dom.js";
import { s } from "../shared/svg.js";

const [WIDE, HIGH, LEFT, BOTTOM, TOP] = [300, 170, 40, 20, 8];
const SIDES = { left: "left, as learned", right: "moved right" };
const PATIENCE = 4000;

export const percent = (share) => (share === undefined ? "…" : `${Math.round(share * 100)} %`);

/** What the race looks like after so many epochs, in words. */
export const standing = (curves, epoch) => Object.entries(curves)
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
  const line = (share) => s("line", { x1: LEFT, x2: WIDE - 8, y1: y(share), y2: y(share), class: "cv-rule" });
  const label = (at, text, extra = {}) => s("text", { x: LEFT - 5, y: y(at) + 4, "text-anchor": "end", ...extra }, text);
  const lines = s("g", {});
  const marker = s("line", { y1: TOP, y2: HIGH - BOTTOM, class: "cv-now" });
  const svg = s("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, "aria-hidden": "true", class: "cv-chart" },
    line(0), line(0.5), line(1), s("line", { x1: LEFT, x2: WIDE - 8, y1: y(0.1), y2: y(0.1), class: "cv-chance" }),
    label(0, "0"), label(0.5, "50"), label(1, "100 %"), s("text", { x: WIDE - 8, y: y(0.15) - 3, "text-anchor": "end" }, "guessing"),
    s("text", { x: WIDE - 8, y: HIGH - 4, "text-anchor": "end" }, `${epochs} epochs`), marker, lines);
  const point = (event) => {
    const box = svg.getBoundingClientRect();
    const place = ((event.clientX - box.left) / box.width) * WIDE;
    choose(Math.round(((place - LEFT) / (WIDE - LEFT - 8)) * epochs));
  };
  svg.addEventListener("pointermove", point);
  svg.addEventListener("pointerdown", point);
  const curve = (values, side, kind) => s("polyline", {
    points: values.map((share, epoch) => `${x(epoch)},${y(share)}`).join(" "), class: `cv-curve cv-${side} ${kind}`,
  });
  const update = (stored, live, epoch) => {
    const drawn = Object.keys(SIDES).flatMap((side) => [
      curve(stored[side], side, live ? "cv-faint" : ""), ...(live?.[side] ? [curve(live[side], side, "")] : []),
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
      h("span", { class: `cv-key cv-key-${side}` }, h("i", { "aria-hidden": "true" }), `${words} `, values[side]));
    const el = h("figure", { class: "cv-runner" },
      h("figcaption", {}, h("strong", {}, name), ` ${parameters.toLocaleString("en")} parameters`), svg, h("p", {}, ...rows));
    return { name, el, update, values };
  });
  const el = h("div", { class: "cv-runners" }, ...parts.map((part) => part.el));
  const update = (seed, live, epoch) => parts.forEach(({ name, update: draw, values }) => {
    const curves = stored[name].runs[seed];
    const own = Object.keys(live).length ? live[name] ?? { left: [], right: [] } : null;
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
  const ids = [uniqueId("epoch"), uniqueId("seed")];

  const choose = (wanted) => {
    const next = Math.min(Math.max(wanted, 0), epochs);
    if (next === epoch) return;
    epoch = next;
    show();
  };
  const plots = charts({ stored, epochs, choose });
  const slider = control("input", { id: ids[0], type: "range", min: 0, max: epochs, step: 1, value: epoch, oninput: () => choose(Number(slider.value)) });
  slider.addEventListener("keydown", (event) => event.stopPropagation()); // or Jupyter takes the arrows
  const seed = control("select", { id: ids[1], onchange: () => { model.set("seed", Number(seed.value)); model.set("live", {}); model.save_changes(); show(); } },
    ...seeds.map((n) => h("option", { value: n }, n)));
  const alert = h("p", { class: "cv-alert", role: "alert" });
  let waiting = null;
  const press = () => {
    alert.textContent = "";
    model.send({ do: model.get("running") ? "stop" : "run" });
    waiting = setTimeout(() => { alert.textContent = "Nothing answers. A run needs a live notebook: run this cell first."; }, PATIENCE);
  };
  const button = control("button", { type: "button", class: "cv-main", onclick: press });
  const bar = h("progress", { max: 1, "aria-label": "Progress of the run" });
  const doing = h("span", { class: "cv-note" });
  const said = aloud("p", { class: "cv-written" });

  const show = () => {
    const [live, running] = [model.get("live"), model.get("running")];
    const after = `after ${epoch} ${epoch === 1 ? "epoch" : "epochs"}`;
    plots.update(model.get("seed"), live, epoch);
    slider.value = epoch;
    slider.setAttribute("aria-valuetext", after);
    seed.value = model.get("seed");
    seed.disabled = running;
    button.textContent = running ? "Stop" : "Run: train all three";
    bar.value = model.get("progress");
    bar.hidden = !running;
    doing.textContent = model.get("doing");
    const curves = Object.fromEntries(Object.keys(stored).map((name) =>
      [name, Object.keys(live).length ? live[name] ?? {} : stored[name].runs[model.get("seed")]]));
    // One that is on its way says by itself how far it is.
    const level = Object.values(curves).every(({ left = [] }) => left.length === 0 || left.length > epoch);
    const source = Object.keys(live).length ? "Trained here" : "Stored run";
    said.textContent = `${source}${level ? `, ${after}` : ""}: ${standing(curves, epoch)}.`;
  };
  const hear = () => {
    clearTimeout(waiting);
    show();
  };
  const names = ["seed", "live", "running", "progress", "doing"];
  names.forEach((name) => model.on(`change:${name}`, hear));
  show();
  el.replaceChildren(h("div", { class: "cv cv-race" },
    h("div", { class: "cv-controls" }, button, h("label", { for: ids[1] }, "seed "), seed, bar, doing), alert, plots.el,
    h("div", { class: "cv-controls" }, h("label", { for: ids[0] }, "epoch"), slider), said));
  return () => {
    clearTimeout(waiting);
    names.forEach((name) => model.off(`change:${name}`, hear));
  };
}

export default { render };
