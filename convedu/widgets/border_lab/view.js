// Border Lab: a small picture with its border, how often each pixel is used, and a photo.

import { extremes, inside } from "../shared/arithmetic.js";
import { colourOf, css, inkOn, makeScale, paintCanvas, signedTo } from "../shared/colour.js";
import { menu, numbersTo, slider } from "../shared/controls.js";
import { h, liveRegion } from "../shared/dom.js";
import { syncState } from "../shared/model_sync.js";
import { format } from "../shared/numbers.js";
import { readGallery } from "../shared/packing.js";
import { steer } from "../shared/steering.js";
import { box, drawing, frame, placeOf, ring, text } from "../shared/svg.js";
import { meansOf, outputSize, respond, sizeSentence, sourcesOf, usesOf, windowsOf } from "./sums.js";

const N = 8;
const MODES = ["none", "zero", "edge", "reflect", "wrap"];
const RESPONSES = ["blur", "difference"];
const INVENTS = {
  none: "Nothing is invented: outputs exist only where the whole window fits. p counts for nothing.",
  zero: "Invents black: a dark frame round the picture.",
  edge: "Invents a picture that goes on for ever as it ends.",
  reflect: "Invents a mirror: each side continues backwards.",
  wrap: "Invents a ring: the left side continues at the right.",
};
const PHOTO_SIDE = 232; // pixels of the screen
const MAGNIFIED = 24; // pixels of the output's corner, shown large
const HOW = "Arrow keys move from pixel to pixel, Enter steps through the windows that use it.";
const MANY = 16; // windows, whose outlines would hide the numbers under them
const SIDE = 28; // pixels of a cell

const optionsOf = ({ mode, kernel, padding, stride, response }) => ({
  mode,
  kernel,
  stride,
  response,
  width: mode === "none" ? 0 : padding,
});

/** Where a window lies on the small picture; sides that overlap are drawn apart by `room`. */
function windowBox({ kernel, stride, width }, [row, col], kind, room = 0) {
  const [x, y] = [col, row].map((at) => at * stride - width + room);
  return box(x, y, kind, kernel - 2 * room, kernel - 2 * room);
}

/** The small picture with its border, each pixel with its number; the windows that use the chosen one. */
function drawPadded(svg, options, [row, col], { windows, shown }) {
  const { width } = options;
  const sources = sourcesOf(N, width, options.mode);
  const marks = [];
  const cells = sources.flatMap((r, i) =>
    sources.flatMap((c, j) => {
      const inside = i >= width && i < N + width && j >= width && j < N + width;
      const here = r >= 0 && c >= 0;
      if (here && r === row && c === col) marks.push(...ring(j - width, i - width));
      return [
        box(j - width, i - width, `cv-cell ${inside ? "" : "cv-pad"}`),
        text(j - width + 0.5, i - width + 0.5, here ? r * N + c + 1 : 0, `cv-small ${inside ? "" : "cv-padded"}`),
      ];
    }),
  );
  const kind = `cv-window ${windows.length > MANY ? "cv-thin" : ""}`;
  const outlines = windows.map(({ at }) => windowBox(options, at, kind, 0.06 + 0.05 * ((at[0] * 3 + at[1]) % 9)));
  const chosen = windows.length ? [windowBox(options, windows[shown].at, "cv-window cv-shown")] : [];
  svg.replaceChildren(...cells, box(0, 0, "cv-frame-line", N, N), ...outlines, ...chosen, ...marks);
  frame(
    svg,
    { left: -width, top: -width, width: N + 2 * width, height: N + 2 * width },
    Math.min(SIDE, 440 / (N + 2 * width)),
  );
}

/** The output; a window that uses the chosen pixel holds how often it reads it. */
function drawReads(svg, options, { windows, shown }) {
  const size = outputSize(N, options);
  const all = Array.from({ length: size ** 2 }, (_, i) => box(i % size, Math.floor(i / size), "cv-cell cv-pale"));
  const marks = windows.flatMap(({ at: [r, c], times }) => [
    box(c, r, "cv-cell cv-reads"),
    text(c + 0.5, r + 0.5, times, "cv-small"),
  ]);
  const chosen = windows.length ? ring(windows[shown].at[1], windows[shown].at[0]) : [];
  svg.replaceChildren(...all, ...marks, ...chosen);
  frame(svg, { left: 0, top: 0, width: size, height: size }, Math.min(SIDE, 320 / size));
}

