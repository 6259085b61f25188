// The few helpers that every widget's view needs.

/** An element. Properties starting with "on" are listeners, `class` and aria-* are attributes. */
export function h(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

/** Sets CSS variables of an element, but touches only those that change: each one costs a layout. */
export function style(el, variables) {
  for (const [name, value] of Object.entries(variables)) {
    if (el.style.getPropertyValue(`--${name}`) !== String(value)) el.style.setProperty(`--${name}`, value);
  }
}

/** Paints only when one of the picked values is another one than last time. */
export function memoized(pick, paint) {
  let last = null;
  return (...content) => {
    const now = pick(...content);
    if (last && now.length === last.length && now.every((x, i) => x === last[i])) return;
    last = now;
    paint(...content);
  };
}

/**
 * An element that takes the keyboard. Jupyter's command mode would answer its keys as well (`a`
 * inserts a cell, `x` cuts one), unless the focused element itself carries this attribute.
 */
export const control = (tag, properties, ...children) =>
  h(tag, { "data-lm-suppress-shortcuts": "true", ...properties }, ...children);

/** Text in which `code` in backticks is set as code and *words* are stressed; the rest stays text. */
export const prose = (text) =>
  text.split(/(`[^`]+`|\*[^\s*](?:[^*]*[^\s*])?\*)/).map((part, i) => {
    if (i % 2 === 0) return document.createTextNode(part);
    return h(part[0] === "`" ? "code" : "em", {}, part.slice(1, -1));
  });

const SETTLED = 400; // ms that a text has to stand unchanged before it is read out
const READ_OUT = 5000; // ms after which the copy goes again

/**
 * An element whose text changes while the pointer moves. A screen reader gets a copy of it, and only
 * when the text has settled. The copy goes again, so that whoever reads the page meets the text once.
 * `spoken` says what is read out for a text.
 */
export function liveRegion(tag, properties, spoken = (text) => text) {
  const shown = h(tag, properties);
  const copy = h("span", { class: "cv-hidden", "aria-live": "polite" });
  let timer = null;
  let announced;
  const announce = () => {
    if (shown.textContent !== announced) {
      announced = shown.textContent;
      copy.textContent = spoken(announced);
    }
    timer = setTimeout(() => copy.replaceChildren(), READ_OUT);
  };
  const wait = () => {
    if (!copy.isConnected) shown.after(copy);
    clearTimeout(timer);
    timer = setTimeout(announce, SETTLED);
  };
  queueMicrotask(() => {
    // what stands there at first is not news
    announced = shown.textContent;
    new MutationObserver(wait).observe(shown, { childList: true, characterData: true, subtree: true });
  });
  return shown;
}

let count = 0;
export const uniqueId = (prefix) => `cv-${prefix}-${++count}-${Math.random().toString(36).slice(2, 7)}`;

/** Calls once, `interval` ms after the first of many requests: the frame in between comes first. */
export function debounce(call, interval) {
  let timer = null;
  return () => {
    if (timer !== null) return;
    timer = setTimeout(() => {
      timer = null;
      call();
    }, interval);
  };
}

/** A part of a widget under its title. */
export const panel = (name, ...content) =>
  h("div", { class: "cv-panel", role: "group", "aria-label": name }, h("div", { class: "cv-title" }, name), ...content);

/** Something with its name below. */
export const figure = (name, ...content) => h("figure", {}, ...content, h("figcaption", {}, name));

/** A sign of arithmetic between figures. */
export const sign = (text) => h("span", { class: "cv-sign", "aria-hidden": "true" }, text);

/** A line for what was refused, and how to fill it. */
export function refusals() {
  const el = h("p", { class: "cv-alert", role: "alert" });
  return {
    el,
    refuse: (text) => {
      el.textContent = text;
    },
  };
}
