// Numbers, places and states in words.

import { withCommas } from "../shared/numbers.js";
import { softmax } from "./network.js";

export const HEAD_TEXTS = {
  dense: ["Dense", "every cell of every map has its own weight for each digit"],
  "global max": ["Global max", "one number a map, its greatest: what is there, no longer where"],
  "taught everywhere": ["Dense, taught everywhere", "the same layer, but it has learned from digits at all 121 places"],
  "no convolution": ["No convolution", "32 hidden units read all 484 pixels, each with weights of its own"],
};
export const LAYER_TEXTS = {
  conv1: "convolution 1",
  relu1: "ReLU 1",
  pool1: "pooling 1",
  conv2: "convolution 2",
  relu2: "ReLU 2",
  pool2: "pooling 2",
};

const withMinus = (text) => text.replace("-", "−");

/** Two decimals. */
export const fixed = (x) => withMinus(Math.abs(x) < 0.005 ? "0.00" : x.toFixed(2));
export const withSign = (x) => (x < -0.005 ? fixed(x) : `+${fixed(x)}`);
export const asShare = (p) => (p > 0.995 ? ">99 %" : p < 0.005 ? "<1 %" : `${Math.round(100 * p)} %`);

const RAISED = { "-": "⁻", ...Object.fromEntries([..."⁰¹²³⁴⁵⁶⁷⁸⁹"].map((raised, digit) => [digit, raised])) };

/** A term of the softmax: short, however large or small. */
export function asTerm(x) {
  if (x >= 0.01 && x < 1e6) return x < 100 ? x.toFixed(2) : withCommas(Math.round(x));
  const [digits, exponent] = x.toExponential(1).split("e");
  return `${digits} · 10${[...String(Number(exponent))].map((sign) => RAISED[sign]).join("")}`;
}

/** Where a moved digit stands: "4 right", "1 up and 2 left". */
function placeText([down, right]) {
  const steps = [down && `${Math.abs(down)} ${down > 0 ? "down" : "up"}`];
  steps.push(right && `${Math.abs(right)} ${right > 0 ? "right" : "left"}`);
  return steps.filter(Boolean).join(" and ");
}

const named = (filters) => `filter${filters.size > 1 ? "s" : ""} ${[...filters].map((f) => f + 1).join(", ")}`;

/** What a network reads, and under which conditions. */
export function verdictText({ empty, head, out, truth, shift, off, cover }) {
  if (empty) return "Draw a digit, or pick a stored one.";
  const { shares } = softmax(out.scores[head]);
  const [first, second] = [...shares.keys()].sort((a, b) => shares[b] - shares[a]);
  const right = truth === null ? "" : first === truth ? ": correct" : `: it is a ${truth}`;
  const stages = ["first", "second"].flatMap((stage, i) =>
    off[i].size ? [`${named(off[i])} of the ${stage} convolution off`] : [],
  );
  const moved = placeText(shift);
  const conditions = [moved && `moved ${moved}`, ...stages, cover && "partly covered"].filter(Boolean);
  return (
    `${HEAD_TEXTS[head][0]} reads a ${first} (${asShare(shares[first])}), then a ${second} ` +
    `(${asShare(shares[second])})${right}${conditions.map((text) => `, ${text}`).join("")}.`
  );
}
