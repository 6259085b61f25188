// Labelled sliders and menus.

import { control, h, uniqueId } from "./dom.js";

/** One labelled slider; its number stands beside it. */
export function slider({ label, low, high, change }) {
  const id = uniqueId("slider");
  const number = h("output", { for: id });
  const take = () => change(Number(input.value));
  const input = control("input", { id, type: "range", min: low, max: high, step: 1, oninput: take });
  // JupyterLab's own shortcuts would swallow the arrows.
  input.addEventListener("keydown", (event) => event.stopPropagation());
  const el = h("div", { class: "cv-slider" }, h("label", { for: id }, label), number, input);
  const update = (value, highest = high) => {
    input.max = highest;
    input.value = value;
    number.textContent = value;
  };
  return { el, update };
}

/** A labelled menu of a few words. */
export function choice({ label, words, change }) {
  const id = uniqueId("choice");
  const select = control("select", { id, onchange: () => change(select.selectedIndex) });
  select.append(...words.map((word) => h("option", {}, word)));
  const el = h("div", { class: "cv-choice" }, h("label", { for: id }, label), select);
  return { el, update: (index) => { select.selectedIndex = index; } };
}
