// The input: what is done to it with pointer and arrow keys depends on the chosen tool.

import { control, h, uniqueId } from "../shared/dom.js";
import { pixelUnder } from "../shared/steering.js";
import { column, mapView } from "./maps.js";
import { SIDE } from "./network.js";
import { COVER, coverAt, edited, pixelAt, shiftTo } from "./state.js";

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const BRUSH = 2;

/**
 * What each tool is called, what its keys do, and what it does at a place. `start` is where the pointer went
 * down and how far the digit had been moved then.
 */
const TOOLS = {
  move: {
    text: "Move",
    keys: "Arrow keys move the digit, Home brings it back.",
    use: (_s, cell, start) => ({ shift: shiftTo(cell.map((n, i) => start.shift[i] + n - start.cell[i])) }),
    step: (s, by) => ({ shift: shiftTo(s.shift.map((n, i) => n + by[i])) }),
  },
  rub: {
    text: "Rub out",
    keys: "Arrow keys move the eraser, Space rubs out.",
    use: (s, cell) => ({ picture: edited(s, cell, 0) }),
  },
  ink: {
    text: "Ink",
    keys: "Arrow keys move the pen, Space inks.",
    use: (s, cell) => ({ picture: edited(s, cell, 1) }),
  },
  cover: {
    text: "Cover",
    keys: "Arrow keys move the cover.",
    use: (_s, cell) => ({ cover: coverAt(cell.map((n) => n - (COVER >> 1))) }),
    step: (s, by) => ({ cover: coverAt(s.cover.map((n, i) => n + by[i])) }),
  },
  follow: { text: "Follow", keys: "Arrow keys choose a pixel; what it reaches is marked in every layer." },
};

/** `change(patch)` takes a part of the state, `choose` what is explained, `restore()` undoes what was done. */
export function pictureTools({ state, change, choose, restore }) {
  let tool = "move";
  let cursor = [10, 10];
  let held = null;
  const view = mapView(SIDE);
  const [coverMark, brushMark] = ["cover", "brush"].map((kind) => h("i", { class: `cv-in-${kind}`, hidden: true }));
  view.el.append(coverMark, brushMark);
  const box = control("div", { class: "cv-in-input", tabindex: 0, role: "application" }, view.el);

  const follow = (cell) => {
    cursor = cell;
    choose({ layer: "input", map: 0, row: cell[0], col: cell[1] });
  };
  const use = (wanted) => {
    const cell = pixelAt(wanted, tool === "rub" || tool === "ink" ? SIDE - BRUSH + 1 : SIDE);
    if (tool === "follow") return follow(cell);
    cursor = cell;
    change(TOOLS[tool].use(state(), cell, held));
  };
  const under = (event) => pixelAt(pixelUnder(event, view.el, { rows: SIDE, cols: SIDE }));
  box.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    box.focus({ preventScroll: true });
    box.setPointerCapture(event.pointerId);
    held = { cell: under(event), shift: state().shift };
    use(held.cell);
  });
  box.addEventListener("pointermove", (event) => {
    if (held) use(under(event));
  });
  for (const end of ["pointerup", "pointercancel"]) {
    box.addEventListener(end, () => {
      held = null;
    });
  }
  const stepBy = (by) => {
    const next = cursor.map((n, i) => n + by[i]);
    if (TOOLS[tool].step) change(TOOLS[tool].step(state(), by));
    else if (tool === "follow") follow(pixelAt(next));
    else {
      cursor = pixelAt(next, SIDE - BRUSH + 1);
      change({});
    }
  };
  box.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey || event.ctrlKey) return;
    const by = ARROWS[event.key];
    const paints = (tool === "rub" || tool === "ink") && [" ", "Enter"].includes(event.key);
    if (by) stepBy(by);
    else if (paints) use(cursor);
    else if (event.key === "Home" && tool === "move") change({ shift: [0, 0] });
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  const group = uniqueId("tool");
  const take = (name) => {
    tool = name;
    change({ cover: name === "cover" ? coverAt(cursor.map((n) => n - (COVER >> 1))) : null });
    if (name === "cover") choose({ layer: "cover", map: 0, row: 0, col: 0 });
    if (name === "follow") follow(cursor);
  };
  const radios = Object.entries(TOOLS).map(([name, { text }]) => {
    const radio = control("input", { type: "radio", name: group, value: name, onchange: () => take(name) });
    radio.addEventListener("keydown", (event) => event.stopPropagation());
    return { name, radio, el: h("label", { class: "cv-in-chip" }, radio, text) };
  });
  const back = control("button", { type: "button", onclick: restore }, "As it was");

  const update = (s, grey) => {
    if (s.cover) tool = "cover";
    view.paint(s.input, 0, grey);
    view.lay(coverMark, s.cover && [...s.cover, COVER, COVER]);
    view.lay(brushMark, tool === "rub" || tool === "ink" ? [...cursor, BRUSH, BRUSH] : null);
    box.setAttribute("aria-label", `Input, ${SIDE} by ${SIDE} pixels. ${TOOLS[tool].keys}`);
    for (const { name, radio } of radios) radio.checked = name === tool;
  };
  const bar = h(
    "div",
    { class: "cv-in-bar cv-in-tools", role: "radiogroup", "aria-label": "What pointer and arrow keys do to the input" },
    ...radios.map(({ el }) => el),
    back,
  );
  return { el: column("source", "Input", `${SIDE}×${SIDE}`, box, bar), view, update };
}
