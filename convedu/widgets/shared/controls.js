// Labelled controls whose value can be read beside them.

import { control, h, uniqueId } from "./dom.js";

/** A slider over a list of stops; a value from elsewhere becomes a stop of its own. */
export function stopSlider({ label, stops, change }) {
  const id = uniqueId("slider");
  const number = h("output", { for: id });
  let places = [...stops];
  const take = () => change(places[Number(input.value)]);
  const input = control("input", { id, type: "range", min: 0, step: 1, oninput: take });
  input.addEventListener("keydown", (event) => event.stopPropagation()); // or Jupyter takes the arrows
  const el = h("div", { class: "cv-slider" }, h("label", { for: id }, label), number, input);
  const update = (value) => {
    if (!places.includes(value)) places = [...stops, value].sort((a, b) => a - b);
    input.max = places.length - 1;
    input.value = places.indexOf(value);
    input.setAttribute("aria-valuetext", value);
    number.textContent = value;
  };
  return { el, update };
}

/** A switch with its name; `words` say what off and on mean. */
export function toggle({ label, change }) {
  const input = control("input", { type: "checkbox", role: "switch", onchange: () => change(input.checked) });
  const el = h("label", { class: "cv-toggle" }, input, h("span", {}, label));
  return { el, update: (on) => { input.checked = on; }, enable: (can) => { input.disabled = !can; } };
}

/** A labelled menu. */
export function menu({ label, change }) {
  const id = uniqueId("menu");
  const select = control("select", { id, onchange: () => change(select.selectedIndex) });
  const el = h("div", { class: "cv-menu" }, h("label", { for: id }, label), select);
  const update = (texts, chosen) => {
    if (select.length !== texts.length || texts.some((text, i) => select[i].text !== String(text))) {
      select.replaceChildren(...texts.map((text) => h("option", {}, text)));
    }
    select.selectedIndex = chosen;
  };
  return { el, update };
}

/** Holds what may be wider than the page; it takes the keyboard, so that arrows can scroll it. */
export const scroller = (label, content) =>
  control("div", { class: "cv-wide", tabindex: 0, role: "region", "aria-label": label }, content);
