// Live figures: the course's own widgets, without a kernel for as long as they need none.

import { h } from "./dom.js";
import { value } from "./files.js";
import { notice } from "./notices.js";

const addresses = new Map();

/** What anywidget's model does, as far as a view can tell; `link` is its way to Python, if it has one. */
export class Model {
  constructor(state, { answer = null, link = null } = {}) {
    this.state = state;
    this.answer = answer;
    this.link = link;
    this.changed = new Set(); // since they were last saved
    this.own = new Set(); // names that the view has set at any time
    this.hearers = new Map();
  }

  get(name) {
    return this.state[name];
  }

  set(name, value) {
    this.changed.add(name);
    this.own.add(name);
    this.take({ [name]: value });
  }

  save_changes() {
    const state = Object.fromEntries([...this.changed].map((name) => [name, this.state[name]]));
    this.changed.clear();
    this.link?.tell({ state });
  }

  send(message) {
    (this.answer ?? this.link?.ask)?.call(null, message, this);
  }

  on(event, hear) {
    this.hearers.set(event, [...(this.hearers.get(event) ?? []), hear]);
  }

  off(event, hear) {
    this.hearers.set(
      event,
      (this.hearers.get(event) ?? []).filter((other) => other !== hear),
    );
  }

  /** Take values from elsewhere, and tell the view. */
  take(state) {
    Object.assign(this.state, state);
    for (const name of Object.keys(state)) this.emit(`change:${name}`);
    this.emit("change");
  }

  emit(event, ...details) {
    (this.hearers.get(event) ?? []).forEach((hear) => hear(...details));
  }
}

/** Load a module from its text, once. */
function load(text) {
  if (!addresses.has(text))
    addresses.set(text, import(URL.createObjectURL(new Blob([text], { type: "text/javascript" }))));
  return addresses.get(text);
}

/** Put a figure into `place` and return what removes it again. */
export async function show(place, moduleText, model) {
  const { default: view } = await load(moduleText);
  const box = h("div");
  const remove = await view.render({ model, el: box });
  place.replaceChildren(box);
  return remove ?? (() => {});
}

/** A figure that the builder has put into the page: its style, and its state with the large values filled in. */
export async function stored(data) {
  const fill = async (item) => {
    if (Array.isArray(item)) return Promise.all(item.map(fill));
    if (item === null || typeof item !== "object") return item;
    if ("$" in item) return value(item.$);
    return Object.fromEntries(
      await Promise.all(Object.entries(item).map(async ([name, each]) => [name, await fill(each)])),
    );
  };
  addStyle(await value(data.style));
  return { moduleText: await value(data.module), state: await fill(data.state) };
}

/** Add a figure's style, once. */
export function addStyle(text) {
  for (const style of document.querySelectorAll("style[data-figure]")) if (style.textContent === text) return;
  const style = h("style", { "data-figure": true });
  style.textContent = text;
  document.head.append(style);
}

/** Show the figures when they come near the window. */
export function whenNear(elements, act) {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        observer.unobserve(target);
        act(target).catch((error) => notice(`A figure cannot be shown alive. ${error.message}`));
      }
    },
    { rootMargin: "800px" },
  );
  elements.forEach((element) => observer.observe(element));
}
