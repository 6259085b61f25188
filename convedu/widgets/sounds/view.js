// Sounds: a button for each, and a line for each tone that is in it.

import { control, h } from "../shared/dom.js";
import { bytesOf } from "../shared/packing.js";
import { svgNode } from "../shared/svg.js";

const LOUD = 0.1; // as in Python
const QUIET = 0.4; // of full volume
const SLOWEST = 8000; // samples a second that every browser plays

/** Bytes from 0 to 254 as numbers from -1 to 1. */
export const samplesOf = (bytes) => Float32Array.from(bytesOf(bytes), (x) => (x - 127) / 127);

/** Samples with straight lines between them, `times` as many. */
export const drawnOut = (samples, times) =>
  Float32Array.from({ length: (samples.length - 1) * times + 1 }, (_, i) => {
    const at = Math.floor(i / times);
    const part = (i % times) / times;
    return samples[at] + (part ? part * (samples[at + 1] - samples[at]) : 0);
  });

/** The tones in words. */
function tonesSentence({ name, tones }) {
  const loud = tones.filter(([, strength]) => strength >= LOUD);
  const said = loud.map(([hertz, strength]) => `${Math.round(hertz)} Hz, strength ${strength.toFixed(2)}`);
  return `${name}: ${said.length ? said.join("; ") : "no loud tone"}.`;
}

/** Starts a sound and returns how to stop it. */
function start({ samples, rate }, ended) {
  const context = new AudioContext();
  const times = Math.ceil(SLOWEST / rate);
  const heard = drawnOut(samplesOf(samples), times);
  const buffer = context.createBuffer(1, heard.length, rate * times);
  buffer.copyToChannel(heard, 0);
  const source = new AudioBufferSourceNode(context, { buffer });
  source.connect(new GainNode(context, { gain: QUIET })).connect(context.destination);
  const end = () => {
    source.onended = null; // without a device to play it, a stopped sound never says that it has ended
    context.close();
    ended();
  };
  source.onended = end;
  source.start();
  return end;
}

/** The tones as lines over the axis from 0 to `highest`; grey where this many samples hold none. */
function spectrum(sound, highest) {
  const across = (hertz) => (100 * hertz) / highest;
  const lines = sound.tones.map(([hertz, strength]) =>
    svgNode("line", { x1: across(hertz), x2: across(hertz), y1: 40, y2: 40 * (1 - Math.min(strength, 1)) }),
  );
  const beyond = across(sound.rate / 2);
  return svgNode(
    "svg",
    { viewBox: "0 0 100 40", preserveAspectRatio: "none", role: "img", "aria-label": tonesSentence(sound) },
    svgNode("rect", { x: beyond, y: 0, width: 100 - beyond, height: 40 }),
    svgNode("path", { d: "M0 40h100" }),
    ...lines,
  );
}

function render({ model, el }) {
  const sounds = model.get("sounds");
  const highest = Math.max(...sounds.map(({ rate }) => rate)) / 2;
  let stop = () => {};
  const rows = sounds.map((sound) => {
    let plays = false;
    const button = control(
      "button",
      {
        type: "button",
        onclick: () => {
          const again = !plays;
          stop();
          if (!again) return;
          plays = true;
          button.textContent = `Stop ${sound.name}`;
          stop = start(sound, () => {
            plays = false;
            button.textContent = `Play ${sound.name}`;
            stop = () => {};
          });
        },
      },
      `Play ${sound.name}`,
    );
    return h("div", { class: "cv-so-row" }, button, spectrum(sound, highest));
  });
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => h("span", {}, String(Math.round(part * highest))));
  el.replaceChildren(
    h(
      "div",
      { class: "cv cv-so" },
      ...rows,
      h("div", { class: "cv-so-ticks", "aria-hidden": "true" }, ...ticks),
      h(
        "p",
        { class: "cv-note" },
        "Across: tones from low to high, in hertz. Up: how strong. Grey: too high for so few samples.",
      ),
    ),
  );
  return () => stop();
}

export default { render };
