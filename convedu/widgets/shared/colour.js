// Numbers to colours: greys, and blue and orange, a pair that people with any of the common colour
// blindnesses tell apart.

const SIGNED = ["#17498a", "#86aed6", "#f7f7f7", "#e9ab6b", "#9c4a06"];
const STOPS = SIGNED.map((hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16)));

const mix = (a, b, t) => a.map((x, i) => Math.round(x + (b[i] - x) * t));

/** A colour [r, g, b] for t from -1 to 1. */
function signedColour(t) {
  const place = Math.min((Math.min(Math.max(t, -1), 1) + 1) * 2, 3.999999);
  const left = Math.floor(place);
  return mix(STOPS[left], STOPS[left + 1], place - left);
}

/**
 * How numbers become colours: those at `low` and `high` have the outermost ones.
 * kind "grey": black to white. "signed": blue, white, orange, with 0 in the middle. "picture": grey
 * from 0 to `white`, as in a photograph, blue below and orange above what a photograph can show.
 */
export function makeScale([low, high], [floor, ceiling] = [0, 1], weight = 0) {
  const most = Math.max(-low, high);
  if (low > -1e-9) return { kind: "grey", low: Math.min(low, floor), high: Math.max(high, ceiling) };
  if (weight < 0.5) return { kind: "signed", low: -most, high: most };
  const white = ceiling * Math.max(weight, 1);
  return { kind: "picture", low, high: Math.max(high, white), white };
}

/** A signed scale whatever the numbers are, as for weights and products. */
export const signedTo = (most) => ({ kind: "signed", low: -most || -1, high: most || 1 });

const part = (x, from, to) => Math.min(Math.max((x - from) / (to - from || 1), 0), 1);

export function colourOf(scale, x) {
  const { kind, low, high, white = high } = scale;
  if (kind === "signed") return signedColour(part(x, low, high) * 2 - 1);
  const slack = white * 0.02; // next to black and white nobody sees a colour
  if (kind === "picture" && x < -slack) return signedColour(-0.4 - 0.6 * part(x, 0, low));
  if (kind === "picture" && x > white + slack) return signedColour(0.4 + 0.6 * part(x, white, high));
  const grey = Math.round(255 * part(x, kind === "picture" ? 0 : low, white));
  return [grey, grey, grey];
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

function paletteOf(scale) {
  if (!palettes.has(scale)) palettes.set(scale, makePalette(scale));
  return palettes.get(scale);
}

function makePalette(scale) {
  const bytes = new Uint8ClampedArray(STEPS * 4);
  for (let i = 0; i < STEPS; i++) {
    bytes.set(colourOf(scale, scale.low + ((scale.high - scale.low) * i) / (STEPS - 1)), i * 4);
    bytes[i * 4 + 3] = 255;
  }
  return new Uint32Array(bytes.buffer);
}

/** A grid as one canvas pixel per number; the style sheet makes it as large as the panel. */
export function paintCanvas(canvas, { rows, cols, data }, scale) {
  if (canvas.width !== cols) canvas.width = cols; // setting it empties the canvas and costs time
  if (canvas.height !== rows) canvas.height = rows;
  const picture = new ImageData(cols, rows);
  const pixels = new Uint32Array(picture.data.buffer);
  const palette = paletteOf(scale);
  const factor = (STEPS - 1) / (scale.high - scale.low || 1);
  for (let i = 0; i < data.length; i++) {
    pixels[i] = palette[Math.min(Math.max(Math.round((data[i] - scale.low) * factor), 0), STEPS - 1)];
  }
  canvas.getContext("2d").putImageData(picture, 0, 0);
}

/** A CSS gradient from the smallest to the largest number, in the scale's colours. */
export function gradient(scale, [low, high]) {
  const stops = Array.from({ length: 41 }, (_, i) => css(colourOf(scale, low + ((high - low) * i) / 40)));
  return `linear-gradient(to right, ${stops.join(", ")})`;
}
