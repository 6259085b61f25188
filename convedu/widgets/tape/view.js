// Tape and Tiles: sliders, a tape or tiles with their windows, and the size formula filled in.

import { menu, numbersTo, sideways, slider } from "../shared/controls.js";
import { h, liveRegion, uniqueId } from "../shared/dom.js";
import { syncState } from "../shared/model_sync.js";
import { steer } from "../shared/steering.js";
import { drawing, placeOf } from "../shared/svg.js";
import { axisOf, formulaOf, lostOf, nearestWindow, sizeOf, tapsOf } from "../shared/windows.js";
import { drawOutput, drawTape, drawTiles, keptOf } from "./drawing.js";

const LABELS = { n: "cells n", kernel: "kernel k", stride: "stride s", padding: "padding p", dilation: "dilation d" };
const HOW = "Arrow keys move the window, Enter steps, Home and End go to the ends.";

/** The sliders of one axis. */
function axisSliders({ where, ranges, change, axis }) {
  const parts = Object.entries(LABELS).map(([name, label]) => [
    name,
    slider({ label, stops: numbersTo(ranges[name]), change: (value) => change({ ...axis(), [name]: value }) }),
  ]);
  const el = h(
    "div",
    { class: "cv-tt-group", role: "group", "aria-label": where || "tape" },
    h("div", { class: "cv-title" }, where),
    ...parts.map(([, part]) => part.el),
  );
  return { el, update: (values) => parts.forEach(([name, part]) => part.update(values[name])) };
}

/** A drawing that scrolls sideways where there is no room for it. */
function wideDrawing(caption, label) {
  const made = drawing(caption, label);
  made.el.append(sideways(made.svg));
  return made;
}

/** Brings the window that the keys have moved, and its output, back into sight. */
const follow = ({ currentTarget: svg }) => {
  for (const ring of svg.querySelectorAll(".cv-ring")) ring.scrollIntoView({ block: "nearest", inline: "nearest" });
};

const sizesOf = (axes) => [1, ...axes.map(sizeOf)].slice(-2);
const clampTo = (at, sizes) => at.map((x, i) => Math.min(Math.max(x, 0), Math.max(sizes[i] - 1, 0)));
const list = (cells) => (cells.length ? cells.join(", ") : "none");
const named = (thing, cells) => (cells.length ? [`${thing}${cells.length === 1 ? "" : "s"} ${list(cells)}`] : []);
const insideOf = (axis, window) => tapsOf(axis, window).filter((cell) => cell >= 0 && cell < axis.n);

/** What windows of one or two axes read: where they lie in the padding along one, they read no cell. */
function readBy(things, axes, at) {
  const inside = axes.map((axis, i) => insideOf(axis, at[i]));
  if (!inside.every((cells) => cells.length)) return "padding only";
  const beyond = inside.some((cells, i) => cells.length < axes[i].k)
    ? [axes.length > 1 ? "padding as well" : "padding"]
    : [];
  return [...inside.flatMap((cells, i) => named(things[i], cells)), ...beyond].join(" and ");
}

/** The window in words: what it reads, and what is lost. */
function sentenceOf({ axes, at, striped }) {
  const sizes = sizesOf(axes);
  if (!sizes.every(Boolean)) return "The window does not fit: make it smaller, or pad.";
  if (axes.length === 1) {
    const [axis] = axes;
    const kept = keptOf(axis, at[1]);
    const stripe = kept < 0 || kept >= axis.n ? "padding" : kept % 2 ? "white" : "black";
    return (
      `Window ${at[1]} of ${sizes[1]} reads ${readBy(["cell"], axes, [at[1]])}. Never read: ${list(lostOf(axis))}.` +
      (striped ? ` Its output keeps the middle one: ${stripe}.` : "")
    );
  }
  const [down, across] = axes;
  const lost = [...named("row", lostOf(down)), ...named("column", lostOf(across))];
  return (
    `Window [${at.join(", ")}] of ${sizes.join(" × ")} reads ${readBy(["row", "column"], axes, at)}. ` +
    `Never read: ${lost.join("; ") || "none"}.`
  );
}

