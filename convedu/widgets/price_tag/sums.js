// What a layer costs: the same sums as convedu.layers, tested against it.

import { withCommas } from "../shared/numbers.js";

const outputSide = (n, { kernel, stride, padding }) => Math.floor((n + 2 * padding - kernel) / stride) + 1;

/** Groups that divide both numbers of channels. */
export function groupsOf({ cin, cout }) {
  const found = [];
  for (let g = 1; g <= Math.min(cin, cout); g++) if (cin % g === 0 && cout % g === 0) found.push(g);
  return found;
}

/** The nearest layer that exists: groups divide the channels, the window fits. */
export function settle(layer) {
  const groups = groupsOf(layer).findLast((g) => g <= layer.groups);
  const room = Math.min(layer.height, layer.width) + 2 * layer.padding;
  return { ...layer, groups, kernel: Math.min(layer.kernel, room) };
}

export function costsOf(layer) {
  const { kernel, cin, cout, groups, bias, height, width } = layer;
  const [rows, cols] = [outputSide(height, layer), outputSide(width, layer)];
  const weights = cout * (cin / groups) * kernel * kernel;
  const biases = bias ? cout : 0;
  const outputs = cout * rows * cols;
  return {
    rows,
    cols,
    depth: cin / groups,
    weights,
    biases,
    parameters: weights + biases,
    macs: weights * rows * cols,
    bytes: outputs * 4,
    twin: outputs * cin * height * width + (bias ? outputs : 0),
  };
}

/** How many times as much as before, in words. */
export function timesAs(now, before) {
  if (now === before) return "same";
  if (!before) return "new";
  if (!now) return "none";
  const [sign, ratio] = now > before ? ["×", now / before] : ["÷", before / now];
  return `${sign} ${ratio >= 100 ? withCommas(Math.round(ratio)) : Number(ratio.toPrecision(3))}`;
}
