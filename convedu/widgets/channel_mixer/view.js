// Channel Mixer: a 1x1 convolution in three tabs.

import { inside } from "../shared/arithmetic.js";
import { control, h, uniqueId } from "../shared/dom.js";
import { unpackKernel } from "../kernel_lab/state.js";
import { linkTraits } from "../shared/model_sync.js";
import { bottleneckTab } from "./bottleneck.js";
import { foldTab } from "./fold.js";
import { noBias, splitPlanes } from "./sums.js";
import { mixTab } from "./mix.js";

const TITLES = { mix: "Mix channels", bottleneck: "Bottleneck", fold: "Fold" };
const TRAITS = ["tab", "image", "matrix", "bias", "cursor", "channels", "mid", "weights", "relu"];

const fromPython = (model, name, held) => {
  const value = model.get(name);
  if (name !== "image") return value;
  return held?.packed === value ? held : splitPlanes(value);
};

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
  const read = (held = {}) => {
    const found = Object.fromEntries(TRAITS.map((name) => [name, fromPython(model, name, held[name])]));
    // Python sends a new matrix before the bias that goes with it.
    return found.bias.length === found.matrix.length ? found : { ...found, bias: noBias(found.matrix) };
  };
  let s = read();
  const state = () => s;
  const alert = h("p", { class: "cv-alert", role: "alert" });
  const refuse = (text) => { alert.textContent = text; };
  const { tell, close } = linkTraits(model, TRAITS, {
    values: () => ({ ...s, image: s.image.packed }),
    hear() {
      s = read(s);
      show();
    },
  });
  const set = (patch) => {
    const next = { ...s, ...patch };
    next.cursor = inside(next.cursor, next.image[0]);
    const same = (name) => (name === "image" ? next.image === s.image : String(next[name]) === String(s[name]));
    if (TRAITS.every(same)) return;
    s = next;
    show();
    tell();
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
