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

/**
 * An element that takes the keyboard. Jupyter's command mode would answer its keys as well (`a`
 * inserts a cell, `x` cuts one), unless the focused element itself carries this attribute.
 */
export const control = (tag, properties, ...children) =>
  h(tag, { "data-lm-suppress-shortcuts": "true", ...properties }, ...children);

/** Text in which `code` in backticks is set as code; everything else stays text. */
export const prose = (text) =>
  text.split(/(`[^`]+`)/).map((part) =>
    /^`.+`$/.test(part) ? h("code", {}, part.slice(1, -1)) : document.createTextNode(part));

let count = 0;
export const uniqueId = (prefix) => `cv-${prefix}-${++count}-${Math.random().toString(36).slice(2, 7)}`;

/** Calls at once, then at most every `interval` ms, and always with the last arguments. */
export function throttle(call, interval) {
  let timer = null;
  let waiting = null;
  const rest = () => {
    timer = null;
    if (waiting) run(...waiting);
  };
  const run = (...args) => {
    waiting = null;
    timer = setTimeout(rest, interval);
    call(...args);
  };
  return (...args) => {
    if (timer) waiting = args;
    else run(...args);
  };
}
