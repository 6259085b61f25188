// The paper: a digit is drawn on it with pointer or finger, or a stored one is picked.

import { menu, toggle } from "../shared/controls.js";
import { control, h } from "../shared/dom.js";
import { column } from "./maps.js";
import { PEN } from "./strokes.js";

const PIXELS = 264; // of the canvas, three for each dot

const placeOn = (event, el) => {
  const { left, top, width, height } = el.getBoundingClientRect();
  const within = (x) => Math.min(Math.max(x, 0), 1);
  return [within((event.clientX - left) / width), within((event.clientY - top) / height)];
};

function paintStrokes(context, strokes, fitted) {
  Object.assign(context, { strokeStyle: "#fff", lineCap: "round", lineJoin: "round" });
  context.lineWidth = fitted ? 15 : (2 * PEN * PIXELS) / 88;
  for (const stroke of strokes) {
    context.beginPath();
    for (const [x, y] of [stroke[0], ...stroke]) context.lineTo(x * PIXELS, y * PIXELS);
    context.stroke();
  }
}

function paintCounts(context, counts) {
  const cell = PIXELS / 8;
  counts.forEach((count, i) => {
    const grey = Math.round((255 * count) / 16);
    context.fillStyle = `rgb(${grey} ${grey} ${grey})`;
    context.fillRect((i % 8) * cell, Math.floor(i / 8) * cell, cell + 0.5, cell + 0.5);
  });
}

/**
 * `draw(strokes, fitted)` is told of every point; `pick(position)` of a stored digit, or of null when the
 * paper is cleared.
 */
export function paper({ digits, draw, pick }) {
  let strokes = [];
  let fitted = true;
  const canvas = h("canvas", { width: PIXELS, height: PIXELS, "aria-hidden": "true" });
  const context = canvas.getContext("2d");
  const label = "Paper: draw a digit with the pointer or a finger. By keyboard, pick a stored digit below.";
  const hint = h("span", { class: "cv-in-hint", "aria-hidden": "true" }, "draw here");
  const pad = h("div", { class: "cv-in-pad", role: "img", "aria-label": label }, canvas, hint);

  const drawnOn = () => draw(strokes, fitted);
  let drawing = false;
  pad.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    pad.setPointerCapture(event.pointerId);
    drawing = true;
    strokes = [...strokes, [placeOn(event, pad)]];
    drawnOn();
  });
  pad.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    const events = event.getCoalescedEvents?.() ?? [];
    strokes.at(-1).push(...(events.length ? events : [event]).map((each) => placeOn(each, pad)));
    drawnOn();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    pad.addEventListener(end, () => {
      drawing = false;
    });
  }

  const erase = () => {
    strokes = [];
  };
  const texts = ["drawn", ...digits.map(({ label: digit }, i) => `a ${digit} (${(i % 3) + 1})`)];
  const stored = menu({
    label: "Stored digit",
    texts,
    hidden: true,
    change: (i) => {
      erase();
      pick(i ? i - 1 : null);
    },
  });
  const undo = control("button", { type: "button" }, "Undo");
  undo.addEventListener("click", () => {
    strokes = strokes.slice(0, -1);
    drawnOn();
  });
  const clear = control("button", { type: "button" }, "Clear");
  clear.addEventListener("click", () => {
    erase();
    pick(null);
  });
  const size = toggle({
    label: "size as in training",
    change: (on) => {
      fitted = on;
      if (strokes.length) drawnOn();
    },
  });
  size.update(fitted);

  const update = (s) => {
    if (s.stored !== null) erase();
    context.fillStyle = "#000";
    context.fillRect(0, 0, PIXELS, PIXELS);
    pad.classList.toggle("cv-in-empty", s.stored === null && !strokes.length && s.empty);
    if (s.stored === null) paintStrokes(context, strokes, fitted);
    else paintCounts(context, digits[s.stored].counts);
    stored.update(s.stored === null ? 0 : s.stored + 1);
    undo.disabled = !strokes.length;
  };
  const bar = h("div", { class: "cv-in-bar" }, ...stored.el, undo, clear);
  return { el: column("paper", "Paper", "32×32 dots, counted 4×4", pad, bar, size.el), update };
}