function render({ model, el }) {
  const hatch = uniqueId("hatch");
  const read = () => ({
    axes: model.get("axes"),
    at: model.get("cursor"),
    striped: model.get("picture") === "stripes",
  });
  const write = ({ axes, at, striped }) => ({ axes, cursor: at, picture: striped ? "stripes" : "numbers" });
  const names = ["axes", "cursor", "picture"];
  const { state, change, close } = syncState(model, names, { show: (now) => show(now), read, write });

  const kind = menu({
    label: "show",
    texts: ["a tape (1-D)", "tiles (2-D)"],
    change: (two) =>
      change({ axes: two ? [state().axes[0], state().axes[0]] : [state().axes.at(-1)], at: [0, state().at[1]] }),
  });
  const picture = menu({
    label: "cells hold",
    texts: ["their numbers", "stripes"],
    change: (striped) => change({ striped: Boolean(striped) }),
  });
  const groups = ["down", "across"].map((where, i) =>
    axisSliders({
      where,
      ranges: model.get("ranges"),
      axis: () => state().axes[i],
      change: (axis) => change({ axes: state().axes.with(i, axis) }),
    }),
  );
  const single = axisSliders({
    where: "",
    ranges: model.get("ranges"),
    axis: () => state().axes[0],
    change: (axis) => change({ axes: [axis] }),
  });
  const tape = wideDrawing("tape, windows, outputs", `Tape with its windows. ${HOW}`);
  const tiles = wideDrawing("input with its windows", `Input with its windows. ${HOW}`);
  const output = wideDrawing("output", `Output. ${HOW}`);
  const sliders = h("div", { class: "cv-tt-sliders" });
  const views = h("div", { class: "cv-tt-views" });
  const formula = h("div", { class: "cv-formula" });
  const written = liveRegion("p", { class: "cv-written" });
  const root = h(
    "div",
    { class: "cv cv-tt" },
    h("div", { class: "cv-controls" }, kind.el, picture.el),
    sliders,
    views,
    formula,
    written,
  );

  const drawn = () => state().axes.map(axisOf);
  const size = () => {
    const [rows, cols] = sizesOf(drawn());
    return { rows, cols };
  };
  const steerBy = (svg, windowAt) => {
    steer(svg, {
      place: (event) => windowAt(placeOf(event, svg), drawn()),
      cursor: () => state().at,
      size,
      move: (at) => change({ at }),
    });
    svg.addEventListener("keydown", follow);
  };
  steerBy(tape.svg, ([x], [axis]) => [0, nearestWindow(axis, x)]);
  steerBy(tiles.svg, ([x, y], [down, across]) => [nearestWindow(down, y), nearestWindow(across, x)]);
  steerBy(output.svg, ([x, y]) => [Math.floor(y), Math.floor(x)]);

  let layout = 0;
  const show = (now) => {
    const axes = drawn();
    const two = axes.length === 2;
    now.at = clampTo(now.at, sizesOf(axes));
    if (layout !== axes.length) {
      sliders.replaceChildren(...(two ? groups : [single]).map((group) => group.el));
      views.replaceChildren(...(two ? [tiles.el, output.el] : [tape.el]));
      root.classList.toggle("cv-tt-two", two);
      layout = axes.length;
    }
    kind.update(two ? 1 : 0);
    picture.update(now.striped ? 1 : 0);
    (two ? groups : [single]).forEach((group, i) => group.update(now.axes[i]));
    const shown = { axes, at: now.at, striped: now.striped, hatch };
    if (two) {
      drawTiles(tiles.svg, shown);
      drawOutput(output.svg, shown);
    } else drawTape(tape.svg, shown);
    formula.replaceChildren(
      ...axes.map((axis, i) =>
        h("div", {}, two ? h("span", { class: "cv-axis" }, ["down", "across"][i]) : "", formulaOf(axis)),
      ),
    );
    written.textContent = sentenceOf(shown);
  };
  show(state());
  el.replaceChildren(root);
  return close;
}

export default { render };
