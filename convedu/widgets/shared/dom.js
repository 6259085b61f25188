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
export function whenChanged(pick, paint) {
  let last = [];
  return (s) => {
    const now = pick(s);
    if (now.length === last.length && now.every((x, i) => x === last[i])) return;
    last = now;
    paint(s);
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

const STILL = 400; // ms that a text has to stand still before it is read out
const HEARD = 5000; // ms after which the copy for the ear goes

/**
 * An element whose text changes under the reader's hand. A pointer would make it speak without end,
 * so what is read out is a copy, made when the text has come to rest. The copy goes again: whoever
 * reads the page meets the text once.
 */
export function aloud(tag, properties) {
  const shown = h(tag, properties);
  const voice = h("span", { class: "cv-hidden", "aria-live": "polite" });
  let timer = null;
  let said;
  const speak = () => {
    if (shown.textContent !== said) voice.textContent = said = shown.textContent;
    timer = setTimeout(() => voice.replaceChildren(), HEARD);
  };
  const wait = () => {
    if (!voice.isConnected) shown.after(voice);
    clearTimeout(timer);
    timer = setTimeout(speak, STILL);
  };
  queueMicrotask(() => { // what stands there at first is not news
    said = shown.textContent;
    new MutationObserver(wait).observe(shown, { childList: true, characterData: true, subtree: true });
  });
  return shown;
}

let count = 0;
export const uniqueId = (prefix) => `cv-${prefix}-${++count}-${Math.random().toString(36).slice(2, 7)}`;

/** Calls once, `interval` ms after the first of many requests: the frame in between comes first. */
export function gather(call, interval) {
  let timer = null;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      call();
    }, interval);
  };
}
