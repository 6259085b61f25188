// Inside a Network: a digit goes through convolutions, ReLU, pooling and a decision. All of it is
// calculated here, within the frame, and each number can be asked where it comes from.

import { signedTo } from "../shared/colour.js";
import { h, liveRegion } from "../shared/dom.js";
import { syncModel } from "../shared/model_sync.js";
import { bands } from "./bands.js";
import { chosenText, detailOf } from "./detail.js";
import { evidenceColumn, unitGrid } from "./evidence_view.js";
import { flowOf, marksOf } from "./flow.js";
import { evidence, SIZE_OF, unpackNetwork } from "./network.js";
import { paper } from "./paper.js";
import { pictureTools } from "./picture_tools.js";
import { scoreList, verdictCards } from "./scores.js";
import { centred, derived, drawn, loudest, readState, TRAITS, writeState } from "./state.js";
import { verdictText } from "./words.js";

const EXPLAIN_SCORE = { layer: "score", map: 0, row: 0, col: 0 };
const LEGEND =
  "Orange is positive, blue or hatched negative. Solid: the window that is read. Dashed: all that is seen. " +
  "Click a filter to switch it off, a score for its reasons.";

const scalesFrom = ({ conv1, conv2, cell, map }) => ({
  grey: { kind: "grey", low: 0, high: 1 },
  conv1: signedTo(conv1),
  conv2: signedTo(conv2),
  cell: signedTo(cell),
  map: signedTo(map),
  unit: signedTo(0.6, 0),
  occlusion: signedTo(12),
});

function render({ model, el }) {
  const network = unpackNetwork(model.get("weights"));
  const digits = model.get("digits");
  const fixtures = { network, scales: scalesFrom(model.get("measured").scales) };
  let s = derived(network, digits, readState(model));
  const state = () => s;
  const { push, close } = syncModel(model, TRAITS, {
    values: () => writeState(s),
    onChange: () => {
      s = derived(network, digits, readState(model));
      show();
    },
  });

  // Everything follows within the frame in which it was asked for.
  let frame = null;
  let changed = false;
  const ask = (whole) => {
    changed ||= whole;
    frame ??= requestAnimationFrame(() => {
      if (changed) show();
      else showChosen();
      said.textContent = changed ? verdict.textContent : chosenText(s, detail.title.textContent);
      [frame, changed] = [null, false];
      push();
    });
  };
  const change = (patch) => {
    const chosen = patch.cover === null && s.chosen.layer === "cover" ? EXPLAIN_SCORE : s.chosen;
    const score = patch.cover ? s.digit : s.score; // what is covered up is watched for one digit
    s = derived(network, digits, { ...s, chosen, score, ...patch });
    ask(true);
  };
  const choose = (chosen) => {
    if (Object.entries(chosen).every(([name, value]) => s.chosen[name] === value)) return;
    s = { ...s, chosen };
    root.classList.add("cv-in-asked"); // on a narrow page the detail comes to where the finger is
    ask(false);
  };
  let strokes = null;
  const put = (picture, stored) => {
    root.classList.remove("cv-in-asked");
    change({ picture, stored, score: null, ...(stored === s.stored ? {} : { shift: [0, 0] }) });
  };
  const draw = (now, fitted) => {
    strokes = [now, fitted];
    put(drawn(now, fitted), null);
  };
  const pick = (position) => {
    strokes = null;
    put(position === null ? drawn([], true) : centred(digits[position].counts), position);
  };
  const restore = () => {
    const picture = s.stored === null ? drawn(...(strokes ?? [[], true])) : centred(digits[s.stored].counts);
    change({ picture, shift: [0, 0] });
  };
  const chooseHead = (head) => {
    const known = head === "no convolution" ? [] : [...Object.keys(SIZE_OF), "evidence"];
    const stays = ["score", "input", "cover", ...known].includes(s.chosen.layer);
    change({ head, chosen: stays ? s.chosen : EXPLAIN_SCORE });
  };
  const explain = (digit) => change({ score: digit, chosen: EXPLAIN_SCORE });
  const toggleFilter = (stage, filter) => {
    const off = s.off.map((filters) => new Set(filters));
    if (!off[stage].delete(filter)) off[stage].add(filter);
    change({ off });
  };
  const moveCover = (cover) => change({ cover });

  const pad = paper({ digits, draw, pick });
  const picture = pictureTools({ state, change, choose, restore });
  const flow = flowOf({ ...fixtures, state, choose, toggleFilter, picture: picture.view });
  const evidencePart = evidenceColumn({ ...fixtures, state, choose });
  const units = unitGrid({ ...fixtures, state, choose });
  const cards = verdictCards({ measured: model.get("measured"), chooseHead });
  const scores = scoreList({ explain });
  const detail = detailOf({ fixtures, state, moveCover });
  const verdict = h("p", { class: "cv-in-verdict" });
  const said = liveRegion("span", { class: "cv-hidden", "aria-hidden": "true" });
  const stages = h("div", { class: "cv-in-stages" }, ...flow.el);
  const body = h(
    "div",
    { class: "cv-in-flow" },
    h("div", { class: "cv-in-put-in" }, pad.el, picture.el),
    stages,
    units.el,
    evidencePart.el,
    scores.el,
    h("p", { class: "cv-note cv-in-legend" }, LEGEND),
    detail.el,
  );
  const links = bands({
    flow: body,
    markOf: (key, map) => flow.views[key][map].near,
    scoreRow: (digit) => scores.rows[digit],
    evidenceBox: (map) => evidencePart.views[map].el,
  });
  body.append(links.el);
  const root = h("div", { class: "cv cv-inside" }, h("div", { class: "cv-in-top" }, verdict, said, cards.el), body);

  const showChosen = () => {
    const marks = marksOf(s);
    const explained = s.chosen.layer === "score" && s.head !== "no convolution";
    flow.mark(marks);
    evidencePart.mark(s);
    units.mark(s.chosen);
    detail.update(s);
    links.update(
      s,
      marks.some((mark) => mark.forwards) ? [] : marks,
      explained ? evidence(network, s.head, s.digit, s.out) : null,
    );
  };
  const show = () => {
    const none = s.head === "no convolution";
    root.classList.toggle("cv-in-flat", none);
    pad.update(s);
    picture.update(s, fixtures.scales.grey);
    if (none) units.update(s);
    else {
      flow.update(s);
      evidencePart.update(s);
    }
    cards.update(s);
    scores.update(s);
    verdict.textContent = verdictText(s);
    showChosen();
  };

  if (s.chosen.layer === "") s = { ...s, chosen: loudest(s.out) };
  el.replaceChildren(root);
  show();
  const resized = new ResizeObserver(showChosen);
  resized.observe(root);
  return () => {
    resized.disconnect();
    cancelAnimationFrame(frame);
    close();
  };
}

export default { render };
