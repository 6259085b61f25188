// AlexNet's table: the same sums as convedu.layers, tested against it.

const CHANNELS = { 2012: [96, 256, 384, 384, 256], torchvision: [64, 192, 384, 256, 256] };
const HIDDEN = 4096;
const CLASSES = 1000;

const pooled = (side) => Math.floor((side - 3) / 2) + 1;

/** One entry for each layer that learns. `places` is how often each weight is used. */
function layer(name, { reads, makes, k = 1, places = 1, shape }) {
  const weights = k * k * reads * makes;
  return {
    name,
    k,
    reads,
    makes,
    places,
    shape,
    weights,
    biases: makes,
    parameters: weights + makes,
    macs: weights * places,
  };
}

function convolutions({ channels, groups, input, pad1 }) {
  const maps = CHANNELS[channels];
  const g = groups ? 2 : 1;
  const first = Math.floor((input + 2 * pad1 - 11) / 4) + 1;
  const second = pooled(first);
  const third = pooled(second);
  const sides = [first, second, third, third, third];
  const reads = [3, maps[0] / g, maps[1], maps[2] / g, maps[3] / g];
  return [11, 5, 3, 3, 3].map((k, i) =>
    layer(`conv${i + 1}`, {
      k,
      reads: reads[i],
      makes: maps[i],
      places: sides[i] ** 2,
      shape: [maps[i], sides[i], sides[i]],
    }),
  );
}

function denseHead(maps, side, { flatten, head }) {
  if (head === "pooled") return [layer("dense1", { reads: maps, makes: CLASSES, shape: [CLASSES] })];
  const places = flatten ? 1 : side * side;
  let reads = flatten ? maps * side * side : maps;
  return [HIDDEN, HIDDEN, CLASSES].map((makes, i) => {
    const shape = flatten ? [makes] : [makes, side, side];
    const made = layer(`dense${i + 1}`, { reads, makes, places, shape });
    reads = makes;
    return made;
  });
}

export function tableOf(choices) {
  const body = convolutions(choices);
  const [maps, side] = body.at(-1).shape;
  return [...body, ...denseHead(maps, choices.pool5 ? pooled(side) : side, choices)];
}

/** The most square way to lay n numbers out in rows. */
export function plateOf(n) {
  let rows = Math.floor(Math.sqrt(n));
  while (n % rows) rows--;
  return [rows, n / rows];
}

/**
 * Every volume of numbers on the way from the picture to the classes, with the window in the volume
 * before that one of its numbers is made of; a window without `k` is the whole volume before.
 */
export function volumesOf(choices) {
  const body = convolutions(choices);
  const volumes = [{ name: "picture", shape: [3, choices.input, choices.input] }];
  body.forEach(({ name, shape: [maps, side], shape, k, reads }, i) => {
    volumes.push({ name, shape, window: { k, depth: reads } });
    const isPooled = i < 2 || (i === 4 && choices.pool5);
    if (isPooled)
      volumes.push({ name: `pool${i + 1}`, shape: [maps, pooled(side), pooled(side)], window: { k: 3, depth: 1 } });
  });
  const [maps, side] = volumes.at(-1).shape;
  if (choices.head === "pooled") volumes.push({ name: "means", shape: [maps, 1, 1], window: { k: side, depth: 1 } });
  else if (choices.flatten) volumes.push({ name: "flatten", shape: [maps * side * side], window: {} });
  const apart = choices.head === "dense" && !choices.flatten; // each place by itself
  for (const { name, shape } of tableOf(choices).slice(body.length)) {
    const window = apart ? { k: 1, depth: volumes.at(-1).shape[0] } : {};
    volumes.push({ name, shape, window });
  }
  return volumes;
}

export const sumOf = (rows, key) => rows.reduce((total, row) => total + row[key], 0);

/** A layer's parameters if each place had filters of its own. */
export const unshared = ({ places, parameters }) => places * parameters;
