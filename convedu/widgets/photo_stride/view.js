// Photo Stride: what a stride reads, a magnifier on it, and what it keeps.

import { extremes, windowAt } from "../shared/arithmetic.js";
import { makeScale, paintCanvas } from "../shared/colour.js";
import { menu, numbersTo, slider, toggle } from "../shared/controls.js";
import { h, liveRegion, memoized } from "../shared/dom.js";
import { picture } from "../shared/grids.js";
import { syncState } from "../shared/model_sync.js";
import { readGallery } from "../shared/packing.js";
import { pixelUnder, steer } from "../shared/steering.js";
import { svgNode } from "../shared/svg.js";
import { keptOf, readOf, ringsOf, unrestOf } from "./sums.js";

const TRAITS = ["picture", "stride", "blurred", "start", "cursor"];
const PART = 24; // pixels a side under the magnifier
const HOW = "Arrow keys move the magnifier, with Shift ten pixels.";
const GREY = makeScale([0, 1]);

const ordinal = (n) => `${n}${{ 1: "st", 2: "nd", 3: "rd" }[n] ?? "th"}`;

/** The picture in words: what is kept, and how much hangs on where the stride starts. */
function sampleSentence({ stride, blurred, start }, { rows, cols }, kept, unrest) {
  if (stride === 1) return `Stride 1 keeps all ${rows} × ${cols} pixels.`;
  const before = blurred ? "The blurred picture" : "The picture";
  return (
    `${before} keeps every ${ordinal(stride)} row and column from ${start}: ${rows} × ${cols} becomes ` +
    `${kept.rows} × ${kept.cols}, 1 pixel in ${stride ** 2}. One pixel later, the kept pixels change by ` +
    `${unrest.toFixed(3)} on average.`
  );
}

/** The pixels under the magnifier, with a frame round each that is kept. */
function magnifier() {
  const canvas = h("canvas", { "aria-hidden": "true" });
  const frames = svgNode("svg", { viewBox: `0 0 ${PART} ${PART}`, "aria-hidden": "true" });
  const el = h("div", { class: "cv-ps-part" }, canvas, frames);
  const update = (read, { stride, start, cursor }) => {
    const corner = cursor.map((at, i) => Math.min(Math.max(at - PART / 2, 0), [read.rows, read.cols][i] - PART));
    paintCanvas(canvas, windowAt(read, { rows: PART, cols: PART }, corner), GREY);
    const first = corner.map((from) => (((start - from) % stride) + stride) % stride);
    const places = (from) => Array.from({ length: Math.ceil((PART - from) / stride) }, (_, i) => from + i * stride);
    const kept = places(first[0]).flatMap((y) => places(first[1]).map((x) => [x, y]));
    const squares = kept.map(([x, y]) => `M${x + 0.1} ${y + 0.1}h.8v.8h-.8z`).join("");
    frames.replaceChildren(
      ...["cv-ps-halo", "cv-ps-kept"].map((kind) => svgNode("path", { d: stride > 1 ? squares : "", class: kind })),
    );
    return corner;
  };
  return { el, update };
}

async function render({ model, el }) {
  const gallery = await readGallery(model);
  gallery.rings = ringsOf(Object.values(gallery)[0].rows);
  const names = Object.keys(gallery);
  const { state, change, close } = syncState(model, TRAITS, { show: (now) => show(now) });
  const parts = {
    picture: menu({ label: "picture", texts: names, change: (i) => change({ picture: names[i] }) }),
    stride: slider({
      label: "stride s",
      stops: numbersTo(model.get("strides")),
      change: (stride) => change({ stride, start: Math.min(state().start, stride - 1) }),
    }),
    start: slider({ label: "start at", stops: [0], change: (start) => change({ start }) }),
    blurred: toggle({ label: "blur first", change: (blurred) => change({ blurred }) }),
  };
  const whole = picture();
  const part = magnifier();
  const result = h("canvas", { role: "img" });
  const captions = [
    h("figcaption"),
    h("figcaption", {}, `${PART} × ${PART} of its pixels; framed: kept`),
    h("figcaption"),
  ];
  const written = liveRegion("p", { class: "cv-written" });
  steer(whole.el, {
    place: (event) => pixelUnder(event, whole.el, gallery[state().picture]),
    cursor: () => state().cursor,
    size: () => gallery[state().picture],
    move: ([row, col]) => {
      const { rows, cols } = gallery[state().picture];
      change({ cursor: [Math.min(Math.max(row, 0), rows - 1), Math.min(Math.max(col, 0), cols - 1)] });
    },
  });
  let read = null;
  let words = "";
  const sample = memoized(
    ({ picture: name, stride, blurred, start }) => [name, stride, blurred, start],
    (now) => {
      const pixels = gallery[now.picture];
      read = readOf(pixels, now);
      const kept = keptOf(read, now.stride, now.start);
      whole.paint(read, GREY);
      paintCanvas(result, kept, GREY);
      const [low, high] = extremes(kept).map((x) => x.toFixed(2));
      result.setAttribute("aria-label", `What is kept, ${kept.rows} × ${kept.cols}, values ${low} to ${high}`);
      captions[0].textContent = now.blurred ? "blurred: what the stride reads" : "the picture: what the stride reads";
      captions[2].textContent = `what is kept, ${kept.rows} × ${kept.cols}, as large`;
      whole.el.setAttribute("aria-label", `${now.picture}, ${pixels.rows} × ${pixels.cols}. ${HOW}`);
      words = sampleSentence(now, pixels, kept, now.stride > 1 ? unrestOf(read, now.stride, now.start) : 0);
    },
  );
  const show = (now) => {
    parts.picture.update(names.indexOf(now.picture));
    parts.stride.update(now.stride);
    parts.start.update(now.start, numbersTo([0, now.stride - 1]));
    parts.blurred.update(now.blurred);
    sample(now);
    const corner = part.update(read, now);
    whole.mark(corner, PART, PART);
    const [rows, cols] = corner.map((from) => `${from} to ${from + PART - 1}`);
    written.textContent = `${words} Magnified: rows ${rows}, columns ${cols}.`;
  };
  show(state());
  el.replaceChildren(
    h(
      "div",
      { class: "cv cv-ps" },
      h("div", { class: "cv-controls" }, ...Object.values(parts).map((each) => each.el)),
      h(
        "div",
        { class: "cv-ps-views" },
        ...[h("div", { class: "cv-ps-whole" }, whole.el), part.el, result].map((view, i) =>
          h("figure", {}, captions[i], view),
        ),
      ),
      written,
    ),
  );
  return close;
}

export default { render };
