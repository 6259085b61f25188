// Channel Mixer: a 1x1 convolution in three tabs.

import { inside, makeGrid } from "./arithmetic.js";
import { control, h, uniqueId } from "./dom.js";
import { unpackImage, unpackKernel } from "./lab_state.js";
import { bottleneckTab } from "./mixer_bottleneck.js";
import { foldTab } from "./mixer_fold.js";
import { mixTab } from "./mixer_mix.js";

const TITLES = { mix: "Mix channels", bottleneck: "Bottleneck", fold: "Fold" };
const TRAITS = ["tab", "image", "matrix", "cursor", "channels", "mid", "weights", "relu"];

/** The three planes of a picture, which come one below the other. */
function splitPlanes(packed) {
  const { rows, cols, data } = unpackImage(packed);
  const size = (rows / 3) * cols;
  const planes = [0, 1, 2].map((c) => makeGrid(rows / 3, cols, data.subarray(c * size, (c + 1) * size)));
  return Object.assign(planes, { packed });
}

const fromPython = (model, name, held) => {
  const value = model.get(name);
  if (name !== "image") return value;
  return held?.packed === value ? held : splitPlanes(value);
};
const toPython = (name, value) => (name === "image" ? value.packed : value);

/** Tells Python what has changed, at most every 60 ms; and hears what Python changes. */
function connect(model, hear) {
  let waiting = {};
  let telling = false;
  let timer = null;
  const send = () => {
    timer = null;
    telling = true;
    Object.entries(waiting).forEach(([name, value]) => model.set(name, toPython(name, value)));
    model.save_changes();
    waiting = {};
    telling = false;
  };
  const listen = () => telling || hear();
  TRAITS.forEach((name) => model.on(`change:${name}`, listen));
  return {
    tell(changes) {
      Object.assign(waiting, changes);
      timer ??= setTimeout(send, 60);
    },
    close: () => TRAITS.forEach((name) => model.off(`change:${name}`, listen)),
  };
}

/** Buttons that open one panel at a time; the arrow keys go from one to the next. */
function tabs(panels, open) {
  const names = Object.keys(panels);
  const ids = Object.fromEntries(names.map((name) => [name, uniqueId(name)]));
  const buttons = names.map((name, i) => control("button", {
    type: "button", role: "tab", id: ids[name], onclick: () => open(name),
    onkeydown: (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      const next = (i + by + names.length) % names.length;
      buttons[next].focus();
      open(names[next]);
    },
  }, TITLES[name]));
  const sheets = names.map((name) => h("div", { role: "tabpanel", "aria-labelledby": ids[name] }, panels[name].el));
  const update = (s) => names.forEach((name, i) => {
    buttons[i].setAttribute("aria-selected", name === s.tab);
    buttons[i].tabIndex = name === s.tab ? 0 : -1;
    sheets[i].hidden = name !== s.tab;
  });
  return { list: h("div", { class: "cv-tabs", role: "tablist", "aria-label": "Channel Mixer" }, ...buttons), sheets, update };
}

function makePanels({ model, state, set, refuse }) {
  const kernels = Object.entries(model.get("kernels"));
  const gallery = Object.entries(model.get("gallery")).map(([name, packed]) => [name, splitPlanes(packed)]);
  return {
    mix: mixTab({ gallery: Object.fromEntries(gallery), presets: model.get("presets"), state, set, refuse }),
    bottleneck: bottleneckTab({ state, set }),
    fold: foldTab({
      names: kernels.map(([name]) => name), kernels: kernels.map(([, rows]) => unpackKernel(rows)), state, set, refuse,
    }),
  };
}

function render({ model, el }) {
  const read = (held = {}) => Object.fromEntries(TRAITS.map((name) => [name, fromPython(model, name, held[name])]));
  let s = read();
  const state = () => s;
  const alert = h("p", { class: "cv-alert", role: "alert" });
  const refuse = (text) => { alert.textContent = text; };
  const { tell, close } = connect(model, () => {
    s = read(s);
    show();
  });
  const set = (patch) => {
    const next = { ...s, ...patch };
    next.cursor = inside(next.cursor, next.image[0]);
    const changed = TRAITS.filter((name) => String(next[name]) !== String(s[name]) || (name === "image" && next.image !== s.image));
    if (!changed.length) return;
    s = next;
    show();
    tell(Object.fromEntries(changed.map((name) => [name, s[name]])));
  };
  const panels = makePanels({ model, state, set, refuse });
  const { list, sheets, update } = tabs(panels, (tab) => set({ tab }));
  const show = () => {
    update(s);
    panels[s.tab].update(s);
  };
  show();
  el.replaceChildren(h("div", { class: "cv cv-lab cv-mixer" }, list, ...sheets, alert));
  return close;
}

export default { render };
