// The two stages of filters and maps, and the marks that lie on them.

import { h } from "../shared/dom.js";
import { filterColumn } from "./filters.js";
import { layerColumn } from "./maps.js";
import { SIZE_OF } from "./network.js";
import { boxesAfter, CHAIN, marksBefore } from "./reach.js";

/** Marks for whatever is chosen: what is read before it, or what an input pixel reaches. */
export function marksOf(s) {
  const { layer, map, row, col } = s.chosen;
  if (s.head === "no convolution" || ["score", "cover", "hidden"].includes(layer)) return [];
  if (layer === "input") {
    const boxes = boxesAfter(row, col);
    const every = (key) => (key === "input" ? [0] : null);
    return CHAIN.map(({ key }) => ({ key, maps: every(key), box: boxes[key], near: true, forwards: true }));
  }
  if (layer !== "evidence") return marksBefore(s.chosen);
  if (s.head !== "global max") return marksBefore({ layer: "pool2", map, row, col });
  const cell = s.out.where[map];
  const [r, c] = [Math.floor(cell / SIZE_OF.pool2), cell % SIZE_OF.pool2];
  return marksBefore({ layer: "pool2", map, row: r, col: c });
}

/** The columns of maps, and where marks lie on them. */
export function flowOf({ network, scales, state, choose, toggleFilter, picture }) {
  const layer = (name, title, stage) =>
    layerColumn({ layer: name, title, scale: scales[`conv${stage}`], off: (s) => s.off[stage - 1], state, choose });
  const stages = [1, 2].map((stage) => ({
    filters: filterColumn({ stage: stage - 1, layer: network[`conv${stage}`], toggleFilter }),
    conv: layer(`conv${stage}`, "Conv", stage),
    relu: layer(`relu${stage}`, "ReLU", stage),
    pool: layer(`pool${stage}`, "Pool", stage),
  }));
  const views = {
    input: [picture],
    ...Object.fromEntries(
      stages.flatMap((parts, i) => ["conv", "relu", "pool"].map((name) => [`${name}${i + 1}`, parts[name].views])),
    ),
  };
  const mark = (marks) => {
    const boxes = new Map(marks.map((each) => [each.key, each]));
    for (const [key, own] of Object.entries(views)) {
      const { maps, box, near } = boxes.get(key) ?? { maps: [] };
      own.forEach((view, map) => {
        const here = !maps || maps.includes(map) ? box : null;
        view.mark(near ? here : null, near ? null : here);
      });
    }
  };
  const el = stages.map((parts, i) =>
    h("div", { class: `cv-in-stage cv-in-stage${i + 1}` }, ...Object.values(parts).map((part) => part.el)),
  );
  const update = (s) => stages.forEach((parts) => Object.values(parts).forEach((part) => part.update(s)));
  return { el, update, mark, views };
}