/** How often each pixel is used, as numbers on colours. */
function drawUses(svg, uses, [row, col]) {
  const scale = signedTo(Math.max(...uses) ** 2 * 1.1);
  const cells = uses.flatMap((a, r) =>
    uses.flatMap((b, c) => {
      const colour = colourOf(scale, a * b);
      const cell = box(c, r, "cv-cell");
      cell.style.fill = css(colour);
      const words = text(c + 0.5, r + 0.5, a * b, "cv-small");
      words.style.fill = inkOn(colour);
      return [cell, words];
    }),
  );
  svg.replaceChildren(...cells, ...ring(col, row));
  frame(svg, { left: 0, top: 0, width: N, height: N }, SIDE);
}

const cornerOf = ({ rows, cols, data }) => {
  const [high, wide] = [Math.min(rows, MAGNIFIED), Math.min(cols, MAGNIFIED)];
  const part = Float64Array.from({ length: high * wide }, (_, i) => data[Math.floor(i / wide) * cols + (i % wide)]);
  return { rows: high, cols: wide, data: part };
};

const times = (n) => (n === 1 ? "once" : `${n} times`);

/** The pixel that is looked at, in words, and the windows that use it. */
function sentenceOf(options, uses, [row, col], { windows, shown }) {
  const middle = uses[N / 2] ** 2;
  const count = (source) => sourcesOf(N, options.width, options.mode).filter((x) => x === source).length;
  const copies = count(row) * count(col) - 1;
  const stands = copies ? ` It also stands ${times(copies)} in the border.` : "";
  const used = uses[row] * uses[col];
  const by = windows.length === 1 ? "1 window" : `${windows.length} windows`;
  const one = windows.length
    ? ` Shown: window [${windows[shown].at.join(", ")}], which reads it ${times(windows[shown].times)}.`
    : "";
  return `Pixel ${row * N + col + 1} at [${row}, ${col}] is used ${times(used)}, by ${by}; one in the middle ${times(middle)}.${stands}${one}`;
}

function ratioWords(picture, y, options) {
  const [border, inside] = meansOf(picture, y, options);
  if (border === null) return [null, "No output sees a border.", `mean inside ${inside.toFixed(3)}`];
  const means = `mean at the border ${border.toFixed(3)}, inside ${inside.toFixed(3)}`;
  if (inside > 1e-12) return [(border / inside).toFixed(2), "border / inside", means];
  const whence =
    border > 1e-12 ? "Inside, the output is 0; all of it comes from the border." : "The output is 0 everywhere.";
  return [null, whence, means];
}

/** Menus and sliders, for the border and for the photo; `change` takes a patch of the state. */
function makeControls(model, gallery, state, change) {
  const names = Object.keys(gallery);
  const mode = menu({ label: "border", texts: MODES, change: (i) => change({ mode: MODES[i] }) });
  const photo = menu({ label: "photo", texts: names, change: (i) => change({ photo: names[i] }) });
  const response = menu({ label: "filter", texts: RESPONSES, change: (i) => change({ response: RESPONSES[i] }) });
  const ranges = model.get("ranges");
  const sliders = {
    kernel: slider({
      label: "kernel k",
      stops: numbersTo(ranges.kernel),
      change: (kernel) => change({ kernel, padding: Math.min(state().padding, kernel - 1) }),
    }),
    padding: slider({ label: "padding p", stops: numbersTo(ranges.padding), change: (padding) => change({ padding }) }),
    stride: slider({ label: "stride s", stops: numbersTo(ranges.stride), change: (stride) => change({ stride }) }),
  };
  const invents = h("p");
  const border = [
    h("div", { class: "cv-controls" }, mode.el, invents),
    h("div", { class: "cv-bl-sliders" }, ...Object.values(sliders).map((part) => part.el)),
  ];
  const update = (now) => {
    mode.update(MODES.indexOf(now.mode));
    invents.textContent = INVENTS[now.mode];
    photo.update(names.indexOf(now.photo));
    response.update(RESPONSES.indexOf(now.response));
    sliders.kernel.update(now.kernel);
    sliders.padding.update(now.padding, numbersTo([0, now.kernel - 1]));
    sliders.stride.update(now.stride);
  };
  return { border, photo: [photo.el, response.el], update };
}

