// Flip and Slide: f stands still, g is mirrored and slid, and the area under their product is drawn as a curve.

import { menu, slider, toggle } from "../shared/controls.js";
import { control, h, liveRegion, memoized } from "../shared/dom.js";
import { syncState } from "../shared/model_sync.js";
import { formatExact } from "../shared/numbers.js";
import { steer } from "../shared/steering.js";
import { area, chart, curve, point, upright } from "./chart.js";
import { areaOf, functionAt, isSymmetric, productAt, slidValue, stripsTo } from "./sums.js";

const TRAITS = ["signal", "kernel", "time", "flipped"];
const TENTHS = 10; // steps of t in 1
const PACE = 1.25; // of t in a second of play
const HOW = "Arrow keys move t, with Shift by 1, Home and End go to the ends.";

/** The integral, with the time put in. */
export function formulaOf(state, time, result) {
  const t = typeof time === "string" ? time : formatExact(time);
  const from = state.flipped ? `${t} − τ` : t.startsWith("−") ? `τ + ${t.slice(1)}` : `τ − ${t}`;
  return `(f ${state.flipped ? "∗" : "⋆"} g)(${t}) = ∫ f(τ) g(${from}) dτ${result}`;
}

/** The overlap in words. */
function overlapSentence(state, result) {
  const how = state.flipped ? "flipped and slid" : "slid as it is";
  const shared = result ? `shares the area ${result.toFixed(2)} with f` : "shares no area with f: the result is 0";
  const same = isSymmetric(state)
    ? " It is its own mirror image: with or without the flip the result is the same."
    : "";
  return `At t = ${formatExact(state.time)}, g (${state.kernel}), ${how}, ${shared}.${same}`;
}

/** A button that lets t run; nothing where motion is not wanted. */
function player({ time, latest, move }) {
  let frame = null;
  const button = control("button", { type: "button", onclick: () => (frame === null ? start() : stop()) }, "Play");
  const stop = () => {
    cancelAnimationFrame(frame);
    frame = null;
    button.textContent = "Play";
  };
  const start = () => {
    const from = time() < latest ? time() : -latest;
    let began = null;
    button.textContent = "Pause";
    const run = (now) => {
      began ??= now;
      const at = Math.min(from + ((now - began) / 1000) * PACE, latest);
      if (!button.isConnected) return stop();
      frame = requestAnimationFrame(run);
      move(at);
      if (at === latest) stop();
    };
    frame = requestAnimationFrame(run);
  };
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return { el: still ? "" : button, stop, isRunning: () => frame !== null };
}

function render({ model, el }) {
  const [names, latest] = [model.get("names"), model.get("latest")];
  const { state, change, close } = syncState(model, TRAITS, { show: (now) => show(now) });
  const stops = Array.from({ length: 2 * latest * TENTHS + 1 }, (_, i) => i / TENTHS - latest).map(
    (t) => Math.round(t * TENTHS) / TENTHS,
  );
  const nearest = (t) => stops[Math.min(Math.max(Math.round((t + latest) * TENTHS), 0), stops.length - 1)];
  const stepTo = (t) => {
    if (nearest(t) !== state().time) change({ time: nearest(t) });
  };
  const play = player({ time: () => state().time, latest, move: stepTo });
  const moveBy = (t) => {
    play.stop();
    stepTo(t);
  };
  const parts = {
    signal: menu({ label: "signal f", texts: names, change: (i) => change({ signal: names[i] }) }),
    kernel: menu({ label: "kernel g", texts: names, change: (i) => change({ kernel: names[i] }) }),
    time: slider({ label: "t", stops, change: moveBy }),
    flipped: toggle({ label: "flip g", change: (flipped) => change({ flipped }) }),
  };
  const given = chart({ reach: latest, title: "g(τ) as it is", kind: "cv-fs-low" });
  const overlap = chart({ reach: latest, title: "" });
  const result = chart({ reach: latest, title: "the result up to t: each value is one such area" });
  steer(overlap.svg, {
    place: (event) => {
      if (play.isRunning() && event.type === "pointermove") return null;
      return [0, Math.round((overlap.timeAt(event) + latest) * TENTHS)];
    },
    cursor: () => [0, stops.indexOf(state().time)],
    size: () => ({ rows: 1, cols: stops.length }),
    move: ([, step]) => moveBy(step / TENTHS - latest),
  });
  overlap.svg.setAttribute("aria-label", `f with g at t, and the area that they share. ${HOW}`);
  for (const { svg } of [given, result]) svg.setAttribute("role", "img");

  let sums = []; // the result at each stop of t
  const strips = stripsTo(latest);
  const along = (value) => strips.map((x) => [x, value(x)]);
  const shapes = memoized(
    ({ signal, kernel, flipped }) => [signal, kernel, flipped],
    (now) => {
      sums = stops.map((time) => areaOf({ ...now, time }));
      given.draw(
        1,
        curve(
          along((x) => functionAt(now.kernel, x)),
          "cv-fs-kernel",
        ),
        upright(0, "cv-fs-time"),
      );
      given.svg.setAttribute("aria-label", `The kernel as it is: ${now.kernel}`);
      overlap.caption.replaceChildren(
        h("span", { class: "cv-fs-key cv-fs-of-signal" }, "f(τ)"),
        h("span", { class: "cv-fs-key cv-fs-of-kernel" }, now.flipped ? "g(t − τ)" : "g(τ − t)"),
        h("span", { class: "cv-fs-key cv-fs-of-product" }, "their product"),
      );
    },
  );
  const formula = [h("div"), h("div")];
  const written = liveRegion("p", { class: "cv-written" });
  const show = (now) => {
    for (const name of ["signal", "kernel"]) parts[name].update(names.indexOf(now[name]));
    parts.time.update(now.time);
    parts.flipped.update(now.flipped);
    shapes(now);
    const at = stops.indexOf(now.time);
    overlap.draw(
      1,
      area(
        along((x) => productAt(now, x)),
        "cv-fs-product",
      ),
      upright(now.time, "cv-fs-time"),
      curve(
        along((x) => functionAt(now.signal, x)),
        "cv-fs-signal",
      ),
      curve(
        along((x) => slidValue(now, x)),
        "cv-fs-kernel",
      ),
    );
    const top = [0.5, 1, 2].find((height) => height > Math.max(...sums) - 0.005);
    const drawn = stops.slice(0, at + 1).map((time, i) => [time, sums[i]]);
    result.draw(
      top,
      upright(now.time, "cv-fs-time"),
      curve(drawn, "cv-fs-signal"),
      point(now.time, sums[at], "cv-fs-point"),
    );
    result.svg.setAttribute(
      "aria-label",
      `The result up to t = ${formatExact(now.time)}, there ${sums[at].toFixed(2)}`,
    );
    formula[0].textContent = formulaOf(now, "t", "");
    formula[1].textContent = formulaOf(now, now.time, sums[at] ? ` ≈ ${sums[at].toFixed(2)}` : " = 0");
    written.textContent = overlapSentence(now, sums[at]);
  };
  show(state());
  el.replaceChildren(
    h(
      "div",
      { class: "cv cv-fs" },
      h("div", { class: "cv-controls" }, ...Object.values(parts).map((each) => each.el), play.el),
      h("div", { class: "cv-fs-beside" }, h("div", { class: "cv-formula" }, ...formula), given.el),
      overlap.el,
      result.el,
      written,
    ),
  );
  return () => {
    play.stop();
    close();
  };
}

export default { render };
