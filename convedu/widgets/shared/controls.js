// Labelled controls whose value can be read beside them.

import { control, h, uniqueId } from "./dom.js";
import { formatExact } from "./numbers.js";

/** The whole numbers from `low` to `high`. */
export const numbersTo = ([low, high]) => Array.from({ length: high - low + 1 }, (_, i) => low + i);

/**
 * A slider over a list of stops, in rising order; a value from elsewhere becomes a stop of its own.
 * Where the stops are whole numbers in a row, the slider's own value is the number.
 */
export function slider({ label, stops, change, kind = "" }) {
  const id = uniqueId("slider");
  const first = stops.every((stop, i) => stop === stops[0] + i) ? stops[0] : 0;
  let offered = stops;
  const input = control("input", {
    id,
    type: "range",
    min: first,
    step: 1,
    oninput: () => change(offered[input.value - first]),
    onkeydown: (event) => event.stopPropagation(), // or Jupyter takes the arrows
  });
  const number = h("span", { class: "cv-value", "aria-hidden": "true" });
  const el = h("div", { class: `cv-slider ${kind}` }, h("label", { for: id }, label), number, input);
  const update = (value, now = stops) => {
    offered = now.includes(value) ? now : [...now, value].sort((a, b) => a - b);
    input.max = first + offered.length - 1;
    input.value = first + offered.indexOf(value);
    input.setAttribute("aria-valuetext", value);
    number.textContent = formatExact(value);
  };
  return { el, update };
}

/** A switch with its name. */
export function toggle({ label, change }) {
  const input = control("input", { type: "checkbox", role: "switch", onchange: () => change(input.checked) });
  const el = h("label", { class: "cv-toggle" }, input, h("span", {}, label));
  return {
    el,
    update: (on) => {
      input.checked = on;
    },
    enable: (can) => {
      input.disabled = !can;
    },
  };
}

/** A menu; `hidden` keeps its label for those who hear it. */
export function menu({ label, change, texts = [], hidden = false }) {
  const id = uniqueId("menu");
  const select = control("select", { id, onchange: () => change(select.selectedIndex) });
  const name = h("label", { for: id, class: hidden ? "cv-hidden" : "" }, label);
  const el = hidden ? [name, select] : h("div", { class: "cv-menu" }, name, select);
  const update = (chosen, now = texts) => {
    if (select.length !== now.length || now.some((text, i) => select[i].text !== String(text))) {
      select.replaceChildren(...now.map((text) => h("option", {}, text)));
    }
    select.selectedIndex = chosen;
  };
  return { el, select, update };
}

/** A menu of values that have names; `other` stands, disabled, for the one that has none. */
export function namedMenu({ label, entries, other, choose }) {
  const named = [...entries];
  const part = menu({ label, hidden: true, change: (i) => choose(named[i - 1][1]) });
  const update = (isChosen, isOffered = () => true) => {
    const chosen = 1 + named.findIndex(([, value]) => isChosen(value));
    part.update(chosen, [other, ...named.map(([name]) => name)]);
    [...part.select.options].forEach((option, i) => {
      option.disabled = !i || !isOffered(named[i - 1][1]);
    });
  };
  return { el: part.el, update, add: (name, value) => named.push([name, value]) };
}

/** Buttons that open one panel at a time; the arrow keys go from one to the next. */
export function tabs({ label, panels, open }) {
  const names = Object.keys(panels);
  const go = (to) => {
    open(names[to]);
    buttons[to].focus();
  };
  const press = (event, i) => {
    const after = (by) => (i + by + names.length) % names.length;
    const to = { ArrowRight: after(1), ArrowLeft: after(-1), Home: 0, End: names.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    go(to);
  };
  const buttons = names.map((name, i) =>
    control(
      "button",
      {
        type: "button",
        role: "tab",
        id: uniqueId("tab"),
        onclick: () => open(name),
        onkeydown: (event) => press(event, i),
      },
      name,
    ),
  );
  const sheets = names.map((name, i) =>
    h("div", { role: "tabpanel", "aria-labelledby": buttons[i].id }, ...panels[name]),
  );
  const update = (opened) =>
    names.forEach((name, i) => {
      buttons[i].setAttribute("aria-selected", name === opened);
      buttons[i].tabIndex = name === opened ? 0 : -1;
      sheets[i].hidden = name !== opened;
    });
  return { el: [h("div", { class: "cv-tabs", role: "tablist", "aria-label": label }, ...buttons), ...sheets], update };
}

/** Holds what may be wider than the page, and shows with a shadow on which side there is more of it. */
export function sideways(content, properties = {}) {
  const wide = h("div", { ...properties, class: "cv-wide" }, content);
  const el = h("div", { class: "cv-sideways" }, wide);
  const mark = () => {
    const hidden = wide.scrollWidth - wide.clientWidth;
    el.classList.toggle("cv-more-left", wide.scrollLeft > 1);
    el.classList.toggle("cv-more-right", wide.scrollLeft < hidden - 1);
  };
  wide.addEventListener("scroll", mark);
  const sizes = new ResizeObserver(mark);
  for (const part of [wide, content]) sizes.observe(part);
  return el;
}

/** The same for what has no keys of its own: it takes the keyboard, so that arrows can scroll it. */
export const scroller = (label, content) =>
  sideways(content, { tabindex: 0, role: "group", "aria-label": label, "data-lm-suppress-shortcuts": "true" });
