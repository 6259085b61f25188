// The Kernel Lab's input and output: the menu of pictures, the pictures themselves, their legend.

import { sameGrid } from "../shared/arithmetic.js";
import { gradient } from "../shared/colour.js";
import { menu, toggle } from "../shared/controls.js";
import { h, memoized } from "../shared/dom.js";
import { picture } from "../shared/grids.js";
import { openButton, readGrey } from "../shared/image_upload.js";
import { format } from "../shared/numbers.js";
import { unpackImage } from "../shared/packing.js";
import { pixelUnder, steer } from "../shared/steering.js";
import { isTape } from "./state.js";

/** The menu of pictures, and the learner's own file. `choose` says whether it takes a picture. */
export function source({ gallery, state, choose, refuse }) {
  const entries = Object.entries(gallery);
  const shown = () => entries.findIndex(([, image]) => sameGrid(image, state().image));
  const show = () =>
    part.update(
      shown(),
      entries.map(([name]) => name),
    );
  const part = menu({ label: "Input", hidden: true, change: (i) => choose(entries[i][1]) || show() });
  const take = (file, packed) => {
    entries.push([file, unpackImage(packed)]);
    if (!choose(entries.at(-1)[1])) entries.pop();
  };
  const own = openButton({ read: readGrey, take, refuse });
  const update = memoized(
    (s) => [s.image],
    (s) => {
      if (shown() < 0) entries.push(["array", s.image]);
      show();
      own.hidden = isTape(s);
    },
  );
  return { el: h("div", { class: "cv-row" }, ...part.el, own), update };
}

const HOW = "Arrow keys move the window, Enter steps, Home and End go to the ends of the row.";
const half = (n) => Math.floor((n - 1) / 2);
const size = ({ rows, cols }) => (rows === 1 ? `${cols} values` : `${rows}\u00a0×\u00a0${cols}`);

/** Input and output as pictures over which pointer and keys move the window. */
export function pictures({ state, move }) {
  const [input, output] = [picture(), picture()];
  const steering = { cursor: () => state().cursor, size: () => state().output, move };
  steer(input.el, {
    ...steering,
    place: (event) => {
      const [row, col] = pixelUnder(event, input.el, state().image);
      return [row - half(state().kernel.rows), col - half(state().kernel.cols)];
    },
  });
  steer(output.el, { ...steering, place: (event) => pixelUnder(event, output.el, state().output) });
  const words = h("p", { class: "cv-note" });
  const paintInput = memoized(
    (s) => [s.image],
    (s) => {
      input.paint(s.image, s.inputScale);
      input.el.setAttribute("aria-label", `Input, ${size(s.image)}. ${HOW}`);
    },
  );
  const paintOutput = memoized(
    (s) => [s.output, s.outputScale],
    (s) => {
      output.paint(s.output, s.outputScale);
      output.el.setAttribute("aria-label", `Output, ${size(s.output)}. ${HOW}`);
      words.textContent = `${size(s.image)} in, ${size(s.output)} out`;
    },
  );
  const update = (s) => {
    paintInput(s);
    paintOutput(s);
    input.mark(s.cursor, s.kernel.rows, s.kernel.cols);
    output.mark(s.cursor);
  };
  return { input: input.el, output: output.el, words, update };
}

/** Show the output as a picture file would keep it: black below 0, white above 1. */
export function clipSwitch({ change }) {
  const part = toggle({ label: "as a picture: clipped to 0 … 1", change });
  const update = ({ clippable, outside, clipped }) => {
    part.el.hidden = !clippable;
    part.enable(outside);
    part.update(outside && clipped);
  };
  return { el: part.el, update };
}

/** The colours of the output, with its true smallest and largest number. */
export function legend() {
  const [low, high] = [h("span"), h("span")];
  const bar = h("div", { class: "cv-bar cv-coloured", "aria-hidden": "true" });
  const el = h("div", { class: "cv-legend" }, low, bar, high);
  const update = memoized(
    (s) => [s.output, s.outputScale],
    ({ range, outputScale }) => {
      low.textContent = `min ${format(range[0])}`;
      high.textContent = `max ${format(range[1])}`;
      bar.style.background = gradient(outputScale, range);
      const zero = -range[0] / (range[1] - range[0] || 1);
      bar.classList.toggle("cv-signed", outputScale.kind !== "grey" && zero <= 1);
      bar.style.setProperty("--zero", zero);
    },
  );
  return { el, update };
}
