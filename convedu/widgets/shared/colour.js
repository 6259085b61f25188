// Numbers to colours: greys, and blue and orange, a pair that people with any of the common colour
// blindnesses tell apart. Without hue a sign is read from its number, from hatching, or from the lightness.

const STOPS = {
  signed: ["#17498a", "#86aed6", "#f7f7f7", "#e9ab6b", "#9c4a06"], // 0 is white
  shaded: ["#001a52", "#1556b4", "#8c8c8c", "#f09a38", "#ffe7bd"], // 0 is grey, less is darker, more is lighter
  picture: ["#303030", "#dedede"], // a photograph's black and white, where numbers lie below or above them
  below: ["#00103c", "#08267a"],
  above: ["#ffd99a", "#fff3da"],
  grey: ["#000000", "#ffffff"],
};

const LEAST_HATCHED = 6; // pixels of the screen: in the texture of a photograph, smaller cells hide the lines

const mix = (a, b, t) => a.map((x, i) => Math.round(x + (b[i] - x) * t));
const part = (x, from, to) => Math.min(Math.max((x - from) / (to - from || 1), 0), 1);

const RAMPS = Object.fromEntries(
  Object.entries(STOPS).map(([name, colours]) => [
    name,
    colours.map((hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16))),
  ]),
);

/** The colour [r, g, b] of a ramp at t, from 0 to 1. */
function onRamp(name, t) {
  const stops = RAMPS[name];
  const place = Math.min(Math.max(t, 0) * (stops.length - 1), stops.length - 1 - 1e-6);
  const left = Math.floor(place);
  return mix(stops[left], stops[left + 1], place - left);
}

/**
 * How numbers become colours: those at `low` and `high` have the outermost ones.
 * kind "grey": black to white. "signed": blue, white, orange, for cells that are numbered or hatched.
 * "shaded": blue, grey, orange, for smaller ones. "picture": grey from 0 to `white`, as in a photograph,
 * blue below and orange above what a photograph can show.
 * `cell` is how many pixels of the screen a number is wide.
 */
export function makeScale([low, high], [floor, ceiling] = [0, 1], weight = 0, cell = LEAST_HATCHED) {
  if (low > -1e-9) return { kind: "grey", low: Math.min(low, floor), high: Math.max(high, ceiling) };
  if (weight < 0.5) return signedTo(Math.max(-low, high), cell);
  const white = ceiling * Math.max(weight, 1);
  return { kind: "picture", low, high: Math.max(high, white), white };
}

/** A scale with 0 in its middle whatever the numbers are, as for weights and products. */
export const signedTo = (most, cell = LEAST_HATCHED) => ({
  kind: cell < LEAST_HATCHED ? "shaded" : "signed",
  low: -most || -1,
  high: most || 1,
});

export function colourOf({ kind, low, high, white }, x) {
  if (kind !== "picture") return onRamp(kind, part(x, low, high));
  const slack = white * 0.02; // next to black and white nobody sees a colour
  if (x < -slack) return onRamp("below", part(x, low, 0));
  if (x > white + slack) return onRamp("above", part(x, white, high));
  return onRamp(kind, part(x, 0, white));
}

export const css = ([r, g, b]) => `rgb(${r} ${g} ${b})`;

/** Black or white, whichever is read better on the colour: at least 4.5 to 1. */
export function inkOn(colour) {
  const linear = (v) => ((v / 255 + 0.055) / 1.055) ** 2.4;
  const [r, g, b] = colour.map(linear);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.18 ? "#000000" : "#ffffff";
}

const STEPS = 511; // odd, so that 0 has its own colour in the middle of a signed scale

const palettes = new WeakMap(); // many maps share a scale

/** The scale's colours, and those of the hatching on negative numbers. */
function palettesOf(scale) {
  if (!palettes.has(scale)) {
    const hatching = (t) => onRamp("signed", t > 0.475 ? t : t > 0.2 ? t - 0.2 : t + 0.2);
    palettes.set(scale, {
      fills: makePalette(scale, (x) => colourOf(scale, x)),
      lines: scale.kind === "signed" ? makePalette(scale, (x) => hatching(part(x, scale.low, scale.high))) : null,
    });
  }
  return palettes.get(scale);
}

function makePalette(scale, colour) {
  const bytes = new Uint8ClampedArray(STEPS * 4);
  for (let i = 0; i < STEPS; i++) {
    bytes.set(colour(scale.low + ((scale.high - scale.low) * i) / (STEPS - 1)), i * 4);
    bytes[i * 4 + 3] = 255;
  }
  return new Uint32Array(bytes.buffer);
}

const [PERIOD, THICK] = [8, 2]; // of the hatching, in pixels of a canvas that has two for one of the screen

/**
 * A grid as a canvas; the style sheet makes it as large as the panel. On a signed scale negative numbers are
 * hatched, where a cell is `cell` pixels wide on the screen. Otherwise a number is one pixel of the canvas.
 */
export function paintCanvas(canvas, { rows, cols, data }, scale, { cell = 0 } = {}) {
  const { fills, lines } = palettesOf(scale);
  const hatched = lines !== null && cell >= 2;
  const side = hatched ? Math.round(2 * cell) : 1;
  const [width, height] = [cols * side, rows * side];
  if (canvas.width !== width) canvas.width = width; // setting it empties the canvas and costs time
  if (canvas.height !== height) canvas.height = height;
  canvas.style.imageRendering = hatched ? "auto" : "";
  const picture = new ImageData(width, height);
  const pixels = new Uint32Array(picture.data.buffer);
  const factor = (STEPS - 1) / (scale.high - scale.low || 1);
  for (let i = 0; i < data.length; i++) {
    const place = Math.min(Math.max(Math.round((data[i] - scale.low) * factor), 0), STEPS - 1);
    if (!hatched) {
      pixels[i] = fills[place];
      continue;
    }
    const [top, left] = [Math.floor(i / cols) * side, (i % cols) * side];
    for (let row = top; row < top + side; row++) {
      pixels.fill(fills[place], row * width + left, row * width + left + side);
      if (data[i] >= 0) continue;
      for (let col = left; col < left + side; col++) {
        if ((row + col) % PERIOD < THICK) pixels[row * width + col] = lines[place];
      }
    }
  }
  canvas.getContext("2d").putImageData(picture, 0, 0);
}

/** A CSS gradient from the smallest to the largest number, in the scale's colours. */
export function gradient(scale, [low, high]) {
  const stops = Array.from({ length: 41 }, (_, i) => css(colourOf(scale, low + ((high - low) * i) / 40)));
  return `linear-gradient(to right, ${stops.join(", ")})`;
}
