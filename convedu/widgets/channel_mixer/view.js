// Channel Mixer: a 1x1 convolution in three tabs.

import { gridOf, inside } from "../shared/arithmetic.js";
import { tabs } from "../shared/controls.js";
import { h, refusals } from "../shared/dom.js";
import { syncModel, traitsOf } from "../shared/model_sync.js";
import { pictureOf, readGallery } from "../shared/packing.js";
import { bottleneckTab } from "./bottleneck.js";
import { foldTab } from "./fold.js";
import { mixTab } from "./mix.js";
import { noBias, splitPlanes } from "./sums.js";

const TITLES = { mix: "Mix channels", bottleneck: "Bottleneck", fold: "Fold" };
const TRAITS = ["tab", "image", "matrix", "bias", "cursor", "channels", "mid", "weights", "relu"];

function makePanels({ model, gallery, state, set, refuse }) {
  const kernels = Object.entries(model.get("kernels"));
  return {
    mix: mixTab({ gallery, presets: model.get("presets"), state, set, refuse }),
    bottleneck: bottleneckTab({ state, set }),
    fold: foldTab({
      names: kernels.map(([name]) => name),
      kernels: kernels.map(([, rows]) => gridOf(rows)),
      state,
      set,
      refuse,
    }),
  };
}

async function render({ model, el }) {
  const gallery = await readGallery(model, splitPlanes);
  const read = (held = {}) => {
    const found = traitsOf(model, TRAITS);
    found.image = pictureOf(found.image, gallery, held.image, splitPlanes);
    // Python sends a new matrix before the bias that goes with it.
    return found.bias.length === found.matrix.length ? found : { ...found, bias: noBias(found.matrix) };
  };
  let s = read();
  const state = () => s;
  const { el: alert, refuse } = refusals();
  const { push, close } = syncModel(model, TRAITS, {
    values: () => ({ ...s, image: s.image.packed }),
    onChange() {
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
    push();
  };
  const panels = makePanels({ model, gallery, state, set, refuse });
  const named = Object.fromEntries(Object.entries(panels).map(([name, panel]) => [TITLES[name], [panel.el]]));
  const opened = (title) => Object.keys(TITLES).find((name) => TITLES[name] === title);
  const sheets = tabs({ label: "Channel Mixer", panels: named, open: (title) => set({ tab: opened(title) }) });
  const show = () => {
    sheets.update(TITLES[s.tab]);
    panels[s.tab].update(s);
  };
  show();
  el.replaceChildren(h("div", { class: "cv cv-lab cv-mixer" }, ...sheets.el, alert));
  return close;
}

export default { render };