/** The photo's output, whole and its corner large, with the ratio. */
function makePhoto(pictures, menus) {
  const [whole, corner] = [h("canvas", { role: "img" }), h("canvas", { role: "img" })];
  const caption = h("figcaption");
  const [ratio, meaning, means] = [h("strong"), h("span"), h("span", { class: "cv-note" })];
  const el = h(
    "div",
    { class: "cv-bl-views" },
    h("figure", {}, caption, whole),
    h("figure", {}, h("figcaption", {}, `its top left corner, ${MAGNIFIED} × ${MAGNIFIED} outputs`), corner),
    h("div", { class: "cv-bl-ratio" }, ...menus, h("div", {}, ratio, " ", meaning), means),
  );
  let last = "";
  const update = ({ photo }, options) => {
    const key = JSON.stringify([photo, options]);
    if (key === last) return;
    last = key;
    const y = respond(pictures[photo], options);
    const ends = extremes(y);
    const scale =
      options.response === "blur"
        ? makeScale(ends, [0, 1], 1)
        : signedTo(Math.max(-ends[0], ends[1]), PHOTO_SIDE / y.cols);
    caption.textContent = `the photo's output${scale.kind === "shaded" ? ": grey is 0, blue is negative" : ""}`;
    paintCanvas(whole, y, scale);
    paintCanvas(corner, cornerOf(y), scale);
    const words = ratioWords(pictures[photo], y, options);
    ratio.textContent = words[0] ?? "";
    [, meaning.textContent, means.textContent] = words;
    whole.setAttribute(
      "aria-label",
      `${photo} after the ${options.response}, border ${options.mode}, values ${extremes(y).map(format).join(" to ")}`,
    );
    corner.setAttribute("aria-label", "the top left corner of the same output, magnified");
  };
  return { el, update };
}

const TRAITS = ["mode", "kernel", "padding", "stride", "photo", "response", "cursor"];

async function render({ model, el }) {
  const gallery = await readGallery(model);
  let shown = 0; // which of the windows that use the pixel
  let hasMoved = false; // whether the reader has tried another p
  const { state, change: set, close } = syncState(model, TRAITS, { show: (now) => show(now) });
  const change = (patch) => {
    hasMoved ||= "padding" in patch && !("kernel" in patch);
    if (!("photo" in patch || "response" in patch)) shown = 0;
    set(patch);
  };
  const controls = makeControls(model, gallery, state, change);
  const padded = drawing("the small picture with its border", `Small picture with its border. ${HOW}`);
  const heat = drawing("how often each pixel is used", `How often each pixel is used. ${HOW}`);
  const reads = drawing(
    "the output: how often each window reads it",
    `Output, with the windows that use the pixel. ${HOW}`,
  );
  const photo = makePhoto(gallery, controls.photo);
  const formula = h("p", { class: "cv-formula" });
  const written = liveRegion("p", { class: "cv-written" });
  const size = () => ({ rows: N, cols: N });
  const windows = () => windowsOf(N, optionsOf(state()), state().cursor);
  const step = () => {
    shown = (shown + 1) % Math.max(windows().length, 1);
    show(state());
  };
  const steerPixels = (svg, place) =>
    steer(svg, {
      place: (event) => place(placeOf(event, svg).map(Math.floor)),
      cursor: () => state().cursor,
      size,
      move: (at) => {
        const to = inside(at, size());
        if (to.some((x, i) => x !== state().cursor[i])) change({ cursor: to });
      },
      keys: { Enter: step, " ": step },
    });
  steerPixels(heat.svg, ([x, y]) => [y, x]);
  steerPixels(padded.svg, ([x, y]) => {
    const { width } = optionsOf(state());
    const sources = sourcesOf(N, width, state().mode);
    const pixel = [sources[y + width], sources[x + width]];
    return pixel.every((at) => at >= 0) ? pixel : null;
  });
  steerPixels(reads.svg, ([x, y]) => {
    const found = windows().findIndex(({ at }) => at[0] === y && at[1] === x);
    if (found >= 0 && found !== shown) {
      shown = found;
      show(state());
    }
    return null;
  });
  const show = (now) => {
    const options = optionsOf(now);
    const uses = usesOf(N, options);
    const readers = { windows: windows(), shown };
    controls.update(now);
    drawPadded(padded.svg, options, now.cursor, readers);
    drawUses(heat.svg, uses, now.cursor);
    drawReads(reads.svg, options, readers);
    photo.update(now, options);
    formula.textContent = sizeSentence(N, options, hasMoved);
    written.textContent = sentenceOf(options, uses, now.cursor, readers);
  };
  show(state());
  el.replaceChildren(
    h(
      "div",
      { class: "cv cv-bl" },
      ...controls.border,
      h("div", { class: "cv-bl-views" }, padded.el, heat.el, reads.el),
      written,
      formula,
      photo.el,
    ),
  );
  return close;
}

export default { render };
