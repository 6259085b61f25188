// Numbers to colours: grey where nothing is negative, else blue - white - orange with 0 in the middle,
// a pair that people with any of the common colour blindnesses tell apart.

const SIGNED = ["#17498a", "#86aed6", "#f7f7f7", "#e9ab6b", "#9c4a06"];

const rgb = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
const mix = (a, b, t) => a.map((x, i) => Math.round(x + (b[i] - x) * t));

/** A colour [r, g, b] for t from -1 to 1. */
export function signedColour(t) {
  const place = Math.min((Math.min(Math.max(t, -1), 1) + 1) * 2, 3.999999);
  const left = Math.floor(place);
  return mix(rgb(SIGNED[left]), rgb(SIGNED[left + 1]), place - left);
}

/** A scale holds the numbers that its ends stand for. Grey keeps to the input's range if it can. */
export function makeScale([low, high], [floor, ceiling] = [0, 1]) {
  if (low < -1e-9) {
    const most = Math.max(-low, high);
    return { signed: true, low: -most, high: most };
  }
  return { signed: false, low: Math.min(low, floor), high: Math.max(high, ceiling) };
}

const level = (scale, x) => (x - scale.low) / (scale.high - scale.low || 1);

export function colourOf(scale, x) {
  if (scale.signed) return signedColour(level(scale, x) * 2 - 1);
  const grey = Math.round(255 * Math.min(Math.max(level(scale, x), 0), 1));
  return [grey, grey, grey];
}

export const css = ([r, g, b]) => `rgb(${r} ${g} ${b})`;

/** Black or white, whichever is read better on the colour. */
export function inkOn([r, g, b]) {
  const linear = (v) => ((v / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b) > 0.18 ? "#14181c" : "#ffffff";
}

const STEPS = 511; // odd, so that 0 has its own colour in the middle of a signed scale

function paletteOf(scale) {
  const bytes = new Uint8ClampedArray(STEPS * 4);
  for (let i = 0; i < STEPS; i++) {
    const x = scale.low + ((scale.high - scale.low) * i) / (STEPS - 1);
    bytes.set([...colourOf(scale, x), 255], i * 4);
  }
  return new Uint32Array(bytes.buffer);
}

/** A grid as one canvas pixel per number; the style sheet makes it as large as the panel. */
export function paintCanvas(canvas, { rows, cols, data }, scale) {
  canvas.width = cols;
  canvas.height = rows;
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
  const stops = Array.from({ length: 17 }, (_, i) => css(colourOf(scale, low + ((high - low) * i) / 16)));
  return `linear-gradient(to right, ${stops.join(", ")})`;
}
